"""Agent nouns: which common nouns speak of somebody, and where.

The list is data (``data/agents.tsv``). Not every use of its words counts: "any force" is
nobody, "a group of houses" no group of people, "a kidney unit" no soldiers.
"""

from __future__ import annotations

from spacy.tokens import Token

from ..cues import cue_of
from ..gazetteer import agents
from .place_nouns import place_nouns
from .place_words import PLACE_NOUNS

__all__ = ["is_agent", "is_noun", "kind_of"]

_NOUNS = frozenset({"NOUN", "PROPN"})
_DEFINITE = frozenset({"the", "this", "these", "our", "their", "its", "his", "her"})
# "Any force" and "every member" speak of whoever it may be, and so of nobody.
_WHOEVER = frozenset({"any", "every"})
_BARE = frozenset({"pobj", "dobj", "conj", "npadvmod", "pcomp", "oprd", "dep"})
_DETERMINERS = frozenset({"det", "nummod", "poss", "predet", "quantmod"})
_DESCRIBES = frozenset({"amod", "compound", "nmod"})
# Single nouns that need no article to speak of somebody.
_MASS = frozenset(
    {
        *("police", "military", "media", "press", "parliament", "congress", "opposition", "staff"),
        *("infantry", "clergy", "personnel", "government", "law enforcement", "gendarmerie"),
        *("management", "public", "youth", "society", "leadership", "artillery", "cavalry"),
        *("diaspora", "electorate", "resistance", "insurgency"),
    }
)
# Nouns for a number of anything: what they are "of" tells whether it is people.
_NUMBERS = frozenset(
    {
        *("group", "network", "crowd", "majority", "minority", "side", "community", "team"),
        *("division", "body", "cell", "population", "family", "coalition", "alliance", "class"),
    }
)
# Nouns of which only the words before them tell that soldiers, say, are meant.
_NEED_A_WORD = frozenset({"unit", "division", "body", "mission", "cell"})
# Words before those that tell so.
_FORCES = frozenset(
    {
        *("military", "army", "armed", "armored", "armoured", "tactical", "combat", "special"),
        *("police", "elite", "infantry", "artillery", "tank", "air", "airborne", "mechanized"),
        *("mechanised", "motorized", "motorised", "reconnaissance", "commando", "counterterrorism"),
        *("counter", "naval", "marine", "guard", "militia", "rebel", "government", "mortar"),
        *("sleeper", "terrorist", "terror", "militant", "jihadist", "intelligence", "enemy"),
        *("international", "governing", "regulatory", "electoral", "observer", "monitoring"),
        *("peacekeeping", "diplomatic", "investigative", "security", "defence", "defense"),
    }
)


# Words before "party" that make guests of it.
_FESTIVE = frozenset(
    {
        *("birthday", "christmas", "cocktail", "costume", "dance", "dinner", "farewell", "garden"),
        *("graduation", "halloween", "house", "pool", "stag", "street", "tea", "wedding"),
    }
)


def is_noun(token: Token) -> bool:
    """Whether a token is a common noun; with a capital, too: "the Coalition".

    "Caused no casualties" speaks of nobody ("no government agreed" says who did not);
    "rebel-held" speaks of what is held.
    """
    if token.pos_ not in _NOUNS:
        return False
    determiners = {c.lower_ for c in token.lefts if c.dep_ == "det"}
    is_nobody = "no" in determiners and token.dep_ not in ("nsubj", "nsubjpass")
    if _is_before_hyphen(token) or is_nobody or not _WHOEVER.isdisjoint(determiners):
        return False
    if token.pos_ == "NOUN":
        return True
    is_definite = any(c.lower_ in _DEFINITE for c in token.lefts)
    is_kind = token.lower_ in agents() and token.lower_ != "person"
    return (is_definite and is_kind) or _people_of(token) is not None


def kind_of(token: Token) -> tuple[str, str | None] | None:
    """Return the ontology class and PLOVER sector of a noun for agents, or None."""
    return agents().get(token.lemma_.lower()) or _people_of(token)


