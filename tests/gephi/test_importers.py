"""What Gephi's importers read and what they drop: the facts that the exporters lean on."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import gephi
import pytest
from maven import MissingError

pytestmark = pytest.mark.gephi

GEXF = (
    '<gexf xmlns="http://gexf.net/1.3" version="1.3">'
    '<graph defaultedgetype="directed" {}</graph></gexf>'
)
DYNAMIC = GEXF.format('mode="dynamic" timeformat="date" timerepresentation="interval">{}')
NODES = '<nodes><node id="a" label="A"/><node id="b" label="B"/></nodes>'
SPELLS = '<spells><spell start="2017-01-01" end="{}"/><spell start="2017-03-01" end="2017-04-01"/>'
GRAPHML = '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">{}</graphml>'

FILES = {
    "types.gexf": GEXF.format(
        '><attributes class="node"><attribute id="u" title="url" type="anyURI"/>'
        '<attribute id="d" title="day" type="date"/><attribute id="s" title="text" type="string"/>'
        f"</attributes>{NODES}"
    ),
    "kinds.gexf": GEXF.format(
        f'>{NODES}<edges><edge id="1" source="a" target="b" kind="Aid" weight="2"/>'
        '<edge id="2" source="a" target="b" kind="Accuse" weight="3"/>'
        '<edge id="3" source="a" target="b" kind="Accuse" weight="4"/></edges>'
    ),
    "ids.gexf": GEXF.format(
        f'>{NODES}<edges><edge id="1" source="a" target="b"/>'
        '<edge id="1" source="b" target="a"/></edges>'
    ),
    "directions.gexf": GEXF.format(
        f'>{NODES}<edges><edge id="1" source="a" target="b" type="undirected"/></edges>'
    ),
    "dates.gexf": DYNAMIC.format(
        f'<nodes><node id="a">{SPELLS.format("2017-02-01")}</spells></node>'
        '<node id="b" start="2017-05-01" end="2017-05-01"/><node id="c"/></nodes>'
    ),
    "overlap.gexf": DYNAMIC.format(
        f'<nodes><node id="a">{SPELLS.format("2017-03-02")}</spells></node></nodes>'
    ),
    "weights.gexf": DYNAMIC.format(
        '<attributes class="edge" mode="dynamic">'
        '<attribute id="weight" title="Weight" type="double"/></attributes>'
        f'{NODES}<edges><edge id="1" source="a" target="b" weight="2"><attvalues>'
        '<attvalue for="weight" value="2" start="2017-01-01" end="2017-02-01"/></attvalues></edge>'
        '<edge id="2" source="b" target="a" weight="3"/></edges>'
    ),
    "looks.graphml": GRAPHML.format(
        '<key id="r" for="node" attr.name="r" attr.type="int"/>'
        '<key id="kind" for="edge" attr.name="kind" attr.type="string"/>'
        '<graph edgedefault="directed"><node id="a"><data key="r">9</data></node><node id="b"/>'
        '<edge id="1" source="a" target="b"><data key="kind">Aid</data></edge>'
        '<edge id="2" source="a" target="b"><data key="kind">Accuse</data></edge></graph>'
    ),
    "nodes.csv": 'Id,Label,Timeset,day\na,A,"<[2017-01-01, 2017-02-01]>",2017/01/01\nb,B,,\n',
    "edges.csv": "Id,Source,Target,Kind,Weight\n1,a,b,Aid,2\n2,a,b,Accuse,1\n",
    "days.csv": "Id,Source,Target,Weight,day\n1,a,b,2,2017-01-01\n",
    "late.csv": "Id,Label,lat\n" + "".join(f"{n},n,{1.5 if n > 25 else ''}\n" for n in range(30)),
    "colours.dot": 'digraph { "a" [color="#010203"]; "b" [color="0.5 1.0 1.0"]; "a" -> "b"; }',
    "defaults.dot": 'digraph { node [shape=box]; "a" -> "b"; }',
}
TABLES = {"tables": ("nodes.csv", "edges.csv"), "tables with days": ("nodes.csv", "days.csv")}


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, gephi.Reading]:
    folder = tmp_path_factory.mktemp("importers")
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    single: dict[str, Path | tuple[Path, ...]] = {name: folder / name for name in FILES}
    together = {name: tuple(folder / file for file in files) for name, files in TABLES.items()}
    files = single | together
    try:
        return dict(zip(files, gephi.read(files.values()), strict=True))
    except MissingError as error:
        pytest.skip(f"NOT TESTED, Gephi's importers: {error}")


def told(reading: gephi.Reading) -> str:
    return "\n".join(f"{level}: {message}" for level, message in reading.troubles)


def test_columns_of_unknown_types_are_dropped(read: Mapping[str, gephi.Reading]) -> None:
    assert "SEVERE: Attribute type for 'anyURI' is not recognized" in told(read["types.gexf"])
    assert "SEVERE: Attribute type for 'date' is not recognized" in told(read["types.gexf"])
    assert read["types.gexf"].node_columns.keys() == {"Id", "Label", "Interval", "text"}


def test_parallel_edges_are_kept_apart_by_kind_and_else_summed(
    read: Mapping[str, gephi.Reading],
) -> None:
    edges = {edge.kind: edge.values["Weight"] for edge in read["kinds.gexf"].edges}
    assert edges == {"Aid": 2, "Accuse": 7}
    assert read["kinds.gexf"].troubles == []


def test_an_edge_id_used_twice_loses_an_edge(read: Mapping[str, gephi.Reading]) -> None:
    assert told(read["ids.gexf"]) == "WARNING: Edge already exists id='1'"
    assert len(read["ids.gexf"].edges) == 1


def test_an_edge_of_another_direction_than_the_graphs_is_dropped(
    read: Mapping[str, gephi.Reading],
) -> None:
    assert "Edge type doesn't fit with default set (DIRECTED)" in told(read["directions.gexf"])
    assert read["directions.gexf"].edges == []


def test_spells_are_dates_and_not_everything_needs_one(read: Mapping[str, gephi.Reading]) -> None:
    dated = read["dates.gexf"]
    assert (dated.dynamic, dated.time_format, dated.time_representation) == (
        True,
        "DATE",
        "INTERVAL",
    )
    assert (dated.start, dated.end) == ("2017-01-01", "2017-05-01")
    assert {node.id: node.values.get("Interval") for node in dated.nodes} == {
        "a": "<[2017-01-01, 2017-02-01]; [2017-03-01, 2017-04-01]>",
        "b": "<[2017-05-01, 2017-05-01]>",
        "c": None,
    }
    assert dated.troubles == []


def test_spells_that_overlap_are_dropped(read: Mapping[str, gephi.Reading]) -> None:
    assert "Overlapping intervals aren't allowed" in told(read["overlap.gexf"])


def test_beside_a_weight_in_time_a_plain_one_is_lost(read: Mapping[str, gephi.Reading]) -> None:
    weights = {edge.id: edge.values.get("Weight") for edge in read["weights.gexf"].edges}
    assert weights == {"1": "<[2017-01-01, 2017-02-01, 2.0]>", "2": None}
    assert read["weights.gexf"].troubles == []


def test_graphml_has_colours_but_no_kinds(read: Mapping[str, gephi.Reading]) -> None:
    assert {node.id: node.colour for node in read["looks.graphml"].nodes}["a"] == "#090000"
    assert [(edge.kind, edge.values["Weight"]) for edge in read["looks.graphml"].edges] == [
        (None, 2)
    ]


def test_tables_have_kinds_and_intervals(read: Mapping[str, gephi.Reading]) -> None:
    tables = read["tables"]
    assert tables.troubles == []
    assert tables.kinds == {"Aid": 1, "Accuse": 1}
    assert tables.node_columns["Interval"] == "IntervalSet"
    assert tables.node_columns["day"] == "String"
    assert (tables.dynamic, tables.time_format) == (True, "DOUBLE")


def test_a_column_of_iso_dates_is_taken_for_timestamps(read: Mapping[str, gephi.Reading]) -> None:
    assert "SEVERE: Cannot change graph configuration" in told(read["tables with days"])


def test_a_column_that_begins_late_is_taken_for_text(read: Mapping[str, gephi.Reading]) -> None:
    assert read["late.csv"].node_columns["lat"] == "String"


def test_dot_colours_are_seen_only_as_hsv(read: Mapping[str, gephi.Reading]) -> None:
    colours = {node.id: (node.colour, node.alpha) for node in read["colours.dot"].nodes}
    assert colours == {"a": ("#010203", 0), "b": ("#00ffff", 255)}


def test_dot_with_defaults_reads_as_nothing(read: Mapping[str, gephi.Reading]) -> None:
    assert read["defaults.dot"].nodes == []
    assert len(read["colours.dot"].nodes) == 2
