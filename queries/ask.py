"""Ask: put a question to an embedded store or to a remote one, and read the answer.

Both see all graphs as one, take the same bound text, and give the same terms; what a
make of server does otherwise is put right in `dialects`.
"""

from __future__ import annotations

import functools
import queue
import re
import threading
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TypeVar

import pyoxigraph as ox

from .answer import Answer, read_answer
from .binding import bind, to_terms
from .catalogue import Question
from .dialects import STANDARD, Dialect, recognise, tidy
from .endpoint import ROWS, TRIPLES, Endpoint, Reply
from .errors import EndpointError, QueryError, RefusedError, TimeLimitError
from .names import Run, resolve
from .safety import check_safety, check_size
from .syntax import explain_syntax

__all__ = ["ask", "ask_endpoint", "bound_text"]

_UPDATES = {"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "COPY", "MOVE", "ADD", "WITH"}
_FORM = re.compile(
    r"(?:\s++|#[^\n\r]*+|(?:PREFIX\s++[^\s:]*+:\s*+|BASE\s*+)<[^>]*+>)*+([A-Z]+)", re.IGNORECASE
)
_BUILDING = {"CONSTRUCT", "DESCRIBE"}  # forms that are answered with triples
_BAD_REQUEST = 400

T = TypeVar("T")


def ask(
    store: ox.Store,
    question: Question,
    parameters: Mapping[str, str],
    *,
    limit: int | None = None,
    timeout: float | None = None,
) -> Answer:
    """Ask a store; ``parameters`` are values as a user types them, names included.

    ``limit`` is the most rows wanted, ``timeout`` the most seconds to wait.
    Raises ParameterError for the parameters, QuestionError for broken SPARQL
    (with its line and column), RefusedError for SERVICE and for updates, and
    TimeLimitError. A query given up goes on in a thread until the process ends:
    Oxigraph cannot be interrupted from Python.
    """

    run = functools.partial(_run_embedded, store, question)

    def work() -> Answer:
        return _ask(run, question, parameters, limit)

    return work() if timeout is None else _within(timeout, work)


def bound_text(store: ox.Store, question: Question, parameters: Mapping[str, str]) -> str:
    """Return the SPARQL that `ask` puts to the store, its parameters bound; raises as `ask`."""
    return _prepare(question, parameters, functools.partial(_run_embedded, store, question))[0]


def ask_endpoint(
    url: str,
    question: Question,
    parameters: Mapping[str, str],
    *,
    limit: int | None = None,
    timeout: float = 60,
) -> Answer:
    """Ask a remote store over the SPARQL protocol; otherwise as `ask`.

    ``timeout`` is the most seconds to wait for the server to go on. An answer that the
    server itself cut is marked as cut. Raises EndpointError when it cannot be reached,
    refuses, or answers with what is no answer, and all that `ask` raises.
    """
    endpoint = Endpoint(url, timeout=timeout)
    dialect = recognise(endpoint.query("ASK {}").headers)
    run = functools.partial(_run_remote, endpoint, dialect, question)
    return _ask(run, question, parameters, limit, dialect)


def _ask(
    run: Callable[..., Answer],
    question: Question,
    parameters: Mapping[str, str],
    limit: int | None,
    dialect: Dialect = STANDARD,
) -> Answer:
    text, notes = _prepare(question, parameters, run, dialect)
    return replace(run(text, limit), notes=notes)


def _prepare(
    question: Question, parameters: Mapping[str, str], run: Run, dialect: Dialect = STANDARD
) -> tuple[str, tuple[str, ...]]:
    """Return the SPARQL to put to a store, and what to tell the user of the names in it."""
    _check(question, question.text)
    notes: list[str] = []
    values = to_terms(
        question, parameters, lambda name, kind: resolve(run, name, kind, notes.append)
    )
    known = {parameter.name for parameter in question.params}
    text = dialect.write(bind(question, values), values.keys(), known)
    _check(question, text)
    return text, tuple(notes)


def _check(question: Question, text: str) -> None:
    """Refuse what must not be sent to any store, its own or another's."""
    try:
        check_safety(text)
        check_size(text)
    except RefusedError as error:
        raise RefusedError(f"{_where(question)}: {error}") from error
    if _form(text) in _UPDATES:
        raise RefusedError(
            f"{_where(question)}: {_form(text)} would change the store;"
            " a question may be SELECT, ASK, CONSTRUCT or DESCRIBE"
        )


def _form(text: str) -> str:
    found = _FORM.match(text)
    return found[1].upper() if found else ""


def _where(question: Question) -> str:
    return question.path or question.name


def _within(seconds: float, work: Callable[[], T]) -> T:
    done: queue.SimpleQueue[tuple[T | None, BaseException | None]] = queue.SimpleQueue()

    def attempt() -> None:
        try:
            done.put((work(), None))
        except BaseException as error:  # noqa: BLE001 - handed on to the caller's thread
            done.put((None, error))

    threading.Thread(target=attempt, daemon=True).start()
    try:
        result, error = done.get(timeout=seconds)
    except queue.Empty:
        raise TimeLimitError(
            f"no answer within {seconds:g} seconds; narrow the question, or allow more time"
        ) from None
    if error is not None:
        raise error
    return result  # type: ignore[return-value]  # None only beside an error


def _run_embedded(
    store: ox.Store, question: Question, text: str, limit: int | None = None
) -> Answer:
    try:
        return read_answer(store.query(text, use_default_graph_as_union=True), limit)
    except SyntaxError as error:
        raise explain_syntax(_where(question), text, str(error)) from error
    except (OSError, RuntimeError) as error:
        raise QueryError(f"{_where(question)}: cannot be answered ({error!s:.300})") from error


def _run_remote(
    endpoint: Endpoint, dialect: Dialect, question: Question, text: str, limit: int | None = None
) -> Answer:
    try:
        ox.Store().query(text)  # so that broken SPARQL is told of alike, whatever the server says
        accept = TRIPLES if _form(text) in _BUILDING else ROWS
        reply = endpoint.query(text, dialect.parameters(text), accept=accept)
    except SyntaxError as error:
        raise explain_syntax(_where(question), text, str(error)) from error
    except EndpointError as error:
        if error.status == _BAD_REQUEST:
            raise explain_syntax(_where(question), text, error.told) from error
        raise
    return tidy(_read_reply(endpoint.url, reply, limit), dialect)


def _read_reply(url: str, reply: Reply, limit: int | None) -> Answer:
    try:
        if reply.content_type == TRIPLES:
            return read_answer(ox.parse(reply.data, format=ox.RdfFormat.N_TRIPLES), limit)
        if reply.content_type == ROWS:
            results = ox.parse_query_results(reply.data, format=ox.QueryResultsFormat.JSON)
            return read_answer(results, limit)
    except (SyntaxError, ValueError, OSError) as error:
        raise EndpointError(f"{url}: its answer cannot be read ({error!s:.300})") from error
    raise EndpointError(
        f"{url}: answered with {reply.content_type!r:.80}; is it a SPARQL endpoint?"
    )
