"""Training: annotated attributions become examples, and examples weights."""

from __future__ import annotations

from hand_parsed import passage

from polybius.extract.claims.cue_features import rate
from polybius.extract.claims.quoted import Quoted
from polybius.extract.claims.words import Words
from polybius.extract.training import fit
from polybius.extract.training.examples import annotated, cue_examples, role_examples

TOLD = passage("""
Doe   NNP nsubj 1
added VBD ROOT  1
that  IN  mark  4
Mali  NNP nsubj 4
fell  VBD ccomp 1
.     .   punct 1
""")
GOLD = [{"source": [[0, 3]], "cue": [[4, 9]], "content": [[10, 24]]}]


def test_an_attribution_answers_each_choice() -> None:
    words = Words(TOLD.doc, Quoted(TOLD))
    (found,) = annotated(TOLD.doc, GOLD)
    assert (found.head, found.cue, found.source, found.content) == (1, (1, 2), (0, 1), ((2, 5),))
    answers = {e.choice: e for e in role_examples(words, TOLD.doc, found)}
    assert set(answers) == {
        *("cue_start", "cue_end", "source", "phrase"),
        *("near_before", "near_after", "far_after"),
    }
    assert answers["near_before"].right == 0
    assert all(0 <= e.right < len(e.candidates) for e in answers.values())


def test_words_inside_a_content_are_no_examples_of_no_cue() -> None:
    words = Words(TOLD.doc, Quoted(TOLD))
    found = annotated(TOLD.doc, GOLD)
    rate(words, {"add|VERB": 0.0, "fell|VERB": 0.0})
    assert [e.right for e in cue_examples(words, found)] == [1]
    assert [e.right for e in cue_examples(words, [])] == [0, 0]


def test_what_is_right_in_enough_documents_gets_weight() -> None:
    example = fit.Example("source", [["usual", "left"], ["right", "usual"]], 1)
    weights = fit.fit([(n, example) for n in range(fit.FEWEST)], 1.0)
    assert weights["right"] > 0 > weights["left"]
    assert "usual" not in weights
    assert fit.fit([(1, example)] * 50, 1.0) == {}


def test_the_odds_of_a_word_come_from_enough_documents() -> None:
    seen = [(n, "say|VERB", True) for n in range(5)] + [(n, "be|AUX", False) for n in range(5)]
    odds = fit.log_odds([*seen, (1, "rare|VERB", True)])
    assert odds["say|VERB"] > 0 > odds["be|AUX"]
    assert "rare|VERB" not in odds
