"""Proper names: what the gazetteer and the entity recogniser have marked, made whole.

`annotate` leaves both in ``doc.ents``. A name that is marked beforehand cuts what it is
the beginning of ("Chad | Relief Fund"), the recogniser takes in titles, brackets and
dashes, and guesses the kind of thing; the words of a name tell it ("data/name_heads.tsv").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from dataclasses import replace

from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from ..analysis import LOCATED, Passage, RawMention
from ..cues import cue_of
from ..findings import MentionKind
from ..gazetteer import agents, body, lookup, resolve, seat_of, titles
from .name_heads import fits, name_heads
from .place_nouns import place_noun
from .place_words import COMPASS, SETTLEMENTS
from .units import UNITS, is_ordinal, with_units
from .whole_names import with_whole

__all__ = ["NAMED", "find_names", "is_told_place"]

NAMED = frozenset({"PERSON", "ORG", "NORP", "GPE", "LOC", "FAC"})
_NEARBY = frozenset({"near", "outside", "vicinity"})
_HELD = frozenset({"held", "controlled"})
# Verbs of what is done to places and hardly to persons, and nouns so.
_OVERRUN = frozenset({"bombard", "encircle", "flee", "liberate", "overrun", "retake", "shell"})
_SIEGES = frozenset({"battle", "bombardment", "recapture", "shelling", "siege"})
_LEADING = frozenset({"the", "a", "an", "this", "that", "these", "those"})
# Weapons, craft and diseases: "T-72", "BUK-M2", "COVID-19".
_DESIGNATION = re.compile(r"[A-Za-z]{1,5}-[A-Z]{0,3}\d+\w{0,3}")
# What commenters call those they despise; whom they mean is for the reader to guess.
_SNEERS = frozenset({"israhell", "bankster", "banksters", "zionazi", "zionazis", "libtard"})
_STORMS = frozenset({"cyclone", "hurricane", "storm", "tropical", "typhoon"})
_DOCTRINES = frozenset(
    {
        *("islam", "christianity", "judaism", "hinduism", "buddhism", "sikhism", "catholicism"),
        *("protestantism", "communism", "marxism", "socialism", "capitalism", "fascism"),
        *("nazism", "zionism", "jihad", "sharia", "shari'a", "ramadan", "quran", "koran", "bible"),
    }
)
_FIRST_NAMES = frozenset({"Christian"})  # words for a people that persons bear
_TITLE = 5  # words of a title that the recogniser takes into a person's name


def find_names(passage: Passage) -> Iterator[RawMention]:
    """Yield the names of actors and places, in reading order but for those that were missed."""
    found = list(with_units(map(_without_tail, with_whole(_marked(passage))), passage))
    yield from found
    yield from _place_after_noun(passage)
    yield from _headed(passage, {i for name in found for i in range(name.start, name.end)})


def _marked(passage: Passage) -> Iterator[RawMention]:
    for ent in passage.doc.ents:
        if ent.label_ not in NAMED:
            continue
        start, end = _trimmed(ent)
        if start < end and (ent.kb_id_ or _is_name(passage.doc[start:end], _label(ent))):
            yield _mention(passage, ent, start, end)


def _without_tail(name: RawMention) -> RawMention:
    """Return a name without the "of the" behind it whose rest the recogniser has not seen."""
    end, doc = name.end, name.passage.doc
    while end > name.start + 1 and doc[end - 1].pos_ in ("ADP", "DET") and doc[end - 1].is_lower:
        end -= 1
    return name if end == name.end or name.key else replace(name, end=end)


def _label(ent: TokenSpan) -> str:
    """Return spaCy's label, but of a people for one of a people ("Kurd", "Yazidis")."""
    if ent.kb_id_ or len(ent) > 1:
        return ent.label_
    word = ent[0].text
    is_people = any(
        agents().get(form, ("", None))[0] == "Population" and form[0].isupper()
        for form in (word, ent[0].lemma_, word.removesuffix("s"))
        if form and form not in _FIRST_NAMES
    )
    return "NORP" if is_people else ent.label_


def _mention(passage: Passage, ent: TokenSpan, start: int, end: int) -> RawMention:
    key, label = ent.kb_id_ or None, _label(ent)
    if key is None and label == "PERSON" and passage.doc[end - 1].lower_ in UNITS:
        label = "ORG"
    if key is None and label not in LOCATED and is_told_place(ent.root):
        label = "GPE"
    if key is None:
        key, label = _looked_up(passage.doc[start:end].text, label)
    if label == "NORP" and key and _are_people(ent.root):
        key = _people_of(key)
    if label in LOCATED and key is None and _acts(ent.root):
        key = _seat(passage.doc[start:end].text)
    kind: MentionKind = "nominal" if _is_adjective(ent) else "name"
    return RawMention(passage, start, end, kind, label, key)


