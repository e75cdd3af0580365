"""The command line: every command reads its options, calls one function, and reports."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import click

__all__ = ["main"]

DEFAULT_STORE = "polybius-store"
_NOTHING_CHECKED = "no document in the store, so nothing was checked"
INTERRUPTED = 130  # what a shell says of a command ended by Ctrl-C
_CORRUPTION = "Corruption:"  # how the storage engine begins to tell of damaged files
_PATH = click.Path(path_type=Path, readable=False)  # opening tells more of what is wrong
# Errors that a user can mend and that are no ValueError, by the module that raises them.
_MENDABLE = {
    "polybius.extract.annotate": "ModelMissingError",
    "polybius.graphs.store": "StoreError",
}


class Failure(click.ClickException):
    """What stops a command: one clear line on standard error, exit code 1."""

    def show(self, file: Any = None) -> None:
        """Write the message."""
        click.echo(f"polybius: {self.format_message()}", err=True)


class Commands(click.Group):
    """The commands; whatever a user can mend, or has asked for, ends them in one line."""

    def invoke(self, context: click.Context) -> Any:
        """Run a command and write out what it says."""
        try:
            result = super().invoke(context)
            sys.stdout.flush()  # here, where a full disk or a closed pipe can still be told of
        except KeyboardInterrupt:
            click.echo("polybius: interrupted; what was stored before stays", err=True)
            context.exit(INTERRUPTED)
        except BrokenPipeError:
            raise  # the reader has gone: click ends without a word
        except OSError as error:
            _drop_output()
            raise Failure(_told(error)) from error
        except _mendable() as error:
            raise Failure(str(error)) from error
        except RuntimeError as error:
            if not str(error).startswith(_CORRUPTION):
                raise
            raise Failure(f"the store is damaged, build it again ({error})") from error
        return result


def _mendable() -> tuple[type[Exception], ...]:
    """Return ValueError and the errors of modules that are loaded: no other can be raised."""
    loaded = ((sys.modules.get(home), name) for home, name in _MENDABLE.items())
    return (ValueError, *(getattr(module, name) for module, name in loaded if module))


def _drop_output() -> None:
    """Let go of what cannot be written out, or Python tries again when it ends."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _told(error: OSError) -> str:
    """Say what the system objects to; the storage engine's errors have no number."""
    if error.errno is None:
        return str(error)
    return f"{error.filename or 'standard output'}: {error.strerror}"


def _store_option(command: Callable[..., None]) -> Callable[..., None]:
    return click.option(
        "--store", type=_PATH, default=DEFAULT_STORE, show_default=True, help="The store's folder."
    )(command)


def _input_options(command: Callable[..., None]) -> Callable[..., None]:
    options = (
        click.option("--published", metavar="DATE", help="Publication date, as 2017-12-27."),
        click.option("--outlet", metavar="NAME", help="Who published it."),
        click.option("--model", metavar="NAME", help="Another spaCy pipeline than the default."),
        click.option("--base", metavar="IRI", help="Base of the graph's IRIs."),
    )
    for option in reversed(options):
        command = option(command)
    return click.argument("paths", nargs=-1, required=True, metavar="PATH...")(command)


def _settings(model: str | None, base: str | None) -> Any:
    from polybius.extract.pipeline import Settings

    given = {"model": model, "base": base}
    return Settings(**{name: value for name, value in given.items() if value is not None})


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="polybius")
def main() -> None:
    """Read news articles and build a geopolitical knowledge graph.

    Who did what to whom, where and when, and who says so.
    """
    if isinstance(sys.stdout, io.TextIOWrapper):  # a name may not fit the terminal's encoding
        sys.stdout.reconfigure(errors="backslashreplace")


@main.command()
@_input_options
@_store_option
def build(
    paths: tuple[str, ...],
    published: str | None,
    outlet: str | None,
    model: str | None,
    base: str | None,
    store: Path,
) -> None:
    """Read articles, extract what they say, and store it.

    PATH is a .txt, .html or .jsonl file, a folder of them, or - for standard input.

    \b
    Example: polybius build articles/ --outlet "Sample Wire" --store graph
    """
    from polybius.building import build as run

    with _Progress("documents") as progress:
        report = run(
            paths,
            store,
            _settings(model, base),
            published=published,
            outlet=outlet,
            notice=progress.advance,
        )
    _report(report, store)
    if report.unreadable:
        sys.exit(1)
    _check_read(report.stored + report.unchanged + len(report.left_out), paths)
    if not report.stored + report.unchanged:
        raise Failure("every article was left out; see above")


