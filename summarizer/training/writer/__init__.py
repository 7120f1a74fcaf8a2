"""Training the writer: pairs, batches, the network, the loop, the gate, and the export to ONNX."""
