"""Credentials go to whoever asks for them at the address given, and nowhere else."""

import base64
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.metadata import version
from pathlib import Path

import pytest
from listening import Quiet

from polybius.queries.endpoint import (
    CONTACT,
    PASSWORD,
    USER,
    Credentials,
    Endpoint,
    find_credentials,
)
from polybius.queries.errors import EndpointError

ME = Credentials("me", "s3cret:word")


class Door(ThreadingHTTPServer):
    """A server that asks for a password in one way or another, or sends its callers on."""

    def __init__(self, answer: tuple[int, dict[str, str]]) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.answer = answer
        self.seen: list[str | None] = []
        self.agents: list[str] = []
        self.lengths: list[int] = []  # of the bodies that came
        self.opens = True  # to whoever gives a password
        self.hangs_up = False  # on a stranger, before it has read what he says
        self.url = f"http://127.0.0.1:{self.server_port}/query"


class Handler(Quiet, BaseHTTPRequestHandler):
    server: Door

    def do_POST(self) -> None:
        length = int(self.headers["Content-Length"])
        given = self.headers["Authorization"]
        self.server.seen.append(given)
        self.server.lengths.append(length)
        self.server.agents.append(self.headers["User-Agent"])
        if given or not self.server.hangs_up:
            self.rfile.read(length)
        status, headers = (200, {}) if given and self.server.opens else self.server.answer
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_PUT = do_POST  # noqa: N815 - the standard library's name


@pytest.fixture
def door(listen: Callable[[Door], Door]) -> Callable[..., Door]:
    def start(status: int, **headers: str) -> Door:
        answer = status, {name.replace("_", "-"): text for name, text in headers.items()}
        return listen(Door(answer))

    return start


def test_basic_and_digest_are_answered_only_when_asked(door: Callable[..., Door]) -> None:
    basic = door(401, WWW_Authenticate='Basic realm="x"')
    Endpoint(basic.url, credentials=ME).query("ASK {}")
    encoded = base64.b64encode(b"me:s3cret:word").decode()
    assert basic.seen == [None, f"Basic {encoded}"]
    digest = door(401, WWW_Authenticate='Digest realm="x", nonce="n", qop="auth", algorithm=MD5')
    Endpoint(digest.url, credentials=ME).update("CLEAR ALL")
    assert digest.seen[0] is None
    assert str(digest.seen[1]).startswith('Digest username="me"')
    assert "s3cret" not in str(digest.seen)
    open_door = door(200)
    Endpoint(open_door.url, credentials=ME).query("ASK {}")
    Endpoint(open_door.url, credentials=ME).query("ASK {}")
    assert open_door.seen == [None, None]


def test_a_server_that_wants_basic_is_sent_no_long_body_twice(door: Callable[..., Door]) -> None:
    strict = door(401, WWW_Authenticate='Basic realm="x"')
    strict.hangs_up = True
    endpoint = Endpoint(strict.url, credentials=ME)
    text = f"INSERT DATA {{ <urn:x:a> <urn:x:b> '{'long' * 1_000_000}' }}"
    endpoint.update(text)
    endpoint.send_graph("PUT", "urn:x:g", text.encode())
    assert [bool(given) for given in strict.seen] == [False, True, True, True]
    assert strict.lengths == [0, 0, len(text), len(text)]


def test_who_answered_basic_once_does_so_at_once_but_nowhere_else(
    door: Callable[..., Door],
) -> None:
    first, other = door(401, WWW_Authenticate='Basic realm="x"'), door(200)
    endpoint = Endpoint(first.url, credentials=ME)
    for _ in range(3):
        endpoint.query("ASK {}")
    assert [bool(given) for given in first.seen] == [False, True, True, True]
    endpoint.sibling(other.url).update("CLEAR ALL")
    assert other.seen == [None]


def test_credentials_found_for_one_host_are_not_for_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NETRC", str(tmp_path / "none"))
    endpoint = Endpoint("http://db.example/query", credentials=ME)
    assert endpoint.sibling("http://db.example:8080/update").credentials == ME
    assert endpoint.sibling("http://other.example/update").credentials is None
    monkeypatch.setenv(USER, "you")
    assert endpoint.sibling("http://other.example/update").credentials == Credentials("you", "")


