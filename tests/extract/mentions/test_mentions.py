"""Mentions: names, parts of places, kinds of agents and pronouns, on passages parsed by hand."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hand_parsed import Entity, passage

from polybius.extract.mentions.mentions import RawMention, find_mentions

SYRIA, IRAQ = ("GPE", "country-SYR"), ("GPE", "country-IRQ")


def told(mention: RawMention) -> tuple[str, str, str]:
    return mention.text, mention.kind, mention.key or mention.label


def found(table: str, *entities: Entity) -> list[tuple[str, str, str]]:
    return [told(mention) for mention in find_mentions(passage(table, entities))]


# --- names ---------------------------------------------------------------------------------


def test_names_lose_articles_and_possessives() -> None:
    table = "the DT det 1\nKremlin NNP poss 3\n's POS case 1\nplan NN ROOT 3"
    assert found(table, (0, 3, "ORG", "government-RUS")) == [("Kremlin", "name", "government-RUS")]


@pytest.mark.parametrize(
    ("row", "label"),
    [
        ("cable NN ROOT 0", "ORG"),  # written small
        ("western JJ ROOT 0", "LOC"),
        ("West NNP ROOT 0", "LOC"),
        ("BREAKING JJ ROOT 0", "ORG"),  # shouted
        ("T72 NNP ROOT 0", "GPE"),  # a number
        ("X NNP ROOT 0", "PERSON"),
        ("@Rex NNP ROOT 0", "GPE"),
        ("Sunni JJ ROOT 0", "NORP"),
        ("Monday NNP ROOT 0", "DATE"),  # no actor or place
    ],
)
def test_mistakes_of_the_recogniser_are_left_out(row: str, label: str) -> None:
    assert found(row, (0, 1, label, "")) == []


def test_a_name_may_hold_a_number_where_it_is_an_organisation_s() -> None:
    assert found("F99 NNP ROOT 0", (0, 1, "ORG", "")) == [("F99", "name", "ORG")]


def test_a_country_s_adjective_speaks_of_it_without_naming_it() -> None:
    table = "Syrian JJ amod 1\nplan NN ROOT 1"
    assert found(table, (0, 1, "NORP", "country-SYR")) == [("Syrian", "nominal", "country-SYR")]
    table = "Syrians NNPS nsubj 1\nfled VBD ROOT 1"
    assert found("the DT det 1\n" + table.replace(" 1", " 2"), (1, 2, "NORP", "country-SYR")) == [
        ("Syrians", "name", "country-SYR")
    ]


def test_some_people_of_a_country_are_not_the_country() -> None:
    table = "Two CD nummod 1\nSyrians NNPS nsubj 2\nfled VBD ROOT 2"
    people = ("Syrians", "name", "body-SYR-citizens")
    assert found(table, (1, 2, "NORP", "country-SYR")) == [people]
    assert found(
        "The DT det 2\n"
        + table.replace(" 1", " 2").replace("ROOT 2", "ROOT 3").replace("nsubj 2", "nsubj 3"),
        (2, 3, "NORP", "country-SYR"),
    ) == [people]


def test_a_word_for_a_people_is_no_person_s_name() -> None:
    table = "That DT nsubj 1\nis VBZ ROOT 1\nKurd NNP compound 3\ncity NN attr 1"
    assert ("Kurd", "name", "PERSON") not in found(table, (2, 3, "PERSON", ""))
    assert found("Kurds NNPS nsubj 1\nfled VBD ROOT 1", (0, 1, "PERSON", "")) == [
        ("Kurds", "name", "NORP")
    ]


def test_sneers_and_weapons_name_nobody() -> None:
    assert found("Israhell NNP nsubj 1\nleft VBD ROOT 1", (0, 1, "PERSON", "")) == []
    assert found("BUK-M2 NNP nsubj 1\nfired VBD ROOT 1", (0, 1, "ORG", "")) == []


def test_a_name_before_a_noun_for_settlements_is_a_place() -> None:
    table = """
    the      DT   det      2
    Marda    NNP  compound 2
    district NN   nsubj    5
    of       IN   prep     2
    Bol      NNP  pobj     3
    burnt    VBD  ROOT     5
    """
    (marda, bol) = find_mentions(passage(table, [(1, 2, "ORG", ""), (4, 5, "GPE", "")]))
    assert (marda.text, marda.label, marda.inside) == ("Marda district", "Region", "Bol")
    assert bol.text == "Bol"


def test_a_name_of_several_things_is_what_the_recogniser_says() -> None:
    table = "Jordan NNP nsubj 1\nfell VBD ROOT 1"
    assert found(table, (0, 1, "GPE", "")) == [("Jordan", "name", "country-JOR")]
    assert found(table, (0, 1, "PERSON", "")) == [("Jordan", "name", "PERSON")]


def test_a_capital_that_acts_or_is_spoken_to_is_its_government() -> None:
    table = "Ankara NNP nsubj 1\naccused VBD ROOT 1\nParis NNP dobj 1"
    capitals = (0, 1, "GPE", ""), (2, 3, "GPE", "")
    assert [key for *_, key in found(table, *capitals)] == ["government-TUR", "government-FRA"]


def test_a_capital_where_something_happens_is_a_city() -> None:
    table = "They PRP nsubj 1\nmet VBD ROOT 1\nin IN prep 1\nAnkara NNP pobj 2"
    assert found(table, (3, 4, "GPE", ""))[-1] == ("Ankara", "name", "GPE")


def test_a_first_name_cut_off_is_put_back() -> None:
    table = "Marta NNP compound 1\nRoe NNP nsubj 2\nleft VBD ROOT 2"
    names = (0, 1, "GPE", ""), (1, 2, "PERSON", "")
    assert found(table, *names) == [("Marta Roe", "name", "PERSON")]


@pytest.mark.parametrize(
    ("before", "is_place"),
    [
        ("town NN ROOT 0\nof IN prep 0", True),
        ("fell VBD ROOT 0\nnear IN prep 0", True),
        ("fell VBD ROOT 0\nabout IN prep 0", False),
        ("fear NN ROOT 0\nof IN prep 0", False),
    ],
)
def test_words_before_say_that_a_place_is_named(before: str, is_place: bool) -> None:
    names = found(before + "\nBol NNP pobj 1")
    assert (("Bol", "name", "GPE") in names) is is_place
    taken_for_a_person = found(before + "\nBol NNP pobj 1", (2, 3, "PERSON", ""))
    assert (("Bol", "name", "GPE") in taken_for_a_person) is is_place


# --- parts of places -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("table", "place", "text", "label"),
    [
        ("western JJ amod 1\nIraq NNP ROOT 1", (1, 2, *IRAQ), "western Iraq", "Region"),
        (
            "north NN amod 3\n- HYPH punct 2\neastern JJ amod 3\nSyria NNP ROOT 3",
            (3, 4, *SYRIA),
            "north-eastern Syria",
            "Region",
        ),
        (
            "Iraq NNP poss 3\n's POS case 0\nwestern JJ amod 3\ndesert NN ROOT 3",
            (0, 1, *IRAQ),
            "Iraq's western desert",
            "NaturalFeature",
        ),
        (
            "Syrian JJ amod 1\nborder NN ROOT 1",
            (0, 1, "NORP", "country-SYR"),
            "Syrian border",
            "BorderArea",
        ),
        (
            "Aleppo NNP compound 1\ncountryside NN ROOT 1",
            (0, 1, "GPE", "geonames-170063"),
            "Aleppo countryside",
            "Region",
        ),
        (
            "Bol NNP compound 1\nairport NN ROOT 1",
            (0, 1, "GPE", ""),
            "Bol airport",
            "Facility",
        ),
    ],
)
def test_a_part_of_a_place_is_another_place(
    table: str, place: Entity, text: str, label: str
) -> None:
    (mention,) = find_mentions(passage(table, [place]))
    assert (mention.text, mention.key, mention.kind) == (text, None, "name")
    assert mention.label == label
    assert mention.inside == (place[3] or "Bol")


def test_an_adjective_and_a_noun_that_is_no_part() -> None:
    table = "Syrian JJ amod 1\nplan NN ROOT 1"
    (mention,) = find_mentions(passage(table, [(0, 1, "NORP", "country-SYR")]))
    assert (mention.text, mention.inside) == ("Syrian", None)


# --- nominals ------------------------------------------------------------------------------


def test_kinds_of_agents_are_mentions_with_their_modifiers() -> None:
    table = "the DT det 2\narmed VBN amod 2\nmilitants NNS nsubj 3\nfled VBD ROOT 3"
    (mention,) = find_mentions(passage(table))
    assert told(mention)[:2] == ("the armed militants", "nominal")
    assert mention.sector == "REB"


def test_things_are_no_mentions() -> None:
    assert found("the DT det 1\nplans NNS nsubj 2\nfell VBD ROOT 2") == []


def test_whatever_speaks_is_an_agent() -> None:
    assert found("leaflets NNS nsubj 1\nsaid VBD ROOT 1") == [("leaflets", "nominal", "Actor")]
    assert found("leaflets NNS nsubj 1\nfell VBD ROOT 1") == []


def test_an_agent_that_modifies_another_noun_is_none() -> None:
    assert found("rebel NN compound 1\nplans NNS ROOT 1") == []


def test_a_country_s_body_is_known_and_takes_the_country_s_words() -> None:
    table = "Estonian JJ amod 1\ntroops NNS nsubj 2\nfled VBD ROOT 2"
    country = (0, 1, "NORP", "country-EST")
    assert found(table, country) == [("Estonian troops", "nominal", "body-EST-armed-forces")]


def test_a_country_s_body_after_of() -> None:
    table = "the DT det 1\narmy NN ROOT 1\nof IN prep 1\nSyria NNP pobj 2"
    assert found(table, (3, 4, *SYRIA)) == [
        ("the army", "nominal", "body-SYR-armed-forces"),
        ("Syria", "name", "country-SYR"),
    ]


def test_a_person_of_a_country_leaves_the_country_a_mention() -> None:
    table = "Chad NNP poss 3\n's POS case 0\nprime JJ amod 3\nminister NN nsubj 4\nleft VBD ROOT 4"
    assert found(table, (0, 1, "GPE", "country-TCD")) == [
        ("Chad", "name", "country-TCD"),
        ("Chad's prime minister", "nominal", "Person"),
    ]


def test_several_persons_are_a_group() -> None:
    assert found("ministers NNS nsubj 1\nleft VBD ROOT 1") == [("ministers", "nominal", "Actor")]


def test_members_of_a_group_are_the_group() -> None:
    table = "ISIS NNP compound 1\nmilitants NNS nsubj 2\nfled VBD ROOT 2"
    group = (0, 1, "ORG", "group-islamic-state")
    assert found(table, group) == [("ISIS militants", "nominal", "group-islamic-state")]


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ("the DT det 1\ncity NN nsubj 2\nfell VBD ROOT 2", ["the city"]),
        ("the DT det 1\ncity NN ROOT 1\nof IN prep 1\nsteel NN pobj 2", []),
    ],
)
def test_places_spoken_of_again(table: str, expected: list[str]) -> None:
    assert [text for text, *_ in found(table)] == expected


# --- pronouns ------------------------------------------------------------------------------


def test_pronouns_that_stand_for_somebody() -> None:
    table = "He PRP nsubj 1\ntold VBD ROOT 1\nme PRP dobj 1\ntheir PRP$ poss 4\nplan NN dobj 1"
    assert found(table) == [("He", "pronoun", "PRONOUN"), ("their", "pronoun", "PRONOUN")]


def test_it_that_stands_for_nothing() -> None:
    assert found("It PRP expl 1\nrained VBD ROOT 1") == []


# --- the whole -----------------------------------------------------------------------------


def test_mentions_come_in_reading_order_and_none_overlaps() -> None:
    table = """
    Chad     NNP  nsubj    1
    accused  VBD  ROOT     1
    rebels   NNS  dobj     1
    of       IN   prep     1
    raids    NNS  pobj     3
    near     IN   prep     4
    Bol      NNP  pobj     5
    .        .    punct    1
    """
    mentions = find_mentions(passage(table, [(0, 1, "GPE", "country-TCD")]))
    assert [m.text for m in mentions] == ["Chad", "rebels", "Bol"]
    assert all(a.end <= b.start for a, b in pairwise(mentions))


def test_a_kind_of_actor_may_have_a_capital() -> None:
    table = "The DT det 1\nCoalition NNP nsubj 2\nleft VBD ROOT 2"
    assert found(table) == [("The Coalition", "nominal", "Coalition")]
    assert found("Coalition NNP nsubj 1\nleft VBD ROOT 1") == []


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ("saw VBD ROOT 0\nno DT det 2\ngroup NN dobj 0", []),
        ("no DT det 1\ngroup NN nsubj 2\nleft VBD ROOT 2", ["no group"]),
        ("any DT det 1\ngroup NN nsubj 2\nleft VBD ROOT 2", []),
        ("rebel NN npadvmod 2\n- HYPH punct 2\nheld VBN ROOT 2", []),
        ("freedom NN ROOT 0\nof IN prep 0\nassembly NN pobj 1", []),
        ("freedom NN ROOT 0\nof IN prep 0\nthe DT det 3\nassembly NN pobj 1", ["the assembly"]),
        ("fire NN ROOT 0\nat IN prep 0\npolice NN pobj 1", ["police"]),
        ("raids NNS nsubj 1\nclaimed VBN ROOT 1\nby IN agent 1", []),
        ("sources NNS nsubj 1\nsaid VBD ROOT 1", ["sources"]),
    ],
)
def test_nouns_that_speak_of_nobody(table: str, expected: list[str]) -> None:
    assert [text for text, *_ in found(table)] == expected


def test_one_of_the_people_is_a_person() -> None:
    kinds = {}
    for noun in ("woman NN", "women NNS", "family NN"):
        (mention,) = find_mentions(passage(f"the DT det 1\n{noun} nsubj 2\nleft VBD ROOT 2"))
        kinds[noun] = mention.label
    assert kinds == {"woman NN": "Person", "women NNS": "Population", "family NN": "Population"}
