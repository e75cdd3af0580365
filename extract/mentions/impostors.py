"""Impostors: what the recogniser takes for a name of an actor or place, and is none."""

from __future__ import annotations

import re

from spacy.tokens import Span as TokenSpan

from ..gazetteer import agents, titles
from .name_heads import name_heads
from .place_words import COMPASS
from .units import is_ordinal

__all__ = ["is_name"]

# Weapons, craft and diseases: "T-72", "BUK-M2", "COVID-19".
_DESIGNATION = re.compile(r"[A-Za-z]{1,5}-[A-Z]{0,3}\d+\w{0,3}")
# What commenters call those they despise; whom they mean is for the reader to guess.
_SNEERS = frozenset({"israhell", "bankster", "banksters", "zionazi", "zionazis", "libtard"})
# What storms are called by, and what nobody is: faiths and doctrines.
_STORMS = frozenset({"cyclone", "hurricane", "storm", "tropical", "typhoon"})
_DOCTRINES = frozenset(
    {
        *("islam", "christianity", "judaism", "hinduism", "buddhism", "sikhism", "catholicism"),
        *("protestantism", "communism", "marxism", "socialism", "capitalism", "fascism"),
        *("nazism", "zionism", "jihad", "sharia", "shari'a", "ramadan", "quran", "koran", "bible"),
    }
)
_THINGS = frozenset(
    {
        *("address", "scan", "test", "machine", "system", "code", "number", "device", "signal"),
        *("facility", "attack", "explosion", "blast", "network", "file", "card", "image", "cell"),
        *("vaccine", "virus", "battery", "engine", "drive", "chip", "server", "screen", "format"),
    }
)


def is_name(tokens: TokenSpan, label: str) -> bool:
    """Tell names from the recogniser's mistakes; ``label`` is what it takes the name for."""
    if not _is_written_as_name(tokens, label) or _is_role(tokens) or _is_one_of_many(tokens):
        return False
    if any(t.lower_ in _SNEERS for t in tokens) or tokens.text.lower() in _DOCTRINES:
        return False
    if len(tokens) > 1 and tokens[0].lower_ in _STORMS:
        return False
    if label == "ORG" and (_is_thing(tokens) or _is_acronym_of_thing(tokens)):
        return False
    return label != "NORP" or tokens.root.tag_ in ("NNPS", "NNS")  # else an adjective


def _is_written_as_name(tokens: TokenSpan, label: str) -> bool:
    """Whether it has a capital, and is neither shouted, a compass point nor a number."""
    text = tokens.text
    is_numbered = label == "ORG" and is_ordinal(tokens[0])
    if len(text) < 2 or "\n" in text or not (tokens[0].text[0].isalpha() or is_numbered):
        return False
    if label != "ORG" and any(character.isdigit() for character in text):
        return False
    is_shouted = text.isupper() and tokens[0].pos_ != "PROPN"
    if len(tokens) == 1 and (text.lower() in COMPASS or is_shouted):
        return False
    return any(token.text[0].isupper() for token in tokens)


def _is_one_of_many(tokens: TokenSpan) -> bool:
    """Whether an acronym has an article as things have and organisations have not ("a UAV")."""
    token = tokens[0]
    if len(tokens) > 1 or not token.text.isupper():
        return False
    return any(c.lower_ in ("a", "an") or c.dep_ == "nummod" for c in token.lefts)


def _is_role(tokens: TokenSpan) -> bool:
    """Whether it only says what somebody is: "Sgt", "Airmen", "Minister of Canals"."""
    word = tokens[0].lower_.rstrip(".")
    if len(tokens) > 1:
        return tokens[1].lower_ in ("of", "for") and tokens[0].lower_ in titles()
    is_title = word in titles() or f"{word}." in titles()
    return is_title or (word.endswith("men") and f"{word[:-3]}man" in agents())


def _is_thing(tokens: TokenSpan) -> bool:
    """Whether a name is of what cannot act: an operation, a treaty, a conference."""
    if any(_DESIGNATION.fullmatch(token.text) for token in tokens):
        return True
    if len(tokens) < 2:
        return False
    first, last = tokens[0].lower_, tokens[-1].lower_
    return name_heads().get(last) == "" or (
        name_heads().get(first) == "" and (tokens[1].lower_ == "of" or first == "operation")
    )


def _is_acronym_of_thing(tokens: TokenSpan) -> bool:
    """Whether it is letters that only say which thing is meant: "a CT scan", "IP addresses"."""
    token = tokens[0]
    if len(tokens) > 1 or not token.text.isupper() or token.dep_ not in ("compound", "amod"):
        return False
    return token.head.pos_ == "NOUN" and token.head.lemma_.lower() in _THINGS
