"""Offices: what stands beside a person's name, and whose office it is."""

from __future__ import annotations

import pytest
from hand_parsed import Entity, passage

from polybius.extract.analysis import Passage
from polybius.extract.mentions.mentions import find_mentions
from polybius.extract.mentions.offices import find_offices, titles_apart, with_persons


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


def test_a_title_ahead_of_the_name_and_behind_a_verb() -> None:
    table = """
    They     PRP nsubj    1
    met      VBD ROOT     1
    the      DT  det      4
    Chadian  JJ  amod     4
    minister NN  dobj     1
    ,        ,   punct    4
    Doe      NNP appos    4
    .        .   punct    1
    """
    names = (3, 4, "NORP", "country-TCD"), (6, 7, "PERSON", "")
    assert offices(table, *names) == [("Doe", "Chadian minister", "Chadian")]


def test_a_title_that_a_verb_gives() -> None:
    named = "Doe NNP nsubjpass 2\n{} {} 2\nnamed VBN ROOT 2\nminister NN oprd 2\n. . punct 2"
    assert offices(named.format("was VBD", "auxpass"), (0, 1, "PERSON", "")) == [
        ("Doe", "minister", None)
    ]
    assert offices(named.format("may MD", "aux"), (0, 1, "PERSON", "")) == []
    serves = "Doe NNP nsubj 1\n{} VBZ ROOT 1\nas IN prep 1\nchief NN pobj 2"
    assert offices(serves.format("serve"), (0, 1, "PERSON", "")) == [("Doe", "chief", None)]
    assert offices(serves.format("dress"), (0, 1, "PERSON", "")) == []


def test_the_organisation_behind_the_title() -> None:
    table = """
    Doe     NNP nsubj    7
    ,       ,   punct    0
    chief   NN  appos    0
    ,       ,   punct    0
    Lake    NNP compound 5
    Command NNP appos    0
    ,       ,   punct    0
    left    VBD ROOT     7
    """
    doe, lake = (0, 1, "PERSON", ""), (4, 6, "ORG", "")
    assert offices(table, doe, lake) == [("Doe", "chief", "Lake Command")]
    assert offices(table, doe, (4, 6, "GPE", "")) == [("Doe", "chief", None)]


@pytest.mark.parametrize("mark", [", , punct", "\n"])
def test_what_ends_before_a_mark_owns_no_title(mark: str) -> None:
    row = mark if mark == "\n" else f"{mark} 0"
    table = f"Hamas NNP ROOT 0\n{row.strip()}\nMinister NNP compound 3\nDoe NNP ROOT 3"
    names = (0, 1, "ORG", "group-hamas"), (3, 4, "PERSON", "")
    assert offices(table, *names) == [("Doe", "Minister", None)]


def test_what_a_minister_cares_for_has_no_minister() -> None:
    table = """
    Doe      NNP nsubj    8
    ,        ,   punct    0
    minister NN  appos    0
    for      IN  prep     2
    the      DT  det      6
    Far      NNP compound 6
    North    NNP pobj     3
    ,        ,   punct    0
    left     VBD ROOT     8
    """
    names = (0, 1, "PERSON", ""), (5, 7, "LOC", "")
    assert offices(table, *names) == [("Doe", "minister for the Far North", None)]


def test_titles_that_stand_apart_are_mentions() -> None:
    apart = "Doe NNP nsubj 4\n, , punct 0\nGovernor NNP appos 0\n, , punct 0\nleft VBD ROOT 4"
    before = "Governor NNP compound 1\nDoe NNP nsubj 2\nleft VBD ROOT 2"
    for table, row, expected in ((apart, 0, ["Governor"]), (before, 1, [])):
        mentions = find_mentions(passage(table, [(row, row + 1, "PERSON", "")]))
        found = titles_apart(mentions, find_offices(mentions))
        assert [m.text for m in found] == expected


def test_a_title_that_goes_on_with_a_verb_of_its_own_is_another_s() -> None:
    table = """
    After     IN  prep  6
    Jane      NNP compound 2
    Doe       NNP pobj  0
    ,         ,   punct 6
    the       DT  det   5
    president NN  nsubj 6
    spoke     VBD ROOT  6
    """
    assert offices(table, (1, 3, "PERSON", "")) == []


