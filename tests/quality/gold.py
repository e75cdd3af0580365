"""Gold: the development sets, where they lie and which data they are."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

__all__ = ["GoldMissingError", "GoldSet", "data_folder", "find_gold", "scorer"]

ROOT = Path(__file__).parents[2]


class GoldMissingError(Exception):
    """A development set, or the scorer, is not there. Says where it was looked for."""


@dataclass(frozen=True, slots=True)
class GoldSet:
    """A development set: its texts, its gold, and the hash that says which data they are."""

    name: str
    articles: Path
    gold: Path
    sha256: str


def data_folder() -> Path:
    """Return ``POLYBIUS_DATA``, by default the folder ``shared`` beside the clone."""
    return Path(os.environ.get("POLYBIUS_DATA", ROOT.parent / "shared")).resolve()


def scorer() -> Path:
    """Return the scorer's path. Raises GoldMissingError where there is none."""
    return _existing(data_folder() / "eval" / "score.py")


def find_gold(names: Iterable[str]) -> tuple[GoldSet, ...]:
    """Return the sets of these names. Raises GoldMissingError where one is not there."""
    return tuple(_find(name) for name in names)


def _find(name: str) -> GoldSet:
    folder = data_folder() / "eval" / "dev"
    articles = _existing(folder / f"{name}.articles.jsonl")
    gold = _existing(folder / f"{name}.gold.jsonl")
    digest = hashlib.sha256()
    for path in (articles, gold):
        digest.update(path.read_bytes())
    return GoldSet(name, articles, gold, digest.hexdigest())


def _existing(path: Path) -> Path:
    if not path.is_file():
        raise GoldMissingError(
            f"no file {path}: quality is measured on gold data, which is not part of the project; "
            f"set POLYBIUS_DATA to the folder that holds eval/"
        )
    return path
