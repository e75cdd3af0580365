from __future__ import annotations

import pytest
from event_reading import read_events

CASES = [
    (
        "French troops will create obstacles for the militants to attack Hezbollah.",
        "ASSAULT",
        "hypothetical",
    ),
    ("Bombing the rebels is like bombing Iran.", "ASSAULT", "hypothetical"),
    ("Peace will only return once the US has been kicked out.", "COERCE", "future"),
    ("Why did Turkey attack Syria?", "ASSAULT", "occurred"),
    ("Jordan is in the process of leaving the EU.", "SANCTION", "ongoing"),
    ("Syria is not able to attack Israel.", "ASSAULT", "negated"),
    ("Russia bombed the rebels.", "ASSAULT", "occurred"),
    ("Russia has bombed the rebels.", "ASSAULT", "occurred"),
    ("Russian jets are bombing the rebels.", "ASSAULT", "ongoing"),
    ("The army continued to shell the rebels.", "ASSAULT", "ongoing"),
    ("Russia supports the Syrian government.", "SUPPORT", "ongoing"),
    ("The presidents of Iran and Iraq will meet in Basra.", "CONSULT", "future"),
    ("The presidents of Iran and Iraq are to hold talks in Basra.", "CONSULT", "future"),
    ("Israel plans to attack Hezbollah.", "ASSAULT", "future"),
    ("Israel announced plans on Friday to attack Hezbollah.", "ASSAULT", "future"),
    ("Iran would like to thank Iraq.", "SUPPORT", "occurred"),
    ("Iran would not like to thank Iraq.", "SUPPORT", "negated"),
    ("Iraq sent troops to fight the militants.", "ASSAULT", "future"),
    ("Israel could attack Hezbollah.", "ASSAULT", "hypothetical"),
    ("The rebels' demands include the release of prisoners.", "RETREAT", "hypothetical"),
    ("Parliament voted to expel the American troops.", "COERCE", "future"),
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
    ("The army is expected to attack the rebels.", "ASSAULT", "future"),
    ("Guards came ahead of the talks between Iran and Iraq.", "CONSULT", "future"),
    ("The talks between Iran and Iraq will be short.", "CONSULT", "future"),
    ("Next week's talks between Iran and Iraq matter.", "CONSULT", "future"),
    ("Talks between Iran and Iraq scheduled for Friday matter.", "CONSULT", "future"),
    ("The president visits Iran on 5 January 2018.", "CONSULT", "future"),
    ("Airlines will be willing to help Iraq.", "AGREE", "future"),
    ("The talks between Iran and Iraq are under way.", "CONSULT", "ongoing"),
    ("It is possible that Iran will attack Iraq.", "ASSAULT", "hypothetical"),
    ("An attack on the soldiers is likely.", "ASSAULT", "hypothetical"),
    ("The minister hopes that the rebels will attack the army.", "ASSAULT", "hypothetical"),
    ("Iran would answer any attack by Iraq.", "ASSAULT", "hypothetical"),
    ("Did Iran attack Iraq?", "ASSAULT", "hypothetical"),
    ("Iran did not prevent the rebels from attacking the soldiers.", "ASSAULT", "hypothetical"),
    ("It is not true that Iran attacked Iraq.", "ASSAULT", "negated"),
    ("Iran neither attacked nor bombed Iraq.", "ASSAULT", "negated"),
    ("Iran has yet to attack Iraq.", "ASSAULT", "negated"),
    ("Iran almost attacked Iraq.", "ASSAULT", "negated"),
    ("Iran stopped short of attacking Iraq.", "ASSAULT", "negated"),
    ("Instead of attacking Iraq, Iran waited.", "ASSAULT", "negated"),
    ("Rather than attack Iraq, Iran waited.", "ASSAULT", "negated"),
    ("No sign of an attack by rebels was found.", "ASSAULT", "negated"),
    ("Rescuers were sent to Mosul after the attack by the rebels.", "ASSAULT", "occurred"),
    ("The next day the rebels attacked the soldiers.", "ASSAULT", "occurred"),
    ("Five people fled after the attack on the village by rebels.", "ASSAULT", "occurred"),
    ("Iran has no interest in attacking Iraq.", "ASSAULT", "negated"),
    ("Iran offered help in defeating the rebels.", "ASSAULT", "future"),
    ("Iran thought of how to attack the rebels.", "ASSAULT", "hypothetical"),
    ("Iran was beaten, it cannot hold a parade.", "ASSAULT", "occurred"),
    ("The rebels are believed to have killed two soldiers.", "ASSAULT", "occurred"),
]


@pytest.mark.model
@pytest.mark.parametrize(("text", "event_type", "factuality"), CASES)
def test_an_event_is_as_real_as_its_source_presents_it(
    text: str, event_type: str, factuality: str
) -> None:
    found = [e for e in read_events(text, "2017-12-27") if e.type == event_type]
    assert {e.factuality for e in found} == {factuality}


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
