from __future__ import annotations

from pathlib import Path

import numpy as np

from summarizer.writer.decoder import Cache, Decoder, Floats, Table

IDS = np.array([5, 300, 41, 77, 5, 600, 12, 9])


def causal(size: int, slots: int = 1, seen: int = 0) -> np.ndarray:
    """Return the mask of one row whose tokens see the first `seen` slots, and those before them."""
    past = np.zeros((size, slots), bool)
    past[:, :seen] = True
    return np.concatenate([past, np.tri(size, dtype=bool)], 1)[None]


def whole(decoder: Decoder, table: Table) -> tuple[Floats, Cache]:
    size = len(IDS)
    return decoder.run(table[IDS][None], np.arange(size)[None], causal(size), decoder.empty())


def test_the_sizes_are_those_of_the_graph(decoder: Decoder, table: Table) -> None:
    states, kept = whole(decoder, table)
    assert (decoder.layers, decoder.shared, decoder.head) == (2, 1, 32)
    assert states.shape == (1, 8, 64)
    assert (len(kept.keys), len(kept.keys[0]), kept.slots) == (2, 1, 8)
    assert kept.keys[0].shape == (1, 1, 32, 8)
    assert kept.values[0].shape == (1, 1, 8, 32)


def test_what_is_kept_stands_for_what_was_read(decoder: Decoder, table: Table) -> None:
    states, _ = whole(decoder, table)
    _, opening = decoder.run(table[IDS[:5]][None], np.arange(5)[None], causal(5), decoder.empty())
    rest, _ = decoder.run(table[IDS[5:]][None], np.arange(5, 8)[None], causal(3, 5, 5), opening)
    np.testing.assert_allclose(rest[0], states[0, 5:], atol=1e-4)


def test_rows_share_an_opening_that_was_read_once(decoder: Decoder, table: Table) -> None:
    _, opening = decoder.run(table[IDS[:5]][None], np.arange(5)[None], causal(5), decoder.empty())
    three = np.stack([IDS[5:], IDS[:3], IDS[5:]])
    position = np.arange(5, 8)[None].repeat(3, 0)
    together, kept = decoder.run(table[three], position, causal(3, 5, 5).repeat(3, 0), opening)
    alone, _ = decoder.run(table[three[1:2]], position[:1], causal(3, 5, 5), opening)
    np.testing.assert_allclose(together[0], together[2], atol=1e-5)
    np.testing.assert_allclose(together[1], alone[0], atol=1e-4)
    assert len(kept.keys[0]) == len(kept.values[0]) == 3


def test_slots_that_are_not_seen_change_nothing(decoder: Decoder, table: Table) -> None:
    _, opening = decoder.run(table[IDS[:5]][None], np.arange(5)[None], causal(5), decoder.empty())
    expected, _ = decoder.run(table[IDS[5:]][None], np.arange(5, 8)[None], causal(3, 5, 5), opening)
    wide = opening.widened(1, 9)
    for key, value in zip(wide.keys, wide.values, strict=True):
        key[..., 5:] = 100
        value[:, :, 5:] = -100
    found, _ = decoder.run(table[IDS[5:]][None], np.arange(5, 8)[None], causal(3, 9, 5), wide)
    np.testing.assert_allclose(found, expected, atol=1e-4)


def test_any_slots_will_do_in_any_order(decoder: Decoder, table: Table) -> None:
    states, kept = whole(decoder, table)
    wide = Cache([key[..., :0] for key in kept.keys], [value[:, :, :0] for value in kept.values]).widened(
        1, 20
    )
    slots = [17, 3, 11, 4, 0]
    for place, slot in enumerate(slots):
        one = Cache(
            [key[..., place : place + 1] for key in kept.keys],
            [value[:, :, place : place + 1] for value in kept.values],
        )
        wide.put(one, slot)
    mask = causal(3, 20)
    mask[:, :, slots] = True
    found, _ = decoder.run(table[IDS[5:]][None], np.arange(5, 8)[None], mask, wide)
    np.testing.assert_allclose(found[0], states[0, 5:], atol=1e-4)


def test_positions_tell_the_order(decoder: Decoder, table: Table) -> None:
    position = np.arange(8)[None]
    plain, _ = decoder.run(table[IDS][None], position, causal(8), decoder.empty())
    later, _ = decoder.run(table[IDS][None], position + 40, causal(8), decoder.empty())
    spread, _ = decoder.run(table[IDS][None], position * 7, causal(8), decoder.empty())
    np.testing.assert_allclose(plain, later, atol=0.2)  # distances alone count, but for 8-bit rounding
    assert not np.allclose(plain, spread, atol=0.2)


def test_a_widened_cache_begins_with_the_narrow_one_in_every_row() -> None:
    narrow = Cache([np.ones((1, 2, 3, 4), np.float32)], [np.full((1, 2, 4, 3), 2, np.float32)])
    wide = narrow.widened(5, 6)
    assert (len(wide.keys[0]), wide.slots) == (5, 6)
    assert (wide.keys[0][..., :4] == 1).all()
    assert (wide.keys[0][..., 4:] == 0).all()
    assert (wide.values[0][:, :, :4] == 2).all()
    wide.put(Cache([np.full((5, 2, 3, 1), 7, np.float32)], [np.full((5, 2, 1, 3), 8, np.float32)]), 4)
    assert (wide.keys[0][..., 4] == 7).all()
    assert (wide.values[0][:, :, 4] == 8).all()
    assert (wide.keys[0][..., 5] == 0).all()
    assert narrow.slots == 4


def saved(path: Path) -> Table:
    """Return a table of two tokens, two wide, and its judges."""
    np.savez(
        path,
        table=np.array([[1, -2], [127, 0]], np.int8),
        scale=np.array([0.5, 0.01], np.float32),
        judges=np.array([[[1, 0], [0, 1], [1, 1]], [[2, 0], [0, 2], [0, 0]]], np.float32),
        biases=np.array([[0, 0.5, -1], [0.25, 0, 0]], np.float32),
    )
    return Table(path)


def test_embeddings_are_integers_times_their_scale(tmp_path: Path) -> None:
    found = saved(tmp_path / "table.npz")
    np.testing.assert_allclose(found[[1, 0]], [[1.27, 0], [0.5, -1]], rtol=1e-6)
    assert found[np.array([[0, 1, 1]])].shape == (1, 3, 2)
    assert found[[0]].dtype == np.float32
    assert found.width == 2


def test_a_judge_is_linear_in_a_state(tmp_path: Path) -> None:
    found = saved(tmp_path / "table.npz")
    states = np.array([[3, 4], [0, 0]], np.float32)
    np.testing.assert_allclose(found.judged(states, 0), [[3, 4.5, 6], [0, 0.5, -1]])
    np.testing.assert_allclose(found.judged(states[:1, None], 1), [[[6.25, 8, 0]]])
