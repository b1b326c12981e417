"""Feedback on answers (反馈): whether the answer or its source was wrong, or it was of use; kept with the receipt."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from pydantic import BaseModel
from sqlalchemy import delete, insert, select

from assistant.records.receipt import Receipt
from assistant.records.schema import FeedbackRow

if TYPE_CHECKING:
    from assistant.records.database import RecordsDatabase

LONGEST_REMARK: Final = 2000


class Verdict(StrEnum):
    """What is said of an answer."""

    WRONG_ANSWER = "wrong_answer"  # 答案不对
    WRONG_SOURCE = "wrong_source"  # 出处不对
    USEFUL = "useful"  # 有用


class Feedback(BaseModel):
    """What a person said of an answer; `given_at` is ISO 8601 in UTC."""

    owner: str
    verdict: Verdict
    remark: str
    given_at: str
    receipt: Receipt


def give_feedback(database: RecordsDatabase, owner: str, receipt: Receipt, verdict: Verdict, remark: str = "") -> None:
    """Keep what an owner says of an answer, in place of an earlier remark on it. Raise RecordsUnavailableError."""
    with database.writing() as connection:
        said = (FeedbackRow.owner == owner, FeedbackRow.digest == receipt.digest, FeedbackRow.verdict == verdict.value)
        connection.execute(delete(FeedbackRow).where(*said))
        connection.execute(
            insert(FeedbackRow).values(
                owner=owner,
                digest=receipt.digest,
                verdict=verdict.value,
                remark=remark.strip()[:LONGEST_REMARK].encode("utf-8", "replace").decode(),
                receipt=json.dumps(receipt.model_dump(mode="json")),
                given_at=datetime.now(UTC).isoformat(timespec="seconds"),
            )
        )


def all_feedback(database: RecordsDatabase) -> list[Feedback]:
    """All feedback, oldest first. Raise RecordsUnavailableError."""
    if not database.exists:
        return []
    with database.reading() as connection:
        rows = connection.execute(select(*FeedbackRow.__table__.columns).order_by(FeedbackRow.id)).mappings().all()
    return [
        Feedback(
            owner=row["owner"],
            verdict=Verdict(row["verdict"]),
            remark=row["remark"],
            given_at=row["given_at"],
            receipt=Receipt.model_validate(json.loads(row["receipt"])),
        )
        for row in rows
    ]
