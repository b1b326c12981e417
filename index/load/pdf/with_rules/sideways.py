"""Words that lie on their side in a level table (横倒的文字): headers of narrow columns, turned by a quarter."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from index.load.pdf.pages.geometry import box_around
from index.load.pdf.pages.lines import Line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.load.pdf.pages.glyphs import Glyph
    from index.load.pdf.pages.page import PageContent
    from index.load.pdf.with_rules.grid import RuledCell, RuledTable

_SAME_LINE: Final = 0.5  # of the size: glyphs this close across are of one line


def with_sideways(content: PageContent, table: RuledTable) -> RuledTable:
    """The table with such words in the cells that hold no others, or words written downwards (2024 in 2024年预算数)."""
    down, up = content.turned
    if not len(down) and not len(up):
        return table
    return replace(table, cells=tuple(_filled(cell, down, up) for cell in table.cells))


def _filled(cell: RuledCell, down: Sequence[Glyph], up: Sequence[Glyph]) -> RuledCell:
    falling = [glyph for glyph in down if _is_in(glyph, cell)]
    if falling and cell.lines and all(len(line.text) == 1 for line in cell.lines):
        among = [*cell.lines, *map(_line, _runs(falling))]
        return replace(cell, lines=tuple(sorted(among, key=lambda line: line.box[1])))
    if cell.lines:
        return cell
    rising = [glyph for glyph in up if _is_in(glyph, cell)]
    if bool(falling) == bool(rising):
        return cell
    lines = tuple(_line(line) for line in _lines(falling or rising, rises=bool(rising)))
    return replace(cell, lines=lines)


def _is_in(glyph: Glyph, cell: RuledCell) -> bool:
    left, top, right, bottom = cell.box
    return left <= glyph.middle <= right and top <= (glyph.y0 + glyph.y1) / 2 <= bottom


def _lines(glyphs: Sequence[Glyph], *, rises: bool) -> Iterator[list[Glyph]]:
    """Yield lines in the order in which they are read, each with its glyphs in theirs.

    Text that rises has its next line on the right, text that falls on the left.
    """
    line: list[Glyph] = []
    for glyph in sorted(glyphs, key=lambda one: one.middle, reverse=not rises):
        if line and abs(glyph.middle - line[-1].middle) > _SAME_LINE * glyph.size:
            yield _in_order(line, rises=rises)
            line = []
        line.append(glyph)
    yield _in_order(line, rises=rises)


def _runs(glyphs: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    """Yield what stands together among glyphs that are read downwards."""
    run: list[Glyph] = []
    for glyph in _in_order(list(glyphs), rises=False):
        if run and glyph.y0 - run[-1].y1 > _SAME_LINE * glyph.size:
            yield run
            run = []
        run.append(glyph)
    yield run


def _in_order(line: list[Glyph], *, rises: bool) -> list[Glyph]:
    return sorted(line, key=lambda one: one.y0 + one.y1, reverse=rises)


def _line(glyphs: Sequence[Glyph]) -> Line:
    box = box_around(glyph.box for glyph in glyphs)
    return Line("".join(glyph.text for glyph in glyphs), box, box[3], glyphs[0].size)
