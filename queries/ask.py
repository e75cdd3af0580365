"""Ask: put a question to an embedded store or to a remote one, and read the answer.

Both see all graphs as one (a remote store must be set so: ``--union-default-graph``
in Oxigraph and Fuseki; Virtuoso always does), take the same bound text, and give
the same terms.
"""

from __future__ import annotations

import functools
import queue
import re
import threading
from collections.abc import Callable, Mapping
from dataclasses import replace
from http.client import HTTPException
from typing import TypeVar
from urllib.parse import urlsplit

import pyoxigraph as ox
from SPARQLWrapper import POST, SELECT, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed, SPARQLWrapperException

from .answer import Answer, read_answer
from .binding import bind, to_terms
from .catalogue import Question
from .errors import EndpointError, QueryError, RefusedError, TimeLimitError
from .names import Run, resolve
from .safety import check_safety, check_size
from .syntax import explain_syntax

__all__ = ["ask", "ask_endpoint", "bound_text"]

_UPDATES = {"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "COPY", "MOVE", "ADD", "WITH"}
_FORM = re.compile(
    r"(?:\s++|#[^\n\r]*+|(?:PREFIX\s++[^\s:]*+:\s*+|BASE\s*+)<[^>]*+>)*+([A-Z]+)", re.IGNORECASE
)
_MOST_BYTES = 256 * 1024 * 1024
_ROWS = "application/sparql-results+json"
_TRIPLES = "application/n-triples"

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

    ``timeout`` is the most seconds to wait for the server to go on. Raises
    EndpointError when it cannot be reached, refuses, or answers with what is no
    answer, and all that `ask` raises.
    """
    if urlsplit(url).scheme not in ("http", "https"):
        raise EndpointError(f"{url!r:.200} is no endpoint; give its http or https address")
    run = functools.partial(_run_remote, url, timeout, question)
    return _ask(run, question, parameters, limit)


def _ask(
    run: Callable[..., Answer],
    question: Question,
    parameters: Mapping[str, str],
    limit: int | None,
) -> Answer:
    text, notes = _prepare(question, parameters, run)
    return replace(run(text, limit), notes=notes)


def _prepare(
    question: Question, parameters: Mapping[str, str], run: Run
) -> tuple[str, tuple[str, ...]]:
    """Return the SPARQL to put to a store, and what to tell the user of the names in it."""
    _check(question, question.text)
    notes: list[str] = []
    values = to_terms(
        question, parameters, lambda name, kind: resolve(run, name, kind, notes.append)
    )
    text = bind(question, values)
    _check(question, text)
    return text, tuple(notes)


def _check(question: Question, text: str) -> None:
    """Refuse what must not be sent to any store, its own or another's."""
    try:
        check_safety(text)
        check_size(text)
    except RefusedError as error:
        raise RefusedError(f"{_where(question)}: {error}") from error
    form = _FORM.match(text)
    if form and form[1].upper() in _UPDATES:
        raise RefusedError(
            f"{_where(question)}: {form[1].upper()} would change the store;"
            " a question may be SELECT, ASK, CONSTRUCT or DESCRIBE"
        )


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
    url: str, timeout: float, question: Question, text: str, limit: int | None = None
) -> Answer:
    try:
        data, content_type = _fetch(url, timeout, text)
    except QueryBadFormed as error:
        raise explain_syntax(_where(question), text, str(error)) from error
    except SPARQLWrapperException as error:
        raise EndpointError(f"{url}: did not answer ({error!s:.500})") from error
    except (OSError, HTTPException) as error:
        raise EndpointError(f"{url}: cannot be reached ({error!s:.300})") from error
    if len(data) > _MOST_BYTES:
        raise EndpointError(f"{url}: its answer is longer than {_MOST_BYTES >> 20} MB")
    return _read_remote(url, data, content_type, limit)


def _fetch(url: str, timeout: float, text: str) -> tuple[bytes, str]:
    wrapper = SPARQLWrapper(url, agent="polybius")
    # Not by setQuery: it guesses the form from the text, and would send an update as one.
    wrapper.queryString, wrapper.queryType = text, SELECT
    wrapper.setMethod(POST)
    wrapper.setTimeout(max(1, round(timeout)))
    wrapper.addCustomHttpHeader("Accept", f"{_ROWS}, {_TRIPLES};q=0.9")
    with wrapper.query().response as response:
        return response.read(_MOST_BYTES + 1), response.headers.get_content_type()


def _read_remote(url: str, data: bytes, content_type: str, limit: int | None) -> Answer:
    try:
        if content_type == _TRIPLES:
            return read_answer(ox.parse(data, format=ox.RdfFormat.N_TRIPLES), limit)
        if content_type == _ROWS:
            results = ox.parse_query_results(data, format=ox.QueryResultsFormat.JSON)
            return read_answer(results, limit)
    except (SyntaxError, ValueError, OSError) as error:
        raise EndpointError(f"{url}: its answer cannot be read ({error!s:.300})") from error
    raise EndpointError(f"{url}: answered with {content_type!r:.80}; is it a SPARQL endpoint?")
