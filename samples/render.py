"""Writes a composed document as lines of text, and notes on which line everything stands."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from samples.narrative import Heading, Paragraph
from samples.numerals import chinese
from samples.sheet import Printed, PrintedTable
from samples.truth import Truth, TruthCell, TruthIndicator, TruthStatement, key_figures
from samples.voice import unmarked

if TYPE_CHECKING:
    from samples.compose import Composition
    from samples.layout import Layout

_LONG = 70  # characters; a paragraph longer than this may be cut by a page break
_SPACE = re.compile(r"\s+")


def render(composition: Composition, layout: Layout) -> tuple[str, Truth]:
    """Return the text of the document and its truth, nothing planted listed yet."""
    page = _Page(composition, layout)
    page.cover()
    for part in composition.parts:
        if isinstance(part, Heading):
            page.heading(part)
        elif isinstance(part, Paragraph):
            page.paragraph(part)
        else:
            page.table(part)
    cells = tuple(page.cells)
    truth = Truth(
        document=composition.name,
        organization=composition.organization,
        year=composition.year,
        kind=composition.kind,
        scope=composition.scope,
        encoding=layout.encoding,
        cells=cells,
        indicators=tuple(page.indicators),
        statements=tuple(page.statements),
        key_figures=key_figures(cells),
    )
    return "\n".join(page.lines).rstrip("\n") + "\n", truth


@dataclass(slots=True)
class _Page:
    composition: Composition
    layout: Layout
    lines: list[str] = field(default_factory=list)
    cells: list[TruthCell] = field(default_factory=list)
    indicators: list[TruthIndicator] = field(default_factory=list)
    statements: list[TruthStatement] = field(default_factory=list)
    paragraphs: int = 0
    tables: int = 0
    number: int = 2

    @property
    def line(self) -> int:
        return len(self.lines)

    def write(self, *lines: str) -> None:
        self.lines += lines

    def cover(self) -> None:
        if self.layout.pipes:
            self.write(f"# {''.join(self.composition.cover)}", "")
            return
        self.write("", *self.composition.cover, "", "目  录", "")
        number = 0
        for part in self.composition.parts:
            if isinstance(part, Heading) and part.level == 1:
                self.write(part.text)
                number = 0
            elif isinstance(part, PrintedTable) and part.unit:
                number += 1
                self.write(f"{chinese(number)}、{part.title}{'.' * 6}{self.line // 4}")
        self.write("")

    def heading(self, heading: Heading) -> None:
        if heading.level == 1 and not self.layout.form_numbers:
            self.tables = 0
        marks = "#" * (heading.level + 1) + " " if self.layout.title == "markdown" else ""
        self.write(f"{marks}{heading.text}")
        self._space()

    def _space(self) -> None:
        if not self.layout.dense:
            self.write("")

    def paragraph(self, paragraph: Paragraph) -> None:
        text, stated = unmarked(paragraph.text)
        self.paragraphs += 1
        cut = self._cut(text, [(one.start, one.end + len(one.unit) + 1) for one in stated])
        first = self.line + 1
        self.write(text[:cut])
        if cut < len(text):
            self._turn()
            self.write(text[cut:])
        second = self.line
        self._space()
        for one in stated:
            line = first if one.start < cut else second
            record = TruthStatement(line, one.key, one.subject, one.role, one.unit, one.printed, one.less)
            self.statements.append(record)

    def _cut(self, text: str, figures: list[tuple[int, int]]) -> int:
        """Where a page break cuts a long paragraph: never inside a figure; the whole length for no break."""
        if not self.layout.wrap or self.paragraphs % 4 != 1 or len(text) < _LONG:
            return len(text)
        cut = len(text) * 2 // 3
        while any(start < cut <= end for start, end in figures) or text[cut : cut + 1] in "，。；、） ":
            cut += 1
        return min(cut, len(text))

    def _turn(self) -> None:
        self.number += 1
        self.write("", f"- {self.number} -", "") if self.layout.page_numbers else self.write("")

    def table(self, table: PrintedTable) -> None:
        if table.id == "bodies":
            self._grid(table, "")
            return
        self.tables += 1
        if self.layout.form_numbers and table.unit:
            self.write(f"公开{self.tables:02d}表")
        if self.layout.title == "numbered" and table.unit:
            self.write(f"{chinese(self.tables)}、{re.sub('^[0-9]+年度?', '', table.title)}", "")
        self.write(f"### {table.title}" if self.layout.title == "markdown" else table.title)
        self._space()
        before = table.note.startswith("（")
        if before:
            self.write(table.note, "")
        if table.unit and (not self.layout.unit_once or table.id in {"balance", "overall"}):
            self._unit(table.unit)
        self._grid(table, table.title)
        if table.note and not before:
            self.write(table.note, "")

    def _unit(self, unit: str) -> None:
        if self.layout.form_numbers:
            self.write(f"编制{self.composition.scope}：{self.composition.organization}    单位：{unit}", "")
        else:
            self.write(f"单位：{unit}", "")

    def _grid(self, table: PrintedTable, title: str) -> None:
        width = max(len(row) for row in table.rows)
        for index, row in enumerate(table.rows):
            if index in table.breaks:
                self._turn()
            texts = [cell.text for cell in row]
            if self.layout.pipes:
                texts += [""] * (width - len(texts))
                self.write(f"| {' | '.join(texts)} |")
                if index == 0:
                    self.write("|" + " --- |" * width)
                    self._note(row, title, table.id, self.line - 1)
                    continue
            else:
                self.write("\t".join(texts))
            self._note(row, title, table.id, self.line)
        self.write("")

    def _note(self, row: tuple[Printed, ...], title: str, form: str, line: int) -> None:
        for cell in row:
            if cell.figure:
                self.cells.append(_truth(cell, title, line))
            if cell.target:
                one = cell.target
                record = TruthIndicator(
                    line, form, one.project, one.levels, one.name, one.direction, one.target, one.unit
                )
                self.indicators.append(record)


def _truth(cell: Printed, title: str, line: int) -> TruthCell:
    value = cell.text.replace(",", "")
    Decimal(value)  # a figure that is none would be an error of the samples
    path = tuple(_SPACE.sub("", level) for level in cell.path)
    label = _SPACE.sub("", cell.label)
    return TruthCell(line, _SPACE.sub("", title), cell.unit, cell.code, label, path, value, cell.key)
