"""Stances: what a speaker's words about an act of their own or another's amount to.

PLOVER codes what is said of an act to come as a verbal event: who says that they will
help agrees to it, who says that they will attack threatens, who will not do what is
asked rejects it, and who says that others must do it requests it. The act itself is then
not coded beside it.
"""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from .grammar import SUBJECT, VERBS

__all__ = ["Stance", "read_stance"]

COOPERATIVE = frozenset({"AID", "COOPERATE", "RETREAT", "CONCEDE", "SUPPORT"})
MEETING = frozenset({"CONSULT", "AGREE"})
HOSTILE = frozenset({"SANCTION", "COERCE", "PROTEST", "ASSAULT", "MOBILIZE"})
SPEECH = frozenset(
    [
        "say",
        "announce",
        "declare",
        "tell",
        "state",
        "add",
        "insist",
        "reiterate",
        "confirm",
        "promise",
        "vow",
        "pledge",
        "warn",
        "stress",
        "emphasise",
        "emphasize",
        "note",
        "write",
        "argue",
    ]
)
_WILL = frozenset({"will", "would", "wo", "'ll", "'d", "shall"})
_MUST = frozenset({"must", "should", "ought"})
_OWN = frozenset({"it", "they", "he", "she", "we", "i"})
_NEGATION = frozenset({"neg"})


@dataclass(frozen=True, slots=True)
class Stance:
    """The verbal event that an act amounts to: ``speech`` is the verb that reports it."""

    type: str
    speech: Token | None
    is_demand: bool = False


def read_stance(verb: Token, event_type: str) -> Stance | None:
    """Return what the modal of an act's verb makes of it, or None where it stays an act."""
    modals = {c.lower_ for c in verb.children if c.dep_ == "aux"}
    if modals.isdisjoint(_WILL | _MUST):
        return None
    is_negated = any(c.dep_ in _NEGATION for c in verb.children)
    speech = _reporting(verb)
    if modals & _WILL and is_negated:
        is_refusal = event_type in COOPERATIVE | MEETING
        return Stance("REJECT", speech) if is_refusal else None
    if speech is None or is_negated:
        return None
    if modals & _MUST:
        return Stance("REQUEST", speech, is_demand=True) if not _is_own(verb) else None
    if not _is_own(verb):
        return None
    if event_type in COOPERATIVE:
        return Stance("AGREE", speech)
    return Stance("THREATEN", speech) if event_type in HOSTILE else None


def _reporting(verb: Token) -> Token | None:
    """The verb of speech whose content the act is, before or after it."""
    head = verb.head
    if verb.dep_ == "ccomp" and head.lemma_ in SPEECH:
        return head
    after = (c for c in verb.children if c.dep_ in {"ccomp", "parataxis"} and c.i > verb.i)
    return next((c for c in after if c.pos_ in VERBS and c.lemma_ in SPEECH), None)


def _is_own(verb: Token) -> bool:
    """Whether the subject is a pronoun, which in reported speech is the speaker as a rule."""
    subjects = [c for c in verb.children if c.dep_ in SUBJECT]
    return bool(subjects) and all(c.lower_ in _OWN for c in subjects)
