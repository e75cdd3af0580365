"""Analysis: the one value that flows through extraction, growing step by step.

Positions in the text are kept in two ways: spaCy tokens while a step looks at
grammar, and `Span` (code-point offsets into the part's own text) once something
is found. Parsing never changes offsets, so ``token.idx`` counts in both.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from polybius.ontology.terms import PLACE_TYPES

from .article import Article
from .enclosing import Enclosing
from .findings import (
    Claim,
    Dropped,
    Entity,
    Event,
    MentionKind,
    Part,
    Participant,
    Position,
    Span,
    Time,
)
from .identity import document_key

__all__ = ["LOCATED", "Analysis", "Office", "Passage", "RawMention", "Reference"]

LOCATED = frozenset({"GPE", "LOC", "FAC"})  # spaCy's labels of places


@dataclass(frozen=True)
class Passage:
    """One part with its parse. ``published`` is its own date, else the article's."""

    part: Part
    doc: Doc
    published: str | None

    @cached_property
    def sentence_numbers(self) -> tuple[int, ...]:
        """The number of each token's sentence, from 0."""
        return tuple(n for n, sentence in enumerate(self.doc.sents) for _ in sentence)

    def span(self, start: int, end: int) -> Span:
        """Return the span of two code-point offsets into the part's text."""
        return Span(self.part.part, start, end, self.part.text[start:end])

    def span_of(self, tokens: TokenSpan | Token) -> Span:
        """Return the span that a token or a run of tokens covers."""
        if isinstance(tokens, Token):
            return self.span(tokens.idx, tokens.idx + len(tokens))
        return self.span(tokens.start_char, tokens.end_char)

    def sentences(self, first: Token, last: Token) -> Span:
        """Return the sentences from one token's to another's, without space at the ends."""
        start, end = first.sent.start_char, last.sent.end_char
        text = self.part.text[start:end]
        return self.span(end - len(text.lstrip()), start + len(text.rstrip()))


@dataclass(frozen=True)
class RawMention:
    """Tokens ``passage.doc[start:end]`` that speak of something not yet known.

    ``label`` is spaCy's entity label, or an ontology class for nominals and parts
    of places; ``key`` is the gazetteer's where it knows the name, ``inside`` the
    key or name of the place that a part belongs to.
    """

    passage: Passage
    start: int
    end: int
    kind: MentionKind
    label: str
    key: str | None = None
    inside: str | None = None
    sector: str | None = None

    @cached_property
    def tokens(self) -> TokenSpan:
        """The tokens of the mention."""
        return self.passage.doc[self.start : self.end]

    @cached_property
    def root(self) -> Token:
        """The syntactic head of the mention."""
        return self.tokens.root

    @cached_property
    def text(self) -> str:
        """The mention's words, spaces made single."""
        return " ".join(self.tokens.text.split())

    @cached_property
    def span(self) -> Span:
        """The mention's place in the part's text."""
        return self.passage.span_of(self.tokens)

    @cached_property
    def is_capitalised(self) -> bool:
        """Whether it is several words, each with a capital, as names of persons are."""
        return len(self.tokens) > 1 and all(t.text[0].isupper() for t in self.tokens)

    @cached_property
    def is_place(self) -> bool:
        """Whether a place is named."""
        return self.label in LOCATED


@dataclass(frozen=True, slots=True)
class Office:
    """A person's office: the words of the title as tokens, and the mention of whose it is."""

    person: RawMention
    start: int
    end: int
    holder_of: RawMention | None

    @property
    def tokens(self) -> TokenSpan:
        """The title's tokens."""
        return self.person.passage.doc[self.start : self.end]

    @property
    def words(self) -> frozenset[str]:
        """The lemmas of the title that carry meaning."""
        return frozenset(
            t.lemma_.lower() for t in self.tokens if t.pos_ in ("NOUN", "PROPN", "ADJ")
        )


@dataclass(frozen=True)
class Reference:
    """A mention of an entity as tokens: ``doc[start:end]``, with its syntactic head."""

    passage: Passage
    start: int
    end: int
    kind: MentionKind
    entity: str

    @cached_property
    def tokens(self) -> TokenSpan:
        """The tokens of the mention."""
        return self.passage.doc[self.start : self.end]

    @cached_property
    def span(self) -> Span:
        """The mention's place in the part's text."""
        return self.passage.span_of(self.tokens)

    @cached_property
    def participant(self) -> Participant:
        """The mention as somebody who takes part in an event or a claim."""
        return Participant(self.entity, self.span)


