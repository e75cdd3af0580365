"""Cues: the list holds, and a form that only modifies a noun is none."""

from __future__ import annotations

from pathlib import Path

import pytest
from hand_parsed import passage

from polybius.extract import tables
from polybius.extract.cues import Cue, cue_of, cues


def cue_at(row: str) -> Cue | None:
    return cue_of(passage(row).doc[0])


def test_the_list_is_long_and_of_all_classes() -> None:
    assert len(cues()) > 150
    assert {cue.kind for cue in cues().values()} == {"speech", "attitude", "evidence"}
    assert all(lemma == cue.lemma == lemma.lower() for lemma, cue in cues().items())


def test_say_takes_a_clause_or_a_quotation() -> None:
    assert cues()["say"] == Cue("say", "speech", True, True, False, False, False)
    assert cues()["accuse"].gerund


@pytest.mark.parametrize(
    ("row", "lemma"),
    [
        ("said VBD ROOT 0", "say"),
        ("Said VBD ROOT 0", "say"),
        ("said VBD amod 0", None),  # "the said agreement"
        ("report NN ROOT 0", None),
        ("walked VBD ROOT 0", None),
    ],
)
def test_what_is_a_cue(row: str, lemma: str | None) -> None:
    found = cue_at(row)
    assert (found.lemma if found else None) == lemma


@pytest.mark.parametrize("row", ["say\tspeech\tz", "say\tshout\tc", "say\tspeech\t"])
def test_a_broken_row_is_named(row: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "cues.tsv").write_text(f"# head\n{row}\n", encoding="utf-8")
    monkeypatch.setattr(tables, "files", lambda _: tmp_path)
    with pytest.raises(ValueError, match=r"cues\.tsv: say"):
        cues.__wrapped__()
