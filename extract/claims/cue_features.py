"""Cue features: what is asked of a word that may be a cue, and of where its cue ends."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from ..cues import cues
from .weights import Table
from .words import Words

__all__ = ["bounds", "cue_features", "end_features", "gate", "may_be_cue", "rate", "start_features"]

_OPEN = frozenset({"VERB", "NOUN", "AUX", "ADJ", "ADV", "PROPN", "ADP", "SCONJ"})
_SELDOM = "3"  # a word less often a cue than this level is none whatever stands around it
_ENDS = frozenset({'"', "''", "“", "”", "that", ";"})  # words that no cue goes beyond
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "punct"})
_CLAUSAL = frozenset({"ccomp", "punct", "nsubj", "relcl", "advcl"})
_BEFORE, _AFTER = 6, 9  # words that a cue has at most before and after its head
_UP, _WINDOW = 3, 30  # steps up the tree, and words on either side, that may be the cue instead
_WHO = frozenset({"nsubj", "nsubjpass", "poss", "agent", "aux", "neg", "auxpass", "advmod"})
_FILLED = frozenset({"dobj", "attr", "acomp", "xcomp", "prt", "oprd"})
_OTHER = frozenset({"dobj", "prep", "attr", "acomp", "advcl"})
_NAMED = frozenset({"ROOT", "ccomp", "xcomp", "dobj", "prep", "nsubj", "pobj", "acomp", "prt"})


def gate(words: Words, i: int) -> str | None:
    """Return the key by which a word is known, None for words no cue can be."""
    if words.pos[i] in _OPEN:
        return f"{words.lemma[i]}|{words.pos[i]}"
    return ":" if words.text[i] == ":" else None


def rate(words: Words, known: Table) -> None:
    """Fill ``words.telling``: how often each word is a cue, from "0" to "8".

    "-" is a word that training has not seen, "" one that no cue can be. ``known`` has
    the log-odds of the words that it has seen.
    """
    levels = dict[str, str]()
    for i in range(words.size):
        key = gate(words, i)
        if key is not None:
            if key not in levels:
                odds = known.get(key)
                levels[key] = "-" if odds is None else str(max(0, min(8, int(odds + 5.5))))
            words.telling[i] = levels[key]


def may_be_cue(words: Words, i: int) -> bool:
    """Whether a word is worth the choice: one that often enough is a cue, or an unknown verb."""
    if words.telling[i] == "-":
        return words.pos[i] == "VERB" and words.dep[i] not in ("amod", "compound")
    return words.telling[i] >= _SELDOM


def cue_features(words: Words, i: int) -> list[str]:
    """Return what the choice between a cue and no cue looks at."""
    lemma, dep, head = words.lemma[i], words.dep[i], words.head[i]
    pos, telling = words.pos[i], words.telling[i]
    known = cues().get(lemma)
    kind = known.kind if known and pos in ("VERB", "AUX") else pos
    found = list(_word_features(lemma, words.tag[i], pos, dep, telling, kind))
    found.append(f"hd={words.lemma[head]}|{dep}")
    found.append(f"hp={words.pos[head]}|{dep}|{pos}")
    found.append(f"gh={words.telling[head]}|{dep}")
    found.extend(_child_features(words, i, lemma, kind))
    found.extend(_frame_features(words, i))
    found.extend(_above_features(words, i))
    found.extend(_around_features(words, i, lemma, kind))
    return found


@lru_cache(maxsize=20_000)  # a text has few words, each many times
def _word_features(
    lemma: str, tag: str, pos: str, dep: str, telling: str, kind: str
) -> tuple[str, ...]:
    return (
        "b",
        f"l={lemma}",
        f"lt={lemma}|{tag}",
        f"td={tag}|{dep}",
        f"ld={lemma}|{dep}",
        f"k={kind}",
        f"kd={kind}|{dep}",
        f"g={telling}|{dep}",
        f"gt={telling}|{tag}",
        f"s5={lemma[:5]}|{pos}",
        f"s3={lemma[-3:]}|{pos}",
    )


def _child_features(words: Words, i: int, lemma: str, kind: str) -> list[str]:
    pos, found, deps = words.pos[i], list[str](), list[str]()
    for child in words.children[i]:
        dep, side = words.dep[child], "<" if child < i else ">"
        if dep == "punct":
            continue
        deps.append(dep)
        found.append(f"c={dep}{side}|{pos}")
        found.append(f"ck={dep}{side}|{kind}")
        found.append(f"cl={dep}{side}|{lemma}")
        if dep in _WHO:
            found.append(f"cw={dep}|{words.lemma[child]}")
            found.append(f"cs={dep}|{words.entity[child] or words.pos[child]}|{kind}")
        elif dep in ("prep", "prt", "mark", "acomp"):
            found.append(f"cp={words.text[child]}|{lemma}")
        elif dep in ("dobj", "attr"):
            found.append(f"co={words.lemma[child]}")
            found.append(f"cop={words.pos[child]}|{kind}")
            found.append(f"col={words.pos[child]}|{lemma}")
        if dep in ("ccomp", "xcomp") and child > i:
            mark = words.text[words.left[child]]
            found.append(f"m={mark}|{dep}|{words.tag[child]}")
            found.append(f"ml={mark}|{lemma}")
        if dep in _FILLED:
            found.append(f"gc={words.telling[child]}|{dep}|{pos}")
            found.append(f"ll={words.lemma[child]}|{lemma}")
        elif dep == "prep":
            found.extend(_prepositional(words, child))
    kept = "+".join(sorted(set(deps) & _NAMED | {d for d in deps if d in ("agent", "poss")}))
    found.append(f"f={kept}|{pos}")
    found.append(f"fl={kept}|{lemma}")
    if not any(d in ("nsubj", "nsubjpass", "expl") for d in deps):
        found.append(f"nos={words.dep[i]}|{lemma}")
    return found


def _prepositional(words: Words, preposition: int) -> Iterator[str]:
    """Yield what a preposition's objects tell: "took *to Twitter*", "on *the defensive*"."""
    text = words.text[preposition]
    for held in words.children[preposition]:
        if words.dep[held] == "pobj":
            yield f"gp={text}|{words.entity[held] or words.telling[held]}"
            yield f"pl={text}|{words.lemma[held]}"


