"""Reasoner: whether statements can all be true, decided by HermiT through owlready2.

HermiT: B. Glimm, I. Horrocks, B. Motik, G. Stoilos, Z. Wang, "HermiT: An OWL 2 Reasoner",
Journal of Automated Reasoning 53 (2014). It needs Java.
"""

from __future__ import annotations

import io
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import owlready2

from .axioms import Axioms, Unit
from .layout import RDF_TYPE

__all__ = ["ReasonerError", "find_java", "is_consistent"]


class ReasonerError(RuntimeError):
    """The reasoner could not be run to its end; the message says why."""


def find_java() -> str | None:
    """Return the path of a Java to run: of JAVA_HOME, else of the search path; None without one."""
    home = os.environ.get("JAVA_HOME")
    inside = shutil.which("java", path=str(Path(home) / "bin")) if home else None
    return inside or shutil.which("java")


def is_consistent(units: Iterable[Unit], axioms: Axioms, java: str) -> bool:
    """Return whether each of ``units`` can be true, from one run of Java.

    Individuals get other names in each unit, so that units share none; as the ontology names no
    individual either, the whole can be true if and only if each of them can. Raises ReasonerError
    where Java fails.
    """
    triples = io.BytesIO(axioms.triples + b"".join(_renamed(units)))
    world = owlready2.World()
    world.get_ontology("https://w3id.org/polybius").load(fileobj=triples)
    loaded = sum(1 for _ in world.classes())
    if loaded != len(axioms.classes):  # what it cannot read owlready2 passes over in silence
        raise ReasonerError(f"owlready2 read {loaded} of {len(axioms.classes)} classes")
    owlready2.JAVA_EXE = java  # owlready2 has no other way to be told
    with _temporary_files():
        try:
            owlready2.sync_reasoner_hermit(world, debug=0, ignore_unsupported_datatypes=True)
        except owlready2.OwlReadyInconsistentOntologyError:
            return False
        except owlready2.OwlReadyJavaError as error:
            words = " ".join(str(error).split())
            raise ReasonerError(f"the reasoner failed: {words:.300}") from error
    return True


def _renamed(units: Iterable[Unit]) -> Iterator[bytes]:
    """Yield the statements as N-Triples, with a number of its own for each unit's individual."""
    numbers: dict[tuple[int, str], int] = {}
    for index, unit in enumerate(units):
        for one in unit.statements:
            subject = numbers.setdefault((index, one.subject), len(numbers))
            value = f"<{one.object}>"
            if one.predicate != RDF_TYPE.value:
                value = f"<urn:individual:{numbers.setdefault((index, one.object), len(numbers))}>"
            yield f"<urn:individual:{subject}> <{one.predicate}> {value} .\n".encode()


@contextmanager
def _temporary_files() -> Iterator[None]:
    """Put temporary files where they go away: on a contradiction owlready2 leaves its own."""
    before = tempfile.tempdir
    with tempfile.TemporaryDirectory() as folder:
        tempfile.tempdir = folder
        try:
            yield
        finally:
            tempfile.tempdir = before
