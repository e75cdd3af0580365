"""Expectations: what a careful reader would find in a sample, and whether it was found.

A file of expectations holds, for each document of one sample (known by its title), partial
findings that must be there and others that must not be::

    {"sample": "lake-chad.txt", "documents": [{"title": "…",
        "must": [{"id": "lost-mark", "claim": {"speaker": "Djibrine", "quotation": "direct"}}],
        "must_not": [{"id": "no-calendar", "entity": {"name": "December"}}]}]}

Fields left out are not asked about; `KINDS` lists those there are. Where two readings are
equally right a value may be a list of them. An actor or place is written as one of the names
that the text calls it by, or as ``{"name": …, "types": […]}``.

A ledger of known misses, ``{"lake-chad/lost-mark": "why"}``, names what extraction does not
get right yet. A miss is taken off it as soon as it is mended: the test fails until it is.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from polybius.extract.findings import Claim, Entity, Event, Findings, Participant, Time

__all__ = ["KINDS", "Expected", "complaint", "load", "load_known_misses", "quoted"]

Matcher = Callable[[Findings, Any, Any], bool]

_LEADING = re.compile(r"^(?:the|an?|its|his|her|their)\s+", re.IGNORECASE)
_GEONAMES = "https://sws.geonames.org/{}/"


@dataclass(frozen=True, slots=True)
class Expected:
    """One partial finding that a document must (or, not ``wanted``, must not) have."""

    id: str
    sample: str
    title: str
    wanted: bool
    kind: str
    fields: Mapping[str, Any]


def load(path: Path) -> list[Expected]:
    """Read a file of expectations.

    Raises ValueError, naming the expectation, for an unknown kind or field, for one that
    asks about nothing, and for an id used twice: a slip would make it pass or fail for ever.
    """
    record = json.loads(path.read_text(encoding="utf-8"))
    found = [
        _expected(record["sample"], document["title"], wanted, item)
        for document in record["documents"]
        for key, wanted in (("must", True), ("must_not", False))
        for item in document[key]
    ]
    ids = [expected.id for expected in found]
    twice = sorted({name for name in ids if ids.count(name) > 1})
    if twice:
        raise ValueError(f"{path.name}: ids used twice: {', '.join(twice)}")
    return found


def _expected(sample: str, title: str, wanted: bool, item: Mapping[str, Any]) -> Expected:
    name = f"{Path(sample).stem}/{item['id']}"
    kinds = item.keys() - {"id"}
    if len(kinds) != 1 or not kinds <= KINDS.keys():
        raise ValueError(f"{name}: expected one of {', '.join(KINDS)}, found {sorted(kinds)}")
    (kind,) = kinds
    unknown = sorted(item[kind].keys() - KINDS[kind][1].keys())
    if unknown or not item[kind]:
        raise ValueError(f"{name}: {kind} cannot be asked for {', '.join(unknown) or 'nothing'}")
    return Expected(name, sample, title, wanted, kind, item[kind])


def load_known_misses(path: Path, expectations: Iterable[Expected]) -> dict[str, str]:
    """Read the ledger: ids of expectations that extraction is known to miss, and why.

    Raises ValueError for an id that no expectation has, and for a miss without a reason.
    """
    misses: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    unknown = sorted(misses.keys() - {expected.id for expected in expectations})
    if unknown:
        raise ValueError(f"{path.name}: no expectation is called {', '.join(unknown)}")
    mute = sorted(name for name, reason in misses.items() if not reason.strip())
    if mute:
        raise ValueError(f"{path.name}: say why {', '.join(mute)} is missed")
    return misses


def complaint(findings: Findings, expected: Expected) -> str | None:
    """Return None if the findings are as expected, else one line saying what is wrong."""
    items, matchers = KINDS[expected.kind]
    missed = [(_differing(findings, i, expected.fields, matchers), i) for i in items(findings)]
    matching = [item for misses, item in missed if not misses]
    if expected.wanted and not matching:
        return f"{expected.id}: no such {expected.kind}; {_closest(missed)}"
    if matching and not expected.wanted:
        return f"{expected.id}: there is one: {_summary(matching[0])}"
    return None


def _differing(
    findings: Findings, item: Any, fields: Mapping[str, Any], matchers: Mapping[str, Matcher]
) -> list[str]:
    return sorted(n for n, value in fields.items() if not matchers[n](findings, item, value))


def quoted(expected: Expected) -> Iterator[str]:
    """Yield the words of the text that an expectation rests on.

    They must stand in the sample, or a ``must_not`` could never fail.
    """
    for name, value in expected.fields.items():
        if name in _QUOTING:
            yield from _strings(value)


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from _strings(value.get("name") or value.get("text"))
    elif isinstance(value, Sequence):
        for item in value:
            yield from _strings(item)


def _closest(missed: list[tuple[list[str], Any]]) -> str:
    if not missed:
        return "there are none at all"
    fields, item = min(missed, key=lambda pair: len(pair[0]))
    found = (f"{name} ({getattr(item, name, '…')!r:.200})" for name in fields)
    return f"closest is {_summary(item)}, which differs in {'; '.join(found)}"


def _summary(item: Any) -> str:
    """Return the words of the text by which a finding is recognised."""
    for name in ("trigger", "cue", "title", "span", "name", "author"):
        value = getattr(item, name, None)
        if value is not None:
            return f"{type(item).__name__} {getattr(value, 'text', value)!r}"
    return f"{item!r:.200}"


# --- names -------------------------------------------------------------------------------------


def _plain(text: str) -> str:
    """Fold what two readers may write differently: case, quotes, spaces, a leading article."""
    text = " ".join(text.replace("’", "'").replace("“", '"').replace("”", '"').split())
    return _LEADING.sub("", text.removesuffix("'s")).casefold()


def _is_called(entity: Entity, wanted: Any) -> bool:
    if isinstance(wanted, list):
        return any(_is_called(entity, item) for item in wanted)
    name, types = (wanted["name"], wanted["types"]) if isinstance(wanted, dict) else (wanted, [])
    names = {entity.name, *(m.span.text for m in entity.mentions if m.kind != "pronoun")}
    return _plain(name) in map(_plain, names) and set(types) <= set(entity.types)


def _entity_is(findings: Findings, iri: str | None, wanted: Any) -> bool:
    if iri is None or wanted is None:
        return iri is wanted
    return any(_is_called(entity, wanted) for entity in findings.entities if entity.iri == iri)


def _participant_is(findings: Findings, participant: Participant | None, wanted: Any) -> bool:
    return _entity_is(findings, participant.entity if participant else None, wanted)


def _are_among(findings: Findings, found: Sequence[Participant], wanted: list[Any]) -> bool:
    if not wanted:
        return not found
    return all(any(_participant_is(findings, p, name) for p in found) for name in wanted)


def _has_mentions(entity: Entity, wanted: list[str]) -> bool:
    return {_plain(text) for text in wanted} <= {_plain(m.span.text) for m in entity.mentions}


# --- values ------------------------------------------------------------------------------------


def _is(name: str) -> Matcher:
    """The field has the value, or one of the values where a list is given."""

    def matches(findings: Findings, item: Any, wanted: Any) -> bool:
        value = getattr(item, name)
        return value in wanted if isinstance(wanted, list) else bool(value == wanted)

    return matches


def _contains(name: str) -> Matcher:
    """The field's text, a span's or its own, contains the words."""

    def matches(findings: Findings, item: Any, wanted: str) -> bool:
        value = getattr(item, name)
        return value is not None and _plain(wanted) in _plain(getattr(value, "text", value))

    return matches


def _stands_in(name: str) -> Matcher:
    """The span stands in the part ("title", "body", "comment/3")."""

    def matches(findings: Findings, item: Any, wanted: str) -> bool:
        return bool(getattr(item, name).part == wanted)

    return matches


def _role(name: str) -> Matcher:
    """The field's one participant is the entity called so (null: there is none)."""

    def matches(findings: Findings, item: Any, wanted: Any) -> bool:
        return _participant_is(findings, getattr(item, name), wanted)

    return matches


