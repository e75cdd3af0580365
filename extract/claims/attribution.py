"""Attribution: in a parsed text, which words are a cue, its source and its content.

The three roles are those of Pareti's annotation of attribution (PARC, PolNeAR). Which
words are cues, and what is said around them, is chosen by learned weights (`roles`);
here are the rules for what no example tells: claims inside claims, a headline's colon,
quotations that no cue reaches, and the text's own voice.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc
from spacy.tokens import Span as TokenSpan

from ..analysis import Passage
from ..cues import cues
from ..gazetteer import agents
from .cue_features import cue_features, may_be_cue, rate
from .quoted import Quoted, Range, trimmed
from .roles import Roles, read_roles
from .weights import likelihood, tables
from .words import FINITE, Words

__all__ = ["Attribution", "find_attributions"]

_NEAR = 5  # between a claim and a quotation that goes on with it
_HEADLINE_SPEAKER = 6  # words that a speaker before a headline's colon has at most
# How likely a word must be to be a cue, and one inside what another says: training does
# not tell of those, and readers have the outer claim already.
_LIKELY, _NESTED = 0.5, 0.95
_TOLD_LIKELY = 0.25  # and one that another verb says to be speech ("quoted as *saying*")
# How sure a headline's claim is, one without a cue, and a quotation that goes on, beside
# the claim that it goes on with.
HEADLINE, UNCUED, CONTINUED = 0.6, 0.4, 0.8
# "I think" and "let's hope" are the text itself, or whoever the quotation around it is by;
# "nobody says" is nobody.
_OWN_VOICE = frozenset(
    {
        *("i", "we", "you", "u", "me", "us", "my", "our", "your", "nobody", "none"),
        *("let", "lets", "'s", "’s"),
    }
)
_TOLD = frozenset({"dobj", "dative", "iobj"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl", "aux"})
_CLAUSAL = FINITE | {"TO"}  # tags of words that make a clause
_JOINING = frozenset({"cc", "punct", "advmod"})
# Verbs that are speech with a clause or a quotation only.
_DEEDS = frozenset(
    {
        *("address", "arrest", "attack", "avoid", "back", "charge", "fight", "hit", "launch"),
        *("order", "question", "read", "recall", "release", "run", "seek", "share", "sign"),
        *("target", "block", "join", "leave", "lead", "pass", "play", "push", "send", "meet"),
    }
)


@dataclass(frozen=True, slots=True)
class Attribution:
    """Token ranges of a cue, its source (None where nobody is named) and its content.

    ``head`` is the source's head, ``told`` that of who is spoken to; ``confidence`` is
    the probability that the cue is one.
    """

    cue: Range
    source: Range | None
    head: int | None
    content: tuple[Range, ...]
    confidence: float
    told: int | None = None


def find_attributions(passage: Passage) -> tuple[list[Attribution], list[TokenSpan]]:
    """Return a passage's attributions in the order of their cues, and quotations left out."""
    quoted = Quoted(passage)
    words = Words(passage.doc, quoted)
    in_comment = passage.part.part not in ("title", "body")
    found = _without_nested(list(_cued(words, in_comment=in_comment)))
    if passage.part.part == "title" and not found:
        found.extend(_headline(passage.doc))
    found, left_out = _with_loose(found, quoted)
    return sorted(found, key=lambda a: a.cue), [passage.doc[s:e] for s, e in left_out]


def _cued(words: Words, *, in_comment: bool) -> Iterator[Attribution]:
    """Yield what each likely cue attributes to whom.

    The likeliest are read first: what stands in their content needs no reading, unless
    it is likely enough to be a claim inside a claim. As likely must be a claim of nobody
    in a reader's comment, or of what nobody yet says ("could be considered").
    """
    found: dict[int, Attribution] = {}
    told: set[int] = set()
    for likely, i in _likely_cues(words):
        if i in told and likely < _NESTED and not _shares_speaker(words, found, i):
            continue
        roles = read_roles(words, i)
        if roles is None or _is_own_voice(words, i, roles) or _is_deed(words, i, roles):
            continue
        if _is_spoken_of(words, i, roles):
            continue
        if roles.source is None and _is_nobodys(words, i, roles):
            continue
        if likely < _NESTED and roles.source is None and (in_comment or _is_modal(words, i)):
            continue
        found[i] = _without_setting(words, i, _attribution(words, i, roles, likely))
        told.update(j for piece in found[i].content for j in range(*piece))
    for i in sorted(found):
        _share_speaker(words, found, i)
    yield from found.values()


