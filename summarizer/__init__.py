"""Turn a news article into quick looks and a brief, with the evidence for every statement.

from summarizer import Options, summarize
summary = summarize(text, Options(bullets=4))
"""

from __future__ import annotations

from summarizer.article import Article
from summarizer.errors import SummarizerError
from summarizer.options import Options
from summarizer.pipeline import summarize, summarize_all
from summarizer.summary import Summary

__all__ = ["Article", "Options", "SummarizerError", "Summary", "summarize", "summarize_all"]

__version__ = "0.5.0"
