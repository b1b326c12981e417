"""Prints a drawn document with reportlab (画布): every glyph and rule is placed here, page breaks included."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from io import BytesIO
from typing import TYPE_CHECKING

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from benchmarks.pdf.drawing import Drawn, DrawnCell, DrawnTable
from benchmarks.pdf.rules import draw_rules
from samples.narrative import Heading
from samples.numerals import chinese

if TYPE_CHECKING:
    from benchmarks.pdf.look import Look

FONT = "STSong-Light"
MARGIN = 56.0
_PADDING = 3.0
_LEADING = 1.25
_BODY = 12.0
_TITLE = 15.0
_QUARTER = 90
_LEAST = 4.0  # points: no font is set smaller
_ROWS_BEFORE = 3  # rows that stand above one that is cut

Found = list[tuple[DrawnTable, DrawnCell, int]]
"""Cells with the page on which each is printed."""


def width_of(text: str, size: float) -> float:
    """How wide a text is in points."""
    return float(pdfmetrics.stringWidth(text, FONT, size))


def wrapped(text: str, size: float, width: float) -> list[str]:
    """The lines of a text; what has no Chinese in it is never broken."""
    if text.isascii() or width_of(text, size) <= width:
        return [text]
    lines = [""]
    for character in text:
        if lines[-1] and width_of(lines[-1] + character, size) > width:
            lines.append("")
        lines[-1] += character
    return lines


@dataclass(slots=True)
class _Table:
    """A table with the widths of its columns, the lines of its cells and the heights of its rows."""

    table: DrawnTable
    size: float
    lefts: list[float]
    lines: dict[tuple[int, int], list[str]]
    heights: list[float]

    def needs(self, cell: DrawnCell) -> float:
        return len(self.lines[cell.row, cell.column]) * self.size * _LEADING + 2 * _PADDING

    def height(self, first: int, last: int) -> float:
        return sum(self.heights[first:last])


@dataclass(slots=True)
class CanvasPrinter:
    """Places a document page by page; `found` says on which page each cell came to stand."""

    look: Look
    canvas: Canvas
    page: int = 0
    y: float = 0.0
    found: Found = field(default_factory=list)
    head: str = ""
    tables: int = 0
    waiting: set[DrawnCell] = field(default_factory=set)  # merged cells whose text the next page has room for

    @property
    def _right(self) -> float:
        return self.look.paper[0] - MARGIN

    @property
    def _foot(self) -> float:
        return self.look.paper[1] - MARGIN

    def begin(self) -> None:
        """A fresh page with its running head and number."""
        if self.page:
            self.canvas.showPage()
        self.page += 1
        width, height = self.look.paper
        swapped = self.look.turn % 2 and self.look.sideways  # reportlab itself swaps the sides of a page with /Rotate
        self.canvas.setPageSize((height, width) if swapped else (width, height))
        self.canvas.setPageRotation(0 if self.look.sideways else self.look.turn * _QUARTER)
        self.canvas.transform(*_turned(self.look.turn, width, height))
        self.y = MARGIN
        if self.look.running_head:
            self.write(MARGIN, MARGIN - 18, self.head, 9)
            self.canvas.line(MARGIN, height - MARGIN + 14, self._right, height - MARGIN + 14)
        if self.look.page_numbers:
            number = f"- {self.page} -" if self.page % 2 else f"第 {self.page} 页"
            self.write((width - width_of(number, 9)) / 2, height - 26, number, 9)

    def write(self, x: float, y: float, text: str, size: float) -> None:
        """Print text with its baseline at y, as the look has its glyphs."""
        bottom = self.look.paper[1] - y
        canvas = self.canvas
        canvas.setFillGray(0)
        canvas.setFont(FONT, size)
        if self.look.glyphs == "single":
            for character in text:
                canvas.drawString(x, bottom, character)
                x += width_of(character, size)
        elif self.look.glyphs == "spaced":
            canvas.drawString(x, bottom, text, charSpace=size * 0.1)
        else:
            canvas.drawString(x, bottom, text)
            if self.look.glyphs == "doubled":
                canvas.drawString(x + 0.3, bottom, text)

    def room(self, height: float) -> None:
        """Begin a page where less than a height is left."""
        if self.y + height > self._foot:
            self.begin()

    def lines(self, text: str, size: float, *, align: str = "left", indent: float = 0) -> None:
        """Print a paragraph, over pages where it must."""
        first = True
        width = self._right - MARGIN
        for line in wrapped("　" * round(indent) + text, size, width):
            self.room(size * 1.6)
            self.y += size * 1.6
            left = (width - width_of(line, size)) / 2 if align == "centre" else 0.0
            left = width - width_of(line, size) if align == "right" else left
            self.write(MARGIN + left, self.y, line, size)
            first = False
        self.y += 0 if first else size * 0.3

    def cover(self, drawn: Drawn) -> None:
        """The first page, and the contents."""
        self.head = "".join(drawn.cover)
        self.begin()
        self.y = self.look.paper[1] / 3
        for line in drawn.cover:
            self.lines(line, 22, align="centre")
        self.begin()
        self.lines("目  录", 18, align="centre")
        number = 0
        for part in drawn.parts:
            if isinstance(part, Heading) and part.level == 1:
                self.lines(part.text, _BODY)
                number = 0
            elif isinstance(part, DrawnTable) and part.unit:
                number += 1
                self.lines(f"{chinese(number)}、{part.title}{'.' * 40}{self.page + number}", _BODY)

    def heading(self, heading: Heading) -> None:
        """A heading; a part of the document begins a page."""
        if heading.level == 1:
            self.begin()
            self.lines(heading.text, 18, align="centre")
        else:
            self.lines(heading.text, _BODY, indent=2)

    def captions(self, table: DrawnTable, *, again: bool = False) -> None:
        """What stands above a table: title, owner and unit."""
        above = list(table.above)
        if again and table.title:
            above = [table.title if self.look.title_again == "same" else f"{table.title}（续表）"]
        inside = framed_captions(table) if self.look.captions == "framed" and not again else ()
        for text in above:
            if text not in inside:
                small = len(text) < len("公开01表") + 2 and not text.endswith("表）")
                self.lines(text, 9 if small else _TITLE, align="right" if text.startswith("公开") else "centre")
        stated = table.unit if self.look.captions not in {"framed", "unit framed"} else ""
        if (stated or table.owner) and self.look.captions != "framed":
            self.y += 14
            self.write(MARGIN, self.y, table.owner, 9)
            self.write(self._right - width_of(stated, 9) - 2, self.y, stated, 9)
        self.y += 4

    def table(self, table: DrawnTable) -> None:
        """A table over as many pages as it needs."""
        self.tables += 1
        table = framed(table, self.look)
        one = _measured(table, self.look, self._right - MARGIN)
        depth = max(table.header_rows, 1)
        start = one.height(0, min(depth + 2, table.rows))
        above = 26 * len(table.above) + 20
        if self.look.new_page or (self.look.captions == "foot" and self.tables % 3 == 0 and table.above):
            if self.look.captions == "foot":
                self.y = max(self.y, self._foot - above - 20)
                self.captions(table)
            self.begin()
            if self.look.captions != "foot":
                self.captions(table)
        elif self.look.header == "cut" and table.header_rows > 1 and self.tables % 2 == 0:
            self.room(above + one.heights[0] + 10)
            self.y = max(self.y, self._foot - above - one.heights[0] - 6)
            self.captions(table)
        else:
            self.room(above + start)
            self.captions(table)
        self._rows(one)
        if table.below:
            self.lines(table.below, 9)
        self.y += 16

    def _rows(self, one: _Table) -> None:
        table, first = one.table, 0
        while first < table.rows:
            last, cut = self._fitting(one, first), 0
            if self.look.rows == "cut" and last < table.rows:
                last, cut = _cut_row(one, first, last)
            if first:
                self._repeat_header(one)
            self._segment(one, first, last, cut)
            first = last
            if cut:
                one = _rest(one, last - 1, cut, self.look)
                first = last - 1
            if first < table.rows:
                self.begin()
                if self.look.title_again:
                    self.captions(table, again=True)

    def _repeat_header(self, one: _Table) -> None:
        if self.look.header == "repeated" and one.table.header_rows:
            self._segment(one, 0, one.table.header_rows, 0, again=True)

    def _fitting(self, one: _Table, first: int) -> int:
        """The row before which the page is full."""
        y, last = self.y, first
        if first and self.look.header == "repeated":
            y += one.height(0, one.table.header_rows)
        while last < one.table.rows and (y + one.heights[last] <= self._foot or last == first):
            y += one.heights[last]
            last += 1
        return last

    def _segment(self, one: _Table, first: int, last: int, cut: int, *, again: bool = False) -> None:
        """The rows of a table that stand together, with their rules; of the last row `cut` lines, all for 0."""
        heights = one.heights[first:last]
        if cut:
            heights[-1] = cut * one.size * _LEADING + 2 * _PADDING
        tops = [self.y]
        for height in heights:
            tops.append(tops[-1] + height)
        boxes = []
        texts = []
        for cell in one.table.cells:
            low, high = max(cell.row, first), min(cell.row + cell.row_span, last)
            if low >= high:
                continue
            left = MARGIN + one.lefts[cell.column]
            right = MARGIN + one.lefts[cell.column + cell.column_span]
            box = left, tops[low - first], right, tops[high - first]
            boxes.append((box, cell.row < one.table.header_rows))
            waits = cell.row + cell.row_span > last and one.needs(cell) > tops[high - first] - tops[low - first]
            if waits and not cut:
                self.waiting.add(cell)
            elif cell.row >= first or cell in self.waiting:
                self.waiting.discard(cell)
                texts.append((cell, box, cut if cut and cell.row + cell.row_span == last else 0))
        draw_rules(self.canvas, self.look, boxes)
        for cell, box, kept in texts:
            self._cell(one, cell, box, kept, again=again)
        self.y = tops[-1]

    def _cell(
        self, one: _Table, cell: DrawnCell, box: tuple[float, float, float, float], kept: int, *, again: bool
    ) -> None:
        lines = one.lines[cell.row, cell.column]
        if kept:
            waits = self.look.height == "bottom" and len(lines) == 1
            lines = [] if waits else lines[:kept]
        if not lines or not cell.text:
            return
        if cell.value and not again:
            self.found.append((one.table, cell, self.page))
        leading, high = one.size * _LEADING, one.size * _LEADING * len(lines)
        free = box[3] - box[1] - high
        where = "top" if kept else self.look.height
        top = box[1] + {"top": _PADDING, "middle": free / 2, "bottom": free - _PADDING}[where]
        for number, line in enumerate(lines):
            wide = width_of(line, one.size) * (1 + 0.1 * (self.look.glyphs == "spaced"))
            left = box[0] + _PADDING
            if cell.value or cell.text in {"-", "—"}:
                left = box[2] - _PADDING - wide
            elif cell.row < one.table.header_rows or cell.column_span > 1 or cell.row_span > 1:
                left = max(box[0] + 1, (box[0] + box[2] - wide) / 2)
            shift = self.look.shift if cell.value else 0.0
            self.write(left, top + leading * number + one.size * 0.95 + shift, line, one.size)


def _turned(quarters: int, width: float, height: float) -> tuple[float, ...]:
    return ((1, 0, 0, 1, 0, 0), (0, 1, -1, 0, height, 0), (-1, 0, 0, -1, width, height), (0, -1, 1, 0, 0, width))[
        quarters
    ]


def framed_captions(table: DrawnTable) -> tuple[str, ...]:
    """The title, and what stands below it."""
    return table.above[table.above.index(table.title) :] if table.title else ()


def framed(table: DrawnTable, look: Look) -> DrawnTable:
    """The table with its title and unit as rows of their own at its top, where the look has them in the frame."""
    texts = list(framed_captions(table)) if look.captions == "framed" else []
    if look.captions in {"framed", "unit framed"} and table.unit:
        texts.append(table.unit)
    if not texts:
        return table
    down = len(texts)
    cells = [DrawnCell(number, 0, text, 1, table.columns) for number, text in enumerate(texts)]
    moved = [replace(cell, row=cell.row + down) for cell in table.cells]
    header = table.header_rows + down if table.header_rows else 0
    return replace(table, rows=table.rows + down, header_rows=header, cells=(*cells, *moved))


def _measured(table: DrawnTable, look: Look, width: float) -> _Table:
    size = look.size
    wanted = _wanted(table, look, size)
    most = width / sum(wanted)
    if most < 1:  # labels give way first, then everything is set smaller
        least = _wanted(table, replace(look, label=4), size)
        if sum(least) > width:
            size = max(_LEAST, size * width / sum(least))
            least = _wanted(table, replace(look, label=4), size)
        spare = max(0.0, width - sum(least))
        more = sum(max(0.0, one - two) for one, two in zip(wanted, least, strict=True)) or 1.0
        wanted = [two + spare * max(0.0, one - two) / more for one, two in zip(wanted, least, strict=True)]
    else:
        wanted = [one * most for one in wanted] if look.label > len("一二三四五六七八") else wanted
    lefts = [0.0]
    for one in wanted:
        lefts.append(lefts[-1] + one)
    lines = {}
    heights = [size * _LEADING + 2 * _PADDING] * table.rows
    for cell in table.cells:
        inside = lefts[cell.column + cell.column_span] - lefts[cell.column] - 2 * _PADDING
        lines[cell.row, cell.column] = own = wrapped(cell.text, size, inside / (1.1 if look.glyphs == "spaced" else 1))
        if cell.row_span == 1:
            heights[cell.row] = max(heights[cell.row], len(own) * size * _LEADING + 2 * _PADDING)
    for cell in table.cells:
        lacking = (
            len(lines[cell.row, cell.column]) * size * _LEADING
            + 2 * _PADDING
            - sum(heights[cell.row : cell.row + cell.row_span])
        )
        if lacking > 0:
            heights[cell.row + cell.row_span - 1] += lacking
    return _Table(table, size, lefts, lines, heights)


def _wanted(table: DrawnTable, look: Look, size: float) -> list[float]:
    """The width that each column asks for: figures and codes whole, labels up to so many characters."""
    wanted = [size * 2 + 2 * _PADDING] * table.columns
    loose = 1.15 if look.glyphs == "spaced" else 1.0
    for cell in table.cells:
        if cell.column_span > 1:
            continue
        longest = look.label if cell.row >= table.header_rows else min(look.label, len("一二三四"))
        wide = width_of(cell.text, size)
        if not cell.text.isascii() and not cell.value:
            wide = min(wide, longest * size)
        wanted[cell.column] = max(wanted[cell.column], wide * loose + 2 * _PADDING + 1)
    return wanted


def _cut_row(one: _Table, first: int, last: int) -> tuple[int, int]:
    """The last row of several lines on a page, and after how many lines the page break cuts it."""
    for row in range(last - 1, max(first + _ROWS_BEFORE, one.table.header_rows), -1):
        own = [cell for cell in one.table.cells if cell.row == row and cell.row_span == 1]
        spanned = any(cell.row < row < cell.row + cell.row_span for cell in one.table.cells)
        most = max((len(one.lines[cell.row, cell.column]) for cell in own), default=1)
        if most > 1 and not spanned and len(own) > 1:
            return row + 1, most - 1
    return last, 0


def _rest(one: _Table, row: int, cut: int, look: Look) -> _Table:
    """The table whose row holds only what a page break left of it."""
    lines = dict(one.lines)
    for cell in one.table.cells:
        if cell.row == row:
            own = lines[row, cell.column]
            waits = look.height == "bottom" and len(own) == 1
            lines[row, cell.column] = own if waits else own[cut:]
    most = max(len(lines[cell.row, cell.column]) for cell in one.table.cells if cell.row == row)
    heights = [*one.heights]
    heights[row] = most * one.size * _LEADING + 2 * _PADDING
    return _Table(one.table, one.size, one.lefts, lines, heights)


def print_canvas(drawn: Drawn, look: Look) -> tuple[bytes, Found]:
    """The bytes of the PDF, and the page of every figure."""
    if FONT not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    stream = BytesIO()
    printer = CanvasPrinter(look, Canvas(stream, invariant=1, pageCompression=1))
    printer.cover(drawn)
    for part in drawn.parts:
        if isinstance(part, Heading):
            printer.heading(part)
        elif isinstance(part, str):
            printer.lines(part, _BODY, indent=2)
        else:
            printer.table(part)
    printer.canvas.showPage()
    printer.canvas.save()
    return stream.getvalue(), printer.found
