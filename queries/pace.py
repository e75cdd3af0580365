"""Pace: how a public endpoint is asked: not too fast, and again after a while when it is busy."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from .errors import EndpointError, TimeLimitError

__all__ = ["Pace"]

_PASSING = {429, 500, 502, 503, 504}  # statuses that another try may not meet
_LONGEST = 300.0  # seconds: whoever asks for more is left alone

T = TypeVar("T")


@dataclass(slots=True)
class Pace:
    """At most so many requests a second, each tried so often, with a growing wait between.

    ``sleep`` and ``clock`` are those of the system unless a test gives others.
    """

    requests_per_second: float = 1.0
    tries: int = 5
    sleep: Callable[[float], object] = time.sleep
    clock: Callable[[], float] = time.monotonic
    _next: float = field(default=0.0, init=False)

    def run(self, request: Callable[[], T]) -> T:
        """Return what the request does; raises EndpointError and TimeLimitError when it fails.

        A server that says how long to wait (``Retry-After``) is obeyed.
        """
        for number in range(1, self.tries + 1):
            self._wait()
            try:
                return request()
            except (EndpointError, TimeLimitError) as error:
                wait = _wait_after(error, number)
                if wait is None or number == self.tries:
                    raise
                self._next = self.clock() + wait
        raise AssertionError("a pace has at least one try")

    def _wait(self) -> None:
        ahead = self._next - self.clock()
        if ahead > 0:
            self.sleep(ahead)
        self._next = self.clock() + 1 / self.requests_per_second


def _wait_after(error: EndpointError | TimeLimitError, number: int) -> float | None:
    """Return how many seconds to wait for another try; None where that is of no use."""
    if isinstance(error, TimeLimitError):
        return 2.0**number
    if error.status is not None and error.status not in _PASSING:
        return None
    if error.retry_after is None:
        return 2.0**number
    return error.retry_after if error.retry_after <= _LONGEST else None
