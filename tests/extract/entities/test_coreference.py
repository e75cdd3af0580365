"""Coreference: which mentions are one actor, on passages parsed by hand."""

from __future__ import annotations

import pytest
from hand_parsed import Entity, passage

from polybius.extract.analysis import Passage
from polybius.extract.entities import antecedents
from polybius.extract.entities.coreference import Cluster, find_clusters
from polybius.extract.mentions.mentions import find_mentions
from polybius.extract.mentions.offices import find_offices


def clusters(*passages: Passage) -> list[Cluster]:
    mentions = [m for p in passages for m in find_mentions(p)]
    return find_clusters(mentions, find_offices(mentions))


def joined(*passages: Passage) -> list[list[str]]:
    return [[m.text for m in cluster.mentions] for cluster in clusters(*passages)]


def alone(text: str, label: str, part: str = "body", key: str = "") -> Passage:
    """Return a passage that is nothing but a name, spaces between its words."""
    words = text.split()
    rows = [f"{word} NNP {'ROOT' if n == 0 else 'flat'} 0" for n, word in enumerate(words)]
    return passage("\n".join(rows), [(0, len(words), label, key)], part)


# --- names ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["Jane Doe", "Doe", "jane doe"], [["Jane Doe", "Doe", "jane doe"]]),
        (["Doe", "Jane Doe"], [["Doe", "Jane Doe"]]),  # the short name comes first
        (["Jane Doe", "John Doe", "Doe"], [["Jane Doe"], ["John Doe"], ["Doe"]]),  # which Doe?
        (["Jane Doe", "Jane Roe"], [["Jane Doe"], ["Jane Roe"]]),
        (["Jane Doé", "Doe"], [["Jane Doé", "Doe"]]),
    ],
)
def test_persons_are_joined_by_their_names(names: list[str], expected: list[list[str]]) -> None:
    parts = [alone(name.title(), "PERSON", f"comment/{n}") for n, name in enumerate(names, 1)]
    assert joined(*parts) == [[name.title() for name in group] for group in expected]


def test_names_of_all_parts_go_together() -> None:
    parts = alone("Jane Doe", "PERSON", "title"), alone("Doe", "PERSON", "comment/3")
    assert joined(*parts) == [["Jane Doe", "Doe"]]


def test_names_of_one_known_entity_are_joined_by_its_key() -> None:
    key = "group-islamic-state"
    parts = alone("ISIS", "ORG", "body", key), alone("Daesh", "ORG", "comment/1", key)
    (cluster,) = clusters(*parts)
    assert (cluster.names, cluster.key) == (["ISIS", "Daesh"], key)
    assert cluster.classes == ("ArmedGroup",)


BRACKETED = """
Lake     NNP   compound 1
Alliance NNP   ROOT     1
(        -LRB- punct    1
LA       NNP   appos    1
)        -RRB- punct    1
"""


def test_initials_in_brackets_are_another_name() -> None:
    bracketed = passage(BRACKETED, [(0, 2, "ORG", "")])
    assert joined(bracketed, alone("LA", "ORG", "comment/1")) == [["Lake Alliance", "LA"]]
    assert joined(bracketed, alone("XA", "ORG", "title")) == [["XA"], ["Lake Alliance"]]


def test_a_word_in_capitals_that_only_comments_have_is_nobody() -> None:
    assert joined(alone("LOL", "ORG", "comment/1")) == []
    assert joined(alone("LOL", "ORG", "body")) == [["LOL"]]
    assert joined(alone("LOL", "ORG", "title"), alone("LOL", "ORG", "comment/1")) == [
        ["LOL", "LOL"]
    ]


def test_clusters_come_in_order_of_first_mention() -> None:
    parts = [
        alone("Roe", "PERSON", "comment/10"),
        alone("Zoe Zed", "PERSON", "comment/2"),
        alone("Ann Low", "PERSON", "body"),
        alone("Bob Top", "PERSON", "title"),
    ]
    assert joined(*parts) == [["Bob Top"], ["Ann Low"], ["Zoe Zed"], ["Roe"]]
    assert joined(*reversed(parts)) == joined(*parts)


