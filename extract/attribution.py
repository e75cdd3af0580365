"""Attribution: in a parsed text, which words are a cue, its source and its content.

The parse is asked first. Where it is often wrong, about clauses that stand
before their speaker ("…, Jane Doe, the chief of staff, said"), commas and
quotation marks decide, since newspapers place them with care.

The three roles are those of Pareti's annotation of attribution (PARC, PolNeAR).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from .analysis import Passage
from .cues import Cue, cue_of
from .quotations import Quotation, find_quotations

__all__ = ["Attribution", "Quoted", "find_attributions"]

Range = tuple[int, int]  # tokens, half-open

_SUBJECTS = frozenset({"nsubj", "expl"})
_CLAUSES = frozenset({"ccomp", "parataxis"})
_CHAINED = frozenset({"conj", "xcomp", "advcl", "acl", "relcl", "pcomp", "prep", "appos"})
_VERB_GROUP = frozenset({"aux", "auxpass", "neg", "advmod", "prt"})
_TOLD = frozenset({"dobj", "dative", "iobj"})
# "I think" outside a quotation is the text itself, and "nobody says" is nobody.
_OWN_VOICE = frozenset({"i", "we", "you", "u", "nobody", "none"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_TELLING = frozenset({"tell", "inform", "assure", "reassure", "remind", "notify", "advise", "warn"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
_LOOSE = frozenset(",.;:-–—()?! ")
_CLIMB = 4  # verbs between "saying" and the subject it shares
_FEWEST_WORDS = 5  # a shorter quotation without a cue is a name or irony, no statement
_HEADLINE_SPEAKER = 6  # words that a speaker before a headline's colon has at most

# How sure each way of reading is.
PARSED, PUNCTUATED, CONTINUED, HEADLINE, UNCUED = 0.9, 0.8, 0.7, 0.6, 0.4


@dataclass(frozen=True, slots=True)
class Attribution:
    """Token ranges of a cue, its source (None where nobody is named) and its content."""

    cue: Range
    source: Range | None
    head: int | None
    content: tuple[Range, ...]
    confidence: float
    told: int | None = None


class Quoted:
    """The quotations of a passage as token ranges."""

    def __init__(self, passage: Passage) -> None:
        self.doc = passage.doc
        self.runs_on: dict[Range, bool] = {}
        self.lost: set[Range] = set()
        self._at: dict[int, Range] = {}
        for quotation in find_quotations(passage.part.text):
            self._add(quotation)

    def _add(self, quotation: Quotation) -> None:
        span = self.doc.char_span(quotation.start, quotation.end, alignment_mode="expand")
        if span is None:
            return
        found = (span.start, span.end)
        self.runs_on[found] = quotation.runs_on
        if quotation.lost == "opening":
            self.lost.add(found)
        self._at.update(dict.fromkeys(range(*found), found))

    def at(self, index: int) -> Range | None:
        """Return the quotation that holds a token."""
        return self._at.get(index)

    def within(self, start: int, end: int) -> list[Range]:
        """Return the quotations that begin in a range of tokens."""
        return [q for q in self.runs_on if start <= q[0] < end]

    def is_statement(self, quotation: Range) -> bool:
        """Say whether a quotation is a statement rather than a few quoted words."""
        tokens = self.doc[quotation[0] : quotation[1]]
        words = sum(not token.is_punct and not token.is_space for token in tokens)
        return words >= _FEWEST_WORDS and any(token.tag_ in _FINITE for token in tokens)


def find_attributions(passage: Passage) -> tuple[list[Attribution], list[TokenSpan]]:
    """Return a passage's attributions in the order of their cues, and quotations left out."""
    quoted = Quoted(passage)
    found: list[Attribution] = []
    for sentence in passage.doc.sents:
        found.extend(_in_sentence(sentence, quoted))
    if passage.part.part == "title" and not found:
        found.extend(_headline(passage.doc))
    found, left_out = _with_loose(found, quoted)
    return sorted(found, key=lambda a: a.cue), [passage.doc[s:e] for s, e in left_out]


def _in_sentence(sentence: TokenSpan, quoted: Quoted) -> Iterator[Attribution]:
    for token in sentence:
        cue = cue_of(token)
        if token.lower_ == "according":
            found = _according(token, sentence)
        elif cue:
            found = _spoken(token, cue, sentence, quoted)
        else:
            continue
        if found:
            yield found


# --- verbs ---------------------------------------------------------------------------------


def _spoken(token: Token, cue: Cue, sentence: TokenSpan, quoted: Quoted) -> Attribution | None:
    """Return what a verb of speech or attitude attributes to whom."""
    following = _following(token, cue, quoted)
    may_precede = cue.quotation and (following is None or _is_quoted(following, quoted))
    may_precede = may_precede and not _has_object(token)
    source = _source(token, sentence, set_off=may_precede and following is None)
    if source is None or _is_own_voice(source, token, quoted):
        return None
    before = _preceding(token, source, sentence, quoted) if may_precede else None
    if before and following is None:
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
    return _trimmed((start, end), head.doc)


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
        if cue.clause and child.dep_ in _CLAUSES and not _only_infinitive(child, cue):
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


def _only_infinitive(clause: Token, cue: Cue) -> bool:
    return not cue.infinitive and not cue.clause and _has_to(clause)


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
    same = token.tag_ == verb.tag_ and clause.tag_ in _FINITE | {"VBN", "VBG", "VB"}
    alone = not any(c.dep_ in _SUBJECTS | {"aux"} for c in token.children)
    return verb if cue_of(verb) and same and alone and token.tag_ == "VBD" else None


