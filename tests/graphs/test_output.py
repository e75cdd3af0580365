import os
import sys
import threading

import pytest

from polybius.graphs.output import open_output


def test_a_file_is_written(tmp_path) -> None:
    with open_output(tmp_path / "graph.gexf") as file:
        file.write(b"new")
    assert (tmp_path / "graph.gexf").read_bytes() == b"new"
    assert len(list(tmp_path.iterdir())) == 1


def write_and_fail(path) -> None:
    with open_output(path) as file:
        file.write(b"half")
        raise RuntimeError("lost")


def test_an_error_leaves_what_was_there(tmp_path) -> None:
    path = tmp_path / "graph.gexf"
    path.write_bytes(b"old")
    with pytest.raises(RuntimeError, match="lost"):
        write_and_fail(path)
    assert path.read_bytes() == b"old"
    assert len(list(tmp_path.iterdir())) == 1


def test_a_link_keeps_pointing_at_the_file_it_names(tmp_path) -> None:
    (tmp_path / "real").write_bytes(b"old")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    with open_output(tmp_path / "link") as file:
        file.write(b"new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_bytes() == b"new"


def test_a_pipe_is_written_to_and_not_replaced(tmp_path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    got: list[bytes] = []
    reader = threading.Thread(target=lambda: got.append(pipe.read_bytes()))
    reader.start()
    with open_output(pipe) as file:
        file.write(b"through")
    reader.join()
    assert got == [b"through"]
    assert pipe.is_fifo()


def test_a_dash_is_standard_output(capfdbinary) -> None:
    with open_output("-") as file:
        assert file is sys.stdout.buffer
        file.write(b"out")
    assert capfdbinary.readouterr().out == b"out"


def test_a_missing_folder_is_an_error_of_the_system(tmp_path) -> None:
    with pytest.raises(FileNotFoundError), open_output(tmp_path / "absent" / "x"):
        pass


def test_permissions_are_those_of_any_new_file(tmp_path) -> None:
    (tmp_path / "plain").write_bytes(b"")
    with open_output(tmp_path / "written") as file:
        file.write(b"x")
    assert (tmp_path / "written").stat().st_mode == (tmp_path / "plain").stat().st_mode