# --- pronouns ------------------------------------------------------------------------------

TWO_SENTENCES = """
Jane   NNP  compound 1
Doe    NNP  nsubj    2
met    VBD  ROOT     2
rebels NNS  dobj     2
.      .    punct    2
{pronoun}  PRP  nsubj    6
left   VBD  ROOT     6
.      .    punct    6
"""


def two_sentences(pronoun: str) -> Passage:
    return passage(TWO_SENTENCES.format(pronoun=pronoun), [(0, 2, "PERSON", "")])


@pytest.mark.parametrize(
    ("pronoun", "expected"),
    [
        ("She", [["Jane Doe", "She"], ["rebels"]]),
        ("They", [["Jane Doe"], ["rebels", "They"]]),
        ("It", [["Jane Doe"], ["rebels"]]),  # neither is a thing: left out
    ],
)
def test_a_pronoun_is_who_agrees_with_it(pronoun: str, expected: list[list[str]]) -> None:
    assert joined(two_sentences(pronoun)) == expected


def test_subjects_come_before_objects() -> None:
    table = """
    Jane NNP compound 1
    Doe  NNP nsubj    2
    met  VBD ROOT     2
    John NNP compound 4
    Roe  NNP dobj     2
    .    .   punct    2
    He   PRP nsubj    7
    left VBD ROOT     7
    """
    names = [(0, 2, "PERSON", ""), (3, 5, "PERSON", "")]
    assert joined(passage(table, names)) == [["Jane Doe", "He"], ["John Roe"]]


def test_whose_something_is_comes_after_who_acts() -> None:
    table = """
    Jane NNP compound 1
    Doe  NNP nsubj    2
    met  VBD ROOT     2
    Mary NNP compound 4
    Roe  NNP poss     6
    's   POS case     4
    aunt NN  dobj     2
    .    .   punct    2
    {}   PRP nsubj    9
    left VBD ROOT     9
    """
    names = [(0, 2, "PERSON", ""), (3, 5, "PERSON", "")]
    assert ["Jane Doe", "She"] in joined(passage(table.format("She"), names))


def test_what_he_is_said_to_be_is_he() -> None:
    table = """
    Doe     NNP nsubj 1
    left    VBD ROOT  1
    .       .   punct 1
    He      PRP nsubj 4
    was     VBD ROOT  4
    a       DT  det   6
    general NN  attr  4
    """
    assert joined(passage(table, [(0, 1, "PERSON", "")])) == [["Doe", "He", "a general"]]


def test_a_gender_that_a_title_tells() -> None:
    table = """
    Mr.  NNP compound 1
    Roe  NNP nsubj    2
    met  VBD ROOT     2
    Doe  NNP dobj     2
    .    .   punct    2
    She  PRP nsubj    6
    left VBD ROOT     6
    """
    names = [(1, 2, "PERSON", ""), (3, 4, "PERSON", "")]
    assert joined(passage(table, names)) == [["Roe"], ["Doe", "She"]]


def test_a_gender_once_told_is_kept() -> None:
    table = """
    Doe  NNP nsubj 1
    left VBD ROOT  1
    .    .   punct 1
    She  PRP nsubj 4
    fell VBD ROOT  4
    .    .   punct 4
    He   PRP nsubj 7
    rose VBD ROOT  7
    """
    assert joined(passage(table, [(0, 1, "PERSON", "")])) == [["Doe", "She"]]


def test_a_pronoun_does_not_reach_beyond_its_part() -> None:
    body = passage("Doe NNP nsubj 1\nleft VBD ROOT 1", [(0, 1, "PERSON", "")])
    comment = passage("He PRP nsubj 1\nleft VBD ROOT 1", part="comment/1")
    assert joined(body, comment) == [["Doe"]]


