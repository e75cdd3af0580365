from __future__ import annotations

from pathlib import Path

from polybius.ontology import generate, terms


def test_terms_are_those_of_the_turtle() -> None:
    written = Path(terms.__file__).read_text(encoding="utf-8")
    assert written == generate.terms_source(), "run python -m polybius.ontology.generate"


def test_every_public_name_is_there_and_a_string_or_a_table() -> None:
    assert len(terms.__all__) > 100
    for name in terms.__all__:
        value = getattr(terms, name)
        assert value
        if not name.isupper():
            assert value == terms.PB + name


def test_plover_is_complete() -> None:
    assert len(terms.EVENT_TYPES) == 16
    assert sorted(terms.EVENT_TYPES) == sorted(terms.QUAD_CLASSES) == sorted(terms.MODES)
    assert terms.EVENT_TYPES["ASSAULT"] == terms.Assault
    assert terms.QUAD_CLASSES["COERCE"] == "MaterialConflict"
    assert sum(len(modes) for modes in terms.MODES.values()) == 68
    assert terms.MODES["AGREE"] == {}
    assert terms.MODES["ASSAULT"]["aerial"] == terms.PB + "mode-ASSAULT-aerial"
    assert len(terms.CONTEXTS) == 37
    assert len(terms.SECTORS) == 28


def test_a_cameo_root_stands_at_each_type_its_codes_go_to() -> None:
    assert terms.CAMEO_ROOTS["ACCUSE"] == ("09", "11")
    assert terms.CAMEO_ROOTS["CONCEDE"] == terms.CAMEO_ROOTS["RETREAT"] == ("08",)
    roots = {root for roots in terms.CAMEO_ROOTS.values() for root in roots}
    assert roots == {f"{number:02}" for number in range(3, 21)}


def test_the_names_of_findings_are_here() -> None:
    assert set(terms.FACTUALITIES) == {
        "occurred",
        "ongoing",
        "future",
        "hypothetical",
        "negated",
        "historical",
    }
    assert {"State", "Person", "Population", "Actor"} <= set(terms.ACTOR_TYPES)
    assert {"Country", "BorderArea", "Place"} <= set(terms.PLACE_TYPES)
    assert not set(terms.ACTOR_TYPES) & set(terms.PLACE_TYPES)
    assert terms.GRANULARITIES[0] == "instant"
    assert terms.QUOTATIONS == ("direct", "indirect", "mixed")
