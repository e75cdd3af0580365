"""WARC records for tests, whole and broken."""

from __future__ import annotations

PAGE = (
    "<html><head><title>Talks</title></head><body><article><h1>Talks</h1>{}</article></body></html>"
)
PARAGRAPH = "<p>Finland invited Estonia to talks on the café’s cable on Monday, it said.</p>"
BODY = PAGE.format(PARAGRAPH * 4).encode()
HTML = ("Content-Type: text/html; charset=utf-8",)


def record(
    url: str = "https://w.example/a",
    body: bytes = BODY,
    http: tuple[str, ...] = HTML,
    *,
    status: str = "200 OK",
    kind: str = "response",
    more: tuple[str, ...] = (),
    length: object = None,
) -> bytes:
    block = "\r\n".join([f"HTTP/1.1 {status}", *http, "", ""]).encode() + body
    head = (
        "WARC/1.0",
        f"WARC-Type: {kind}",
        f"WARC-Target-URI: {url}",
        "WARC-Date: 2024-01-01T00:00:00Z",
        "WARC-Record-ID: <urn:uuid:1>",
        "Content-Type: application/http; msgtype=response",
        f"Content-Length: {len(block) if length is None else length}",
        *more,
    )
    return "\r\n".join([*head, "", ""]).encode() + block + b"\r\n\r\n"
