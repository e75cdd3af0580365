"""Grammar: who stands where around a word, read off spaCy's dependency parse.

Labels are those of spaCy's English models (ClearNLP). No walk through a tree goes further
than `_NEAR` steps, so a sentence of a thousand words costs no more than its words.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from spacy.tokens import Token

from ..analysis import LOCATED
from ..mentions.tolls import MEASURES, is_toll
from .eventive import event_types
from .governance import PREPOSITION, PREPOSITION_OBJECT, rule_of

__all__ = [
    "authors",
    "clause_of",
    "clauses_of",
    "complements",
    "conjuncts",
    "doer_of_infinitive",
    "is_passive",
    "objects",
    "prepositional",
    "subjects",
    "together",
    "told_before",
]

SUBJECT = frozenset({"nsubj", "csubj"})
PASSIVE_SUBJECT = frozenset({"nsubjpass", "csubjpass"})
OBJECT = frozenset({"dobj", "attr", "oprd", "dative"})
CLAUSAL_COMPLEMENT = frozenset({"xcomp", "ccomp"})
PREDICATE = frozenset({"acomp", "attr"})
VERBS = frozenset({"VERB", "AUX"})
NOUNS = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
RELATIVE = frozenset({"who", "which", "that", "whom"})
_OF_THINGS = frozenset({"that", "which"})
_IN_PLACE = frozenset({"in", "at", "near", "on", "outside", "around", "of"})
SPEECH = frozenset(
    [
        *("say", "report", "announce", "add", "tell", "state", "confirm", "claim", "cite"),
        *("quote", "warn", "describe", "note", "accuse", "blame", "call", "refer", "speak"),
    ]
)
# What is worded, and says what a participle after it says.
TEXTS = frozenset(
    [
        *("article", "bill", "call", "comment", "communique", "declaration", "decree", "document"),
        *("editorial", "law", "letter", "message", "motion", "note", "order", "petition", "post"),
        *("proposal", "report", "resolution", "ruling", "speech", "statement", "text", "tweet"),
    ]
)
_PHRASES = 4  # phrases that a relative clause may stand away from what it tells of
_NEAR = 12  # steps from a word to what belongs to it
_CONTINUING = frozenset({"advcl", "conj", "xcomp", "pcomp"})
_PASSIVE_AUXILIARY = "auxpass"
_AUXILIARIES = frozenset({"aux", _PASSIVE_AUXILIARY})
_CLAUSES = frozenset({"ROOT", "acl", "conj", "ccomp", "advcl"})
_HAVING = frozenset({"get", "have", "order", "want"})  # "had the king freed"
_BARE = frozenset({"VB", "VBP"})
_REPORTED = frozenset({"VBD", "VBN"})
_FINITE = frozenset({"VBD", "VBP", "VBZ"})


def is_passive(verb: Token) -> bool:
    """Return whether a verb stands in the passive, a bare participle after its noun included."""
    if any(c.dep_ == _PASSIVE_AUXILIARY or c.dep_ in PASSIVE_SUBJECT for c in verb.children):
        return True
    if verb.lemma_ in MEASURES and _is_suffered(verb):
        return True
    if verb.tag_ == "VBN" and verb.dep_ == "ccomp" and verb.head.lemma_ in _HAVING:
        return not any(c.dep_ == "aux" for c in verb.children)
    if verb.tag_ != "VBN" or any(c.dep_ in {"aux", "nsubj"} for c in verb.children):
        return False
    if verb.dep_ == "conj":
        first = _first_conjunct(verb)
        return first.dep_ != "conj" and first.tag_ == "VBN" and is_passive(first)
    return verb.dep_ in {"acl", "advcl", "amod", "oprd", "ccomp", "xcomp", "relcl"}


def _is_suffered(verb: Token) -> bool:
    """Whether a verb of harm has only a number before it: "26 were killed and 42 injured"."""
    if verb.tag_ not in _REPORTED or any(c.dep_ in OBJECT | {"aux"} for c in verb.children):
        return False
    return any(c.dep_ == "nsubj" and is_toll(c) for c in verb.children)


def _first_conjunct(token: Token) -> Token:
    """The first of what a word is coordinated with, or as far up as is near."""
    for _ in range(_NEAR):
        if token.dep_ == "conj":
            token = token.head
    return token


def conjuncts(token: Token) -> Iterator[Token]:
    """Yield what follows a word in coordination with it, the nearest `_NEAR`."""
    for _ in range(_NEAR):
        following = next((c for c in token.children if c.dep_ == "conj"), None)
        if following is None:
            return
        yield following
        token = following


def together(tokens: list[Token]) -> list[Token]:
    """Return the tokens and what is coordinated with them, in reading order."""
    found = {t.i: t for token in tokens for t in (token, *conjuncts(token)) if t.pos_ in NOUNS}
    for token in tokens:
        found.setdefault(token.i, token)
    return [found[i] for i in sorted(found)]


def subjects(verb: Token) -> list[Token]:
    """Return who does what the verb says: its subject, an inherited one, or the by-agent."""
    if is_passive(verb):
        return together(prepositional(verb, "by"))
    return together(_active_subjects(verb, _NEAR))


def _active_subjects(verb: Token, steps: int) -> list[Token]:
    own = [c for c in verb.children if c.dep_ in SUBJECT] or _named_before(verb)
    if own:
        return [_antecedent(token, verb) for token in own]
    if steps == 0:
        return []
    told = told_before(verb)
    if told is not None:
        return _active_subjects(told, steps - 1)
    head, dep = _continued(verb), verb.dep_
    if dep in {"conj", "pcomp", "xcomp", "ccomp", "advcl", "prep"} and head.pos_ in VERBS:
        return _inherited(verb, head, steps)
    if dep == "acomp" and head.pos_ in VERBS:
        return _voice_subjects(head, steps - 1)
    if dep == "xcomp" and head.dep_ in PREDICATE:
        return _voice_subjects(head.head, steps - 1)
    if dep == "acl":
        return [head] if verb.tag_ == "VBG" else _carried_subjects(head, steps)
    if dep == "relcl" and not any(c.dep_ in {"nsubj", "nsubjpass"} for c in verb.children):
        return [head]
    if dep == "pcomp" and head.dep_ == "prep":
        noun = head.head
        if noun.pos_ in NOUNS and (rule_of(noun, head.lower_) is not None or _is_owned(noun)):
            return _carried_subjects(noun, steps)
        return _inherited(verb, head.head, steps)
    return []


def _named_before(verb: Token) -> list[Token]:
    """Who is to do what an infinitive says, or a question asks: "for Iran to", "will Iran leave?".

    The parser hangs the former on the noun or clause before, the latter on the verb as if
    both were one name.
    """
    asked = [c for c in verb.children if c.dep_ == "compound" and c.pos_ == "PROPN"]
    if asked and verb.tag_ in _BARE and any(c.dep_ == "aux" for c in verb.children):
        return asked
    found = doer_of_infinitive(verb)
    return [] if found is None else [found]


def doer_of_infinitive(verb: Token) -> Token | None:
    """Return who does what an infinitive says, told just before it ("obstacles for Iran to go")."""
    first = next((c for c in verb.children if c.dep_ == "aux" and c.lower_ == "to"), None)
    if first is None or verb.dep_ == "ROOT" or first.i == 0:
        return None
    noun = first.nbor(-1)
    for _ in range(_PHRASES):
        if noun.dep_ == "pobj" and noun.head.lower_ == "for":
            return noun if verb.head.i not in {noun.i, noun.head.i} else None
        if noun.right_edge.i != first.i - 1 and noun.i != first.i - 1:
            return None
        noun = noun.head
    return None


def told_before(verb: Token) -> Token | None:
    """Return the clause that lends the next its subject: "Iran warns Iraq, offers help"."""
    if verb.tag_ not in _FINITE or is_passive(verb) or _is_speech(verb):
        return None
    told = [c for c in verb.children if c.dep_ == "ccomp" and c.i < verb.i and c.tag_ in _FINITE]
    return told[-1] if told else None


def _is_owned(noun: Token) -> bool:
    return any(c.dep_ == "poss" for c in noun.children)


def _continued(verb: Token) -> Token:
    """The word that a clause continues: in "rebels fled, he said, killing two" not "said"."""
    head = verb.head
    if verb.dep_ != "advcl" or verb.tag_ != "VBG" or verb.i < head.i or _is_speech(verb):
        return head
    told = [c for c in head.children if c.dep_ == "ccomp" and c.i < head.i]
    return told[-1] if told and _is_speech(head) else head


def _is_speech(verb: Token) -> bool:
    return verb.lemma_ in SPEECH


def authors(verb: Token) -> list[Token]:
    """Return who worded what a participle says: "passed a resolution criticising the king"."""
    if verb.dep_ != "acl" or verb.tag_ != "VBG" or verb.head.lemma_ not in TEXTS:
        return []
    return _carried_subjects(verb.head, _NEAR)


def _carried_subjects(noun: Token, steps: int) -> list[Token]:
    """Who is to do it: "their plan to attack", "a plan for Iran to attack", "has plans to"."""
    owners = prepositional(noun, "for") or [c for c in noun.children if c.dep_ == "poss"]
    if owners:
        return owners
    verb = clause_of(noun)
    return _voice_subjects(verb, steps - 1) if verb is not None and verb.pos_ in VERBS else []


def _voice_subjects(verb: Token, steps: int) -> list[Token]:
    """The grammatical subject's referent, whatever the voice: it controls what follows."""
    passive = [c for c in verb.children if c.dep_ in PASSIVE_SUBJECT]
    if passive:
        return [_antecedent(token, verb) for token in passive]
    if verb.dep_ == "acl" and is_passive(verb):  # "the men accused of bombing it"
        return [verb.head]
    return _active_subjects(verb, steps)


