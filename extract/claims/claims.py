"""Claims: who says what to whom, where and when, and about whom."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate
from operator import and_

from ..analysis import Analysis, Passage
from ..enclosing import Enclosing
from ..findings import Claim, Dropped, Event, Participant, QuotationKind, Span, Time
from ..identity import mint
from .attribution import Attribution, find_attributions
from .quotations import find_quotations
from .speakers import speaker_of, with_speakers

__all__ = ["find_claims", "with_events"]


def find_claims(analysis: Analysis) -> Analysis:
    """Return the analysis with the claims of all parts in reading order, and their speakers.

    Needs its references, entities and times; quotations left out are added to ``dropped``.
    A claim made inside another names it in ``within``; ``event`` is set by `with_events`.
    """
    found: list[tuple[Passage, Attribution]] = []
    dropped: list[Dropped] = []
    for passage in analysis.passages:
        attributions, left_out = find_attributions(passage)
        found.extend((passage, attribution) for attribution in attributions)
        dropped.extend(
            Dropped("a quotation of a few words without a cue", passage.span_of(tokens))
            for tokens in left_out
        )
    spoken = with_speakers(analysis, found)
    claims: list[Claim] = []
    for passage in analysis.passages:
        own = [attribution for holder, attribution in found if holder is passage]
        if own:
            beside = _Beside(spoken, passage)
            claims.extend(_nested([_claim(spoken, beside, a) for a in own]))
    # Of whom only what they say is known, the words are no mentions that act in events:
    # "the poll" tells, but does nothing else.
    return replace(spoken, claims=tuple(claims), references=analysis.references).leaving_out(
        dropped
    )


def with_events(claims: Sequence[Claim], events: Sequence[Event]) -> tuple[Claim, ...]:
    """Return the claims, each with the event that its own cue tells (an accusation, a demand)."""
    by_trigger = {(event.trigger.part, event.trigger.start): event.iri for event in events}

    def told_by(cue: Span) -> str | None:
        at = range(cue.start, cue.end)
        return next((by_trigger[cue.part, i] for i in at if (cue.part, i) in by_trigger), None)

    return tuple(replace(claim, event=told_by(claim.cue)) for claim in claims)


def _claim(analysis: Analysis, beside: _Beside, found: Attribution) -> Claim:
    passage = beside.passage
    doc = passage.doc
    cue = passage.span_of(doc[slice(*found.cue)])
    content = tuple(passage.span_of(doc[slice(*piece)]) for piece in found.content)
    return Claim(
        iri=mint(analysis.iri, "claim", cue, content[0].start),
        speaker=speaker_of(analysis, passage, found),
        cue=cue,
        content=content,
        quotation=beside.quotation_kind(content),
        about=beside.spoken_of(found),
        audience=_audience(analysis, passage, found),
        time=beside.time_of(found, content),
        place=_place(analysis, passage, found),
        confidence=round(found.confidence, 3),
        sentence=_sentence(passage, found),
    )


class _Beside:
    """What stands in a passage beside its claims, sorted to be asked for each of them."""

    def __init__(self, analysis: Analysis, passage: Passage) -> None:
        self.passage = passage
        self.references = analysis.references_in(passage)
        self.starts = [reference.start for reference in self.references]
        times = (t for t in analysis.times if t.span.part == passage.part.part)
        dated = (t for t in times if t.type in ("DATE", "TIME"))
        self.times = sorted(dated, key=lambda t: (t.span.start, t.span.end))
        self.time_starts = [time.span.start for time in self.times]
        text = passage.part.text
        inside = bytearray(len(text))
        for quotation in find_quotations(text):
            inside[quotation.start : quotation.end] = b"\1" * (quotation.end - quotation.start)
        letters = list(map(str.isalnum, text))
        self.letters = list(accumulate(letters, initial=0))
        self.quoted = list(accumulate(map(and_, letters, inside), initial=0))

    def spoken_of(self, found: Attribution) -> tuple[str, ...]:
        """Return whom and what the content speaks of, in order of first mention."""
        inside = (
            reference.entity
            for start, end in sorted(found.content)
            for reference in self.references[
                bisect_left(self.starts, start) : bisect_left(self.starts, end)
            ]
        )
        return tuple(dict.fromkeys(inside))

    def time_of(self, found: Attribution, content: Sequence[Span]) -> Time | None:
        """Return the time that stands with the cue, outside the content."""
        sentence = self.passage.doc[found.cue[0]].sent
        for at in range(bisect_left(self.time_starts, sentence.start_char), len(self.times)):
            start = self.time_starts[at]
            if start >= sentence.end_char:
                return None
            if not any(piece.start <= start < piece.end for piece in content):
                return self.times[at]
        return None

    def quotation_kind(self, content: Sequence[Span]) -> QuotationKind:
        """Say whether the content's letters stand between quotation marks."""
        letters = sum(self.letters[s.end] - self.letters[s.start] for s in content)
        inside = sum(self.quoted[s.end] - self.quoted[s.start] for s in content)
        if inside == 0:
            return "indirect"
        return "direct" if inside == letters else "mixed"


def _audience(analysis: Analysis, passage: Passage, found: Attribution) -> Participant | None:
    if found.told is None:
        return None
    reference = analysis.reference(passage, passage.doc[found.told])
    return reference.participant if reference else None


def _place(analysis: Analysis, passage: Passage, found: Attribution) -> Participant | None:
    """Return where it was said: a place that hangs on the cue by "in" or "at"."""
    cue = passage.doc[slice(*found.cue)].root
    for preposition in cue.children:
        if preposition.dep_ == "prep" and preposition.lower_ in ("in", "at", "from"):
            for place in preposition.children:
                reference = analysis.reference(passage, place)
                if reference and analysis.is_place(reference.entity):
                    return reference.participant
    return None


def _sentence(passage: Passage, found: Attribution) -> Span:
    """Return the sentence or sentences that hold the cue and the content."""
    start = min(found.cue[0], *(piece[0] for piece in found.content))
    end = max(found.cue[1], *(piece[1] for piece in found.content))
    return passage.sentences(passage.doc[start], passage.doc[end - 1])


def _nested(claims: Sequence[Claim]) -> list[Claim]:
    """Set ``within`` to the innermost longer content that holds the cue.

    Only longer ones count, so that no two claims can be within each other.
    """
    lengths = {c.iri: sum(span.end - span.start for span in c.content) for c in claims}
    around = Enclosing((s.start, s.end, c.iri) for c in claims for s in c.content)

    def holder(claim: Claim) -> str | None:
        outer = around.around(claim.cue.start, claim.cue.end)
        return next((iri for iri in outer if lengths[iri] > lengths[claim.iri]), None)

    return [replace(claim, within=holder(claim)) for claim in claims]
