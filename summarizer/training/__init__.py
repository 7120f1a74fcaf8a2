"""Training the embedded model: articles with human quick looks -> weights."""

from summarizer.training.run import TrainOptions, run

__all__ = ["TrainOptions", "run"]
