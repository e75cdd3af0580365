"""Exchange: `export`, `load` and `push`, which take the graph out, in, and elsewhere."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from .options import PATH, endpoint_option, store_option
from .progress import Progress

__all__ = ["export", "load", "push"]


def _list_networks(context: click.Context, _: click.Parameter, is_asked: bool) -> None:
    """Explain the networks and the table, and end there."""
    if not is_asked:
        return
    from polybius.exporting import EVENTS
    from polybius.queries.network import networks
    from polybius.queries.table import table_selects

    from .asking import show_question

    click.secho("networks (--network)", bold=True)
    for name, question in networks().items():
        show_question(name, question)
    click.secho("the table of events (as FORMAT)", bold=True)
    show_question(EVENTS, table_selects()[EVENTS])
    context.exit()


@click.command(context_settings={"ignore_unknown_options": True, "allow_extra_args": True})
@click.argument("form", metavar="FORMAT")
@click.argument("file", metavar="FILE")
@store_option
@click.option("--network", default="actors", show_default=True, help="Which network.")
@click.option("--query", type=PATH, metavar="FILE", help="A SELECT with ?source ?target instead.")
@click.option(
    "--count",
    metavar="NAME",
    multiple=True,
    help="What makes a weight: events (the default), claimed, commented, future and so on.",
)
@click.option("--min-weight", type=float, metavar="NUMBER", help="Only edges that weigh as much.")
@click.option("--giant", is_flag=True, help="Only the largest part that hangs together.")
@click.option("--layout", help="forceatlas2 (default up to 10,000 nodes), geo or none.")
@click.option(
    "--contents", is_flag=True, help="Turtle and JSON-LD: include what claims say, unmarked."
)
@click.option(
    "--list",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_list_networks,
    help="Explain the networks, the table of events, and their filters.",
)
@click.pass_context
def export(
    context: click.Context,
    /,
    form: str,
    file: str,
    store: Path,
    query: Path | None,
    count: tuple[str, ...],
    contents: bool,
    **chosen: Any,
) -> None:
    """Write a network, a table of events, or the graph to FILE (- for standard output).

    Networks: gexf (for Gephi), graphml, csv (two tables), graphology, geojson, dot, png, svg.
    The table: events (FILE ends in .csv or .parquet). Both have filters, options of their own,
    as --actor and --from: see --list. The graph: nquads, trig, turtle, jsonld.

    \b
    Example: polybius export gexf graph.gexf --network hostility --actor Russia --giant
    """
    from polybius.asking import find_question, parse_parameters
    from polybius.exporting import export as run
    from polybius.exporting import question_of
    from polybius.networks import View

    if query:
        chosen["query"] = find_question(str(query), sys.stdin.buffer)
    if count:
        chosen["count"] = count
    view = View(**chosen)
    if question := question_of(form, view):
        view = replace(view, parameters=parse_parameters(context.args, question))
    elif context.args:
        raise click.UsageError(f"{form} is the whole graph: it takes no {context.args[0]}")
    with Progress("steps of the layout") as progress:
        run(store, form, file, view, contents=contents, notice=progress.set)


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=PATH)
@store_option
@click.option("--graph", metavar="IRI", help="Where statements go that are in no graph.")
def load(files: tuple[Path, ...], store: Path, graph: str | None) -> None:
    """Add files of RDF to the store: TriG, N-Quads, JSON-LD, Turtle, N-Triples.

    The suffix tells the format: .trig, .nq, .jsonld, .ttl, .nt, also with .gz or .zst. A
    folder is one of shards, as polybius build --cluster makes them.

    \b
    Example: polybius load other.trig.gz --store graph
    """
    from polybius.loading import load as run

    for file in files:
        if file.is_dir():
            _load_folder(store, file)
            continue
        with Progress("quads") as progress:
            report = run(store, file, graph=graph, notice=progress.set)
        click.echo(f"{report.file}: {report.quads:,} quads loaded")


def _load_folder(store: Path, folder: Path) -> None:
    from polybius.shard_loading import load_shards

    with Progress("quads") as progress:
        report = load_shards(store, folder, notice=progress.set)
    click.echo(
        f"{folder}: {report.stored:,} documents stored, {report.unchanged:,} there already"
        f" ({report.shards:,} shards, {report.quads:,} quads);"
        f" {report.copies:,} of all in the store are copies"
    )


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