def _are_people(root: Token) -> bool:
    """Whether some people of a country are named: "200 Chadians", not "the Chadians" as a side."""
    if root.tag_ not in ("NNPS", "NNS"):
        return False
    told = {child.dep_ for child in root.children}
    is_whole = any(child.lower_ == "the" for child in root.lefts)
    return not is_whole or not told.isdisjoint({"nummod", "amod", "relcl", "acl"})


def _people_of(country: str) -> str:
    """Return the key of a country's citizens, or the key given where it is no country's."""
    people = body(country.removeprefix("country-"), "citizens")
    return people.key if people and country.startswith("country-") else country


def _seat(name: str) -> str | None:
    """Return the government whose capital is so called."""
    place = resolve(name).best
    seat = seat_of(place) if place else None
    return seat.key if seat else None


def _acts(root: Token) -> bool:
    """Say whether a place's name acts or is spoken to: "Ankara accused Paris"."""
    while root.dep_ == "conj" and root.head.pos_ == "PROPN":
        root = root.head
    if root.dep_ in ("dobj", "dative"):
        return cue_of(root.head) is not None
    return root.dep_ == "agent" or (root.dep_ == "nsubj" and root.head.pos_ == "VERB")


def _place_after_noun(passage: Passage) -> Iterator[RawMention]:
    """Yield places that the recogniser missed after "the town of" or "near"."""
    for token in passage.doc:
        if token.pos_ == "PROPN" and not token.ent_type_ and _is_said_place(token):
            start = min([c.i for c in token.children if c.dep_ == "compound"] + [token.i])
            yield RawMention(passage, start, token.i + 1, "name", "GPE")


def _headed(passage: Passage, taken: Set[int]) -> Iterator[RawMention]:
    """Yield names that the recogniser missed, and that end with what such things are called."""
    for token in passage.doc:
        label = name_heads().get(token.lower_) if token.pos_ == "PROPN" else None
        start = min((c.i for c in token.lefts if c.dep_ == "compound"), default=token.i)
        words = passage.doc[start : token.i + 1]
        if label and start < token.i and _is_missed(words, taken):
            yield RawMention(passage, start, token.i + 1, "name", label)


def _is_missed(words: TokenSpan, taken: Set[int]) -> bool:
    return all(
        t.pos_ == "PROPN" and t.text[0].isupper() and not t.text.isupper() and t.i not in taken
        for t in words
    )


def is_told_place(token: Token) -> bool:
    """Whether words say that a name of unknown kind is a place's: "Bol, a village in Chad"."""
    return (
        _is_said_place(token)
        or _is_part_s_name(token)
        or _is_fought_over(token)
        or any(_is_what_place(child) for child in token.rights)
    )


def _is_what_place(token: Token) -> bool:
    """Whether an apposition says what place a name is of ("Bol, an area near the lake")."""
    noun = place_noun(token)
    is_said = token.dep_ == "appos" and any(c.dep_ in ("det", "nummod") for c in token.lefts)
    return is_said and noun is not None and noun.use != "acts"


def _is_fought_over(token: Token) -> bool:
    """Whether a name is of what is held, besieged, fled or fought for: "rebel-held Bol"."""
    if any(c.dep_ == "amod" and c.lower_ in _HELD for c in token.lefts):
        return True
    if token.dep_ == "dobj":
        return token.head.lemma_ in _OVERRUN
    return token.dep_ == "pobj" and token.head.head.lemma_.lower() in _SIEGES


def _is_part_s_name(token: Token) -> bool:
    """Whether the noun behind a name is what settlements and provinces are ("Bol district")."""
    doc, at = token.doc, token.i + 1
    if at >= len(doc) or token.dep_ != "compound" or token.head.i != at:
        return False
    return doc[at].tag_ == "NN" and doc[at].lemma_.lower() in SETTLEMENTS


def _is_said_place(token: Token) -> bool:
    """Whether the words around say that a place is named ("the town of Bol", "near Diffa")."""
    if token.dep_ != "pobj" or not token.text[0].isupper():
        return False
    before = token.head
    whose = before.head.lemma_.lower()
    after_noun = before.lower_ == "of" and (whose in SETTLEMENTS or whose in _NEARBY)
    return after_noun or before.lower_ in _NEARBY


def _looked_up(name: str, label: str) -> tuple[str | None, str]:
    """Return the key of the one known entity that bears a name and is of the label's kind.

    For names that stand for other things too, so that they are not marked beforehand
    ("Jordan"): here the recogniser has said that a place, say, is meant.
    """
    known = [found for found in lookup(name) if fits(found.types, label)]
    return (known[0].key, label) if len(known) == 1 else (None, label)


