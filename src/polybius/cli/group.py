"""Group: the command that holds the others, and ends each in one clear line."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click

__all__ = ["Commands", "Failure"]

_INTERRUPTED = 130  # what a shell says of a command ended by Ctrl-C
_CORRUPTION = "Corruption:"  # how the storage engine begins to tell of damaged files
_ENGINE = "IO error: "  # how it begins to tell of what the system refuses
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
        """Run a command and write out what it says; Ctrl-C ends it plainly."""
        with _interrupts() as interrupts:
            try:
                return self._run(context)
            except click.exceptions.Exit:
                raise  # a command within has said all
            except KeyboardInterrupt:
                pass
            except (Exception, SystemExit):
                # A library that is being loaded makes an error of its own of an interruption.
                if not interrupts:
                    raise
            click.echo("polybius: interrupted; what was stored before stays", err=True)
            raise click.exceptions.Exit(_INTERRUPTED)

    def _run(self, context: click.Context) -> Any:
        try:
            result = super().invoke(context)
            sys.stdout.flush()  # here, where a full disk or a closed pipe can still be told of
        except BrokenPipeError:
            raise  # the reader has gone: click ends without a word
        except OSError as error:
            is_output = _drop_output()
            raise Failure(_told(error, is_output)) from error
        except _mendable() as error:
            raise Failure(str(error)) from error
        except RuntimeError as error:
            if not str(error).startswith(_CORRUPTION):
                raise
            raise Failure(f"the store is damaged, build it again ({error})") from error
        return result


@contextmanager
def _interrupts() -> Iterator[list[int]]:
    """Give a list of the interruptions by the keyboard, which are raised as ever."""
    caught: list[int] = []

    def note(number: int, frame: object) -> None:
        caught.append(number)
        raise KeyboardInterrupt

    if signal.getsignal(signal.SIGINT) is not signal.default_int_handler or not _is_main_thread():
        yield caught  # somebody else deals with them
        return
    signal.signal(signal.SIGINT, note)
    try:
        yield caught
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def _is_main_thread() -> bool:
    return threading.current_thread() is threading.main_thread()


def _mendable() -> tuple[type[Exception], ...]:
    """Return ValueError and the errors of modules that are loaded: no other can be raised."""
    loaded = ((sys.modules.get(home), name) for home, name in _MENDABLE.items())
    return (ValueError, *(getattr(module, name) for module, name in loaded if module))


def _drop_output() -> bool:
    """Let go of what cannot be written out, or Python tries again when it ends."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return True
    return False


def _told(error: OSError, is_output: bool) -> str:
    """Say what the system objects to; the storage engine's errors have no number."""
    if str(error).startswith(_ENGINE):
        return f"the store: {error}; what was stored before stays: mend this, and run it again"
    if error.errno is None:
        return str(error)
    place = "standard output" if is_output else error.filename or "a temporary file"
    return f"{place}: {error.strerror}"
