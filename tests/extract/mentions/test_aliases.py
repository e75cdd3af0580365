"""Aliases: other names that a text gives what it has just named."""

from __future__ import annotations

import pytest
from hand_parsed import Entity, passage

from polybius.extract.entities.coreference import find_clusters
from polybius.extract.mentions.aliases import with_aliases
from polybius.extract.mentions.mentions import find_mentions

DOE: Entity = (0, 2, "PERSON", "")


def clusters(words: str, *entities: Entity) -> list[list[str]]:
    """Return the names of each cluster; words with a capital are proper nouns."""
    rows = []
    for number, word in enumerate(words.split()):
        tag = "NNP" if word[0].isupper() else "," if word in ",():-" else "NN"
        rows.append(f"{word} {tag} {'ROOT' if number == 0 else 'dep'} 0")
    mentions = with_aliases(find_mentions(passage("\n".join(rows), entities)))
    found = find_clusters(mentions, [])
    return [
        [m.text for m in c.mentions] for c in found if any(m.kind == "name" for m in c.mentions)
    ]


@pytest.mark.parametrize(
    "words",
    [
        "Omar Doe , also known as Abu Kamil , left",
        "Omar Doe , better known by his nom de guerre Abu Kamil , left",
        "Omar Doe ( aka Abu Kamil ) left",
        "Omar Doe , nicknamed Abu Kamil , left",
        "Omar Doe ( Arabic : Umar Du ) , also known as Abu Kamil , left",
    ],
)
def test_both_names_are_one_person_s(words: str) -> None:
    (cluster,) = clusters(words, DOE)
    assert (cluster[0], cluster[-1]) == ("Omar Doe", "Abu Kamil")


@pytest.mark.parametrize(
    "words",
    [
        "Omar Doe , who called Abu Kamil , left",
        "Omar Doe , known to Abu Kamil , left",
        "Omar Doe and Abu Kamil left",
    ],
)
def test_two_persons_stay_two(words: str) -> None:
    at = words.split().index("Abu")
    assert clusters(words, DOE, (at, at + 2, "PERSON", "")) == [["Omar Doe"], ["Abu Kamil"]]


def test_an_alias_that_the_recogniser_took_for_a_person_is_of_the_place() -> None:
    words = "Halden Mountains ( Arabic : Jabal Haldun , Kurdish : Chiya Haldan ) rise"
    entities = [(0, 2, "LOC", ""), (5, 7, "PERSON", "")]
    assert clusters(words, *entities) == [["Halden Mountains", "Jabal Haldun", "Chiya Haldan"]]


def test_an_alias_used_alone_is_the_same() -> None:
    words = "Omar Doe , also known as Abu Kamil , left . Abu Kamil left"
    at = words.split().index(".") + 1
    found = clusters(words, DOE, (at, at + 2, "PERSON", ""))
    assert found == [["Omar Doe", "Abu Kamil", "Abu Kamil"]]


def test_what_is_known_for_something_else_is_no_alias() -> None:
    words = "Omar Doe , also known as Chad , left"
    found = clusters(words, DOE, (6, 7, "GPE", "country-TCD"))
    assert found == [["Omar Doe"], ["Chad"]]
