"""The README shows what really happens: its commands are run, its outputs compared.

With POLYBIUS_RENEW=1 the outputs in the README are written anew instead.
"""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from polybius.cli import main
from polybius.extract import gazetteer

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
CONSOLE = re.compile(r"```console\n\$ polybius ([^\n]*)\n(.*?)```", re.DOTALL)
PYTHON = re.compile(r"```python\n(.*?)```", re.DOTALL)


@pytest.fixture
def workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of its own with the samples in it, as a clone has them."""
    for name in ("samples", "docs"):
        (tmp_path / name).symlink_to(ROOT / name)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("POLYBIUS_GAZETTEER", str(tmp_path / "gazetteer"))
    gazetteer.forget()
    yield tmp_path
    gazetteer.forget()


@pytest.mark.model
def test_commands_print_what_the_readme_shows(workplace: Path) -> None:
    text = README.read_text(encoding="utf-8")
    shown = CONSOLE.findall(text)
    assert len(shown) >= 5
    printed = [(command, _run(command)) for command, _ in shown]
    if os.environ.get("POLYBIUS_RENEW"):
        renewed = iter(printed)
        fill = lambda _: "```console\n$ polybius {}\n{}```".format(*next(renewed))  # noqa: E731
        README.write_text(CONSOLE.sub(fill, text), encoding="utf-8")
    else:
        assert printed == shown
    assert (workplace / "demo.gexf").stat().st_size > 1000
    for code in PYTHON.findall(text):
        exec(compile(code, "README.md", "exec"), {})  # noqa: S102  (our own page)


@pytest.mark.model
def test_the_page_on_gephi_writes_what_it_says(workplace: Path, built: Path) -> None:
    (workplace / "demo-store").symlink_to(built)
    shown = CONSOLE.findall((ROOT / "docs" / "gephi.md").read_text(encoding="utf-8"))
    assert len(shown) >= 3
    assert [_run(command) for command, _ in shown] == [output for _, output in shown]
    for file in ("actors.gexf", "own.gexf", "chad.gexf"):
        assert b"<edge " in (workplace / file).read_bytes()


def _run(command: str) -> str:
    result = CliRunner().invoke(main, shlex.split(command))
    assert result.exit_code == 0, result.output
    return "".join(f"{line.rstrip()}\n" for line in result.output.splitlines())


def test_every_command_and_folder_is_told() -> None:
    text = README.read_text(encoding="utf-8")
    for command in main.commands:
        assert f"polybius {command}" in text
    folders = {path.name for path in ROOT.iterdir() if path.is_dir() and path.name[0] != "."}
    told = set(re.findall(r"^\| `(\w+)/", text, re.MULTILINE))
    assert told <= folders
    assert {"ontology", "extract", "graphs", "queries", "samples", "tests"} <= told


def test_links_lead_somewhere() -> None:
    text = README.read_text(encoding="utf-8")
    links = re.findall(r"\]\((?!http)([^)#]+)\)", text)
    assert len(links) >= 4
    assert [link for link in links if not (ROOT / link).exists()] == []
