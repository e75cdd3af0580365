"""Training of places: what is learned from documents, here invented ones."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from polybius.extract.gazetteer.ranking import FEATURES, Array, likelihoods, weights
from polybius.extract.training.places import Example, accuracy, examples, fit, prior, read_examples

TEXTS = ("They went to Boston, Lincolnshire.", "They went to Perth and Dundee.")
BOSTON, PERTH, DUNDEE = (52.98, -0.03), (56.40, -3.43), (56.47, -2.97)


def _gold(name: str, text: str, where: tuple[float, float]) -> dict[str, object]:
    start = text.index(name)
    place = {"text": name, "span": [start, start + len(name)], "geonames": None}
    return {**place, "lat": where[0], "lon": where[1], "country": False}


ARTICLES = [{"id": str(n), "text": text} for n, text in enumerate(TEXTS)]
GOLD = [
    {"id": "0", "corpus": "A", "toponyms": [_gold("Boston", TEXTS[0], BOSTON)]},
    {
        "id": "1",
        "corpus": "A",
        "toponyms": [_gold("Perth", TEXTS[1], PERTH), _gold("Dundee", TEXTS[1], DUNDEE)],
    },
]


def _likelihood(found: list[Example], weight: Array) -> float:
    """Return the probability, summed up, that the right candidates are given."""
    return sum(float(likelihoods(e.pool, weight)[0] @ e.right) for e in found)


def test_an_example_tells_which_candidates_are_right() -> None:
    first, second = examples(ARTICLES, GOLD)
    right = [
        e.country for e, is_right in zip(first.pool.entries, first.right, strict=True) if is_right
    ]
    assert set(right) == {"GBR"}
    assert second.asked == (0, 1)
    assert 0 < first.right.sum() < len(first.right)


def test_learning_makes_the_right_places_likelier_and_is_the_same_each_time() -> None:
    found = list(examples(ARTICLES, GOLD))
    learned = fit(found)
    assert _likelihood(found, learned) > _likelihood(found, prior())
    assert accuracy(found, learned) == {"A": (2, 3)}
    assert np.array_equal(learned, fit(found))


def test_other_data_are_refused(tmp_path: Path) -> None:
    for name in ("articles", "gold"):
        (tmp_path / f"toponyms.{name}.jsonl").write_text("{}\n")
    with pytest.raises(ValueError, match=r"toponyms\.articles\.jsonl"):
        read_examples(tmp_path)


def test_there_is_a_weight_for_each_feature() -> None:
    assert len(weights()) == len(FEATURES) == len(prior())
    assert weights()[FEATURES.index("population")] > 0
