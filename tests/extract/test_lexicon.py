"""The event lexicon as data: every row can be read, and says what PLOVER says."""

from __future__ import annotations

from collections import Counter

import pytest

from polybius.extract.lexicon import (
    NO_EVENT,
    Frame,
    LexiconError,
    complement_modes,
    entries,
    event_tables,
    governors,
    lexicon,
    noun_classes,
    parse_entry,
    parse_frame,
    read_rows,
)
from polybius.ontology.terms import CONTEXTS, EVENT_TYPES, MODES

CLASSES = {"talk": frozenset({"talk", "summit"})}
ROW = {
    "pattern": "hold {talk} with|among",
    "pos": "VERB",
    "type": "CONSULT",
    "mode": "",
    "contexts": "diplomatic;military",
    "frame": "subj=with",
    "needs": "one",
    "reliability": "0.8",
    "example": "They held talks.",
    "counterexample": "He held on.",
}


def test_a_row_says_what_it_matches_and_what_it_tells() -> None:
    entry = parse_entry(ROW, CLASSES)
    assert entry.heads == {"hold"}
    assert entry.elements == (CLASSES["talk"], frozenset({"with", "among"}))
    assert entry.contexts == ("diplomatic", "military")
    assert entry.mode is None
    assert entry.frame == Frame(("subj",), ("with",), reciprocal=True)


@pytest.mark.parametrize(
    ("pattern", "pos", "heads"),
    [
        ("call for", "VERB", {"call"}),
        ("air strike|raid", "NOUN", {"strike", "raid"}),
        ("state* of emergency", "NOUN", {"state"}),
        ("ready talk", "ADJ", {"ready"}),
    ],
)
def test_the_head_is_the_first_word_of_a_verb_and_the_last_of_a_noun(
    pattern: str, pos: str, heads: set[str]
) -> None:
    assert parse_entry({**ROW, "pattern": pattern, "pos": pos}, CLASSES).heads == heads


@pytest.mark.parametrize(
    ("field", "value", "complaint"),
    [
        ("pattern", "", "pattern is empty"),
        ("pattern", "hold {talks}", "'talks' is not in"),
        ("pos", "ADV", "pos 'ADV'"),
        ("needs", "all", "needs 'all'"),
        ("frame", "subj-obj", "frame 'subj-obj'"),
        ("reliability", "high", "high"),
    ],
)
def test_a_wrong_field_is_named(field: str, value: str, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        parse_entry({**ROW, field: value}, CLASSES)


def test_a_frame_may_leave_a_side_open() -> None:
    assert parse_frame(">on|against") == Frame((), ("on", "against"))
    assert parse_frame("subj>") == Frame(("subj",), ())


def test_a_table_with_other_columns_is_refused_by_file_and_line() -> None:
    with pytest.raises(LexiconError, match=r"event_nouns.tsv:1: 2 cells"):
        list(read_rows("event_nouns.tsv", ("class", "lemmas", "more")))


def test_rows_use_the_types_modes_and_contexts_of_the_ontology() -> None:
    rows = entries()
    assert len(event_tables()) == 5
    assert len(rows) > 900
    assert {e.type for e in rows} - {NO_EVENT} == set(EVENT_TYPES)
    for entry in rows:
        assert entry.mode is None or entry.mode in MODES[entry.type], entry
        assert set(entry.contexts) <= set(CONTEXTS), entry
        assert 0 < entry.reliability <= 1, entry


def test_no_row_stands_twice() -> None:
    counted = Counter((e.pattern, e.pos) for e in entries())
    assert counted.most_common(1)[0][1] == 1, counted.most_common(3)


def test_the_row_that_asks_for_most_comes_first() -> None:
    patterns = [entry.pattern for entry in lexicon()["shoot", "VERB"]]
    assert (patterns[0], patterns[-1]) == ("shoot dead", "shoot")
    assert sorted(patterns[1:-1]) == ["shoot at", "shoot down"]


def test_complements_turn_verbal_types_into_ones_with_modes() -> None:
    table = complement_modes()
    assert table["THREATEN", "ASSAULT", ""] == ("THREATEN", "violence")
    assert len(table) > 20
    for (event_type, about, _), (becomes, mode) in table.items():
        assert {event_type, about, becomes} <= set(EVENT_TYPES)
        assert mode is None or mode in MODES[becomes]


def test_governors_and_noun_classes_are_there() -> None:
    assert governors()["refuse"].effect == "negated"
    assert governors()["urge"].control == "object"
    assert "sanction" in noun_classes()["restriction"]
    assert all(noun_classes().values())
