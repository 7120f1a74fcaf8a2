from __future__ import annotations

import re
from pathlib import Path

import pytest
import torch

from summarizer.errors import TrainingError
from summarizer.syntax import Analysis
from summarizer.training.evaluate import Syntax, Validation, syntax
from summarizer.training.network import Salience
from summarizer.training.treebank import Parse
from summarizer.words import split


def test_a_measurement_names_the_set_and_gives_model_and_lead(archive_file: Path, encoder: Path) -> None:
    validation = Validation(archive_file, encoder / "tokenizer.json")
    model = Salience.from_pretrained(encoder).train()
    line = validation.measure(model)
    found = re.fullmatch(r"archive ([\d.]+)/([\d.]+) \(lead ([\d.]+)/([\d.]+)\)", line)
    assert found is not None
    assert model.training

    class Knowing(Salience):
        """Scores the two sentences that the highlights are from highest."""

        def forward(
            self, ids: torch.Tensor, segment: torch.Tensor, place: torch.Tensor, position: torch.Tensor
        ) -> torch.Tensor:
            return ((position == 2) | (position == 5)).float()

    knowing = Knowing(model.encoder)
    better = re.match(r"archive ([\d.]+)", validation.measure(knowing))
    assert better is not None
    assert float(better[1]) > float(found[3])


def test_a_set_without_quick_looks_is_an_error(encoder: Path, tmp_path: Path) -> None:
    path = tmp_path / "plain.txt"
    path.write_text("The ferry to Port Selby was late. Nobody minded. The sea was calm.", encoding="utf-8")
    with pytest.raises(TrainingError, match="no article with human quick looks"):
        Validation(path, encoder / "tokenizer.json")


TEXT = "Lind sank the Tern."


def test_agreement_with_a_treebank() -> None:
    words = tuple(split(TEXT))
    parse = Parse(
        TEXT,
        words,
        head=(1, 1, 3, 1, 1),
        relation=("nsubj", "ROOT", "det", "dobj", "punct"),
        category=("PROPN", "VERB", "DET", "PROPN", "PUNCT"),
        entity=("PERSON", "", "", "PRODUCT", ""),
    )
    same = Analysis(words, parse.head, parse.relation, parse.category, parse.entity)
    assert syntax([parse], [same]) == Syntax(4, 1, 1, 1, 1)
    other = Analysis(
        words,
        (1, 1, 1, 1, 0),
        ("dobj", "ROOT", "det", "dobj", "nsubj"),
        ("NOUN", "VERB", "DET", "PROPN", "X"),
        ("PERSON", "", "PRODUCT", "ORG", ""),
    )
    # the full stop does not count; of two names and three said to be names, one is the same
    assert syntax([parse, parse], [other, other]) == Syntax(8, 3 / 4, 2 / 4, 3 / 4, 2 / 5)
    with pytest.raises(TrainingError, match="no word"):
        syntax([], [])
