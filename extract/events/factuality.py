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

from ..findings import Factuality, Time
from .governance import governor_of
from .grammar import NOUNS, OBJECT, PREDICATE, SUBJECT, VERBS
from .mood import EFFECTS, KINDS, is_asked, is_imperative, near, signs_at

__all__ = ["judge"]

_DURING = frozenset({"ago", "anniversary", "century", "decades", "historically", "formerly"})
_STATIVE = frozenset({"SUPPORT", "COOPERATE", "AID", "MOBILIZE"})
_REPORTED = frozenset({"VBD", "VBN"})
_WISHES = frozenset({"like", "want", "wish"})
_PERFORMED = frozenset(
    {
        *("apologise", "apologize", "applaud", "appeal", "ask", "assure", "commend", "condemn"),
        *("congratulate", "offer", "praise", "salute", "thank", "urge", "welcome"),
    }
)
_STEPS = 8  # governors looked at above a trigger
_YEAR = datetime.timedelta(days=365)


def judge(
    trigger: Token, event_type: str, time: Time | None, published: str | None, *, headline: bool
) -> Factuality:
    """Return how the text presents the event that a trigger tells of.

    ``published`` is the part's ISO date, where known: an event more than a year before it
    is history. In a headline the plain present tense tells of what has just happened.
    """
    if _is_performed(trigger):
        return "occurred"
    signs = set(_signs(trigger, event_type, headline))
    if _is_ahead(trigger, time, published) or (headline and _is_announced(trigger)):
        signs.add("future")
    if _is_distant(time, published) or any(t.lower_ in _DURING for t in near(trigger)):
        signs.add("historical")
    return next((kind for kind in KINDS if kind in signs), "occurred")


def _is_performed(trigger: Token) -> bool:
    """Whether saying that one would like to do it does it: "we would like to thank the crews"."""
    wish = trigger.head
    if trigger.dep_ != "xcomp" or trigger.lemma_ not in _PERFORMED or wish.lemma_ not in _WISHES:
        return False
    return not any(c.dep_ == "neg" for c in (*wish.children, *trigger.children))


def _signs(trigger: Token, event_type: str, headline: bool) -> Iterator[Factuality]:
    token = trigger
    if not headline and (is_asked(trigger) or is_imperative(trigger)):
        yield "hypothetical"
    for _ in range(_STEPS):
        yield from signs_at(token)
        if token.i == trigger.i and token.tag_ in {"VBZ", "VBP"}:
            yield from _present(token, event_type, headline)
        above = _above(token)
        if above is None:
            return
        rule = governor_of(token)
        if rule is not None and rule[1].effect != "same":
            effect = EFFECTS[rule[1].effect]
            # what nobody rules out may be
            yield "hypothetical" if effect == "negated" and _is_undone(rule[0]) else effect
            if effect == "negated":
                return
        token = above


def _is_undone(denial: Token) -> bool:
    """Whether a word that denies something is denied itself ("did not rule out a strike")."""
    above = governor_of(denial)
    return "negated" in signs_at(denial) or (above is not None and above[1].effect == "negated")


def _present(verb: Token, event_type: str, headline: bool) -> Iterator[Factuality]:
    """A plain present is a state where the type is one; elsewhere it tells the news."""
    if event_type in _STATIVE and not headline:
        yield "ongoing"


def _above(token: Token) -> Token | None:
    """The word whose reality the token's own depends on, if there is one."""
    head, dep = token.head, token.dep_
    if head.i == token.i:
        return None
    if dep == "xcomp" and head.dep_ in PREDICATE:
        return head.head  # "is not able to attack"
    if dep == "xcomp" or (dep == "conj" and _shares_auxiliary(token, head)):
        return head
    if (dep == "ccomp" and token.i > head.i) or (dep == "acl" and token.tag_ == "VB"):
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


def _is_announced(trigger: Token) -> bool:
    """Whether a headline's fragment without a verb ends in "next": "Boat sinks, talks next"."""
    first, end = trigger.left_edge.i, trigger.sent.end
    if trigger.pos_ not in NOUNS or end - trigger.i > _STEPS:
        return False
    begins = first == trigger.sent.start or trigger.doc[first - 1].is_punct
    ends = trigger.doc[end - 1].lower_ == "next"
    return begins and ends and not any(t.pos_ in VERBS for t in trigger.doc[first:end])


def _is_ahead(trigger: Token, time: Time | None, published: str | None) -> bool:
    """Whether an event is dated later than its text, and not told as past.

    Of relative dates only those beside a present are sure to be ahead.
    """
    if time is None or time.begin is None or not published or trigger.tag_ in _REPORTED:
        return False
    is_sure = time.basis == "explicit" or trigger.tag_ in {"VBZ", "VBP"}
    return is_sure and time.begin > published[:10]


def _is_distant(time: Time | None, published: str | None) -> bool:
    """Whether an event ended more than a year before the text was published."""
    if time is None or time.end is None or not published:
        return False
    try:
        end = datetime.date.fromisoformat(time.end)
        return end + _YEAR < datetime.date.fromisoformat(published[:10])
    except (ValueError, OverflowError):
        return False
