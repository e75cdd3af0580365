"""Linking: what is known of an actor or place, and what only the document tells."""

from __future__ import annotations

import pytest
from hand_parsed import linked, passage

from polybius.extract.findings import Entity
from polybius.extract.identity import BASE, entity_iri, known_iri


def names_only(*names: tuple[str, str, str]) -> dict[str, Entity]:
    """Return the entities by name of comments that each hold one (name, label, key)."""
    parts = []
    for number, (name, label, key) in enumerate(names, 1):
        words = name.split()
        rows = "\n".join(f"{word} NNP {'flat' if n else 'ROOT'} 0" for n, word in enumerate(words))
        parts.append(passage(rows, [(0, len(words), label, key)], f"comment/{number}"))
    return {entity.name: entity for entity in linked(*parts).entities.values()}


def test_a_country_is_one_known_entity_both_actor_and_place() -> None:
    (russia,) = names_only(("Russia", "GPE", "country-RUS")).values()
    assert russia.iri == known_iri("country-RUS")
    assert russia.types == ("State", "Country")
    assert russia.country == "RUS"
    assert russia.exact_match == ("https://sws.geonames.org/2017370/",)
    assert russia.lat == pytest.approx(60, abs=10)
    assert russia.lon == pytest.approx(100, abs=20)


def test_a_city_is_found_on_the_map() -> None:
    aleppo = names_only(("Aleppo", "GPE", ""), ("Syria", "GPE", "country-SYR"))["Aleppo"]
    assert aleppo.iri == known_iri("geonames-170063")
    assert aleppo.exact_match == ("https://sws.geonames.org/170063/",)
    assert (aleppo.lat, aleppo.lon) == pytest.approx((36.2, 37.16), abs=0.1)
    assert aleppo.located_in == known_iri("country-SYR")


def test_a_place_that_nobody_knows_stays_where_it_is_told() -> None:
    (place,) = names_only(("Qwyxburg", "GPE", "")).values()
    assert place.types == ("Place",)
    assert (place.lat, place.lon, place.country, place.exact_match) == (None, None, None, ())
    assert place.iri.startswith(BASE + "entity/")


CONTAINED = """
Paris NNP ROOT  0
,     ,   punct 0
Texas NNP appos 0
"""


def test_the_container_after_a_place_decides_which_one_it_is() -> None:
    found = linked(passage(CONTAINED, [(0, 1, "GPE", ""), (2, 3, "GPE", "")])).entities
    assert {e.name: e.country for e in found.values()} == {"Paris": "USA", "Texas": "USA"}
    (paris,) = names_only(("Paris", "GPE", "")).values()
    assert paris.country == "FRA"


def test_two_names_that_turn_out_the_same_place_are_joined() -> None:
    part = passage(
        "Aleppo NNP ROOT 0\n. . punct 0\nHalab NNP ROOT 2\n. . punct 2\nSyria NNP ROOT 4",
        [(0, 1, "GPE", ""), (2, 3, "GPE", ""), (4, 5, "GPE", "country-SYR")],
    )
    found = linked(part)
    aleppo = found.entities[known_iri("geonames-170063")]
    assert [m.span.text for m in aleppo.mentions] == ["Aleppo", "Halab"]
    assert len(found.entities) == 2


def test_a_region_by_compass_lies_in_its_country_and_is_not_it() -> None:
    found = linked(passage("western JJ amod 1\nIraq NNP ROOT 1", [(1, 2, "GPE", "country-IRQ")]))
    (region,) = found.entities.values()
    assert (region.types, region.name) == (("Region",), "western Iraq")
    assert region.located_in == known_iri("country-IRQ")
    assert region.iri != known_iri("country-IRQ")


OFFICER = """
Chad    NNP poss     3
's      POS case     0
Army    NNP compound 3
General NNP compound 5
Jane    NNP compound 5
Doe     NNP nsubj    6
left    VBD ROOT     6
"""


def test_a_person_s_country_and_sector_follow_from_the_office() -> None:
    names = [(0, 1, "GPE", "country-TCD"), (4, 6, "PERSON", "")]
    found = linked(passage(OFFICER, names))
    (doe,) = (e for e in found.entities.values() if e.name == "Jane Doe")
    assert (doe.types, doe.country, doe.sector) == (("Person",), "TCD", "MIL")
    assert doe.iri == entity_iri(found.iri, "Jane Doe", "Person")


def test_a_person_without_office_has_no_country() -> None:
    (doe,) = names_only(("Jane Doe", "PERSON", "")).values()
    assert (doe.country, doe.sector) == (None, None)


def test_the_fullest_name_is_the_entity_s() -> None:
    assert set(names_only(("Doe", "PERSON", ""), ("Jane Doe", "PERSON", ""))) == {"Jane Doe"}


