from questions_page import PAGE, questions_page

from polybius.queries.catalogue import catalogue


def test_the_page_is_what_the_headers_say() -> None:
    assert PAGE.read_text(encoding="utf-8") == questions_page(), "run: make questions"


def test_the_page_holds_every_question_and_parameter() -> None:
    page = questions_page()
    for name, question in catalogue().items():
        section = page.split(f"\n### {name}\n")[1].split("\n### ")[0]
        assert question.summary in section
        assert question.row in section
        assert all(f"`--{parameter.name}`" in section for parameter in question.params)
        assert section.count("\n| ") >= 2
