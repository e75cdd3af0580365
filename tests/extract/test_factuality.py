from __future__ import annotations

import pytest
from event_reading import read_events

CASES = [
    ("Russia bombed the rebels.", "ASSAULT", "occurred"),
    ("Russia has bombed the rebels.", "ASSAULT", "occurred"),
    ("Russian jets are bombing the rebels.", "ASSAULT", "ongoing"),
    ("The army continued to shell the rebels.", "ASSAULT", "ongoing"),
    ("Russia supports the Syrian government.", "SUPPORT", "ongoing"),
    ("The presidents of Iran and Iraq will meet in Basra.", "CONSULT", "future"),
    ("The presidents of Iran and Iraq are to hold talks in Basra.", "CONSULT", "future"),
    ("Israel plans to attack Hezbollah.", "ASSAULT", "future"),
    ("Iraq sent troops to fight the militants.", "ASSAULT", "future"),
    ("Israel could attack Hezbollah.", "ASSAULT", "hypothetical"),
    ("If Israel attacks Hezbollah, Iran will respond.", "ASSAULT", "hypothetical"),
    ("Iran considered an attack on Israel.", "ASSAULT", "hypothetical"),
    ("The militants tried to kill the minister.", "ASSAULT", "hypothetical"),
    ("Israel did not attack Hezbollah.", "ASSAULT", "negated"),
    ("The rebels failed to capture the town.", "ASSAULT", "negated"),
    ("Israel denied that it had bombed the hospital.", "ASSAULT", "negated"),
    ("No soldiers were killed.", "ASSAULT", "negated"),
    ("Israel has never attacked Jordan.", "ASSAULT", "negated"),
    ("Israel will not attack Hezbollah.", "ASSAULT", "negated"),
    ("The prime minister cancelled talks with Iran.", "REJECT", "occurred"),
    ("On the anniversary of the massacre the president laid a wreath.", "ASSAULT", "historical"),
    ("In 1990 Iraq invaded Kuwait.", "ASSAULT", "historical"),
]


@pytest.mark.model
@pytest.mark.parametrize(("text", "event_type", "factuality"), CASES)
def test_an_event_is_as_real_as_its_source_presents_it(
    text: str, event_type: str, factuality: str
) -> None:
    found = [e for e in read_events(text, "2017-12-27") if e.type == event_type]
    assert [e.factuality for e in found] == [factuality]


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "event_type"),
    [
        ("The rebels said they would release the hostages.", "AGREE"),
        ("Turkey said it will not withdraw its troops from Syria.", "REJECT"),
        ("Iran said it would attack Israel.", "THREATEN"),
        ("Russia says Israel must end its attacks on Syria.", "REQUEST"),
    ],
)
def test_what_speakers_say_of_acts_to_come_is_an_act_of_words(text: str, event_type: str) -> None:
    found = read_events(text)
    assert [(e.type, e.factuality) for e in found] == [(event_type, "occurred")]


@pytest.mark.model
def test_without_a_date_of_publication_nothing_is_history_by_its_date() -> None:
    (event,) = read_events("In 1990 Iraq invaded Kuwait.")
    assert event.factuality == "occurred"