def test_a_pronoun_does_not_reach_back_many_sentences() -> None:
    filler = "".join(
        f"rain NN nsubj {n}\nfell VBD ROOT {n}\n. . punct {n}\n" for n in (3, 6, 9, 12)
    )

    def text(sentences: int) -> Passage:
        rows = filler.splitlines()[: 3 * sentences]
        at = 2 + len(rows)
        table = "Doe NNP nsubj 1\nleft VBD ROOT 1\n" + "\n".join(rows)
        table += f"\nHe PRP nsubj {at + 1}\nrose VBD ROOT {at + 1}"
        return passage(table, [(0, 1, "PERSON", "")])

    assert joined(text(2)) == [["Doe", "He"]]
    assert joined(text(4)) == [["Doe"]]


def test_both_sides_of_a_verb_are_not_one() -> None:
    table = "Doe NNP nsubj 1\nmet VBD ROOT 1\nhim PRP dobj 1"
    assert joined(passage(table, [(0, 1, "PERSON", "")])) == [["Doe"]]
    table = "Doe NNP nsubj 1\nmet VBD ROOT 1\nhis PRP$ poss 3\nplan NN dobj 1"
    assert joined(passage(table, [(0, 1, "PERSON", "")])) == [["Doe", "his"]]


def test_who_is_the_name_before_it() -> None:
    table = "Doe NNP nsubj 3\nwho WP nsubj 2\nfled VBD relcl 0\nleft VBD ROOT 3"
    assert joined(passage(table, [(0, 1, "PERSON", "")])) == [["Doe", "who"]]


def test_it_is_an_organisation_or_a_country() -> None:
    table = "NATO NNP nsubj 1\nleft VBD ROOT 1\n. . punct 1\nIt PRP nsubj 4\nfell VBD ROOT 4"
    names: list[Entity] = [(0, 1, "ORG", "organization-nato")]
    assert joined(passage(table, names)) == [["NATO", "It"]]


@pytest.mark.parametrize(("noun", "is_nato"), [("plan", False), ("NATO", True)])
def test_its_is_not_looked_for_beyond_a_thing_that_is_spoken_of(noun: str, is_nato: bool) -> None:
    table = f"""
    NATO   NNP  nsubj 1
    left   VBD  ROOT  1
    .      .    punct 1
    {noun} NNP  nsubj 4
    lost   VBD  ROOT  4
    its    PRP$ poss  6
    merits NNS  dobj  4
    """
    names = [(row, row + 1, "ORG", "organization-nato") for row in (0, 3) if row == 0 or is_nato]
    (cluster,) = [group for group in joined(passage(table, names)) if "NATO" in group]
    assert ("its" in cluster) is is_nato


def test_they_are_no_single_person() -> None:
    table = "Doe NNP nsubj 1\nleft VBD ROOT 1\n. . punct 1\nThey PRP nsubj 4\nfell VBD ROOT 4"
    (doe, *_) = joined(passage(table, [(0, 1, "PERSON", "")]))
    assert doe == ["Doe"]


# --- nominals ------------------------------------------------------------------------------

OFFICE = """
Jane    NNP compound 1
Doe     NNP nsubj    8
,       ,   punct    1
the     DT  det      6
general JJ  amod     6
staff   NN  compound 6
chief   NN  appos    1
,       ,   punct    1
left    VBD ROOT     8
.       .   punct    8
{the}   DT  det      12
{adj}   JJ  amod     12
chief   NN  nsubj    13
slept   VBD ROOT     13
"""


@pytest.mark.parametrize(
    ("the", "adj", "is_doe"),
    [("The", "general", True), ("A", "general", False), ("The", "deputy", False)],
)
def test_an_office_speaks_of_its_holder(the: str, adj: str, is_doe: bool) -> None:
    found = joined(passage(OFFICE.format(the=the, adj=adj), [(0, 2, "PERSON", "")]))
    doe = ["Jane Doe", "the general staff chief"]
    chief = f"{the} {adj} chief"
    assert found == ([[*doe, chief]] if is_doe else [doe, [chief]])


AGAIN = """
{}    nsubj 1
fled  VBD ROOT  1
.     .   punct 1
{}    DT det    4
{}    nsubj 5
slept VBD ROOT  5
"""


