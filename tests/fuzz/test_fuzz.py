"""The fuzzer finds out what none may do; and a few hundred inputs do none of it."""

from __future__ import annotations

import pytest

from fuzz import trying
from fuzz.__main__ import main
from fuzz.extraction import EXTRACTION
from fuzz.trials import BAD, GOOD
from fuzz.trying import try_target


@pytest.mark.slow
@pytest.mark.parametrize("problem", BAD)
def test_what_none_may_do_is_found_and_its_input_kept(
    problem: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trying, "_HANGING", 20)
    outcome = try_target(BAD[problem], 200, 1)
    assert problem in outcome.problem
    assert outcome.failed is not None
    assert outcome.failed.read_bytes() == b"b"
    outcome.failed.unlink()


@pytest.mark.slow
def test_a_target_without_fault_gets_all_its_inputs() -> None:
    outcome = try_target(GOOD, 500, 1)
    assert outcome.problem == ""
    assert outcome.tried >= 500


@pytest.mark.slow
def test_some_inputs_of_some_targets(capsys: pytest.CaptureFixture[str]) -> None:
    names = (".html", ".jsonl", ".csv", "exports")  # all of them: make fuzz
    words = [word for name in names for word in ("--only", name)]
    assert main(["--count", "200", "--seed", "1", *words]) == 0
    told = capsys.readouterr().out
    assert all(f"\n{name} " in told for name in names)


@pytest.mark.model
@pytest.mark.slow
def test_some_texts_are_extracted() -> None:
    outcome = try_target(EXTRACTION, 20, 1)
    assert outcome.problem == ""
