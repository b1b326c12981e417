"""Audits as a workbook (审核结果工作簿): sheets of findings, coverage and figures that cannot be checked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from openpyxl import Workbook

from assistant.audit.view import position, suspicion, where, why
from assistant.export.cells import add_sheet

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import BinaryIO

    from index.audit.report import Audit, AuditFinding

_FINDINGS = (
    "文件", "严重程度", "编号", "规则", "名称", "矛盾", "应为", "实为", "相差", "单位", "各处",
    "最可能有误", "核实", "理由",
)  # fmt: skip
_COVERAGE = ("文件", "数字", "个数", "参与勾稽", "勾稽通过")
_UNCHECKED = ("文件", "位置", "名称", "行", "栏", "印出的数", "单位", "不能核对的原因")
_TABLES = ("文件", "位置", "表", "数字", "参与勾稽", "一致", "舍入差内", "矛盾", "不能核对的原因")
_RULES = ("文件", "规则", "名称", "一致", "舍入差内", "矛盾", "不能核对的原因")
_WIDTHS = {"矛盾": 60, "各处": 60, "最可能有误": 50, "文件": 30, "名称": 24, "位置": 40, "表": 40, "不能核对的原因": 50}


def write_workbook(audits: Sequence[Audit], target: BinaryIO) -> None:
    """Write the audits as XLSX. Whatever comes from documents or people is text and never a formula."""
    book = Workbook()
    book.remove(book.worksheets[0])
    findings = (_finding(one, finding) for one in audits for finding in _all(one))
    add_sheet(book, "矛盾", _FINDINGS, findings, _WIDTHS)
    shares = ((one.document.name, s.kind, s.figures, s.checked, s.proven) for one in audits for s in one.shares)
    add_sheet(book, "覆盖", _COVERAGE, shares, _WIDTHS)
    rules = (
        (one.document.name, rule.rule, rule.title, rule.exact, rule.rounding, rule.contradiction, rule.reason)
        for one in audits
        for rule in one.rules
    )
    add_sheet(book, "规则", _RULES, rules, _WIDTHS)
    tables = (
        (
            one.document.name,
            position(t.place),
            t.title,
            t.figures,
            t.checked,
            t.exact,
            t.rounding,
            t.contradiction,
            why(t),
        )
        for one in audits
        for t in one.tables
    )
    add_sheet(book, "各表", _TABLES, tables, _WIDTHS)
    missing = (
        (one.document.name, where(f), f.name, f.row, f.column, f.printed, f.unit, item.reason)
        for one in audits
        for item in one.unchecked
        for f in (item.figure,)
    )
    add_sheet(book, "不能核对", _UNCHECKED, missing, _WIDTHS)
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
