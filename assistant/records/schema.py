"""The SQL schema of what is kept (记录的数据库结构): conversations, their answers, feedback; each row has its owner.

The owner is a user's name, or the id of an anonymous visitor's browser. Times are ISO 8601 in UTC.
"""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

RECORDS_VERSION = 1


class RecordsBase(DeclarativeBase):
    """Base of the tables of records."""


class RecordsMeta(RecordsBase):
    """Key and value about the database itself (schema version)."""

    __tablename__ = "meta"
    key: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[str] = mapped_column(Text)


class ConversationRow(RecordsBase):
    """A conversation (对话)."""

    __tablename__ = "conversations"
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    owner: Mapped[str] = mapped_column(String(200))
    title: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[str] = mapped_column(String(40))
    updated_at: Mapped[str] = mapped_column(String(40))
    __table_args__ = (Index("conversations_by_owner", "owner", "updated_at"),)


class TurnRow(RecordsBase):
    """A question and its answer (一问一答): the receipt holds both; `words` are what a search looks through."""

    __tablename__ = "turns"
    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"))
    owner: Mapped[str] = mapped_column(String(200))
    position: Mapped[int] = mapped_column(Integer)
    receipt: Mapped[str] = mapped_column(Text)
    words: Mapped[str] = mapped_column(Text)
    __table_args__ = (Index("turns_by_conversation", "conversation_id", "position", unique=True),)


class FeedbackRow(RecordsBase):
    """What a person said of an answer (反馈), with its receipt: it outlives the conversation that it was given in."""

    __tablename__ = "feedback"
    id: Mapped[int] = mapped_column(primary_key=True)
    owner: Mapped[str] = mapped_column(String(200))
    digest: Mapped[str] = mapped_column(String(64))  # of the receipt
    verdict: Mapped[str] = mapped_column(String(20))
    remark: Mapped[str] = mapped_column(Text)
    receipt: Mapped[str] = mapped_column(Text)
    given_at: Mapped[str] = mapped_column(String(40))
    __table_args__ = (Index("feedback_by_answer", "owner", "digest", "verdict", unique=True),)
