"""Content features: where what is attributed begins and ends, on either side of its cue."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from .quoted import Range
from .words import Words

__all__ = [
    "Side",
    "Site",
    "far_ends",
    "far_features",
    "near_ends",
    "near_features",
    "nothing_features",
    "site_of",
]

Side = Literal["before", "after"]

_SIZES = (1, 2, 3, 5, 8, 12, 20, 35)
_GAPS = (1, 2, 3, 4, 6, 9, 14)
_NEAR = 22  # words between a cue and the nearer end of its content
_WINDOW = 250  # words looked at on either side, so that no sentence costs more than its words
_LOOSE = frozenset(",.;:-–—)?! ") | {"--", "...", "…"}
_MARKS = frozenset({'"', "''", "``", "“", "”"})
_OPENING = frozenset({"CC", "WDT", "WP"})  # no content ends with "and" or "which"
_BREAKS = frozenset({",", ";", ":", "-", "–", "—", "--", "(", ")"}) | _MARKS
_BREAKING = frozenset({"cc", "prep", "mark", "advmod", "punct"})
_PREPOSITIONS = frozenset({"prep", "agent", "dative"})
_CONTENT = frozenset({"ccomp", "xcomp", "dobj", "prep", "attr", "acomp", "advcl", "pobj", "oprd"})


@dataclass(frozen=True, slots=True)
class Site:
    """A cue with its source: the words that content stands around.

    ``hangs`` has the child of the cue's head that each word below it belongs to;
    ``edges`` are the ends of cue and source together.
    """

    words: Words
    head: int
    cue: Range
    source: Range | None
    chain: dict[int, str]
    hangs: dict[int, int]
    edges: Range

    def holds(self, j: int) -> bool:
        """Whether a word is the cue's or the source's."""
        source = self.source
        return self.cue[0] <= j < self.cue[1] or (source is not None and source[0] <= j < source[1])

    def crosses(self, start: int, end: int) -> bool:
        """Whether a range holds words of the cue or the source."""
        source = self.source
        return (start < self.cue[1] and end > self.cue[0]) or (
            source is not None and start < source[1] and end > source[0]
        )

    def label(self, j: int) -> str:
        """Return the label of the child of the cue's head that a word belongs to."""
        top = self.hangs.get(j)
        if top is not None:
            return self.words.dep[top]
        if j == self.head:
            return "self"
        return "up" if j == self.words.head[self.head] else "out"


def site_of(words: Words, head: int, cue: Range, source: Range | None) -> Site:
    """Return the site of a cue and its source."""
    hangs = {
        j: child
        for child in words.children[head]
        for j in range(
            max(words.left[child], head - _WINDOW), min(words.right[child], head + _WINDOW)
        )
    }
    first = min(cue[0], source[0]) if source else cue[0]
    last = max(cue[1], source[1]) if source else cue[1]
    return Site(words, head, cue, source, words.chain(head), hangs, (first, last))


# --- candidates ----------------------------------------------------------------------------------


def _may_begin(words: Words, j: int) -> bool:
    return not words.space[j] and words.text[j] not in _LOOSE


def _may_end(words: Words, end: int) -> bool:
    last = end - 1
    if words.space[last] or words.tag[last] in _OPENING:
        return False
    if words.text[last] not in _LOOSE:
        return True
    held = words.quotation[last]
    return held is not None and held[1] == end


def near_ends(site: Site, side: Side) -> list[int]:
    """Return where the end of the content nearer to the cue may be, the nearest first."""
    return _after_starts(site) if side == "after" else _before_ends(site)


def far_ends(site: Site, near: int, side: Side) -> list[int]:
    """Return where the farther end may be, given the nearer, in reading order."""
    return _after_ends(site, near) if side == "after" else _before_starts(site, near)


def _after_starts(site: Site) -> list[int]:
    words, limit = site.words, site.words.sentence[site.head][1]
    stop = min(limit, site.edges[1] + _NEAR)
    found = [
        j
        for j in range(site.cue[1], stop)
        if _may_begin(words, j) and not site.holds(j) and _begins_something(site, j)
    ]
    return [*found, *_next_quotation(words, limit)]


def _begins_something(site: Site, j: int) -> bool:
    """Whether a word comes right after the cue or a break, or first in its phrase or clause."""
    words = site.words
    return (
        j <= site.edges[1]
        or site.holds(j - 1)
        or words.dep[j - 1] == "punct"
        or words.dep[j] == "mark"
        or words.head[j] == site.head
        or words.left[words.head[j]] == j
    )


def _ends_something(site: Site, end: int) -> bool:
    """Whether a word comes right before the cue or a break, or last in its phrase or clause."""
    words = site.words
    return (
        end >= site.edges[0]
        or site.holds(end)
        or words.dep[end] == "punct"
        or words.dep[end - 1] == "punct"
        or words.right[words.head[end - 1]] == end
    )


