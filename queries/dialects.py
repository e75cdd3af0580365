"""Dialects: what each make of SPARQL server does in its own way, all of it in this one place.

Known by what an answer's headers say. `docs/stores.md` tells what differs and why.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from urllib.parse import urlsplit, urlunsplit

import pyoxigraph as ox

from polybius.ontology.terms import PREFIXES

from .answer import Answer, Term

__all__ = ["DIALECTS", "STANDARD", "Dialect", "recognise", "tidy"]

_XSD = PREFIXES["xsd"]
_GEOMETRY = "http://www.openlinksw.com/schemas/virtrdf#Geometry"
_WKT = ox.NamedNode(PREFIXES["geo"] + "wktLiteral")


@dataclass(frozen=True, slots=True)
class Dialect:
    """A make of server.

    - ``union``: parameters of the protocol that make all graphs one for a query; where they
      ``hide_graphs``, not for one that names graphs itself
    - ``update``, ``graph_store``: the last step of those addresses, beside the one for queries;
      without ``update`` the address for queries takes updates too
    - ``takes_quads``: N-Quads sent to the address for whole graphs are added to their graphs
    - ``loads_by_graph``: updates are for small things, so graphs go by the Graph Store Protocol
    - ``most_rows``: no answer is longer, whatever was asked
    - ``digits``: how many digits of a floating point number an answer keeps (0: all)
    - ``is_literal_minded``: FILTERs must be folded, nothing is concatenated to an empty text, and
      an unknown function ends a query, where others leave a variable unbound
    - ``lacks_functions``: one it does not know ends a query, where others leave a variable unbound
    """

    name: str
    union: tuple[tuple[str, str], ...] = ()
    hide_graphs: bool = False
    update: str = ""
    graph_store: str = ""
    takes_quads: bool = False
    loads_by_graph: bool = False
    most_rows: int | None = None
    digits: int = 0
    is_literal_minded: bool = False

    def address(self, url: str, kind: str) -> str:
        """Return the address for ``update`` or ``graph_store``, beside that for queries."""
        last = {"update": self.update, "graph_store": self.graph_store}[kind]
        parts = urlsplit(url)
        folder, _, name = parts.path.rpartition("/")
        if not last or name not in _QUERY_NAMES:
            return url
        return urlunsplit((parts.scheme, parts.netloc, f"{folder}/{last}", "", ""))

    def parameters(self, text: str) -> tuple[tuple[str, str], ...]:
        """Return the parameters of the protocol that a query is sent with."""
        return () if self.hide_graphs and _names_graphs(text) else self.union

    def write(self, text: str, given: Collection[str], known: Collection[str]) -> str:
        """Return a question's text as this server reads it right.

        ``known`` are the parameters of the question, ``given`` those that have values.
        """
        if not self.is_literal_minded:
            return text
        return _fold(_GEOSPARQL.sub("", text), given, known)


STANDARD = Dialect("standard")
OXIGRAPH = Dialect(
    "oxigraph",
    union=(("union-default-graph", "true"),),
    update="update",
    graph_store="store",
    takes_quads=True,
)
FUSEKI = Dialect(
    "fuseki",
    union=(("default-graph-uri", "urn:x-arq:UnionGraph"),),
    hide_graphs=True,
    update="update",
    graph_store="data",
    takes_quads=True,
)
VIRTUOSO = Dialect(
    "virtuoso",
    update="sparql-auth",
    graph_store="sparql-graph-crud-auth",
    loads_by_graph=True,
    most_rows=10_000,
    digits=6,
    is_literal_minded=True,
)
DIALECTS: Mapping[str, Dialect] = {
    dialect.name: dialect for dialect in (STANDARD, OXIGRAPH, FUSEKI, VIRTUOSO)
}
_QUERY_NAMES = ("query", "sparql", "sparql-auth")
_MOST_ROWS_HEADER = "x-sparql-maxrows"


def recognise(headers: Mapping[str, str]) -> Dialect:
    """Return the dialect of the server that answered with these headers.

    >>> recognise({"Server": "Oxigraph/0.5.13"}).name
    'oxigraph'
    """
    found = {name.lower(): value for name, value in headers.items()}
    server = found.get("server", "")
    if server.startswith("Virtuoso/"):
        rows = found.get(_MOST_ROWS_HEADER, "")
        return replace(VIRTUOSO, most_rows=int(rows)) if rows.isdecimal() else VIRTUOSO
    if server.startswith("Oxigraph/"):
        return OXIGRAPH
    return FUSEKI if "fuseki-request-id" in found else STANDARD


# --- what is sent --------------------------------------------------------------------------------

_PIECE = re.compile(
    r"""
      (?P<inert> \"{3} (?: \"{0,2} (?:[^"\\]|\\.) )* \"{3} | '{3} (?: '{0,2} (?:[^'\\]|\\.) )* '{3}
               | \"(?:[^"\\\n\r]|\\.)*\" | '(?:[^'\\\n\r]|\\.)*'
               | \#[^\n\r]* | <[^<>"{}|^`\\\x00-\x20]*> )
    | (?P<filter> \bFILTER\s*\( )
    | (?P<or> \|\| )
    | (?P<other> . )
    """,
    re.VERBOSE | re.DOTALL,
)
_GEOSPARQL = re.compile(r"BIND\(geof:[^\n]*\)(?=\n)")  # which Virtuoso has only by an extra package
_NAMED = re.compile(r"(?<![\w?$:-])(?:GRAPH|FROM)\b(?!:)", re.IGNORECASE)
_UNBOUND = re.compile(r"\s*!\s*BOUND\s*\(\s*\?(\w+)\s*\)\s*(?:#[^\n]*\s*)*")


def _names_graphs(text: str) -> bool:
    """Whether a query has GRAPH or FROM outside its texts, comments and IRIs."""
    bare = _PIECE.sub(lambda piece: " " if piece["inert"] else piece[0], text)
    return bool(_NAMED.search(bare))


def _fold(text: str, given: Collection[str], known: Collection[str]) -> str:
    """Decide each ``FILTER(!BOUND(?parameter) || …)`` here, where it is known what was given.

    Lines are kept, so that an error's line is the line in the file.
    """
    folded, last = [], 0
    for start, end, parts in _filters(text):
        unbound = [_UNBOUND.fullmatch(part) for part in parts]
        if not any(found and found[1] in known for found in unbound):
            continue
        folded.append(text[last:start])
        last = end
        if any(found and found[1] not in given and found[1] in known for found in unbound):
            folded.append("\n" * text.count("\n", start, end))
            continue
        kept = [part for part, found in zip(parts, unbound, strict=True) if not found]
        lines = text.count("\n", start, end) - sum(part.count("\n") for part in kept)
        folded.append("\n" * lines + f"FILTER({'||'.join(kept)})")
    return "".join([*folded, text[last:]])


def _filters(text: str) -> Iterator[tuple[int, int, list[str]]]:
    """Yield where each ``FILTER(…)`` starts and ends, and what ``||`` divides inside it."""
    start = depth = 0
    parts: list[str] = []
    part = 0
    for piece in _PIECE.finditer(text):
        if piece["filter"] and not depth:
            start, depth, parts, part = piece.start(), 1, [], piece.end()
        elif not depth or piece["inert"]:
            continue
        elif piece["or"] and depth == 1:
            parts.append(text[part : piece.start()])
            part = piece.end()
        else:
            depth += piece[0].count("(") + piece[0].count("{")
            depth -= piece[0] in (")", "}")
            if not depth:
                yield start, piece.end(), [*parts, text[part : piece.start()]]


# --- what comes back -----------------------------------------------------------------------------


def tidy(answer: Answer, dialect: Dialect) -> Answer:
    """Return an answer with its terms as Oxigraph would write them: ``39.0`` is ``39``."""
    if answer.kind == "rows" and answer.variables == ("__ASK_RETVAL",):
        is_true = answer.rows[0][0] == ox.Literal(1)
        return Answer("boolean", ("answer",), ((ox.Literal(is_true),),))
    rows = tuple(tuple(_tidy(term, dialect) for term in row) for row in answer.rows)
    is_cut = answer.is_cut or (dialect.most_rows or len(rows) + 1) <= len(rows)
    return replace(answer, rows=rows, is_cut=is_cut)


def _tidy(term: Term | None, dialect: Dialect) -> Term | None:
    if not isinstance(term, ox.Literal):
        return term
    if dialect.is_literal_minded and not term.value:
        return None
    if term.datatype.value == _GEOMETRY:
        return ox.Literal(term.value, datatype=_WKT)
    read = _CANONICAL.get(term.datatype.value)
    try:
        return ox.Literal(read(term.value), datatype=term.datatype) if read else term
    except (ValueError, InvalidOperation):
        return term


def _number(value: str) -> str:
    return ox.Literal(float(value)).value


def _decimal(value: str) -> str:
    text = f"{Decimal(value):f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"


def _boolean(value: str) -> str:
    return {"1": "true", "0": "false"}.get(value, value)


_CANONICAL = {
    _XSD + "boolean": _boolean,
    _XSD + "decimal": _decimal,
    _XSD + "double": _number,
    _XSD + "float": _number,
}
