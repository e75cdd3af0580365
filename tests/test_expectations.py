import json
from dataclasses import replace
from pathlib import Path

import pytest
from expectations import KINDS, Expected, complaint, load, load_known_misses, quoted

from polybius.extract.findings import (
    Claim,
    Entity,
    Event,
    Findings,
    Mention,
    Part,
    Participant,
    Position,
    Quantity,
    Span,
    Time,
)

BODY = "On Monday the Ruritanian army, led by General Flavia Marsh, said it had shelled Strelsau."


def span(words: str, part: str = "body") -> Span:
    start = BODY.index(words)
    return Span(part, start, start + len(words), words)


def entity(iri: str, *names: str, types: tuple[str, ...], geonames: int | None = None) -> Entity:
    mentions = tuple(Mention(span(name), "name") for name in names)
    match = (f"https://sws.geonames.org/{geonames}/",) if geonames else ()
    return Entity(iri, types, names[0], mentions=mentions, exact_match=match, country="RUR")


MONDAY = Time(
    span("On Monday"), "DATE", "2024-05-06", "2024-05-06", "2024-05-06", "day", "relative"
)
ARMY = Participant("army", span("the Ruritanian army"))
STRELSAU = Participant("strelsau", span("Strelsau"))
SHELLING = Event(
    iri="event",
    type="ASSAULT",
    mode="heavy-weapons",
    trigger=span("shelled"),
    sentence=Span("body", 0, len(BODY), BODY),
    actors=(ARMY,),
    recipients=(),
    places=(STRELSAU,),
    time=MONDAY,
    factuality="occurred",
    quantities={"killed": Quantity(12, None, span("shelled"))},
    claim="claim",
)
CLAIM = Claim(
    iri="claim",
    speaker=ARMY,
    cue=span("said"),
    content=(span("it had shelled Strelsau"),),
    quotation="indirect",
    about=("strelsau",),
)
FINDINGS = Findings(
    id="1",
    iri="document",
    published="2024-05-07",
    outlet="Sample Wire",
    url=None,
    title="Army shells",
    author=None,
    lang="en",
    parts=(
        Part("body", BODY),
        Part("comment/1", "No", author="Rupert"),
        Part("comment/2", "Yes", author="Antoinette", reply_to="comment/1"),
    ),
    entities=(
        entity("army", "the Ruritanian army", types=("ArmedForces",)),
        entity("marsh", "General Flavia Marsh", types=("Person",)),
        replace(
            entity("strelsau", "Strelsau", types=("Settlement",), geonames=7), located_in="army"
        ),
    ),
    events=(SHELLING,),
    claims=(CLAIM,),
    times=(MONDAY,),
    positions=(Position("position", "marsh", span("General"), "army", claim=None),),
)

