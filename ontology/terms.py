"""Terms: every name of the ontology as a plain string.

Generated from the Turtle by ``python -m polybius.ontology.generate``; do not edit.
A class or property is a constant of its own local name, holding its IRI. Capitals are tables:

- ``EVENT_TYPES``, ``ACTOR_TYPES``, ``PLACE_TYPES``, ``SECTORS``, ``CONTEXTS``, ``FACTUALITIES``:
  the name used in findings, to its IRI;
- ``MODES``: event type, to mode, to the mode's IRI;
- ``QUAD_CLASSES``: event type, to the local name of its quad class;
- ``CAMEO_ROOTS``: event type, to the roots of the CAMEO codes that go to it;
- ``GRANULARITIES``, ``BASES``, ``TIME_TYPES``, ``QUOTATIONS``, ``MENTION_KINDS``: closed lists of
  plain values, as the shapes allow them;
- ``PREFIXES``: prefix, to namespace.
"""

# ruff: noqa: N816

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

__all__ = [
    "ACTOR_TYPES",
    "BASES",
    "CAMEO_ROOTS",
    "CONTEXTS",
    "EVENT_TYPES",
    "FACTUALITIES",
    "GRANULARITIES",
    "MENTION_KINDS",
    "MODES",
    "PB",
    "PLACE_TYPES",
    "PREFIXES",
    "QUAD_CLASSES",
    "QUOTATIONS",
    "SECTORS",
    "TIME_TYPES",
    "Account",
    "Accuse",
    "Actor",
    "Agree",
    "Aid",
    "ArmedForces",
    "ArmedGroup",
    "Article",
    "Assault",
    "BorderArea",
    "Build",
    "Candidate",
    "Claim",
    "Coalition",
    "Coerce",
    "Comment",
    "Company",
    "Concede",
    "Consult",
    "Cooperate",
    "Country",
    "Document",
    "Entity",
    "Event",
    "Facility",
    "Government",
    "IntergovernmentalOrganization",
    "MaterialConflict",
    "MaterialCooperation",
    "MediaOutlet",
    "Mention",
    "Mobilize",
    "NaturalFeature",
    "Organization",
    "Part",
    "Person",
    "Place",
    "PoliticalParty",
    "Population",
    "Position",
    "Protest",
    "Region",
    "Reject",
    "Request",
    "Retreat",
    "Sanction",
    "Settlement",
    "Span",
    "State",
    "Support",
    "Threaten",
    "Time",
    "VerbalConflict",
    "VerbalCooperation",
    "about",
    "actor",
    "arrestedMax",
    "arrestedMin",
    "assertedBy",
    "audience",
    "basis",
    "begin",
    "candidateEntity",
    "candidateFor",
    "commentOn",
    "confidence",
    "content",
    "contentGraph",
    "context",
    "copyOf",
    "country",
    "cue",
    "digest",
    "directlyIn",
    "end",
    "event",
    "evidence",
    "factuality",
    "granularity",
    "inPart",
    "injuredMax",
    "injuredMin",
    "killedMax",
    "killedMin",
    "locatedIn",
    "mentionKind",
    "mentions",
    "mode",
    "modeOf",
    "model",
    "number",
    "organization",
    "outlet",
    "partOf",
    "participant",
    "person",
    "place",
    "quotation",
    "recipient",
    "score",
    "sector",
    "sentence",
    "settings",
    "signature",
    "speaker",
    "time",
    "timeType",
    "title",
    "trigger",
    "value",
    "version",
    "within",
]

PB: Final = "https://w3id.org/polybius#"

