"""A shard follows from its documents, and holds each of their quads once, in order."""

from __future__ import annotations

import gzip
import hashlib
import io
import random

import pytest
from made_shards import left_out, outcome_at

from polybius.shards import BROKEN, PACKINGS, join_shards, make_shard, shard_name, unpacked

OUTCOMES = [outcome_at(1), left_out(2), outcome_at(3)]


def lines(data: bytes, packing: str) -> list[bytes]:
    with unpacked(io.BytesIO(data), packing) as file:
        return file.read().splitlines()


@pytest.mark.parametrize("packing", PACKINGS)
def test_a_shard_holds_each_quad_once_sorted_and_told(packing: str) -> None:
    shard = make_shard(OUTCOMES, packing)
    held = lines(shard.data, packing)
    wanted = {line for outcome in OUTCOMES for line in outcome.quads.splitlines()}
    assert held == sorted(wanted)
    assert len(held) > 100
    record = shard.record
    assert (record.quads, record.size) == (len(held), len(shard.data))
    assert record.sha256 == hashlib.sha256(shard.data).hexdigest()
    assert record.file.endswith(f".nq{packing}")
    assert [it.left_out for it in record.documents] == ["", "not in en", ""]
    assert (record.found, record.notes) == ({"events": 2}, ("a gap",))


@pytest.mark.parametrize("packing", PACKINGS)
def test_bytes_do_not_depend_on_the_order_of_quads_or_on_who_joined_them(packing: str) -> None:
    whole = make_shard(OUTCOMES, packing)
    dice = random.Random(1)  # noqa: S311
    shuffled = []
    for outcome in OUTCOMES:
        quads = outcome.quads.splitlines(keepends=True)
        dice.shuffle(quads)
        kwargs = {name: getattr(outcome, name) for name in outcome.__slots__}
        shuffled.append(type(outcome)(**kwargs | {"quads": b"".join(quads)}))
    assert make_shard(shuffled, packing) == whole
    parts = [make_shard([outcome], packing) for outcome in OUTCOMES]
    assert join_shards(parts, packing) == whole


def test_a_name_follows_from_what_documents_were_made_from() -> None:
    assert shard_name(["a", "b"], ".gz") == shard_name(["a", "b"], ".gz")
    names = {shard_name(it, ".gz") for it in (["a"], ["b"], ["a", "b"], ["ab"], ["b", "a"])}
    assert len(names) == 5


def test_gzip_knows_no_clock() -> None:
    data = make_shard(OUTCOMES, ".gz").data
    assert data[4:8] == b"\0\0\0\0"
    assert gzip.decompress(data)


@pytest.mark.parametrize("packing", PACKINGS)
def test_what_is_damaged_is_told_by_an_error_that_is_known(packing: str) -> None:
    data = make_shard(OUTCOMES, packing).data
    for broken in (data[:-9], b"none" * 9):
        with pytest.raises(BROKEN):
            lines(broken, packing)
