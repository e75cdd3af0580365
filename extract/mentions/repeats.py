"""Repeats: what the whole document tells of a name that one sentence does not.

The recogniser looks at each sentence alone. It misses names it has seen elsewhere, and
takes the first name of a person for a town's. Here the names of all parts are compared.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import replace

from spacy.tokens import Token

from ..analysis import LOCATED, Passage, RawMention
from ..cues import cue_of
from ..gazetteer import fold, resolve

__all__ = ["abbreviation_of", "as_persons", "with_repeats"]

_ARTICLES = frozenset(
    {"al", "el", "abu", "ibn", "bin", "ben", "van", "von", "de", "der", "jr", "jr."}
)
_SHORTEST = 3  # letters of a name that stands alone


def abbreviation_of(mention: RawMention) -> Token | None:
    """Return the short name that a bracket gives right after a name: "… Forces (SDF)"."""
    doc, at = mention.passage.doc, mention.end
    if at + 2 >= len(doc) or doc[at].text not in ("(", "["):
        return None
    short = doc[at + 1]
    initials = [word[0] for word in mention.text.split() if word[0].isalpha()]
    capitals = sum(letter.isupper() for letter in short.text)
    is_short = capitals > 1 and 2 * capitals > len(short.text)
    return short if is_short and initials and short.text[0] == initials[0].upper() else None


def as_persons(mentions: Sequence[RawMention]) -> list[RawMention]:
    """Return the mentions, single names of persons that were taken for something else mended.

    Such a name is part of a person's full name, or says something; and no place is so called.
    """
    words = {word for m in mentions for word in _words_of_person(m)}
    speaking = {m.text for m in mentions if m.label in LOCATED and _speaks(m)}
    found = {m.text for m in mentions if _is_open(m) and _is_person(m.text, words, speaking)}
    return [replace(m, label="PERSON") if m.text in found and _is_open(m) else m for m in mentions]


def _is_open(mention: RawMention) -> bool:
    """Whether it is a single word of which only the recogniser has said what it names."""
    is_unknown = mention.kind == "name" and mention.key is None and mention.inside is None
    return is_unknown and len(mention.tokens) == 1 and mention.label in (*LOCATED, "ORG", "NORP")


def _words_of_person(mention: RawMention) -> Iterator[str]:
    """Yield the words of a person's full name by which the person may be called."""
    if mention.label != "PERSON" or mention.kind != "name" or len(mention.tokens) < 2:
        return
    for token in mention.tokens:
        if len(token) >= _SHORTEST and token.text[0].isupper() and token.lower_ not in _ARTICLES:
            yield token.text


def _speaks(mention: RawMention) -> bool:
    """Whether a name is the subject of a verb of speech, thought or feeling."""
    root = mention.root
    return root.dep_ == "nsubj" and cue_of(root.head) is not None


def _is_person(name: str, words: Set[str], speaking: Set[str]) -> bool:
    """Whether a single word is a person's name and no place's, as far as is known."""
    place = resolve(name) if name in words or name in speaking else None
    if place is None or place.best is not None:
        return False
    return name in speaking or not place.candidates


def with_repeats(passages: Sequence[Passage], mentions: Sequence[RawMention]) -> list[RawMention]:
    """Return the mentions, and names the recogniser saw once and missed elsewhere.

    Looked for are the first and last words of persons' names, as proper nouns that stand
    alone, and the short names that brackets give to organisations.
    """
    labels = _labels(mentions)
    taken = {(m.passage.part.part, i) for m in mentions for i in range(m.start, m.end)}
    repeats = (
        RawMention(passage, token.i, token.i + 1, "name", labels[token.text])
        for passage in passages
        for token in passage.doc
        if token.text in labels
        and (passage.part.part, token.i) not in taken
        and _stands_alone(token, labels)
    )
    return [*mentions, *repeats]


def _labels(mentions: Sequence[RawMention]) -> Mapping[str, str]:
    """What is looked for, with spaCy's label; a first name only where one person has it."""
    persons: dict[str, set[str]] = defaultdict(set)
    found: dict[str, str] = {}
    for mention in mentions:
        for word in _words_of_person(mention):
            if word == mention.tokens[0].text:
                persons[word].add(fold(mention.text))
        if mention.kind != "name" or mention.label not in ("ORG", "FAC"):
            continue
        short = abbreviation_of(mention)
        if short is not None:
            found[short.text] = mention.label
    for mention in mentions:
        if mention.label == "PERSON" and mention.kind == "name":
            found.setdefault(mention.tokens[-1].text, "PERSON")
    for word, names in persons.items():
        if len(names) == 1:
            found.setdefault(word, "PERSON")
    return found


def _stands_alone(token: Token, labels: Mapping[str, str]) -> bool:
    if labels[token.text] != "PERSON":
        return True
    return token.pos_ == "PROPN" and token.dep_ != "compound"
