"""Proper names made whole, on passages parsed by hand."""

from __future__ import annotations

import pytest
from hand_parsed import Entity, linked, passage

from polybius.extract.mentions.name_heads import class_of_name, name_heads
from polybius.extract.mentions.proper_names import find_names


def names(table: str, *entities: Entity) -> list[tuple[str, str]]:
    return [(m.text, m.key or m.label) for m in find_names(passage(table, entities))]


def test_the_list_of_heads_has_each_kind() -> None:
    assert set(name_heads().values()) == {"ORG", "FAC", "LOC", ""}


def test_a_country_that_begins_a_longer_name_is_not_told_for_it() -> None:
    table = "Chadian JJ amod 2\nRelief NNP compound 2\nFund NNP nsubj 3\ngrew VBD ROOT 3"
    chadian = (0, 1, "NORP", "country-TCD")
    assert names(table, chadian) == [("Chadian Relief Fund", "ORG")]
    (fund,) = linked(passage(table, [chadian])).entities.values()
    assert (fund.types, fund.country) == (("Organization",), "TCD")
    small = table.replace("Relief", "relief").replace("Fund", "fund")
    assert names(small, chadian) == [("Chadian", "country-TCD")]


def test_a_name_swallows_the_one_behind_it() -> None:
    table = "Bol NNP compound 2\nCity NNP compound 2\nHospital NNP nsubj 3\nburnt VBD ROOT 3"
    found = names(table, (0, 1, "GPE", ""), (1, 3, "ORG", ""))
    assert found == [("Bol", "GPE"), ("Bol City Hospital", "FAC")]


def test_a_title_is_no_part_of_a_person_s_name() -> None:
    table = """
    Secretary NNP nsubj    5
    of        IN  prep     0
    State     NNP compound 4
    Jane      NNP compound 4
    Doe       NNP pobj     1
    left      VBD ROOT     5
    """
    assert names(table, (2, 5, "PERSON", "")) == [("Jane Doe", "PERSON")]


@pytest.mark.parametrize(
    ("words", "tags"),
    [
        ("Operation Grey Heron", "NNP NNP NNP"),
        ("Halden Accord", "NNP NNP"),
        ("Cessation of Hostilities", "NNP IN NNPS"),
    ],
)
def test_what_cannot_act_is_no_organisation(words: str, tags: str) -> None:
    rows = [
        f"{w} {t} {'ROOT' if n == 0 else 'flat'} 0"
        for n, (w, t) in enumerate(zip(words.split(), tags.split(), strict=True))
    ]
    assert names("\n".join(rows), (0, len(rows), "ORG", "")) == []
    assert names("\n".join(rows), (0, len(rows), "PERSON", "")) != []


def test_letters_that_say_which_thing_is_meant_name_nobody() -> None:
    table = "an DT det 2\nKX NNP compound 2\n{} NN ROOT 2"
    assert names(table.format("scan"), (1, 2, "ORG", "")) == []
    assert names(table.format("fighter"), (1, 2, "ORG", "")) == [("KX", "ORG")]


def test_a_mark_ends_no_name_but_goes_on_with_one() -> None:
    loose = "Lake NNP compound 1\nCommand NNP ROOT 1\n: : punct 1\nfell VBD dep 1"
    assert names(loose, (0, 3, "ORG", "")) == [("Lake Command", "ORG")]
    tied = "Omar NNP compound 3\nal NNP compound 3\n- HYPH punct 3\nRoe NNP ROOT 3"
    assert names(tied, (0, 3, "PERSON", ""), (3, 4, "PERSON", "")) == [("Omar al-Roe", "PERSON")]


def test_the_place_that_begins_a_name_is_told_too() -> None:
    table = "Bol NNP compound 1\nUniversity NNP nsubj 2\ngrew VBD ROOT 2"
    assert names(table, (0, 1, "GPE", "")) == [("Bol", "GPE"), ("Bol University", "ORG")]
    treaty = table.replace("University", "Agreement")
    assert names(treaty, (0, 1, "GPE", "")) == [("Bol", "GPE")]


def test_an_organisation_s_name_says_what_it_is_for() -> None:
    table = """
    Chad     NNP compound 1
    Centre   NNP nsubj    5
    for      IN  prep     1
    Lake     NNP compound 4
    Research NNP pobj     2
    grew     VBD ROOT     5
    """
    chad = (0, 1, "GPE", "country-TCD")
    assert names(table, chad)[-1] == ("Chad Centre for Lake Research", "ORG")
    small = table.replace("Lake     NNP", "lake     NN").replace("Research NNP", "research NN")
    assert names(small, chad)[-1] == ("Chad Centre", "ORG")