def _next_quotation(words: Words, limit: int) -> Iterator[int]:
    """Yield where a quotation begins that opens the sentence after this one."""
    j = limit
    while j < words.size and j <= limit + 1 and words.space[j]:
        j += 1
    held = words.quotation[j] if j < words.size else None
    if held and held[0] == j:
        yield j


def _before_ends(site: Site) -> list[int]:
    words, first = site.words, site.words.sentence[site.head][0]
    stop = max(first, site.edges[0] - _NEAR)
    found = [
        j
        for j in range(site.cue[0], stop, -1)
        if _may_end(words, j) and not site.holds(j - 1) and _ends_something(site, j)
    ]
    j = first
    while j > 0 and j > first - 3 and words.space[j - 1]:
        j -= 1
    held = words.quotation[j - 1] if j else None
    return [*found, j] if held and held[1] == j else found


def _after_ends(site: Site, start: int) -> list[int]:
    words = site.words
    limit = min(words.sentence[start][1], start + _WINDOW)
    found = {limit}
    for j in range(start, limit):
        if words.children[j]:
            found.add(words.right[j])
        if words.text[j] in _MARKS:
            found.update((j, j + 1))
        elif words.text[j] in _BREAKS or words.dep[j] in _BREAKING:
            found.add(j)
    stop = site.cue[0] if start < site.cue[0] else words.size
    ends = {_back(words, end, start) for end in found if start < end <= min(stop, limit)}
    ends.update(_ends_of_quotations(words, start, limit))
    return sorted(end for end in ends if end > start and not site.crosses(start, end))


def _ends_of_quotations(words: Words, start: int, limit: int) -> Iterator[int]:
    """Yield where a quotation ends that begins with the content, or right after its sentence."""
    held = words.quotation[start]
    if held:
        yield held[1]
    following = words.quotation[limit] if limit < words.size else None
    if following and following[0] == limit:
        yield following[1]


def _before_starts(site: Site, end: int) -> list[int]:
    words = site.words
    first = max(words.sentence[end - 1][0], end - _WINDOW)
    found = {first}
    for j in range(end - 1, first, -1):
        if words.children[j]:
            found.add(words.left[j])
        if words.text[j] in _MARKS:
            found.update((j, j + 1))
        elif words.text[j] in _BREAKS or words.dep[j] in ("cc", "mark"):
            found.add(j + 1)
    starts = {_forward(words, start, end) for start in found if first <= start < end}
    held = words.quotation[end - 1]
    if held:
        starts.add(held[0])
    return sorted(s for s in starts if s < end and _is_whole(site, s) and not site.crosses(s, end))


def _is_whole(site: Site, start: int) -> bool:
    """Whether no phrase is cut in two: what is said does not begin behind a preposition."""
    words = site.words
    return start == 0 or words.dep[start - 1] not in _PREPOSITIONS or site.holds(start - 1)


def _back(words: Words, end: int, start: int) -> int:
    while end > start and not _may_end(words, end):
        end -= 1
    return end


def _forward(words: Words, start: int, end: int) -> int:
    while start < end and not _may_begin(words, start):
        start += 1
    return start


# --- features ------------------------------------------------------------------------------------


def nothing_features(site: Site, side: Side) -> list[str]:
    """Return what speaks for no content on this side of the cue."""
    words, i = site.words, site.head
    start, end = words.sentence[i]
    first, last = site.edges
    before = words.text[first - 1] if first > start else "<s>"
    after = words.text[last] if last < end else "</s>"
    kids = "+".join(sorted({words.dep[c] for c in words.children[i] if c > i} & _CONTENT))
    lemma, dep = words.lemma[i], words.dep[i]
    quoted = words.quotation[first - 1] is not None if first > start else False
    opens = words.quotation[last] is not None if last < words.size else False
    rest = min(sum(not words.space[j] for j in range(last, min(end, last + 9))), 5)
    return [
        "0",
        f"0k={kids}|{words.pos[i]}",
        f"0kl={kids}|{lemma}",
        f"0b={before}|{after}",
        f"0bk={before}|{kids}",
        f"0ak={after}|{kids}",
        f"0al={after}|{lemma}",
        f"0d={dep}|{before}",
        f"0q={quoted}|{before}|{opens}",
        f"0r={rest}|{before}",
        f"0f={first - start < 2}|{words.tag[i]}",
        f"0o={site.source is not None and site.source[0] > site.cue[0]}|{after}",
        f"0l={lemma}",
        f"0g={words.telling[i]}|{words.pos[i]}|{kids}",
        f"0p={dep}|{words.tag[i]}|{kids}",
        f"0s={site.source is None}|{dep}|{before}",
        f"0qk={quoted}|{opens}|{kids}",
    ]


