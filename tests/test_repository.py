"""The repository itself: what may stand in its files, and what a package made of it holds."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest
from running import ROOT

MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
# Each is put together here, so that this file does not hold what it looks for.
REGISTRIES = tuple(
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("npmjs", "org"),
        ("npmjs", "com"),
        ("maven", "org"),
        ("golang", "org/dl"),
        ("crates", "io"),
        ("jsdelivr", "net"),
        ("unpkg", "com"),
        ("anaconda", "org"),
    )
)
REGISTRY = re.compile("|".join(map(re.escape, REGISTRIES)), re.IGNORECASE)
INDEX = re.compile(r"--(extra-)?index-url|--find-links|--trusted-host|index-url\s*=")
HOMES = ("home", "Users", "root", "work", "mnt", "opt/venv")
MACHINE_PATH = re.compile(rf"(?<![\w.<:/~-])/(?:{'|'.join(HOMES)})/[\w.-]+")
ALLOWED_INDEX = {"Makefile": "--no-emit-index-url"}
WITHOUT_GIT = (".git", ".venv", "build", "dist", "*.egg-info", "__pycache__", ".*_cache", "*-store")
SHIPPED = {"ontology": (".ttl",), "queries": (".rq",), "extract": (".tsv",)}


def tracked_files() -> list[Path]:
    done = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        pytest.skip("not a clone, so nothing says which files are the project's")
    paths = (ROOT / name for name in done.stdout.split("\0") if name)
    return [path for path in paths if path.is_file()]


def texts() -> list[tuple[str, str]]:
    found = []
    for path in tracked_files():
        data = path.read_bytes()
        if b"\0" not in data:
            found.append((str(path.relative_to(ROOT)), data.decode("utf-8")))
    assert len(found) >= 150
    return found


def test_the_patterns_find_what_they_look_for():
    assert all(REGISTRY.search(f"https://files.{name}/x") for name in REGISTRIES)
    assert MACHINE_PATH.search(f"see /{HOMES[0]}/ann/articles")
    assert MACHINE_PATH.search(f'"/{HOMES[3]}/shared"')
    assert not MACHINE_PATH.search("https://a.example/deep/path and ./home/x")
    assert INDEX.search("pip install --index-url x")


def test_no_file_names_a_registry_or_an_index():
    for name, text in texts():
        if name == "tests/test_repository.py":
            continue
        text = text.replace(ALLOWED_INDEX.get(name, "\0"), "")
        found = REGISTRY.search(text) or INDEX.search(text)
        assert found is None, f"{name}: {found}"


def test_no_file_holds_a_path_of_somebodys_machine():
    for name, text in texts():
        found = MACHINE_PATH.search(text)
        assert found is None, f"{name}: {found}"


def test_text_files_are_utf8_end_in_one_line_end_and_have_no_carriage_returns():
    for name, text in texts():
        if name.startswith(("samples/", "tests/")) and not name.endswith(".py"):
            continue
        assert "\r" not in text, name
        assert not text or (text.endswith("\n") and not text.endswith("\n\n")), name


def test_no_file_is_large_and_every_link_leads_inside():
    for path in tracked_files():
        assert path.stat().st_size < 2_000_000, path
        assert path.resolve().is_relative_to(ROOT.resolve()), path


def test_every_requirement_is_pinned_and_hashed():
    text = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    entries = re.split(r"\n(?=\S)", text.replace("\\\n", " ").strip())
    assert len(entries) >= 50
    for entry in entries:
        assert re.match(r"[a-z0-9][a-z0-9.-]*==[^\s;]+ ", entry), entry[:100]
        assert re.search(r" --hash=sha256:[0-9a-f]{64}\b", entry), entry[:100]


def test_every_dependency_is_among_the_requirements():
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    assert len(wanted) >= 20
    pinned = re.findall(r"^([a-z0-9.-]+)==", (ROOT / "requirements.txt").read_text(), re.MULTILINE)
    names = {re.split(r"[^A-Za-z0-9._-]", line)[0].lower() for line in wanted}
    assert {re.sub(r"[._]", "-", name) for name in names} <= set(pinned)


def make(*words: str) -> str:
    done = subprocess.run(
        ["make", "--no-print-directory", *words],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return done.stdout


def test_make_lists_every_target():
    targets = re.findall(r"^([a-z][\w-]*):(?!=)", MAKEFILE, re.MULTILINE)
    phony = re.search(r"^\.PHONY: (.*)$", MAKEFILE, re.MULTILINE)
    assert phony is not None
    assert sorted(phony[1].split()) == sorted(targets)
    assert {"help", "setup", "demo", "test", "lint", "bench"} <= set(targets)
    listed = re.findall(r"^make (\S+) +\S", make("help"), re.MULTILINE)
    assert listed == targets
    assert make() == make("help")


def test_ci_runs_the_tests():
    script = ROOT / ".ci" / "run"
    assert "make test" in script.read_text(encoding="utf-8")
    assert os.access(script, os.X_OK)


def expected_files() -> set[str]:
    """Return the files that a package must hold, by their place under the import name."""
    found = {
        "polybius/py.typed",
        *(f"polybius/cli/{path.name}" for path in (ROOT / "src/polybius/cli").glob("*.py")),
    }
    for folder, suffixes in SHIPPED.items():
        data = {path for path in (ROOT / folder).rglob("*") if path.suffix in suffixes}
        assert len(data) >= 3, folder
        found |= {f"polybius/{path.relative_to(ROOT)}" for path in data}
    for folder in ("ontology", "extract", "graphs", "queries", "explorer"):
        found |= {f"polybius/{p.relative_to(ROOT)}" for p in (ROOT / folder).rglob("*.py")}
    return found


@pytest.mark.slow
def test_a_wheel_made_from_a_source_archive_holds_everything(tmp_path):
    clone = shutil.copytree(
        ROOT, tmp_path / "clone", symlinks=True, ignore=shutil.ignore_patterns(*WITHOUT_GIT)
    )
    code = "import setuptools.build_meta as b, sys; print(b.build_sdist(sys.argv[1]))"
    subprocess.run(
        [sys.executable, "-c", code, tmp_path], cwd=clone, capture_output=True, check=True
    )
    (archive,) = tmp_path.glob("polybius-*.tar.gz")
    with tarfile.open(archive) as packed:
        packed.extractall(tmp_path / "source", filter="data")
    (source,) = (tmp_path / "source").iterdir()
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--no-deps", "--no-build-isolation", "--no-index",
         "--disable-pip-version-check", "--wheel-dir", tmp_path / "wheels", source],
        capture_output=True, check=True,
    )  # fmt: skip
    (wheel,) = (tmp_path / "wheels").glob("polybius-*.whl")
    held = set(zipfile.ZipFile(wheel).namelist())
    assert expected_files() - held == set()
    top = {name.split("/")[0] for name in held}
    assert {name for name in top if not name.endswith(".dist-info")} == {"polybius"}
    assert any(name.endswith("licenses/LICENSE") for name in held)
    assert not [name for name in held if "/test" in name or name.endswith(".pyc")]
