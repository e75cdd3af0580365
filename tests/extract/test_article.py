"""Articles: the order in which comments are numbered."""

from __future__ import annotations

from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from polybius.extract.article import Comment, walk

COMMENTS = st.recursive(
    st.builds(Comment, st.text(max_size=3)),
    lambda inner: st.builds(
        Comment, st.text(max_size=3), replies=st.lists(inner, max_size=3).map(tuple)
    ),
    max_leaves=12,
)


def as_read(comments: tuple[Comment, ...]) -> Iterator[Comment]:
    for comment in comments:
        yield comment
        yield from as_read(comment.replies)


def test_a_comment_comes_before_its_replies_and_they_before_the_next() -> None:
    thread = (
        Comment("a", replies=(Comment("b", replies=(Comment("c"),)), Comment("d"))),
        Comment("e", replies=(Comment("f"),)),
    )
    assert [(number, parent, comment.text) for number, parent, comment in walk(thread)] == [
        (1, None, "a"),
        (2, 1, "b"),
        (3, 2, "c"),
        (4, 1, "d"),
        (5, None, "e"),
        (6, 5, "f"),
    ]


def test_no_comments() -> None:
    assert list(walk(())) == []


def test_a_thread_may_be_deeper_than_the_stack() -> None:
    comment = Comment("last")
    for _ in range(20_000):
        comment = Comment("", replies=(comment,))
    *_, (number, parent, last) = walk((comment,))
    assert (number, parent, last.text) == (20_001, 20_000, "last")


@given(st.lists(COMMENTS, max_size=4).map(tuple))
def test_numbers_count_in_reading_order_and_parents_hold_their_replies(
    comments: tuple[Comment, ...],
) -> None:
    walked = list(walk(comments))
    assert [comment for _, _, comment in walked] == list(as_read(comments))
    assert [number for number, _, _ in walked] == list(range(1, len(walked) + 1))
    by_number = {number: comment for number, _, comment in walked}
    for _, parent, comment in walked:
        held = comments if parent is None else by_number[parent].replies
        assert any(comment is one for one in held)
