"""Antecedents: what nominals and pronouns speak of again.

They look back within their own part only: a commenter's "he" is nobody of the article.
A noun asks, in this order, for a place that it fits ("the town"), for the office it names
("the chief"), for a name that ends with it ("the dam"), for the same noun and its class.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from polybius.ontology.terms import PLACE_TYPES

from ..analysis import LOCATED, RawMention
from ..cues import cue_of
from ..findings import Span
from ..mentions.place_nouns import place_nouns
from ..mentions.place_words import PLACE_NOUNS
from .clusters import Cluster, position, sentences_between
from .place_antecedents import SETTLED, antecedent_of_place
from .pronouns import antecedent_of_pronoun, gender_of

__all__ = ["look_back"]

_DEFINITE = frozenset({"the", "this", "that", "these", "those"})
_SENTENCES_BACK = 8
_MENTIONS_BACK = 200  # nobody remembers more; text without full stops has no other bound
_NAMED_BACK = 4
# A definite noun, and the classes of what it speaks of again.
_GENERIC: dict[str, frozenset[str]] = {
    **dict.fromkeys(("group", "militia", "faction"), frozenset({"ArmedGroup"})),
    **dict.fromkeys(("rebel", "militant", "insurgent", "guerrilla"), frozenset({"ArmedGroup"})),
    **dict.fromkeys(
        ("organization", "organisation", "agency", "body"),
        frozenset({"IntergovernmentalOrganization", "Organization", "ORG"}),
    ),
    **dict.fromkeys(
        ("alliance", "bloc", "union"), frozenset({"Coalition", "IntergovernmentalOrganization"})
    ),
    "coalition": frozenset({"Coalition"}),
    "ministry": frozenset({"Government"}),
    "party": frozenset({"PoliticalParty"}),
    "company": frozenset({"Company", "ORG"}),
}


def look_back(mentions: Sequence[RawMention], owner: dict[Span, Cluster]) -> list[Cluster]:
    """Give nominals and pronouns to what was spoken of before; return the new clusters.

    ``owner`` has the clusters that are known by name, and is filled with all others.
    """
    found: list[Cluster] = []
    by_part: dict[str, list[RawMention]] = defaultdict(list)
    for mention in sorted(mentions, key=position):
        seen = by_part[mention.passage.part.part]
        cluster = owner.get(mention.span)
        if cluster is None:
            cluster = _antecedent(mention, seen[-_MENTIONS_BACK:], owner)
            if cluster is None and _stands_alone(mention):
                cluster = Cluster(_label(mention), mention.key)
                found.append(cluster)
            if cluster is None:
                continue
            cluster.add(mention)
            owner[mention.span] = cluster
            cluster.gender = cluster.gender or gender_of(mention)
        seen.append(mention)
    return found


def _stands_alone(mention: RawMention) -> bool:
    """Whether a mention of nobody known is somebody all the same: a noun, or "he" who speaks."""
    if mention.kind == "pronoun":
        return mention.root.dep_ == "nsubj" and cue_of(mention.root.head) is not None
    noun = mention.root.lemma_.lower()
    return noun not in PLACE_NOUNS or noun in place_nouns()


def _label(mention: RawMention) -> str:
    if mention.kind != "pronoun":
        return mention.label
    return "Person" if gender_of(mention) else "Actor"


def _antecedent(
    mention: RawMention, seen: Sequence[RawMention], owner: Mapping[Span, Cluster]
) -> Cluster | None:
    if mention.kind == "nominal":
        return _of_nominal(mention, seen, owner)
    if mention.tokens.text.lower() == "who":
        head = mention.root.head.head
        return next((owner[m.span] for m in reversed(seen) if m.start <= head.i < m.end), None)
    return antecedent_of_pronoun(mention, seen, owner)


def _of_nominal(
    mention: RawMention, seen: Sequence[RawMention], owner: Mapping[Span, Cluster]
) -> Cluster | None:
    beside = _beside(mention, seen, owner)
    if beside is not None or mention.tokens[0].lower_ not in _DEFINITE:
        return beside
    if mention.root.lemma_.lower() in SETTLED:
        return antecedent_of_place(mention, seen, owner)
    return (
        _same_office(mention, seen, owner)
        or _named_by_noun(mention, seen, owner)
        or _same_noun(mention, seen, owner)
    )


def _beside(
    mention: RawMention, seen: Sequence[RawMention], owner: Mapping[Span, Cluster]
) -> Cluster | None:
    """Return what a noun is said to be: "Bol, a village", "Jane Doe was a doctor"."""
    root = mention.root
    if root.dep_ == "appos":
        named = root.head
    elif root.dep_ == "attr" and root.head.lemma_ == "be":
        if any(child.dep_ == "neg" for child in root.head.children):
            return None
        named = next((c for c in root.head.lefts if c.dep_ == "nsubj"), root)
    else:
        return None
    for earlier in reversed(seen):
        if earlier.end <= named.i:
            return None
        if earlier.start <= named.i < earlier.end and earlier.root.i == named.i:
            cluster = owner[earlier.span]
            return cluster if _is_alike(mention, earlier, cluster) else None
    return None


def _is_alike(mention: RawMention, earlier: RawMention, cluster: Cluster) -> bool:
    """Whether a noun can be said of a name or "he": a person of a person, a place of a place."""
    if earlier.kind == "nominal" or mention.root.tag_ == "NNS":
        return False
    if mention.label == "Person":
        return cluster.is_person
    if earlier.kind == "pronoun":
        return False
    if mention.label in PLACE_TYPES:
        return cluster.label in LOCATED or not PLACE_TYPES.keys().isdisjoint(cluster.classes)
    return cluster.label in ("ORG", "FAC")


def _back(
    mention: RawMention, seen: Sequence[RawMention], sentences: int = _SENTENCES_BACK
) -> Iterator[RawMention]:
    """Yield what was spoken of before, the last first."""
    for earlier in reversed(seen):
        if sentences_between(earlier, mention) > sentences:
            return
        yield earlier


def _same_office(
    mention: RawMention, seen: Sequence[RawMention], owner: Mapping[Span, Cluster]
) -> Cluster | None:
    """Return the last person whose office's words hold all of "the general staff chief"."""
    if mention.label != "Person":
        return None
    words = {t.lemma_.lower() for t in mention.tokens if t.pos_ in ("NOUN", "PROPN", "ADJ")}
    for earlier in reversed(seen):
        cluster = owner[earlier.span]
        if cluster.is_person and any(words <= office.words for office in cluster.offices):
            return cluster
    return None


