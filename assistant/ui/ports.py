"""What the page needs from the rest of the program (接口): an assistant that answers, and a library of documents."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
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


class Originals(Protocol):
    """The loaded files as they look, by document and page."""

    def table(self, table_id: int) -> StoredTable | None:
        """Return the table with this id; None when it is no longer there."""
        ...

    def document(self, document_id: int) -> LoadedDocument | None:
        """Return the document with this id; None when it is no longer there, or not for this visitor."""
        ...

    def page_size(self, document: LoadedDocument, page: int) -> tuple[float, float]:
        """Return the width and height of a page (1-based) in points. Raise IndexingError where it cannot be shown."""
        ...

    def picture(self, document: LoadedDocument, page: int) -> bytes:
        """Return a page (1-based) as a WebP picture. Raise IndexingError where it cannot be shown."""
        ...

    def lines(self, document: LoadedDocument) -> Sequence[str]:
        """Return the lines of a text file, none for other formats. Raise IndexingError where it cannot be shown."""
        ...


class Library(Originals, Protocol):
    """The documents behind the answers."""

    def documents(self) -> Sequence[LoadedDocument]:
        """Return what is loaded, in the order to show it. Raise IndexingError when the index cannot be read."""
        ...

    def confirmed(self) -> Mapping[int, int]:
        """Return how many figures of its tables each document confirms, by its id."""
        ...

    def may_remove(self, document: LoadedDocument) -> bool:
        """Whether whoever is at the page may take this document out."""
        ...

    def remove(self, document_id: int, sha256: str) -> str:
        """Take out the document of this id and content; return its name. Raise IndexingError where that cannot be."""
        ...

    def next_questions(self, answer: Answer) -> Sequence[str]:
        """Return questions that follow an answer and that the documents can answer, the likeliest first."""
        ...

    def askable(self) -> Sequence[Askable]:
        """Return subjects that have a figure, the most asked for first, some of every organization."""
        ...

    def load(
        self, paths: Sequence[Path], progress: Callable[[LoadOutcome | str], None], owner: str = ""
    ) -> Sequence[LoadOutcome]:
        """Load uploaded files for an owner, or "" for everybody, and return their outcomes in the same order.

        Meanwhile tell `progress` the outcome of each file as it is known, and in Chinese what else is being done.
        Raise IndexingError when nothing can be loaded at all, as when another process is writing.
        """
        ...
