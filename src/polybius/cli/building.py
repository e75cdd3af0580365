"""Building: `build` and `extract`, the commands that read articles."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .clustering import build_on, chosen_cluster, cluster_options
from .group import Failure
from .options import input_options, store_option
from .progress import Progress

if TYPE_CHECKING:
    from polybius.building import Fate

__all__ = ["build", "extract"]


@click.command()
@input_options
@store_option
@click.option(
    "--jobs",
    type=click.IntRange(1),
    default=1,
    show_default=True,
    help="Processes that read side by side.",
)
@click.option("--report", metavar="FILE", help="List what became of each document (CSV).")
@cluster_options
def build(
    paths: tuple[str, ...],
    published: str | None,
    outlet: str | None,
    model: str | None,
    base: str | None,
    pseudonyms: bool,
    store: Path,
    jobs: int,
    report: str | None,
    **cluster: Any,
) -> None:
    """Read articles, extract what they say, and store it.

    PATH is a file of articles, a folder of such files, or - for standard input. Files may be
    .txt or .html of one article, or of many: .jsonl, .jsonl.gz, .jsonl.zst, .csv and .tsv with
    named columns, .parquet, and web archives, .warc and .warc.gz. What is stored already is
    not read again: a run that was interrupted goes on.

    \b
    Example: polybius build articles/ --outlet "Sample Wire" --store graph
    """
    from polybius.building import build as run
    from polybius.extract.reading.count import count_articles

    if chosen := chosen_cluster(cluster):
        build_on(chosen, paths, _settings(model, base, pseudonyms), published, outlet)
        return
    with Progress("documents", count_articles(paths)) as progress, _fates(report) as listed:

        def notice(fate: Fate) -> None:
            progress.advance(None if fate.fate == "stored" else fate.fate)
            listed(fate)

        done = run(
            paths,
            store,
            _settings(model, base, pseudonyms),
            published=published,
            outlet=outlet,
            jobs=jobs,
            notice=notice,
        )
    _report(done, store)
    if done.unreadable:
        sys.exit(1)
    _check_read(done.stored + done.unchanged + len(done.left_out), paths)
    if not done.stored + done.unchanged:
        raise Failure("every article was left out; see above")


@contextmanager
def _fates(target: str | None) -> Iterator[Callable[[Fate], None]]:
    """Give what writes a row of the report, where one is asked for."""
    if target is None:
        yield lambda _: None
        return
    from polybius.building import Fate
    from polybius.exporting import written

    with written(target) as file:
        table = csv.writer(text := io.TextIOWrapper(file, "utf-8", newline=""))
        columns = [field.name for field in fields(Fate)]
        table.writerow(columns)
        yield lambda fate: table.writerow([getattr(fate, name) for name in columns])
        text.detach()


@click.command()
@input_options
@click.option(
    "-o", "--output", default="-", metavar="FILE", help="Where to write (- for standard output)."
)
def extract(
    paths: tuple[str, ...],
    published: str | None,
    outlet: str | None,
    model: str | None,
    base: str | None,
    pseudonyms: bool,
    output: str,
) -> None:
    """Write what articles say as JSON Lines, one record a document; no store.

    PATH is the same as for build: a file of articles, a folder of such files, or -.

    \b
    Example: polybius extract article.txt --published 2017-12-27 -o findings.jsonl
    """
    from polybius.building import extract_findings as run
    from polybius.exporting import written
    from polybius.extract.findings import Findings, to_json

    found, unread = 0, []
    with written(output) as file:
        for item in run(
            paths, _settings(model, base, pseudonyms), published=published, outlet=outlet
        ):
            if isinstance(item, Findings):
                file.write(to_json(item).encode("utf-8", "surrogatepass") + b"\n")
                found += 1
            else:
                unread.append(item)
    _tell_unread(unread)
    if unread:
        sys.exit(1)
    _check_read(found, paths)


def _settings(model: str | None, base: str | None, pseudonyms: bool) -> Any:
    from polybius.extract.pipeline import Settings

    given = {"model": model, "base": base}
    known = {name: value for name, value in given.items() if value is not None}
    return Settings(**known, pseudonyms=pseudonyms)


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
    if report.copies:
        click.echo(f"copies: {report.copies} of all documents say what another one said before")
    if report.found:
        click.echo("found: " + ", ".join(f"{n} {what}" for what, n in report.found.items()))


def _tell_unread(unreadable: Iterable[object]) -> None:
    for item in unreadable:
        click.echo(f"polybius: {item}", err=True)


def _check_read(number: int, paths: Iterable[str]) -> None:
    """Refuse to call it a success that nothing was there to read."""
    if not number:
        where = ", ".join(paths)
        kinds = ".txt, .html, .jsonl, .csv, .parquet or .warc files"
        raise Failure(f"{where}: no articles; give {kinds}, or their folder")
