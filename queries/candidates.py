"""Candidates: what a Wikidata-shaped endpoint knows under the names of our entities."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path

import pyoxigraph as ox

from polybius.ontology.terms import PB, PREFIXES

from .answer import Answer, Term, read_answer
from .ask import ask
from .binding import bind
from .catalogue import load_folder
from .endpoint import Endpoint
from .errors import EndpointError
from .pace import Pace

__all__ = ["NAMESPACE", "Candidate", "Unlinked", "find_candidates", "find_unlinked"]

NAMESPACE = "http://www.wikidata.org/entity/"
_BATCH = 50  # names in a request
_LANGUAGES = ("en", "mul")
_COLUMNS = ("text", "item", "property", "type", "country")
_LABEL = PREFIXES["rdfs"] + "label"
_MOST_ITEMS = 50  # that bear one name: more is no help


@dataclass(frozen=True, slots=True, order=True)
class Unlinked:
    """An entity of ours that is not linked yet; types are names of the ontology's classes."""

    iri: str
    name: str
    types: tuple[str, ...]
    countries: tuple[str, ...]


@dataclass(frozen=True, slots=True, order=True)
class Candidate:
    """An item that bears a name, as its label or else as an alias; countries are ISO codes."""

    item: str
    is_label: bool
    types: tuple[str, ...]
    countries: tuple[str, ...]


def find_unlinked(store: ox.Store) -> list[Unlinked]:
    """Return the actors and places that texts name and that have no match there, sorted."""
    question = load_folder("lookup")["unlinked"]
    answer = ask(store, question, {"namespace": NAMESPACE})
    rows = [[_text(term) for term in row] for row in answer.rows]
    found: dict[tuple[str, str], list[list[str]]] = defaultdict(list)
    for iri, name, *rest in rows:
        found[iri, name].append(rest)
    return [
        Unlinked(iri, name, _column(rest, 0), _column(rest, 1))
        for (iri, name), rest in sorted(found.items())
    ]


def find_candidates(
    endpoint: Endpoint, names: Iterable[str], *, cache: Path, pace: Pace, refresh: bool = False
) -> Iterator[tuple[str, tuple[Candidate, ...]]]:
    """Yield each name with what the endpoint, or the cache, knows under it.

    Every answer is cached before it is handed on, so that a look-up that ends early is gone on
    with by another; ``refresh`` forgets what was cached. Raises EndpointError and
    TimeLimitError once the pace's tries are used up.
    """
    with closing(_open_cache(cache)) as database:
        if refresh:
            _forget(database, endpoint.url)
        known = _cached(database, endpoint.url)
        missing = []
        for name in sorted(set(names)):
            if name in known:
                yield name, known[name]
            else:
                missing.append(name)
        for start in range(0, len(missing), _BATCH):
            batch = missing[start : start + _BATCH]
            found = pace.run(lambda batch=batch: _look_up(endpoint, batch))  # type: ignore[misc]
            _put(database, endpoint.url, found)
            yield from found.items()


def _look_up(endpoint: Endpoint, names: Sequence[str]) -> Mapping[str, tuple[Candidate, ...]]:
    texts = [ox.Literal(name, language=language) for name in names for language in _LANGUAGES]
    reply = endpoint.query(bind(load_folder("lookup")["wikidata"], {"text": texts}))
    try:
        results = ox.parse_query_results(reply.data, format=ox.QueryResultsFormat.JSON)
        answer = read_answer(results)
    except (SyntaxError, ValueError) as error:
        raise EndpointError(
            f"{endpoint.url}: its answer cannot be read ({error!s:.300})", status=_UNREADABLE
        ) from error
    return _read(endpoint.url, answer, names)


_UNREADABLE = 200  # answered, so that another try is of no use


def _read(url: str, answer: Answer, names: Sequence[str]) -> Mapping[str, tuple[Candidate, ...]]:
    """Sort an answer by name and item; what was not asked for is not believed."""
    if answer.variables != _COLUMNS:
        raise _not_believed(url, f"columns {', '.join(answer.variables):.200}")
    rows: dict[str, dict[str, list[list[str]]]] = {name: defaultdict(list) for name in names}
    for text, item, *rest in answer.rows:
        if _text(text) not in rows:
            raise _not_believed(url, f"the name {_text(text)!r:.100}")
        if not isinstance(item, ox.NamedNode) or not item.value.startswith(NAMESPACE):
            raise _not_believed(url, f"the item {_text(item)!r:.100}")
        rows[_text(text)][item.value].append([_text(term) for term in rest])
    return {
        name: tuple(_candidate(item, items[item]) for item in sorted(items)[:_MOST_ITEMS])
        for name, items in rows.items()
    }


def _not_believed(url: str, what: str) -> EndpointError:
    return EndpointError(
        f"{url}: answered with {what}, which was not asked for; is it of Wikidata's shape?",
        status=_UNREADABLE,
    )


def _candidate(item: str, rows: list[list[str]]) -> Candidate:
    types = tuple(kind.removeprefix(PB) for kind in _column(rows, 1))
    return Candidate(item, _LABEL in _column(rows, 0), types, _column(rows, 2))


def _column(rows: list[list[str]], number: int) -> tuple[str, ...]:
    return tuple(sorted({row[number] for row in rows} - {""}))


def _text(term: Term | None) -> str:
    return term.value if isinstance(term, ox.NamedNode | ox.Literal) else ""


# --- the cache: what an endpoint answered to a name ----------------------------------------------


def _open_cache(file: Path) -> sqlite3.Connection:
    file.parent.mkdir(parents=True, exist_ok=True)
    database = sqlite3.connect(file)
    database.execute(
        "CREATE TABLE IF NOT EXISTS answer (endpoint TEXT, name TEXT, candidates TEXT,"
        " PRIMARY KEY (endpoint, name))"
    )
    return database


def _cached(database: sqlite3.Connection, url: str) -> Mapping[str, tuple[Candidate, ...]]:
    rows = database.execute("SELECT name, candidates FROM answer WHERE endpoint = ?", (url,))
    return {name: tuple(map(_from_json, json.loads(text))) for name, text in rows}


def _forget(database: sqlite3.Connection, url: str) -> None:
    with database:
        database.execute("DELETE FROM answer WHERE endpoint = ?", (url,))


def _from_json(fields: Mapping[str, object]) -> Candidate:
    values = {key: tuple(v) if isinstance(v, list) else v for key, v in fields.items()}
    return Candidate(**values)  # type: ignore[arg-type]


def _put(database: sqlite3.Connection, url: str, found: Mapping[str, Sequence[Candidate]]) -> None:
    rows = [
        (url, name, json.dumps([asdict(candidate) for candidate in candidates]))
        for name, candidates in found.items()
    ]
    with database:
        database.executemany("INSERT OR REPLACE INTO answer VALUES (?, ?, ?)", rows)
