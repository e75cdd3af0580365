"""Exchange: `export`, `load` and `push`, which take the graph out, in, and elsewhere."""

from __future__ import annotations

from pathlib import Path

import click

from .options import PATH, endpoint_option, store_option
from .progress import Progress

__all__ = ["export", "load", "push"]


@click.command()
@click.argument("form", metavar="FORMAT")
@click.argument("file", metavar="FILE")
@store_option
@click.option("--network", default="full", show_default=True, help="Which network.")
@click.option(
    "--contents", is_flag=True, help="Turtle and JSON-LD: include what claims say, unmarked."
)
def export(form: str, file: str, store: Path, network: str, contents: bool) -> None:
    """Write a network (gexf, png, svg) or the graph (nquads, trig, turtle, jsonld) to FILE.

    FILE may be - for standard output. Networks: actors (who acts towards whom),
    full (actors, events, places and claims). events is a table, one row an event:
    FILE ends in .csv or .parquet.

    \b
    Example: polybius export gexf graph.gexf --network actors --store graph
    """
    from polybius.exporting import export as run

    run(store, form, file, network=network, contents=contents)


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=PATH)
@store_option
@click.option("--graph", metavar="IRI", help="Where statements go that are in no graph.")
def load(files: tuple[Path, ...], store: Path, graph: str | None) -> None:
    """Add files of RDF to the store: TriG, N-Quads, JSON-LD, Turtle, N-Triples.

    The suffix tells the format: .trig, .nq, .jsonld, .ttl, .nt, also with .gz.

    \b
    Example: polybius load other.trig.gz --store graph
    """
    from polybius.loading import load as run

    for file in files:
        with Progress("quads") as progress:
            report = run(store, file, graph=graph, notice=progress.set)
        click.echo(f"{report.file}: {report.quads:,} quads loaded")


@click.command()
@store_option
@endpoint_option("Its address for queries.")
@click.option("--update", metavar="URL", help="Its address for updates, where it has another.")
@click.option("--graph-store", metavar="URL", help="Its address for whole graphs, to use that.")
@click.option("--prune", is_flag=True, help="Remove the graphs there that are not here.")
def push(
    store: Path, endpoint: str, update: str | None, graph_store: str | None, prune: bool
) -> None:
    """Send the store's graphs to a SPARQL endpoint; what is there already is not sent again.

    A user's name and password come from POLYBIUS_ENDPOINT_USER and
    POLYBIUS_ENDPOINT_PASSWORD, or from a netrc file. Pruning leaves alone what is not under
    the base of the store's IRIs.

    \b
    Example: polybius push --endpoint http://127.0.0.1:7878/query --store graph
    """
    from polybius.pushing import push as run

    with Progress("graphs") as progress:
        report = run(
            store,
            endpoint,
            update=update,
            graph_store=graph_store,
            prune=prune,
            notice=progress.set,
        )
    click.echo(
        f"{endpoint}: {report.sent_graphs:,} graphs sent ({report.sent_quads:,} quads),"
        f" {report.equal_graphs:,} there already ({report.equal_quads:,} quads)"
    )
    if prune:
        click.echo(f"removed there: {report.removed_graphs:,} graphs that are not here")
    if report.unnamed_quads:
        click.echo(f"not sent: {report.unnamed_quads:,} quads that are in no named graph")
