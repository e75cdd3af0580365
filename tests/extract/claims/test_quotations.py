"""Quotations: marks of every kind, lost marks, and what is no quotation."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polybius.extract.claims.quotations import find_quotations


def quoted(text: str) -> list[tuple[str, str | None]]:
    return [(text[q.start : q.end], q.lost) for q in find_quotations(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She said “we go” and went.", [("“we go”", None)]),
        ('She said "we go" and went.', [('"we go"', None)]),
        ("''We go,'' she said.", [("''We go,''", None)]),
        ("„Wir gehen“, he said “calmly”.", [("„Wir gehen“", None), ("“calmly”", None)]),
        ("We must stay,” he said.", [("We must stay,”", "opening")]),
        ('Calm. We must stay," he said.', [('Calm. We must stay,"', "opening")]),
        ("He said “we go. Then he left.", [("“we go.", "closing")]),
        ("“A,” he said. “B is C.”", [("“A,”", None), ("“B is C.”", None)]),
        ("“A is B,” he said. We stay,” she said.", [("“A is B,”", None), ("We stay,”", "opening")]),
        ('He said that"all units" left.', [('"all units"', None)]),
        ('A screen of 5" and 6" wide', []),
        ("no marks at all", []),
    ],
)
def test_marks(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert quoted(text) == expected


def test_a_speech_runs_on_over_paragraphs() -> None:
    text = "“We go.\n\n“And we stay,” he said."
    first, second = find_quotations(text)
    assert (first.runs_on, first.lost) == (True, None)
    assert text[second.start : second.end] == "“And we stay,”"


def test_a_lost_mark_does_not_turn_the_next_paragraph_inside_out() -> None:
    text = "We stay,” he said.\n\nShe said “we go” and left."
    assert quoted(text) == [("We stay,”", "opening"), ("“we go”", None)]


@given(st.text(alphabet="ab .,\n\"“”„«»'5", max_size=60))
def test_quotations_never_overlap_and_stay_in_the_text(text: str) -> None:
    edge = 0
    for quotation in find_quotations(text):
        assert edge <= quotation.start < quotation.end <= len(text)
        edge = quotation.end