class _Progress:
    """How many of what are done so far, on a terminal only."""

    def __init__(self, what: str) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

        columns = (BarColumn(), TextColumn("{task.completed:,} " + what), TimeElapsedColumn())
        console = Console(stderr=True)
        self._bar = Progress(
            *columns, console=console, transient=True, disable=not console.is_terminal
        )
        self._task = self._bar.add_task("reading", total=None)

    def __enter__(self) -> _Progress:
        self._bar.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._bar.stop()

    def advance(self, item: object) -> None:
        """Count one more."""
        self._bar.advance(self._task)

    def set(self, done: int, total: int | None = None) -> None:
        """Show how many are done, of how many where that is known."""
        self._bar.update(self._task, completed=done, total=total)


def _report(report: Any, store: Path) -> None:
    _tell_unread(report.unreadable)
    for note in report.notes:
        click.echo(f"note: {note}", err=True)
    for reason in report.left_out:
        click.echo(f"left out: {reason}", err=True)
    total = report.stored + report.unchanged
    click.echo(
        f"{store}: {total} documents ({report.stored} stored, {report.unchanged} unchanged), "
        f"{len(report.left_out)} left out, {len(report.unreadable)} unreadable"
    )
    if total:
        click.echo("found: " + ", ".join(f"{n} {what}" for what, n in report.found.items()))


def _tell_unread(unreadable: Iterable[object]) -> None:
    for item in unreadable:
        click.echo(f"polybius: {item}", err=True)


def _check_read(number: int, paths: Iterable[str]) -> None:
    """Refuse to call it a success that nothing was there to read."""
    if not number:
        where = ", ".join(paths)
        raise Failure(f"{where}: no articles; give .txt, .html or .jsonl files or their folder")


@main.command()
@_input_options
@click.option(
    "-o", "--output", default="-", metavar="FILE", help="Where to write (- for standard output)."
)
def extract(
    paths: tuple[str, ...],
    published: str | None,
    outlet: str | None,
    model: str | None,
    base: str | None,
    output: str,
) -> None:
    """Write what articles say as JSON Lines, one record a document; no store.

    \b
    Example: polybius extract article.txt --published 2017-12-27 -o findings.jsonl
    """
    from polybius.building import extract_findings as run
    from polybius.exporting import written
    from polybius.extract.findings import Findings, to_json

    found, unread = 0, []
    with written(output) as file:
        for item in run(paths, _settings(model, base), published=published, outlet=outlet):
            if isinstance(item, Findings):
                file.write(to_json(item).encode("utf-8", "surrogatepass") + b"\n")
                found += 1
            else:
                unread.append(item)
    _tell_unread(unread)
    if unread:
        sys.exit(1)
    _check_read(found, paths)


@main.command(context_settings={"ignore_unknown_options": True, "allow_extra_args": True})
@click.argument("question")
@_store_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "tsv", "json", "xml", "turtle"]),
    default="table",
    show_default=True,
)
@click.option("--limit", type=click.IntRange(1), help="At most this many rows.")
@click.option("--timeout", type=click.FloatRange(0.1), help="Give up after this many seconds.")
@click.option("--endpoint", metavar="URL", help="Ask this SPARQL endpoint instead of a store.")
@click.pass_context
def ask(
    context: click.Context,
    question: str,
    store: Path,
    form: str,
    limit: int | None,
    timeout: float | None,
    endpoint: str | None,
) -> None:
    """Ask a question of the catalogue, a .rq file, or SPARQL on standard input (-).

    A question's parameters are options of their own: see `polybius questions`.

    \b
    Example: polybius ask what_said --actor "Valery Gerasimov" --store graph
    """
    from polybius import asking
    from polybius.queries.formats import write

    chosen = asking.find_question(question, sys.stdin.buffer)
    parameters = asking.parse_parameters(context.args, chosen)
    answer = asking.ask(
        chosen, parameters, store=store, endpoint=endpoint, limit=limit, timeout=timeout
    )
    for note in answer.notes:
        click.echo(f"polybius: {note}", err=True)
    write(answer, form, sys.stdout)
    if answer.is_cut and (form != "table" or answer.kind == "triples"):  # else its footer says so
        click.echo(f"polybius: cut after {limit} rows; there are more", err=True)


