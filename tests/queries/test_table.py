"""The selects of the table of events find what they should in the fixed graph."""

import pyoxigraph as ox
import pytest
from fixed_graph import ID, load_store
from rdflib.plugins.sparql import prepareQuery

from polybius.queries.errors import ParameterError
from polybius.queries.table import event_facts, event_rows, table_selects

ALL = (
    "strike accusation training no-training talks attack bombing leaving no-strike backing arrests"
    " raid raid-told new-strike threat demand march"
)
STRIKE = {
    "event": f"{ID}event/strike",
    "type": "Assault",
    "factuality": "occurred",
    "begin": "2017-12-26",
    "end": "2017-12-26",
    "voice": "article",
    "asserter": f"{ID}document/1",
    "sentence": "Russian jets struck Islamic State positions in Raqqa on Tuesday,"
    " killing at least 12 fighters.",
    "trigger": "struck",
    "trigger_part": "body",
    "trigger_begin": 13,
    "trigger_end": 19,
    "part": f"{ID}document/1/body",
    "document": f"{ID}document/1",
}
FILTERS = [
    ({}, ALL),
    (
        {"from": "2017-12-10"},
        "strike accusation training no-training talks attack bombing leaving no-strike arrests"
        " raid raid-told new-strike threat demand",
    ),
    ({"to": "2017-12-10"}, "backing"),
    ({"from": "2018-03-15", "to": "2018-03-20"}, "leaving"),
    ({"actor": "Russia"}, "strike talks attack bombing no-strike backing demand"),
    ({"place": "Syria"}, "strike leaving raid raid-told new-strike"),
    ({"outlet": "Second Post"}, "leaving no-strike backing arrests"),
    ({"event_type": "AID"}, "training no-training"),
    ({"event_type": "VerbalConflict"}, "accusation threat demand"),
    ({"factualities": "negated"}, "no-training no-strike"),
    ({"voices": "comment"}, "attack bombing"),
    ({"voices": "claim"}, "training no-training leaving no-strike raid-told new-strike"),
    ({"actor": "Russia", "voices": "article", "factualities": "ongoing"}, "backing"),
]


@pytest.fixture(scope="module")
def store() -> ox.Store:
    return load_store()


@pytest.mark.parametrize(("filters", "events"), FILTERS)
def test_the_events_and_their_order_are_those_expected(store, filters, events) -> None:
    found = [str(row["event"]) for row in event_rows(store, filters)]
    assert found == [f"{ID}event/{name}" for name in events.split()]


def test_every_filter_is_tried() -> None:
    tried = {name for filters, _ in FILTERS for name in filters}
    assert tried == {parameter.name for parameter in table_selects()["events"].params}


def test_a_row_is_what_the_event_has_once(store) -> None:
    assert next(event_rows(store, {})) == STRIKE


def test_facts_are_what_it_may_have_several_of(store) -> None:
    about = f"{ID}event/raid"
    facts = {
        (str(fact["property"]).rpartition("#")[2], str(fact["value"]).removeprefix(ID))
        for fact in event_facts(store)
        if fact["subject"] == about
    }
    assert {fact for fact in facts if fact[0] in ("recipient", "place", "killedMax")} == {
        ("recipient", "entity/country-SYR"),
        ("recipient", "entity/07a15a13503bcc12c531"),
        ("place", "entity/tanf"),
        ("place", "entity/geonames-172955"),
        ("killedMax", "6"),
    }
    keys = [(fact["subject"], fact["property"], str(fact["value"])) for fact in event_facts(store)]
    assert len(set(keys)) == len(keys) > 100


def test_a_filter_that_is_none_is_answered_with_those_there_are(store) -> None:
    with pytest.raises(ParameterError, match="it takes: from, to, actor"):
        list(event_rows(store, {"colour": "red"}))
    with pytest.raises(ParameterError, match="write it YYYY-MM-DD"):
        list(event_rows(store, {"from": "yesterday"}))


@pytest.mark.slow
def test_both_selects_are_standard_sparql() -> None:
    assert list(table_selects()) == ["events", "facts"]
    for question in table_selects().values():
        prepareQuery(question.text)
