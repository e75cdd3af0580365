"""Every row of the event lexicon, tried on its own example and counterexample."""

from __future__ import annotations

import pytest
from event_reading import analyses

from polybius.extract.analysis import Analysis
from polybius.extract.events import find_events
from polybius.extract.lexicon import NO_EVENT, Entry, entries, lexicon
from polybius.extract.triggers import find_matches

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


def test_each_row_tells_of_its_event_in_its_example() -> None:
    rows = [entry for entry in entries() if entry.type != NO_EVENT]
    read = list(zip(rows, analyses(row.example for row in rows), strict=True))
    assert len(read) > 900
    assert [row.pattern for row, analysis in read if row not in told(analysis)] == []


def test_no_row_tells_of_its_event_in_its_counterexample() -> None:
    rows = [entry for entry in entries() if entry.type != NO_EVENT]
    read = list(zip(rows, analyses(row.counterexample for row in rows), strict=True))
    assert len(read) > 900
    assert [row.pattern for row, analysis in read if row in told(analysis)] == []


def test_each_counterexample_has_the_word_in_another_use() -> None:
    rows = entries()
    read = zip(rows, analyses(row.counterexample for row in rows), strict=True)
    missing = [
        (row.pattern, row.counterexample)
        for row, analysis in read
        if not any(word.startswith(head[:3]) for head in row.heads for word in heads(analysis))
    ]
    assert missing == []


def test_rows_for_words_that_tell_of_nothing_keep_other_rows_silent() -> None:
    rows = [entry for entry in entries() if entry.type == NO_EVENT]
    read = list(zip(rows, analyses(row.example for row in rows), strict=True))
    assert len(read) > 5
    for row, analysis in read:
        found = {entry.pattern for entry in told(analysis) if entry.heads & row.heads}
        assert found == set(), row.example