@main.command()
def questions() -> None:
    """List the questions that can be asked, with their parameters.

    \b
    Example: polybius questions
    """
    from polybius.queries.catalogue import catalogue

    group = None
    for name, question in catalogue().items():
        if question.group != group:
            group = question.group
            click.secho(group, bold=True)
        click.echo(f"  {name}: {question.summary}")
        for parameter in question.params:
            needed = " (required)" if parameter.required else ""
            click.echo(
                f"      --{parameter.name} {parameter.type.upper()}{needed}  {parameter.help}"
            )


@main.command()
@click.argument("form", metavar="FORMAT")
@click.argument("file", metavar="FILE")
@_store_option
@click.option("--network", default="full", show_default=True, help="Which network.")
@click.option(
    "--contents", is_flag=True, help="Turtle and JSON-LD: include what claims say, unmarked."
)
def export(form: str, file: str, store: Path, network: str, contents: bool) -> None:
    """Write a network (gexf) or the graph (nquads, trig, turtle, jsonld) to FILE.

    FILE may be - for standard output. Networks: actors (who acts towards whom),
    full (actors, events, places and claims).

    \b
    Example: polybius export gexf graph.gexf --network actors --store graph
    """
    from polybius.exporting import export as run

    run(store, form, file, network=network, contents=contents)


@main.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=_PATH)
@_store_option
@click.option("--graph", metavar="IRI", help="Where statements go that are in no graph.")
def load(files: tuple[Path, ...], store: Path, graph: str | None) -> None:
    """Add files of RDF to the store: TriG, N-Quads, JSON-LD, Turtle, N-Triples.

    The suffix tells the format: .trig, .nq, .jsonld, .ttl, .nt, also with .gz.

    \b
    Example: polybius load other.trig.gz --store graph
    """
    from polybius.loading import load as run

    for file in files:
        with _Progress("quads") as progress:
            report = run(store, file, graph=graph, notice=progress.set)
        click.echo(f"{report.file}: {report.quads:,} quads loaded")


@main.command()
@_store_option
@click.option("--endpoint", required=True, metavar="URL", help="Its address for queries.")
@click.option("--update", metavar="URL", help="Its address for updates, where it has another.")
@click.option("--graph-store", metavar="URL", help="Its address for whole graphs, to use that.")
def push(store: Path, endpoint: str, update: str | None, graph_store: str | None) -> None:
    """Send the store's graphs to a SPARQL endpoint; what is there already is not sent again.

    A user's name and password come from POLYBIUS_ENDPOINT_USER and
    POLYBIUS_ENDPOINT_PASSWORD, or from a netrc file.

    \b
    Example: polybius push --endpoint http://127.0.0.1:7878/query --store graph
    """
    from polybius.pushing import push as run

    with _Progress("graphs") as progress:
        report = run(store, endpoint, update=update, graph_store=graph_store, notice=progress.set)
    click.echo(
        f"{endpoint}: {report.sent_graphs:,} graphs sent ({report.sent_quads:,} quads),"
        f" {report.equal_graphs:,} there already ({report.equal_quads:,} quads)"
    )
    if report.unnamed_quads:
        click.echo(f"not sent: {report.unnamed_quads:,} quads that are in no named graph")


@main.command()
@_store_option
@click.option("--endpoint", required=True, metavar="URL", help="A Wikidata-shaped endpoint.")
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

    with _Progress("names") as progress:
        report = run(store, endpoint, threshold=threshold, refresh=refresh, notice=progress.set)
    click.echo(
        f"{endpoint}: {report.entities:,} actors and places looked up,"
        f" {report.with_candidates:,} with candidates, {report.linked:,} linked"
    )


