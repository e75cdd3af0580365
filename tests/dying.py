"""Work for a worker that dies of some articles, hangs in others, and reads none of them."""

from __future__ import annotations

import os
import signal
import time
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING

from polybius.extract.article import Article
from polybius.outcome import Outcome

if TYPE_CHECKING:
    from polybius.extract.pipeline import Settings


def work(connection: Connection, settings: Settings) -> None:
    """Answer like a worker, after a while that differs from batch to batch."""
    connection.send(None)
    while True:
        try:
            articles = connection.recv()
        except EOFError:
            return
        connection.send([_read(article) for article in articles])


def _read(article: Article) -> Outcome:
    if article.text == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    if article.text == "hang":
        time.sleep(600)
    time.sleep(len(article.text) % 3 / 100)
    return Outcome(article.id or "", f"urn:{article.id}", "", found={"process": os.getpid()})


def stillborn(connection: Connection, settings: Settings) -> None:
    """End before anything is read."""
    os._exit(3)