def _inherited(verb: Token, head: Token, steps: int) -> list[Token]:
    """The subject that a governing verb shares with one that has none of its own."""
    if head.pos_ not in VERBS:
        return []
    if verb.dep_ in {"xcomp", "ccomp"} and is_controlled_by_object(head):
        found = [c for c in head.children if c.dep_ in {"dobj", "dative"}]
        return found or prepositional(head, "on") or prepositional(head, "upon")
    if verb.dep_ == "pcomp" and verb.head.lower_ in {"of", "for"}:
        blamed = [c for c in head.children if c.dep_ == "dobj"]
        if blamed or is_passive(head):
            return blamed or _voice_subjects(head, steps - 1)
    return _voice_subjects(head, steps - 1)


def is_controlled_by_object(verb: Token) -> bool:
    """Return whether the verb's object does what its complement says ("urged him to go")."""
    rule = rule_of(verb)
    return rule is not None and rule.control == "object" and not is_passive(verb)


def _antecedent(token: Token, verb: Token) -> Token:
    """The noun that a relative pronoun stands for, else the token itself."""
    if verb.dep_ == "relcl" and token.lower_ in RELATIVE:
        if token.lower_ == "which" and verb.head.ent_type_ == "PERSON":
            return _thing_above(verb.head, verb)
        return _what_happened(verb.head, verb) if token.lower_ in _OF_THINGS else verb.head
    return token


