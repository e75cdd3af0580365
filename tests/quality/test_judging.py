"""Judging: verdicts on findings in sentences of our own, by gold of our own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from polybius.extract.findings import (
    Claim,
    Entity,
    Event,
    Findings,
    Mention,
    Part,
    Participant,
    Position,
    Span,
)
from quality.judging import JUDGED, judge

TEXT = "Premier Oda Lind met Kessia in Halm. Kessia refused, said Lind, to leave Halm."
HALM = (52.0, 10.0)


def span(words: str, start: int = 0) -> Span:
    at = TEXT.index(words, start)
    return Span("body", at, at + len(words), words)


def place_of(words: str, start: int = 0) -> list[int]:
    found = span(words, start)
    return [found.start, found.end]


def entity(iri: str, kind: str, *words: str, **fields: Any) -> Entity:
    mentions = tuple(Mention(span(w), "name") for w in words)
    return Entity(iri, (kind,), iri, mentions=mentions, **fields)


def event(kind: str, actors: tuple[str, ...], recipients: tuple[str, ...]) -> Event:
    def who(names: tuple[str, ...]) -> tuple[Participant, ...]:
        return tuple(Participant(name, span(name)) for name in names)

    trigger, sentence = span("refused"), span(TEXT)
    sides = (who(actors), who(recipients))
    return Event("event", kind, None, trigger, sentence, *sides, (), None, "occurred")


ENTITIES = (
    entity("Lind", "Person", "Lind"),
    entity("Kessia", "ArmedGroup", "Kessia"),
    entity("Halm", "Settlement", "Halm", lat=HALM[0], lon=HALM[1]),
)
CLAIM = Claim(
    "claim",
    Participant("Lind", span("Lind", 50)),
    span("said"),
    (span("Kessia refused"),),
    "direct",
)


def findings(**fields: Any) -> Findings:
    parts = (Part("body", TEXT),)
    empty = dict.fromkeys(("published", "outlet", "url", "title", "author", "lang"))
    return Findings(
        **({"id": "x", "iri": "x", "parts": parts, "entities": ENTITIES} | empty | fields)
    )


def verdicts(name: str, found: Findings, gold: Mapping[str, Any]) -> dict[str, bool]:
    return {iri: right for _, iri, right in judge(name, found, gold)}


def test_an_actor_that_gold_marks_is_right() -> None:
    gold = {"entities": [{"type": "Person", "span": place_of("Oda Lind")}], "relations": []}
    assert verdicts("re3d", findings(), gold) == {"Lind": True, "Kessia": False}
    nation = {"type": "Nationality", "span": place_of("Kessia")}
    gold["entities"].append(nation)
    assert verdicts("re3d", findings(), gold) == {"Lind": True}


def test_an_actor_of_the_stretch_that_was_read() -> None:
    cluster = {"type": "ORG", "mentions": [place_of("Kessia")]}
    gold = {"scope": [0, len(TEXT)], "clusters": [cluster]}
    assert verdicts("coref", findings(), gold) == {"Lind": False, "Kessia": True}
    assert verdicts("coref", findings(), gold | {"scope": [0, span("Kessia").start]}) == {
        "Lind": False
    }


def test_a_title_within_its_holders_mention_is_right() -> None:
    positions = (Position("office", "Lind", span("Premier"), None),)
    whole = {"type": "PER", "mentions": [place_of("Premier Oda Lind")]}
    gold = {"scope": [0, len(TEXT)], "clusters": [whole]}
    assert verdicts("coref", findings(positions=positions), gold)["office"]
    gold["clusters"] = [{"type": "PER", "mentions": [place_of("Oda Lind")]}]
    assert not verdicts("coref", findings(positions=positions), gold)["office"]
    gold["clusters"] = []
    assert "office" not in verdicts("coref", findings(positions=positions), gold)


@pytest.mark.parametrize(
    ("toponym", "right"),
    [
        ({"lat": 53.0, "lon": 10.0}, True),
        ({"lat": 54.0, "lon": 10.0}, False),
        ({"lat": -1.0, "lon": -1.0, "geonames": 7}, True),
        ({"lat": 52.0, "lon": 10.0, "geonames": 8, "country": True}, False),
    ],
)
def test_a_place_is_right_within_a_hundred_miles(toponym: dict[str, Any], right: bool) -> None:
    halm = replace(ENTITIES[2], exact_match=("https://sws.geonames.org/7/",))
    known = {"span": place_of("Halm"), "geonames": None, "country": False} | toponym
    assert verdicts("toponyms", findings(entities=(halm,)), {"toponyms": [known]}) == {
        "Halm": right
    }


def test_a_place_that_gold_does_not_put_anywhere_is_not_judged() -> None:
    known = {"span": place_of("Halm"), "lat": None}
    assert verdicts("toponyms", findings(), {"toponyms": [known]}) == {}
    assert verdicts("toponyms", findings(), {"toponyms": []}) == {"Halm": False}


def test_an_event_of_the_pair_is_right_by_its_type() -> None:
    pair = {"root": "YIELD", "source": [place_of("Kessia")], "target": [place_of("Lind")]}
    for kind, right in (("RETREAT", True), ("REJECT", False)):
        found = findings(events=(event(kind, ("Kessia",), ("Lind",)),))
        assert verdicts("plv", found, {"pairs": [pair]}) == {"event": right}
    for sides in ((("Lind",), ("Kessia",)), ((), ())):
        found = findings(events=(event("RETREAT", *sides),))
        assert verdicts("plv", found, {"pairs": [pair]}) == {}
    found = findings(events=(event("RETREAT", ("Kessia",), ()),))
    assert verdicts("plv", found, {"pairs": [pair]}) == {"event": True}


def test_a_trigger_is_judged_where_its_type_is_marked() -> None:
    gold = {"corpus": "WikiEvents", "events": [{"trigger": place_of("refused")}]}
    found = findings(events=(event("ASSAULT", (), ()),))
    assert verdicts("events", found, gold) == {"event": True}
    assert verdicts("events", found, gold | {"events": []}) == {"event": False}
    assert verdicts("events", found, gold | {"corpus": "MEANTIME"}) == {}
    assert verdicts("events", findings(events=(event("REJECT", (), ()),)), gold) == {}


def test_a_claim_needs_its_cue_or_content_and_its_source() -> None:
    said = {
        "source": [place_of("Lind", 50)],
        "cue": [place_of("said")],
        "content": [place_of("to leave Halm")],
    }
    gold = {"attributions": [said]}
    assert verdicts("attribution-dev", findings(claims=(CLAIM,)), gold) == {"claim": True}
    other = {"attributions": [said | {"source": [place_of("Kessia", 30)]}]}
    assert verdicts("attribution-dev", findings(claims=(CLAIM,)), other) == {"claim": False}
    nobody = replace(CLAIM, speaker=None)
    assert verdicts("attribution-dev", findings(claims=(nobody,)), other) == {"claim": True}
    within = replace(CLAIM, within="another")
    assert verdicts("attribution-dev", findings(claims=(within,)), gold) == {}
    twice = (CLAIM, replace(CLAIM, iri="again"))
    assert sorted(verdicts("attribution-dev", findings(claims=twice), gold).values()) == [
        False,
        True,
    ]


def test_comments_are_not_judged() -> None:
    assert "times" not in JUDGED
    beside = tuple(
        replace(
            e,
            mentions=tuple(replace(m, span=replace(m.span, part="comment/1")) for m in e.mentions),
        )
        for e in ENTITIES
    )
    gold = {"entities": [], "relations": [], "toponyms": []}
    for name in ("re3d", "toponyms"):
        assert verdicts(name, findings(entities=beside), gold) == {}
