"""`yusuan verify-text`: the figures of a draft against the loaded documents."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from assistant.console import Home, Json, print_json, read_settings, reporting
from assistant.terminal import warn


def verify_text(
    file: Annotated[str, typer.Argument(metavar="FILE", help="文稿：.txt、.md 或 .docx 文件；“-”为标准输入。")],
    organization: Annotated[
        str, typer.Option("--organization", metavar="NAME", help="文稿没有写明单位时，指这个单位。")
    ] = "",
    year: Annotated[
        int | None,
        typer.Option("--year", min=1949, max=2100, metavar="YEAR", help="文稿没有写明年度时，指这一年。"),
    ] = None,
    home: Home = None,
    as_json: Json = False,  # noqa: FBT002 - an option
) -> None:
    """Check a draft: exit status 1 when a figure is contradicted, or nothing could be checked."""
    settings = read_settings(home)
    with reporting(as_json=as_json):
        from assistant.proofread.service import check_text  # noqa: PLC0415 - imported when needed, for a quick start
        from assistant.proofread.source import read_draft  # noqa: PLC0415
        from assistant.proofread.view import as_text  # noqa: PLC0415
        from index.store.reader import Reader  # noqa: PLC0415

        report = check_text(Reader(settings), read_draft(file), organization, year)
    if report.note:
        warn(report.note)
    if as_json:
        print_json(report.model_dump(mode="json"))
    elif report.figures:
        sys.stdout.write(as_text(report.model_copy(update={"note": ""})))
    nothing = bool(report.note) and not report.figures
    raise typer.Exit(1 if report.contradicted or nothing else 0)
