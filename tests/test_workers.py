"""Workers: all articles come back in order, whatever becomes of a process."""

from __future__ import annotations

import multiprocessing

import dying
import pytest

from polybius import workers as module
from polybius.extract.article import Article
from polybius.extract.pipeline import Settings
from polybius.outcome import Outcome
from polybius.workers import Workers


def read(*texts: str, number: int = 2) -> list[Outcome]:
    articles = [Article(text=text, id=str(place)) for place, text in enumerate(texts)]
    with Workers(Settings(), number, dying.work) as workers:
        found = list(workers.outcomes(articles))
    assert [outcome.id for outcome in found] == [article.id for article in articles]
    return found


def test_outcomes_come_in_order_from_several_processes() -> None:
    found = read(*("x" * (place % 7) for place in range(100)))
    assert len({outcome.found["process"] for outcome in found}) == 2


@pytest.mark.parametrize("number", [1, 3])
def test_an_article_that_ends_its_process_is_set_aside_and_no_other(number: int) -> None:
    found = read(*["a"] * 10, "die", *["b"] * 10, "die", "c", number=number)
    aside = {int(outcome.id): outcome.left_out for outcome in found if outcome.left_out}
    assert set(aside) == {10, 21}
    assert aside[10] == "set aside: its process ended (-9) while it was read"
    assert found[10].iri.startswith("https://w3id.org/polybius/id/document/")


def test_an_article_that_takes_too_long_is_set_aside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_SECONDS", 1.0)
    found = read("a", "hang", "b")
    assert [outcome.left_out for outcome in found] == [
        "", "set aside: it took too long while it was read", "",
    ]  # fmt: skip


def test_nothing_to_read_starts_no_process() -> None:
    assert read() == []
    assert not multiprocessing.active_children()


def test_workers_that_cannot_start_are_told_of_and_none_is_left() -> None:
    with (
        pytest.raises(RuntimeError, match=r"could not be started: its process ended \(3\)"),
        Workers(Settings(), 2, dying.stillborn) as workers,
    ):
        list(workers.outcomes([Article(text="a")]))
    assert not multiprocessing.active_children()


def test_few_articles_are_held_at_a_time() -> None:
    taken = []

    def articles():
        for place in range(1_000):
            taken.append(place)
            yield Article(text="x", id=str(place))

    with Workers(Settings(), 2, dying.work) as workers:
        found = workers.outcomes(articles())
        next(found)
        assert len(taken) < 200
