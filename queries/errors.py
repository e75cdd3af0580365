"""What can go wrong when a question is asked.

- QueryError
  - QuestionError       a question's file, its header or its SPARQL is broken
  - RefusedError        the query would reach out to another server, or change the store
  - ParameterError      a parameter is missing, unknown, or not of its type
    - UnknownNameError    a name fits nothing in the graph
    - AmbiguousNameError  a name fits several things
  - TimeLimitError      the answer took too long
  - EndpointError       a remote store could not be asked, or its answer not be read

Each message says what was wrong, what is allowed, and what to do.
"""

from __future__ import annotations

__all__ = [
    "AmbiguousNameError",
    "EndpointError",
    "ParameterError",
    "QueryError",
    "QuestionError",
    "RefusedError",
    "TimeLimitError",
    "UnknownNameError",
]


class QueryError(ValueError):
    """Anything that keeps a question from being answered."""


class QuestionError(QueryError):
    """A question's file, its header or its SPARQL is broken."""


class RefusedError(QueryError):
    """The query would reach out to another server, or change the store."""


class ParameterError(QueryError):
    """A parameter is missing, unknown, or not of its type."""


class UnknownNameError(ParameterError):
    """A name fits nothing in the graph."""


class AmbiguousNameError(ParameterError):
    """A name fits several things."""


class TimeLimitError(QueryError):
    """The answer took too long."""


class EndpointError(QueryError):
    """A remote store could not be asked, or its answer not be read.

    ``status`` is the HTTP status where there was one, ``told`` what the server said, and
    ``retry_after`` how many seconds a busy one asks to wait.
    """

    def __init__(
        self,
        message: str,
        *,
        status: int | None = None,
        told: str = "",
        retry_after: float | None = None,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.told = told
        self.retry_after = retry_after
