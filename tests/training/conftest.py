"""A real tiny encoder, its tokenizer, an archive and a treebank, made from our own sentences."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import torch
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, trainers
from transformers import BertConfig, BertModel

from summarizer import words
from summarizer.article import Article
from summarizer.sources import archive
from summarizer.training import treebank
from summarizer.training.dataset import Dataset, prepare

PLACES = ("Norlund", "Easthaven", "Millbrook", "Tarn Valley", "Port Selby", "Grayfield")
EVENTS = ("a bridge", "a school", "a harbour", "a library", "a tram line", "a hospital")


def article(number: int) -> dict[str, object]:
    """Return an article whose highlights paraphrase its second and fifth sentence."""
    place, event = PLACES[number % len(PLACES)], EVENTS[number // len(PLACES) % len(EVENTS)]
    year, cost = 2030 + number, 3 + number
    text = "\n".join(
        (
            f"People in {place} have waited for this day for a long time.",
            f"The council of {place} voted on Monday to build {event} for {cost} million crowns.",
            "The weather was mild and the square was full of children.",
            "Some residents brought flags, others only umbrellas.",
            f"Work on {event} begins in {year} and should take two years, the mayor said.",
            "A band played while the votes were counted.",
            "The opposition had asked for a second survey.",
            f"The last time {place} built anything of that size was a century ago.",
        )
    )
    highlights = [
        f"{place} votes to build {event} for {cost} million crowns",
        f"Work on {event} begins in {year}",
    ]
    return {
        "id": str(number),
        "source": "large" if number < 39 else "small",
        "title": f"{place} gets {event}" if number % 2 else None,
        "text": text,
        "highlights": highlights,
    }


@pytest.fixture(scope="session")
def archive_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("archive") / "archive.jsonl"
    path.write_text("".join(json.dumps(article(n)) + "\n" for n in range(40)), encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def articles(archive_file: Path) -> list[Article]:
    return [found for _, found in archive.articles(archive_file)]


@pytest.fixture(scope="session")
def data(articles: list[Article], encoder: Path) -> Dataset:
    return prepare(articles, encoder / "tokenizer.json")


@pytest.fixture(scope="session")
def encoder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a BERT encoder 24 wide, with random weights and a vocabulary of our own articles."""
    folder = tmp_path_factory.mktemp("encoder")
    tokenizer = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    trainer = trainers.WordPieceTrainer(
        vocab_size=400, special_tokens=["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[unused0]", "[unused1]"]
    )
    tokenizer.train_from_iterator([str(article(n)["text"]) for n in range(40)], trainer)
    tokenizer.save(str(folder / "tokenizer.json"))
    torch.manual_seed(0)
    config = BertConfig(
        vocab_size=tokenizer.get_vocab_size(),
        hidden_size=24,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=48,
        max_position_embeddings=160,
    )
    BertModel(config, add_pooling_layer=False).save_pretrained(folder)
    return folder


def chain(text: str) -> treebank.Parse:
    """Return a sentence in which each word depends on the one before; capitals are names of places."""
    split = tuple(words.split(text))
    names = [word.text[0].isupper() and place > 0 for place, word in enumerate(split)]
    return treebank.Parse(
        text,
        split,
        head=tuple(max(0, place - 1) for place in range(len(split))),
        relation=("ROOT", *("punct" if word.text in ".," else "dep" for word in split[1:])),
        category=tuple(
            "PUNCT" if word.text in ".," else "PROPN" if name else "X"
            for word, name in zip(split, names, strict=True)
        ),
        entity=tuple("GPE" if name else "" for name in names),
    )


@pytest.fixture(scope="session")
def treebank_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("treebank") / "trees.conllu.xz"
    texts = [line for n in range(12) for line in str(article(n)["text"]).split("\n")]
    treebank.write(path, map(chain, texts))
    return path
