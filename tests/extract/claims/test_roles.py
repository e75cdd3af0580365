"""Roles: what stands around a cue, on sentences parsed by hand."""

from __future__ import annotations

import pytest
from hand_parsed import passage

from polybius.extract.claims.cue_features import rate
from polybius.extract.claims.quoted import Quoted
from polybius.extract.claims.roles import Roles, read_roles
from polybius.extract.claims.weights import tables
from polybius.extract.claims.words import Words

BEFORE = """
“      ``  punct 2
We     PRP nsubj 2
stay   VBP ccomp 7
,      ,   punct 7
”      ''  punct 7
Jane   NNP compound 6
Doe    NNP nsubj 7
said   VBD ROOT 7
.      .   punct 7
"""
AFTER = """
Doe    NNP nsubj 1
warned VBD ROOT  1
that   IN  mark  5
the    DT  det   4
dam    NN  nsubj 5
leaked VBD ccomp 1
,      ,   punct 1
and    CC  cc    1
left   VBD conj  1
.      .   punct 1
"""


def roles(table: str, word: str) -> tuple[Words, Roles]:
    found = passage(table)
    words = Words(found.doc, Quoted(found))
    rate(words, tables()["gate"])
    read = read_roles(words, words.text.index(word))
    assert read is not None
    return words, read


@pytest.mark.parametrize(
    ("table", "word", "cue", "source", "content"),
    [
        (BEFORE, "said", (7, 8), (5, 7), ((0, 5),)),
        (AFTER, "warned", (1, 2), (0, 1), ((2, 6),)),
    ],
)
def test_cue_source_and_content(table, word, cue, source, content) -> None:
    _, read = roles(table, word)
    assert (read.cue, read.source, read.content) == (cue, source, content)
    assert read.head == source[1] - 1


def test_a_word_alone_says_nothing() -> None:
    found = passage("said VBD ROOT 0")
    assert read_roles(Words(found.doc, Quoted(found)), 0) is None
