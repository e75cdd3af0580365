import gzip

import pytest

from polybius.extract.reading.count import count_articles


def test_files_and_lines_are_counted(tmp_path) -> None:
    (tmp_path / "one.txt").write_text("A story.\n\nOf two paragraphs.\n")
    (tmp_path / "two.html").write_text("<p>Another</p>")
    (tmp_path / "notes.md").write_text("Nothing that is read.")
    (tmp_path / "more.jsonl").write_text('{"text": "a"}\n{"text": "b"}\n')
    assert count_articles([str(tmp_path)]) == 4
    assert count_articles([str(tmp_path / "one.txt"), str(tmp_path / "more.jsonl")]) == 3


@pytest.mark.parametrize("path", ["-", "packed.jsonl.gz"])
def test_what_would_have_to_be_read_is_not_counted(tmp_path, monkeypatch, path) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "packed.jsonl.gz").write_bytes(gzip.compress(b'{"text": "a"}\n'))
    assert count_articles([path]) is None


def test_what_cannot_be_opened_counts_for_nothing(tmp_path) -> None:
    assert count_articles([str(tmp_path / "absent.jsonl"), "\0"]) in (0, None)
