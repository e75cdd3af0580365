"""Analysis: offsets of tokens, and which mention or claim stands where."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hand_parsed import passage, unread

from polybius.extract.analysis import Analysis, Reference
from polybius.extract.findings import Claim, Entity, Participant, Span, Time

TEXT = passage("""
The    DT  det      2
Syrian JJ  amod     2
army   NN  nsubj    4
“      ``  punct    4
left   VBD ROOT     4
”      ''  punct    4

It     PRP nsubj    8
stayed VBD ROOT     8
.      .   punct    8
""")
COMMENT = passage("They PRP nsubj 1\nleft VBD ROOT 1", part="comment/1")

SYRIA, ARMY = "https://e.example/syria", "https://e.example/army"


def analysis() -> Analysis:
    references = (
        Reference(TEXT, 0, 3, "nominal", ARMY),
        Reference(TEXT, 1, 2, "nominal", SYRIA),
        Reference(TEXT, 7, 8, "pronoun", ARMY),
        Reference(COMMENT, 0, 1, "pronoun", SYRIA),
    )
    entities = {
        SYRIA: Entity(SYRIA, ("State", "Country"), "Syria"),
        ARMY: Entity(ARMY, ("ArmedForces",), "army"),
    }
    return replace(unread(TEXT, COMMENT), references=references, entities=entities)


def claim(iri: str, *content: Span, cue: tuple[int, int] = (0, 1)) -> Claim:
    return Claim(iri, None, TEXT.span(*cue), content, "direct")


def test_spans_hold_the_text_as_published() -> None:
    assert TEXT.span_of(TEXT.doc[3:6]) == Span("body", 16, 22, "“left”")
    assert TEXT.span_of(TEXT.doc[3]) == Span("body", 16, 17, "“")
    assert TEXT.span(4, 10) == Span("body", 4, 10, "Syrian")


def test_sentences_are_numbered() -> None:
    assert len(TEXT.sentence_numbers) == len(TEXT.doc)
    assert TEXT.sentence_numbers[0] == 0
    assert TEXT.sentence_numbers[7:] == (1, 1, 1)


def test_a_reference_takes_part_by_its_own_words() -> None:
    reference = Reference(TEXT, 0, 3, "nominal", ARMY)
    assert reference.participant == Participant(ARMY, Span("body", 0, 15, "The Syrian army"))


@pytest.mark.parametrize(
    ("token", "entity"),
    [
        (2, ARMY),  # its head
        (1, SYRIA),  # the head of another inside it
        (0, ARMY),  # covered
        (4, None),
        (7, ARMY),
    ],
)
def test_the_mention_at_a_token(token: int, entity: str | None) -> None:
    found = analysis().reference(TEXT, TEXT.doc[token])
    assert (found.entity if found else None) == entity


def test_of_two_mentions_over_a_token_the_shorter_is_meant() -> None:
    wide, narrow = Reference(TEXT, 0, 5, "nominal", SYRIA), Reference(TEXT, 2, 4, "nominal", ARMY)
    for references in ((wide, narrow), (narrow, wide)):
        found = replace(analysis(), references=references).reference(TEXT, TEXT.doc[3])
        assert found == narrow


def test_mentions_of_a_part_in_reading_order() -> None:
    found = analysis()
    assert [r.start for r in found.references_in(TEXT)] == [0, 1, 7]
    assert [r.entity for r in found.references_in(COMMENT)] == [SYRIA]
    assert found.reference(COMMENT, COMMENT.doc[1]) is None


def test_a_country_is_a_place_and_an_army_is_not() -> None:
    assert analysis().is_place(SYRIA)
    assert not analysis().is_place(ARMY)


def test_the_innermost_claim_around_a_span() -> None:
    outer = claim("outer", TEXT.span(0, 10), TEXT.span(16, 26))
    inner = claim("inner", TEXT.span(17, 21))
    found = replace(analysis(), claims=(inner, outer))
    assert found.claim_around(TEXT.span(17, 21)) == "inner"
    assert found.claim_around(TEXT.span(16, 22)) == "outer"  # more than the inner holds
    assert found.claim_around(TEXT.span(4, 10)) == "outer"
    assert found.claim_around(TEXT.span(8, 18)) is None  # half in
    assert found.claim_around(replace(TEXT.span(17, 21), part="comment/1")) is None


def test_the_key_is_the_document_s() -> None:
    assert analysis().key == "https://wire.example/1"


def test_the_first_claim_whose_cue_holds_a_word_tells_who_speaks() -> None:
    army, syria = (Participant(iri, TEXT.span(4, 10)) for iri in (ARMY, SYRIA))
    unheard = claim("none", cue=(17, 21))
    first = replace(claim("first", cue=(17, 21)), speaker=army)
    second = replace(claim("second", cue=(11, 21)), speaker=syria)
    found = replace(analysis(), claims=(unheard, first, second))
    assert found.speaker_at(TEXT, TEXT.doc[4]) == army
    assert found.speaker_at(TEXT, TEXT.doc[2]) == syria
    assert found.speaker_at(TEXT, TEXT.doc[7]) is None
    assert found.speaker_at(COMMENT, COMMENT.doc[0]) is None


def test_a_time_is_looked_for_close_behind_and_the_nearest_is_it() -> None:
    times = [Time(TEXT.span(at, at + 2), "DATE") for at in (17, 19)]
    found = replace(analysis(), times=tuple(times))
    assert found.time_behind(TEXT.span(11, 15), within=4) == times[0]
    assert found.time_behind(TEXT.span(11, 15), within=1) is None
    assert found.time_behind(TEXT.span(11, 18), within=4) == times[1]
    assert found.time_behind(COMMENT.span(0, 4), within=90) is None
