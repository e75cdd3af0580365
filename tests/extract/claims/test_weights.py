"""Weights: tables as text, and choices made by them."""

from __future__ import annotations

import pytest

from polybius.extract.claims import weights
from polybius.extract.claims.weights import (
    CHOICES,
    choose,
    likelihood,
    read_tables,
    tables,
    write_tables,
)

SOME = {choice: {"near": 1.5, "far": -0.25, "hardly": 0.001} for choice in CHOICES}


@pytest.fixture
def some_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weights, "tables", lambda: SOME)


def test_tables_are_read_as_they_were_written_in_hundredths() -> None:
    text = write_tables(SOME, "made up")
    assert text.startswith("# made up\n[gate]\nfar\t-25\nnear\t150\n")
    assert read_tables(text) == {choice: {"near": 1.5, "far": -0.25} for choice in CHOICES}


def test_a_table_that_is_missing_or_unknown_is_refused() -> None:
    text = write_tables(SOME, "made up")
    for wrong in (text.replace("[source]", "[sauce]"), text.split("[phrase]")[0]):
        with pytest.raises(ValueError, match="tables"):
            read_tables(wrong)


@pytest.mark.usefixtures("some_tables")
def test_the_candidate_of_the_highest_score_is_chosen_with_its_probability() -> None:
    found, sure = choose(["a", "b"], [["far"], ["near", "unseen"]], "source")
    assert found == "b"
    assert sure == pytest.approx(0.852, abs=0.001)


@pytest.mark.usefixtures("some_tables")
def test_of_equals_the_first_is_chosen() -> None:
    assert choose(["a", "b"], [["near"], ["near"]], "source") == ("a", 0.5)


@pytest.mark.usefixtures("some_tables")
def test_a_likelihood_is_even_where_nothing_is_known() -> None:
    assert likelihood(["unseen"], "cue") == 0.5
    assert likelihood(["far"], "cue") < 0.5 < likelihood(["near"], "cue")


def test_the_learned_weights_hold_words_and_no_text() -> None:
    for table in tables().values():
        assert len(table) > 100
        for feature in table:
            words = feature.partition("=")[2] or feature
            assert len(words.split()) <= 2, feature
