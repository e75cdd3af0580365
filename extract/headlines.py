"""Headlines: the passive that leaves out "was" ("Minister jailed over bribes"), told apart.

The parser, trained on sentences, takes such a participle for a past tense, and whom it
was done to for who did it. Headlines tell the news in the present ("Court jails
minister"): a past form without an object, of a verb that wants one, is a participle.
"""

from __future__ import annotations

from spacy.tokens import Doc, Token

from .gazetteer import agents

__all__ = ["mend_passives"]

# Verbs of what is done to somebody, and seldom without saying to whom.
_DONE = frozenset(
    {
        *("abduct", "accuse", "acquit", "appoint", "arrest", "assassinate", "attack", "banish"),
        *("behead", "bomb", "capture", "charge", "convict", "deport", "detain", "elect"),
        *("evacuate", "execute", "exile", "expel", "extradite", "fine", "free", "hang"),
        *("hospitalise", "hospitalize", "impeach", "imprison", "indict", "injure", "jail"),
        *("kidnap", "kill", "murder", "name", "oust", "poison", "rape", "release", "rescue"),
        *("sack", "sanction", "sentence", "shell", "slay", "stab", "suspend", "swear", "torture"),
        *("wound",),
    }
)
_AIMED = frozenset({"shoot", "fire"})  # "shot at a party", but "shot at police"
_PEOPLE = frozenset({"Actor", "ArmedForces", "ArmedGroup", "Person", "Population"})
_OBJECTS = frozenset({"dobj", "dative", "attr", "oprd", "ccomp", "xcomp"})


def mend_passives(headline: Doc) -> None:
    """Make such participles, and their subjects, what they are; other words stay."""
    for token in headline:
        if token.tag_ == "VBD" and _is_done(token):
            for child in token.children:
                if child.dep_ == "nsubj":
                    child.dep_ = "nsubjpass"
            token.tag_ = "VBN"


def _is_done(verb: Token) -> bool:
    if any(c.dep_ in _OBJECTS for c in verb.children):
        return False
    if verb.lemma_ in _AIMED:
        return any(_is_where(c) for c in verb.children if c.dep_ == "prep")
    return verb.lemma_ in _DONE


def _is_where(preposition: Token) -> bool:
    """Whether it tells where, not at whom."""
    if preposition.lower_ in ("in", "near", "outside"):
        return True
    things = [c for c in preposition.children if c.dep_ == "pobj" and c.pos_ == "NOUN"]
    return preposition.lower_ == "at" and bool(things) and not any(map(_is_target, things))


def _is_target(noun: Token) -> bool:
    kind, _ = agents().get(noun.lemma_, ("", None))
    return kind in _PEOPLE
