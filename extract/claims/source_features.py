"""Source features: what is asked of a word that may head a cue's source, and of its phrase."""

from __future__ import annotations

from bisect import bisect_right

from .quoted import Range
from .words import CORE, Words

__all__ = ["NOBODY", "head_features", "heads", "nobody_features", "phrase_features", "phrases"]

NOBODY = -1  # no source is named
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET"})
_FAR = 35  # words between a cue and its source
_INNER = frozenset({"nummod", "amod", "nmod", "det", "npadvmod", "quantmod"})
_SETTING_OFF = frozenset({",", "-", "–", "—", "--"})
_ARGUMENTS = frozenset({"nsubj", "nsubjpass", "agent", "poss", "prep", "dobj", "expl", "csubj"})
_DISTANCES = (1, 2, 3, 5, 8, 12, 20, 30)


def heads(words: Words, cue: Range) -> list[int]:
    """Return the words that may head the source, in reading order."""
    start, end = words.sentence[cue[0]]
    return [
        j
        for j in range(max(start, cue[0] - _FAR), min(end, cue[1] + _FAR))
        if words.pos[j] in _NOMINAL
        and not cue[0] <= j < cue[1]
        and words.dep[j] not in _INNER
        and not _is_first_name(words, j)
        and (words.pos[j] in ("NOUN", "PROPN", "PRON") or words.dep[j] in CORE)
    ]


def _is_first_name(words: Words, j: int) -> bool:
    """Whether a word belongs to a name that another heads ("Jane" in "Jane Doe")."""
    head = words.head[j]
    return words.dep[j] == "compound" and words.entity[j] == words.entity[head] != ""


def head_features(words: Words, i: int, cue: Range, chain: dict[int, str], j: int) -> list[str]:
    """Return what the choice of the source's head looks at; ``i`` heads the cue."""
    path = words.path(chain, j)
    before = j < cue[0]
    between = range(j + 1, cue[0]) if before else range(cue[1], j)
    distance = bisect_right(_DISTANCES, len(between))
    commas = min(words.commas[max(between.stop, between.start)] - words.commas[between.start], 3)
    nominals = min(words.core[max(between.stop, between.start)] - words.core[between.start], 4)
    side = "<" if before else ">"
    kind = words.entity[j] or words.pos[j]
    pos = words.pos[i]
    same = words.quotation[j] == words.quotation[i]
    return [
        f"p={path}",
        f"ps={path}|{words.tag[i]}",
        f"pd={path}|{words.dep[i]}",
        f"pl={path}|{words.lemma[i]}",
        f"pk={path}|{kind}",
        f"in={max(words.telling[between.start : between.stop], default='')}|{words.dep[j]}|{side}",
        f"uh={words.tag[words.head[j]]}|{words.dep[j]}|{words.head[j] == i}|{words.dep[i]}",
        f"d={side}{distance}|{pos}",
        f"c={side}{commas}|{nominals}|{pos}",
        f"n={side}{nominals}|{words.dep[j]}",
        f"nl={side}{words.dep[j]}|{words.lemma[i]}",
        f"k={kind}|{words.dep[j]}",
        f"ks={kind}|{side}|{pos}|{nominals}",
        f"w={words.lemma[j]}",
        f"q={same}|{words.quotation[j] is not None}",
        f"h={words.lemma[words.head[j]]}|{words.dep[j]}",
        f"a={words.text[cue[0] - 1] if cue[0] else ''}|{side}{distance}",
        f"z={words.text[cue[1]] if cue[1] < words.size else ''}|{side}{distance}",
    ]


def nobody_features(words: Words, i: int, cue: Range) -> list[str]:
    """Return what speaks for no source at all."""
    deps = {words.dep[child] for child in words.children[i]}
    subject = "s" if deps & {"nsubj", "csubj"} else "p" if "nsubjpass" in deps else "-"
    return [
        "none",
        f"nt={words.tag[i]}|{words.dep[i]}|{subject}",
        f"nd={words.dep[i]}|{subject}",
        f"nl={words.lemma[i]}|{subject}",
        f"np={words.pos[i]}|{'agent' in deps}|{subject}",
        f"nw={words.text[cue[0]]}",
        f"nb={words.text[cue[0] - 1] if cue[0] else ''}|{words.tag[i]}",
        f"nq={words.quotation[i] is not None}",
        f"nt={words.tag[i]}|{words.dep[i]}|{words.lemma[words.head[i]]}",
        f"ng={words.telling[words.head[i]]}|{words.dep[i]}|{subject}",
        f"nf={words.lemma[i]}|{words.dep[i]}",
        f"nn={'+'.join(sorted(deps & _ARGUMENTS))}|{words.pos[i]}",
    ]


