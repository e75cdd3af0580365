"""Offices: what a text says a person is ("Jane Doe, the chief of the General Staff").

Found at the name itself: a title before it, an apposition beside it, or "is". They
tell which person a later "the chief" means, and become the positions of the findings.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

from spacy.tokens import Doc, Token

from .analysis import Office, RawMention
from .gazetteer import agents, titles

__all__ = ["Office", "find_offices", "with_persons"]

_LONGEST_TITLE = 6  # words before a name
_LONGEST_APPOSITION = 14
_STOP = frozenset(
    {
        *(",", ";", ":", ".", "(", "-", "–", "—", '"', "''", "and", "who", "which", "that"),
        *("since", "until", "from"),  # "president of Chad since 2012": the time is no title's
    }
)
# Sectors whose people hold offices.
_HOLD = frozenset(
    {
        *("GOV", "MIL", "COP", "JUD", "LEG", "SPY", "PTY", "OPP", "PRM", "REB"),
        *("IGO", "NGO", "MNC", "BUS", "JRN", "REL"),
    }
)
_HONORIFICS = frozenset(
    {"mr", "mr.", "mrs", "mrs.", "ms", "ms.", "dr", "dr.", "doctor", "sir", "lady", "lord"}
)


@cache
def _heads() -> frozenset[str]:
    """Last words of titles: what a title's head can be. A farmer holds no office."""
    persons = {n for n, (kind, sector) in agents().items() if kind == "Person" and sector in _HOLD}
    return frozenset({title.split()[-1] for title in titles()} | persons) - _HONORIFICS


def with_persons(mentions: Sequence[RawMention]) -> list[RawMention]:
    """Return the mentions, unknown names that stand with a title of a person among persons."""
    return [replace(m, label="PERSON") if _is_titled(m) else m for m in mentions]


def _is_titled(mention: RawMention) -> bool:
    is_unknown_name = mention.kind == "name" and mention.key is None and mention.inside is None
    if not is_unknown_name or mention.label == "PERSON" or not mention.is_capitalised:
        return False
    return _before(mention) is not None or _after(mention) is not None


def find_offices(mentions: Sequence[RawMention]) -> list[Office]:
    """Return the offices told at the names of persons, in reading order."""
    by_length = sorted(mentions, key=lambda m: m.start - m.end)  # the inner of two wins
    at = {(m.passage.part.part, i): m for m in by_length for i in range(m.start, m.end)}
    found = []
    for person in mentions:
        if person.label == "PERSON" and person.kind == "name":
            before = _before(person)
            ranges = (before, _after(person), _ahead(person, before), _copula(person))
            for start, end in (r for r in ranges if r):
                owner = _owner(person, start, end, at)
                found.append(Office(person, start, end, owner))
    return found


def _before(person: RawMention) -> tuple[int, int] | None:
    """Return the title right before a name: "Russian Defence Minister" Sergei Shoigu."""
    doc, end = person.passage.doc, person.start
    start = end
    while start > 0 and end - start < _LONGEST_TITLE and _continues(doc[start - 1]):
        start -= 1
    known = [s for s in range(start, end) if doc[s:end].text.lower() in titles()]
    if not known or doc[known[0] : end].text.lower() in _HONORIFICS:
        return None
    return known[0], end


def _continues(token: Token) -> bool:
    return token.pos_ in ("NOUN", "PROPN", "ADJ") or token.text in ("-", "'s")


def _after(person: RawMention) -> tuple[int, int] | None:
    """Return the apposition after a name: Jane Doe, "chief of the General Staff"."""
    doc, at = person.passage.doc, person.end
    if at + 1 >= len(doc) or doc[at].text not in (",", "(", "–", "—"):
        return None
    return _title_at(doc, at + 1)


def _ahead(person: RawMention, before: tuple[int, int] | None) -> tuple[int, int] | None:
    """Return the title whose apposition the name is: "the chief of staff", Jane Doe."""
    doc, at = person.passage.doc, (before[0] if before else person.start) - 1
    if at < 1 or doc[at].text != ",":
        return None
    start = at
    while start > 0 and doc[start - 1].text not in _STOP and not doc[start - 1].is_space:
        start -= 1
    found = _title_at(doc, start)
    return found if found and found[1] == at else None


def _copula(person: RawMention) -> tuple[int, int] | None:
    """Return the title after "is": Jane Doe is "the president of Ruritania"."""
    verb = person.root.head
    if person.root.dep_ != "nsubj" or verb.lemma_ != "be":
        return None
    if any(child.dep_ == "neg" for child in verb.children):
        return None
    attribute = next((c for c in verb.children if c.dep_ == "attr"), None)
    return _title_at(verb.doc, attribute.left_edge.i) if attribute is not None else None


def _title_at(doc: Doc, start: int) -> tuple[int, int] | None:
    """Return the title that begins at a token: a noun phrase headed by a title, "of …" included."""
    end = start
    limit = min(len(doc), start + _LONGEST_APPOSITION)
    while (
        end < limit and doc[end].text not in _STOP and doc[end].pos_ not in ("VERB", "AUX", "SPACE")
    ):
        end += 1
    while start < end and doc[start].pos_ == "DET":
        start += 1
    before_of = next((i for i in range(start, end) if doc[i].pos_ == "ADP"), end)
    if before_of == start or doc[before_of - 1].lemma_.lower() not in _heads():
        return None
    if before_of < end and doc[before_of].lower_ not in ("of", "for", "to", "at"):
        end = before_of
    return start, end


def _owner(
    person: RawMention, start: int, end: int, at: Mapping[tuple[str, int], RawMention]
) -> RawMention | None:
    """Return whose office it is: the last organisation or country in or right before the title."""
    part = person.passage.part.part
    around = (at.get((part, i)) for i in range(end - 1, max(start - 4, -1), -1))
    return next((m for m in around if m and m is not person and _owns(m, start, end)), None)


def _owns(owner: RawMention, start: int, end: int) -> bool:
    """Say whether a mention is part of the title, or its modifier right before it."""
    if owner.label in ("PERSON", "Person"):
        return False
    return start - 1 <= owner.end <= end and (owner.start >= start or owner.end >= start - 1)
