"""Mood: what the words around a verb or noun say of whether it came about.

Negation, auxiliaries, conditions, questions, commands, adjectives ("a planned visit") and
what is predicated of it ("the visit will be short").
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from ..findings import Factuality
from .governance import governor_of, rule_of
from .grammar import CLAUSAL_COMPLEMENT, NOUNS, SUBJECT, VERBS, doer_of_infinitive

__all__ = ["EFFECTS", "is_asked", "is_imperative", "near", "signs_at"]

KINDS: tuple[Factuality, ...] = (
    *("negated", "hypothetical", "future", "historical", "ongoing", "occurred"),
)
EFFECTS: dict[str, Factuality] = {kind: kind for kind in KINDS}
_NEGATIONS = frozenset(
    {"not", "n't", "never", "no", "neither", "nor", "without", "hardly", "almost", "nearly"}
)
_POSSIBILITY = frozenset({"could", "may", "might", "should", "must", "can", "ought"})
_CONDITIONS = frozenset({"if", "unless", "whether", "lest", "in case", "should"})
_COMING = frozenset({"will", "shall", "'ll", "wo"})
_UNTIL = frozenset({"after", "before", "once", "until", "till", "when"})
_NEXT = frozenset({"next", "tomorrow", "upcoming", "coming"})
_SOON = frozenset({"soon", "later", "shortly"})
_QUANTIFIERS: dict[str, Factuality] = {
    **dict.fromkeys(("no", "neither"), "negated"),
    **dict.fromkeys(("any",), "hypothetical"),
}
_TRUE = frozenset({"true", "correct", "case", "fact"})
_UNTRUE = frozenset({"false", "untrue", "incorrect", "lie"})
_NOBODY = frozenset({"nobody", "none", "nothing"})
_OPENING = frozenset({'"', "'", ":", ";"})
_ADJECTIVES: dict[str, Factuality] = {
    **dict.fromkeys(("possible", "potential", "would-be", "feared", "threatened"), "hypothetical"),
    **dict.fromkeys(
        ("proposed", "hypothetical", "likely", "attempted", "imminent"), "hypothetical"
    ),
    **dict.fromkeys(
        ("conceivable", "unlikely", "probable", "doubtful", "plausible", "thinkable"),
        "hypothetical",
    ),
    **dict.fromkeys(("impossible", "unthinkable", "averted", "abortive", "thwarted"), "negated"),
    **dict.fromkeys(("planned", "upcoming", "forthcoming", "scheduled", "future"), "future"),
    **dict.fromkeys(("looming", "impending", "expected"), "future"),
    **dict.fromkeys(("ongoing", "continuing", "current", "continued", "under way"), "ongoing"),
    **dict.fromkeys(("cancelled", "canceled", "aborted", "foiled", "failed"), "negated"),
}
_REPORTED = frozenset({"VBD", "VBN"})


def signs_at(word: Token) -> list[Factuality]:
    """Return what a word's own dependents say of what it names, in no order of weight."""
    return [*(_noun_signs(word) if word.pos_ in NOUNS else _verb_signs(word))]


def _noun_signs(noun: Token) -> Iterator[Factuality]:
    for child in noun.children:
        word = child.lower_
        if child.dep_ in {"det", "neg"} and word in _QUANTIFIERS:
            yield _QUANTIFIERS[word]
        elif child.dep_ in {"amod", "compound"} and word in _ADJECTIVES:
            yield _ADJECTIVES[word]
        elif child.dep_ == "acl" and child.tag_ == "VBN":
            yield from _effect(child)
    if any(_is_next(t) for t in near(noun)):
        yield "future"
    is_excepted = noun.dep_ == "pobj" and _before(noun.head) == "not"  # "but not on talks"
    if noun.head.lower_ == "without" or is_excepted or _is_replaced(noun):
        yield "negated"
    elif noun.head.lower_ == "anniversary" or noun.head.head.lower_ == "anniversary":
        yield "historical"
    elif noun.dep_ == "pobj" and noun.head.lower_ == "of" and _before(noun.head) == "ahead":
        yield "future"
    if noun.dep_ == "nsubj" and noun.head.lemma_ == "be":
        yield from _predicated(noun.head)


def _effect(participle: Token) -> Iterator[Factuality]:
    """What a participle says of the noun before it: "talks planned for May"."""
    rule = rule_of(participle)
    if rule is not None and rule.effect != "same":
        yield EFFECTS[rule.effect]


def _predicated(copula: Token) -> Iterator[Factuality]:
    """What "be" and what follows it say of an event: "is possible", "will be short"."""
    for child in copula.children:
        if child.dep_ in {"acomp", "attr"}:
            if child.lower_ in _ADJECTIVES:
                yield _ADJECTIVES[child.lower_]
            elif child.lower_ in _UNTRUE:
                yield "negated"
        if child.dep_ in {"prep", "advmod"} and child.lower_ in {"under", "underway"}:
            yield "ongoing"
        if child.dep_ == "aux" and child.lower_ in _COMING:
            yield "future"


def _before(word: Token) -> str:
    """The word before, or nothing."""
    return word.nbor(-1).lower_ if word.i > 0 else ""


def _is_replaced(word: Token) -> bool:
    """Whether something else was done: "instead of talks", "stopped short of attacking"."""
    above = word.head
    is_of = word.dep_ in {"pobj", "pcomp"} and above.lower_ == "of"
    return is_of and _before(above) in {"instead", "short", "lieu"}


