"""Networks: asking for one, choosing a part of it, laying it out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from pyoxigraph import Store

from polybius.graphs.filters import giant_component, heavier
from polybius.graphs.layout import LAYOUT_UP_TO, laid_out
from polybius.graphs.measures import measured
from polybius.graphs.network import COUNTS, Network, from_rows
from polybius.graphs.store import common_base
from polybius.queries.catalogue import Question
from polybius.queries.network import network_rows, networks

__all__ = ["NETWORKS", "View", "network"]

NETWORKS = tuple(networks())


@dataclass(frozen=True)
class View:
    """Which network is shown, which part of it, and how.

    - ``network``: one of `NETWORKS`, or ``query`` instead: a question of one's own whose rows
      have ``?source`` and ``?target``
    - ``parameters``: the question's, as a user types them
    - ``count``: what makes an edge's weight, of `polybius.graphs.network.COUNTS`
    - ``min_weight``: edges that weigh less are left out
    - ``giant``: only the largest part whose nodes are all linked
    - ``layout``: one of `polybius.graphs.layout.LAYOUTS`; None for ``forceatlas2``, and of
      more nodes than LAYOUT_UP_TO for ``none``
    """

    network: str = "actors"
    query: Question | None = None
    parameters: Mapping[str, str] = field(default_factory=dict)
    count: tuple[str, ...] = COUNTS[:1]
    min_weight: float | None = None
    giant: bool = False
    layout: str | None = None

    @property
    def question(self) -> Question:
        """What is asked; raises ValueError where there is no such network."""
        if self.query:
            return self.query
        if self.network not in NETWORKS:
            raise ValueError(f"no network {self.network!r}; there are {', '.join(NETWORKS)}")
        return networks()[self.network]


def network(
    database: Store, view: View, notice: Callable[[int, int], None] | None = None
) -> Network:
    """Return a network of an open store, with measures and positions.

    ``notice`` is told how far the layout is. Raises ValueError as `View`, `from_rows` and
    `laid_out` say, and QueryError as `network_rows` does.
    """
    question = view.question
    found = from_rows(
        network_rows(database, question, view.parameters),
        question.name if view.query else view.network,
        _description(question, view),
        common_base(database),
        count=view.count,
        is_closed=view.query is None,
    )
    if view.min_weight is not None:
        found = heavier(found, view.min_weight)
    if view.giant:
        found = giant_component(found)
    is_large = len(found.nodes) > LAYOUT_UP_TO
    return laid_out(measured(found), view.layout or ("none" if is_large else "forceatlas2"), notice)


def _description(question: Question, view: View) -> str:
    """Say what the network is, and what was left out of it."""
    chosen = [f"{name} {value}" for name, value in sorted(view.parameters.items())]
    if view.count != COUNTS[:1]:
        chosen.append(f"weights count {' and '.join(view.count)}")
    if view.min_weight is not None:
        chosen.append(f"weights of {view.min_weight:g} or more")
    if view.giant:
        chosen.append("the giant component")
    told = question.summary or question.name
    return f"{told} ({'; '.join(chosen)})" if chosen else told
