"""Each rule finds its example and leaves its counterexample alone; time is linear in the text."""

import re
import time
from dataclasses import replace

import pytest

from polybius.extract.times.grammar import Rule, find_matches, load_grammar, load_rules
from polybius.extract.times.readings import READINGS

RULES = list(enumerate(load_rules()))


def split(example: str) -> tuple[str, str | None]:
    """Return the text of an example, and the expression it marks."""
    text = example.rpartition(" = ")[0]
    marked = re.search(r"\[(.*)\]", text)
    return text.replace("[", "").replace("]", ""), marked[1] if marked else None


def found_by(index: int, text: str) -> list[str]:
    grammar = load_grammar()
    alone = replace(grammar, rules=grammar.rules[index : index + 1])
    return [text[match.start : match.end] for match in find_matches(text, alone)]


def test_rules_are_many_and_complete() -> None:
    assert len(RULES) > 100
    assert {rule.reading.partition(":")[0] for _, rule in RULES} == {*READINGS, "none"}


@pytest.mark.parametrize(("index", "rule"), RULES, ids=lambda item: getattr(item, "example", item))
def test_rule_alone_finds_its_example(index: int, rule: Rule) -> None:
    text, marked = split(rule.example)
    found = found_by(index, text)
    assert found if marked is None else marked in found


@pytest.mark.parametrize(("index", "rule"), RULES, ids=lambda item: getattr(item, "example", item))
def test_rule_leaves_its_counterexample_alone(index: int, rule: Rule) -> None:
    assert rule.counterexample.strip()
    assert found_by(index, rule.counterexample) == []


def found_in(text: str) -> list[str]:
    return [text[match.start : match.end] for match in find_matches(text, load_grammar())]


def test_words_with_a_capital_count_only_so() -> None:
    assert found_in("in May 2016") == ["May 2016"]
    assert found_in("they may leave, they march on, an august sat") == []


def test_slots_hold_values() -> None:
    (match,) = find_matches("on the Twenty-Fifth of Dec. 2016", load_grammar())
    assert match.slots["NTHWORD"] == "25"
    assert match.slots["MONTHABBR"] == "12"
    assert match.slots["YEAR"] == "2016"


@pytest.mark.parametrize(
    "piece",
    ["1", "last ", "12-", "of the ", "1/1/", "Monday ", "three days ago ", "\n", "'9"],
)
def test_time_taken_is_linear(piece: str) -> None:
    def seconds(times: int) -> float:
        text, start = piece * times, time.process_time()
        for _ in find_matches(text, load_grammar()):
            pass
        return time.process_time() - start

    short = max(min(seconds(1_000) for _ in range(3)), 0.005)
    long = min(seconds(16_000) for _ in range(2))
    assert long < 16 * short * 4, f"{piece!r}: {short:.3f} s, sixteen times as much {long:.3f} s"
