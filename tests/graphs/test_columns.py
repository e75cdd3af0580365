import numpy

from polybius.graphs.columns import Column, columns, value_text


def found(*owners, taken=()):
    return [(column.name, column.title, column.type) for column in columns(owners, taken)]


def test_a_type_is_the_narrowest_that_holds_all_values() -> None:
    rows = [
        {"flag": True, "number": 1, "mixed": 1, "large": 2**63, "text": "a", "odd": True},
        {"flag": False, "number": 2, "mixed": 1.5, "large": 1, "odd": 1},
    ]
    assert {name: kind for name, _, kind in found(*rows)} == {
        "flag": "boolean",
        "number": "long",
        "mixed": "double",
        "large": "string",
        "text": "string",
        "odd": "string",
    }


def test_no_two_titles_are_the_same_to_a_program_that_does_not_tell_cases_apart() -> None:
    row = dict.fromkeys(("a", "A", "a\x00", " a", "a_", "Label", "", "\x00"), 1)
    titles = [title for _, title, _ in found(row, taken={"label"})]
    assert len({title.lower() for title in titles}) == 8
    assert "Label_" in titles


def test_values_are_written_as_their_column_has_it() -> None:
    column = Column("n", "n", "double")
    assert value_text(column, {"n": 2}) == "2.0"
    assert value_text(column, {"n": float("inf")}) is None
    assert value_text(column, {"n": numpy.float64(1.5)}) == "1.5"
    assert value_text(column, {}) is None
    assert value_text(Column("n", "n", "string"), {"n": False}) == "false"
    assert value_text(Column("n", "n", "long"), {"n": 2**60}) == str(2**60)
