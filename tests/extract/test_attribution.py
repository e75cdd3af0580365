"""Attribution: cue, source and content, on passages parsed by hand."""

from __future__ import annotations

from hand_parsed import passage

from polybius.extract.analysis import Passage
from polybius.extract.attribution import Attribution, find_attributions

ADDED = """
Doe   NNP nsubj 1
added VBD ROOT  1
that  IN  mark  4
Mali  NNP nsubj 4
fell  VBD ccomp 1
.     .   punct 1
"""

# The parser hangs the speaker on the place before her, as it often does.
SET_OFF = """
Mali   NNP nsubj    1
fell   VBD ROOT     1
in     IN  prep     1
May    NNP pobj     2
,      ,   punct    3
Jane   NNP compound 6
Doe    NNP appos    3
,      ,   punct    6
the    DT  det      9
chief  NN  appos    6
,      ,   punct    6
said   VBD conj     1
.      .   punct    1
"""

PARENTHESIS = """
Later     RB  advmod    6
,         ,   punct     6
she       PRP nsubj     3
said      VBD parataxis 6
,         ,   punct     6
Mali      NNP nsubj     6
fell      VBD ROOT      6
.         .   punct     6
"""

LOST_OPENING = """
We   PRP nsubj 1
stay VBP ccomp 5
,    ,   punct 5
”    ''  punct 5
he   PRP nsubj 5
said VBD ROOT  5
.    .   punct 5
"""

UNCUED = """
“    ``  punct 2
We   PRP nsubj 2
stay VBP ROOT  2
here JJ  acomp 2
all  DT  dep   2
night NN dobj  2
.    .   punct 2
”    ''  punct 2
"""

ACCORDING = """
Mali      NNP nsubj 1
fell      VBD ROOT  1
,         ,   punct 1
according VBG prep  1
to        IN  prep  3
Doe       NNP pobj  4
.         .   punct 1
"""

HEADLINE = """
Doe  NNP ROOT  0
:    :   punct 0
Mali NNP nsubj 3
fell VBD dep   0
"""


def words(found: Passage, span: tuple[int, int] | None) -> str | None:
    return found.span_of(found.doc[slice(*span)]).text if span else None


def told(
    found: Passage, attribution: Attribution
) -> tuple[str | None, str | None, list[str | None]]:
    content = [words(found, piece) for piece in attribution.content]
    return words(found, attribution.source), words(found, attribution.cue), content


def only(found: Passage) -> tuple[str | None, str | None, list[str | None]]:
    (attribution,) = find_attributions(found)[0]
    return told(found, attribution)


def test_a_clause_after_the_verb() -> None:
    assert only(passage(ADDED)) == ("Doe", "added", ["that Mali fell"])


def test_a_speaker_that_the_parse_has_lost() -> None:
    found = passage(SET_OFF, [(0, 1, "GPE", ""), (5, 7, "PERSON", "")])
    assert only(found) == ("Jane Doe, the chief", "said", ["Mali fell in May"])


def test_what_goes_on_after_a_parenthesis_is_said_and_no_fact() -> None:
    assert only(passage(PARENTHESIS)) == ("she", "said", ["Mali fell"])


def test_a_quotation_without_its_opening_mark() -> None:
    assert only(passage(LOST_OPENING)) == ("he", "said", ["We stay,”"])


def test_a_statement_nobody_is_named_for_is_a_claim_of_nobody() -> None:
    found = passage(UNCUED)
    assert only(found) == (None, "“", ["“We stay here all night.”"])


def test_a_few_quoted_words_are_left_out() -> None:
    found = passage("“ `` punct 1\ncalm NN ROOT 1\n” '' punct 1")
    attributions, left_out = find_attributions(found)
    assert attributions == []
    assert [found.span_of(tokens).text for tokens in left_out] == ["“calm”"]


def test_according_to() -> None:
    assert only(passage(ACCORDING)) == ("Doe", "according to", ["Mali fell"])


def test_a_headline_with_a_colon() -> None:
    names = [(0, 1, "PERSON", ""), (2, 3, "GPE", "")]
    assert only(passage(HEADLINE, names, "title")) == ("Doe", ":", ["Mali fell"])
    assert find_attributions(passage(HEADLINE, names, "body"))[0] == []


def test_the_text_s_own_voice_claims_nothing() -> None:
    assert find_attributions(passage(ADDED.replace("Doe   NNP", "I     PRP")))[0] == []
