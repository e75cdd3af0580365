"""Encodings and publication dates."""

from __future__ import annotations

from time import monotonic

import pytest

from polybius.extract.reading.decode import LIMIT, check_size, decode, is_binary
from polybius.extract.reading.published import as_published, parse_published
from polybius.extract.reading.unreadable import ReadingError, Unreadable

TEXT = "The minister met José Ramón in “Łódź”."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_marked_text_is_decoded(encoding: str) -> None:
    assert decode(TEXT.encode(encoding)) == TEXT


@pytest.mark.parametrize(
    ("mark", "encoding"), [(b"\xfe\xff", "utf-16-be"), (b"\xff\xfe\0\0", "utf-32-le")]
)
def test_byte_order_marks_of_either_end(mark: bytes, encoding: str) -> None:
    assert decode(mark + TEXT.encode(encoding)) == TEXT


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("The minister said “no” in a café in São Paulo – twice.", "cp1252"),
        ("Le président a déclaré que l’armée était prête à agir.", "cp1252"),
        ("Министр сказал, что переговоры начнутся в среду в Москве, и уехал домой.", "cp1251"),
    ],
)
def test_unmarked_text_is_guessed(text: str, encoding: str) -> None:
    assert decode((text + "\n").encode(encoding) * 5) == (text + "\n") * 5


def test_a_declared_encoding_counts_before_a_guess() -> None:
    assert decode("Žižka".encode("iso-8859-2"), "iso-8859-2") == "Žižka"
    assert decode(TEXT.encode("utf-8"), "iso-8859-2") == TEXT
    assert decode("café au lait".encode("cp1252"), "no-such-encoding") == "café au lait"


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"PK\x03\x04\x00\x00", "binary"),
        (bytes(range(1, 32)) * 4, "binary"),
        (b"\xff\xfea", "marked as UTF-16, but byte 3"),
        (b"\xef\xbb\xbf\xff", "marked as UTF-8, but byte 1"),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, problem: str) -> None:
    with pytest.raises(ReadingError, match=problem):
        decode(data)


@pytest.mark.parametrize("declared", ["punycode", "idna", "hex", "zip", "utf-7", "a\0b", "no such"])
def test_what_is_no_encoding_of_the_web_is_not_believed(declared: str) -> None:
    started = monotonic()
    assert decode("Café “Zoë” ".encode("cp1252") * 20_000, declared).startswith("Café “Zoë”")
    assert monotonic() - started < 10  # with punycode: many minutes


def test_utf_16_is_believed_where_it_can_be() -> None:
    assert decode("Café".encode("utf-16-be"), "utf-16be") == "Café"
    assert decode("A café here.".encode(), "utf-16") == "A café here."


def test_nothing_is_guessed_where_what_is_declared_fits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("polybius.extract.reading.decode._guess", None)
    assert decode("Café".encode("cp1252"), "cp1252") == "Café"


def test_sizes() -> None:
    check_size(b"a" * LIMIT)
    with pytest.raises(ReadingError, match="larger than 20 MB"):
        check_size(b"a" * (LIMIT + 1))
    with pytest.raises(ReadingError, match="empty"):
        check_size(b" \n")


def test_terminal_codes_now_and_then_are_not_binary() -> None:
    assert not is_binary(b"text " * 20 + b"\x1b[0m\x08")


@pytest.mark.parametrize(
    ("given", "published"),
    [
        ("2017-12-27", "2017-12-27"),
        (" 2017-12-27 ", "2017-12-27"),
        ("2017-12-27T18:05:00Z", "2017-12-27T18:05:00Z"),
        ("2017-12-27T18:05", "2017-12-27T18:05:00"),
        ("2017-12-27 18:05:00.123+03:00", "2017-12-27T18:05:00+03:00"),
        ("2017-12-27T18:05:00-0500", "2017-12-27T18:05:00-05:00"),
        ("2017-12-27T18:05:00+00:00", "2017-12-27T18:05:00Z"),
    ],
)
def test_dates(given: str, published: str) -> None:
    assert parse_published(given) == published


@pytest.mark.parametrize(
    "given",
    [
        *("", "2017", "2017-12", "27/12/2017", "2017-13-01", "2017-02-29", "0000-01-01"),
        *("20171227", "2017-W52-3", "2017-12-27T25:00:00Z", "2017-12-27T", "yesterday"),
        "\uff12017-12-27",
    ],
)
def test_other_dates_are_refused(given: str) -> None:
    with pytest.raises(ValueError, match="is no"):
        parse_published(given)
    assert as_published(given) is None


def test_a_message_is_one_line_and_drives_no_terminal() -> None:
    message = str(Unreadable("a\nb\x1b[2J.txt", 3, "bad", "mend it"))
    assert message == "a\\nb\\x1b[2J.txt:3: bad; mend it"
