"""Running the command line as a user does, and making stores to run it on."""

from __future__ import annotations

import os
import subprocess
import sys
import traceback
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "samples"
COMMAND = Path(sys.executable).parent / "polybius"
# Output is buffered, as it is for users, whatever the environment of the tests says.
ENVIRONMENT = {name: os.environ[name] for name in os.environ if name != "PYTHONUNBUFFERED"}


def run_command(*words: object, stdin: str | bytes | None = None) -> Result:
    """Run the command in this process; no error that it does not expect may come out."""
    from polybius.cli import main

    result = CliRunner().invoke(main, [str(word) for word in words], input=stdin)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        pytest.fail("".join(traceback.format_exception(result.exception)))
    return result


def run_process(*words: object, **options: object) -> subprocess.CompletedProcess[str]:
    """Run the installed command as a shell would."""
    given = {"capture_output": True, "text": True, "timeout": 120, "env": ENVIRONMENT} | options
    done = subprocess.run(  # type: ignore[call-overload]
        [COMMAND, *map(str, words)], check=False, **given
    )
    assert "Traceback" not in (done.stderr or "")
    return done  # type: ignore[no-any-return]


def fill_store(folder: Path, *documents: object) -> Path:
    """Make a store of findings in a folder, the ontology included, and close it."""
    from polybius.extract.findings import Findings
    from polybius.extract.identity import BASE
    from polybius.graphs.quads import to_quads
    from polybius.graphs.store import open_store, put_ontology, replace_document
    from polybius.ontology.sources import ontology_sources

    store = open_store(folder)
    put_ontology(store, BASE, (text for _, text in ontology_sources()))
    for findings in documents:
        assert isinstance(findings, Findings)
        assert replace_document(store, findings.iri, to_quads(findings))
    return folder
