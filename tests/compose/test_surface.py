from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from summarizer.compose.cues import cues
from summarizer.compose.standing import Fault
from summarizer.compose.surface import FEATURES, surface
from tests.compose.samples import BRIDGE, SPEECH, document, lines

TITLE_RECALL, TITLE_OWN, TITLED = 8, 9, 10
BEFORE, REPEATED, LAST = 12, 15, 16


def placed(found: NDArray[np.float32], column: int) -> list[float]:
    return [float(value) for value in found[:, len(cues("", 0)) + len(Fault) - 1 + column]]


def test_a_row_for_each_sentence() -> None:
    for text in (BRIDGE, SPEECH):
        made = document(text)
        found = surface(made)
        assert found.shape == (len(made.sentences), FEATURES)
        assert np.isfinite(found).all()
        assert placed(found, LAST) == [0] * (len(made.sentences) - 1) + [1]


def test_a_repeated_sentence_has_all_its_words_from_before() -> None:
    found = surface(document(SPEECH))
    assert placed(found, BEFORE)[:3] == [0, 0, 1]
    assert placed(found, REPEATED)[2] == 1


def test_the_titles_words_are_counted_by_stem() -> None:
    found = surface(document(SPEECH, "Velden orchestras play without a conductor"))
    assert placed(found, TITLE_RECALL)[0] == 1
    assert placed(found, TITLE_OWN)[1] == 0
    assert set(placed(found, TITLED)) == {1}
    assert set(placed(surface(document(SPEECH)), TITLED)) == {0}


def test_faults_are_marked() -> None:
    found = surface(lines("The bridge of Velden is shut.", "Click here for photos of the bridge of Velden."))
    column = len(cues("", 0)) + list(Fault).index(Fault.BOILERPLATE)
    assert found[:, column].tolist() == [0, 1]