def _thing_above(person: Token, verb: Token) -> Token:
    """What "which" behind a person is about: the nearest thing that does what the verb says."""
    above = [t for t in islice(person.ancestors, _NEAR) if t.pos_ in NOUNS | VERBS]
    told = (c for t in above for c in (t, *t.children) if c.dep_ in SUBJECT or c is t)
    return next((t for t in told if event_types(t) & event_types(verb) and t.i < verb.i), person)


def _what_happened(noun: Token, verb: Token) -> Token:
    """What a relative clause is about: of "the blast at a hotel in Vigo, which killed two", all.

    That is the noun above that tells of what the verb does, else the first above a place.
    """
    above, is_place = noun, noun.ent_type_ in LOCATED
    for _ in range(_PHRASES):
        if above.dep_ == "pobj" and above.head.lower_ in _IN_PLACE:
            above = above.head.head
        elif above.dep_ in {"appos", "conj", "nmod", "npadvmod"}:
            above = above.head
        else:
            return noun
        if event_types(above) & event_types(verb):
            return above
        if is_place and above.ent_type_ not in LOCATED and above.pos_ in {"NOUN", "VERB"}:
            noun = above
            is_place = False
    return noun


def objects(verb: Token) -> list[Token]:
    """Return whom or what the verb acts on: object, passive subject, or antecedent."""
    if verb.pos_ not in VERBS and verb.pos_ != "ADJ":
        return []
    if is_passive(verb):
        return together(_passive_objects(verb))
    found = [_antecedent(c, verb) for c in verb.children if c.dep_ in OBJECT]
    found = [t for t in found if t.dep_ != "dative" or t.pos_ in NOUNS]
    if not found and verb.dep_ == "relcl" and not _is_subject_relative(verb):
        return [verb.head]
    if not found and verb.dep_ == "conj" and verb.i < verb.head.i:
        return objects(verb.head)
    return together(found or _shared_object(verb))


