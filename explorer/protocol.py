"""Protocol: the SPARQL 1.1 Protocol, a request for a query or an update as a job."""

from __future__ import annotations

import asyncio

from starlette.requests import Request

from .errors import HttpError
from .incoming import Parameters, endpoint_url, media_type, parse_parameters, read_body
from .job import Job, Kind
from .settings import Settings

__all__ = ["read_operation"]

_FORM = "application/x-www-form-urlencoded"
_DIRECT: dict[str, Kind] = {
    "application/sparql-query": "query",
    "application/sparql-update": "update",
}
_GRAPHS = {
    "query": ("default-graph-uri", "named-graph-uri"),
    "update": ("using-graph-uri", "using-named-graph-uri"),
}
MOST_QUERY = 4 * 1024 * 1024  # bytes: no question comes near it


async def read_operation(request: Request, settings: Settings) -> tuple[Job, bytes] | None:
    """Return the job that a request asks for, with its text; None when it asks for nothing.

    Raises HttpError for what the protocol does not allow, and for updates where the store
    is not to be written to.
    """
    given = parse_parameters(request.scope["query_string"])
    if request.method in ("GET", "HEAD"):
        if not given.pairs:
            return None
        kind, text = _from_address(given)
    else:
        kind, text, given = await _from_body(request, given, settings)
    if kind == "update" and not settings.writable:
        raise HttpError(403, "this server only reads; start it with --writable to send updates")
    _check_graphs(kind, given)
    default, named = _GRAPHS[kind]
    return Job(
        kind,
        endpoint_url(request),
        accept=request.headers.get("accept", ""),
        default=given.all(default),
        named=given.all(named),
    ), text


def _check_graphs(kind: Kind, given: Parameters) -> None:
    """Refuse the parameters of the other kind; clients send many more, which mean nothing here."""
    for other, names in _GRAPHS.items():
        for name in names:
            if other != kind and given.all(name):
                raise HttpError(400, f"{name} is for {other}, not for {kind}; leave it out")


def _from_address(given: Parameters) -> tuple[Kind, bytes]:
    if given.one("update") is not None:
        raise HttpError(400, "an update is sent by POST, not by GET")
    query = given.one("query")
    if query is None:
        raise HttpError(400, "no query; send it as the parameter query")
    return "query", query.encode()


async def _from_body(
    request: Request, given: Parameters, settings: Settings
) -> tuple[Kind, bytes, Parameters]:
    """Return kind, text and all parameters of a POST."""
    for name in _GRAPHS:
        if given.all(name):
            raise HttpError(400, f"{name} stands in the address of a POST; send it in the body")
    media = media_type(request)
    most = settings.body * 1024 * 1024 if settings.writable else MOST_QUERY
    if media == _FORM:
        form = await asyncio.to_thread(parse_parameters, await read_body(request, most))
        kind, text = _from_form(form)
        return kind, text.encode(), given + form
    if media in _DIRECT:
        return _DIRECT[media], _utf8(await read_body(request, most)), given
    raise HttpError(
        415, f"{media!r:.80} is no way to send SPARQL; send {', '.join(_DIRECT)} or {_FORM}"
    )


def _from_form(form: Parameters) -> tuple[Kind, str]:
    query, update = form.one("query"), form.one("update")
    if (query is None) == (update is None):
        raise HttpError(400, "a form must have one query or one update in it")
    return ("query", query) if query is not None else ("update", update or "")


def _utf8(body: bytes) -> bytes:
    try:
        body.decode()
    except UnicodeDecodeError as error:
        raise HttpError(400, f"no UTF-8 text (byte {error.start + 1:,})") from error
    return body
