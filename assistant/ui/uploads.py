"""Loading uploaded files (上传), telling meanwhile how each of them fares."""

from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING

from assistant.ui.documents_view import UploadLine
from assistant.ui.labels import label
from assistant.ui.ports import Library, LoadOutcome
from index.model.errors import IndexingError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

_LOG = logging.getLogger(__name__)
_POLL_SECONDS = 0.2


def load_all(library: Library, paths: Sequence[Path], owner: str = "") -> Iterator[tuple[tuple[UploadLine, ...], str]]:
    """Load `paths` for an owner; after every step give the state of all of them and what else is being done."""
    lines = [UploadLine(path.name) for path in paths]
    note = ""
    yield tuple(lines), note
    told: SimpleQueue[LoadOutcome | str] = SimpleQueue()
    with ThreadPoolExecutor(max_workers=1) as pool:
        running = pool.submit(copy_context().run, _load, library, paths, told, owner)
        while not running.done():
            try:
                news = told.get(timeout=_POLL_SECONDS)
            except Empty:
                continue
            if isinstance(news, str):
                note = news
            else:
                lines = _with_outcome(lines, news)
            yield tuple(lines), note
    outcomes = running.result()
    yield tuple(UploadLine(outcome.name, outcome) for outcome in outcomes), ""


def _with_outcome(lines: Sequence[UploadLine], outcome: LoadOutcome) -> list[UploadLine]:
    """Settle the first open line of this name."""
    settled = list(lines)
    for position, line in enumerate(settled):
        if line.name == outcome.name and line.outcome is None:
            settled[position] = UploadLine(line.name, outcome)
            break
    return settled


def refused(paths: Sequence[Path], reason: str) -> tuple[UploadLine, ...]:
    """Give the state of files of which none is loaded, for one reason."""
    return tuple(UploadLine(path.name, LoadOutcome(path.name, loaded=False, message=reason)) for path in paths)


def _load(
    library: Library, paths: Sequence[Path], told: SimpleQueue[LoadOutcome | str], owner: str
) -> Sequence[LoadOutcome]:
    try:
        return library.load(paths, told.put, owner)
    except IndexingError as error:
        reason = error.told
    except Exception:  # noqa: BLE001 - the page must survive whatever a file meets; the log has the reason
        _LOG.exception("loading uploaded files failed")
        reason = label("load_failed")
    return [LoadOutcome(path.name, loaded=False, message=reason) for path in paths]
