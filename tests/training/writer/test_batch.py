from __future__ import annotations

from dataclasses import replace

import pytest
import torch
from tokenizers import Tokenizer
from torch.nn import functional

from summarizer.training.writer import batch
from summarizer.training.writer.batch import LABEL_WEIGHT, Encoded, Piece, encode, losses
from summarizer.training.writer.network import Writer
from summarizer.training.writer.pairs import Row, Segment
from tests.training.writer.conftest import SHAPE, network, noise


def alone(made: Writer, opening: list[int], piece: Piece) -> list[tuple[float, float]]:
    """Return loss and weight of each learned token, the opening and the segment read as one text."""
    ids = torch.tensor([opening + piece.ids])
    size = ids.shape[1]
    mask = torch.ones(1, 1, size, size, dtype=torch.bool).tril()
    with torch.no_grad():
        logits = made.logits(made(ids, torch.arange(size)[None], mask)[0])[0]
    found = functional.cross_entropy(logits[len(opening) : -1], ids[0, len(opening) + 1 :], reduction="none")
    return [(loss, w) for loss, w in zip(found.tolist(), piece.weights[1:], strict=True) if w]


def example(seed: int, opening: int, *lengths: int) -> Encoded:
    dice = torch.Generator().manual_seed(seed)
    pieces = [
        Piece(
            noise(size, seed=seed + size).tolist(),
            torch.randint(0, 3, (size,), generator=dice).float().tolist(),
        )
        for size in lengths
    ]
    return Encoded(noise(opening, seed=seed).tolist(), pieces)


def check(made: Writer, rows: list[Encoded]) -> None:
    with torch.no_grad():
        told = losses(made, rows)
        found, weights = told.tokens, told.weights
    expected = [one for row in rows for piece in row.pieces for one in alone(made, row.opening, piece)]
    ours = sorted(zip(weights.tolist(), found.tolist(), strict=True))
    theirs = sorted((weight, loss) for loss, weight in expected)
    assert [weight for weight, _ in ours] == [weight for weight, _ in theirs]
    assert [loss for _, loss in ours] == pytest.approx([loss for _, loss in theirs], abs=1e-4)


def test_segments_behind_a_shared_opening_cost_what_each_costs_alone() -> None:
    check(network(), [example(1, 20, 9, 14, 30), example(2, 33, 12), example(3, 5, 8, 8)])


def test_so_they_do_when_they_run_in_several_groups(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(batch.TOGETHER, "cpu", 40)
    check(network(), [example(1, 20, 9, 14, 30), example(2, 33, 12), example(3, 5, 8, 8)])


def test_so_do_our_stories(rows: list[Encoded]) -> None:
    assert max(max(piece.ids) for row in rows for piece in row.pieces) < SHAPE.tokens
    check(network(), rows[:2])


def test_gradients_reach_the_opening() -> None:
    made = network()
    told = losses(made, [example(4, 12, 10, 15)])
    (told.tokens * told.weights).sum().backward()  # type: ignore[no-untyped-call]
    for name, weight in made.named_parameters():
        if name.startswith("judges."):
            continue  # no mark was given
        assert weight.grad is not None, name
        assert weight.grad.isfinite().all()
        assert weight.grad.abs().sum() > 0, name


def tokens(tokenizer: Tokenizer, text: str) -> list[int]:
    return list(tokenizer.encode(text, add_special_tokens=False).ids)


def test_text_label_and_end_are_learned_and_prompt_and_cue_are_not(tokenizer: Tokenizer) -> None:
    made = encode(
        Row("Headline: A\n", (Segment("Quick look:", text="Dogs sleep.", label="Sleep"),)), tokenizer
    )
    assert made.opening == tokens(tokenizer, "Headline: A\n")
    (piece,) = made.pieces
    texts = ("Quick look:", " Dogs sleep.\n", "Label:", " Sleep", "<|im_end|>")
    parts = [tokens(tokenizer, part) for part in texts]
    assert piece.ids == [token for part in parts for token in part]
    weights = (0.0, 1.0, 0.0, LABEL_WEIGHT, 1.0)
    assert piece.weights == [weight for part, weight in zip(parts, weights, strict=True) for _ in part]
    assert len(parts[-1]) == 1
    assert piece.verdicts == ()


def test_a_given_text_is_not_learned_and_a_brief_has_no_label(tokenizer: Tokenizer) -> None:
    segments = (
        Segment("Quick look:", given="Dogs sleep.", label="Sleep"),
        Segment("Brief:", text="Dogs sleep."),
    )
    given, brief = encode(Row("A", segments), tokenizer).pieces
    label = tokens(tokenizer, " Sleep")
    before = tokens(tokenizer, "Quick look: Dogs sleep.\nLabel:")
    assert given.ids[: -len(label) - 1] == before
    assert given.weights == [0.0] * len(before) + [LABEL_WEIGHT] * len(label) + [1.0]
    assert tokenizer.decode(brief.ids, skip_special_tokens=False) == "Brief: Dogs sleep.\n<|im_end|>"
    assert brief.weights.count(1.0) == len(tokens(tokenizer, " Dogs sleep.\n"))


def test_marks_stand_behind_the_text_and_behind_the_label(tokenizer: Tokenizer) -> None:
    one = Segment("Quick look:", "Dogs sleep.", "", "Sleep", False, mark=2, label_mark=1, weight=0.5)
    (piece,) = encode(Row("A", (one,)), tokenizer).pieces
    assert not any(piece.weights)
    assert piece.learned
    (text, label) = piece.verdicts
    assert tokenizer.decode(piece.ids[: text[0] + 1]) == "Quick look: Dogs sleep.\n"
    assert text[1:] == (0, 2, 0.5)
    assert label == (len(piece.ids) - 1, 1, 1, 0.5)


def test_a_mark_costs_what_its_judge_says_of_the_state_behind_it() -> None:
    made = network()
    rows = [example(1, 20, 9, 14)]
    rows[0].pieces[1] = replace(rows[0].pieces[1], verdicts=((5, 0, 2, 1.0), (13, 1, 0, 0.5)))
    ids = torch.tensor([rows[0].opening + rows[0].pieces[1].ids])
    size = ids.shape[1]
    with torch.no_grad():
        found = losses(made, rows)
        states, _ = made(ids, torch.arange(size)[None], torch.ones(1, 1, size, size, dtype=torch.bool).tril())
        said = made.judged(states[0, 20:])
    expected = torch.stack([said[5, 0], said[13, 1]])
    assert torch.allclose(found.chances, expected, atol=1e-4)
    marks = torch.tensor([2, 0])
    assert torch.allclose(
        found.verdicts, functional.cross_entropy(expected, marks, reduction="none"), atol=1e-4
    )
    assert found.verdict_weights.tolist() == [1.0, 0.5]
    assert found.marks.tolist() == [[0, 2], [1, 0]]


def test_a_segment_that_is_too_long_is_left_out(
    tokenizer: Tokenizer, monkeypatch: pytest.MonkeyPatch
) -> None:
    segments = (Segment("Quick look:", text="Dogs sleep.", label="Sleep"), Segment("Brief:", text="Dogs."))
    shorter = min(len(one.ids) for one in encode(Row("A", segments), tokenizer).pieces)
    monkeypatch.setattr(batch, "LONGEST", shorter)
    assert [len(one.ids) for one in encode(Row("A", segments), tokenizer).pieces] == [shorter]
