"""Headlines: participles without "was", on headlines parsed by hand as the parser takes them."""

from __future__ import annotations

import pytest
from hand_parsed import passage

from polybius.extract.headlines import mend_passives


def subject_and_verb(table: str) -> tuple[str, str]:
    doc = passage(table).doc
    mend_passives(doc)
    return next((t.dep_, t.head.tag_) for t in doc if t.dep_.startswith("nsubj"))


@pytest.mark.parametrize(
    "table",
    [
        "Minister NN nsubj 1\njail VBD ROOT 1\nin IN prep 1\nChad NNP pobj 2",
        "Teenagers NNS nsubj 1\nshoot VBD ROOT 1\nat IN prep 1\na DT det 4\nschool NN pobj 2",
    ],
)
def test_whom_it_was_done_to_is_a_passive_subject(table: str) -> None:
    assert subject_and_verb(table) == ("nsubjpass", "VBN")


@pytest.mark.parametrize(
    "table",
    [
        "Court NN nsubj 1\njail VBD ROOT 1\nminister NN dobj 1",
        "Court NN nsubj 1\njail VBZ ROOT 1\nmany JJ advmod 1",
        "Police NN nsubj 1\nshoot VBD ROOT 1\nat IN prep 1\nprotesters NNS pobj 2",
        "Talks NNS nsubj 1\nend VBD ROOT 1\nin IN prep 1\nChad NNP pobj 2",
    ],
)
def test_who_does_it_stays_the_subject(table: str) -> None:
    dependency, tag = subject_and_verb(table)
    assert dependency == "nsubj"
    assert tag != "VBN"
