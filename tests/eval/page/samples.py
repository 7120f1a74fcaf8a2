"""Results as a benchmark leaves them, made from our own short articles on invented events.

One line of a text is one sentence and one paragraph. Figures are shares of common words, so that they can be
checked by eye; intervals are made up.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from eval.datasets import Example
from eval.metrics import Column, Match, Measurement
from eval.predictions import Prediction
from eval.results import Result, Settings, Source, System
from eval.speed import Speed, SpeedReport
from eval.statistics import Comparison, Estimate
from summarizer.article import Article, Paragraph, QuickLook
from summarizer.summary import Bullet, Evidence, Violation

COLUMNS = (
    Column("rouge1", "ROUGE-1", "share", "higher"),
    Column("rouge1.precision", "ROUGE-1 precision", "share", "higher"),
    Column("rouge2", "ROUGE-2", "share", "higher"),
    Column("rougeLsum", "ROUGE-Lsum", "share", "higher"),
    Column("matching.found", "Quick looks found", "share", "higher"),
    Column("novelty", "New words", "share", "neither"),
    Column("length", "Words", "words", "lower"),
)

FERRY = (
    "ferry",
    "Ferry to Skarholm returns",
    "The night ferry between Orsa Bay and Skarholm will sail again on 4 May, Nordline said.\n"
    "The route was closed in November after divers found cracks in the pier.\n"
    "Islanders had to fly or take a detour of six hours by road.\n"
    "Repairs cost 2.4 million crowns, twice as much as planned.\n"
    "A second boat will be added in July.",
    ("The night ferry to Skarholm sails again on 4 May", "Repairs cost 2.4 million crowns"),
)
LIBRARY = (
    "library",
    "Tenth library in Hollin opens in a tram",
    "A disused tram in the Hollin depot has become the town's tenth library.\n"
    "Two retired drivers, Ina Brodersen and Lutz Aalund, built the shelves from old seats.\n"
    "The tram holds 3,100 books and room for eleven readers.\n"
    "It opens every weekday from noon until eight.\n"
    "Ina Brodersen said that children ask for the driver's seat first.",
    (
        "Hollin's tenth library stands in a disused tram",
        "The tram holds 3,100 books",
        "Children ask for the driver's seat first",
    ),
)
HOSTILE = (
    "a/b 100%?#",
    'Storm </script><script>document.title = "taken"</script>',
    'A storm tore "half" the roof off <b>Hall 4</b> & the mill 🌪️, the mayor of Tarn said.\n'
    "The line\u2028broke <!-- and --> so did the \u202efence\u202c of the mill.\n"
    '<img src="x" onerror="document.title = \'taken\'"> stood on a sign nobody could read.',
    ('A storm tore "half" the roof off the mill', "<img src=x onerror=alert(1)> was on a sign"),
)
BEES = (
    "bees",
    "Bees return to Kellen",
    "Wild bees nest again on the slag heap of Kellen, biologists counted 41 kinds.\n"
    "The heap was sealed with clay in 2009 and left alone.\n"
    "Sheep keep the grass short since last spring.\n"
    "The county will open a footpath in June.",
    ("Biologists counted 41 kinds of wild bees on the slag heap of Kellen", "A footpath opens in June"),
)

Text = tuple[str, str, str, tuple[str, ...]]


def example(text: Text) -> Example:
    """Return an article with a paragraph a line."""
    id_, title, body, looks = text
    paragraphs = tuple(Paragraph(m.start(), m.end()) for m in re.finditer(r"[^\n]+", body))
    labelled = tuple(QuickLook(look, "In Short" if at == 0 else None) for at, look in enumerate(looks))
    return Example(id_, Article(body, paragraphs, title, id=id_), (labelled,))


EXAMPLES = tuple(example(text) for text in (FERRY, LIBRARY, HOSTILE, BEES))


def result(examples: Sequence[Example] = EXAMPLES, name: str = "invented.jsonl") -> Result:
    """Return a result of a baseline, a model that fails on one article, and the oracle."""
    lead = [_extract(one, (0, 1)) for one in examples]
    model = [_extract(one, (0, 2)) for one in examples]
    model[1] = Prediction(model[1].id, (), error="the <model> gave up")
    model[0] = replace(model[0], bullets=(_flagged(model[0].bullets[0]), *model[0].bullets[1:]))
    oracle = [_extract(one, (0, len(one.article.paragraphs) - 1)) for one in examples]
    base = _measured(examples, lead)
    systems = (
        _system("quicklook", "model", model, _measured(examples, model), base),
        _system("lead", "baseline", lead, base, ()),
        _system("oracle", "oracle", oracle, _measured(examples, oracle), base),
    )
    source = Source(name, "ab" * 32, len(examples), skipped=("plain <b>",), duplicates=(("ferry", "bees"),))
    return Result(
        source,
        Settings(bullets=2),
        "overlap|v:1|refs:max|seed:1",
        COLUMNS,
        tuple(one.id for one in examples),
        systems,
        tuple(examples),
        "summarizer eval run invented.jsonl --bullets 2",
    )


def published(name: str = "invented.jsonl") -> Result:
    """Return the result as it is published: without texts."""
    whole = result(name=name)
    return replace(
        whole, examples=(), systems=tuple(replace(system, predictions=()) for system in whole.systems)
    )


SPEED = SpeedReport(
    "2 cores, Linux",
    "invented.jsonl",
    4,
    3,
    "summarizer eval speed invented.jsonl",
    (
        Speed("quicklook", "r1", 41.5, 21.0, 44.1, 0.61, 140.2, 23.4, 0.05),
        Speed("lead", "1", 830.0, 0.9, 2.2, 0.31, None, 0.0, 1.0),
    ),
)


def _extract(one: Example, places: tuple[int, ...]) -> Prediction:
    text, paragraphs = one.article.text, one.article.paragraphs
    spans = [(place, paragraphs[place].start, paragraphs[place].end) for place in places]
    return Prediction(
        one.id, tuple(Bullet(text[start:end], (Evidence(at, start, end),)) for at, start, end in spans)
    )


def _flagged(bullet: Bullet) -> Bullet:
    return replace(
        bullet, label="Back Again", violations=(Violation("number", "36", "stands nowhere in the article"),)
    )


def _words(text: str) -> set[str]:
    return set(re.findall(r"[a-z0-9]+", text.lower()))


def _measured(examples: Sequence[Example], predictions: Sequence[Prediction]) -> tuple[Measurement, ...]:
    return tuple(_measure(one, prediction) for one, prediction in zip(examples, predictions, strict=True))


def _measure(one: Example, prediction: Prediction) -> Measurement:
    looks = one.references[0]
    ours, theirs = _words(" ".join(prediction.sentences)), _words(" ".join(look.text for look in looks))
    common = len(ours & theirs)
    matches: list[Match] = []
    for at, look in enumerate(looks):
        for place, sentence in enumerate(prediction.sentences):
            similarity = len(_words(look.text) & _words(sentence)) / len(_words(look.text))
            if similarity > 0.5 and place not in {match.bullet for match in matches}:
                matches.append(Match(at, place, similarity))
                break
    score = 2 * common / (len(ours) + len(theirs))
    return Measurement(
        {
            "rouge1": score,
            "rouge1.precision": common / max(1, len(ours)),
            "rouge2": score / 2,
            "rougeLsum": score * 0.9,
            "matching.found": len(matches) / len(looks),
            "novelty": None if prediction.error else 0.125,
            "length": float(prediction.words),
        },
        tuple(matches),
    )


def _system(
    name: str,
    kind: str,
    predictions: Sequence[Prediction],
    measurements: tuple[Measurement, ...],
    base: tuple[Measurement, ...],
) -> System:
    failed = sum(prediction.error is not None for prediction in predictions)
    own = {column.key: [m.values[column.key] for m in measurements] for column in COLUMNS}
    theirs = {column.key: [m.values[column.key] for m in base] for column in COLUMNS}
    return System(
        name,
        "r1",
        kind,  # type: ignore[arg-type]
        failed,
        measurements,
        {key: _estimate(values) for key, values in own.items()},
        {key: _compared(own[key], theirs[key]) for key in own} if base else {},
        tuple(predictions),
        ("A note on the model.",) if failed else (),
    )


def _estimate(values: Sequence[float | None]) -> Estimate:
    known = [value for value in values if value is not None]
    mean = sum(known) / len(known)
    return Estimate(mean, mean * 0.9, mean * 1.1 + 0.01, len(known))


def _compared(own: Sequence[float | None], theirs: Sequence[float | None]) -> Comparison:
    gaps = [a - b for a, b in zip(own, theirs, strict=True) if a is not None and b is not None]
    wins, losses = sum(gap > 0 for gap in gaps), sum(gap < 0 for gap in gaps)
    mean = sum(gaps) / len(gaps)
    estimate = Estimate(mean, mean - 0.02, mean + 0.02, len(gaps))
    return Comparison(estimate, 0.01, 0.03 if mean > 0 else 0.4, 0.25, wins, losses)
