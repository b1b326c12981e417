"""Many questions at once (批量提问): JSON Lines in, one answer object a line out, in the same order."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Protocol

from assistant.answer.model import Answer
from index.store.database import NothingLoadedError
from index.store.reader import Reader
from index.store.viewing import ANYBODY

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from assistant.settings import Settings


class Asks(Protocol):
    """Whoever answers questions."""

    def ask(self, question: str, turns: Sequence[str] = (), id: str | None = None) -> Answer:  # noqa: A002 - the field's name
        """Answer a question; `turns` are the earlier questions of the conversation, oldest first."""
        ...


class NothingLoaded:
    """Answers for an index without documents: there is nothing to find yet."""

    def __init__(self, message: str) -> None:
        self._message = message

    def ask(self, question: str, turns: Sequence[str] = (), id: str | None = None) -> Answer:  # noqa: A002, ARG002 - Asks
        """Answer that nothing is loaded, and how to load."""
        return Answer(id=id, question=question, status="not_found", answer=self._message)


def open_assistant(settings: Settings) -> Asks:
    """Return the assistant over the index of these settings. Raise IndexingError for an index that cannot be read.

    It answers from what is shared: what visitors of the page loaded for themselves changes nobody else's answers.
    """
    try:
        loaded = Reader(settings, ANYBODY).documents()
    except NothingLoadedError as error:
        return NothingLoaded(str(error))
    if not loaded:
        return NothingLoaded(str(NothingLoadedError(settings.home_directory)))
    from assistant.service import Assistant  # noqa: PLC0415 - not needed where nothing is loaded

    return Assistant(settings, ANYBODY)


def answer_lines(lines: Iterable[str], assistant: Asks) -> Iterator[dict[str, Any]]:
    """Answer each line ({"id", "question", "turns"}); blank lines are passed over, unusable ones answered "error"."""
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _answer_line(line, number, assistant)


def _answer_line(line: str, number: int, assistant: Asks) -> dict[str, Any]:
    record, reason = _parse(line)
    question = record.get("question")
    if reason:
        answer = _error(question if isinstance(question, str) else "", f"第 {number} 行不能作为问题：{reason}")
    else:
        try:
            answer = assistant.ask(record["question"], record.get("turns") or ())
        except Exception as error:  # noqa: BLE001 - one question must not cost the others their answers
            answer = _error(record["question"], f"回答时程序出错（{type(error).__name__}：{error}）。")
    return {**answer.model_dump(mode="json"), "id": record.get("id")}


def _parse(line: str) -> tuple[dict[str, Any], str]:
    """Read a line into a record, with the reason why it cannot be asked."""
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):
        return {}, "不是合法的 JSON。"
    if not isinstance(record, dict):
        return {}, '应是一个 JSON 对象，如 {"id": "1", "question": "…", "turns": []}。'
    question, turns = record.get("question"), record.get("turns")
    if not isinstance(question, str) or not question.strip():
        return record, "缺少 question（应是非空的文字）。"
    if turns is not None and not (isinstance(turns, list) and all(isinstance(turn, str) for turn in turns)):
        return record, "turns 应是文字的列表。"
    return record, ""


def _error(question: str, message: str) -> Answer:
    return Answer(question=question, status="error", answer=message)
