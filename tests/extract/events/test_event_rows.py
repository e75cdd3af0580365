"""Every row of the event lexicon, tried on its own example and counterexample."""

from __future__ import annotations

from functools import cache

import pytest
from event_reading import analyses

from polybius.extract.analysis import Analysis
from polybius.extract.events.events import find_events
from polybius.extract.events.lexicon import NO_EVENT, Entry, entries, lexicon
from polybius.extract.events.triggers import find_matches

pytestmark = pytest.mark.model


def told(analysis: Analysis) -> set[Entry]:
    """The rows that tell of an event in a text."""
    starts = {event.trigger.start for event in find_events(analysis)}
    return {
        match.entry
        for passage in analysis.passages
        for match in find_matches(passage.doc, lexicon())
        if match.token.idx in starts
    }


def heads(analysis: Analysis) -> set[str]:
    return {
        form
        for passage in analysis.passages
        for token in passage.doc
        for form in (token.lemma_.lower(), token.lower_)
    }


@cache
def read() -> tuple[tuple[Entry, Analysis, Analysis], ...]:
    """Each row with its example and its counterexample as they are read, both in one run."""
    rows = entries()
    texts = [text for row in rows for text in (row.example, row.counterexample)]
    found = iter(analyses(texts))
    return tuple((row, next(found), next(found)) for row in rows)


def test_each_row_tells_of_its_event_in_its_example() -> None:
    rows = [(row, example) for row, example, _ in read() if row.type != NO_EVENT]
    assert len(rows) > 2700
    assert [row.pattern for row, example in rows if row not in told(example)] == []


def test_no_row_tells_of_its_event_in_its_counterexample() -> None:
    rows = [(row, counter) for row, _, counter in read() if row.type != NO_EVENT]
    assert len(rows) > 2700
    assert [row.pattern for row, counter in rows if row in told(counter)] == []


def test_each_counterexample_has_the_word_in_another_use() -> None:
    missing = [
        (row.pattern, row.counterexample)
        for row, _, counter in read()
        if not any(word.startswith(head[:3]) for head in row.heads for word in heads(counter))
    ]
    assert missing == []


def test_rows_for_words_that_tell_of_nothing_keep_other_rows_silent() -> None:
    rows = [(row, example) for row, example, _ in read() if row.type == NO_EVENT]
    assert len(rows) > 150
    for row, example in rows:
        found = {entry.pattern for entry in told(example) if entry.heads & row.heads}
        assert found == set(), row.example


def test_without_its_row_the_word_that_tells_of_nothing_would_tell_of_an_event() -> None:
    rows = [row for row in entries() if row.type == NO_EVENT]
    known = {(h, row.pos) for row in entries() if row.type != NO_EVENT for h in row.heads}
    idle = [row.pattern for row in rows if known.isdisjoint((h, row.pos) for h in row.heads)]
    assert idle == []
