"""Trying: the inputs of a target in a process of its own, and what became of the last one.

A process that crashes or hangs cannot tell what it died of: each input is written down before
it is tried.
"""

from __future__ import annotations

import multiprocessing
import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.sharedctypes import Synchronized
from multiprocessing.synchronize import Event
from pathlib import Path
from random import Random
from time import monotonic, process_time

from hypothesis import HealthCheck, Phase, given, seed, settings

from .sandbox import BUILD, bound_memory, inputs_folder, watched
from .target import Target

__all__ = ["Outcome", "attempt", "try_target"]

_ROUND = 200  # inputs that hypothesis remembers: its memory grows with them
_NEIGHBOURS = 15
_HANGING = 90  # seconds of the clock without another input
_EVERY_CHECK = list(HealthCheck)


class SlowError(Exception):
    """An input took more time than any may."""


@dataclass(frozen=True)
class Outcome:
    """How many inputs were tried; ``failed`` is where the one that failed lies, if one did."""

    target: str
    tried: int
    seconds: float
    peak: int  # megabytes that the process took
    failed: Path | None = None
    problem: str = ""


def try_target(target: Target, count: int, first_seed: int) -> Outcome:
    """Try ``count`` inputs, or up to the first that fails."""
    started = monotonic()
    BUILD.mkdir(parents=True, exist_ok=True)
    context = multiprocessing.get_context("spawn")
    tried, peak, over = context.Value("q", 0), context.Value("q", 0), context.Event()
    process = context.Process(target=_run, args=(target, count, first_seed, tried, peak, over))
    process.start()
    problem = _wait(process, tried)
    work = BUILD / f"work-{process.pid}"
    told, current = work / "problem.txt", work / "current"
    if told.exists():
        problem = told.read_text(encoding="utf-8", errors="replace")
    elif not over.is_set():
        problem = problem or f"the process died with exit code {process.exitcode}"
    failed = _keep(current, target.name) if problem else None
    shutil.rmtree(work, ignore_errors=True)
    return Outcome(target.name, tried.value, monotonic() - started, peak.value, failed, problem)


def attempt(target: Target, data: bytes) -> None:
    """Try one input; raises what is wrong with what came of it."""
    started = process_time()
    with watched():
        target.attempt(data)
    took = process_time() - started
    if took > target.seconds:
        raise SlowError(f"{took:.0f} seconds for {len(data):,} bytes")


def _wait(process: multiprocessing.process.BaseProcess, tried: Synchronized[int]) -> str:
    last, since = -1, monotonic()
    while process.is_alive():
        process.join(0.2)
        if tried.value != last:
            last, since = tried.value, monotonic()
        if monotonic() - since > _HANGING:
            process.kill()
            process.join()
            return f"no end after {_HANGING} seconds"
    return ""


def _keep(current: Path, name: str) -> Path | None:
    if not current.exists():
        return None
    kept = BUILD / f"failed-{name.strip('.').replace('.', '-')}"
    shutil.copyfile(current, kept)
    return kept


def _run(
    target: Target,
    count: int,
    first_seed: int,
    tried: Synchronized[int],
    peak: Synchronized[int],
    over: Event,
) -> None:
    work = inputs_folder().parent
    os.environ["POLYBIUS_GAZETTEER"] = str(work / "gazetteer")
    sys.stderr = (work / "log.txt").open("w")
    current = work / "current"

    def try_one(data: bytes) -> None:
        current.write_bytes(data)
        tried.value += 1
        attempt(target, data)

    try:
        target.attempt(target.seeds[0])
        bound_memory(target.megabytes)
        for data in target.seeds:
            try_one(data)
        while tried.value < count:
            _round(target, count - tried.value, first_seed + tried.value, try_one)
    except BaseException as error:
        _write_down(error, work / "problem.txt")
        raise
    finally:
        peak.value = _peak()
        over.set()


def _round(target: Target, count: int, number: int, try_one: Callable[[bytes], None]) -> None:
    def try_some(data: bytes) -> None:
        try_one(data)
        random = Random(data)  # noqa: S311  the same neighbours whenever hypothesis comes back
        for _ in range(_NEIGHBOURS):
            try_one(target.vary(data, random))

    bounds = settings(
        max_examples=min(_ROUND, -(-count // (1 + _NEIGHBOURS))),
        deadline=None,
        database=None,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=_EVERY_CHECK,
        report_multiple_bugs=False,
    )
    seed(number)(bounds(given(target.inputs())(try_some)))()


def _write_down(error: BaseException, file: Path) -> None:
    import traceback

    lines = "".join(traceback.format_exception(error)).strip().splitlines()
    file.write_text("\n".join(lines[-25:]), encoding="utf-8", errors="replace")


def _peak() -> int:
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1000
