"""Place nouns: places without a name, on passages parsed by hand."""

from __future__ import annotations

import pytest
from hand_parsed import linked, passage

from polybius.extract.mentions.mentions import find_mentions
from polybius.extract.mentions.place_nouns import place_nouns

PLACED = {"Settlement", "Region", "Facility", "NaturalFeature", "BorderArea", "Place"}


def places(table: str, *entities: tuple[int, int, str, str]) -> list[tuple[str, str, str | None]]:
    found = find_mentions(passage(table, entities))
    return [(m.text, m.label, m.inside) for m in found if m.label in PLACED]


def test_the_list_has_nouns_of_each_use() -> None:
    assert {noun.use for noun in place_nouns().values()} == {"", "where", "many", "acts", "none"}
    assert {noun.kind for noun in place_nouns().values()} == PLACED


def test_a_place_without_a_name() -> None:
    table = (
        "They PRP nsubj 1\nshelled VBD ROOT 1\na DT det 4\nmilitary JJ amod 4\nairport NN dobj 1"
    )
    assert places(table) == [("a military airport", "Facility", None)]


def test_a_noun_of_many_senses_is_a_place_where_something_is() -> None:
    table = "They PRP nsubj 1\n{} ROOT 1\n{} prep 1\nthe DT det 4\nbase NN pobj 2"
    assert places(table.format("met VBD", "at IN")) == [("the base", "Facility", None)]
    assert places(table.format("spoke VBD", "about IN")) == []
    struck = "They PRP nsubj 1\n{} ROOT 1\nthe DT det 3\nbase NN dobj 1"
    assert places(struck.format("shelled VBD")) == [("the base", "Facility", None)]
    assert places(struck.format("praised VBD")) == []
    bare = "They PRP nsubj 1\nwork VBP ROOT 1\nat IN prep 1\nbase NN pobj 2"
    assert places(bare) == []


@pytest.mark.parametrize(
    ("noun", "expected"),
    [
        ("village NN", []),  # the name says it
        ("outskirts NNS", [("the outskirts", "Region", "Bol")]),
    ],
)
def test_a_noun_before_of_and_a_name(noun: str, expected: list[tuple[str, str, str]]) -> None:
    table = f"the DT det 1\n{noun} ROOT 1\nof IN prep 1\nBol NNP pobj 2"
    assert [p for p in places(table, (3, 4, "GPE", "")) if p[0] != "Bol"] == expected


def test_a_place_lies_in_the_country_that_its_phrase_names() -> None:
    table = "a DT det 1\nhotel NN ROOT 1\nin IN prep 1\nChad NNP pobj 2"
    analysis = linked(passage(table, [(3, 4, "GPE", "country-TCD")]))
    (hotel,) = (e for e in analysis.entities.values() if e.types == ("Facility",))
    assert hotel.located_in is not None
    assert hotel.located_in.endswith("country-TCD")
    assert hotel.country == "TCD"


def test_an_organisation_that_is_a_site_has_both_classes() -> None:
    table = "They PRP nsubj 1\nshelled VBD ROOT 1\na DT det 3\n{} NN dobj 1"
    (hospital,) = linked(passage(table.format("hospital"))).entities.values()
    (ministry,) = linked(passage(table.format("ministry"))).entities.values()
    assert hospital.types == ("Organization", "Facility")
    assert ministry.types == ("Government",)


@pytest.mark.parametrize(
    ("before", "noun", "expected"),
    [
        ("front JJ amod 4", "line NN", ["the front line"]),  # neither word alone is a place
        ("stock NN compound 4", "market NN", []),  # the second alone is one
        ("fish NN compound 4", "market NN", ["the fish market"]),
    ],
)
def test_two_words_may_tell_what_one_does_not(before: str, noun: str, expected: list[str]) -> None:
    table = f"They PRP nsubj 1\nare VBP ROOT 1\nat IN prep 1\nthe DT det 5\n{before}\n{noun} pobj 2"
    assert [text for text, *_ in places(table.replace(" 4\n", " 5\n"))] == expected


LIST = """
They     PRP nsubj 1
shelled  VBD ROOT  1
a        DT  det   3
hotel    NN  dobj  1
and      CC  cc    3
{}       NN  conj  3
"""


def test_nouns_in_a_list_share_an_article_and_a_verb() -> None:
    assert [p[0] for p in places(LIST.format("bakery"))] == ["a hotel", "bakery"]
    assert [p[0] for p in places(LIST.format("base"))] == ["a hotel", "base"]
    assert [p[0] for p in places(LIST.replace("shelled", "praised").format("base"))] == ["a hotel"]
