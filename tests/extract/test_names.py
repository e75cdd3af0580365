"""Names: what the gazetteer marks before the recogniser looks."""

from __future__ import annotations

import re

import pytest

from polybius.extract.names import NameMatcher


def tokenize(text: str) -> list[str]:
    return re.findall(r"['’]s\b|\w+|[^\w\s]", text)


@pytest.fixture(scope="module")
def find_names() -> NameMatcher:
    return NameMatcher(tokenize)


@pytest.mark.parametrize(
    ("text", "label", "key"),
    [
        ("Russia said", "GPE", "country-RUS"),
        ("the Russian plan", "NORP", "country-RUS"),
        ("NATO said", "ORG", "organization-nato"),
        ("Bashar al-Assad said", "PERSON", "person-bashar-al-assad"),
        ("near Aleppo", "GPE", ""),  # which town of that name, its company will tell
        ("ISIS fled", "ORG", "group-islamic-state"),
        ("Russian troops fled", "ORG", "body-RUS-armed-forces"),
        ("in the Donbas", "LOC", "region-donbas"),
    ],
)
def test_a_name_is_marked_as_spacy_would_label_it(
    find_names: NameMatcher, text: str, label: str, key: str
) -> None:
    (found,) = find_names(tokenize(text))
    assert found[2:] == (label, key)


@pytest.mark.parametrize(
    "text",
    [
        "Jordan said",  # a country, and a name of men
        "WHO IS TO BLAME",
        "they march on",
        "the Russia of Tolstoy",  # the head of a longer name
        "the Russia of Tolstoy and others",
        "in West Qwyxford",  # a part of a longer name, not the West
        "Scott West said",
        "",
    ],
)
def test_what_may_be_something_else_is_left_to_the_recogniser(
    find_names: NameMatcher, text: str
) -> None:
    assert list(find_names(tokenize(text))) == []


def test_places_of_names_are_words(find_names: NameMatcher) -> None:
    words = tokenize("On Monday the United States and Russia met")
    assert [words[start:end] for start, end, *_ in find_names(words)] == [
        ["United", "States"],
        ["Russia"],
    ]


def test_a_name_before_of_and_a_small_word_is_still_one(find_names: NameMatcher) -> None:
    assert [key for *_, key in find_names(tokenize("Russia of all countries"))] == ["country-RUS"]
