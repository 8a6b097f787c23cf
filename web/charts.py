"""How do numbers become a picture? Bars and columns as plain geometry, for the templates to write as SVG.

Pictures carry no number that the table beside them does not; colour never carries meaning alone. Refuses to know what
is counted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

BAR_WIDTH = 360  # units of the drawing, which scales with the page
ROW_HEIGHT = 26
COLUMN_AREA = (560, 160)  # width and height of the columns' field
LEAST = 2  # a count of one beside thousands must still be seen


@dataclass(frozen=True, slots=True)
class Bar:
    """One part of a bar or column: its place and size, what it stands for, and its number."""

    x: float
    y: float
    width: float
    height: float
    kind: str
    value: float


@dataclass(frozen=True, slots=True)
class Row:
    """One labelled bar, in parts."""

    label: str
    y: float
    parts: tuple[Bar, ...]
    value: float


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing: its size and rows (or columns)."""

    width: float
    height: float
    rows: tuple[Row, ...]
    most: float


def bars(rows: Sequence[tuple[str, Mapping[str, float]]]) -> Chart:
    """Horizontal bars, one a row, its parts one after the other. `rows`: (label, kind → number)."""
    most = max((sum(parts.values()) for _, parts in rows), default=0)
    made = []
    for number, (label, parts) in enumerate(rows):
        y, x = number * ROW_HEIGHT, 0.0
        drawn = []
        for kind, value in parts.items():
            width = _length(value, most, BAR_WIDTH)
            drawn.append(Bar(round(x, 1), y + 3, round(width, 1), ROW_HEIGHT - 8, kind, value))
            x += width
        made.append(Row(label, y, tuple(drawn), sum(parts.values())))
    return Chart(BAR_WIDTH, max(1, len(rows)) * ROW_HEIGHT, tuple(made), most)


def columns(groups: Sequence[tuple[str, Mapping[str, float]]]) -> Chart:
    """Vertical columns, one a group, its parts one upon the other. `groups`: (label, kind → number)."""
    width, height = COLUMN_AREA
    most = max((sum(parts.values()) for _, parts in groups), default=0)
    each = width / max(1, len(groups))
    made = []
    for number, (label, parts) in enumerate(groups):
        y = float(height)
        drawn = []
        for kind, value in parts.items():
            tall = _length(value, most, height)
            y -= tall
            drawn.append(
                Bar(
                    round(number * each + each * 0.15, 1),
                    round(y, 1),
                    round(each * 0.7, 1),
                    round(tall, 1),
                    kind,
                    value,
                )
            )
        made.append(Row(label, number * each + each / 2, tuple(drawn), sum(parts.values())))
    return Chart(width, height, tuple(made), most)


def _length(value: float, most: float, room: float) -> float:
    return 0.0 if not value or not most else max(LEAST, room * value / most)
