import csv
import io
import re
import sys
from datetime import date
from pathlib import Path

import pandas
import pytest
from fixed_graph import load_store
from hypothesis import example, given, settings
from hypothesis import strategies as st

from polybius.exporting import events_table
from polybius.graphs.event_table import COLUMNS, table_writer, to_csv, to_parquet, to_table

HERE = Path(__file__).parent
DOCUMENT = Path(__file__).parents[2] / "docs" / "events-table.md"
ROWS = {str(row["event_id"]): row for row in events_table(load_store(), {})}
PARTICIPANTS = ("name", "id", "country", "sector")


def written(rows, writer=to_csv) -> bytes:
    file = io.BytesIO()
    writer(rows, file)
    return file.getvalue()


def test_a_row_has_every_column_in_order() -> None:
    assert len(ROWS) == 17
    assert all(list(row) == list(COLUMNS) for row in ROWS.values())


def test_what_happened_stands_in_its_columns() -> None:
    strike = {name: cell for name, cell in ROWS["event/strike"].items() if cell is not None}
    assert strike == {
        "event_id": "event/strike",
        "event_date": date(2017, 12, 26),
        "event_date_end": date(2017, 12, 26),
        "time_precision": 1,
        "granularity": "day",
        "basis": "relative",
        "when": "on Tuesday",
        "event_type": "ASSAULT",
        "event_mode": "aerial",
        "contexts": "military",
        "quad_class": "MaterialConflict",
        "factuality": "occurred",
        "actor_name": "Russia",
        "actor_id": "entity/country-RUS",
        "actor_country": "RUS",
        "actor_sector": "GOV",
        "recipient_name": "Islamic State",
        "recipient_id": "entity/islamic-state",
        "recipient_sector": "REB",
        "place_name": "Raqqa",
        "place_id": "entity/geonames-172955",
        "country": "SYR",
        "latitude": 35.95,
        "longitude": 39.0,
        "geo_precision": "Settlement",
        "killed_min": 12,
        "voice": "article",
        "asserted_by": "Sample Wire",
        "asserted_by_id": "document/1",
        "confidence": 0.8,
        "sentence": "Russian jets struck Islamic State positions in Raqqa on Tuesday,"
        " killing at least 12 fighters.",
        "trigger": "struck",
        "trigger_part": "body",
        "trigger_begin": 13,
        "trigger_end": 19,
        "outlet": "Sample Wire",
        "published": date(2017, 12, 27),
        "article": "Generals trade charges over a desert base",
        "url": "https://wire.example/1",
        "document_id": "document/1",
    }


def test_several_of_a_kind_stand_in_the_same_order_in_all_their_columns() -> None:
    raid = ROWS["event/raid"]
    assert [raid[f"recipient_{name}"] for name in PARTICIPANTS] == [
        "Syria; villagers",
        "entity/country-SYR; entity/07a15a13503bcc12c531",
        "SYR; ",
        "GOV; CVL",
    ]
    # Tanf has no coordinates: those of the next place stand.
    assert (raid["place_name"], raid["latitude"]) == ("Tanf; Raqqa", 35.95)
    assert [raid[f"{name}_{end}"] for name in ("killed", "injured") for end in ("min", "max")] == [
        4,
        6,
        10,
        10,
    ]


@pytest.mark.parametrize(
    ("event", "voice", "asserted_by", "asserter", "published"),
    [
        ("accusation", "article", "Sample Wire", "document/1", date(2017, 12, 27)),
        ("no-training", "claim", "United States", "claim/3", date(2017, 12, 27)),
        ("attack", "comment", "Wolf", "comment/2", date(2017, 12, 29)),
        ("bombing", "claim in comment", "Valery Gerasimov", "claim/8", None),
        ("march", "article", None, "document/3", None),
    ],
)
def test_it_says_who_says_so(event, voice, asserted_by, asserter, published) -> None:
    row = ROWS[f"event/{event}"]
    names = ("voice", "asserted_by", "asserted_by_id", "published")
    assert tuple(row[name] for name in names) == (voice, asserted_by, asserter, published)


