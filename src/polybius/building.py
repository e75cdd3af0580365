"""Building: articles in, a store filled; the main job from end to end."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import BinaryIO

import pyoxigraph as ox

from polybius.extract.article import Article
from polybius.extract.findings import Findings
from polybius.extract.identity import BASE, document_iri, document_key
from polybius.extract.pipeline import Extractor, Settings
from polybius.extract.pseudonyms import with_pseudonyms
from polybius.extract.reading import Unreadable, read
from polybius.extract.reading.unreadable import printable
from polybius.graphs.store import (
    Build,
    document_graphs,
    open_store,
    put_ontology,
    record_build,
    replace_document,
    stored_digest,
)
from polybius.ontology.sources import ontology_sources

from .keys import pseudonym_key
from .outcome import Outcome, article_digest, described, outcomes
from .version import VERSION
from .workers import Workers

__all__ = ["BuildReport", "Fate", "build", "check_base", "extract_findings"]

_BASE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`\x00-\x20]+[/#]")

# Documents after which the storage engine writes out what it holds: left to itself it keeps
# nearly a kilobyte a quad, up to a gigabyte.
FLUSHED = 40


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of one document: ``stored``, ``unchanged``, ``left out`` or ``unreadable``.

    ``id`` is as in the input, or where in it something could not be read; ``iri`` is empty then.
    """

    id: str
    iri: str
    fate: str
    reason: str = ""


Notice = Callable[[Fate], None]


@dataclass
class BuildReport:
    """What a run did: numbers of documents and of what they held, and what was left out.

    ``found`` counts what those hold that were read in this run; ``notes`` are the gaps of the
    pipeline, each once. ``copies`` are all documents of the store that are another's copies.
    """

    stored: int = 0
    unchanged: int = 0
    copies: int = 0
    left_out: list[str] = field(default_factory=list)
    unreadable: list[Unreadable] = field(default_factory=list)
    notes: dict[str, None] = field(default_factory=dict)
    found: Counter[str] = field(default_factory=Counter)


def extract_findings(
    paths: Sequence[str],
    settings: Settings | None = None,
    *,
    published: str | None = None,
    outlet: str | None = None,
    stdin: BinaryIO | None = None,
    extractor: Extractor | None = None,
) -> Iterator[Findings | Unreadable]:
    """Yield findings for each article in files, folders or standard input ("-").

    ``published`` (an ISO date) and ``outlet`` hold where the input itself names none.
    What cannot be read comes as an Unreadable, in its turn or a little before it.
    A loaded ``extractor`` takes the place of ``settings``.
    Raises, before anything is read, ValueError for a bad ``published``, base of IRIs or key for
    pseudonyms, and ModelMissingError for an absent pipeline.
    """
    settings = extractor.settings if extractor else settings or Settings()
    check_base(settings.base)
    items = pseudonymous(read(paths, published=published, outlet=outlet, stdin=stdin), settings)
    return _found(extractor or Extractor(settings), items)


def check_base(base: str) -> None:
    """Raise ValueError where IRIs cannot begin so."""
    if not _BASE.fullmatch(base):
        raise ValueError(
            f"base {base!r:.200} is no absolute IRI that ends in / or #; give one such as {BASE}"
        )


def pseudonymous(
    items: Iterator[Article | Unreadable], settings: Settings
) -> Iterator[Article | Unreadable]:
    """Give commenters pseudonyms where that is wanted, before anything else sees their names."""
    if not settings.pseudonyms:
        return items
    key = pseudonym_key()
    return (with_pseudonyms(it, key) if isinstance(it, Article) else it for it in items)


def _found(
    extractor: Extractor, items: Iterable[Article | Unreadable]
) -> Iterator[Findings | Unreadable]:
    unreadable: list[Unreadable] = []
    for findings in extractor.extract(_articles(items, unreadable)):
        yield from _drained(unreadable)
        yield findings
    yield from _drained(unreadable)


def _articles(items: Iterable[Article | Unreadable], aside: list[Unreadable]) -> Iterator[Article]:
    """Yield the articles, putting the rest aside."""
    for item in items:
        if isinstance(item, Unreadable):
            aside.append(item)
        else:
            yield item


def _drained(waiting: list[Unreadable]) -> Iterator[Unreadable]:
    while waiting:
        yield waiting.pop(0)


