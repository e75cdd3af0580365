"""Spoken: what a verb of speech or attitude attributes to whom.

The parse is asked first. Where it is often wrong, about clauses that stand
before their speaker ("…, Jane Doe, the chief of staff, said"), commas and
quotation marks decide, since newspapers place them with care.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from .cues import Cue, cue_of
from .quoted import FINITE, Quoted, Range, trimmed

__all__ = ["PARSED", "PUNCTUATED", "Attribution", "read_verb"]

_SUBJECTS = frozenset({"nsubj", "expl"})
_CLAUSES = frozenset({"ccomp", "parataxis"})
_CHAINED = frozenset({"conj", "xcomp", "advcl", "acl", "relcl", "pcomp", "prep", "appos"})
_VERB_GROUP = frozenset({"aux", "auxpass", "neg", "advmod", "prt"})
_TOLD = frozenset({"dobj", "dative", "iobj"})
# "I think" outside a quotation is the text itself, and "nobody says" is nobody.
_OWN_VOICE = frozenset({"i", "we", "you", "u", "nobody", "none"})
_TELLING = frozenset({"tell", "inform", "assure", "reassure", "remind", "notify", "advise", "warn"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
_CLIMB = 4  # verbs between "saying" and the subject it shares

# How sure a claim is that the parse, and that only punctuation, has told.
PARSED, PUNCTUATED = 0.9, 0.8


@dataclass(frozen=True, slots=True)
class Attribution:
    """Token ranges of a cue, its source (None where nobody is named) and its content."""

    cue: Range
    source: Range | None
    head: int | None
    content: tuple[Range, ...]
    confidence: float
    told: int | None = None


def read_verb(token: Token, cue: Cue, sentence: TokenSpan, quoted: Quoted) -> Attribution | None:
    """Return what a verb of speech or attitude attributes to whom."""
    following = _following(token, cue, quoted)
    may_precede = cue.quotation and (following is None or _is_quoted(following, quoted))
    may_precede = may_precede and not _has_object(token)
    source = _source(token, sentence, set_off=may_precede and following is None)
    if source is None or _is_own_voice(source, token, quoted):
        return None
    before = _preceding(token, source, sentence, quoted) if may_precede else None
    if may_precede and following is None:
        following = _resumed(token, source, sentence)
    pieces = tuple(piece for piece in (before, following) if piece)
    content = tuple(p for p in _widened(pieces, token, sentence, quoted) if p[0] < p[1])
    if not content:
        return None
    return Attribution(
        cue=_verb_group(token),
        source=source,
        head=sentence.doc[slice(*source)].root.i,
        content=content,
        confidence=PUNCTUATED if before else PARSED,
        told=next((c.i for c in token.children if c.dep_ in _TOLD and c.pos_ in _NOMINAL), None),
    )


def _source(token: Token, sentence: TokenSpan, *, set_off: bool) -> Range | None:
    """Return who speaks: the verb's subject, a name set off by commas, or a shared subject."""
    own = next((c for c in token.children if c.dep_ in _SUBJECTS), None)
    if own is not None:
        return _phrase(own, token)
    found = _set_off(token, sentence) if set_off else None
    if found:
        return found
    shared = _shared_subject(token)
    return _phrase(shared, token) if shared is not None else None


def _shared_subject(token: Token) -> Token | None:
    """Return the subject of the verb that this one hangs on ("…, adding that")."""
    verb = token
    if (partner := _goes_with(token)) is not None:
        return next((c for c in partner.children if c.dep_ in _SUBJECTS), None)
    for _ in range(_CLIMB):
        if verb.dep_ == "pcomp" and verb.head.lower_ == "as":  # "quoted the army as saying"
            return next((c for c in verb.head.head.children if c.dep_ == "dobj"), None)
        agent = next((c for c in verb.children if c.dep_ == "agent"), None)
        if agent is not None:
            return next((c for c in agent.children if c.dep_ == "pobj"), None)
        if verb.dep_ not in _CHAINED:
            return None
        if verb.dep_ in ("acl", "relcl") and verb.head.pos_ in ("PROPN", "PRON"):
            return verb.head
        verb = verb.head
        subject = next((c for c in verb.children if c.dep_ in _SUBJECTS), None)
        if subject is not None:
            return subject
    return None


