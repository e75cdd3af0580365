"""Words: a parse as lists, and the paths between words."""

from __future__ import annotations

from hand_parsed import passage

from polybius.extract.claims.quoted import Quoted
from polybius.extract.claims.words import Words

TABLE = """
The    DT  det   2
Syrian JJ  amod  2
army   NN  nsubj 4
“      ``  punct 4
left   VBD ROOT  4
”      ''  punct 4
,      ,   punct 4

It     PRP nsubj 9
stayed VBD ROOT  9
"""


def read() -> Words:
    found = passage(TABLE)
    return Words(found.doc, Quoted(found))


def test_the_lists_are_those_of_the_parse() -> None:
    words = read()
    assert words.text[:3] == ["the", "syrian", "army"]
    assert words.tag[4] == "VBD"
    assert words.head[:5] == [2, 2, 4, 4, 4]
    assert words.children[2] == [0, 1]
    assert (words.left[4], words.right[4], words.left[2], words.right[2]) == (0, 8, 0, 3)
    assert words.quotation[4] == (3, 6)
    assert words.quotation[2] is None
    assert words.sentence[9] == (8, 10)


def test_white_space_has_one_form_whatever_it_is() -> None:
    words = read()
    assert [i for i, space in enumerate(words.space) if space] == [7]
    assert words.text[7] == words.lemma[7] == "¶"


def test_commas_and_finite_verbs_are_counted_before_each_word() -> None:
    words = read()
    assert words.commas[6:8] == [0, 1]
    assert (words.finite[4], words.finite[5], words.finite[10]) == (0, 1, 2)


def test_a_path_climbs_and_descends() -> None:
    words = read()
    chain = words.chain(2)
    assert chain == {2: "", 4: "^nsubj"}
    assert words.path(chain, 0) == "/det"
    assert words.path(chain, 6) == "^nsubj/punct"
    assert words.path(chain, 9) == "far"
