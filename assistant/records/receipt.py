"""The receipt of an answer (凭据): what was asked, of which documents, and what was answered; with its own digest.

A receipt is JSON. Its digest is the SHA-256 of the rest of it, written with sorted keys and no spaces, in UTF-8.
"""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.answer.model import Answer, CitedDocument
from index.model.errors import IndexingError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

RECEIPT_VERSION: Final = 1
LARGEST_RECEIPT: Final = 16 << 20  # bytes
_DISTRIBUTION: Final = "yusuan"


class ReceiptError(IndexingError):
    """A file that cannot be replayed."""


class MissingReceiptError(ReceiptError):
    """A receipt that cannot be read."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"不能读取凭据 {name}（{reason}）。请检查路径。")


class NoReceiptError(ReceiptError):
    """A file that is no receipt."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name} 不是凭据：{reason}。凭据由 yusuan ask --receipt 或网页的“凭据”按钮写出。")


class NewerReceiptError(ReceiptError):
    """A receipt of a later version than this program knows."""

    def __init__(self, name: str, found: int) -> None:
        super().__init__(f"{name} 是第 {found} 版凭据，本程序只认得第 {RECEIPT_VERSION} 版及以前的。请升级程序。")


class Receipt(BaseModel):
    """A receipt. `turns` are the questions before this one, oldest first; plan, SQL and figures are in `answer`."""

    model_config = ConfigDict(frozen=True)

    type: Literal["yusuan-receipt"] = "yusuan-receipt"
    version: int = RECEIPT_VERSION
    program: str
    made_at: str  # ISO 8601 with offset
    question: str
    turns: tuple[str, ...] = ()
    documents: tuple[CitedDocument, ...] = ()  # those that the answer cites
    answer: Answer
    digest: str = Field(default="", pattern=r"^([0-9a-f]{64})?$")


@cache
def program_version() -> str:
    """The version of the program, "" where it runs without being installed."""
    try:
        return version(_DISTRIBUTION)
    except PackageNotFoundError:
        return ""


def make_receipt(answer: Answer, turns: Sequence[str] = (), question: str = "", made_at: str = "") -> Receipt:
    """Write the receipt of an answer to `question` (the answer's own where it is not given)."""
    receipt = Receipt(
        program=program_version(),
        made_at=made_at or datetime.now(UTC).isoformat(timespec="seconds"),
        question=question or answer.question,
        turns=tuple(turns),
        documents=tuple(answer.documents),
        answer=answer.model_copy(update={"id": None, "elapsed_ms": 0.0}),  # of this run alone
    )
    return receipt.model_copy(update={"digest": digest_of(receipt.model_dump(mode="json"))})


def digest_of(record: dict[str, Any]) -> str:
    """The digest of a receipt's JSON; its own `digest` does not count."""
    rest = {key: value for key, value in record.items() if key != "digest"}
    text = json.dumps(rest, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def receipt_text(receipt: Receipt) -> str:
    """Write a receipt as JSON for a file."""
    return json.dumps(receipt.model_dump(mode="json"), ensure_ascii=False, indent=2) + "\n"


def receipt_bytes(receipt: Receipt) -> bytes:
    """Write a receipt as the content of a file, in UTF-8."""
    return receipt_text(receipt).encode("utf-8", "surrogatepass")  # a question may hold halves of pairs


def load_receipt(path: Path) -> tuple[Receipt, bool]:
    """Read a receipt from a file, as read_receipt does. Raise ReceiptError."""
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_RECEIPT + 1)
    except OSError as error:
        raise MissingReceiptError(str(path), error.strerror or str(error)) from error
    return read_receipt(content, path.name)


def read_receipt(content: bytes, name: str) -> tuple[Receipt, bool]:
    """Read a receipt, and say whether it is as it was written (its digest holds).

    Raise NoReceiptError, NewerReceiptError.
    """
    if len(content) > LARGEST_RECEIPT:
        raise NoReceiptError(name, f"文件超过 {LARGEST_RECEIPT >> 20} MB")
    try:
        record = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise NoReceiptError(name, "不是合法的 JSON") from error
    if not isinstance(record, dict) or record.get("type") != "yusuan-receipt":
        raise NoReceiptError(name, "缺少 type: yusuan-receipt")
    found = record.get("version")
    if isinstance(found, int) and found > RECEIPT_VERSION:
        raise NewerReceiptError(name, found)
    try:
        receipt = Receipt.model_validate(record)
    except ValidationError as error:
        places = "、".join(".".join(map(str, one["loc"])) for one in error.errors()[:3])
        raise NoReceiptError(name, f"内容不合格式（{places}）") from error
    return receipt, receipt.digest == digest_of(record)
