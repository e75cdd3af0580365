"""Events: who did what to whom, where and when, from a lexicon over the parse.

Types, modes and contexts are PLOVER's (Open Event Data Alliance). What tells of an
event is in ``data/``; what stands where around a word is in `grammar`; this file puts
both together, one event a trigger.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from spacy.tokens import Token

from ..analysis import Analysis, Passage
from ..findings import Dropped, Event, Factuality, Span, Time
from ..identity import mint
from .circumstances import find_places, find_time, is_placed, strikes_place
from .factuality import judge
from .grammar import NOUNS, VERBS, objects, subjects
from .hazards import is_by_hazard
from .lexicon import Entry, Lexicon, complement_modes, lexicon
from .mood import signs_at
from .participants import REFLEXIVE, Roles, find_participants, find_roles
from .quantities import find_quantities
from .stances import Stance, read_stance
from .triggers import Match, absorbed, carrier_of, find_matches

__all__ = ["find_events", "read_triggers"]

# Shares of confidence left where a side is missing, or was found off its slot.
_ONE_SIDE, _NO_SIDE, _GUESSED = 0.85, 0.6, 0.8
# What an event lacks that is left out, by what its entry needs.
_NEEDED = {
    "both": "an actor and a recipient",
    "target": "an actor, and a recipient or a place that is struck",
    "actor": "an actor",
    "recipient": "a recipient",
    "one": "an actor or a recipient",
    "": "anybody, a place or a number",
}


def find_events(analysis: Analysis) -> tuple[Event, ...]:
    """Return the events of every part, in reading order, as `read_triggers` finds them."""
    return tuple(it for it in read_triggers(analysis) if isinstance(it, Event))


def read_triggers(analysis: Analysis) -> tuple[Event | Dropped, ...]:
    """Return what each trigger tells of, in reading order: an event, or why it is left out.

    Wants references, entities, times and claims in the analysis. An event's claim is the
    innermost whose content holds the trigger. A claim's cue lies outside its own content:
    an accusation is its author's, and its ``trigger`` overlaps the claim's ``cue``.
    """
    entries = lexicon()
    return tuple(
        found for passage in analysis.passages for found in _events_of(analysis, passage, entries)
    )


def _events_of(analysis: Analysis, passage: Passage, entries: Lexicon) -> Iterator[Event | Dropped]:
    matches = {m.token.i: m for m in find_matches(passage.doc, entries)}
    about = absorbed(matches)
    told_elsewhere = {m.token.i for inner in about.values() for m in inner}
    part = passage.part.part
    times = sorted((t for t in analysis.times if t.span.part == part), key=lambda t: t.span)
    for i, match in matches.items():
        if i not in told_elsewhere:
            yield from _event(analysis, passage, times, match, about.get(i, ()))


def _takes_part_itself(
    analysis: Analysis, passage: Passage, token: Token, entities: frozenset[str]
) -> bool:
    """Whether a noun is whom the text speaks of: "the coalition" acts, and tells of no pact,
    nor does the "Forum" of "the Lake Energy Forum" of a meeting."""
    reference = analysis.reference(passage, token) if token.pos_ in NOUNS else None
    if reference is None:
        return False
    if reference.kind == "name" and reference.end - reference.start > 1 and token.text.istitle():
        return True
    types = analysis.entities[reference.entity].types
    return reference.entity in entities and "Coalition" in types


def _event(
    analysis: Analysis,
    passage: Passage,
    times: list[Time],
    match: Match,
    about: tuple[Match, ...],
) -> Iterator[Event | Dropped]:
    """Yield the event that a match tells of, or that it lacks whom its entry needs."""
    token, entry = match.token, match.entry
    if entry.type == "ASSAULT" and is_by_hazard(token):
        yield Dropped("ASSAULT by nature or accident", _trigger(passage, token))
        return
    if entry.type == "AID" and any(t.lower_ in REFLEXIVE for t in objects(token)):
        return  # who arms himself helps nobody
    carrier = carrier_of(token)
    stance = _stance(match, carrier)
    roles = find_roles(analysis, passage, match, carrier, about)
    if _takes_part_itself(analysis, passage, token, roles.entities):
        return
    if stance is not None and stance.is_demand:
        roles = _demanded(analysis, passage, stance, roles)
    if not roles.actors:
        roles = _spoken(analysis, passage, token, roles)
    is_assault = entry.type == "ASSAULT"
    has_needed = partial(
        _has_needed,
        entry,
        roles,
        is_aimed=entry.needs == "target" and strikes_place(analysis, passage, token),
        is_struck=is_assault and is_placed(analysis, passage, token),
    )
    if not has_needed(is_located=True):
        yield _left_out(passage, match)
        return  # the rest is dear
    quantities = find_quantities(passage, token, carrier)
    places = find_places(analysis, passage, match, roles)
    if not has_needed(is_located=bool(quantities or places)):
        yield _left_out(passage, match)
        return
    event_type, mode = _kind(entry, about) if stance is None else _kind_of_stance(stance, entry)
    trigger = _trigger(passage, token)
    time = find_time(passage, times, token)
    yield Event(
        iri=mint(analysis.iri, "event", trigger, event_type),
        type=event_type,
        mode=mode,
        trigger=trigger,
        sentence=passage.sentences(token, token),
        actors=roles.actors,
        recipients=roles.recipients,
        places=places,
        time=time,
        factuality=_factuality(passage, token, event_type, time, stance),
        contexts=entry.contexts,
        quantities=quantities,
        claim=analysis.claim_around(trigger),
        confidence=_confidence(entry, roles),
    )


def _stance(match: Match, carrier: Token | None) -> Stance | None:
    """The stance taken on an act, unless the act is what it is not about ("but not on talks")."""
    token = match.token
    if carrier is not None and "negated" in signs_at(token):
        return None
    return read_stance(token if carrier is None else carrier, match.entry.type)


def _left_out(passage: Passage, match: Match) -> Dropped:
    """What is told of a trigger that lacks whom its entry needs."""
    entry = match.entry
    return Dropped(f"{entry.type} without {_NEEDED[entry.needs]}", _trigger(passage, match.token))


def _factuality(
    passage: Passage, token: Token, event_type: str, time: Time | None, stance: Stance | None
) -> Factuality:
    """How the event is presented; a stance is as real as the words that take it."""
    if stance is not None:
        if stance.speech is None:
            return "occurred"
        token, time = stance.speech, None
    headline = passage.part.part == "title"
    return judge(token, event_type, time, passage.published, headline=headline)


def _kind(entry: Entry, about: tuple[Match, ...]) -> tuple[str, str | None]:
    """The type and mode, which for words may depend on what they are about."""
    for inner in about:
        found = _by_complement(entry.type, inner.entry)
        if found is not None:
            return found
        if entry.mode is None and inner.entry.type == entry.type:
            return entry.type, inner.entry.mode
    return entry.type, entry.mode


def _kind_of_stance(stance: Stance, entry: Entry) -> tuple[str, str | None]:
    return _by_complement(stance.type, entry) or (stance.type, None)


def _by_complement(event_type: str, about: Entry) -> tuple[str, str | None] | None:
    table = complement_modes()
    for mode in (about.mode or "", ""):
        if (event_type, about.type, mode) in table:
            return table[event_type, about.type, mode]
    return None


def _demanded(analysis: Analysis, passage: Passage, stance: Stance, roles: Roles) -> Roles:
    """Who demands is who speaks; who is to do it is asked."""
    speakers = subjects(stance.speech) if stance.speech is not None else []
    actors = find_participants(analysis, passage, [speakers])
    return Roles(actors, roles.actors, roles.is_guess)


def _spoken(analysis: Analysis, passage: Passage, token: Token, roles: Roles) -> Roles:
    """Whose claim an event's word is the cue of does it: "…, and accused Paris of piracy"."""
    speaker = analysis.speaker_at(passage, token)
    is_other = speaker is not None and speaker.entity not in roles.entities
    return Roles((speaker,), roles.recipients, True) if speaker and is_other else roles


