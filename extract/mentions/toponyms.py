"""Toponym mentions: places named where the recogniser does not look, or sees something else.

A small model trained on national news stumbles over local names: datelines in capitals,
the town before "Mayor" or "Police Department", counties in a list, a name it has rightly
called a place in one sentence and a person in the next. What is added here must be a name
that the gazetteer knows, in a position where only a place can stand.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace

from spacy.tokens import Doc, Token

from ..analysis import Passage, RawMention
from ..gazetteer import is_own_name, is_place_name
from .place_words import BODY_WORDS, COUNTIES, DISEASES, INSTITUTIONS, NAME_STARTS, PUBLIC_BODIES
from .told_places import is_told_place

__all__ = ["with_toponyms"]

_DASHES = frozenset({"-", "--", "—", "–", ":", "―"})
_DATELINE = 10  # tokens within which the dash after a dateline's first word must come
_LONGEST = 4  # words of a place's name that is looked for inside another name
_MISTAKEN = frozenset({"ORG", "PERSON"})
_LISTED = frozenset({",", "and", "or", "&"})


def with_toponyms(passages: Sequence[Passage], mentions: Sequence[RawMention]) -> list[RawMention]:
    """Return the mentions, those of places mended and the missing ones added, in reading order."""
    diseases = {m.text for m in mentions if _is_disease(m)}
    kept = [m for m in mentions if not _is_disease(m) and not _is_unknown(m, diseases)]
    mended = _relabelled(_completed(kept))
    taken = {(m.passage.part.part, i) for m in mended for i in range(m.start, m.end)}
    seen = {m.text for m in mended if m.is_place and m.kind == "name"}
    added = [mention for passage in passages for mention in _missing(passage, seen, taken)]
    nested = [place for mention in mended for place in _home_of(mention, seen)]
    order = {passage.part.part: number for number, passage in enumerate(passages)}
    return sorted(
        [*mended, *added, *nested], key=lambda m: (order[m.passage.part.part], m.start, m.end)
    )


def _is_disease(mention: RawMention) -> bool:
    """Whether a place's name is a disease's ("Marburg fever", "West Nile virus")."""
    return mention.is_place and _goes_on_as_disease(mention.passage.doc, mention.end)


def _goes_on_as_disease(doc: Doc, end: int) -> bool:
    return end < len(doc) and doc[end].lemma_.lower() in DISEASES


def _is_unknown(mention: RawMention, diseases: set[str]) -> bool:
    """Whether a name is a disease's elsewhere, and no place that the gazetteer knows."""
    return mention.is_place and mention.text in diseases and not is_place_name(mention.text)


# --- mending -------------------------------------------------------------------------------


def _completed(mentions: Sequence[RawMention]) -> Iterator[RawMention]:
    """Yield the mentions, places' names with the word that was cut off ("St. | Paris")."""
    held: RawMention | None = None
    for mention in mentions:
        if held is not None and held.passage is mention.passage and mention.start < held.end:
            held = replace(held, end=max(held.end, mention.end))
            continue
        if held is not None:
            yield held
        held = None
        longer = _lengthened(mention)
        if longer is mention:
            yield mention
        else:
            held = longer
    if held is not None:
        yield held


def _lengthened(mention: RawMention) -> RawMention:
    if not mention.is_place or mention.key or mention.kind != "name":
        return mention
    doc = mention.passage.doc
    if mention.start and _opens(doc[mention.start - 1]) and not doc[mention.start - 1].ent_type_:
        longer = replace(mention, start=mention.start - 1)
        return longer if is_place_name(longer.text) else mention
    if _opens(doc[mention.end - 1]) and mention.end < len(doc) and _is_capital(doc[mention.end]):
        longer = replace(mention, end=mention.end + 1)
        return longer if is_place_name(longer.text) else mention
    return mention


def _opens(token: Token) -> bool:
    return _is_capital(token) and token.lower_ in NAME_STARTS


def _is_capital(token: Token) -> bool:
    return token.text[0].isupper()


def _relabelled(found: Iterable[RawMention]) -> list[RawMention]:
    """Call a name a place that is one elsewhere in the document, or that stands after "in".

    Of a name that the gazetteer does not know, words must have told that it is a place's.
    """
    mentions = list(found)
    votes: Counter[tuple[str, bool]] = Counter(
        (m.text, m.is_place)
        for m in mentions
        if m.kind == "name" and (m.is_place or m.label in _MISTAKEN)
    )
    told = {m.text for m in mentions if m.is_place and m.kind == "name" and is_told_place(m.root)}
    return [
        replace(m, label="GPE") if _may_be_mistaken(m) and _is_mistaken(m, votes, told) else m
        for m in mentions
    ]


