"""The event lexicon: which words tell of which PLOVER event, and who does what in it.

The rules are rows of ``data/events_*.tsv``, one an entry, each with a sentence that it
must match and one with the same word that it must not. A row's pattern reads:

* ``condemn``: a lemma. Of several words the first is the head of a verb's or an
  adjective's pattern, the last of a noun's; ``*`` marks another (``state* of emergency``).
* ``call for``: the head with a dependent of that lemma or form; ``on|upon`` offers several.
* ``order to``: "to" is an infinitive as well as a preposition.
* ``lift {restriction}``: the head with an object, or object of the preposition before,
  that belongs to a class of ``data/event_nouns.tsv``; ``strike {force}|target`` adds a word.

Its frame names the slots in which the actor and the recipient stand, ``subj>obj``,
``subj>against|on``: subject, object, or preposition, first found first. ``=`` in place
of ``>`` says that both do it together. A noun's actor is looked for at its possessor,
its modifiers, ``by`` and the verb that carries it too. Types, modes and contexts are those
of PLOVER (Open Event Data Alliance); the type ``-`` is for words that tell of no event,
``heart attack``. Where several rows fit, the one that asks for most words counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

__all__ = [
    "COLUMNS",
    "Entry",
    "Frame",
    "Governor",
    "Lexicon",
    "LexiconError",
    "complement_modes",
    "entries",
    "event_tables",
    "governors",
    "lexicon",
    "noun_classes",
    "parse_entry",
    "parse_frame",
    "read_rows",
]

NO_EVENT = "-"  # the type of a row whose words tell of no event ("heart attack")
PARTS_OF_SPEECH = ("VERB", "NOUN", "ADJ")
NEEDS = ("none", "", "one", "actor", "recipient", "both", "target")
EFFECTS = ("same", "occurred", "ongoing", "future", "hypothetical", "negated")
CONTROLS = ("subject", "object", "recipient", "none")

PARTICLES = frozenset(
    [
        "about",
        "against",
        "at",
        "away",
        "back",
        "behind",
        "by",
        "down",
        "for",
        "from",
        "in",
        "into",
        "of",
        "off",
        "on",
        "out",
        "over",
        "to",
        "together",
        "up",
        "upon",
        "with",
    ]
)
COLUMNS = (
    *("pattern", "pos", "type", "mode", "contexts", "frame", "needs"),
    *("reliability", "example", "counterexample"),
)


class LexiconError(ValueError):
    """A row of the lexicon cannot be read: says the file, the line and what is wrong."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The slots of actors and recipients; ``reciprocal`` where both sides act."""

    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    reciprocal: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """One row: what it matches, and the event it tells of.

    ``elements`` are the words wanted beside the head, each a set of lemmas. ``needs``
    says whom the event must have to be one: ``one`` anybody, nothing anybody, a place or a
    quantity, ``none`` nobody, ``both`` both sides, ``target`` both or whoever strikes a place.
    ``reliability`` is the share, 0 to 1, of matches expected to be right.
    """

    pattern: str
    heads: frozenset[str]
    elements: tuple[frozenset[str], ...]
    pos: str
    type: str
    mode: str | None
    contexts: tuple[str, ...]
    frame: Frame
    needs: str
    reliability: float
    example: str
    counterexample: str


@dataclass(frozen=True, slots=True)
class Governor:
    """A verb, noun or adjective that says how far what it governs is real.

    ``control`` is who does what it governs, its subject or its object; ``recipient`` where
    it is done to the subject ("suffered an attack"), ``none`` where the subject is neither.
    """

    effect: str
    control: str


Lexicon = Mapping[tuple[str, str], tuple[Entry, ...]]


def parse_frame(text: str) -> Frame:
    """Read ``subj>obj``, ``subj=with``, ``>on|against``. Raises ValueError for anything else."""
    mark = next((mark for mark in ">=" if mark in text), None)
    if mark is None or text.count(mark) != 1:
        raise ValueError(f"frame {text!r} is not of the form actors>recipients or actors=others")
    actors, recipients = (tuple(filter(None, side.split("|"))) for side in text.split(mark))
    return Frame(actors, recipients, mark == "=")


def parse_entry(row: Mapping[str, str], classes: Mapping[str, frozenset[str]]) -> Entry:
    """Read one row. Raises ValueError that says which of its fields is wrong."""
    words = row["pattern"].split()
    position = _choice(row["pos"], PARTS_OF_SPEECH, "pos")
    head = _head_position(words, position)
    return Entry(
        pattern=row["pattern"],
        heads=frozenset(words[head].rstrip("*").split("|")),
        elements=tuple(_options(w, classes) for i, w in enumerate(words) if i != head),
        pos=position,
        type=row["type"],
        mode=row["mode"] or None,
        contexts=tuple(filter(None, row["contexts"].split(";"))),
        frame=parse_frame(row["frame"]),
        needs=_choice(row["needs"], NEEDS, "needs"),
        reliability=float(row["reliability"]),
        example=row["example"],
        counterexample=row["counterexample"],
    )