def _trigger(passage: Passage, token: Token) -> Span:
    """The word, with the particle that follows it at once ("called off")."""
    following = token.nbor() if token.i + 1 < len(passage.doc) else None
    is_particle = following is not None and following.dep_ == "prt" and token.pos_ in VERBS
    end = following if following is not None and is_particle else token
    return passage.span(token.idx, end.idx + len(end))


def _has_needed(
    entry: Entry, roles: Roles, *, is_aimed: bool, is_struck: bool, is_located: bool
) -> bool:
    if entry.needs in {"both", "target"}:
        return bool(roles.actors and (roles.recipients or len(roles.actors) > 1 or is_aimed))
    if entry.needs == "actor":
        return bool(roles.actors)
    if entry.needs == "recipient":
        return bool(roles.recipients)
    anybody = bool(roles.actors or roles.recipients)
    is_enough = is_located and (is_struck or entry.needs == "")
    return anybody or entry.needs == "none" or is_enough


def _confidence(entry: Entry, roles: Roles) -> float:
    """The entry's reliability, less where a side is missing or was found off its slot."""
    sides = bool(roles.actors) + bool(roles.recipients or len(roles.actors) > 1)
    factor = (_NO_SIDE, _ONE_SIDE, 1.0)[sides] * (_GUESSED if roles.is_guess else 1.0)
    return round(entry.reliability * factor, 3)
