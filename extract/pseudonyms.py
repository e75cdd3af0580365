"""Pseudonyms: what stands for commenters' names where these are not to be stored.

A pseudonym is a hash of the name with a secret key: who has the key finds out whether a name is
behind it, and nobody else does, not even by trying all names. Whatever follows from an article,
its comments' accounts and its digest too, follows from the pseudonyms alone if it is given them
before anything is read from it.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import replace

from .article import Article, Comment

__all__ = ["pseudonym", "with_pseudonyms"]

_DIGITS = 20  # hexadecimal, as in IRIs


def pseudonym(name: str, key: bytes) -> str:
    """Return what stands for a name, the same wherever the key is the same.

    >>> pseudonym("Rex", b"a key that nobody knows")
    'commenter-a07c964e7490b69faa90'
    """
    digest = hmac.new(key, name.encode("utf-8", "surrogatepass"), hashlib.sha256)
    return f"commenter-{digest.hexdigest()[:_DIGITS]}"


def with_pseudonyms(article: Article, key: bytes) -> Article:
    """Return an article whose comments have pseudonyms for authors; their text stays as it is."""
    return replace(article, comments=_hidden(article.comments, key))


def _hidden(comments: tuple[Comment, ...], key: bytes) -> tuple[Comment, ...]:
    return tuple(
        replace(
            comment,
            author=pseudonym(comment.author, key) if comment.author else comment.author,
            replies=_hidden(comment.replies, key),
        )
        for comment in comments
    )
