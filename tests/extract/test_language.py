"""Language: told or seen, and only when surely another."""

from __future__ import annotations

import pytest

from polybius.extract.article import Article
from polybius.extract.findings import Findings, Part
from polybius.extract.language import foreign_language, foreign_stretches, is_left_out, left_out

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

# Each is like other languages, so that it is hard to say which it is; but it is not English.
ARABIC = "اجتمع وزيرا خارجية البلدين يوم الاثنين لبحث أسعار القمح وعودة العائلات. " * 4
CHINESE = "两国外交部长星期一会晤，讨论边境、粮食价格以及春天渡河逃难的家庭回国的问题。" * 8


@pytest.mark.parametrize(
    ("text", "lang", "foreign"),
    [
        (ENGLISH, None, None),
        (FRENCH, None, "fr"),
        (ARABIC, None, "ar"),
        (CHINESE, None, "zh"),
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
        ("17 2,350 9 " * 90, None, None),
        ("Z" + "\u0301" * 900, None, None),  # no letters
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


def test_a_pipeline_of_no_one_language_reads_all_of_them() -> None:
    assert foreign_language(Article(FRENCH), "xx") is None
    assert list(foreign_stretches(Part("body", FRENCH), "xx")) == []


@pytest.mark.parametrize("foreign", [FRENCH, ARABIC, CHINESE])
def test_a_foreign_paragraph_is_found(foreign: str) -> None:
    part = Part("body", f"{ENGLISH}\n\n{foreign}\n\n{ENGLISH}")
    (found,) = foreign_stretches(part, "en")
    assert found.span is not None
    assert foreign[50:-50] in found.span.text
    assert len(found.span.text) < len(foreign) + len(ENGLISH)


def test_the_stretches_of_a_text_in_another_language_are_found() -> None:
    text = f"{ENGLISH}\n\n{FRENCH}\n\n{FRENCH}\n\n{ENGLISH}"
    (found,) = foreign_stretches(Part("body", text), "en")
    assert found.span is not None
    assert found.reason == "not in en: the language seems to be fr"
    assert text[found.span.start : found.span.end] == found.span.text
    assert found.span.text.split() == (FRENCH + " " + FRENCH).split()


NAMES = "Abéché, Ndélé and Faya: Hissène Goukouni, Zénaba Déby, Fatimé Kamougué, Idriss Youssouf, "


@pytest.mark.parametrize(
    "text",
    [
        ENGLISH * 3,
        NAMES * 4,
        f"{ENGLISH} “{FRENCH[:60]}” {ENGLISH}",
        "12,004 9,221\n" * 90,
        "",
        "🙂",
    ],
    ids=["english", "names", "a quotation", "numbers", "nothing", "a sign"],
)
def test_what_is_not_surely_foreign_is_read(text: str) -> None:
    assert list(foreign_stretches(Part("body", text), "en")) == []


def test_a_document_is_left_out_as_a_whole_only() -> None:
    stretch = foreign_stretches(Part("body", FRENCH * 2), "en")
    blank = {"published": None, "outlet": None, "url": None, "title": None, "author": None}
    told = Findings("1", "i", **blank, lang=None, parts=(), dropped=(left_out("fr", "en"),))
    part = Findings("1", "i", **blank, lang=None, parts=(), dropped=tuple(stretch))
    assert len(part.dropped) == 1
    assert is_left_out(told)
    assert not is_left_out(part)
