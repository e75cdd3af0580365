"""Whole names: names that the recogniser or the gazetteer has cut, put together again.

A name that is marked beforehand cuts what it is the beginning of ("Chad | Relief Fund"),
the recogniser cuts off first names, surnames and what follows "of".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from spacy.tokens import Doc, Token

from ..analysis import LOCATED, RawMention
from ..gazetteer import lookup, titles
from .name_heads import fits, name_heads

__all__ = ["with_whole"]

_SITUATING = LOCATED | {"NORP"}  # "Chad", "Chadian": what begins so is of that country
_LONGEST = 8  # words of a name that is put together
_TITLE = 5  # words of a title


def with_whole(names: Iterable[RawMention]) -> Iterator[RawMention]:
    """Yield the names in their order, cut ones whole."""
    yield from _grown(_whole(names))


def _whole(names: Iterable[RawMention]) -> Iterator[RawMention]:
    """Yield the names, those that were cut in two put together.

    The recogniser may cut off a first name ("Marta | Liliana Quiroz"), a name that is
    marked beforehand cuts what ends with it ("the Gulf of | Finland").
    """
    held: RawMention | None = None
    for name in names:
        if held and held.key is None and held.end == name.start:
            if name.label == "PERSON" and _ends_title(held):
                held = name
                continue
            if name.label == "PERSON":
                held = replace(name, start=held.start, key=None)
                continue
            if held.tokens[-1].lower_ == "of":
                held = replace(held, end=name.end)
                continue
        if held:
            yield held
        held = name
    if held:
        yield held


def _ends_title(name: RawMention) -> bool:
    """Whether it is the end of a title: the "State" of "Secretary of State Jane Doe"."""
    doc = name.passage.doc
    first = range(max(0, name.end - _TITLE), name.start + 1)
    return any(doc[start : name.end].text.lower() in titles() for start in first)


def _with_surname(name: RawMention) -> RawMention:
    """Return a person's first name with the surname that the recogniser left out."""
    if name.label != "PERSON" or name.key or len(name.tokens) > 1:
        return name
    first, doc = name.root, name.passage.doc
    last = first.head
    is_next = first.dep_ == "compound" and last.i == name.end and first.text.istitle()
    if not is_next or last.pos_ != "PROPN" or last.ent_type_ or last.lower_ in name_heads():
        return name
    is_whole = doc[last.i].text.istitle() and last.lower_ not in titles()
    return replace(name, end=last.i + 1) if is_whole else name


def _grown(names: Iterable[RawMention]) -> Iterator[RawMention]:
    """Yield the names, those that only begin a longer one grown to its head.

    "Chad | Relief Fund": capitals up to a word that names of organisations or sites end
    with. What is swallowed is not told again.
    """
    end, part = 0, None
    for name in names:
        if part == name.passage.part.part and name.start < end:
            continue
        grown = _to_head(_with_surname(name))
        end, part = grown.end, name.passage.part.part
        if grown is not name and name.is_place:
            yield name  # "Bol University" speaks of Bol too
        yield grown


def _to_head(name: RawMention) -> RawMention:
    """Return the name up to its head; "the Bol Agreement" grows no actor or place."""
    doc, end, head = name.passage.doc, name.end, None
    while end < len(doc) and end - name.start < _LONGEST and _goes_on(doc[end]):
        end += 1
        if doc[end - 1].lower_ in name_heads():
            head = end
    if head is None or name_heads().get(name.tokens[-1].lower_):
        return name
    label = name_heads()[doc[head - 1].lower_]
    if not label:
        return name
    end = _with_purpose(doc, head) if label == "ORG" else head
    grown = replace(name, end=end, kind="name", label=label, key=None)
    known = [e for e in lookup(grown.text) if fits(e.types, grown.label)]
    if len(known) == 1:
        return replace(grown, key=known[0].key)
    return replace(grown, inside=name.key if name.label in _SITUATING else None)


def _with_purpose(doc: Doc, end: int) -> int:
    """Return where the name of an organisation ends that says what it is for ("Centre for …")."""
    last = end + 1
    if last >= len(doc) or doc[end].lower_ != "for" or not _goes_on(doc[last]):
        return end
    while last < len(doc) and last - end < _LONGEST and _goes_on(doc[last]):
        last += 1
    return last


def _goes_on(token: Token) -> bool:
    return token.text[0].isupper() and token.pos_ in ("PROPN", "NOUN", "ADJ")
