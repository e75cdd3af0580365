"""Mentions: the words of a passage that speak of an actor or a place.

Names come from the gazetteer and the entity recogniser, which `annotate` has left
in ``doc.ents``; nominals are noun phrases whose head is a known kind of agent
("militants") or does the speaking; pronouns are those that stand for somebody.
"""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Doc

from polybius.ontology.terms import PLACE_TYPES

from ..analysis import LOCATED, Passage, RawMention
from ..gazetteer import lookup
from .coordinates import find_coordinates
from .nominals import find_nominals, find_pronouns
from .place_nouns import is_place
from .place_words import COMPASS, PARTS
from .proper_names import find_names

__all__ = ["RawMention", "find_mentions"]


# Parts of a town that are called after something else: no part of the place of that name.
_OWN_NAMED = frozenset({"district", "suburb", "neighborhood", "neighbourhood"})


def find_mentions(passage: Passage) -> list[RawMention]:
    """Return a passage's mentions in reading order.

    A nominal that holds a name ("US troops") takes its place, unless it is of a single
    person; a part of a place ("western Iraq") takes the place of the place's own name.
    """
    points = list(find_coordinates(passage))
    figures = {i for point in points for i in range(point.start, point.end)}
    found = (m for m in find_names(passage) if figures.isdisjoint(range(m.start, m.end)))
    names = [*points, *map(_with_part, found)]
    at = {i: mention for mention in names for i in range(mention.start, mention.end)}
    nominals = list(find_nominals(passage, at))
    # "Estonia's prime minister" and "a Tallinn hotel" speak of names too; "Estonian troops" do not.
    taken = {i for m in nominals if not _is_beside(m) for i in range(m.start, m.end)}
    kept = [m for m in names if _is_home(m) or taken.isdisjoint(range(m.start, m.end))]
    taken.update(i for m in kept for i in range(m.start, m.end))
    # "his army" speaks of him too.
    pronouns = (m for m in find_pronouns(passage) if m.start not in taken or m.root.dep_ == "poss")
    return sorted([*nominals, *kept, *pronouns], key=lambda m: (m.start, m.end))


def _is_home(mention: RawMention) -> bool:
    """Whether a town or region is named that the nominal around it is of ("Leeds police")."""
    return mention.is_place and not (mention.key or "").startswith("country-")


def _is_beside(nominal: RawMention) -> bool:
    """Whether the names in a nominal are other things than it: it is a person or a place."""
    return nominal.label == "Person" or nominal.label in PLACE_TYPES


# --- parts of places -------------------------------------------------------------------------


def _with_part(mention: RawMention) -> RawMention:
    """Widen a place's name to the part of it that is meant."""
    widened = _widened(mention)
    if widened is mention:
        return mention
    known = (e for e in lookup(widened.text) if not PLACE_TYPES.keys().isdisjoint(e.types))
    found = next(known, None)
    return replace(widened, key=found.key) if found else widened


def _widened(mention: RawMention) -> RawMention:
    doc, start, end = mention.passage.doc, mention.start, mention.end
    inside = mention.key or mention.text
    if mention.is_place and start > 0 and doc[start - 1].text in COMPASS:
        start -= (
            3 if start > 2 and doc[start - 2].text == "-" and doc[start - 3].text in COMPASS else 1
        )
        return replace(mention, start=start, label="Region", key=None, inside=inside)
    if mention.is_place and doc[start].text in COMPASS and end - start > 1 and not mention.key:
        return replace(mention, label="Region", inside=doc[start + 1 : end].text)
    if not mention.is_place and mention.label != "NORP":
        return mention
    if end + 1 < len(doc) and doc[end].text == "'s" and doc[end + 1].text in COMPASS:
        end += 2
    kind = PARTS.get(doc[end].lemma_) if end < len(doc) and doc[end].pos_ == "NOUN" else None
    if kind and doc[end].dep_ == "compound" and is_place(doc[end].head):
        return mention  # "the Chadian island territory" is no island
    if kind is None or (mention.label == "NORP" and kind != "BorderArea"):
        return mention
    if mention.is_place and doc[end].lemma_.lower() in _OWN_NAMED:
        inside = _named_behind(doc, end + 1) or inside
    return replace(mention, end=end + 1, kind="name", label=kind, key=None, inside=inside)


def _named_behind(doc: Doc, at: int) -> str | None:
    """Return the place that "of" or "in" joins: "the Marda district of Bol" is Bol's."""
    if at + 1 >= len(doc) or doc[at].lower_ not in ("of", "in"):
        return None
    first = at + 2 if doc[at + 1].lower_ == "the" else at + 1
    held = next((e for e in doc.ents if e.start == first and e.label_ in LOCATED), None)
    return (held.kb_id_ or held.text) if held else None
