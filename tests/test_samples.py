"""The samples say what their expectations say they do; extraction finds it."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from expectations import Expected, complaint, load, load_known_misses, quoted

from polybius.extract.article import Article, walk
from polybius.extract.findings import Findings
from polybius.extract.reading import read
from polybius.ontology import terms

HERE = Path(__file__).parent
SAMPLES = HERE.parent / "samples"
EXPECTED = HERE / "samples_expected"
EXPECTATIONS = [expected for path in sorted(EXPECTED.glob("*.json")) for expected in load(path)]
KNOWN_MISSES = load_known_misses(HERE / "samples_known_misses.json", EXPECTATIONS)
COUNTS = {"gulf-of-finland.html": (40, 9), "lake-chad.txt": (88, 26), "wire.jsonl": (63, 14)}

# Which comment each of the text sample's comments answers: 1 to 7, 8 to 15 and so on are threads.
REPLY_TREE = [
    *(None, 1, 2, 3, 4, 4, 1),
    *(None, 8, 9, 10, 11, 8, 13, 8),
    None,
    *(None, 17, 17),
    *(None, None, 21, None, None),
]


@cache
def articles() -> dict[str, Article]:
    """Return the samples by title, as a folder is read, with its metadata.csv."""
    found = list(read([str(SAMPLES)]))
    assert [item for item in found if not isinstance(item, Article)] == []
    by_title = {a.title or "": a for a in found if isinstance(a, Article)}
    assert len(by_title) == len(found) == 9
    return by_title


@pytest.fixture(scope="module")
def findings() -> dict[str, Findings]:
    from polybius.extract.pipeline import Extractor  # loads spaCy: seconds

    return {found.title or "": found for found in Extractor().extract(articles().values())}


def as_case(expected: Expected) -> object:
    """Return a test's parameter; a known miss must fail until it is taken off the ledger."""
    reason = KNOWN_MISSES.get(expected.id)
    marks = [pytest.mark.xfail(reason=reason, raises=AssertionError)] if reason else []
    return pytest.param(expected, id=expected.id, marks=marks)


def test_the_expectations_are_all_here():
    found = Counter((expected.sample, expected.wanted) for expected in EXPECTATIONS)
    assert found == {
        (sample, wanted): count
        for sample, (must, must_not) in COUNTS.items()
        for wanted, count in ((True, must), (False, must_not))
    }


def test_every_sample_is_read_and_has_expectations():
    assert {expected.title for expected in EXPECTATIONS} == set(articles())


def test_the_reply_tree_of_the_text_sample():
    (article,) = (a for a in articles().values() if a.source.endswith("lake-chad.txt"))
    tree = [parent for _, parent, _ in walk(article.comments)]
    assert len(tree) == 24
    assert tree == REPLY_TREE


def test_the_text_sample_has_its_body_and_nothing_else():
    (article,) = (a for a in articles().values() if a.source.endswith("lake-chad.txt"))
    paragraphs = article.text.split("\n\n")
    assert len(paragraphs) == 8
    assert paragraphs[0].startswith("Chad is to hold talks")
    assert paragraphs[-1].endswith("whether the talks can save them.")


@pytest.mark.parametrize("expected", [pytest.param(e, id=e.id) for e in EXPECTATIONS])
def test_an_expectation_rests_on_words_of_its_sample(expected):
    sample = SAMPLES / expected.sample
    rows = (SAMPLES / "metadata.csv").read_text(encoding="utf-8")
    text = " ".join((sample.read_text(encoding="utf-8") + rows).split()).casefold()
    words = [" ".join(words.split()).casefold() for words in quoted(expected)]
    assert [absent for absent in words if absent not in text] == []


def test_the_samples_have_an_event_of_every_type_and_factuality():
    events = [e.fields for e in EXPECTATIONS if e.kind == "event" and e.wanted]
    asked = {name: {str(v) for e in events for v in listed(e.get(name))} for name in events[0]}
    assert asked["type"] >= set(terms.EVENT_TYPES)
    assert asked["factuality"] >= set(terms.FACTUALITIES)


def listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


@pytest.mark.model
@pytest.mark.parametrize("expected", [as_case(e) for e in EXPECTATIONS])
def test_extraction_finds_what_a_careful_reader_would(findings, expected):
    wrong = complaint(findings[expected.title], expected)
    assert wrong is None, wrong
