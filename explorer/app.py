"""App: the routes, and what each of them calls."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from .answers import write_graph
from .description import describe_service
from .errors import HttpError
from .graph_store import PATH, read_access
from .guard import Guard
from .incoming import endpoint_url
from .job import Job
from .log import AccessLog
from .media import GRAPHS, choose
from .protocol import read_operation
from .service import Service
from .settings import Settings

__all__ = ["make_app"]

Answer = Callable[[Service, Request], Awaitable[Response]]
_HERE = "/sparql, /graphs, /health and /.well-known/void are here"


def make_app(service: Service) -> Starlette:
    """Return the application that a service is asked through."""
    return Starlette(
        routes=[
            _route("/sparql", _sparql, "GET", "POST", service=service),
            _route("/sparql/", _sparql, "GET", "POST", service=service),
            _route(PATH, _graphs, "GET", "PUT", "POST", "DELETE", service=service),
            _route(PATH + "/{name:path}", _graphs, "GET", "PUT", "POST", "DELETE", service=service),
            _route("/.well-known/void", _void, "GET", service=service),
            _route("/health", _health, "GET", service=service),
        ],
        middleware=_layers(service.settings),
        exception_handlers={HttpError: _refused, HTTPException: _unknown},  # type: ignore[dict-item]
    )


def _layers(settings: Settings) -> list[Middleware]:
    layers = [Middleware(AccessLog), Middleware(Guard, settings=settings)]
    if settings.origins:
        methods = ("GET", "POST", "PUT", "DELETE") if settings.writable else ("GET", "POST")
        layers.append(
            Middleware(
                CORSMiddleware,
                allow_origins=settings.origins,
                allow_methods=methods,
                allow_headers=("Accept", "Content-Type"),
                expose_headers=("Location",),
                allow_private_network=True,  # this machine, asked by a page of the web
            )
        )
    return layers


def _route(path: str, answer: Answer, *methods: str, service: Service) -> Route:
    allowed = ", ".join([*methods, "HEAD", "OPTIONS"])

    async def endpoint(request: Request) -> Response:
        if request.method == "OPTIONS":
            return Response(status_code=204, headers={"Allow": allowed})
        return await answer(service, request)

    return Route(path, endpoint, methods=[*methods, "OPTIONS"])


async def _sparql(service: Service, request: Request) -> Response:
    operation = await read_operation(request, service.settings)
    if operation is None:
        return _describe(service, request)
    return await service.perform(request, *operation)


def _describe(service: Service, request: Request) -> Response:
    media = choose(request.headers.get("accept", ""), GRAPHS)
    triples = describe_service(endpoint_url(request), service.settings)
    reply = write_graph(triples, media, Path())
    return Response(reply.body, media_type=reply.media)


async def _graphs(service: Service, request: Request) -> Response:
    return await service.perform(request, *await read_access(request, service.settings))


async def _void(service: Service, request: Request) -> Response:
    job = Job("void", endpoint_url(request), accept=request.headers.get("accept", ""))
    return await service.perform(request, job, b"")


async def _health(service: Service, _: Request) -> Response:
    workers = service.readers.workers
    told = {"status": "ok" if workers else "failing", "workers": workers}
    told["waiting"] = service.readers.waiting + service.writers.waiting
    return JSONResponse(told, 200 if workers else 503, {"Cache-Control": "no-store"})


async def _refused(_: Request, error: HttpError) -> Response:
    return PlainTextResponse(f"{error}\n", error.status, error.headers)


async def _unknown(request: Request, error: HTTPException) -> Response:
    path = request.scope["path"]
    texts = {
        404: f"{path!r:.200} is not here; {_HERE}\n",
        405: f"{request.method:.20} is no way to ask {path!r:.200}; see Allow\n",
    }
    text = texts.get(error.status_code, f"{error.detail}\n")
    return PlainTextResponse(text, error.status_code, error.headers)
