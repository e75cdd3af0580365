"""Place antecedents: what "the town" and "the country" speak of, on passages parsed by hand."""

from __future__ import annotations

from hand_parsed import Entity, passage

from polybius.extract.entities.coreference import find_clusters
from polybius.extract.mentions.mentions import find_mentions

TOWN = """
They  PRP  nsubj 1
left  VBD  ROOT  1
Bol   NNP  dobj  1
{} IN prep  {}
Sarh  NNP  pobj  3
.     .    punct 1
The   DT   det   7
{} NN nsubj 8
fell  VBD  ROOT  8
"""


def cluster_of(word: str, table: str, *entities: Entity) -> list[str]:
    clusters = find_clusters(find_mentions(passage(table, entities)), [])
    return next(t for c in clusters if word in (t := [m.text for m in c.mentions]))


def test_a_place_that_only_says_where_is_passed_over() -> None:
    names = (2, 3, "GPE", ""), (4, 5, "GPE", "")
    assert cluster_of("The town", TOWN.format("near", 2, "town"), *names) == ["Bol", "The town"]
    assert cluster_of("The town", TOWN.format("for", 1, "town"), *names) == ["Sarh", "The town"]


def test_a_place_told_with_the_noun_comes_first() -> None:
    table = """
    They PRP nsubj 1
    left VBD ROOT  1
    the  DT  det   3
    town NN  dobj  1
    of   IN  prep  3
    Bol  NNP pobj  4
    for  IN  prep  1
    Sarh NNP pobj  6
    .    .   punct 1
    The  DT  det   10
    town NN  nsubj 11
    fell VBD ROOT  11
    """
    names = (5, 6, "GPE", ""), (7, 8, "GPE", "")
    assert cluster_of("The town", table, *names) == ["Bol", "The town"]


def test_a_capital_is_no_town_and_the_capital_is_one() -> None:
    table = """
    They  PRP nsubj 1
    left  VBD ROOT  1
    Paris NNP dobj  1
    .     .   punct 1
    The   DT  det   5
    {}    NN  nsubj 6
    burnt VBD ROOT  6
    """
    paris = (2, 3, "GPE", "")
    assert cluster_of("The town", table.format("town"), paris) == ["The town"]
    assert cluster_of("The capital", table.format("capital"), paris)[0] == "Paris"


def test_the_country_is_the_one_most_spoken_of() -> None:
    table = """
    Chad NNP nsubj 1
    left VBD ROOT  1
    Mali NNP dobj  1
    .    .   punct 1
    The  DT  det   5
    country NN nsubj 6
    fell VBD ROOT  6
    """
    names = (0, 1, "GPE", "country-TCD"), (2, 3, "GPE", "country-MLI")
    assert cluster_of("The country", table, *names) == ["Chad", "The country"]
