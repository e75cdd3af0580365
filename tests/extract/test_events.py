"""Who did what to whom, where and when: events read from sentences."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from event_reading import analyses, names, only_event, read_events

from polybius.extract.events import find_events

pytestmark = pytest.mark.model

SIDES: Sequence[tuple[str, str, list[str], list[str]]] = [
    ("Russia bombed the rebels.", "ASSAULT", ["Russia"], ["the rebels"]),
    ("The rebels were bombed by Russia.", "ASSAULT", ["Russia"], ["The rebels"]),
    ("The rebels were bombed.", "ASSAULT", [], ["The rebels"]),
    ("Militants who attacked the soldiers fled.", "ASSAULT", ["Militants"], ["the soldiers"]),
    ("The rebels shot by the police fled.", "ASSAULT", ["the police"], ["The rebels"]),
    ("The rebels that Russia bombed fled.", "ASSAULT", ["Russia"], ["The rebels"]),
    ("Russia and Iran bombed the rebels.", "ASSAULT", ["Russia", "Iran"], ["the rebels"]),
    ("Russia attacked Georgia and Moldova.", "ASSAULT", ["Russia"], ["Georgia", "Moldova"]),
    ("Russia's attack on Georgia failed.", "ASSAULT", ["Russia"], ["Georgia"]),
    ("Russia launched an attack on Georgia.", "ASSAULT", ["Russia"], ["Georgia"]),
    ("The attack on Georgia by Russia failed.", "ASSAULT", ["Russia"], ["Georgia"]),
    ("Iran agreed to help Iraq.", "AGREE", ["Iran"], ["Iraq"]),
    ("Iran threatened to attack Iraq.", "THREATEN", ["Iran"], ["Iraq"]),
    ("Iran demanded that Iraq withdraw its troops.", "REQUEST", ["Iran"], ["Iraq"]),
    ("Iran urged Iraq to free the sailors.", "REQUEST", ["Iran"], ["Iraq"]),
    ("Iran condemned Israel's attack on Lebanon.", "ACCUSE", ["Iran"], ["Israel"]),
    ("Iran cut ties with Bahrain.", "SANCTION", ["Iran"], ["Bahrain"]),
    ("Iran withdrew its troops from Iraq.", "RETREAT", ["Iran"], ["Iraq"]),
    ("Talks between Iran and Iraq began.", "CONSULT", ["Iran", "Iraq"], []),
    ("Iran held talks with Iraq.", "CONSULT", ["Iran", "Iraq"], ["Iraq"]),
    ("Iran and Iraq held talks.", "CONSULT", ["Iran", "Iraq"], []),
]


@pytest.mark.parametrize(("text", "event_type", "actors", "recipients"), SIDES)
def test_the_sides_of_an_event(
    text: str, event_type: str, actors: list[str], recipients: list[str]
) -> None:
    event = only_event(text, event_type)
    assert (names(event.actors), names(event.recipients)) == (actors, recipients)


def test_what_is_asked_threatened_or_agreed_is_coded_once() -> None:
    texts = [
        text for text, event_type, *_ in SIDES if event_type in {"AGREE", "THREATEN", "REQUEST"}
    ]
    assert len(texts) == 4
    for text in texts:
        assert len(read_events(text)) == 1, text


@pytest.mark.parametrize(
    ("text", "event_type", "mode"),
    [
        ("Iran threatened to attack Iraq.", "THREATEN", "violence"),
        ("Iran threatened to expel the French ambassador.", "THREATEN", "expel"),
        ("Iran demanded that Iraq withdraw its troops.", "REQUEST", "yield"),
        ("Iran refused to meet the French envoy.", "REJECT", "meet"),
        ("Israel carried out an air strike on Hezbollah.", "ASSAULT", "aerial"),
    ],
)
def test_the_mode_of_words_is_what_they_are_about(text: str, event_type: str, mode: str) -> None:
    assert only_event(text, event_type).mode == mode


def test_places_are_those_of_the_event_and_not_of_its_sides() -> None:
    event = only_event("Militants attacked soldiers in Mosul on Monday.", "ASSAULT")
    assert names(event.places) == ["Mosul"]
    assert names(only_event("Russian jets bombed Raqqa.", "ASSAULT").places) == ["Raqqa"]
    assert only_event("Iran attacked Iraq.", "ASSAULT").places == ()


def test_a_time_belongs_to_the_clause_it_stands_in() -> None:
    event = only_event("Militants attacked soldiers in Mosul on Monday.", "ASSAULT", "2017-12-27")
    assert event.time is not None
    assert event.time.begin == "2017-12-25"
    text = "Russia said on Monday that it had bombed the rebels."
    assert only_event(text, "ASSAULT", "2017-12-27").time is None


def test_an_event_is_its_innermost_source_s() -> None:
    (analysis,) = analyses(["Turkey said that Russia had bombed the rebels."])
    (event,) = find_events(analysis)
    assert event.claim == analysis.claims[0].iri


def test_an_accusation_is_an_event_of_its_own_and_what_it_says_is_a_claim_s() -> None:
    (analysis,) = analyses(["Turkey accused Russia of bombing the rebels."])
    accusation, bombing = find_events(analysis)
    (claim,) = analysis.claims
    assert (accusation.type, accusation.claim) == ("ACCUSE", None)
    assert (bombing.type, bombing.claim) == ("ASSAULT", claim.iri)
    assert accusation.trigger == claim.cue
    assert names(bombing.actors) == ["Russia"]


def test_an_iri_follows_from_document_offsets_and_type() -> None:
    text = "Russia bombed the rebels. Iran bombed the rebels."
    first, second = read_events(text), read_events(text)
    assert first == second
    assert len({event.iri for event in first}) == 2


def test_confidence_is_less_where_a_side_is_missing() -> None:
    whole = only_event("Russia bombed the rebels.", "ASSAULT")
    half = only_event("The rebels were bombed.", "ASSAULT")
    assert 0 < half.confidence < whole.confidence <= 1


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "\n\n", "attack", "Attack!" * 300, "who " * 300, "(" * 500),
        *("killed and " * 200, "to attack " * 200, "of " * 300 + "Russia attacked", "\ufeff\u200b"),
        "said that he said " * 100 + "Russia attacked Georgia.",
    ],
)
def test_any_text_is_read_and_every_trigger_stands_once(text: str) -> None:
    found = read_events(text)
    assert len({event.trigger for event in found}) == len(found)
    for event in found:
        assert text[event.trigger.start : event.trigger.end] == event.trigger.text
