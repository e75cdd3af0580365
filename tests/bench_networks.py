"""Bench: a network of 100,000 nodes and 500,000 edges in each format, beside networkx's GEXF.

Run by `make bench`. Each format is written by a process of its own, with the same nodes, edges,
attributes and colours; Polybius's GEXF has days too, for which networkx has no writer. Seconds
are the processor's, which others' work on the machine does not lengthen. Memory is the peak
beyond what the process held when the network stood ready.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO

import networkx
from benching import high_water

from polybius.graphs.exporters import EXPORTERS
from polybius.graphs.looks import colour, drawn_weight, sizes
from polybius.graphs.network import COUNTS, Edge, Network, Node

NODES, EDGES = 100_000, 500_000
SHARE = 1 / 3  # the most that our GEXF may take of networkx's time
MEMORY = 64.0  # MB, the most that a format may need beyond the network: a size for each node
KINDS = ("Accuse", "Aid", "Assault", "Consult", "Threaten")
THEIRS = "networkx gexf"
SENTENCE = "On Tuesday forces of Arland shelled the town, witnesses & officials said, number {}."
FIRST_DAY = date(2017, 1, 1)

Write = Callable[[IO[bytes]], None]


def main() -> None:
    """Print the figures; exit with 1 where one misses its target."""
    parser = argparse.ArgumentParser(description="Time writing networks beside networkx.")
    parser.add_argument("--nodes", type=int, default=NODES)
    parser.add_argument("--edges", type=int, default=EDGES)
    parser.add_argument("--form", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.form:
        print(json.dumps(measured(arguments.form, arguments.nodes, arguments.edges)))
        return
    print(f"{arguments.nodes:,} nodes, {arguments.edges:,} edges")
    sys.exit(not is_met(arguments.nodes, arguments.edges))


def is_met(nodes: int, edges: int) -> bool:
    theirs, _ = in_a_process_of_its_own(THEIRS, nodes, edges)
    ours = {form: in_a_process_of_its_own(form, nodes, edges) for form in EXPORTERS}
    share = ours["gexf"][0] / theirs
    print(f"gexf / networkx's gexf {share:.2f} (at most {SHARE:.2f})")
    most = max(memory for _, memory in ours.values())
    print(f"most memory of ours {most:.0f} MB (at most {MEMORY:g})")
    return share <= SHARE and most <= MEMORY


def in_a_process_of_its_own(form: str, nodes: int, edges: int) -> tuple[float, float]:
    """Return the seconds that a format takes, and the MB beyond the network; print both."""
    words = ["--form", form, "--nodes", str(nodes), "--edges", str(edges)]
    done = subprocess.run(
        [sys.executable, __file__, *words], check=True, capture_output=True, text=True
    )
    seconds, memory, size = json.loads(done.stdout)
    print(f"{form:16} {seconds:7.2f} s {memory:8.1f} MB beyond the network {size:8.1f} MB written")
    return seconds, memory


def measured(form: str, nodes: int, edges: int) -> tuple[float, float, float]:
    if form in EXPORTERS:  # what it loads is not of the network
        EXPORTERS[form](invented(2, 1), BytesIO())
    network = invented(nodes, edges)
    write = theirs_of(network) if form == THEIRS else lambda file: EXPORTERS[form](network, file)
    before = high_water()
    with TemporaryDirectory() as folder:
        path = Path(folder) / "network"
        start = time.process_time()
        with path.open("wb") as file:
            write(file)
        seconds = time.process_time() - start
        return seconds, high_water() - before, path.stat().st_size / 1e6


def theirs_of(network: Network) -> Write:
    """Return networkx's writer of the same network, which it holds as its own already."""
    graph = networkx.MultiDiGraph()
    size = sizes(network)
    for node in network.nodes:
        x, y = node.position or (0.0, 0.0)
        viz = {"size": size[node.id], "position": {"x": x, "y": y, "z": 0.0}, **shade(node.kind)}
        graph.add_node(node.id, label=node.label, kind=node.kind, viz=viz, **node.attributes)
    for edge in network.edges:
        looks = {"label": edge.kind, "weight": drawn_weight(edge), "viz": shade(edge.kind)}
        graph.add_edge(edge.source, edge.target, **looks, **edge.attributes)
    return lambda file: networkx.write_gexf(graph, file)


def shade(kind: str) -> dict[str, dict[str, int]]:
    return {"color": dict(zip("rgb", colour(kind), strict=True))}


def invented(nodes: int, edges: int) -> Network:
    """Return a network with the attributes that networks of articles have."""
    ids = [f"entity/{number:020x}" for number in range(nodes)]
    actors = tuple(invented_node(number, name) for number, name in enumerate(ids))
    return Network("actors", "Who acts towards whom", actors, tuple(invented_edges(ids, edges)))


def invented_edges(ids: list[str], count: int) -> Iterator[Edge]:
    """Yield edges in order: a list of ends to sort would leave memory that hides what is used."""
    dice = random.Random(count)  # noqa: S311  (dice, not secrets)
    each = count // len(ids)
    for place, source in enumerate(ids):
        for number, target in enumerate(sorted(dice.choices(ids, k=each)), place * each):
            yield invented_edge(number, source, target, KINDS[number % len(KINDS)])


def invented_node(number: int, name: str) -> Node:
    attributes = {
        "country": "ARL",
        "dated": True,
        "lat": number % 90 + 0.5,
        "lon": number % 180 + 0.25,
        "sector": "GOV",
    }
    spells = (days(number),)
    position = (number % 4000 - 2000.0, number // 4000 - 12.0)
    return Node(name, f"Actor {number}", "State", attributes, spells, position)


def invented_edge(number: int, source: str, target: str, kind: str) -> Edge:
    first, last = days(number)
    events = number % 5 + 1
    attributes = {
        **dict.fromkeys(COUNTS, 0),
        "article": f"Report {number}",
        "dated": True,
        "events": events,
        "evidence": events,
        "first": first,
        "last": last,
        "published": last,
        "sentence": SENTENCE.format(number),
        "url": f"https://wire.example/{number}",
    }
    levels = ((first, last, events),)
    return Edge(source, target, kind, float(events), attributes, ((first, last),), levels)


def days(number: int) -> tuple[str, str]:
    first = FIRST_DAY + timedelta(number % 1200)
    return first.isoformat(), (first + timedelta(number % 30)).isoformat()


if __name__ == "__main__":
    main()
