"""The cells of workbooks (读取单元格): .xlsx through openpyxl, .xls through xlrd, both to what a reader sees."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from typing import TYPE_CHECKING, Any, Final

from index.load.number_format import shown
from index.load.workbook import SheetCells
from index.model.errors import DamagedOfficeError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_UNCOMPUTED: Final = re.compile(rb"</f>(?:<v\s*/>|<v></v>)?</c>")
_SHEET_PART: Final = re.compile(r"xl/worksheets/[^/]+\.xml")
_ERRORS: Final = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!"}


def xlsx_sheets(path: Path, data: bytes) -> tuple[list[SheetCells], list[str]]:
    """The visible sheets of an .xlsx file, and what is to be said of the whole of it. Raise DamagedOfficeError."""
    from openpyxl import load_workbook  # noqa: PLC0415 - wanted for workbooks only

    try:
        book = load_workbook(io.BytesIO(data), data_only=True)
        sheets = [_xlsx_sheet(sheet) for sheet in book.worksheets if sheet.sheet_state == "visible"]
        uncomputed = _uncomputed(data)
    except Exception as error:  # whatever a damaged package makes its reader raise
        raise DamagedOfficeError(path) from error
    remark = f"有 {uncomputed} 个公式没有存下结果，按空格读取；请用 Excel 打开并保存后重新载入。"
    return sheets, [remark] if uncomputed else []


def _uncomputed(data: bytes) -> int:
    """How many formulas have no stored value, as in a file that no spreadsheet program has saved."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        sheets = [name for name in package.namelist() if _SHEET_PART.fullmatch(name)]
        return sum(len(_UNCOMPUTED.findall(package.read(name))) for name in sheets)


def _xlsx_sheet(sheet: Any) -> SheetCells:
    found = SheetCells(sheet.title)
    zeros = bool(sheet.sheet_view.showZeros) if sheet.sheet_view.showZeros is not None else True
    hidden_rows = {index - 1 for index, row in sheet.row_dimensions.items() if row.hidden}
    hidden_columns = set(_hidden_columns(sheet))
    for merged in sheet.merged_cells.ranges:
        corner = (merged.min_row - 1, merged.min_col - 1)
        found.merged[corner] = (merged.max_row - merged.min_row + 1, merged.max_col - merged.min_col + 1)
    out: set[tuple[str, int]] = set()
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value is None:
                continue
            at = (cell.row - 1, cell.column - 1)
            if at[0] in hidden_rows or at[1] in hidden_columns:
                out.add(("row", at[0]) if at[0] in hidden_rows else ("column", at[1]))
                continue
            if not zeros and cell.value == 0:
                continue
            text = _cell_text(cell.value, cell.number_format)
            if text.strip():
                found.texts[at] = text.strip()
    found.hidden = len(out)
    return found


def _hidden_columns(sheet: Any) -> Iterator[int]:
    from openpyxl.utils import column_index_from_string  # noqa: PLC0415 - wanted for workbooks only

    for letters, dimension in sheet.column_dimensions.items():
        if dimension.hidden:
            first = dimension.min or column_index_from_string(letters)
            yield from range(first - 1, dimension.max or first)


def _cell_text(value: object, code: str) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int | float):
        return shown(value, code)
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    return str(value)


def xls_sheets(path: Path, data: bytes) -> tuple[list[SheetCells], list[str]]:
    """The visible sheets of an .xls file, as xlsx_sheets; its formulas always keep their values."""
    import xlrd  # noqa: PLC0415 - wanted for old workbooks only

    try:
        book = xlrd.open_workbook(
            file_contents=data, formatting_info=True, logfile=io.StringIO()
        )  # it prints its remarks
        return [_xls_sheet(book, sheet) for sheet in book.sheets() if sheet.visibility == 0], []
    except Exception as error:  # whatever a damaged file makes its reader raise
        raise DamagedOfficeError(path) from error


def _xls_sheet(book: Any, sheet: Any) -> SheetCells:
    found = SheetCells(sheet.name)
    for top, bottom, left, right in sheet.merged_cells:
        found.merged[(top, left)] = (bottom - top, right - left)
    hidden_rows = {index for index, info in sheet.rowinfo_map.items() if info.hidden}
    hidden_columns = {index for index, info in sheet.colinfo_map.items() if info.hidden}
    out: set[tuple[str, int]] = set()
    for row in range(sheet.nrows):
        for column, cell in enumerate(sheet.row(row)):
            text = _xls_text(book, cell)
            if not text or (not sheet.show_zero_values and cell.value == 0):
                continue
            if row in hidden_rows or column in hidden_columns:
                out.add(("row", row) if row in hidden_rows else ("column", column))
                continue
            found.texts[(row, column)] = text
    found.hidden = len(out)
    return found


def _xls_text(book: Any, cell: Any) -> str:
    import xlrd  # noqa: PLC0415 - wanted for old workbooks only

    if cell.ctype == xlrd.XL_CELL_NUMBER:
        code = book.format_map[book.xf_list[cell.xf_index].format_key].format_str
        value = int(cell.value) if float(cell.value).is_integer() else cell.value
        return shown(value, code).strip()
    if cell.ctype == xlrd.XL_CELL_DATE:
        return str(xlrd.xldate_as_datetime(cell.value, book.datemode).date())
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return "是" if cell.value else "否"
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return _ERRORS.get(cell.value, "#N/A")
    return str(cell.value).strip()
