"""The audit of a document as HTML (审核结果): contradictions with both places, the likeliest at fault, marks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from assistant.audit.view import why
from assistant.ui import markup
from assistant.ui.labels import label
from assistant.ui.leaf_view import viewer_address
from assistant.ui.marks import Mark as Box

if TYPE_CHECKING:
    from index.audit.book import Figure
    from index.audit.report import Audit, AuditFinding, Suspect
    from index.audit.tables import TableAudit
    from index.store.reader import LoadedDocument

_GRAVITY: Final = {
    "高": ("mismatch", "grave_high"),
    "中": ("rounding", "grave_medium"),
    "低": ("unverified", "grave_low"),
}


def audit_html(audit: Audit) -> str:
    """The whole report of one document."""
    checks = sum(audit.checks.values())
    heading = label("audit_counts", checks=f"{checks:,}", found=len(audit.findings), open=len(audit.open))
    covered = "".join(
        f"<li>{label('audit_share', kind=share.kind, figures=f'{share.figures:,}', checked=f'{share.checked:,}')}</li>"
        for share in audit.shares
    )
    found = "".join(_finding_html(audit.document, finding) for finding in audit.findings)
    none = "" if audit.findings else f'<p class="hint">{label("audit_none")}</p>'
    counts = f'<p><b>{markup.text(heading)}</b></p><ul class="hint">{covered}</ul>'
    return f'{counts}{none}<ol class="findings">{found}</ol>{_tables_html(audit)}'


def _tables_html(audit: Audit) -> str:
    """The tables in which some figure, or none at all, can be checked, each with the reason; "" where all can."""
    rows = "".join(
        f"<li>{_table_place(audit.document, table)} "
        f'<span class="hint">{label("audit_table", figures=table.figures, checked=table.checked)}</span> '
        f"{markup.text(why(table))}</li>"
        for table in audit.tables
        if why(table)
    )
    return f"<details><summary>{label('audit_tables')}</summary><ul>{rows}</ul></details>" if rows else ""


def _table_place(document: LoadedDocument, table: TableAudit) -> str:
    at = table.place.page if table.place.page is not None else table.place.line
    title = markup.text(table.title or label("audit_untitled"))
    if at is None:
        return title
    words = label("page", page=at) if table.place.page is not None else label("line", line=at)
    address = markup.text(viewer_address(document.id, at, []))
    return f'<a class="where" href="{address}" target="_blank" rel="noopener">{words}</a> {title}'


def choice_text(finding: AuditFinding) -> str:
    """A finding as it is chosen to be marked."""
    return f"{finding.key} {finding.statement[:60]}"


def _finding_html(document: LoadedDocument, finding: AuditFinding) -> str:
    kind, word = _GRAVITY[finding.severity.value]
    places = "".join(f"<li>{_place_html(document, figure)}</li>" for _, figure in finding.figures)
    suspects = "".join(f"<li>{_suspect_html(document, suspect)}</li>" for suspect in finding.suspects)
    likeliest = f"<p>{label('audit_likeliest')}</p><ul>{suspects}</ul>" if suspects else ""
    mark = finding.mark
    said = ""
    if mark is not None:
        state = label("mark_confirmed" if mark.state.value == "已核实" else "mark_ignored")
        said = f'<p class="said"><span class="badge verified">{state}</span> {markup.text(mark.reason)}</p>'
    return (
        f'<li class="{"dealt" if mark else "open"}"><span class="badge {kind}">{label(word)}</span> '
        f"<b>{markup.text(finding.statement)}</b> "
        f'<span class="hint">{markup.text(finding.title)} · <code>{markup.text(finding.key)}</code></span>'
        f"<ul>{places}</ul>{likeliest}{said}</li>"
    )


def _suspect_html(document: LoadedDocument, suspect: Suspect) -> str:
    would = label("audit_would_be", value=suspect.value)
    return f"{_place_html(document, suspect.figure)} <b>{markup.text(would)}</b>"


def _place_html(document: LoadedDocument, figure: Figure) -> str:
    """Where a figure stands, linked to the viewer, and what is printed there."""
    place = figure.place
    at = place.page if place.page is not None else place.line
    words = ""
    if place.page is not None:
        words = label("page", page=place.page)
    elif place.line is not None:
        words = label("line", line=place.line)
    told = " / ".join(part for part in (figure.container, figure.row or figure.name, figure.column) if part)
    printed = f"<b>{markup.text(figure.printed)}{markup.text(figure.unit)}</b>"
    if figure.elsewhere:
        return f"{markup.text(figure.elsewhere)} {words} {markup.text(told)} {printed}"
    if at is None:
        return f"{markup.text(told)} {printed}"
    address = markup.text(viewer_address(document.id, at, [Box("cell", place.box)] if place.box else []))
    link = f'<a class="where" href="{address}" target="_blank" rel="noopener">{words}</a>'
    return f"{link} {markup.text(told)} {printed}"
