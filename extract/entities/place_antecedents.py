"""Place antecedents: which place "the town" or "the country" speaks of again.

The place that the sentences before are about, not the one last named: a place that
only says where another lies ("Bol, near Diffa") is passed over, one that was told with
the same noun ("the town of Bol") comes first, then the nearest and the most spoken of.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache

from ..analysis import RawMention
from ..findings import Span
from ..gazetteer import capitals
from .clusters import Cluster, sentences_between

__all__ = ["SETTLED", "antecedent_of_place"]

_SETTLEMENTS = frozenset({"city", "town", "village", "settlement", "capital"})
_COUNTRIES = frozenset({"country", "nation", "republic", "kingdom"})
SETTLED = _SETTLEMENTS | _COUNTRIES
_BACK = {"Settlement": 4, "Country": 8}  # sentences
_MODIFIERS = frozenset({"amod", "compound", "nmod"})  # "US troops" are not spoken of as a place
_ASIDE = frozenset({"near", "outside", "from", "towards", "toward", "of"})
_OFTEN = 5  # mentions after which more of them say no more


def antecedent_of_place(
    mention: RawMention, seen: Sequence[RawMention], owner: Mapping[Span, Cluster]
) -> Cluster | None:
    """Return the place that a definite noun of `SETTLED` speaks of again, or None.

    ``seen`` are the earlier mentions of the part, ``owner`` their clusters.
    """
    noun = mention.root.lemma_.lower()
    kind = "Settlement" if noun in _SETTLEMENTS else "Country"
    fitting = []
    for earlier in reversed(seen):
        if sentences_between(earlier, mention) > _BACK[kind]:
            break
        if _fits(owner[earlier.span], noun, kind):
            fitting.append(earlier)
    often = Counter(id(owner[earlier.span]) for earlier in fitting)
    scored = [
        (_score(earlier, mention, noun, min(often[id(owner[earlier.span])], _OFTEN)), -n)
        for n, earlier in enumerate(fitting)
    ]
    return owner[fitting[-max(scored)[1]].span] if scored else None


def _fits(cluster: Cluster, noun: str, kind: str) -> bool:
    if kind == "Country":
        return "Country" in cluster.classes
    if cluster.label == kind and not cluster.names:
        return any(m.root.lemma_.lower() == noun for m in cluster.mentions)
    if cluster.key or cluster.label != "GPE":
        return kind in cluster.classes
    is_capital = any(name in _capitals() for name in cluster.names)
    return is_capital if noun == "capital" else not (is_capital and noun in ("town", "village"))


@cache
def _capitals() -> frozenset[str]:
    return frozenset(name for names in capitals().values() for name in names)


def _score(earlier: RawMention, mention: RawMention, noun: str, often: int) -> float:
    score = -float(sentences_between(earlier, mention)) + 0.3 * often
    score += 3.0 * _is_told_with(earlier, noun)
    score += 1.0 * (earlier.root.dep_ in ("nsubj", "nsubjpass"))
    score -= 1.0 * (earlier.root.dep_ in _MODIFIERS)
    return score - 1.5 * _is_aside(earlier)


def _is_told_with(place: RawMention, noun: str) -> bool:
    """Whether the noun stands with the name: "the town of Bol", "Bol, a town in Chad"."""
    root = place.root
    if root.dep_ == "pobj" and root.head.lower_ == "of":
        return root.head.head.lemma_.lower() == noun
    beside = [root.head, *root.children] if root.dep_ in ("appos", "nsubj") else root.children
    return any(t.lemma_.lower() == noun and t.dep_ in ("appos", "attr") for t in beside) or (
        root.dep_ == "nsubj"
        and any(c.dep_ == "attr" and c.lemma_.lower() == noun for c in root.head.children)
    )


def _is_aside(place: RawMention) -> bool:
    """Whether a place only says where something lies: "near Diffa", the "Chad" of "Bol, Chad"."""
    if place.root.dep_ == "appos":
        return True
    return place.root.dep_ == "pobj" and place.root.head.lower_ in _ASIDE