def near_features(site: Site, near: int, side: Side) -> list[str]:
    """Return what the choice of the end nearer to the cue looks at."""
    words, i = site.words, site.head
    after = side == "after"
    j, outer = (near, near - 1) if after else (near - 1, near)
    first, last = site.edges
    skipped = range(last, j) if after else range(j + 1, first)
    beside = words.text[outer] if 0 <= outer < words.size else ""
    text, tag, lemma = words.text[j], words.tag[j], words.lemma[i]
    top = site.hangs.get(j)
    edge = top is not None and j == (words.left[top] if after else words.right[top] - 1)
    hangs = f"{site.label(j)}{'*' if edge else ''}"
    held = words.quotation[j]
    begins = held is not None and (held[0] == j if after else held[1] == j + 1)
    mark = "begins" if begins else "in" if held else "out"
    distance = bisect_right(_GAPS, len(skipped))
    over = _over(site, skipped)
    commas = words.commas[skipped.stop] - words.commas[skipped.start] if skipped else 0
    same = words.sentence[j] == words.sentence[i]
    return [
        f"h={hangs}",
        f"hl={hangs}|{lemma}",
        f"ht={hangs}|{tag}",
        f"hw={hangs}|{text}",
        f"wl={text}|{lemma}",
        f"t={tag}|{edge}|{distance}",
        f"m={mark}|{beside}",
        f"mm={mark}|{distance}",
        f"dh={distance}|{hangs}",
        f"c={min(commas, 3)}|{beside}",
        f"o={over}",
        f"oh={over}|{hangs}",
        f"s={same}|{mark}|{words.text[last] if last < words.size else ''}",
        f"p={words.path(site.chain, j)}",
        f"u={words.dep[j]}|{words.pos[i]}|{edge}",
        f"g={words.telling[i]}|{hangs}|{mark}",
        f"gi={max(words.telling[skipped.start : skipped.stop], default='')}|{hangs}",
        f"hp={hangs}|{words.pos[i]}|{words.dep[i]}",
        f"tt={words.tag[outer] if 0 <= outer < words.size else ''}|{tag}|{words.dep[j]}",
        f"so={site.source is None}|{hangs}|{mark}",
    ]


def _over(site: Site, skipped: range) -> str:
    """Return the labels, three at most, of what stands between the cue and its content."""
    found: set[str] = set()
    k = skipped.start
    while k < skipped.stop and len(found) < 3:
        found.add(site.label(k))
        top = site.hangs.get(k)
        k = k + 1 if top is None else max(site.words.right[top], k + 1)
    return "+".join(sorted(found))


def far_features(site: Site, near: int, far: int, side: Side) -> list[str]:
    """Return what the choice of the end farther from the cue looks at."""
    return _last_features(site, near, far) if side == "after" else _first_features(site, far, near)


def _last_features(site: Site, start: int, end: int) -> list[str]:
    words, i = site.words, site.head
    last, limit = end - 1, words.sentence[end - 1][1]
    j = end
    stop = min(limit, end + _NEAR)
    while j < stop and (words.space[j] or words.dep[j] == "punct"):
        j += 1
    mark = words.text[end] if end < stop else "</s>"
    follows, outside, tag, dep, clings = "</s>", "end", "", "", "end"
    held = kind = ""
    if j < stop:
        held, kind = words.dep[words.head[j]], words.entity[j]
        follows, outside, tag, dep = words.text[j], site.label(j), words.tag[j], words.dep[j]
        clings = _clings(site, j, start, end)
    hangs = site.label(start)
    top = site.hangs.get(start)
    full = "none" if top is None else _compare(words, end, words.right[top])
    quote = _quote_state(words, start, end)
    size = bisect_right(_SIZES, end - start)
    finite = words.finite[end] > words.finite[start]
    commas = min(words.commas[end] - words.commas[start], 3)
    lemma = words.lemma[i]
    found = [
        f"e={full}|{hangs}",
        f"el={full}|{hangs}|{lemma}",
        f"ef={full}|{mark}",
        f"mt={mark}|{tag}|{dep}",
        f"o={outside}|{mark}",
        f"oh={outside}|{hangs}|{full}",
        f"od={outside}|{dep}|{hangs}",
        f"cl={clings}|{dep}|{mark}",
        f"cw={clings}|{follows}",
        f"q={quote}",
        f"qm={quote}|{mark}|{words.sentence[start] != words.sentence[last]}",
        f"n={size}|{hangs}|{finite}",
        f"nl={size}|{lemma}",
        f"fin={finite}|{mark}|{hangs}",
        f"c={commas}|{mark}",
        f"lt={words.tag[last]}|{dep}",
        f"hd={clings}|{held}|{dep}",
        f"en={kind}|{clings}|{mark}",
        f"z={j >= stop}|{hangs}|{finite}",
        f"zl={j >= stop}|{lemma}",
        f"zq={j >= stop}|{quote}",
        f"in={max(words.telling[start + 1 : end], default='')}|{mark}",
    ]
    if j < stop:
        found.extend(_left_out_features(site, j, start, end))
        beyond = max(words.telling[j:limit], default="")
        found.append(f"be={beyond}|{mark}|{tag}")
        found.append(f"bf={words.finite[limit] > words.finite[j]}|{mark}|{follows}")
    return found


