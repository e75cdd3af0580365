"""Endpoint: the HTTP side of a remote store, shared by all that speak to one.

Queries and updates go by the SPARQL 1.1 Protocol, whole graphs by the Graph Store
HTTP Protocol. Credentials are sent only to a server that has asked for them, and to no
other: a redirect is refused, for it could lead anywhere. A server that has asked for Basic
gets them with each request from then on, and no long body before it had the chance to ask.
"""

from __future__ import annotations

import netrc
import os
import urllib.request
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from email.message import Message
from email.utils import mktime_tz, parsedate_tz
from http.client import HTTPException, HTTPResponse
from importlib.metadata import version
from time import time
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlsplit

from SPARQLWrapper import INSERT, POST, POSTDIRECTLY, SELECT, SPARQLWrapper

from .errors import EndpointError, TimeLimitError

__all__ = [
    "ROWS",
    "TRIPLES",
    "Credentials",
    "Endpoint",
    "Reply",
    "find_agent",
    "find_credentials",
]

ROWS = "application/sparql-results+json"
TRIPLES, QUADS = "application/n-triples", "application/n-quads"
USER, PASSWORD = "POLYBIUS_ENDPOINT_USER", "POLYBIUS_ENDPOINT_PASSWORD"
CONTACT = "POLYBIUS_CONTACT"
_MOST_BYTES = 256 * 1024 * 1024
_MOST_SHOWN = 500
_LONGEST_FORM = 100_000  # characters: Fuseki refuses longer forms, and Virtuoso anything else
_LONG = 10_000  # bytes: of more, a server may hang up unread on whom it does not know
_BUSY = (429, 503)
_DENIED = (401, 403)


@dataclass(frozen=True, slots=True)
class Credentials:
    """A user and a password, which no message shows."""

    user: str
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Reply:
    """What a server answered: the body, its media type, and the headers."""

    data: bytes
    content_type: str
    headers: Mapping[str, str]


def find_credentials(url: str, environment: Mapping[str, str]) -> Credentials | None:
    """Return the credentials that the environment has, or the netrc file has for the URL's host.

    ``POLYBIUS_ENDPOINT_USER`` and ``POLYBIUS_ENDPOINT_PASSWORD`` go before the file, which is
    ``~/.netrc`` unless ``NETRC`` names another. Raises EndpointError for a file that is broken.
    """
    if environment.get(USER):
        return Credentials(environment[USER], environment.get(PASSWORD, ""))
    try:
        found = netrc.netrc(environment.get("NETRC")).authenticators(urlsplit(url).hostname or "")
    except FileNotFoundError:
        return None
    except (OSError, netrc.NetrcParseError, UnicodeDecodeError) as error:
        reason = error.msg if isinstance(error, netrc.NetrcParseError) else type(error).__name__
        raise EndpointError(f"the netrc file cannot be read ({reason}); mend or move it") from None
    return Credentials(found[0], found[2]) if found else None


def find_agent(environment: Mapping[str, str]) -> str:
    """Return what a server is told of who asks: us, and whom ``POLYBIUS_CONTACT`` names.

    Raises EndpointError for a contact that no header can hold.
    """
    contact = environment.get(CONTACT, "").strip()
    if not (contact.isascii() and contact.isprintable()):
        raise EndpointError(
            f"{CONTACT} is {contact!r:.100}; give a mail or web address in plain ASCII"
        )
    return f"polybius/{version('polybius')}" + (f" ({contact})" if contact else "")


