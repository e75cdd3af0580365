"""Coreference: which mentions in a document speak of the same actor or place.

Three passes, each surer than the next: names (all parts of the document together),
nominals ("the general staff chief"), pronouns. The last two look back within their own
part only: a commenter's "he" is nobody of the article. Rules in the manner of the
sieves of Lee et al., "Deterministic Coreference Resolution" (2013).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from .analysis import RawMention
from .cues import cue_of
from .findings import Span
from .gazetteer import entry, fold
from .offices import Office
from .place_words import PLACE_NOUNS

__all__ = ["Cluster", "find_clusters"]

_MALE, _FEMALE = (
    frozenset({"he", "him", "his", "himself"}),
    frozenset({"she", "her", "hers", "herself"}),
)
_PLURAL = frozenset({"they", "them", "their", "theirs", "themselves"})
_MEN = frozenset(
    {"mr", "mr.", "king", "prince", "sheikh", "sir", "lord", "chairman", "spokesman", "emir"}
)
_WOMEN = frozenset(
    {"mrs", "mrs.", "ms", "ms.", "queen", "princess", "lady", "chairwoman", "spokeswoman"}
)
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_SENTENCES_BACK = {"person": 3, "group": 1, "nominal": 8}
_DEFINITE = frozenset({"the", "this", "that", "these", "those"})
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
    **dict.fromkeys(PLACE_NOUNS & {"city", "town"}, frozenset({"Settlement"})),
    **dict.fromkeys(PLACE_NOUNS - {"city", "town", "capital"}, frozenset({"Country"})),
}
_GROUPS = frozenset(
    {"ArmedForces", "ArmedGroup", "Population", "Actor", "Coalition", "NORP", "ORG", "Government"}
)


@dataclass
class Cluster:
    """The mentions of one actor or place, with what its names have told so far."""

    label: str
    key: str | None = None
    names: list[str] = field(default_factory=list)
    mentions: list[RawMention] = field(default_factory=list)
    gender: str | None = None
    offices: list[Office] = field(default_factory=list)

    @property
    def is_person(self) -> bool:
        """Whether this is a single human being."""
        return self.label in ("PERSON", "Person")

    @property
    def classes(self) -> tuple[str, ...]:
        """Ontology classes where the gazetteer knows it, else the label it was found with."""
        known = entry(self.key) if self.key else None
        return known.types if known else (self.label,)

    def add(self, mention: RawMention) -> None:
        """Take a mention in."""
        self.mentions.append(mention)
        if mention.kind == "name":
            self.names.append(mention.text)


def find_clusters(mentions: Sequence[RawMention], offices: Sequence[Office]) -> list[Cluster]:
    """Return the mentions clustered, in order of first mention.

    Pronouns of nobody known are left out, unless they speak.
    """
    names = _Names()
    for mention in sorted(mentions, key=lambda m: -len(m.text.split())):
        if mention.kind == "name" or (mention.kind == "nominal" and mention.key):
            names.add(mention)
    owner = {m.span: cluster for cluster in names.clusters for m in cluster.mentions}
    for office in offices:
        owner[office.person.span].offices.append(office)
        for title in _titled(office, mentions):
            owner.setdefault(title.span, owner[office.person.span]).add(title)
    for cluster in names.clusters:
        cluster.gender = cluster.gender or _gender_of(cluster)
    others = _look_back(mentions, owner)
    clusters = [c for c in (*names.clusters, *others) if not _is_shouted(c)]
    for cluster in clusters:
        cluster.mentions.sort(key=_position)
    return sorted(clusters, key=lambda c: _position(c.mentions[0]))


def _is_shouted(cluster: Cluster) -> bool:
    """Whether it is a word in capitals that only comments have ("LOL"), and nobody's name."""
    return (
        cluster.key is None
        and bool(cluster.names)
        and all(len(m.tokens) == 1 and m.text.isupper() for m in cluster.mentions)
        and all(m.passage.part.part.startswith("comment/") for m in cluster.mentions)
    )


def _titled(office: Office, mentions: Sequence[RawMention]) -> list[RawMention]:
    """Return the nominal that an office's title is: in "the chief, Jane Doe" both are she."""
    part, heads = office.person.passage.part.part, range(office.start, office.end)
    return [
        m
        for m in mentions
        if m.label == "Person" and m.passage.part.part == part and m.end - 1 in heads
    ]


def _position(mention: RawMention) -> tuple[int, int, int]:
    kind, _, number = mention.passage.part.part.partition("/")
    order = ("title", "body", "comment").index(kind)
    return order, int(number or 0), mention.start


# --- names ---------------------------------------------------------------------------------


class _Names:
    """Clusters of names; long names come in before the short ones that abbreviate them."""

    def __init__(self) -> None:
        self.clusters: list[Cluster] = []
        self._by_name: dict[str, Cluster] = {}
        self._by_key: dict[str, Cluster] = {}
        self._surnames: dict[str, list[Cluster]] = defaultdict(list)

    def add(self, mention: RawMention) -> None:
        cluster = self._known(mention) or self._surnamed(mention) or self._new(mention)
        cluster.add(mention)
        if mention.kind == "name":
            self._by_name.setdefault(_folded(mention), cluster)

    def _known(self, mention: RawMention) -> Cluster | None:
        if mention.key:
            return self._by_key.get(mention.key)
        found = self._by_name.get(_folded(mention))
        return found if found and (found.key is None or mention.inside is None) else None

    def _surnamed(self, mention: RawMention) -> Cluster | None:
        """A single word that is the last name of one person of the document."""
        words = mention.text.split()
        if len(words) != 1 or mention.key or mention.inside:
            return None
        found = self._surnames.get(fold(words[0]), [])
        return found[0] if len(found) == 1 else None

    def _new(self, mention: RawMention) -> Cluster:
        cluster = Cluster(mention.label, mention.key)
        self.clusters.append(cluster)
        if mention.key:
            self._by_key[mention.key] = cluster
        words = mention.text.split()
        if mention.label == "PERSON" and len(words) > 1:
            self._surnames[fold(words[-1])].append(cluster)
        elif mention.label == "ORG" and (short := _abbreviation(mention)):
            self._by_name.setdefault(fold(short), cluster)
        return cluster


