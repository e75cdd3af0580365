"""Target: one way into Polybius, and the inputs that are tried on it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

from hypothesis.strategies import SearchStrategy

from .mutation import varied

__all__ = ["Target"]


@dataclass(frozen=True)
class Target:
    """``attempt`` raises where an input does what none may. ``seeds`` are tried as they are, the
    first of them to load all that is loaded once; then what hypothesis makes of them
    (``inputs``), and of each of these some neighbours (``vary``), which takes far less time.

    ``share`` is how many parts of all inputs the target gets, ``megabytes`` what it may take
    beyond what it has once it is loaded.
    """

    name: str
    inputs: Callable[[], SearchStrategy[bytes]]
    attempt: Callable[[bytes], None]
    seeds: Sequence[bytes]
    vary: Callable[[bytes, Random], bytes] = varied
    share: float = 10
    megabytes: int = 700
    seconds: int = 10  # of the processor, for one input
