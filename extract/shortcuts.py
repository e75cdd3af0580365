"""Shortcuts: spaCy's components made fast, what they answer unchanged.

The English pipelines try some two hundred attribute rules on each word, and look for the
lemmas of verbs and nouns in long lists: a quarter of the time that parsing takes. But most
words are alike to the rules, and a list can be a set. Their networks embed each word anew,
and their tokenizer remembers ten thousand words, fewer than the names of the gazetteer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, cast

from spacy.language import Language
from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler, Lemmatizer
from spacy.tokens import Doc
from spacy.tokens._retokenize import set_token_attrs
from thinc.api import Model

from .embedding import remember_words

__all__ = ["take_shortcuts"]

# What a rule may ask of a word, and how, for its answer to be remembered.
_ASKED = frozenset({"LOWER", "TAG", "POS", "DEP", "IS_SPACE"})
_WAYS = frozenset({"IN", "NOT_IN", "REGEX"})
_INDEX = "lemma_index"
_MOST = 20_000  # words remembered as named by a rule or not
_MOST_CUT = 100_000  # stretches between spaces whose words the tokenizer remembers
_UNNAMED = 0  # stands for all words that no rule names
Rule = dict[str, Any]
Found = tuple[int, int, int, int]  # the number of a rule, its key, the first token, the last + 1


def take_shortcuts(nlp: Language) -> None:
    """Make the pipeline's tokenizer and components fast, where they are of a known kind."""
    if hasattr(nlp.tokenizer, "max_cache_size"):
        setattr(nlp.tokenizer, "max_cache_size", _MOST_CUT)  # noqa: B010  (typed as a function)
    for _, component in nlp.pipeline:
        if isinstance(network := getattr(component, "model", None), Model):
            remember_words(network)
        if isinstance(component, Lemmatizer) and component.lookups.has_table(_INDEX):
            index = component.lookups.get_table(_INDEX)
            for part_of_speech in list(index):
                index[part_of_speech] = frozenset(index[part_of_speech])
        elif isinstance(component, AttributeRuler) and all(map(_is_plain, _rules(component))):
            remembered = _Remembered(component)
            # typed as methods
            setattr(component, "match", remembered.match)  # noqa: B010
            setattr(component, "set_annotations", remembered.set_annotations)  # noqa: B010


def _rules(ruler: AttributeRuler) -> list[Rule]:
    return cast(list[Rule], ruler.patterns)


def _is_plain(rule: Rule) -> bool:
    """Whether a rule's patterns are of so many words each, and ask what can be remembered."""
    asked = {name for name, _ in _asked(rule)}
    ways = {way for _, value in _asked(rule) if isinstance(value, dict) for way in value}
    counted = all(0 <= rule["index"] < len(tokens) for tokens in rule["patterns"])
    return asked <= _ASKED and ways <= _WAYS and counted


def _asked(rule: Rule) -> Iterator[tuple[str, Any]]:
    """Yield what a rule asks of each word of its patterns, by attribute."""
    for tokens in rule["patterns"]:
        for token in tokens:
            yield from token.items()


class _Remembered:
    """Does what an `AttributeRuler` does, each kind of word being matched once only.

    A pattern of one word asks for nothing but that word's attributes. A longer one is
    looked for only where a word stands that it can begin with.
    """

    def __init__(self, ruler: AttributeRuler) -> None:
        self._ruler, self._strings = ruler, ruler.vocab.strings
        self._single, self._longer = Matcher(ruler.vocab), Matcher(ruler.vocab)
        self._openings = Matcher(ruler.vocab)
        self._length = 1
        for number, rule in enumerate(_rules(ruler)):
            for tokens in rule["patterns"]:
                matcher = self._longer if len(tokens) > 1 else self._single
                matcher.add(str(number), [tokens])
                if len(tokens) > 1:
                    self._openings.add(str(number), [tokens[:1]])
                    self._length = max(self._length, len(tokens))
        words = [v for rule in _rules(ruler) for name, v in _asked(rule) if name == "LOWER"]
        self._named = frozenset(_named(words))
        forms = (v["REGEX"] for v in words if isinstance(v, dict) and "REGEX" in v)
        self._written = [re.compile(form) for form in forms]
        names = {name for rule in _rules(ruler) for name, _ in _asked(rule)}
        self._attributes = sorted(names - {"LOWER"})
        self._word = lru_cache(_MOST)(self._as_named)
        self._known: dict[tuple[int, ...], tuple[tuple[tuple[int, int], ...], bool]] = {}

    def match(self, doc: Doc) -> list[Found]:
        """Return the rules that fit and where, in the order in which they are to be obeyed."""
        found: list[Found] = []
        columns = [doc.to_array(name).tolist() for name in self._attributes]
        words = map(self._word, doc.to_array("LOWER").tolist())
        for i, kind in enumerate(zip(words, *columns, strict=True)):
            rules, is_opening = self._known.get(kind) or self._seen(doc, i, kind)
            found += [(number, key, i, i + 1) for number, key in rules]
            if is_opening:
                found += self._longer_at(doc, i)
        return sorted(found)

    def set_annotations(self, doc: Doc, matches: Iterable[Found]) -> None:
        """Tell the words what the rules say of them; of two rules the later holds."""
        attributes, indices = self._ruler.attrs, self._ruler.indices
        for number, _, start, _ in matches:
            set_token_attrs(doc[start + indices[number]], attributes[number])

    def _as_named(self, lower: int) -> int:
        """Return a word that a rule may name; all others are one."""
        text = self._strings[lower]
        is_named = text in self._named or any(form.search(text) for form in self._written)
        return lower if is_named else _UNNAMED

    def _seen(
        self, doc: Doc, i: int, kind: tuple[int, ...]
    ) -> tuple[tuple[tuple[int, int], ...], bool]:
        """Match a kind of word that is new."""
        word = doc[i : i + 1]
        keys = [key for key, _, _ in self._single(word, allow_missing=True)]
        rules = tuple((int(self._strings[key]), key) for key in keys)
        found = self._known[kind] = rules, bool(self._openings(word, allow_missing=True))
        return found

    def _longer_at(self, doc: Doc, i: int) -> list[Found]:
        return [
            (int(self._strings[key]), key, i, i + end)
            for key, start, end in self._longer(doc[i : i + self._length], allow_missing=True)
            if start == 0
        ]


def _named(words: Iterable[str | dict[str, Any]]) -> Iterator[str]:
    for word in words:
        if isinstance(word, str):
            yield word
        else:
            yield from word.get("IN", ())
            yield from word.get("NOT_IN", ())
