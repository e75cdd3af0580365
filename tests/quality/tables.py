"""Tables: the figures as text for a terminal, and as the README shows them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from .measuring import Measured
from .reliability import Reliability
from .targets import Target

__all__ = [
    "all_rows",
    "quality_rows",
    "readme_table",
    "reliability_rows",
    "reliability_table",
    "with_table",
]

START, END = "<!-- quality: written by make quality -->", "<!-- end of quality -->"
THIN = 100  # judged findings, below which a kind's figures say little
HEADINGS = ("set", "metric", "value", "floor", "target", "stretch", "published", "given")
WIDTHS = (16, 36, 7, 7, 7, 8, 10, 12)

Values = Mapping[tuple[str, str], float | None]


def quality_rows(targets: Iterable[Target], values: Values, floors: Values) -> str:
    """Return the quality table: each row's figure beside its floor and what is aimed at."""
    lines = [_line(HEADINGS)]
    for row in targets:
        key = (row.set, row.metric)
        figures = (values.get(key), floors.get(key), row.target, row.stretch, row.published)
        mark = "" if (values.get(key) or 0) >= row.target else "  below target"
        lines.append(_line((row.set, row.metric, *map(_figure, figures), row.given)) + mark)
    return "\n".join(lines)


def all_rows(measured: Measured) -> str:
    """Return every metric of a set with its counts, in the scorer's order."""
    columns = ("value", "p", "r", "correct", "system", "gold")
    lines = [f"{measured.set:44}" + "".join(f"{name:>9}" for name in columns)]
    for row in measured.rows:
        cells = "".join(f"{_cell(row.get(name, '')):>9}" for name in columns)
        lines.append(f"  {row['metric']:42}" + cells)
    return "\n".join(lines)


def readme_table(targets: Iterable[Target], floors: Values) -> str:
    """Return the README's table in Markdown, between its two marks."""
    lines = [
        START,
        "| what | set | simple baseline | **Polybius** | best published |",
        "|---|---|---|---|---|",
    ]
    for row in targets:
        reached = floors.get((row.set, row.metric))
        given = f" ({row.given})" if row.given else ""
        best = "" if row.published is None else f"{row.published:.2f}{given}"
        figure = "" if reached is None else f"{reached:.2f}"
        lines.append(f"| {row.name} | {row.set} | {row.baseline:.2f} | {figure} | {best} |")
    return "\n".join([*lines, END])


def reliability_rows(found: Iterable[Reliability]) -> str:
    """Return the reliability table: confidence beside the share that is right, by bins."""
    lines = [f"{'confidence of':16}{'bin':12}{'n':>7}{'confidence':>12}{'right':>8}"]
    for kind in found:
        for b in kind.bins:
            name = f"{b.low:.1f} to {b.high:.1f}"
            lines.append(f"{kind.kind:16}{name:12}{b.count:7}{b.confidence:12.3f}{b.share:8.3f}")
        lines.append(f"  {_told_of(kind)}")
    return "\n".join(lines)


def _told_of(kind: Reliability) -> str:
    thin = "; too few to tell much" if sum(b.count for b in kind.bins) < THIN else ""
    error = f"expected calibration error {kind.error:.3f}"
    return f"{error} ({kind.method}, {', '.join(kind.sets)}){thin}"


def reliability_table(found: Iterable[Reliability]) -> str:
    """Return the table of docs/quality.md in Markdown, between its two marks."""
    lines = [START, "| finding | confidence | n | mean | right |", "|---|---|---|---|---|"]
    for kind in found:
        for b in kind.bins:
            name = f"{b.low:.1f} to {b.high:.1f}"
            figures = f"{b.count:,} | {b.confidence:.2f} | {b.share:.2f}"
            lines.append(f"| {kind.kind} | {name} | {figures} |")
        lines.append(f"| **{kind.kind}** | {_told_of(kind)} | | | |")
    return "\n".join([*lines, END])


def with_table(page: str, table: str) -> str:
    """Return a page with the table in place of what is between its marks.

    Raises ValueError where the page has not the two marks, once each.
    """
    between = re.compile(re.escape(START) + ".*?" + re.escape(END), re.DOTALL)
    if len(between.findall(page)) != 1:
        raise ValueError(f"expected one table between {START} and {END}")
    return between.sub(lambda _: table, page)


def _line(cells: Iterable[str]) -> str:
    return "".join(f"{cell:{width}}" for cell, width in zip(cells, WIDTHS, strict=True)).rstrip()


def _figure(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def _cell(value: Any) -> str:
    return _figure(value) if value is None or isinstance(value, float) else str(value)