@dataclass(frozen=True)
class Analysis:
    """An article and what has been found in it so far."""

    article: Article
    iri: str
    passages: tuple[Passage, ...]
    mentions: tuple[RawMention, ...] = ()
    offices: tuple[Office, ...] = ()
    references: tuple[Reference, ...] = ()
    entities: Mapping[str, Entity] = field(default_factory=dict)
    times: tuple[Time, ...] = ()
    claims: tuple[Claim, ...] = ()
    events: tuple[Event, ...] = ()
    positions: tuple[Position, ...] = ()
    dropped: tuple[Dropped, ...] = ()

    def leaving_out(self, dropped: Iterable[Dropped]) -> Analysis:
        """Return the analysis with more of what was seen and left out, and why."""
        return replace(self, dropped=(*self.dropped, *dropped))

    @property
    def key(self) -> str:
        """The document's key, as `identity.document_key` gives it."""
        return document_key(self.article)

    @cached_property
    def _by_head(self) -> dict[tuple[str, int], Reference]:
        """References by (part, token): heads first, then any token a mention covers."""
        found: dict[tuple[str, int], Reference] = {}
        for reference in self.references:
            found.setdefault((reference.passage.part.part, reference.tokens.root.i), reference)
        for reference in sorted(self.references, key=lambda r: r.end - r.start):
            for token in reference.tokens:
                found.setdefault((reference.passage.part.part, token.i), reference)
        return found

    def reference(self, passage: Passage, token: Token) -> Reference | None:
        """Return the mention whose head is this token, else one that covers it."""
        return self._by_head.get((passage.part.part, token.i))

    def is_place(self, entity: str) -> bool:
        """Say whether an entity is a place (a country is one, and an actor too)."""
        return not PLACE_TYPES.keys().isdisjoint(self.entities[entity].types)

    @cached_property
    def _contents(self) -> dict[str, Enclosing[str]]:
        """The claims' contents by part."""
        found = defaultdict[str, list[tuple[int, int, str]]](list)
        for claim in self.claims:
            for piece in claim.content:
                found[piece.part].append((piece.start, piece.end, claim.iri))
        return {part: Enclosing(pieces) for part, pieces in found.items()}

    def claim_around(self, span: Span) -> str | None:
        """Return the IRI of the innermost claim whose content holds a span."""
        contents = self._contents.get(span.part)
        return next(contents.around(span.start, span.end), None) if contents else None

    @cached_property
    def _speakers(self) -> dict[tuple[str, int], Participant]:
        """The speakers of claims by the characters of their cues."""
        found: dict[tuple[str, int], Participant] = {}
        for claim in self.claims:
            if claim.speaker:
                for at in range(claim.cue.start, claim.cue.end):
                    found.setdefault((claim.cue.part, at), claim.speaker)
        return found

    def speaker_at(self, passage: Passage, token: Token) -> Participant | None:
        """Return who speaks by the cue that a token is a word of, if he is an actor elsewhere."""
        speaker = self._speakers.get((passage.part.part, token.idx))
        return speaker if speaker and speaker.entity in self._referred else None

    @cached_property
    def _referred(self) -> frozenset[str]:
        return frozenset(reference.entity for reference in self.references)

    @cached_property
    def _times_at(self) -> dict[tuple[str, int], Time]:
        found: dict[tuple[str, int], Time] = {}
        for time in self.times:
            found.setdefault((time.span.part, time.span.start), time)
        return found

    def time_behind(self, span: Span, within: int) -> Time | None:
        """Return the first time that starts at the span's end or so many characters on."""
        starts = ((span.part, span.end + gap) for gap in range(within + 1))
        return next((self._times_at[at] for at in starts if at in self._times_at), None)

    @cached_property
    def _by_part(self) -> dict[str, list[Reference]]:
        found = defaultdict[str, list[Reference]](list)
        for reference in self.references:
            found[reference.passage.part.part].append(reference)
        return {part: sorted(held, key=lambda r: (r.start, r.end)) for part, held in found.items()}

    def references_in(self, passage: Passage) -> Sequence[Reference]:
        """Return the mentions of one part in reading order."""
        return self._by_part.get(passage.part.part, ())
