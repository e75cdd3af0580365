from __future__ import annotations

import pytest
from event_reading import only_event, read_events

from polybius.extract.events.quantities import read_quantity


@pytest.mark.parametrize(
    ("phrase", "least", "most", "words"),
    [
        ("12 people", 12, 12, "12"),
        ("at least 12 people", 12, None, "at least 12"),
        ("more than 100 people", 101, None, "more than 100"),
        ("up to 30 people", None, 30, "up to 30"),
        ("fewer than 30 people", None, 29, "fewer than 30"),
        ("nearly 40 people", None, 40, "nearly 40"),
        ("about 40 people", 40, 40, "40"),
        ("between 10 and 15 people", 10, 15, "between 10 and 15"),
        ("10 to 15 people", 10, 15, "10 to 15"),
        ("10-15 people", 10, 15, "10-15"),
        ("dozens of people", 24, None, "dozens"),
        ("A number of people", 2, None, "A number"),
        ("hundreds of people", 200, None, "hundreds"),
        ("tens of thousands of people", 20_000, None, "tens of thousands"),
        ("a dozen people", 12, 12, "a dozen"),
        ("two dozen people", 24, 24, "two dozen"),
        ("twenty-five people", 25, 25, "twenty-five"),
        ("one hundred and five people", 105, 105, "one hundred and five"),
        ("two people", 2, 2, "two"),
        ("1,200 people", 1200, 1200, "1,200"),
        ("1.5 million people", 1_500_000, 1_500_000, "1.5 million"),
        ("300 or more people", 300, None, "300 or more"),
    ],
)
def test_a_number_has_the_bounds_its_words_give(
    phrase: str, least: int | None, most: int | None, words: str
) -> None:
    read = read_quantity(phrase)
    assert read is not None
    assert (read[0], read[1], phrase[read[2] : read[3]]) == (least, most, words)


@pytest.mark.parametrize("phrase", ["people", "the soldiers", "", "no one else", "stone", "B12"])
def test_words_without_a_number_have_none(phrase: str) -> None:
    assert read_quantity(phrase) is None


def test_hostile_phrases_take_no_time() -> None:
    for phrase in ("two hundred and " * 5000, "9" * 100_000, "1,000," * 20_000, "up to " * 20_000):
        read_quantity(phrase)


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The bomb attack killed 12 people and wounded 20.", {"killed": 12, "injured": 20}),
        ("Militants attacked the base, killing at least 12 soldiers.", {"killed": 12}),
        ("The attack left five soldiers wounded and 12 dead.", {"killed": 12, "injured": 5}),
        ("Police arrested 40 protesters in Minsk.", {"arrested": 40}),
        ("At least 30 civilians were killed in the strike by Israel.", {"killed": 30}),
        ("A sniper killed a policeman in Aden.", {"killed": 1}),
        ("Soldiers killed the leader of the rebels.", {}),
    ],
)
def test_events_say_how_many_were_hurt(text: str, found: dict[str, int]) -> None:
    best = max((e.quantities for e in read_events(text)), key=len)
    assert {measure: quantity.min for measure, quantity in best.items()} == found
    for event in read_events(text):
        for quantity in event.quantities.values():
            assert text[quantity.span.start : quantity.span.end] == quantity.span.text


@pytest.mark.model
def test_those_who_died_in_an_accusation_belong_to_the_act_and_not_to_the_words() -> None:
    text = "France condemned the attack by rebels that killed 12 soldiers."
    assert only_event(text, "ACCUSE").quantities == {}


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "trigger", "found"),
    [
        ("Soldiers captured a bridge from the rebels.", "captured", {}),
        ("The army captured 20 fighters in Kidal.", "captured", {"arrested": 20}),
        ("Twelve men were killed in the raid by the rebels.", "killed", {"killed": 12}),
        ("The bombing left 12 dead and 30 hurt.", "bombing", {"killed": 12, "injured": 30}),
    ],
)
def test_who_was_hurt_is_counted_and_what_was_taken_is_not(
    text: str, trigger: str, found: dict[str, int]
) -> None:
    (event,) = [e for e in read_events(text) if e.trigger.text == trigger]
    assert {measure: quantity.min for measure, quantity in event.quantities.items()} == found
