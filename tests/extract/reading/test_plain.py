"""Plain text pages: headline, credit, body, comment thread."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from polybius.extract.article import walk
from polybius.extract.reading.plain import read_plain
from polybius.extract.reading.thread import DEPTH_LIMIT
from polybius.extract.reading.unreadable import ReadingError

ROOT = Path(__file__).resolve().parents[3]
DATA = Path(os.environ.get("POLYBIUS_DATA", ROOT.parent / "shared"))
REAL = DATA / "articles" / "000_2256d77f9165a920.txt"

BODY = """\
Ministers Meet in Riga

Latvian Press Office

Latvia invited its neighbours to a meeting on Monday, the foreign ministry said in Riga.

It gave no reason.
"""
THREAD = """\

  • Anna

    First thought.

    Second thought:
    1-one should wait
    - and see

    • Ben 2

      No.

      • John Mason Jr.

        Yes!

    • Carl

      Perhaps.

  • Dora

    Nobody asked me.
"""
DETAILS = "which took the whole of the morning and part of the afternoon, so that nobody had lunch."


def tree(text: str) -> list[tuple[int, int | None, str | None]]:
    comments = walk(read_plain(text).comments)
    return [(number, parent, comment.author) for number, parent, comment in comments]


def test_headline_credit_and_body() -> None:
    article = read_plain(BODY)
    assert article.title == "Ministers Meet in Riga"
    assert article.text.startswith("Latvia invited its neighbours")
    assert article.text.endswith("said in Riga.\n\nIt gave no reason.")
    assert article.author is None
    assert article.comments == ()


def test_byline_gives_the_author() -> None:
    article = read_plain(BODY.replace("Latvian Press Office", "By Ilze Kalns\n\nPhoto: Anda"))
    assert article.author == "Ilze Kalns"
    assert article.text.startswith("Latvia invited")


@pytest.mark.parametrize(
    "line",
    [
        "Ministers came late.",  # a sentence
        "A long deck that tells in more than eight words what the article is about",
        "two\nlines",
        "- a list",
    ],
)
def test_what_is_no_credit_stays_in_the_body(line: str) -> None:
    assert read_plain(BODY.replace("Latvian Press Office", line)).text.startswith(line)


def test_short_lines_alone_are_the_body() -> None:
    assert read_plain("Title\n\nOne\n\nTwo\n").text == "One\n\nTwo"


def test_one_line_is_text_without_headline() -> None:
    article = read_plain("\ufeffFrance and Mali held talks.\r\n")
    assert (article.title, article.text) == (None, "France and Mali held talks.")


def test_a_first_line_too_long_for_a_headline_is_text() -> None:
    article = read_plain(f"{'word ' * 80}\n\nMore.")
    assert article.title is None
    assert article.text.endswith("More.")


def test_newlines_and_controls_keep_their_length() -> None:
    article = read_plain("Title\r\rA\x00b\x0b c\x85d\te.\r\nNext.")
    assert article.text == "A b  c d\te.\nNext."


@pytest.mark.parametrize("text", ["", "\n \n\t\n", "\ufeff\r\n", "\x00\x01"])
def test_no_text_is_refused(text: str) -> None:
    with pytest.raises(ReadingError, match="no text"):
        read_plain(text)


def test_thread_is_a_tree_apart_from_the_body() -> None:
    article = read_plain(BODY + THREAD)
    assert article.text.endswith("It gave no reason.")
    assert tree(BODY + THREAD) == [
        (1, None, "Anna"),
        (2, 1, "Ben 2"),
        (3, 2, "John Mason Jr."),
        (4, 1, "Carl"),
        (5, None, "Dora"),
    ]
    first = "First thought.\n\nSecond thought:\n1-one should wait\n- and see"
    assert article.comments[0].text == first


@pytest.mark.parametrize("bullet", ["*", "-", "+", "◦", "·"])
def test_other_bullets(bullet: str) -> None:
    text = (BODY + THREAD).replace("    - and see\n", "").replace("•", bullet)
    assert [author for _, _, author in tree(text)][:2] == ["Anna", "Ben 2"]


def test_tabs_and_no_break_spaces_indent() -> None:
    text = (BODY + THREAD).replace("    ", "\t").replace("  ", "\u00a0\u00a0")
    assert [parent for _, parent, _ in tree(text)] == [None, 1, 2, 1, None]


@pytest.mark.parametrize(
    "items",
    [
        "  • First demand\n  • Second demand",
        "  • First demand\n\n  • Second demand",
        "  • A demand that is as long as a whole sentence and ends like one.\n\n    Details.",
        f"  • Phase one\n\n    It began with talks, {DETAILS}",
        "• Only one\n\nMore of it.",
    ],
)
def test_a_list_in_the_body_stays_there(items: str) -> None:
    text = f"{BODY}\n{items}\n\nThe ministers of all three countries then signed it, {DETAILS}\n"
    assert tree(text) == []
    assert "•" in read_plain(text).text
    assert read_plain(text + THREAD).comments[0].author == "Anna"
    assert "•" in read_plain(text + THREAD).text


def test_an_indented_list_without_text_of_its_own_stays_in_the_body() -> None:
    text = BODY + "\n  • One\n  • Two\n\nSo be it.\n"
    assert tree(text) == []


def test_page_furniture_below_the_thread_is_left_out() -> None:
    article = read_plain(BODY + THREAD + "\nLog in to comment\n\n© 2024. All rights reserved.\n")
    assert article.comments[-1].text == "Nobody asked me."
    assert len(tree(BODY + THREAD + "\nLog in\n")) == 5


def test_a_list_in_a_comment_stays_there() -> None:
    thread = "\n  • Zoe\n\n    Two things:\n    • one\n    • two\n\n      (and a half)\n"
    assert tree(BODY + thread) == [(1, None, "Zoe")]
    assert read_plain(BODY + thread).comments[0].text.endswith("• two\n\n  (and a half)")


def test_an_empty_comment_keeps_its_place() -> None:
    thread = "\n  • Zoe\n\n    Hello.\n\n  • Anna\n\n    • Ben\n\n      Nice cat.\n\n  • Carl\n"
    assert tree(BODY + thread) == [
        (1, None, "Zoe"),
        (2, None, "Anna"),
        (3, 2, "Ben"),
        (4, None, "Carl"),
    ]


def test_a_thread_that_lost_its_indentation_is_flat() -> None:
    text = BODY + "\n• Anna\n\nFirst.\n\nMore of it.\n\n• Ben\n\nNo.\n"
    assert tree(text) == [(1, None, "Anna"), (2, None, "Ben")]
    assert read_plain(text).comments[0].text == "First.\n\nMore of it."


def test_depth_is_bounded() -> None:
    def chain(depth: int) -> str:
        return BODY + "".join(
            f"\n{' ' * 2 * level}• A\n\n{' ' * (2 * level + 2)}text\n" for level in range(depth)
        )

    assert len(tree(chain(DEPTH_LIMIT))) == DEPTH_LIMIT
    with pytest.raises(ReadingError, match="nested"):
        read_plain(chain(DEPTH_LIMIT + 1))


@pytest.mark.skipif(not REAL.exists(), reason="POLYBIUS_DATA has no such article")
def test_the_real_thread() -> None:
    article = read_plain(REAL.read_text("utf-8"))
    assert len(article.text.split("\n\n")) == 8
    assert article.title
    found = tree(REAL.read_text("utf-8"))
    parents = [None, 1, 2, 3, 4, 4, None, 7, 8, 7, 10, 7, 7, 7] + [None] * 7
    assert [parent for _, parent, _ in found] == parents
    assert [author for _, _, author in found] == [
        *("Vince Dhimos", "Rex drabble", "John Mason", "Rex drabble", "Tommy Jensen"),
        *("Rex drabble", "Wegan", "Joe", "Justin", "Hezbollah86", "Justin"),
        *("You can call me Al", "Tommy Jensen", "Justin", "Joe", "Bob", "Nigel Maund"),
        *("Xanatos", "That Guy", "wimroffel", "José Ramón Logroño"),
    ]
    assert all(comment.text for _, _, comment in walk(article.comments))
