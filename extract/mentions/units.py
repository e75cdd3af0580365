"""Units: numbered formations of armed forces and police ("the 4th Bornu Rifle Brigade").

Their names begin with a number, which the recogniser takes for a date or leaves out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from spacy.tokens import Doc, Token

from ..analysis import Passage, RawMention

__all__ = ["UNITS", "is_ordinal", "with_units"]

# What such formations are called.
UNITS = frozenset(
    {
        *("army", "battalion", "battery", "brigade", "corps", "detachment", "division", "fleet"),
        *("group", "regiment", "squadron", "wing", "company", "platoon", "flotilla", "command"),
    }
)
_ORDINAL = re.compile(r"\d{1,4}(?:st|nd|rd|th|d)")
_LONGEST = 7  # words of such a name


def is_ordinal(token: Token) -> bool:
    """Whether a token is a number in order, in digits."""
    return token.text[0].isdigit() and _ORDINAL.fullmatch(token.text) is not None


def with_units(names: Iterable[RawMention], passage: Passage) -> Iterator[RawMention]:
    """Yield the names in their order; a unit takes the place of what was seen of its name."""
    units = list(_units(passage))
    for name in names:
        while units and units[0].end <= name.start:
            yield units.pop(0)
        if units and units[0].start < name.end:
            if name.key and name.start <= units[0].start and units[0].end <= name.end:
                units.pop(0)  # a unit that is known
            else:
                continue
        yield name
    yield from units


def _units(passage: Passage) -> Iterator[RawMention]:
    for token in passage.doc:
        end = _end(passage.doc, token.i) if is_ordinal(token) else None
        if end is not None:
            yield RawMention(passage, token.i, end, "name", "ORG")


def _end(doc: Doc, start: int) -> int | None:
    """Return where the name of a unit ends: capitals up to the last word for one."""
    found = None
    for at in range(start + 1, min(len(doc), start + _LONGEST)):
        if not (doc[at].text[0].isupper() or doc[at].text == "-"):
            break
        if doc[at].lower_ in UNITS:
            found = at + 1
    return found