def _likely_cues(words: Words) -> list[tuple[float, int]]:
    """Return the words that likely head a cue with their likelihood, the likeliest first."""
    rate(words, tables()["gate"])
    asked = (i for i in range(words.size) if may_be_cue(words, i))
    rated = ((_how_likely(words, i), i) for i in asked)
    return sorted((r for r in rated if r[0] >= _LIKELY), key=lambda r: (-r[0], r[1]))


def _how_likely(words: Words, i: int) -> float:
    """Return how likely a word heads a cue; a verb before it may say that this is speech."""
    likely = likelihood(cue_features(words, i), "cue")
    told = likely >= _TOLD_LIKELY and _quoted_as_saying(words, i) is not None
    return max(likely, _NESTED) if told else likely


def _shares_speaker(words: Words, found: Mapping[int, Attribution], i: int) -> bool:
    return _goes_with(words, i) in found or _quoted_as_saying(words, i) is not None


def _share_speaker(words: Words, found: dict[int, Attribution], i: int) -> None:
    """Give a cue its speaker where another cue tells: "*said* … and *accused*", "as *saying*"."""
    partner = _goes_with(words, i)
    quoted = _quoted_as_saying(words, i)
    if partner in found:
        first = found[partner]
        found[i] = replace(found[i], source=first.source, head=first.head)
        found[partner] = _up_to(words, first, i)
    elif quoted is not None:
        source = (words.left[quoted], min(words.right[quoted], i - 1))
        found[i] = replace(found[i], source=source, head=quoted)


def _attribution(words: Words, i: int, roles: Roles, likely: float) -> Attribution:
    told = (c for c in words.children[i] if words.dep[c] in _TOLD)
    listener = next((c for c in told if words.pos[c] in _NOMINAL), None)
    return Attribution(roles.cue, roles.source, roles.head, roles.content, likely, listener)


def _goes_with(words: Words, i: int) -> int:
    """Return the cue whose speaker a verb shares: "*said* that it rains and *accused*".

    The parser takes the second for part of what is said; one without a subject, in the
    tense of the first, mostly is not. -1 where there is none.
    """
    clause = words.head[i]
    verb = words.head[clause]
    alone = not any(words.dep[c] in _SUBJECTS for c in words.children[i])
    coordinated = words.dep[i] == "conj" and words.dep[clause] in ("ccomp", "parataxis")
    return verb if coordinated and alone and words.tag[i] == words.tag[verb] == "VBD" else -1


def _quoted_as_saying(words: Words, i: int) -> int | None:
    """Return who is quoted "as saying" it, by the object of the verb before "as"."""
    before = words.head[i]
    if words.dep[i] != "pcomp" or words.text[before] != "as":
        return None
    objects = (c for c in words.children[words.head[before]] if words.dep[c] == "dobj")
    above = words.head[before]
    found = next((c for c in objects if c < before), None)
    return above if found is None and words.dep[above] == "dobj" else found


def _up_to(words: Words, attribution: Attribution, i: int) -> Attribution:
    """Return an attribution whose content ends before another cue begins."""
    pieces = []
    for start, end in attribution.content:
        if start < i < end:
            end = i
            while end > start and (words.space[end - 1] or words.dep[end - 1] in _JOINING):
                end -= 1
        if start < end:
            pieces.append((start, end))
    return replace(attribution, content=tuple(pieces))


def _is_deed(words: Words, i: int, roles: Roles) -> bool:
    """Whether a verb that can be speech here tells a deed: "attacked a market", "signed it".

    In politics one attacks by words; in war a bare object is no content.
    """
    if words.lemma[i] not in _DEEDS or words.pos[i] != "VERB":
        return False
    return not any(
        words.quotation[start] or words.finite[end] > words.finite[start]
        for start, end in roles.content
    )


def _is_spoken_of(words: Words, i: int, roles: Roles) -> bool:
    """Whether the source found is a thing that the cue acts on: the "help" of "offers help".

    Behind "said" the parser takes speakers for objects, too; they are names or agents.
    """
    head = roles.head
    if head is None or words.dep[head] != "dobj" or words.head[head] != i:
        return False
    return words.pos[head] == "NOUN" and words.lemma[head] not in agents()


def _is_nobodys(words: Words, i: int, roles: Roles) -> bool:
    """Whether a cue without a source tells no claim.

    Inside a quotation it is the speaker's own ("I would like to say"); elsewhere a passive
    that is no verb of speech is a deed where no clause follows ("was found under rubble").
    """
    if words.quotation[i] is not None:
        return True
    known = cues().get(words.lemma[i])
    if words.tag[i] != "VBN" or (known and known.kind == "speech"):
        return False
    return not any(
        words.quotation[start] or not _CLAUSAL.isdisjoint(words.tag[start:end])
        for start, end in roles.content
    )


