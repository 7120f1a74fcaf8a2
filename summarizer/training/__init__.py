"""Training the embedded model: articles with human quick looks -> weights. Needs the extra "train"."""

from importlib.util import find_spec

from summarizer.errors import TrainingError

if absent := [name for name in ("onnx", "onnxscript") if find_spec(name) is None]:
    raise TrainingError(
        f"Training needs {' and '.join(absent)}, which the extra `train` brings: "
        "pip install 'quicklook-summarizer[train]'."
    )

from summarizer.training.run import TrainOptions, run

__all__ = ["TrainOptions", "run"]
