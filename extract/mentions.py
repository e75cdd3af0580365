"""Mentions: the words of a passage that speak of an actor or a place.

Names come from the gazetteer and the entity recogniser, which `annotate` has left
in ``doc.ents``; nominals are noun phrases whose head is a known kind of agent
("militants") or does the speaking; pronouns are those that stand for somebody.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from polybius.ontology.terms import PLACE_TYPES

from .analysis import LOCATED, Passage, RawMention
from .cues import cue_of
from .findings import MentionKind
from .gazetteer import lookup, resolve, seat_of
from .nominals import find_nominals, find_pronouns
from .place_words import COMPASS, PARTS, SETTLEMENTS

__all__ = ["RawMention", "find_mentions", "with_repeats"]

NAMED = frozenset({"PERSON", "ORG", "NORP", "GPE", "LOC", "FAC"})
_NEARBY = frozenset({"near", "outside"})
_LEADING = frozenset({"the", "a", "an", "this", "that", "these", "those"})


def find_mentions(passage: Passage) -> list[RawMention]:
    """Return a passage's mentions in reading order.

    A nominal that holds a name ("US troops") takes its place, unless it is of a single
    person; a part of a place ("western Iraq") takes the place of the place's own name.
    """
    names = [
        _with_part(mention) for mention in (*_whole(_names(passage)), *_place_after_noun(passage))
    ]
    at = {i: mention for mention in names for i in range(mention.start, mention.end)}
    nominals = list(find_nominals(passage, at))
    # "Estonia's prime minister" speaks of Estonia too; "Estonian troops" do not.
    taken = {i for m in nominals if m.label != "Person" for i in range(m.start, m.end)}
    kept = [m for m in names if taken.isdisjoint(range(m.start, m.end))]
    taken.update(i for m in kept for i in range(m.start, m.end))
    # "his army" speaks of him too.
    pronouns = (m for m in find_pronouns(passage) if m.start not in taken or m.root.dep_ == "poss")
    return sorted([*nominals, *kept, *pronouns], key=lambda m: (m.start, m.end))


def with_repeats(passages: Sequence[Passage], mentions: Sequence[RawMention]) -> list[RawMention]:
    """Return the mentions, and names the recogniser saw once and missed elsewhere.

    Looked for are the last words of persons' names, as proper nouns that stand alone.
    """
    surnames = {m.tokens[-1].text for m in mentions if m.label == "PERSON" and m.kind == "name"}
    taken = {(m.passage.part.part, i) for m in mentions for i in range(m.start, m.end)}
    repeats = (
        RawMention(passage, token.i, token.i + 1, "name", "PERSON")
        for passage in passages
        for token in passage.doc
        if token.text in surnames
        and token.pos_ == "PROPN"
        and token.dep_ != "compound"
        and (passage.part.part, token.i) not in taken
    )
    return [*mentions, *repeats]


# --- names ---------------------------------------------------------------------------------


def _names(passage: Passage) -> Iterator[RawMention]:
    for ent in passage.doc.ents:
        if ent.label_ not in NAMED:
            continue
        start, end = _trimmed(ent)
        if start < end and (ent.kb_id_ or _is_name(passage.doc[start:end], ent.label_)):
            key, label = ent.kb_id_ or None, ent.label_
            if key is None and label not in LOCATED and _is_said_place(ent.root):
                label = "GPE"
            if key is None:
                key, label = _looked_up(passage.doc[start:end].text, label)
            if label in LOCATED and key is None and _acts(ent.root):
                key = _seat(passage.doc[start:end].text)
            kind: MentionKind = "nominal" if _is_adjective(ent) else "name"
            yield RawMention(passage, start, end, kind, label, key)


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


def _place_after_noun(passage: Passage) -> Iterator[RawMention]:
    """Yield places that the recogniser missed after "the town of" or "near"."""
    for token in passage.doc:
        if token.pos_ == "PROPN" and not token.ent_type_ and _is_said_place(token):
            start = min([c.i for c in token.children if c.dep_ == "compound"] + [token.i])
            yield RawMention(passage, start, token.i + 1, "name", "GPE")


def _whole(names: Iterable[RawMention]) -> Iterator[RawMention]:
    """Yield the names, those that were cut in two put together.

    The recogniser may cut off a first name ("Marta | Liliana Quiroz"), a name that is
    marked beforehand cuts what ends with it ("the Gulf of | Finland").
    """
    held: RawMention | None = None
    for name in names:
        if held and held.key is None and held.end == name.start:
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


def _is_said_place(token: Token) -> bool:
    """Whether the words before say that a place is named ("the town of Bol", "near Diffa")."""
    if token.dep_ != "pobj" or not token.text[0].isupper():
        return False
    before = token.head
    after_noun = before.lower_ == "of" and before.head.lemma_.lower() in SETTLEMENTS
    return after_noun or before.lower_ in _NEARBY


def _looked_up(name: str, label: str) -> tuple[str | None, str]:
    """Return the key of the one known entity that bears a name and is of the label's kind.

    For names that stand for other things too, so that they are not marked beforehand
    ("Jordan"): here the recogniser has said that a place, say, is meant.
    """
    known = [found for found in lookup(name) if _fits(found.types, label)]
    return (known[0].key, label) if len(known) == 1 else (None, label)


def _fits(types: Sequence[str], label: str) -> bool:
    if label in LOCATED:
        return "Country" in types
    if label == "PERSON":
        return "Person" in types
    return label == "ORG" and PLACE_TYPES.keys().isdisjoint(types) and "Person" not in types


def _trimmed(ent: TokenSpan) -> tuple[int, int]:
    start, end = ent.start, ent.end
    while start < end and (
        ent.doc[start].lower_ in _LEADING or not ent.doc[start].text[0].isalnum()
    ):
        start += 1
    while end > start and (ent.doc[end - 1].lower_ in ("'s", "'") or ent.doc[end - 1].is_space):
        end -= 1
    return start, end


def _is_name(tokens: TokenSpan, label: str) -> bool:
    """Tell names from the recogniser's mistakes: small or shouted words, numbers, adjectives."""
    text = tokens.text
    if len(text) < 2 or "\n" in text or not tokens[0].text[0].isalpha():
        return False
    if len(tokens) == 1 and (
        text.lower() in COMPASS or (text.isupper() and tokens[0].pos_ != "PROPN")
    ):
        return False
    if any(character.isdigit() for character in text) and label != "ORG":
        return False
    is_adjective = label == "NORP" and tokens.root.tag_ not in ("NNPS", "NNS")
    return not is_adjective and any(token.text[0].isupper() for token in tokens)


def _is_adjective(ent: TokenSpan) -> bool:
    """Tell "Syrian border" (about Syria, by an adjective) from the name "Syria"."""
    return ent.label_ == "NORP" and ent.root.tag_ not in ("NNPS", "NNS")


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
    if kind is None or (mention.label == "NORP" and kind != "BorderArea"):
        return mention
    return replace(mention, end=end + 1, kind="name", label=kind, key=None, inside=inside)