def _verb_signs(verb: Token) -> Iterator[Factuality]:
    for child in verb.children:
        yield from _child_signs(verb, child)
    yield from _infinitive(verb)
    if (verb.dep_ == "pcomp" and verb.head.lower_ == "without") or _is_replaced(verb):
        yield "negated"
    if verb.tag_ == "VBG" and _is_compared(verb):
        yield "hypothetical"
    if verb.dep_ == "advcl" and _is_awaited(verb):
        yield "future"
    if verb.dep_ == "conj" and any(c.lower_ == "nor" for c in verb.head.children):
        yield "negated"
    if verb.dep_ == "acomp" and any(c.lower_ in _COMING for c in verb.head.children):
        yield "future"
    if verb.dep_ == "ccomp" and verb.head.lemma_ == "be":
        yield from _reality(verb.head)
    if verb.tag_ == "VBG" and any(c.lemma_ == "be" and c.dep_ == "aux" for c in verb.children):
        coming = any(_is_next(t) or t.lower_ in _SOON for t in near(verb))
        yield "future" if coming else "ongoing"


def _is_compared(verb: Token) -> bool:
    """Whether a gerund is judged, not told: "bombing them is like bombing us", "is a crime"."""
    above = verb.head
    if verb.dep_ == "pcomp" and above.lower_ == "like":
        return True
    return verb.dep_ == "csubj" and above.lemma_ == "be" and above.tag_ in {"VBZ", "VBP"}


def _is_awaited(verb: Token) -> bool:
    """Whether a clause says what must come before something to come: "will return once"."""
    is_dated = any(c.dep_ in {"mark", "advmod"} and c.lower_ in _UNTIL for c in verb.children)
    return is_dated and any(c.dep_ == "aux" and c.lower_ in _COMING for c in verb.head.children)


def _reality(copula: Token) -> Iterator[Factuality]:
    """What "it is true that", "it is unlikely that" say of what follows."""
    truths = [c.lower_ for c in copula.children if c.dep_ in {"acomp", "attr"}]
    is_denied = any(c.dep_ == "neg" for c in copula.children)
    for word in truths:
        if word in _ADJECTIVES:
            yield _ADJECTIVES[word]
        elif (word in _UNTRUE) != (is_denied and word in _UNTRUE | _TRUE):
            yield "negated"


def _negates(verb: Token, child: Token) -> bool:
    word = child.lower_
    if child.dep_ == "neg" or (child.dep_ in {"advmod", "preconj"} and word in _NEGATIONS):
        return True
    return word == "rather" and any(c.lower_ == "than" for c in verb.children)


def _child_signs(verb: Token, child: Token) -> Iterator[Factuality]:
    word = child.lower_
    if _negates(verb, child):
        yield "negated"
    elif child.dep_ in SUBJECT | {"nsubjpass", "dobj"}:
        if word in _NOBODY or any(
            c.dep_ == "det" and c.lower_ in {"no", "neither"} for c in child.children
        ):
            yield "negated"
    elif child.dep_ == "aux" and word in _POSSIBILITY:
        yield "hypothetical"
    elif child.dep_ == "aux" and word in {"would", "'d"}:
        yield "future" if _is_reported(verb) else "hypothetical"
    elif child.dep_ == "aux" and word in _COMING:
        yield "future"
    elif child.dep_ in {"mark", "advmod"} and word in _CONDITIONS:
        yield "hypothetical"


def _is_reported(verb: Token) -> bool:
    """Whether "would" is the future as seen from a past report ("said it would send")."""
    head = verb.head if verb.dep_ == "ccomp" else verb.head.head if verb.dep_ == "conj" else None
    if head is not None and head.tag_ in _REPORTED:
        return True
    return any(
        c.dep_ in CLAUSAL_COMPLEMENT | {"parataxis"} and c.tag_ == "VBD" for c in verb.children
    )


def _infinitive(verb: Token) -> Iterator[Factuality]:
    """What is "to" happen: ahead ("is to meet", "will go to meet"), unless a governor says."""
    if not any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.children):
        return
    if any(c.tag_ == "WRB" for c in verb.children):  # "how to free them"
        yield "hypothetical"
    elif doer_of_infinitive(verb) is not None and governor_of(verb) is None:
        yield "hypothetical"  # "room for them to meet"
    elif verb.dep_ in {"ROOT", "advcl", "relcl", "ccomp"}:
        yield "future"
    elif verb.dep_ == "acl" and governor_of(verb) is None:
        yield "hypothetical"
    elif verb.dep_ == "xcomp" and verb.head.lemma_ in {"be", "go", "have"}:
        not_yet = any(c.lower_ == "yet" for c in (*verb.head.children, *verb.children))
        yield "negated" if not_yet else "future"


def _is_next(word: Token) -> bool:
    """Whether a word says that a time is to come: "next week", but not "the next day"."""
    if word.lower_ == "next":
        return not any(c.lower_ == "the" for c in word.head.children)
    return word.lower_ in _NEXT


def is_asked(verb: Token) -> bool:
    """Return whether a verb stands in a question that asks for a yes or no ("Did they attack?")."""
    if verb.dep_ != "ROOT" or verb.sent[-1].text != "?":
        return False
    opening = SUBJECT | {"nsubjpass", "aux", "advmod"}
    first = next((c for c in verb.children if c.dep_ in opening), None)
    return first is not None and first.dep_ == "aux"


def is_imperative(verb: Token) -> bool:
    """Return whether a verb bids: a bare form that begins its sentence or quotation."""
    if verb.tag_ != "VB" or verb.dep_ not in {"ROOT", "ccomp"}:
        return False
    if any(c.dep_ in SUBJECT | {"nsubjpass", "aux"} for c in verb.children):
        return False
    return verb.i == verb.sent.start or verb.nbor(-1).text in _OPENING


def near(token: Token) -> Iterator[Token]:
    """Yield the token's children and theirs: enough to see "next week" and "two years ago"."""
    for child in token.children:
        if child.pos_ not in VERBS:
            yield child
            yield from (c for c in child.children if c.pos_ not in VERBS)
