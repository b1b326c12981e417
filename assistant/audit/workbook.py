"""Audits as a workbook (审核结果工作簿): sheets of findings, coverage and figures that cannot be checked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font

from assistant.audit.view import suspicion, where

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import BinaryIO

    from openpyxl.worksheet.worksheet import Worksheet

    from index.audit.report import Audit, AuditFinding

_LONGEST = 32_000  # characters that a cell may hold
_FINDINGS = (
    "文件", "严重程度", "编号", "规则", "名称", "矛盾", "应为", "实为", "相差", "单位", "各处",
    "最可能有误", "核实", "理由",
)  # fmt: skip
_COVERAGE = ("文件", "数字", "个数", "参与勾稽", "勾稽通过")
_UNCHECKED = ("文件", "位置", "名称", "行", "栏", "印出的数", "单位", "不能核对的原因")
_WIDTHS = {"矛盾": 60, "各处": 60, "最可能有误": 50, "文件": 30, "名称": 24, "位置": 40, "不能核对的原因": 50}


def write_workbook(audits: Sequence[Audit], target: BinaryIO) -> None:
    """Write the audits as XLSX. Whatever comes from documents or people is text and never a formula."""
    book = Workbook()
    book.remove(book.worksheets[0])
    _sheet(book, "矛盾", _FINDINGS, (_finding(one, finding) for one in audits for finding in _all(one)))
    shares = ((one.document.name, s.kind, s.figures, s.checked, s.proven) for one in audits for s in one.shares)
    _sheet(book, "覆盖", _COVERAGE, shares)
    missing = (
        (one.document.name, where(f), f.name, f.row, f.column, f.printed, f.unit, item.reason)
        for one in audits
        for item in one.unchecked
        for f in (item.figure,)
    )
    _sheet(book, "不能核对", _UNCHECKED, missing)
    book.save(target)


def _all(one: Audit) -> Iterable[AuditFinding]:
    return (*one.findings, *one.explained)


def _finding(one: Audit, finding: AuditFinding) -> tuple[Any, ...]:
    places = "\n".join(f"{where(figure)} {figure.name} {figure.printed}{figure.unit}" for _, figure in finding.figures)
    mark = finding.mark
    return (
        one.document.name,
        "说明" if finding.explanation else finding.severity.value,
        finding.key,
        finding.rule,
        finding.title,
        finding.statement,
        finding.expected,
        finding.actual,
        finding.difference,
        finding.unit,
        places,
        suspicion(finding),
        mark.state.value if mark else "",
        mark.reason if mark else "",
    )


def _sheet(book: Workbook, title: str, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    sheet: Worksheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    for number, values in enumerate((header, *rows), 1):
        for column, value in enumerate(values, 1):
            cell = sheet.cell(number, column)
            if isinstance(value, str):
                cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)[:_LONGEST]
                cell.data_type = "s"  # a text that begins with = is no formula
                cell.alignment = Alignment(wrap_text=True, vertical="top")
            else:
                cell.value = value
    for column, name in enumerate(header, 1):
        sheet.cell(1, column).font = Font(bold=True)
        sheet.column_dimensions[sheet.cell(1, column).column_letter].width = _WIDTHS.get(name, 12)
    sheet.auto_filter.ref = sheet.dimensions
