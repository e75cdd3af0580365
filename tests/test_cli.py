"""The command line as a user meets it: every command's manner, and the small commands."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from graph_findings import URL, findings_at
from pyoxigraph import NamedNode, Quad, Store
from running import COMMAND, ENVIRONMENT, SAMPLES, fill_store, run_process

from polybius.cli import main
from polybius.cli.group import Commands
from polybius.extract.identity import BASE
from polybius.ontology import terms

COMMANDS = sorted(main.commands)
DOCUMENT = findings_at().iri
NEEDS_STORE = (
    ("ask", "overview"),
    ("export", "nquads", "-"),
    ("check",),
    ("stats",),
    ("remove", DOCUMENT),
)
BUILD = pytest.param(("build", SAMPLES), marks=pytest.mark.model)  # looks at its settings first


def test_the_commands():
    assert COMMANDS == [
        "ask",
        "build",
        "check",
        "export",
        "extract",
        "gazetteer",
        "link",
        "load",
        "push",
        "questions",
        "remove",
        "serve",
        "stats",
    ]


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_has_help_with_an_example_that_names_real_options(polybius, command):
    result = polybius(command, "--help")
    assert result.exit_code == 0
    example = re.search(r"Example: polybius (\S+)(.*)", result.stdout)
    assert example, result.stdout
    assert example[1] == command
    known = {option for param in main.commands[command].params for option in param.opts}
    known.add("--actor")  # a parameter of the question in the example of `ask`
    assert set(re.findall(r"--[a-z]+", example[2])) <= known


def test_help_lists_every_command_and_the_version_is_told(polybius):
    shown = polybius("--help").stdout
    assert all(re.search(rf"^  {command} ", shown, re.MULTILINE) for command in COMMANDS)
    assert re.search(r"version \d+\.\d+", polybius("--version").stdout)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["biuld"], "biuld"),
        (["build"], "PATH"),
        (["stats", "--stroe", "x"], "--stroe"),
        (["export", "gexf"], "FILE"),
        (["ask", "overview", "--limit", "0"], "--limit"),
        (["ask", "overview", "--limit", "many"], "--limit"),
        (["ask", "overview", "--timeout", "0"], "--timeout"),
        (["ask", "overview", "--format", "yaml"], "table"),
    ],
)
def test_a_mistyped_command_is_told_what_was_meant(polybius, words, told):
    result = polybius(*words)
    assert result.exit_code == 2
    assert told in result.stderr
    assert "--help" in result.stderr
    assert result.stdout == ""


def complaint(result):
    """Return the one line of complaint; nothing else was written, and the exit code is 1."""
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr.startswith("polybius: ")
    assert result.stderr.count("\n") == 1
    return result.stderr


@pytest.mark.parametrize("words", NEEDS_STORE, ids=lambda words: words[0])
def test_a_store_that_is_not_there_is_told_of_and_not_made(polybius, words, tmp_path):
    folder = tmp_path / "absent"
    told = complaint(polybius(*words, "--store", folder))
    assert str(folder) in told
    assert "no store here" in told
    assert not folder.exists()


@pytest.mark.parametrize("words", [*NEEDS_STORE, BUILD], ids=lambda words: words[0])
def test_a_file_is_no_store(polybius, words, tmp_path):
    file = tmp_path / "notes.txt"
    file.write_text("mine", encoding="utf-8")
    assert f"{file}: a file, not a folder" in complaint(polybius(*words, "--store", file))
    assert file.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("words", [*NEEDS_STORE, BUILD], ids=lambda words: words[0])
def test_a_folder_of_other_files_is_no_store_and_is_left_alone(polybius, words, tmp_path):
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    assert str(tmp_path) in complaint(polybius(*words, "--store", tmp_path))
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read and write everything")
@pytest.mark.parametrize("words", [*NEEDS_STORE, BUILD], ids=lambda words: words[0])
def test_a_store_without_permission_is_told_of(polybius, words, own_store):
    own_store.chmod(0)
    try:
        assert "permission" in complaint(polybius(*words, "--store", own_store))
    finally:
        own_store.chmod(0o700)


@pytest.fixture
def locked(own_store):
    """A store that another process is writing to."""
    code = "import sys, pyoxigraph; s = pyoxigraph.Store(sys.argv[1]); print(flush=True); input()"
    with subprocess.Popen(
        [sys.executable, "-c", code, own_store], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        other.stdout.readline()
        yield own_store
        other.communicate(b"\n")


@pytest.mark.parametrize("words", [BUILD, ("remove", DOCUMENT)], ids=lambda words: words[0])
def test_a_store_that_another_process_writes_to_cannot_be_changed(polybius, words, locked):
    told = complaint(polybius(*words, "--store", locked))
    assert f"{locked}: another process" in told


def test_a_store_that_another_process_writes_to_can_be_read(polybius, locked):
    assert polybius("stats", "--store", locked).exit_code == 0
    assert polybius("ask", "overview", "--store", locked).exit_code == 0
    assert polybius("export", "gexf", "-", "--store", locked).exit_code == 0


DAMAGE = {
    "the list of files is empty": lambda folder: [(folder / "CURRENT").write_bytes(b"")],
    "the list of files is gone": lambda folder: [p.unlink() for p in folder.glob("MANIFEST-*")],
    "the tables are cut off": lambda folder: [os.truncate(p, 100) for p in folder.glob("*.sst")],
    "the tables hold noise": lambda folder: [
        p.write_bytes(bytes(range(256)) * (p.stat().st_size // 256 + 1))
        for p in folder.glob("*.sst")
    ],
}


@pytest.mark.parametrize("words", NEEDS_STORE, ids=lambda words: words[0])
@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_store_is_told_of(polybius, words, damage, own_store):
    assert len(DAMAGE[damage](own_store)) >= 1
    told = complaint(polybius(*words, "--store", own_store))
    assert "damaged" in told or "cannot be opened as a store" in told


@pytest.mark.model
def test_a_damaged_store_is_not_built_upon(polybius, own_store):
    (own_store / "CURRENT").write_bytes(b"")
    assert "damaged" in complaint(polybius("build", SAMPLES, "--store", own_store))


def test_questions_lists_all_with_their_parameters(polybius):
    from polybius.queries.catalogue import catalogue

    result = polybius("questions")
    assert result.exit_code == 0
    listed = re.findall(r"^  (\w+): \S", result.stdout, re.MULTILINE)
    assert listed == list(catalogue())
    assert len(listed) >= 15
    parameters = re.findall(r"^      --(\w+) [A-Z_]+", result.stdout, re.MULTILINE)
    assert parameters == [p.name for question in catalogue().values() for p in question.params]
    assert "--actor ACTOR (required)" in result.stdout


def test_stats_counts_what_is_there(polybius, store):
    result = polybius("stats", "--store", store)
    assert result.exit_code == 0
    counted = {what: number for number, what in re.findall(r"([\d,]+) (.+)", result.stdout)}
    assert counted.pop("quads") == f"{len(Store.read_only(str(store))):,}"
    assert counted == {
        "documents": "1",
        "copies": "0",
        "comments": "2",
        "entities": "6",
        "mentions": "7",
        "events of type AID": "1",
        "events of type ASSAULT": "2",
        "claimed": "1",
        "claims": "1",
        "positions": "1",
    }


def test_remove_takes_out_the_document_and_nothing_else(polybius, tmp_path):
    both = fill_store(tmp_path / "both", findings_at(), findings_at(URL + "-2"))
    alone = fill_store(tmp_path / "alone", findings_at(URL + "-2"))
    result = polybius("remove", DOCUMENT, "--store", both)
    assert result.exit_code == 0
    assert result.stdout == f"{DOCUMENT}: removed\n"
    dumps = [polybius("export", "nquads", "-", "--store", folder) for folder in (both, alone)]
    assert dumps[0].stdout_bytes == dumps[1].stdout_bytes
    assert dumps[0].stdout_bytes.count(b"\n") > 500


@pytest.mark.parametrize(
    "document",
    [
        "not an IRI",
        "",
        "relative/document/1",
        f"{BASE}document/0123456789abcdef0123",
        f"{BASE}graph/entities",
        f"{BASE}graph/ontology",
        f"{BASE}document/x> }} ; CLEAR ALL ; #",
    ],
)
def test_remove_of_what_is_no_document_changes_nothing(polybius, document, own_store):
    before = polybius("export", "nquads", "-", "--store", own_store).stdout_bytes
    told = complaint(polybius("remove", document, "--store", own_store))
    assert "no such document" in told
    assert "polybius ask documents" in told
    assert polybius("export", "nquads", "-", "--store", own_store).stdout_bytes == before


def test_check_finds_nothing_wrong_in_a_sound_store(polybius, store):
    result = polybius("check", "--store", store)
    assert result.exit_code == 0, result.stdout
    assert result.stdout.startswith("checked: ")
    assert "1 claims" in result.stdout
    assert "violation" not in result.stdout
    assert result.stderr == ""


def test_check_says_what_is_wrong_and_where(polybius, own_store):
    event = next(e.iri for e in findings_at().events if e.claim is None)
    graph = NamedNode(DOCUMENT)
    with_quads = Store(str(own_store))
    for predicate in (terms.assertedBy, terms.trigger):
        with_quads.remove(
            next(with_quads.quads_for_pattern(NamedNode(event), NamedNode(predicate), None, graph))
        )
    del with_quads
    result = polybius("check", "--store", own_store)
    assert result.exit_code == 1
    assert f"<{event}>" in result.stdout
    assert result.stdout.count("violation") >= 2
    assert "not sound" in result.stderr


@pytest.mark.skipif(shutil.which("java") is None, reason="the reasoner needs Java")
def test_check_finds_a_contradiction(polybius, own_store):
    event = NamedNode(next(e.iri for e in findings_at().events if e.claim is None))
    kind = NamedNode(terms.PREFIXES["rdf"] + "type")
    Store(str(own_store)).add(Quad(event, kind, NamedNode(terms.Person), NamedNode(DOCUMENT)))
    result = polybius("check", "--store", own_store)
    assert result.exit_code == 1
    assert re.search(r"violation \((disjoint|consistency)\)", result.stdout)
    assert event.value in result.stdout


def test_check_of_a_store_without_documents_is_no_success(polybius, tmp_path):
    result = polybius("check", "--store", fill_store(tmp_path / "empty"))
    assert result.exit_code == 1
    assert "no document" in result.stderr


def test_a_reader_that_goes_away_is_no_error_to_tell_of(store):
    command = f'"{COMMAND}" export nquads - --store "{store}" | head -n 1'
    done = subprocess.run(
        ["bash", "-c", command],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
        env=ENVIRONMENT,
    )
    assert done.stdout.count("\n") == 1
    assert done.stderr == ""


@pytest.mark.parametrize(
    "words", [("questions",), ("ask", "documents"), ("export", "trig", "-")], ids=lambda w: w[0]
)
def test_no_reader_at_all_is_no_error_to_tell_of(words, store):
    reading, writing = os.pipe()
    os.close(reading)
    place = () if words == ("questions",) else ("--store", store)
    done = run_process(*words, *place, capture_output=False, stdout=writing, stderr=subprocess.PIPE)
    os.close(writing)
    assert done.stderr == ""
    assert done.returncode == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is full")
@pytest.mark.parametrize(
    "words",
    [("questions",), ("stats",), ("ask", "overview"), ("export", "nquads", "-")],
    ids=lambda words: words[0],
)
def test_a_full_disk_is_told_of(words, store):
    place = () if words == ("questions",) else ("--store", store)
    with Path("/dev/full").open("wb") as full:
        done = run_process(
            *words, *place, capture_output=False, stdout=full, stderr=subprocess.PIPE
        )
    assert done.stderr == "polybius: standard output: No space left on device\n"
    assert done.returncode == 1


def test_a_terminal_that_cannot_show_a_name_shows_its_code(store):
    done = run_process(
        "ask", "-", "--store", store, "--format", "csv",
        input="SELECT ('Deir ez-Zôr' AS ?name) {}",
        env=ENVIRONMENT | {"PYTHONIOENCODING": "ascii"},
    )  # fmt: skip
    assert done.returncode == 0
    assert "Deir ez-Z\\xf4r" in done.stdout


@pytest.mark.model
def test_ctrl_c_ends_a_build_plainly_and_leaves_a_sound_store(polybius, tmp_path):
    folder = tmp_path / "store"
    article = "Russia attacked Ukraine on Monday. Turkey condemned the attack on Tuesday."
    with subprocess.Popen(
        [COMMAND, "build", "-", "--store", folder, "--outlet", "Wire"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env=ENVIRONMENT,
    ) as building:  # fmt: skip
        assert building.stdin is not None
        for number in range(160):  # what fills the pipe's buffers is read, and more waited for
            building.stdin.write(f'{{"id": "{number}", "text": "{article}"}}\n')
        building.stdin.flush()
        _wait_for_documents(polybius, folder)
        building.send_signal(signal.SIGINT)
        out, err = building.communicate(timeout=60)
    assert building.returncode == 130
    assert out == ""
    assert err == "polybius: interrupted; what was stored before stays\n"
    builds = "SELECT ?b { ?b a <https://w3id.org/polybius#Build> ; a ?kind }"
    assert polybius("ask", "-", "--store", folder, stdin=builds).stdout.count("\n") == 3
    assert polybius("check", "--store", folder).exit_code == 0


def _wait_for_documents(polybius, folder):
    for _ in range(300):
        shown = polybius("stats", "--store", folder)
        if shown.exit_code == 0 and " 0 documents" not in shown.stdout:
            return
        time.sleep(0.1)
    pytest.fail("nothing was stored within half a minute")


@pytest.mark.parametrize("words", [("ask", "-"), ("build", "-")], ids=lambda words: words[0])
def test_ctrl_c_while_waiting_for_input_ends_plainly(words, store, tmp_path):
    folder = store if words[0] == "ask" else tmp_path / "store"
    with subprocess.Popen(
        [COMMAND, *words, "--store", folder],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env=ENVIRONMENT,
    ) as waiting:  # fmt: skip
        _wait_until_started(waiting.pid)
        waiting.send_signal(signal.SIGINT)
        out, err = waiting.communicate(timeout=60)
    assert waiting.returncode == 130
    assert (out, err) == ("", "polybius: interrupted; what was stored before stays\n")


def test_an_interruption_that_a_library_turns_into_an_error_is_one_all_the_same():
    @click.group(cls=Commands)
    def group():
        """Hold one command."""

    @group.command()
    def load():
        """Be interrupted while a library is loaded."""
        try:
            signal.raise_signal(signal.SIGINT)
        except KeyboardInterrupt:
            raise ImportError("initialization failed") from None

    before = signal.getsignal(signal.SIGINT)
    result = CliRunner().invoke(group, ["load"])
    assert (result.exit_code, result.stdout) == (130, "")
    assert result.stderr == "polybius: interrupted; what was stored before stays\n"
    assert signal.getsignal(signal.SIGINT) is before


def _wait_until_started(process):
    """Wait until a command has begun: Python itself, still starting, ends less plainly."""
    loaded = Path(f"/proc/{process}/maps")
    for _ in range(300):
        if not loaded.exists() or "pyoxigraph" in loaded.read_text(encoding="utf-8"):
            break
        time.sleep(0.1)
    time.sleep(1)  # into whatever comes next: from any of it, it must end well
