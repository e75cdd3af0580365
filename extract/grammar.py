"""Grammar: who stands where around a word, read off spaCy's dependency parse.

Labels are those of spaCy's English models (ClearNLP). No walk through a tree goes further
than `_NEAR` steps, so a sentence of a thousand words costs no more than its words.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from spacy.tokens import Token

from .lexicon import Governor, governors

__all__ = [
    "clause_of",
    "clauses_of",
    "complements",
    "conjuncts",
    "governor_of",
    "is_passive",
    "modifiers",
    "noun_phrase",
    "objects",
    "prepositional",
    "subjects",
    "together",
]

SUBJECT = frozenset({"nsubj", "csubj"})
PASSIVE_SUBJECT = frozenset({"nsubjpass", "csubjpass"})
OBJECT = frozenset({"dobj", "attr", "oprd", "dative"})
CLAUSAL_COMPLEMENT = frozenset({"xcomp", "ccomp"})
PREPOSITION = frozenset({"prep", "agent", "dative"})
PREPOSITION_OBJECT = frozenset({"pobj", "pcomp"})
NOUN_MODIFIER = frozenset({"compound", "amod", "nmod", "poss"})
VERBS = frozenset({"VERB", "AUX"})
NOUNS = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
RELATIVE = frozenset({"who", "which", "that", "whom"})
_NEAR = 12  # steps from a word to what belongs to it
_CONTINUING = frozenset({"advcl", "conj", "xcomp", "pcomp"})
_PASSIVE_AUXILIARY = "auxpass"


def is_passive(verb: Token) -> bool:
    """Return whether a verb stands in the passive, a bare participle after its noun included."""
    if any(c.dep_ == _PASSIVE_AUXILIARY or c.dep_ in PASSIVE_SUBJECT for c in verb.children):
        return True
    if verb.tag_ != "VBN" or any(c.dep_ in {"aux", "nsubj"} for c in verb.children):
        return False
    if verb.dep_ == "conj":
        first = _first_conjunct(verb)
        return first.dep_ != "conj" and first.tag_ == "VBN" and is_passive(first)
    return verb.dep_ in {"acl", "advcl", "amod", "oprd", "ccomp", "xcomp", "relcl"}


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
    own = [c for c in verb.children if c.dep_ in SUBJECT]
    if own:
        return [_antecedent(token, verb) for token in own]
    if steps == 0:
        return []
    head, dep = verb.head, verb.dep_
    if dep in {"conj", "pcomp", "xcomp", "ccomp", "advcl", "prep"} and head.pos_ in VERBS:
        return _inherited(verb, head, steps)
    if dep == "acomp" and head.pos_ in VERBS:
        return _voice_subjects(head, steps - 1)
    if dep == "acl":
        return [head] if verb.tag_ == "VBG" else _carried_subjects(head, steps)
    if dep == "relcl" and not any(c.dep_ in {"nsubj", "nsubjpass"} for c in verb.children):
        return [head]
    if dep == "pcomp" and head.dep_ == "prep":
        return _inherited(verb, head.head, steps)
    return []


def _carried_subjects(noun: Token, steps: int) -> list[Token]:
    """Who is to do it, in "their plan to attack": the noun's possessor, or its verb's subject."""
    owners = [c for c in noun.children if c.dep_ == "poss"]
    if owners:
        return owners
    verb = clause_of(noun)
    return _voice_subjects(verb, steps - 1) if verb is not None and verb.pos_ in VERBS else []


def _voice_subjects(verb: Token, steps: int) -> list[Token]:
    """The grammatical subject's referent, whatever the voice: it controls what follows."""
    passive = [c for c in verb.children if c.dep_ in PASSIVE_SUBJECT]
    if passive:
        return [_antecedent(token, verb) for token in passive]
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
    rule = _governor(verb)
    return rule is not None and rule.control == "object" and not is_passive(verb)


def _antecedent(token: Token, verb: Token) -> Token:
    """The noun that a relative pronoun stands for, else the token itself."""
    if verb.dep_ == "relcl" and token.lower_ in RELATIVE:
        return verb.head
    return token


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
    if verb.dep_ in {"acl", "relcl", "amod"}:
        return [verb.head]
    if verb.dep_ in {"oprd", "ccomp"}:  # what became of the object: "left five wounded"
        return [c for c in verb.head.children if c.dep_ == "dobj"]
    if verb.dep_ in {"conj", "xcomp", "advcl"} and verb.head.pos_ in VERBS:
        return _voice_subjects(verb.head, _NEAR)
    return []


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
    for child in token.children:
        if child.dep_ in CLAUSAL_COMPLEMENT | {"dobj", "attr", "nsubjpass", "acl"}:
            yield from (child, *conjuncts(child))
        elif child.dep_ == "prep" and child.lower_ in {"for", "with", "to", "of", "from"}:
            for inner in child.children:
                if inner.dep_ in PREPOSITION_OBJECT:
                    yield from (inner, *conjuncts(inner))


def modifiers(noun: Token) -> list[Token]:
    """Return what names the noun's owner or kind: possessors and words before it, nearest last."""
    found = [c for c in noun.children if c.dep_ in NOUN_MODIFIER]
    return sorted(found, key=lambda t: (t.dep_ != "poss", t.i))


def noun_phrase(token: Token) -> Iterator[Token]:
    """Yield a noun and the nouns inside its phrase, nearest first, clauses left out."""
    level = [token]
    for _ in range(4):
        yield from level
        level = [c for t in level for c in _inside(t)]


def _inside(token: Token) -> list[Token]:
    if token.dep_ == "prep" or token.pos_ == "ADP":
        return [c for c in token.children if c.dep_ == "pobj"]
    found = modifiers(token) + [c for c in token.children if c.dep_ in {"appos", "conj"}]
    for preposition in (c for c in token.children if c.dep_ in PREPOSITION):
        found += [c for c in preposition.children if c.dep_ == "pobj"]
    return found


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


def governor_of(token: Token) -> tuple[Token, Governor] | None:
    """Return the word that says how far what the token names is real, and its rule."""
    head = token.head
    if head.i != token.i and head.dep_ in PREPOSITION and token.dep_ in PREPOSITION_OBJECT:
        head = head.head
    if head.i == token.i:
        return None
    rule = _governor(head)
    return None if rule is None else (head, rule)


def _governor(verb: Token) -> Governor | None:
    rules = governors()
    for child in verb.children:
        if child.dep_ in {"prt", "prep"}:
            rule = rules.get(f"{verb.lemma_} {child.lower_}")
            if rule is not None:
                return rule
    return rules.get(verb.lemma_.lower())
