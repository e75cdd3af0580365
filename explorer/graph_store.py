"""Graph store: the SPARQL 1.1 Graph Store Protocol, a request for a graph as a job."""

from __future__ import annotations

from uuid import uuid4

from starlette.requests import Request

from .errors import HttpError
from .incoming import endpoint_url, media_type, parse_parameters, read_body, url_of
from .job import Job, Kind
from .settings import Settings

__all__ = ["PATH", "read_access"]

PATH = "/graphs"
_KINDS: dict[str, Kind] = {
    "GET": "get",
    "HEAD": "get",
    "PUT": "put",
    "POST": "post",
    "DELETE": "delete",
}


async def read_access(request: Request, settings: Settings) -> tuple[Job, bytes]:
    """Return the job that a request for a graph asks for, with the body.

    A graph is named by the parameter ``graph``, by ``default``, or by the very address.
    Raises HttpError for what the protocol does not allow, and for changes where the store
    is not to be written to.
    """
    kind = _KINDS[request.method]
    if kind != "get" and not settings.writable:
        raise HttpError(403, "this server only reads; start it with --writable to change graphs")
    graph = _graph(request)
    media, body = "", b""
    if kind in ("put", "post"):
        media = _media(request)
        body = await read_body(request, settings.body * 1024 * 1024)
    if graph is None and kind == "post":
        graph = f"{url_of(request).rstrip('/')}/{uuid4()}"
    elif graph is None and kind != "get":
        raise HttpError(400, "which graph? name it: ?graph=IRI or ?default")
    accept = request.headers.get("accept", "")
    return Job(kind, endpoint_url(request), accept=accept, media=media, graph=graph), body


def _graph(request: Request) -> str | None:
    """Return the graph that is named, "" for the default graph, None where none is."""
    given = parse_parameters(request.scope["query_string"])
    given.check(("graph", "default"))
    graph, default = given.one("graph"), given.one("default")
    is_direct = request.scope["path"].rstrip("/") != PATH
    if (graph is not None) + (default is not None) + is_direct > 1:
        raise HttpError(400, "name one graph: by ?graph=IRI, by ?default, or by the address itself")
    if is_direct:
        return url_of(request)
    if graph == "":
        raise HttpError(400, "graph is empty; give an IRI, or ?default for the default graph")
    return graph if default is None else ""


def _media(request: Request) -> str:
    """Return the Content-Type, with its parameters where they tell a form's parts apart."""
    media = media_type(request)
    if not media:
        raise HttpError(415, "no Content-Type; say which format of RDF this is, as text/turtle")
    return request.headers["content-type"] if media.startswith("multipart/") else media
