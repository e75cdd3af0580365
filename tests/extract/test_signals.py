"""Signals: what is seen of a finding, whatever its text."""

from __future__ import annotations

from dataclasses import replace

from polybius.extract.findings import Claim, Entity, Event, Mention, Participant, Position, Span
from polybius.extract.identity import BASE, entity_iri, known_iri
from polybius.extract.signals import Signals, find_signals, is_place, log_odds

TEXT = "Marla Venn of Ostrava warned Belgrade on Friday that Novi Sad would have to wait."
DOCUMENT = f"{BASE}document/0123456789abcdef01234567"


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span("body", start, start + len(words), words)


def named(words: str, *types: str, **fields: object) -> Entity:
    mentions = (Mention(span(words), "name"),)
    iri = entity_iri(DOCUMENT, words, types[0])
    return Entity(iri, types, words, mentions=mentions, **fields)  # type: ignore[arg-type]


def at(words: str, lat: float, lon: float, country: str) -> Entity:
    return named(words, "Settlement", lat=lat, lon=lon, country=country)


VENN = named("Marla Venn", "Person", confidence=0.75)
OSTRAVA = at("Ostrava", 49.8, 18.3, "CZE")
BELGRADE = at("Belgrade", 44.8, 20.5, "SRB")
NOVI_SAD = at("Novi Sad", 45.3, 19.8, "SRB")
WARNING = Event(
    iri="event",
    type="THREATEN",
    mode=None,
    trigger=span("warned"),
    sentence=span(TEXT),
    actors=(Participant(VENN.iri, span("Marla Venn")),),
    recipients=(Participant(BELGRADE.iri, span("Belgrade")),),
    places=(),
    time=None,
    factuality="occurred",
)
CLAIM = Claim(
    iri="claim",
    speaker=Participant(VENN.iri, span("Marla Venn")),
    cue=span("warned"),
    content=(span("that Novi Sad would have to wait"),),
    quotation="indirect",
)


def signals_of(*findings: Entity | Event | Claim | Position) -> dict[str, Signals]:
    def of(kind: type) -> list[object]:
        return [f for f in findings if isinstance(f, kind)]

    parts = (of(Entity), of(Event), of(Claim), of(Position))
    return {iri: signals for _, iri, signals in find_signals(*parts)}  # type: ignore[arg-type]


def test_every_finding_has_signals_of_its_kind() -> None:
    position = Position("position", VENN.iri, span("Marla"), None)
    found = find_signals([VENN, OSTRAVA], [WARNING], [CLAIM], [position])
    kinds = {(kind, iri) for kind, iri, signals in found if "raw" in signals}
    assert kinds == {
        ("entity", VENN.iri),
        ("place", OSTRAVA.iri),
        ("event", "event"),
        ("claim", "claim"),
        ("position", "position"),
    }
    assert is_place(OSTRAVA)
    assert not is_place(VENN)


def test_the_raw_confidence_is_a_signal_kept_from_certainty() -> None:
    assert log_odds(0.5) == 0
    assert log_odds(0.75) == -log_odds(0.25) > 0
    assert log_odds(1.0) == log_odds(0.99)
    assert signals_of(VENN)[VENN.iri]["raw"] == log_odds(0.75)


def test_a_name_that_is_known_or_odd_is_seen() -> None:
    known = replace(VENN, iri=known_iri("person-marla-venn"))
    odd = replace(VENN, name="@VENN42")
    found = signals_of(VENN, known)
    assert (found[VENN.iri]["known"], found[known.iri]["known"]) == (False, True)
    signals = signals_of(odd)[odd.iri]
    assert all(signals[name] for name in ("strange characters", "digits", "capitals", "one word"))
    assert not any(found[VENN.iri][name] for name in ("strange characters", "digits", "capitals"))


def test_places_bear_on_each_other() -> None:
    found = signals_of(OSTRAVA, BELGRADE, NOVI_SAD, VENN)
    near = {iri for iri, signals in found.items() if signals.get("near another")}
    assert near == {BELGRADE.iri, NOVI_SAD.iri}
    assert found[OSTRAVA.iri]["share of its country"] == 0
    assert found[BELGRADE.iri]["share of its country"] == 0.5
    alone = signals_of(BELGRADE)[BELGRADE.iri]
    assert alone["beside of its country"] == 0
    assert not alone["near another"]


def test_sides_of_an_event_by_where_they_stand() -> None:
    whole = signals_of(WARNING)["event"]
    assert whole["actor before"]
    assert not whole["recipient before"]
    assert whole["both sides"]
    assert 0 < whole["recipient far"] < whole["actor far"]
    half = signals_of(replace(WARNING, actors=()))["event"]
    assert half["no actor"]
    assert not half["both sides"]
    assert not half["no side"]
    assert signals_of(replace(WARNING, actors=(), recipients=()))["event"]["no side"]


def test_a_claim_by_its_words() -> None:
    signals = signals_of(CLAIM)["claim"]
    assert signals["that"]
    assert not signals["short"]
    assert not signals["saying"]
    assert signals["quotation indirect"] == 1
    nobody = signals_of(replace(CLAIM, speaker=None, cue=span("that")))["claim"]
    assert nobody["no speaker"]
    assert not nobody["pronoun"]


def test_thousands_of_places_are_soon_weighed() -> None:
    """One step a place and cell: a step a pair would take minutes."""
    many = [replace(OSTRAVA, iri=str(n), lat=n / 500 - 50, lon=n / 200) for n in range(20_000)]
    assert len(signals_of(*many)) == len(many)
