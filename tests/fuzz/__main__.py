"""Fuzz: try many inputs on every target, two processes at a time; end with 1 where one fails.

python -m fuzz --count 100000
python -m fuzz --only .csv --replay build/fuzz/failed-csv
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from math import ceil
from pathlib import Path
from random import SystemRandom

from .encoding import ENCODING, EXPORTS
from .extraction import EXTRACTION
from .readers import READERS
from .trying import Outcome, attempt, try_target

TARGETS = (EXTRACTION, *READERS, ENCODING, EXPORTS)


def main(words: Sequence[str] | None = None) -> int:
    """Run the command; return what it ends with."""
    asked = _arguments(words)
    targets = [target for target in TARGETS if not asked.only or target.name in asked.only]
    if asked.replay:
        attempt(targets[0], asked.replay.read_bytes())
        return 0
    os.environ.setdefault("MALLOC_ARENA_MAX", "2")  # each takes addresses that it never uses
    total = sum(target.share for target in targets)
    with ThreadPoolExecutor(asked.jobs) as pool:
        outcomes = pool.map(
            lambda each: try_target(each, ceil(asked.count * each.share / total), asked.seed),
            targets,
        )
        print(f"seed {asked.seed}\n{'target':15} {'inputs':>8} {'a second':>9} {'peak MB':>8}")
        found = [_tell(outcome) for outcome in outcomes]
    failed = [outcome for outcome in found if outcome.problem]
    print(f"{sum(it.tried for it in found):,} inputs tried, {len(failed)} targets failed")
    return 1 if failed else 0


def _tell(outcome: Outcome) -> Outcome:
    speed = outcome.tried / max(outcome.seconds, 0.001)
    print(f"{outcome.target:15} {outcome.tried:8,} {speed:9,.0f} {outcome.peak:8,}", flush=True)
    if outcome.problem:
        print(f"FAILED, the input is {outcome.failed}:\n{outcome.problem}\n", flush=True)
    return outcome


def _arguments(words: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="fuzz", description=__doc__)
    names = [target.name for target in TARGETS]
    parser.add_argument("--count", type=int, default=100_000, help="inputs, of all targets")
    parser.add_argument("--only", action="append", choices=names, help="a target (repeatable)")
    parser.add_argument("--jobs", type=int, default=2, help="processes at a time")
    parser.add_argument("--seed", type=int, default=SystemRandom().randrange(10**9))
    parser.add_argument("--replay", type=Path, help="an input to try again, with --only")
    return parser.parse_args(words)


if __name__ == "__main__":
    sys.exit(main())
