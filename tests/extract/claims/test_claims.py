"""Claims: who says what to whom, where and when, on passages parsed by hand."""

from __future__ import annotations

from dataclasses import replace

from hand_parsed import linked, passage, unread

from polybius.extract.analysis import Analysis, Passage
from polybius.extract.claims.claims import find_claims, with_events
from polybius.extract.findings import Claim, Event, Participant, Time
from polybius.extract.identity import known_iri
from polybius.extract.times.times import find_times

CHAD, NIGER = known_iri("country-TCD"), known_iri("country-NER")


def analysed(*passages: Passage) -> Analysis:
    found = linked(*passages)
    return replace(found, times=find_times(found))


def claims(*passages: Passage) -> tuple[Claim, ...]:
    return find_claims(analysed(*passages)).claims


TOLD = """
In      IN  prep  5
Bol     NNP pobj  0
,       ,   punct 5
Chad    NNP nsubj 5
on      IN  prep  5
told    VBD ROOT  5
NATO    NNP dobj  5
on      IN  prep  5
Monday  NNP pobj  7
that    IN  mark  11
Niger   NNP nsubj 11
fell    VBD ccomp 5
in      IN  prep  11
May     NNP pobj  12
.       .   punct 5
"""
TOLD_NAMES = [
    (1, 2, "GPE", ""),
    (3, 4, "GPE", "country-TCD"),
    (6, 7, "ORG", "organization-nato"),
    (10, 11, "GPE", "country-NER"),
]


def told() -> Claim:
    table = TOLD.replace("on      IN  prep  5\ntold", "then    RB  advmod 5\ntold")
    (claim,) = claims(passage(table, TOLD_NAMES, published="2020-06-10"))
    return claim


def test_a_claim_knows_speaker_cue_content_and_audience() -> None:
    claim = told()
    assert claim.speaker is not None
    assert (claim.speaker.entity, claim.speaker.span.text) == (CHAD, "Chad")
    assert claim.cue.text == "then told"
    assert [span.text for span in claim.content] == ["that Niger fell in May"]
    assert claim.audience is not None
    assert claim.audience.span.text == "NATO"
    assert claim.quotation == "indirect"
    assert claim.sentence is not None
    assert claim.sentence.text.startswith("In Bol, Chad")


def test_a_claim_is_about_whom_its_content_speaks_of() -> None:
    assert told().about == (NIGER,)


def test_time_and_place_are_those_of_the_speech() -> None:
    claim = told()
    assert claim.time is not None
    assert (claim.time.span.text, claim.time.begin) == ("Monday", "2020-06-08")
    assert claim.place is not None
    assert claim.place.span.text == "Bol"


def test_a_time_inside_the_content_is_not_the_speech_s() -> None:
    table = TOLD.replace("Monday  NNP", "radio   NN ")
    (claim,) = claims(passage(table, TOLD_NAMES, published="2020-06-10"))
    assert claim.time is None


def test_a_speaker_who_is_no_known_actor_is_one_by_speaking() -> None:
    table = "Reports NNS nsubj 1\nsaid VBD ROOT 1\nMali NNP nsubj 3\nfell VBD ccomp 1"
    found = passage(table)
    analysis = find_claims(unread(found))
    (claim,) = analysis.claims
    assert claim.speaker is not None
    assert analysis.entities[claim.speaker.entity].name == "Reports"
    assert claim.content[0].text == "Mali fell"


QUOTED = """
“      ``  punct 2
We     PRP nsubj 2
stay   VBP ccomp 11
here   JJ  acomp 2
all    DT  dep   2
night  NN  dobj  2
,      ,   punct 11
”      ''  punct 11
Jane   NNP compound 9
Doe    NNP nsubj 11
then   RB  advmod 11
said   VBD ROOT  11
.      .   punct 11
"""