def test_several_people_s_title_is_no_one_s() -> None:
    table = """
    Jane      NNP compound 1
    Doe       NNP nsubj 5
    ,         ,   punct 1
    ministers NNS appos 1
    ,         ,   punct 1
    left      VBD ROOT  5
    """
    assert offices(table, (0, 2, "PERSON", "")) == []
    assert len(offices(table.replace("ministers NNS", "minister NN"), (0, 2, "PERSON", ""))) == 1


def test_a_title_with_of_before_the_name_and_what_lessens_it() -> None:
    table = """
    Deputy    NNP nmod     1
    Secretary NNP nmod     5
    of        IN  prep     1
    State     NNP pobj     2
    Jane      NNP compound 5
    Doe       NNP nsubj    6
    left      VBD ROOT     6
    """
    found = offices(table, (4, 6, "PERSON", ""))
    assert found == [("Jane Doe", "Deputy Secretary of State", None)]


def test_one_verb_may_give_two_offices() -> None:
    table = """
    Doe       NNP nsubj 1
    is        VBZ ROOT  1
    governor  NN  attr  1
    and       CC  cc    2
    chairman  NN  conj  2
    """
    titles = [title for _, title, _ in offices(table, (0, 1, "PERSON", ""))]
    assert titles == ["governor", "chairman"]


def test_what_an_office_is_of_is_no_head_of_titles() -> None:
    table = """
    In      IN  prep     8
    the     DT  det      2
    state   NN  pobj     0
    of      IN  prep     2
    Marda   NNP pobj     3
    ,       ,   punct    8
    Jane    NNP compound 7
    Doe     NNP nsubj    8
    left    VBD ROOT     8
    """
    assert offices(table, (4, 5, "GPE", ""), (6, 8, "PERSON", "")) == []


PREDICATE = """
He       PRP nsubj 1
is       VBZ ROOT  1
a        DT  det   3
general  NN  attr  1
in       IN  prep  3
the      DT  det   6
navy     NN  pobj  4
"""


def test_he_and_she_may_hold_an_office_and_in_what() -> None:
    assert offices(PREDICATE) == [("He", "general", "the navy")]
    assert offices(PREDICATE.replace("He ", "They ")) == []
    assert offices(PREDICATE.replace("navy     NN ", "march    NN ")) == [("He", "general", None)]


@pytest.mark.parametrize(("rank", "is_person"), [("general", True), ("leader", False)])
def test_who_has_a_rank_is_a_person(rank: str, is_person: bool) -> None:
    table = f"Qwyx NNP nsubj 1\nis VBZ ROOT 1\na DT det 3\n{rank} NN attr 1"
    mentions = with_persons(find_mentions(passage(table, [(0, 1, "ORG", "")])))
    assert [m.label for m in mentions if m.kind == "name"] == ["PERSON" if is_person else "ORG"]


def test_a_title_without_an_article_is_hers_though_a_verb_follows() -> None:
    table = """
    Jane      NNP compound 1
    Doe       NNP nsubj    6
    ,         ,   punct    1
    {}        NNP appos    1
    of        IN  prep     3
    Bol       NNP pobj     4
    welcomes  VBZ ROOT     6
    """
    names = (0, 2, "PERSON", ""), (5, 6, "GPE", "")
    assert offices(table.format("Governor"), *names) == [("Jane Doe", "Governor of Bol", "Bol")]
    behind = table.format("the DT det 4\ngovernor")
    rows = [line.split() for line in behind.strip().splitlines()]
    assert len(rows) == 8
    for row, head in zip(rows, (1, 7, 1, 4, 1, 4, 5, 7), strict=True):
        row[3] = str(head)
    table = "\n".join(map(" ".join, rows))
    assert offices(table, (0, 2, "PERSON", ""), (6, 7, "GPE", "")) == []


def test_an_honorific_may_stand_between_an_office_and_its_holder() -> None:
    table = """
    the       DT  det      1
    governor  NN  nsubj    6
    ,         ,   punct    1
    Dr        NNP compound 5
    Jane      NNP compound 5
    Doe       NNP appos    1
    left      VBD ROOT     6
    """
    assert offices(table, (4, 6, "PERSON", "")) == [("Jane Doe", "governor", None)]
