"""Findings: the JSON line keeps everything, and refuses what is not of the contract."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from polybius.extract.findings import (
    Candidate,
    Claim,
    Dropped,
    Entity,
    Event,
    Findings,
    Mention,
    Part,
    Participant,
    Position,
    Quantity,
    Span,
    Time,
    from_json,
    to_json,
)

EMPTY = Findings("1", "iri", None, None, None, None, None, None, (Part("body", "Chad."),))
FIELDS = [
    *("id", "iri", "published", "outlet", "url", "title", "author", "lang", "parts"),
    *("entities", "events", "claims", "times", "positions", "dropped"),
]

TEXT = st.text(max_size=6)
SHARE = st.floats(0, 1)
DEGREES = st.none() | st.floats(-180, 180)


def some(strategy: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(strategy, max_size=2).map(tuple)


SPANS = st.builds(Span, TEXT, text=TEXT)
PARTICIPANTS = st.builds(Participant, TEXT, SPANS)
TIMES = st.builds(Time, SPANS)
ENTITIES = st.builds(
    Entity,
    TEXT,
    candidates=some(st.builds(Candidate, TEXT, SHARE)),
    lat=DEGREES,
    lon=DEGREES,
    mentions=some(st.builds(Mention, SPANS)),
    confidence=SHARE,
    located_in=st.none() | TEXT,
)
EVENTS = st.builds(
    Event,
    TEXT,
    trigger=SPANS,
    sentence=SPANS,
    actors=some(PARTICIPANTS),
    recipients=some(PARTICIPANTS),
    places=some(PARTICIPANTS),
    time=st.none() | TIMES,
    contexts=some(TEXT),
    quantities=st.dictionaries(
        st.sampled_from(["killed", "injured", "arrested"]), st.builds(Quantity, span=SPANS)
    ),
    claim=st.none() | TEXT,
    confidence=SHARE,
)
CLAIMS = st.builds(
    Claim,
    TEXT,
    speaker=st.none() | PARTICIPANTS,
    cue=SPANS,
    content=some(SPANS),
    audience=st.none() | PARTICIPANTS,
    time=st.none() | TIMES,
    place=st.none() | PARTICIPANTS,
    confidence=SHARE,
    sentence=st.none() | SPANS,
)
POSITIONS = st.builds(
    Position, TEXT, TEXT, SPANS, claim=TEXT, time=st.none() | TIMES, confidence=SHARE
)
FINDINGS = st.builds(
    Findings,
    TEXT,
    parts=some(st.builds(Part, TEXT, TEXT, reply_to=st.none() | TEXT)),
    entities=some(ENTITIES),
    events=some(EVENTS),
    claims=some(CLAIMS),
    times=some(TIMES),
    positions=some(POSITIONS),
    dropped=some(st.builds(Dropped, TEXT, st.none() | SPANS)),
)


@settings(max_examples=60, deadline=None)
@given(FINDINGS)
def test_what_is_written_is_read_again(findings: Findings) -> None:
    line = to_json(findings)
    assert "\n" not in line
    assert "\r" not in line
    assert from_json(line) == findings
    assert to_json(from_json(line)) == line


def test_fields_stand_in_the_contract_s_order() -> None:
    assert list(json.loads(to_json(EMPTY))) == FIELDS


def test_text_is_written_as_it_is() -> None:
    text = "Zoë’s “Café”\u00a0🙂\r\n"
    line = to_json(replace(EMPTY, parts=(Part("body", text),)))
    assert "Zoë’s “Café”" in line
    assert from_json(line).parts[0].text == text


def test_fields_with_a_default_may_be_left_out() -> None:
    record = json.loads(to_json(EMPTY))
    for name in ("entities", "events", "claims", "times", "positions", "dropped"):
        del record[name]
    assert from_json(json.dumps(record)) == EMPTY


@pytest.mark.parametrize("line", ["", "{", "{'id': 1}", "Chad"])
def test_what_is_no_json_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match="line 1"):
        from_json(line)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"colour": "red", "age": 1}, "Findings has no field age, colour"),
        ({"parts": [{"part": "body", "text": "", "size": 1}]}, "Part has no field size"),
        ({"parts": [{"part": "body"}]}, "text"),
        ({"entities": ["Chad"]}, "expected an object for Entity, found 'Chad'"),
        ({"dropped": [{"reason": "", "span": [0, 1]}]}, "expected an object for Span"),
        ({"times": 3}, "not iterable"),
    ],
)
def test_what_is_not_of_the_contract_is_refused(change: dict[str, object], message: str) -> None:
    with pytest.raises(TypeError, match=message):
        from_json(json.dumps(json.loads(to_json(EMPTY)) | change))


def test_a_missing_field_is_named() -> None:
    record = json.loads(to_json(EMPTY))
    del record["iri"]
    with pytest.raises(TypeError, match="iri"):
        from_json(json.dumps(record))


def test_a_record_that_is_no_object_is_refused() -> None:
    with pytest.raises(TypeError, match="expected an object for Findings"):
        from_json("[]")