def test_a_name_is_surer_than_a_noun_and_the_known_surer_than_a_name() -> None:
    known, named = names_only(("Chad", "GPE", "country-TCD"), ("Jane Doe", "PERSON", "")).values()
    (nominal,) = linked(passage("rebels NNS nsubj 1\nfled VBD ROOT 1")).entities.values()
    assert 1 >= known.confidence > named.confidence > nominal.confidence > 0


def test_references_come_in_the_order_of_the_parts_given() -> None:
    title = passage("Doe NNP nsubj 1\nleft VBD ROOT 1", [(0, 1, "PERSON", "")], "title")
    body = passage(
        "Chad NNP nsubj 1\nmet VBD ROOT 1\nDoe NNP dobj 1",
        [(0, 1, "GPE", "country-TCD"), (2, 3, "PERSON", "")],
    )
    comment = passage("Doe NNP nsubj 1\nleft VBD ROOT 1", [(0, 1, "PERSON", "")], "comment/1")
    found = linked(title, body, comment)
    assert [(r.span.part, r.span.text) for r in found.references] == [
        ("title", "Doe"),
        ("body", "Chad"),
        ("body", "Doe"),
        ("comment/1", "Doe"),
    ]
    assert {r.entity for r in found.references} == set(found.entities)


def test_every_mention_is_a_reference_to_its_entity() -> None:
    found = linked(passage(OFFICER, [(0, 1, "GPE", "country-TCD"), (4, 6, "PERSON", "")]))
    told = {(e.iri, m.span, m.kind) for e in found.entities.values() for m in e.mentions}
    assert told == {(r.entity, r.span, r.kind) for r in found.references}
    assert len(told) == 2


@pytest.mark.parametrize(
    ("title", "sector"),
    [("Defence NNP compound 4\nMinister", "MIL"), ("Foreign NNP compound 4\nMinister", "GOV")],
)
def test_a_title_is_looked_up_as_a_whole(title: str, sector: str) -> None:
    table = OFFICER.replace("Army    NNP compound 3\nGeneral", title)
    found = linked(passage(table, [(0, 1, "GPE", "country-TCD"), (4, 6, "PERSON", "")]))
    assert [e.sector for e in found.entities.values() if e.name == "Jane Doe"] == [sector]


def test_an_organisation_tells_its_officers_sector() -> None:
    table = "Hamas NNP compound 3\nspokesman NN compound 3\nJane NNP compound 3\nDoe NNP ROOT 3"
    found = linked(passage(table, [(0, 1, "ORG", "group-hamas"), (2, 4, "PERSON", "")]))
    assert [e.sector for e in found.entities.values() if e.name == "Jane Doe"] == ["REB"]


def test_a_country_s_name_is_a_town_s_among_that_town_s_neighbours() -> None:
    names = ("Lebanon", "Harrisburg", "Lancaster", "Pennsylvania", "Allentown")
    keys = {"Lebanon": "country-LBN"}
    found = names_only(*((name, "GPE", keys.get(name, "")) for name in names))
    assert found["Lebanon"].types == ("Settlement",)
    assert found["Lebanon"].country == "USA"
    among = names_only(("Lebanon", "GPE", "country-LBN"), ("Beirut", "GPE", ""))
    assert among["Lebanon"].types == ("State", "Country")


def test_a_place_s_confidence_is_its_probability_and_candidates_are_told() -> None:
    sure, unsure = names_only(("Aleppo", "GPE", ""), ("Springfield", "GPE", "")).values()
    assert sure.confidence > 0.9 > unsure.confidence
    assert len(unsure.candidates) > 3
    assert sum(candidate.score for candidate in unsure.candidates) <= 1.01


def test_what_lies_in_a_place_is_placed_by_it() -> None:
    found = names_only(("Leeds", "GPE", ""), ("Leeds Jail", "FAC", ""), ("West Leeds", "GPE", ""))
    leeds = found["Leeds"]
    for name in ("Leeds Jail", "West Leeds"):
        assert (found[name].lat, found[name].lon) == (leeds.lat, leeds.lon)
        assert found[name].located_in == leeds.iri
        assert found[name].exact_match == ()


def test_a_list_of_countries_is_no_containment() -> None:
    table = "China NNP ROOT 0\n, , punct 0\nJapan NNP conj 0"
    found = linked(passage(table, [(0, 1, "GPE", ""), (2, 3, "GPE", "country-JPN")])).entities
    assert {e.name: e.country for e in found.values()} == {"China": "CHN", "Japan": "JPN"}


def test_a_border_is_not_put_in_the_middle_of_the_country() -> None:
    table = "Iraq NNP compound 1\nborder NN ROOT 1"
    (border,) = linked(passage(table, [(0, 1, "GPE", "country-IRQ")])).entities.values()
    assert border.types == ("BorderArea",)
    assert (border.lat, border.lon) == (None, None)
    assert border.located_in == known_iri("country-IRQ")
