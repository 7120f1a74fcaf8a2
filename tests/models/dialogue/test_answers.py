from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from summarizer.models.dialogue import answers
from summarizer.models.writing import Line
from summarizer.options import Options

LOOKS = (Line("The bridge opened on Monday.", "Bridge"), Line("It cost 31 million crowns.", "Cost"))
BRIEF = "The bridge opened on Monday. It cost 31 million crowns."
OBJECT = {"quick_looks": [{"label": line.label, "text": line.text} for line in LOOKS], "brief": BRIEF}
JSON = json.dumps(OBJECT)

WORDS = st.lists(
    st.sampled_from("rain bridge Tarn 31 crowns “late” it's é don’t mayor".split()), min_size=1, max_size=6
)
SENTENCES = WORDS.map(lambda words: " ".join(["So", *words]) + ".")


def object_of(sentences: list[str], brief: str) -> dict[str, object]:
    return {"quick_looks": [{"label": "Label", "text": text} for text in sentences], "brief": brief}


def test_the_schema_is_one_and_the_answer_keeps_it() -> None:
    schema = answers.schema(Options(bullets=2))
    Draft202012Validator.check_schema(dict(schema))
    check = Draft202012Validator(dict(schema))
    assert check.is_valid(OBJECT)
    assert not check.is_valid({**OBJECT, "more": 1})
    assert not check.is_valid({"quick_looks": OBJECT["quick_looks"]})
    assert not check.is_valid(
        {**OBJECT, "quick_looks": [*OBJECT["quick_looks"], {"label": "A", "text": "B"}]}
    )


def test_labels_stand_in_the_schema_where_topics_are_wanted() -> None:
    def items(options: Options) -> list[str]:
        return list(answers.schema(options)["properties"]["quick_looks"]["items"]["properties"])

    assert items(Options()) == ["label", "text"]
    assert items(Options(labels="none")) == ["text"]


LINES = f"- Bridge: {LOOKS[0].text}\n- Cost: {LOOKS[1].text}\n\n"


@pytest.mark.parametrize(
    "text",
    [
        JSON,
        json.dumps(OBJECT, indent=2),
        f"```json\n{JSON}\n```",
        f"Sure! Here is the JSON:\n\n{JSON}\n\nI hope this helps {{you}}.",
        f"<think>\nPerhaps {{\"quick_looks\": [\"A: wrong\", \"B\", \"C\"]}}?\n</think>\n\n{JSON}",
        f"Let me think about the bridge.</think>{JSON}",
        f"<Reasoning>Hm.</Reasoning>{JSON}",
        f"<|channel|>analysis<|message|>Two.<|end|><|start|>assistant<|channel|>final<|message|>{JSON}<|return|>",
        f"<|channel|>final <|constrain|>json<|message|>{JSON}",
        JSON.replace("}]", "},]").replace('}]', "},]")[:-1] + ",}",
        JSON.replace('"', "'"),
        json.dumps({"answer": OBJECT, "remarks": {}}),
        JSON.replace(', "', ", “").replace('": ', '”: '),
        JSON.replace('"quick_looks"', '"Quick Looks"').replace('"text"', '"sentence"'),
        '{"quick_looks": [{"label": "...", "text": "..."}], "brief": "..."}\n' + JSON,
        json.dumps({"quick_looks": [f"{line.label}: {line.text}" for line in LOOKS], "brief": BRIEF}),
        json.dumps({"quick_looks": {line.label: line.text for line in LOOKS}, "brief": BRIEF}),
        json.dumps({"quick_looks": [{line.label: line.text} for line in LOOKS], "brief": BRIEF}),
        JSON.replace('"Bridge"', '"**Bridge:**"').replace(f'"{LOOKS[0].text}"', f'"**{LOOKS[0].text}**"'),
        f"Here are the quick looks:\n\n{LINES}Brief: {BRIEF}",
        f"## Quick looks\n{LINES.replace('- ', '1. ')}## Brief\n\n{BRIEF}\n\nShall I write more?",
        f"{LINES.replace('- Bridge:', '* **Bridge:**').replace('- Cost:', '• **Cost**:')}**Brief:** {BRIEF}",
        f"Brief: {BRIEF}\n\nQuick looks:\n{LINES}",
    ],
)  # fmt: skip
def test_forms_of_an_answer(text: str) -> None:
    answer = answers.parse(text)
    assert answer.written.bullets == LOOKS
    assert answer.notes == ()
    assert answer.written.brief == BRIEF


