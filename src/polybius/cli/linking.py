"""Linking: `link`."""

from __future__ import annotations

from pathlib import Path

import click

from .options import endpoint_option, store_option
from .progress import Progress

__all__ = ["link"]


@click.command()
@store_option
@endpoint_option("A Wikidata-shaped endpoint.")
@click.option(
    "--threshold",
    type=click.FloatRange(0, 1),
    default=0.8,
    show_default=True,
    help="Link where the best candidate scores so much.",
)
@click.option("--refresh", is_flag=True, help="Ask anew what was asked before.")
def link(store: Path, endpoint: str, threshold: float, refresh: bool) -> None:
    """Look the store's actors and places up in Wikidata, and link those that are clear.

    Names are compared with labels and aliases, then types and countries.

    \b
    Example: polybius link --endpoint https://query.wikidata.org/sparql --store graph
    """
    from polybius.linking import link as run

    with Progress("names") as progress:
        report = run(store, endpoint, threshold=threshold, refresh=refresh, notice=progress.set)
    click.echo(
        f"{endpoint}: {report.entities:,} actors and places looked up,"
        f" {report.with_candidates:,} with candidates, {report.linked:,} linked"
    )
