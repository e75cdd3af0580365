import random

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from polybius.graphs.groups import Groups, join_copies

# Texts as numbers of which neighbours are copies; a column of bands has what some of them share.
TEXTS = st.lists(st.integers(0, 12), min_size=1, max_size=14)


def bands_of(texts: list[int]) -> np.ndarray:
    return np.array([[text // 2, (text + 1) // 2, 7] for text in texts], np.uint32)


def joined(texts: list[int], cuts: list[int]) -> list[list[int]]:
    """Join texts, those up to each cut at a time."""
    groups = Groups()
    for start, end in zip([0, *cuts], [*cuts, len(texts)], strict=True):
        bands = bands_of(texts[:end])
        join_copies(groups, bands, start, lambda one, other: abs(texts[one] - texts[other]) <= 1)
    return groups.larger()


@given(TEXTS, st.integers(0, 14))
def test_groups_are_the_same_whether_compared_at_once_or_one_by_one(
    texts: list[int], cut: int
) -> None:
    at_once = joined(texts, [])
    assert joined(texts, [min(cut, len(texts))]) == at_once
    assert joined(texts, list(range(1, len(texts)))) == at_once


@given(TEXTS, st.randoms(use_true_random=False))
def test_groups_do_not_depend_on_the_order(texts: list[int], dice: random.Random) -> None:
    order = list(range(len(texts)))
    dice.shuffle(order)
    shuffled = joined([texts[number] for number in order], [])
    back = [sorted(order[number] for number in group) for group in shuffled]
    assert sorted(back) == joined(texts, [])


def test_many_of_the_same_text_are_compared_once_each() -> None:
    asked = []

    def are_copies(one: int, other: int) -> bool:
        asked.append((one, other))
        return True

    groups = Groups()
    join_copies(groups, np.ones((500, 50), np.uint32), 0, are_copies)
    assert groups.larger() == [list(range(500))]
    assert len(asked) == 499


def test_what_was_compared_before_is_not_compared_again() -> None:
    def are_copies(one: int, other: int) -> bool:
        assert max(one, other) >= 3
        return False

    join_copies(Groups(), np.ones((5, 2), np.uint32), 3, are_copies)
