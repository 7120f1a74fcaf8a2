"""The writer: a small language model that rewrites a sentence, in its context, as a quick look."""
