"""Matcher: the names of known actors and places in a sequence of tokens.

A trie over the files' names, each cut into tokens as the text's are. The longest
name wins; among names of one length, those first in `curated` do. Case decides what
is a name: "US" is the country and "us" is not, "ISIS" may be written "Isis", and
names that are common words when written small never match written small.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from . import imported
from .entries import (
    Entry,
    ambiguous,
    body_of,
    body_phrases,
    capitals,
    curated,
    demonyms,
    fold,
    metonyms,
    named,
)
from .places import large

__all__ = ["Match", "Matcher", "Role", "build_matcher", "match"]

Role = Literal["name", "demonym", "metonym", "body"]
Tokenize = Callable[[str], Sequence[str]]

LARGE = 100_000  # inhabitants of the cities that are matched
SHORTEST = 4  # letters of a city's name
_APOSTROPHES = str.maketrans("’‘ʼ", "'''")
_POSSESSIVE = ("'s", "'")


@dataclass(frozen=True, slots=True)
class Match:
    """A name at ``tokens[start:end]`` and the entry it stands for.

    A place is the best known of its name: `resolve` says which one a text means.
    ``role``: the entry's name, a word for the country's people ("Russians", "Russian"),
    its government's seat ("Kremlin"), or a body after a country ("Russian troops").
    ``is_ambiguous``: the same words are also something else, so other evidence should
    confirm it; ``others`` are further entries of the same name.
    """

    start: int
    end: int
    entry: Entry
    role: Role
    is_ambiguous: bool = False
    others: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class _Form:
    """One name of an entry, as tokens in the case it is written in."""

    tokens: tuple[str, ...]
    entry: Entry
    role: Role
    what_else: str | None


@dataclass(slots=True)
class _Node:
    """What may come next after some tokens, and the names that end here."""

    after: dict[str, _Node] = field(default_factory=dict)
    forms: list[_Form] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Matcher:
    """The tries of names and of bodies ("defence ministry"), made by `build_matcher`."""

    names: _Node
    bodies: _Node


def _add(root: _Node, form: _Form) -> None:
    node = root
    for token in form.tokens:
        node = node.after.setdefault(token.lower(), _Node())
    if all(
        (known.entry.key, known.tokens) != (form.entry.key, form.tokens) for known in node.forms
    ):
        node.forms.append(form)


def _spellings(tokenize: Tokenize, name: str) -> Iterator[tuple[str, ...]]:
    """Yield a name's tokens, and those without hyphens ("al Qaeda")."""
    for text in dict.fromkeys((name, name.replace("-", " "))):
        tokens = tuple(t.translate(_APOSTROPHES) for t in tokenize(text) if not t.isspace())
        if tokens:
            yield tokens


def _known() -> Iterator[tuple[str, Entry, Role]]:
    """Yield the names of the data files with entry and role."""
    for entry in curated().values():
        people = demonyms().get(entry.key, ())
        seats: tuple[str, ...] = ()
        if entry.key.startswith("government-"):
            seats = metonyms()[entry.key.replace("government-", "country-")]
        for name in dict.fromkeys((entry.name, *entry.aliases)):
            if name in people:
                yield name, entry, "demonym"
            else:
                yield name, entry, "metonym" if name in seats else "name"


def _cities() -> Iterator[tuple[str, Entry]]:
    """Yield capitals and large cities by names that nothing and nobody else bears.

    Where several cities share a name, the most populous: `resolve` tells them apart.
    """
    seats = tuple(name for names in capitals().values() for name in names)
    found: dict[str, Entry] = {}
    for name, entry in large(LARGE, seats):
        if len(name) >= SHORTEST and name not in ambiguous() and fold(name) not in named():
            found.setdefault(name, entry)
    yield from found.items()


def build_matcher(tokenize: Tokenize) -> Matcher:
    """Return a matcher for texts cut by ``tokenize`` (a string in, its tokens out)."""
    names, bodies = _Node(), _Node()
    for name, entry in imported.listed():  # first, so that a user's own names win
        what_else = "word" if ambiguous().get(name) == "word" else None
        for tokens in _spellings(tokenize, name):
            _add(names, _Form(tokens, entry, "name", what_else))
    for name, entry, role in _known():
        for tokens in _spellings(tokenize, name):
            _add(names, _Form(tokens, entry, role, ambiguous().get(name)))
    for name, entry in _cities():
        for tokens in _spellings(tokenize, name):
            _add(names, _Form(tokens, entry, "name", None))
    for phrase, generic in body_phrases().items():
        for tokens in _spellings(tokenize, phrase):
            _add(bodies, _Form(tokens, generic, "body", None))
    return Matcher(names, bodies)


