"""Positions: the offices that people hold, with whose claim and since when."""

from __future__ import annotations

from dataclasses import replace

from hand_parsed import linked, passage

from polybius.extract.analysis import Analysis, Passage
from polybius.extract.entities.positions import find_positions
from polybius.extract.findings import Claim, Position
from polybius.extract.identity import entity_iri, known_iri
from polybius.extract.times.times import find_times

SINCE = """
Jane      NNP compound 1
Doe       NNP nsubj    9
,         ,   punct    1
president NN  appos    1
of        IN  prep     3
Chad      NNP pobj     4
since     IN  prep     3
2012      CD  pobj     6
,         ,   punct    1
left      VBD ROOT     9
.         .   punct    9
"""
NAMES = [(0, 2, "PERSON", ""), (5, 6, "GPE", "country-TCD")]


def analysed(*passages: Passage) -> Analysis:
    found = linked(*passages)
    return replace(found, times=find_times(found))


def only(*passages: Passage) -> Position:
    (position,) = find_positions(analysed(*passages))
    return position


def test_a_position_is_a_person_s_in_an_organisation() -> None:
    found = analysed(passage(SINCE, NAMES))
    (position,) = find_positions(found)
    assert position.person == entity_iri(found.iri, "Jane Doe", "Person")
    assert position.organization == known_iri("country-TCD")
    assert position.title.text.startswith("president of Chad")
    assert position.claim is None
    assert 0 < position.confidence < 1


def test_the_time_right_behind_the_title_is_the_position_s() -> None:
    time = only(passage(SINCE, NAMES)).time
    assert time is not None
    assert (time.begin, time.end) == ("2012-01-01", None)


def test_a_time_further_off_is_not() -> None:
    table = SINCE.replace(
        "since     IN  prep     3\n2012      CD  pobj     6", "and CC cc 3\nx NN conj 3"
    )
    later = table + "It PRP nsubj 12\nended VBD ROOT 12\nin IN prep 12\n2012 CD pobj 13\n"
    assert only(passage(later, NAMES)).time is None


def test_a_position_told_twice_is_one() -> None:
    twice = (
        passage(SINCE, NAMES),
        passage(SINCE.replace("president", "President"), NAMES, "comment/1"),
    )
    assert only(*twice).title.part == "body"


def test_two_persons_with_one_title_are_two_positions() -> None:
    other = SINCE.replace("Jane", "Mary").replace("Doe ", "Roe ")
    found = find_positions(analysed(passage(SINCE, NAMES), passage(other, NAMES, "comment/1")))
    assert len({position.iri for position in found}) == 2
    assert len({position.person for position in found}) == 2


def test_a_position_told_inside_a_claim_is_the_claim_s() -> None:
    found = passage(SINCE, NAMES)
    content = found.span(0, len(found.part.text))
    claim = Claim("iri", None, found.span(0, 4), (content,), "direct")
    (position,) = find_positions(replace(analysed(found), claims=(claim,)))
    assert position.claim == "iri"


def test_a_title_of_nobody_s_is_a_position_without_organisation() -> None:
    table = "President NNP compound 1\nDoe NNP nsubj 2\nleft VBD ROOT 2"
    position = only(passage(table, [(1, 2, "PERSON", "")]))
    assert (position.title.text, position.organization) == ("President", None)


def test_a_position_is_the_same_under_any_base() -> None:
    found = analysed(passage(SINCE, NAMES))
    moved = replace(found, iri=found.iri.replace("w3id.org", "lab.example"))
    references = tuple(
        replace(r, entity=r.entity.replace("w3id.org", "lab.example")) for r in found.references
    )
    (here,), (there,) = (find_positions(a) for a in (found, replace(moved, references=references)))
    assert there.iri == here.iri.replace("w3id.org", "lab.example")


def test_a_trade_is_no_office_and_a_profession_only_in_somebody_s_service() -> None:
    table = (
        "Jane NNP compound 1\nDoe NNP nsubj 5\n, , punct 1\n{} appos 1\n, , punct 1\n"
        "left VBD ROOT 5"
    )
    for noun, count in (("activist NN", 0), ("economist NN", 0), ("governor NN", 1)):
        found = analysed(passage(table.format(noun), [(0, 2, "PERSON", "")]))
        assert len(find_positions(found)) == count
    serving = SINCE.replace("president NN", "lawyer NN")
    assert len(find_positions(analysed(passage(serving, NAMES)))) == 1
