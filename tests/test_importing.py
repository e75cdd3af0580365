"""`polybius gazetteer`: what comes in, what is refused, and what a text is then found to say."""

from __future__ import annotations

import json
import tracemalloc
import zipfile

import pytest

from polybius.extract import gazetteer
from polybius.extract.gazetteer import imported
from polybius.importing import MOST_ROWS, import_file, remove_source, sources

LIST = (
    "name,type,aliases,country,lat,lon,sector,located_in,wikidata,notes\n"
    "Harrak Brigades,militia,Kataib Harrak|KHB,Chad,,,REB,,Q42,feared\n"
    "Bourgane,village,,TCD,13.4,14.2,,Upper Zor,,\n"
    "Upper Zor,province,,TD,13.5,14.3,,,,\n"
    "Camp Delta-9,military base,Delta Nine,TCD,13.9,14.9,,Bourgane,,\n"
)


def dump(number, name, kind="P", code="PPL", country="TD", people=0, lat="13.1", others=""):
    cells = [number, name, name, others, lat, "14.1", kind, code, country, "", "07", "", "", ""]
    return "\t".join(map(str, [*cells, people, "", 300, "Africa/Ndjamena", "2019-01-01"])) + "\n"


@pytest.fixture(autouse=True)
def own(tmp_path, monkeypatch):
    """A folder of imported sources for each test."""
    monkeypatch.setenv("POLYBIUS_GAZETTEER", str(tmp_path / "gazetteer"))
    gazetteer.forget()
    yield tmp_path / "gazetteer"
    gazetteer.forget()


@pytest.fixture
def given(tmp_path):
    def write(name, text):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
        return path

    return write


def test_a_list_is_known_by_all_its_names(given):
    report = import_file(given("lake.csv", LIST))
    assert (report.source.name, report.source.kind, report.source.entries) == ("lake", "list", 4)
    assert report.number_bad == 0
    (group,) = gazetteer.lookup("Kataib Harrak")
    assert (group.key, group.types) == ("list-lake-harrak-brigades", ("ArmedGroup",))
    assert (group.country, group.sector) == ("TCD", "REB")
    assert group.exact_match == ("http://www.wikidata.org/entity/Q42",)
    assert gazetteer.entry(group.key) == group
    village = gazetteer.resolve("bourgane").best
    assert village is not None
    assert (village.lat, village.located_in) == (13.4, "list-lake-upper-zor")
    base = gazetteer.entry("list-lake-camp-delta-9")
    assert base is not None
    assert (base.types, base.located_in) == (("Facility",), "list-lake-bourgane")


def test_what_is_imported_is_forgotten_when_removed(given):
    import_file(given("lake.csv", LIST))
    assert gazetteer.lookup("Harrak Brigades")
    remove_source("lake")
    assert gazetteer.lookup("Harrak Brigades") == ()
    assert gazetteer.entry("list-lake-bourgane") is None
    assert sources() == ()
    with pytest.raises(ValueError, match=r"no source 'lake' was imported \(imported: none\)"):
        remove_source("lake")


def test_importing_again_replaces(given):
    first = import_file(given("lake.csv", LIST)).source
    second = import_file(given("lake.csv", "name;type\nAbu Tira;Stadt\nKuma;town\n")).source
    assert [source.entries for source in sources()] == [1]
    assert first.digest != second.digest
    assert gazetteer.lookup("Harrak Brigades") == ()
    assert gazetteer.resolve("Kuma").best == gazetteer.entry("list-lake-kuma")


