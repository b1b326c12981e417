"""Forms printed to PDF by the programs of an office: LibreOffice from workbooks and Word files, Chromium from pages."""

from __future__ import annotations

import subprocess
import tempfile
import unicodedata
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from pypdfium2 import PdfDocument

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.forms.dress import Dress
    from benchmarks.pdf.drawing import DrawnCell, DrawnTable

_PAPER = {"A4": (595.0, 842.0), "A3": (842.0, 1191.0)}
_STACKED = 255
_WORD_BORDERS = {
    "thin": "single",
    "medium": "single",
    "hair": "single",
    "dotted": "dotted",
    "double": "double",
    "dashed": "dashed",
}


def ems(text: str) -> float:
    return max(
        (sum(1.0 if unicodedata.east_asian_width(one) in "WFA" else 0.55 for one in line) for line in text.split("\n")),
        default=0.0,
    )


def widths(table: DrawnTable, one: Dress) -> list[float]:
    """The width of each column in ems: figures whole, words up to the label's width."""
    wanted = [2.0] * table.columns
    for cell in table.cells:
        if cell.column_span == 1:
            wide = ems(cell.text)
            if not cell.value and not cell.text.isascii():
                wide = min(wide, one.label if cell.row >= table.header_rows else 4.0)
            elif (one.wrapped or one.shrunk) and cell.value:
                wide = min(wide, 4.0)
            wanted[cell.column] = max(wanted[cell.column], wide + (0.6 if one.tight else 1.6))
    lacking = ems(table.above[-1]) * 17 / one.size - sum(wanted)
    return [wide + max(0.0, lacking) / table.columns for wide in wanted]


def align(cell: DrawnCell, table: DrawnTable, one: Dress) -> str:
    if cell.row < table.header_rows or (cell.text.isascii() and not cell.value and cell.column_span == 1):
        return "center"
    if cell.value:
        return one.align
    return "center" if cell.column_span > 1 and not cell.text.startswith(("注", "说明")) else "left"


def framed(table: DrawnTable, one: Dress) -> list[str]:
    return [*table.above, *([table.unit] if table.unit else [])] if one.framed else []


def below(table: DrawnTable, one: Dress) -> tuple[str, str]:
    """The note in the frame, and the note below it."""
    return (table.below, "") if one.note_inside else ("", table.below)


