"""The event lexicon as data: every row can be read, and says what PLOVER says."""

from __future__ import annotations

from collections import Counter

import pytest

from polybius.extract.events.lexicon import (
    COLUMNS,
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


def test_an_element_may_be_of_several_classes_and_words() -> None:
    classes = {**CLASSES, "tie": frozenset({"tie", "link"})}
    entry = parse_entry({**ROW, "pattern": "renew {talk}|{tie}|contact"}, classes)
    assert entry.elements == (frozenset({"talk", "summit", "tie", "link", "contact"}),)


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
    assert len(event_tables()) == 17
    assert len(rows) > 2900
    assert {e.type for e in rows} - {NO_EVENT} == set(EVENT_TYPES)
    for entry in rows:
        assert entry.mode is None or entry.mode in MODES[entry.type], entry
        assert set(entry.contexts) <= set(CONTEXTS), entry
        assert 0 < entry.reliability <= 1, entry


def test_every_mode_of_the_codebook_has_a_row_or_a_complement_that_gives_it() -> None:
    given = {(e.type, e.mode) for e in entries()} | set(complement_modes().values())
    modes = {(event_type, mode) for event_type in EVENT_TYPES for mode in MODES[event_type]}
    assert len(modes) > 60
    assert modes - given == set()


def test_a_table_holds_the_rows_of_its_type_in_alphabetical_order() -> None:
    order = {"VERB": 0, "ADJ": 1, "NOUN": 2}
    for table in event_tables():
        rows = [row for _, row in read_rows(table, COLUMNS)]
        name = table.removeprefix("events_").removesuffix(".tsv").upper()
        assert {row["type"] for row in rows} == {NO_EVENT if name == "NONE" else name}
        assert rows == sorted(rows, key=lambda row: (order[row["pos"]], row["pattern"]))


def test_no_row_lists_the_words_of_a_class() -> None:
    long = {name: words for name, words in noun_classes().items() if len(words) > 8}
    assert len(long) > 10
    for entry in entries():
        for part in entry.pattern.split():
            listed = set(part.split("|"))
            assert not [name for name, words in long.items() if words <= listed], entry.pattern


def test_no_row_stands_twice() -> None:
    counted = Counter((e.pattern, e.pos) for e in entries())
    assert counted.most_common(1)[0][1] == 1, counted.most_common(3)


def test_the_row_that_asks_for_most_comes_first() -> None:
    patterns = [entry.pattern for entry in lexicon()["shoot", "VERB"]]
    assert patterns[-1] == "shoot"
    for first, then in [("shoot dead", "shoot at"), ("shoot and kill", "shoot down")]:
        assert patterns.index(first) < patterns.index(then)


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