def test_a_wrong_password_is_told_of_each_time(door: Callable[..., Door]) -> None:
    closed = door(401, WWW_Authenticate='Basic realm="x"')
    closed.opens = False
    endpoint = Endpoint(closed.url, credentials=ME)
    for _ in range(2):
        with pytest.raises(EndpointError, match="401"):
            endpoint.update("CLEAR ALL" + " " * 1_000_000)
    assert closed.lengths.count(1_000_009) == 2


def test_a_redirect_is_told_of_and_not_followed(door: Callable[..., Door]) -> None:
    other = door(200)
    for status in (301, 302, 303, 307, 308):
        first = door(status, Location=other.url)
        with pytest.raises(EndpointError, match=f"did not answer \\({status}"):
            Endpoint(first.url, credentials=ME).query("ASK {}")
    assert other.seen == []


def test_who_is_not_known_is_told_what_to_do_and_no_secret(door: Callable[..., Door]) -> None:
    closed = door(403)
    with pytest.raises(EndpointError, match=f"403.*set {USER} and {PASSWORD}, or use a netrc"):
        Endpoint(closed.url, credentials=ME).query("ASK {}")
    assert "s3cret" not in repr(ME)


@pytest.mark.parametrize("url", ["http://me:pw@127.0.0.1/", "https://me@h/", "http://:pw@h/"])
def test_an_address_with_credentials_is_refused_unread(url: str) -> None:
    with pytest.raises(EndpointError, match="credentials do not belong in an address") as caught:
        Endpoint(url)
    assert "pw" not in str(caught.value)


def test_the_environment_goes_before_the_netrc_file(tmp_path: Path) -> None:
    file = tmp_path / "netrc"
    file.write_text("machine db.example login me password there\n", encoding="utf-8")
    file.chmod(0o600)
    environment = {"NETRC": str(file)}
    assert find_credentials("https://db.example/q", environment) == Credentials("me", "there")
    assert find_credentials("https://other.example/q", environment) is None
    given = {**environment, USER: "you", PASSWORD: "here"}
    assert find_credentials("https://db.example/q", given) == Credentials("you", "here")
    assert find_credentials("https://db.example/q", {"NETRC": str(tmp_path / "none")}) is None
    file.write_text("machine db.example login me password s3cret more\n", encoding="utf-8")
    with pytest.raises(EndpointError, match="netrc file cannot be read") as caught:
        find_credentials("https://db.example/q", environment)
    assert "s3cret" not in str(caught.value)


def test_a_server_is_told_who_asks_and_whom_to_write_to(
    door: Callable[..., Door], monkeypatch: pytest.MonkeyPatch
) -> None:
    open_door, name = door(200), f"polybius/{version('polybius')}"
    monkeypatch.delenv(CONTACT, raising=False)
    Endpoint(open_door.url).query("ASK {}")
    monkeypatch.setenv(CONTACT, "ann@example.org")
    Endpoint(open_door.url).query("ASK {}")
    Endpoint(open_door.url).send_graph("PUT", "urn:x:g", b"")
    assert open_door.agents == [name, *[f"{name} (ann@example.org)"] * 2]


@pytest.mark.parametrize("contact", ["ann\r\nHost: evil.example", "Zoë", "\x07"])
def test_a_contact_that_no_header_can_hold_is_refused(
    contact: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(CONTACT, contact)
    with pytest.raises(EndpointError, match=r"POLYBIUS_CONTACT.* mail or web address"):
        Endpoint("http://db.example/query")


@pytest.mark.parametrize(
    ("after", "seconds"),
    [("7", 7.0), ("Wed, 21 Oct 2015 07:28:00 GMT", 0.0), ("soon", None), ("", None)],
)
def test_a_busy_server_says_when_to_come_back(
    door: Callable[..., Door], after: str, seconds: float | None
) -> None:
    with pytest.raises(EndpointError) as caught:
        Endpoint(door(429, Retry_After=after).url).query("ASK {}")
    assert (caught.value.status, caught.value.retry_after) == (429, seconds)
