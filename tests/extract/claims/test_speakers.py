"""Speakers: who speaks without being known otherwise becomes an entity."""

from __future__ import annotations

from hand_parsed import linked, passage

from polybius.extract.analysis import Analysis, Passage
from polybius.extract.claims.attribution import Attribution
from polybius.extract.claims.speakers import speaker_of, with_speakers

POLL = """
The    DT  det   1
poll   NN  nsubj 2
said   VBD ROOT  2
Mali   NNP nsubj 4
fell   VBD ccomp 2
.      .   punct 2
The    DT  det   7
poll   NN  nsubj 8
added  VBD ROOT  8
Chad   NNP nsubj 10
rose   VBD ccomp 8
"""
FIRST = Attribution((2, 3), (0, 2), 1, ((3, 5),), 0.9)
SECOND = Attribution((8, 9), (6, 8), 7, ((9, 11),), 0.9)


def spoken(found: Passage, *attributions: Attribution) -> Analysis:
    before = linked(found)
    kept = tuple(r for r in before.references if r.kind != "nominal")
    bare = Analysis(before.article, before.iri, before.passages, references=kept)
    return with_speakers(bare, [(found, a) for a in attributions])


def test_a_poll_speaks_and_the_same_words_are_the_same_speaker() -> None:
    found = passage(POLL)
    analysis = spoken(found, FIRST, SECOND)
    (entity,) = (e for e in analysis.entities.values() if "Actor" in e.types)
    assert entity.name == "The poll"
    assert [m.span.start for m in entity.mentions] == [0, 25]
    speakers = [speaker_of(analysis, found, a) for a in (FIRST, SECOND)]
    assert [s.entity for s in speakers if s] == [entity.iri] * 2


def test_who_is_known_stays_who_it_is() -> None:
    found = passage(POLL, [(3, 4, "GPE", "country-MLI")])
    by_mali = Attribution((4, 5), (3, 4), 3, ((6, 11),), 0.9)
    before = linked(found)
    after = with_speakers(before, [(found, by_mali)])
    assert after.entities == before.entities
    speaker = speaker_of(after, found, by_mali)
    assert speaker is not None
    assert speaker.entity.endswith("country-MLI")


WHICH = """
A      DT  det   1
board  NN  nsubj 6
which  WDT nsubj 3
said   VBD relcl 1
no     UH  ccomp 3
,      ,   punct 1
left   VBD ROOT  6
"""


def test_a_relative_pronoun_speaks_for_its_noun() -> None:
    found = passage(WHICH.replace("UH ", "RB "))
    said = Attribution((3, 4), (2, 3), 2, ((4, 5),), 0.9)
    analysis = spoken(found, said)
    speaker = speaker_of(analysis, found, said)
    assert speaker is not None
    assert analysis.entities[speaker.entity].name == "A board"
    assert speaker.span.text == "which"


def test_nobody_is_no_entity() -> None:
    found = passage(POLL)
    silent = Attribution((2, 3), None, None, ((3, 5),), 0.9)
    assert speaker_of(spoken(found, silent), found, silent) is None
