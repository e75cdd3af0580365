"""The pipeline: steps in order, and findings that keep the contract on any text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass, replace

import pytest
from hand_parsed import linked, passage, unread
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from polybius.extract.analysis import Analysis
from polybius.extract.article import Article, Comment
from polybius.extract.findings import Findings, Span, from_json, to_json
from polybius.extract.identity import BASE
from polybius.extract.pipeline import (
    STEPS,
    Extractor,
    Settings,
    Step,
    StepOrderError,
    check_order,
    findings_of,
)
from polybius.ontology import terms

# --- steps -----------------------------------------------------------------------------------


def keep(analysis: Analysis) -> Analysis:
    return analysis


def test_the_steps_are_in_an_order_that_works() -> None:
    check_order(STEPS)
    assert len(STEPS) == 7


def test_each_step_is_needed_where_it_stands() -> None:
    """Every step that others need makes the order wrong when it is left out."""
    needed = [step for step in STEPS if any(set(step.adds) & set(s.needs) for s in STEPS)]
    assert len(needed) >= 4
    for step in needed:
        with pytest.raises(StepOrderError, match=r"needs .* from a step before it"):
            check_order([s for s in STEPS if s is not step])


def test_a_step_too_early_is_named_with_what_it_lacks() -> None:
    steps = [Step(keep, needs=("passages", "times", "claims"), adds=("events",))]
    with pytest.raises(StepOrderError, match="keep needs claims, times from a step before it"):
        check_order(steps)


def test_steps_speak_of_fields_that_an_analysis_has() -> None:
    known = {field.name for field in fields(Analysis)}
    for step in STEPS:
        assert {*step.needs, *step.adds} <= known


# --- findings ---------------------------------------------------------------------------------


def test_findings_hold_the_article_s_metadata_as_given() -> None:
    article = Article("", "9", "T", "2020-01-01", "https://w.example/9", "Wire", "A. B.", "en")
    found = findings_of(replace(unread(passage("Chad NNP ROOT 0")), article=article))
    told = (found.id, found.title, found.published, found.url, found.outlet)
    assert told == ("9", "T", "2020-01-01", "https://w.example/9", "Wire")
    assert (found.author, found.lang) == ("A. B.", "en")
    assert [part.text for part in found.parts] == ["Chad"]


def test_a_document_without_id_is_known_by_its_key() -> None:
    found = findings_of(unread())
    assert found.id == "https://wire.example/1"
    assert (found.title, found.published, found.author) == (None, None, None)


def test_findings_hold_what_the_analysis_found() -> None:
    analysis = linked(passage("Chad NNP nsubj 1\nleft VBD ROOT 1", [(0, 1, "GPE", "country-TCD")]))
    (entity,) = findings_of(analysis).entities
    assert entity.name == "Chad"
    assert [mention.span.text for mention in entity.mentions] == ["Chad"]


# --- with the model ---------------------------------------------------------------------------

TEXT = (
    "“We will not leave,” said General Jane Doe, the chief of Chad’s army, on Monday. "
    "She accused rebels of killing at least 12 people near Aleppo in 2016.\n\n"
    "Russia and Turkey met in Ankara. According to the Syrian army, ISIS attacked a base in "
    "western Iraq. “They have been gone for years and nobody has come back.” Moscow denied it."
)
THREAD = (
    Comment("He lies. Putin said that Doe was right.", author="Rex", published="2018-01-05"),
    Comment("US troops bombed Raqqa yesterday! 🙂", replies=(Comment("“No.”"), Comment("  "))),
)
STORY = Article(
    TEXT,
    title="Chad’s Army Chief Accuses Rebels of Killing Civilians",
    published="2017-12-27",
    url="https://wire.example/2",
    comments=THREAD,
)
FRENCH = Article(
    "Les ministres des affaires étrangères des deux pays se sont rencontrés lundi à Paris pour "
    "parler de la frontière, du prix du blé et du retour des familles qui avaient fui au "
    "printemps. La Russie a accusé la Syrie. Rien n’a été signé, et chacun est rentré chez soi.",
    id="fr",
)


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


def extract(extractor: Extractor, article: Article) -> Findings:
    (found,) = extractor.extract([article])
    return found


def spans_in(value: object) -> Iterator[Span]:
    if isinstance(value, Span):
        yield value
    elif is_dataclass(value):
        for field in fields(value):
            yield from spans_in(getattr(value, field.name))
    elif isinstance(value, dict):
        yield from spans_in(tuple(value.values()))
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for item in value:
            yield from spans_in(item)


def assert_spans_match(found: Findings) -> int:
    """Check every span against the text of its part; return how many there were."""
    texts = {part.part: part.text for part in found.parts}
    spans = list(spans_in(found))
    for span in spans:
        assert texts[span.part][span.start : span.end] == span.text != ""
    return len(spans)


def assert_entities_are_defined(found: Findings) -> int:
    """Check that whatever takes part is an entity of the findings; return how many do."""
    known = {entity.iri for entity in found.entities}
    sides = [p for e in found.events for p in (*e.actors, *e.recipients, *e.places)]
    sides += [p for c in found.claims for p in (c.speaker, c.audience, c.place) if p]
    used = [p.entity for p in sides] + [iri for c in found.claims for iri in c.about]
    used += [iri for p in found.positions for iri in (p.person, p.organization) if iri]
    assert set(used) <= known
    return len(used)


def assert_iris_are_joined(found: Findings) -> None:
    claims, events = {c.iri for c in found.claims}, {e.iri for e in found.events}
    assert {e.claim for e in found.events} | {c.within for c in found.claims} <= {*claims, None}
    assert {p.claim for p in found.positions} <= {*claims, None}
    assert {c.event for c in found.claims} <= {*events, None}
    things = [x.iri for x in (*found.events, *found.claims, *found.positions, *found.entities)]
    assert len(things) == len(set(things))


def assert_terms_are_the_ontology_s(found: Findings) -> None:
    for entity in found.entities:
        assert entity.types
        assert set(entity.types) <= {*terms.ACTOR_TYPES, *terms.PLACE_TYPES}
        assert entity.sector is None or entity.sector in terms.SECTORS
        assert {mention.kind for mention in entity.mentions} <= set(terms.MENTION_KINDS)
        assert 0 <= entity.confidence <= 1
    for event in found.events:
        assert event.type in terms.EVENT_TYPES
        assert event.mode is None or event.mode in terms.MODES[event.type]
        assert event.factuality in terms.FACTUALITIES
        assert set(event.contexts) <= set(terms.CONTEXTS)
        assert set(event.quantities) <= {"killed", "injured", "arrested"}
    assert {claim.quotation for claim in found.claims} <= set(terms.QUOTATIONS)
    for time in found.times:
        assert time.type in terms.TIME_TYPES
        assert time.basis in terms.BASES
        assert time.granularity is None or time.granularity in terms.GRANULARITIES


def assert_contract_holds(found: Findings) -> None:
    assert_spans_match(found)
    assert_entities_are_defined(found)
    assert_iris_are_joined(found)
    assert_terms_are_the_ontology_s(found)
    assert from_json(to_json(found)) == found


@pytest.mark.model
def test_a_story_gives_findings_of_every_kind_that_keep_the_contract(extractor: Extractor) -> None:
    found = extract(extractor, STORY)
    kinds = (found.entities, found.events, found.claims, found.times, found.positions)
    assert all(kinds)
    assert [part.text for part in found.parts[:2]] == [STORY.title, TEXT]
    assert [part.reply_to for part in found.parts[2:]] == [None, None, "comment/2", "comment/2"]
    assert assert_spans_match(found) > 50
    assert assert_entities_are_defined(found) > 10
    assert_contract_holds(found)


@pytest.mark.model
def test_the_same_article_gives_the_same_findings_in_any_company(extractor: Extractor) -> None:
    others = [Article(f"Chad left Mali {n} times.", id=str(n)) for n in range(40)]
    alone = to_json(extract(extractor, STORY))
    assert to_json(extract(extractor, STORY)) == alone
    together = [to_json(found) for found in extractor.extract([*others, STORY, FRENCH])]
    turned = [to_json(found) for found in extractor.extract([FRENCH, STORY, *reversed(others)])]
    assert together[len(others)] == turned[1] == alone
    assert sorted(together) == sorted(turned)


@pytest.mark.model
def test_what_one_part_says_is_not_put_into_another_s_mouth(extractor: Extractor) -> None:
    found = extract(extractor, STORY)
    parts = {claim.iri: claim.cue.part for claim in found.claims}
    inside = [(e.trigger.part, parts[e.claim]) for e in found.events if e.claim]
    assert len(inside) >= 2
    assert all(one == other for one, other in inside)


@pytest.mark.model
def test_a_document_in_another_language_is_dropped_with_one_reason(extractor: Extractor) -> None:
    found = extract(extractor, FRENCH)
    (dropped,) = found.dropped
    assert "fr" in dropped.reason
    assert dropped.span is None
    assert [part.text for part in found.parts] == [FRENCH.text]
    assert not any((found.entities, found.events, found.claims, found.times, found.positions))


@pytest.mark.model
def test_a_base_of_one_s_own_is_that_of_every_iri(extractor: Extractor) -> None:
    other = Extractor(Settings(base="https://lab.example/id/"))
    line = to_json(extract(other, STORY))
    assert BASE not in line
    assert line.replace("https://lab.example/id/", BASE) == to_json(extract(extractor, STORY))


@pytest.mark.model
def test_a_town_marked_by_the_gazetteer_is_found_on_the_map(extractor: Extractor) -> None:
    found = extract(extractor, Article("Fighters fled At Tanf on Monday."))
    (town,) = (e for e in found.entities if e.name == "Al-Tanf")
    assert (town.types, town.iri) == (("Settlement",), BASE + "entity/region-al-tanf")


MARKED = "“We stay,” said Jane Doe, the foreign minister of Chad, on Monday. "
NASTY = {
    "no-break spaces": MARKED.replace(" ", "\u00a0"),
    "emoji": f"🙂{MARKED}👩‍👩‍👧 🇷🇺 {MARKED}",
    "line ends": f"{MARKED}\r\n\r\n{MARKED}\r\n",
    "empty paragraphs": f"\n\n\n{MARKED}\n\n \n\n\n\n{MARKED}\n\n",
    "right to left": f"\u202e{MARKED}\u202c",
    "control characters": f"\x00{MARKED}\x07",
    "long": MARKED * 150,
}


@pytest.mark.model
@pytest.mark.parametrize("text", NASTY.values(), ids=NASTY.keys())
def test_a_statement_is_found_whatever_stands_around_it(extractor: Extractor, text: str) -> None:
    found = extract(extractor, Article(text, id="1"))
    assert found.parts[0].text == text
    assert_contract_holds(found)
    assert any(claim.speaker and claim.quotation == "direct" for claim in found.claims)
    assert "country-TCD" in "".join(entity.iri for entity in found.entities)


@pytest.mark.model
@pytest.mark.parametrize(
    "text", ["", "   \n \t ", "Chad", "”", "\n\n\n", ":", "?!.", "“go“" * 9 + "”" * 9]
)
def test_hardly_any_text(extractor: Extractor, text: str) -> None:
    found = extract(extractor, Article(text, title=text, comments=(Comment(text),)))
    assert_contract_holds(found)
    assert [entity.name for entity in found.entities] == (["Chad"] if text == "Chad" else [])


@pytest.mark.model
def test_ten_thousand_nested_quotations(extractor: Extractor) -> None:
    found = extract(extractor, Article("“" * 5_000 + "We go" + "”" * 5_000, id="1"))
    assert found.claims == ()
    assert_contract_holds(found)


WORDS = (
    "Chad Russia ISIS NATO Putin Jane Doe Aleppo western Iraq the general staff chief army rebels "
    "he she it they who said that accused denied attacked killed will not if on Monday in 2016 12 "
    "at least dozens of people according to"
)
MARKS = ["“", "”", '"', "'", "’s", *",.:;()-—?!", "\n", "\n\n", "\r\n", "\u00a0", "🙂"]
PIECES = [*re.findall(r"\w+", WORDS), *MARKS]


@pytest.mark.model
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join) | st.text(max_size=80))
def test_no_text_breaks_the_contract(extractor: Extractor, text: str) -> None:
    assert_contract_holds(extract(extractor, Article(text, title=text[:40], id="1")))
