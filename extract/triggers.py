"""Triggers: which words of a text tell of an event, by the lexicon."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from .grammar import (
    CLAUSAL_COMPLEMENT,
    NOUNS,
    OBJECT,
    PREPOSITION_OBJECT,
    VERBS,
    complements,
    conjuncts,
    governor_of,
    objects,
)
from .lexicon import NO_EVENT, Entry, Lexicon

__all__ = ["Match", "absorbed", "carrier_of", "find_matches"]

# Types that already say what their complement would do: coded once (PLOVER).
ABSORBING = frozenset({"AGREE", "REQUEST", "REJECT", "THREATEN"})
DENIALS = frozenset({"deny"})  # what is denied is told, as not having happened
_PART_OF_SPEECH = {
    "VERB": "VERB",
    "AUX": "VERB",
    "NOUN": "NOUN",
    "PROPN": "NOUN",
    "ADJ": "ADJ",
}
_TIMES = frozenset({"DATE", "TIME"})
# Nouns that say of an event before them that it went on ("the bombing campaign").
_COURSES = frozenset(
    {"agreement", "attempt", "campaign", "deal", "effort", "incident", "operation", "spree", "wave"}
)
_NO_ELEMENT = frozenset({"nsubj", "csubj", "punct", "det", "advcl", "relcl", "appos", "parataxis"})
_IRREGULAR = {
    "forgave": "forgive",
    "forgiven": "forgive",
    "retook": "retake",
    "retaken": "retake",
    "undertook": "undertake",
    "undertaken": "undertake",
}
_ENDINGS = (
    ("pped", "p"),
    ("ed", ""),
    ("ed", "e"),
    ("ing", ""),
    ("ing", "e"),
    ("es", ""),
    ("es", "e"),
    ("s", ""),
)


@dataclass(frozen=True, slots=True)
class Match:
    """An entry that fits a token. ``used`` are the other words of its pattern."""

    entry: Entry
    token: Token
    used: tuple[Token, ...]


def find_matches(doc: Doc, entries: Lexicon) -> Iterator[Match]:
    """Yield each word that an entry fits, with the most specific such entry, in order."""
    for token in doc:
        pos = _PART_OF_SPEECH.get(token.pos_)
        if pos is None or _is_name_or_attribute(token):
            continue
        for entry in _entries(entries, token, pos):
            used = _fit(entry, token)
            if used is not None:
                if entry.type != NO_EVENT:
                    yield Match(entry, token, used)
                break


def _is_name_or_attribute(token: Token) -> bool:
    """Whether a word only names something: "assault rifle", "detained men", "in March"."""
    if token.pos_ in VERBS:
        return token.dep_ == "amod"
    if token.dep_ == "compound" and token.head.lemma_.lower() not in _COURSES:
        return True
    return token.ent_type_ in _TIMES or (token.pos_ == "PROPN" and bool(token.ent_type_))


def _entries(entries: Lexicon, token: Token, pos: str) -> tuple[Entry, ...]:
    """The entries of a word, looked up by its lemma, else by its regular base forms.

    spaCy's rules take "staged" for a form of "stag" and "suppresses" of "suppresse".
    """
    found = entries.get((token.lemma_.lower(), pos), ())
    if found or pos != "VERB":
        return found
    word = token.lower_
    if word in _IRREGULAR:
        return entries.get((_IRREGULAR[word], pos), ())
    bases = (word[: -len(end)] + new for end, new in _ENDINGS if word.endswith(end))
    return next((entries[base, pos] for base in bases if (base, pos) in entries), ())


def _fit(entry: Entry, token: Token) -> tuple[Token, ...] | None:
    """Return the words that fill the entry's elements, or None where one is not filled."""
    anchors = [token]
    for wanted in entry.elements:
        fits = (t for anchor in anchors for t in _dependents(anchor))
        found = next((t for t in fits if _is_one_of(t, wanted)), None)
        if found is None or _only_dates(found):
            return None
        anchors.append(found)
    return tuple(anchors[1:])


def _is_one_of(word: Token, wanted: frozenset[str]) -> bool:
    if word.lemma_.lower() in wanted or word.lower_ in wanted:
        return True
    if "to" not in wanted or word.dep_ not in CLAUSAL_COMPLEMENT:
        return False
    return any(c.dep_ == "aux" and c.lower_ == "to" for c in word.children)


def _only_dates(word: Token) -> bool:
    """Whether a preposition only brings a date ("called on Monday")."""
    return word.dep_ == "prep" and any(c.ent_type_ in _TIMES for c in word.children)


def _dependents(token: Token) -> Iterator[Token]:
    """A word's dependents, its subject aside, and the objects it has by other ways."""
    for child in token.children:
        if child.dep_ in _NO_ELEMENT and not (child.dep_ == "advcl" and child.tag_ == "VB"):
            continue
        yield child
        if child.dep_ in OBJECT | PREPOSITION_OBJECT:
            yield from conjuncts(child)
    if token.pos_ in VERBS:
        yield from objects(token)


def absorbed(matches: Mapping[int, Match]) -> dict[int, tuple[Match, ...]]:
    """Return the matches that another's pattern or type already tells, by that other."""
    found: dict[int, tuple[Match, ...]] = {}
    taken: set[int] = set()
    for i, match in matches.items():
        tokens = [*match.used]
        if match.entry.type in ABSORBING and match.token.lemma_ not in DENIALS:
            for token in complements(match.token):
                tokens += [token, *objects(token)] if token.pos_ in VERBS else [token]
        inner = [matches[t.i] for t in tokens if t.i in matches and t.i != i and t.i not in taken]
        if inner:
            found[i] = tuple(dict.fromkeys(inner))
            taken.update(m.token.i for m in inner)
    return found


def carrier_of(token: Token) -> Token | None:
    """The verb that says of a noun that it was done ("launched an attack")."""
    if token.pos_ not in NOUNS:
        return None
    first = token
    while first.dep_ == "conj" and first.head.pos_ in NOUNS:
        first = first.head
    rule = governor_of(first)
    if rule is None or first.dep_ not in OBJECT | {"nsubjpass", "pobj"}:
        return None
    return rule[0] if rule[0].pos_ in VERBS else None
