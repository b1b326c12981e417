"""The pages of loaded files as they look (原件页面): pictures of PDF pages, lines of text files.

Only loaded documents are shown, by id and page, and only while their file is the one that was read: a picture of
another file beside figures of this one would prove nothing.
"""

from __future__ import annotations

import hashlib
import multiprocessing
from collections import OrderedDict
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, Final

from index.limits import limit_memory
from index.load.text import decoded_lines
from index.model.errors import IndexingError, UnreadableDocumentError

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess

    from index.load.pdf.pages.drawn import Drawn
    from index.store.reader import LoadedDocument

_CONTEXT: Final = multiprocessing.get_context("spawn")  # a fork would copy the threads and locks of what is loaded
_MEGABYTES: Final = 1024
_SECONDS: Final = 30.0
_KEPT: Final = 96  # pictures, of 100-250 KB each
_KEPT_FILES: Final = 512
_KEPT_TEXTS: Final = 16  # text files, of some 100 KB each
TEXT_FORMATS: Final = ("txt", "md")


class LeafError(IndexingError):
    """A page that cannot be shown."""


class ChangedFileError(LeafError):
    """A file that is no longer the one that was read."""

    def __init__(self, name: str) -> None:
        super().__init__(f"“{name}”在载入之后被改动或移走，不能显示原件；请重新载入。")


class NoSuchPageError(LeafError):
    """A page that the document does not have, or that cannot be shown as a picture."""

    def __init__(self, name: str, page: int) -> None:
        super().__init__(f"“{name}”没有可显示的第 {page} 页。")


class UndrawablePageError(LeafError):
    """A page whose drawing fails or takes too long."""

    def __init__(self, name: str, page: int, reason: str) -> None:
        super().__init__(f"“{name}”第 {page} 页画不出来（{reason}）。请用阅读器打开原件。")


class Leaves:
    """Draws pages in a process of its own, one at a time: a file that crashes it costs its own picture only."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._worker: tuple[SpawnProcess, Connection] | None = None
        self._drawn: OrderedDict[tuple[str, int], Drawn] = OrderedDict()
        self._hashes: OrderedDict[tuple[str, int, int], str] = OrderedDict()
        self._lines: OrderedDict[str, list[str]] = OrderedDict()
        self._sizes: OrderedDict[str, list[tuple[float, float]]] = OrderedDict()

    def picture(self, document: LoadedDocument, page: int) -> Drawn:
        """Draw a page (1-based) of a PDF. Raise LeafError."""
        if document.format != "pdf" or not 1 <= page <= (document.pages or 0):
            raise NoSuchPageError(document.name, page)
        path = self._unchanged(document)
        key = (document.sha256, page)
        with self._lock:
            if key in self._drawn:
                self._drawn.move_to_end(key)
                return self._drawn[key]
            drawn: Drawn = self._asked(document, path, page)
            self._drawn[key] = drawn
            _trim(self._drawn, _KEPT)
            return drawn

    def size(self, document: LoadedDocument, page: int) -> tuple[float, float]:
        """Return the width and height of a page (1-based) of a PDF in points. Raise LeafError."""
        if document.format != "pdf":
            raise NoSuchPageError(document.name, page)
        path = self._unchanged(document)
        with self._lock:
            sizes = self._sizes.get(document.sha256)
            if sizes is None:
                sizes = self._sizes[document.sha256] = self._asked(document, path, 0)
                _trim(self._sizes, _KEPT_FILES)
        if not 1 <= page <= len(sizes):
            raise NoSuchPageError(document.name, page)
        return sizes[page - 1]

    def warm(self) -> None:
        """Start the drawing process, so that the first picture does not wait for it."""
        with self._lock:
            if self._worker is None:
                self._worker = _start()

    def lines(self, document: LoadedDocument) -> list[str]:
        """Return the lines of a text file; nothing for other formats. Raise LeafError."""
        if document.format not in TEXT_FORMATS:
            return []
        path = self._unchanged(document)
        with self._lock:
            found = self._lines.get(document.sha256)
        if found is None:
            try:
                found = decoded_lines(path, path.read_bytes())
            except (OSError, UnreadableDocumentError) as error:
                raise ChangedFileError(document.name) from error
            with self._lock:
                self._lines[document.sha256] = found
                _trim(self._lines, _KEPT_TEXTS)
        return found

    def close(self) -> None:
        """End the drawing process."""
        with self._lock:
            self._stop()

    def _unchanged(self, document: LoadedDocument) -> Path:
        """Return the path of the document's file if that is still the one that was read. Raise ChangedFileError."""
        path = Path(document.path)
        try:
            state = path.stat()
            key = (str(path), state.st_size, state.st_mtime_ns)
            known = self._hashes.get(key)
            if known is None:
                known = hashlib.sha256(path.read_bytes()).hexdigest()
                self._hashes[key] = known
                _trim(self._hashes, _KEPT_FILES)
        except OSError as error:
            raise ChangedFileError(document.name) from error
        if known != document.sha256:
            raise ChangedFileError(document.name)
        return path

    def _asked(self, document: LoadedDocument, path: Path, page: int) -> Any:
        """Ask the process for a picture, or for the sizes of all pages where `page` is 0."""
        if self._worker is None:
            self._worker = _start()
        _, pipe = self._worker
        try:
            pipe.send((path, page))
            if not pipe.poll(_SECONDS):
                self._stop()
                raise UndrawablePageError(document.name, page, f"超过 {_SECONDS:g} 秒")
            answer = pipe.recv()
        except (EOFError, OSError) as error:
            self._stop()
            raise UndrawablePageError(document.name, page, "进程意外终止") from error
        if isinstance(answer, str):
            raise UndrawablePageError(document.name, page, answer)
        return answer

    def _stop(self) -> None:
        if self._worker is not None:
            process, pipe = self._worker
            self._worker = None
            pipe.close()
            process.kill()
            process.join(timeout=5)


def _trim(kept: OrderedDict[Any, Any], most: int) -> None:
    while len(kept) > most:
        kept.popitem(last=False)


def _start() -> tuple[SpawnProcess, Connection]:
    ours, theirs = _CONTEXT.Pipe()
    process = _CONTEXT.Process(target=_serve, args=(theirs,), daemon=True)
    process.start()
    theirs.close()
    return process, ours


def _serve(pipe: Connection) -> None:
    """Draw one page after another until the pipe closes: the whole life of the drawing process."""
    import signal  # noqa: PLC0415 - only in the drawing process

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to the parent
    limit_memory(_MEGABYTES)
    from index.load.pdf.pages.drawn import draw_page, page_sizes  # noqa: PLC0415 - brings in the library that draws

    while True:
        try:
            path, page = pipe.recv()
        except (EOFError, OSError):
            return
        try:
            answer: Any = draw_page(path, page) if page else page_sizes(path)
        except Exception as error:  # noqa: BLE001 - whatever a file does to the library, others are drawn
            answer = type(error).__name__
        try:
            pipe.send(answer)
        except OSError:
            return