@pytest.mark.parametrize(
    ("event", "first", "last", "precision"),
    [
        ("leaving", date(2018, 3, 1), date(2018, 3, 31), 3),
        ("backing", date(2011, 1, 1), None, None),
        ("demand", None, None, None),
    ],
)
def test_dates_say_no_more_than_is_known(event, first, last, precision) -> None:
    row = ROWS[f"event/{event}"]
    assert (row["event_date"], row["event_date_end"], row["time_precision"]) == (
        first,
        last,
        precision,
    )


def test_pandas_reads_the_same_from_csv_and_parquet(tmp_path) -> None:
    for name in ("events.csv", "events.parquet"):
        with (tmp_path / name).open("wb") as file:
            table_writer(name)(ROWS.values(), file)
    typed = pandas.read_parquet(tmp_path / "events.parquet")
    dates = [name for name, kind in COLUMNS.items() if kind is date]
    kinds = {str: "str", int: "Int64", float: "float64"}
    dtypes = {name: kinds[kind] for name, kind in COLUMNS.items() if kind is not date}
    plain = pandas.read_csv(tmp_path / "events.csv", dtype=dtypes, parse_dates=dates)
    typed = typed.astype({**dtypes, **dict.fromkeys(dates, plain["event_date"].dtype)})
    pandas.testing.assert_frame_equal(
        plain.astype(dict.fromkeys(dates, plain["event_date"].dtype)), typed
    )
    assert len(plain) == len(ROWS)


def test_parquet_has_types() -> None:
    from pyarrow import parquet

    data = written(ROWS.values(), to_parquet)
    assert data == written(ROWS.values(), to_parquet)
    schema = parquet.read_schema(io.BytesIO(data))
    assert {str(field.type) for field in schema} == {"string", "date32[day]", "int64", "double"}
    assert str(schema.field("published").type) == "date32[day]"
    assert parquet.read_table(io.BytesIO(written([], to_parquet))).num_rows == 0


def test_without_pyarrow_it_is_told_how_to_get_it(monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(ValueError, match=r"pip install 'polybius\[parquet\]'"):
        to_parquet([], io.BytesIO())


@pytest.mark.parametrize("target", ["events.xlsx", "events", ".csv"])
def test_another_suffix_is_answered_with_the_two(target) -> None:
    with pytest.raises(ValueError, match=r"a file \.csv or \.parquet"):
        table_writer(target)
    assert table_writer("-") is table_writer("A.CSV") is to_csv


def test_the_document_names_exactly_the_columns() -> None:
    lines = DOCUMENT.read_text(encoding="utf-8").splitlines()
    named = [found[1] for line in lines if (found := re.match(r"\| `(\w+)` \|", line))]
    assert named == list(COLUMNS)


TEXT = st.text(max_size=20) | st.sampled_from(["=1+1", "@x", '"a"\r\n,b', "\x00;", "'", "\ud800"])


@settings(deadline=None, max_examples=50)
@given(TEXT, TEXT)
@example("=HYPERLINK()", "-1")
def test_any_text_is_one_cell_and_never_a_formula(sentence, name) -> None:
    event = {
        "event": "urn:e", "type": "Aid", "factuality": "occurred", "voice": "article",
        "asserter": "urn:d", "sentence": sentence, "trigger": "t", "trigger_part": "body",
        "trigger_begin": 0, "trigger_end": 1, "part": "urn:p", "document": "urn:d",
    }  # fmt: skip
    facts = [
        {"subject": "urn:e", "property": "https://w3id.org/polybius#actor", "value": "urn:a"},
        {"subject": "urn:a", "property": "urn:x#label", "value": name},
    ]
    row = next(to_table([event, event], facts, ""))
    data = written([row])
    head, *cells = csv.reader(io.StringIO(data.decode(), newline=""))
    assert head == list(COLUMNS)
    assert [len(line) for line in cells] == [len(COLUMNS)]
    told = str(cells[0][head.index("sentence")])
    assert told in (row["sentence"], f"'{row['sentence']}")
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in cells[0])
    assert row["actor_name"] is None or ";" not in str(row["actor_name"])
    assert len(written([row], to_parquet)) > 100
    assert len(list(to_table([event, event], facts, ""))) == 1
