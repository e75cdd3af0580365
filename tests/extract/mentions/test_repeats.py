"""Repeats: what the whole document tells of a name, on passages parsed by hand."""

from __future__ import annotations

from hand_parsed import linked, passage

from polybius.extract.mentions.mentions import find_mentions
from polybius.extract.mentions.repeats import as_persons, with_repeats


def test_a_surname_missed_elsewhere_is_found() -> None:
    body = passage("Jane NNP compound 1\nDoe NNP nsubj 2\nleft VBD ROOT 2", [(0, 2, "PERSON", "")])
    comments = [
        passage(f"{row}\nleft VBD ROOT 1", part=f"comment/{n}")
        for n, row in enumerate(("Doe NNP nsubj 1", "doe NN nsubj 1", "Doe NNP compound 1"))
    ]
    mentions = [m for p in (body, *comments) for m in find_mentions(p)]
    repeats = with_repeats([body, *comments], mentions)[len(mentions) :]
    assert [(m.text, m.passage.part.part) for m in repeats] == [("Doe", "comment/0")]
    assert repeats[0].label == "PERSON"


SPEAKER = "Zubin NNP nsubj 1\n{} VBD ROOT 1\nthat IN mark 3\nhe PRP ccomp 1"


def labels(table: str, name: tuple[int, int, str, str]) -> list[str]:
    return [m.label for m in as_persons(find_mentions(passage(table, [name]))) if m.kind == "name"]


def test_who_speaks_is_no_place_unless_one_is_so_called() -> None:
    assert labels(SPEAKER.format("said"), (0, 1, "GPE", "")) == ["PERSON"]
    assert labels(SPEAKER.format("fell"), (0, 1, "GPE", "")) == ["GPE"]
    diffa = SPEAKER.format("said").replace("Zubin", "Maiduguri")
    assert labels(diffa, (0, 1, "GPE", "")) == ["GPE"]


def test_a_first_name_again_is_the_person() -> None:
    table = """
    Zubin NNP compound 1
    Roe   NNP nsubj    2
    left  VBD ROOT     2
    .     .   punct    2
    They  PRP nsubj    5
    saw   VBD ROOT     5
    Zubin NNP dobj     5
    .     .   punct    5
    Then  RB  advmod   9
    Zubin NNP nsubj    10
    slept VBD ROOT     10
    """
    names = [(0, 2, "PERSON", ""), (6, 7, "GPE", "")]
    (zubin, *_) = linked(passage(table, names)).entities.values()
    assert [m.span.text for m in zubin.mentions] == ["Zubin Roe", "Zubin", "Zubin"]


def test_a_short_name_in_brackets_is_looked_for() -> None:
    table = """
    Lake     NNP   compound 1
    Alliance NNP   ROOT     1
    (        -LRB- punct    1
    LkA      NNP   appos    1
    )        -RRB- punct    1
    .        .     punct    1
    LkA      NN    nsubj    7
    grew     VBD   ROOT     7
    """
    (alliance,) = linked(passage(table, [(0, 2, "ORG", "")])).entities.values()
    assert [m.span.text for m in alliance.mentions] == ["Lake Alliance", "LkA", "LkA"]
