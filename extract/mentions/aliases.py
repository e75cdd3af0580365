"""Aliases: other names that a text gives what it has just named ("also known as", "(Arabic: …)").

The recogniser misses many of them, or takes them for persons of their own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace
from itertools import takewhile

from spacy.tokens import Doc, Token

from ..analysis import RawMention

__all__ = ["Alias", "find_aliases", "with_aliases"]

# Words that may stand between a name and its alias, and those of which some must.
_BETWEEN = frozenset(
    {
        *(",", "(", "-", "–", "—", '"', "'", "who", "which", "is", "are", "was", "were", "also"),
        *("better", "more", "commonly", "formerly", "previously", "sometimes", "locally", "often"),
        *("popularly", "widely", "simply", "internationally", "known", "called", "referred", "to"),
        *("as", "by", "the", "his", "her", "its", "their", "nom", "de", "guerre", "nickname"),
        *("aka", "a.k.a", "a.k.a.", "alias", "nicknamed", "dubbed", "officially"),
    }
)
_NAMING = (
    *({"known", "as"}, {"also", "called"}, {"formerly", "called"}, {"referred", "to", "as"}),
    *({"aka"}, {"a.k.a"}, {"a.k.a."}, {"alias"}, {"nicknamed"}, {"dubbed"}, {"guerre"}),
    *({"nickname"}, {"officially", "the"}),
)
_INNER = frozenset({"al", "el", "bin", "ibn", "abu", "of", "the", "de", "-"})
_LANGUAGES = frozenset(
    {
        *("Albanian", "Amharic", "Arabic", "Armenian", "Azerbaijani", "Belarusian", "Bengali"),
        *("Burmese", "Chinese", "Croatian", "Dari", "Dutch", "Farsi", "French", "Georgian"),
        *("German", "Greek", "Hausa", "Hebrew", "Hindi", "Hungarian", "Indonesian", "Italian"),
        *("Japanese", "Korean", "Kurdish", "Malay", "Mandarin", "Pashto", "Persian", "Polish"),
        *("Portuguese", "Romanian", "Russian", "Serbian", "Somali", "Spanish", "Swahili", "Tamil"),
        *("Thai", "Tigrinya", "Turkish", "Ukrainian", "Urdu", "Uzbek", "Vietnamese"),
    }
)
_MOST_BETWEEN = 9  # words
_LONGEST = 7  # words of an alias
_BRACKET = 60  # words of a bracket with names in other languages


@dataclass(frozen=True, slots=True)
class Alias:
    """Another name (``other``) of what ``name`` names."""

    name: RawMention
    other: RawMention


def with_aliases(mentions: Sequence[RawMention]) -> list[RawMention]:
    """Return the mentions, with the aliases as names of the same kind of thing."""
    others = [alias.other for alias in find_aliases(mentions)]
    taken = {(m.passage.part.part, i) for m in others for i in range(m.start, m.end)}
    kept = (m for m in mentions if not _is_taken(m, taken) and not _is_translation(m))
    return [*kept, *others]


def _is_taken(mention: RawMention, taken: Set[tuple[str, int]]) -> bool:
    part = mention.passage.part.part
    return any((part, i) in taken for i in range(mention.start, mention.end))


def _is_translation(mention: RawMention) -> bool:
    """Whether an unknown name is another language's word for what is no actor or place."""
    doc, at = mention.passage.doc, mention.start - 1
    if mention.kind != "name" or mention.key:
        return False
    while at > max(1, mention.start - _LONGEST) and doc[at].text not in (":", "(", ")"):
        at -= 1
    return (
        at > 1
        and doc[at].text == ":"
        and doc[at - 1].text in _LANGUAGES
        and (doc[at - 2].text == "(")
    )


def find_aliases(mentions: Sequence[RawMention]) -> Iterator[Alias]:
    """Yield the aliases told right behind names; a name known for something else is none."""
    at = {(m.passage.part.part, m.start): m for m in mentions if m.kind == "name"}
    for name in at.values():
        doc = name.passage.doc
        ends = {name.end, _behind_bracket(doc, name.end)}
        told = (found for end in sorted(ends) for found in _told(doc, end))
        for start, end in (*_translated(doc, name.end), *told):
            known = at.get((name.passage.part.part, start))
            if known and known.key and known.key != name.key:
                continue
            end = max(end, known.end) if known else end
            yield Alias(name, replace(name, start=start, end=end, key=name.key))


def _behind_bracket(doc: Doc, end: int) -> int:
    """Return where a bracket that opens at a token is closed behind, else the token itself."""
    if end >= len(doc) or doc[end].text != "(":
        return end
    closed = (at for at in range(end, min(len(doc), end + _BRACKET)) if doc[at].text == ")")
    return next(closed, end - 1) + 1


def _told(doc: Doc, end: int) -> Iterator[tuple[int, int]]:
    """Yield the name that "also known as" gives."""
    between = list(takewhile(_is_between, doc[end : end + _MOST_BETWEEN]))
    words = {token.lower_ for token in between}
    if any(wanted <= words for wanted in _NAMING):
        start = end + len(between)
        last = _end_of_name(doc, start)
        if last > start:
            yield start, last


def _is_between(token: Token) -> bool:
    return token.lower_ in _BETWEEN


def _end_of_name(doc: Doc, start: int) -> int:
    """Return where the capitalised words that begin at a token end."""
    end = start
    for at in range(start, min(len(doc), start + _LONGEST)):
        token = doc[at]
        if token.text[0].isupper():
            end = at + 1
        elif at == start or token.lower_ not in _INNER:
            break
    return end


def _translated(doc: Doc, end: int) -> Iterator[tuple[int, int]]:
    """Yield the names that a bracket behind a name gives in other languages ("(Arabic: …)")."""
    if end + 2 >= len(doc) or doc[end].text != "(":
        return
    if doc[end + 1].text not in _LANGUAGES or doc[end + 2].text != ":":
        return
    at, limit = end + 3, min(len(doc), end + _BRACKET)
    while at < limit and doc[at].text != ")":
        last = _end_of_name(doc, at)
        if last > at and (last == len(doc) or doc[last].text != ":"):
            yield at, last
        at = max(at + 1, last)
