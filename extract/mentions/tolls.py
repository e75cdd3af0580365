"""Tolls: numbers that stand for people killed, hurt or held ("injuring another 15")."""

from __future__ import annotations

from spacy.tokens import Token

__all__ = ["MEASURES", "is_toll"]

# What is done to people by the verbs of which they are counted, as quantities name it.
MEASURES = {
    **dict.fromkeys(("kill", "slay", "murder", "massacre", "execute", "behead", "die"), "killed"),
    **dict.fromkeys(("assassinate", "perish", "slaughter"), "killed"),
    **dict.fromkeys(("injure", "wound", "hurt", "maim"), "injured"),
    **dict.fromkeys(("arrest", "detain", "jail", "imprison", "apprehend", "capture"), "arrested"),
}
# Nouns that stand for a number of people as figures do.
_COUNTS = frozenset({"dozen", "hundred", "other", "score", "thousand"})
_OF_THINGS = frozenset({"MONEY", "ORDINAL", "PERCENT", "QUANTITY", "TIME"})


def is_toll(token: Token) -> bool:
    """Whether a number is all that is said of the people whom a verb beside it is done to.

    "Dozens of villagers were hurt" says who they are.
    """
    is_figure = token.tag_ == "CD" and token.ent_type_ not in _OF_THINGS
    is_count = token.tag_ == "NNS" and token.lemma_ in _COUNTS
    if not (is_figure or is_count) or any(c.lower_ == "of" for c in token.rights):
        return False
    return _is_harmed(token)


def _is_harmed(token: Token) -> bool:
    head = token.head
    if head.dep_ == "prep" and head.lower_ == "over":  # the parser's reading of "over 42"
        return head.head.lemma_ in MEASURES
    if head.lemma_ in MEASURES:
        return token.dep_ in ("dobj", "nsubjpass") or (token.dep_ == "nsubj" and _is_done(head))
    behind = token.nbor() if token.i + 1 < len(token.doc) else token
    return _is_done(behind) and (behind.head.i == token.i or head.lemma_ == "leave")


def _is_done(verb: Token) -> bool:
    """Whether a participle, which the parser may take for a past tense, says what was done."""
    return verb.lemma_ in MEASURES and verb.tag_ in ("VBN", "VBD")
