from pathlib import Path

import pytest

from polybius.extract import gazetteer
from polybius.extract.gazetteer import Entry, Toponym, places


def test_candidates_are_the_likeliest_first() -> None:
    found = gazetteer.candidates("Paris")
    assert found[0].country == "FRA"
    assert {entry.admin1 for entry in found} >= {"US.TX", "US.KY"}
    assert gazetteer.candidates("Nowhereburgh") == ()
    assert gazetteer.candidates("") == ()


def test_a_candidate_is_whole() -> None:
    (baghdad, *_) = gazetteer.candidates("Bagdad")
    assert baghdad.key == "geonames-98182"
    assert baghdad.exact_match == ("https://sws.geonames.org/98182/",)
    assert baghdad.types == ("Settlement",)
    assert baghdad.country == "IRQ"
    assert baghdad.population > 1_000_000
    assert baghdad.lat == pytest.approx(33.34, abs=0.1)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("At Tanf", "region-al-tanf"),
        ("al-Tanf", "region-al-tanf"),
        ("Dier Ezzore", "geonames-170794"),
        ("Deir al-Zor", "geonames-170794"),
        ("Donbass", "region-donbas"),
        ("the UK", None),
        ("Russia", "country-RUS"),
        ("S Korea", "country-KOR"),
    ],
)
def test_spellings(name: str, key: str | None) -> None:
    found = gazetteer.candidates(name)
    assert (found[0].key if found else None) == key


@pytest.mark.parametrize(
    ("name", "within", "division"),
    [
        ("Paris", "Texas", "US.TX"),
        ("Paris", "Ky.", "US.KY"),
        ("London", "Ontario", "CA.08"),
        ("Springfield", "Illinois", "US.IL"),
        ("Birmingham", "Ala.", "US.AL"),
        ("Alexandria", "Egypt", "EG.06"),
        ("Walker County", "Ga.", "US.GA"),
    ],
)
def test_the_container_decides(name: str, within: str, division: str) -> None:
    best = gazetteer.resolve(name, within=within).best
    assert best is not None
    assert best.admin1 == division


def test_the_other_places_decide() -> None:
    alone = gazetteer.resolve("Tripoli").best
    assert alone is not None
    assert alone.country == "LBY"
    lebanese, *_ = gazetteer.resolve_all([Toponym(name) for name in ("Tripoli", "Beirut", "Sidon")])
    assert lebanese.best is not None
    assert lebanese.best.country == "LBN"


def test_a_text_s_places_decide_together() -> None:
    names = ("Atlanta", "Macon", "Savannah", "Athens", "Rome")
    found = gazetteer.resolve_all([Toponym(name) for name in names])
    assert [r.name for r in found] == list(names)
    assert [r.best.admin1 for r in found if r.best] == ["US.GA"] * 5


def test_georgia_is_a_state_among_states() -> None:
    names = ("Georgia", "Alabama", "Florida", "Atlanta")
    first, *_ = gazetteer.resolve_all([Toponym(name) for name in names])
    assert first.best is not None
    assert first.best.admin1 == "US.GA"
    alone = gazetteer.resolve("Georgia").best
    assert alone is not None
    assert alone.key == "country-GEO"


def test_an_unclear_name_stays_open() -> None:
    found = gazetteer.resolve("Greene County")
    assert found.best is None
    assert len(found.candidates) > 5
    assert sum(share for _, share in found.candidates) <= 1.0001


def test_a_village_is_meant_only_where_its_country_is() -> None:
    alone = gazetteer.resolve("Hathersage")
    assert (alone.best, len(alone.candidates)) == (None, 1)
    found, *_ = gazetteer.resolve_all([Toponym("Hathersage"), Toponym("Sheffield")])
    assert found.best is not None
    assert found.best.country == "GBR"


def test_resolution_does_not_depend_on_what_was_asked_before() -> None:
    toponyms = [Toponym(name) for name in ("Springfield", "Boston", "Worcester")]
    first = gazetteer.resolve_all(toponyms)
    gazetteer.resolve_all([Toponym("Springfield"), Toponym("Illinois")])
    assert gazetteer.resolve_all(toponyms) == first


def test_nothing_to_resolve() -> None:
    assert gazetteer.resolve_all([]) == ()
    assert gazetteer.resolve("Nowhereburgh").candidates == ()


def test_keys_find_what_they_stand_for() -> None:
    for name in ("Mosul", "Russia", "Crimea", "Walker County"):
        first = gazetteer.candidates(name)[0]
        found = gazetteer.entry(first.key)
        assert found is not None
        assert (found.key, found.lat, found.country) == (first.key, first.lat, first.country)


def test_a_capital_is_the_seat_of_its_government() -> None:
    def seat(name: str) -> str | None:
        found = gazetteer.seat_of(gazetteer.candidates(name)[0])
        return found.key if found else None

    assert seat("Ankara") == "government-TUR"
    assert seat("Moscow") == "government-RUS"
    assert seat("Pyongyang") == "government-PRK"
    assert seat("Washington") == "government-USA"
    assert seat("Istanbul") is None


def test_lookup_finds_actors_and_places() -> None:
    keys = [entry.key for entry in gazetteer.lookup("isil")]
    assert keys[0] == "group-islamic-state"
    assert gazetteer.lookup("Ansar Allah")[0].key == "group-houthis"
    assert {"country-GEO", "geonames-4197000"} <= {e.key for e in gazetteer.lookup("Georgia")}


def test_distance_is_in_kilometres() -> None:
    paris, london = (48.8566, 2.3522), (51.5074, -0.1278)
    assert gazetteer.distance(paris, london) == pytest.approx(344, abs=2)
    assert gazetteer.distance(paris, paris) == 0.0


@pytest.mark.slow
def test_the_index_is_the_same_each_time_and_made_again_when_broken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("POLYBIUS_CACHE", str(tmp_path / "a"))
    _forget()
    assert _mosul().country == "IRQ"
    path = gazetteer.index_path()
    whole = path.read_bytes()
    assert [file.name for file in path.parent.iterdir()] == [path.name]
    path.write_bytes(b"no database" * 1000)
    _forget()
    assert _mosul().country == "IRQ"
    assert path.read_bytes() == whole
    _forget()


def test_a_cache_that_cannot_be_written_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("POLYBIUS_CACHE", str(tmp_path / "file" / "folder"))
    _forget()
    with pytest.raises(OSError, match="POLYBIUS_CACHE"):
        places.settlements("Mosul")
    _forget()


def _mosul() -> Entry:
    return places.settlements("Mosul")[0][0]


def _forget() -> None:
    """Drop what is kept in memory of the index."""
    places._connect.cache_clear()
    places.settlements.cache_clear()
