"""docs/serve.md: its commands are run, and give what it shows."""

from __future__ import annotations

import contextlib
import io
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from running import ROOT, run_command
from serving import Server, make_store, served

PAGE = (ROOT / "docs" / "serve.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```console\n(.*?)```", PAGE, re.DOTALL)
STARTED = re.findall(r"```sh\npolybius serve --store graph (.*?)\n```", PAGE)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The server that the page starts, on a free port."""
    (options,) = STARTED
    store: Path = make_store(tmp_path_factory.mktemp("page") / "graph")
    words = options.replace("--port 7878", "").split()
    with served(store, *words, "--workers", "2") as server:
        yield server


@pytest.mark.skipif(shutil.which("curl") is None, reason="there is no curl")
def test_curl_gives_what_is_shown(server: Server) -> None:
    assert len(BLOCKS) >= 3
    for block in BLOCKS:
        commands = re.findall(r"^\$ (curl .*)$", block, re.MULTILINE)
        assert commands
        given = "".join(f"$ {command}\n{run(server, command)}" for command in commands)
        assert given == block


def run(server: Server, command: str) -> str:
    """Run a command as a shell does; a line end is added where the output has none."""
    command = command.replace("127.0.0.1:7878", f"127.0.0.1:{server.port}")
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=True)
    assert done.stderr == ""
    text = done.stdout.replace("\r\n", "\n")
    return text if text.endswith("\n") or not text else f"{text}\n"


def test_python_runs(server: Server) -> None:
    (code,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile(code.replace("7878", str(server.port)), "serve.md", "exec"), {})  # noqa: S102
    assert (
        out.getvalue()
        == f"{server.ask('SELECT * { ?s ?p ?o }', 'text/csv').text.count(chr(10)) - 1}\n"
    )


def test_questions_of_the_catalogue_can_be_asked(server: Server) -> None:
    embedded = run_command("ask", "actors", "--format", "csv", "--endpoint", server.url)
    assert embedded.exit_code == 0
    assert embedded.output.count("\n") > 3


def test_every_option_is_told() -> None:
    told = run_command("serve", "--help").output
    for option in set(re.findall(r"--[a-z-]+", told)) - {"--help"}:
        assert option in PAGE or option in ("--host",), option
