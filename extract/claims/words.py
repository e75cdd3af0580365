"""Words: a passage's tokens as plain lists, so that looking at them costs little.

Asking a spaCy token for its label makes a new object each time; the learned choices of
`attribution` look at each word dozens of times.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import accumulate

import numpy as np
from spacy.tokens import Doc

from .quoted import Quoted, Range

__all__ = ["CORE", "FEW", "FINITE", "Words"]

FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
CORE = frozenset({"nsubj", "nsubjpass", "csubj", "dobj", "pobj", "poss", "agent", "appos", "conj"})
FEW = 4  # steps up or down the tree that a path has at most
_SPACE = "¶"  # stands for a token of white space, whatever it holds


class Words:
    """What the parse says of a passage's words, each list by token.

    ``left`` and ``right`` are the ends (half-open) of what hangs on a word; ``sentence``
    is its sentence, ``quotation`` the quotation that holds it, or None. ``commas`` and
    ``finite`` count commas and finite verbs before a word, from the first of the passage;
    ``core`` counts those that take part in what a verb tells (`CORE`).
    ``telling`` says how often words like it are cues (see `cue_features.rate`).
    """

    def __init__(self, doc: Doc, quoted: Quoted) -> None:
        self.size = len(doc)
        columns = doc.to_array(["LOWER", "LEMMA", "TAG", "POS", "DEP", "ENT_TYPE", "HEAD"])
        names = {key: doc.vocab.strings[key] for key in np.unique(columns[:, :6]).tolist()}
        texts: list[list[str]] = [
            [names[key] for key in columns[:, n].tolist()] for n in range(columns.shape[1] - 1)
        ]
        self.text, lemmas, self.tag, self.pos, self.dep, self.entity = texts
        self.lemma = [lemma.lower() for lemma in lemmas]
        self.space = [not text or text.isspace() for text in self.text]
        for i, space in enumerate(self.space):
            if space:
                self.text[i] = self.lemma[i] = _SPACE
        offsets = columns[:, 6].astype("int64").tolist()
        self.head: list[int] = [i + offset for i, offset in enumerate(offsets)]
        self.sentence: list[Range] = []
        for sentence in doc.sents:
            self.sentence += [(sentence.start, sentence.end)] * len(sentence)
        self.quotation = [quoted.at(i) for i in range(self.size)]
        self.commas = _counted(text == "," for text in self.text)
        self.finite = _counted(tag in FINITE for tag in self.tag)
        self.core = _counted(dep in CORE for dep in self.dep)
        self.telling = [""] * self.size
        self._hang_together()

    def _hang_together(self) -> None:
        """Fill ``children``, ``left`` and ``right`` from each word's head."""
        self.children: list[list[int]] = [[] for _ in self.head]
        self.left, self.right = list(range(self.size)), list(range(1, self.size + 1))
        for i, head in enumerate(self.head):
            if i != head:
                self.children[head].append(i)
            if i < head and self.left[i] < self.left[head]:
                self.left[head] = self.left[i]
        for i in range(self.size - 1, -1, -1):
            head = self.head[i]
            if i > head and self.right[i] > self.right[head]:
                self.right[head] = self.right[i]

    def chain(self, index: int) -> dict[int, str]:
        """Return a word and those it hangs on, the nearest few, with the path up to each."""
        found, path = {index: ""}, ""
        for _ in range(FEW):
            if self.head[index] == index:
                break
            path += "^" + self.dep[index]
            index = self.head[index]
            found[index] = path
        return found

    def path(self, chain: dict[int, str], index: int) -> str:
        """Return the labels on the way from a chain's first word to another, "far" if long."""
        down = ""
        for _ in range(FEW):
            if index in chain:
                break
            down = f"/{self.dep[index]}{down}"
            if self.head[index] == index:
                break
            index = self.head[index]
        return chain[index] + down if index in chain else "far"


def _counted(flags: Iterable[bool]) -> list[int]:
    return list(accumulate(flags, initial=0))
