"""Importing: `gazetteer` and its commands."""

from __future__ import annotations

from pathlib import Path

import click

from .group import Commands, Failure
from .options import PATH

__all__ = ["gazetteer"]


@click.group(cls=Commands)
def gazetteer() -> None:
    """Add your own places and actors to those that are known.

    They are kept in your data folder (POLYBIUS_GAZETTEER moves it).

    \b
    Example: polybius gazetteer import militias.csv
    """


@gazetteer.command("import")
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=PATH)
@click.option("--source", metavar="NAME", help="What to call it (default: as the file is named).")
@click.option("--names", type=PATH, metavar="FILE", help="GeoNames' alternateNames file.")
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
