"""Conversations kept over restarts (保存的对话): each seen, searched, renamed and deleted by its owner alone."""

from __future__ import annotations

import json
import re
import unicodedata
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from sqlalchemy import bindparam, delete, exists, func, insert, or_, select, update

from assistant.records.database import RecordsDatabase
from assistant.records.receipt import Receipt
from assistant.records.schema import ConversationRow, RecordsBase, TurnRow
from index.model.errors import IndexingError

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Connection

    from assistant.settings import Settings

LONGEST_TITLE: Final = 60
LISTED: Final = 200
_MARKS: Final = re.compile(r"\*+|\[\d{1,3}\]")
_SEPARATOR: Final = re.compile(r"(?<=\d),(?=\d{3})")

_CONVERSATIONS: Final = RecordsBase.metadata.tables[ConversationRow.__tablename__]
_TURNS: Final = RecordsBase.metadata.tables[TurnRow.__tablename__]
# put together once: each answer is kept by these
_OWNED: Final = select(ConversationRow.id).where(
    ConversationRow.id == bindparam("conversation"), ConversationRow.owner == bindparam("owner")
)
_BEGUN: Final = insert(_CONVERSATIONS)
_NEXT: Final = select(func.coalesce(func.max(TurnRow.position) + 1, 0)).where(
    TurnRow.conversation_id == bindparam("conversation_id")
)
_ADDED: Final = insert(_TURNS).values(
    conversation_id=bindparam("conversation_id"), owner=bindparam("owner"), position=_NEXT.scalar_subquery(),
    receipt=bindparam("receipt"), words=bindparam("words"),
)  # fmt: skip
_UPDATED: Final = (
    update(_CONVERSATIONS).where(_CONVERSATIONS.c.id == bindparam("conversation")).values(updated_at=bindparam("now"))
)


class UnknownConversationError(IndexingError):
    """A conversation that its owner does not have."""

    def __init__(self) -> None:
        super().__init__("没有这个对话，可能已经删除。")


@dataclass(frozen=True, slots=True)
class KeptConversation:
    """A kept conversation as it is listed; times are ISO 8601 in UTC."""

    id: str
    title: str
    created_at: str
    updated_at: str
    answers: int


class ConversationStore:
    """Keeps conversations; every question to it is asked for one owner."""

    def __init__(self, database: RecordsDatabase) -> None:
        self._database = database

    def keep(self, owner: str, conversation: str, receipt: Receipt) -> str:
        """Add an answer to a conversation of its owner, or begin one where it is ""; return the conversation's id.

        A conversation that was deleted meanwhile begins anew. Raise RecordsUnavailableError.
        """
        now, written = _now(), json.dumps(receipt.model_dump(mode="json"))
        words = searchable(f"{receipt.question}\n{receipt.answer.answer}")
        with self._database.writing() as connection:  # nobody else can keep anything meanwhile
            if not conversation or not _has(connection, owner, conversation):
                conversation = uuid.uuid4().hex
                title = _storable(" ".join(receipt.question.split()))[:LONGEST_TITLE]
                values = {"id": conversation, "owner": owner, "title": title, "created_at": now, "updated_at": now}
                connection.execute(_BEGUN, values)
            values = {"conversation_id": conversation, "owner": owner, "receipt": written, "words": words}
            connection.execute(_ADDED, values)
            connection.execute(_UPDATED, {"conversation": conversation, "now": now})
        return conversation

    def listed(self, owner: str, words: str = "") -> list[KeptConversation]:
        """List an owner's conversations, the latest first; with `words`, those in which each of them occurs."""
        if not self._database.exists:
            return []
        answers = select(func.count()).where(TurnRow.conversation_id == ConversationRow.id).scalar_subquery()
        query = (
            select(*ConversationRow.__table__.columns, answers.label("answers"))
            .where(ConversationRow.owner == owner, *(_holds(word) for word in searchable(words).split()))
            .order_by(ConversationRow.updated_at.desc())
            .limit(LISTED)
        )
        with self._database.reading() as connection:
            rows = connection.execute(query).mappings().all()
        return [KeptConversation(**{name: row[name] for name in KeptConversation.__slots__}) for row in rows]

    def opened(self, owner: str, conversation: str) -> tuple[Receipt, ...]:
        """Return the receipts of a conversation, oldest first. Raise UnknownConversationError."""
        query = (
            select(TurnRow.receipt)
            .where(TurnRow.conversation_id == conversation, TurnRow.owner == owner)
            .order_by(TurnRow.position)
        )
        with self._database.reading() as connection:
            kept = list(connection.scalars(query))
        if not kept:
            raise UnknownConversationError
        return tuple(Receipt.model_validate(json.loads(text)) for text in kept)

    def rename(self, owner: str, conversation: str, title: str) -> None:
        """Give a conversation another title; an empty one leaves it as it is. Raise UnknownConversationError."""
        title = _storable(" ".join(title.split()))[:LONGEST_TITLE]
        with self._database.writing() as connection:
            if not _has(connection, owner, conversation):
                raise UnknownConversationError
            if title:
                connection.execute(
                    update(ConversationRow).where(ConversationRow.id == conversation).values(title=title)
                )

    def remove(self, owner: str, conversation: str) -> None:
        """Delete a conversation with its answers. Raise UnknownConversationError."""
        with self._database.writing() as connection:
            if not _has(connection, owner, conversation):
                raise UnknownConversationError
            connection.execute(delete(TurnRow).where(TurnRow.conversation_id == conversation))
            connection.execute(delete(ConversationRow).where(ConversationRow.id == conversation))


def open_database(settings: Settings) -> RecordsDatabase:
    """The database of records of these settings; nothing is opened yet."""
    return RecordsDatabase(settings.records_url)


def searchable(text: str) -> str:
    """Words as they are searched: full-width forms, case, emphasis, citation marks and thousands separators aside."""
    plain = unicodedata.normalize("NFKC", _MARKS.sub("", text)).casefold()
    return _SEPARATOR.sub("", _storable(plain))


def _storable(text: str) -> str:
    """Text as UTF-8 can hold it: halves of pairs, which a hostile client may send, become question marks."""
    return text.encode("utf-8", "replace").decode()


def _has(connection: Connection, owner: str, conversation: str) -> bool:
    return connection.execute(_OWNED, {"conversation": conversation, "owner": owner}).first() is not None


def _holds(word: str) -> ColumnElement[bool]:
    """Whether a word occurs in the title, in a question or in an answer of a conversation."""
    said = exists().where(TurnRow.conversation_id == ConversationRow.id, TurnRow.words.contains(word, autoescape=True))
    return or_(said, func.lower(ConversationRow.title).contains(word, autoescape=True))


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")
