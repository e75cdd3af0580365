"""Offices: what a text says a person is ("Jane Doe, the chief of the General Staff").

Found at the name itself: a title before it, an apposition beside it, or "is". They
tell which person a later "the chief" means, and become the positions of the findings.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache

from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from ..analysis import LOCATED, Office, RawMention
from ..gazetteer import agents, titles
from .name_heads import class_of_name, name_heads

__all__ = ["Office", "find_offices", "titles_apart", "with_persons"]

_LONGEST_TITLE = 6  # words before a name
_LONGEST_APPOSITION = 14
_STOP = frozenset(
    {
        *(",", ";", ":", ".", "(", "-", "–", "—", '"', "''", "and", "who", "which", "that"),
        # "president of Chad since 2012", "a minister in the cabinet": what follows is no title's
        *("since", "until", "from", "in", "during", "after", "before", "with", "by", "under"),
    }
)
# Sectors whose people hold offices.
_HOLD = frozenset(
    {
        *("GOV", "MIL", "COP", "JUD", "LEG", "SPY", "PTY", "OPP", "PRM", "REB"),
        *("IGO", "NGO", "MNC", "BUS", "JRN", "REL"),
    }
)
_MODALS = frozenset(
    {"could", "can", "may", "might", "would", "should", "will", "must", "'d", "'ll"}
)
# Words before a title that make another of it.
_LESSER = frozenset(
    {"deputy", "acting", "assistant", "interim", "former", "vice", "ex", "caretaker"}
)
_JOINING = frozenset({",", "in", "at", "with", "within"})
_OF_FIRMS = frozenset({"leader", "head", "chief", "president", "director", "representative"})
_BEING = frozenset({"be", "become", "remain"})
_NAMING = frozenset({"name", "appoint", "elect", "re-elect", "reelect", "make", "crown", "confirm"})
_SERVING = frozenset({"serve", "resign", "work", "act", "return", "retire", "continue"})
_SINGLE = frozenset({"he", "she"})
_HONORIFICS = frozenset(
    {
        *("mr", "mr.", "mrs", "mrs.", "ms", "ms.", "dr", "dr.", "doctor", "sir", "lady", "lord"),
        *("he", "h.e.", "hon", "hon.", "prof", "prof."),
    }
)


@cache
def _heads() -> frozenset[str]:
    """Last words of titles: what a title's head can be. A farmer holds no office."""
    persons = {n for n, (kind, sector) in agents().items() if kind == "Person" and sector in _HOLD}
    heads = {title.split(" of ")[0].split()[-1] for title in titles()}  # "secretary of state"
    return frozenset(heads | persons) - _HONORIFICS


def with_persons(mentions: Sequence[RawMention]) -> list[RawMention]:
    """Return the mentions, unknown names that stand with a title of a person among persons."""
    return [replace(m, label="PERSON") if _is_titled(m) else m for m in mentions]


def _is_titled(mention: RawMention) -> bool:
    is_unknown_name = mention.kind == "name" and mention.key is None and mention.inside is None
    if not is_unknown_name or mention.label == "PERSON":
        return False
    if name_heads().get(mention.tokens[-1].lower_) or not mention.tokens[0].text[0].isupper():
        return False
    if any(_is_rank(mention.passage.doc[start:end]) for start, end in _said(mention)):
        return True
    is_beside = _before(mention) is not None or _after(mention) is not None
    return is_beside and mention.is_capitalised


def _is_rank(title: TokenSpan) -> bool:
    """Whether nobody but a person is such: a firm may be a leader, and no general."""
    head = next((t.i for t in title if t.pos_ == "ADP"), title.end) - 1
    return title.doc[head].lower_ in titles() and title.doc[head].lower_ not in _OF_FIRMS


def find_offices(mentions: Sequence[RawMention]) -> list[Office]:
    """Return the offices told at the names of persons and at "he" or "she", in reading order."""
    by_length = sorted(mentions, key=lambda m: m.start - m.end)  # the inner of two wins
    at = {(m.passage.part.part, i): m for m in by_length for i in range(m.start, m.end)}
    found = []
    for person in mentions:
        for start, end in _titles_of(person):
            owner = _owner(person, start, end, at)
            found.append(Office(person, start, end, owner))
    return found


