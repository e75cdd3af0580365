"""Bench: the questions on a graph of a million quads, beside raw pyoxigraph and rdflib.

Run by `make bench`. Each question is asked by Polybius and, with the same text, of the
store itself, turn and turn about. Seconds are the processor's, which others' work on the
machine does not lengthen; trust the ratios all the same. rdflib's own memory store is asked
what it can answer in time of a much smaller graph, where Polybius is timed again.
"""

from __future__ import annotations

import argparse
import multiprocessing
import statistics
import sys
import time
import warnings
from functools import partial

import pyoxigraph as ox
import rdflib
from benching import timed
from invented_graph import COUNTRIES, PEOPLE, TOWNS, fill

from polybius.extract.identity import BASE
from polybius.queries.ask import ask, bound_text
from polybius.queries.catalogue import Question, catalogue

ARTICLES = 805  # a million quads
FEW_ARTICLES = 6  # what rdflib answers in minutes, and as few as speak of all that is given
MOST = 1.1  # times raw pyoxigraph, at the median and at the slowest question
SLOW = 1.0  # seconds; slower questions are named
PATIENCE = 3.0  # seconds for one question on rdflib
# What is asked where a question needs a parameter: what the invented graph speaks of.
GIVEN = {
    "about": COUNTRIES[0],
    "actor": COUNTRIES[0],
    "day": "2020-06-30",
    "entity": TOWNS[0],
    "east": "25",
    "latitude": "30",
    "longitude": "20",
    "north": "35",
    "other": COUNTRIES[1],
    "place": COUNTRIES[0],
    "south": "30",
    "thing": f"{BASE}document/{0:020}",
    "west": "20",
}
SPEAKER = {"actor": PEOPLE[0]}  # of what_said: countries say nothing in the invented graph

_timed = partial(timed, clock=time.process_time)  # of the clock's, others' work takes some


def main() -> None:
    """Print the figures; exit with 1 where a ratio misses its target."""
    parser = argparse.ArgumentParser(description="Time the questions beside raw pyoxigraph.")
    parser.add_argument("--articles", type=int, default=ARTICLES, help="how large the graph is")
    parser.add_argument("--turns", type=int, default=2, help="how often each question is asked")
    arguments = parser.parse_args()
    is_met = _beside_pyoxigraph(arguments.articles, arguments.turns)
    _beside_rdflib()
    sys.exit(not is_met)


def parameters_of(question: Question) -> dict[str, str]:
    """Return what a question is asked with: what it requires, and nothing else."""
    given = GIVEN | SPEAKER if question.name == "what_said" else GIVEN
    return {
        parameter.name: given[parameter.name] for parameter in question.params if parameter.required
    }


def _beside_pyoxigraph(articles: int, turns: int) -> bool:
    store = ox.Store()
    fill(store, articles)
    print(f"{len(store):,} quads of {articles} invented articles, in memory")
    ours, raw = {}, {}
    for name, question in catalogue().items():
        ours[name], raw[name] = _both(store, question, turns)
        if ours[name] > SLOW:
            print(f"  more than {SLOW:g} s: {name} {ours[name]:.2f} s (pyoxigraph {raw[name]:.2f})")
    ratios = []
    for label, take in (("median", statistics.median), ("slowest", max)):
        a, b = take(ours.values()), take(raw.values())
        ratios.append(a / b)
        print(
            f"{label} question: {a:.3f} s, pyoxigraph {b:.3f} s: {a / b:.2f} times (at most {MOST})"
        )
    return max(ratios) <= MOST


def _both(store: ox.Store, question: Question, turns: int) -> tuple[float, float]:
    """Return the best of several turns for Polybius, and for the store asked with its text."""
    parameters = parameters_of(question)
    text = bound_text(store, question, parameters)

    def raw() -> object:
        return [tuple(row) for row in store.query(text, use_default_graph_as_union=True)]  # type: ignore[union-attr]

    def ours() -> object:
        return ask(store, question, parameters)

    times = [(_timed(ours), _timed(raw)) for _ in range(turns)]
    return min(time for time, _ in times), min(time for _, time in times)


def _beside_rdflib() -> None:
    """Ask rdflib's memory store, each question in a process that is ended when time is up."""
    store = ox.Store()
    fill(store, FEW_ARTICLES)
    dataset = rdflib.Dataset(default_union=True)
    dataset.parse(data=store.dump(format=ox.RdfFormat.N_QUADS), format="nquads")
    ours, theirs = [], []
    for question in catalogue().values():
        parameters = parameters_of(question)
        text = bound_text(store, question, parameters)
        seconds = _in_time(dataset, text)
        if seconds is not None:
            theirs.append(seconds)
            ours.append(_timed(lambda q=question, p=parameters: ask(store, q, p)))  # type: ignore[misc]
    late = len(catalogue()) - len(theirs)
    a, b = statistics.median(ours), statistics.median(theirs)
    print(f"rdflib's memory store, {len(store):,} quads: {late} not answered in {PATIENCE:g} s;")
    print(f"median of the others: {b:.3f} s, Polybius {a:.3f} s: {b / a:.0f} times")


def _in_time(dataset: rdflib.Dataset, text: str) -> float | None:
    """Return the seconds that rdflib takes, None where they are too many or it gives up."""
    child = multiprocessing.get_context("fork").Process(target=_ask_rdflib, args=(dataset, text))

    start = time.perf_counter()  # another process's, so the clock's seconds
    child.start()
    child.join(PATIENCE)
    seconds = time.perf_counter() - start
    is_done = child.exitcode == 0
    child.kill()
    child.join()
    return seconds if is_done else None


def _ask_rdflib(dataset: rdflib.Dataset, text: str) -> None:
    warnings.simplefilter("ignore")  # rdflib's, of what it does itself
    list(dataset.query(text))


if __name__ == "__main__":
    main()
