"""Gephi: what its own importers make of files, and how it draws them; one JVM for many files."""

from __future__ import annotations

import json
import os
import subprocess
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from maven import fetch_jar, find

TOOLKIT = "org.gephi:gephi-toolkit:0.10.1:jar:all"
HERE = Path(__file__).parent
SECONDS = 600
TROUBLES = ("WARNING", "SEVERE", "CRITICAL")


@dataclass(frozen=True)
class Node:
    """A node as Gephi has it; ``values`` are its table's columns by title, Id and Label too."""

    id: str
    label: str | None
    colour: str
    alpha: int
    x: float
    y: float
    size: float
    values: dict[str, Any]


@dataclass(frozen=True)
class Edge:
    """An edge as Gephi has it; an ``alpha`` of 0 says that it has no colour of its own."""

    id: str
    source: str
    target: str
    kind: str | None
    label: str | None
    directed: bool
    colour: str
    alpha: int
    values: dict[str, Any]


@dataclass(frozen=True)
class Reading:
    """What Gephi read from a file: columns are Java types by title, times in Gephi's words."""

    title: str
    description: str
    directed: bool
    dynamic: bool
    time_format: str
    time_representation: str
    start: str | None
    end: str | None
    node_columns: dict[str, str]
    edge_columns: dict[str, str]
    nodes: list[Node]
    edges: list[Edge]
    issues: list[tuple[str, str]]

    @property
    def troubles(self) -> list[tuple[str, str]]:
        """The issues that say something was lost or guessed: (level, message)."""
        return [issue for issue in self.issues if issue[0] in TROUBLES]

    @property
    def kinds(self) -> Counter[str | None]:
        return Counter(edge.kind for edge in self.edges)


def read(files: Iterable[Path | Sequence[Path]]) -> list[Reading]:
    """Return what Gephi reads from each file, or from several as one network.

    Raises MissingError.
    """
    words = [
        os.pathsep.join(map(str, [file] if isinstance(file, Path) else file)) for file in files
    ]
    lines = run("ReadNetwork.java", *words).splitlines()
    assert len(lines) == len(words)
    return [to_reading(json.loads(line)) for line in lines]


def draw(file: Path, picture: Path) -> None:
    """Let Gephi's preview draw a file as PNG. Raises MissingError."""
    run("DrawPreview.java", file, picture)


def run(program: str, *words: object) -> str:
    """Run one of the Java files beside this one, with the toolkit; return what it printed."""
    for command in ("java", "javac"):  # the files are compiled as they are run
        find(command, "Gephi needs a JDK (on Debian: apt install openjdk-17-jdk-headless)")
    jar = fetch_jar(TOOLKIT, "GEPHI_TOOLKIT_JAR")
    options = ["-Xmx1g", "-Djava.awt.headless=true", "-Dfile.encoding=UTF-8", "-cp", str(jar)]
    done = subprocess.run(
        ["java", *options, HERE / program, *map(str, words)],
        capture_output=True, encoding="utf-8", timeout=SECONDS, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


def to_reading(found: dict[str, Any]) -> Reading:
    return Reading(
        **found
        | {
            "nodes": [Node(**node) for node in found["nodes"]],
            "edges": [Edge(**edge) for edge in found["edges"]],
            "issues": [(issue["level"], issue["message"]) for issue in found["issues"]],
        }
    )
