from collections.abc import Callable

import pyoxigraph as ox
import pytest
from fixed_graph import ID, load_store

from polybius.extract.identity import entity_iri, known_iri
from polybius.queries import names
from polybius.queries.answer import Answer, read_answer
from polybius.queries.errors import AmbiguousNameError, ParameterError, UnknownNameError
from polybius.queries.names import fold, is_misspelt, nearest_names, resolve

Run = Callable[[str], Answer]
RUSSIA, ISIS = f"{ID}entity/country-RUS", f"{ID}entity/islamic-state"
GENERALS = [f"{ID}entity/8631f29f5d62669a0061", f"{ID}entity/b42b3b6b6381be152a4f"]
DURAND = f"{ID}entity/f73fde325c9e8bca831b"


@pytest.fixture(scope="module")
def run() -> Run:
    store = load_store()
    return lambda text: read_answer(store.query(text, use_default_graph_as_union=True))


@pytest.mark.parametrize(
    ("name", "kind", "iris"),
    [
        ("Russia", "actor", [RUSSIA]),
        ("Russia", "place", [RUSSIA]),
        ("  russian   FEDERATION ", "entity", [RUSSIA]),  # an alias
        ("isil", "actor", [ISIS]),
        ("Russian", "actor", [RUSSIA]),  # only a text calls it so
        ("emile durand", "actor", [DURAND]),
        ("DURAND", "actor", [DURAND]),
        ("Valery Gerasimov", "actor", GENERALS),  # two documents' own, same name and class
        ("gerasimov", "entity", GENERALS),
        (RUSSIA, "actor", [RUSSIA]),
        (f"<{ISIS}>", "entity", [ISIS]),
    ],
)
def test_a_name_an_alias_or_an_iri_is_found(
    run: Run, name: str, kind: str, iris: list[str]
) -> None:
    assert [node.value for node in resolve(run, name, kind)] == iris


def test_a_pronoun_is_no_name(run: Run) -> None:
    with pytest.raises(UnknownNameError, match="the graph has no actor called 'he'"):
        resolve(run, "he", "actor")


def test_several_that_fit_are_listed_and_none_is_picked(run: Run) -> None:
    with pytest.raises(AmbiguousNameError) as caught:
        resolve(run, "Defence Ministry", "actor")
    lines = str(caught.value).splitlines()
    assert lines[0] == "'Defence Ministry' fits 2 entities; give the IRI of one:"
    assert lines[1] == f"  Defence Ministry (Government, CHE) <{ID}entity/f4532f35ea3c0c882d47>"
    assert len(lines) == 3


def test_what_is_asked_for_tells_namesakes_apart(run: Run) -> None:
    assert [node.value for node in resolve(run, "Georgia", "actor")] == [f"{ID}entity/country-GEO"]
    with pytest.raises(AmbiguousNameError, match="fits 2 entities"):
        resolve(run, "Georgia", "place")


def test_two_that_the_gazetteer_knows_are_never_one() -> None:
    store = load_store()
    a = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    label = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
    for key in ("geonames-1", "geonames-2", "0" * 20):
        place = ox.NamedNode(f"{ID}entity/{key}")
        graph = ox.NamedNode(f"{ID}graph/entities")
        settlement = ox.NamedNode("https://w3id.org/polybius#Settlement")
        store.add(ox.Quad(place, a, settlement, graph))
        store.add(ox.Quad(place, label, ox.Literal("Tripoli"), graph))

    def ask(text: str) -> Answer:
        return read_answer(store.query(text, use_default_graph_as_union=True))

    with pytest.raises(AmbiguousNameError, match="fits 3 entities"):
        resolve(ask, "Tripoli", "place")


def test_a_label_outranks_what_a_text_calls_another() -> None:
    store = load_store()
    pb, span = "https://w3id.org/polybius#", ox.NamedNode(f"{ID}span/extra")
    nif = "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#anchorOf"
    for name, value in [
        (f"{pb}mentions", ox.NamedNode(ISIS)),
        (f"{pb}mentionKind", ox.Literal("name")),
        (nif, ox.Literal("Russia")),
    ]:
        store.add(ox.Quad(span, ox.NamedNode(name), value, ox.NamedNode(f"{ID}document/1")))

    def ask(text: str) -> Answer:
        return read_answer(store.query(text, use_default_graph_as_union=True))

    assert [node.value for node in resolve(ask, "Russia", "actor")] == [RUSSIA]
    assert [node.value for node in resolve(ask, "russia", "actor")] == [RUSSIA]


