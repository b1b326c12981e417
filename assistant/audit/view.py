"""Audits as plain data and as text (审核结果的呈现)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from index.audit.coverage import reasons
from index.model.quantity import print_quantity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.audit.book import Figure
    from index.audit.report import Audit, AuditFinding, Suspect
    from index.audit.tables import TableAudit
    from index.model.document import Place

_SHOWN_REASONS = 8
OUTCOMES = {"exact": "一致", "rounding": "舍入差内", "contradiction": "矛盾"}


def as_json(audits: Sequence[Audit]) -> list[dict[str, Any]]:
    """Return the audits as plain data; boxes are (left, top, right, bottom) in points, as the loader gives them."""
    return [_audit(one) for one in audits]


def json_text(audits: Sequence[Audit]) -> str:
    """Return the audits as JSON text."""
    return json.dumps(as_json(audits), ensure_ascii=False, indent=2) + "\n"


def _audit(one: Audit) -> dict[str, Any]:
    document = one.document
    return {
        "document": document.name,
        "organization": document.unit,
        "year": document.year,
        "kind": document.kind,
        "contradictions": len(one.findings),
        "open": len(one.open),
        "checks": one.checks,
        "coverage": [
            {"kind": share.kind, "figures": share.figures, "checked": share.checked, "proven": share.proven}
            for share in one.shares
        ],
        "findings": [_finding(finding) for finding in one.findings],
        "explained": [_finding(finding) for finding in one.explained],
        "notes": list(one.notes),
        "rules": [
            {
                "rule": rule.rule,
                "title": rule.title,
                "exact": rule.exact,
                "rounding": rule.rounding,
                "contradiction": rule.contradiction,
                "not_checkable": rule.reason,
            }
            for rule in one.rules
        ],
        "tables": [_table(table) for table in one.tables],
        "not_checkable": [{**_figure(item.figure), "reason": item.reason} for item in one.unchecked],
    }


def _finding(finding: AuditFinding) -> dict[str, Any]:
    mark = finding.mark
    return {
        "key": finding.key,
        "rule": finding.rule,
        "title": finding.title,
        "severity": finding.severity.value,
        "statement": finding.statement,
        "expected": print_quantity(finding.expected),
        "actual": print_quantity(finding.actual),
        "difference": print_quantity(finding.difference),
        "unit": finding.unit,
        "places": [{"sign": sign, **_figure(figure)} for sign, figure in finding.figures],
        "cause": finding.cause,
        "likeliest": [_suspect(suspect) for suspect in finding.suspects],
        "explanation": finding.explanation,
        "mark": None if mark is None else {"state": mark.state.value, "reason": mark.reason, "at": mark.marked_at},
    }


def _table(table: TableAudit) -> dict[str, Any]:
    return {
        "title": table.title,
        "page": table.place.page,
        "line": table.place.line,
        "figures": table.figures,
        "checked": table.checked,
        "exact": table.exact,
        "rounding": table.rounding,
        "contradiction": table.contradiction,
        "not_checkable": table.reason,
        "figures_not_checkable": [{"reason": reason, "figures": count} for reason, count in table.reasons],
    }


def _suspect(suspect: Suspect) -> dict[str, Any]:
    return {
        **_figure(suspect.figure),
        "would_be": suspect.value,
        "repairs": suspect.repairs,
        "breaks": suspect.breaks,
    }


def _figure(figure: Figure) -> dict[str, Any]:
    return {
        "name": figure.name,
        "printed": figure.printed,
        "unit": figure.unit,
        "page": figure.place.page,
        "line": figure.place.line,
        "box": figure.place.box,
        "where": figure.container,
        "row": figure.row,
        "column": figure.column,
        "sentence": figure.sentence,
    }


def position(place: Place) -> str:
    """Say the page or the line."""
    return f"第{place.page}页" if place.page is not None else f"第{place.line}行" if place.line is not None else ""


def why(table: TableAudit) -> str:
    """Say why a table has no check, or which of its figures have none; "" where all have one."""
    return table.reason or "；".join(f"{count} 个：{reason}" for reason, count in table.reasons)


def where(figure: Figure) -> str:
    """Say where a figure stands: page or line, then its table or heading."""
    at = position(figure.place)
    return f"{at}{'“' + figure.container + '”' if figure.container else ''}"


def suspicion(finding: AuditFinding) -> str:
    """Say which figure is likeliest at fault; "" where nothing single explains the contradiction."""
    if not finding.suspects:
        return ""
    named = "；或 ".join(
        f"{where(one.figure)} {one.figure.name} {one.figure.printed}，似应为 {one.value}" for one in finding.suspects
    )
    repaired = finding.suspects[0].repairs
    return f"最可能有误：{named}" + (f"（改正后 {repaired} 处矛盾同时消除）" if repaired > 1 else "")


def as_text(audits: Sequence[Audit]) -> str:
    """Return the audits as text for a person."""
    lines = [line for one in audits for line in _lines(one)]
    total = sum(len(one.findings) for one in audits)
    left = sum(len(one.open) for one in audits)
    lines.append(f"共审核 {len(audits)} 个文件，矛盾 {total} 处，其中未处理 {left} 处。")
    return "\n".join(lines) + "\n"


def _lines(one: Audit) -> Iterator[str]:
    document = one.document
    yield f"■ {document.name}（{document.unit} {document.year or '年度不明'} {document.kind}）"
    counts = "，".join(f"{label} {one.checks[outcome]}" for outcome, label in OUTCOMES.items())
    yield f"  勾稽 {sum(one.checks.values())} 条：{counts}"
    for share in one.shares:
        part = f"{share.checked} 个（{share.checked / share.figures:.1%}）"
        yield f"  {share.kind} {share.figures} 个，参与勾稽 {part}，其中勾稽通过 {share.proven} 个"
    for finding in one.findings:
        yield from _finding_lines(finding)
    for finding in one.explained:
        yield f"  [说明] {finding.statement}（{finding.title}，编号 {finding.key}）"
    for note in one.notes:
        yield f"  [读表] {note}"
    bare = [table for table in one.tables if not table.checked]
    if bare:
        yield f"  没有勾稽的表 {len(bare)} 张："
        yield from (f"    {position(table.place)}“{table.title or '（无标题）'}”　{table.reason}" for table in bare)
    idle = [rule for rule in one.rules if rule.reason]
    if idle:
        yield f"  没有可核对之处的规则 {len(idle)} 条：" + "；".join(f"{rule.title}（{rule.reason}）" for rule in idle)
    found = reasons(one.unchecked)
    if found:
        yield f"  不能核对 {len(one.unchecked)} 个："
        yield from (f"    {count} 个　{reason}" for reason, count in found[:_SHOWN_REASONS])
    yield ""


def _finding_lines(finding: AuditFinding) -> Iterator[str]:
    state = f"，{finding.mark.state.value}：{finding.mark.reason}" if finding.mark else ""
    yield f"  [{finding.severity.value}] {finding.statement}（{finding.title}，编号 {finding.key}{state}）"
    for _, figure in finding.figures:
        position = " / ".join(part for part in (figure.row, figure.column) if part)
        yield f"      {where(figure)} {position or figure.name}　{figure.printed}{figure.unit}"
    if finding.suspects:
        yield f"      {suspicion(finding)}"