def _is_own_voice(source: Range, token: Token, quoted: Quoted) -> bool:
    """Say whether the text itself speaks ("I think"), or nobody does, outside any quotation."""
    speaker = token.doc[slice(*source)].root
    return speaker.lower_ in _OWN_VOICE and quoted.at(token.i) is None


def _phrase(head: Token, verb: Token) -> Range:
    """Return the noun phrase of a subject, appositions included, up to the verb."""
    start, end = head.left_edge.i, head.right_edge.i + 1
    if start <= verb.i < end:  # the verb hangs on the noun: "Doe, who said"
        end = head.i + 1
    return trimmed((start, end), head.doc)


def _verb_group(token: Token) -> Range:
    """Return the verb with the auxiliaries, negations and adverbs beside it."""
    belongs = {c.i for c in token.children if c.dep_ in _VERB_GROUP} | {token.i}
    start = end = token.i
    while start - 1 in belongs:
        start -= 1
    while end + 1 in belongs and token.doc[end + 1].dep_ == "prt":
        end += 1
    return start, end + 1


def _following(token: Token, cue: Cue, quoted: Quoted) -> Range | None:
    """Return the content that stands after the verb."""
    for child in token.children:
        if child.i < token.i:
            continue
        if cue.clause and child.dep_ in _CLAUSES:
            return _subtree(child, token)
        if cue.infinitive and child.dep_ in ("xcomp", "ccomp") and _has_to(child):
            return _subtree(child, token)
        if cue.object and child.dep_ == "dobj" and child.pos_ == "NOUN":
            return _subtree(child, token)
    complement = _complement(token) if cue.gerund else None
    if complement is not None:
        return _subtree(complement, token)
    return _quotation_after(token, quoted) if cue.quotation else None


def _complement(token: Token) -> Token | None:
    """Return what somebody is accused "of" or thanked "for", wherever the parse hangs it."""
    places = (token, *(c for c in token.children if c.dep_ == "dobj"))
    for name in ("of", "as", "for"):
        for place in places:
            for child in place.rights:
                if child.dep_ == "prep" and child.lower_ == name:
                    return next((c for c in child.children if c.dep_ in ("pcomp", "pobj")), None)
    return None


def _has_object(token: Token) -> bool:
    """Whether a verb already has what it says ("does not mention cables"), a listener aside."""
    return token.lemma_ not in _TELLING and any(
        child.dep_ == "dobj" and child.i > token.i and child.pos_ in ("NOUN", "PROPN")
        for child in token.children
    )


def _has_to(token: Token) -> bool:
    return any(child.dep_ == "aux" and child.lower_ == "to" for child in token.children)


def _subtree(token: Token, verb: Token) -> Range:
    """Return a clause's tokens after the verb, up to a verb that goes with that verb."""
    other = next((c for c in token.rights if _goes_with(c) == verb), None)
    end = other.left_edge.i if other is not None else token.right_edge.i + 1
    while other is not None and end > verb.i and token.doc[end - 1].dep_ in ("cc", "punct"):
        end -= 1
    return max(token.left_edge.i, verb.i + 1), end


def _goes_with(token: Token) -> Token | None:
    """Return the verb of speech that another goes with: "*said* that it rains and *accused*".

    The parser takes the second for part of what is said; one without a subject, in the
    tense of the first, mostly is not.
    """
    clause = token.head
    if token.dep_ != "conj" or clause.dep_ not in _CLAUSES or not cue_of(token):
        return None
    verb = clause.head
    same = token.tag_ == verb.tag_ and clause.tag_ in FINITE | {"VBN", "VBG", "VB"}
    alone = not any(c.dep_ in _SUBJECTS | {"aux"} for c in token.children)
    return verb if cue_of(verb) and same and alone and token.tag_ == "VBD" else None


def _quotation_after(token: Token, quoted: Quoted) -> Range | None:
    """Return the quotation that begins where the verb (and its subject or adverbials) ends."""
    for index in range(token.i + 1, min(token.i + 16, token.sent.end)):
        quotation = quoted.at(index)
        if quotation and quotation[0] == index:
            return quotation
        if cue_of(token.doc[index]) or (token.doc[index].tag_ in FINITE):
            return None
    return None


