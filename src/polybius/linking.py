"""Linking: a store's actors and places looked up in Wikidata, or in a store of its shape."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import platformdirs

from polybius.graphs.frame import graph_iri
from polybius.graphs.links import GRAPH, Guess, guess_quads
from polybius.graphs.store import (
    Build,
    StoreError,
    common_base,
    open_store,
    record_build,
    replace_graph,
)
from polybius.ontology.terms import PLACE_TYPES
from polybius.queries.candidates import Candidate, Unlinked, find_candidates, find_unlinked
from polybius.queries.endpoint import Endpoint
from polybius.queries.pace import Pace

from .version import VERSION

__all__ = ["THRESHOLD", "LinkReport", "link", "score"]

THRESHOLD = 0.8
_CLEAR = 0.1  # by so much the best must be ahead of the next
_LEAST = 0.5  # a candidate that scores less is not kept
_LABEL, _ALIAS = 0.6, 0.5
_SAME_TYPE, _KIN_TYPE = 0.25, 0.15
_SAME_COUNTRY, _OTHER_COUNTRY = 0.15, -0.3
_VAGUE = frozenset({"Actor", "Place"})


@dataclass(frozen=True, slots=True)
class LinkReport:
    """How many entities were looked up, have candidates, and are linked."""

    entities: int
    with_candidates: int
    linked: int


def link(
    store: Path,
    endpoint: str,
    *,
    threshold: float = THRESHOLD,
    pace: Pace | None = None,
    timeout: float = 60,
    refresh: bool = False,
    notice: Callable[[int, int], object] = lambda done, total: None,
) -> LinkReport:
    """Look up what is not linked yet; keep candidates, and link the best where it is clear.

    The graph ``<…/graph/links>`` is written anew: candidates with scores and what was compared,
    and ``skos:exactMatch`` for a best candidate that scores ``threshold`` or more, and by 0.1
    more than the next. When that was goes to the graph of builds. Answers are cached in the
    cache folder, unless ``refresh`` asks anew. ``notice`` is told how many names are done, of how
    many. Raises StoreError, EndpointError and TimeLimitError; the store is then as it was.
    """
    started = _now()
    open_store(store, read_only=True)  # a store that is not there is not made
    database = open_store(store)
    base = common_base(database)
    if not base:
        raise StoreError(f"{store}: no articles of one base in it; build it first")
    unlinked = find_unlinked(database)
    names = {entity.name for entity in unlinked}
    found: dict[str, tuple[Candidate, ...]] = {}
    asked = Endpoint(endpoint, timeout=timeout, is_public=True)
    answers = find_candidates(
        asked, names, cache=_cache_file(), pace=pace or Pace(), refresh=refresh
    )
    for name, candidates in answers:
        found[name] = candidates
        notice(len(found), len(names))
    guesses = [
        guess
        for entity in unlinked
        for guess in _guesses(entity, found[entity.name], endpoint, threshold)
    ]
    replace_graph(database, graph_iri(base, GRAPH), guess_quads(base, guesses))
    settings = {"command": "link", "endpoint": endpoint, "threshold": threshold}
    record_build(database, base, _record(started, settings, graph_iri(base, GRAPH).value))
    database.flush()
    linked = sum(guess.is_match for guess in guesses)
    return LinkReport(len(unlinked), len({guess.entity for guess in guesses}), linked)


def score(entity: Unlinked, candidate: Candidate) -> tuple[float, str]:
    """Return how well a candidate fits, from 0 to 1, and what was compared to tell.

    0 for one of another kind: a town is no person.
    """
    compared = ["label" if candidate.is_label else "alias"]
    total = _LABEL if candidate.is_label else _ALIAS
    ours, theirs = set(entity.types) - _VAGUE, set(candidate.types)
    if ours and theirs:
        if not _kinds(ours) & _kinds(theirs):
            return 0.0, "another type"
        total += _SAME_TYPE if ours & theirs else _KIN_TYPE
        compared.append("type" if ours & theirs else "kind of type")
    if entity.countries and candidate.countries:
        is_same = bool(set(entity.countries) & set(candidate.countries))
        total += _SAME_COUNTRY if is_same else _OTHER_COUNTRY
        compared.append("country" if is_same else "another country")
    return round(total, 2), ", ".join(compared)


def _kinds(types: Iterable[str]) -> set[str]:
    """Return what types are at bottom; a country is a place and a group of people."""
    return {
        "place" if name in PLACE_TYPES else "person" if name == "Person" else "group"
        for name in types
    }


def _guesses(
    entity: Unlinked, candidates: Sequence[Candidate], endpoint: str, threshold: float
) -> Iterator[Guess]:
    scored = [(*score(entity, candidate), candidate.item) for candidate in candidates]
    kept = sorted((one for one in scored if one[0] >= _LEAST), key=lambda one: (-one[0], one[2]))
    rest = kept[1][0] if len(kept) > 1 else 0.0
    for number, (fit, compared, item) in enumerate(kept):
        is_match = not number and fit >= threshold and round(fit - rest, 2) >= _CLEAR
        yield Guess(entity.iri, item, fit, compared, endpoint, is_match)


def _cache_file() -> Path:
    folder = os.environ.get("POLYBIUS_CACHE") or platformdirs.user_cache_dir("polybius")
    return Path(folder) / "links.sqlite"


def _record(started: str, settings: Mapping[str, object], graph: str) -> Build:
    text = json.dumps(settings, sort_keys=True)
    return Build(started, _now(), VERSION, "", text, (graph,))


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