def build(
    paths: Sequence[str],
    store: Path,
    settings: Settings | None = None,
    *,
    published: str | None = None,
    outlet: str | None = None,
    stdin: BinaryIO | None = None,
    extractor: Extractor | None = None,
    jobs: int = 1,
    notice: Notice = lambda _: None,
) -> BuildReport:
    """Read articles, extract what they say, and store it; return what was done.

    A document that the store has, made from the same text with the same settings, is not read
    again; one with other content is replaced. Two ``jobs`` and more are so many processes
    beside this one: the graph is the same, and a document that ends a process or takes too
    long is left out. ``notice`` hears what became of each document. A loaded ``extractor``
    takes the place of ``settings``, for one job.
    Raises what `extract_findings` raises, and StoreError when the store cannot be used.
    """
    settings = extractor.settings if extractor else settings or Settings()
    check_base(settings.base)
    items = pseudonymous(read(paths, published=published, outlet=outlet, stdin=stdin), settings)
    run = _Run(settings, notice)
    with ExitStack() as stack:
        if jobs > 1:
            read_articles = stack.enter_context(Workers(settings, jobs)).outcomes
        else:
            read_articles = partial(outcomes, extractor or Extractor(settings))
        run.open(store)
        try:
            for outcome in read_articles(run.unread(items)):
                run.put(outcome)
            run.link_copies()
        finally:
            run.close()
    return run.report


class _Run:
    """One run: the store it fills, and what it did so far."""

    def __init__(self, settings: Settings, notice: Notice) -> None:
        self.report = BuildReport()
        self._settings = settings
        self._described = described(settings)
        self._notice = notice
        self._documents: list[str] = []
        self._started = _now()

    def open(self, store: Path) -> None:
        """Open the store, and put the ontology into it. Raises StoreError."""
        self._database = open_store(store)
        sources = (text for _, text in ontology_sources())
        put_ontology(self._database, self._settings.base, sources)

    def unread(self, items: Iterable[Article | Unreadable]) -> Iterator[Article]:
        """Yield the articles that the store does not hold as they are.

        Of a document that comes several times the last version is to stay, so once one is given
        out all that follow are: what the store holds now will have been replaced by then.
        """
        given_out: set[str] = set()
        for item in items:
            if isinstance(item, Unreadable):
                self.report.unreadable.append(item)
                self._notice(Fate(str(item), "", "unreadable"))
                continue
            iri = document_iri(item, self._settings.base)
            is_held = stored_digest(self._database, iri) == article_digest(item, self._described)
            if iri in given_out or not is_held:
                given_out.add(iri)
                yield item
                continue
            self.report.unchanged += 1
            self._documents.append(iri)
            self._notice(Fate(printable(item.id or document_key(item)), iri, "unchanged"))

    def put(self, outcome: Outcome) -> None:
        """Store what became of a document, or tell why it is left out."""
        if outcome.left_out:
            self._leave_out(outcome)
            return
        quads = ox.parse(outcome.quads, format=ox.RdfFormat.N_QUADS)
        is_changed = replace_document(self._database, outcome.iri, quads, outcome.digest)
        report = self.report
        report.notes |= dict.fromkeys(outcome.notes)
        report.found.update(outcome.found)
        report.stored += is_changed
        report.unchanged += not is_changed
        if is_changed and report.stored % FLUSHED == 0:
            self._database.flush()
        self._documents.append(outcome.iri)
        fate = "stored" if is_changed else "unchanged"
        self._notice(Fate(outcome.id, outcome.iri, fate))

    def _leave_out(self, outcome: Outcome) -> None:
        """Report a document that is not stored.

        What an earlier build stored of it stays, since it was read from a text that said so;
        the user hears of it and may remove it.
        """
        kept = ""
        if document_graphs(self._database, outcome.iri):
            kept = (
                "; what an earlier build stored stays, see:"
                f" polybius remove {printable(outcome.iri)}"
            )
        self.report.left_out.append(f"{outcome.id}: {outcome.left_out}{kept}")
        self._notice(Fate(outcome.id, outcome.iri, "left out", outcome.left_out))

    def link_copies(self) -> None:
        """Say of the documents whose copies they are."""
        from .copying import link_copies  # with libraries that take a second to load

        self.report.copies = link_copies(self._database, self._settings.base)

    def close(self) -> None:
        """Record the run in the graph."""
        build = Build(
            started=self._started,
            ended=_now(),
            version=VERSION,
            model=self._settings.model,
            settings=self._described,
            documents=tuple(self._documents),
        )
        record_build(self._database, self._settings.base, build)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
