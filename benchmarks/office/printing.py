"""Drawn documents as Word files, workbooks and web pages (制作): the tables of the made PDFs, merged cells too."""

from __future__ import annotations

from html import escape
from io import BytesIO
from typing import TYPE_CHECKING, Any

import xlwt
from docx import Document
from openpyxl import Workbook

from benchmarks.pdf.canvas import framed, framed_captions
from samples.narrative import Heading

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.pdf.canvas import Found
    from benchmarks.pdf.drawing import Drawn, DrawnCell, DrawnTable
    from benchmarks.pdf.look import Look


def _captions(table: DrawnTable, look: Look) -> list[str]:
    inside = framed_captions(table) if look.captions == "framed" else ()
    texts = [text for text in table.above if text not in inside]
    stated = table.unit if look.captions not in {"framed", "unit framed"} else ""
    return [*texts, *([table.owner] if table.owner else []), *([stated] if stated else [])]


def print_word(drawn: Drawn, look: Look) -> tuple[bytes, Found]:
    """The bytes of a .docx file, and its figures."""
    found: Found = []
    file = Document()
    for line in drawn.cover:
        file.add_paragraph(line, style="Title")
    for part in drawn.parts:
        if isinstance(part, Heading):
            file.add_heading(part.text, min(part.level, 9))
        elif isinstance(part, str):
            file.add_paragraph(part)
        else:
            for text in _captions(part, look):
                file.add_paragraph(text)
            _word_table(file, framed(part, look), part, found)
            if part.below:
                file.add_paragraph(part.below)
    stream = BytesIO()
    file.save(stream)
    return stream.getvalue(), found


def _word_table(file: Any, table: DrawnTable, named: DrawnTable, found: Found) -> None:
    made = file.add_table(rows=table.rows, cols=table.columns)
    places = made._cells  # noqa: SLF001 - each look-up of one cell makes this list anew
    for cell in table.cells:
        first = places[cell.row * table.columns + cell.column]
        first.text = cell.text
        if cell.row_span * cell.column_span > 1:
            last = (cell.row + cell.row_span - 1) * table.columns + cell.column + cell.column_span - 1
            first.merge(places[last])
        if cell.value:
            found.append((named, cell, 0))


def print_page(drawn: Drawn, look: Look) -> tuple[bytes, Found]:
    """The bytes of a web page among the words of a site, and its figures."""
    found: Found = []
    body = "".join(_page_parts(drawn, look, found))
    page = (
        f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{escape(''.join(drawn.cover))}_澄湖市人民政府</title>"
        "<style>td{color:red}</style><script>var x = '<p>12345.67万元</p>';</script></head><body>"
        "<nav><ul><li>首页</li><li>政务公开</li></ul></nav><div class='article'>"
        f"{body}</div><footer><p>主办：澄湖市人民政府 网站标识码：9990000001</p></footer></body></html>"
    )
    return page.encode(), found


def _page_parts(drawn: Drawn, look: Look, found: Found) -> Iterator[str]:
    yield "".join(f"<h1>{escape(line)}</h1>" for line in drawn.cover)
    for part in drawn.parts:
        if isinstance(part, Heading):
            yield f"<p><strong>{escape(part.text)}</strong></p>"
        elif isinstance(part, str):
            yield f"<p>&nbsp;&nbsp;{escape(part)}</p>"
        else:
            yield "".join(f"<p><span>{escape(text)}</span></p>" for text in _captions(part, look))
            whole = framed(part, look)
            yield "<table border=1><tbody>"
            for row in range(whole.rows):
                cells = sorted((one for one in whole.cells if one.row == row), key=lambda one: one.column)
                yield f"<tr>{''.join(_page_cell(cell) for cell in cells)}</tr>"
                found += [(part, cell, 0) for cell in cells if cell.value]
            yield "</tbody></table>"
            if part.below:
                yield f"<p>{escape(part.below)}</p>"


def _page_cell(cell: DrawnCell) -> str:
    return f"<td rowspan='{cell.row_span}' colspan='{cell.column_span}'><p>{escape(cell.text) or '&nbsp;'}</p></td>"


def _number(cell: DrawnCell) -> tuple[float, str] | None:
    """A figure as a binary number with the format that shows it as printed; None for what must stay a text."""
    digits = cell.text.replace(",", "")
    if not cell.value or cell.value != digits.rstrip("%"):
        return None
    decimals = len(digits.partition(".")[2])
    return float(digits), ("#,##0" if "," in cell.text else "0") + ("." + "0" * decimals if decimals else "")


def _sheets(drawn: Drawn, look: Look) -> Iterator[tuple[str, list[str], DrawnTable | None, DrawnTable | None, str]]:
    """Name, texts above, the table as framed, the table itself and the text below of each sheet."""
    texts: list[str] = [*drawn.cover]
    number = 0
    for part in drawn.parts:
        if isinstance(part, Heading | str):
            texts.append(part if isinstance(part, str) else part.text)
            continue
        if texts:
            number += 1
            yield f"说明{number}", texts, None, None, ""
            texts = []
        number += 1
        yield f"{number}", _captions(part, look), framed(part, look), part, part.below
    if texts:
        yield "其他说明", texts, None, None, ""


def print_workbook(drawn: Drawn, look: Look) -> tuple[bytes, Found]:
    """The bytes of an .xlsx file, a sheet a table, figures as numbers; and its figures."""
    found: Found = []
    book = Workbook()
    book.remove(book.active)
    for name, above, table, named, below in _sheets(drawn, look):
        sheet = book.create_sheet(name)
        for row, text in enumerate(above, start=1):
            sheet.cell(row, 1, text)
        if table is None or named is None:
            continue
        top = len(above) + 1
        for cell in table.cells:
            at = sheet.cell(top + cell.row, cell.column + 1)
            number = _number(cell)
            at.value = number[0] if number else cell.text or None
            if number:
                at.number_format = number[1]
            elif cell.text:
                at.data_type = "s"  # ≥ and = are texts, no formulas
            if cell.row_span * cell.column_span > 1:
                sheet.merge_cells(
                    start_row=at.row, start_column=at.column, end_row=at.row + cell.row_span - 1,
                    end_column=at.column + cell.column_span - 1,
                )  # fmt: skip
            if cell.value:
                found.append((named, cell, 0))
        if below:
            sheet.cell(top + table.rows, 1, below)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue(), found


def print_old_workbook(drawn: Drawn, look: Look) -> tuple[bytes, Found]:
    """The bytes of an .xls file, as print_workbook."""
    found: Found = []
    book = xlwt.Workbook(encoding="utf-8")
    for name, above, table, named, below in _sheets(drawn, look):
        sheet = book.add_sheet(name)
        for row, text in enumerate(above):
            sheet.write(row, 0, text)
        if table is None or named is None:
            continue
        top = len(above)
        for cell in table.cells:
            number = _number(cell)
            value: float | str = number[0] if number else cell.text
            style = xlwt.easyxf(num_format_str=number[1] if number else "General")
            row, last = top + cell.row, top + cell.row + cell.row_span - 1
            if cell.row_span * cell.column_span > 1:
                sheet.write_merge(row, last, cell.column, cell.column + cell.column_span - 1, value, style)
            elif value != "":
                sheet.write(row, cell.column, value, style)
            if cell.value:
                found.append((named, cell, 0))
        if below:
            sheet.write(top + table.rows, 0, below)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue(), found