def test_a_numbered_unit_is_whole_and_of_armed_forces() -> None:
    table = """
    The     DT  det      4
    12th    NNP compound 4
    Bornu   NNP compound 4
    Rifle   NNP compound 4
    Brigade NNP nsubj    5
    left    VBD ROOT     5
    """
    assert names(table) == [("12th Bornu Rifle Brigade", "ORG")]
    assert names(table, (2, 3, "GPE", "")) == [("12th Bornu Rifle Brigade", "ORG")]
    (unit,) = linked(passage(table)).entities.values()
    assert unit.types == ("ArmedForces",)
    known = (0, 5, "ORG", "group-hamas")
    assert names(table, known)[0][1] == "group-hamas"
    assert names(table.replace("Brigade", "Anniversary")) == []


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Ministry of Canals", "Government"),
        ("Lake Unity Party", "PoliticalParty"),
        ("Alliance Party of the Lake", "PoliticalParty"),
        ("Bornu Liberation Army", "ArmedGroup"),
        ("4th Bornu Brigade", "ArmedForces"),
        ("Bol Relief Fund", None),
        ("Of", None),
    ],
)
def test_the_head_of_a_name_tells_its_class(name: str, expected: str | None) -> None:
    assert class_of_name(name) == expected


def test_the_end_of_a_title_is_no_first_name() -> None:
    table = """
    Secretary NNP nmod     4
    of        IN  prep     0
    State     NNP pobj     1
    Jane      NNP compound 4
    Doe       NNP nsubj    5
    left      VBD ROOT     5
    """
    assert names(table, (2, 3, "ORG", ""), (3, 4, "PERSON", "")) == [("Jane Doe", "PERSON")]
    tower = table.replace("Doe ", "Tower ")
    assert ("Jane Tower", "PERSON") not in names(tower, (3, 4, "PERSON", ""))


@pytest.mark.parametrize(
    ("table", "is_place"),
    [
        ("rebel-held JJ amod 1\nQwyx NNP ROOT 1", False),
        ("rebel NN npadvmod 2\n- HYPH punct 2\nheld VBN amod 3\nQwyx NNP ROOT 3", True),
        ("They PRP nsubj 1\nflee VBD ROOT 1\nQwyx NNP dobj 1", True),
        ("They PRP nsubj 1\nmet VBD ROOT 1\nQwyx NNP dobj 1", False),
        ("the DT det 1\nsiege NN ROOT 1\nof IN prep 1\nQwyx NNP pobj 2", True),
        ("the DT det 1\narrest NN ROOT 1\nof IN prep 1\nQwyx NNP pobj 2", False),
        ("the DT det 1\nvicinity NN ROOT 1\nof IN prep 1\nQwyx NNP pobj 2", True),
        ("Qwyx NNP ROOT 0\n, , punct 0\nan DT det 3\narea NN appos 0", True),
    ],
)
def test_words_tell_that_a_name_is_a_place_s(table: str, is_place: bool) -> None:
    at = next(n for n, row in enumerate(table.splitlines()) if row.startswith("Qwyx"))
    assert names(table, (at, at + 1, "PERSON", "")) == [("Qwyx", "GPE" if is_place else "PERSON")]


def test_a_name_is_told_by_its_head_though_the_recogniser_misses_it() -> None:
    table = "the DT det 2\nHalden NNP compound 2\nMountains NNPS nsubj 3\nrise VBP ROOT 3"
    assert names(table) == [("Halden Mountains", "LOC")]
    assert names(table.replace("Mountains NNPS", "Thing NNP")) == []
    assert names(table.replace("Halden NNP", "high JJ").replace("compound", "amod")) == []


def test_a_unit_is_no_person_and_an_office_no_name() -> None:
    assert names("Able NNP compound 1\nBattery NNP ROOT 1", (0, 2, "PERSON", "")) == [
        ("Able Battery", "ORG")
    ]
    table = "Minister NNP ROOT 0\nof IN prep 0\nCanals NNPS pobj 1"
    assert names(table, (0, 3, "ORG", "")) == []


@pytest.mark.parametrize(
    ("words", "label", "expected"),
    [
        ("Halden Rally in", "ORG", ["Halden Rally"]),  # the recogniser stopped too late
        ("Typhoon Qwyx", "PERSON", []),
        ("Islam", "ORG", []),
    ],
)
def test_names_of_no_actor_and_tails_of_names(words: str, label: str, expected: list[str]) -> None:
    rows = [f"{w} {'NNP' if w[0].isupper() else 'IN'} dep 0" for w in words.split()]
    rows[0] = rows[0].replace("dep", "ROOT")
    found = names("\n".join(rows), (0, len(rows), label, ""))
    assert [name for name, _ in found] == expected
