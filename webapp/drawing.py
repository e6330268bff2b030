"""Where the nodes of the graph page stand: a centre, and a ring whose names never overlap."""

from dataclasses import dataclass
from math import sqrt

from tagging.network.around import Around

WIDTH = 960
_LINE = 30
_LEAST_HEIGHT = 260
_MARGIN = 30
_MIDDLE = WIDTH / 2
_REACH = 190
_LETTERS = 34


@dataclass(frozen=True, slots=True)
class Placed:
    """A node at its place: `side` says where its name stands (end: left, start: right)."""

    key: str
    kind: str
    id: str
    name: str
    short: str
    heading: str
    x: float
    y: float
    side: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture in its own units: nodes (the centre first), and lines between their places."""

    height: float
    nodes: tuple[Placed, ...]
    lines: tuple[tuple[Placed, Placed], ...]
    width: int = WIDTH


def draw(around: Around) -> Drawing:
    """Return the picture: two columns bent round the centre, in the order of the list.

    The same content gives the same picture. Names stand outside the ring, one line each, so that
    sixty can be read.
    """
    rows = [(node, group.heading) for group in around.groups for node in group.nodes]
    right = rows[: (len(rows) + 1) // 2]
    left = rows[(len(rows) + 1) // 2 :]
    height = max(_LEAST_HEIGHT, _LINE * len(right) + 2 * _MARGIN)
    here = around.centre
    centre = Placed(
        here.key,
        here.kind,
        here.id,
        here.name,
        _short(here.name),
        "",
        _MIDDLE,
        height / 2,
        "middle",
    )
    placed = [centre]
    for column, side in ((right, 1), (left, -1)):
        for number, (node, heading) in enumerate(column):
            x, y = _place(number, len(column), side, height)
            short = _short(node.name)
            placed.append(
                Placed(node.key, node.kind, node.id, node.name, short, heading, x, y,
                       "start" if side > 0 else "end")
            )  # fmt: skip
    by_key = {one.key: one for one in placed}
    lines = tuple((by_key[one], by_key[other]) for one, other in around.ties)
    return Drawing(height, tuple(placed), lines)


def _place(number: int, count: int, side: int, height: float) -> tuple[float, float]:
    y = height / 2 + (number - (count - 1) / 2) * _LINE
    bend = sqrt(max(0.0, 1 - ((y - height / 2) / (height / 2)) ** 2))
    return round(_MIDDLE + side * (60 + (_REACH - 60) * bend), 1), round(y, 1)


def _short(name: str) -> str:
    """Return the name, cut between words where it is long: what is read is then part of it."""
    if len(name) <= _LETTERS:
        return name
    begun = name[: _LETTERS - 1]
    end = max(begun.rfind(" "), begun.rfind("-"))
    return f"{begun[:end].rstrip(' -,;:') if end > 0 else begun}…"
