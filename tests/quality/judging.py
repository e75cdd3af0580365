"""Judging: which findings are right by the gold, and which the gold tells nothing of.

What right means is narrower than it sounds, since each gold marks only what its makers
looked for. docs/quality.md says it for each kind of finding.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from polybius.extract.findings import Claim, Entity, Event, Findings, Participant, Span
from polybius.extract.signals import is_place
from polybius.ontology.terms import PLACE_TYPES

__all__ = ["JUDGED", "judge"]

Gold = Mapping[str, Any]
Range = tuple[int, int]
Verdict = tuple[str, str, bool]  # the kind of finding, its IRI, whether it is right

_NEAR_KM, _EARTH_KM = 161.0, 6371.0
_GEONAMES = re.compile(r"/(\d+)/?$")
_ACTORS, _PERSONS = ("Organisation", "Person"), ("PER", "ORG")
_MARKED = {"WikiEvents": ("ASSAULT", "COERCE")}
_YIELD = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}  # the gold is of an earlier codebook


def judge(name: str, findings: Findings, gold: Gold) -> Iterator[Verdict]:
    """Yield a verdict on each finding that this set's gold can tell of.

    ``name`` is one of `JUDGED`, ``gold`` the document's record there.
    """
    yield from _JUDGES[name](findings, gold)


def _re3d(findings: Findings, gold: Gold) -> Iterator[Verdict]:
    """An actor overlaps a gold actor, a place off the map a gold place."""
    actors = _ranges(gold["entities"], _ACTORS)
    places = _ranges(gold["entities"], ("Location",))
    either = _ranges(gold["entities"], ("Nationality",))
    for entity in findings.entities:
        wanted = places if entity.types[0] in PLACE_TYPES else actors
        spans = [s for s in _body(entity, "name", "nominal") if not _touch(s, either)]
        if spans and not is_place(entity):
            yield "entity", entity.iri, _most(_touch(s, wanted) for s in spans)


def _coref(findings: Findings, gold: Gold) -> Iterator[Verdict]:
    """An actor overlaps a person or an organisation that matters to the text's events."""
    end = gold["scope"][1]
    marked = [tuple(m) for c in gold["clusters"] if c["type"] in _PERSONS for m in c["mentions"]]
    for entity in findings.entities:
        spans = [s for s in _body(entity, "name", "nominal") if s[0] < end]
        if spans and not is_place(entity) and entity.types[0] not in PLACE_TYPES:
            yield "entity", entity.iri, _most(_touch(s, marked) for s in spans)
    yield from _titles(findings, gold)


def _titles(findings: Findings, gold: Gold) -> Iterator[Verdict]:
    """A title stands within a gold mention of its holder, of those that the gold knows."""
    entities = {e.iri: e for e in findings.entities}
    persons = [c["mentions"] for c in gold["clusters"] if c["type"] == "PER"]
    for position in findings.positions:
        person = _body(entities[position.person], "name", "nominal")
        his = [m for mentions in persons if _meet(person, mentions) for m in mentions]
        if his and position.title.part == "body":
            yield "position", position.iri, _touch(_range(position.title), his)


def _toponyms(findings: Findings, gold: Gold) -> Iterator[Verdict]:
    """A name is a gold toponym within 161 km of where the place is put, or of the same id."""
    located = [t for t in gold["toponyms"] if t["lat"] is not None]
    unlocated = [tuple(t["span"]) for t in gold["toponyms"] if t["lat"] is None]
    for entity in findings.entities:
        spans = [s for s in _body(entity, "name") if not _touch(s, unlocated)]
        if spans and is_place(entity):
            yield "place", entity.iri, _most(_is_put_right(entity, s, located) for s in spans)


def _is_put_right(entity: Entity, span: Range, located: Sequence[Gold]) -> bool:
    toponym = max(located, key=lambda t: _overlap(span, t["span"]), default=None)
    if toponym is None or _overlap(span, toponym["span"]) <= 0:
        return False
    ids = {int(m[1]) for m in map(_GEONAMES.search, entity.exact_match) if m}
    if toponym["geonames"] in ids:
        return True
    if toponym["country"] and toponym["geonames"] and ids:
        return False
    return _km(entity, toponym) <= _NEAR_KM


def _km(entity: Entity, toponym: Gold) -> float:
    if entity.lat is None or entity.lon is None:
        return math.inf
    a, b, c, d = map(math.radians, (entity.lat, entity.lon, toponym["lat"], toponym["lon"]))
    h = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(h)))


def _plv(findings: Findings, gold: Gold) -> Iterator[Verdict]:
    """An event is of the pair's type, of those whose sides reach none but the pair's."""
    entities = {e.iri: e for e in findings.entities}
    for event in findings.events:
        pairs = [p for p in gold["pairs"] if _is_of_pair(event, p, entities)]
        if pairs:
            root = _YIELD.get(event.type, event.type)
            yield "event", event.iri, any(p["root"] == root for p in pairs)


