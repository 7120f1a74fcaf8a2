"""Whether the quick looks keep their form: one whole sentence each, nothing twice, no artefact of a model.

How many words a bullet has is an aim, not the form: see `length`.
"""

from __future__ import annotations

import re

from eval.datasets import Example
from eval.predictions import Prediction
from summarizer.sentences import boundaries
from summarizer.summary import Bullet

from . import Column, Measurement, tokens

__all__ = ["Layout"]

_LABEL_WORDS = 4

_ARTEFACT = re.compile(
    r"<[a-z/|][^<>\n]{0,40}>"  # <n>, </s>, <extra_id_0>, <|endoftext|>, <br>
    r"|\[(?:SEP|CLS|PAD|UNK|MASK|INST)\]"
    r"|&(?:[a-z]{2,8}|#\d{1,5}|#x[\da-f]{1,5});"
    r"|\*\*[^\s*][^*]*\*\*|```|[\ufffd\x00-\x08\x0e-\x1f\x7f]"
    r"|^\s*(?:[-*•‣▪]\s|#{1,6}\s|\d{1,2}[.)]\s)",  # a bullet's own mark, or a heading's
    re.IGNORECASE,
)
_CLOSING = "\"”’'»)]"
_CUT_MARK = re.compile(r"(?:[,;:&/(\[“‘«–—-]|…|\.\.)$")
_CUT_WORDS = frozenset(
    "a an the of and or nor from into than because whose his its my our their your".split()
)
"""Words on which no sentence ends; "in" and "to" are not among them ("the state he was in")."""


class Layout:
    """Shares (0 to 1), all of them 0 when there are no bullets, as for a failed prediction.

    layout: 1 when all bullets keep the form, else 0: each is one sentence by our splitter, complete (see
    below), and none says the same words as another. layout.sentence: share of bullets that are one
    sentence. layout.complete: share of bullets that hold no artefact ("<n>", "&amp;", a bullet's
    mark) and do not break off: on a comma or a dash, on an ellipsis, or on a word such as "the". A full
    stop is not asked for, as headlines have none. layout.labelled: share of bullets with a label of one to
    four words that no bullet before has; 0 where labels were switched off.
    """

    name = "layout"
    signature = f"layout|v:1|label-words:1-{_LABEL_WORDS}"
    columns = (
        Column("layout", "Layout kept", "share", "higher"),
        Column("layout.sentence", "Bullets of one sentence", "share", "higher"),
        Column("layout.complete", "Complete bullets", "share", "higher"),
        Column("layout.labelled", "Labelled bullets", "share", "higher"),
    )

    def measure(self, example: Example, prediction: Prediction) -> Measurement:
        """Return the four shares."""
        bullets = prediction.bullets
        if not bullets:
            return Measurement({column.key: 0.0 for column in self.columns})
        single = sum(_one_sentence(bullet.text) for bullet in bullets)
        complete = sum(_complete(bullet.text) for bullet in bullets)
        distinct = len({tuple(tokens.words(bullet.text)) for bullet in bullets})
        return Measurement(
            {
                "layout": float(single == complete == distinct == len(bullets)),
                "layout.sentence": single / len(bullets),
                "layout.complete": complete / len(bullets),
                "layout.labelled": _labels(bullets) / len(bullets),
            }
        )


def _one_sentence(text: str) -> bool:
    return len(list(boundaries(text))) == 1


def _complete(text: str) -> bool:
    bare = text.rstrip().rstrip(_CLOSING).rstrip()
    if not bare or _ARTEFACT.search(text) or _CUT_MARK.search(bare):
        return False
    return bare.split()[-1].lower() not in _CUT_WORDS


def _labels(bullets: tuple[Bullet, ...]) -> int:
    """Return the number of different labels that keep the form."""
    labels = {
        tuple(tokens.words(bullet.label)) for bullet in bullets if bullet.label and _is_label(bullet.label)
    }
    return len(labels - {()})


def _is_label(label: str) -> bool:
    return 1 <= len(label.split()) <= _LABEL_WORDS and not _ARTEFACT.search(label)
