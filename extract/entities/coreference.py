"""Coreference: which mentions in a document speak of the same actor or place.

Three passes, each surer than the next: names (all parts of the document together),
nominals ("the general staff chief"), pronouns. The last two look back within their own
part only: a commenter's "he" is nobody of the article. Rules in the manner of the
sieves of Lee et al., "Deterministic Coreference Resolution" (2013).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from ..analysis import RawMention
from ..gazetteer import fold
from ..mentions.aliases import find_aliases
from ..mentions.offices import Office
from ..mentions.repeats import abbreviation_of
from .antecedents import look_back
from .clusters import Cluster, position

__all__ = ["Cluster", "find_clusters"]

_MEN = frozenset(
    {"mr", "mr.", "king", "prince", "sheikh", "sir", "lord", "chairman", "spokesman", "emir"}
)
_WOMEN = frozenset(
    {"mrs", "mrs.", "ms", "ms.", "queen", "princess", "lady", "chairwoman", "spokeswoman"}
)


def find_clusters(mentions: Sequence[RawMention], offices: Sequence[Office]) -> list[Cluster]:
    """Return the mentions clustered, in order of first mention.

    Pronouns of nobody known are left out, unless they speak.
    """
    names = _Names({_folded(a.other): _folded(a.name) for a in find_aliases(mentions)})
    for mention in sorted(mentions, key=lambda m: -len(m.text.split())):
        if mention.kind == "name" or (mention.kind == "nominal" and mention.key):
            names.add(mention)
    owner = {m.span: cluster for cluster in names.clusters for m in cluster.mentions}
    nouns = _person_nouns(mentions)
    for office in (o for o in offices if o.person.kind == "name"):
        owner[office.person.span].offices.append(office)
        for title in _titled(office, nouns):
            owner.setdefault(title.span, owner[office.person.span]).add(title)
    for cluster in names.clusters:
        cluster.gender = cluster.gender or _gender_of(cluster)
    others = look_back(mentions, owner)
    clusters = [c for c in (*names.clusters, *others) if not _is_shouted(c)]
    for cluster in clusters:
        cluster.mentions.sort(key=position)
    return sorted(clusters, key=lambda c: position(c.mentions[0]))


def _is_shouted(cluster: Cluster) -> bool:
    """Whether it is a word in capitals that only comments have ("LOL"), and nobody's name."""
    return (
        cluster.key is None
        and bool(cluster.names)
        and all(len(m.tokens) == 1 and m.text.isupper() for m in cluster.mentions)
        and all(m.passage.part.part.startswith("comment/") for m in cluster.mentions)
    )


def _person_nouns(mentions: Sequence[RawMention]) -> Mapping[tuple[str, int], list[RawMention]]:
    """Return the nominals that are persons by their part and last word."""
    found = defaultdict[tuple[str, int], list[RawMention]](list)
    for mention in mentions:
        if mention.label == "Person":
            found[mention.passage.part.part, mention.end - 1].append(mention)
    return found


def _titled(
    office: Office, nouns: Mapping[tuple[str, int], list[RawMention]]
) -> Iterator[RawMention]:
    """Yield the nominal that an office's title is: in "the chief, Jane Doe" both are she."""
    part = office.person.passage.part.part
    for head in range(office.start, office.end):
        yield from nouns.get((part, head), ())


# --- names ---------------------------------------------------------------------------------


class _Names:
    """Clusters of names; long names come in before the short ones that abbreviate them."""

    def __init__(self, aliases: Mapping[str, str]) -> None:
        """``aliases`` has the names that stand for others of the document, folded."""
        self._aliases = aliases
        self.clusters: list[Cluster] = []
        self._by_name: dict[str, Cluster] = {}
        self._by_key: dict[str, Cluster] = {}
        self._surnames: dict[str, list[Cluster]] = defaultdict(list)
        self._given_names: dict[str, list[Cluster]] = defaultdict(list)

    def add(self, mention: RawMention) -> None:
        cluster = self._known(mention) or self._surnamed(mention) or self._new(mention)
        cluster.add(mention)
        if mention.kind == "name":
            self._by_name.setdefault(self._name_of(mention), cluster)

    def _name_of(self, mention: RawMention) -> str:
        folded = _folded(mention)
        return self._aliases.get(folded, folded)

    def _known(self, mention: RawMention) -> Cluster | None:
        if mention.key:
            return self._by_key.get(mention.key)
        found = self._by_name.get(self._name_of(mention))
        return found if found and (found.key is None or mention.inside is None) else None

    def _surnamed(self, mention: RawMention) -> Cluster | None:
        """A single word that is the last or a given name of one person of the document."""
        words = mention.text.split()
        if len(words) != 1 or mention.key or mention.inside:
            return None
        found = self._surnames.get(fold(words[0]), [])
        if not found and mention.label == "PERSON":
            found = self._given_names.get(fold(words[0]), [])
        return found[0] if len(found) == 1 else None

    def _new(self, mention: RawMention) -> Cluster:
        cluster = Cluster(mention.label, mention.key)
        self.clusters.append(cluster)
        if mention.key:
            self._by_key[mention.key] = cluster
        words = mention.text.split()
        if mention.label == "PERSON" and len(words) > 1:
            self._surnames[fold(words[-1])].append(cluster)
            for word in words[:-1]:
                self._given_names[fold(word)].append(cluster)
        elif mention.label in ("ORG", "FAC") and (short := abbreviation_of(mention)):
            self._by_name.setdefault(fold(short.text), cluster)
        return cluster


def _folded(mention: RawMention) -> str:
    return fold(mention.text)


def _gender_of(cluster: Cluster) -> str | None:
    words = {
        m.passage.doc[m.start - 1].lower_ for m in cluster.mentions if cluster.is_person and m.start
    }
    words.update(word for office in cluster.offices for word in office.words)
    return "male" if words & _MEN else "female" if words & _WOMEN else None
