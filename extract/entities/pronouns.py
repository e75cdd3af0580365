"""Pronouns: whom "he", "they" and "it" speak of, by agreement and salience."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..analysis import RawMention
from ..findings import Span
from .clusters import Cluster, sentences_between

__all__ = ["antecedent_of_pronoun", "gender_of"]

_MALE, _FEMALE = (
    frozenset({"he", "him", "his", "himself"}),
    frozenset({"she", "her", "hers", "herself"}),
)
_PLURAL = frozenset({"they", "them", "their", "theirs", "themselves"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_SENTENCES_BACK = {"person": 3, "group": 1}
_GROUPS = frozenset(
    {"ArmedForces", "ArmedGroup", "Population", "Actor", "Coalition", "NORP", "ORG", "Government"}
)


def antecedent_of_pronoun(
    mention: RawMention, seen: Sequence[RawMention], owner: Mapping[Span, Cluster]
) -> Cluster | None:
    """Return the best earlier mention that agrees: near before far, subjects before others."""
    best: tuple[float, Cluster] | None = None
    gender = gender_of(mention)
    if gender is None and _subject_is_thing(mention, seen):
        return None
    for order, earlier in enumerate(reversed(seen)):
        back = sentences_between(earlier, mention)
        if back > (_SENTENCES_BACK["person"] if gender else _SENTENCES_BACK["group"]):
            break
        cluster = owner[earlier.span]
        if not _agrees(mention, earlier, cluster, gender) or _bound(mention, earlier):
            continue
        score = 2.0 * (earlier.root.dep_ in _SUBJECTS) - 1.5 * back - 0.1 * order
        score += 2.0 * bool(gender and cluster.names)  # who has a name is spoken of again
        score -= 1.0 * (earlier.root.dep_ == "poss")  # not whose something is
        if best is None or score > best[0]:
            best = (score, cluster)
    return best[1] if best else None


def _subject_is_thing(mention: RawMention, seen: Sequence[RawMention]) -> bool:
    """Whether "it" has a subject beside it that is no actor or place ("the plan … its merits")."""
    verb = next((t for t in mention.root.ancestors if t.pos_ in ("VERB", "AUX")), None)
    subjects = (c for c in (verb.lefts if verb is not None else ()) if c.dep_ in _SUBJECTS)
    subject = next((c for c in subjects if c.i < mention.start), None)
    if subject is None:
        return False
    return not any(m.start <= subject.i < m.end for m in reversed(seen))


def gender_of(mention: RawMention) -> str | None:
    """Return "male" or "female" where the pronoun tells."""
    word = mention.tokens[0].lower_
    return "male" if word in _MALE else "female" if word in _FEMALE else None


def _agrees(mention: RawMention, earlier: RawMention, cluster: Cluster, gender: str | None) -> bool:
    if gender:
        return cluster.is_person and cluster.gender in (None, gender) and _is_single(earlier)
    if cluster.is_person:
        return mention.tokens[0].lower_ in _PLURAL and not _is_single(earlier)
    if mention.tokens[0].lower_ in _PLURAL:
        return cluster.label in _GROUPS and (earlier.kind != "name" or cluster.label != "NORP")
    return cluster.label in ("ORG", "GPE") and earlier.kind == "name"


def _is_single(mention: RawMention) -> bool:
    return mention.root.tag_ not in ("NNS", "NNPS")


def _bound(mention: RawMention, earlier: RawMention) -> bool:
    """Whether both hang on one verb, so that a plain pronoun cannot mean the other."""
    possessive = mention.root.dep_ == "poss"
    return not possessive and mention.root.head.i == earlier.root.head.i