def _is_quoted(piece: Range, quoted: Quoted) -> bool:
    return quoted.at(piece[0]) is not None and quoted.at(piece[0]) == quoted.at(piece[1] - 1)


# --- what stands before its speaker -------------------------------------------------------------


def _set_off(token: Token, sentence: TokenSpan) -> Range | None:
    """Return the speaker between commas before a verb whose subject the parse has lost.

    "…in the west, Jane Doe, the chief of staff, said": the nearest stretch to the
    left, between commas, that names a person or an organisation; appositions follow it.
    """
    doc = sentence.doc
    start = token.i
    while start > sentence.start:
        previous = start - 1
        while previous > sentence.start and doc[previous - 1].text != ",":
            previous -= 1
        stretch = doc[previous:start]
        if any(t.tag_ in FINITE and t.i != token.i for t in stretch):
            return None
        if previous > sentence.start and _names_speaker(stretch):
            return trimmed((previous, token.i), doc)
        start = previous - 1
    return None


def _names_speaker(stretch: TokenSpan) -> bool:
    """Whether a stretch begins with a name, titles before it allowed ("General Jane Doe")."""
    for token in stretch:
        if token.ent_type_ in ("PERSON", "ORG"):
            return True
        if token.pos_ not in ("PROPN", "NOUN", "ADJ", "DET", "PART"):
            return False
    return False


def _preceding(
    token: Token, source: Range | None, sentence: TokenSpan, quoted: Quoted
) -> Range | None:
    """Return the content before "…, S said" or "…, said S": all the sentence up to the comma."""
    edge = min(token.i, source[0]) if source else token.i
    start = sentence.start
    inside = quoted.at(token.i)
    if inside:
        start = max(start, inside[0])
    while edge > start and sentence.doc[edge - 1].dep_ in _VERB_GROUP:
        edge -= 1
    before = edge - 1
    if before <= start or sentence.doc[before].text not in (",", '"', "''", "?", "!", "--"):
        return None
    if not any(t.tag_ in FINITE or t.tag_ == "VB" for t in sentence.doc[start:before]):
        return None
    return trimmed((start, edge), sentence.doc, quoted)


def _resumed(token: Token, source: Range, sentence: TokenSpan) -> Range | None:
    """Return what goes on after a parenthesis: "On Monday, he warned, *we stay*"."""
    doc, at = sentence.doc, max(token.i + 1, source[1])
    if at >= sentence.end or doc[at].text != ",":
        return None
    rest = trimmed((at, sentence.end), doc)
    begins = doc[rest[0]] if rest[0] < rest[1] else None
    if begins is None or begins.tag_ == "VBG" or begins.lower_ in ("and", "but", "who", "which"):
        return None
    subjects = any(t.dep_ in _SUBJECTS or t.dep_ == "nsubjpass" for t in doc[slice(*rest)])
    return rest if subjects and not _cue_between(*rest, sentence) else None


def _widened(
    pieces: tuple[Range, ...], token: Token, sentence: TokenSpan, quoted: Quoted
) -> Iterator[Range]:
    """Yield the pieces, none of them ending inside a quotation, and quotations that resume."""
    last = (0, 0)
    for begin, end in pieces:
        start = begin
        if (opened := quoted.at(start)) and opened[0] > token.i:
            start = opened[0]
        cut = quoted.at(end - 1)
        stop = cut[1] if cut and cut != quoted.at(token.i) else end
        if start > token.i:
            later = [
                q
                for q in quoted.within(stop, sentence.end)
                if not _cue_between(stop, q[0], sentence)
            ]
            stop = max([stop, *(q[1] for q in later)])
        last = trimmed((start, max(stop, start + 1)), sentence.doc, quoted)
        yield last
    if last[1] <= token.i:
        resumed = quoted.within(token.i, sentence.end)
        if resumed and not _cue_between(token.i + 1, resumed[0][0], sentence):
            yield resumed[0]


def _cue_between(start: int, end: int, sentence: TokenSpan) -> bool:
    return any(cue_of(token) for token in sentence.doc[start:end])
