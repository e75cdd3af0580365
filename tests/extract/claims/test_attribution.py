"""Attribution: cue, source and content, on passages parsed by hand."""

from __future__ import annotations

import pytest
from hand_parsed import passage

from polybius.extract.analysis import Passage
from polybius.extract.claims import attribution
from polybius.extract.claims.attribution import Attribution, find_attributions
from polybius.extract.claims.content_features import far_ends, site_of
from polybius.extract.claims.roles import Roles, read_roles
from polybius.extract.claims.words import Words

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
    source, cue, content = only(found)
    assert (source or "").startswith("Jane Doe")
    assert (cue, content) == ("said", ["Mali fell in May"])


def test_what_goes_on_after_a_parenthesis_is_said_and_no_fact() -> None:
    assert only(passage(PARENTHESIS)) == ("she", "said", ["Later", "Mali fell"])


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


SHARED = """
Doe     NNP nsubj 1
said    VBD ROOT  1
that    IN  mark  4
Mali    NNP nsubj 4
fell    VBD ccomp 1
and     CC  cc    4
accused VBD conj  4
Chad    NNP dobj  6
of      IN  prep  6
lying   VBG pcomp 8
.       .   punct 1
"""


def test_a_second_verb_of_the_speaker_s_is_not_what_is_said() -> None:
    found = passage(SHARED)
    said, accused = (told(found, a) for a in find_attributions(found)[0])
    assert said == ("Doe", "said", ["that Mali fell"])
    assert accused[:2] == ("Doe", "accused")


AS_SAYING = """
Radio   NN  nsubj 1
quoted  VBD ROOT  1
the     DT  det   3
army    NN  dobj  1
as      IN  prep  1
saying  VBG pcomp 4
that    IN  mark  8
Mali    NNP nsubj 8
fell    VBD ccomp 5
.       .   punct 1
"""


def test_who_is_quoted_as_saying_it_says_it() -> None:
    found = passage(AS_SAYING)
    last = find_attributions(found)[0][-1]
    assert told(found, last) == ("the army", "saying", ["that Mali fell"])


DEED = """
Rebels   NNS nsubj 1
attacked VBD ROOT  1
the      DT  det   3
market   NN  dobj  1
.        .   punct 1
"""


def test_a_deed_is_no_claim() -> None:
    assert find_attributions(passage(DEED))[0] == []


MIXED_UP = """
He     PRP nsubj 1
said   VBD ROOT  1
,      ,   punct 1
“      ``  punct 5
I      PRP nsubj 5
think  VBP ccomp 1
Mali   NNP nsubj 7
fell   VBD ccomp 5
.      .   punct 1
”      ''  punct 1
"""


def test_i_think_in_a_quotation_is_not_a_claim_of_its_own() -> None:
    found = passage(MIXED_UP)
    assert [told(found, a)[:2] for a in find_attributions(found)[0]] == [("He", "said")]


GOES_ON = """
“      ``  punct 2
We     PRP nsubj 2
stay   VBP ccomp 6
,      ,   punct 6
”      ''  punct 6
he     PRP nsubj 6
said   VBD ROOT  6
.      .   punct 6
“      ``  punct 12
The    DT  det   10
dams   NNS nsubj 12
now    RB  advmod 12
leak   VBP ROOT  12
very   RB  advmod 14
badly  RB  advmod 12
.      .   punct 12
”      ''  punct 12
"""


def test_a_quotation_that_follows_goes_on_with_its_speaker() -> None:
    he, cue, content = only(passage(GOES_ON))
    assert (he, cue) == ("he", "said")
    assert content == ["“We stay,”", "“The dams now leak very badly.”"]


APPOSITION = """
Jane    NNP compound 1
Doe     NNP nsubj    7
,       ,   punct    1
the     DT  det      5
harbour NN  compound 5
chief   NN  appos    1
,       ,   punct    1
said    VBD ROOT     7
that    IN  mark     10
Mali    NNP nsubj    10
fell    VBD ccomp    7
.       .   punct    7
"""