def _head_position(words: list[str], pos: str) -> int:
    if not words:
        raise ValueError("pattern is empty")
    marked = [i for i, word in enumerate(words) if word.endswith("*")]
    return marked[0] if marked else len(words) - 1 if pos == "NOUN" else 0


def _options(word: str, classes: Mapping[str, frozenset[str]]) -> frozenset[str]:
    return frozenset(option for part in word.split("|") for option in _members(part, classes))


def _members(part: str, classes: Mapping[str, frozenset[str]]) -> Iterable[str]:
    if not part.startswith("{"):
        return (part,)
    name = part.strip("{}")
    if name not in classes:
        raise ValueError(f"class {name!r} is not in event_nouns.tsv")
    return classes[name]


def _choice(value: str, allowed: tuple[str, ...], field: str) -> str:
    if value not in allowed:
        raise ValueError(f"{field} {value!r} is none of {', '.join(filter(None, allowed))}")
    return value


def read_rows(name: str, columns: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield (line number, row) of a table of ``data/``, without comments and its header.

    Raises LexiconError where a line has not as many cells as the table has columns, and
    where the header is another.
    """
    lines = (files("polybius.extract") / "data" / name).read_text("utf-8").splitlines()
    header = "\t".join(columns)
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#") or line == header:
            continue
        cells = line.split("\t")
        if len(cells) != len(columns):
            raise LexiconError(f"{name}:{number}: {len(cells)} cells, expected {header!r}")
        yield number, dict(zip(columns, cells, strict=True))


def event_tables() -> tuple[str, ...]:
    """Return the names of the tables of event entries, sorted."""
    names = (entry.name for entry in (files("polybius.extract") / "data").iterdir())
    return tuple(sorted(n for n in names if n.startswith("events_") and n.endswith(".tsv")))


@cache
def noun_classes() -> Mapping[str, frozenset[str]]:
    """Return the noun classes that patterns name in braces: name to lemmas."""
    rows = read_rows("event_nouns.tsv", ("class", "lemmas"))
    return {row["class"]: frozenset(row["lemmas"].split()) for _, row in rows}


@cache
def entries() -> tuple[Entry, ...]:
    """Return every entry, in the order of the tables.

    Raises LexiconError, with file and line, for a row that cannot be read.
    """
    found = []
    for table in event_tables():
        for number, row in read_rows(table, COLUMNS):
            try:
                found.append(parse_entry(row, noun_classes()))
            except ValueError as error:
                raise LexiconError(f"{table}:{number}: {error}") from error
    return tuple(found)


@cache
def lexicon() -> Lexicon:
    """Return the entries by (lemma, part of speech), those that ask for most words first."""
    found: dict[tuple[str, str], list[Entry]] = {}
    for entry in entries():
        for head in entry.heads:
            found.setdefault((head, entry.pos), []).append(entry)
    return {key: tuple(sorted(rows, key=_generality)) for key, rows in found.items()}


def _generality(entry: Entry) -> tuple[int, int, int]:
    """Order by what is asked for: nouns and verbs first, then particles, then narrower sets."""
    content = sum(not element <= PARTICLES for element in entry.elements)
    return -content, -len(entry.elements), sum(map(len, entry.elements))


@cache
def governors() -> Mapping[str, Governor]:
    """Return the governors by lemma (phrasal verbs as ``call off``)."""
    rows = read_rows("event_governors.tsv", ("lemmas", "effect", "control"))
    found = {}
    for number, row in rows:
        try:
            effect = _choice(row["effect"], EFFECTS, "effect")
            control = _choice(row["control"], CONTROLS, "control")
        except ValueError as error:
            raise LexiconError(f"event_governors.tsv:{number}: {error}") from error
        for lemma in row["lemmas"].split(","):
            found[lemma.strip()] = Governor(effect, control)
    return found


@cache
def complement_modes() -> Mapping[tuple[str, str, str], tuple[str, str | None]]:
    """Return what an event of words becomes by what it is about.

    (type, type of the complement, its mode or "") to (type, mode): a threat to bomb is
    THREATEN, violence; a request to meet is REQUEST, meet.
    """
    columns = ("type", "about", "about_mode", "becomes", "mode")
    return {
        (row["type"], row["about"], row["about_mode"]): (row["becomes"], row["mode"] or None)
        for _, row in read_rows("event_complements.tsv", columns)
    }
