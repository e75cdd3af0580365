"""What keeps a request from being answered, as HTTP says it."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["HttpError"]


class HttpError(Exception):
    """An HTTP status of 400 or more, a text for whoever asked, and headers."""

    def __init__(self, status: int, text: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(text)
        self.status = status
        self.headers = dict(headers or {})
