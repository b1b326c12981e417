"""Tables set one cell a line (逐格成行的表格), as a web page's table is when its text is copied.

The header comes first, then each row: a label and as many figures as the header has further columns. Such lines become
rows only where every figure fits: an empty cell leaves no line, and nothing tells which it was; then all stays text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from index.load.cells import HEADER_WORD
from index.load.prose import UNIT_LINE
from index.model.quantity import parse_quantity

if TYPE_CHECKING:
    from collections.abc import Sequence

_MAX_CELL: Final = 24
_MAX_COLUMNS: Final = 6
_MIN_ROWS: Final = 3
_MIN_LEFT: Final = 8
# as amounts are printed: no number of a page or of a row
_PRINTED: Final = re.compile(r"[-−]?\d[\d,，]*(?:\.\d{2}|(?<=\d[,，]\d{3}))")
_PROSE: Final = re.compile("[。，；！？]")


def is_cell(text: str) -> bool:
    """Whether a line may be a single cell: a few words or a figure, no sentence and no unit."""
    return 0 < len(text) <= _MAX_CELL and not _PROSE.search(text) and not UNIT_LINE.search(text)


def stacked_rows(cells: Sequence[str]) -> list[range]:
    """The rows of a run of single cells as ranges of its cells, the header first; none where they make no table."""
    figures = [parse_quantity(cell) is not None for cell in cells]
    for start, cell in enumerate(cells):
        if HEADER_WORD.fullmatch("".join(cell.split())):
            first = next((at for at in range(start, len(cells)) if figures[at]), len(cells))
            return _rows(figures, start, first - 1 - start)
    return []


def _rows(figures: Sequence[bool], start: int, width: int) -> list[range]:
    """Rows of `width` cells from `start` on, each a label with figures; none where figures are left behind."""
    if not 1 < width <= _MAX_COLUMNS:
        return []
    rows = [range(start, start + width)]
    for at in range(start + width, len(figures) - width + 1, width):
        if figures[at] or not all(figures[at + 1 : at + width]):
            break
        rows.append(range(at, at + width))
    return rows if len(rows) > _MIN_ROWS and not any(figures[rows[-1].stop :]) else []


def left_figures(lines: Sequence[tuple[int, str]]) -> tuple[str, ...]:
    """A remark where many amounts stand alone on their lines, of the numbers given, and have become no cells."""
    left = [number for number, text in lines if _PRINTED.fullmatch("".join(text.split()))]
    if len(left) < _MIN_LEFT:
        return ()
    return (f"第{left[0]}行至第{left[-1]}行之间有 {len(left)} 个数各自独占一行，没有读成表格，不能据以作答。",)