def _without_setting(words: Words, i: int, attribution: Attribution) -> Attribution:
    """Leave out of the content in what setting the speaker said it: "*Asked about it*, she …".

    Such a clause has no subject of its own, since its subject is the speaker. It hangs on
    the cue, or outside the quotation on a verb that is quoted.
    """
    above = words.head[i]
    verbs = [i] if words.quotation[above] is None else [i, above]
    settings = [
        (words.left[c], words.right[c])
        for verb in verbs
        for c in words.children[verb]
        if words.dep[c] == "advcl" and words.tag[c] in ("VBG", "VBN") and c < i
        if not any(words.dep[d] in ("nsubj", "nsubjpass") for d in words.children[c])
    ]
    rest = tuple(
        (start, end)
        for start, end in attribution.content
        if words.quotation[start] or not any(s <= start and end <= e for s, e in settings)
    )
    return replace(attribution, content=rest) if rest else attribution


def _is_modal(words: Words, i: int) -> bool:
    return any(words.tag[c] == "MD" for c in words.children[i])


def _is_own_voice(words: Words, i: int, found: Roles) -> bool:
    """Whether the text itself speaks: "I think", "let's hope", and "Imagine …" to its readers."""
    if found.head is not None:
        return words.text[found.head] in _OWN_VOICE
    subjects = [c for c in words.children[i] if words.dep[c] in ("nsubj", "nsubjpass")]
    if subjects:
        return words.text[subjects[0]] in _OWN_VOICE
    helped = any(words.dep[c] in ("aux", "auxpass") for c in words.children[i])
    return words.tag[i] == "VB" and words.dep[i] == "ROOT" and not helped


def _without_nested(found: Sequence[Attribution]) -> list[Attribution]:
    """Leave out doubtful claims inside another's content, and all but the likeliest of one cue."""
    kept: list[Attribution] = []
    taken: set[int] = set()
    inside: dict[int, int] = {}  # by token: the length of the longest content around
    for attribution in found:
        size = _size(attribution)
        for piece in attribution.content:
            for i in range(*piece):
                inside[i] = max(inside.get(i, 0), size)
    for attribution in sorted(found, key=lambda a: -a.confidence):
        cue = range(*attribution.cue)
        nested = any(inside.get(i, 0) > _size(attribution) for i in cue)
        doubtful = attribution.confidence < _NESTED or attribution.head is None
        if taken.isdisjoint(cue) and not (nested and doubtful):
            kept.append(attribution)
            taken.update(cue)
    return kept


def _size(attribution: Attribution) -> int:
    return sum(end - start for start, end in attribution.content)


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
    held = {i for a in found for piece in a.content for i in range(*piece)}
    waiting = sorted(found, key=lambda a: a.cue, reverse=True)
    result, left_out = list[Attribution](), list[Range]()
    last = -1  # where in the result the claim stands that reaches furthest so far
    for quotation in sorted(quoted.runs_on):
        while waiting and waiting[-1].cue[0] < quotation[0]:
            result.append(waiting.pop())
            if last < 0 or _edge(result[-1]) >= _edge(result[last]):
                last = len(result) - 1
        if any(i in held for i in range(*quotation)):
            continue
        if not quoted.is_statement(quotation):
            left_out.append(quotation)
        elif last >= 0 and _goes_on(result[last], quotation, quoted):
            result[last] = _continued(result[last], quotation)
        else:
            mark = (quotation[0], quotation[0] + 1)
            result.append(Attribution(mark, None, None, (quotation,), UNCUED))
            last = len(result) - 1
    return [*result, *waiting], left_out


def _edge(attribution: Attribution) -> int:
    return max(attribution.cue[1], attribution.content[-1][1])


def _continued(attribution: Attribution, quotation: Range) -> Attribution:
    sure = attribution.confidence * CONTINUED
    return replace(attribution, content=(*attribution.content, quotation), confidence=sure)


def _goes_on(last: Attribution, quotation: Range, quoted: Quoted) -> bool:
    """Whether a quotation goes on with the last claim: in its paragraph, or opening the next.

    It opens the next where nothing stands between two quotations but the paragraph's end,
    or where the first has no closing mark, as newspapers print a speech.
    """
    between = quoted.doc[_edge(last) : quotation[0]]
    paragraphs = sum("\n" in t.text for t in between)
    before = quoted.at(last.content[-1][1] - 1)
    if paragraphs == 0 or before is None:
        return paragraphs == 0
    words = sum(not t.is_punct and not t.is_space for t in between)
    opens = words == 0 and paragraphs == 1
    return opens or (quoted.runs_on[before] and words <= _NEAR)
