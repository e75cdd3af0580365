"""Language: whether an article, or a stretch of it, is written in what the pipeline reads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier
from spacy.util import get_lang_class

from .article import Article
from .findings import Dropped, Findings, Part, Span

__all__ = ["foreign_language", "foreign_stretches", "is_left_out", "left_out"]

_SHORTEST = 200  # characters below which a guess is no better than a coin
_LOOKED_AT = 3_000  # characters that are enough for one
_SURE = 0.9
_SURER = 0.99  # of a stretch: a paragraph of foreign names in a text is none
_USUAL = 0.2  # share of stop words above which a text is in their language; news has 0.4
_GAP = re.compile(r"\s+")
_LINE_END = re.compile(r"\n\s*")
_NO_LANGUAGE = "zxx"  # numbers, signs
_UNREAD = "not in "  # how the reason begins when nothing of a document was read


@cache
def _identifier() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


@cache
def _is_told_apart(language: str) -> bool:
    return language in _identifier().nb_classes


def foreign_language(article: Article, expected: str) -> str | None:
    """Return the ISO 639-1 code of the article's language when it is surely another one.

    What the article says of itself counts where it is such a code ("en-GB", but not
    "English"); else its text is looked at (langid.py's method, Lui and Baldwin 2012).
    Short texts are taken to be in the expected language, and so are all texts when that
    is none the method knows ("xx", several languages).
    """
    if not _is_told_apart(expected):
        return None
    told = (article.lang or "").strip().split("-")[0].split("_")[0].lower()
    if len(told) == 2:
        return told if told != expected else None
    beginning = article.text[:_LOOKED_AT]
    return None if _is_usual(beginning, expected) else _guess(beginning, expected, _SURE)


def foreign_stretches(part: Part, expected: str) -> Iterator[Dropped]:
    """Yield the stretches of a part that are surely in another language.

    What stands at the edge of a stretch may be taken with it or left, a line at most.
    """
    for start, end, language in _joined(part.text, expected):
        span = Span(part.part, start, end, part.text[start:end])
        yield Dropped(_why(language, expected), span)


def _joined(text: str, expected: str) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, language) of foreign blocks, neighbours put together."""
    held: tuple[int, int, str] | None = None
    for start, end in _blocks(text) if _is_told_apart(expected) else ():
        guess = _foreign(text[start:end], expected)
        if guess and held and held[1:] == (start, guess):
            held = (held[0], end, guess)
        else:
            if held:
                yield held
            held = (start, end, guess) if guess else None
    if held:
        yield held


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """Cut a text into blocks just long enough for a language to be told.

    At the end of a line where one is near, else between words.
    """
    start = 0
    while start < len(text):
        least = start + _SHORTEST
        cut = _LINE_END.search(text, least, least + _SHORTEST) or _GAP.search(text, least)
        end = cut.end() if cut else len(text)
        yield start, end
        start = end


def _foreign(block: str, expected: str) -> str | None:
    """Return the other language of a block, unless either half may be in the expected one."""
    if _is_usual(block, expected):
        return None
    guess = _guess(block, expected, _SURER)
    if guess is None:
        return None
    middle = len(block) // 2
    halves = (block[:middle], block[middle:])
    return None if any(_likeliest(half) == expected for half in halves) else guess


def _is_usual(text: str, expected: str) -> bool:
    """Whether a text has as many stop words as texts in the expected language have.

    By far the most have: a guess takes a hundred times longer.
    """
    words, usual = text.lower().split(), _stop_words(expected)
    return len([word for word in words if word in usual]) > _USUAL * len(words)


@cache
def _stop_words(language: str) -> frozenset[str]:
    return frozenset(get_lang_class(language).Defaults.stop_words)


def _likeliest(text: str) -> str:
    return str(_identifier().classify(text)[0])


def _guess(text: str, expected: str, sure: float) -> str | None:
    """Return the language of a text that is surely not in the expected one.

    Among languages that are alike (Arabic and Persian, those of China) none may be sure. But
    in letters that the expected one lacks, it is enough that it surely is not that.
    """
    if len(text) < _SHORTEST:
        return None
    shares = dict(_identifier().rank(text))
    guess, share = next(iter(shares.items()))
    if _is_in_other_letters(text, expected):
        share = 1 - shares[expected] - shares.get(_NO_LANGUAGE, 0)
    return guess if guess not in (expected, _NO_LANGUAGE) and share >= sure else None


def _is_in_other_letters(text: str, expected: str) -> bool:
    """Whether most letters are none of the expected language's, and are much of the text."""
    letters = [character for character in text.lower() if character.isalpha()]
    known = frozenset().union(*_stop_words(expected))
    others = [letter for letter in letters if letter not in known]
    return len(others) > max(len(letters) / 2, len(text) / 4)


def left_out(language: str, expected: str) -> Dropped:
    """Return why a whole document in a foreign language was not read."""
    return Dropped(_why(language, expected))


def _why(language: str, expected: str) -> str:
    return f"{_UNREAD}{expected}: the language seems to be {language}"


def is_left_out(findings: Findings) -> bool:
    """Say whether nothing of a document was read, for the reason its ``dropped`` tells."""
    return any(it.span is None and it.reason.startswith(_UNREAD) for it in findings.dropped)
