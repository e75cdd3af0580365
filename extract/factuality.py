"""Factuality: whether a text presents an event as having happened, and how.

The signs are those of the literature on event factuality (Saurí and Pustejovsky,
FactBank, 2009): negation, mood, tense, and the words that govern an event. They are
read as the innermost source presents them: nothing is carried over from a verb of
speech into what was said. Where several signs fit, negated stands before hypothetical,
future, historical, ongoing and occurred.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from spacy.tokens import Token

from .findings import Factuality, Time
from .grammar import CLAUSAL_COMPLEMENT, NOUNS, OBJECT, SUBJECT, VERBS, governor_of

__all__ = ["judge"]

ORDER: tuple[Factuality, ...] = (
    *("negated", "hypothetical", "future", "historical", "ongoing", "occurred"),
)
_NEGATIONS = frozenset({"not", "n't", "never", "no", "neither", "nor", "without", "hardly"})
_POSSIBILITY = frozenset({"could", "may", "might", "should", "must", "can", "ought"})
_CONDITIONS = frozenset({"if", "unless", "whether", "lest", "in case", "should"})
_COMING = frozenset({"will", "shall", "'ll", "wo"})
_NEXT = frozenset({"next", "tomorrow", "upcoming", "soon", "later", "coming"})
_ADJECTIVES: dict[str, Factuality] = {
    **dict.fromkeys(("possible", "potential", "would-be", "feared", "threatened"), "hypothetical"),
    **dict.fromkeys(
        ("proposed", "hypothetical", "likely", "attempted", "imminent"), "hypothetical"
    ),
    **dict.fromkeys(("planned", "upcoming", "forthcoming", "scheduled", "future"), "future"),
    **dict.fromkeys(("looming", "impending", "expected"), "future"),
    **dict.fromkeys(("ongoing", "continuing", "current", "continued", "under way"), "ongoing"),
    **dict.fromkeys(("cancelled", "canceled", "aborted", "foiled", "failed"), "negated"),
}
_DURING = frozenset({"ago", "anniversary", "century", "decades", "historically", "formerly"})
_STATIVE = frozenset({"SUPPORT", "COOPERATE", "AID", "MOBILIZE"})
_REPORTED = frozenset({"VBD", "VBN"})
_STEPS = 8  # governors looked at above a trigger
_YEAR = datetime.timedelta(days=365)


def judge(
    trigger: Token, event_type: str, time: Time | None, published: str | None, *, headline: bool
) -> Factuality:
    """Return how the text presents the event that a trigger tells of.

    ``published`` is the part's ISO date, where known: an event more than a year before it
    is history. In a headline the plain present tense tells of what has just happened.
    """
    signs = set(_signs(trigger, event_type, headline))
    if _is_distant(time, published) or any(t.lower_ in _DURING for t in _near(trigger)):
        signs.add("historical")
    return next((kind for kind in ORDER if kind in signs), "occurred")


def _signs(trigger: Token, event_type: str, headline: bool) -> Iterator[Factuality]:
    token = trigger
    for _ in range(_STEPS):
        yield from _noun_signs(token) if token.pos_ in NOUNS else _verb_signs(token)
        if token.i == trigger.i and token.tag_ in {"VBZ", "VBP"}:
            yield from _present(token, event_type, headline)
        above = _above(token)
        if above is None:
            return
        rule = governor_of(token)
        if rule is not None and rule[1].effect != "same":
            yield _EFFECTS[rule[1].effect]
        token = above


_EFFECTS: dict[str, Factuality] = {kind: kind for kind in ORDER}


def _present(verb: Token, event_type: str, headline: bool) -> Iterator[Factuality]:
    """A plain present is a state where the type is one; elsewhere it tells the news."""
    if event_type in _STATIVE and not headline:
        yield "ongoing"


def _above(token: Token) -> Token | None:
    """The word whose reality the token's own depends on, if there is one."""
    head, dep = token.head, token.dep_
    if head.i == token.i:
        return None
    if dep == "xcomp" or (dep == "conj" and _shares_auxiliary(token, head)):
        return head
    if dep == "ccomp" or (dep == "acl" and token.tag_ == "VB"):
        return head if governor_of(token) is not None else None
    if dep == "nsubjpass" or dep in OBJECT or dep in SUBJECT:
        return head if governor_of(token) is not None else None
    if dep in {"pobj", "pcomp"} and head.dep_ == "prep" and governor_of(token) is not None:
        return head.head
    return None


def _shares_auxiliary(token: Token, head: Token) -> bool:
    """Whether the second of two coordinated words has no subject or auxiliary of its own."""
    own = SUBJECT | {"nsubjpass", "aux", "auxpass"}
    same_kind = (token.pos_ in VERBS) == (head.pos_ in VERBS)
    return same_kind and token.tag_ != "VBD" and not any(c.dep_ in own for c in token.children)


def _noun_signs(noun: Token) -> Iterator[Factuality]:
    for child in noun.children:
        if child.dep_ in {"det", "neg"} and child.lower_ in {"no", "neither"}:
            yield "negated"
        elif child.dep_ in {"amod", "compound"} and child.lower_ in _ADJECTIVES:
            yield _ADJECTIVES[child.lower_]
        elif child.lower_ in _NEXT:
            yield "future"
    if noun.head.lower_ == "without":
        yield "negated"
    elif noun.head.lower_ == "anniversary" or noun.head.head.lower_ == "anniversary":
        yield "historical"


def _verb_signs(verb: Token) -> Iterator[Factuality]:
    for child in verb.children:
        yield from _child_signs(verb, child)
    yield from _infinitive(verb)
    if verb.dep_ == "pcomp" and verb.head.lower_ == "without":
        yield "negated"
    if verb.tag_ == "VBG" and any(c.lemma_ == "be" and c.dep_ == "aux" for c in verb.children):
        coming = any(t.lower_ in _NEXT for t in _near(verb))
        yield "future" if coming else "ongoing"


def _child_signs(verb: Token, child: Token) -> Iterator[Factuality]:
    word = child.lower_
    if child.dep_ == "neg" or (child.dep_ == "advmod" and word in _NEGATIONS):
        yield "negated"
    elif child.dep_ in SUBJECT | {"nsubjpass", "dobj"}:
        if any(c.dep_ == "det" and c.lower_ in {"no", "neither"} for c in child.children):
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
    if verb.dep_ in {"ROOT", "advcl", "relcl", "ccomp"}:
        yield "future"
    elif verb.dep_ == "acl" and governor_of(verb) is None:
        yield "hypothetical"
    elif verb.dep_ == "xcomp" and verb.head.lemma_ in {"be", "go", "have"}:
        yield "future"


def _near(token: Token) -> Iterator[Token]:
    """The token's children and theirs: enough to see "next week" and "two years ago"."""
    for child in token.children:
        if child.pos_ not in VERBS:
            yield child
            yield from (c for c in child.children if c.pos_ not in VERBS)


def _is_distant(time: Time | None, published: str | None) -> bool:
    """Whether an event ended more than a year before the text was published."""
    if time is None or time.end is None or not published:
        return False
    try:
        end = datetime.date.fromisoformat(time.end)
        return end + _YEAR < datetime.date.fromisoformat(published[:10])
    except (ValueError, OverflowError):
        return False
