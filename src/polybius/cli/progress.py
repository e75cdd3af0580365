"""Progress: how far a command is, shown on a terminal."""

from __future__ import annotations

from collections import Counter

__all__ = ["Progress"]


class Progress:
    """How many of what are done so far, how fast, and for how long yet; on a terminal only."""

    def __init__(self, what: str, total: int | None = None) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn
        from rich.progress import Progress as Bar

        columns = (
            BarColumn(),
            TextColumn("{task.completed:,} " + what),
            TextColumn("{task.fields[aside]}"),
            TextColumn("{task.fields[speed]}"),
            TimeElapsedColumn(),
            TextColumn("left:"),
            TimeRemainingColumn(),
        )
        console = Console(stderr=True)
        self._bar = Bar(*columns, console=console, transient=True, disable=not console.is_terminal)
        self._task = self._bar.add_task("reading", total=total, aside="", speed="")
        self._aside: Counter[str] = Counter()

    def __enter__(self) -> Progress:
        self._bar.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._bar.stop()

    def advance(self, aside: str | None = None) -> None:
        """Count one more, and what it was set aside as, where it was."""
        if aside:
            self._aside[aside] += 1
        told = ", ".join(f"{number:,} {name}" for name, number in sorted(self._aside.items()))
        task = self._bar.tasks[self._task]
        speed = f"{task.speed:,.1f} a second" if task.speed else ""
        self._bar.update(self._task, advance=1, aside=told, speed=speed)

    def set(self, done: int, total: int | None = None) -> None:
        """Show how many are done, of how many where that is known."""
        self._bar.update(self._task, completed=done, total=total)
