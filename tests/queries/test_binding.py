import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from polybius.queries.answer import Term
from polybius.queries.binding import bind, to_terms
from polybius.queries.catalogue import parse_question
from polybius.queries.errors import ParameterError

QUESTION = parse_question("""#+ params:
#+   - {name: day, type: date}
#+   - {name: kind, type: event_type}
#+   - {name: number, type: integer}
#+   - {name: degrees, type: number}
#+   - {name: text, type: text}
#+   - {name: node, type: iri}
#+   - {name: choice, type: text, options: [a, b], default: a}
SELECT ?day ?kind ?number ?degrees ?text ?node ?choice {
  #! values
}
""")
HOSTILE = [
    '" } DROP ALL #',
    "' } #",
    '"""',
    "\\",
    '\\" } #',
    '"@en } #',
    '"^^<http://x> } #',
    "\n} #\r\n",
    "\x00\x1b[2J\u2028",
    "} SERVICE <http://127.0.0.1/> {",
    "#! values",
    "?choice",
    "<http://x>",
    "\\u0022 } #",
]


NAMES = ("day", "kind", "number", "degrees", "text", "node", "choice")


def refuse(name: str, kind: str) -> list[ox.NamedNode]:
    raise AssertionError(f"no name to look up in {name!r} ({kind})")


def bound(**given: str) -> dict[str, Term | None]:
    text = bind(QUESTION, to_terms(QUESTION, given, refuse))
    (row,) = ox.Store().query(text)
    return {name: row[name] for name in NAMES}


def test_values_become_terms() -> None:
    row = bound(
        day="2017-12-27",
        kind="ASSAULT",
        number="-3",
        degrees="-0.5",
        text="x",
        node="<urn:x:y>",
        choice="b",
    )
    xsd = "http://www.w3.org/2001/XMLSchema#"
    assert row == {
        "day": ox.Literal("2017-12-27", datatype=ox.NamedNode(f"{xsd}date")),
        "kind": ox.NamedNode("https://w3id.org/polybius#Assault"),
        "number": ox.Literal(-3),
        "degrees": ox.Literal("-0.5", datatype=ox.NamedNode(f"{xsd}decimal")),
        "text": ox.Literal("x"),
        "node": ox.NamedNode("urn:x:y"),
        "choice": ox.Literal("b"),
    }


def test_what_is_not_given_is_unbound_and_defaults_hold() -> None:
    row = bound(kind="materialconflict")
    assert row["kind"] == ox.NamedNode("https://w3id.org/polybius#MaterialConflict")
    assert row["choice"] == ox.Literal("a")
    assert [row[name] for name in ("day", "number", "degrees", "text", "node")] == [None] * 5


@pytest.mark.parametrize("value", HOSTILE)
def test_a_hostile_text_stays_one_literal(value: str) -> None:
    assert bound(text=value)["text"] == ox.Literal(value)


@given(st.text(max_size=60))
def test_any_text_stays_one_literal(value: str) -> None:
    # A lone surrogate is no character: no RDF term can hold it.
    if any("\ud800" <= character <= "\udfff" for character in value):
        return
    assert bound(text=value)["text"] == ox.Literal(value)


@pytest.mark.parametrize("value", HOSTILE[:12])
@pytest.mark.parametrize("name", ["day", "kind", "number", "node", "choice"])
def test_a_hostile_value_of_another_type_is_refused(name: str, value: str) -> None:
    with pytest.raises(ParameterError, match=name):
        bound(**{name: value})


@pytest.mark.parametrize(
    ("given_values", "message"),
    [
        ({"day": "27.12.2017"}, "write it YYYY-MM-DD"),
        ({"day": "20171227"}, "is not a date, as 2017-12-27"),
        ({"day": "2017-02-30"}, "day is out of range|day is not"),
        ({"day": "２０１７-12-27"}, "write it YYYY-MM-DD"),
        ({"number": "1e9"}, "digits only"),
        ({"number": "9" * 19}, "at most 18"),
        ({"kind": "MURDER"}, "known are .*ASSAULT.*MaterialConflict"),
        ({"node": "no iri"}, "is not an IRI"),
        ({"choice": "c"}, "allowed are a, b"),
        ({"colour": "red"}, "takes no parameter 'colour'; it takes: day, kind"),
        ({"text": "x" * 10_001}, "longer than 10,000"),
    ],
)
def test_a_wrong_value_is_a_clear_error(given_values: dict[str, str], message: str) -> None:
    with pytest.raises(ParameterError, match=message):
        bound(**given_values)


def test_a_missing_value_is_a_clear_error() -> None:
    text = "#+ params: [{name: x, type: actor, required: true, help: who}]\nASK {\n#! values\n}"
    with pytest.raises(ParameterError, match=r"needs x: a name, an alias.*\(who\)"):
        to_terms(parse_question(text), {}, refuse)


def test_several_values_and_named_markers() -> None:
    text = "#+ params: [{name: x}, {name: y}]\nASK {\n#! values y\n #! values x y\n}"
    values = {"x": [ox.Literal("1"), ox.Literal("2")], "y": [ox.NamedNode("urn:y:y")]}
    assert bind(parse_question(text), values).splitlines()[2:4] == [
        "VALUES ?y { <urn:y:y> }",
        'VALUES ?x { "1" "2" } VALUES ?y { <urn:y:y> }',
    ]
