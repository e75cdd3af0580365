"""Generate: write ``terms.py`` from the Turtle, so that terms are written down once.

Run as ``python -m polybius.ontology.generate``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from rdflib import OWL, RDF, RDFS, SH, SKOS, Graph, Namespace, URIRef
from rdflib.collection import Collection

from .sources import load_ontology, load_shapes

__all__ = ["main", "terms_source"]

Table = tuple[str, ...] | Mapping[str, object]
PB = Namespace("https://w3id.org/polybius#")

_QUAD_CLASSES = ("VerbalCooperation", "MaterialCooperation", "VerbalConflict", "MaterialConflict")
_PROPERTY_TYPES = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
_CLOSED_LISTS = {
    "BASES": PB.basis,
    "GRANULARITIES": PB.granularity,
    "MENTION_KINDS": PB.mentionKind,
    "QUOTATIONS": PB.quotation,
    "TIME_TYPES": PB.timeType,
}
_SCHEMES = {
    "CONTEXTS": PB.contexts,
    "FACTUALITIES": PB.factualities,
    "SECTORS": PB.sectors,
}
_HEADER = '''"""Terms: every name of the ontology as a plain string.

Generated from the Turtle by ``python -m polybius.ontology.generate``; do not edit.
A class or property is a constant of its own local name, holding its IRI. Capitals are tables:

- ``EVENT_TYPES``, ``ACTOR_TYPES``, ``PLACE_TYPES``, ``SECTORS``, ``CONTEXTS``, ``FACTUALITIES``:
  the name used in findings, to its IRI;
- ``MODES``: event type, to mode, to the mode's IRI;
- ``QUAD_CLASSES``: event type, to the local name of its quad class;
- ``CAMEO_ROOTS``: event type, to the roots of the CAMEO codes that go to it;
- ``GRANULARITIES``, ``BASES``, ``TIME_TYPES``, ``QUOTATIONS``, ``MENTION_KINDS``: closed lists of
  plain values, as the shapes allow them;
- ``PREFIXES``: prefix, to namespace.
"""

# ruff: noqa: N816

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
'''


def terms_source() -> str:
    """Return the text of ``terms.py`` as the Turtle now has it."""
    graph, shapes = load_ontology(), load_shapes()
    names = _local_names(graph)
    tables = dict(sorted(_tables(graph, shapes).items()))
    public = ["PB", "PREFIXES", *tables, *names]
    lines = [_HEADER, "__all__ = [", *(f'    "{name}",' for name in _all_order(public)), "]", ""]
    lines += [f'PB: Final = "{PB}"', "", *_mapping("PREFIXES", _prefixes(graph)), ""]
    lines += [f'{name}: Final = "{PB[name]}"' for name in names]
    for name, table in tables.items():
        lines += ["", *_table(name, table)]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Write ``terms.py`` beside this file."""
    Path(__file__).with_name("terms.py").write_text(terms_source(), encoding="utf-8")


def _tables(graph: Graph, shapes: Graph) -> dict[str, Table]:
    """Return the tables of ``terms.py`` by name."""
    tables: dict[str, Table] = {
        name: _closed_list(shapes, path) for name, path in _CLOSED_LISTS.items()
    }
    tables |= {name: _concepts(graph, scheme) for name, scheme in _SCHEMES.items()}
    quads = {
        event: quad
        for quad in _QUAD_CLASSES
        for event in graph.subjects(RDFS.subClassOf, PB[quad])
        if isinstance(event, URIRef)
    }
    events = sorted(quads)
    tables["EVENT_TYPES"] = {_plover(event): str(event) for event in events}
    tables["QUAD_CLASSES"] = {_plover(event): quads[event] for event in events}
    tables["CAMEO_ROOTS"] = {
        _plover(event): tuple(sorted(map(str, graph.objects(event, SKOS.notation))))
        for event in events
    }
    tables["MODES"] = {_plover(event): _modes(graph, event) for event in events}
    tables["ACTOR_TYPES"] = _subclasses(graph, PB.Actor)
    tables["PLACE_TYPES"] = _subclasses(graph, PB.Place)
    return tables