def _quotation_after(token: Token, quoted: Quoted) -> Range | None:
    """Return the quotation that begins where the verb (and its subject or adverbials) ends."""
    for index in range(token.i + 1, min(token.i + 16, token.sent.end)):
        quotation = quoted.at(index)
        if quotation and quotation[0] == index:
            return quotation
        if cue_of(token.doc[index]) or (token.doc[index].tag_ in _FINITE):
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
        if any(t.tag_ in _FINITE and t.i != token.i for t in stretch):
            return None
        if previous > sentence.start and _names_speaker(stretch):
            return _trimmed((previous, token.i), doc)
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
    if not any(t.tag_ in _FINITE or t.tag_ == "VB" for t in sentence.doc[start:before]):
        return None
    return _trimmed((start, edge), sentence.doc, quoted)


def _resumed(token: Token, source: Range, sentence: TokenSpan) -> Range | None:
    """Return what goes on after a parenthesis: "If it rains, he warned, *we stay*"."""
    doc, at = sentence.doc, max(token.i + 1, source[1])
    if at >= sentence.end or doc[at].text != ",":
        return None
    rest = _trimmed((at, sentence.end), doc)
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
        last = _trimmed((start, max(stop, start + 1)), sentence.doc, quoted)
        yield last
    if last[1] <= token.i:
        resumed = quoted.within(token.i, sentence.end)
        if resumed and not _cue_between(token.i + 1, resumed[0][0], sentence):
            yield resumed[0]


def _cue_between(start: int, end: int, sentence: TokenSpan) -> bool:
    return any(cue_of(token) for token in sentence.doc[start:end])


# --- other cues --------------------------------------------------------------------------------


def _according(token: Token, sentence: TokenSpan) -> Attribution | None:
    """Return the claim of "according to S"."""
    doc = token.doc
    to = token.nbor() if token.i + 1 < sentence.end else None
    if to is None or to.lower_ != "to":
        return None
    head = next((t for t in to.children if t.dep_ == "pobj"), None)
    if head is None:
        return None
    source = _trimmed((head.left_edge.i, head.right_edge.i + 1), doc)
    if any(not t.is_punct and not t.is_space for t in doc[sentence.start : token.i]):
        content: Range = (sentence.start, token.i)
    else:
        content = (source[1], sentence.end)
    content = _trimmed(content, doc)
    if content[0] >= content[1] or not any(t.tag_ in _FINITE for t in doc[content[0] : content[1]]):
        return None
    return Attribution((token.i, to.i + 1), source, head.i, (content,), PARSED)


def _headline(doc: Doc) -> Iterator[Attribution]:
    """Yield the claim of a headline such as "Minister: talks have failed"."""
    colon = next((token.i for token in doc if token.text == ":"), None)
    if colon is None or not 0 < colon <= _HEADLINE_SPEAKER or colon + 3 > len(doc):
        return
    source = _trimmed((0, colon), doc)
    if any(t.ent_type_ in ("PERSON", "ORG", "GPE", "NORP") for t in doc[:colon]):
        head = doc[source[0] : source[1]].root.i
        content = _trimmed((colon + 1, len(doc)), doc)
        yield Attribution((colon, colon + 1), source, head, (content,), HEADLINE)


def _with_loose(found: list[Attribution], quoted: Quoted) -> tuple[list[Attribution], list[Range]]:
    """Give quotations that no cue reaches to who spoke before, or to nobody known.

    A statement between quotation marks is never the document's own voice: where
    its speaker is not found, the opening mark itself stands as the cue.
    """
    held = {i for a in found for start, end in a.content for i in range(start, end)}
    result, left_out = list(found), []
    for quotation in sorted(quoted.runs_on):
        if any(i in held for i in range(*quotation)):
            continue
        if not quoted.is_statement(quotation):
            left_out.append(quotation)
            continue
        speaker = _speaker_before(result, quotation, quoted)
        if speaker is None:
            cue = (quotation[0], quotation[0] + 1)
            result.append(Attribution(cue, None, None, (quotation,), UNCUED))
        else:
            result[result.index(speaker)] = replace(
                speaker, content=(*speaker.content, quotation), confidence=CONTINUED
            )
    return result, left_out


def _speaker_before(
    found: Iterable[Attribution], quotation: Range, quoted: Quoted
) -> Attribution | None:
    """Return the quotation's last speaker, if nothing but a paragraph's end lies between."""
    earlier = [a for a in found if a.content and a.cue[0] < quotation[0]]
    if not earlier:
        return None
    last = max(earlier, key=lambda a: max(a.cue[1], a.content[-1][1]))
    edge = max(last.cue[1], last.content[-1][1])
    direct = quoted.at(last.content[-1][0]) is not None
    between = quoted.doc[edge : quotation[0]]
    near = sum(not t.is_punct and not t.is_space for t in between) <= _FEWEST_WORDS
    paragraphs = sum("\n" in t.text for t in between)
    runs_on = quoted.runs_on.get(quoted.at(last.content[-1][1] - 1) or (0, 0), False)
    return last if direct and near and (paragraphs == 0 or runs_on) else None


def _trimmed(piece: Range, doc: Doc, quoted: Quoted | None = None) -> Range:
    """Take spaces and punctuation off both ends, quotation marks aside."""
    start, end = piece
    while start < end and (doc[start].is_space or doc[start].text in _LOOSE):
        start += 1
    while end > start and (doc[end - 1].is_space or doc[end - 1].text in _LOOSE):
        if (
            quoted
            and (held := quoted.at(end - 1))
            and held[0] >= start
            and not doc[end - 1].is_space
        ):
            break
        end -= 1
    return start, end
