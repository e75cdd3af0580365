import io
import re

from invented_networks import DATED, SAMPLE

from polybius.graphs.dot import to_dot
from polybius.graphs.network import Network, Node


def lines(network: Network) -> list[str]:
    file = io.BytesIO()
    to_dot(network, file)
    return file.getvalue().decode().splitlines()


def test_a_node_and_an_edge_are_a_line_each() -> None:
    first, arland, bel, _, aid, meet, _, last = lines(DATED)
    assert (first, last) == ('digraph "events" {', "}")
    assert arland == (
        '"entity/a" [label="Arland", kind="State", color="0.560 1.000 0.698",'
        ' pos="1.00,-2.50", "dated"="true"];'
    )
    assert bel.endswith('pos="-2.00,1.50", "dated"="false", "weight_"="heavy"];')
    assert aid.startswith('"entity/a" -> "entity/b" [label="Aid", kind="Aid", color=')
    assert 'weight="2.0"' in aid
    assert "dir" not in aid
    assert 'dir="none"' in meet


def test_there_are_no_defaults_for_with_them_gephi_reads_nothing() -> None:
    text = "\n".join(lines(SAMPLE))
    assert not re.search(r"^\s*(graph|node|edge)\b", text, re.MULTILINE)
    assert "#" not in text


def test_quotes_backslashes_and_line_ends_stay_inside_their_text() -> None:
    attributes = {"sentence": 'he said "\\N"\r\nand\x00 left\\', "shape": "house"}
    (line,) = lines(Network('a "b"', "", (Node('entity/"', "", "", attributes),), ()))[1:-1]
    assert line.startswith('"entity/\\"" [')
    assert '"sentence"="he said \\"\\\\N\\"\\nand left\\\\"' in line
    assert line.endswith('"shape_"="house"];')  # Graphviz would draw it so