def _frame_features(words: Words, i: int) -> list[str]:
    """Return who acts, in which tense, and what kind of content seems to follow, together."""
    lemma, tag, telling = words.lemma[i], words.tag[i], words.telling[i]
    children = words.children[i]
    acting = next((c for c in children if words.dep[c] in ("nsubj", "nsubjpass", "poss")), None)
    who = "-" if acting is None else words.entity[acting] or words.pos[acting]
    tense = "+".join(words.text[c] for c in children if words.dep[c] in ("aux", "auxpass"))
    what = _content_kind(words, i)
    end = words.right[i]
    return [
        f"x={tense}|{who}|{tag}",
        f"xl={who}|{lemma}",
        f"xd={who}|{words.dep[i]}|{telling}",
        f"xc={who}|{what}|{telling}",
        f"xt={who}|{what}|{tag}",
        f"xw={who}|{what}|{lemma}",
        f"sz={min((end - i) // 4, 5)}|{lemma}",
        f"fin={words.finite[end] > words.finite[i + 1]}|{telling}",
    ]


def _content_kind(words: Words, i: int) -> str:
    """Say what follows that may be a content: a quotation, else the label of the first phrase."""
    if any(words.quotation[i + 1 : min(words.sentence[i][1], i + _AFTER)]):
        return "q"
    behind = [words.dep[c] for c in words.children[i] if c > i]
    clauses = (dep for dep in behind if dep in ("ccomp", "xcomp"))
    return next(clauses, next((dep for dep in behind if dep in _OTHER), "-"))


def _above_features(words: Words, i: int) -> list[str]:
    """Return what the words above, and around, tell: one of them may be the cue instead."""
    found, telling = list[str](), words.telling[i]
    above, best, j = list[str](), "", i
    for step in range(_UP):
        if words.head[j] == j:
            break
        above.append(words.dep[j])
        j = words.head[j]
        best = max(best, words.telling[j])
        found.append(f"a{step}={words.dep[j]}|{words.telling[j]}")
    start, end = words.sentence[i]
    left = max(words.telling[max(start, i - _WINDOW) : i], default="")
    right = max(words.telling[i + 1 : min(end, i + _WINDOW)], default="")
    opened = words.quotation[end : end + 2]
    found += [
        f"ab={best}|{telling}",
        f"ap={'/'.join(above[:3])}",
        f"nl={left}|{telling}",
        f"nr={right}|{telling}",
        f"nq={any(opened)}|{telling}",
        f"ns={any(opened)}|{words.lemma[i]}",
    ]
    return found


def _around_features(words: Words, i: int, lemma: str, kind: str) -> list[str]:
    start, end = words.sentence[i]
    before = words.text[i - 1] if i > start else "<s>"
    after = words.text[i + 1] if i + 1 < end else "</s>"
    following = words.text[i + 2] if i + 2 < end else "</s>"
    tag, held = words.tag[i], words.quotation[i]
    tag_before = words.tag[i - 1] if i > start else ""
    tag_after = words.tag[i + 1] if i + 1 < end else ""
    found = [
        f"w-={before}",
        f"w+={after}",
        f"w++={after} {following}",
        f"lw+={lemma}|{after}",
        f"lw-={before}|{lemma}",
        f"t+={tag_after}|{kind}",
        f"t-+={tag_before}|{tag}|{tag_after}",
        f"at={min((i - start) // 3, 5)}|{min((end - i) // 3, 6)}|{tag}",
        f"in={held is not None}",
    ]
    if held is None:
        ahead = any(words.quotation[i + 1 : min(end, i + 25)])
        behind = any(words.quotation[max(start, i - 40) : i])
        found.append(f"q={ahead}{behind}|{kind}")
        found.append(f"ql={ahead}{behind}|{lemma}")
    return found


