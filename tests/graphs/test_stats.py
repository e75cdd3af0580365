from graph_findings import findings_at
from pyoxigraph import Store

from polybius.graphs.quads import to_quads
from polybius.graphs.stats import Stats, count
from polybius.graphs.store import replace_document


def test_counts_are_of_things_not_of_statements() -> None:
    store = Store()
    for url in ("https://wire.example/1", "https://wire.example/2"):
        replace_document(store, findings_at(url).iri, to_quads(findings_at(url)))
    assert count(store) == Stats(
        documents=2,
        copies=0,
        comments=4,
        entities=3 + 2 * 3,
        mentions=2 * 7,
        events={"AID": 2, "ASSAULT": 4},
        claimed=2,
        claims=2,
        positions=2,
        quads=len(store),
    )


def test_an_empty_store_holds_nothing() -> None:
    assert count(Store()) == Stats(0, 0, 0, 0, 0, {}, 0, 0, 0, 0)
