"""Embedding: words are given the vectors that the network itself would give them."""

from __future__ import annotations

from typing import Any

import pytest
import spacy
from spacy.language import Language
from spacy.ml.models.tok2vec import MultiHashEmbed
from thinc.api import Model

from polybius.extract import embedding
from polybius.extract.embedding import remember_words

TEXTS = ["The harbour was closed.", "", "The harbour, closed? The Harbour!", "closed"]
MORE = ["A closed yard"]


@pytest.fixture(scope="module")
def nlp() -> Language:
    return spacy.blank("en")


def networks(attributes: tuple[str, ...] = ("NORM", "SHAPE")) -> tuple[Model[Any, Any], ...]:
    """Return a network, and one with the same weights that remembers words."""
    plain = MultiHashEmbed(8, list(attributes), [50] * len(attributes), False)
    plain.initialize()
    quick = plain.copy()
    remember_words(quick)
    return plain, quick


def vectors(network: Model[Any, Any], nlp: Language, texts: list[str]) -> list[Any]:
    return [found.tolist() for found in network.predict([nlp.make_doc(text) for text in texts])]


@pytest.mark.parametrize("attributes", [("NORM", "SHAPE"), ("ORTH",)])
def test_vectors_are_the_network_s_own(nlp: Language, attributes: tuple[str, ...]) -> None:
    plain, quick = networks(attributes)
    for texts in (TEXTS, MORE, TEXTS, [""], []):
        assert vectors(quick, nlp, texts) == vectors(plain, nlp, texts)


def change(network: Model[Any, Any]) -> None:
    """Let a network embed from now on otherwise than before."""
    for node in network.walk():
        if node.has_param("b"):
            node.set_param("b", node.get_param("b") + 1)


def test_only_words_that_are_new_are_embedded(nlp: Language) -> None:
    plain, quick = networks()
    known = vectors(quick, nlp, TEXTS)
    change(quick)
    assert vectors(quick, nlp, TEXTS) == known
    (before,), (after,) = vectors(plain, nlp, MORE), vectors(quick, nlp, MORE)
    assert [one == other for one, other in zip(before, after, strict=True)] == [False, True, False]


def test_words_are_forgotten_when_there_are_too_many(
    nlp: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embedding, "_MOST", 2)
    _, quick = networks()
    known = vectors(quick, nlp, TEXTS)
    change(quick)
    assert vectors(quick, nlp, TEXTS)[0] != known[0]


def test_a_network_that_remembers_can_be_trained(nlp: Language) -> None:
    plain, quick = networks()
    docs = [nlp.make_doc(text) for text in TEXTS]
    for network in (plain, quick):
        found, learn = network.begin_update(docs)
        learn(found)
    gradients = [
        [n.get_grad("W").tolist() for n in m.walk() if n.has_grad("W")] for m in (plain, quick)
    ]
    assert gradients[0]
    assert gradients[0] == gradients[1]


def test_a_network_with_vectors_of_its_own_is_left_alone() -> None:
    network = MultiHashEmbed(8, ["NORM", "SHAPE"], [50, 50], True)
    remember_words(network)
    assert "remember_words" not in {node.name for node in network.walk()}
