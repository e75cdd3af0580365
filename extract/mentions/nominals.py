"""Nominals: noun phrases and pronouns that speak of an actor or a place without its name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Doc, Token

from ..analysis import Passage, RawMention
from ..gazetteer import body
from .agent_nouns import is_agent, is_noun, kind_of
from .place_nouns import is_place, place_noun
from .place_words import PARTS, SETTLEMENTS
from .tolls import is_toll

__all__ = ["find_nominals", "find_pronouns"]

# Nouns by which a group's people stand for the group.
_MEMBERS = frozenset(
    {
        *("fighter", "force", "member", "militant", "militiaman", "soldier", "troop", "unit"),
        *("gunman", "insurgent", "rebel", "combatant", "guerrilla", "commander", "leader"),
    }
)
_INNER = frozenset({"compound", "amod", "nmod"})
_MODIFIERS = frozenset(
    {"det", "amod", "compound", "nmod", "nummod", "poss", "predet", "advmod", "quantmod"}
)
# Single nouns for many people; other nouns of the population ("a woman") are one person.
_COLLECTIVE = frozenset(
    {
        *("clan", "community", "crowd", "family", "household", "majority", "minority", "nation"),
        *("people", "population", "public", "tribe", "youth", "staff", "townspeople", "group"),
    }
)
_WITHIN = frozenset({"in", "of", "inside", "within"})
PRONOUNS = frozenset(
    {
        *("he", "him", "his", "himself", "she", "her", "hers", "herself", "who"),
        *("they", "them", "their", "theirs", "themselves", "it", "its", "itself"),
    }
)


def find_nominals(passage: Passage, names: dict[int, RawMention]) -> Iterator[RawMention]:
    """Yield the noun phrases that speak of somebody; ``names`` are the passage's, by token."""
    for token in passage.doc:
        if token.i in names or token.dep_ in _INNER:
            continue
        if is_toll(token):
            yield RawMention(passage, _left_edge(token), token.i + 1, "nominal", "Population")
        if not is_noun(token):
            continue
        if is_agent(token, is_title=passage.part.part == "title"):
            yield _nominal(passage, token, names)
        elif _is_place(token):
            yield _place(passage, token, names)


def _is_place(token: Token) -> bool:
    if not is_place(token):
        return False
    # "The city of Raqqa" is Raqqa, "the outskirts of Raqqa" are not.
    of = next((child for child in token.rights if child.lower_ == "of"), None)
    if of is None or token.lemma_.lower() not in SETTLEMENTS or token.tag_ == "NNS":
        return True
    return token.lemma_.lower() in PARTS and not any(t.pos_ == "PROPN" for t in of.subtree)


def _place(passage: Passage, token: Token, names: dict[int, RawMention]) -> RawMention:
    noun = place_noun(token)
    kind = noun.kind if noun else "Place"
    found = RawMention(passage, _left_edge(token), token.i + 1, "nominal", kind)
    within = next(_containers(token, found.start, names), None)
    return replace(found, inside=within.key or within.text) if within else found


def _containers(token: Token, start: int, names: dict[int, RawMention]) -> Iterator[RawMention]:
    """Yield the named places that a nominal place is said to be in, the nearest first."""
    inner = [token.doc[i] for i in range(start, token.i)]
    after = [t for c in token.rights if c.lower_ in _WITHIN for t in c.children]
    found = (names.get(t.i) for t in (*after, *inner))
    yield from (m for m in found if m and (m.is_place or (m.key or "").startswith("country-")))


def _nominal(passage: Passage, token: Token, names: dict[int, RawMention]) -> RawMention:
    start = _left_edge(token)
    inner = {id(m): m for i in range(start, token.i) if (m := names.get(i))}
    kind, sector = kind_of(token) or ("Actor", None)
    if kind == "Person" and token.tag_ == "NNS":
        kind = "Actor"
    elif (
        kind == "Population"
        and token.tag_ in ("NN", "NNP")
        and token.lemma_.lower() not in _COLLECTIVE
    ):
        kind = "Person"
    found = RawMention(passage, start, token.i + 1, "nominal", kind, sector=sector)
    country = next((m for m in inner.values() if (m.key or "").startswith("country-")), None)
    group = next((m for m in inner.values() if m.label == "ORG"), None) or _of_group(token, names)
    owner = country or _of_country(token, names)
    if group and kind != "Person":
        return replace(found, key=group.key, label=group.label, inside=group.text)
    if owner and owner.key:
        first = country.end if country else start
        return replace(found, key=_body_key(passage.doc, owner.key, first, token), inside=owner.key)
    return found


def _is_single(token: Token) -> bool:
    return token.tag_ in ("NN", "NNP") and token.lemma_.lower() not in _COLLECTIVE


def _left_edge(token: Token) -> int:
    """Return where the noun phrase before its head begins, modifiers and all."""
    start = token.i
    for child in sorted(token.lefts, key=lambda t: -t.i):
        if child.dep_ not in _MODIFIERS and not child.is_punct:
            break
        start = child.left_edge.i
    while start < token.i and (token.doc[start].is_punct or token.doc[start].is_space):
        start += 1
    return start


def _of_country(token: Token, names: dict[int, RawMention]) -> RawMention | None:
    """Return the country after "of", as in "the army of Syria"."""
    for preposition in token.children:
        if preposition.lower_ == "of":
            for owner in preposition.children:
                mention = names.get(owner.i)
                if mention and (mention.key or "").startswith("country-"):
                    return mention
    return None


def _of_group(token: Token, names: dict[int, RawMention]) -> RawMention | None:
    """Return the known group after "of" whose fighters or forces are meant."""
    if token.lemma_.lower() not in _MEMBERS:
        return None
    for preposition in token.children:
        if preposition.lower_ == "of":
            for owner in preposition.children:
                mention = names.get(owner.i)
                if mention and mention.label == "ORG" and mention.key:
                    return mention
    return None


def _body_key(doc: Doc, country: str, first: int, token: Token) -> str | None:
    """Return the key of the country's body that the words before and with the head name."""
    code = country.removeprefix("country-")
    for start in range(first, token.i + 1):
        words = [t.lower_ for t in doc[start : token.i]]
        for last in (token.lower_, token.lemma_.lower()):
            entry = body(code, " ".join([*words, last]))
            if entry:
                return entry.key
    return None


# --- pronouns ------------------------------------------------------------------------------


def find_pronouns(passage: Passage) -> Iterator[RawMention]:
    """Yield the pronouns that may stand for somebody."""
    for token in passage.doc:
        if token.pos_ == "PRON" and token.lower_ in PRONOUNS and token.dep_ != "expl":
            yield RawMention(passage, token.i, token.i + 1, "pronoun", "PRONOUN")
