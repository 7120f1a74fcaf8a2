from __future__ import annotations

import pytest

from summarizer.compose.boilerplate import boilerplate


@pytest.mark.parametrize(
    "line",
    [
        "Click here for more photos.",
        "Scroll down for video",
        "© 2031 Harlow Gazette. All rights reserved.",
        "Sign up for our morning letter.",
        "Tomas Berg contributed to this report.",
        "Follow @harlowgazette for more.",
        "Follow Ana Lindqvist on Twitter.",
        "READ MORE: Ferries sail again",
        "Watch the full interview above.",
        "For more information visit the town hall.",
        "Ana Lindqvist (pictured, left) opened the bridge.",
        "The ferry is seen here at its pier.",
        "Write to news@harlow.example with tips.",
        "Journalist Tomas Berg reported from Harlow.",
    ],
)
def test_lines_of_publishing_are_told(line: str) -> None:
    assert boilerplate(line)


@pytest.mark.parametrize(
    "line",
    [
        "The court ruled on a copyright dispute between two bakers.",
        "Investors signed up to a plan for the harbour.",
        "She told followers on the site that the ferry was late.",
        "Lindqvist was seen in Harlow with the minister.",
        "The museum has more information than it can show.",
        "The photographer published a book of ferries.",
    ],
)
def test_lines_of_the_story_are_not(line: str) -> None:
    assert not boilerplate(line)