def _same_noun(
    mention: RawMention, seen: Sequence[RawMention], owner: Mapping[Span, Cluster]
) -> Cluster | None:
    """Return what was last spoken of with "the militants"' noun, or is of the noun's class."""
    noun = mention.root.lemma_.lower()
    classes = _GENERIC.get(noun, frozenset())
    for earlier in _back(mention, seen):
        cluster = owner[earlier.span]
        if earlier.kind == "nominal" and not cluster.key:
            if _is_noun_again(earlier, mention, noun):
                return cluster
        elif not classes.isdisjoint(cluster.classes):
            return cluster
    return None


def _is_noun_again(earlier: RawMention, mention: RawMention, noun: str) -> bool:
    if earlier.text.lower().split()[1:] == mention.text.lower().split()[1:]:
        return True
    is_bare = len(mention.tokens) == 2 and earlier.tokens[0].dep_ != "poss"
    return is_bare and earlier.root.lemma_.lower() == noun


def _named_by_noun(
    mention: RawMention, seen: Sequence[RawMention], owner: Mapping[Span, Cluster]
) -> Cluster | None:
    """Return the one thing lately spoken of whose name has the noun: "the dam", of Bol Dam."""
    if len(mention.tokens) != 2 or mention.root.tag_ == "NNS":
        return None
    noun = mention.root.lemma_.lower()
    found = {
        id(cluster): cluster
        for earlier in _back(mention, seen, _NAMED_BACK)
        if (cluster := owner[earlier.span]).names or cluster.key
        if _is_headed(earlier, noun)
    }
    return next(iter(found.values())) if len(found) == 1 else None


def _is_headed(mention: RawMention, noun: str) -> bool:
    """Whether a name's head is the noun, written with a capital or not."""
    tokens = mention.tokens
    if len(tokens) == 1:
        return False
    return tokens[-1].lower_ == noun or (tokens[0].lower_ == noun and tokens[1].lower_ == "of")
