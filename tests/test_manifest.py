"""The manifest decides what is done, at whatever moment a run is killed."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from made_shards import head_of, left_out, outcome_at, write_shards

from polybius.manifest import (
    MANIFEST,
    Manifest,
    ShardError,
    Totals,
    check_shards,
    read_head,
    read_records,
)
from polybius.shards import make_shard

ONE = make_shard([outcome_at(1), left_out(2)], ".zst")
TWO = make_shard([outcome_at(3)], ".zst")
NAMES = {ONE.record.file, TWO.record.file}


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_what_is_written_is_read(tmp_path: Path) -> None:
    with Manifest(tmp_path, head_of(tmp_path)) as manifest:
        assert manifest.get(ONE.record.file) is None
        manifest.add(ONE)
        assert manifest.get(ONE.record.file) == ONE.record
        manifest.add(TWO)
        quads = ONE.record.quads + TWO.record.quads
        assert manifest.finish(NAMES, ["b", "a"]) == Totals(2, 3, 1, quads, ("a", "b"))
    assert read_head(tmp_path) == head_of(tmp_path)
    assert read_head(tmp_path).base == "https://w3id.org/polybius/id/"
    by_name = sorted((ONE.record, TWO.record), key=lambda record: record.file)
    assert list(read_records(tmp_path)) == by_name
    check_shards(tmp_path)
    assert files(tmp_path).keys() == NAMES | {MANIFEST}


def test_the_order_of_shards_does_not_matter(tmp_path: Path) -> None:
    found = []
    for shards in ((ONE, TWO), (TWO, ONE)):
        folder = tmp_path / shards[0].record.file
        with Manifest(folder, head_of(tmp_path)) as manifest:
            for shard in shards:
                manifest.add(shard)
            manifest.finish(NAMES, [])
        found.append(files(folder))
    assert found[0] == found[1]


def test_a_run_killed_at_any_byte_of_the_manifest_goes_on(tmp_path: Path) -> None:
    done = tmp_path / "done"
    write_shards(done, [outcome_at(1), left_out(2)], [outcome_at(3)])
    head = read_head(done)
    data = (done / MANIFEST).read_bytes()
    start = data.index(b"\n") + 1
    cuts = [*range(start, len(data), 97), len(data) - 1]
    assert len(cuts) > 10
    for cut in cuts:
        (done / MANIFEST).write_bytes(data[:cut])
        if cut < len(data) - 1:
            with pytest.raises(ShardError, match="has not ended"):
                list(read_records(done))
        with Manifest(done, head) as manifest:
            for shard in (ONE, TWO):
                if manifest.get(shard.record.file) is None:
                    manifest.add(shard)
            manifest.finish(NAMES, [])
        assert (done / MANIFEST).read_bytes() == data


def test_a_file_that_is_not_listed_or_not_whole_is_no_shard(tmp_path: Path) -> None:
    with Manifest(tmp_path, head_of(tmp_path)) as manifest:
        (tmp_path / ONE.record.file).write_bytes(ONE.data)
        assert manifest.get(ONE.record.file) is None
        manifest.add(TWO)
        (tmp_path / TWO.record.file).write_bytes(TWO.data[:-1])
        assert manifest.get(TWO.record.file) is None
        (tmp_path / TWO.record.file).unlink()
        assert manifest.get(TWO.record.file) is None


def test_shards_of_articles_that_have_changed_are_removed_and_nothing_else(tmp_path: Path) -> None:
    write_shards(tmp_path, [outcome_at(1)], [outcome_at(2)])
    (tmp_path / "notes.txt").write_text("mine")
    write_shards(tmp_path, [outcome_at(1)], [outcome_at(3)])
    names = {make_shard([outcome_at(number)], ".zst").record.file for number in (1, 3)}
    assert files(tmp_path).keys() == names | {MANIFEST, "notes.txt"}


def test_shards_made_from_something_else_are_left_alone(tmp_path: Path) -> None:
    write_shards(tmp_path, [outcome_at(1)])
    before = files(tmp_path)
    head = head_of(tmp_path)
    for other in (
        replace(head, version="9"),
        replace(head, inputs=("b",)),
        replace(head, packing=".gz"),
        replace(head, outlet="Wire"),
    ):
        with pytest.raises(ShardError, match="give another folder"):
            Manifest(tmp_path, other)
    assert files(tmp_path) == before


@pytest.mark.parametrize(
    ("head", "line"),
    [
        ("", None),
        ("{}", None),
        ('["a"]', None),
        ('{"version": "1", "settings": "{}", "inputs": [], "packing": ".zst"}', None),
        (None, '{"file": "00000000000000000000.nq.zst"}'),
        (None, '{"file": "../00000000000000000.nq.zst", "documents": []}'),
        (None, '{"shards": 7}'),
        (None, "[" * 9),
    ],
)
def test_a_manifest_that_is_none_is_told_of(tmp_path: Path, head, line) -> None:
    write_shards(tmp_path, [outcome_at(1)])
    lines = (tmp_path / MANIFEST).read_text(encoding="utf-8").splitlines()
    lines[0] = lines[0] if head is None else head
    lines[1] = lines[1] if line is None else line
    (tmp_path / MANIFEST).write_text("\n".join(lines) + "\n", encoding="utf-8")
    told = r"manifest\.jsonl: .*build the shards again|not ended"
    with pytest.raises(ShardError, match=told):
        list(read_records(tmp_path) if head is None else [read_head(tmp_path)])


def test_no_shards_at_all_are_a_whole_manifest(tmp_path: Path) -> None:
    write_shards(tmp_path)
    assert list(read_records(tmp_path)) == []


def test_the_manifest_knows_no_clock(tmp_path: Path) -> None:
    write_shards(tmp_path, [outcome_at(1)])
    lines = (tmp_path / MANIFEST).read_text(encoding="utf-8").splitlines()
    assert [sorted(json.loads(line)) for line in lines] == [
        ["inputs", "outlet", "packing", "published", "settings", "version"],
        ["documents", "file", "found", "notes", "quads", "sha256", "size"],
        ["documents", "left_out", "quads", "shards", "unreadable"],
    ]