def _is_acronym(name: str) -> bool:
    """Whether a token has capitals inside ("US", "U.S.", "PiS", "G7")."""
    return any(c.isupper() or c.isdigit() for c in name[1:])


def _fits(form: _Form, tokens: Sequence[str], lower_ok: bool) -> bool:
    """Whether tokens are written as the name may be."""
    if len(form.tokens) == 1 and _is_acronym(form.tokens[0]):
        return _fits_acronym(form, tokens[0], lower_ok)
    if lower_ok and form.what_else != "word":
        return True
    return all(
        not known[:1].isupper() or token[:1].isupper()
        for known, token in zip(form.tokens, tokens, strict=True)
    )


def _fits_acronym(form: _Form, token: str, lower_ok: bool) -> bool:
    name = form.tokens[0]
    if token == name:
        return True
    if form.what_else == "word":
        return False
    is_spoken = len(name) >= 4 and name.isupper() and name.isalpha()  # "Nato", but no "Fbi"
    return (is_spoken and token.istitle()) or (lower_ok and token.islower())


def _walk(
    root: _Node, tokens: Sequence[str], lowered: Sequence[str], start: int, lower_ok: bool
) -> tuple[int, list[_Form]]:
    """Return where the longest name from ``start`` ends, and the forms that end there."""
    node, end, found = root, start, []
    for position in range(start, len(tokens)):
        following = node.after.get(lowered[position])
        if following is None:
            break
        node = following
        if node.forms:
            here = tokens[start : position + 1]
            fitting = [form for form in node.forms if _fits(form, here, lower_ok)]
            if fitting:
                end, found = position + 1, fitting
    return end, found


def _lower(token: str) -> str:
    return token.lower() if token.isascii() else token.lower().translate(_APOSTROPHES)


def match(matcher: Matcher, tokens: Sequence[str], lower_ok: bool = False) -> list[Match]:
    """Return the known names in a text's tokens, in order, none overlapping another.

    ``lower_ok`` lets names be written small ("russia"), as in comments.
    Time is linear in the number of tokens.
    """
    lowered = [_lower(token) for token in tokens]
    found: list[Match] = []
    start = 0
    while start < len(tokens):
        if lowered[start] not in matcher.names.after:
            start += 1
            continue
        end, forms = _walk(matcher.names, tokens, lowered, start, lower_ok)
        if forms:
            longer = _with_body(matcher, tokens, lowered, (start, end), forms)
            is_shouted = _is_shouted(tokens, start, end, forms[0])
            found.append(longer or _matched(start, end, forms, is_shouted))
            end = found[-1].end
        start = max(end, start + 1)
    return found


def _is_shouted(tokens: Sequence[str], start: int, end: int, form: _Form) -> bool:
    """Whether an acronym that is also a word stands among capitals ("WHO IS TO BLAME")."""
    if form.what_else != "word" or not tokens[start].isupper():
        return False
    around = [*tokens[max(start - 2, 0) : start], *tokens[end : end + 2]]
    words = [token for token in around if token.isalpha() and len(token) > 1]
    return bool(words) and all(word.isupper() for word in words)


def _matched(start: int, end: int, forms: list[_Form], is_shouted: bool) -> Match:
    first, *rest = forms
    if imported.is_listed(first.entry):
        rest = [form for form in rest if imported.is_listed(form.entry)]
    others = tuple({f.entry.key: f.entry for f in rest if f.entry.key != first.entry.key}.values())
    is_ambiguous = is_shouted or first.what_else in ("name", "place") or bool(others)
    return Match(start, end, first.entry, first.role, is_ambiguous, others)


def _with_body(
    matcher: Matcher,
    tokens: Sequence[str],
    lowered: Sequence[str],
    span: tuple[int, int],
    forms: list[_Form],
) -> Match | None:
    """Return a country's body that begins with the country ("Iraq's Defence Ministry")."""
    start, end = span
    owner = next((form.entry for form in forms if form.entry.key.startswith("country-")), None)
    if owner is None:
        return None
    if end < len(tokens) and lowered[end] in _POSSESSIVE:
        end += 1
    stop, bodies = _walk(matcher.bodies, tokens, lowered, end, lower_ok=True)
    if not bodies:
        return None
    return Match(start, stop, _owned(owner, bodies[0].entry), "body")


def _owned(owner: Entry, generic: Entry) -> Entry:
    if generic.key == "government":
        return curated()[owner.key.replace("country-", "government-")]
    return body_of(owner, generic)