@main.command()
@_store_option
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


@main.command()
@_store_option
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


@main.command()
@_store_option
@click.option("--host", default="127.0.0.1", show_default=True, help="Where to listen.")
@click.option(
    "--port", type=click.IntRange(0, 65_535), default=7878, show_default=True, help="0: any free."
)
@click.option("--writable", is_flag=True, help="Take updates too.")
@click.option(
    "--timeout",
    type=click.FloatRange(0.1),
    default=30,
    show_default=True,
    help="Seconds that a request may take.",
)
@click.option(
    "--rows",
    type=click.IntRange(1),
    default=100_000,
    show_default=True,
    help="Most rows of an answer.",
)
@click.option(
    "--workers",
    type=click.IntRange(1, 256),
    default=4,
    show_default=True,
    help="Queries answered at once.",
)
@click.option(
    "--queue", type=click.IntRange(0), default=1_000, show_default=True, help="Most that may wait."
)
@click.option(
    "--memory",
    type=click.IntRange(200),
    default=2_048,
    show_default=True,
    help="Megabytes that a worker may take.",
)
@click.option(
    "--body",
    type=click.IntRange(1),
    default=64,
    show_default=True,
    help="Megabytes that an update may have.",
)
@click.option(
    "--cors", "origins", multiple=True, metavar="ORIGIN", help="Web pages that may ask (again)."
)
@click.option("--allow-service", is_flag=True, help="Let queries ask other servers.")
@click.option("--allow-load", is_flag=True, help="Let updates fetch from other servers.")
def serve(**options: Any) -> None:
    """Serve the store as a SPARQL endpoint, to this machine alone unless told otherwise.

    \b
    Example: polybius serve --store graph --port 7878
    """
    from polybius.explorer.server import serve as run
    from polybius.explorer.settings import Settings

    run(Settings(**options), click.echo)


@main.command()
@click.argument("document")
@_store_option
def remove(document: str, store: Path) -> None:
    """Take a document out of the store, with its comments and claims.

    DOCUMENT is its IRI, as `polybius ask documents` shows it.

    \b
    Example: polybius remove https://w3id.org/polybius/id/document/0123456789abcdef0123
    """
    from polybius.removing import remove as run

    run(store, document)
    click.echo(f"{document}: removed")


@main.group(cls=Commands)
def gazetteer() -> None:
    """Add your own places and actors to those that are known.

    They are kept in your data folder (POLYBIUS_GAZETTEER moves it).

    \b
    Example: polybius gazetteer import militias.csv
    """


@gazetteer.command("import")
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=_PATH)
@click.option("--source", metavar="NAME", help="What to call it (default: as the file is named).")
@click.option("--names", type=_PATH, metavar="FILE", help="GeoNames' alternateNames file.")
def import_files(files: tuple[Path, ...], source: str | None, names: Path | None) -> None:
    """Import GeoNames dumps (.txt, .zip) and lists (.csv, .tsv).

    A list's first line names its columns: name, type, and any of id, aliases (A|B), country,
    sector, lat, lon, located_in, wikidata, geonames. Importing again replaces the source.

    \b
    Example: polybius gazetteer import militias.csv IQ.zip
    """
    from polybius.importing import import_file, told

    if source and len(files) > 1:
        raise Failure("--source names one file; import them one by one")
    for file in files:
        report = import_file(file, source=source, names=names)
        for line in told(report):
            click.echo(f"{file}: {line}", err=True)
        click.echo(
            f"{report.source.name}: {report.source.entries:,} entries imported, "
            f"{report.number_bad:,} rows left out"
        )


@gazetteer.command("list")
def list_sources() -> None:
    """List what was imported.

    \b
    Example: polybius gazetteer list
    """
    from polybius.importing import sources

    for source in sources():
        click.echo(f"{source.entries:>9,} {source.kind:<8} {source.name}")


@gazetteer.command("remove")
@click.argument("source")
def remove_imported(source: str) -> None:
    """Remove what was imported under a name.

    \b
    Example: polybius gazetteer remove militias
    """
    from polybius.importing import remove_source

    remove_source(source)
    click.echo(f"{source}: removed")


if __name__ == "__main__":
    main()
