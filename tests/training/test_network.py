from __future__ import annotations

from pathlib import Path

import numpy as np
import torch

from summarizer.models.windows import WINDOW
from summarizer.training.batch import collate
from summarizer.training.dataset import Dataset, Example, marks_of
from summarizer.training.network import Salience


def scores(model: Salience, examples: list[Example], encoder: Path) -> list[list[float]]:
    batch = collate(examples, [True] * len(examples), marks_of(encoder / "tokenizer.json"))
    with torch.no_grad():
        logits = model.eval()(batch.ids, batch.segment, batch.place, batch.position)
    return [row[scored].tolist() for row, scored in zip(logits, batch.scored, strict=True)]


def test_an_article_scores_the_same_alone_and_in_a_batch(data: Dataset, encoder: Path) -> None:
    model = Salience.from_pretrained(encoder)
    examples = data.examples()[:3]
    examples[1] = Example(examples[1].title, examples[1].sentences[:5], examples[1].target[:5])
    together = scores(model, examples, encoder)
    for example, row in zip(examples, together, strict=True):
        np.testing.assert_allclose(scores(model, [example], encoder)[0], row, atol=1e-5)


def test_the_title_and_the_order_matter(data: Dataset, encoder: Path) -> None:
    model = Salience.from_pretrained(encoder)
    one = data.examples()[1]
    plain = scores(model, [one], encoder)[0]
    untitled = scores(model, [Example(one.title[:0], one.sentences, one.target)], encoder)[0]
    turned = scores(model, [Example(one.title, one.sentences[::-1], one.target)], encoder)[0]
    assert not np.allclose(plain, untitled, atol=1e-4)
    assert not np.allclose(plain, turned[::-1], atol=1e-4)


def test_shrinking_renumbers_tokens_and_changes_no_score(data: Dataset, encoder: Path) -> None:
    model = Salience.from_pretrained(encoder)
    one = data.examples()[0]
    batch = collate([one], [True], marks_of(encoder / "tokenizer.json"))
    used, renumbered = torch.unique(
        torch.cat([torch.zeros(1, dtype=torch.long), batch.ids.ravel()]), return_inverse=True
    )
    with torch.no_grad():
        before = model.eval()(batch.ids, batch.segment, batch.place, batch.position)
        model.shrink(used)
        after = model(renumbered[1:].view(batch.ids.shape), batch.segment, batch.place, batch.position)
    torch.testing.assert_close(before, after)
    assert model.encoder.embeddings.word_embeddings.weight.shape[0] == len(used)
    assert model.encoder.embeddings.position_embeddings.weight.shape[0] == WINDOW
