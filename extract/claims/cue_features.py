"""Cue features: what is asked of a word that may be a cue, and of where its cue ends."""

from __future__ import annotations

from ..cues import cues
from .weights import Table
from .words import Words

__all__ = ["bounds", "cue_features", "end_features", "gate", "may_be_cue", "start_features"]

_OPEN = frozenset({"VERB", "NOUN", "AUX", "ADJ", "ADV", "PROPN", "ADP", "SCONJ"})
_RARELY = -4.2  # log-odds under which a word is no cue whatever stands around it
_ENDS = frozenset({'"', "''", "“", "”", "that", ";"})  # words that no cue goes beyond
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "punct"})
_CLAUSAL = frozenset({"ccomp", "punct", "nsubj", "relcl", "advcl"})
_BEFORE, _AFTER = 6, 12  # words that a cue has at most before and after its head
_NAMED = frozenset({"ROOT", "ccomp", "xcomp", "dobj", "prep", "nsubj", "pobj", "acomp", "prt"})


def gate(words: Words, i: int) -> str | None:
    """Return the key by which a word is let in as a candidate, None for words no cue can be."""
    if words.pos[i] in _OPEN:
        return f"{words.lemma[i]}|{words.pos[i]}"
    return ":" if words.text[i] == ":" else None


def may_be_cue(words: Words, i: int, known: Table) -> bool:
    """Whether a word is worth the choice: one that often enough is a cue, or an unknown verb.

    ``known`` has the log-odds of the words that training has seen.
    """
    key = gate(words, i)
    if key is None:
        return False
    odds = known.get(key)
    if odds is not None:
        return odds > _RARELY
    return words.pos[i] == "VERB" and words.dep[i] not in ("amod", "compound")


def cue_features(words: Words, i: int) -> list[str]:
    """Return what the choice between a cue and no cue looks at."""
    lemma, tag, dep, head = words.lemma[i], words.tag[i], words.dep[i], words.head[i]
    found = [
        "b",
        f"l={lemma}",
        f"lt={lemma}|{tag}",
        f"td={tag}|{dep}",
        f"ld={lemma}|{dep}",
        f"hd={words.lemma[head]}|{dep}",
        f"hp={words.pos[head]}|{dep}|{words.pos[i]}",
    ]
    known = cues().get(lemma)
    kind = known.kind if known and words.pos[i] in ("VERB", "AUX") else words.pos[i]
    found.append(f"k={kind}")
    found.append(f"kd={kind}|{dep}")
    found.extend(_child_features(words, i, lemma, kind))
    found.extend(_around_features(words, i, lemma, kind))
    return found


def _child_features(words: Words, i: int, lemma: str, kind: str) -> list[str]:
    found, deps = [], []
    for child in words.children[i]:
        dep, side = words.dep[child], "<" if child < i else ">"
        if dep == "punct":
            continue
        deps.append(dep)
        found.append(f"c={dep}{side}|{words.pos[i]}")
        found.append(f"ck={dep}{side}|{kind}")
        found.append(f"cl={dep}{side}|{lemma}")
        if dep in ("nsubj", "nsubjpass", "poss", "agent", "aux", "neg", "auxpass", "advmod"):
            word = words.lemma[child]
            found.append(f"cw={dep}|{word}")
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
    kept = "+".join(sorted(set(deps) & _NAMED | {d for d in deps if d in ("agent", "poss")}))
    found.append(f"f={kept}|{words.pos[i]}")
    found.append(f"fl={kept}|{lemma}")
    if not any(d in ("nsubj", "nsubjpass", "expl") for d in deps):
        found.append(f"nos={words.dep[i]}|{lemma}")
    return found


def _around_features(words: Words, i: int, lemma: str, kind: str) -> list[str]:
    start, end = words.sentence[i]
    before = words.text[i - 1] if i > start else "<s>"
    after = words.text[i + 1] if i + 1 < end else "</s>"
    following = words.text[i + 2] if i + 2 < end else "</s>"
    held = words.quotation[i]
    found = [
        f"w-={before}",
        f"w+={after}",
        f"w++={after} {following}",
        f"lw+={lemma}|{after}",
        f"lw-={before}|{lemma}",
        f"t+={words.tag[i + 1] if i + 1 < end else ''}|{kind}",
        f"in={held is not None}",
    ]
    if held is None:
        ahead = any(words.quotation[i + 1 : min(end, i + 25)])
        behind = any(words.quotation[max(start, i - 40) : i])
        found.append(f"q={ahead}{behind}|{kind}")
        found.append(f"ql={ahead}{behind}|{lemma}")
        if i + 1 < words.size and words.quotation[i + 1]:
            found.append(f"q+|{kind}")
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
    last_of_kind = f"{words.dep[last]}|{words.entity[last]}|{words.lemma[words.head[last]]}"
    return [
        f"n={min(size, 6)}",
        f"nl={min(size, 6)}|{lemma}",
        f"np={min(size, 6)}|{words.pos[i]}",
        f"r={rel}|{following}",
        f"w={rel}|{words.text[last]}",
        f"wl={words.text[last]}|{lemma}",
        f"ww={words.text[last]}|{after}",
        f"f={following}|{after}",
        f"fl={following}|{lemma}",
        f"al={after}|{lemma}|{min(size, 3)}",
        f"rl={rel}|{lemma}",
        f"rt={words.tag[last]}|{words.tag[end] if end < limit else ''}",
        f"rp={rel}|{following}|{words.pos[i]}|{min(size, 3)}",
        f"inner={_inner(words, i, end)}",
        f"s={'/'.join(words.dep[i + 1 : min(end, i + 6)])}|{following}",
        f"so={last_of_kind}",
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
    kinds = {words.dep[j] for j in range(i + 1, end)} & {
        "ccomp",
        "punct",
        "nsubj",
        "relcl",
        "advcl",
    }
    opened = any(words.quotation[j] != words.quotation[i] for j in range(i + 1, end))
    return "+".join(sorted(kinds)) + ("+q" if opened else "")
