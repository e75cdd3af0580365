from polybius.graphs.labels import Rooms

WITHIN = (0, 0, 100, 100)


def test_a_label_stands_to_the_right_unless_something_is_there() -> None:
    rooms = Rooms(WITHIN, {"a": (50, 50)}, {"a": 5}, [])
    assert rooms.take("a", 20, 10) == (57, 45, 77, 55)
    beside = Rooms(WITHIN, {"a": (50, 50), "b": (65, 50)}, {"a": 5, "b": 5}, [])
    assert beside.take("a", 20, 10) == (23, 45, 43, 55)


def test_it_hides_as_few_lines_as_may_be_and_no_other_label() -> None:
    rooms = Rooms(WITHIN, {"a": (50, 50)}, {"a": 5}, [(60, 50), (40, 50)])
    above = rooms.take("a", 20, 10)
    assert above == (40, 56, 60, 66)
    assert rooms.take("a", 20, 10) == (40, 34, 60, 44)


def test_where_there_is_no_room_there_is_no_label() -> None:
    assert Rooms(WITHIN, {"a": (50, 50)}, {"a": 5}, []).take("a", 200, 10) is None
