"""Nominals: noun phrases and pronouns that speak of an actor or a place without its name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Doc, Token

from .analysis import Passage, RawMention
from .cues import cue_of
from .gazetteer import agents, body
from .place_words import PLACE_NOUNS

__all__ = ["find_nominals", "find_pronouns"]

# Nouns by which a group's people stand for the group.
_MEMBERS = frozenset(
    {
        *("fighter", "force", "member", "militant", "militiaman", "soldier", "troop", "unit"),
        *("gunman", "insurgent", "rebel", "combatant", "guerrilla", "commander", "leader"),
    }
)
PRONOUNS = frozenset(
    {
        *("he", "him", "his", "himself", "she", "her", "hers", "herself", "who"),
        *("they", "them", "their", "theirs", "themselves", "it", "its", "itself"),
    }
)


def find_nominals(passage: Passage, names: dict[int, RawMention]) -> Iterator[RawMention]:
    """Yield the noun phrases that speak of somebody; ``names`` are the passage's, by token."""
    for token in passage.doc:
        if token.pos_ == "NOUN" and token.i not in names and _is_agent(token):
            yield _nominal(passage, token, names)


def _is_agent(token: Token) -> bool:
    if token.dep_ in ("compound", "amod", "nmod"):
        return False
    lemma = token.lemma_.lower()
    if lemma in PLACE_NOUNS:
        return not any(child.lower_ == "of" for child in token.rights)  # not "the city of Raqqa"
    return lemma in agents() or _speaks(token)


def _speaks(token: Token) -> bool:
    """Say whether a noun is the subject of a verb of speech ("sources said")."""
    cue = cue_of(token.head) if token.dep_ == "nsubj" else None
    return cue is not None and cue.kind == "speech"


def _nominal(passage: Passage, token: Token, names: dict[int, RawMention]) -> RawMention:
    start = _left_edge(token)
    inner = {id(m): m for i in range(start, token.i) if (m := names.get(i))}
    kind, sector = agents().get(token.lemma_.lower(), ("Actor", None))
    if kind == "Person" and token.tag_ == "NNS":
        kind = "Actor"
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


def _left_edge(token: Token) -> int:
    """Return where the noun phrase before its head begins, modifiers and all."""
    modifiers = {
        "det",
        "amod",
        "compound",
        "nmod",
        "nummod",
        "poss",
        "predet",
        "advmod",
        "quantmod",
    }
    start = token.i
    for child in sorted(token.lefts, key=lambda t: -t.i):
        if child.dep_ not in modifiers and not child.is_punct:
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
