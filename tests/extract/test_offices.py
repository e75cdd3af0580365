"""Offices: what stands beside a person's name, and whose office it is."""

from __future__ import annotations

import pytest
from hand_parsed import Entity, passage

from polybius.extract.analysis import Passage
from polybius.extract.mentions import find_mentions
from polybius.extract.offices import find_offices, with_persons


def offices(table: str, *entities: Entity) -> list[tuple[str, str, str | None]]:
    """Return the (person, title, owner) of the offices told in a passage."""
    mentions = with_persons(find_mentions(passage(table, entities)))
    return [
        (o.person.text, o.tokens.text, o.holder_of.text if o.holder_of else None)
        for o in find_offices(mentions)
    ]


BEFORE = """
Chad     NNP compound 3
Defence  NNP compound 2
Minister NNP compound 3
Doe      NNP nsubj    4
left     VBD ROOT     4
"""


def test_a_title_before_the_name() -> None:
    names = (0, 1, "GPE", "country-TCD"), (3, 4, "PERSON", "")
    assert offices(BEFORE, *names) == [("Doe", "Defence Minister", "Chad")]


APPOSITION = """
Jane  NNP compound 1
Doe   NNP nsubj    11
,     ,   punct    1
the   DT  det      4
chief NN  appos    1
of    IN  prep     4
the   DT  det      7
army  NN  pobj     5
of    IN  prep     7
Chad  NNP pobj     8
,     ,   punct    1
left  VBD ROOT     11
"""


def test_an_apposition_after_the_name() -> None:
    names = (0, 2, "PERSON", ""), (9, 10, "GPE", "country-TCD")
    assert offices(APPOSITION, *names) == [("Jane Doe", "chief of the army of Chad", "Chad")]


AHEAD = """
The      DT  det      1
minister NN  nsubj    6
,        ,   punct    1
Jane     NNP compound 4
Doe      NNP appos    1
,        ,   punct    1
left     VBD ROOT     6
"""


def test_a_title_whose_apposition_the_name_is() -> None:
    assert offices(AHEAD, (3, 5, "PERSON", "")) == [("Jane Doe", "minister", None)]


COPULA = """
Doe       NNP nsubj 1
is        VBZ ROOT  1
the       DT  det   3
president NN  attr  1
of        IN  prep  3
Chad      NNP pobj  4
.         .   punct 1
"""


def test_a_title_after_is() -> None:
    names = (0, 1, "PERSON", ""), (5, 6, "GPE", "country-TCD")
    assert offices(COPULA, *names) == [("Doe", "president of Chad", "Chad")]


def test_who_is_not_president_holds_no_office() -> None:
    denied = COPULA.replace("the       DT  det   3", "no        RB  neg   1")
    assert offices(denied, (0, 1, "PERSON", ""), (5, 6, "GPE", "country-TCD")) == []


@pytest.mark.parametrize(
    "table",
    [
        "Mr. NNP compound 1\nDoe NNP ROOT 1",
        "brave JJ amod 1\nDoe NNP ROOT 1",
        "Doe NNP ROOT 0\n, , punct 0\na DT det 3\nfarmer NN appos 0",
        "Doe NNP ROOT 0\n, , punct 0\na DT det 3\nfriend NN appos 0",
        "Doe NNP nsubj 1\nleft VBD ROOT 1",
        "Doe NNP ROOT 0\n, , punct 0",
    ],
)
def test_what_is_no_office(table: str) -> None:
    row = next(n for n, line in enumerate(table.splitlines()) if line.startswith("Doe"))
    assert offices(table, (row, row + 1, "PERSON", "")) == []


def test_a_title_ends_where_the_relative_clause_begins() -> None:
    table = """
    Doe   NNP nsubj 7
    ,     ,   punct 0
    the   DT  det   3
    chief NN  appos 0
    who   WP  nsubj 5
    spoke VBD relcl 3
    ,     ,   punct 0
    left  VBD ROOT  7
    """
    assert offices(table, (0, 1, "PERSON", "")) == [("Doe", "chief", None)]


def test_words_that_carry_the_title_s_meaning() -> None:
    mentions = find_mentions(
        passage(APPOSITION, [(0, 2, "PERSON", ""), (9, 10, "GPE", "country-TCD")])
    )
    (office,) = find_offices(mentions)
    assert office.words == {"chief", "army", "chad"}


TITLED = "General NNP compound 2\nAbu NNP compound 2\nSalim NNP ROOT 2"


def test_an_unknown_name_with_a_title_is_a_person_s() -> None:
    def labels(found: Passage) -> list[str]:
        return [m.label for m in with_persons(find_mentions(found))]

    assert labels(passage(TITLED, [(1, 3, "ORG", "")])) == ["PERSON"]
    assert labels(passage(TITLED.replace("General", "Near"), [(1, 3, "ORG", "")])) == ["ORG"]
    # A name that the gazetteer knows stays what it is.
    known = [(1, 3, "ORG", "group-hamas")]
    assert labels(passage(TITLED, known)) == ["ORG"]


def test_only_persons_hold_offices() -> None:
    table = "President NNP compound 1\nHamas NNP ROOT 1"
    assert offices(table, (1, 2, "ORG", "group-hamas")) == []


def test_a_title_ends_before_its_time() -> None:
    table = APPOSITION.replace("of    IN  prep     7\nChad ", "since IN  prep     4\n2012 ")
    assert offices(table, (0, 2, "PERSON", "")) == [("Jane Doe", "chief of the army", "the army")]