def _titles_of(person: RawMention) -> Iterator[tuple[int, int]]:
    """Yield where the titles of a person are told; of "he" and "she" only what a verb says."""
    if person.label == "PERSON" and person.kind == "name":
        before = _before(person)
        yield from (r for r in (before, _after(person), _ahead(person, before)) if r)
    elif person.kind != "pronoun" or person.text.lower() not in _SINGLE:
        return
    yield from _said(person)


def titles_apart(mentions: Sequence[RawMention], offices: Sequence[Office]) -> list[RawMention]:
    """Return mentions for the titles that stand apart from the name, where none has them yet.

    In "Jane Doe, Governor of Bol" both are she; in "Governor Doe" one mention is enough.
    """
    taken = {(m.passage.part.part, i) for m in mentions for i in range(m.start, m.end)}
    found = {}
    for office in offices:
        passage = office.person.passage
        head = next((t.i for t in office.tokens if t.pos_ == "ADP"), office.end) - 1
        is_apart = office.end < office.person.start or office.start > office.person.end
        if is_apart and (passage.part.part, head) not in taken:
            found[passage.part.part, head] = RawMention(
                passage, office.start, head + 1, "nominal", "Person"
            )
    return list(found.values())


def _before(person: RawMention) -> tuple[int, int] | None:
    """Return the title right before a name: "Russian Defence Minister" Sergei Shoigu."""
    doc, end = person.passage.doc, person.start
    start = end
    while start > 0 and end - start < _LONGEST_TITLE and _continues(doc[start - 1]):
        start -= 1
    known = [s for s in range(start, end) if doc[s:end].text.lower() in titles()]
    if not known or doc[known[0] : end].text.lower() in _HONORIFICS:
        return None
    start = known[0]
    while start > 0 and doc[start - 1].lower_ in _LESSER:
        start -= 1
    return start, end


def _continues(token: Token) -> bool:
    return token.pos_ in ("NOUN", "PROPN", "ADJ") or token.text in ("-", "'s", "of")


def _after(person: RawMention) -> tuple[int, int] | None:
    """Return the apposition after a name: Jane Doe, "chief of the General Staff"."""
    doc, at = person.passage.doc, person.end
    if at + 1 >= len(doc) or doc[at].text not in (",", "(", "–", "—"):
        return None
    found = _title_at(doc, at + 1)
    # "Jane Doe, Governor of Bol welcomes …": without an article it is she who does.
    is_another = found and doc[at + 1].pos_ == "DET" and _acts_itself(doc, found[1])
    return None if is_another else found


def _acts_itself(doc: Doc, end: int) -> bool:
    """Whether a verb follows a title without a comma: "After Doe, the president spoke"."""
    return end < len(doc) and doc[end].pos_ in ("VERB", "AUX") and doc[end].tag_ != "VBN"


def _ahead(person: RawMention, before: tuple[int, int] | None) -> tuple[int, int] | None:
    """Return the title whose apposition the name is: "the chief of staff", Jane Doe."""
    doc, at = person.passage.doc, (before[0] if before else person.start) - 1
    while at > 0 and doc[at].lower_ in _HONORIFICS:
        at -= 1
    if at < 1 or doc[at].text != ",":
        return None
    start = at
    while start > max(0, at - _LONGEST_APPOSITION) and not _is_stop(doc[start - 1]):
        start -= 1
    found = (_title_at(doc, first) for first in range(start, at))
    return next((title for title in found if title and title[1] == at), None)


def _is_stop(token: Token) -> bool:
    return token.text in _STOP or token.pos_ in ("VERB", "AUX", "SPACE", "PRON")


