"""Passages parsed by hand, so that unit tests need no language model."""

from __future__ import annotations

from collections.abc import Sequence

import spacy
from spacy.tokens import Doc
from spacy.tokens import Span as TokenSpan

from polybius.extract.analysis import Analysis, Passage
from polybius.extract.article import Article
from polybius.extract.findings import Part
from polybius.extract.identity import document_iri
from polybius.extract.pipeline import add_entities, add_offices

# Part of speech by Penn tag, as spaCy's English pipelines map them.
POS = {
    **dict.fromkeys(("NN", "NNS"), "NOUN"),
    **dict.fromkeys(("NNP", "NNPS"), "PROPN"),
    **dict.fromkeys(("VB", "VBD", "VBZ", "VBP", "VBN", "VBG"), "VERB"),
    **dict.fromkeys(("PRP", "WP", "WDT"), "PRON"),
    **dict.fromkeys(("PRP$",), "PRON"),
    **dict.fromkeys(("DT",), "DET"),
    **dict.fromkeys(("IN", "TO"), "ADP"),
    **dict.fromkeys(("JJ",), "ADJ"),
    **dict.fromkeys(("RB",), "ADV"),
    **dict.fromkeys((".", ",", "``", "''", ":", "HYPH", "-LRB-", "-RRB-"), "PUNCT"),
    **dict.fromkeys(("MD",), "AUX"),
    "POS": "PART",
    "CD": "NUM",
    "CC": "CCONJ",
    "_SP": "SPACE",
}
LEMMAS = {
    "said": "say",
    "says": "say",
    "saying": "say",
    "told": "tell",
    "added": "add",
    "accused": "accuse",
    "warned": "warn",
    "claimed": "claim",
    "named": "name",
    "quoted": "quote",
    "shelled": "shell",
    "women": "woman",
    "according": "accord",
    "is": "be",
    "was": "be",
}
NO_SPACE_BEFORE = frozenset({",", ".", "”", "’s", "'s", ")", "]", ":", "?", "-"})
NO_SPACE_AFTER = frozenset({"“", "(", "[", "-"})
PARAGRAPH = "\n\n"

VOCAB = spacy.blank("en").vocab

Entity = tuple[int, int, str, str]


def passage(
    table: str,
    entities: Sequence[Entity] = (),
    part: str = "body",
    published: str | None = None,
) -> Passage:
    """Return a passage from rows of "word tag dependency head".

    ``head`` is the row number counted from 0, the row's own for a root. An empty line
    ends a paragraph; it is a row too, and a token, as in a text spaCy has cut.
    ``entities`` are (first row, last row + 1, label, gazetteer key).
    """
    rows = [_row(line, n) for n, line in enumerate(table.strip().splitlines())]
    words = [row[0] for row in rows]
    spaces = [
        following not in NO_SPACE_BEFORE | {PARAGRAPH} and word not in NO_SPACE_AFTER | {PARAGRAPH}
        for word, following in zip(words, [*words[1:], "."], strict=True)
    ]
    straight = [word.replace("“", '"').replace("”", '"').replace("’", "'") for word in words]
    doc = Doc(
        VOCAB,
        words=straight,
        spaces=spaces,
        tags=[row[1] for row in rows],
        pos=[POS[row[1]] for row in rows],
        deps=[row[2] for row in rows],
        heads=[int(row[3]) for row in rows],
        lemmas=[_lemma(word, row[1]) for word, row in zip(straight, rows, strict=True)],
    )
    spans = [TokenSpan(doc, s, e, label=label, kb_id=key) for s, e, label, key in entities]
    doc.set_ents(spans)
    text = "".join(w + " " * s for w, s in zip(words, spaces, strict=True))
    return Passage(Part(part, text), doc, published)


def _row(line: str, number: int) -> list[str]:
    return line.split() or [PARAGRAPH, "_SP", "dep", str(number - 1)]


def _lemma(word: str, tag: str) -> str:
    lowered = word.lower()
    if tag == "NNS":
        lowered = lowered.removesuffix("s")
    return LEMMAS.get(lowered, lowered)


def unread(*passages: Passage) -> Analysis:
    """Return the analysis of an article of these passages, with nothing found yet."""
    article = Article("", url="https://wire.example/1")
    return Analysis(article, document_iri(article), passages)


def linked(*passages: Passage) -> Analysis:
    """Return the analysis of an article of these passages, with its mentions and entities."""
    return add_entities(add_offices(unread(*passages)))
