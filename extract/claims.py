"""Claims: who says what to whom, where and when, and about whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from .analysis import Analysis, Passage
from .attribution import Attribution, find_attributions
from .findings import Claim, Dropped, Event, Participant, QuotationKind, Span, Time
from .identity import mint
from .quotations import find_quotations

__all__ = ["find_claims", "with_events"]


def find_claims(analysis: Analysis) -> tuple[tuple[Claim, ...], tuple[Dropped, ...]]:
    """Return the claims of all parts in reading order, and the quotations left out.

    Needs the analysis' references, entities and times. A claim made inside
    another names it in ``within``; ``event`` is set by `with_events`.
    """
    claims: list[Claim] = []
    dropped: list[Dropped] = []
    for passage in analysis.passages:
        attributions, left_out = find_attributions(passage)
        quoted = _quoted_characters(passage)
        claims.extend(_nested([_claim(analysis, passage, a, quoted) for a in attributions]))
        dropped.extend(
            Dropped("a quotation of a few words without a cue", passage.span_of(tokens))
            for tokens in left_out
        )
    return tuple(claims), tuple(dropped)


def with_events(claims: Sequence[Claim], events: Sequence[Event]) -> tuple[Claim, ...]:
    """Return the claims, each with the event that its own cue tells (an accusation, a demand)."""
    by_trigger = {(event.trigger.part, event.trigger.start): event.iri for event in events}

    def told_by(cue: Span) -> str | None:
        at = range(cue.start, cue.end)
        return next((by_trigger[cue.part, i] for i in at if (cue.part, i) in by_trigger), None)

    return tuple(replace(claim, event=told_by(claim.cue)) for claim in claims)


def _claim(
    analysis: Analysis, passage: Passage, found: Attribution, quoted: frozenset[int]
) -> Claim:
    doc = passage.doc
    cue = passage.span_of(doc[slice(*found.cue)])
    content = tuple(passage.span_of(doc[slice(*piece)]) for piece in found.content)
    return Claim(
        iri=mint(analysis.iri, "claim", cue, content[0].start),
        speaker=_speaker(analysis, passage, found),
        cue=cue,
        content=content,
        quotation=_quotation_kind(content, passage, quoted),
        about=_about(analysis, passage, found),
        audience=_audience(analysis, passage, found),
        time=_time(analysis, passage, found, content),
        place=_place(analysis, passage, found),
        confidence=found.confidence,
        sentence=_sentence(passage, found),
    )


def _speaker(analysis: Analysis, passage: Passage, found: Attribution) -> Participant | None:
    if found.head is None or found.source is None:
        return None
    source = passage.doc[slice(*found.source)]
    reference = analysis.reference(passage, passage.doc[found.head])
    if reference is None:  # "an assemblywoman, Jane Doe," speaks by her name
        inside = (analysis.reference(passage, token) for token in source if token.dep_ == "appos")
        reference = next(filter(None, inside), None)
    return Participant(reference.entity, passage.span_of(source)) if reference else None


def _audience(analysis: Analysis, passage: Passage, found: Attribution) -> Participant | None:
    if found.told is None:
        return None
    reference = analysis.reference(passage, passage.doc[found.told])
    return reference.participant if reference else None


def _about(analysis: Analysis, passage: Passage, found: Attribution) -> tuple[str, ...]:
    """Return whom and what the content speaks of, in order of first mention."""
    held = {i for piece in found.content for i in range(*piece)}
    inside = (r.entity for r in analysis.references_in(passage) if r.start in held)
    return tuple(dict.fromkeys(inside))


def _time(
    analysis: Analysis, passage: Passage, found: Attribution, content: Sequence[Span]
) -> Time | None:
    """Return the time that stands with the cue, outside the content."""
    sentence = passage.doc[found.cue[0]].sent
    beside = range(sentence.start_char, sentence.end_char)
    for time in analysis.times:
        if time.type in ("DATE", "TIME") and time.span.part == passage.part.part:
            start = time.span.start
            if start in beside and not any(piece.start <= start < piece.end for piece in content):
                return time
    return None


def _place(analysis: Analysis, passage: Passage, found: Attribution) -> Participant | None:
    """Return where it was said: a place that hangs on the cue by "in" or "at"."""
    cue = passage.doc[found.cue[1] - 1]
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


def _quoted_characters(passage: Passage) -> frozenset[int]:
    quotations = find_quotations(passage.part.text)
    return frozenset(i for quotation in quotations for i in range(quotation.start, quotation.end))


def _quotation_kind(
    content: Sequence[Span], passage: Passage, quoted: frozenset[int]
) -> QuotationKind:
    letters = [
        i for span in content for i in range(span.start, span.end) if passage.part.text[i].isalnum()
    ]
    inside = sum(i in quoted for i in letters)
    if inside == 0:
        return "indirect"
    return "direct" if inside == len(letters) else "mixed"


def _nested(claims: Sequence[Claim]) -> list[Claim]:
    """Set ``within`` to the shortest longer content that holds the cue.

    Only longer ones count, so that no two claims can be within each other.
    """
    lengths = [sum(span.end - span.start for span in claim.content) for claim in claims]

    def holder(number: int) -> str | None:
        cue = claims[number].cue
        around = [
            (lengths[other], claims[other].iri)
            for other in range(len(claims))
            if lengths[other] > lengths[number]
            and any(s.start <= cue.start and cue.end <= s.end for s in claims[other].content)
        ]
        return min(around)[1] if around else None

    return [replace(claim, within=holder(number)) for number, claim in enumerate(claims)]
