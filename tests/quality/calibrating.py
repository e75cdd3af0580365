"""Calibrating: the weights of confidence, written anew from gold. Run by `make calibrate`."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence

from polybius.extract.confidence import Weights

from .fitting import FITTED, fit, to_table
from .gold import ROOT, GoldMissingError, find_gold
from .measuring import Measured, ScoringError, measure

__all__ = ["WEIGHTS_FILE", "fit_all", "fitted_gold", "fitted_sets"]

WEIGHTS_FILE = ROOT / "extract" / "data" / "confidence.tsv"


def main() -> None:
    """Write the weights; exit with 2 where there is no gold."""
    try:
        gold = find_gold(fitted_sets())
        weights = fit_all(tuple(measure(gold)))
    except (GoldMissingError, ScoringError) as problem:
        print(f"calibrate: {problem}", file=sys.stderr)
        sys.exit(2)
    WEIGHTS_FILE.write_text(to_table(weights, {s.name: s.sha256 for s in gold}), encoding="utf-8")
    print(f"{WEIGHTS_FILE.relative_to(ROOT)}: {sum(map(len, weights.values()))} weights")


def fitted_sets() -> tuple[str, ...]:
    """Return the names of the sets that weights are fitted on, each once."""
    return tuple(dict.fromkeys(name for sets in FITTED.values() for name in sets))


def fitted_gold() -> dict[str, str]:
    """Return the hash of each set that the weights in use were fitted on."""
    lines = WEIGHTS_FILE.read_text(encoding="utf-8").splitlines()
    heads = (line.split() for line in lines if line.startswith("# gold "))
    return {name: sha256 for _, _, name, sha256 in heads}


def fit_all(measured: Sequence[Measured]) -> Mapping[str, Weights]:
    """Return the weights of every kind, from the verdicts on the sets it is fitted on."""
    samples = {found.set: found.samples for found in measured}
    return {
        kind: fit([s for name in sets for s in samples[name] if s.kind == kind])
        for kind, sets in FITTED.items()
    }


if __name__ == "__main__":
    main()