def again(
    first: str, determiner: str, noun: str, key: str = "", label: str = ""
) -> list[list[str]]:
    """Return what is joined in "<first> fled. <determiner> <noun> slept."."""
    names = [(0, 1, label, key)] if label else []
    return joined(passage(AGAIN.format(first, determiner, noun), names))


def test_a_noun_speaks_again_of_what_has_its_class() -> None:
    hamas = "group-hamas", "ORG"
    assert again("Hamas NNP", "The", "group NN", *hamas) == [["Hamas", "The group"]]
    assert again("Hamas NNP", "A", "group NN", *hamas) == [["Hamas"], ["A group"]]


def test_the_city_is_the_settlement_named_before() -> None:
    city = "geonames-170063", "GPE"
    assert again("Aleppo NNP", "The", "city NN", *city) == [["Aleppo", "The city"]]
    assert again("NATO NNP", "The", "city NN", "organization-nato", "ORG") == [
        ["NATO"],
        ["The city"],
    ]


def test_the_same_noun_again_is_the_same_group() -> None:
    assert again("rebels NNS", "The", "rebels NNS") == [["rebels", "The rebels"]]
    assert again("rebels NNS", "Some", "rebels NNS") == [["rebels"], ["Some rebels"]]
    assert again("rebels NNS", "The", "soldiers NNS") == [["rebels"], ["The soldiers"]]


def said_to_be(label: str, noun: str, verb: str = "was VBD ROOT 1") -> list[list[str]]:
    table = f"Zub NNP nsubj 1\n{verb}\na DT det 3\n{noun} NN attr 1"
    return joined(passage(table, [(0, 1, label, "")]))


def test_what_a_name_is_said_to_be_is_the_same() -> None:
    assert said_to_be("PERSON", "doctor") == [["Zub", "a doctor"]]
    assert said_to_be("GPE", "village") == [["Zub", "a village"]]
    assert said_to_be("ORG", "group") == [["Zub", "a group"]]
    assert said_to_be("GPE", "doctor") == [["Zub"], ["a doctor"]]
    assert said_to_be("PERSON", "village") == [["Zub"], ["a village"]]
    assert said_to_be("PERSON", "doctor", "saw VBD ROOT 1") == [["Zub"], ["a doctor"]]


def test_what_a_name_is_said_not_to_be_is_another() -> None:
    table = "Zub NNP nsubj 1\nwas VBD ROOT 1\nnot RB neg 1\na DT det 4\ndoctor NN attr 1"
    assert joined(passage(table, [(0, 1, "PERSON", "")])) == [["Zub"], ["a doctor"]]


def test_an_apposition_speaks_of_the_name_before_it() -> None:
    table = """
    Zub     NNP nsubj 4
    ,       ,   punct 0
    a       DT  det   3
    village NN  appos 0
    burnt   VBD ROOT  4
    """
    assert joined(passage(table, [(0, 1, "ORG", "")])) == [["Zub", "a village"]]


def test_who_has_a_name_comes_before_who_has_none() -> None:
    table = """
    Doe  NNP nsubj 1
    saw  VBD ROOT  1
    a    DT  det   3
    man  NN  dobj  1
    .    .   punct 1
    The  DT  det   6
    man  NN  nsubj 7
    left VBD ROOT  7
    .    .   punct 7
    He   PRP nsubj 10
    slept VBD ROOT 10
    """
    found = joined(passage(table, [(0, 1, "PERSON", "")]))
    assert found == [["Doe", "He"], ["a man", "The man"]]


def test_what_lies_too_far_back_is_not_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    looked_at: list[int] = []

    def counted(_mention: object, seen: list[object], _owner: object) -> None:
        looked_at.append(len(seen))

    monkeypatch.setattr(antecedents, "_antecedent", counted)
    for names in (150, 1_000):
        rows = ["Chad NNP nsubj 0"] * names + ["he PRP nsubj 0"]
        clusters(passage("\n".join(rows), [(n, n + 1, "GPE", "") for n in range(names)]))
    assert looked_at == [150, 200]