class Endpoint:
    """A remote store's address, and how to speak to it.

    ``timeout`` is the most seconds to wait for the server to go on; ``credentials`` are
    looked for by `find_credentials` unless given, those of the environment not for a public
    endpoint, which is not the one they are meant for. Raises EndpointError for what is no
    http or https address, or one with a password in it.
    """

    def __init__(
        self,
        url: str,
        *,
        timeout: float = 60,
        credentials: Credentials | None = None,
        is_public: bool = False,
    ) -> None:
        parts = urlsplit(url)
        if parts.username is not None or parts.password is not None:
            raise EndpointError(
                f"credentials do not belong in an address; give it without them, and set {USER}"
                f" and {PASSWORD}, or use a netrc file"
            )
        if parts.scheme not in ("http", "https") or not parts.netloc:
            raise EndpointError(f"{url!r:.200} is no endpoint; give its http or https address")
        self.url = url
        self.timeout = timeout
        environment = {k: v for k, v in os.environ.items() if not (is_public and k == USER)}
        self.credentials = credentials or find_credentials(url, environment)
        self._agent = find_agent(os.environ)
        self._is_introduced = not self.credentials
        self._opener = _opener(url, self.credentials)

    def sibling(self, url: str) -> Endpoint:
        """Return another address of the same store, spoken to in the same way.

        On another host, only with the credentials that are found for that.
        """
        is_same = urlsplit(url).hostname == urlsplit(self.url).hostname
        credentials = self.credentials if is_same else None
        return Endpoint(url, timeout=self.timeout, credentials=credentials)

    def query(
        self, text: str, parameters: Iterable[tuple[str, str]] = (), *, accept: str = ROWS
    ) -> Reply:
        """Send a query with parameters of the protocol; raises EndpointError, TimeLimitError."""
        wrapper = self._wrapper(text, SELECT)
        for name, value in parameters:
            wrapper.addParameter(name, value)
        wrapper.addCustomHttpHeader("Accept", accept)
        return self._send(wrapper.request())

    def update(self, text: str) -> None:
        """Send an update; raises EndpointError and TimeLimitError."""
        self._send(self._wrapper(text, INSERT).request())

    def send_graph(self, method: str, graph: str, data: bytes) -> None:
        """PUT or POST N-Triples as a named graph, by the Graph Store Protocol; raises as `query`.

        PUT replaces the graph, POST adds to it.
        """
        self._send_data(method, f"{self.url}?graph={quote(graph, safe='')}", TRIPLES, data)

    def delete_graph(self, graph: str) -> None:
        """DELETE a named graph, by the Graph Store Protocol; raises as `query`."""
        self._send_data("DELETE", f"{self.url}?graph={quote(graph, safe='')}", TRIPLES, b"")

    def add_quads(self, data: bytes) -> None:
        """POST N-Quads, which are added to their graphs; raises as `query`.

        The Graph Store Protocol knows of no quads: not every server takes them.
        """
        self._send_data("POST", self.url, QUADS, data)

    def _send_data(self, method: str, address: str, content_type: str, data: bytes) -> None:
        request = urllib.request.Request(address, data, method=method)  # noqa: S310 - http or https
        request.add_header("Content-Type", content_type)
        request.add_header("User-Agent", self._agent)
        self._send(request)

    def _wrapper(self, text: str, kind: str) -> _Wrapper:
        wrapper = _Wrapper(self.url, agent=self._agent)
        # Not by setQuery: it guesses the form from the text, and would send an update as one.
        wrapper.queryString, wrapper.queryType = text, kind
        wrapper.setMethod(POST)
        if len(text) > _LONGEST_FORM:
            wrapper.setRequestMethod(POSTDIRECTLY)
        wrapper.setOnlyConneg(True)  # else it also asks for XML, in parameters of its own
        return wrapper

    def _send(self, request: urllib.request.Request) -> Reply:
        if isinstance(request.data, bytes) and len(request.data) > _LONG:
            self._introduce(request)
        try:
            with self._opener.open(request, timeout=max(1, self.timeout)) as response:
                data = response.read(_MOST_BYTES + 1)
                headers = dict(response.headers.items())
                reply = Reply(data, response.headers.get_content_type(), headers)
        except HTTPError as error:
            raise self._refusal(error) from error
        except (OSError, HTTPException, ValueError) as error:
            raise self._failure(error) from error
        if len(data) > _MOST_BYTES:
            raise EndpointError(f"{self.url}: its answer is longer than {_MOST_BYTES >> 20} MB")
        return reply

    def _introduce(self, request: urllib.request.Request) -> None:
        """Send, once, such a request that changes nothing, for the server to ask who we are."""
        if self._is_introduced:
            return
        self._is_introduced = True
        empty = urllib.request.Request(  # noqa: S310 - http or https
            request.full_url, b"", dict(request.header_items()), method="POST"
        )
        with suppress(EndpointError):  # whatever is wrong, the request itself will be told
            self._send(empty)

    def _failure(self, error: Exception) -> EndpointError | TimeLimitError:
        reason = error.reason if isinstance(error, URLError) else error
        if isinstance(reason, TimeoutError):
            return TimeLimitError(
                f"{self.url}: no answer within {self.timeout:g} seconds; narrow the question,"
                " or allow more time"
            )
        return EndpointError(f"{self.url}: cannot be reached ({reason!s:.300})")

    def _refusal(self, error: HTTPError) -> EndpointError:
        with error:
            told = _printable(error.read(_MOST_SHOWN).decode("utf-8", "replace"))
        advice = ""
        if error.code in _DENIED:
            advice = f"; set {USER} and {PASSWORD}, or use a netrc file"
        return EndpointError(
            f"{self.url}: did not answer ({error.code} {error.reason}: {told}){advice}",
            status=error.code,
            told=told,
            retry_after=_seconds(error.headers) if error.code in _BUSY else None,
        )


