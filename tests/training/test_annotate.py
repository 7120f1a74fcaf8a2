from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from summarizer.article import Article
from summarizer.errors import TrainingError
from summarizer.training import treebank
from summarizer.training.annotate import LONGEST, RUN, SpacyTeacher, main, runs, taught
from summarizer.words import Word, split

# What stands in for spaCy: a module of that name for the Python that the teacher is run with. Each word
# depends on the first, and what the pipeline was given can be read off its answers.
SPACY = """
class Doc:
    def __init__(self, vocab, words, spaces, sent_starts):
        assert sent_starts == [True] + [False] * (len(words) - 1)
        self.words = words
        self.first = Word(0, "ROOT", words, spaces)

    def __iter__(self):
        yield self.first
        for i in range(1, len(self.words)):
            word = Word(i, "dep", self.words, [])
            word.head = self.first
            yield word


class Word:
    def __init__(self, i, relation, words, spaces):
        self.i, self.head, self.dep_, self.pos_ = i, self, relation, "X"
        self.ent_type_ = words[i] + "".join("01"[space] for space in spaces)


class tokens:
    Doc = Doc


class Pipeline:
    vocab = None

    def pipe(self, documents, batch_size):
        return documents


def load(name, exclude):
    assert name == "en_own" and exclude == ["lemmatizer"]
    return Pipeline()
"""


def by_rule(given: Sequence[Sequence[Word]]) -> Iterator[dict[str, list[object]]]:
    """A teacher for which each word depends on the one before."""
    for sentence in given:
        count = len(sentence)
        yield {
            "head": [max(0, i - 1) for i in range(count)],
            "relation": ["ROOT", *["dep"] * (count - 1)],
            "category": ["X"] * count,
            "entity": [""] * count,
        }


def test_runs_of_neighbouring_sentences_are_taken_and_the_seed_chooses(articles: list[Article]) -> None:
    found = list(runs(articles, 5, seed=1))
    assert len(found) == 5 * RUN
    assert found == list(runs(articles, 5, seed=1)) != list(runs(articles, 5, seed=2))
    for start in range(0, len(found), RUN):
        assert found[start].startswith("People in")
    assert len(list(runs(articles, None, seed=1))) == 40 * RUN


def test_short_and_endless_sentences_are_left_out() -> None:
    texts = ["Rain fell", "Rain fell again.", "rain " * LONGEST, "rain " * (LONGEST + 1)]
    found = list(taught(texts, by_rule))
    assert [len(parse.words) for parse in found] == [4, LONGEST]
    assert found[0].words == tuple(split("Rain fell again."))
    assert found[0].head == (0, 0, 1, 2)


def test_the_command_writes_what_the_pipeline_says(
    archive_file: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "spacy.py").write_text(SPACY, "utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    out = tmp_path / "trees.conllu.xz"
    main(
        [
            str(archive_file),
            "--limit",
            "3",
            "--out",
            str(out),
            "--teacher",
            "en_own",
        ]
    )
    parses = list(treebank.read(out))
    assert len(parses) == 3 * RUN
    assert parses[-1].relation[:2] == ("ROOT", "dep")
    assert "24 sentences" in capsys.readouterr().err


def test_the_teacher_is_shown_straight_apostrophes_and_where_spaces_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "spacy.py").write_text(SPACY, "utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    answer = next(SpacyTeacher("en_own")([split("’s ferry’s.")]))
    assert answer["entity"] == ["'s1000", "ferry", "'s", "."]


def test_a_teacher_that_cannot_be_run_is_an_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(TrainingError, match="Install spaCy 3 and its pipeline en_no_such"):
        SpacyTeacher("en_no_such")([split("Rain fell.")])
    with pytest.raises(TrainingError, match="--python"):
        SpacyTeacher("en_no_such", str(tmp_path / "python"))([split("Rain fell.")])
    with pytest.raises(SystemExit) as ended:
        main([str(tmp_path / "absent.jsonl"), "--out", str(tmp_path / "trees.conllu")])
    assert "absent.jsonl" in str(ended.value.code)
    with pytest.raises(SystemExit):
        main(["--out", str(tmp_path / "trees.conllu")])
    assert "required" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
