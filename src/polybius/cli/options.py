"""Options: what several commands take, each written once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

__all__ = ["PATH", "endpoint_option", "input_options", "store_option"]

DEFAULT_STORE = "polybius-store"
PATH = click.Path(path_type=Path, readable=False)  # opening tells more of what is wrong


def store_option(command: Callable[..., None]) -> Callable[..., None]:
    """Add ``--store``."""
    return click.option(
        "--store", type=PATH, default=DEFAULT_STORE, show_default=True, help="The store's folder."
    )(command)


def endpoint_option(told: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Add ``--endpoint``, which must be given; the help tells what it has to be."""
    return click.option("--endpoint", required=True, metavar="URL", help=told)


def input_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add the articles to read, and what holds for all of them."""
    options = (
        click.option("--published", metavar="DATE", help="Publication date, as 2017-12-27."),
        click.option("--outlet", metavar="NAME", help="Who published it."),
        click.option("--model", metavar="NAME", help="Another spaCy pipeline than the default."),
        click.option("--base", metavar="IRI", help="Base of the graph's IRIs."),
        click.option(
            "--pseudonyms", is_flag=True, help="Keyed hashes instead of commenters' names."
        ),
    )
    for option in reversed(options):
        command = option(command)
    return click.argument("paths", nargs=-1, required=True, metavar="PATH...")(command)
