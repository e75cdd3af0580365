"""Odd texts: each ends in findings, in time that grows with its length and not much faster."""

from __future__ import annotations

from time import process_time

import pytest

from polybius.extract.annotate import LONGEST_SENTENCE
from polybius.extract.article import Article
from polybius.extract.findings import Findings, to_json
from polybius.extract.pipeline import Extractor
from polybius.graphs.quads import to_quads

STORY = "Chad attacked Niger on Monday. "
ODD = {
    "one word": "Kabul",
    "blanks": " \n\n\t ",
    "signs": "😀🔥👩‍👩‍👧" * 40,
    "bidirectional marks": f"\u202e{STORY}\u202c\x00\x07\x1b[31m " * 5,
    "zero width": "\u200b".join(STORY * 5),
    "combining marks": "Z" + "\u0301" * 3_000 + f" said no. {STORY}",
    "lone surrogates": f"\ud800 {STORY}\udfff",
    "right to left": "هاجمت تشاد النيجر. " * 5 + STORY,
    "numbers": "17 2,350 9 " * 200,
}
# What repeats, some thousand words of it.
LONG = {
    "nested quotations": "“He said ",
    "commas": ",",
    "names in one sentence": "Kofi Mensah, Chad, Lagos and Boko Haram, ",
    "brackets": "(",
    "short lines": "Hm no\n",
    "chained clauses": "he said that ",
    "chained nouns": "the army of ",
}


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


def extract(extractor: Extractor, text: str) -> Findings:
    (found,) = extractor.extract([Article(text, outlet="Wire", published="2020-01-01")])
    return found


@pytest.mark.model
@pytest.mark.parametrize("name", ODD)
def test_an_odd_text_ends_in_findings_that_can_be_stored(extractor: Extractor, name: str) -> None:
    found = extract(extractor, ODD[name])
    assert found.parts[-1].text == ODD[name]
    assert to_json(found)
    assert len(list(to_quads(found))) >= 6


@pytest.mark.model
def test_what_stands_among_odd_characters_is_found(extractor: Extractor) -> None:
    for name in ("combining marks", "lone surrogates", "bidirectional marks"):
        found = extract(extractor, ODD[name])
        assert "ASSAULT" in {event.type for event in found.events}, name


@pytest.mark.model
@pytest.mark.slow
@pytest.mark.parametrize("name", LONG)
def test_time_grows_with_the_length(extractor: Extractor, name: str) -> None:
    def seconds(times: int) -> float:
        start = process_time()
        found = extract(extractor, LONG[name] * times)
        list(to_quads(found))
        return process_time() - start

    seconds(10)  # what is loaded once
    words = len(extractor.annotator.tokenize(LONG[name])) or 1
    some = 3_000 // words
    assert seconds(4 * some) < 4 * 2.5 * max(seconds(some), 0.2)


@pytest.mark.model
def test_what_never_ends_is_cut_into_sentences(extractor: Extractor) -> None:
    (analysis,) = extractor.annotator.annotate([Article("he said that " * 1_000)])
    (passage,) = analysis.passages
    assert max(len(sentence) for sentence in passage.doc.sents) <= LONGEST_SENTENCE
