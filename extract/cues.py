"""Cues: the verbs by which somebody is said to speak or think.

The list is data (``data/cues.tsv``): a lemma, whether it is speech, attitude or
evidence ("the report shows"), and where its content is looked for.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal, cast, get_args

from spacy.tokens import Token

from .tables import rows

__all__ = ["Cue", "cue_of", "cues"]

CueClass = Literal["speech", "attitude", "evidence"]

# A cue's forms that only modify a noun ("the said agreement") speak for nobody.
_MODIFIERS = frozenset({"amod", "compound", "nmod"})
# Verbs that stand for many things besides speech count only with a clause or a quotation.
_VERBAL = frozenset({"VERB", "AUX"})


@dataclass(frozen=True, slots=True)
class Cue:
    """A verb of speech or attitude, and how it takes its content.

    ``clause``, ``quotation``, ``infinitive``, ``gerund`` (after a preposition)
    and ``object`` say where content may stand.
    """

    lemma: str
    kind: CueClass
    clause: bool
    quotation: bool
    infinitive: bool
    gerund: bool
    object: bool


@cache
def cues() -> dict[str, Cue]:
    """Return the cue verbs by lemma."""
    return {lemma: _cue(lemma, kind, content) for lemma, kind, content in rows("cues")}


def _cue(lemma: str, kind: str, content: str) -> Cue:
    if kind not in get_args(CueClass) or not content or set(content) - set("cqxgo"):
        raise ValueError(f"data/cues.tsv: {lemma}: no such class or content: {kind} {content}")
    has = {letter: letter in content for letter in "cqxgo"}
    return Cue(lemma, cast(CueClass, kind), has["c"], has["q"], has["x"], has["g"], has["o"])


def cue_of(token: Token) -> Cue | None:
    """Return the cue that this token is, or None."""
    if token.pos_ not in _VERBAL or token.dep_ in _MODIFIERS:
        return None
    return cues().get(token.lemma_.lower())
