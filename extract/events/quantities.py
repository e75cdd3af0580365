"""Quantities: how many were killed, injured or arrested, with the bounds the text gives.

"at least 12" is 12 to nobody knows, "more than 100" 101 and up, "up to 30" 30 at most,
"dozens" 24 and up (two dozen at least), "hundreds" 200 and up. "about 40" is taken as
stated, 40 to 40: the text gives no bounds, and the span shows the "about".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from spacy.tokens import Token

from ..analysis import Passage
from ..findings import Quantity
from ..gazetteer import agents
from ..mentions.tolls import MEASURES
from .grammar import VERBS, is_passive, objects, subjects

__all__ = ["find_quantities", "read_quantity"]

_DYING = frozenset({"die", "perish"})
_STATES = {
    **dict.fromkeys(("dead", "killed"), "killed"),
    **dict.fromkeys(("hurt", "injured", "wounded"), "injured"),
}
_TAKING = frozenset({"capture"})  # of things as well as of people
_SUFFERED_IN = frozenset({"in", "during", "by"})
_CONSEQUENCES = frozenset({"advcl", "conj", "relcl", "acl", "ccomp", "dep"})

_UNITS = dict(
    zip(
        [
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ],
        range(1, 20),
        strict=True,
    )
)
_TENS = dict(
    zip(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"],
        range(20, 100, 10),
        strict=True,
    )
)
_SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000}
_ROUND = {"dozen": 12, "score": 20, "couple": 2}
_INDEFINITE = {  # plural nouns of number, and the least they say
    "dozens": 24,
    "scores": 40,
    "hundreds": 200,
    "thousands": 2_000,
    "tens of thousands": 20_000,
    "hundreds of thousands": 200_000,
    "several": 3,
    "a number": 2,
}
_WORD_NUMBER = "|".join([*_UNITS, *_TENS, *_SCALES, *_ROUND])
_NUMBER = (
    rf"(?:\d{{1,9}}(?:,\d{{3}}){{0,3}}(?:\.\d{{1,3}})?(?: (?:hundred|thousand|million|dozen))?"
    rf"|(?:an? )?(?:{_WORD_NUMBER})(?:(?: and |[ -])(?:{_WORD_NUMBER})){{0,6}})"
)
_BOUND = (
    r"at least|no fewer than|no less than|a minimum of|more than|over|upwards of|in excess of"
    r"|up to|at most|no more than|as many as|a maximum of|fewer than|less than|under"
    r"|nearly|almost|close to"
)
_EXPRESSION = re.compile(
    rf"\b(?<!\bno )(?:between (?P<low>{_NUMBER}) and (?P<high>{_NUMBER})"
    rf"|(?P<from>{_NUMBER})(?: to |(?<=\d)-)(?P<to>{_NUMBER})"
    rf"|(?P<indefinite>{'|'.join(sorted(_INDEFINITE, key=len, reverse=True))})"
    rf"|(?:(?P<bound>{_BOUND}) )?(?P<number>{_NUMBER})(?P<more> or more)?)(?![\w,.]*\d)\b",
    re.IGNORECASE,
)
_AT_LEAST = frozenset(("at least", "no fewer than", "no less than", "a minimum of", "upwards of"))
_ABOVE = frozenset(("more than", "over", "in excess of"))
_BELOW = frozenset(("fewer than", "less than", "under"))
_ARTICLE = re.compile(r"\ban?\b", re.IGNORECASE)
_NEAR = 40  # words looked at for what a verb left behind
_LONGEST = 200  # characters of a phrase that are looked at


def read_quantity(text: str) -> tuple[int | None, int | None, int, int] | None:
    """Return (min, max, start, end) of the first number of people in a phrase, or None.

    >>> read_quantity("at least 12 soldiers")
    (12, None, 0, 11)
    """
    found = _EXPRESSION.search(text[:_LONGEST])
    if found is None:
        return None
    least, most = _bounds(found)
    return least, most, found.start(), found.end()


def _bounds(found: re.Match[str]) -> tuple[int | None, int | None]:
    if found["low"]:
        return _value(found["low"]), _value(found["high"])
    if found["from"]:
        return _value(found["from"]), _value(found["to"])
    if found["indefinite"]:
        return _INDEFINITE[found["indefinite"].lower()], None
    value, bound = _value(found["number"]), (found["bound"] or "").lower()
    if bound in _ABOVE:
        return value + 1, None
    if bound in _AT_LEAST or found["more"]:
        return value, None
    if bound in _BELOW:
        return None, value - 1
    return (None, value) if bound else (value, value)


def _value(text: str) -> int:
    """The value of a numeral in digits or English words."""
    total, current = 0.0, 0.0
    for word in re.split(r"[ -]", text.lower().replace(",", "")):
        if word[:1].isdigit():
            current += float(word)
        elif word in _UNITS or word in _TENS:
            current += _UNITS.get(word) or _TENS[word]
        elif word in _ROUND or word == "hundred":
            current = (current or 1) * _ROUND.get(word, 100)
        elif word in _SCALES:
            total, current = total + (current or 1) * _SCALES[word], 0.0
    return round(total + current)


def find_quantities(passage: Passage, trigger: Token, carrier: Token | None) -> dict[str, Quantity]:
    """Return what an event's trigger, or the verb that carries it, did to how many.

    Consequences told beside it count as the event's ("attacked the base, killing 12"): a
    quantity with the same span on two events is the same people.
    """
    found: dict[str, Quantity] = {}
    for verb in _verbs(trigger, carrier):
        measure = MEASURES.get(verb.lemma_.lower())
        if measure is not None:
            people = subjects(verb) if verb.lemma_ in _DYING else objects(verb) or _bare(verb)
            if verb.lemma_ in _TAKING:
                people = [p for p in people if p.pos_ == "NUM" or p.lemma_.lower() in agents()]
            _add(found, measure, passage, people)
        if verb.lemma_ == "leave":
            for state in islice(verb.subtree, _NEAR):
                if state.lower_ in _STATES:
                    _add(found, _STATES[state.lower_], passage, _people_in(state))
    return found


def _verbs(trigger: Token, carrier: Token | None) -> Iterator[Token]:
    """The trigger and the verbs that tell its consequences."""
    starts = [trigger, *([carrier] if carrier is not None else [])]
    if trigger.dep_ == "nsubj" and trigger.head.pos_ in VERBS:
        starts.append(trigger.head)
    above = trigger.head
    if trigger.dep_ == "pobj" and above.lower_ in _SUFFERED_IN and above.head.lemma_ in MEASURES:
        yield above.head
    for start in starts:
        yield start
        for child in start.children:
            if child.dep_ in _CONSEQUENCES and child.pos_ in VERBS:
                yield child
                yield from (c for c in child.children if c.dep_ == "conj")


def _bare(verb: Token) -> list[Token]:
    """The subject of a passive that lost its auxiliary, as headlines have it ("12 killed")."""
    return (
        [] if is_passive(verb) else [c for c in verb.children if c.dep_ == "nsubj" and _counts(c)]
    )


def _counts(token: Token) -> bool:
    return token.pos_ == "NUM" or any(c.dep_ == "nummod" for c in token.children)


def _people_in(state: Token) -> list[Token]:
    """Who is "dead" or "wounded": its subject, the noun it follows, or the number before it."""
    own = [c for c in state.children if c.dep_ in {"nsubj", "nsubjpass", "nummod"}]
    if own or state.head.pos_ in {"NUM", "NOUN"}:
        return own or [state.head]
    return [c for c in state.head.children if c.dep_ == "dobj"]


def _add(found: dict[str, Quantity], measure: str, passage: Passage, people: list[Token]) -> None:
    for person in people if measure not in found else ():
        quantity = _counted(passage, person)
        if quantity is not None:
            found[measure] = quantity
            return


def _counted(passage: Passage, person: Token) -> Quantity | None:
    """The number said of a noun: before it, or itself ("killing 12", "dozens of them")."""
    start = person.left_edge.idx
    phrase = passage.part.text[start : person.idx + len(person)]
    read = read_quantity(phrase)
    if read is not None:
        least, most, first, last = read
        return Quantity(least, most, passage.span(start + first, start + last))
    article = _ARTICLE.match(phrase)
    if article is not None and person.tag_ == "NN":
        return Quantity(1, 1, passage.span(start, start + article.end()))
    return None
