"""Clusters: the mentions that speak of one actor or place, before it is known what that is."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..analysis import RawMention
from ..gazetteer import entry
from ..mentions.offices import Office

__all__ = ["Cluster", "position", "sentences_between"]


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


def position(mention: RawMention) -> tuple[int, int, int]:
    """Return a mention's place in the article: title, body, then comments in order."""
    kind, _, number = mention.passage.part.part.partition("/")
    order = ("title", "body", "comment").index(kind)
    return order, int(number or 0), mention.start


def sentences_between(earlier: RawMention, later: RawMention) -> int:
    """Count the sentence ends between two mentions of a passage."""
    numbers = later.passage.sentence_numbers
    return numbers[later.start] - numbers[earlier.start]
