"""Times: the time expressions of an article, resolved against the day it was published.

Spans and values follow TimeML's TIMEX3 annotation guidelines (Saurí et al., "TimeML Annotation
Guidelines Version 1.2.1", 2006): prepositions stay outside, determiners and "about" inside.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Doc, Token

from ..analysis import Analysis, Passage
from ..findings import Time
from .anchor import Anchor, Reading
from .calendar import Tense
from .grammar import Match, find_matches, load_grammar
from .readings import read_match

__all__ = ["find_times", "find_times_in"]

Bounds = tuple[dt.date | None, dt.date | None]

_NAMES = frozenset({"PERSON", "ORG", "PRODUCT", "WORK_OF_ART"})
_MODALS = frozenset(
    {"will", "shall", "would", "wo", "'ll", "’ll", "should", "may", "might", "must", "can"}
)
_PLANNED = frozenset({"due", "expected", "planned", "scheduled", "set", "slated", "likely"})
_DEADLINES = frozenset({"by", "until", "till"})
_HELPERS = frozenset({"aux", "auxpass"})
_HELPERS_WITHIN = 6  # tokens before a verb
_CLIMB = 8  # heads followed to the governing verb: bounds the time a broken parse can cost
_REACH = 24  # characters before an expression in which a word can open or join it
_OPENING = re.compile(r"(?i)\b(since|until|till|by|before|after)\s+(?:about\s+|around\s+)?\Z")
_FROM = re.compile(r"(?i)\b(from|between)\s+\Z")
_JOINTS = {"from": frozenset({"to", "until", "till", "through"}), "between": frozenset({"and"})}
_SENTENCE_END = re.compile(r"[.!?]\s|\n")
_PARAGRAPH_END = re.compile(r"\n")
_RECENT = dt.timedelta(7)


def find_times(analysis: Analysis) -> tuple[Time, ...]:
    """Return the time expressions of all parts, part by part in reading order.

    A relative expression is resolved against its part's own date of publication; without one
    it is ``unresolved``, and so is what has no date by nature ("recently"). Of a range ("from
    2011 to 2014") both ends are expressions, and both carry the bounds of the whole; "since"
    leaves the end open, "until" and "by" the beginning.
    """
    return tuple(time for passage in analysis.passages for time in find_times_in(passage))


def find_times_in(passage: Passage) -> Iterator[Time]:
    """Yield the time expressions of one part in reading order."""
    text, doc = passage.part.text, passage.doc
    anchor, behind = Anchor(published=_published(passage.published)), 0
    found: list[tuple[Match, Reading]] = []
    for match in find_matches(text, load_grammar()):
        if match.reading == "none" or _is_in_name(doc, match):
            continue
        anchor = _moved_on(anchor, text, behind, match.start)
        reading = read_match(match, replace(anchor, tense=_tense(doc, match)))
        if reading is not None:
            found.append((match, reading))
            anchor, behind = _after(anchor, reading), match.end
    bounds = _bounds(text, found)
    for (match, reading), (begin, end) in zip(found, bounds, strict=True):
        yield _time(passage, match, reading, begin, end)


def _moved_on(anchor: Anchor, text: str, start: int, end: int) -> Anchor:
    """Forget the day a time of day falls on: behind its paragraph, if long ago its sentence."""
    if anchor.nearby_day is None:
        return anchor
    published = anchor.published or dt.date.max
    is_long_ago = abs(published - anchor.nearby_day) > _RECENT
    boundary = _SENTENCE_END if is_long_ago else _PARAGRAPH_END
    return replace(anchor, nearby_day=None) if boundary.search(text, start, end) else anchor


def _after(anchor: Anchor, reading: Reading) -> Anchor:
    """Return what later expressions are read against, this one having been read."""
    period = reading.period
    if period is None or reading.type in ("DURATION", "SET") or reading.basis == "document":
        return anchor
    if period.granularity != "day" or period.begin != period.end:
        return replace(anchor, reference=period)
    return replace(anchor, reference=period, day=period, nearby_day=period.begin)


def _time(
    passage: Passage, match: Match, reading: Reading, begin: dt.date | None, end: dt.date | None
) -> Time:
    return Time(
        span=passage.span(match.start, match.end),
        type=reading.type,
        value=reading.value,
        begin=begin.isoformat() if begin else None,
        end=end.isoformat() if end else None,
        granularity=reading.period.granularity if reading.period else None,
        basis=reading.basis,
    )


def _bounds(text: str, found: list[tuple[Match, Reading]]) -> list[Bounds]:
    """Return begin and end of each expression, as the words before it open or join them."""
    bounds: list[Bounds] = []
    for index, (match, reading) in enumerate(found):
        before = _OPENING.search(text, max(match.start - _REACH, 0), match.start)
        opening = before[1].lower() if before else ""
        bounds.append(_opened(reading, opening))
        if index and _is_range(text, found[index - 1][0], match):
            first, last = found[index - 1][1].period, reading.period
            if first and last and first.begin <= last.end:
                bounds[-2:] = [(first.begin, last.end)] * 2
    return bounds


def _opened(reading: Reading, opening: str) -> Bounds:
    period = reading.period
    if period is None or reading.type != "DATE" or not opening:
        return (period.begin, period.end) if period else (None, None)
    beyond = dt.timedelta(0 if period.granularity == "day" else 1)
    return {
        "since": (period.begin, None),
        "after": (period.end + beyond, None),
        "before": (None, period.begin - beyond),
    }.get(opening, (None, period.end))


def _is_range(text: str, first: Match, last: Match) -> bool:
    """Return whether two neighbours are joined: "from A to B", "between A and B", "A–B"."""
    if last.start - first.end > _REACH:
        return False
    joint = text[first.end : last.start].strip().lower()
    if joint in ("-", "–", "—"):
        return True
    start = max(first.start - _REACH, 0)
    opened = _FROM.search(text, start, first.start)
    return opened is not None and joint in _JOINTS[opened[1].lower()]


def _published(published: str | None) -> dt.date | None:
    """Return the day of an ISO date or date-time; None for anything else."""
    try:
        return dt.date.fromisoformat((published or "")[:10])
    except ValueError:
        return None


def _is_in_name(doc: Doc, match: Match) -> bool:
    """Return whether the words are part of a longer name ("April" Ryan, the "Daily" Mail)."""
    tokens = doc.char_span(match.start, match.end, alignment_mode="expand")
    if tokens is None or any(token.ent_type_ not in _NAMES for token in tokens):
        return False
    behind = doc[tokens.end].ent_iob_ if tokens.end < len(doc) else "O"
    return tokens[0].ent_iob_ == "I" or behind == "I"


def _tense(doc: Doc, match: Match) -> Tense | None:
    """Return whether the verb that governs an expression looks back or ahead; None if unclear."""
    tokens = doc.char_span(match.start, match.end, alignment_mode="expand")
    if tokens is None or not doc.has_annotation("DEP"):
        return None
    deadline = tokens.start > 0 and doc[tokens.start - 1].lower_ in _DEADLINES
    token = tokens.root
    for _ in range(_CLIMB):
        tense = _tense_of(token)
        if tense is not None or token.head == token:
            break
        token = token.head
    return "future" if deadline and token.tag_ != "VBD" else tense


def _tense_of(token: Token) -> Tense | None:
    before = token.doc[max(token.i - _HELPERS_WITHIN, 0) : token.i]
    helpers = {word.lower_ for word in before if word.head == token and word.dep_ in _HELPERS}
    is_planned = token.lower_ in _PLANNED and token.dep_ != "prep"  # "due to" is a cause
    if helpers & _MODALS or "to" in helpers or is_planned:
        return "future"
    if token.tag_ == "VBD" or (token.tag_ == "VBN" and helpers):
        return "past"
    return None
