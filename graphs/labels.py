"""Labels: where the names of nodes find room in a picture."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

__all__ = ["Box", "Point", "Rooms"]

Point = tuple[float, float]
Box = tuple[float, float, float, float]  # left, bottom, right, top


class Rooms:
    """The room ``within`` a picture, of which discs take some, and each label more.

    ``places`` are the discs' middles and ``discs`` their radii, by the names of nodes;
    ``passed`` are points along lines, which a label had better not hide.
    """

    def __init__(
        self,
        within: Box,
        places: Mapping[str, Point],
        discs: Mapping[str, float],
        passed: Sequence[Point],
    ) -> None:
        self._within = within
        self._places = places
        self._discs = discs
        self._passed = passed
        self._taken: list[Box] = []

    def take(self, node: str, width: float, height: float) -> Box | None:
        """Return where a label of this size stands beside a node; None where there is no room."""
        own = self._discs[node]
        boxes = list(_beside(self._places[node], own, width, height))
        # Where there is no room, the label of a large disc may hide ones much smaller.
        for least in (0.0, own / 2):
            discs = [
                _around(self._places[i], disc) for i, disc in self._discs.items() if disc > least
            ]
            free = [box for box in boxes if _is_free(box, self._within, [*self._taken, *discs])]
            if free:
                best = min(free, key=lambda box: sum(_is_within(it, box) for it in self._passed))
                self._taken.append(best)
                return best
        return None


def _is_within(point: Point, box: Box) -> bool:
    return box[0] <= point[0] <= box[2] and box[1] <= point[1] <= box[3]


def _around(place: Point, radius: float) -> Box:
    # The square within the disc: a label may touch where the disc has no corner.
    half = radius * 0.85
    return (place[0] - half, place[1] - half, place[0] + half, place[1] + half)


def _beside(place: Point, disc: float, width: float, height: float) -> Iterator[Box]:
    """Yield where a label may stand: to the right of a disc, left, above, below."""
    x, y = place
    aside, over = disc + 2 + width / 2, disc + 1 + height / 2
    slant = 0.75
    for across, up in (
        (aside, 0.0), (-aside, 0.0), (0.0, over), (0.0, -over),
        (slant * aside, slant * over), (-slant * aside, slant * over),
        (slant * aside, -slant * over), (-slant * aside, -slant * over),
    ):  # fmt: skip
        yield (
            x + across - width / 2,
            y + up - height / 2,
            x + across + width / 2,
            y + up + height / 2,
        )


def _is_free(box: Box, within: Box, taken: Iterable[Box]) -> bool:
    left, bottom, right, top = box
    if left < within[0] or bottom < within[1] or right > within[2] or top > within[3]:
        return False
    return not any(
        left < other[2] and other[0] < right and bottom < other[3] and other[1] < top
        for other in taken
    )
