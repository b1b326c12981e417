"""How much one visitor may have (用量限制): questions a minute, files and megabytes on the shelf of uploads."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from assistant.access.rates import Rate
from assistant.answer.model import Answer
from assistant.ui.blocks import current_visitor
from assistant.ui.labels import label
from index.model.errors import IndexingError
from index.store.viewing import private_directory

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from assistant.settings import Settings
    from assistant.ui.ports import Asks

_MEGABYTE: Final = 1 << 20
_MINUTE: Final = 60.0
_HOUR: Final = 3600.0


class UploadRefusedError(IndexingError):
    """An upload beyond a limit; nothing of it is loaded."""


class Rationed:
    """An assistant that answers each visitor so many questions a minute, and tells whoever asks more when to go on."""

    def __init__(self, assistant: Asks, most: int) -> None:
        self._assistant = assistant
        self._most = most
        self._rate = Rate(most, _MINUTE)

    def ask(self, question: str, turns: Sequence[str] = (), id: str | None = None) -> Answer:  # noqa: A002 - Asks
        """Answer a question, or say that it came too soon."""
        wait = self._rate.take(current_visitor().key)
        if not wait:
            return self._assistant.ask(question, turns, id)
        text = label("too_many_questions", most=self._most, seconds=math.ceil(wait))
        return Answer(id=id, question=question[:200], status="error", answer=text)


class UploadLimits:
    """What may still be put on the shelf of uploads."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._rate = Rate(settings.upload_documents, _HOUR)

    def check(self, paths: Sequence[Path], *, share: bool) -> str:
        """Return whose these files will be, "" for everybody's. Raise UploadRefusedError where they are too much."""
        visitor, limits = current_visitor(), self._settings
        owner = "" if share else visitor.owner
        if not share and not owner:
            raise UploadRefusedError(label("no_owner"))
        if len(paths) > limits.upload_files:
            raise UploadRefusedError(label("too_many_files", most=limits.upload_files, count=len(paths)))
        self._check_space(paths, owner)
        wait = self._rate.take(visitor.key, len(paths))
        if wait:
            told = label("too_many_uploads", most=limits.upload_documents, minutes=math.ceil(wait / _MINUTE))
            raise UploadRefusedError(told)
        return owner

    def _check_space(self, paths: Sequence[Path], owner: str) -> None:
        limits, home = self._settings, self._settings.home_directory
        names, coming = {path.name for path in paths}, _size(paths)
        if owner:
            kept = [path for path in _files(private_directory(home, owner)) if path.name not in names]
            if len(kept) + len(names) > limits.upload_documents:
                told = label("too_many_documents", most=limits.upload_documents, held=len(kept))
                raise UploadRefusedError(told)
            if _size(kept) + coming > limits.upload_megabytes * _MEGABYTE:
                raise UploadRefusedError(label("too_many_megabytes", most=limits.upload_megabytes))
        everything = [path for shelf in ("uploads", "private") for path in _files(home / shelf)]
        if _size(everything) + coming > limits.upload_total_megabytes * _MEGABYTE:
            raise UploadRefusedError(label("shelf_full", most=limits.upload_total_megabytes))


def _files(folder: Path) -> Iterable[Path]:
    return [path for path in folder.rglob("*") if path.is_file()] if folder.is_dir() else []


def _size(paths: Iterable[Path]) -> int:
    return sum(path.stat().st_size for path in paths)
