"""Place words: each use has its words, and parts of places have classes of the ontology."""

from __future__ import annotations

import pytest

from polybius.extract.mentions import place_words
from polybius.extract.tables import rows
from polybius.ontology.terms import PLACE_TYPES

USES = {name: getattr(place_words, name) for name in place_words.__all__}


def test_every_row_is_of_a_use_and_no_row_stands_twice() -> None:
    told = [(use, word) for use, word, _ in rows("place_words")]
    assert len(told) == sum(map(len, USES.values()))
    assert len(told) == len(set(told)) > 200
    assert all(word == word.lower().strip() for _, word in told)


@pytest.mark.parametrize(
    ("name", "word"),
    [
        *(("COMPASS", "northernmost"), ("COMPASS", "southwestern"), ("PLACE_NOUNS", "capital")),
        *(("SETTLEMENTS", "village"), ("COUNTIES", "parish"), ("NAME_STARTS", "st.")),
        *(("PUBLIC_BODIES", "sheriff"), ("INSTITUTIONS", "museum"), ("BODY_WORDS", "vice")),
        *(("DISEASES", "fever"), ("PARTS", "outskirt")),
    ],
)
def test_a_word_has_its_use(name: str, word: str) -> None:
    assert word in USES[name]


def test_parts_of_places_have_classes_of_places() -> None:
    assert set(place_words.PARTS.values()) <= set(PLACE_TYPES)
    assert place_words.PARTS["frontier"] == "BorderArea"
    assert {kind for use, _, kind in rows("place_words") if use != "part"} == {""}


def test_a_use_without_words_is_refused() -> None:
    with pytest.raises(ValueError, match=r"place_words\.tsv.*'planets'"):
        place_words._words("planets")
