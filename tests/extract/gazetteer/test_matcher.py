import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from polybius.extract import gazetteer
from polybius.extract.gazetteer import Matcher

# Cuts hyphens and possessives off as spaCy's English tokenizer does.
TOKEN = re.compile(r"(?:[A-Za-z]\.){2,}|['’]s\b|\w+(?:\.(?=\w))?\w*|[^\w\s]")


def tokenize(text: str) -> list[str]:
    return TOKEN.findall(text)


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return gazetteer.build_matcher(tokenize)


def found(matcher: Matcher, text: str, lower_ok: bool = False) -> list[tuple[str, str, str]]:
    tokens = tokenize(text)
    return [
        (" ".join(tokens[m.start : m.end]), m.entry.key, m.role)
        for m in gazetteer.match(matcher, tokens, lower_ok)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Russia said", [("Russia", "country-RUS", "name")]),
        ("two Russians fled", [("Russians", "country-RUS", "demonym")]),
        ("told us that", []),
        ("who is it", []),
        ("the US and the U.K.", [("US", "country-USA", "name"), ("U.K.", "country-GBR", "name")]),
        ("a US-led raid", [("US", "country-USA", "name")]),
        ("the US-led coalition", [("US - led coalition", "organization-us-led-coalition", "name")]),
        (
            "ISIS, Isis or Daesh",
            [
                ("ISIS", "group-islamic-state", "name"),
                ("Isis", "group-islamic-state", "name"),
                ("Daesh", "group-islamic-state", "name"),
            ],
        ),
        ("al-Qaeda", [("al - Qaeda", "group-al-qaeda", "name")]),
        ("Al Qaeda", [("Al Qaeda", "group-al-qaeda", "name")]),
        (
            "Russian Defense Ministry",
            [("Russian Defense Ministry", "body-RUS-defense-ministry", "body")],
        ),
        ("Iraq's army", [("Iraq 's army", "body-IRQ-armed-forces", "body")]),
        ("Iraq’s army", [("Iraq ’s army", "body-IRQ-armed-forces", "body")]),
        ("Turkish officials", [("Turkish officials", "government-TUR", "body")]),
        ("the Kremlin", [("Kremlin", "government-RUS", "metonym")]),
        ("the Pentagon", [("Pentagon", "body-USA-defense-ministry", "name")]),
        ("near At Tanf", [("At Tanf", "region-al-tanf", "name")]),
        ("at tanf", []),
        ("a turkey and a pole", []),
        ("male and nice and most", []),
        ("Nice. Most. Male.", []),
        ("talks in Mosul", [("Mosul", "geonames-99072", "name")]),
        ("LeT and let", [("LeT", "group-lashkar-e-taiba", "name")]),
        ("South Korea", [("South Korea", "country-KOR", "name")]),
        (
            "People’s Protection Units",
            [("People ’s Protection Units", "group-peoples-protection-units", "name")],
        ),
    ],
)
def test_names(matcher: Matcher, text: str, expected: list[tuple[str, str, str]]) -> None:
    assert found(matcher, text) == expected


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("isis in syria", ["group-islamic-state", "country-SYR"]),
        ("they ate turkey with us", []),
        ("Al tanf and Bagdad", ["region-al-tanf", "geonames-98182"]),
        ("dier ezzore", ["geonames-170794"]),
        ("putin and trump", ["person-vladimir-putin", "person-donald-trump"]),
        ("who is it", []),
    ],
)
def test_names_written_small(matcher: Matcher, text: str, keys: list[str]) -> None:
    assert [key for _, key, _ in found(matcher, text, lower_ok=True)] == keys


@pytest.mark.parametrize(
    ("text", "is_ambiguous"),
    [
        ("Jordan", True),
        ("Chad", True),
        ("Russia", False),
        ("Georgia", True),
        ("The WHO said", False),
        ("WHO KNOWS", True),
        ("the Congo", True),
        ("Senate", True),
    ],
)
def test_what_else_a_name_may_be(matcher: Matcher, text: str, is_ambiguous: bool) -> None:
    (only,) = gazetteer.match(matcher, tokenize(text))
    assert only.is_ambiguous is is_ambiguous


def test_the_others_of_a_name_are_given(matcher: Matcher) -> None:
    (only,) = gazetteer.match(matcher, ["Georgia"])
    assert only.entry.key == "country-GEO"
    assert [entry.key for entry in only.others] == ["geonames-4197000"]


def test_every_unambiguous_name_is_found(matcher: Matcher) -> None:
    lost = []
    checked = 0
    for entry in gazetteer.curated().values():
        tokens = tokenize(entry.name)
        matches = gazetteer.match(matcher, tokens)
        checked += 1
        if not any(entry.key in {m.entry.key, *(o.key for o in m.others)} for m in matches):
            lost.append(entry.name)
    assert checked > 2500
    assert lost == []


@settings(max_examples=200, deadline=None)
@given(st.lists(st.one_of(st.text(max_size=6), st.sampled_from(["US", "'s", "army", "al", "-"]))))
def test_matches_are_in_order_and_apart(matcher: Matcher, tokens: list[str]) -> None:
    end = 0
    for match in gazetteer.match(matcher, tokens, lower_ok=True):
        assert end <= match.start < match.end <= len(tokens)
        end = match.end
