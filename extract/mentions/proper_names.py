"""Proper names: what the gazetteer and the entity recogniser have marked, made whole.

`annotate` leaves both in ``doc.ents``. A name that is marked beforehand cuts what it is
the beginning of ("Chad | Relief Fund"), the recogniser takes in titles, brackets and
dashes, and guesses the kind of thing; the words of a name tell it ("data/name_heads.tsv").
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import replace

from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from ..analysis import LOCATED, Passage, RawMention
from ..cues import cue_of
from ..findings import MentionKind
from ..gazetteer import agents, body, lookup, resolve, seat_of, titles
from .impostors import is_name
from .name_heads import fits, name_heads
from .told_places import find_places_after_nouns, is_told_place
from .units import UNITS, with_units
from .whole_names import with_whole

__all__ = ["NAMED", "find_names"]

NAMED = frozenset({"PERSON", "ORG", "NORP", "GPE", "LOC", "FAC"})
_LEADING = frozenset({"the", "a", "an", "this", "that", "these", "those"})
_FIRST_NAMES = frozenset({"Christian"})  # words for a people that persons bear
_TITLE = 5  # words of a title that the recogniser takes into a person's name


def find_names(passage: Passage) -> Iterator[RawMention]:
    """Yield the names of actors and places, in reading order but for those that were missed."""
    found = list(with_units(map(_without_tail, with_whole(_marked(passage))), passage))
    yield from found
    yield from find_places_after_nouns(passage)
    yield from _headed(passage, {i for name in found for i in range(name.start, name.end)})


def _marked(passage: Passage) -> Iterator[RawMention]:
    for ent in passage.doc.ents:
        if ent.label_ not in NAMED:
            continue
        start, end = _trimmed(ent)
        if start < end and (ent.kb_id_ or is_name(passage.doc[start:end], _label(ent))):
            yield _mention(passage, ent, start, end)


def _without_tail(name: RawMention) -> RawMention:
    """Return a name without the "of the" behind it whose rest the recogniser has not seen."""
    end, doc = name.end, name.passage.doc
    while end > name.start + 1 and doc[end - 1].pos_ in ("ADP", "DET") and doc[end - 1].is_lower:
        end -= 1
    return name if end == name.end or name.key else replace(name, end=end)


def _label(ent: TokenSpan) -> str:
    """Return spaCy's label, but of a people for one of a people ("Kurd", "Yazidis")."""
    if ent.kb_id_ or len(ent) > 1:
        return ent.label_
    word = ent[0].text
    is_people = any(
        agents().get(form, ("", None))[0] == "Population" and form[0].isupper()
        for form in (word, ent[0].lemma_, word.removesuffix("s"))
        if form and form not in _FIRST_NAMES
    )
    return "NORP" if is_people else ent.label_


def _mention(passage: Passage, ent: TokenSpan, start: int, end: int) -> RawMention:
    key, label = ent.kb_id_ or None, _label(ent)
    if key is None and label == "PERSON" and passage.doc[end - 1].lower_ in UNITS:
        label = "ORG"
    if key is None and label not in LOCATED and is_told_place(ent.root):
        label = "GPE"
    if key is None:
        key, label = _looked_up(passage.doc[start:end].text, label)
    if label == "NORP" and key and _are_people(ent.root):
        key = _people_of(key)
    if label in LOCATED and key is None and _acts(ent.root):
        key = _seat(passage.doc[start:end].text)
    kind: MentionKind = "nominal" if _is_adjective(ent) else "name"
    return RawMention(passage, start, end, kind, label, key)


def _are_people(root: Token) -> bool:
    """Whether some people of a country are named: "200 Chadians", not "the Chadians" as a side."""
    if root.tag_ not in ("NNPS", "NNS"):
        return False
    told = {child.dep_ for child in root.children}
    is_whole = any(child.lower_ == "the" for child in root.lefts)
    return not is_whole or not told.isdisjoint({"nummod", "amod", "relcl", "acl"})


def _people_of(country: str) -> str:
    """Return the key of a country's citizens, or the key given where it is no country's."""
    people = body(country.removeprefix("country-"), "citizens")
    return people.key if people and country.startswith("country-") else country


def _seat(name: str) -> str | None:
    """Return the government whose capital is so called."""
    place = resolve(name).best
    seat = seat_of(place) if place else None
    return seat.key if seat else None


def _acts(root: Token) -> bool:
    """Say whether a place's name acts or is spoken to: "Ankara accused Paris"."""
    while root.dep_ == "conj" and root.head.pos_ == "PROPN":
        root = root.head
    if root.dep_ in ("dobj", "dative"):
        return cue_of(root.head) is not None
    return root.dep_ == "agent" or (root.dep_ == "nsubj" and root.head.pos_ == "VERB")


def _headed(passage: Passage, taken: Set[int]) -> Iterator[RawMention]:
    """Yield names that the recogniser missed, and that end with what such things are called."""
    for token in passage.doc:
        label = name_heads().get(token.lower_) if token.pos_ == "PROPN" else None
        if not label:
            continue
        start = min((c.i for c in token.lefts if c.dep_ == "compound"), default=token.i)
        if start < token.i and _is_missed(passage.doc[start : token.i + 1], taken):
            yield RawMention(passage, start, token.i + 1, "name", label)


def _is_missed(words: TokenSpan, taken: Set[int]) -> bool:
    return all(
        t.pos_ == "PROPN" and t.text[0].isupper() and not t.text.isupper() and t.i not in taken
        for t in words
    )


def _looked_up(name: str, label: str) -> tuple[str | None, str]:
    """Return the key of the one known entity that bears a name and is of the label's kind.

    For names that stand for other things too, so that they are not marked beforehand
    ("Jordan"): here the recogniser has said that a place, say, is meant.
    """
    known = [found for found in lookup(name) if fits(found.types, label)]
    return (known[0].key, label) if len(known) == 1 else (None, label)


# --- where a name begins and ends --------------------------------------------------------------


def _trimmed(ent: TokenSpan) -> tuple[int, int]:
    """Return the name's tokens without articles, marks, "'s" and a person's title."""
    start, end, doc = ent.start, ent.end, ent.doc
    while start < end and (doc[start].lower_ in _LEADING or not doc[start].text[0].isalnum()):
        start += 1
    while end > start and _ends_nothing(doc[end - 1]):
        end -= 1
    if ent.label_ == "PERSON" and not ent.kb_id_:
        start = _after_title(doc, start, end)
    return start, end


def _ends_nothing(token: Token) -> bool:
    """Whether a name cannot end so: a mark, unless the name goes on right behind it."""
    if token.lower_ in ("'s", "'"):
        return True
    return bool(token.whitespace_) and not any(c.isalnum() for c in token.text)


def _after_title(doc: Doc, start: int, end: int) -> int:
    """Return where a person's name begins behind a title: "Secretary of | State Jane Doe"."""
    for last in range(min(end - 1, start + _TITLE), start, -1):
        words = (doc[first:last].text.lower() for first in range(max(0, start - 3), start + 1))
        if any(title in titles() for title in words):
            return last
    return start


def _is_adjective(ent: TokenSpan) -> bool:
    """Tell "Syrian border" (about Syria, by an adjective) from the name "Syria"."""
    return ent.label_ == "NORP" and ent.root.tag_ not in ("NNPS", "NNS")