def _local_names(graph: Graph) -> list[str]:
    kinds = (OWL.Class, *_PROPERTY_TYPES)
    terms = {str(term) for kind in kinds for term in graph.subjects(RDF.type, kind)}
    return sorted(term.removeprefix(PB) for term in terms if term.startswith(PB))


def _all_order(names: Iterable[str]) -> list[str]:
    """Return names as ruff wants ``__all__``: constants, then classes, then the rest."""
    return sorted(names, key=lambda name: (not name.isupper(), name[0].islower(), name))


def _plover(event: URIRef) -> str:
    """Return PLOVER's own spelling of a type: its class's local name in capitals."""
    return event.removeprefix(PB).upper()


def _subclasses(graph: Graph, top: URIRef) -> dict[str, str]:
    found = {str(term) for term in graph.transitive_subjects(RDFS.subClassOf, top)}
    return {term.removeprefix(PB): term for term in sorted(found)}


def _concepts(graph: Graph, scheme: URIRef) -> dict[str, str]:
    concepts = sorted(map(str, graph.subjects(SKOS.inScheme, scheme)))
    return {str(graph.value(URIRef(concept), SKOS.notation)): concept for concept in concepts}


def _modes(graph: Graph, event: URIRef) -> dict[str, str]:
    modes = sorted(map(str, graph.subjects(PB.modeOf, event)))
    return {str(graph.value(URIRef(mode), SKOS.notation)): mode for mode in modes}


def _closed_list(shapes: Graph, path: URIRef) -> tuple[str, ...]:
    """Return the values that the shapes allow on ``path``, in their order there."""
    for shape in shapes.subjects(SH.path, path):
        values = shapes.value(shape, SH["in"])
        if values is not None:
            return tuple(str(value) for value in Collection(shapes, values))
    raise ValueError(f"shapes.ttl lists no values for {path}: give its shape an sh:in")


def _prefixes(graph: Graph) -> dict[str, str]:
    """Return the prefixes that the ontology's header declares."""
    declared = graph.objects(URIRef(PB.removesuffix("#")), SH.declare)
    pairs = ((graph.value(node, SH.prefix), graph.value(node, SH.namespace)) for node in declared)
    return {str(prefix): str(namespace) for prefix, namespace in sorted(pairs)}


def _table(name: str, table: Table) -> Iterator[str]:
    if isinstance(table, Mapping):
        return _mapping(name, table)
    values = [f'    "{value}",' for value in table]
    return iter([f"{name}: Final[tuple[str, ...]] = (", *values, ")"])


def _mapping(name: str, table: Mapping[str, object]) -> Iterator[str]:
    kind = next((_kind(value) for value in table.values()), "str")
    yield f"{name}: Final[Mapping[str, {kind}]] = {{"
    for key, value in table.items():
        yield from _entry(key, value)
    yield "}"


def _kind(value: object) -> str:
    if isinstance(value, Mapping):
        return "Mapping[str, str]"
    return "tuple[str, ...]" if isinstance(value, tuple) else "str"


def _entry(key: str, value: object) -> Iterator[str]:
    """Yield one entry, laid out as the formatter wants it."""
    if isinstance(value, Mapping):
        inner = [f'        "{name}": "{iri}",' for name, iri in value.items()]
        yield from [f'    "{key}": {{', *inner, "    },"] if inner else [f'    "{key}": {{}},']
    elif isinstance(value, tuple):
        values = ", ".join(f'"{item}"' for item in value)
        yield f'    "{key}": ({values}{"," if len(value) == 1 else ""}),'
    else:
        yield f'    "{key}": "{value}",'


if __name__ == "__main__":
    main()
