"""Whether everything that answering needs is in order (自检): the index, the sentence vectors, the language model."""

from __future__ import annotations

import time
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import typer

from assistant.console import Home, Json, print_json, read_settings
from assistant.terminal import warn
from index.model.errors import IndexingError

if TYPE_CHECKING:
    from assistant.settings import Settings


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: whether it is in order, and what was found in words."""

    name: str
    ok: bool
    message: str
    milliseconds: float | None = None
    method: str | None = None  # of structured output, for the language model


def doctor(home: Home = None, as_json: Json = False) -> None:  # noqa: FBT002 - typer's options
    """Look at everything: exit status 1 when something is not in order."""
    settings = read_settings(home)
    findings = examine(settings)
    if as_json:
        found: dict[str, Any] = {finding.name: asdict(finding) for finding in findings}
        print_json({"ok": all(finding.ok for finding in findings), "checks": found})
    else:
        for finding in findings:
            taken = "" if finding.milliseconds is None else f" 用时 {finding.milliseconds:.0f} 毫秒。"
            line = f"{_NAMES[finding.name]}：{'正常' if finding.ok else '有问题'}。{finding.message}{taken}"
            typer.echo(line) if finding.ok else warn(line)
    raise typer.Exit(0 if all(finding.ok for finding in findings) else 1)


_NAMES = {"index": "索引", "embedding": "句向量", "model": "语言模型"}


def examine(settings: Settings) -> list[Finding]:
    """What is found of the index, the sentence vectors and the language model."""
    return [_index(settings), _embedding(settings), _model(settings)]


def _index(settings: Settings) -> Finding:
    from index.store.reader import Reader  # noqa: PLC0415 - brings in the database

    started = time.perf_counter()
    try:
        documents = Reader(settings).documents()
    except IndexingError as error:
        return Finding("index", ok=False, message=str(error))
    if not documents:
        return Finding("index", ok=False, message="还没有载入任何文件。请先运行：yusuan index 文件或文件夹")
    figures = sum(document.figures for document in documents)
    message = f"载入 {len(documents)} 个文件，{figures} 个数字（{settings.home_directory}）。"
    return Finding("index", ok=True, message=message, milliseconds=_since(started))


def _embedding(settings: Settings) -> Finding:
    if not settings.embed:
        return Finding("embedding", ok=True, message="设置为不用向量（YUSUAN_EMBED=false），文字段落按词检索。")
    from index.store.embedding import passage_embeddings  # noqa: PLC0415 - brings in the model

    started = time.perf_counter()
    try:
        vector = passage_embeddings(settings).embed_query("公务接待费")
    except IndexingError as error:
        return Finding("embedding", ok=False, message=str(error))
    message = f"模型 {settings.embedding_model}，{len(vector)} 维。"
    return Finding("embedding", ok=True, message=message, milliseconds=_since(started))


def _model(settings: Settings) -> Finding:
    """Whether the endpoint answers, which structured output it knows, and how fast."""
    if not settings.llm:
        return Finding("model", ok=True, message="没有设置语言模型（YUSUAN_LLM），由规则回答。")
    from assistant.llm.client import Client, Request  # noqa: PLC0415 - only where a model is set
    from assistant.llm.deadline import Deadline  # noqa: PLC0415
    from assistant.llm.errors import ModelError  # noqa: PLC0415
    from assistant.llm.prompts import load_prompt  # noqa: PLC0415
    from assistant.llm.proposal import Proposal  # noqa: PLC0415

    client = Client(settings)
    try:
        client.prepare()
        started = time.perf_counter()
        request = Request(load_prompt("doctor").text, "检查")
        client.ask(request, Proposal, Deadline.after(settings.llm_seconds))
    except ModelError as error:
        return Finding("model", ok=False, message=f"{settings.llm}：{error}。", method=client.method)
    message = f"{settings.llm}，结构化输出 {client.method}。"
    return Finding("model", ok=True, message=message, milliseconds=_since(started), method=client.method)


def _since(started: float) -> float:
    return round((time.perf_counter() - started) * 1000, 1)