def test_an_apposition_is_the_source_s_with_the_comma_that_closes_it() -> None:
    source, _, content = only(passage(APPOSITION, [(0, 2, "PERSON", "")]))
    assert source == "Jane Doe, the harbour chief,"
    assert content == ["that Mali fell"]


def test_lets_and_a_call_to_the_reader_are_the_text_s_own_voice() -> None:
    lets = ADDED.replace("Doe   NNP", "Lets  NNP").replace("added", "hope ")
    assert find_attributions(passage(lets))[0] == []
    call = "Say VB ROOT 0\nthat IN mark 3\nMali NNP nsubj 3\nfell VBD ccomp 0\n. . punct 0"
    assert find_attributions(passage(call))[0] == []


INSIDE = """
Doe     NNP nsubj 1
said    VBD ROOT  1
that    IN  mark  4
Mali    NNP nsubj 4
hopes   VBZ ccomp 1
that    IN  mark  7
Chad    NNP nsubj 7
wins    VBZ ccomp 4
.       .   punct 1
"""


def test_a_doubtful_claim_inside_another_is_not_even_read(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[int] = []

    def recorded(words: Words, i: int) -> Roles | None:
        read.append(i)
        return read_roles(words, i)

    monkeypatch.setattr(attribution, "read_roles", recorded)
    monkeypatch.setattr(attribution, "_likely_cues", lambda words: [(0.9, 1), (0.8, 4)])
    found = find_attributions(passage(INSIDE))[0]
    assert [a.cue for a in found] == [(1, 2)]
    assert read == [1]


PASSIVE = """
It     PRP nsubjpass 2
was    VBD auxpass   2
said   VBN ROOT      2
that   IN  mark      5
Mali   NNP nsubj     5
fell   VBD ccomp     2
.      .   punct     2
"""


def test_what_nobody_says_needs_more_in_a_comment_or_under_a_modal(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    roles = Roles((2, 3), None, None, ((3, 6),))
    monkeypatch.setattr(attribution, "read_roles", lambda words, i: roles)
    modal = PASSIVE.replace("was    VBD auxpass", "may    MD  aux    ")
    for sure, expected in ((0.9, [1, 0, 0]), (0.96, [1, 1, 1])):
        monkeypatch.setattr(attribution, "_likely_cues", lambda words, sure=sure: [(sure, 2)])
        asked = (passage(PASSIVE), passage(PASSIVE, part="comment/1"), passage(modal))
        assert [len(find_attributions(found)[0]) for found in asked] == expected


OF_NOBODY = """
It     PRP nsubjpass 2
was    VBD auxpass   2
found  VBN ROOT      2
under  IN  prep      2
rubble NN  pobj      3
.      .   punct     2
"""


@pytest.mark.parametrize(
    ("table", "content", "claims"),
    [
        (OF_NOBODY, (3, 5), 0),
        (OF_NOBODY, (0, 2), 1),  # "was" makes a clause
        (OF_NOBODY.replace("found", "named"), (3, 5), 0),
        (OF_NOBODY.replace("found", "warned"), (3, 5), 1),  # a verb of speech
    ],
)
def test_a_passive_of_nobody_needs_a_clause_or_a_verb_of_speech(
    monkeypatch: pytest.MonkeyPatch, table: str, content: tuple[int, int], claims: int
) -> None:
    roles = Roles((2, 3), None, None, (content,))
    monkeypatch.setattr(attribution, "read_roles", lambda words, i: roles)
    monkeypatch.setattr(attribution, "_likely_cues", lambda words: [(0.99, 2)])
    assert len(find_attributions(passage(table))[0]) == claims


def test_a_cue_without_a_source_in_a_quotation_is_the_speaker_s_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    roles = Roles((5, 6), None, None, ((6, 8),))
    monkeypatch.setattr(attribution, "read_roles", lambda words, i: roles)
    monkeypatch.setattr(attribution, "_likely_cues", lambda words: [(0.99, 5)])
    wanted = MIXED_UP.replace("I      PRP nsubj 5", "To     TO  aux   5")
    assert all(a.cue != (5, 6) for a in find_attributions(passage(wanted))[0])


ASKED = """
Asked  VBN advcl  4
about  IN  prep   0
rain   NN  pobj   1
Doe    NNP nsubj  4
said   VBD ROOT   4
Mali   NNP nsubj  6
fell   VBD ccomp  4
.      .   punct  4
"""


def test_what_the_speaker_was_asked_is_not_what_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    roles = Roles((4, 5), (3, 4), 3, ((0, 3), (5, 7)))
    monkeypatch.setattr(attribution, "read_roles", lambda words, i: roles)
    monkeypatch.setattr(attribution, "_likely_cues", lambda words: [(0.99, 4)])
    assert only(passage(ASKED)) == ("Doe", "said", ["Mali fell"])
    own_subject = ASKED.replace("rain   NN  pobj   1", "rain   NN  nsubj  0")
    assert only(passage(own_subject)) == ("Doe", "said", ["Asked about rain", "Mali fell"])


SPEAKING = """
Speaking VBG advcl     7
there    RB  advmod    0
Doe      NNP nsubj     3
said     VBD parataxis 7
,        ,   punct     3
“        ``  punct     7
Mali     NNP nsubj     7
fell     VBD ROOT      7
.        .   punct     7
”        ''  punct     7
"""


def test_where_the_speaker_spoke_hangs_on_what_is_quoted(monkeypatch: pytest.MonkeyPatch) -> None:
    roles = Roles((3, 4), (2, 3), 2, ((0, 2), (5, 10)))
    monkeypatch.setattr(attribution, "read_roles", lambda words, i: roles)
    monkeypatch.setattr(attribution, "_likely_cues", lambda words: [(0.99, 3)])
    assert only(passage(SPEAKING)) == ("Doe", "said", ["“Mali fell.”"])


def _indirect_first(between: str) -> Passage:
    shift = between.count("\n")
    said = "He PRP nsubj 1\nsaid VBD ROOT 1\nMali NNP nsubj 3\nfell VBD ccomp 1\n. . punct 1\n"
    verb = 9 + shift
    rows = ("“ `` punct", "The DT det", "dams NNS nsubj", "now RB advmod", "leak VBP ROOT")
    rows += ("badly RB advmod", ". . punct", "” '' punct")
    return passage(said + between + "".join(f"{row} {verb}\n" for row in rows))


def test_a_quotation_in_the_claim_s_paragraph_is_its_speaker_s_too() -> None:
    assert only(_indirect_first(""))[2] == ["Mali fell", "“The dams now leak badly.”"]
    apart = _indirect_first("\n")
    assert [told(apart, a)[0] for a in find_attributions(apart)[0]] == ["He", None]


def test_what_is_said_does_not_begin_behind_a_preposition() -> None:
    """Wherever the weights would cut it: a phrase is said whole, or not at all."""
    found = passage(SET_OFF)
    words = Words(found.doc, attribution.Quoted(found))
    starts = far_ends(site_of(words, 11, (11, 12), (5, 7)), 4, "before")
    assert 0 in starts
    assert 3 not in starts  # "May", behind "in"


@pytest.mark.parametrize(("thing", "is_claim"), [("help", False), ("officials", True)])
def test_a_thing_that_is_offered_does_not_speak(
    monkeypatch: pytest.MonkeyPatch, thing: str, is_claim: bool
) -> None:
    table = f"Mali NNP nsubj 1\nfell VBD ROOT 1\n, , punct 1\nsaid VBD conj 1\n{thing} NNS dobj 3"
    roles = Roles((3, 4), (4, 5), 4, ((0, 2),))
    monkeypatch.setattr(attribution, "read_roles", lambda words, i: roles)
    found, _ = find_attributions(passage(table))
    assert bool(found) is is_claim
