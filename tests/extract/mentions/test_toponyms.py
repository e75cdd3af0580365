"""Toponym mentions: places where the recogniser does not look. All sentences are invented."""

from __future__ import annotations

import pytest
from hand_parsed import passage

from polybius.extract.mentions.mentions import find_mentions
from polybius.extract.mentions.toponyms import with_toponyms

Entity = tuple[int, int, str, str]


def places(words: str, *entities: Entity) -> list[str]:
    """Return the places mentioned among words that are all proper nouns where capitalised."""
    rows = "\n".join(
        f"{word} {_tag(word)} {'ROOT' if n == 0 else 'dep'} 0"
        for n, word in enumerate(words.split())
    )
    part = passage(rows, entities)
    found = with_toponyms([part], find_mentions(part))
    return [m.text for m in found if m.label in ("GPE", "LOC", "Region") and m.kind == "name"]


def _tag(word: str) -> str:
    if not word[0].isalnum():
        return "," if word == "," else ":"
    return "NNP" if word[0].isupper() else "NN"


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("TOLEDO -- A bridge was closed", ["TOLEDO"]),
        ("TOLEDO , Ohio ( AP ) -- A bridge was closed", ["TOLEDO"]),
        ("TOLEDO A bridge was closed", []),
        ("BREAKING -- A bridge was closed", []),
        ("then Toledo Mayor Ann Doe left", ["Toledo"]),
        ("then Vice Mayor Ann Doe left", []),
        ("then Toledo Bank left", []),
        ("in Walker County they left", ["Walker County"]),
        ("in Clay , Polk and Grant counties they left", ["Clay", "Polk", "Grant"]),
        ("in Clay , Polk and Grant streets they left", []),
    ],
)
def test_a_place_is_found_where_only_a_place_can_stand(words: str, wanted: list[str]) -> None:
    assert places(words) == wanted


@pytest.mark.parametrize(
    ("words", "entities", "wanted"),
    [
        # one name, a person here and a place there
        ("Toledo slept . they left Toledo", [(0, 1, "GPE", ""), (5, 6, "PERSON", "")], 2),
        ("people left in Toledo", [(3, 4, "ORG", "")], 1),
        ("people joined Toledo", [(2, 3, "ORG", "")], 0),
        ("people left in Qwyx", [(3, 4, "ORG", "")], 0),
    ],
)
def test_a_mistaken_label_is_mended(words: str, entities: list[Entity], wanted: int) -> None:
    assert len(places(words, *entities)) == wanted


@pytest.mark.parametrize(
    ("words", "entity", "wanted"),
    [
        ("the Leeds City Council met", (1, 4, "ORG", ""), ["Leeds"]),
        ("the Walker County Sheriff met", (1, 4, "ORG", ""), ["Walker County"]),
        ("the Leeds Bread Company met", (1, 4, "ORG", ""), []),
        ("the Bank of England met", (1, 4, "ORG", ""), []),
    ],
)
def test_a_public_body_is_of_a_place(words: str, entity: Entity, wanted: list[str]) -> None:
    assert places(words, entity) == wanted


def test_an_institution_is_of_a_place_that_is_named_elsewhere() -> None:
    words = "Leeds Museum opened . they left Leeds"
    assert places(words, (0, 2, "ORG", "")) == []
    assert places(words, (0, 2, "ORG", ""), (6, 7, "GPE", "")) == ["Leeds", "Leeds"]


def test_a_name_cut_in_two_is_whole_again() -> None:
    assert places("they left St. Louis", (3, 4, "GPE", "")) == ["St. Louis"]
    assert places("they left San Francisco", (2, 3, "GPE", "")) == ["San Francisco"]


def test_a_disease_is_no_place() -> None:
    words = "the Marburg virus spread . they left Marburg"
    assert places(words, (1, 2, "GPE", ""), (7, 8, "GPE", "")) == ["Marburg"]
    assert places("Qwyxola fever . Qwyxola", (0, 1, "LOC", ""), (3, 4, "LOC", "")) == []


def test_two_pieces_of_one_name_are_joined() -> None:
    found = places("they left Santa Cruz Island", (2, 3, "LOC", ""), (3, 5, "LOC", ""))
    assert found == ["Santa Cruz Island"]


TOLD = """
They    PRP nsubj 1
flee    VBD ROOT  1
Qwyxola NNP dobj  1
.       .   punct 1
Qwyxola NNP nsubj 5
fell    VBD ROOT  5
"""


def test_what_words_tell_to_be_a_place_is_one_elsewhere_too() -> None:
    def labels(table: str) -> list[str]:
        found = passage(table, [(2, 3, "PERSON", ""), (4, 5, "PERSON", "")])
        return [m.label for m in with_toponyms([found], find_mentions(found)) if m.kind == "name"]

    assert labels(TOLD) == ["GPE", "GPE"]
    assert labels(TOLD.replace("flee ", "met ")) == ["PERSON", "PERSON"]
