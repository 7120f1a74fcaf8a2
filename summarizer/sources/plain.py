"""Plain text, with or without the quick-looks layout -> Article."""

from __future__ import annotations

from summarizer.article import Article
from summarizer.errors import EmptyInputError
from summarizer.sources import language, paragraphs, quick_looks
from summarizer.sources.screening import require_article

__all__ = ["article"]


def article(text: str, name: str = "The text", title: str | None = None) -> Article:
    """Return the article that a text holds.

    `Article.text` is the lede and the body, character for character apart from line breaks, control
    characters and the white space at its ends; human quick looks, keywords and headline stand apart.

    title: the title, where the source gives it beside the text.

    Raises EmptyInputError and NotAnArticleError.
    """
    text = paragraphs.normalize(text)
    if not text:
        raise EmptyInputError(f"{name} is empty. Give the article's text.")
    layout = quick_looks.take_apart(text, title)
    return require_article(
        Article(
            text=layout.text,
            paragraphs=paragraphs.split(layout.text),
            title=layout.title,
            quick_looks=layout.quick_looks,
            keywords=layout.keywords,
            language=language.detect(layout.text),
        )
    )