def _said(person: RawMention) -> Iterator[tuple[int, int]]:
    """Yield the titles that a verb gives a person: "is the president", "was named minister".

    What is denied, or only may be, gives none.
    """
    verb = person.root.head
    if person.root.dep_ not in ("nsubj", "nsubjpass") or any(map(_is_unsure, verb.children)):
        return
    for title in _complements(verb, person.root.dep_):
        for noun in (title, *title.conjuncts):
            if noun.i > person.end and (found := _title_at(verb.doc, noun.left_edge.i)):
                yield found


def _is_unsure(token: Token) -> bool:
    return token.dep_ == "neg" or (token.dep_ == "aux" and token.lower_ in _MODALS)


def _complements(verb: Token, subject: str) -> Iterator[Token]:
    """Yield the nouns by which a verb may give its subject an office."""
    verb_is = verb.lemma_.lower()
    if verb_is in _BEING and subject == "nsubj":
        yield from (c for c in verb.children if c.dep_ == "attr")
    if verb_is in _NAMING and subject == "nsubjpass":
        yield from (c for c in verb.children if c.dep_ in ("oprd", "attr", "dobj"))
    if (verb_is in _NAMING and subject == "nsubjpass") or verb_is in _SERVING:
        yield from (t for c in verb.children if c.lower_ == "as" for t in c.children)


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
    if before_of == start or not _is_head(doc[before_of - 1]):
        return None
    if before_of < end and doc[before_of].lower_ not in ("of", "for", "to", "at"):
        end = before_of
    return start, end


def _is_head(token: Token) -> bool:
    """Whether one person can be called so; "ministers" are several."""
    return token.lemma_.lower() in _heads() and token.tag_ not in ("NNS", "NNPS")


def _owner(
    person: RawMention, start: int, end: int, at: Mapping[tuple[str, int], RawMention]
) -> RawMention | None:
    """Return whose office it is: the last organisation or country in or right before the title,
    else the one that a comma or "in" joins to it ("chief, Lake Command")."""
    part = person.passage.part.part
    around = (at.get((part, i)) for i in range(end - 1, max(start - 4, -1), -1))
    inside = next((m for m in around if m and m is not person and _owns(m, start, end)), None)
    return inside or _joined(person, end, at)


def _owns(owner: RawMention, start: int, end: int) -> bool:
    """Say whether a mention is part of the title, or its modifier right before it."""
    doc = owner.passage.doc
    if owner.label in ("PERSON", "Person"):
        return False
    if owner.start < start:
        return owner.end == start or (owner.end == start - 1 and doc[owner.end].text == "'s")
    if owner.key is None and doc[start:end].text.lower() in titles():
        return False  # the "Defence" of "Defence Secretary"
    is_staff = owner.key is None and owner.root.lower_ == "staff"  # of a "chief of staff"
    return owner.end <= end and not is_staff and not _is_portfolio(owner)


def _is_portfolio(owner: RawMention) -> bool:
    """Whether it is what is cared for: "Minister for the Far North", "Secretary of Justice"."""
    doc, first = owner.passage.doc, max(1, owner.root.left_edge.i)
    if owner.label in LOCATED and doc[first - 1].lower_ == "for":
        return True
    is_unknown = owner.key is None and class_of_name(owner.text) is None
    if not is_unknown or doc[first - 1].lower_ != "of":
        return False
    return doc[first - 2].lower_ in ("minister", "secretary", "ministry", "department")


def _joined(
    person: RawMention, end: int, at: Mapping[tuple[str, int], RawMention]
) -> RawMention | None:
    doc = person.passage.doc
    if end <= person.end or end + 1 >= len(doc) or doc[end].lower_ not in _JOINING:
        return None
    first = end + 2 if doc[end + 1].lower_ == "the" and end + 2 < len(doc) else end + 1
    owner = at.get((person.passage.part.part, first))
    if owner is None or not _is_body(owner) or owner.start not in (first, end + 1):
        return None
    is_whole = owner.end < len(doc) and doc[owner.end].text in _STOP
    return owner if is_whole or doc[end].text != "," else None


def _is_body(owner: RawMention) -> bool:
    """Whether it is an organisation by name, or a country's forces: "a general in the navy"."""
    return owner.label == "ORG" if owner.kind == "name" else owner.label == "ArmedForces"
