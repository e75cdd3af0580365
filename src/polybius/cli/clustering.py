"""Clustering: what `build` does with ``--cluster``."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from .group import Failure
from .options import PATH
from .progress import Progress

__all__ = ["Chosen", "build_on", "chosen_cluster", "cluster_options"]

_OF_A_STORE = ("store", "jobs", "report")  # options that say nothing about shards


@dataclass(frozen=True, slots=True)
class Chosen:
    """A scheduler's address, and where shards go, packed how."""

    address: str
    shards: Path
    packing: str


def cluster_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add ``--cluster``, ``--shards`` and ``--gzip``."""
    options = (
        click.option(
            "--cluster", metavar="ADDRESS", help="Read on a Dask cluster: tcp://… or tls://…"
        ),
        click.option("--shards", type=PATH, metavar="DIR", help="Where the cluster's files go."),
        click.option("--gzip", is_flag=True, help="Shards as .nq.gz, not .nq.zst."),
    )
    for option in reversed(options):
        command = option(command)
    return command


def chosen_cluster(given: dict[str, Any]) -> Chosen | None:
    """Return what the options say; None where articles are read on this machine."""
    address, shards = given["cluster"], given["shards"]
    if address is None and shards is None and not given["gzip"]:
        return None
    if address is None or shards is None:
        raise click.UsageError("--cluster, with the scheduler's address, and --shards go together")
    context = click.get_current_context()
    for name in _OF_A_STORE:
        source = context.get_parameter_source(name)
        if source is click.core.ParameterSource.COMMANDLINE:
            told = "a cluster writes shards: load them into a store with polybius load"
            raise click.UsageError(f"--{name} is not for --cluster; {told}")
    return Chosen(address, shards, ".gz" if given["gzip"] else ".zst")


def build_on(
    chosen: Chosen, paths: Sequence[str], settings: Any, published: str | None, outlet: str | None
) -> None:
    """Build shards, and tell what was done."""
    from polybius.cluster import build_shards

    with _without_logs(), Progress("documents") as progress:
        done = build_shards(
            paths,
            chosen.address,
            chosen.shards,
            settings,
            published=published,
            outlet=outlet,
            packing=chosen.packing,
            notice=progress.set,
        )
    _tell(done, chosen.shards)
    if done.totals.unreadable:
        sys.exit(1)
    if not done.totals.documents:
        raise Failure(f"{', '.join(paths)}: no articles")


@contextmanager
def _without_logs() -> Iterator[None]:
    """Keep libraries from logging, with tracebacks, what is told in one line of our own."""
    logging.disable(logging.CRITICAL)
    try:
        yield
    finally:
        logging.disable(logging.NOTSET)


def _tell(done: Any, folder: Path) -> None:
    totals = done.totals
    for item in totals.unreadable:
        click.echo(f"polybius: {item}", err=True)
    for note in done.notes:
        click.echo(f"note: {note}", err=True)
    for reason in done.left_out:
        click.echo(f"left out: {reason}", err=True)
    click.echo(
        f"{folder}: {totals.documents - totals.left_out:,} documents in {totals.shards:,} shards"
        f" ({done.made:,} made, {done.kept:,} there already), {totals.left_out:,} left out,"
        f" {len(totals.unreadable):,} unreadable"
    )
    if done.found:
        click.echo("found: " + ", ".join(f"{n} {what}" for what, n in done.found.items()))