def phrases(words: Words, cue: Range, head: int) -> list[Range]:
    """Return the phrases around a source's head, the cue left out, the longest first."""
    left, right = words.left[head], words.right[head]
    if left < cue[1] <= head:
        left = cue[1]
    if head < cue[0] < right:
        right = cue[0]
    near = [c for c in words.children[head] if abs(c - head) < _FAR]
    starts = {head, *(words.left[c] for c in near if c < head), left}
    ends = {head + 1, right}
    for child in near:
        if child > head:
            ends.update((words.left[child], words.right[child]))
    ends |= {e - 1 for e in ends if e - 1 > head}
    starts = {_forward(words, s, head) for s in starts if left <= s <= head}
    ends = {_back(words, e, head) for e in ends if head < e <= right}
    ends |= {e + 1 for e in ends if _closes_apposition(words, head, e) and e != cue[0]}
    return [(s, e) for s in sorted(starts) for e in sorted(ends, reverse=True)][:60]


def _closes_apposition(words: Words, head: int, end: int) -> bool:
    """Whether a comma or dash closes here what another set off: "Jane Doe, the chief,"."""
    if end >= words.size or words.text[end] not in _SETTING_OFF:
        return False
    return words.text[end] in words.text[head:end]


def _forward(words: Words, start: int, head: int) -> int:
    while start < head and (words.space[start] or words.text[start] == ","):
        start += 1
    return start


def _back(words: Words, end: int, head: int) -> int:
    while end - 1 > head and (words.space[end - 1] or words.text[end - 1] in (",", ".")):
        end -= 1
    return end


def phrase_features(words: Words, cue: Range, head: int, phrase: Range) -> list[str]:
    """Return what the choice of a source's phrase looks at."""
    start, end = phrase
    full_left, full_right = words.left[head], words.right[head]
    first = words.dep[start] if words.head[start] == head else "deep"
    before = words.text[start - 1] if start else ""
    after = words.text[end] if end < words.size else ""
    next_dep = _hangs(words, head, end)
    last_dep = _hangs(words, head, end - 1)
    dep = words.dep[head]
    kind = words.entity[head] or words.pos[head]
    commas = words.commas[end] - words.commas[head]
    adjacent = end == cue[0] or start == cue[1]
    return [
        f"l={start == full_left or start == cue[1]}|{dep}",
        f"s={'self' if start == head else first}|{before}",
        f"sd={'self' if start == head else first}|{dep}",
        f"sp={_hangs(words, head, start - 1) if start > full_left else ''}|{first}",
        f"w={words.text[start]}",
        f"e={last_dep}|{next_dep}",
        f"en={next_dep}|{after}",
        f"ed={next_dep}|{dep}",
        f"ek={next_dep}|{kind}",
        f"ew={next_dep}|{words.lemma[head]}",
        f"r={end >= full_right - 1}|{dep}",
        f"le={last_dep}|{words.tag[end - 1]}|{after}",
        f"n={min(end - head, 12)}",
        f"adj={adjacent}|{next_dep}",
        f"adc={after == ','}|{next_dep}|{end + 1 == cue[0]}",
        f"com={min(commas, 4)}",
        f"odd={commas % 2}|{after == ','}",
        f"cc={words.text[end - 1] == ','}|{after == ','}|{commas % 2}|{adjacent}",
        f"ad={words.text[end - 1]}|{after}|{adjacent}",
        f"ws={words.text[start]}|{before}",
        f"ss={'self' if start == head else first}|{kind}|{words.tag[start]}",
        f"nw={next_dep}|{words.text[end + 1] if end + 1 < words.size else ''}|{after}",
        f"nh={next_dep}|{last_dep}|{adjacent}|{after}",
        f"rs={end >= full_right - 1}|{commas % 2}|{adjacent}|{after}",
    ]


def _hangs(words: Words, head: int, j: int) -> str:
    """Return the label of the head's child that a word belongs to."""
    if not words.left[head] <= j < words.right[head]:
        return "out"
    if j == head:
        return "self"
    for child in words.children[head]:
        if words.left[child] <= j < words.right[child]:
            return words.dep[child]
    return "odd"
