import re
from pathlib import Path

import pytest
from rdflib.plugins.sparql import prepareQuery

from polybius.queries import catalogue as module
from polybius.queries.catalogue import (
    GROUPS,
    catalogue,
    load_folder,
    load_question,
    parse_question,
)
from polybius.queries.errors import QuestionError

QUESTIONS = {**catalogue(), **load_folder("lookup")}


def test_the_catalogue_is_grouped() -> None:
    groups = [question.group for question in catalogue().values()]
    assert sorted(groups, key=GROUPS.index) == groups
    assert set(groups) == set(GROUPS)


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_every_file_is_standard_sparql(name: str) -> None:
    """Read by another make of parser than the one that answers."""
    prepareQuery(QUESTIONS[name].text)
    assert re.search(r"^ORDER BY ", QUESTIONS[name].text, re.MULTILINE)


def test_every_file_is_in_the_catalogue() -> None:
    folder = Path(module.__file__).parent
    apart = {"networks", "tables"}
    files = {path.stem for path in folder.glob("*/*.rq") if path.parent.name not in apart}
    assert files == QUESTIONS.keys()
    assert len(files) > 25


def test_a_file_without_a_header_is_a_question(tmp_path: Path) -> None:
    path = tmp_path / "mine.rq"
    path.write_bytes("\ufeffSELECT * { ?s ?p ?o }".encode())
    question = load_question(path)
    assert (question.name, question.params, question.path) == ("mine", (), str(path))
    assert question.text == "SELECT * { ?s ?p ?o }"


def test_a_header_is_read() -> None:
    text = (
        "#+ summary: Who\n#+ params:\n#+   - {name: who, type: actor, required: true, help: h}\n"
        "#+   - {name: n, type: integer, default: 3}\nSELECT * {\n  #! values\n ?s ?p ?who }"
    )
    question = parse_question(text)
    who, number = question.params
    assert (question.summary, who.type, who.required, number.default) == ("Who", "actor", True, "3")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("#+ summary: [x\nSELECT * {}", "line 1: broken header"),
        ("SELECT * {}\n\n#+ a: 1\n#+ b: - 2", "line 4: broken header"),
        ("#+ just words\nASK {}", "key: value"),
        ("#+ colour: red\nASK {}", "colour; known are summary"),
        ("#+ summary: 3\nASK {}", "summary in the header must be text"),
        ("#+ params: 3\nASK {}", "must be a list"),
        ("#+ params: [x]\nASK {}", "it must have only name, type"),
        ("#+ params: [{name: 'x y'}]\nASK {}", "no parameter name"),
        ("#+ params: [{name: x, type: colour}]\nASK {}", "known are entity, actor"),
        ("#+ params: [{name: x, type: [text]}]\nASK {}", "known are entity, actor"),
        ("#+ params: [{name: x, options: [a], default: b}]\nASK {}", "none of its options"),
        ("#+ params: [{name: x, options: [1]}]\nASK {}", "list of texts"),
        ("#+ params: [{name: x}]\nASK {}", "no line '#! values' binds x"),
        ("#+ params: [{name: x}, {name: x}]\nASK {\n#! values\n}", "stands twice"),
        ("ASK {\n#! values y\n}", "names y, which is no parameter"),
        ("#+ summary: " + "x" * 30_000 + "\nASK {}", "header longer"),
        ("#+ &a [*a]\nASK {}", "key: value"),
        ("#" * 1_000_001, "longer than"),
    ],
)
def test_a_broken_header_is_a_clear_error(text: str, message: str) -> None:
    with pytest.raises(QuestionError, match=re.escape(message)):
        parse_question(text, "mine", "mine.rq")


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(QuestionError, match=r"absent\.rq: cannot be read"):
        load_question(tmp_path / "absent.rq")
    path = tmp_path / "latin.rq"
    path.write_bytes(b"ASK { ?s ?p '\xe9' }")
    with pytest.raises(QuestionError, match=r"not UTF-8 text \(byte 13"):
        load_question(path)
