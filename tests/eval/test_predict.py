"""Every article gets an answer: the model's, or the error that it met; and none is asked for twice."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from eval import datasets
from eval.cache import Cache
from eval.predict import kind, predict, revision
from eval.predictions import Prediction
from eval.results import Settings
from summarizer import summarize
from summarizer.article import Article, Document
from summarizer.errors import OptionsError, UnknownModelError
from summarizer.models import REGISTRY, load_model
from summarizer.options import Options
from summarizer.summary import Brief, Bullet, Coverage, Draft, Evidence
from tests.eval.samples import FERRY, ORCHARD, write_jsonl

ROOT = Path(__file__).resolve().parents[2]
ALL = ("quicklook-fast", "lead", "random", "textrank", "lexrank", "oracle")


class Brittle:
    """A model that copies the second sentence, and breaks on any article about apples until it is mended."""

    name = "brittle"
    revision = "1"
    trained_on: frozenset[str] = frozenset()
    mended = False
    asked = 0

    def draft(self, documents: Sequence[Document], options: Options) -> list[Draft]:
        Brittle.asked += len(documents)
        if not Brittle.mended and any("apple" in document.article.text for document in documents):
            raise IndexError("no apples")
        return [self._copy(document) for document in documents]

    def _copy(self, document: Document) -> Draft:
        sentence = document.sentences[1]
        evidence = (Evidence(sentence.index, sentence.start, sentence.end),)
        bullet = Bullet(document.text_of(sentence), evidence)
        return Draft((bullet,), Brief(bullet.text, evidence), Coverage(60, 60, 1))


@pytest.fixture
def brittle(monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setitem(REGISTRY, "brittle", f"{__name__}:Brittle")
    monkeypatch.setattr(Brittle, "mended", False)
    monkeypatch.setattr(Brittle, "asked", 0)
    load_model.cache_clear()
    return "brittle"


@pytest.fixture
def two(tmp_path: Path) -> datasets.Dataset:
    return datasets.load(write_jsonl(tmp_path / "two.jsonl"))


@pytest.fixture
def eleven(tmp_path: Path) -> datasets.Dataset:
    rows = [{**FERRY, "id": f"ferry {number}"} for number in range(10)]
    rows.insert(4, ORCHARD)
    return datasets.load(write_jsonl(tmp_path / "eleven.jsonl", rows))


def test_lead_gives_the_first_sentences(two: datasets.Dataset) -> None:
    run = predict(two, "lead", Settings(bullets=2))
    assert (run.name, run.kind, run.revision) == ("lead", "baseline", load_model("lead").revision)
    assert [prediction.id for prediction in run.predictions] == ["ferry", "orchard"]
    assert list(run.predictions[1].sentences) == ORCHARD["text"].split("\n")[:2]
    assert run.failed == 0


@pytest.mark.parametrize("name", ALL)
def test_every_system_answers_in_full_and_the_cache_gives_the_same(
    two: datasets.Dataset, tmp_path: Path, name: str
) -> None:
    with Cache(tmp_path) as cache:
        first = predict(two, name, Settings(), cache)
        seen: list[int] = []
        assert predict(two, name, Settings(), cache, seen.append) == first
        assert seen == [2]
    assert first == predict(two, name, Settings())
    for prediction in first.predictions:
        assert prediction.brief
        assert prediction.coverage
        assert all(bullet.label is None and bullet.evidence for bullet in prediction.bullets)
        assert all(bullet.support == 1.0 and bullet.violations == () for bullet in prediction.bullets)


def test_a_prediction_is_what_the_library_says(two: datasets.Dataset) -> None:
    summary = summarize(two.examples[0].article, Options(model="quicklook-fast", bullets=3))
    prediction = predict(two, "quicklook-fast", Settings(bullets=3)).predictions[0]
    assert prediction.bullets == summary.quick_looks
    assert prediction.brief == summary.brief
    assert prediction.coverage == summary.coverage


def test_a_failure_is_kept_with_its_article(eleven: datasets.Dataset, brittle: str) -> None:
    run = predict(eleven, brittle, Settings())
    assert [prediction.id for prediction in run.predictions] == [example.id for example in eleven.examples]
    assert run.predictions[4] == Prediction("orchard", (), error="IndexError: no apples")
    assert run.failed == 1
    assert all(len(p.sentences) == 1 for at, p in enumerate(run.predictions) if at != 4)


def test_a_failure_is_tried_again_and_nothing_else_is(
    eleven: datasets.Dataset, brittle: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Cache(tmp_path) as cache:
        assert predict(eleven, brittle, Settings(), cache).failed == 1
        monkeypatch.setattr(Brittle, "mended", True)
        monkeypatch.setattr(Brittle, "asked", 0)
        run = predict(eleven, brittle, Settings(), cache)
    assert run.failed == 0
    assert Brittle.asked == 1


def test_an_article_that_stands_twice_keeps_both_ids(brittle: str, tmp_path: Path) -> None:
    rows = [{key: value for key, value in FERRY.items() if key != "id"}] * 2
    dataset = datasets.load(write_jsonl(tmp_path / "twins.jsonl", rows))
    with Cache(tmp_path) as cache:
        for _ in range(2):
            run = predict(dataset, brittle, Settings(), cache)
            assert [each.id for each in run.predictions] == ["twins.jsonl#1", "twins.jsonl#2"]


def test_an_answer_serves_only_the_question_it_was_given_to(
    two: datasets.Dataset, brittle: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Brittle, "mended", True)

    def asked(dataset: datasets.Dataset, settings: Settings) -> int:
        Brittle.asked = 0
        predict(dataset, brittle, settings, cache)
        return Brittle.asked

    def changed(article: Article) -> datasets.Dataset:
        return replace(two, examples=(replace(two.examples[0], article=article), two.examples[1]))

    ferry = two.examples[0].article
    with Cache(tmp_path) as cache:
        assert asked(two, Settings()) == 2
        assert asked(two, Settings(seed=2, baseline="random")) == 0
        assert asked(two, Settings(bullets=4)) == 2
        assert asked(changed(replace(ferry, title="Another")), Settings()) == 1
        assert asked(changed(replace(ferry, text=ferry.text.replace("May", "Mai"))), Settings()) == 1
        monkeypatch.setattr(Brittle, "revision", "2")
        assert asked(two, Settings()) == 2
        monkeypatch.setattr("eval.predict.code_revision", lambda: "another program")
        assert asked(two, Settings()) == 2


def test_random_hangs_on_the_seed_and_the_oracle_on_the_references(
    two: datasets.Dataset, tmp_path: Path
) -> None:
    other = replace(
        two, examples=tuple(replace(e, references=two.examples[1].references) for e in two.examples)
    )
    with Cache(tmp_path) as cache:
        runs = [predict(two, "random", Settings(seed=seed), cache).predictions for seed in range(8)]
        assert len(set(runs)) > 4
        assert predict(two, "oracle", Settings(), cache) != predict(other, "oracle", Settings(), cache)


def test_a_flipped_byte_is_noticed_and_the_answer_made_again(
    eleven: datasets.Dataset, brittle: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Brittle, "mended", True)
    with Cache(tmp_path / "cache") as cache:
        first = predict(eleven, brittle, Settings(), cache)
    content = bytearray(cache.path.read_bytes())
    at = content.index(b"Late frost")
    content[at : at + 4] = b"Soon"
    cache.path.write_bytes(content)
    Brittle.asked = 0
    with Cache(tmp_path / "cache") as cache:
        assert predict(eleven, brittle, Settings(), cache) == first
        assert cache.damaged == 1
    assert Brittle.asked == 1


def test_progress_tells_what_was_known_and_then_each_batch(
    eleven: datasets.Dataset, brittle: str, tmp_path: Path
) -> None:
    seen: list[int] = []
    with Cache(tmp_path) as cache:
        predict(replace(eleven, examples=eleven.examples[:3]), brittle, Settings(), cache)
        predict(eleven, brittle, Settings(), cache, seen.append)
    assert seen == [3, 11]


def test_what_the_user_mistyped_is_told_and_not_recorded(two: datasets.Dataset) -> None:
    with pytest.raises(UnknownModelError, match="lead"):
        predict(two, "leed", Settings())
    with pytest.raises(OptionsError):
        predict(two, "oracle", Settings(bullets=0))


def test_kinds_and_revisions() -> None:
    assert [kind(name) for name in ALL] == ["model", *["baseline"] * 4, "oracle"]
    assert all(revision(name) for name in ALL)


RUN = """
import sys
from pathlib import Path
from eval import datasets
from eval.cache import Cache
from eval.predict import predict
from eval.results import Settings
with Cache(Path(sys.argv[2])) as cache:
    dataset = datasets.load(Path(sys.argv[1]))
    run = predict(dataset, "lexrank", Settings(), cache, lambda done: print(done, flush=True))
    print(repr(run))
