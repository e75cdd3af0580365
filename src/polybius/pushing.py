"""Pushing: a store's named graphs sent to a store elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from pyoxigraph import DefaultGraph, NamedNode, Store, Triple

from polybius.graphs.store import StoreError, common_base, open_store
from polybius.queries.endpoint import Endpoint
from polybius.queries.remote import RemoteStore

__all__ = ["PushReport", "push"]

_MOST_GRAPHS = 200
_MOST_TRIPLES = 20_000


@dataclass(frozen=True, slots=True)
class PushReport:
    """How many graphs were sent and how many were there already, with their quads."""

    sent_graphs: int = 0
    sent_quads: int = 0
    equal_graphs: int = 0
    equal_quads: int = 0
    unnamed_quads: int = 0  # left out: in no graph with a name
    removed_graphs: int = 0  # that only the endpoint had


def push(
    store: Path,
    endpoint: str,
    *,
    update: str | None = None,
    graph_store: str | None = None,
    prune: bool = False,
    timeout: float = 300,
    notice: Callable[[int, int], object] = lambda done, total: None,
) -> PushReport:
    """Make the endpoint hold the store's named graphs as they are here; its others stay.

    A graph that is there already and equal is not sent again, so a push that was killed is
    gone on with by another. ``prune`` removes at the end those that are not here and are under
    the base of the store's articles. ``notice`` is told after each batch how many graphs are
    done, of how many. Raises StoreError, EndpointError and TimeLimitError.
    """
    ours = open_store(store, read_only=True)
    base = _base(ours, store) if prune else None
    theirs = RemoteStore(
        Endpoint(endpoint, timeout=timeout), update=update, graph_store=graph_store
    )
    names = sorted((name for name in ours.named_graphs() if isinstance(name, NamedNode)), key=str)
    unnamed = sum(1 for _ in ours.quads_for_pattern(None, None, None, DefaultGraph()))
    report, done = PushReport(unnamed_quads=unnamed), 0
    for batch in _batches(ours, names):
        report = _add(report, batch, _send(theirs, batch))
        done += len(batch)
        notice(done, len(names))
    if base:
        gone = sorted(set(theirs.names(base)) - set(names), key=str)
        theirs.remove(gone)
        report = replace(report, removed_graphs=len(gone))
    return report


def _base(store: Store, folder: Path) -> str:
    """Return what tells our graphs from others' at an endpoint."""
    base = common_base(store)
    if not base:
        raise StoreError(
            f"{folder}: no articles of one base in it, so nothing tells which graphs there were"
            " ours; push without pruning"
        )
    return base


def _send(theirs: RemoteStore, batch: dict[NamedNode, list[Triple]]) -> list[NamedNode]:
    """Send what is not there just so; return those graphs."""
    missing, other = theirs.compare(batch)
    if missing:
        theirs.add({graph: batch[graph] for graph in missing})
    if other:
        theirs.replace({graph: batch[graph] for graph in other})
    return missing + other


def _batches(store: Store, names: list[NamedNode]) -> Iterator[dict[NamedNode, list[Triple]]]:
    batch: dict[NamedNode, list[Triple]] = {}
    size = 0
    for name in names:
        triples = [quad.triple for quad in store.quads_for_pattern(None, None, None, name)]
        if batch and (size + len(triples) > _MOST_TRIPLES or len(batch) == _MOST_GRAPHS):
            yield batch
            batch, size = {}, 0
        batch[name] = triples
        size += len(triples)
    if batch:
        yield batch


def _add(
    report: PushReport, batch: dict[NamedNode, list[Triple]], sent_graphs: list[NamedNode]
) -> PushReport:
    sent = sum(len(batch[graph]) for graph in sent_graphs)
    return replace(
        report,
        sent_graphs=report.sent_graphs + len(sent_graphs),
        sent_quads=report.sent_quads + sent,
        equal_graphs=report.equal_graphs + len(batch) - len(sent_graphs),
        equal_quads=report.equal_quads + sum(map(len, batch.values())) - sent,
    )