def _roles(name: str) -> Matcher:
    """Each entity called so is among the field's participants (an empty list: there are none)."""

    def matches(findings: Findings, item: Any, wanted: list[Any]) -> bool:
        return _are_among(findings, getattr(item, name), wanted)

    return matches


def _named(name: str) -> Matcher:
    """The field's IRI is that of the entity called so."""

    def matches(findings: Findings, item: Any, wanted: Any) -> bool:
        return _entity_is(findings, getattr(item, name), wanted)

    return matches


def _time_is(findings: Findings, item: Any, wanted: Mapping[str, Any] | None) -> bool:
    time: Time | None = item.time
    if time is None or wanted is None:
        return time is None and wanted is None
    return not _differing(findings, time, wanted, _TIME)


def _claimed_by(name: str) -> Matcher:
    """The field names a claim whose speaker is called so (null: no claim, the own voice)."""

    def matches(findings: Findings, item: Any, wanted: Any) -> bool:
        iri = getattr(item, name)
        if iri is None or wanted is None:
            return iri is wanted
        speakers = [claim.speaker for claim in findings.claims if claim.iri == iri]
        return any(_participant_is(findings, speaker, wanted) for speaker in speakers)

    return matches


def _quantities_are(findings: Findings, event: Event, wanted: Mapping[str, Any]) -> bool:
    for name, bounds in wanted.items():
        quantity = event.quantities.get(name)
        found = None if quantity is None else {"min": quantity.min, "max": quantity.max}
        if found != bounds:
            return False
    return True