@pytest.mark.parametrize(
    "text",
    ["", "I cannot do that.", "{}", "[]", '{"quick_looks": []}', '{"quick_looks": [{"text": "..."}]}',
     "<think>Hm. " + JSON,
     '{"quick_looks": "none", "brief": 3}', '{"quick_looks": [1, null, {}]}',
     "<|channel|>analysis<|message|>" + JSON],
)  # fmt: skip
def test_an_answer_without_quick_looks(text: str) -> None:
    assert answers.parse(text).written.bullets == ()


def test_a_remark_after_a_list_is_no_brief() -> None:
    assert answers.parse(f"{LINES}I hope this helps!").written.brief == ""
    long = "The bridge opened on Monday after nine years of work and cost 31 million crowns, the mayor said."
    assert answers.parse(f"{LINES}{long}").written.brief == long


def test_a_sentence_with_a_colon_keeps_it() -> None:
    for text in (
        "He said at the end of the long meeting: no.",
        "it is late: go.",
        "At 10:30 the gates opened.",
    ):
        assert answers.label_of(text) == Line(text)
    assert answers.label_of("Cost: It is high: 31.") == Line("It is high: 31.", "Cost")


@given(st.lists(SENTENCES, min_size=1, max_size=5, unique=True), SENTENCES)
def test_whatever_was_written_is_read(sentences: list[str], brief: str) -> None:
    value = object_of(sentences, brief)
    for text in (json.dumps(value), json.dumps(value, ensure_ascii=False, indent=1)):
        written = answers.parse(text).written
        assert [line.text for line in written.bullets] == sentences
        assert written.brief == brief


@given(st.lists(SENTENCES, min_size=1, max_size=5, unique=True), SENTENCES, st.integers(0, 1000))
def test_of_an_answer_that_broke_off_whole_bullets_are_kept(
    sentences: list[str], brief: str, keep: int
) -> None:
    text = json.dumps(object_of(sentences, brief))
    answer = answers.parse(text[: keep % len(text)])
    texts = [line.text for line in answer.written.bullets]
    assert texts == sentences[: len(texts)]
    assert answer.written.brief in {"", brief}
    assert answer.notes == ((answers.CUT,) if texts else ())


@given(st.text(st.characters(), max_size=80))
def test_no_text_is_an_error(text: str) -> None:
    answers.parse(text)
    answers.parse(text, cut=True)
    answers.parse_text(text)
    answers.without_thinking(text)


def test_of_a_list_that_broke_off_the_last_bullet_is_left_out() -> None:
    answer = answers.parse(LINES.strip()[:-8], cut=True)
    assert answer.written.bullets == LOOKS[:1]
    assert answer.notes == (answers.CUT,)


def test_a_lone_surrogate_does_not_reach_the_output() -> None:
    answer = answers.parse('{"quick_looks": [{"label": "A", "text": "Rain \\ud800 fell."}], "brief": "B."}')
    assert answer.written.bullets == (Line("Rain fell.", "A"),)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"text": "It rained."}', "It rained."),
        ("```\n{'text': 'It rained.'}\n```", "It rained."),
        ("It rained.", "It rained."),
        ('Here is the sentence:\n\n"It rained."', "It rained."),
        ("- It rained.", "It rained."),
        ("<think>hm</think>It rained.", "It rained."),
        ('{"brief": "It rained."}', "It rained."),
        ('{"text": "It rained. It sno', "It rained."),
        ('{"text": "It rai', ""),
        ("{}", ""),
        ('{"text": 3}', ""),
        ("", ""),
    ],
)
def test_a_text_alone(text: str, said: str) -> None:
    assert answers.parse_text(text) == said
