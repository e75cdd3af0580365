"""Serving: `serve`."""

from __future__ import annotations

from typing import Any

import click

from .options import store_option

__all__ = ["serve"]


@click.command()
@store_option
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
