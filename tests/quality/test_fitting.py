"""Fitting and reliability: weights that tell right from wrong, and figures that show it."""

from __future__ import annotations

import pytest

from polybius.extract.confidence import BIAS, chance, parse_weights, read_weights
from quality.calibrating import WEIGHTS_FILE, fitted_gold, fitted_sets
from quality.fitting import FITTED, Rating, Sample, cross_validate, fit, rate, to_table
from quality.measuring import Measured
from quality.reliability import calibration_error, find_reliability, to_bins


def samples(kind: str = "event", count: int = 2000) -> list[Sample]:
    """Findings that are right nine times in ten where a mark is seen, else three times."""
    return [
        Sample(kind, n // 4, {"raw": 0.0, "mark": n % 2}, n // 2 % 10 < (9 if n % 2 else 3))
        for n in range(count)
    ]


def test_weights_give_the_shares_that_the_samples_have() -> None:
    weights = fit(samples())
    assert chance({"mark": 1.0}, weights) == pytest.approx(0.9, abs=0.03)
    assert chance({"mark": 0.0}, weights) == pytest.approx(0.3, abs=0.03)
    assert "raw" not in weights  # it was the same everywhere, and so tells nothing


def test_a_mark_never_seen_with_a_wrong_one_is_no_certainty() -> None:
    few = [Sample("event", n, {"mark": n % 2}, n % 2 == 1) for n in range(8)]
    assert 0.5 < chance({"mark": 1.0}, fit(few)) < 0.95


def test_the_same_samples_give_the_same_table() -> None:
    table = to_table({"event": fit(samples())}, {"sea": "aa"})
    assert table == to_table({"event": fit(samples())}, {"sea": "aa"})
    assert "# gold sea aa\n" in table
    assert parse_weights(table) == {"event": fit(samples())}


def test_no_samples_are_refused() -> None:
    with pytest.raises(ValueError, match="no samples"):
        fit([])


def test_every_half_is_rated_by_the_other() -> None:
    ratings = cross_validate(samples())
    assert len(ratings) == 2000
    assert calibration_error(to_bins(ratings)) < 0.05
    contrary = [  # in one half the mark means the contrary: no weights of its own help it
        Sample("event", s.document, s.signals, s.right != (s.document % 2 == 1)) for s in samples()
    ]
    assert calibration_error(to_bins(cross_validate(contrary))) > 0.3
    assert cross_validate([s for s in samples() if s.document % 2]) == []


def test_bins_hold_each_rating_once() -> None:
    ratings = [Rating(c, right) for c in (0.01, 0.5, 0.69, 0.9, 0.99) for right in (True, False)]
    bins = to_bins(ratings)
    assert [(b.low, b.count) for b in bins] == [(0.0, 2), (0.5, 4), (0.9, 4)]
    assert all(b.share == 0.5 for b in bins)
    assert calibration_error(bins) == pytest.approx((2 * 0.49 + 4 * 0.095 + 4 * 0.445) / 10)
    assert calibration_error(()) == 0


def test_a_kind_is_told_where_all_its_sets_were_measured() -> None:
    plv, events = (Measured(name, (), tuple(samples())) for name in ("plv", "events"))
    assert find_reliability([plv], {}) == ()
    (found,) = find_reliability([plv, events], {"event": fit(samples())})
    assert (found.kind, found.sets, found.method) == ("event", ("plv", "events"), "cross-validated")
    assert sum(b.count for b in found.bins) == 4000


def test_weights_that_no_longer_fit_show() -> None:
    """What is extracted has changed, and the weights in use are those of before."""
    measured = [Measured(name, (), tuple(samples())) for name in ("plv", "events")]
    (found,) = find_reliability(measured, {"event": {BIAS: 3.0}})
    assert found.error < 0.05
    assert found.shipped_error > 0.3


def test_claims_are_checked_on_a_set_that_they_are_not_fitted_on() -> None:
    weights = fit(samples("claim"))
    checked = Measured("attribution-dev", (), tuple(samples("claim")))
    (found,) = find_reliability([checked], {"claim": weights})
    assert found.method == "fitted on attribution-train"
    assert found.bins == to_bins(rate(samples("claim"), weights))


def test_the_weights_in_use_say_what_they_were_fitted_on() -> None:
    gold = fitted_gold()
    assert gold.keys() == set(fitted_sets())
    assert all(len(sha256) == 64 for sha256 in gold.values())
    assert read_weights().keys() == FITTED.keys()
    assert WEIGHTS_FILE.read_text(encoding="utf-8") == to_table(read_weights(), gold)
