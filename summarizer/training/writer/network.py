"""The writer's network: a Llama decoder, for training on whole rows and for export with kept keys and
values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional
from torch.nn.utils import parametrize

__all__ = ["BLOCK", "VERDICTS", "Shape", "Writer", "adapt", "coarse", "merge"]

BLOCK = 32
"""Weights of a row that share one scale when half of the network is kept in 4 bits."""

VERDICTS = 3
"""What a reader may say, in this order: of a text publish, edit, reject; of a label good, weak, wrong."""


@dataclass(frozen=True, slots=True)
class Shape:
    """The sizes of a Llama decoder: SmolLM2-135M's by default (arXiv 2502.02737)."""

    tokens: int = 49152
    width: int = 576
    inner: int = 1536
    layers: int = 30
    heads: int = 9
    shared: int = 3
    """Heads of keys and values; each serves `heads / shared` heads of queries."""
    theta: float = 100000.0
    epsilon: float = 1e-5

    @property
    def head(self) -> int:
        """Width of a head."""
        return self.width // self.heads


class _Layer(nn.Module):
    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        self.norm = nn.RMSNorm(shape.width, eps=shape.epsilon)
        self.qkv = nn.Linear(shape.width, (shape.heads + 2 * shape.shared) * shape.head, bias=False)
        self.out = nn.Linear(shape.width, shape.width, bias=False)
        self.inner_norm = nn.RMSNorm(shape.width, eps=shape.epsilon)
        self.gate_up = nn.Linear(shape.width, 2 * shape.inner, bias=False)
        self.down = nn.Linear(shape.inner, shape.width, bias=False)

    def forward(
        self, x: Tensor, turn: tuple[Tensor, Tensor], mask: Tensor, past: Tensor | None = None
    ) -> tuple[Tensor, Tensor]:
        """x: (rows, length, width); mask: (rows, 1, length, all); past: (2, rows, shared, before, head)."""
        shape = self.shape
        rows, length, _ = x.shape
        parts = (
            self.qkv(self.norm(x))
            .view(rows, length, shape.heads + 2 * shape.shared, shape.head)
            .transpose(1, 2)
        )
        turned = _rotate(parts[:, : shape.heads + shape.shared], *turn)
        query, key = turned[:, : shape.heads], turned[:, shape.heads :]
        value = parts[:, shape.heads + shape.shared :]
        if past is not None:
            key, value = torch.cat([past[0], key], 2), torch.cat([past[1], value], 2)
        kept = torch.stack([key, value])
        # plain products, the queries of one shared head in one: at these lengths quicker than fused attention
        grouped = query.reshape(rows, shape.shared, -1, shape.head)
        products = grouped @ key.transpose(2, 3)
        scores = products.unflatten(2, (-1, length)) * shape.head**-0.5  # type: ignore[no-untyped-call]
        weights = torch.where(mask[:, :, None], scores, torch.finfo(scores.dtype).min).softmax(-1)
        attended = (weights.to(value.dtype).flatten(2, 3) @ value).view(rows, shape.heads, length, shape.head)
        x = x + self.out(attended.transpose(1, 2).reshape(rows, length, shape.width))
        weight = coarse(self.gate_up.weight) if self.training else self.gate_up.weight
        gate, up = functional.linear(self.inner_norm(x), weight).chunk(2, -1)
        return x + self.down(functional.silu(gate) * up), kept


