"""Tools that not everybody has: commands on the PATH, and jars that Maven fetches into build/.

No registry is named here: Maven's own settings say where it looks. What cannot be had raises
MissingError, which says how to get it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

BUILD = Path(__file__).parents[1] / "build"
SECONDS_TO_FETCH = 600


class MissingError(Exception):
    """What is not here, with how to install it."""


def find(command: str, advice: str) -> str:
    """Return a command's path: beside this Python, or on the PATH; raises MissingError."""
    beside = Path(sys.executable).parent / command
    found = str(beside) if beside.exists() else shutil.which(command)
    if not found:
        raise MissingError(f"no command {command}: {advice}")
    return found


def fetch_jar(artifact: str, variable: str) -> Path:
    """Return the jar named by an environment variable, else Maven's; raises MissingError.

    ``artifact`` is written as Maven does: group:name:version, or group:name:version:jar:classifier.
    """
    given = os.environ.get(variable)
    if given:
        return Path(given)
    _, name, version, *rest = artifact.split(":")
    jar = BUILD / f"{'-'.join([name, version, *rest[1:]])}.jar"
    if not jar.exists():
        advice = f"apt install maven, or download {artifact} and set {variable}"
        command = [find("mvn", advice), "--batch-mode", "dependency:copy", f"-Dartifact={artifact}"]
        BUILD.mkdir(exist_ok=True)
        done = subprocess.run(
            [*command, f"-DoutputDirectory={BUILD}"],
            capture_output=True, text=True, timeout=SECONDS_TO_FETCH, check=False,
        )  # fmt: skip
        if not jar.exists():
            told = "\n".join(line for line in done.stdout.splitlines() if "ERROR" in line)
            raise MissingError(f"Maven could not fetch {artifact}: {told or done.stderr}; {advice}")
    return jar
