"""Names of columns."""

from __future__ import annotations

import re

import pytest
from running import ROOT

from polybius.extract.reading.columns import find_columns, known_names
from polybius.extract.reading.fields import FIELDS
from polybius.extract.reading.unreadable import ReadingError


def test_every_field_has_its_own_name_and_no_name_has_two() -> None:
    assert {field: known_names()[field] for field in FIELDS} == {field: field for field in FIELDS}
    assert set(known_names().values()) == set(FIELDS)
    assert len(known_names()) >= 35


@pytest.mark.parametrize(
    ("names", "found"),
    [
        (["text"], {"text": 0}),
        (["", "Body", "Publish-Date", "SOURCE "], {"text": 1, "published": 2, "outlet": 3}),
        (["content", "text", "body"], {"text": 1}),
        (["maintext", "date_publish", "a", "a"], {"text": 0, "published": 1}),
    ],
)
def test_columns_are_found_by_their_names(names: list[str], found: dict[str, int]) -> None:
    assert find_columns(names) == found


@pytest.mark.parametrize(
    ("names", "message"),
    [
        (["titel", "inhalt"], "no column holds the text among: 'titel', 'inhalt'; name that"),
        ([], "among: none"),
        (["text", "Text"], "2 columns may hold the text: 'text', 'Text'; name one of them text"),
        (["text", "link", "uri"], "2 columns may hold the url: 'link', 'uri'"),
    ],
)
def test_columns_that_make_no_sense(names: list[str], message: str) -> None:
    with pytest.raises(ReadingError, match=re.escape(message)):
        find_columns(names)


def test_the_page_on_inputs_names_every_column() -> None:
    page = (ROOT / "docs" / "inputs.md").read_text(encoding="utf-8")
    told = dict(re.findall(r"^\| `(\w+)` \| (.*?) \|", page, re.MULTILINE))
    assert set(told) == set(FIELDS)
    for name, field in known_names().items():
        assert name == field or f"`{name}`" in told[field], name
