"""Progress: how far a command is, shown on a terminal."""

from __future__ import annotations

__all__ = ["Progress"]


class Progress:
    """How many of what are done so far, on a terminal only."""

    def __init__(self, what: str) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, TextColumn, TimeElapsedColumn
        from rich.progress import Progress as Bar

        columns = (BarColumn(), TextColumn("{task.completed:,} " + what), TimeElapsedColumn())
        console = Console(stderr=True)
        self._bar = Bar(*columns, console=console, transient=True, disable=not console.is_terminal)
        self._task = self._bar.add_task("reading", total=None)

    def __enter__(self) -> Progress:
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
