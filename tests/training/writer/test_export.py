from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import pytest
import torch
from numpy.typing import NDArray
from onnx import helper, numpy_helper
from tokenizers import Tokenizer

from summarizer.training.writer import export
from summarizer.training.writer.network import BLOCK, Writer, coarse
from summarizer.writer.context import LABEL
from summarizer.writer.decoder import Cache, Decoder, Floats, Table
from summarizer.writer.reader import Reader
from tests.training.writer.conftest import SHAPE, network, noise

EXACT = 1e-3
"""Difference allowed where both compute in 32 bits."""
ROUNDED = 0.15
"""Root mean square of what 4-bit and 8-bit integers may change, as a share of that of the states."""


@pytest.fixture(scope="module")
def made() -> Writer:
    """A network whose embeddings are those that its table gives."""
    found = network()
    held = export.tables(found)
    with torch.no_grad():
        table = np.asarray(held["table"], np.float32) * np.asarray(held["scale"], np.float32)[:, None]
        found.embed.weight.copy_(torch.from_numpy(table))
    return found


@pytest.fixture(scope="module")
def folder(made: Writer, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("exported")
    onnx.save(export.graph(made), path / "full.onnx")
    export.save(made, path / "new" / "writer.onnx")
    np.savez(path / "writer.npz", **export.tables(made))  # type: ignore[arg-type]
    return path


@pytest.fixture(scope="module")
def full(folder: Path) -> Decoder:
    return Decoder(folder / "full.onnx")


@pytest.fixture(scope="module")
def table(folder: Path) -> Table:
    return Table(folder / "writer.npz")


def expected(made: Writer, *parts: list[int]) -> Floats:
    """Return the states of the last of some texts that follow one another, (length, width)."""
    ids = torch.tensor([[token for part in parts for token in part]])
    size = ids.shape[1]
    mask = torch.ones(1, 1, size, size, dtype=torch.bool).tril()
    with torch.no_grad():
        states, _ = made(ids, torch.arange(size)[None], mask)
    found: Floats = states[0, size - len(parts[-1]) :].numpy()
    return found


OPENING = noise(20, seed=1).tolist()
SEGMENTS = [noise(9, seed=2).tolist(), noise(6, seed=3).tolist()]
CANDIDATES = [[[5, 17, 400], [6, 17, 8], [7, 2, 8]], [[900, 2, 1], [5, 5, 5], [17, 3, 3]]]
"""Three for each segment, three tokens each."""


def opened(decoder: Decoder, table: Table) -> tuple[Floats, Cache]:
    size = len(OPENING)
    mask = np.concatenate([np.zeros((size, 1), bool), np.tri(size, dtype=bool)], 1)[None]
    return decoder.run(table[OPENING][None], np.arange(size)[None], mask, decoder.empty())


def behind(decoder: Decoder, table: Table, opening: Cache) -> tuple[Floats, Cache]:
    """Read both segments, padded to one length, behind the opening that they share."""
    size, before = max(map(len, SEGMENTS)), len(OPENING)
    ids = np.zeros((len(SEGMENTS), size), np.int64)
    for row, one in zip(ids, SEGMENTS, strict=True):
        row[: len(one)] = one
    mask = np.concatenate([np.ones((size, before), bool), np.tri(size, dtype=bool)], 1)[None].repeat(2, 0)
    position = np.arange(before, before + size)[None].repeat(2, 0)
    return decoder.run(table[ids], position, mask, opening)


def stepped(decoder: Decoder, table: Table, opening: Cache, segments: Cache) -> list[Floats]:
    """Write the candidates of both segments side by side; return the states of each step."""
    before, size, count = len(OPENING), max(map(len, SEGMENTS)), 3
    cache = opening.widened(2, before + size + count * 3)
    cache.put(segments, before)
    seen = np.zeros((2, count, cache.slots + count), bool)
    for i, one in enumerate(SEGMENTS):
        seen[i, :, : before + len(one)] = True
    seen[:, range(count), cache.slots + np.arange(count)] = True
    found = []
    for step in range(3):
        ids = np.array([[one[step] for one in of] for of in CANDIDATES])
        position = np.array([[before + len(one) + step] * count for one in SEGMENTS])
        states, new = decoder.run(table[ids], position, seen, cache)
        slot = before + size + count * step
        cache.put(new, slot)
        seen[:, range(count), slot + np.arange(count)] = True
        found.append(states)
    return found


def test_an_opening_is_read_as_torch_reads_it(made: Writer, full: Decoder, table: Table) -> None:
    states, kept = opened(full, table)
    np.testing.assert_allclose(states[0], expected(made, OPENING), atol=EXACT)
    assert (full.layers, full.shared, full.head, kept.slots) == (SHAPE.layers, SHAPE.shared, SHAPE.head, 20)


def test_so_are_segments_behind_an_opening_that_they_share(made: Writer, full: Decoder, table: Table) -> None:
    _, opening = opened(full, table)
    states, _ = behind(full, table, opening)
    for row, one in zip(states, SEGMENTS, strict=True):
        np.testing.assert_allclose(row[: len(one)], expected(made, OPENING, one), atol=EXACT)


def test_so_are_several_candidates_behind_one_segment(made: Writer, full: Decoder, table: Table) -> None:
    _, opening = opened(full, table)
    _, segments = behind(full, table, opening)
    steps = np.stack(stepped(full, table, opening, segments), 2)
    for row, one, candidates in zip(steps, SEGMENTS, CANDIDATES, strict=True):
        for states, candidate in zip(row, candidates, strict=True):
            np.testing.assert_allclose(states, expected(made, OPENING, one, candidate), atol=EXACT)


def test_the_rounded_network_says_nearly_the_same(made: Writer, folder: Path, table: Table) -> None:
    decoder = Decoder(folder / "new" / "writer.onnx")
    ours, opening = opened(decoder, table)
    rounded, segments = behind(decoder, table, opening)
    steps = np.stack(stepped(decoder, table, opening, segments), 2)
    pairs = [(ours[0], expected(made, OPENING))]
    pairs += [
        (row[: len(one)], expected(made, OPENING, one)) for row, one in zip(rounded, SEGMENTS, strict=True)
    ]
    pairs += [
        (steps[i, g], expected(made, OPENING, SEGMENTS[i], CANDIDATES[i][g]))
        for i in range(2)
        for g in range(3)
    ]
    for found, wanted in pairs:
        assert np.sqrt(((found - wanted) ** 2).mean()) < ROUNDED * np.sqrt((wanted**2).mean())


def test_it_is_nearer_still_to_the_network_with_coarse_weights(
    made: Writer, folder: Path, table: Table
) -> None:
    """What training rounds is what the file rounds; 8-bit weights and activations cost little beside it."""
    other = Writer(SHAPE).eval()
    other.load_state_dict(made.state_dict())
    with torch.no_grad():
        for name, weight in other.named_parameters():
            if name.endswith("gate_up.weight"):
                weight.copy_(coarse(weight))
    ours = opened(Decoder(folder / "new" / "writer.onnx"), table)[0][0]
    near, far = (((ours - expected(one, OPENING)) ** 2).mean() for one in (other, made))
    assert near < far / 2


def held(path: Path) -> dict[str, tuple[NDArray[np.float32], int, int]]:
    """Return for each rounded matrix the weights that its integers stand for, its bits and its block."""
    graph = onnx.load(path).graph
    constants = {one.name: numpy_helper.to_array(one) for one in graph.initializer}
    found = {}
    for node in graph.node:
        if node.op_type != "MatMulNBits":
            continue
        given = {one.name: helper.get_attribute_value(one) for one in node.attribute}
        integers, scale = constants[node.input[1]], constants[node.input[2]]
        assert len([name for name in node.input if name]) == 3  # no zero points: symmetric
        if given["bits"] == 4:
            integers = np.stack([integers & 15, integers >> 4], -1).reshape(*integers.shape[:2], -1)
        centred = integers.astype(np.float32) - 2 ** (given["bits"] - 1)
        weights = centred * scale.reshape(*integers.shape[:2], 1)
        name = node.input[1].rpartition("weight")[0] + "weight"
        found[name] = (
            weights.reshape(given["N"], -1)[:, : given["K"]],
            int(given["bits"]),
            int(given["block_size"]),
        )
    return found


def test_every_matrix_of_weights_is_rounded_and_half_of_them_in_four_bits(folder: Path) -> None:
    found = {name: bits for name, (_, bits, _) in held(folder / "new" / "writer.onnx").items()}
    assert found == {
        f"layers.{i}.{name}.weight": bits
        for i in range(SHAPE.layers)
        for name, bits in (("qkv", 8), ("out", 8), ("gate_up", 4), ("down", 8))
    }


def test_four_bits_hold_the_coarse_weights_exactly(made: Writer, folder: Path) -> None:
    weights = dict(made.named_parameters())
    for name, (found, bits, block) in held(folder / "new" / "writer.onnx").items():
        if bits == 4:
            assert block == BLOCK
            np.testing.assert_allclose(found, coarse(weights[name]).detach().numpy(), atol=1e-6)


def test_eight_bits_hold_the_others_to_a_half_step(made: Writer, folder: Path) -> None:
    weights = dict(made.named_parameters())
    for name, (found, bits, block) in held(folder / "new" / "writer.onnx").items():
        if bits == 8:
            wanted = weights[name].detach().numpy()
            blocks = np.abs(wanted.reshape(len(wanted), -1, block)).max(-1).repeat(block, -1)
            assert (np.abs(found - wanted) <= blocks / 127 + 1e-6).all()
            assert np.abs(found - wanted).mean() < blocks.mean() / 256


def test_the_names_are_those_that_the_decoder_gives_and_takes(folder: Path) -> None:
    for path in (folder / "full.onnx", folder / "new" / "writer.onnx"):
        graph = onnx.load(path).graph
        past = [f"past.{i}.{name}" for i in range(SHAPE.layers) for name in ("key", "value")]
        assert [one.name for one in graph.input] == ["x", "cosine", "sine", "mask", *past]
        new = [name.replace("past", "new") for name in past]
        assert [one.name for one in graph.output] == ["states", *new]


def test_the_file_holds_no_local_path(folder: Path) -> None:
    for path in (folder / "full.onnx", folder / "new" / "writer.onnx"):
        assert str(Path(export.__file__).parent).encode() not in path.read_bytes()


def test_embeddings_are_rounded_to_a_half_step() -> None:
    plain = network()
    found = export.tables(plain)
    weights = plain.embed.weight.detach().numpy()
    assert found["table"].dtype == np.int8
    assert (np.abs(found["table"].astype(int)).max(1) == 127).all()
    scale = np.asarray(found["scale"], np.float32)[:, None]
    again = np.asarray(found["table"], np.float32) * scale
    assert (np.abs(again - weights) <= scale / 2 + 1e-7).all()


def test_judges_say_what_torch_says(made: Writer, table: Table) -> None:
    states = torch.randn(4, SHAPE.width, generator=torch.Generator().manual_seed(6))
    with torch.no_grad():
        wanted = made.judged(states).numpy()
    for judge in range(2):
        np.testing.assert_allclose(table.judged(states.numpy(), judge), wanted[:, judge], atol=EXACT)


def test_log_probabilities_of_the_reader_are_those_of_torch(
    made: Writer, full: Decoder, table: Table, tokenizer: Tokenizer
) -> None:
    reader = Reader(full, table, tokenizer)
    among = np.array(sorted(set(noise(300, seed=8).tolist())))
    texts = ("Investigators may take a month.", "The council voted 11 to 4.", "Snow.")
    among = np.union1d(among, [token for text in texts for token in reader.ids(f" {text}{LABEL}")])
    title = "Headline: Ferry runs aground\nLede: Officials said.\n"
    looks = [f"Sentence: {text}\nQuick look:" for text in texts]
    given = reader.among(among)
    prompts, told = reader.rate(reader.read(reader.open(title), looks), [f" {text}" for text in texts], given)
    _, cued = reader.rate(prompts, [LABEL] * len(texts), given)
    for look, text, *said in zip(looks, texts, told, cued, strict=True):
        before = reader.ids(title) + reader.ids(look)
        ids = torch.tensor([before + reader.ids(f" {text}") + reader.ids(LABEL)])
        size = ids.shape[1]
        with torch.no_grad():
            states, _ = made(
                ids, torch.arange(size)[None], torch.ones(1, 1, size, size, dtype=torch.bool).tril()
            )
            logs = made.logits(states[0, len(before) - 1 : -1])[:, torch.from_numpy(among)].log_softmax(-1)
        places = np.searchsorted(among, ids[0, len(before) :].numpy())
        expected = logs[range(len(places)), places].tolist()
        assert [*said[0], *said[1]] == pytest.approx(expected, abs=2 * EXACT)