class Writer(nn.Module):
    """A Llama decoder whose output weights are its embeddings."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        self.embed = nn.Embedding(shape.tokens, shape.width)
        self.layers = nn.ModuleList(_Layer(shape) for _ in range(shape.layers))
        self.norm = nn.RMSNorm(shape.width, eps=shape.epsilon)
        self.judges = nn.ModuleList(nn.Linear(shape.width, VERDICTS) for _ in range(2))
        """What readers say of the text that a state stands behind, and of the label."""

    def forward(
        self, ids: Tensor, position: Tensor, mask: Tensor, past: Sequence[Tensor] | None = None
    ) -> tuple[Tensor, list[Tensor]]:
        """Return the states (rows, length, width) and each layer's keys and values, with those of the past.

        ids, position: (rows, length); mask: (rows, 1, length, all), True where a key is seen; past: for each
        layer (2, rows, shared, before, head).
        """
        x = self.embed(ids)
        turn = self.turn(position)
        kept: list[Tensor] = []
        earlier: Sequence[Tensor | None] = past or [None] * len(self.layers)
        for layer, before in zip(self.layers, earlier, strict=True):
            x, one = layer(x, turn, mask, before)
            kept.append(one)
        return self.norm(x), kept

    def judged(self, states: Tensor) -> Tensor:
        """Return the scores (..., 2, VERDICTS) of what readers say of the text and of the label read last."""
        return torch.stack([judge(states) for judge in self.judges], -2)

    def logits(self, states: Tensor) -> Tensor:
        """Return the scores of all tokens."""
        return functional.linear(states, self.embed.weight)

    def turn(self, position: Tensor) -> tuple[Tensor, Tensor]:
        """Return cosine and sine of the rotary embedding of positions (rows, length)."""
        half = self.shape.head // 2
        rate = self.shape.theta ** (-torch.arange(half, device=position.device, dtype=torch.float32) / half)
        angle = position[:, None, :, None].float() * rate
        angle = torch.cat([angle, angle], -1)
        return angle.cos(), angle.sin()

    @classmethod
    def from_llama(cls, weights: Mapping[str, Tensor], config: Any) -> Writer:
        """Return the network with the weights and sizes of a LlamaForCausalLM of transformers."""
        shape = Shape(
            config.vocab_size,
            config.hidden_size,
            config.intermediate_size,
            config.num_hidden_layers,
            config.num_attention_heads,
            config.num_key_value_heads,
            float(config.rope_parameters["rope_theta"]),
            config.rms_norm_eps,
        )
        own = {
            "embed.weight": weights["model.embed_tokens.weight"],
            "norm.weight": weights["model.norm.weight"],
        }
        for i in range(shape.layers):
            there = f"model.layers.{i}."
            of = [weights[f"{there}self_attn.{name}_proj.weight"] for name in "qkv"]
            both = [weights[f"{there}mlp.{name}_proj.weight"] for name in ("gate", "up")]
            own |= {
                f"layers.{i}.norm.weight": weights[f"{there}input_layernorm.weight"],
                f"layers.{i}.qkv.weight": torch.cat(of),
                f"layers.{i}.out.weight": weights[f"{there}self_attn.o_proj.weight"],
                f"layers.{i}.inner_norm.weight": weights[f"{there}post_attention_layernorm.weight"],
                f"layers.{i}.gate_up.weight": torch.cat(both),
                f"layers.{i}.down.weight": weights[f"{there}mlp.down_proj.weight"],
            }
        network = cls(shape)
        left = network.load_state_dict(own, strict=False)
        if left.unexpected_keys or any(not name.startswith("judges.") for name in left.missing_keys):
            raise ValueError(f"weights do not fit: {left}")
        return network


class _Straight(torch.autograd.Function):
    """Rounds to 16 steps a block on the way forward, and lets gradients through as they are."""

    @staticmethod
    def forward(ctx: Any, weight: Tensor) -> Tensor:
        blocks = weight.view(weight.shape[0], -1, BLOCK)
        low, high = blocks.aminmax(dim=-1, keepdim=True)
        scale = torch.where(-low > high, low, high) / -8
        scale = torch.where(scale == 0, 1, scale)
        return (blocks / scale).round_().clamp_(-8, 7).mul_(scale).view_as(weight)

    @staticmethod
    def backward(ctx: Any, gradient: Tensor) -> Tensor:
        return gradient


def coarse(weight: Tensor) -> Tensor:
    """Return a matrix as 4-bit integers in blocks tell it: the largest number of a row's block is -8."""
    rounded: Tensor = _Straight.apply(weight)  # type: ignore[no-untyped-call]
    return rounded


class _LowRank(nn.Module):
    """Adds a product of two thin matrices to a weight (Hu et al., "LoRA", ICLR 2022)."""

    def __init__(self, weight: Tensor, rank: int) -> None:
        super().__init__()
        self.down = nn.Parameter(torch.randn(rank, weight.shape[1]) / rank)
        self.up = nn.Parameter(torch.zeros(weight.shape[0], rank))

    def forward(self, weight: Tensor) -> Tensor:
        return weight + self.up @ self.down


def adapt(network: Writer, rank: int) -> None:
    """Fix all weights but the judges', and learn for each matrix of a layer a change of low rank."""
    for parameter in network.parameters():
        parameter.requires_grad_(False)
    network.judges.requires_grad_(True)
    for linear in _matrices(network):
        change = _LowRank(linear.weight, rank).to(linear.weight.device)
        parametrize.register_parametrization(linear, "weight", change)


def merge(network: Writer) -> None:
    """Add what `adapt` learned to the matrices."""
    for linear in _matrices(network):
        if parametrize.is_parametrized(linear):
            parametrize.remove_parametrizations(linear, "weight")


def _matrices(network: Writer) -> Iterator[nn.Linear]:
    for layer in network.layers:
        assert isinstance(layer, _Layer)
        yield from (layer.qkv, layer.out, layer.gate_up, layer.down)


def _rotate(x: Tensor, cosine: Tensor, sine: Tensor) -> Tensor:
    first, second = x.chunk(2, -1)
    return x * cosine.to(x.dtype) + torch.cat([-second, first], -1) * sine.to(x.dtype)
