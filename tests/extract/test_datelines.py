from __future__ import annotations

import re

import pytest

from polybius.extract.datelines import dateline_end


def rest(text: str) -> str:
    words = re.findall(r"(?:--|\w+|[^\w\s])\s*", text)
    return "".join(words[dateline_end(words) :])


@pytest.mark.parametrize(
    ("dateline", "sentence"),
    [
        ("KABUL - ", "Two bombs fell."),
        ("THE HAGUE, Netherlands -- ", "A prosecutor spoke."),
        ("MOSUL, Iraq (Wire) — ", "Soldiers came."),
        ("NIAMEY, 3 March (Lake Wire) - ", "Fishermen fled."),
        ("Kabul (Wire) : ", "Two bombs fell."),
    ],
)
def test_a_sentence_begins_behind_its_dateline(dateline: str, sentence: str) -> None:
    assert rest(dateline + sentence) == sentence


@pytest.mark.parametrize(
    "text",
    [
        *("NATO-led troops left.", "NATO-Russia talks failed.", "Turkey - an ally - left."),
        *("The army - they say - left.", "KABUL", "KABUL -", "Chad (again): no talks.", "- Bombs."),
        "ISWAP burned a market - again.",
    ],
)
def test_a_dash_alone_makes_no_dateline(text: str) -> None:
    assert rest(text) == text
    assert dateline_end([]) == 0
