"""Findings of one short article with a comment thread, put together by hand."""

from polybius.extract.article import Article
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
from polybius.extract.identity import BASE, document_iri, entity_iri, known_iri, mint

URL = "https://wire.example/syria"
TITLE = "Jets strike Idlib"
BODY = (
    "Russia struck Idlib on Wednesday, killing at least 12 people. "
    "General Ivan Petrov said the United States had trained militants in Idlib."
)
COMMENTS = ("Turkey will invade Idlib next.", "Nonsense.")

RUSSIA = known_iri("country-RUS")
UNITED_STATES = known_iri("country-USA")
TURKEY = known_iri("country-TUR")


def findings_at(url: str = URL, body: str = BODY, comments: tuple[str, ...] = COMMENTS) -> Findings:
    """The same story under any URL; a body must still hold the words that spans quote."""
    iri = document_iri(Article(text=body, url=url))
    idlib, petrov, militants = (
        entity_iri(iri, name, kind)
        for name, kind in (("Idlib", "Region"), ("Petrov", "Person"), ("militants", "Actor"))
    )
    claim = _claim(iri, body, petrov)
    events = [_strike(iri, body, idlib), _training(iri, body, militants, idlib, claim.iri)]
    idlib_spans = [_span("body", body, "Idlib")]
    entities = []
    if comments:
        events.append(_invasion(iri, comments[0], idlib))
        idlib_spans.append(_span("comment/1", comments[0], "Idlib"))
        entities.append(
            _country(TURKEY, "Turkey", "TUR", _span("comment/1", comments[0], "Turkey"))
        )
    entities += [
        _country(RUSSIA, "Russia", "RUS", _span("body", body, "Russia")),
        _country(UNITED_STATES, "United States", "USA", _span("body", body, "the United States")),
        Entity(
            iri=idlib,
            types=("Region",),
            name="Idlib",
            candidates=(Candidate("https://sws.geonames.org/169387/", 0.4),),
            mentions=tuple(Mention(span, "name") for span in idlib_spans),
            confidence=0.6,
            located_in=known_iri("country-SYR"),
        ),
        Entity(petrov, ("Person",), "Ivan Petrov", mentions=_names(body, "General Ivan Petrov")),
        Entity(militants, ("Actor",), "militants", mentions=_names(body, "militants")),
    ]
    return Findings(
        id=url,
        iri=iri,
        published="2017-12-27",
        outlet="Sample Wire",
        url=url,
        title=TITLE,
        author="A. Writer",
        lang="en",
        parts=(Part("title", TITLE), Part("body", body), *_thread(comments)),
        entities=tuple(entities),
        events=tuple(events),
        claims=(claim,),
        times=(_wednesday(body),),
        positions=(_position(iri, body, petrov),),
    )


def _thread(comments: tuple[str, ...]) -> list[Part]:
    return [
        Part(
            f"comment/{number}",
            text,
            id=f"c{number}",
            author="Rex" if number == 1 else "Ida",
            published="2017-12-28T10:00:00Z",
            reply_to=f"comment/{number - 1}" if number > 1 else None,
        )
        for number, text in enumerate(comments, start=1)
    ]


def _span(part: str, text: str, words: str) -> Span:
    start = text.index(words)
    return Span(part, start, start + len(words), words)


def _names(body: str, words: str) -> tuple[Mention, ...]:
    return (Mention(_span("body", body, words), "name"),)


def _country(iri: str, name: str, code: str, span: Span) -> Entity:
    return Entity(
        iri=iri,
        types=("State", "Country"),
        name=name,
        exact_match=("https://sws.geonames.org/2017370/",),
        country=code,
        lat=60.0,
        lon=100.0,
        mentions=(Mention(span, "name"),),
    )


def _sentence(body: str, number: int) -> Span:
    middle = body.index("General")
    start, end = ((0, middle - 1), (middle, len(body)))[number]
    return Span("body", start, end, body[start:end])


def _wednesday(body: str) -> Time:
    span = _span("body", body, "Wednesday")
    return Time(span, "DATE", "2017-12-27", "2017-12-27", "2017-12-27", "day", "relative")


def _strike(iri: str, body: str, idlib: str) -> Event:
    trigger = _span("body", body, "struck")
    return Event(
        iri=mint(iri, "event", trigger),
        type="ASSAULT",
        mode="aerial",
        trigger=trigger,
        sentence=_sentence(body, 0),
        actors=(Participant(RUSSIA, _span("body", body, "Russia")),),
        recipients=(Participant(idlib, _span("body", body, "Idlib")),),
        places=(Participant(idlib, _span("body", body, "Idlib")),),
        time=_wednesday(body),
        factuality="occurred",
        contexts=("military",),
        quantities={"killed": Quantity(12, None, _span("body", body, "at least 12"))},
        confidence=0.9,
    )


def _training(iri: str, body: str, militants: str, idlib: str, claim: str) -> Event:
    trigger = _span("body", body, "trained")
    return Event(
        iri=mint(iri, "event", trigger),
        type="AID",
        mode=None,
        trigger=trigger,
        sentence=_sentence(body, 1),
        actors=(Participant(UNITED_STATES, _span("body", body, "the United States")),),
        recipients=(Participant(militants, _span("body", body, "militants")),),
        places=(Participant(idlib, _span("body", body, "Idlib")),),
        time=None,
        factuality="occurred",
        claim=claim,
    )


def _invasion(iri: str, comment: str, idlib: str) -> Event:
    trigger = _span("comment/1", comment, "invade")
    return Event(
        iri=mint(iri, "event", trigger),
        type="ASSAULT",
        mode=None,
        trigger=trigger,
        sentence=Span("comment/1", 0, len(comment), comment),
        actors=(Participant(TURKEY, _span("comment/1", comment, "Turkey")),),
        recipients=(Participant(idlib, _span("comment/1", comment, "Idlib")),),
        places=(),
        time=None,
        factuality="future",
    )


def _claim(iri: str, body: str, petrov: str) -> Claim:
    cue = _span("body", body, "said")
    start = body.index("the United States")
    return Claim(
        iri=mint(iri, "claim", cue),
        speaker=Participant(petrov, _span("body", body, "General Ivan Petrov")),
        cue=cue,
        content=(Span("body", start, len(body) - 1, body[start:-1]),),
        quotation="indirect",
        about=(UNITED_STATES,),
        sentence=_sentence(body, 1),
    )


def _position(iri: str, body: str, petrov: str) -> Position:
    title = _span("body", body, "General")
    return Position(mint(iri, "position", title), petrov, title, None)


__all__ = ["BASE", "BODY", "COMMENTS", "RUSSIA", "TURKEY", "UNITED_STATES", "URL", "findings_at"]
