"""Names: which entities a name given by a user stands for.

Looked for in this order, and the first that finds anything decides: a label or
an alias exactly as typed; one in other capitals, accents or spaces; a name used
in a text, as typed; one in other capitals, accents or spaces; at last a name that
is one letter off, of which the user must be told.

A name never silently picks one of several. Only this counts as one: entities
with the same label, the same classes and no two different countries, of which
at most one is known to the gazetteer. Those are one document's "Valery Gerasimov" and
another's; whether they are the same person is undecided, so a question is asked
of all of them, and its answer shows their IRIs.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from polybius.ontology import terms

from .answer import Answer, Term
from .binding import bind, read_iri
from .catalogue import load_folder
from .errors import AmbiguousNameError, ParameterError, UnknownNameError

__all__ = ["NamedEntity", "Run", "fold", "is_misspelt", "nearest_names", "resolve"]

Run = Callable[[str], Answer]
_CLASSES: Mapping[str, frozenset[str]] = {
    "actor": frozenset(terms.ACTOR_TYPES),
    "place": frozenset(terms.PLACE_TYPES),
    "entity": frozenset({*terms.ACTOR_TYPES, *terms.PLACE_TYPES}),
}
# The IRI that `polybius.extract.identity.entity_iri` gives an entity only one document knows.
_LOCAL_IRI = re.compile(r"/entity/[0-9a-f]{20}$")
_MOST_SHOWN = 10
_MOST_COMPARED = 20_000
_SHORTEST_WORD = 4
_SHORTEST_MISSPELT = 5  # of shorter names, one letter off is another: Iran, Iraq
_LIKENESS = 0.6


@dataclass(frozen=True, slots=True, order=True)
class NamedEntity:
    """An entity as a user tells it from others; ``iri`` is where to find it."""

    name: str
    types: tuple[str, ...]
    countries: tuple[str, ...]
    iri: str

    def __str__(self) -> str:
        described = ", ".join([*self.types, *self.countries])
        return f"{self.name} ({described}) <{self.iri}>"


def fold(name: str) -> str:
    """Return a name without capitals, accents and double spaces, to compare it by.

    >>> fold("Émile  DURAND")
    'emile durand'
    """
    letters = unicodedata.normalize("NFKD", name.casefold())
    return " ".join("".join(c for c in letters if not unicodedata.combining(c)).split())


def resolve(
    run: Run, value: str, kind: str, note: Callable[[str], None] = lambda _: None
) -> tuple[ox.NamedNode, ...]:
    """Return the entities that ``value``, a name, an alias or an IRI, stands for.

    ``run`` answers SPARQL; ``kind`` is actor, place or entity; ``note`` hears of a
    misspelling, and of what it is taken for. Raises
    UnknownNameError with the nearest names, AmbiguousNameError with the
    candidates, and ParameterError for a broken IRI.
    """
    value = value.strip()
    if not fold(value):
        raise ParameterError("a name must have letters or digits in it")
    if re.match(r"<.*>$|https?://|urn:", value):
        return _resolve_iri(run, value, kind)
    unfit: list[NamedEntity] = []
    for iris in _tiers(run, value):
        found = _describe(run, iris)
        fitting = [entity for entity in found if _CLASSES[kind].intersection(entity.types)]
        if fitting:
            return _choose(value, fitting)
        unfit.extend(entity for entity in found if entity not in unfit)
    meant = [] if unfit else _misspelt(run, value, kind)
    if meant:
        chosen = _choose(value, meant)
        note(f"no {kind} is called {value!r:.100}; asked of {meant[0]}")
        return chosen
    raise UnknownNameError(_unknown(run, value, kind, unfit))


def is_misspelt(name: str, meant: str) -> bool:
    """Tell whether one letter is missing, added, changed or swapped with the next.

    The first letter must be right, and whatever is no letter: brigade 47 is not brigade 48.

    >>> is_misspelt("Rusia", "Russia"), is_misspelt("Bagdad", "Baghdad")
    (True, True)
    """
    a, b = fold(name), fold(meant)
    if min(len(a), len(b)) < _SHORTEST_MISSPELT or a == b or a[0] != b[0]:
        return False
    if [c for c in a if not c.isalpha()] != [c for c in b if not c.isalpha()]:
        return False
    same = next(
        (i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b))
    )
    x, y = a[same:], b[same:]
    is_swapped = x[:2] == y[:2][::-1] and x[2:] == y[2:]
    return is_swapped or x[1:] == y or x == y[1:] or x[1:] == y[1:]


def nearest_names(name: str, known: Iterable[str]) -> list[str]:
    """Return at most ten of the names known that are like this one, the likest first."""
    wanted = fold(name)
    folded: dict[str, str] = {}
    for text in sorted(known):
        folded.setdefault(fold(text), text)
    for text in sorted(known):  # "Petrof" is like the second word of "Ivan Petrov"
        for word in fold(text).split():
            if len(word) >= _SHORTEST_WORD:
                folded.setdefault(word, text)
    # Comparing is slow: the names of about the same length first, and no end of them never.
    near = sorted(folded, key=lambda text: (wanted not in text, abs(len(text) - len(wanted)), text))
    holding = [text for text in near if wanted in text][:_MOST_SHOWN]
    like = difflib.get_close_matches(wanted, near[:_MOST_COMPARED], _MOST_SHOWN, _LIKENESS)
    return list(dict.fromkeys(folded[text] for text in [*like, *holding]))[:_MOST_SHOWN]


def _resolve_iri(run: Run, value: str, kind: str) -> tuple[ox.NamedNode, ...]:
    try:
        iri = read_iri(value)
    except ValueError as error:
        raise ParameterError(f"{value!r:.200} is no IRI ({error})") from error
    found = _describe(run, {iri.value})
    if not found:
        raise UnknownNameError(f"the graph has no entity {iri}")
    if not _CLASSES[kind].intersection(found[0].types):
        raise UnknownNameError(f"no {kind}: {found[0]}")
    return (iri,)


def _tiers(run: Run, value: str) -> Iterable[set[str]]:
    wanted = fold(value)
    for lookup in ("labels", "mentions"):
        yield {iri for iri, _ in _names(run, lookup, value)}
        yield {iri for iri, text in _names(run, lookup) if fold(text) == wanted}


def _names(run: Run, lookup: str, text: str | None = None) -> list[tuple[str, str]]:
    """Return (entity, name) for each name, or for those exactly like ``text``."""
    values = {} if text is None else {"text": [ox.Literal(text)]}
    answer = run(bind(load_folder("lookup")[lookup], values))
    return [(_text(entity), _text(name)) for entity, name in answer.rows]


def _misspelt(run: Run, value: str, kind: str) -> list[NamedEntity]:
    """Return the entities of a kind with a name that ``value`` misspells."""
    for lookup in ("labels", "mentions"):
        iris = {iri for iri, text in _names(run, lookup) if is_misspelt(value, text)}
        found = [e for e in _describe(run, iris) if _CLASSES[kind].intersection(e.types)]
        if found:
            return found
    return []


def _describe(run: Run, iris: set[str]) -> list[NamedEntity]:
    if not iris:
        return []
    nodes = [ox.NamedNode(iri) for iri in sorted(iris)]
    answer = run(bind(load_folder("lookup")["entities"], {"entity": nodes}))
    rows = [[_text(term) for term in row] for row in answer.rows]
    return sorted(
        _describe_one(iri, [row[1:] for row in rows if row[0] == iri])
        for iri in {row[0] for row in rows}
    )


def _describe_one(iri: str, rows: list[list[str]]) -> NamedEntity:
    names, types, countries = (sorted({row[i] for row in rows} - {""}) for i in range(3))
    return NamedEntity(names[0], tuple(types), tuple(countries), iri)


def _text(term: Term | None) -> str:
    return term.value if isinstance(term, ox.NamedNode | ox.Literal) else ""


def _choose(value: str, found: list[NamedEntity]) -> tuple[ox.NamedNode, ...]:
    known = [entity for entity in found if not _LOCAL_IRI.search(entity.iri)]
    kinds = {(fold(entity.name), entity.types) for entity in found}
    countries = {country for entity in found for country in entity.countries}
    if len(found) > 1 and (len(known) > 1 or len(kinds) > 1 or len(countries) > 1):
        raise AmbiguousNameError(
            f"{value!r:.100} fits {len(found)} entities; give the IRI of one:\n{_listed(found)}"
        )
    return tuple(ox.NamedNode(entity.iri) for entity in found)


def _unknown(run: Run, value: str, kind: str, unfit: list[NamedEntity]) -> str:
    if unfit:
        return f"{value!r:.100} is no {kind} in the graph, but:\n{_listed(unfit)}"
    every = {text for lookup in ("labels", "mentions") for _, text in _names(run, lookup)}
    near = nearest_names(value, every)
    meant = f"; did you mean: {', '.join(near)}?" if near else ", nor any name like it"
    return f"the graph has no {kind} called {value!r:.100}{meant}"


def _listed(entities: list[NamedEntity]) -> str:
    shown = [f"  {entity}" for entity in entities[:_MOST_SHOWN]]
    more = len(entities) - len(shown)
    return "\n".join([*shown, f"  and {more} more"] if more > 0 else shown)