# --- what is no name ------------------------------------------------------------------------


def _trimmed(ent: TokenSpan) -> tuple[int, int]:
    """Return the name's tokens without articles, marks, "'s" and a person's title."""
    start, end, doc = ent.start, ent.end, ent.doc
    while start < end and (doc[start].lower_ in _LEADING or not doc[start].text[0].isalnum()):
        start += 1
    while end > start and _ends_nothing(doc[end - 1]):
        end -= 1
    if ent.label_ == "PERSON" and not ent.kb_id_:
        start = _after_title(doc, start, end)
    return start, end


def _ends_nothing(token: Token) -> bool:
    """Whether a name cannot end so: a mark, unless the name goes on right behind it."""
    if token.lower_ in ("'s", "'"):
        return True
    return bool(token.whitespace_) and not any(c.isalnum() for c in token.text)


def _after_title(doc: Doc, start: int, end: int) -> int:
    """Return where a person's name begins behind a title: "Secretary of | State Jane Doe"."""
    for last in range(min(end - 1, start + _TITLE), start, -1):
        words = (doc[first:last].text.lower() for first in range(max(0, start - 3), start + 1))
        if any(title in titles() for title in words):
            return last
    return start


def _is_name(tokens: TokenSpan, label: str) -> bool:
    """Tell names from the recogniser's mistakes: small or shouted words, numbers, adjectives."""
    text = tokens.text
    is_numbered = label == "ORG" and is_ordinal(tokens[0])
    if len(text) < 2 or "\n" in text or not (tokens[0].text[0].isalpha() or is_numbered):
        return False
    if tokens[0].lower_ in _STORMS and len(tokens) > 1:
        return False
    if any(token.lower_ in _SNEERS for token in tokens) or text.lower() in _DOCTRINES:
        return False
    if len(tokens) == 1 and (
        text.lower() in COMPASS or (text.isupper() and tokens[0].pos_ != "PROPN")
    ):
        return False
    if any(character.isdigit() for character in text) and label != "ORG":
        return False
    if len(tokens) == 1 and (_is_one_of_many(tokens[0]) or _is_role(tokens[0])):
        return False
    if label == "ORG" and (_is_thing(tokens) or _is_acronym_of_thing(tokens)):
        return False
    if len(tokens) > 1 and tokens[1].lower_ in ("of", "for") and tokens[0].lower_ in titles():
        return False  # "Minister of Canals" is who holds the office
    is_adjective = label == "NORP" and tokens.root.tag_ not in ("NNPS", "NNS")
    return not is_adjective and any(token.text[0].isupper() for token in tokens)


def _is_one_of_many(token: Token) -> bool:
    """Whether an acronym has an article as things have and organisations have not ("a UAV")."""
    if not token.text.isupper():
        return False
    return any(c.lower_ in ("a", "an") or c.dep_ == "nummod" for c in token.lefts)


def _is_role(token: Token) -> bool:
    """Whether a word with a capital only says what somebody is ("Sgt", "Airmen")."""
    word = token.lower_.rstrip(".")
    is_title = word in titles() or f"{word}." in titles()
    return is_title or (word.endswith("men") and f"{word[:-3]}man" in agents())


def _is_thing(tokens: TokenSpan) -> bool:
    """Whether a name is of what cannot act: an operation, a treaty, a conference."""
    if any(_DESIGNATION.fullmatch(token.text) for token in tokens):
        return True
    if len(tokens) < 2:
        return False
    first, last = tokens[0].lower_, tokens[-1].lower_
    return name_heads().get(last) == "" or (
        name_heads().get(first) == "" and (tokens[1].lower_ == "of" or first == "operation")
    )


def _is_acronym_of_thing(tokens: TokenSpan) -> bool:
    """Whether it is letters that only say which thing is meant: "a CT scan", "IP addresses"."""
    token = tokens[0]
    if len(tokens) > 1 or not token.text.isupper() or token.dep_ not in ("compound", "amod"):
        return False
    return token.head.pos_ == "NOUN" and token.head.lemma_.lower() in _THINGS


_THINGS = frozenset(
    {
        *("address", "scan", "test", "machine", "system", "code", "number", "device", "signal"),
        *("facility", "attack", "explosion", "blast", "network", "file", "card", "image", "cell"),
        *("vaccine", "virus", "battery", "engine", "drive", "chip", "server", "screen", "format"),
    }
)


def _is_adjective(ent: TokenSpan) -> bool:
    """Tell "Syrian border" (about Syria, by an adjective) from the name "Syria"."""
    return ent.label_ == "NORP" and ent.root.tag_ not in ("NNPS", "NNS")
