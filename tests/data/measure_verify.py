"""Measure the check of claims on claims.txt and claims_held_out.txt: wrong found, right let through.

Run: python tests/data/measure_verify.py
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from summarizer.article import Article, Paragraph
from summarizer.summary import Brief, Bullet, Coverage, Draft, Violation
from summarizer.verify import check

PATHS = [Path(__file__).with_name("claims.txt"), Path(__file__).with_name("claims_held_out.txt")]


def claims(path: Path) -> Iterator[tuple[Article, str, str]]:
    """Yield the article, the kind of what is wrong ("" for nothing), and the claim."""
    article = Article("", ())
    for line in path.read_text("utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        if line.startswith("= "):
            article = Article("", (), title=line[2:])
        elif line.startswith("+ "):
            yield article, "", line[2:]
        elif line.startswith("- "):
            kind, _, claim = line[2:].partition(": ")
            yield article, kind, claim
        else:
            text = f"{article.text}\n{line}" if article.text else line
            paragraphs = (*article.paragraphs, Paragraph(len(text) - len(line), len(text)))
            article = Article(text, paragraphs, title=article.title)


def violations(article: Article, claim: str) -> tuple[Violation, ...]:
    """Return the violations of one claim as a bullet."""
    draft = Draft((Bullet(claim, ()),), Brief("", ()), Coverage(0, 0, 1))
    return check(draft, article).bullets[0].violations


def main() -> None:
    """Print detection and false alarms of each table, and each claim that went wrong."""
    for path in PATHS:
        wrong = found = right = alarms = 0
        for article, kind, claim in claims(path):
            seen = violations(article, claim)
            kinds = {violation.kind for violation in seen}
            if kind:
                wrong += 1
                found += kind in kinds
            else:
                right += 1
                alarms += bool(kinds)
            if kinds != ({kind} if kind else set()):
                print(f"{kind or 'right'}: {claim} -> {[(v.kind, v.text) for v in seen]}")
        print(f"{path.name}: wrong claims found {found}/{wrong}, right claims flagged {alarms}/{right}")


if __name__ == "__main__":
    main()
