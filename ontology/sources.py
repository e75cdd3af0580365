"""Sources: the ontology's Turtle files, as bytes and as a graph."""

from __future__ import annotations

from importlib.resources import files

import rdflib

__all__ = ["load_ontology", "load_shapes", "ontology_sources"]

_FOLDER = files("polybius.ontology")


def ontology_sources() -> tuple[tuple[str, bytes], ...]:
    """Return (file name, Turtle) for the whole ontology, sorted; shapes, examples left out."""
    top = [_FOLDER / "alignments.ttl", _FOLDER / "polybius.ttl"]
    vocabulary = [file for file in (_FOLDER / "vocabulary").iterdir() if file.name.endswith(".ttl")]
    return tuple(sorted((file.name, file.read_bytes()) for file in top + vocabulary))


def load_ontology() -> rdflib.Graph:
    """Return the whole ontology, alignments included, as one graph."""
    graph = rdflib.Graph()
    for _, turtle in ontology_sources():
        graph.parse(data=turtle, format="turtle")
    return graph


def load_shapes() -> rdflib.Graph:
    """Return the SHACL shapes as one graph, with the prefixes that their SPARQL uses."""
    graph = rdflib.Graph()
    for name in ("shapes.ttl", "polybius.ttl"):
        graph.parse(data=(_FOLDER / name).read_bytes(), format="turtle")
    return graph