def _says(findings: Findings, claim: Claim, wanted: list[str]) -> bool:
    return all(any(_plain(words) in _plain(s.text) for s in claim.content) for words in wanted)


def _says_not(findings: Findings, claim: Claim, unwanted: list[str]) -> bool:
    return not any(_says(findings, claim, [words]) for words in unwanted)


def _claims_event(findings: Findings, claim: Claim, wanted: str | None) -> bool:
    if claim.event is None or wanted is None:
        return claim.event is wanted
    return any(event.iri == claim.event and event.type == wanted for event in findings.events)


def _is_about(findings: Findings, claim: Claim, wanted: list[Any]) -> bool:
    return all(any(_entity_is(findings, iri, name) for iri in claim.about) for name in wanted)


def _replies_to(findings: Findings, comment: Any, wanted: int | None) -> bool:
    return bool(comment.reply_to == (None if wanted is None else f"comment/{wanted}"))


def _is_empty(findings: Findings, item: Findings, wanted: bool) -> bool:
    found = (item.entities, item.events, item.claims, item.times, item.positions)
    return wanted is not any(found)


# --- what can be asked about -------------------------------------------------------------------

_TIME: Mapping[str, Matcher] = {
    "text": _contains("span"),
    "begin": _is("begin"),
    "end": _is("end"),
    "granularity": _is("granularity"),
    "basis": _is("basis"),
    "type": _is("type"),
    "part": _stands_in("span"),
}
_DOCUMENT: Mapping[str, Matcher] = {
    **{n: _is(n) for n in ("title", "published", "outlet", "url", "author", "lang", "id")},
    "comments": lambda f, item, n: sum(p.part.startswith("comment/") for p in item.parts) == n,
    "dropped": lambda f, item, n: len(item.dropped) == n,
    "empty": _is_empty,
}
_COMMENT: Mapping[str, Matcher] = {
    "number": lambda f, item, n: item.part == f"comment/{n}",
    "author": _is("author"),
    "reply_to": _replies_to,
    "contains": _contains("text"),
}
_ENTITY: Mapping[str, Matcher] = {
    "name": lambda f, item, name: _is_called(item, name),
    "types": lambda f, item, types: set(types) <= set(item.types),
    "mentions": lambda f, item, texts: _has_mentions(item, texts),
    "geonames": lambda f, item, number: _GEONAMES.format(number) in item.exact_match,
    "located_in": _named("located_in"),
    "country": _is("country"),
    "sector": _is("sector"),
}
_EVENT: Mapping[str, Matcher] = {
    "type": _is("type"),
    "mode": _is("mode"),
    "trigger": _contains("trigger"),
    "sentence": _contains("sentence"),
    "part": _stands_in("trigger"),
    "actors": _roles("actors"),
    "recipients": _roles("recipients"),
    "places": _roles("places"),
    "time": _time_is,
    "factuality": _is("factuality"),
    "quantities": _quantities_are,
    "claim_by": _claimed_by("claim"),
}
_CLAIM: Mapping[str, Matcher] = {
    "speaker": _role("speaker"),
    "speaker_text": lambda f, item, text: (
        item.speaker is not None and _plain(item.speaker.span.text) == _plain(text)
    ),
    "cue": _contains("cue"),
    "content": _says,
    "content_not": _says_not,
    "quotation": _is("quotation"),
    "within_by": _claimed_by("within"),
    "event": _claims_event,
    "about": _is_about,
    "audience": _role("audience"),
    "place": _role("place"),
    "time": _time_is,
    "part": _stands_in("cue"),
}
_POSITION: Mapping[str, Matcher] = {
    "person": _named("person"),
    "title": _contains("title"),
    "organization": _named("organization"),
    "claim_by": _claimed_by("claim"),
}

KINDS: Mapping[str, tuple[Callable[[Findings], Sequence[Any]], Mapping[str, Matcher]]] = {
    "document": (lambda findings: [findings], _DOCUMENT),
    "comment": (lambda f: [p for p in f.parts if p.part.startswith("comment/")], _COMMENT),
    "entity": (lambda findings: findings.entities, _ENTITY),
    "event": (lambda findings: findings.events, _EVENT),
    "claim": (lambda findings: findings.claims, _CLAIM),
    "position": (lambda findings: findings.positions, _POSITION),
    "time": (lambda findings: findings.times, _TIME),
}

# Fields whose strings are words of the text; `located_in`, `factuality` and so on are not.
_QUOTING = {
    *("name", "mentions", "trigger", "sentence", "actors", "recipients", "places", "time", "text"),
    *("speaker", "speaker_text", "cue", "content", "within_by", "about", "audience", "place"),
    *("claim_by", "person", "organization", "contains", "author"),
}