@pytest.mark.parametrize(
    ("name", "kind", "message"),
    [
        ("Gerasimoff", "actor", "did you mean: Gerasimov"),
        ("Rakka", "place", "did you mean: .*Raqqa"),
        ("State", "actor", "Islamic State"),
        ("Raqqa", "actor", r"no actor in the graph, but:\n  Raqqa \(Settlement, SYR\)"),
        ("zzzzqqqq", "actor", "nor any name like it"),
        (f"{ID}entity/nowhere", "actor", "the graph has no entity <"),
        (f"{ID}entity/tanf", "actor", "no actor: Tanf"),
    ],
)
def test_an_unknown_name_is_answered_with_the_nearest(
    run: Run, name: str, kind: str, message: str
) -> None:
    with pytest.raises(UnknownNameError, match=message):
        resolve(run, name, kind)


@pytest.mark.parametrize("name", ["", "  ", "\u0301", "<no iri>", "https://x> } #", "http://a b"])
def test_what_can_be_no_name_is_refused(run: Run, name: str) -> None:
    with pytest.raises(ParameterError, match=r"letters or digits|is no IRI"):
        resolve(run, name, "actor")


@pytest.mark.parametrize("name", ['Russia" } #', "Russia'", "\\", "?entity", '"', "%", "Rus*"])
def test_a_hostile_name_is_only_unknown(run: Run, name: str) -> None:
    with pytest.raises(UnknownNameError):
        resolve(run, name, "actor")


@pytest.mark.parametrize(
    ("name", "kind", "iris"),
    [
        ("Rusia", "actor", [RUSSIA]),
        ("russai", "place", [RUSSIA]),
        ("Gerasimof", "actor", GENERALS),
        ("Islamic Stat", "actor", [ISIS]),
    ],
)
def test_a_name_one_letter_off_is_found_and_told_of(
    run: Run, name: str, kind: str, iris: list[str]
) -> None:
    notes: list[str] = []
    assert [node.value for node in resolve(run, name, kind, notes.append)] == iris
    assert len(notes) == 1
    assert notes[0].startswith(f"no {kind} is called {name!r}; asked of ")
    assert iris[0] in notes[0]


def test_a_name_that_is_right_is_not_told_of(run: Run) -> None:
    notes: list[str] = []
    resolve(run, "Russia", "actor", notes.append)
    assert notes == []


def test_a_misspelling_of_several_is_a_choice(run: Run) -> None:
    with pytest.raises(AmbiguousNameError, match="'Defense Ministry' fits 2 entities"):
        resolve(run, "Defense Ministry", "actor")


@pytest.mark.parametrize(
    ("name", "meant", "is_one"),
    [
        ("Rusia", "Russia", True),
        ("Russsia", "Russia", True),
        ("Rursia", "Russia", True),
        ("Lybia", "Libya", False),  # two letters off
        ("Rakka", "Raqqa", False),
        ("Iran", "Iraq", False),  # too short
        ("Niger", "Nigeria", False),
        ("Zambia", "Gambia", False),  # the first letter
        ("Brigade 47", "Brigade 48", False),
        ("Russia'", "Russia", False),
        ("Russia", "russia", False),  # the same
    ],
)
def test_one_letter_off(name: str, meant: str, is_one: bool) -> None:
    assert is_misspelt(name, meant) is is_one
    assert is_misspelt(meant, name) is is_one


def test_folding() -> None:
    assert fold("  ÉMILE\u00a0 Straße ") == "emile strasse"
    assert fold("I\u0307stanbul") == "istanbul"


def test_nearest_names_are_few_and_ordered() -> None:
    known = [f"Name {number:04}" for number in range(3000)]
    assert nearest_names("name 0042", known)[0] == "Name 0042"
    assert len(nearest_names("name", known)) == 10


def test_local_iris_are_told_from_known_ones() -> None:
    document = f"{ID}document/{'0' * 20}"
    assert names._LOCAL_IRI.search(entity_iri(document, "Valery Gerasimov", "Person"))
    for key in ("country-RUS", "geonames-172955", "islamic-state"):
        assert not names._LOCAL_IRI.search(known_iri(key))