class _Wrapper(SPARQLWrapper):
    """SPARQLWrapper writes the requests; opening them by urllib's global opener is not for us."""

    def request(self) -> urllib.request.Request:
        """Return the request that would be sent."""
        request: urllib.request.Request = self._createRequest()
        return request


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """Leaves a redirect to be told of as the error that it is."""

    def redirect_request(self, *_: Any) -> None:
        """Follow nothing."""


class _Closing:
    """Closes the refusal that is answered with credentials, which urllib leaves open."""

    def http_error_401(self, request: Any, refusal: Any, *told: Any) -> Any:
        """Try again with credentials; return None where there are none to try."""
        try:
            answered = super().http_error_401(request, refusal, *told)  # type: ignore[misc]
        except HTTPError:
            refusal.close()
            raise
        if answered is not None:
            refusal.close()
        return answered


class _Digest(_Closing, urllib.request.HTTPDigestAuthHandler):
    """Answers a challenge to Digest."""


class _Basic(_Closing, urllib.request.HTTPBasicAuthHandler):
    """Answers a challenge to Basic, and waits for no other from that server."""

    passwd: urllib.request.HTTPPasswordMgrWithPriorAuth

    def http_response(self, req: urllib.request.Request, response: HTTPResponse) -> HTTPResponse:
        """Remember that Basic was asked for: the base class would after any success."""
        if req.get_header("Authorization", "").startswith("Basic "):
            self.passwd.update_authenticated(req.full_url, True)
        return response

    https_response = http_response


def _opener(url: str, credentials: Credentials | None) -> urllib.request.OpenerDirector:
    handlers: list[urllib.request.BaseHandler] = [_NoRedirect()]
    if credentials:
        known = urllib.request.HTTPPasswordMgrWithPriorAuth()
        known.add_password(None, url, credentials.user, credentials.password)
        handlers += [_Digest(known), _Basic(known)]
    return urllib.request.build_opener(*handlers)


def _seconds(headers: Message) -> float | None:
    """Return how long ``Retry-After`` asks to wait: seconds, or until a date."""
    value = headers.get("Retry-After", "")
    if value.isdecimal():
        return float(value)
    date = parsedate_tz(value)
    return max(0.0, mktime_tz(date) - time()) if date else None


def _printable(text: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
