"""Hazards: what kills without attacking, on sentences parsed by hand."""

from __future__ import annotations

import pytest
from hand_parsed import passage

from polybius.extract.events.hazards import is_by_hazard


def is_hazard(table: str) -> bool:
    doc = passage(table).doc
    return is_by_hazard(next(t for t in doc if t.dep_ == "ROOT"))


@pytest.mark.parametrize(
    "table",
    [
        "The DT det 1\nquake NN nsubj 2\nkill VBD ROOT 2\n40 CD dobj 2",
        "Typhoon NNP compound 1\nQwyx NNP nsubj 2\nkill VBD ROOT 2\n40 CD dobj 2",
        "40 CD nsubjpass 1\nkill VBN ROOT 1\nin IN prep 1\na DT det 4\nfire NN pobj 2",
        "40 CD nsubjpass 1\nkill VBN ROOT 1\nby IN agent 1\nfloods NNS pobj 2",
    ],
)
def test_nature_and_accidents_attack_nobody(table: str) -> None:
    assert is_hazard(table)


@pytest.mark.parametrize(
    "table",
    [
        "The DT det 1\nrebels NNS nsubj 2\nkill VBD ROOT 2\n40 CD dobj 2",
        "40 CD nsubjpass 1\nkill VBN ROOT 1\nin IN prep 1\na DT det 4\nraid NN pobj 2",
        "40 CD nsubjpass 1\nkill VBN ROOT 1\nby IN agent 1\nfire NN pobj 2",  # of guns
        "40 CD nsubjpass 1\nkill VBN ROOT 1\nnear IN prep 1\nfloods NNS pobj 2",
    ],
)
def test_violence_stays(table: str) -> None:
    assert not is_hazard(table)
