"""Cells of workbooks (单元格): what comes from documents or people is text and never a formula."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from openpyxl.styles import Alignment, Font

from assistant.export.xml import xml_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from openpyxl import Workbook
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

LONGEST_TEXT: Final = 32_000  # characters that a cell may hold
_ACTIVE: Final = (
    "=",
    "+",
    "-",
    "@",
    "\t",
    "\r",
    "\n",
    "|",
    "%",
)  # how a formula may begin, also in text that is pasted
_TOP: Final = Alignment(wrap_text=True, vertical="top")
_USUAL_WIDTH: Final = 12


class Formula(str):
    """A formula that the program itself wrote, of cell references and numbers alone."""

    __slots__ = ()


def put(cell: Cell, value: Any) -> None:
    """Write a value: a number, a Formula, or text, which stays text also when the cell is edited."""
    if isinstance(value, Formula):
        cell.value = str(value)
    elif isinstance(value, str):
        text = xml_text(value)[:LONGEST_TEXT]
        cell.value = text
        cell.data_type = "s"
        if text.startswith(_ACTIVE):
            cell.quotePrefix = True
        cell.alignment = _TOP
    else:
        cell.value = value
    if isinstance(value, Decimal):
        cell.number_format = number_format(value)


def number_format(value: Decimal) -> str:
    """The format that shows a number with as many decimals as it has."""
    exponent = value.as_tuple().exponent
    decimals = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return "#,##0" + ("." + "0" * decimals if decimals else "")


def add_sheet(
    book: Workbook, title: str, header: Sequence[str], rows: Iterable[Sequence[Any]], widths: Mapping[str, int]
) -> Worksheet:
    """Add a sheet with a header that stays in sight and can be filtered by."""
    sheet: Worksheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    for number, values in enumerate((header, *rows), 1):
        for column, value in enumerate(values, 1):
            put(sheet.cell(number, column), value)
    for column, name in enumerate(header, 1):
        sheet.cell(1, column).font = Font(bold=True)
        sheet.column_dimensions[sheet.cell(1, column).column_letter].width = widths.get(name, _USUAL_WIDTH)
    sheet.auto_filter.ref = sheet.dimensions
    return sheet
