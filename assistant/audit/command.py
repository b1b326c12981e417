"""`yusuan audit`: the contradictions of loaded documents, and what people say of them."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path  # noqa: TC003 - typer reads the annotations when it runs
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.console import Home, print_json, read_settings, refuse_arguments, reporting
from assistant.terminal import warn

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import BinaryIO

    from index.audit.report import Audit
    from index.settings import IndexSettings


class AuditFormat(StrEnum):
    """The formats of `yusuan audit`."""

    TEXT = "text"
    JSON = "json"
    XLSX = "xlsx"
    HTML = "html"


def audit(  # noqa: PLR0917 - an argument an option
    names: Annotated[
        list[str] | None, typer.Argument(metavar="DOCUMENT…", help="文件名，或载入时的完整路径；不写则审核全部。")
    ] = None,
    form: Annotated[AuditFormat, typer.Option("--format", help="输出格式。")] = AuditFormat.TEXT,
    output: Annotated[
        Path | None, typer.Option("--output", metavar="FILE", help="写入这个文件；xlsx 格式必须写明。")
    ] = None,
    confirm: Annotated[
        str | None, typer.Option("--confirm", metavar="编号", help="把这条矛盾标为“已核实”，须用 --reason 说明。")
    ] = None,
    ignore: Annotated[
        str | None, typer.Option("--ignore", metavar="编号", help="把这条矛盾标为“忽略”，须用 --reason 说明。")
    ] = None,
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="核实或忽略的理由。")] = "",
    unmark: Annotated[str | None, typer.Option("--unmark", metavar="编号", help="撤回核实意见。")] = None,
    marks: Annotated[bool, typer.Option("--marks", help="列出全部核实意见。")] = False,  # noqa: FBT002 - an option
    home: Home = None,
) -> None:
    """Audit loaded documents: exit status 1 when there is a contradiction that nobody has dealt with."""
    if sum(bool(one) for one in (confirm, ignore, unmark, marks)) > 1:
        refuse_arguments("--confirm、--ignore、--unmark、--marks 一次只能用一个。")
    if (confirm or ignore) and not reason.strip():
        refuse_arguments("请用 --reason 写明理由。")
    if form is AuditFormat.XLSX and output is None and not (confirm or ignore or unmark or marks):
        refuse_arguments("xlsx 格式请用 --output 写明文件。")
    settings = read_settings(home)
    with reporting(as_json=form is AuditFormat.JSON):
        from assistant.audit import marking  # noqa: PLC0415 - imported when needed, for a quick start

        if confirm or ignore:
            marking.mark(settings, confirm or ignore or "", confirmed=bool(confirm), reason=reason.strip())
            return
        if unmark:
            marking.unmark(settings, unmark)
            return
        if marks:
            marking.show(settings, as_json=form is AuditFormat.JSON)
            return
        audits, unknown = _audits(settings, names or ())
        _write(audits, form, output)
    for message in unknown:
        warn(f"错误：{message}")
    raise typer.Exit(1 if unknown or any(one.open for one in audits) else 0)


def _audits(settings: IndexSettings, names: Sequence[str]) -> tuple[list[Audit], list[str]]:
    """Audit the named documents, or all; a name that is not loaded is told and does not stop the others."""
    from index.audit.report import audit as audit_document  # noqa: PLC0415
    from index.model.errors import IndexingError  # noqa: PLC0415
    from index.store.reader import Reader  # noqa: PLC0415

    reader = Reader(settings)
    documents, unknown = reader.documents(), []
    if names:
        documents = []
        for name in dict.fromkeys(names):
            try:
                documents.append(reader.find(name))
            except IndexingError as error:
                unknown.append(str(error))
    with reader.connection() as connection:
        return [audit_document(connection, document) for document in documents], unknown


def _write(audits: Sequence[Audit], form: AuditFormat, output: Path | None) -> None:
    from assistant.audit import view  # noqa: PLC0415

    if form is AuditFormat.JSON and output is None:
        print_json(view.as_json(audits))
        return
    with _target(output) as target:
        if form is AuditFormat.XLSX:
            from assistant.audit.workbook import write_workbook  # noqa: PLC0415

            write_workbook(audits, target)
        elif form is AuditFormat.HTML:
            from assistant.audit.page import render_page  # noqa: PLC0415

            target.write(render_page(audits).encode())
        else:
            target.write((view.as_text(audits) if form is AuditFormat.TEXT else view.json_text(audits)).encode())


@contextmanager
def _target(output: Path | None) -> Iterator[BinaryIO]:
    """Open the place for the report; end with status 2 when it cannot be written."""
    if output is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    try:
        target = output.open("wb")
    except OSError as error:
        refuse_arguments(f"不能写入 {output}（{error.strerror}）。")
    with target:
        yield target
