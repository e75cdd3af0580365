"""Language: told or seen, and only when surely another."""

from __future__ import annotations

import pytest

from polybius.extract.article import Article
from polybius.extract.language import foreign_language

ENGLISH = (
    "The foreign ministers of both countries met on Monday to speak about the border, the price "
    "of grain and the return of families who had fled across the river in the spring. "
    "Nothing was signed, and both went home before dinner."
)
FRENCH = (
    "Les ministres des affaires étrangères des deux pays se sont rencontrés lundi pour parler de "
    "la frontière, du prix du blé et du retour des familles qui avaient fui au printemps. "
    "Rien n’a été signé, et chacun est rentré chez soi avant le dîner."
)


@pytest.mark.parametrize(
    ("text", "lang", "foreign"),
    [
        (ENGLISH, None, None),
        (FRENCH, None, "fr"),
        (FRENCH[:199], None, None),  # too short to say
        (FRENCH[:200], None, "fr"),
        ("", None, None),
        (ENGLISH, "fr", "fr"),
        (FRENCH, "en", None),
        (ENGLISH, "en-GB", None),
        (ENGLISH, "EN_us", None),
        (ENGLISH, "fr-CA", "fr"),
        (ENGLISH, "English", None),  # no code: the text is looked at
        (FRENCH, "eng", "fr"),
        (ENGLISH, " ", None),
    ],
)
def test_the_language_of_an_article(text: str, lang: str | None, foreign: str | None) -> None:
    assert foreign_language(Article(text, lang=lang), "en") == foreign


def test_it_is_foreign_to_the_language_that_is_read() -> None:
    assert foreign_language(Article(ENGLISH), "fr") == "en"
    assert foreign_language(Article(FRENCH), "fr") is None


def test_only_the_beginning_is_looked_at() -> None:
    assert foreign_language(Article(ENGLISH * 20 + FRENCH * 200), "en") is None
