"""Language: whether an article is written in the language the pipeline reads."""

from __future__ import annotations

from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from .article import Article

__all__ = ["foreign_language"]

_SHORTEST = 200  # characters below which a guess is no better than a coin
_LOOKED_AT = 3_000  # characters that are enough for one
_SURE = 0.9


@cache
def _identifier() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def foreign_language(article: Article, expected: str) -> str | None:
    """Return the ISO 639-1 code of the article's language when it is surely another one.

    What the article says of itself counts where it is such a code ("en-GB", but not
    "English"); else its text is looked at (langid.py's method, Lui and Baldwin 2012).
    Short texts are taken to be in the expected language.
    """
    told = (article.lang or "").strip().split("-")[0].split("_")[0].lower()
    if len(told) == 2:
        return told if told != expected else None
    text = article.text[:_LOOKED_AT]
    if len(text) < _SHORTEST:
        return None
    guess, share = _identifier().classify(text)
    return guess if guess != expected and share >= _SURE else None
