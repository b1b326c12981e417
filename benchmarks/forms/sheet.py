"""Forms written as rows of text (表样): `<` goes on with the cell to the left, `^` with the cell above."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from benchmarks.pdf.drawing import DrawnCell, DrawnTable
from samples.sheet import Printed

if TYPE_CHECKING:
    from collections.abc import Sequence

Rows = list[list[str]]
_FIGURE = re.compile(r"-?[\d,]+(?:\.\d+)?")
_CODE = re.compile(r"\d{1,7}")
LEFT, UP = "<", "^"


@dataclass(frozen=True, slots=True)
class Panel:
    """Columns that belong together: codes and labels say of what the figures are."""

    codes: tuple[int, ...] = ()
    labels: tuple[int, ...] = ()
    values: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Style:
    """How figures are printed."""

    nothing: str = ""
    negative: str = "-"
    wide: bool = False
    thousands: bool = True

    def amount(self, value: int | None) -> str:
        """Hundredths of the unit as text."""
        if value is None:
            return ""
        if value == 0:
            return self.nothing
        whole, rest = divmod(abs(value), 100)
        text = f"{whole:,}.{rest:02d}" if self.thousands else f"{whole}.{rest:02d}"
        return f"-{text}" if value < 0 else text


def _owner(rows: Rows, row: int, column: int) -> tuple[int, int]:
    while rows[row][column] in {LEFT, UP}:
        if rows[row][column] == LEFT:
            column -= 1
        else:
            row -= 1
    return row, column


def form(
    title: str,
    unit: str,
    header: Rows,
    body: Rows,
    panels: Sequence[Panel],
    *,
    number: str = "",
    owner: str = "",
    below: str = "",
    inside: str = "",
    ordinals: Rows | None = None,
    unit_words: str = "单位：",
) -> DrawnTable:
    """A table with the truth of each figure; `inside` is a note in the frame, `ordinals` rows of column numbers."""
    ordinals = ordinals or []
    rows = [*header, *ordinals, *body]
    width = len(header[0])
    if inside:
        rows.append([inside, *[LEFT] * (width - 1)])
    if any(len(row) != width for row in rows):
        raise ValueError(title)
    depth = len(header) + len(ordinals)
    spans: dict[tuple[int, int], list[int]] = {}
    for row in range(len(rows)):
        for column in range(width):
            top, left = _owner(rows, row, column)
            box = spans.setdefault((top, left), [row, column])
            box[0], box[1] = max(box[0], row), max(box[1], column)
    cells = []
    for (row, column), (bottom, right) in spans.items():
        text = rows[row][column]
        printed, value = None, ""
        panel = next((one for one in panels if column in one.values), None)
        last = len(rows) - bool(inside)
        if depth <= row < last and panel and right == column and _FIGURE.fullmatch(text):
            value = text.replace(",", "")
            printed = _printed(rows, header, (row, column), panel, unit)
        cells.append(DrawnCell(row, column, text, bottom - row + 1, right - column + 1, printed, value))
    above = (number, title) if number else (title,)
    return DrawnTable(title, above, f"{unit_words}{unit}", owner, below, len(rows), width, depth, tuple(cells))


def _printed(rows: Rows, header: Rows, at: tuple[int, int], panel: Panel, unit: str) -> Printed:
    row, column = at
    path: dict[tuple[int, int], str] = {}
    for level in range(len(header)):
        place = _owner(header, level, column)
        if header[place[0]][place[1]]:
            path[place] = header[place[0]][place[1]]
    keys: dict[tuple[int, int], str] = {}
    for key in sorted((*panel.codes, *panel.labels)):
        place = _owner(rows, row, key)
        keys[place] = rows[place[0]][place[1]]
    words = [text for (_, at), text in keys.items() if text and not (at in panel.codes and _CODE.fullmatch(text))]
    words = [text for text in words if text not in {"类", "款", "项"}]
    parts = [text for (_, at), text in keys.items() if at in panel.codes and _CODE.fullmatch(text)]
    label = "/".join(words)
    return Printed(
        rows[row][column], figure=True, code=_joined(parts), label=label, path=tuple(path.values()), unit=unit
    )


def _joined(parts: Sequence[str]) -> str:
    return "".join(part if not number else part.zfill(2) for number, part in enumerate(parts))
