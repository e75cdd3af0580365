"""Other pipelines than the default: what they lack is told, and nothing is made up."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import spacy

from polybius.extract.article import Article
from polybius.extract.models import find_gaps
from polybius.extract.pipeline import Extractor, Settings

GERMAN = (
    "Russland hat am Montag den Nachbarn Niger angegriffen, sagte Angela Huber der Zeitung. „Wir "
    "werden nicht gehen“, sagte sie. Die Regierung will im März 2017 mit der Türkei verhandeln. "
    "Die Truppen waren in Berlin, wo man auf die Hilfe der Vereinten Nationen wartet. He said no."
)
ENGLISH = "Chad attacked Niger on Monday. “We will not leave,” said Kofi Mensah."


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Small pipelines saved by name of language: a German one with names, a bare English one."""
    home = tmp_path_factory.mktemp("models")
    german = spacy.blank("de")
    german.add_pipe("sentencizer")
    patterns = [
        {"label": "GPE", "pattern": "Russland"},
        {"label": "PER", "pattern": "Angela Huber"},
    ]
    german.add_pipe("entity_ruler").add_patterns(patterns)  # type: ignore[attr-defined]
    german.to_disk(home / "de")
    spacy.blank("en").to_disk(home / "en")
    return home


def test_gaps_are_told_by_what_is_not_written() -> None:
    nlp = spacy.blank("en")
    assert [gap.partition(",")[0] for gap in find_gaps(nlp)] == [
        "the pipeline has no entity recogniser",
        "the pipeline has no parser",
        "the pipeline has no tagger",
        "the pipeline has no lemmatizer",
    ]
    nlp.add_pipe("ner")
    nlp.add_pipe("parser")
    assert [gap.split()[4] for gap in find_gaps(nlp)] == ["tagger,", "lemmatizer,"]


@pytest.mark.model
def test_the_default_pipeline_has_no_gaps() -> None:
    extractor = Extractor()
    assert extractor.gaps == ()


def test_another_language_gives_names_and_no_english_readings(folder: Path) -> None:
    (found,) = Extractor(Settings(model=str(folder / "de"))).extract([Article(GERMAN)])
    kinds = {entity.name: entity.types[0] for entity in found.entities}
    assert kinds["Angela Huber"] == "Person"
    assert {"Russland", "Niger", "Berlin"} <= kinds.keys()
    assert {mention.kind for entity in found.entities for mention in entity.mentions} == {"name"}
    assert found.events == found.claims == found.times == found.positions == ()
    assert found.dropped[0].reason.startswith("the pipeline reads de: claims, events, positions")


def test_an_english_text_is_foreign_to_a_german_pipeline(folder: Path) -> None:
    extractor = Extractor(Settings(model=str(folder / "de")))
    (found,) = extractor.extract([Article(ENGLISH * 5)])
    assert [it.reason for it in found.dropped] == ["not in de: the language seems to be en"]


def test_a_bare_pipeline_finds_known_names_and_says_what_it_lacks(folder: Path) -> None:
    (found,) = Extractor(Settings(model=str(folder / "en"))).extract([Article(ENGLISH)])
    assert [entity.name for entity in found.entities] == ["Niger"]
    assert found.events == ()
    reasons = [it.reason for it in found.dropped if it.span is None]
    assert any("no parser" in reason for reason in reasons)


def test_a_build_notes_the_gaps_once(polybius, folder: Path, tmp_path: Path) -> None:
    records = "".join(json.dumps({"id": str(n), "text": ENGLISH}) + "\n" for n in range(3))
    store = tmp_path / "store"
    done = polybius("build", "-", "--model", folder / "en", "--store", store, stdin=records)
    assert done.exit_code == 0
    assert done.stderr.count("note: the pipeline has no parser") == 1
    assert "3 documents (3 stored" in done.stdout