def test_a_direct_quotation() -> None:
    (claim,) = claims(passage(QUOTED, [(8, 10, "PERSON", "")]))
    assert claim.quotation == "direct"
    assert [span.text for span in claim.content] == ["“We stay here all night,”"]
    assert claim.speaker is not None
    assert claim.speaker.span.text == "Jane Doe"
    assert claim.sentence is not None
    assert claim.sentence.text.endswith("said.")


MIXED = """
Doe   NNP nsubj 1
said  VBD ROOT  1
Mali  NNP nsubj 4
“     ``  punct 4
fell  VBD ccomp 1
hard  RB  advmod 4
”     ''  punct 4
.     .   punct 1
"""


def test_a_clause_with_quoted_words_is_mixed() -> None:
    (claim,) = claims(passage(MIXED, [(0, 1, "PERSON", "")]))
    assert claim.quotation == "mixed"
    assert claim.content[0].text == "Mali “fell hard”"


NESTED = """
Chad    NNP nsubj 1
said    VBD ROOT  1
that    IN  mark  4
Niger   NNP nsubj 4
claimed VBD ccomp 1
that    IN  mark  7
rebels  NNS nsubj 7
fled    VBD ccomp 4
.       .   punct 1
"""
NESTED_NAMES = [(0, 1, "GPE", "country-TCD"), (3, 4, "GPE", "country-NER")]


def test_a_claim_inside_a_claim() -> None:
    outer, inner = claims(passage(NESTED.replace("claimed", "said"), NESTED_NAMES))
    assert [c.text for c in outer.content] == ["that Niger said that rebels fled"]
    assert [c.text for c in inner.content] == ["that rebels fled"]
    assert (outer.within, inner.within) == (None, outer.iri)
    assert outer.iri != inner.iri
    assert inner.speaker is not None
    assert inner.speaker.entity == NIGER
    assert outer.about[0] == NIGER


def test_claims_of_several_parts_stay_apart() -> None:
    table = NESTED.replace("claimed", "said")
    parts = [passage(table, NESTED_NAMES, name) for name in ("body", "comment/1")]
    found = claims(*parts)
    assert [c.cue.part for c in found] == ["body", "body", "comment/1", "comment/1"]
    assert len({c.iri for c in found}) == 4
    assert [c.within for c in found] == [None, found[0].iri, None, found[2].iri]


def test_a_few_quoted_words_are_dropped_with_a_reason() -> None:
    found = find_claims(unread(passage("“ `` punct 1\ncalm NN ROOT 1\n” '' punct 1")))
    (dropped,) = found.dropped
    assert found.claims == ()
    assert dropped.span is not None
    assert dropped.span.text == "“calm”"
    assert "few words" in dropped.reason


def test_a_claim_is_joined_with_the_event_its_cue_tells() -> None:
    found = passage(NESTED.replace("claimed", "said"), NESTED_NAMES)
    outer, inner = claims(found)
    at_outer = event("e-outer", found, outer.cue.start)
    in_content = event("e-content", found, inner.content[0].start)
    joined = with_events([outer, inner], [in_content, at_outer])
    assert [claim.event for claim in joined] == ["e-outer", None]
    elsewhere = replace(at_outer, trigger=replace(at_outer.trigger, part="comment/1"))
    assert [claim.event for claim in with_events(joined, [elsewhere])] == [None, None]


def event(iri: str, found: Passage, start: int) -> Event:
    trigger = found.span(start, start + 4)
    return Event(iri, "ACCUSE", None, trigger, trigger, (), (), (), None, "occurred")


def test_nothing_said() -> None:
    for nothing in (unread(passage("rain NN nsubj 1\nfell VBD ROOT 1")), unread()):
        assert find_claims(nothing) == nothing


def test_times_of_a_kind_that_dates_nothing_are_left_out() -> None:
    table = TOLD.replace("then    RB  advmod 5", "")
    found = analysed(passage(table, TOLD_NAMES))
    monday = next(t for t in found.times if t.span.text == "Monday")
    long = Time(monday.span, "DURATION", "P1D")
    (claim,) = find_claims(replace(found, times=(long,))).claims
    assert claim.time is None
    assert isinstance(claim.speaker, Participant)
