"""Checking a draft against its article: what it states and the article does not hold."""

from __future__ import annotations

import re
from dataclasses import replace

from summarizer.article import Article
from summarizer.summary import Draft, Violation

__all__ = ["check"]

_QUOTED = re.compile(r"[“\"]([^“”\"]+)[”\"]")


def check(draft: Draft, article: Article) -> Draft:
    """Return the draft with the violations of each bullet and of the brief filled in."""
    source = _plain(f"{article.title or ''}\n{article.text}")
    bullets = tuple(replace(b, violations=_violations(b.text, source)) for b in draft.bullets)
    brief = replace(draft.brief, violations=_violations(draft.brief.text, source))
    return replace(draft, bullets=bullets, brief=brief)


def _violations(text: str, source: str) -> tuple[Violation, ...]:
    return tuple(
        Violation("quotation", match[0], "These words do not stand in the article.")
        for match in _QUOTED.finditer(text)
        if _plain(match[1]) not in source
    )


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
