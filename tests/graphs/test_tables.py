import csv
import io

import pandas
import pytest
from invented_networks import DATED, SAMPLE

from polybius.graphs.network import Edge, Network, Node
from polybius.graphs.tables import to_edge_table, to_node_table


def written(exporter, network: Network) -> str:
    file = io.BytesIO()
    exporter(network, file)
    return file.getvalue().decode()


def rows(exporter, network: Network) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(written(exporter, network), newline="")))


def test_nodes_have_what_gephi_asks_for_and_their_attributes() -> None:
    first, second, _ = rows(to_node_table, SAMPLE)
    assert first == {
        "Id": "entity/a",
        "Label": "Arland",
        "Timeset": "",
        "kind": "State",
        "country": "ARL",
        "lat": "1.5",
        "seen": "true",
    }
    assert second["lat"] == "2.0"  # Gephi would take a column of integers for one


def test_edges_have_their_ends_kinds_and_days() -> None:
    first, second, _ = rows(to_edge_table, DATED)
    assert first == {
        "Id": "entity/a Aid entity/b",
        "Source": "entity/a",
        "Target": "entity/b",
        "Type": "Directed",
        "Kind": "Aid",
        "Weight": "2.0",
        "Label": "Aid",
        "Timeset": "<[2017-01-01, 2017-01-31]; [2017-03-01, 2017-03-01]>",
        "first": "2017/01/01",
        "last": "2017/03/01",
        "source_": "'-1 seen",
    }
    assert (second["Type"], second["Timeset"], second["first"]) == ("Undirected", "", "")


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("=cmd()", "'=cmd()"),
        ("@a", "'@a"),
        ("-5 degrees", "'-5 degrees"),
        ("-5", "-5"),
        ("+1.5e3", "+1.5e3"),
        ("\t=1", "'\t=1"),
        ("a\x00,\n\"b\"", 'a,\n"b"'),
        ("2017-01-31", "2017/01/31"),
        ("2017-01", "2017/01"),
        ("2017-01-31T10:00:00Z", "2017/01/31T10:00:00Z"),
        ("2017-01-31: a day", "2017-01-31: a day"),
        (float("nan"), ""),
        (-1.0, "-1.0"),
    ],
)  # fmt: skip
def test_values_are_such_that_no_program_takes_them_for_something_else(value, cell) -> None:
    network = Network("", "", (Node("entity/a", "", "", {"it": value}),), ())
    assert rows(to_node_table, network)[0]["it"] == cell


def test_titles_are_such_that_gephi_takes_them_for_no_times() -> None:
    names = ("Interval", "timestamps", "KIND", "=a", "type")
    network = Network("", "", (Node("entity/a", "", "", dict.fromkeys(names, 1)),), ())
    assert list(rows(to_node_table, network)[0])[4:] == [
        "'=a",
        "Inter_val",
        "KIND_",
        "time_stamps",
        "type_",
    ]


def test_pandas_reads_types_and_days() -> None:
    nodes = pandas.read_csv(io.StringIO(written(to_node_table, SAMPLE)))
    assert list(nodes["lat"][:2]) == [1.5, 2.0]
    edges = pandas.read_csv(io.StringIO(written(to_edge_table, DATED)), parse_dates=["first"])
    assert edges["first"][0] == pandas.Timestamp("2017-01-01")


def test_an_id_is_the_same_in_both_tables_whatever_it_is() -> None:
    nodes = (Node("=1+1", "", ""), Node("a\nb", "", ""))
    network = Network("", "", nodes, (Edge("=1+1", "a\nb", "Aid"),))
    ids = [row["Id"] for row in rows(to_node_table, network)]
    (edge,) = rows(to_edge_table, network)
    assert ids == ["'=1+1", "a%0Ab"] == [edge["Source"], edge["Target"]]


def test_rows_that_show_what_columns_hold_come_first() -> None:
    nodes = [Node(f"entity/{n:02}", "", "", {"code": "7"}) for n in range(40)]
    nodes[30] = Node("entity/30", "", "", {"code": "A7"})
    nodes[35] = Node("entity/35", "", "", {"lat": 1.5})
    ids = [row["Id"] for row in rows(to_node_table, Network("", "", tuple(nodes), ()))]
    assert ids[:3] == ["entity/30", "entity/35", "entity/00"]
    assert sorted(ids) == [node.id for node in nodes]
