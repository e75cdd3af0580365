"""Who did what to whom, where and when: events read from sentences."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from event_reading import analyses, names, only_event, read_events

from polybius.extract.events.events import find_events

pytestmark = pytest.mark.model

SIDES: Sequence[tuple[str, str, list[str], list[str]]] = [
    ("Russia bombed the rebels.", "ASSAULT", ["Russia"], ["the rebels"]),
    ("The rebels were bombed by Russia.", "ASSAULT", ["Russia"], ["The rebels"]),
    ("The rebels were bombed.", "ASSAULT", [], ["The rebels"]),
    ("Militants who attacked the soldiers fled.", "ASSAULT", ["Militants"], ["the soldiers"]),
    ("The rebels shot by the police fled.", "ASSAULT", ["the police"], ["The rebels"]),
    ("The rebels that Russia bombed fled.", "ASSAULT", ["Russia"], ["The rebels"]),
    ("Israel struck Gaza.", "ASSAULT", ["Israel"], []),
    ("Russia occupied Crimea.", "ASSAULT", ["Russia"], []),
    ("Russian jets hit Idlib on Monday.", "ASSAULT", ["Russian jets"], []),
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
    ("Iran held talks with Iraq.", "CONSULT", ["Iran"], ["Iraq"]),
    ("Iran and Iraq held talks.", "CONSULT", ["Iran", "Iraq"], []),
    ("Iran scolds Israel, offers help.", "AGREE", ["Iran"], ["Israel"]),
    ("The fight against Hezbollah goes on.", "ASSAULT", [], ["Hezbollah"]),
    ("Turkey is under EU sanctions.", "COERCE", ["EU"], ["Turkey"]),
    ("In Lagos 26 fled and 42 others injured.", "ASSAULT", [], ["42 others"]),
    ("Will Turkey attack Syria?", "ASSAULT", ["Turkey"], ["Syria"]),
    ("Iran has no interest in attacking Hezbollah.", "ASSAULT", ["Iran"], ["Hezbollah"]),
    ("Jordan is in the process of leaving the EU.", "SANCTION", ["Jordan"], ["EU"]),
    ("Soldiers stayed at the request of Iran.", "REQUEST", ["Iran"], []),
    ("He informed Interpol arrests of journalists went on.", "COERCE", [], ["journalists"]),
    ("A man told Agence France-Presse arson attacks on Iraq began.", "ASSAULT", [], ["Iraq"]),
    (
        "French troops will create obstacles for the militants to attack Hezbollah.",
        "ASSAULT",
        ["the militants"],
        ["Hezbollah"],
    ),
]


@pytest.mark.parametrize(("text", "event_type", "actors", "recipients"), SIDES)
def test_the_sides_of_an_event(
    text: str, event_type: str, actors: list[str], recipients: list[str]
) -> None:
    event = only_event(text, event_type)
    assert (names(event.actors), names(event.recipients)) == (actors, recipients)


def test_what_is_asked_threatened_or_agreed_is_coded_once() -> None:
    texts = [
        text
        for text, event_type, *_ in SIDES
        if event_type in {"AGREE", "THREATEN", "REQUEST"} and "," not in text
    ]
    assert len(texts) == 5
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


def test_a_word_of_the_next_clause_fills_no_pattern() -> None:
    text = "The minister took the blow and on Monday in Lima issued a statement to Peru."
    assert [e.type for e in read_events(text)] == []


def test_a_verb_joined_by_a_hyphen_keeps_its_own_mode() -> None:
    assert only_event("Police tear-gassed the protesters.", "ASSAULT").mode == "crowd-control"


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


def test_a_dateline_does_nothing() -> None:
    event = only_event("LAGOS (Wire) - Two rebels attacked the soldiers.", "ASSAULT")
    assert (names(event.actors), event.sentence.text) == (
        ["Two rebels"],
        "Two rebels attacked the soldiers.",
    )


@pytest.mark.parametrize(
    ("text", "trigger", "actors", "recipients"),
    [
        (
            "The parliament passed a motion condemning Iran.",
            *("condemning", ["The parliament"], ["Iran"]),
        ),
        (
            "Rebels overran a base, officials said on Tuesday, killing two soldiers.",
            *("killing", ["Rebels"], ["two soldiers"]),
        ),
        (
            "Police held the suspects accused of bombing the army.",
            *("bombing", ["the suspects"], ["the army"]),
        ),
        (
            "Mali blamed the rebels for the attack on the soldiers.",
            *("attack", ["the rebels"], ["the soldiers"]),
        ),
        (
            "The rebels claimed responsibility for the attack on the soldiers.",
            *("attack", ["The rebels"], ["the soldiers"]),
        ),
        (
            "The rebels were not responsible for the attack on the soldiers.",
            *("attack", [], ["the soldiers"]),
        ),
        (
            "The rebels launched a series of attacks on the soldiers.",
            *("attacks", ["The rebels"], ["the soldiers"]),
        ),
        (
            "The attack in Vigo, Spain, which killed 13 people, shocked Europe.",
            *("killed", [], ["13 people"]),
        ),
        ("The victims of the bombing were soldiers.", "bombing", [], ["The victims"]),
        ("Iran faced criticism from France.", "criticism", ["France"], ["Iran"]),
        ("Families spoke of their imprisonment by Iran.", "imprisonment", ["Iran"], ["their"]),
        ("Women were gang raped by the rebels.", "raped", ["the rebels"], ["Women"]),
        ("Nobody was killed in the raid by the rebels.", "killed", [], []),
        ("Two soldiers died in the raid by the rebels.", "raid", ["the rebels"], ["Two soldiers"]),
    ],
)
def test_sides_are_found_where_they_stand_apart(
    text: str, trigger: str, actors: list[str], recipients: list[str]
) -> None:
    found = [e for e in read_events(text) if e.trigger.text == trigger]
    sides = [(names(e.actors), names(e.recipients)) for e in found]
    assert sides == ([(actors, recipients)] if actors or recipients else [])


@pytest.mark.parametrize(
    ("text", "trigger", "places"),
    [
        (
            "Rebels bombed a market in Diffa in southern Niger.",
            *("bombed", ["Diffa", "southern Niger", "a market"]),
        ),
        ("The bombing in Vigo, Spain, hurt two people.", "hurt", ["Vigo", "Spain"]),
        ("Two men were shot in the Syrian city of Raqqa.", "shot", ["Syrian", "Raqqa"]),
        ("Two men were shot in a Russian raid.", "shot", []),
        ("Turkey sent 60 rescuers to Jalalabad.", "sent", ["Jalalabad"]),
        ("Two men fled into Chad after the raid by the rebels.", "raid", []),
        # where those are who are acted on, unless the deed is one of words
        ("The army launched 12 strikes against rebels in Diffa.", "launched", ["Diffa"]),
        ("The minister met with the Iranian envoy in Basra.", "met", ["Basra"]),
        ("Iran blamed the deaths on militants in Diffa.", "blamed", []),
    ],
)
def test_an_event_is_where_its_words_say_and_in_what_holds_that_place(
    text: str, trigger: str, places: list[str]
) -> None:
    (event,) = [e for e in read_events(text) if e.trigger.text == trigger]
    assert names(event.places) == places


def test_a_date_behind_a_purpose_is_that_of_the_act() -> None:
    text = "Mali and Chad signed a treaty on guarding the river in 1999."
    (signed,) = [e for e in read_events(text, "2017-12-27") if e.trigger.text == "signed"]
    assert signed.time is not None
    assert (signed.time.span.text, signed.factuality) == ("1999", "historical")
    charged = only_event("He was charged with killing two men in 1999.", "ACCUSE", "2017-12-27")
    assert charged.time is None


@pytest.mark.parametrize(
    "text",
    [
        "Chad beat Ghana 2-1 in Accra.",
        "Ghana defeated Chad in the final in Accra.",
        "The minister was defeated by a Green candidate in Tartu.",
        "The president called the minister's admission a ploy.",
    ],
)
def test_contests_and_opinions_are_no_events(text: str) -> None:
    assert [e.trigger.text for e in read_events(text)] == []


def test_an_election_to_come_makes_no_contest_of_a_battle() -> None:
    assert only_event("The army defeated the rebels before the election.", "ASSAULT")


def test_a_power_that_the_text_speaks_of_is_no_event() -> None:
    assert read_events("The coalition led by Russia has many members.") == ()


def test_nobody_acts_on_himself() -> None:
    for text in ("The rebels defended themselves.", "Iran met Iraq.", "Iran held talks with Iraq."):
        for event in read_events(text):
            actors = {participant.entity for participant in event.actors}
            assert actors.isdisjoint(p.entity for p in event.recipients), text


def test_what_strikes_a_place_is_told_though_nobody_is_named() -> None:
    (siege,) = read_events("The siege of Aleppo went on.")
    assert (siege.type, names(siege.places)) == ("ASSAULT", ["Aleppo"])
    (blast,) = read_events("The blast hit Aleppo.")
    assert names(blast.places) == ["Aleppo"]


def test_its_siege_is_laid_by_those_who_took_the_town() -> None:
    text = "Rebels took the town of Aleppo, and its siege and storming lasted 11 months."
    found = [e for e in read_events(text) if e.trigger.text in {"siege", "storming"}]
    assert [names(e.actors) for e in found] == [["Rebels"], ["Rebels"]]
    assert all(len(e.places) == 1 for e in found)


@pytest.mark.parametrize(
    "text",
    [
        "The crash in Lagos killed nine soldiers.",
        "He armed himself in Lagos.",
        "A member of the Greek Energy Forum left Lagos for Abuja.",
        "Hagan defeated the incumbent, Elizabeth Dole.",
        'Trump called the sentence "unjust" in Lagos.',
    ],
)
def test_what_only_looks_like_an_event(text: str) -> None:
    assert [e.type for e in read_events(text) if e.type != "RETREAT"] == []


def test_the_fire_that_takes_a_village_attacks_nobody() -> None:
    assert read_events("Fire destroyed the village of Diffa.") == ()
    (struck,) = [e for e in read_events("Two strikes destroyed the bridge.") if e.mode]
    assert (struck.type, names(struck.places)) == ("ASSAULT", ["the bridge"])


def test_whoever_is_left_wounded_was_not_the_attacker() -> None:
    text = "Rebels launched attacks on a base, killing 15 soldiers and leaving two others wounded."
    (wounded,) = [e for e in read_events(text) if e.trigger.text == "wounded"]
    assert (names(wounded.actors), names(wounded.recipients)) == ([], ["two others"])


def test_which_is_no_person() -> None:
    text = "The attack occurred at a rally for president Ashraf Ghani which killed over 26."
    (killed,) = [e for e in read_events(text) if e.trigger.text == "killed"]
    assert (names(killed.actors), names(killed.recipients)) == ([], ["26"])


def test_what_is_bombed_kills_nobody() -> None:
    (killed,) = [
        e
        for e in read_events("The bombing of a police academy killed 20 people.")
        if e.trigger.text == "killed"
    ]
    assert (names(killed.actors), names(killed.recipients)) == ([], ["20 people"])


def test_a_passive_subject_is_found_where_the_parser_hangs_it_elsewhere() -> None:
    text = "Police issued warrants after the blast but only Ivan and Boris have been detained."
    (detained,) = [e for e in read_events(text) if e.trigger.text == "detained"]
    assert names(detained.recipients) == ["Ivan", "Boris"]
