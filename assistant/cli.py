"""The command `yusuan` (命令行): it reads arguments and calls the rest of the program, which it imports when needed."""

from __future__ import annotations

import json
import sys
from contextlib import contextmanager
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path  # noqa: TC003 - typer reads the annotations when it runs
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from assistant.access.command import users
from assistant.audit.command import audit
from assistant.console import Home, Json, print_json, read_settings, refuse_arguments, reporting
from assistant.doctor import doctor
from assistant.proofread.command import verify_text
from assistant.records.commands import feedback, replay
from assistant.terminal import progress_bar, show_answer, show_documents, show_report, warn

if TYPE_CHECKING:
    from collections.abc import Iterator

app = typer.Typer(
    name="yusuan",
    help="问公开的预算、决算文件：答案里的每个数字都注明出处，并经过核对。先用 index 载入文件，再用 ask 提问。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


class FactsFormat(StrEnum):
    """The formats of `yusuan facts`."""

    CSV = "csv"
    JSONL = "jsonl"


@app.command(help="载入文件或文件夹。没有变动的文件跳过，变动的整份替换；读不了的说明原因，不影响其他文件。")
def index(
    paths: Annotated[
        list[Path], typer.Argument(metavar="PATH…", help="要载入的文件或文件夹；文件夹连同子文件夹一起查找。")
    ],
    *,
    home: Home = None,
    jobs: Annotated[
        int | None, typer.Option("--jobs", min=0, metavar="N", help="同时读取的文件数；0（默认）为处理器核数。")
    ] = None,
    seconds: Annotated[
        float | None,
        typer.Option("--seconds", min=1, metavar="S", help="读取一个文件最多用的秒数，默认 300；文字识别的页另加。"),
    ] = None,
    megabytes: Annotated[
        int | None,
        typer.Option("--memory", min=256, metavar="MB", help="读取一个文件最多用的内存，默认 1024；文字识别另加。"),
    ] = None,
    as_json: Json = False,
) -> None:
    """Load files and folders: exit status 1 when a file was refused or none was found."""
    given = {"jobs": jobs, "seconds_per_file": seconds, "megabytes_per_file": megabytes}
    settings = read_settings(home, **{name: value for name, value in given.items() if value is not None})
    with reporting(as_json=as_json):
        from index.build import build

        with progress_bar() as progress:
            report = build(paths, settings, progress)
    for warning in report.warnings:
        warn(f"注意：{warning}")
    for result in report.files:
        if result.reason:
            warn(f"{result.path}：{result.reason}")
    if as_json:
        counts = {status: report.count(status) for status in ("loaded", "replaced", "unchanged", "duplicate", "failed")}
        files = [asdict(result) for result in report.files]
        print_json({"files": files, **counts, "warnings": report.warnings, "seconds": round(report.seconds, 3)})
    else:
        show_report(report)
    raise typer.Exit(1 if report.count("failed") or not report.files else 0)


@app.command(help="列出已载入的文件：名称、单位、年度、文种、页数、表数、数字个数、发现的问题数。")
def documents(
    introduce: Annotated[
        str | None,
        typer.Option(
            "--introduce", metavar="NAME", help="介绍这一份文件：最大的支出、构成、增减、矛盾、没核对到的数字。"
        ),
    ] = None,
    home: Home = None,
    as_json: Json = False,
) -> None:
    """List what is loaded, or introduce one document."""
    settings = read_settings(home)
    if introduce is not None:
        from assistant.observe.command import show_introduction

        with reporting(as_json=as_json):
            show_introduction(settings, introduce, as_json=as_json)
        return
    with reporting(as_json=as_json):
        from index.store.database import NothingLoadedError
        from index.store.reader import Reader

        try:
            loaded = Reader(settings).documents()
        except NothingLoadedError:
            loaded = []
        if not loaded:
            warn(str(NothingLoadedError(settings.home_directory)))
    if as_json:
        print_json([{key: value for key, value in asdict(document).items() if key != "id"} for document in loaded])
    elif loaded:
        show_documents(loaded)


@app.command(help="从索引中去掉已载入的文件；原文件不动。")
def remove(
    names: Annotated[list[str], typer.Argument(metavar="DOCUMENT…", help="文件名，或载入时的完整路径。")],
    home: Home = None,
    as_json: Json = False,
) -> None:
    """Take documents out of the index."""
    settings = read_settings(home)
    with reporting(as_json=as_json):
        from index.build import remove as take_out

        report = take_out(names, settings)
    for message in (*report.warnings, *report.errors):
        warn(message)
    if as_json:
        removed = [document.path for document in report.removed]
        print_json({"removed": removed, "errors": report.errors, "warnings": report.warnings})
    else:
        for document in report.removed:
            typer.echo(f"已去掉：{document.name}")
    raise typer.Exit(1 if report.errors else 0)


@app.command(help="输出所有表格里的每一个数字：文件、页、行、表名、单位、科目编码、行名、列名、数值。")
def facts(
    document: Annotated[
        str | None, typer.Option("--document", metavar="NAME", help="只要这一个文件的；默认全部。")
    ] = None,
    form: Annotated[FactsFormat, typer.Option("--format", help="输出格式。")] = FactsFormat.CSV,
    home: Home = None,
) -> None:
    """Write every figure of every table to standard output."""
    settings = read_settings(home)
    with reporting(as_json=False):
        from index.store.database import NothingLoadedError
        from index.store.export import write_facts
        from index.store.reader import Reader

        reader = Reader(settings)
        try:
            chosen = None if document is None else [reader.find(document).id]
            write_facts(reader.facts(chosen), sys.stdout, form.value)
        except NothingLoadedError as error:
            warn(str(error))
            write_facts((), sys.stdout, form.value)
            raise typer.Exit(0 if document is None else 1) from error


@app.command(help="提一个问题，得到注明出处、经过核对的答案。")
def ask(
    question: Annotated[str, typer.Argument(metavar="QUESTION", help="问题，如“2024年公务接待费多少”。")],
    *,
    turn: Annotated[
        list[str] | None,
        typer.Option("--turn", metavar="EARLIER", help="同一对话中先前的提问，可重复，最早的在前。"),
    ] = None,
    receipt: Annotated[
        Path | None, typer.Option("--receipt", metavar="FILE", help="把这个答案的凭据（JSON）写入这个文件。")
    ] = None,
    export: Annotated[
        Path | None,
        typer.Option("--export", metavar="FILE", help="把答案、出处和核对写成文件：.md、.docx 或 .xlsx（核稿包）。"),
    ] = None,
    home: Home = None,
    as_json: Json = False,
) -> None:
    """Answer one question."""
    if not question.strip():
        refuse_arguments("问题是空的。")
    if export is not None and export.suffix.lower() not in (".md", ".docx", ".xlsx"):
        refuse_arguments(
            f"不能写成 {export.suffix or '没有扩展名的文件'}。--export 的文件名以 .md、.docx 或 .xlsx 结尾。"
        )
    settings = read_settings(home)
    with reporting(as_json=as_json):
        from assistant.batch import open_assistant

        answer = open_assistant(settings).ask(question, turn or ())
    if receipt is not None:
        from assistant.records.commands import write_receipt

        write_receipt(receipt, answer, turn or ())
    if export is not None:
        from assistant.export.command import write_export

        write_export(export, answer, turn or ())
    if as_json:
        print_json(answer.model_dump(mode="json"))
    else:
        show_answer(answer)
    if answer.status == "error":
        warn(answer.answer)
        raise typer.Exit(1)


@app.command(help="逐行回答一个文件里的问题，每行输出一个答案（JSON），顺序不变。")
def batch(
    file: Annotated[Path, typer.Argument(metavar="FILE", help='JSON Lines 文件，每行 {"id", "question", "turns"}。')],
    output: Annotated[
        Path | None, typer.Option("--output", metavar="FILE", help="答案写入这个文件；默认写到标准输出。")
    ] = None,
    home: Home = None,
) -> None:
    """Answer the questions of a JSON Lines file."""
    settings = read_settings(home)
    failed = 0
    with reporting(as_json=False), _lines(file, output) as (lines, target):
        from assistant.batch import answer_lines, open_assistant

        for answer in answer_lines(lines, open_assistant(settings)):
            target.write(json.dumps(answer, ensure_ascii=False) + "\n")
            target.flush()
            if answer["status"] == "error":
                failed += 1
                warn(f"{answer['id'] or '（无 id）'}：{answer['answer']}")
    raise typer.Exit(1 if failed else 0)


app.command(help="审核已载入的文件：列出自相矛盾之处和最可能有误的数字。有未处理的矛盾时退出码为 1。")(audit)
app.command(
    "verify-text", help="核对文稿：文稿里的每个数字与已载入的文件相符、不符，还是没有。有不符的数字时退出码为 1。"
)(verify_text)

app.command(help="复算凭据：逐个数字说明证实还是推翻、文件是否仍是当时的。有推翻或不能复查的，退出码为 1。")(replay)
app.command(help="列出网页上收到的反馈：答案不对、出处不对、有用，连同凭据。")(feedback)
app.command(help="自检：索引、句向量、语言模型是否可用，语言模型有多快。有问题时退出码为 1。")(doctor)


app.add_typer(users, name="users")


@app.command(help="打开网页界面。")
def serve(
    host: Annotated[
        str | None, typer.Option("--host", metavar="H", help="监听地址，默认 127.0.0.1（只有本机能访问）。")
    ] = None,
    port: Annotated[int | None, typer.Option("--port", metavar="P", min=1, max=65535, help="端口，默认 7860。")] = None,
    home: Home = None,
) -> None:
    """Open the page."""
    settings = read_settings(home, **{name: value for name, value in (("host", host), ("port", port)) if value})
    with reporting(as_json=False):
        from assistant.ui.app import launch

        launch(settings, settings.host, settings.port)


def main() -> None:
    """Run the command; what it writes is UTF-8 whatever the locale."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    app()


@contextmanager
def _lines(file: Path, output: Path | None) -> Iterator[tuple[Iterator[str], TextIO]]:
    """Open the questions and the place for the answers; end with status 2 when either cannot be used."""
    if output is not None and output.resolve() == file.resolve():
        refuse_arguments("--output 与输入是同一个文件。")
    try:
        source = file.open(encoding="utf-8-sig", errors="replace")
    except OSError as error:
        refuse_arguments(f"不能读取 {file}（{error.strerror}）。")
    with source:
        if output is None:
            yield iter(source), sys.stdout
            return
        try:
            target = output.open("w", encoding="utf-8", newline="\n")
        except OSError as error:
            refuse_arguments(f"不能写入 {output}（{error.strerror}）。")
        with target:
            yield iter(source), target
