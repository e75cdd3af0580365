"""Time grammar: finds time expressions in a text by rules over classes of words.

A text is cut into tokens, each token becomes one symbol that stands for all classes its word
belongs to (``data/times_words.tsv``), and the rules (``data/times_rules.tsv``) are regular
expressions over those symbols. No rule repeats without a bound, so the time taken grows with the
length of the text alone, whatever it says.

A rule is written as classes in capitals, literal words in small letters, and the operators of
regular expressions ``( ) | ?``. What stands before the first ``@`` and behind the second is
context that must be there and is no part of the expression.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from ..tables import rows

__all__ = ["Grammar", "Match", "Rule", "find_matches", "load_grammar", "load_rules"]

_TOKEN = re.compile(
    r"""
      (?P<STAMP>[0-9]{4}-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9](?::[0-9][0-9])?(?:\.[0-9]{1,9})?(?:Z|[+-][0-9][0-9]:?[0-9][0-9])?(?!\w))
    | (?P<ISO>[0-9]{4}-[0-9][0-9]?-[0-9][0-9]?(?![\w-]))
    | (?P<SLASH>(?:[0-9][0-9]?/[0-9][0-9]?/(?:[0-9]{4}|[0-9][0-9])|[0-9]{4}/[0-9][0-9]?/[0-9][0-9]?|
        [0-9][0-9]?\.[0-9][0-9]?\.[0-9]{4})(?![\w/]))
    | (?P<CLOCK>[0-9][0-9]?:[0-9][0-9](?::[0-9][0-9])?(?:(?![\w:])|(?=[aApP]\.?[mM]\b)))
    | (?P<NTH>[0-9][0-9]?(?:st|nd|rd|th)(?!\w))
    | (?P<TENS>(?:(?:1[0-9]|20)?[0-9]0['’]?|['’‘`][0-9]0)s(?!\w))
    | (?P<SHORTYEAR>['’‘`][0-9][0-9](?!\w))
    | (?P<MONEY>[$£€¥][^\S\n]?[0-9][0-9,.]*)
    | (?P<AMPM>[aApP]\.[mM]\.?(?!\w))
    | (?P<WORD>(?:9/11(?![\w/])
        |(?i:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)-
        (?i:one|two|three|four|five|six|seven|eight|nine
        |first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)(?!\w)
        |[oO]['’]clock|[^\W\d_][^\W_]*))
    | (?P<NUMBER>[0-9]+(?:[.,][0-9]+)*)
    | (?P<BREAK>\n[^\S\n]*\n)
    | (?P<MARK>['’]s(?!\w)|[^\w\s])
    | (?P<OTHER>\S)
    """,
    re.VERBOSE,
)
_KINDS = ("STAMP", "ISO", "SLASH", "CLOCK", "NTH", "TENS", "SHORTYEAR", "AMPM")
Slot = tuple[str, str]  # its name, and the class of the word that fills it
_OTHER = "\x00"
_OPERATORS = frozenset("()|?@")
_WEAK = frozenset({"NUM", "DAY", "HOUR", "A", "EDGE", "TWO", "VAGUE"})  # say nothing of time alone
_ISLAND = re.compile(r"[^\x00]+")
_ITEM = re.compile(r"[()|?@]|[^\s()|?@]+")
_MARKS = {"’s": "'s", "–": "-", "—": "-", "‑": "-", "−": "-"}


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the rules: how it is read, its pattern, what it must and must not match.

    ``example`` marks the expression with square brackets, followed by `` = `` and its TIMEX3
    value; the publication date of all examples is Friday 29 December 2017.
    """

    reading: str
    pattern: str
    example: str
    counterexample: str


@dataclass(frozen=True, slots=True)
class Match:
    """An expression: how it is to be read, its code-point offsets, and the words in its slots.

    ``slots`` holds, by class, the values of the words that filled the rule's classes; a word
    that has none stands for itself in small letters.
    """

    reading: str
    start: int
    end: int
    slots: Mapping[str, str]


@dataclass(frozen=True)
class Grammar:
    """The words as symbols, and the compiled rules."""

    words: Mapping[str, str]  # as written if it must be, else in small letters -> symbol
    kinds: Mapping[frozenset[str], str]  # classes of a number or a date in digits -> symbol
    values: Mapping[tuple[str, str], str]  # class and word -> value
    core: re.Pattern[str]  # finds a symbol without which nothing speaks of time
    rules: tuple[tuple[str, re.Pattern[str], tuple[Slot, ...]], ...]  # reading, pattern, slots


@cache
def load_rules() -> tuple[Rule, ...]:
    """Return the rules as written, in order of preference."""
    return tuple(Rule(*row) for row in rows("times_rules") if not row[0].startswith("="))


@cache
def load_grammar() -> Grammar:
    """Read the words and the rules and compile them. Raises ValueError naming a broken rule."""
    groups = {row[0][1:]: row[1] for row in rows("times_rules") if row[0].startswith("=")}
    patterns = [(rule.reading, _expand(rule.pattern, groups)) for rule in load_rules()]
    classes, values = _read_words({item for _, items in patterns for item in items})
    signatures = sorted({tuple(sorted(found)) for found in classes.values()} | set(_number_kinds()))
    symbols = {frozenset(found): chr(0x100 + i) for i, found in enumerate(signatures)}
    core = "".join(symbol for kinds, symbol in symbols.items() if any(map(_is_core, kinds)))
    return Grammar(
        {word: symbols[frozenset(found)] for word, found in classes.items()},
        symbols,
        values,
        re.compile(f"[{core}]"),
        tuple((reading, *_compile(items, symbols)) for reading, items in patterns),
    )


def _expand(pattern: str, groups: Mapping[str, str]) -> tuple[str, ...]:
    """Cut a pattern into items, with the groups' patterns in the place of their names."""
    items: list[str] = []
    for item in _ITEM.findall(pattern):
        items += ("(", *_expand(groups[item], groups), ")") if item in groups else (item,)
    return tuple(items)


def _read_words(items: set[str]) -> tuple[dict[str, set[str]], dict[tuple[str, str], str]]:
    """Return the classes of each word, and the value of each word in each class.

    A literal word of the rules is a class of its own.
    """
    literals = {item.rpartition(":")[2] for item in items - _OPERATORS}
    classes = {item: {item} for item in sorted(literals) if not item.isupper()}
    values: dict[tuple[str, str], str] = {}
    for kind, value, words in rows("times_words"):
        for word in words.split():
            classes.setdefault(word, set()).add(kind)
            values[kind, word.lower()] = value
    for word in classes:
        classes[word] |= classes.get(word.lower(), set())
    return classes, values


def _number_kinds() -> Iterator[tuple[str, ...]]:
    yield from ((kind,) for kind in _KINDS)
    numbers = "3 0 00 12 28 99 476 2017 1066 1199 2099 1799 0830 1453 2,000"
    yield from (tuple(sorted(_number_classes(number))) for number in numbers.split())


def _number_classes(number: str) -> frozenset[str]:
    """Return what a number may be: a count, day, hour, year (recent or not), hour with minutes."""
    if len(number) > 4 or not number.isascii() or not number.isdigit():
        return frozenset({"NUM"})
    value, long = int(number), len(number) == 4
    tests = {
        "NUM": True,
        "DAY": 1 <= value <= 31 and len(number) < 3,
        "TWO": len(number) == 2,
        "HOUR": value <= 24 and len(number) < 3,
        "YEAR": long and 1000 <= value <= 2199,
        "RECENT": long and 1800 <= value <= 2099,
        "HHMM": long and value // 100 < 24 and value % 100 < 60,
    }
    return frozenset(name for name, holds in tests.items() if holds)


def _is_core(kind: str) -> bool:
    """Return whether a class speaks of time by itself, as "the" and "last" do not."""
    return kind.isupper() and kind not in _WEAK


def _set_of(symbols: Mapping[frozenset[str], str], kind: str) -> str:
    found = "".join(symbol for kinds, symbol in symbols.items() if kind in kinds)
    if not found:
        raise ValueError(f"times_rules.tsv names {kind}, which times_words.tsv has no words for")
    return f"[{found}]"


def _compile(
    items: tuple[str, ...], symbols: Mapping[frozenset[str], str]
) -> tuple[re.Pattern[str], tuple[Slot, ...]]:
    """Return the pattern over symbols, its expression being the group "span", and its slots."""
    pieces: list[str] = []
    slots: list[Slot] = []
    for item in items if "@" in items else ("@", *items):
        if item == "@":
            pieces.append("(?P<span>" if "(?P<span>" not in pieces else ")(?=")
        elif item in _OPERATORS:
            pieces.append("(?:" if item == "(" else item)
        else:
            name, _, kind = item.rpartition(":")
            pieces.append(f"(?P<s{len(slots)}>{_set_of(symbols, kind)})")
            slots.append((name or kind, kind))
    return re.compile("".join(pieces) + ")"), tuple(slots)


def find_matches(text: str, grammar: Grammar) -> Iterator[Match]:
    """Yield the expressions of a text, leftmost first, then longest, none overlapping another.

    Matches of the reading ``none`` are yielded too: they say what is no time.
    """
    symbols, tokens = _core_tokens(text, grammar)
    found: list[tuple[int, int, int, re.Match[str]]] = []
    for order, (_, pattern, _) in enumerate(grammar.rules):
        for match in pattern.finditer(symbols):
            start, end = match.span("span")
            found.append((start, -end, order, match))
    behind = 0
    for start, end, order, match in sorted(found, key=lambda item: item[:3]):
        if start >= behind:
            reading, _, slots = grammar.rules[order]
            words = _words_in(slots, match, tokens, grammar)
            yield Match(reading, tokens[start].start(), tokens[-end - 1].end(), words)
            behind = -end


def _core_tokens(text: str, grammar: Grammar) -> tuple[str, list[re.Match[str]]]:
    """Return the symbols and tokens of those stretches that speak of time, a gap between two."""
    tokens = list(_TOKEN.finditer(text))
    symbols = "".join([_symbol(token, grammar) for token in tokens])
    kept_symbols, kept = [], []
    for island in _ISLAND.finditer(symbols):
        start, end = island.span()
        if grammar.core.search(symbols, start, end):
            end = min(end + 1, len(tokens))
            kept_symbols.append(symbols[start:end])
            kept += tokens[start:end]
    return "".join(kept_symbols), kept


def _symbol(token: re.Match[str], grammar: Grammar) -> str:
    kind, word = token.lastgroup or "", token.group()
    if kind in ("WORD", "MARK"):
        last = _plain(word).rpartition("-")[2]  # "twenty-five" is of the kind that "five" is
        return grammar.words.get(word) or grammar.words.get(last or "-", _OTHER)
    if kind == "NUMBER":
        return grammar.kinds[_number_classes(word)]
    return grammar.kinds.get(frozenset({kind}), _OTHER)


def _plain(word: str) -> str:
    return _MARKS.get(word) or word.lower().replace("’", "'")


def _words_in(
    slots: tuple[Slot, ...],
    match: re.Match[str],
    tokens: list[re.Match[str]],
    grammar: Grammar,
) -> dict[str, str]:
    """Return the values of the words that filled the slots; the last one where several did."""
    words: dict[str, str] = {}
    for number, (name, kind) in enumerate(slots):
        at = match.start(f"s{number}")
        if at >= 0:
            word = _plain(tokens[at].group())
            words[name] = _value(kind, word, grammar)
    return words


def _value(kind: str, word: str, grammar: Grammar) -> str:
    tens, _, ones = word.rpartition("-")
    if tens and kind in ("NUMWORD", "NTHWORD"):
        return str(int(grammar.values["NUMWORD", tens]) + int(grammar.values[kind, ones]))
    return grammar.values.get((kind, word), word)