PREFIXES: Final[Mapping[str, str]] = {
    "dcterms": "http://purl.org/dc/terms/",
    "geo": "http://www.opengis.net/ont/geosparql#",
    "nif": "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "pb": "https://w3id.org/polybius#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sem": "http://semanticweb.cs.vu.nl/2009/11/sem/",
    "sioc": "http://rdfs.org/sioc/ns#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "time": "http://www.w3.org/2006/time#",
    "wgs84": "http://www.w3.org/2003/01/geo/wgs84_pos#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

Account: Final = "https://w3id.org/polybius#Account"
Accuse: Final = "https://w3id.org/polybius#Accuse"
Actor: Final = "https://w3id.org/polybius#Actor"
Agree: Final = "https://w3id.org/polybius#Agree"
Aid: Final = "https://w3id.org/polybius#Aid"
ArmedForces: Final = "https://w3id.org/polybius#ArmedForces"
ArmedGroup: Final = "https://w3id.org/polybius#ArmedGroup"
Article: Final = "https://w3id.org/polybius#Article"
Assault: Final = "https://w3id.org/polybius#Assault"
BorderArea: Final = "https://w3id.org/polybius#BorderArea"
Build: Final = "https://w3id.org/polybius#Build"
Candidate: Final = "https://w3id.org/polybius#Candidate"
Claim: Final = "https://w3id.org/polybius#Claim"
Coalition: Final = "https://w3id.org/polybius#Coalition"
Coerce: Final = "https://w3id.org/polybius#Coerce"
Comment: Final = "https://w3id.org/polybius#Comment"
Company: Final = "https://w3id.org/polybius#Company"
Concede: Final = "https://w3id.org/polybius#Concede"
Consult: Final = "https://w3id.org/polybius#Consult"
Cooperate: Final = "https://w3id.org/polybius#Cooperate"
Country: Final = "https://w3id.org/polybius#Country"
Document: Final = "https://w3id.org/polybius#Document"
Entity: Final = "https://w3id.org/polybius#Entity"
Event: Final = "https://w3id.org/polybius#Event"
Facility: Final = "https://w3id.org/polybius#Facility"
Government: Final = "https://w3id.org/polybius#Government"
IntergovernmentalOrganization: Final = "https://w3id.org/polybius#IntergovernmentalOrganization"
MaterialConflict: Final = "https://w3id.org/polybius#MaterialConflict"
MaterialCooperation: Final = "https://w3id.org/polybius#MaterialCooperation"
MediaOutlet: Final = "https://w3id.org/polybius#MediaOutlet"
Mention: Final = "https://w3id.org/polybius#Mention"
Mobilize: Final = "https://w3id.org/polybius#Mobilize"
NaturalFeature: Final = "https://w3id.org/polybius#NaturalFeature"
Organization: Final = "https://w3id.org/polybius#Organization"
Part: Final = "https://w3id.org/polybius#Part"
Person: Final = "https://w3id.org/polybius#Person"
Place: Final = "https://w3id.org/polybius#Place"
PoliticalParty: Final = "https://w3id.org/polybius#PoliticalParty"
Population: Final = "https://w3id.org/polybius#Population"
Position: Final = "https://w3id.org/polybius#Position"
Protest: Final = "https://w3id.org/polybius#Protest"
Region: Final = "https://w3id.org/polybius#Region"
Reject: Final = "https://w3id.org/polybius#Reject"
Request: Final = "https://w3id.org/polybius#Request"
Retreat: Final = "https://w3id.org/polybius#Retreat"
Sanction: Final = "https://w3id.org/polybius#Sanction"
Settlement: Final = "https://w3id.org/polybius#Settlement"
Span: Final = "https://w3id.org/polybius#Span"
State: Final = "https://w3id.org/polybius#State"
Support: Final = "https://w3id.org/polybius#Support"
Threaten: Final = "https://w3id.org/polybius#Threaten"
Time: Final = "https://w3id.org/polybius#Time"
VerbalConflict: Final = "https://w3id.org/polybius#VerbalConflict"
VerbalCooperation: Final = "https://w3id.org/polybius#VerbalCooperation"
about: Final = "https://w3id.org/polybius#about"
actor: Final = "https://w3id.org/polybius#actor"
arrestedMax: Final = "https://w3id.org/polybius#arrestedMax"
arrestedMin: Final = "https://w3id.org/polybius#arrestedMin"
assertedBy: Final = "https://w3id.org/polybius#assertedBy"
audience: Final = "https://w3id.org/polybius#audience"
basis: Final = "https://w3id.org/polybius#basis"
begin: Final = "https://w3id.org/polybius#begin"
candidateEntity: Final = "https://w3id.org/polybius#candidateEntity"
candidateFor: Final = "https://w3id.org/polybius#candidateFor"
commentOn: Final = "https://w3id.org/polybius#commentOn"
confidence: Final = "https://w3id.org/polybius#confidence"
content: Final = "https://w3id.org/polybius#content"
contentGraph: Final = "https://w3id.org/polybius#contentGraph"
context: Final = "https://w3id.org/polybius#context"
copyOf: Final = "https://w3id.org/polybius#copyOf"
country: Final = "https://w3id.org/polybius#country"
cue: Final = "https://w3id.org/polybius#cue"
digest: Final = "https://w3id.org/polybius#digest"
directlyIn: Final = "https://w3id.org/polybius#directlyIn"
end: Final = "https://w3id.org/polybius#end"
event: Final = "https://w3id.org/polybius#event"
evidence: Final = "https://w3id.org/polybius#evidence"
factuality: Final = "https://w3id.org/polybius#factuality"
granularity: Final = "https://w3id.org/polybius#granularity"
inPart: Final = "https://w3id.org/polybius#inPart"
injuredMax: Final = "https://w3id.org/polybius#injuredMax"
injuredMin: Final = "https://w3id.org/polybius#injuredMin"
killedMax: Final = "https://w3id.org/polybius#killedMax"
killedMin: Final = "https://w3id.org/polybius#killedMin"
locatedIn: Final = "https://w3id.org/polybius#locatedIn"
mentionKind: Final = "https://w3id.org/polybius#mentionKind"
mentions: Final = "https://w3id.org/polybius#mentions"
mode: Final = "https://w3id.org/polybius#mode"
modeOf: Final = "https://w3id.org/polybius#modeOf"
model: Final = "https://w3id.org/polybius#model"
number: Final = "https://w3id.org/polybius#number"
organization: Final = "https://w3id.org/polybius#organization"
outlet: Final = "https://w3id.org/polybius#outlet"
partOf: Final = "https://w3id.org/polybius#partOf"
participant: Final = "https://w3id.org/polybius#participant"
person: Final = "https://w3id.org/polybius#person"
place: Final = "https://w3id.org/polybius#place"
quotation: Final = "https://w3id.org/polybius#quotation"
recipient: Final = "https://w3id.org/polybius#recipient"
score: Final = "https://w3id.org/polybius#score"
sector: Final = "https://w3id.org/polybius#sector"
sentence: Final = "https://w3id.org/polybius#sentence"
settings: Final = "https://w3id.org/polybius#settings"
signature: Final = "https://w3id.org/polybius#signature"
speaker: Final = "https://w3id.org/polybius#speaker"
time: Final = "https://w3id.org/polybius#time"
timeType: Final = "https://w3id.org/polybius#timeType"
title: Final = "https://w3id.org/polybius#title"
trigger: Final = "https://w3id.org/polybius#trigger"
value: Final = "https://w3id.org/polybius#value"
version: Final = "https://w3id.org/polybius#version"
within: Final = "https://w3id.org/polybius#within"

ACTOR_TYPES: Final[Mapping[str, str]] = {
    "Actor": "https://w3id.org/polybius#Actor",
    "ArmedForces": "https://w3id.org/polybius#ArmedForces",
    "ArmedGroup": "https://w3id.org/polybius#ArmedGroup",
    "Coalition": "https://w3id.org/polybius#Coalition",
    "Company": "https://w3id.org/polybius#Company",
    "Government": "https://w3id.org/polybius#Government",
    "IntergovernmentalOrganization": "https://w3id.org/polybius#IntergovernmentalOrganization",
    "MediaOutlet": "https://w3id.org/polybius#MediaOutlet",
    "Organization": "https://w3id.org/polybius#Organization",
    "Person": "https://w3id.org/polybius#Person",
    "PoliticalParty": "https://w3id.org/polybius#PoliticalParty",
    "Population": "https://w3id.org/polybius#Population",
    "State": "https://w3id.org/polybius#State",
}

BASES: Final[tuple[str, ...]] = (
    "explicit",
    "relative",
    "document",
    "unresolved",
)

CAMEO_ROOTS: Final[Mapping[str, tuple[str, ...]]] = {
    "ACCUSE": ("09", "11"),
    "AGREE": ("03",),
    "AID": ("07",),
    "ASSAULT": ("17", "18", "19", "20"),
    "COERCE": ("16", "17", "19"),
    "CONCEDE": ("08",),
    "CONSULT": ("04",),
    "COOPERATE": ("06",),
    "MOBILIZE": ("15",),
    "PROTEST": ("14",),
    "REJECT": ("12",),
    "REQUEST": ("10",),
    "RETREAT": ("08",),
    "SANCTION": ("16",),
    "SUPPORT": ("05",),
    "THREATEN": ("13",),
}

CONTEXTS: Final[Mapping[str, str]] = {
    "asylum": "https://w3id.org/polybius#context-asylum",
    "cbrn": "https://w3id.org/polybius#context-cbrn",
    "corruption": "https://w3id.org/polybius#context-corruption",
    "crime": "https://w3id.org/polybius#context-crime",
    "cyber": "https://w3id.org/polybius#context-cyber",
    "diplomatic": "https://w3id.org/polybius#context-diplomatic",
    "disasters": "https://w3id.org/polybius#context-disasters",
    "drugs": "https://w3id.org/polybius#context-drugs",
    "economic": "https://w3id.org/polybius#context-economic",
    "election": "https://w3id.org/polybius#context-election",
    "environment": "https://w3id.org/polybius#context-environment",
    "executive": "https://w3id.org/polybius#context-executive",
    "gender": "https://w3id.org/polybius#context-gender",
    "health": "https://w3id.org/polybius#context-health",
    "human-rights": "https://w3id.org/polybius#context-human-rights",
    "human-security": "https://w3id.org/polybius#context-human-security",
    "inequality": "https://w3id.org/polybius#context-inequality",
    "intelligence": "https://w3id.org/polybius#context-intelligence",
    "legal": "https://w3id.org/polybius#context-legal",
    "legislative": "https://w3id.org/polybius#context-legislative",
    "lgbt": "https://w3id.org/polybius#context-lgbt",
    "migration": "https://w3id.org/polybius#context-migration",
    "military": "https://w3id.org/polybius#context-military",
    "misinformation": "https://w3id.org/polybius#context-misinformation",
    "natural-resource": "https://w3id.org/polybius#context-natural-resource",
    "peacekeeping": "https://w3id.org/polybius#context-peacekeeping",
    "political-institutions": "https://w3id.org/polybius#context-political-institutions",
    "pro-autocracy": "https://w3id.org/polybius#context-pro-autocracy",
    "pro-democracy": "https://w3id.org/polybius#context-pro-democracy",
    "religious-ethnic": "https://w3id.org/polybius#context-religious-ethnic",
    "reparations": "https://w3id.org/polybius#context-reparations",
    "repression": "https://w3id.org/polybius#context-repression",
    "rights-freedoms": "https://w3id.org/polybius#context-rights-freedoms",
    "technology": "https://w3id.org/polybius#context-technology",
    "territory": "https://w3id.org/polybius#context-territory",
    "terrorism": "https://w3id.org/polybius#context-terrorism",
    "trafficking": "https://w3id.org/polybius#context-trafficking",
}

EVENT_TYPES: Final[Mapping[str, str]] = {
    "ACCUSE": "https://w3id.org/polybius#Accuse",
    "AGREE": "https://w3id.org/polybius#Agree",
    "AID": "https://w3id.org/polybius#Aid",
    "ASSAULT": "https://w3id.org/polybius#Assault",
    "COERCE": "https://w3id.org/polybius#Coerce",
    "CONCEDE": "https://w3id.org/polybius#Concede",
    "CONSULT": "https://w3id.org/polybius#Consult",
    "COOPERATE": "https://w3id.org/polybius#Cooperate",
    "MOBILIZE": "https://w3id.org/polybius#Mobilize",
    "PROTEST": "https://w3id.org/polybius#Protest",
    "REJECT": "https://w3id.org/polybius#Reject",
    "REQUEST": "https://w3id.org/polybius#Request",
    "RETREAT": "https://w3id.org/polybius#Retreat",
    "SANCTION": "https://w3id.org/polybius#Sanction",
    "SUPPORT": "https://w3id.org/polybius#Support",
    "THREATEN": "https://w3id.org/polybius#Threaten",
}

FACTUALITIES: Final[Mapping[str, str]] = {
    "future": "https://w3id.org/polybius#factuality-future",
    "historical": "https://w3id.org/polybius#factuality-historical",
    "hypothetical": "https://w3id.org/polybius#factuality-hypothetical",
    "negated": "https://w3id.org/polybius#factuality-negated",
    "occurred": "https://w3id.org/polybius#factuality-occurred",
    "ongoing": "https://w3id.org/polybius#factuality-ongoing",
}

GRANULARITIES: Final[tuple[str, ...]] = (
    "instant",
    "day",
    "week",
    "month",
    "season",
    "year",
    "decade",
    "century",
)

MENTION_KINDS: Final[tuple[str, ...]] = (
    "name",
    "nominal",
    "pronoun",
)

MODES: Final[Mapping[str, Mapping[str, str]]] = {
    "ACCUSE": {
        "allege": "https://w3id.org/polybius#mode-ACCUSE-allege",
        "disapprove": "https://w3id.org/polybius#mode-ACCUSE-disapprove",
        "investigate": "https://w3id.org/polybius#mode-ACCUSE-investigate",
    },
    "AGREE": {},
    "AID": {},
    "ASSAULT": {
        "abduct": "https://w3id.org/polybius#mode-ASSAULT-abduct",
        "aerial": "https://w3id.org/polybius#mode-ASSAULT-aerial",
        "beat": "https://w3id.org/polybius#mode-ASSAULT-beat",
        "crowd-control": "https://w3id.org/polybius#mode-ASSAULT-crowd-control",
        "destroy": "https://w3id.org/polybius#mode-ASSAULT-destroy",
        "drone": "https://w3id.org/polybius#mode-ASSAULT-drone",
        "explosives": "https://w3id.org/polybius#mode-ASSAULT-explosives",
        "firearms": "https://w3id.org/polybius#mode-ASSAULT-firearms",
        "heavy-weapons": "https://w3id.org/polybius#mode-ASSAULT-heavy-weapons",
        "primitive": "https://w3id.org/polybius#mode-ASSAULT-primitive",
        "sexual": "https://w3id.org/polybius#mode-ASSAULT-sexual",
        "suicide-attack": "https://w3id.org/polybius#mode-ASSAULT-suicide-attack",
        "targeted": "https://w3id.org/polybius#mode-ASSAULT-targeted",
        "torture": "https://w3id.org/polybius#mode-ASSAULT-torture",
        "unconventional": "https://w3id.org/polybius#mode-ASSAULT-unconventional",
    },
    "COERCE": {
        "arrest": "https://w3id.org/polybius#mode-COERCE-arrest",
        "censor": "https://w3id.org/polybius#mode-COERCE-censor",
        "curfew": "https://w3id.org/polybius#mode-COERCE-curfew",
        "cyber": "https://w3id.org/polybius#mode-COERCE-cyber",
        "deport": "https://w3id.org/polybius#mode-COERCE-deport",
        "martial-law": "https://w3id.org/polybius#mode-COERCE-martial-law",
        "misinformation": "https://w3id.org/polybius#mode-COERCE-misinformation",
        "restrict": "https://w3id.org/polybius#mode-COERCE-restrict",
        "seize": "https://w3id.org/polybius#mode-COERCE-seize",
        "withhold": "https://w3id.org/polybius#mode-COERCE-withhold",
    },
    "CONCEDE": {},
    "CONSULT": {
        "multilateral": "https://w3id.org/polybius#mode-CONSULT-multilateral",
        "phone": "https://w3id.org/polybius#mode-CONSULT-phone",
        "third-party": "https://w3id.org/polybius#mode-CONSULT-third-party",
        "visit": "https://w3id.org/polybius#mode-CONSULT-visit",
    },
    "COOPERATE": {},
    "MOBILIZE": {
        "militia": "https://w3id.org/polybius#mode-MOBILIZE-militia",
        "police": "https://w3id.org/polybius#mode-MOBILIZE-police",
        "troops": "https://w3id.org/polybius#mode-MOBILIZE-troops",
        "weapons": "https://w3id.org/polybius#mode-MOBILIZE-weapons",
    },
    "PROTEST": {
        "boycott": "https://w3id.org/polybius#mode-PROTEST-boycott",
        "demo": "https://w3id.org/polybius#mode-PROTEST-demo",
        "hunger": "https://w3id.org/polybius#mode-PROTEST-hunger",
        "obstruct": "https://w3id.org/polybius#mode-PROTEST-obstruct",
        "riot": "https://w3id.org/polybius#mode-PROTEST-riot",
        "strike": "https://w3id.org/polybius#mode-PROTEST-strike",
        "vandalize": "https://w3id.org/polybius#mode-PROTEST-vandalize",
    },
    "REJECT": {
        "assist": "https://w3id.org/polybius#mode-REJECT-assist",
        "change": "https://w3id.org/polybius#mode-REJECT-change",
        "meet": "https://w3id.org/polybius#mode-REJECT-meet",
        "yield": "https://w3id.org/polybius#mode-REJECT-yield",
    },
    "REQUEST": {
        "assist": "https://w3id.org/polybius#mode-REQUEST-assist",
        "change": "https://w3id.org/polybius#mode-REQUEST-change",
        "meet": "https://w3id.org/polybius#mode-REQUEST-meet",
        "yield": "https://w3id.org/polybius#mode-REQUEST-yield",
    },
    "RETREAT": {
        "access": "https://w3id.org/polybius#mode-RETREAT-access",
        "ceasefire": "https://w3id.org/polybius#mode-RETREAT-ceasefire",
        "disarm": "https://w3id.org/polybius#mode-RETREAT-disarm",
        "release": "https://w3id.org/polybius#mode-RETREAT-release",
        "resign": "https://w3id.org/polybius#mode-RETREAT-resign",
        "return": "https://w3id.org/polybius#mode-RETREAT-return",
        "withdraw": "https://w3id.org/polybius#mode-RETREAT-withdraw",
    },
    "SANCTION": {
        "convict": "https://w3id.org/polybius#mode-SANCTION-convict",
        "discontinue": "https://w3id.org/polybius#mode-SANCTION-discontinue",
        "expel": "https://w3id.org/polybius#mode-SANCTION-expel",
        "withdraw": "https://w3id.org/polybius#mode-SANCTION-withdraw",
    },
    "SUPPORT": {},
    "THREATEN": {
        "arrest": "https://w3id.org/polybius#mode-THREATEN-arrest",
        "expel": "https://w3id.org/polybius#mode-THREATEN-expel",
        "relations": "https://w3id.org/polybius#mode-THREATEN-relations",
        "restrict": "https://w3id.org/polybius#mode-THREATEN-restrict",
        "territory": "https://w3id.org/polybius#mode-THREATEN-territory",
        "violence": "https://w3id.org/polybius#mode-THREATEN-violence",
    },
}

PLACE_TYPES: Final[Mapping[str, str]] = {
    "BorderArea": "https://w3id.org/polybius#BorderArea",
    "Country": "https://w3id.org/polybius#Country",
    "Facility": "https://w3id.org/polybius#Facility",
    "NaturalFeature": "https://w3id.org/polybius#NaturalFeature",
    "Place": "https://w3id.org/polybius#Place",
    "Region": "https://w3id.org/polybius#Region",
    "Settlement": "https://w3id.org/polybius#Settlement",
}

QUAD_CLASSES: Final[Mapping[str, str]] = {
    "ACCUSE": "VerbalConflict",
    "AGREE": "VerbalCooperation",
    "AID": "MaterialCooperation",
    "ASSAULT": "MaterialConflict",
    "COERCE": "MaterialConflict",
    "CONCEDE": "VerbalCooperation",
    "CONSULT": "VerbalCooperation",
    "COOPERATE": "MaterialCooperation",
    "MOBILIZE": "MaterialConflict",
    "PROTEST": "MaterialConflict",
    "REJECT": "VerbalConflict",
    "REQUEST": "VerbalConflict",
    "RETREAT": "MaterialCooperation",
    "SANCTION": "MaterialConflict",
    "SUPPORT": "VerbalCooperation",
    "THREATEN": "VerbalConflict",
}

QUOTATIONS: Final[tuple[str, ...]] = (
    "direct",
    "indirect",
    "mixed",
)

SECTORS: Final[Mapping[str, str]] = {
    "AGR": "https://w3id.org/polybius#sector-AGR",
    "BUS": "https://w3id.org/polybius#sector-BUS",
    "COP": "https://w3id.org/polybius#sector-COP",
    "CRM": "https://w3id.org/polybius#sector-CRM",
    "CVL": "https://w3id.org/polybius#sector-CVL",
    "EDU": "https://w3id.org/polybius#sector-EDU",
    "ELI": "https://w3id.org/polybius#sector-ELI",
    "GOV": "https://w3id.org/polybius#sector-GOV",
    "IGO": "https://w3id.org/polybius#sector-IGO",
    "JRN": "https://w3id.org/polybius#sector-JRN",
    "JUD": "https://w3id.org/polybius#sector-JUD",
    "LAB": "https://w3id.org/polybius#sector-LAB",
    "LEG": "https://w3id.org/polybius#sector-LEG",
    "MED": "https://w3id.org/polybius#sector-MED",
    "MIL": "https://w3id.org/polybius#sector-MIL",
    "MNC": "https://w3id.org/polybius#sector-MNC",
    "NGO": "https://w3id.org/polybius#sector-NGO",
    "OPP": "https://w3id.org/polybius#sector-OPP",
    "PRE": "https://w3id.org/polybius#sector-PRE",
    "PRM": "https://w3id.org/polybius#sector-PRM",
    "PTY": "https://w3id.org/polybius#sector-PTY",
    "REB": "https://w3id.org/polybius#sector-REB",
    "REF": "https://w3id.org/polybius#sector-REF",
    "REL": "https://w3id.org/polybius#sector-REL",
    "SOC": "https://w3id.org/polybius#sector-SOC",
    "SPY": "https://w3id.org/polybius#sector-SPY",
    "UAF": "https://w3id.org/polybius#sector-UAF",
    "UNK": "https://w3id.org/polybius#sector-UNK",
}

TIME_TYPES: Final[tuple[str, ...]] = (
    "DATE",
    "TIME",
    "DURATION",
    "SET",
)