def workbook(titles: Sequence[str], tables: Sequence[DrawnTable], one: Dress) -> bytes:
    """A sheet a table, figures as texts of the width that they print."""
    book = Workbook()
    cover = book.active
    cover.title = "封面"
    for row, text in enumerate(titles, start=6):
        cover.cell(row, 1, text).font = Font(name=one.font, size=22)
        cover.merge_cells(start_row=row, end_row=row, start_column=1, end_column=8)
    side = Side(style=one.border, color="000000")
    for number, table in enumerate(tables, start=1):
        sheet = book.create_sheet(f"{number:02d}")
        _page_setup(sheet, one)
        row = _sheet_captions(sheet, table, one, side)
        for column, wide in enumerate(widths(table, one), start=1):
            sheet.column_dimensions[get_column_letter(column)].width = wide * one.size / 5.2
        _sheet_cells(sheet, table, one, side, row)
        if one.repeat and table.header_rows:
            sheet.print_title_rows = f"{1 if number % 2 else row}:{row + table.header_rows - 1}"
        inside, outside = below(table, one)
        if inside or outside:
            at = sheet.cell(row + table.rows, 1, inside or outside)
            lines = -(-ems(inside or outside) * 1.15 // sum(widths(table, one)))
            sheet.row_dimensions[at.row].height = max(1.0, lines) * one.size * 1.5 + 4
            at.font = Font(name=one.font, size=one.size)
            at.alignment = Alignment(wrap_text=True, vertical="center")
            _merge(sheet, (row + table.rows, 1), (1, table.columns), Border(side, side, side, side) if inside else None)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _page_setup(sheet: Any, one: Dress) -> None:
    sheet.page_setup.orientation = "landscape" if one.landscape else "portrait"
    sheet.page_setup.paperSize = 8 if one.paper == "A3" else 9
    if one.arranged == "spread":
        sheet.page_setup.pageOrder = "overThenDown" if one.repeat else "downThenOver"
    else:
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.print_options.horizontalCentered = True
    sheet.page_margins.left = sheet.page_margins.right = 0.5
    sheet.oddFooter.center.text = "第 &P 页"
    if one.page_header:
        sheet.oddHeader.right.text = f"单位：{one.unit}"


def _merge(sheet: Any, place: tuple[int, int], size: tuple[int, int], border: Border | None) -> None:
    (row, column), (rows, columns) = place, size
    for down in range(rows):
        for right in range(columns):
            if border:
                sheet.cell(row + down, column + right).border = border
    if rows * columns > 1:
        sheet.merge_cells(start_row=row, start_column=column, end_row=row + rows - 1, end_column=column + columns - 1)


def _sheet_captions(sheet: Any, table: DrawnTable, one: Dress, side: Side) -> int:
    """The row of the frame's first row."""
    row = 1
    border = Border(side, side, side, side) if one.framed else None
    for text in table.above:
        at = sheet.cell(row, 1, text)
        at.font = Font(name=one.font, size=16 if text == table.above[-1] else one.size, bold=text == table.above[-1])
        last = text == table.above[-1]
        at.alignment = Alignment(horizontal="center" if last else "left", wrap_text=last)
        if last:
            across = ems(text) * 16 / (sum(widths(table, one)) * one.size)
            sheet.row_dimensions[row].height = 24 * max(1, -(-across // 0.9))
        _merge(sheet, (row, 1), (1, table.columns), border)
        row += 1
    half = max(1, table.columns - max(1, table.columns // 3))
    sheet.cell(row, 1, table.owner).font = Font(name=one.font, size=one.size)
    last = sheet.cell(
        row, half + 1 if table.columns > 1 else 1, table.unit if table.columns > 1 else f"{table.owner} {table.unit}"
    )
    last.font = Font(name=one.font, size=one.size)
    last.alignment = Alignment(horizontal="right")
    if table.columns > 1:
        _merge(sheet, (row, 1), (1, half), border)
        _merge(sheet, (row, half + 1), (1, table.columns - half), border)
    return row + 1


def _sheet_cells(sheet: Any, table: DrawnTable, one: Dress, side: Side, top: int) -> None:
    wide = widths(table, one)
    heights = [1.0] * table.rows
    for cell in table.cells:
        at = sheet.cell(top + cell.row, cell.column + 1, cell.text or None)
        at.data_type = "s" if cell.text else at.data_type
        at.font = Font(name=one.font, size=one.size, bold=cell.row < table.header_rows and one.fill == "808080")
        header = cell.row < table.header_rows
        stacked = one.stacked and header and cell.row_span > 1 and cell.column_span == 1
        at.alignment = Alignment(
            horizontal=align(cell, table, one),
            vertical=one.vertical if not header else "center",
            wrap_text=not cell.value,
            shrink_to_fit=one.shrunk and bool(cell.value),
            text_rotation=_STACKED if stacked else 0,
        )
        if header and one.fill:
            at.fill = PatternFill("solid", fgColor=one.fill)
        _merge(sheet, (at.row, at.column), (cell.row_span, cell.column_span), Border(side, side, side, side))
        inside = sum(wide[cell.column : cell.column + cell.column_span]) - 1
        lines = len(cell.text) if stacked else -(-ems(cell.text) // max(inside, 1))
        for row in range(cell.row, cell.row + cell.row_span):
            heights[row] = max(heights[row], lines / cell.row_span)
    for row, lines in enumerate(heights):
        sheet.row_dimensions[top + row].height = max(1.0, lines) * one.size * 1.45 + 4


def word(titles: Sequence[str], tables: Sequence[DrawnTable], one: Dress) -> bytes:
    """A Word file with the tables one after the other."""
    file = Document()
    section = file.sections[0]
    wide, high = _PAPER[one.paper][::-1] if one.landscape else _PAPER[one.paper]
    section.orientation = WD_ORIENT.LANDSCAPE if one.landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Pt(wide), Pt(high)
    section.left_margin = section.right_margin = Pt(45)
    if one.page_header:
        section.header.paragraphs[0].text = "".join(titles)
    for text in titles:
        _paragraph(file, text, 22, one, WD_ALIGN_PARAGRAPH.CENTER)
    for table in tables:
        if not one.framed:
            for text in table.above:
                last = text == table.above[-1]
                _paragraph(
                    file,
                    text,
                    15 if last else one.size,
                    one,
                    WD_ALIGN_PARAGRAPH.CENTER if last else WD_ALIGN_PARAGRAPH.LEFT,
                    fresh=text == table.above[0],
                )
            if table.owner:
                _paragraph(file, table.owner, one.size, one, WD_ALIGN_PARAGRAPH.LEFT)
            _paragraph(file, table.unit, one.size, one, WD_ALIGN_PARAGRAPH.RIGHT)
        _word_table(file, table, one, wide - 90)
        if outside := below(table, one)[1]:
            _paragraph(file, outside, one.size, one, WD_ALIGN_PARAGRAPH.LEFT)
        _paragraph(file, "", one.size, one, WD_ALIGN_PARAGRAPH.LEFT)
    stream = BytesIO()
    file.save(stream)
    return stream.getvalue()


def _paragraph(
    at: Any, text: str, size: float, one: Dress, align: Any, *, fresh: bool = False, new: bool = True
) -> None:
    paragraph = at.add_paragraph() if new else at.paragraphs[0]
    run = paragraph.add_run(text)
    run.font.size, run.font.name = Pt(size), one.font
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), one.font)  # noqa: SLF001
    paragraph.alignment = align
    paragraph.paragraph_format.space_after = paragraph.paragraph_format.space_before = Pt(0)
    paragraph.paragraph_format.page_break_before = fresh


def _word_table(file: Any, table: DrawnTable, one: Dress, room: float) -> None:
    captions = framed(table, one)
    inside = below(table, one)[0]
    down = len(captions)
    made = file.add_table(rows=down + table.rows + bool(inside), cols=table.columns)
    made.autofit = False
    _word_borders(made, one)
    wide = widths(table, one)
    scale = min(one.size, room / sum(wide)) if sum(wide) * one.size > room or not one.tight else one.size
    size = one.size if scale >= one.size * 0.8 else max(5.0, one.size * scale / one.size)
    scale = room / sum(wide) if not one.tight else scale
    places = made._cells  # noqa: SLF001 - each look-up of one cell makes this list anew
    at = {WD_ALIGN_PARAGRAPH.LEFT: 0}
    at.clear()
    aligns = {"left": WD_ALIGN_PARAGRAPH.LEFT, "center": WD_ALIGN_PARAGRAPH.CENTER, "right": WD_ALIGN_PARAGRAPH.RIGHT}
    for column, one_wide in enumerate(wide):
        for row in range(down + table.rows + bool(inside)):
            places[row * table.columns + column].width = Pt(one_wide * scale)
    for row, text in enumerate([*captions, *([inside] if inside else [])]):
        place = row if row < down else down + table.rows
        first = places[place * table.columns]
        first.merge(places[(place + 1) * table.columns - 1])
        _paragraph(first, text, size, one, aligns["left" if row >= down else "center"], new=False)
    for cell in table.cells:
        first = places[(down + cell.row) * table.columns + cell.column]
        if cell.row_span * cell.column_span > 1:
            last = (down + cell.row + cell.row_span - 1) * table.columns + cell.column + cell.column_span - 1
            first.merge(places[last])
        _paragraph(first, cell.text, size, one, aligns[align(cell, table, one)], new=False)
        first.vertical_alignment = getattr(WD_CELL_VERTICAL_ALIGNMENT, one.vertical.upper())
        if one.fill and cell.row < table.header_rows:
            shade = OxmlElement("w:shd")
            shade.set(qn("w:val"), "clear")
            shade.set(qn("w:fill"), one.fill)
            first._element.get_or_add_tcPr().append(shade)  # noqa: SLF001
    if one.repeat:
        for row in range(down + table.header_rows):
            mark = OxmlElement("w:tblHeader")
            made.rows[row]._tr.get_or_add_trPr().append(mark)  # noqa: SLF001


def _word_borders(made: Any, one: Dress) -> None:
    borders = OxmlElement("w:tblBorders")
    for name in ("top", "left", "bottom", "right", "insideH", "insideV"):
        edge = OxmlElement(f"w:{name}")
        edge.set(qn("w:val"), _WORD_BORDERS[one.border])
        edge.set(qn("w:sz"), {"medium": "12", "hair": "2"}.get(one.border, "4"))
        borders.append(edge)
    properties = made._tbl.tblPr  # noqa: SLF001
    properties.append(borders)
    if one.tight:
        margins = OxmlElement("w:tblCellMar")
        for name in ("left", "right"):
            edge = OxmlElement(f"w:{name}")
            edge.set(qn("w:w"), "28")
            edge.set(qn("w:type"), "dxa")
            margins.append(edge)
        properties.append(margins)


def to_pdf(files: dict[str, bytes]) -> dict[str, bytes]:
    """PDFs of Word files and workbooks, all in one run of LibreOffice."""
    if not files:
        return {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        paths = []
        for file, data in files.items():
            paths.append(folder / file)
            paths[-1].write_bytes(data)
        profile = f"-env:UserInstallation=file://{folder}/profile"
        subprocess.run(
            [
                "soffice",
                profile,
                "--headless",
                "--convert-to",
                "pdf",
                "--outdir",
                str(folder / "out"),
                *map(str, paths),
            ],
            check=True,
            capture_output=True,
            timeout=900,
        )
        return {file: (folder / "out" / Path(file).with_suffix(".pdf")).read_bytes() for file in files}


def turned(data: bytes) -> bytes:
    """A PDF with its pages lying on their side."""
    pdf = PdfDocument(data)
    for page in pdf:
        page.set_rotation(90)
    stream = BytesIO()
    pdf.save(stream)
    return stream.getvalue()
