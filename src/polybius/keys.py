"""Keys: the secret that pseudonyms are made with, from the environment or a file of the user's."""

from __future__ import annotations

import os
import secrets
import stat
from pathlib import Path

import platformdirs

__all__ = ["VARIABLE", "pseudonym_key"]

VARIABLE = "POLYBIUS_PSEUDONYM_KEY"
_LEAST = 16  # characters: a shorter key can be guessed, and the names with it
_FLAGS = os.O_WRONLY | os.O_CREAT | os.O_EXCL


def pseudonym_key() -> bytes:
    """Return the key for commenters' pseudonyms, which is made if there is none.

    It is what the environment's ``POLYBIUS_PSEUDONYM_KEY`` says, else what the file
    ``pseudonym.key`` in the user's data folder does, which its owner alone may read.
    Raises ValueError for a key that is too short or that others may read, and OSError.
    """
    if VARIABLE in os.environ:
        return _checked(os.environ[VARIABLE], VARIABLE)
    file = Path(platformdirs.user_data_dir("polybius")) / "pseudonym.key"
    if not file.exists():
        _make(file)
    if os.name == "posix" and file.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise ValueError(f"{file}: others may read this key; forbid it with: chmod 600 '{file}'")
    return _checked(file.read_text(encoding="utf-8"), str(file))


def _checked(text: str, where: str) -> bytes:
    key = text.strip()
    if len(key) < _LEAST:
        raise ValueError(
            f"{where}: a key for pseudonyms has {_LEAST} characters at least, not {len(key)};"
            " give a longer one, or none, and one is made"
        )
    return key.encode("utf-8", "surrogateescape")


def _make(file: Path) -> None:
    """Write a new key whole or not at all; another process may have been faster with its own."""
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f"{file.name}.{secrets.token_hex(8)}")
    try:
        with os.fdopen(os.open(draft, _FLAGS, 0o600), "w") as target:
            target.write(secrets.token_hex(32) + "\n")
            target.flush()
            os.fsync(target.fileno())
        _keep(draft, file)
    finally:
        draft.unlink(missing_ok=True)


def _keep(draft: Path, file: Path) -> None:
    try:
        os.link(draft, file)
    except FileExistsError:
        return
