"""Identity: the same thing has the same IRI anywhere, and nothing else has it."""

from __future__ import annotations

import string

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from polybius.extract.article import Article
from polybius.extract.findings import Span
from polybius.extract.identity import (
    BASE,
    account_iri,
    candidate_iri,
    comment_iri,
    document_iri,
    document_key,
    entity_iri,
    known_iri,
    known_key,
    mint,
)

URL = "https://wire.example/1"
DOCUMENT = document_iri(Article("", url=URL))
SPANS = st.builds(
    Span,
    st.sampled_from(["title", "body", "comment/1", "comment/11"]),
    st.integers(0, 200),
    st.integers(0, 200),
    st.just(""),
)
NAMED = st.tuples(SPANS, st.sampled_from(["event", "claim", "position"]))


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        (Article("a", url=URL), Article("b", url=URL, id="9", outlet="Wire"), True),
        (Article("a", url=URL), Article("a", url=URL + "0"), False),
        (Article("a", id="1", outlet="Wire"), Article("b", id="1", outlet="Wire"), True),
        (Article("a", id="1", outlet="Wire"), Article("a", id="1", outlet="Post"), False),
        (Article("a", id="1", outlet="Wire"), Article("a", id="2", outlet="Wire"), False),
        (Article("a", id="1"), Article("a", id="2"), True),  # no outlet: an id is only a number
        (Article("a", outlet="Wire"), Article("b", outlet="Wire"), False),
        (Article("a"), Article("a", source="elsewhere.txt", published="2020-01-01"), True),
        (Article("a"), Article("a."), False),
        (Article("a"), Article("a", title="a"), False),
    ],
)
def test_what_makes_two_articles_one_document(one: Article, other: Article, is_same: bool) -> None:
    assert (document_key(one) == document_key(other)) is is_same
    assert (document_iri(one) == document_iri(other)) is is_same


def test_iris_never_change() -> None:
    """Graphs that users have stored hold these; another value orphans them."""
    span = Span("body", 3, 7, "said")
    assert DOCUMENT == BASE + "document/b1b0ce48012e1ec17032"
    assert document_iri(Article("Chad.", title="T")) == BASE + "document/773635fd8b5100c49370"
    assert comment_iri(DOCUMENT, "comment/2") == BASE + "comment/67d7eb26c665fc25c71a"
    assert mint(DOCUMENT, "claim", span, 5) == BASE + "claim/f4da5c62720e08ed4411"
    assert entity_iri(DOCUMENT, "Jane Doe", "Person") == BASE + "entity/25dc46856303e9fbd151"
    assert known_iri("country-TCD") == BASE + "entity/country-TCD"


def test_a_base_of_one_s_own_is_kept() -> None:
    base = "https://lab.example/document/x/"
    document = document_iri(Article("", url=URL), base)
    assert document == base + DOCUMENT.removeprefix(BASE)
    assert comment_iri(document, "comment/1").startswith(base + "comment/")
    assert mint(document, "event", Span("body", 0, 1, "a")).startswith(base + "event/")
    assert entity_iri(document, "Doe", "Person").startswith(base + "entity/")
    assert known_iri("country-TCD", base) == base + "entity/country-TCD"


def test_unknown_entities_belong_to_their_document() -> None:
    elsewhere = document_iri(Article("", url=URL + "0"))
    assert entity_iri(DOCUMENT, "Doe", "Person") != entity_iri(elsewhere, "Doe", "Person")
    assert entity_iri(DOCUMENT, "Doe", "Person") != entity_iri(DOCUMENT, "Doe", "Company")


@given(NAMED, NAMED)
def test_what_differs_in_place_or_kind_has_another_iri(
    one: tuple[Span, str], other: tuple[Span, str]
) -> None:
    assume(one != other)
    assert mint(DOCUMENT, one[1], one[0]) != mint(DOCUMENT, other[1], other[0])


@given(SPANS, st.text(max_size=5), st.text(max_size=5))
def test_the_same_place_differs_by_what_is_told_of_it(span: Span, one: str, other: str) -> None:
    assert mint(DOCUMENT, "claim", span, one) == mint(DOCUMENT, "claim", span, one)
    assert (mint(DOCUMENT, "claim", span, one) == mint(DOCUMENT, "claim", span, other)) is (
        one == other
    )


@given(st.text(max_size=30), st.none() | st.text(max_size=10), st.text(max_size=30))
def test_whatever_the_text_an_iri_is_plain(text: str, url: str | None, name: str) -> None:
    document = document_iri(Article(text, url=url))
    for iri in (document, entity_iri(document, name, "Person"), comment_iri(document, name)):
        _, digits = iri.removeprefix(BASE).split("/")
        assert len(digits) == 20
        assert set(digits) <= set(string.hexdigits.lower())


def test_the_key_of_a_known_entity_is_read_back_from_its_iri() -> None:
    assert known_key(known_iri("country-TCD")) == "country-TCD"
    assert known_key(known_iri("geonames-98182", "https://lab.example/")) == "geonames-98182"
    assert known_key(entity_iri(DOCUMENT, "Doe", "Person")) is None
    assert known_key(DOCUMENT) is None


def test_a_commenter_is_one_within_an_outlet_and_never_beyond() -> None:
    elsewhere = document_iri(Article("", url=URL + "0"))
    assert account_iri(DOCUMENT, "Wire", "Rex") == account_iri(elsewhere, "Wire", "Rex")
    assert account_iri(DOCUMENT, "Wire", "Rex") != account_iri(DOCUMENT, "Post", "Rex")
    assert account_iri(DOCUMENT, "Wire", "Rex") != account_iri(DOCUMENT, "Wire", "Ann")
    assert account_iri(DOCUMENT, None, "Rex") != account_iri(elsewhere, None, "Rex")
    assert account_iri(DOCUMENT, "Wire", "Rex").startswith(BASE + "account/")


def test_a_guess_is_of_one_entity_for_another() -> None:
    guess = candidate_iri(DOCUMENT, "a", "b")
    assert guess.startswith(BASE + "candidate/")
    others = {candidate_iri(DOCUMENT, "a", "c"), candidate_iri(DOCUMENT, "b", "a")}
    assert len({guess, *others}) == 3
