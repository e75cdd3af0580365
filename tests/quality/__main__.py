"""The command: measure, compare with the floors, print; exit with 1 where one is missed."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from polybius.extract.confidence import read_weights

from .calibrating import fitted_gold, fitted_sets
from .fitting import FITTED
from .floors import Floors, find_falls, moved, read_floors, unlike, write_floors
from .gold import ROOT, GoldMissingError, GoldSet, find_gold
from .measuring import Measured, ScoringError, measure
from .reliability import Reliability, find_reliability
from .tables import (
    all_rows,
    quality_rows,
    readme_table,
    reliability_rows,
    reliability_table,
    with_table,
)
from .targets import Target, read_targets, sets_of

__all__ = ["main", "report_falls", "report_stale"]

README = ROOT / "README.md"
CONFIDENCE_PAGE = ROOT / "docs" / "quality.md"
MOST_ERROR = 0.08  # what the weights in use may be off, on the data that they were fitted on


def main() -> None:
    """Exit with 1 where a figure is below its floor, with 2 where nothing can be measured."""
    arguments = _arguments()
    try:
        sys.exit(_quality(arguments))
    except (GoldMissingError, ScoringError) as problem:
        print(f"quality: {problem}", file=sys.stderr)
        sys.exit(2)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="quality", description="Measure extraction on gold data.")
    known = sets_of(read_targets())
    parser.add_argument("sets", nargs="*", metavar="SET", help=f"of {', '.join(known)}; else all")
    parser.add_argument("--all", action="store_true", help="print every metric of each set")
    parser.add_argument("--raise", dest="up", action="store_true", help="raise floors to figures")
    parser.add_argument("--lower", action="store_true", help="set floors to the figures, lower too")
    arguments = parser.parse_args()
    strange = sorted(set(arguments.sets) - set(known))
    if strange:
        parser.error(f"no such set: {', '.join(strange)}; there are {', '.join(known)}")
    return arguments


def _quality(arguments: argparse.Namespace) -> int:
    targets = tuple(t for t in read_targets() if not arguments.sets or t.set in arguments.sets)
    gold, floors = find_gold(sets_of(targets)), read_floors()
    measured = tuple(measure(gold))
    values = _values(targets, measured)
    print(quality_rows(targets, values, floors.values))
    reliability = find_reliability(measured, read_weights())
    print("\n" + reliability_rows(reliability))
    for found in measured if arguments.all else ():
        print("\n" + all_rows(found))
    stale = report_stale(reliability, find_gold(fitted_sets()))
    for name in unlike(floors, gold):
        print(f"{name}: other data than the floors were measured on; floors not compared")
    if arguments.up or arguments.lower:
        _write(moved(floors, gold, values, lower=arguments.lower))
        _write_reliability(reliability, complete=not arguments.sets)
    return max(stale, 0 if arguments.lower else report_falls(floors, gold, values))


def _values(
    targets: Sequence[Target], measured: Sequence[Measured]
) -> dict[tuple[str, str], float]:
    """Return the figures of the table's rows; a metric over nothing has none."""
    rows = {(found.set, row["metric"]): row["value"] for found in measured for row in found.rows}
    asked = {(t.set, t.metric): rows.get((t.set, t.metric)) for t in targets}
    return {key: value for key, value in asked.items() if value is not None}


def _write(floors: Floors) -> None:
    write_floors(floors)
    page = README.read_text(encoding="utf-8")
    table = readme_table(read_targets(), floors.values)
    README.write_text(with_table(page, table), encoding="utf-8")


def _write_reliability(found: Sequence[Reliability], *, complete: bool) -> None:
    """Write the reliability into its page, if all of it was measured."""
    if complete:
        page = CONFIDENCE_PAGE.read_text(encoding="utf-8")
        CONFIDENCE_PAGE.write_text(with_table(page, reliability_table(found)), encoding="utf-8")


def report_stale(found: Sequence[Reliability], gold: Sequence[GoldSet]) -> int:
    """Say where the weights in use are of other gold, or no longer fit what is extracted.

    Return 1 where they do not fit, else 0.
    """
    fitted = fitted_gold()
    for name in sorted(s.name for s in gold if fitted.get(s.name) != s.sha256):
        print(f"{name}: confidence was calibrated on other data; run make calibrate")
    off = [r for r in found if r.kind in FITTED and r.shipped_error > MOST_ERROR]
    for kind in off:
        error = f"{kind.kind}: calibration error {kind.shipped_error:.3f} is over {MOST_ERROR}"
        print(f"{error}; run make calibrate", file=sys.stderr)
    return 1 if off else 0


def report_falls(
    floors: Floors, gold: Sequence[GoldSet], values: dict[tuple[str, str], float]
) -> int:
    """Say which figures are below their floors; return 1 where any is, else 0."""
    falls = find_falls(floors, gold, values)
    for fall in falls:
        print(fall, file=sys.stderr)
    if falls:
        print("quality has fallen; if that is meant: make quality LOWER=1", file=sys.stderr)
    return 1 if falls else 0


if __name__ == "__main__":
    main()
