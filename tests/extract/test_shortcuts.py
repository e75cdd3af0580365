"""Shortcuts: the same answers as spaCy's own components give, rule by rule."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
import spacy
from spacy.language import Language
from spacy.lookups import Lookups
from spacy.tokens import Doc

from polybius.extract.annotate import DEFAULT_MODEL
from polybius.extract.gazetteer.entries import named
from polybius.extract.shortcuts import take_shortcuts

RULES: list[dict[str, Any]] = [
    {"patterns": [[{"TAG": "NN"}], [{"TAG": "NNP"}]], "attrs": {"POS": "NOUN"}},
    {"patterns": [[{"TAG": "NN", "LOWER": "boat"}]], "attrs": {"POS": "PROPN"}},
    {
        "patterns": [[{"TAG": {"IN": ["VB"]}, "DEP": {"NOT_IN": ["aux", ""]}}]],
        "attrs": {"POS": "VERB", "MORPH": "VerbForm=Inf"},
    },
    {
        "patterns": [[{"LOWER": {"REGEX": "^go+$"}}, {"LOWER": "na"}]],
        "attrs": {"LEMMA": "to"},
        "index": 1,
    },
    {"patterns": [[{"LOWER": {"NOT_IN": ["na", "boat"]}, "TAG": "UH"}]], "attrs": {"POS": "INTJ"}},
    {"patterns": [[{"IS_SPACE": True}]], "attrs": {"TAG": "_SP", "POS": "SPACE"}},
    {"patterns": [[{"DEP": "expl"}, {"TAG": "VB"}]], "attrs": {"POS": "AUX"}, "index": 1},
]
WORDS = ["Boat", "gooo", "na", "harbour", "\n", "goat"]
READ = ["TAG", "POS", "MORPH", "LEMMA"]


def ruled(rules: list[dict[str, Any]]) -> Language:
    """Return a pipeline of an attribute ruler alone."""
    nlp = spacy.blank("en")
    ruler: Any = nlp.add_pipe("attribute_ruler")
    ruler.add_patterns(rules)
    return nlp


def docs(nlp: Language) -> list[Doc]:
    """Return all kinds of words side by side, and no words at all."""
    kinds = list(product(WORDS, ["NN", "VB", "UH", ""], ["expl", "ROOT", "aux", ""]))
    ordered = [kinds, kinds[::-1], sorted(kinds, key=lambda kind: kind[::-1]), []]
    return [
        Doc(
            nlp.vocab,
            words=[word for word, _, _ in row],
            tags=[tag for _, tag, _ in row],
            deps=[dep for _, _, dep in row],
            heads=list(range(len(row))),
        )
        for row in ordered
    ]


def read(nlp: Language) -> list[list[Any]]:
    ruler = nlp.get_pipe("attribute_ruler")
    return [ruler(doc).to_array(READ).tolist() for doc in docs(nlp)]


def test_every_kind_of_word_is_ruled_as_by_spacy() -> None:
    plain, quick = ruled(RULES), ruled(RULES)
    take_shortcuts(quick)
    assert "match" in vars(quick.get_pipe("attribute_ruler"))
    expected = read(plain)
    assert len({tuple(row) for row in expected[0]}) > 6  # the rules say something
    assert read(quick) == expected
    assert read(quick) == expected  # nothing that was remembered has changed


@pytest.mark.parametrize(
    "rule",
    [
        {"patterns": [[{"TAG": "NN", "OP": "+"}]], "attrs": {"POS": "NOUN"}},
        {"patterns": [[{"LENGTH": {">=": 5}}]], "attrs": {"POS": "NOUN"}},
        {"patterns": [[{"LOWER": {"FUZZY": "goat"}}]], "attrs": {"POS": "NOUN"}},
        {"patterns": [[{"TAG": "NN"}]], "attrs": {"POS": "NOUN"}, "index": -1},
    ],
)
def test_rules_that_ask_for_more_are_left_to_spacy(rule: dict[str, Any]) -> None:
    nlp = ruled([*RULES, rule])
    take_shortcuts(nlp)
    assert "match" not in vars(nlp.get_pipe("attribute_ruler"))


def lemmatized(nlp: Language) -> list[str]:
    """Return what verbs come from, by a table that knows two and a rule that leads astray."""
    lookups = Lookups()
    lookups.add_table("lemma_rules", {"verb": [["ed", ""], ["ed", "e"]]})
    lookups.add_table("lemma_index", {"verb": ["bake", "moor"]})
    lookups.add_table("lemma_exc", {"verb": {}})
    lemmatizer: Any = nlp.add_pipe("lemmatizer", config={"mode": "rule"})
    lemmatizer.initialize(lookups=lookups)
    take_shortcuts(nlp)
    words = ["baked", "moored", "drifted"]
    doc = Doc(nlp.vocab, words=words, pos=["VERB"] * 3, morphs=["Tense=Past"] * 3)
    index = lemmatizer.lookups.get_table("lemma_index")
    assert index["verb"] == {"bake", "moor"}
    return [token.lemma_ for token in lemmatizer(doc)]


def test_lemmas_are_those_of_the_index() -> None:
    assert lemmatized(spacy.blank("en")) == ["bake", "moor", "drift"]


def test_the_tokenizer_remembers_more_words_than_the_gazetteer_has() -> None:
    nlp = spacy.blank("en")
    take_shortcuts(nlp)
    tokenizer: Any = nlp.tokenizer
    assert tokenizer.max_cache_size > 3 * len(named())


@pytest.mark.model
def test_the_default_pipeline_reads_as_without_shortcuts() -> None:
    text = (
        "There's a boat that we're gonna moor, isn't there? The harbour masters hadn't been "
        "paying; y'all let's ask which of them got it.\n\nShe does, and has had, her doubts."
    )
    plain, quick = (spacy.load(DEFAULT_MODEL, exclude=["ner"]) for _ in range(2))
    take_shortcuts(quick)
    assert "match" in vars(quick.get_pipe("attribute_ruler"))
    assert [(t.pos_, t.lemma_, str(t.morph)) for t in quick(text)] == [
        (t.pos_, t.lemma_, str(t.morph)) for t in plain(text)
    ]
