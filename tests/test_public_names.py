"""The public surface: names that are promised exist, and light modules stay light."""

from __future__ import annotations

import ast
import inspect
import pkgutil
import subprocess
import sys
from collections import Counter
from doctest import DocTestFinder
from importlib import import_module

import pytest
from running import ROOT

import polybius

HEAVY = ("spacy", "thinc", "numpy", "rdflib", "pyoxigraph", "owlready2", "pyshacl", "trafilatura")
MODULES = sorted(info.name for info in pkgutil.walk_packages(polybius.__path__, "polybius."))


def test_the_modules_are_found():
    assert len(MODULES) >= 60
    folders = {name.split(".")[1] for name in MODULES if name.count(".") > 1}
    assert folders == {"cli", "explorer", "extract", "graphs", "ontology", "queries"}


@pytest.mark.parametrize("name", ["polybius", *MODULES])
def test_every_module_says_what_it_offers(name):
    module = import_module(name)
    assert module.__doc__, "a module says in its docstring what it is"
    if has_definitions(module):
        assert module.__all__, "a module lists its public names"
    names = getattr(module, "__all__", [])
    assert len(names) == len(set(names))
    for public in names:
        assert not public.startswith("_") or public == "__version__"
        assert hasattr(module, public), f"{name} promises {public} and has none"


def has_definitions(module):
    tree = ast.parse(inspect.getsource(module))
    kinds = (ast.FunctionDef, ast.ClassDef, ast.Assign, ast.AnnAssign)
    return any(isinstance(node, kinds) for node in tree.body)


@pytest.mark.parametrize("name", ["polybius", *MODULES])
def test_what_is_public_has_a_docstring(name):
    module = import_module(name)
    for public in getattr(module, "__all__", []):
        value = getattr(module, public)
        if inspect.isfunction(value) or inspect.isclass(value):
            assert value.__doc__, f"{name}.{public}"


def test_every_example_in_a_docstring_is_run_once():
    """The folders can be reached by two ways: by their own names, and under src/polybius."""
    finder = DocTestFinder(exclude_empty=True)
    modules = (import_module(name) for name in MODULES)
    examples = {test.name for module in modules for test in finder.find(module) if test.examples}
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "--collect-only", "-q", "--doctest-modules",
         "-p", "no:cacheprovider", "src/polybius"],
        cwd=ROOT, capture_output=True, text=True, timeout=120, check=True,
    )  # fmt: skip
    collected = Counter(line.split("::")[1] for line in done.stdout.splitlines() if "::" in line)
    assert len(examples) >= 10
    assert collected == Counter(examples)


def test_the_package_offers_its_functions_and_no_other_name():
    for name in polybius.__all__:
        assert getattr(polybius, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'biuld'"):
        polybius.biuld  # noqa: B018


def loaded_by(statement: str) -> set[str]:
    """Return which heavy packages a fresh Python has loaded after a statement."""
    code = f"import sys\n{statement}\nprint(*sys.modules, sep='\\n')"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True
    )
    return set(done.stdout.split()) & set(HEAVY)


def test_heavy_packages_are_seen_when_they_are_loaded():
    assert {"pyoxigraph"} == loaded_by("import pyoxigraph")
    assert "rdflib" in loaded_by("import polybius.queries.ask")


@pytest.mark.parametrize(
    "name", ["extract", "extract.article", "extract.findings", "extract.identity", "ontology.terms"]
)
def test_the_contract_needs_no_heavy_package(name):
    assert loaded_by(f"import polybius.{name}") == set()


def test_reading_needs_no_language_model_and_no_rdf_library():
    assert loaded_by("import polybius.extract.reading") <= {"numpy", "trafilatura"}


def test_the_gazetteer_needs_no_language_model():
    assert "spacy" not in loaded_by(
        "from polybius.extract.gazetteer import lookup\nassert lookup('France')"
    )


@pytest.mark.parametrize("folder", ["graphs", "queries", "ontology"])
def test_a_folder_without_language_model(folder):
    names = [name for name in MODULES if name.startswith(f"polybius.{folder}.")]
    assert len(names) >= 5
    imports = "\n".join(f"import {name}" for name in names)
    assert not loaded_by(imports) & {"spacy", "thinc"}


@pytest.mark.parametrize("words", [["--help"], ["--version"], ["build", "--help"], ["questions"]])
def test_help_is_shown_without_loading_what_is_heavy(words):
    run = f"from polybius.cli import main\nmain({words}, standalone_mode=False)"
    allowed = {"rdflib", "pyoxigraph"} if words == ["questions"] else set()
    assert loaded_by(run) <= allowed


@pytest.mark.parametrize("command", ["ask", "export", "stats", "check", "remove"])
def test_only_reading_texts_needs_the_language_model(command, store):
    words = {
        "ask": ["ask", "overview"],
        "export": ["export", "nquads", "/dev/null"],
        "remove": ["remove", "https://nobody.example/document/1"],
    }.get(command, [command])
    run = (
        "from click.testing import CliRunner\nfrom polybius.cli import main\n"
        f"assert CliRunner().invoke(main, {[*words, '--store', str(store)]}).output"
    )
    if command == "export":
        run = run.replace(".output", ".exit_code == 0")
    loaded = loaded_by(run)
    assert "pyoxigraph" in loaded
    assert not loaded & {"spacy", "thinc"}