def _is_of_pair(event: Event, pair: Gold, entities: Mapping[str, Entity]) -> bool:
    """Say whether an event names a side, and each that it names is the pair's."""
    sides = ((event.actors, pair["source"]), (event.recipients, pair["target"]))
    named = [(people, wanted) for people, wanted in sides if people]
    return bool(named) and all(
        not wanted or any(_meet(_reach(p, entities), wanted) for p in people)
        for people, wanted in named
    )


def _events(findings: Findings, gold: Gold) -> Iterator[Verdict]:
    """A trigger overlaps a gold trigger, of the types that the corpus marks throughout."""
    types = _MARKED.get(gold["corpus"], ())
    triggers = [e["trigger"] for e in gold["events"]]
    for event in findings.events:
        if event.trigger.part == "body" and event.type in types:
            yield "event", event.iri, _touch(_range(event.trigger), triggers)


def _attribution(findings: Findings, gold: Gold) -> Iterator[Verdict]:
    """A claim is paired with an attribution: most of its cue or content, and its source.

    A claim without a speaker says less, not something wrong: no source is asked of it.
    One within another is left out, since the gold marks none.
    """
    text = next(p.text for p in findings.parts if p.part == "body")
    cover = _Tokens(text).cover
    wanted = [{role: cover(x[role]) for role in _ROLES} for x in gold["attributions"]]
    claims = [c for c in findings.claims if c.cue.part == "body"]
    ours = [{role: cover(spans) for role, spans in _claim_spans(c).items()} for c in claims]
    right = _paired(wanted, ours)
    for number, claim in enumerate(claims):
        if claim.within is None:
            yield "claim", claim.iri, number in right


_ROLES = ("source", "cue", "content")


def _claim_spans(claim: Claim) -> dict[str, list[Range]]:
    speaker = [(claim.speaker.span.start, claim.speaker.span.end)] if claim.speaker else []
    content = [(s.start, s.end) for s in claim.content]
    return {"source": speaker, "cue": [(claim.cue.start, claim.cue.end)], "content": content}


class _Tokens:
    """The tokens of a text, to say which of them spans cover."""

    def __init__(self, text: str) -> None:
        tokens = [m.span() for m in re.finditer(r"\w+|[^\w\s]", text)]
        self.starts, self.ends = [t[0] for t in tokens], [t[1] for t in tokens]

    def cover(self, spans: Iterable[Sequence[int]]) -> frozenset[int]:
        return frozenset(
            n
            for start, end in spans
            for n in range(bisect_right(self.ends, start), bisect_left(self.starts, end))
        )


Covered = Mapping[str, frozenset[int]]


def _paired(wanted: Sequence[Covered], ours: Sequence[Covered]) -> set[int]:
    """Return which of ours have a partner, most shared tokens first, one to one."""
    shared = sorted(
        (-sum(len(g[role] & s[role]) for role in _ROLES), i, j)
        for i, g in enumerate(wanted)
        for j, s in enumerate(ours)
        if _agree(g, s) and (not (g["source"] and s["source"]) or g["source"] & s["source"])
    )
    taken: set[int] = set()
    found: set[int] = set()
    for _, i, j in shared:
        if i not in taken and j not in found:
            taken.add(i)
            found.add(j)
    return found


def _agree(one: Covered, other: Covered) -> bool:
    return any(
        2 * len(one[role] & other[role]) >= max(len(one[role]), len(other[role]), 1)
        for role in ("cue", "content")
    )


def _ranges(entities: Iterable[Gold], types: Sequence[str]) -> list[Range]:
    return [(e["span"][0], e["span"][1]) for e in entities if e["type"] in types]


def _body(entity: Entity, *kinds: str) -> list[Range]:
    """Return where the body speaks of an entity."""
    spans = (m.span for m in entity.mentions if m.kind in kinds)
    return [_range(s) for s in spans if s.part == "body"]


def _reach(participant: Participant, entities: Mapping[str, Entity]) -> list[Range]:
    mentions = _body(entities[participant.entity], "name", "nominal", "pronoun")
    return [_range(participant.span), *mentions]


def _range(span: Span) -> Range:
    return span.start, span.end


def _overlap(one: Sequence[int], other: Sequence[int]) -> int:
    return min(one[1], other[1]) - max(one[0], other[0])


def _touch(span: Range, others: Iterable[Sequence[int]]) -> bool:
    return any(_overlap(span, other) > 0 for other in others)


def _meet(spans: Iterable[Range], others: Sequence[Sequence[int]]) -> bool:
    return any(_touch(span, others) for span in spans)


def _most(verdicts: Iterable[bool]) -> bool:
    given = list(verdicts)
    return 2 * sum(given) >= len(given)


_JUDGES = {
    "re3d": _re3d,
    "coref": _coref,
    "toponyms": _toponyms,
    "plv": _plv,
    "events": _events,
    "attribution-train": _attribution,
    "attribution-dev": _attribution,
}
JUDGED = frozenset(_JUDGES)
