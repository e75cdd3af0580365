"""Tolls: numbers that stand for people, told from other numbers."""

from __future__ import annotations

import pytest
from hand_parsed import passage

from polybius.extract.mentions.mentions import find_mentions


def victims(table: str) -> list[tuple[str, str]]:
    return [(m.text, m.label) for m in find_mentions(passage(table))]


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ("They PRP nsubj 1\nkill VBD ROOT 1\nanother DT det 3\n15 CD dobj 1", "another 15"),
        ("22 CD nsubjpass 2\nwere VBD auxpass 2\nkill VBN ROOT 2", "22"),
        ("At IN advmod 2\nleast RB advmod 2\n12 CD ROOT 2\narrest VBN acl 2", "12"),
        (
            "It PRP nsubj 1\nleave VBD ROOT 1\n24 CD nummod 3\nothers NNS dobj 1\nwound VBN oprd 1",
            "24 others",
        ),
        ("It PRP nsubj 1\nwound VBD ROOT 1\nover IN prep 1\n42 CD pobj 2", "42"),
    ],
)
def test_a_number_that_is_killed_hurt_or_held_is_people(table: str, expected: str) -> None:
    found = [text for text, label in victims(table) if label == "Population"]
    assert len(found) == 1
    assert found[0].endswith(expected)


@pytest.mark.parametrize(
    "table",
    [
        "They PRP nsubj 1\nbuy VBD ROOT 1\nanother DT det 3\n15 CD dobj 1",
        "Others NNS nsubj 1\nleave VBD ROOT 1",
        # who they are is told
        "Dozens NNS nsubjpass 3\nof IN prep 0\nvillagers NNS pobj 1\nkill VBN ROOT 3",
    ],
)
def test_other_numbers_are_nobody(table: str) -> None:
    assert not {"another 15", "Others", "Dozens"} & {text for text, _ in victims(table)}
