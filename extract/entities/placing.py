"""Placing: where the places of a document lie, all of them resolved together.

A place that the gazetteer has no name for may yet be a part of one that it has
("northern Ghana", "the Leeds area"), or be called after it ("Hexham Town Hall").
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..analysis import LOCATED
from ..gazetteer import (
    Entry,
    Outlet,
    Resolution,
    Toponym,
    entry,
    fold,
    is_place_name,
    middle_of_part,
    misspelt,
    resolve_all,
)
from ..mentions.place_words import COMPASS, SETTLEMENTS
from .coreference import Cluster

__all__ = ["Placement", "place_clusters"]

_KINDS_OF = SETTLEMENTS | {"state", "county", "republic"}
_FACILITIES = frozenset({"FAC", "LOC"})


@dataclass(frozen=True, slots=True)
class Placement:
    """What is known of where a cluster's place lies: the place itself, or the whole that it
    is a part of, with degrees (lat, lon) of where about that part is."""

    resolution: Resolution | None = None
    whole: Entry | None = None
    middle: tuple[float, float] | None = None

    @property
    def best(self) -> Entry | None:
        """The place itself, or None."""
        return self.resolution.best if self.resolution else None


def place_clusters(clusters: Sequence[Cluster], outlet: Outlet) -> dict[int, Placement]:
    """Return the placements of the clusters that are places or parts of places, by number."""
    known = {fold(name) for cluster in clusters for name in cluster.names}
    asked = _Asked()
    for number, cluster in enumerate(clusters):
        if cluster.label in LOCATED and cluster.names:
            asked.add(number, _known_name(cluster.names[0]), cluster)
        whole = _whole_of(cluster, known)
        if whole and not entry(whole):
            asked.add(None, whole)
    resolutions = resolve_all(tuple(asked.toponyms.values()), outlet)
    found = dict(zip(asked.toponyms, resolutions, strict=True))
    return {
        number: _placed(cluster, found.get(asked.names.get(number, "")), found, known)
        for number, cluster in enumerate(clusters)
    }


class _Asked:
    """The toponyms to resolve, each name once."""

    def __init__(self) -> None:
        self.toponyms: dict[str, Toponym] = {}
        self.names: dict[int, str] = {}

    def add(self, number: int | None, name: str, cluster: Cluster | None = None) -> None:
        """Ask for a cluster's name, or for the name of a whole."""
        folded = fold(name)
        if number is not None:
            self.names[number] = folded
        old = self.toponyms.get(folded)
        count = len(cluster.names) if cluster else 1
        within = _container(cluster) if cluster else None
        self.toponyms[folded] = Toponym(
            name, within or (old.within if old else None), count + (old.count if old else 0)
        )


def _placed(
    cluster: Cluster,
    resolution: Resolution | None,
    found: Mapping[str, Resolution],
    known: set[str],
) -> Placement:
    name = _whole_of(cluster, known)
    if name is None or (resolution and resolution.best):
        return Placement(resolution)
    told = found.get(fold(name))
    whole = entry(name) or (told.best if told else None)
    if whole is None:
        return Placement(resolution)
    if not cluster.names:
        return Placement(whole=whole)  # "a hotel in Chad": somewhere there
    if told and fold(name).startswith(fold(cluster.names[0])):
        return Placement(told)
    rest = [word for word in cluster.names[0].split() if fold(word) not in fold(whole.name).split()]
    middle = None if cluster.label == "BorderArea" else middle_of_part(whole, rest)
    return Placement(resolution, whole, middle)


def _known_name(name: str) -> str:
    """Return a place's name as the gazetteer has it: well spelt, without "the city of"."""
    if is_place_name(name):
        return name
    first, _, rest = name.partition(" of ")
    if rest and first.split()[-1].lower() in _KINDS_OF and is_place_name(rest):
        return rest
    return misspelt(name) or name


def _whole_of(cluster: Cluster, known: set[str]) -> str | None:
    """Return the key or name of the place that a cluster's place is a part of."""
    inside = next((m.inside for m in cluster.mentions if m.inside), None)
    if inside is not None:
        return inside
    if cluster.label not in LOCATED or cluster.key or not cluster.names:
        return None
    name = cluster.names[0]
    if is_place_name(name):
        return None
    first, _, rest = name.partition(" ")
    if first.lower() in COMPASS and is_place_name(rest):
        return rest
    return _called_after(name, known) if cluster.label in _FACILITIES else None


def _called_after(name: str, known: set[str]) -> str | None:
    """Return the place of the document that a facility is called after, the longest name."""
    return next(
        (head for head in _heads(name) if fold(head) in known and is_place_name(head)), None
    )


def _heads(name: str) -> Iterator[str]:
    words = name.split()
    for end in range(len(words) - 1, 0, -1):
        yield " ".join(words[:end])


def _container(cluster: Cluster) -> str | None:
    """Return the place that the text names right after this one: "Paris, Texas"."""
    for mention in cluster.mentions:
        doc, at = mention.passage.doc, mention.end
        if at + 1 < len(doc) and doc[at].text == "," and doc[at + 1].ent_type_ in LOCATED:
            following = next((e for e in doc.ents if e.start == at + 1), None)
            if following is not None:
                return following.text
    return None
