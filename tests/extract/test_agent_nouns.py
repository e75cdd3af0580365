"""Agent nouns: which nouns speak of somebody, on passages parsed by hand."""

from __future__ import annotations

import pytest
from hand_parsed import passage

from polybius.extract.mentions.mentions import find_mentions


def nominals(table: str, *entities: tuple[int, int, str, str]) -> list[str]:
    return [m.text for m in find_mentions(passage(table, entities)) if m.kind == "nominal"]


@pytest.mark.parametrize("word", ["any", "every"])
def test_whoever_it_may_be_is_nobody(word: str) -> None:
    table = "{} DT det 1\nmilitia NN nsubj 2\nleft VBD ROOT 2"
    assert nominals(table.format(word)) == []
    assert nominals(table.format("the")) == ["the militia"]


def test_a_number_of_things_is_no_group_of_people() -> None:
    table = "a DT det 1\ngroup NN nsubj 4\nof IN prep 1\n{} pobj 2\nfled VBD ROOT 4"
    assert nominals(table.format("houses NNS")) == []
    assert nominals(table.format("rebels NNS"))[0] == "a group"
    assert nominals(table.format("Fulanis NNPS")) == ["a group", "Fulanis"]


def test_a_share_is_of_the_people_where_it_acts_or_is_told() -> None:
    won = "They PRP nsubj 1\nwon VBD ROOT 1\na DT det 4\n{} amod 4\n{} NN dobj 1"
    assert nominals(won.format("clear JJ", "majority")) == []
    assert nominals(won.format("Hausa JJ", "minority")) == ["a Hausa minority"]
    assert nominals("the DT det 1\nmajority NN nsubj 2\nfled VBD ROOT 2") == ["the majority"]
    bare = "They PRP nsubj 1\nleft VBD ROOT 1\na DT det 3\nminority NN dobj 1"
    assert nominals(bare) == []


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("kidney NN compound", []),
        ("tank NN compound", ["a tank unit"]),
        ("Bornu NNP compound", ["a Bornu unit"]),
    ],
)
def test_the_words_before_a_unit_tell_soldiers_from_wards(words: str, expected: list[str]) -> None:
    table = f"a DT det 2\n{words} 2\nunit NN nsubj 3\nopened VBD ROOT 3"
    assert nominals(table) == expected


@pytest.mark.parametrize(
    ("words", "expected"), [("young JJ amod", []), ("Bornu NNP compound", ["Bornu leader"])]
)
def test_a_noun_without_an_article_is_any_one_unless_a_name_tells(
    words: str, expected: list[str]
) -> None:
    table = f"They PRP nsubj 1\nwant VBP ROOT 1\n{words} 3\nleader NN dobj 1"
    assert nominals(table) == expected


def test_one_or_some_of_a_people() -> None:
    table = "a DT det 1\nKurd NNP nsubj 2\nleft VBD ROOT 2"
    (kurd,) = find_mentions(passage(table))
    assert (kurd.text, kurd.label) == ("a Kurd", "Person")
    (several,) = find_mentions(passage("Yazidis NNPS nsubj 1\nleft VBD ROOT 1"))
    assert (several.text, several.label) == ("Yazidis", "Population")


def test_a_noun_shares_the_article_before_and() -> None:
    table = """
    They     PRP nsubj 1
    met      VBD ROOT  1
    an       DT  det   3
    activist NN  dobj  1
    and      CC  cc    3
    local    JJ  amod  6
    leader   NN  conj  3
    """
    assert nominals(table) == ["an activist", "local leader"]


def test_a_party_of_guests_is_no_actor() -> None:
    table = "a DT det 2\n{} NN compound 2\nparty NN nsubj 3\nmet VBD ROOT 3"
    found = [find_mentions(passage(table.format(kind))) for kind in ("graduation", "opposition")]
    assert [len(mentions) for mentions in found] == [0, 1]
