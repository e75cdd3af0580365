from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import platformdirs
import pytest

from polybius.keys import VARIABLE, pseudonym_key


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The key's file, in a data folder that is not there yet."""
    folder = tmp_path / "data" / "polybius"
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.setattr(platformdirs, "user_data_dir", lambda *_: str(folder))
    return folder / "pseudonym.key"


def test_a_key_is_made_once_and_is_its_owners(file: Path) -> None:
    key = pseudonym_key()
    assert len(key) == 64
    assert pseudonym_key() == key == file.read_bytes().strip()
    assert list(file.parent.iterdir()) == [file]
    if os.name == "posix":
        assert file.stat().st_mode & 0o777 == 0o600


def test_many_at_once_have_one_key(file: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(lambda _: pseudonym_key(), range(32)))
    assert len(keys) == 1
    assert list(file.parent.iterdir()) == [file]


def test_the_environment_goes_before_the_file(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "sixteen letters!")
    assert pseudonym_key() == b"sixteen letters!"
    assert not file.exists()


@pytest.mark.parametrize("short", ["", "  ", "secret"])
def test_a_key_that_can_be_guessed_is_refused(file: Path, monkeypatch, short: str) -> None:
    monkeypatch.setenv(VARIABLE, short)
    with pytest.raises(ValueError, match="16 characters at least"):
        pseudonym_key()
    monkeypatch.delenv(VARIABLE)
    pseudonym_key()
    file.write_text(short)
    with pytest.raises(ValueError, match=r"pseudonym\.key"):
        pseudonym_key()


@pytest.mark.skipif(os.name != "posix", reason="no such permissions")
def test_a_key_that_others_may_read_is_refused(file: Path) -> None:
    pseudonym_key()
    file.chmod(0o640)
    with pytest.raises(ValueError, match="chmod 600"):
        pseudonym_key()
