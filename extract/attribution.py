"""Attribution: in a parsed text, which words are a cue, its source and its content.

The three roles are those of Pareti's annotation of attribution (PARC, PolNeAR). Verbs
of speech are `spoken`'s; here are the other cues, and quotations that no cue reaches.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from .analysis import Passage
from .cues import cue_of
from .quoted import FINITE, Quoted, Range, trimmed
from .spoken import PARSED, Attribution, read_verb

__all__ = ["Attribution", "find_attributions"]

_NEAR = 5  # between a claim and a quotation that goes on with it
_HEADLINE_SPEAKER = 6  # words that a speaker before a headline's colon has at most

# How sure a claim is that went on, a headline's, and one without a cue.
CONTINUED, HEADLINE, UNCUED = 0.7, 0.6, 0.4


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
            found = read_verb(token, cue, sentence, quoted)
        else:
            continue
        if found:
            yield found


def _according(token: Token, sentence: TokenSpan) -> Attribution | None:
    """Return the claim of "according to S"."""
    doc = token.doc
    to = token.nbor() if token.i + 1 < sentence.end else None
    if to is None or to.lower_ != "to":
        return None
    head = next((t for t in to.children if t.dep_ == "pobj"), None)
    if head is None:
        return None
    source = trimmed((head.left_edge.i, head.right_edge.i + 1), doc)
    if any(not t.is_punct and not t.is_space for t in doc[sentence.start : token.i]):
        content: Range = (sentence.start, token.i)
    else:
        content = (source[1], sentence.end)
    content = trimmed(content, doc)
    if content[0] >= content[1] or not any(t.tag_ in FINITE for t in doc[content[0] : content[1]]):
        return None
    return Attribution((token.i, to.i + 1), source, head.i, (content,), PARSED)


def _headline(doc: Doc) -> Iterator[Attribution]:
    """Yield the claim of a headline such as "Minister: talks have failed"."""
    colon = next((token.i for token in doc if token.text == ":"), None)
    if colon is None or not 0 < colon <= _HEADLINE_SPEAKER or colon + 3 > len(doc):
        return
    source = trimmed((0, colon), doc)
    if any(t.ent_type_ in ("PERSON", "ORG", "GPE", "NORP") for t in doc[:colon]):
        head = doc[source[0] : source[1]].root.i
        content = trimmed((colon + 1, len(doc)), doc)
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
    near = sum(not t.is_punct and not t.is_space for t in between) <= _NEAR
    paragraphs = sum("\n" in t.text for t in between)
    runs_on = quoted.runs_on.get(quoted.at(last.content[-1][1] - 1) or (0, 0), False)
    return last if direct and near and (paragraphs == 0 or runs_on) else None
