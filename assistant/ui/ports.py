"""What the page needs from the rest of the program (接口): an assistant that answers, and a library of documents."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from assistant.answer.model import Answer
    from index.store.reader import LoadedDocument, StoredTable


@dataclass(frozen=True, slots=True)
class Askable:
    """Something with a printed figure (可问的口径): `organization` is its short name, `subject` a canonical name."""

    organization: str
    year: int | None
    subject: str


@dataclass(frozen=True, slots=True)
class LoadOutcome:
    """How the loading of one file ended (载入结果): `message` says what it holds, or why it was refused."""

    name: str
    loaded: bool
    message: str


class Asks(Protocol):
    """Whoever answers questions."""

    def ask(self, question: str, turns: Sequence[str] = (), id: str | None = None) -> Answer:  # noqa: A002 - the field's name
        """Answer `question`; `turns` are the earlier questions of the conversation, oldest first."""
        ...


class Library(Protocol):
    """The documents behind the answers."""

    def documents(self) -> Sequence[LoadedDocument]:
        """Return what is loaded, in the order to show it. Raise IndexingError when the index cannot be read."""
        ...

    def table(self, table_id: int) -> StoredTable | None:
        """Return the table with this id; None when it is no longer there."""
        ...

    def askable(self) -> Sequence[Askable]:
        """Return subjects that have a figure, the most asked for first, some of every organization."""
        ...

    def load(self, paths: Sequence[Path], progress: Callable[[LoadOutcome | str], None]) -> Sequence[LoadOutcome]:
        """Load uploaded files and return their outcomes in the same order.

        Meanwhile tell `progress` the outcome of each file as it is known, and in Chinese what else is being done.
        Raise IndexingError when nothing can be loaded at all, as when another process is writing.
        """
        ...