# --- where the cue begins and ends --------------------------------------------------------------


def bounds(words: Words, i: int) -> tuple[range, range]:
    """Return where a cue with this head may begin, and where it may end."""
    start, end = words.sentence[i]
    stop = i + 1
    while stop < min(end, i + _AFTER) and words.text[stop] not in _ENDS:
        stop += 1
    first = i
    while first > max(start, i - _BEFORE, words.left[i]) and words.dep[first - 1] not in _SUBJECTS:
        first -= 1
    return range(i, first - 1, -1), range(i + 1, stop + 1)


def start_features(words: Words, i: int, start: int) -> list[str]:
    """Return what the choice of a cue's first word looks at."""
    before = start - 1
    sent = words.sentence[i][0]
    rel = _relation(words, i, start)
    previous = _relation(words, i, before) if before >= sent else "edge"
    size = min(i - start, 4)
    return [
        f"n={size}",
        f"r={rel}|{previous}",
        f"p={previous}|{words.text[before] if before >= sent else ''}",
        f"pl={previous}|{words.lemma[i]}",
        f"w={rel}|{words.text[start]}",
        f"pt={previous}|{words.tag[i]}|{size}",
        f"rt={rel}|{words.tag[start]}",
    ]


def end_features(words: Words, i: int, end: int) -> list[str]:
    """Return what the choice of a cue's last word looks at."""
    limit = words.sentence[i][1]
    last = end - 1
    rel = _relation(words, i, last)
    following = _relation(words, i, end) if end < limit else "edge"
    after = words.text[end] if end < limit else ""
    lemma = words.lemma[i]
    size = end - i
    return [
        f"n={min(size, 6)}",
        f"nl={min(size, 6)}|{lemma}",
        f"np={min(size, 6)}|{words.pos[i]}",
        f"r={rel}|{following}",
        f"w={rel}|{words.text[last]}",
        f"f={following}|{after}",
        f"fl={following}|{lemma}",
        f"rl={rel}|{lemma}",
        f"rt={words.tag[last]}|{words.tag[end] if end < limit else ''}",
        f"rp={rel}|{following}|{words.pos[i]}|{min(size, 3)}",
        f"inner={_inner(words, i, end)}",
        *_split_features(words, i, end),
    ]


def _split_features(words: Words, i: int, end: int) -> list[str]:
    """Return which phrases below the head a cue takes in, and which it leaves to others."""
    start, limit = words.sentence[i]
    taken, left = list[int](), list[str]()
    for child in words.children[i]:
        if child > i and words.dep[child] != "punct":
            if child < end:
                taken.append(child)
            else:
                left.append(words.dep[child])
    cut = bool(taken) and words.right[taken[-1]] > end
    inside = "+".join([words.dep[c] for c in taken[-3:]]) + ("/" if cut else "")
    outside = "+".join(left[:2])
    lemma = words.lemma[i]
    before = any(words.quotation[max(start, words.left[i]) : i])
    ahead = end < words.size and words.quotation[end] is not None
    last, closes = end - 1, end >= limit or words.dep[end] == "punct"
    return [
        f"si={inside}|{outside}",
        f"sb={inside}|{before}|{ahead}|{closes}",
        f"sq={before}|{ahead}|{lemma}|{cut}",
        f"sc={closes}|{outside}|{words.pos[i]}|{words.dep[i]}",
        f"sd={words.dep[i]}|{inside}|{outside}",
        f"st={words.telling[last]}|{words.telling[end] if end < limit else 'e'}|{cut}",
        f"sw={words.text[last]}|{outside}|{cut}",
    ]


def _relation(words: Words, i: int, j: int) -> str:
    """Say how a word hangs on the cue's head: its label, one deeper, or not at all."""
    if j == i:
        return "self"
    head = words.head[j]
    if head == i:
        return words.dep[j]
    if words.head[head] == i:
        return f"{words.dep[head]}/{words.dep[j]}"
    if words.head[i] == j:
        return f"^{words.dep[i]}"
    above = words.head[words.head[head]]
    if above == i:
        return f"{words.dep[words.head[head]]}//{words.dep[j]}"
    return "other"


def _inner(words: Words, i: int, end: int) -> str:
    """Say what a cue's words after the head hold: clauses, punctuation, quotations."""
    kinds = _CLAUSAL.intersection(words.dep[i + 1 : end])
    opened = any(words.quotation[j] != words.quotation[i] for j in range(i + 1, end))
    return "+".join(sorted(kinds)) + ("+q" if opened else "")