def _shared_object(verb: Token) -> list[Token]:
    """The object that stands only after the last of several verbs ("bombed and shelled it")."""
    for other in verb.children:
        if (
            other.dep_ == "conj"
            and other.pos_ in VERBS
            and not any(c.dep_ in SUBJECT | {"prep"} for c in other.children)
        ):
            return [c for c in other.children if c.dep_ == "dobj"]
    return []


def _passive_objects(verb: Token) -> list[Token]:
    own = [_antecedent(c, verb) for c in verb.children if c.dep_ in PASSIVE_SUBJECT | {"nsubj"}]
    if own:
        return own
    before = verb.nbor(-1) if verb.i > 0 else verb
    if before.dep_ == "dobj" and before.head.lemma_ == "leave":
        return [before]  # "left two wounded", wherever the parser hangs "wounded"
    auxiliary = next((c for c in verb.children if c.dep_ in _AUXILIARIES), None)
    beside = [] if auxiliary is None or verb.dep_ not in _CLAUSES else _beside(auxiliary)
    if beside:
        return beside
    if verb.dep_ in {"acl", "relcl", "amod"}:
        return _told_apart(verb) or [verb.head]
    if verb.dep_ in {"oprd", "ccomp"}:  # what became of the object: "left five wounded"
        return [c for c in verb.head.children if c.dep_ == "dobj"]
    if verb.dep_ in {"conj", "xcomp", "advcl"} and verb.head.pos_ in VERBS:
        return _voice_subjects(verb.head, _NEAR)
    return []


def _beside(auxiliary: Token) -> list[Token]:
    """The subject of "was", where the parser hangs it on what stands before the clause.

    "As a result of the siege Aden was ruined."
    """
    if auxiliary.tag_ not in _FINITE | {"MD"}:
        return []
    own = [c for c in auxiliary.children if c.dep_ in SUBJECT]
    before = auxiliary.nbor(-1) if auxiliary.i > auxiliary.sent.start else auxiliary
    return own or [t for t in (before,) if t.pos_ in NOUNS and t.head.pos_ not in VERBS]


def _told_apart(verb: Token) -> list[Token]:
    """The subject in "they were gang raped", where the parser takes "gang" for a complement."""
    noun = verb.head
    is_bare = noun.dep_ == "attr" and noun.tag_ == "NN" and noun.i + 1 == verb.i
    if not is_bare or any(c.i < noun.i for c in noun.children):
        return []
    return [c for c in noun.head.children if c.dep_ in SUBJECT]


def _is_subject_relative(verb: Token) -> bool:
    return any(c.dep_ in SUBJECT and c.lower_ in RELATIVE for c in verb.children)


def prepositional(token: Token, preposition: str) -> list[Token]:
    """Return the objects of a preposition that hangs on the token or on its object."""
    found = []
    for child in token.children:
        if child.dep_ in PREPOSITION and child.lower_ == preposition:
            found += [c for c in child.children if c.dep_ in PREPOSITION_OBJECT]
            found += [g for c in child.children if c.dep_ == "prep" for g in c.children]
    return found


def complements(token: Token) -> Iterator[Token]:
    """Yield what a verb is about: its clause, its objects, and those of its prepositions."""
    told = told_before(token)
    for child in token.children:
        if told is not None and child.i == told.i:
            continue  # a headline's clause of its own
        if child.dep_ in CLAUSAL_COMPLEMENT | {"dobj", "attr", "nsubjpass", "acl"}:
            yield from (child, *conjuncts(child))
        elif child.dep_ == "prep" and child.lower_ in {"for", "with", "to", "of", "from"}:
            for inner in child.children:
                if inner.dep_ in PREPOSITION_OBJECT:
                    yield from (inner, *conjuncts(inner))


def clause_of(token: Token) -> Token | None:
    """Return the nearest verb above a token, or None where there is none."""
    for above in islice(token.ancestors, _NEAR):
        if above.pos_ in VERBS:
            return above
    return None


def clauses_of(token: Token) -> Iterator[Token]:
    """Yield the verb a token belongs to and those whose clause it continues, nearest first.

    "killing two" continues "attacked the market in Kabul, killing two".
    """
    verb = token if token.pos_ in VERBS else clause_of(token)
    for _ in range(_NEAR):
        if verb is None:
            return
        yield verb
        if verb.dep_ not in _CONTINUING or any(c.dep_ in SUBJECT for c in verb.children):
            return
        verb = clause_of(verb)