def test_an_import_that_fails_leaves_what_was_there(given, own):
    import_file(given("lake.csv", LIST))
    with pytest.raises(ValueError, match="nothing to import for lake"):
        import_file(given("lake.csv", "name,type\n,\nX,spaceship\n"))
    assert [source.entries for source in sources()] == [4]
    assert [path.name for path in own.iterdir()] == ["lake.sqlite"]


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("Zor,spaceship,,,,,", "type 'spaceship' is not known; give one of Actor, "),
        ("Zor,,,,,,", "type '' is not known"),
        ("Z,village,,,,,", "'Z' is no name"),
        ("Zo\x07r,village,,,,,", "is no name"),
        ("Zor,village,113,4,,,", "'113' is no latitude in degrees"),
        ("Zor,village,north,4,,,", "'north' is no latitude"),
        ("Zor,village,nan,4,,,", "'nan' is no latitude"),
        ("Zor,village,13,,,,", "a latitude and a longitude go together"),
        ("Zor,village,,,Atlantis,,", "country 'Atlantis' is not known"),
        ("Zor,village,,,,X1,", "sector 'X1' is not known; give one of AGR"),
        ("Zor,village,,,,,Nowhereburgh", "located_in 'Nowhereburgh' is no place known"),
        ("Fine,militia,,,,,", "'Fine' is in line 2 too"),
    ],
)
def test_bad_rows_are_told_by_line_and_the_rest_goes_on(given, row, told):
    head = "Name\tTYPE\tlatitude\tlng\tcountry\tsector\tLocated in\n".replace("\t", ",")
    report = import_file(given("a.csv", f"{head}Fine,village,,,,,\n{row}\nGood,town,,,,,\n"))
    assert report.source.entries == 2
    assert [bad.line for bad in report.bad] == [3]
    assert told in report.bad[0].reason


@pytest.mark.parametrize(
    ("header", "told"),
    [
        ("type,lat\n", "no column name; the first line must name the columns"),
        ("name\nX\n", "no column type"),
        ("", "no column name and type"),
        ("name,type,label\nX,town,x\n", "two columns for name"),
        (b"\x00\x01\x02", "binary"),
    ],
)
def test_a_table_without_what_is_needed_is_refused(given, own, header, told):
    with pytest.raises(ValueError, match=told):
        import_file(given("a.csv", header))
    assert not own.exists() or list(own.iterdir()) == []


def test_lines_are_counted_where_cells_run_over_several(given):
    report = import_file(given("a.csv", 'name,type\n"Al\nHosn",village\nX,\nDar,town\n'))
    assert [bad.line for bad in report.bad] == [4]
    assert gazetteer.lookup("Al Hosn")


def test_a_list_has_a_limit(given):
    rows = "".join(f"Place {number},town\n" for number in range(MOST_ROWS + 1))
    with pytest.raises(ValueError, match="more than 200,000 rows"):
        import_file(given("a.csv", f"name,type\n{rows}"))


def test_a_dump_s_places_are_what_a_name_may_stand_for(given):
    text = (
        dump(990001, "Bir Samak", people=700, others="Bi’r Samak,Бир,Samaktown")
        + "broken\n"
        + dump(990002, "Wadi Zor", "H", "WAD")
        + dump(990003, "Zor Field", "L", "MILB")
        + dump(2434508, "Chad", "A", "PCLI")
        + dump(990004, "Nowhere", lat="91")
        + dump(990005, "Odd", "Q", "X")
    )
    report = import_file(given("TD.txt", text))
    assert (report.source.kind, report.source.entries) == ("geonames", 3)
    assert [(bad.line, bad.reason) for bad in report.bad] == [
        (2, "1 columns where GeoNames has 19"),
        (6, "'91' is no latitude"),
        (7, "'Q' is no feature class"),
    ]
    town = gazetteer.resolve("Samaktown").best
    assert town is not None
    assert (town.key, town.types, town.population) == ("geonames-990001", ("Settlement",), 700)
    assert (town.located_in, town.admin1) == ("country-TCD", "TD.07")
    assert [gazetteer.candidates(name)[0].types[0] for name in ("Wadi Zor", "Zor Field")] == [
        "NaturalFeature",
        "Facility",
    ]
    assert gazetteer.candidates("Chad")[0].key == "country-TCD"


def test_alternate_names_go_with_their_dump(given):
    names = given(
        "alternateNames.txt",
        "1\t990001\ten\tFishwell\t\t\t\t\n2\t990001\tlink\thttps://x.example\t\t\t\t\n"
        "3\t990001\tfr\tOldwell\t\t\t\t1\n4\t7\ten\tElsewhere\t\t\t\t\nbroken\n",
    )
    report = import_file(given("TD.txt", dump(990001, "Bir Samak")), names=names)
    assert [bad.reason for bad in report.bad] == [
        "alternateNames.txt: 1 columns where alternateNames has 8 or 10"
    ]
    assert gazetteer.resolve("Fishwell").best == gazetteer.entry("geonames-990001")
    assert gazetteer.candidates("Oldwell") == gazetteer.candidates("Elsewhere") == ()
    with pytest.raises(ValueError, match="alternate names go with a GeoNames dump"):
        import_file(given("lake.csv", LIST), names=names)


