"""The command line: every command reads its options, calls one function, and reports."""

from __future__ import annotations

import io
import sys

import click

from .asking import ask, questions
from .building import build, extract
from .exchange import export, load, push
from .group import Commands
from .importing import gazetteer
from .linking import link
from .serving import serve
from .upkeep import check, remove, stats

__all__ = ["main"]

COMMANDS = (
    build,
    extract,
    ask,
    questions,
    export,
    load,
    push,
    link,
    check,
    stats,
    serve,
    remove,
    gazetteer,
)


@click.group(
    cls=Commands, commands=COMMANDS, context_settings={"help_option_names": ["-h", "--help"]}
)
@click.version_option(package_name="polybius")
def main() -> None:
    """Read news articles and build a geopolitical knowledge graph.

    Who did what to whom, where and when, and who says so.
    """
    if isinstance(sys.stdout, io.TextIOWrapper):  # a name may not fit the terminal's encoding
        sys.stdout.reconfigure(errors="backslashreplace")
