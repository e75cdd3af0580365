"""Reading sentences through the real pipeline up to the events, for tests of events."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from polybius.extract.analysis import Analysis
from polybius.extract.article import Article
from polybius.extract.events.events import find_events
from polybius.extract.findings import Event
from polybius.extract.pipeline import STEPS, Extractor, add_events


@cache
def extractor() -> Extractor:
    return Extractor()


def analyses(texts: Iterable[str], published: str | None = None) -> Iterator[Analysis]:
    articles = (Article(text, id=str(n), published=published) for n, text in enumerate(texts))
    for analysis in extractor().annotator.annotate(articles):
        yield _before_events(analysis)


def _before_events(analysis: Analysis) -> Analysis:
    for step in STEPS:
        if step.run is add_events:
            return analysis
        analysis = step.run(analysis)
    raise AssertionError("the pipeline has no step for events")


def read_events(text: str, published: str | None = None) -> tuple[Event, ...]:
    (analysis,) = analyses([text], published)
    return find_events(analysis)


def only_event(text: str, event_type: str, published: str | None = None) -> Event:
    (event,) = [e for e in read_events(text, published) if e.type == event_type]
    return event


def names(participants: Iterable[object]) -> list[str]:
    return [participant.span.text for participant in participants]  # type: ignore[attr-defined]