# For each kind a true value and a false one for every field that can be asked about.
CASES = [
    ("document", "title", "Army shells", "Navy shells"),
    ("document", "published", "2024-05-07", "2024-05-06"),
    ("document", "outlet", "Sample Wire", None),
    ("document", "url", None, "https://example.org/"),
    ("document", "author", None, "Rupert"),
    ("document", "lang", "en", "fr"),
    ("document", "id", "1", "2"),
    ("document", "comments", 2, 3),
    ("document", "dropped", 0, 1),
    ("document", "empty", False, True),
    ("comment", "number", 2, 3),
    ("comment", "author", "Rupert", "Sapt"),
    ("comment", "reply_to", 1, 2),
    ("comment", "contains", "yes", "maybe"),
    ("entity", "name", "Ruritanian army", "Ruritanian navy"),
    ("entity", "name", ["the navy", "General Flavia Marsh"], ["the navy", "Rupert"]),
    (
        "entity",
        "name",
        {"name": "Strelsau", "types": ["Settlement"]},
        {"name": "Strelsau", "types": ["Country"]},
    ),
    ("entity", "types", ["Person"], ["Company"]),
    ("entity", "mentions", ["the Ruritanian army"], ["the Ruritanian army", "General"]),
    ("entity", "geonames", 7, 8),
    ("entity", "located_in", "Ruritanian army", "Strelsau"),
    ("entity", "country", "RUR", "USA"),
    ("entity", "sector", None, "MIL"),
    ("event", "type", ["ACCUSE", "ASSAULT"], ["ACCUSE", "AID"]),
    ("event", "mode", "heavy-weapons", None),
    ("event", "trigger", "shelled", "said"),
    ("event", "sentence", "had shelled", "had stormed"),
    ("event", "part", "body", "title"),
    ("event", "actors", ["Ruritanian army"], []),
    ("event", "actors", [["Strelsau", "Ruritanian army"]], ["Strelsau", "Ruritanian army"]),
    ("event", "recipients", [], ["Strelsau"]),
    ("event", "places", ["Strelsau"], ["Ruritanian army"]),
    (
        "event",
        "time",
        {"begin": "2024-05-06", "text": "on monday"},
        {"begin": "2024-05-06", "end": None},
    ),
    ("event", "time", {"granularity": "day"}, None),
    ("event", "factuality", "occurred", "negated"),
    (
        "event",
        "quantities",
        {"killed": {"min": 12, "max": None}, "injured": None},
        {"killed": {"min": 12, "max": 12}},
    ),
    ("event", "claim_by", "Ruritanian army", None),
    ("event", "claim_by", ["Strelsau", "Ruritanian army"], "Strelsau"),
    ("claim", "speaker", "Ruritanian army", None),
    ("claim", "speaker_text", "the Ruritanian army", "it"),
    ("claim", "cue", "said", "told"),
    ("claim", "content", ["it had shelled"], ["it had shelled", "Monday"]),
    ("claim", "content_not", ["Monday"], ["Strelsau"]),
    ("claim", "quotation", "indirect", "direct"),
    ("claim", "within_by", None, "Ruritanian army"),
    ("claim", "event", None, "ASSAULT"),
    ("claim", "about", ["Strelsau"], ["General Flavia Marsh"]),
    ("claim", "audience", None, "Strelsau"),
    ("claim", "place", None, "Strelsau"),
    ("claim", "time", None, {"granularity": "day"}),
    ("claim", "part", "body", "comment/1"),
    ("position", "person", "General Flavia Marsh", "Ruritanian army"),
    ("position", "title", "general", "colonel"),
    ("position", "organization", "Ruritanian army", None),
    ("position", "claim_by", None, "Ruritanian army"),
    ("time", "text", "on Monday", "on Tuesday"),
    ("time", "begin", "2024-05-06", "2024-05-07"),
    ("time", "end", "2024-05-06", None),
    ("time", "granularity", "day", "week"),
    ("time", "basis", "relative", "explicit"),
    ("time", "type", "DATE", "SET"),
    ("time", "part", "body", "title"),
]


def expected(kind: str, fields: dict[str, object], wanted: bool = True) -> Expected:
    return Expected("sample/one", "sample.txt", "Army shells", wanted, kind, fields)


@pytest.mark.parametrize(("kind", "field", "right", "wrong"), CASES)
def test_a_field_tells_right_from_wrong(kind, field, right, wrong):
    assert complaint(FINDINGS, expected(kind, {field: right})) is None
    assert complaint(FINDINGS, expected(kind, {field: wrong}, wanted=False)) is None
    assert "sample/one" in complaint(FINDINGS, expected(kind, {field: wrong}))
    assert "there is one" in complaint(FINDINGS, expected(kind, {field: right}, wanted=False))


def test_every_field_has_a_case():
    asked = {(kind, field) for kind, field, _, _ in CASES}
    assert asked == {(kind, field) for kind, (_, matchers) in KINDS.items() for field in matchers}


def test_all_fields_must_hold_of_one_finding():
    fields = {"name": "Strelsau", "types": ["Person"]}
    assert complaint(FINDINGS, expected("entity", {"name": "Strelsau"})) is None
    assert complaint(FINDINGS, expected("entity", {"types": ["Person"]})) is None
    assert "no such entity" in complaint(FINDINGS, expected("entity", fields))