def _people_of(token: Token) -> tuple[str, str | None] | None:
    """Return what one or some of a people are: "a Kurd", "two Yazidis"."""
    is_told = token.tag_ == "NNPS" or any(c.dep_ in _DETERMINERS for c in token.lefts)
    if not is_told or not token.text[0].isupper():
        return None
    return agents().get(token.text) or agents().get(token.text.removesuffix("s"))


def _is_before_hyphen(token: Token) -> bool:
    doc, at = token.doc, token.i + 1
    return not token.whitespace_ and at < len(doc) and doc[at].text == "-"


def is_agent(token: Token, *, is_title: bool) -> bool:
    """Whether a noun speaks of an actor; in a headline a single noun does without an article."""
    lemma = token.lemma_.lower()
    if _is_bare(token) and not is_title:
        return False
    if lemma in PLACE_NOUNS and lemma not in place_nouns():
        return not any(child.lower_ == "of" for child in token.rights)  # not "the nation of Chad"
    return (kind_of(token) is not None and _is_somebody(token, lemma)) or _speaks(token)


def _is_bare(token: Token) -> bool:
    """Whether a single noun stands for its kind or an activity: "freedom of assembly".

    Subjects and appositions do without an article ("Police said …", "Jane Doe, chief of …"),
    as do nouns for many ("opposition") and headlines.
    """
    if token.tag_ != "NN" or token.lemma_.lower() in _MASS or token.dep_ not in _BARE:
        return False
    shared = token.head.lefts if token.dep_ == "conj" else ()  # "an activist and local leader"
    return not any(_picks_out(child) for child in (*token.lefts, *shared))


def _picks_out(token: Token) -> bool:
    """Whether a word before a noun tells which is meant; "small government" is any."""
    if token.dep_ in _DETERMINERS:
        return True
    return token.dep_ in _DESCRIBES and any(t.text[0].isupper() for t in token.subtree)


def _is_somebody(token: Token, lemma: str) -> bool:
    """Whether a noun of several senses is used of people here."""
    if lemma in _NEED_A_WORD and not _has_telling_word(token):
        return False
    if lemma == "party" and any(c.lower_ in _FESTIVE for c in token.lefts):
        return False
    if lemma not in _NUMBERS:
        return True
    of = next((child for child in token.rights if child.lower_ == "of"), None)
    if of is None:
        return _is_told(token, lemma)
    return any(_is_people(child) for child in of.children if child.dep_ == "pobj")


def _is_told(token: Token, lemma: str) -> bool:
    """Whether a part of the people is meant, not of votes: it acts, or is said to be of a kind."""
    if lemma == "majority":
        return token.dep_ == "nsubj"
    return lemma != "minority" or any(c.dep_ in ("amod", "compound") for c in token.lefts)


def _is_people(token: Token) -> bool:
    """Whether it is somebody whom there may be many of: "of rebels", "of Kurds", "of them"."""
    return token.pos_ in ("PROPN", "PRON") or token.lemma_.lower() in agents()


def _has_telling_word(token: Token) -> bool:
    """Whether a name, a number in order or a word of arms or office stands before a noun."""
    inner = [t for c in token.lefts if c.dep_ in ("amod", "compound", "nmod") for t in c.subtree]
    of = [t for c in token.rights if c.lower_ in ("of", "to") for t in c.children]
    return any(
        t.lower_ in _FORCES or t.lower_ in agents() or t.pos_ == "PROPN" or t.ent_type_ == "NORP"
        for t in (*inner, *of)
    )


def _speaks(token: Token) -> bool:
    """Say whether a noun is the subject of a verb of speech ("sources said")."""
    if token.dep_ != "nsubj" or (token.head.tag_ == "VBN" and not _has_auxiliary(token.head)):
        return False
    cue = cue_of(token.head)
    return cue is not None and cue.kind == "speech" and cue.clause


def _has_auxiliary(verb: Token) -> bool:
    return any(child.dep_ in ("aux", "auxpass") for child in verb.lefts)
