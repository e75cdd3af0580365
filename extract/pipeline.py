"""The pipeline: an article in, findings out, by steps in one visible order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from .analysis import Analysis, RawMention
from .annotate import DEFAULT_MODEL, Annotator
from .article import Article
from .claims.claims import find_claims, with_events
from .confidence import calibrate
from .entities.coreference import find_clusters
from .entities.linking import link, unresolved_places
from .entities.positions import find_positions
from .events.events import read_triggers
from .findings import Dropped, Event, Findings
from .gazetteer import outlet_of
from .identity import BASE
from .mentions.aliases import with_aliases
from .mentions.mentions import find_mentions
from .mentions.offices import find_offices, titles_apart, with_persons
from .mentions.repeats import as_persons, with_repeats
from .mentions.toponyms import with_toponyms
from .models import ENGLISH, find_gaps
from .names import NameMatcher
from .times.times import find_times

__all__ = ["STEPS", "Extractor", "Settings", "Step", "StepOrderError", "check_order", "findings_of"]


@dataclass(frozen=True, slots=True)
class Settings:
    """What an extraction depends on: the spaCy pipeline and the base of all IRIs.

    ``pseudonyms`` says whether articles are to be given `with_pseudonyms`.
    """

    model: str = DEFAULT_MODEL
    base: str = BASE
    pseudonyms: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """One step: fields of the analysis it needs, fields it fills (none: it revises), and
    whether it only reads English."""

    run: Callable[[Analysis], Analysis]
    needs: tuple[str, ...]
    adds: tuple[str, ...]
    is_english: bool = True  # its rules are for English words


class StepOrderError(Exception):
    """A step needs what no step before it adds."""


def add_offices(analysis: Analysis) -> Analysis:
    """Find mentions, and the offices told beside names."""
    found = [m for passage in analysis.passages for m in find_mentions(passage) if _is_read(m)]
    found = with_aliases(with_toponyms(analysis.passages, found))
    mentions = with_repeats(analysis.passages, as_persons(with_persons(found)))
    offices = find_offices(mentions)
    mentions = [*mentions, *titles_apart(mentions, offices)]
    return replace(analysis, mentions=tuple(mentions), offices=tuple(offices))


def _is_read(mention: RawMention) -> bool:
    """Whether words without a name are those of a language whose words are known."""
    return mention.kind == "name" or mention.passage.doc.lang_ == ENGLISH


def add_entities(analysis: Analysis) -> Analysis:
    """Join mentions that speak of the same, and say what that is."""
    clusters = find_clusters(analysis.mentions, analysis.offices)
    order = {passage.part.part: n for n, passage in enumerate(analysis.passages)}
    outlet = outlet_of(analysis.article.url, analysis.article.outlet)
    entities, references = link(clusters, analysis.iri, order, outlet)
    found = replace(analysis, entities=entities, references=references)
    return found.leaving_out(unresolved_places(entities.values()))


def add_times(analysis: Analysis) -> Analysis:
    """Find and resolve time expressions."""
    return replace(analysis, times=find_times(analysis))


def add_claims(analysis: Analysis) -> Analysis:
    """Find who says what; a speaker whom nothing told of becomes an entity."""
    return find_claims(analysis)


def add_events(analysis: Analysis) -> Analysis:
    """Find who does what to whom, and join claims with the events they are."""
    found = read_triggers(analysis)
    events = tuple(it for it in found if isinstance(it, Event))
    left_out = tuple(it for it in found if isinstance(it, Dropped))
    claims = with_events(analysis.claims, events)
    return replace(analysis, events=events, claims=claims).leaving_out(left_out)


def add_positions(analysis: Analysis) -> Analysis:
    """Find the offices that people hold."""
    return replace(analysis, positions=find_positions(analysis))


def add_confidence(analysis: Analysis) -> Analysis:
    """Turn the confidence of each finding into the chance that it is right."""
    return calibrate(analysis)


STEPS = (
    Step(add_offices, needs=("passages",), adds=("mentions", "offices"), is_english=False),
    Step(
        add_entities,
        needs=("mentions", "offices"),
        adds=("references", "entities"),
        is_english=False,
    ),
    Step(add_times, needs=("passages",), adds=("times",)),
    Step(add_claims, needs=("references", "entities", "times"), adds=("claims", "dropped")),
    Step(add_events, needs=("references", "entities", "times", "claims"), adds=("events",)),
    Step(add_positions, needs=("offices", "references", "times", "claims"), adds=("positions",)),
    Step(add_confidence, needs=("entities", "events", "claims", "positions"), adds=()),
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

    Raises ModelMissingError when the spaCy pipeline of the settings is not installed,
    and StepOrderError for steps in a wrong order.
    """

    def __init__(self, settings: Settings | None = None, steps: Sequence[Step] = STEPS) -> None:
        check_order(steps)
        self.steps = tuple(steps)
        self.settings = settings or Settings()
        self.annotator = Annotator(self.settings.model, self.settings.base)
        self.annotator.find_names = NameMatcher(self.annotator.tokenize)
        self.gaps = tuple(Dropped(reason) for reason in find_gaps(self.annotator.nlp))

    def extract(self, articles: Iterable[Article]) -> Iterator[Findings]:
        """Yield one article's findings after another, in the order given.

        An article in another language than the pipeline's has a reason in
        ``dropped`` and nothing else. A pipeline that lacks what a step needs, or reads no
        English, has its gaps told there, for each article.
        """
        for analysis in self.annotator.annotate(articles):
            yield findings_of(self._analysed(analysis))

    def _analysed(self, analysis: Analysis) -> Analysis:
        if any(dropped.span is None for dropped in analysis.dropped):
            return analysis
        reads_english = self.annotator.language == ENGLISH
        for step in self.steps:
            if reads_english or not step.is_english:
                analysis = step.run(analysis)
        return analysis.leaving_out(self.gaps)


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
