"""Triggers: which words of a text tell of an event, by the lexicon."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, islice

from spacy.tokens import Doc, Token

from .governance import PREPOSITION_OBJECT, governor_of, whole_of
from .grammar import (
    CLAUSAL_COMPLEMENT,
    NOUNS,
    OBJECT,
    VERBS,
    complements,
    conjuncts,
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
_BESIDE = 2  # words from a head to what is joined to it ("shot and killed")
_NEAR = 12  # words after a verb in which a score is looked for
_DIGITS = 3
_DASHES = frozenset({"-", "–"})
_QUOTES = frozenset({'"', "'"})
_SCORE = re.compile(r"\d{1,3}[-–]\d{1,3}")
_WINNING = frozenset(
    [
        *("beat", "blank", "crush", "defeat", "demolish", "down", "hammer", "overcome"),
        *("overpower", "rout", "stun", "sweep", "thrash", "top", "trounce", "upset"),
    ]
)
_CONTESTS = frozenset(
    [
        *("ballot", "candidate", "championship", "cup", "election", "final", "fixture", "football"),
        *("challenger", "incumbent", "nominee", "seat"),
        *(
            "inning",
            "league",
            "match",
            "medal",
            "playoff",
            "premiership",
            "primary",
            "quarterfinal",
        ),
        *("rugby", "runoff", "semifinal", "tennis", "tournament", "vote"),
    ]
)
_WITHIN = frozenset({"at", "by", "for", "in", "of", "to", "with"})  # not "before the election"
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
        match = _best(_entries(entries, token, pos), token)
        if match is not None and match.entry.type != NO_EVENT:
            yield match


def _best(entries: tuple[Entry, ...], token: Token) -> Match | None:
    """Return the first entry that fits a token.

    Common verbs have scores of entries, and most ask for a word that does not stand there.
    """
    near = list(_dependents(token)) if entries else []
    words = {word for t in near for word in _forms(t)}
    for entry in entries:
        if entry.elements and entry.elements[0].isdisjoint(words):
            continue
        used = _fit(entry, token, near)
        if used is not None:
            return Match(entry, token, used)
    return None


def _is_name_or_attribute(token: Token) -> bool:
    """Whether a word only names something: "assault rifle", "detained men", "in March"."""
    if token.pos_ in VERBS:
        return token.dep_ == "amod" or _is_of_sport(token) or _is_calling_names(token)
    if token.dep_ == "compound" and token.head.lemma_.lower() not in _COURSES:
        return True
    return token.ent_type_ in _TIMES or (token.pos_ == "PROPN" and bool(token.ent_type_))


def _is_of_sport(verb: Token) -> bool:
    """Whether a verb of winning stands beside a score or a contest ("beat Ghana 2-1")."""
    if verb.lemma_.lower() not in _WINNING:
        return False
    if any(t.lemma_.lower() in _CONTESTS and _is_part_of(t, verb) for t in verb.sent):
        return True
    after = verb.doc[verb.i + 1 : min(verb.i + _NEAR, verb.sent.end)]
    texts = [t.text for t in after]
    return any(
        mark in _DASHES and _is_goals(before) and _is_goals(behind)
        for before, mark, behind in zip(texts, texts[1:], texts[2:], strict=False)
    ) or any(_SCORE.fullmatch(text) for text in texts)


def _is_part_of(noun: Token, verb: Token) -> bool:
    """Whether a noun is said of a verb's clause itself, not of what came before or after it."""
    for token in islice((noun, *noun.ancestors), _NEAR):
        if token.i == verb.i:
            return noun.pos_ in {"NOUN", "PROPN"}
        if token.pos_ in _PART_OF_SPEECH and _PART_OF_SPEECH[token.pos_] == "VERB":
            return False
        if token.dep_ in {"prep", "agent"} and token.lower_ not in _WITHIN:
            return False
    return False


def _is_goals(word: str) -> bool:
    return word.isdecimal() and len(word) <= _DIGITS


def _is_calling_names(verb: Token) -> bool:
    """Whether "call" says what somebody thinks of something ("called the vote a farce")."""
    if verb.lemma_ != "call":
        return False
    objects_told = [c for c in verb.children if c.dep_ in ("dobj", "oprd", "acomp")]
    return len(objects_told) > 1 or any(_is_before_quote(c) for c in objects_told)


def _is_before_quote(noun: Token) -> bool:
    """Whether a quotation begins right behind a phrase ("called the sentence 'unjust'")."""
    end = noun.right_edge.i + 1
    return end < len(noun.doc) and noun.doc[end].text in _QUOTES


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


def _fit(entry: Entry, token: Token, near: list[Token]) -> tuple[Token, ...] | None:
    """Return the words that fill the entry's elements, or None where one is not filled.

    ``near`` are the token's dependents; a word found adds its own.
    """
    found: list[Token] = []
    for wanted in entry.elements:
        fits = chain(near, *(_dependents(t) for t in found))
        word = next((t for t in fits if not wanted.isdisjoint(_forms(t))), None)
        if word is None or _only_dates(word):
            return None
        found.append(word)
    return tuple(found)


def _forms(word: Token) -> tuple[str, ...]:
    """What an element may name a word by; "to" stands for an infinitive too."""
    forms = (word.lemma_.lower(), word.lower_)
    if word.dep_ not in CLAUSAL_COMPLEMENT:
        return forms
    is_infinitive = any(c.dep_ == "aux" and c.lower_ == "to" for c in word.children)
    return (*forms, "to") if is_infinitive else forms


def _only_dates(word: Token) -> bool:
    """Whether a preposition only brings a date ("called on Monday")."""
    return word.dep_ == "prep" and any(c.ent_type_ in _TIMES for c in word.children)


def _dependents(token: Token) -> Iterator[Token]:
    """A word's dependents, its subject aside, and the objects it has by other ways."""
    for child in token.children:
        if child.dep_ in _NO_ELEMENT and not (child.dep_ == "advcl" and child.tag_ == "VB"):
            continue
        if child.dep_ == "conj" and child.pos_ in VERBS and child.i - token.i > _BESIDE:
            continue  # another clause: "responded, and demanded"
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
    first = whole_of(first)
    rule = governor_of(first)
    if rule is None or first.dep_ not in OBJECT | {"nsubjpass", "pobj"}:
        return None
    return rule[0] if rule[0].pos_ in VERBS else None
