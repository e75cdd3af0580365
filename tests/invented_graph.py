"""An invented graph of any size: plausible articles with comments, the same at every run.

The findings of an article are put together by dice that its number seeds, and turned into
quads by the encoder that real findings go through.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

import pyoxigraph as ox

from polybius.extract.findings import (
    Candidate,
    Claim,
    Entity,
    Event,
    Findings,
    Mention,
    Part,
    Participant,
    Position,
    Quantity,
    Span,
    Time,
)
from polybius.extract.identity import BASE, entity_iri, known_iri, mint
from polybius.graphs.quads import to_quads
from polybius.graphs.store import Build, put_ontology, record_build
from polybius.ontology.sources import ontology_sources

__all__ = ["COUNTRIES", "PEOPLE", "TOWNS", "fill", "invented_findings"]

FIRST = ("Var", "Osm", "Kal", "Bel", "Tor", "Qui", "Mar", "Sel", "Dro", "Fen")
COUNTRIES = tuple(a + b for a in FIRST for b in ("nia", "land", "stan", "ova"))
GROUPS = tuple(f"{a}na {b}" for a in FIRST for b in ("Brigade", "Front", "Guard", "Army"))
TOWNS = tuple(a + b for a in FIRST for b in ("den", "stad", "wick", "ford", "holm", "by", "mouth"))
PEOPLE = tuple(f"{a} {b}sen" for a in ("Ida", "Nora", "Karl", "Oleg") for b in FIRST)
OUTLETS = tuple(f"{name} Wire" for name in ("Sample", "Coast", "Valley"))
ACCOUNTS = ("Rex", "Wolf", "Doubter", "Lamp", "Quill", "Oak")
# A verb, with the type and the mode of the event that it reports.
VERBS = (
    ("attacked", "ASSAULT", "firearms"),
    ("shelled", "ASSAULT", "heavy-weapons"),
    ("met", "CONSULT", "visit"),
    ("accused", "ACCUSE", "allege"),
    ("threatened", "THREATEN", "violence"),
    ("helped", "AID", None),
    ("praised", "SUPPORT", None),
    ("called on", "REQUEST", "assist"),
)
FACTUALITIES = ("occurred", "occurred", "occurred", "ongoing", "future", "negated")
SENTENCES = 16  # in an article
CLAIMED, DATED, TITLED = 0.4, 0.5, 0.3  # shares of sentences, of events, and of speakers
FIRST_DAY = date(2020, 1, 1)


def fill(store: ox.Store, articles: int) -> None:
    """Put so many articles into an empty store, with the ontology and the record of a build."""
    put_ontology(store, BASE, (text for _, text in ontology_sources()))
    found = [invented_findings(number) for number in range(articles)]
    store.bulk_extend(quad for findings in found for quad in to_quads(findings))
    moment = "2024-01-01T00:00:00+00:00"
    documents = tuple(findings.iri for findings in found)
    record_build(store, BASE, Build(moment, moment, "0.1.0", "invented", "{}", documents))


def invented_findings(number: int) -> Findings:
    """Return what is found in the article of that number, and under it."""
    dice = random.Random(number)  # noqa: S311  (dice, not secrets)
    day = FIRST_DAY + timedelta(number % 1200)
    draft = _Draft(f"{BASE}document/{number:020}", dice, day)
    parts = [Part("title", f"Report {number}"), _part(draft, "body", SENTENCES)]
    for comment in range(1, dice.randrange(8)):
        parts.append(
            replace(
                _part(draft, f"comment/{comment}", 1),
                author=dice.choice(ACCOUNTS),
                published=day.isoformat(),
                reply_to=f"comment/{comment - 1}" if comment % 3 == 0 else None,
            )
        )
    return Findings(
        id=str(number),
        iri=draft.iri,
        published=day.isoformat(),
        outlet=dice.choice(OUTLETS),
        url=f"https://wire.example/{number}",
        title=f"Report {number}",
        author=None,
        lang="en",
        parts=tuple(parts),
        entities=tuple(draft.entities.values()),
        events=tuple(draft.events),
        claims=tuple(draft.claims),
        times=tuple(draft.times),
        positions=tuple(draft.positions),
    )


def _part(draft: _Draft, name: str, sentences: int) -> Part:
    text = _Text(name)
    for _ in range(sentences):
        draft.sentence(text)
    return Part(name, text.text)


class _Text:
    """A part while it is written: what is added is a span of it."""

    def __init__(self, part: str) -> None:
        self.part, self.text = part, ""

    def add(self, words: str, before: str = " ") -> Span:
        """Add words, after what parts them from those before, and return their span."""
        self.text += before if self.text else ""
        start = len(self.text)
        self.text += words
        return Span(self.part, start, len(self.text), words)

    def since(self, start: int) -> Span:
        """Return the span from an offset to the end."""
        return Span(self.part, start, len(self.text), self.text[start:])


@dataclass
class _Draft:
    """An article's findings while they are put together."""

    iri: str
    dice: random.Random
    day: date
    entities: dict[str, Entity] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    times: list[Time] = field(default_factory=list)
    positions: list[Position] = field(default_factory=list)

    def sentence(self, text: _Text) -> None:
        """Add "[Somebody said that] A struck B in P on a day, killing 5.", and what it says."""
        start = len(text.text) + bool(text.text)
        claim = self._claim(text) if self.dice.random() < CLAIMED else None
        inner = len(text.text) + bool(text.text)
        event = self._event(text)
        content = text.since(inner)
        text.add(".", before="")
        sentence = text.since(start)
        if claim:
            claim = replace(
                claim, content=(content,), sentence=sentence, about=(event.recipients[0].entity,)
            )
            self.claims.append(claim)
        self.events.append(replace(event, sentence=sentence, claim=claim.iri if claim else None))

    def _event(self, text: _Text) -> Event:
        verb, kind, mode = self.dice.choice(VERBS)
        actor = self._actor(text)
        trigger = text.add(verb)
        recipient = self._actor(text)
        text.add("in")
        place = self._mention(text, self.dice.choice(TOWNS), "Settlement", known=True)
        killed = {}
        time = self._time(text) if self.dice.random() < DATED else None
        if kind == "ASSAULT":
            text.add("killing", before=", ")
            dead = self.dice.randrange(1, 40)
            killed = {"killed": Quantity(dead, dead, text.add(str(dead)))}
        return Event(
            iri=mint(self.iri, "event", trigger),
            type=kind,
            mode=mode,
            trigger=trigger,
            sentence=trigger,
            actors=(actor,),
            recipients=(recipient,),
            places=(place,),
            time=time,
            factuality=self.dice.choice(FACTUALITIES),
            contexts=("military",) if kind == "ASSAULT" else ("diplomatic",),
            quantities=killed,
            confidence=self.dice.choice((0.4, 0.7, 0.9)),
        )

    def _claim(self, text: _Text) -> Claim:
        speaker = self._mention(text, self.dice.choice(PEOPLE), "Person")
        if self.dice.random() < TITLED:
            self._position(text, speaker)
        cue = text.add(self.dice.choice(("said that", "denied that", "warned that")))
        return Claim(mint(self.iri, "claim", cue), speaker, cue, (), "indirect")

    def _position(self, text: _Text, speaker: Participant) -> None:
        text.add("of", before=", ")
        body = self._mention(text, self.dice.choice(GROUPS), "ArmedGroup", known=True)
        title = text.add("spokesman", before=", ")
        text.add(",", before="")
        iri = mint(self.iri, "position", title)
        self.positions.append(Position(iri, speaker.entity, title, body.entity))

    def _actor(self, text: _Text) -> Participant:
        if self.dice.random() < 0.5:
            return self._mention(text, self.dice.choice(COUNTRIES), "State", known=True)
        return self._mention(text, self.dice.choice(GROUPS), "ArmedGroup", known=True)

    def _time(self, text: _Text) -> Time:
        day = (self.day - timedelta(self.dice.randrange(30))).isoformat()
        time = Time(text.add(f"on {day}"), "DATE", day, day, day, "day", "explicit")
        self.times.append(time)
        return time

    def _mention(self, text: _Text, name: str, kind: str, *, known: bool = False) -> Participant:
        key = f"invented-{name.lower().replace(' ', '-')}"
        iri = known_iri(key) if known else entity_iri(self.iri, name, kind)
        entity = self.entities.get(iri) or _entity(iri, name, kind)
        span = text.add(name)
        mentions = (*entity.mentions, Mention(span, "name"))
        self.entities[iri] = replace(entity, mentions=mentions)
        return Participant(iri, span)


def _entity(iri: str, name: str, kind: str) -> Entity:
    if kind == "State":
        return Entity(iri, ("State", "Country"), name, country=_code(name), sector="GOV")
    if kind == "Settlement":
        number = TOWNS.index(name)
        home = COUNTRIES[number % len(COUNTRIES)]
        return Entity(
            iri,
            (kind,),
            name,
            country=_code(home),
            lat=30.0 + number % 10,
            lon=20.0 + number / 2,
            located_in=known_iri(f"invented-{home.lower()}"),
        )
    if kind == "Person":
        guess = Candidate(f"https://people.example/{name.replace(' ', '-')}", 0.4)
        return Entity(iri, (kind,), name, candidates=(guess,), confidence=0.7)
    return Entity(iri, (kind,), name, sector="REB")


def _code(country: str) -> str:
    """Return three letters that no real country has, a different one for each."""
    first, second = divmod(COUNTRIES.index(country), 10)
    return f"X{chr(65 + first)}{chr(65 + second)}"