def test_a_zip_holds_one_table(given, tmp_path):
    path = tmp_path / "TD.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "about")
        archive.writestr("TD.txt", dump(990001, "Bir Samak"))
    assert import_file(path).source.entries == 1
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("more.txt", "x")
    with pytest.raises(ValueError, match="2 tables in it"):
        import_file(path)
    with pytest.raises(ValueError, match=r"no \.zip file that can be read"):
        import_file(given("torn.zip", b"PK\x03\x04torn"))


def test_memory_does_not_grow_with_a_dump(given):
    def peak(number):
        path = given("big.txt", "".join(dump(n, f"Town {n}") for n in range(1, number)))
        tracemalloc.start()
        assert import_file(path).source.entries > number * 0.9
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    peak(100)  # what is loaded once
    assert peak(60_000) < 1.3 * peak(20_000)


def test_a_source_that_is_damaged_is_told_of(given, own):
    import_file(given("lake.csv", LIST))
    gazetteer.forget()
    (own / "lake.sqlite").write_bytes(b"no database at all" * 100)
    with pytest.raises(ValueError, match=r"lake cannot be read .* import it again, or remove it"):
        gazetteer.lookup("Bourgane")
    remove_source("lake")
    assert gazetteer.lookup("Bourgane") == ()


@pytest.mark.parametrize("name", ["../x", "", ".x", "a/b", "x" * 80, "ü"])
def test_a_source_is_named_as_a_file_can_be(given, name):
    with pytest.raises(ValueError, match="cannot name a source"):
        imported.source_path(name)


def test_the_commands(polybius, given):
    path = given("lake.csv", LIST + "Zor,spaceship,,,,,,,,\n" * 30)
    done = polybius("gazetteer", "import", path)
    assert done.exit_code == 0
    assert done.stdout == "lake: 4 entries imported, 30 rows left out\n"
    assert f"{path}: line 6: type 'spaceship' is not known" in done.stderr
    assert f"{path}: and 10 more" in done.stderr
    assert polybius("gazetteer", "import", path, "--source", "chad").exit_code == 0
    listed = polybius("gazetteer", "list").stdout.split()
    assert listed == ["4", "list", "chad", "4", "list", "lake"]
    assert polybius("gazetteer", "remove", "chad").stdout == "chad: removed\n"
    absent = polybius("gazetteer", "remove", "chad")
    assert (absent.exit_code, absent.stdout) == (1, "")
    assert absent.stderr == "polybius: no source 'chad' was imported (imported: lake)\n"
    two = polybius("gazetteer", "import", path, path, "--source", "x")
    assert "--source names one file" in two.stderr
    assert "No such file" in polybius("gazetteer", "import", "absent.csv").stderr


@pytest.mark.model
def test_a_text_is_found_to_speak_of_what_was_imported(polybius, given, tmp_path):
    article = given(
        "story.txt",
        "Fighters of the Harrak Brigades attacked Camp Delta-9 near Bourgane on Monday.\n",
    )
    polybius("gazetteer", "import", given("lake.csv", LIST))
    result = polybius("extract", article)
    entities = {e["name"]: e for e in json.loads(result.stdout)["entities"]}
    assert entities["Harrak Brigades"]["sector"] == "REB"
    assert entities["Bourgane"]["lat"] == 13.4
    assert entities["Camp Delta-9"]["iri"].endswith("entity/list-lake-camp-delta-9")
    assert polybius("extract", article).stdout == result.stdout
    store = tmp_path / "store"
    assert polybius("build", article, "--store", store).exit_code == 0
    check = polybius("check", "--store", store)
    assert check.exit_code == 0, check.stdout
    moved = LIST.replace("13.4,14.2", "13.5,14.25")
    polybius("gazetteer", "import", given("lake.csv", moved))
    polybius("build", article, "--store", store)
    quads = polybius("export", "nquads", "-", "--store", store).stdout
    assert "POINT(14.25 13.5)" in quads
    assert "POINT(14.2 13.4)" not in quads
    (digest,) = {source.digest for source in sources()}
    assert digest in quads
