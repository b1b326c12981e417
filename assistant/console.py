"""What the commands share (命令行公用): settings from arguments, messages, exit statuses."""

from __future__ import annotations

import json
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from assistant.terminal import warn
from index.model.errors import IndexingError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assistant.settings import Settings

Home = Annotated[
    Path | None,
    typer.Option("--home", metavar="DIR", help="索引目录，默认 ~/.yusuan；也可用环境变量 YUSUAN_HOME 指定。"),
]
Json = Annotated[bool, typer.Option("--json", help="标准输出只有 JSON，供脚本使用；说明和进度都在标准错误输出。")]


def read_settings(home: Path | None, **given: Any) -> Settings:
    """Read the settings, the command line over the environment; end with status 2 when one cannot be used."""
    from pydantic import ValidationError  # noqa: PLC0415 - imported when needed, for a quick start

    from assistant.settings import Settings  # noqa: PLC0415

    try:
        chosen: dict[str, Any] = ({"home": home} if home else {}) | given
        return Settings(**chosen)
    except ValidationError as error:
        fields = "、".join(f"YUSUAN_{str(item['loc'][0]).upper()}（{item['msg']}）" for item in error.errors())
        refuse_arguments(f"设置不能用：{fields}")


def refuse_arguments(message: str) -> NoReturn:
    """End with status 2 and a message."""
    warn(f"错误：{message}")
    raise typer.Exit(2)


@contextmanager
def reporting(*, as_json: bool) -> Iterator[None]:
    """Turn what the program refuses into a message and exit status 1."""
    try:
        yield
    except IndexingError as error:
        warn(f"错误：{error}")
        if as_json:
            print_json({"error": str(error)})
        raise typer.Exit(1) from error
    except KeyboardInterrupt as error:
        warn("已中断；先前载入的内容不受影响。")
        raise typer.Exit(1) from error


def print_json(value: Any) -> None:
    """Write JSON to stdout."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")
