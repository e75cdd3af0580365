"""Shard task: what one worker of a cluster does, some articles in and a shard out.

It is a module of its own because Dask sends a function by its name: the pipeline that is
loaded here stays loaded as long as the worker lives.
"""

from __future__ import annotations

import faulthandler
import threading
from dataclasses import dataclass
from functools import lru_cache

from polybius.extract.article import Article
from polybius.extract.pipeline import Extractor, Settings

from .outcome import outcomes
from .shards import Shard, make_shard
from .version import VERSION
from .workers import length_of

__all__ = ["Batch", "ClusterError", "read_batch"]

_SECONDS, _CHARACTERS_A_SECOND = 300.0, 500.0  # what a batch may take, at the very least
_STDERR = 2  # its number: a worker may have put something else in its place
_ONE_AT_A_TIME = threading.Lock()  # the threads of a worker share one pipeline


class ClusterError(ValueError):
    """A cluster that cannot be used: which, why, and what to do."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Some articles, each with the digest of what its quads follow from."""

    articles: tuple[Article, ...]
    digests: tuple[str, ...]

    @property
    def singles(self) -> list[Batch]:
        """The articles one by one."""
        pairs = zip(self.articles, self.digests, strict=True)
        return [Batch((article,), (digest,)) for article, digest in pairs]

    @property
    def seconds(self) -> float:
        """How long it may take."""
        return _SECONDS + sum(map(length_of, self.articles)) / _CHARACTERS_A_SECOND


def read_batch(batch: Batch, settings: Settings, packing: str) -> Shard:
    """Return the shard of some articles; a worker that takes too long ends itself.

    Raises ModelMissingError when this machine has no such pipeline, and ClusterError when it
    has another version of Polybius, or other lists imported, than the one that gave the work.
    """
    with _ONE_AT_A_TIME:
        # By a thread that needs nothing of Python, which may be what hangs.
        faulthandler.dump_traceback_later(batch.seconds, exit=True, file=_STDERR)
        try:
            found = list(outcomes(_extractor(settings), batch.articles))
        finally:
            faulthandler.cancel_dump_traceback_later()
    if tuple(outcome.digest for outcome in found) != batch.digests:
        raise ClusterError(
            f"a worker has Polybius {VERSION}, and other than here are its version"
            " or its imported lists; install and import the same on each machine"
        )
    return make_shard(found, packing)


@lru_cache(maxsize=1)
def _extractor(settings: Settings) -> Extractor:
    return Extractor(settings)