"""


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Articles long enough for lexrank to take a while over each."""
    text = "\n".join([FERRY["text"], ORCHARD["text"]] * 4)
    rows = [{**FERRY, "id": f"{n}", "text": f"Story {n} is told here.\n{text}"} for n in range(40)]
    return write_jsonl(tmp_path_factory.mktemp("many") / "many.jsonl", rows)


def command(many: Path, folder: Path) -> list[str]:
    return [sys.executable, "-c", RUN, str(many), str(folder)]


def test_a_killed_run_goes_on_where_it_was(many: Path, tmp_path: Path) -> None:
    with subprocess.Popen(command(many, tmp_path), stdout=subprocess.PIPE, text=True, cwd=ROOT) as killed:
        assert killed.stdout is not None
        while int(killed.stdout.readline()) < 16:
            pass
        os.kill(killed.pid, signal.SIGKILL)
        killed.stdout.read()
    assert killed.returncode == -signal.SIGKILL
    resumed = subprocess.run(
        command(many, tmp_path), capture_output=True, text=True, cwd=ROOT, timeout=120, check=True
    )
    *progress, last = resumed.stdout.splitlines()
    assert 16 <= int(progress[0]) < 40
    assert last == repr(predict(datasets.load(many), "lexrank", Settings()))


def test_two_runs_share_a_cache(many: Path, tmp_path: Path) -> None:
    runs = [
        subprocess.Popen(command(many, tmp_path), stdout=subprocess.PIPE, text=True, cwd=ROOT)
        for _ in range(2)
    ]
    first, second = (run.communicate(timeout=120)[0].splitlines()[-1] for run in runs)
    assert [run.returncode for run in runs] == [0, 0]
    assert first == second
    with Cache(tmp_path) as cache:
        assert cache.warnings == []
