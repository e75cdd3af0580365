import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from polybius.graphs.copies import BANDS
from polybius.graphs.shingles import are_copies, shingles, signature

REPORT = (
    "Russian jets struck positions of Islamic State in Raqqa on Tuesday, killing at least twelve"
    " fighters, the ministry said. Washington denied that it had ever trained them. Talks between"
    " the two will be held in Geneva on the tenth of January, and nobody expects much of them."
)


def test_case_and_punctuation_do_not_count() -> None:
    assert np.array_equal(shingles(REPORT), shingles(REPORT.upper().replace(",", " –")))


def test_a_report_cut_by_a_third_under_another_headline_is_a_copy() -> None:
    printed = "Jets hit Raqqa again\n" + REPORT[: len(REPORT) * 2 // 3]
    assert are_copies(shingles(REPORT), shingles(printed))


def test_a_report_of_the_same_in_other_words_is_none() -> None:
    told = (
        "In Raqqa twelve fighters of Islamic State were killed when Russian jets struck on Tuesday."
    )
    assert not are_copies(shingles(REPORT), shingles(told))


def test_texts_without_words_are_nobodys_copies() -> None:
    assert not are_copies(shingles("…"), shingles("—"))
    assert signature(shingles("…")) == b""


def test_signatures_stay_what_they_are() -> None:
    """Those in stores were made by earlier versions: if this fails, change their form."""
    assert signature(shingles(REPORT)).hex()[:32] == "b6d16226a3348b3e3b17173ab3717858"
    assert len(signature(shingles(REPORT))) == 4 * BANDS


def test_a_copy_shares_a_band() -> None:
    one, other = (signature(shingles(text)) for text in (REPORT, "Jets hit Raqqa\n" + REPORT))
    assert any(one[at : at + 4] == other[at : at + 4] for at in range(0, 4 * BANDS, 4))


@given(st.text())
def test_any_text_is_its_own_copy_if_it_has_words(text: str) -> None:
    found = shingles(text)
    assert are_copies(found, found) == bool(len(found)) == bool(signature(found))
    assert np.array_equal(found, np.unique(found))