def test_a_complaint_names_the_closest_finding_and_what_differs():
    fields = {"trigger": "shelled", "type": "AID", "factuality": "occurred"}
    found = complaint(FINDINGS, expected("event", fields))
    assert "'shelled'" in found
    assert "differs in type" in found


def test_a_document_without_findings_satisfies_no_must():
    empty = replace(FINDINGS, entities=(), events=(), claims=(), positions=(), times=())
    assert "none at all" in complaint(empty, expected("event", {"type": "ASSAULT"}))
    assert complaint(empty, expected("document", {"empty": True})) is None


def test_a_nested_claim_is_known_by_its_outer_speaker():
    outer = replace(CLAIM, iri="outer", speaker=STRELSAU)
    nested = replace(FINDINGS, claims=(outer, replace(CLAIM, within="outer", event="event")))
    assert (
        complaint(nested, expected("claim", {"within_by": "Strelsau", "event": "ASSAULT"})) is None
    )
    assert complaint(nested, expected("claim", {"within_by": "Ruritanian army"}))
    assert complaint(nested, expected("claim", {"within_by": "Strelsau", "event": "AID"}))


def test_a_pronoun_is_a_mention_but_no_name():
    it = Mention(span("it"), "pronoun")
    army = replace(FINDINGS.entities[0], mentions=(*FINDINGS.entities[0].mentions, it))
    findings = replace(FINDINGS, entities=(army,))
    assert complaint(findings, expected("entity", {"mentions": ["it"]})) is None
    assert complaint(findings, expected("entity", {"name": "it"}))


def write(folder: Path, *items: dict[str, object]) -> Path:
    path = folder / "sample.json"
    document = {"title": "Army shells", "must": list(items), "must_not": []}
    path.write_text(json.dumps({"sample": "sample.txt", "documents": [document]}))
    return path


def test_load_reads_what_was_written(tmp_path):
    item = {"id": "a", "event": {"type": "AID"}}
    (found,) = load(write(tmp_path, item))
    assert found == Expected(
        "sample/a", "sample.txt", "Army shells", True, "event", {"type": "AID"}
    )


@pytest.mark.parametrize(
    ("item", "message"),
    [
        ({"id": "a", "evnt": {"type": "AID"}}, "evnt"),
        ({"id": "a", "event": {"typ": "AID"}}, "typ"),
        ({"id": "a", "event": {}}, "nothing"),
        ({"id": "a", "event": {"type": "AID"}, "claim": {"cue": "said"}}, "claim"),
        ({"id": "a"}, "expected one of"),
    ],
)
def test_load_refuses_a_slip(tmp_path, item, message):
    with pytest.raises(ValueError, match=message):
        load(write(tmp_path, item))


def test_load_refuses_an_id_used_twice(tmp_path):
    item = {"id": "a", "event": {"type": "AID"}}
    with pytest.raises(ValueError, match="sample/a"):
        load(write(tmp_path, item, item))


def test_quoted_yields_words_of_the_text_and_nothing_else():
    fields = {
        "type": "AID",
        "actors": ["Marsh", {"name": "army", "types": ["ArmedForces"]}],
        "time": {"begin": "2024-05-06", "text": "On Monday"},
        "claim_by": None,
    }
    assert list(quoted(expected("event", fields))) == ["Marsh", "army", "On Monday"]


@pytest.mark.parametrize(
    ("misses", "message"),
    [({"sample/two": "rare verb"}, "sample/two"), ({"sample/one": " "}, "why")],
)
def test_the_ledger_refuses_a_slip(tmp_path, misses, message):
    path = tmp_path / "misses.json"
    path.write_text(json.dumps(misses))
    with pytest.raises(ValueError, match=message):
        load_known_misses(path, [expected("event", {"type": "AID"})])


def test_the_ledger_is_read(tmp_path):
    path = tmp_path / "misses.json"
    path.write_text('{"sample/one": "rare verb"}')
    found = load_known_misses(path, [expected("event", {"type": "AID"})])
    assert found == {"sample/one": "rare verb"}
