import io
import json

import pytest

from polybius.graphs.geojson import to_geojson
from polybius.graphs.network import Edge, Network, Node

DAY = (("2017-01-01", "2017-01-02"),)
SINCE = {"lat": 36, "lon": 40, "first": "2016-01-01"}
NETWORK = Network(
    "events",
    "Events and places",
    (
        Node("entity/a", "Aville", "Settlement", {"lat": 35.5, "lon": -12.25}),
        Node("entity/b", "Bville", "Settlement", SINCE, DAY),
        Node("entity/c", "Cland", "State"),
        Node("event/1", "met", "Consult", {"confidence": 0.5}, DAY),
        Node("event/2", "left", "Retreat"),
        Node("event/3", "spoke", "Consult"),
    ),
    (
        Edge("event/1", "entity/a", "place"),
        Edge("event/1", "entity/b", "place"),
        Edge("event/2", "entity/a", "place"),
        Edge("event/3", "entity/a", "actor"),
        Edge("event/3", "entity/c", "place"),
    ),
)  # fmt: skip


def parsed(network: Network) -> dict:
    file = io.BytesIO()
    to_geojson(network, file)
    return json.loads(file.getvalue())


def test_places_are_points_longitude_first_and_events_are_where_they_were() -> None:
    found = parsed(NETWORK)
    assert (found["name"], found["description"]) == ("events", "Events and places")
    assert {feature["id"]: feature["geometry"] for feature in found["features"]} == {
        "entity/a": {"type": "Point", "coordinates": [-12.25, 35.5]},
        "entity/b": {"type": "Point", "coordinates": [40, 36]},
        "event/1": {"type": "MultiPoint", "coordinates": [[-12.25, 35.5], [40, 36]]},
        "event/2": {"type": "Point", "coordinates": [-12.25, 35.5]},
    }


def test_properties_are_attributes_and_the_days_between() -> None:
    properties = {f["id"]: f["properties"] for f in parsed(NETWORK)["features"]}
    assert properties["event/1"] == {
        "id": "event/1",
        "label": "met",
        "kind": "Consult",
        "first": "2017-01-01",
        "last": "2017-01-02",
        "confidence": 0.5,
    }
    assert properties["entity/b"]["first"] == "2016-01-01"  # as the network says itself
    assert "first" not in properties["entity/a"]


@pytest.mark.parametrize(
    ("lat", "lon"), [(91, 0), (0, -180.5), (float("nan"), 1), ("1", "2"), (True, 1), (1, None)]
)
def test_what_is_nowhere_on_earth_is_left_out(lat, lon) -> None:
    attributes = {name: value for name, value in (("lat", lat), ("lon", lon)) if value is not None}
    node = Node("entity/a", "", "Settlement", attributes)
    assert parsed(Network("", "", (node,), ()))["features"] == []


def test_features_stand_in_order_of_their_ids() -> None:
    backwards = Network("", "", NETWORK.nodes[::-1], NETWORK.edges)
    ids = [feature["id"] for feature in parsed(backwards)["features"]]
    assert ids == sorted(ids)
    assert len(ids) == 4
