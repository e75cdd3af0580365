"""Asking: `ask` and `questions`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .options import store_option

if TYPE_CHECKING:
    from polybius.queries.catalogue import Question

__all__ = ["ask", "questions", "show_question"]


@click.command(context_settings={"ignore_unknown_options": True, "allow_extra_args": True})
@click.argument("question")
@store_option
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


@click.command()
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
        show_question(name, question)


def show_question(name: str, question: Question) -> None:
    """Write what a question asks, and its parameters as options."""
    click.echo(f"  {name}: {question.summary}")
    for parameter in question.params:
        needed = " (required)" if parameter.required else ""
        click.echo(f"      --{parameter.name} {parameter.type.upper()}{needed}  {parameter.help}")
