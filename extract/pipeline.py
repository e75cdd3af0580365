"""The pipeline: an article in, findings out, by steps in one visible order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from .analysis import Analysis
from .annotate import DEFAULT_MODEL, Annotator
from .article import Article
from .claims import find_claims, with_events
from .coreference import find_clusters
from .events import find_events
from .findings import Dropped, Findings
from .identity import BASE
from .language import foreign_language
from .linking import link
from .mentions import find_mentions, with_repeats
from .names import NameMatcher
from .offices import find_offices, with_persons
from .positions import find_positions
from .times import find_times

__all__ = ["STEPS", "Extractor", "Settings", "Step", "StepOrderError", "check_order", "findings_of"]


@dataclass(frozen=True, slots=True)
class Settings:
    """What an extraction depends on: the spaCy pipeline and the base of all IRIs."""

    model: str = DEFAULT_MODEL
    base: str = BASE


@dataclass(frozen=True, slots=True)
class Step:
    """One step: fields of the analysis it needs, fields it fills."""

    run: Callable[[Analysis], Analysis]
    needs: tuple[str, ...]
    adds: tuple[str, ...]


class StepOrderError(Exception):
    """A step needs what no step before it adds."""


def add_offices(analysis: Analysis) -> Analysis:
    """Find mentions, and the offices told beside names."""
    found = [m for passage in analysis.passages for m in find_mentions(passage)]
    mentions = with_repeats(analysis.passages, with_persons(found))
    return replace(analysis, mentions=tuple(mentions), offices=tuple(find_offices(mentions)))


def add_entities(analysis: Analysis) -> Analysis:
    """Join mentions that speak of the same, and say what that is."""
    clusters = find_clusters(analysis.mentions, analysis.offices)
    order = {passage.part.part: n for n, passage in enumerate(analysis.passages)}
    entities, references = link(clusters, analysis.iri, order)
    return replace(analysis, entities=entities, references=references)


def add_times(analysis: Analysis) -> Analysis:
    """Find and resolve time expressions."""
    return replace(analysis, times=find_times(analysis))


def add_claims(analysis: Analysis) -> Analysis:
    """Find who says what."""
    claims, dropped = find_claims(analysis)
    return replace(analysis, claims=claims, dropped=(*analysis.dropped, *dropped))


def add_events(analysis: Analysis) -> Analysis:
    """Find who does what to whom, and join claims with the events they are."""
    events = find_events(analysis)
    return replace(analysis, events=events, claims=with_events(analysis.claims, events))


def add_positions(analysis: Analysis) -> Analysis:
    """Find the offices that people hold."""
    return replace(analysis, positions=find_positions(analysis))


STEPS = (
    Step(add_offices, needs=("passages",), adds=("mentions", "offices")),
    Step(add_entities, needs=("mentions", "offices"), adds=("references", "entities")),
    Step(add_times, needs=("passages",), adds=("times",)),
    Step(add_claims, needs=("references", "entities", "times"), adds=("claims",)),
    Step(add_events, needs=("references", "entities", "times", "claims"), adds=("events",)),
    Step(add_positions, needs=("offices", "references", "times", "claims"), adds=("positions",)),
)


def check_order(steps: Iterable[Step]) -> None:
    """Raise StepOrderError unless each step's needs are there when its turn comes."""
    there = {"passages"}
    for step in steps:
        missing = sorted(set(step.needs) - there)
        if missing:
            raise StepOrderError(
                f"{step.run.__name__} needs {', '.join(missing)} from a step before it"
            )
        there.update(step.adds)


class Extractor:
    """Extracts findings with one loaded pipeline.

    Raises ModelMissingError when the spaCy pipeline of the settings is not installed.
    """

    def __init__(self, settings: Settings | None = None) -> None:
        check_order(STEPS)
        self.settings = settings or Settings()
        self.annotator = Annotator(self.settings.model, self.settings.base)
        self.annotator.find_names = NameMatcher(self.annotator.tokenize)

    def extract(self, articles: Iterable[Article]) -> Iterator[Findings]:
        """Yield one article's findings after another, in the order given.

        An article in another language than the pipeline's has a reason in
        ``dropped`` and nothing else.
        """
        for analysis in self.annotator.annotate(articles):
            yield findings_of(self._analysed(analysis))

    def _analysed(self, analysis: Analysis) -> Analysis:
        language = foreign_language(analysis.article, self.annotator.language)
        if language:
            reason = f"not in {self.annotator.language}: the language seems to be {language}"
            return replace(analysis, dropped=(Dropped(reason),))
        for step in STEPS:
            analysis = step.run(analysis)
        return analysis


def findings_of(analysis: Analysis) -> Findings:
    """Return what an analysis has found, without its parses."""
    article = analysis.article
    return Findings(
        id=article.id or analysis.key,
        iri=analysis.iri,
        published=article.published,
        outlet=article.outlet,
        url=article.url,
        title=article.title,
        author=article.author,
        lang=article.lang,
        parts=tuple(passage.part for passage in analysis.passages),
        entities=tuple(analysis.entities.values()),
        events=analysis.events,
        claims=analysis.claims,
        times=analysis.times,
        positions=analysis.positions,
        dropped=analysis.dropped,
    )