def _left_out_features(site: Site, j: int, start: int, end: int) -> list[str]:
    """Return what the phrase or clause that begins with the first word left out tells."""
    words = site.words
    mark = words.text[end]
    top = j
    for _ in range(_NEAR):
        above = words.head[top]
        if above < end or above == top:
            break
        top = above
    clings = _clings(site, top, start, end)
    dep, above = words.dep[top], words.head[top]
    return [
        f"tk={clings}|{dep}|{words.tag[top]}",
        f"tt={clings}|{words.telling[top]}|{mark}",
        f"tl={words.lemma[top]}|{dep}",
        f"ta={words.dep[above]}|{dep}|{clings}",
    ]


def _clings(site: Site, j: int, start: int, end: int) -> str:
    """Say what the first word left out hangs on, and if inside, how far from the end."""
    head = site.words.head[j]
    if not start <= head < end:
        return "cue" if site.holds(head) else "out"
    distance = end - 1 - head
    return f"in{min(bisect_right(_SIZES, distance), 6)}" if distance > 0 else "in"


def _first_features(site: Site, start: int, end: int) -> list[str]:
    words, i = site.words, site.head
    first = words.sentence[start][0]
    k = start - 1
    first = max(first, start - _NEAR)
    while k >= first and (words.space[k] or words.dep[k] == "punct"):
        k -= 1
    opens = k < first
    before, outside, clings, dep = "<s>", "start", "start", ""
    if not opens:
        before, outside, dep = words.text[k], site.label(k), words.dep[k]
        head = words.head[k]
        clings = "in" if start <= head < end else "cue" if site.holds(head) else "out"
    mark = words.text[start - 1] if start > first else "<s>"
    hangs = site.label(start)
    top = site.hangs.get(end - 1)
    full = "none" if top is None else _compare(words, start, words.left[top])
    quote = _quote_state(words, start, end)
    size = bisect_right(_SIZES, end - start)
    text, finite = words.text[start], words.finite[end] > words.finite[start]
    return [
        f"s={mark}|{opens}",
        f"sw={mark}|{text}",
        f"st={mark}|{words.tag[start]}",
        f"b={before}|{mark}",
        f"w={text}|{opens}",
        f"d={words.dep[start]}|{mark}",
        f"f={full}|{hangs}",
        f"fm={full}|{mark}",
        f"o={outside}|{dep}",
        f"oc={outside}|{clings}|{mark}",
        f"cl={clings}|{dep}",
        f"q={quote}",
        f"qm={quote}|{mark}|{words.sentence[start] == words.sentence[i]}",
        f"qs={quote}|{opens}|{finite}",
        f"n={size}|{finite}",
        f"nl={opens}|{words.lemma[i]}",
        f"fin={finite}|{mark}",
        f"h={hangs}|{words.dep[i]}",
        f"in={max(words.telling[start:end], default='')}|{mark}|{opens}",
        f"be={max(words.telling[first:start], default='')}|{mark}",
        f"bf={words.finite[start] > words.finite[first]}|{mark}|{words.tag[start]}",
        f"ws={text}|{words.text[start + 1] if start + 1 < words.size else ''}",
        f"bd={outside}|{dep}|{words.dep[start]}|{mark}",
        f"hf={hangs}|{full}|{opens}",
    ]


def _quote_state(words: Words, start: int, end: int) -> str:
    """Say how a piece and the quotations at its ends go together."""
    held, opened = words.quotation[end - 1], words.quotation[start]
    before = words.quotation[start - 1] if start else None
    following = words.quotation[end] if end < words.size else None
    begins = "b" if opened and opened[0] == start else ""
    ends = "e" if held and held[1] == end else ""
    cut = "c" if (before and before[1] > start) or (following and following[0] < end) else ""
    inner = "=" if held == opened else "/" if held and opened else ""
    return begins + ends + cut + inner


def _compare(words: Words, at: int, edge: int) -> str:
    """Say whether a place is a subtree's edge, loose ends aside, or this side or that of it."""
    low, high = min(at, edge), max(at, edge)
    between = words.text[low : min(high, low + _NEAR)]
    if all(text in _BREAKS or text in _LOOSE or text == "¶" for text in between):
        return "edge"
    return "short" if at < edge else "long"
