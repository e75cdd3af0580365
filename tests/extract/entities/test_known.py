import dataclasses

from polybius.extract.entities.known import known_entity
from polybius.extract.findings import Entity
from polybius.extract.gazetteer import Entry, curated
from polybius.extract.identity import known_iri, known_key

BASE = "https://graph.example/"


def test_an_entity_has_all_that_the_entry_has() -> None:
    entry = Entry(
        key="geonames-1",
        types=("Settlement",),
        name="Aldoria",
        aliases=("Aldor",),
        country="XAL",
        sector="GOV",
        lat=1.5,
        lon=-2.5,
        exact_match=("https://sws.geonames.org/1/",),
        located_in="country-XAL",
    )
    assert known_entity(entry, BASE) == Entity(
        iri="https://graph.example/entity/geonames-1",
        types=("Settlement",),
        name="Aldoria",
        exact_match=("https://sws.geonames.org/1/",),
        country="XAL",
        sector="GOV",
        lat=1.5,
        lon=-2.5,
        confidence=0.95,
        located_in="https://graph.example/entity/country-XAL",
    )
    alone = dataclasses.replace(entry, located_in=None)
    assert known_entity(alone, BASE).located_in is None


def test_every_curated_entry_lies_in_one_that_is_known() -> None:
    entities = [known_entity(entry, BASE) for entry in curated().values()]
    held = [entity.located_in for entity in entities if entity.located_in]
    assert len(held) > 100
    assert {known_key(iri) for iri in held} <= set(curated())
    assert all(iri == known_iri(known_key(iri) or "", BASE) for iri in held)
