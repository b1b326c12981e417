"""What the command line shows people (终端显示): progress on stderr, tables and answers on stdout."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from assistant.answer.sources import source_line
from assistant.answer.told_checks import told_once

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from rich.console import Console

    from assistant.answer.model import Answer
    from index.report import BuildReport, FileResult, Progress
    from index.store.reader import LoadedDocument

_PLAIN_WIDTH: Final = 200
_STATUSES: Final = {
    "loaded": "已载入",
    "replaced": "已更新",
    "unchanged": "未变动",
    "duplicate": "重复",
    "failed": "失败",
}
_STAGES: Final = {"read": "读取文件", "recognize": "文字识别", "embed": "文字向量"}
_OUTCOMES: Final = {"exact": "相符", "rounding": "四舍五入范围内相符", "contradiction": "不符"}
_VERIFICATIONS: Final = {
    "verified": "核对：相符",
    "rounding": "核对：四舍五入范围内相符",
    "mismatch": "核对：文件自身前后不一致，请看下列各处",
    "unverified": "核对：文件中没有可供核对的其他数字",
}

_DOUBTFUL: Final = "核对：未予核定；所涉勾稽关系如下"


def warn(message: str) -> None:
    """Write a line for people to stderr."""
    sys.stderr.write(f"{message}\n")


@contextmanager
def progress_bar() -> Iterator[Callable[[Progress], None] | None]:
    """Show progress on stderr where that is a terminal; None where it is not."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console  # noqa: PLC0415 - only for a terminal
    from rich.markup import escape  # noqa: PLC0415
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn  # noqa: PLC0415
    from rich.progress import Progress as Bar  # noqa: PLC0415

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        tasks = {stage: bar.add_task(label, total=None, visible=False) for stage, label in _STAGES.items()}

        def show(progress: Progress) -> None:
            label = " ".join(word for word in (_STAGES[progress.stage], escape(progress.document)) if word)
            bar.update(
                tasks[progress.stage], description=label, completed=progress.done, total=progress.total, visible=True
            )

        yield show


def show_report(report: BuildReport) -> None:
    """Show what became of each file, then the reasons for what was refused."""
    rows = [_file_row(result) for result in report.files]
    _table(
        ("结果", "文件", "单位", "年度", "文种", "页", "表", "数字", "存疑", "发现", "勾稽检查", "不符", "秒"),
        rows,
        left=5,
    )
    counts = "，".join(
        f"{label} {sum(result.status == status for result in report.files)}"
        for status, label in _STATUSES.items()
        if any(result.status == status for result in report.files)
    )
    sys.stdout.write(f"共 {len(report.files)} 个文件：{counts or '没有文件'}；用时 {report.seconds:.1f} 秒。\n")


def _file_row(result: FileResult) -> tuple[str, ...]:
    if result.status in {"failed", "duplicate"}:
        return (_STATUSES[result.status], result.document, *[""] * 10, f"{result.seconds:.2f}")
    numbers = (result.tables, result.figures, result.doubtful, result.findings, result.checks, result.contradictions)
    return (
        _STATUSES[result.status],
        result.document,
        result.unit,
        str(result.year or "不详"),
        result.kind,
        str(result.pages or ""),
        *map(str, numbers),
        f"{result.seconds:.2f}",
    )


def show_documents(documents: Sequence[LoadedDocument]) -> None:
    """Show what is loaded."""
    rows = [
        (
            document.name,
            document.unit,
            str(document.year or "不详"),
            f"{document.scope}{document.kind}",
            str(document.pages or ""),
            *map(str, (document.tables, document.figures, document.findings)),
        )
        for document in documents
    ]
    _table(("文件", "单位", "年度", "文种", "页", "表", "数字", "发现"), rows, left=4)


def _table(titles: Sequence[str], rows: Sequence[Sequence[str]], *, left: int) -> None:
    """Print a table, the first `left` columns flush left, the others (numbers) flush right."""
    from rich.table import Table  # noqa: PLC0415 - only where a table is shown
    from rich.text import Text  # noqa: PLC0415

    table = Table(box=None, pad_edge=False)
    for position, title in enumerate(titles):
        table.add_column(title, justify="left" if position < left else "right", overflow="fold")
    for row in rows:
        table.add_row(*map(Text, row))
    _console().print(table)


def _console() -> Console:
    from rich.console import Console  # noqa: PLC0415 - only where something is shown

    return Console(width=None if sys.stdout.isatty() else _PLAIN_WIDTH, highlight=False, soft_wrap=False)


def show_answer(answer: Answer) -> None:
    """Show an answer, where its figures stand, and how they were checked."""
    if sys.stdout.isatty():
        from rich.markdown import Markdown  # noqa: PLC0415 - only for a terminal

        _console().print(Markdown(answer.answer))
    else:
        sys.stdout.write(f"{answer.answer}\n")
    lines = []
    if answer.citations:
        lines += ["", "出处：", *(f"  [{one.number}] {source_line(one)}" for one in answer.citations)]
    if answer.figures:
        lines += ["", _verification(answer)]
        lines += [f"  · {one.statement}（{_OUTCOMES[one.first.outcome]}）" for one in told_once(answer)]
    sys.stdout.write("".join(f"{line}\n" for line in lines))


def _verification(answer: Answer) -> str:
    doubtful = answer.verification.status == "unverified" and answer.verification.checks
    return _DOUBTFUL if doubtful else _VERIFICATIONS[answer.verification.status]
