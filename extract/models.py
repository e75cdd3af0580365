"""Models: what a spaCy pipeline lacks for the steps of extraction."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.language import Language

__all__ = ["ENGLISH", "find_gaps"]

ENGLISH = "en"

# What a pipeline's components must write for the findings named.
_NEEDED = (
    ("doc.ents", "no entity recogniser, so only names of the gazetteer are found"),
    ("token.dep", "no parser, so no events, hardly a claim, and no unnamed actors are found"),
    ("token.tag", "no tagger, so tenses and kinds of words are unknown and much is missed"),
    ("token.lemma", "no lemmatizer, so words are known in their plainest form only"),
)


def find_gaps(nlp: Language) -> Iterator[str]:
    """Yield what will be missing from the findings, and why; nothing for a full English pipeline.

    >>> import spacy
    >>> list(find_gaps(spacy.blank("de")))[0]
    'the pipeline reads de: claims, events, positions and times are found in English only'
    """
    if nlp.lang != ENGLISH:
        yield (
            f"the pipeline reads {nlp.lang}: claims, events, positions and times are found in "
            "English only"
        )
    written = {field for name in nlp.pipe_names for field in nlp.get_pipe_meta(name).assigns}
    for field, gap in _NEEDED:
        if field not in written:
            yield f"the pipeline has {gap}"
