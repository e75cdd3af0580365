"""Building: articles in, a store filled; the main job from end to end."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import BinaryIO

from pyoxigraph import Store

from polybius.extract.article import Article
from polybius.extract.findings import Findings
from polybius.extract.gazetteer.imported import sources
from polybius.extract.identity import BASE
from polybius.extract.language import is_left_out
from polybius.extract.pipeline import Extractor, Settings
from polybius.extract.reading import Unreadable, read
from polybius.extract.reading.unreadable import printable
from polybius.graphs.quads import to_quads
from polybius.graphs.store import (
    Build,
    document_graphs,
    open_store,
    put_ontology,
    record_build,
    replace_document,
)
from polybius.ontology.sources import ontology_sources

__all__ = ["BuildReport", "build", "extract_findings"]

_BASE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`\x00-\x20]+[/#]")

# Documents after which the storage engine writes out what it holds: left to itself it keeps
# nearly a kilobyte a quad, up to a gigabyte.
FLUSHED = 40

Notice = Callable[[Findings | Unreadable], None]


@dataclass
class BuildReport:
    """What a run did: numbers of documents and of what they held, and what was left out.

    ``notes`` are the gaps of the pipeline, each once.
    """

    stored: int = 0
    unchanged: int = 0
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
    Raises, before anything is read, ValueError for a bad ``published`` or base of IRIs,
    and ModelMissingError for an absent pipeline.
    """
    settings = extractor.settings if extractor else settings or Settings()
    _check_base(settings.base)
    items = read(paths, published=published, outlet=outlet, stdin=stdin)
    return _found(extractor or Extractor(settings), items)


def _check_base(base: str) -> None:
    if not _BASE.fullmatch(base):
        raise ValueError(
            f"base {base!r:.200} is no absolute IRI that ends in / or #; give one such as {BASE}"
        )


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
    notice: Notice = lambda _: None,
) -> BuildReport:
    """Read articles, extract what they say, and store it; return what was done.

    A document that the store has with the same content is left as it is, one with
    other content is replaced. ``notice`` hears of each item as it is finished.
    A loaded ``extractor`` takes the place of ``settings``.
    Raises what `extract_findings` raises, and StoreError when the store cannot be used.
    """
    settings = extractor.settings if extractor else settings or Settings()
    found = extract_findings(
        paths, settings, published=published, outlet=outlet, stdin=stdin, extractor=extractor
    )
    report, documents, started = BuildReport(), [], _now()
    database = open_store(store)
    put_ontology(database, settings.base, (text for _, text in ontology_sources()))
    try:
        for item in found:
            if isinstance(item, Unreadable):
                report.unreadable.append(item)
            elif _store(database, item, report):
                documents.append(item.iri)
            notice(item)
    finally:
        _record(database, settings, started, documents)
    return report


def _store(database: Store, findings: Findings, report: BuildReport) -> bool:
    """Store one document's findings; return whether the store holds it now."""
    if is_left_out(findings):
        _leave_out(database, findings, findings.dropped[0].reason, report)
        return False
    try:
        quads = list(to_quads(findings))
    except ValueError as error:
        _leave_out(database, findings, f"its findings contradict themselves: {error}", report)
        return False
    report.notes |= dict.fromkeys(it.reason for it in findings.dropped if it.span is None)
    changed = replace_document(database, findings.iri, quads)
    report.stored += changed
    report.unchanged += not changed
    if changed and report.stored % FLUSHED == 0:
        database.flush()
    report.found.update(_counted(findings))
    return True


def _leave_out(database: Store, findings: Findings, reason: str, report: BuildReport) -> None:
    """Report a document that is not stored.

    What an earlier build stored of it stays, since it was read from a text that said so;
    the user hears of it and may remove it.
    """
    kept = ""
    if document_graphs(database, findings.iri):
        kept = f"; what an earlier build stored stays, see: polybius remove {findings.iri}"
    report.left_out.append(printable(f"{findings.id}: {reason}{kept}"))


def _counted(findings: Findings) -> dict[str, int]:
    return {
        "comments": sum(part.part.startswith("comment/") for part in findings.parts),
        "actors and places": len(findings.entities),
        "events": len(findings.events),
        "claims": len(findings.claims),
        "positions": len(findings.positions),
        "times": len(findings.times),
    }


def _record(database: Store, settings: Settings, started: str, documents: list[str]) -> None:
    record_build(
        database,
        settings.base,
        Build(
            started=started,
            ended=_now(),
            version=version("polybius"),
            model=settings.model,
            settings=json.dumps(asdict(settings) | _imported(), sort_keys=True),
            documents=tuple(documents),
        ),
    )


def _imported() -> dict[str, dict[str, str]]:
    """Return the hash of each imported source: findings depend on them too."""
    return {"gazetteer": {source.name: source.digest for source in sources()}}


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
