from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
import torch
import transformers as library

from summarizer.training.writer.network import BLOCK, VERDICTS, Writer, adapt, coarse, merge
from tests.training.writer.conftest import SHAPE, network, noise

transformers: Any = library  # whose configs take more than their signatures say


def causal(rows: int, length: int) -> torch.Tensor:
    return torch.ones(length, length, dtype=torch.bool).tril().expand(rows, 1, length, length)


def scores(made: Writer, ids: torch.Tensor) -> torch.Tensor:
    position = torch.arange(ids.shape[1]).expand(ids.shape)
    with torch.no_grad():
        found: torch.Tensor = made.logits(made(ids, position, causal(*ids.shape))[0])
    return found


@pytest.mark.parametrize(("heads", "shared"), [(4, 2), (4, 4), (3, 1)])
def test_it_says_what_llama_says(heads: int, shared: int) -> None:
    config = transformers.LlamaConfig(
        vocab_size=300,
        hidden_size=heads * 16,
        intermediate_size=96,
        num_hidden_layers=2,
        num_attention_heads=heads,
        num_key_value_heads=shared,
        rms_norm_eps=1e-5,
        rope_parameters={"rope_type": "default", "rope_theta": 100000.0},
        tie_word_embeddings=True,
        initializer_range=0.2,
    )
    torch.manual_seed(3)
    llama = transformers.LlamaForCausalLM(config).eval()
    with torch.no_grad():
        for name, weight in llama.named_parameters():
            if "norm" in name:
                weight.add_(0.2 * torch.randn_like(weight))
        ids = torch.randint(0, 300, (3, 70))
        expected = llama(input_ids=ids).logits
    ours = Writer.from_llama(llama.state_dict(), config).eval()
    assert expected.std() > 0.5
    torch.testing.assert_close(scores(ours, ids), expected, atol=1e-4, rtol=1e-4)


def test_what_is_kept_stands_for_what_was_read() -> None:
    made, ids = network(), noise(2, 12)
    position, mask = torch.arange(12).expand(2, 12), causal(2, 12)
    with torch.no_grad():
        whole, kept = made(ids, position, mask)
        _, first = made(ids[:, :7], position[:, :7], mask[:, :, :7, :7])
        rest, both = made(ids[:, 7:], position[:, 7:], mask[:, :, 7:], first)
    torch.testing.assert_close(rest, whole[:, 7:], atol=1e-5, rtol=1e-5)
    for one, other in zip(kept, both, strict=True):
        assert one.shape == (2, 2, SHAPE.shared, 12, SHAPE.head)
        torch.testing.assert_close(one, other, atol=1e-5, rtol=1e-5)


def test_a_key_that_is_not_seen_changes_nothing() -> None:
    made, ids = network(), noise(1, 6)
    mask = causal(1, 6).clone()
    mask[:, :, 3:, 1] = False
    other = ids.clone()
    other[0, 1] = (ids[0, 1] + 1) % SHAPE.tokens
    position = torch.arange(6)[None]
    with torch.no_grad():
        one, two = made(ids, position, mask)[0], made(other, position, mask)[0]
    assert not torch.allclose(one[:, 1], two[:, 1])
    # token 2 saw the key, and hands on what it made of it: only a network of one layer would be free of it
    shallow = network(shape=replace(SHAPE, layers=1))
    with torch.no_grad():
        one, two = shallow(ids, position, mask)[0], shallow(other, position, mask)[0]
    torch.testing.assert_close(one[:, 3:], two[:, 3:])
    assert not torch.allclose(one[:, 2], two[:, 2])


def test_distances_count_and_not_places() -> None:
    made, ids = network(), noise(1, 9)
    with torch.no_grad():
        one = made(ids, torch.arange(9)[None], causal(1, 9))[0]
        later = made(ids, torch.arange(9)[None] + 50, causal(1, 9))[0]
        spread = made(ids, torch.arange(9)[None] * 3, causal(1, 9))[0]
    torch.testing.assert_close(one, later, atol=1e-3, rtol=1e-3)
    assert not torch.allclose(one, spread, atol=1e-2)


def test_coarse_weights_have_sixteen_levels_a_block_and_keep_the_largest() -> None:
    weight = torch.randn(24, 4 * BLOCK, generator=torch.Generator().manual_seed(1))
    blocks, rounded = weight.view(24, -1, BLOCK), coarse(weight).view(24, -1, BLOCK)
    for block, found in zip(blocks.flatten(0, 1), rounded.flatten(0, 1), strict=True):
        assert len(found.unique()) <= 16
        largest = block.abs().argmax()
        torch.testing.assert_close(found[largest], block[largest])
        step = block[largest].abs() / 8
        # all but those beyond 7 steps the other way lie within half a step
        inside = block / -block[largest] < 7.5 / 8
        assert ((found - block).abs()[inside] <= step / 2 + 1e-6).all()
        assert ((found - block).abs() <= step + 1e-6).all()