def _folded(mention: RawMention) -> str:
    return fold(mention.text)


def _abbreviation(mention: RawMention) -> str | None:
    """Return the initials that a bracket gives right after a name: "… Forces (SDF)"."""
    doc, at = mention.passage.doc, mention.end
    if at + 2 >= len(doc) or doc[at].text not in ("(", "["):
        return None
    short = doc[at + 1].text
    initials = "".join(word[0] for word in mention.text.split() if word[0].isalpha())
    return short if short.isupper() and short[:1] == initials[:1].upper() else None


def _gender_of(cluster: Cluster) -> str | None:
    words = {
        m.passage.doc[m.start - 1].lower_ for m in cluster.mentions if cluster.is_person and m.start
    }
    words.update(word for office in cluster.offices for word in office.words)
    return "male" if words & _MEN else "female" if words & _WOMEN else None


# --- nominals and pronouns: looking back ----------------------------------------------------------


def _look_back(mentions: Sequence[RawMention], owner: dict[Span, Cluster]) -> list[Cluster]:
    """Give nominals and pronouns to what was spoken of before; return the new clusters."""
    found: list[Cluster] = []
    by_part: dict[str, list[RawMention]] = defaultdict(list)
    for mention in sorted(mentions, key=_position):
        seen = by_part[mention.passage.part.part]
        cluster = owner.get(mention.span)
        if cluster is None:
            cluster = _antecedent(mention, seen, owner)
            if cluster is None and _stands_alone(mention):
                cluster = Cluster(_label(mention), mention.key)
                found.append(cluster)
            if cluster is None:
                continue
            cluster.add(mention)
            owner[mention.span] = cluster
            cluster.gender = cluster.gender or _gender(mention)
        seen.append(mention)
    return found


def _stands_alone(mention: RawMention) -> bool:
    """Whether a mention of nobody known is somebody all the same: a noun, or "he" who speaks."""
    if mention.kind == "pronoun":
        return mention.root.dep_ == "nsubj" and cue_of(mention.root.head) is not None
    return mention.root.lemma_.lower() not in PLACE_NOUNS


def _label(mention: RawMention) -> str:
    if mention.kind != "pronoun":
        return mention.label
    return "Person" if _gender(mention) else "Actor"


def _antecedent(
    mention: RawMention, seen: Sequence[RawMention], owner: dict[Span, Cluster]
) -> Cluster | None:
    if mention.kind == "nominal":
        return _same_office(mention, seen, owner) or _same_noun(mention, seen, owner)
    if mention.tokens.text.lower() == "who":
        head = mention.root.head.head
        return next((owner[m.span] for m in reversed(seen) if m.start <= head.i < m.end), None)
    return _by_salience(mention, seen, owner)


def _same_office(
    mention: RawMention, seen: Sequence[RawMention], owner: dict[Span, Cluster]
) -> Cluster | None:
    """Return the last person whose office's words hold all of "the general staff chief"."""
    if mention.label != "Person" or mention.tokens[0].lower_ not in _DEFINITE:
        return None
    words = {t.lemma_.lower() for t in mention.tokens if t.pos_ in ("NOUN", "PROPN", "ADJ")}
    for earlier in reversed(seen):
        cluster = owner[earlier.span]
        if cluster.is_person and any(words <= office.words for office in cluster.offices):
            return cluster
    return None


def _same_noun(
    mention: RawMention, seen: Sequence[RawMention], owner: dict[Span, Cluster]
) -> Cluster | None:
    """Return what was last spoken of with "the militants"' noun, or is of the noun's class."""
    if mention.tokens[0].lower_ not in _DEFINITE:
        return None
    noun = mention.root.lemma_.lower()
    classes = _GENERIC.get(noun, frozenset())
    for earlier in reversed(seen):
        if _sentences(earlier, mention) > _SENTENCES_BACK["nominal"]:
            return None
        cluster = owner[earlier.span]
        if earlier.kind == "nominal" and not cluster.key:
            if earlier.text.lower().split()[1:] == mention.text.lower().split()[1:]:
                return cluster
            if earlier.root.lemma_.lower() == noun and len(mention.tokens) == 2:
                return cluster
        elif not classes.isdisjoint(cluster.classes):
            return cluster
    return None


def _by_salience(
    mention: RawMention, seen: Sequence[RawMention], owner: dict[Span, Cluster]
) -> Cluster | None:
    """The best earlier mention that agrees: near before far, subjects before others."""
    best: tuple[float, Cluster] | None = None
    gender = _gender(mention)
    if gender is None and _subject_is_thing(mention, seen):
        return None
    for order, earlier in enumerate(reversed(seen)):
        back = _sentences(earlier, mention)
        if back > (_SENTENCES_BACK["person"] if gender else _SENTENCES_BACK["group"]):
            break
        cluster = owner[earlier.span]
        if not _agrees(mention, earlier, cluster, gender) or _bound(mention, earlier):
            continue
        score = 2.0 * (earlier.root.dep_ in _SUBJECTS) - 1.5 * back - 0.1 * order
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


def _sentences(earlier: RawMention, later: RawMention) -> int:
    """Count the sentence ends between two mentions of a passage."""
    numbers = later.passage.sentence_numbers
    return numbers[later.start] - numbers[earlier.start]


def _gender(mention: RawMention) -> str | None:
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