def _is_mistaken(
    mention: RawMention, votes: Mapping[tuple[str, bool], int], told: Set[str]
) -> bool:
    """Whether a name is the place's that elsewhere in the document is so called."""
    text = mention.text
    if not is_place_name(text):
        return text in told
    return votes[text, True] >= votes[text, False] or _is_in(mention)


def _may_be_mistaken(mention: RawMention) -> bool:
    return mention.kind == "name" and mention.label in _MISTAKEN and mention.key is None


def _is_in(mention: RawMention) -> bool:
    """Whether "in" or "near" stands right before a name."""
    return mention.start > 0 and mention.passage.doc[mention.start - 1].lower_ in ("in", "near")


# --- adding --------------------------------------------------------------------------------


def _missing(passage: Passage, seen: set[str], taken: set[tuple[str, int]]) -> Iterator[RawMention]:
    """Yield places that no mention holds; none of them overlaps another."""
    doc, part, at = passage.doc, passage.part.part, 0
    while at < len(doc):
        is_free = (part, at) not in taken and _may_begin(doc[at])
        found = next(_at(doc, at, seen), None) if is_free else None
        if found is None:
            at += 1
            continue
        end, inside = found
        label = "Region" if inside else "GPE"
        yield RawMention(passage, at, end, "name", label, inside=inside)
        at = end


def _may_begin(token: Token) -> bool:
    return _is_capital(token) and token.is_alpha | token.text.endswith(".") and len(token) > 1


def _at(doc: Doc, start: int, seen: set[str]) -> Iterator[tuple[int, str | None]]:
    """Yield where a place's name that begins here ends, and the county that it stands for."""
    for end in range(min(start + _LONGEST, len(doc)), start, -1):
        words = doc[start:end]
        if not _is_capital(words[-1]) or _goes_on_as_disease(doc, end):
            continue
        text = words.text
        if words[-1].lower_ in COUNTIES and end - start > 1 and is_place_name(text):
            yield end, None
        elif _ends_in_counties(doc, end) and is_place_name(f"{text} County"):
            yield end, f"{text} County"
        elif _stands_as_place(doc, start, end, seen):
            yield end, None


def _stands_as_place(doc: Doc, start: int, end: int, seen: set[str]) -> bool:
    """Whether words are a dateline, a name that is a place elsewhere, or of a public body."""
    text = doc[start:end].text
    if text in seen:
        return all(token.pos_ == "PROPN" for token in doc[start:end])
    if _is_dateline(doc, start, end):
        return is_place_name(text)
    following = doc[end].text if end < len(doc) else ""
    is_body = following.istitle() and following.lower() in PUBLIC_BODIES
    return is_body and _is_town(text)


def _is_town(name: str) -> bool:
    """Whether a name is a place's own, and no word of what public bodies are called."""
    words = {word.lower() for word in name.split()}
    return words.isdisjoint(PUBLIC_BODIES | INSTITUTIONS | BODY_WORDS) and is_own_name(name)


def _ends_in_counties(doc: Doc, end: int) -> bool:
    """Whether a list goes on to "counties" from here: "Clay, Polk | and Swift counties"."""
    for token in doc[end : end + 40]:
        if token.lower_ in ("counties", "parishes"):
            return True
        if token.text not in _LISTED and not _is_capital(token):
            return False
    return False


def _is_dateline(doc: Doc, start: int, end: int) -> bool:
    """Whether words in capitals open a report: "TOLEDO, Ohio (AP) —"."""
    words = doc[start:end]
    if not all(token.text.isupper() for token in words if token.is_alpha):
        return False
    if start and not (doc[start - 1].is_space or doc[start - 1].is_punct or _is_number(doc, start)):
        return False
    for token in doc[end : end + _DATELINE]:
        if token.text in _DASHES:
            return True
        if not (_is_capital(token) or token.text in (",", "(", ")", ".", "/")):
            return False
    return False


def _is_number(doc: Doc, start: int) -> bool:
    return doc[start - 1].like_num


# --- inside other names --------------------------------------------------------------------


def _home_of(mention: RawMention, seen: set[str]) -> Iterator[RawMention]:
    """Yield the town or county that a public body's name begins with ("Leeds City Council")."""
    if mention.kind != "name" or mention.is_place or mention.key or mention.inside:
        return
    doc, last = mention.passage.doc, mention.end - 1
    for end in range(min(mention.start + _LONGEST, last), mention.start, -1):
        text = doc[mention.start : end].text
        is_county = doc[end - 1].lower_ in COUNTIES and end - mention.start > 1
        rest = {token.lower_ for token in doc[end : mention.end]}
        is_body = not rest.isdisjoint(PUBLIC_BODIES) and _is_town(text)
        is_own = not rest.isdisjoint(INSTITUTIONS) and text in seen
        if is_body or is_own or (is_county and is_place_name(text)):
            yield replace(mention, end=end, label="GPE")
            return
