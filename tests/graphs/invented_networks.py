"""Networks to write: one of each thing, and any that hypothesis thinks of."""

from __future__ import annotations

from hypothesis import strategies as st

from polybius.graphs.network import Edge, Network, Node

SAMPLE = Network(
    "actors",
    "Who acts towards whom",
    (
        Node("entity/a", "Arland", "State", {"lat": 1.5, "country": "ARL", "seen": True}),
        Node("entity/b", "The\n\tBeeb ]]>", "MediaOutlet", {"lat": 2, "country": 7}),
        Node("entity/c", "\x00\ud800", "Unheard", {"lat": float("nan")}),
    ),
    (
        Edge("entity/a", "entity/b", "Accuse", 3.0, {"events": 3, "url": "https://a.example/?x&y"}),
        Edge("entity/a", "entity/b", "Aid", 0.0, {"events": 0}),
        Edge("entity/b", "entity/a", "Aid", 1.0, {"events": 1}),
    ),
)

_SPELLS = (("2017-01-01", "2017-01-31"), ("2017-03-01", "2017-03-01"))
DATED = Network(
    "events",
    "",
    (
        Node("entity/a", "Arland", "State", {"dated": True}, _SPELLS, (1.0, -2.5)),
        Node("entity/b", "=Bel", "State", {"dated": False, "weight": "heavy"}, (), (-2.0, 1.5)),
        Node("entity/c", "Cland", "State", {}, (), (1.0, 1.0)),
    ),
    (
        Edge(
            "entity/a",
            "entity/b",
            "Aid",
            2.0,
            {"first": "2017-01-01", "last": "2017-03-01", "source": "-1 seen"},
            _SPELLS,
            (("2017-01-01", "2017-01-31", 2),),
        ),
        Edge("entity/a", "entity/b", "Meet", 1.0, {}, directed=False),
        Edge("entity/b", "entity/c", "Meet", 1.0, {}, directed=False),
    ),
)

TEXT = st.text(st.characters(), max_size=20) | st.sampled_from(
    ["]]>", "<a&\"'>", "\x0b", "🇺🇳", "", "=1+1", "שלום", "\\", "a\r\nb", "2017-01-01T10:00"]
)
IDS = st.from_regex(r"entity/[a-z]{1,3}", fullmatch=True) | st.sampled_from(
    ["entity/a\x00", 'entity/"b"', "entity/c d", "=1+1", "entity/🇺🇳", "entity/\\"]
)
NAMES = TEXT | st.sampled_from(
    ["id", "Label", "weight", "weight_", "kind", "KIND", "x", "r", "Interval", "TimeStamp",
     "source", "type", "a", "a\x00", "A", "shape", "URL", "lat", "lon"]
)  # fmt: skip
VALUE = st.one_of(TEXT, st.integers(), st.floats(), st.booleans())
ATTRIBUTES = st.dictionaries(NAMES, VALUE, max_size=3)


def _spells(day: int) -> tuple[tuple[str, str], ...]:
    return ((f"2017-01-{day:02}", f"2017-02-{day:02}"),)


SPELLS = st.just(()) | st.integers(1, 28).map(_spells)
POSITIONS = st.none() | st.tuples(st.floats(-5000, 5000), st.floats(-5000, 5000))


@st.composite
def networks(draw: st.DrawFn) -> Network:
    """Return a network as `from_rows` makes them: sorted, and each node once."""
    ids = sorted(draw(st.lists(IDS, max_size=5, unique=True)))
    nodes = tuple(
        Node(name, draw(TEXT), draw(TEXT), draw(ATTRIBUTES), draw(SPELLS), draw(POSITIONS))
        for name in ids
    )
    if not ids:
        return Network(draw(TEXT), draw(TEXT), (), ())
    ends = st.sampled_from(ids)
    kinds = TEXT | st.just("place")
    edges = st.builds(
        Edge, ends, ends, kinds, st.floats(), ATTRIBUTES, SPELLS, directed=st.booleans()
    )
    found = draw(st.lists(edges, max_size=5))
    ordered = sorted(found, key=lambda edge: (edge.source, edge.target, edge.kind))
    return Network(draw(TEXT), draw(TEXT), nodes, tuple(ordered))
