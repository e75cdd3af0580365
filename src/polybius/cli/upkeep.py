"""Upkeep: `check`, `stats` and `remove`, for whoever looks after a store."""

from __future__ import annotations

from pathlib import Path

import click

from .group import Failure
from .options import store_option

__all__ = ["check", "remove", "stats"]

_NOTHING_CHECKED = "no document in the store, so nothing was checked"


@click.command()
@store_option
def check(store: Path) -> None:
    """Check the graph: shapes, and consistency with the ontology.

    \b
    Example: polybius check --store graph
    """
    from polybius.checking import check as run

    report = run(store)
    click.echo("checked: " + ", ".join(f"{n} {what}" for what, n in report.checked.items()))
    for left_out in report.left_out:
        click.echo(f"left out: {left_out}")
    for problem in report.problems:
        click.echo(f"{problem.severity} ({problem.rule}): {problem.message}")
        click.echo(f"    <{problem.node}> in <{problem.graph or 'the default graph'}>")
    total = len(report.problems)
    if not report.is_clean:
        raise Failure(f"the graph is not sound: {total} problems" if total else _NOTHING_CHECKED)
    click.echo(f"sound; warnings: {total}" if total else "no problem found")


@click.command()
@store_option
def stats(store: Path) -> None:
    """Tell what is in the store.

    \b
    Example: polybius stats --store graph
    """
    from polybius.graphs.stats import count
    from polybius.graphs.store import open_store

    found = count(open_store(store, read_only=True))
    for name in found.__slots__:
        value = getattr(found, name)
        if isinstance(value, int):
            click.echo(f"{value:>9,} {name}")
        else:
            for kind, number in value.items():
                click.echo(f"{number:>9,} events of type {kind}")


@click.command()
@click.argument("document")
@store_option
def remove(document: str, store: Path) -> None:
    """Take a document out of the store, with its comments and claims.

    DOCUMENT is its IRI, as `polybius ask documents` shows it.

    \b
    Example: polybius remove https://w3id.org/polybius/id/document/0123456789abcdef0123
    """
    from polybius.removing import remove as run

    run(store, document)
    click.echo(f"{document}: removed")
