from __future__ import annotations

import pytest

from summarizer.compose.terms import stem
from summarizer.writer.pointing import pointed

ARTICLE = (
    "A ferry ran aground off Great Calder on Tuesday.",
    "Investigators found a broken rudder in the engine room.",
    "The company that owns the ferry cancelled all crossings.",
)


@pytest.mark.parametrize(
    ("text", "index", "nouns"),
    [
        ("The ferry ran aground off Great Calder.", 2, ["ferry"]),
        ("The ferry ran aground off Great Calder.", 0, []),  # no earlier sentence introduced it
        ("Northern Lines owns the ferry.", 2, ["ferry"]),
        ("A ferry ran aground, and the ferry was lost.", 2, []),  # the text tells it
        ("The rudder of a ferry was broken.", 2, []),  # says which one
        ("These findings surprised investigators.", 1, ["findings"]),
        ("Crossings were cancelled this week.", 2, []),
        ("Crossings to the islands were cancelled.", 2, []),  # new to the article as well
        ("The Calder Star ran aground.", 2, []),
        ("The rudder failed before the ferry ran aground.", 2, ["rudder", "ferry"]),
        ("", 0, []),
    ],
)
def test_nouns_that_an_earlier_sentence_introduced(text: str, index: int, nouns: list[str]) -> None:
    assert pointed(text, index, ARTICLE) == {stem(noun) for noun in nouns}
