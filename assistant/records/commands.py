"""`yusuan replay` and `yusuan feedback`: what became of receipts, and what people said of answers."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path  # noqa: TC003 - typer reads the annotations when it runs
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.console import Home, Json, print_json, read_settings, refuse_arguments, reporting
from assistant.terminal import warn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.answer.model import Answer
    from assistant.records.replayed import Replay


class FeedbackFormat(StrEnum):
    """The formats of `yusuan feedback`."""

    TEXT = "text"
    JSON = "json"


def replay(
    receipts: Annotated[list[Path], typer.Argument(metavar="RECEIPT…", help="凭据文件，可以有几份。")],
    home: Home = None,
    as_json: Json = False,  # noqa: FBT002 - an option
) -> None:
    """Recompute receipts: exit status 1 when a figure is contradicted or cannot be checked, or a file is no receipt."""
    settings = read_settings(home)
    done: list[Replay] = []
    errors: list[str] = []
    with reporting(as_json=as_json):
        from assistant.records.receipt import ReceiptError, load_receipt  # noqa: PLC0415 - imported when needed
        from assistant.records.replay import replay as recompute  # noqa: PLC0415

        for path in receipts:
            try:
                receipt, intact = load_receipt(path)
            except ReceiptError as error:
                errors.append(str(error))
            else:
                done.append(recompute(receipt, settings, path.name, intact=intact))
    for reason in errors:
        warn(f"错误：{reason}")
    if as_json:
        print_json({"receipts": [one.model_dump(mode="json") for one in done], "errors": errors})
    else:
        from assistant.records.view import replays_text  # noqa: PLC0415

        sys.stdout.write(replays_text(done))
    raise typer.Exit(1 if errors or any(one.outcome != "confirmed" for one in done) else 0)


def feedback(
    form: Annotated[FeedbackFormat, typer.Option("--format", help="输出格式。")] = FeedbackFormat.TEXT,
    home: Home = None,
) -> None:
    """List what people said of answers."""
    settings = read_settings(home)
    with reporting(as_json=form is FeedbackFormat.JSON):
        from assistant.records.feedback import all_feedback  # noqa: PLC0415 - imported when needed
        from assistant.records.store import open_database  # noqa: PLC0415

        given = all_feedback(open_database(settings))
    if form is FeedbackFormat.JSON:
        print_json([one.model_dump(mode="json") for one in given])
    else:
        from assistant.records.view import feedback_text  # noqa: PLC0415

        sys.stdout.write(feedback_text(given))


def write_receipt(path: Path, answer: Answer, turns: Sequence[str]) -> None:
    """Write the receipt of an answer; end with status 2 when the file cannot be written."""
    from assistant.records.receipt import make_receipt, receipt_bytes  # noqa: PLC0415 - imported when needed

    try:
        path.write_bytes(receipt_bytes(make_receipt(answer, turns)))
    except OSError as error:
        refuse_arguments(f"不能写入 {path}（{error.strerror}）。")