def test_coarse_weights_stay_as_they_are_when_made_coarse_again() -> None:
    once = coarse(torch.randn(8, 2 * BLOCK, generator=torch.Generator().manual_seed(2)))
    torch.testing.assert_close(coarse(once), once)


def test_gradients_pass_coarse_weights_unchanged() -> None:
    weight = torch.randn(6, 2 * BLOCK, requires_grad=True)
    wanted = torch.randn(6, 2 * BLOCK)
    (coarse(weight) * wanted).sum().backward()  # type: ignore[no-untyped-call]
    assert weight.grad is not None
    torch.testing.assert_close(weight.grad, wanted)


def test_it_trains_on_coarse_weights_and_reads_with_those_it_has() -> None:
    made, ids = network(), noise(1, 10)
    plain = scores(made, ids)
    training = scores(made.train(), ids)
    assert not torch.allclose(plain, training, atol=1e-4)
    with torch.no_grad():
        for name, weight in made.named_parameters():
            if name.endswith("gate_up.weight"):
                weight.copy_(coarse(weight))
    torch.testing.assert_close(scores(made.eval(), ids), training, atol=1e-5, rtol=1e-5)


def test_judges_are_linear_in_a_state_and_apart() -> None:
    made = network()
    states = torch.randn(2, 3, SHAPE.width, generator=torch.Generator().manual_seed(3))
    with torch.no_grad():
        found = made.judged(states)
        assert found.shape == (2, 3, 2, VERDICTS)
        for i, judge in enumerate(made.judges):
            torch.testing.assert_close(found[:, :, i], judge(states))
    assert not torch.allclose(found[:, :, 0], found[:, :, 1])


def adapted(rank: int = 3) -> Writer:
    """Return a network that is to learn changes of a rank."""
    made = network()
    torch.manual_seed(5)
    adapt(made, rank)
    return made


def learn(made: Writer, ids: torch.Tensor) -> None:
    """Train all that may be trained for three steps."""
    optimizer = torch.optim.SGD([one for one in made.parameters() if one.requires_grad], lr=0.05)
    position = torch.arange(ids.shape[1]).expand(ids.shape)
    for _ in range(3):
        states, _ = made(ids, position, causal(*ids.shape))
        wanted = made.logits(states[:, :-1]).flatten(0, 1)
        loss = torch.nn.functional.cross_entropy(wanted, ids[:, 1:].flatten())
        loss = loss + made.judged(states).square().mean()
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimizer.step()


def test_before_training_a_change_of_low_rank_changes_nothing() -> None:
    ids = noise(2, 10)
    torch.testing.assert_close(scores(adapted(), ids), scores(network(), ids), rtol=0, atol=0)


def test_the_thin_matrices_and_the_judges_alone_are_trained() -> None:
    made, before = adapted(rank=3), network()
    learned = {name: one for name, one in made.named_parameters() if one.requires_grad}
    thin = {name: one.shape for name, one in learned.items() if not name.startswith("judges.")}
    width, inner = SHAPE.width, SHAPE.inner
    sizes = {
        "qkv": (width, (SHAPE.heads + 2 * SHAPE.shared) * SHAPE.head),
        "out": (width, width),
        "gate_up": (width, 2 * inner),
        "down": (inner, width),
    }
    assert thin == {
        f"layers.{i}.{name}.parametrizations.weight.0.{part}": size
        for i in range(SHAPE.layers)
        for name, (given, told) in sizes.items()
        for part, size in (("down", (3, given)), ("up", (told, 3)))
    }
    assert len(learned) - len(thin) == 4
    kept = {name: one.detach().clone() for name, one in made.named_parameters()}
    learn(made, noise(2, 10))
    for name, one in made.named_parameters():
        assert torch.equal(one, kept[name]) != (name in learned), name
    for name, weight in before.named_parameters():
        if not name.startswith(("judges.", "layers.")):
            assert torch.equal(weight, kept[name]), name


def test_after_merging_it_says_what_it_said_before() -> None:
    made, ids = adapted(), noise(2, 10)
    learn(made, ids)
    trained = scores(made, ids)
    assert not torch.allclose(trained, scores(network(), ids), atol=1e-3)
    merge(made)
    torch.testing.assert_close(scores(made, ids), trained, rtol=0, atol=0)
    assert set(made.state_dict()) == set(network().state_dict())
    name = "layers.0.qkv.weight"
    difference = made.state_dict()[name] - network().state_dict()[name]
    assert torch.linalg.matrix_rank(difference, atol=1e-5) == 3


def test_merging_what_was_not_adapted_changes_nothing() -> None:
    made = network()
    merge(made)
    for one, other in zip(made.parameters(), network().parameters(), strict=True):
        assert torch.equal(one, other)


def test_changes_are_trained_on_coarse_weights_too() -> None:
    made, ids = adapted(), noise(1, 10)
    learn(made, ids)
    training = scores(made.train(), ids)
    merge(made)
    torch.testing.assert_close(scores(made, ids), training, rtol=0, atol=0)
    assert not torch.allclose(scores(made.eval(), ids), training, atol=1e-4)
