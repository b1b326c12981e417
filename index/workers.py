"""Documents read side by side (并行读取), in processes: one that crashes, hangs or swells costs its own file only."""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import time
from collections import deque
from dataclasses import dataclass, replace
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, Final

from index.limits import SlowPage, limit_memory, listening, uncollected
from index.model.document import Heading
from index.model.errors import UnreadableDocumentError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess
    from pathlib import Path

    from index.model.records import Interpretation
    from index.settings import IndexSettings

    Read = Callable[[Path, IndexSettings], Interpretation]
    Listener = Callable[[Path, SlowPage], None]

_CONTEXT: Final = multiprocessing.get_context("spawn")  # a fork would copy the threads and locks of what is loaded
_HARMLESS: Final = (".txt", ".md")  # read by Python alone, without a native library
_STARTING: Final = 120.0  # seconds that a process may take on a busy machine until it begins to read
_SMALL: Final = 1 << 20  # bytes of text, read in less time than a process takes to start
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ReadResult:
    """A file as read, or the Chinese reason why it could not be; `ended` when that was the end of its process."""

    path: Path
    interpretation: Interpretation | None
    reason: str
    seconds: float
    ended: bool = False


@dataclass(frozen=True, slots=True)
class _Begun:
    """What a process sends when it begins to read a file: its own start is no part of the file's time."""


@dataclass(slots=True)
class _Worker:
    """A process and the file it is reading; `earlier` is how many it read before."""

    process: SpawnProcess
    pipe: Connection
    path: Path
    started: float = 0.0
    allowed: float = 0.0
    earlier: int = -1

    @property
    def deadline(self) -> float:
        """When the reading of the file is given up."""
        return self.started + self.allowed


def read_files(
    paths: Sequence[Path], settings: IndexSettings, read: Read, listener: Listener | None = None
) -> Iterator[ReadResult]:
    """Read files in other processes and yield the results as they come; a small text alone is read in this one.

    Of documents that were read elsewhere the results hold the records, and of the blocks the headings alone.

    Each process is held to the memory, each file to the time that the settings give; `listener` hears of slow pages.
    """
    if len(paths) == 1 and _is_harmless(paths[0]):
        yield attempt(paths[0], settings, read)
        return
    pool = _Pool(deque(paths), settings, read, listener or (lambda _path, _page: None))
    try:
        yield from pool.results()
    finally:
        pool.close()


_AHEAD: Final = 64  # results that may wait for an earlier file


def in_order(results: Iterable[ReadResult], paths: Sequence[Path]) -> Iterator[ReadResult]:
    """The results in the order of the files, so that what is stored does not depend on which was read sooner.

    Only where very many wait for one that takes long do they go on before it.
    """
    waiting: dict[Path, ReadResult] = {}
    left = deque(paths)
    for result in results:
        waiting[result.path] = result
        while left and (left[0] in waiting or len(waiting) > _AHEAD):
            path = left.popleft()
            if path in waiting:
                yield waiting.pop(path)
            else:
                left.append(path)  # it comes whenever it is read
    yield from waiting.values()


def _is_harmless(path: Path) -> bool:
    """Whether a file is soon read and cannot take this process down with it."""
    try:
        return path.suffix.lower() in _HARMLESS and path.stat().st_size <= _SMALL
    except OSError:
        return True  # refused before anything is read


class _Pool:
    """The processes at work and the files that wait for one."""

    def __init__(self, waiting: deque[Path], settings: IndexSettings, read: Read, listener: Listener) -> None:
        self._waiting = waiting
        self._settings = settings
        self._read = read
        self._listener = listener
        self._workers: list[_Worker] = []

    def results(self) -> Iterator[ReadResult]:
        """Every file's result, as they come.

        A file that ended a process which had read others before is read again in a fresh one: what those left behind
        may have been the cause.
        """
        most = self._settings.jobs or multiprocessing.cpu_count()
        while self._waiting or self._workers:
            while self._waiting and len(self._workers) < most:
                self._workers.append(self._start(self._waiting.popleft()))
            for worker, result in self._arrived():
                again = result.ended and worker.earlier > 0
                if again:
                    self._waiting.appendleft(result.path)
                else:
                    yield result
                if self._waiting and not result.ended:
                    self._give(worker, self._waiting.popleft())
                else:
                    self._workers.remove(worker)
                    _stop(worker)

    def close(self) -> None:
        """End the processes that are still at work."""
        for worker in self._workers:
            worker.process.kill()
            _stop(worker)

    def _start(self, path: Path) -> _Worker:
        ours, theirs = _CONTEXT.Pipe()
        process = _CONTEXT.Process(target=_serve, args=(theirs, self._settings, self._read), daemon=True)
        process.start()
        theirs.close()
        worker = _Worker(process, ours, path)
        self._give(worker, path)
        return worker

    def _give(self, worker: _Worker, path: Path) -> None:
        worker.path, worker.started = path, time.monotonic()
        worker.allowed = _STARTING + self._settings.seconds_per_file
        worker.earlier += 1
        try:
            worker.pipe.send(path)
        except OSError:
            _LOG.debug("worker ended before it was given %s", path)  # its closed pipe is reported as a crash

    def _arrived(self) -> list[tuple[_Worker, ReadResult]]:
        """Wait for the next results; a worker that crashed or passed its time is ended and gives a reason."""
        patience = max(0.0, min(worker.deadline for worker in self._workers) - time.monotonic())
        ready = set(wait([worker.pipe for worker in self._workers], timeout=patience))
        now = time.monotonic()
        results = []
        for worker in self._workers:
            if worker.pipe in ready:
                if (result := self._receive(worker, now)) is not None:
                    results.append((worker, result))
            elif now >= worker.deadline:
                reason = f"读取超过 {worker.allowed:g} 秒，已放弃；可用设置 seconds_per_file 放宽。"
                worker.earlier = 0  # another attempt would take as long
                results.append((worker, _end(worker, reason, now)))
        return results

    def _receive(self, worker: _Worker, now: float) -> ReadResult | None:
        """What a worker sent: a result, or word of its beginning or of a slow page (None)."""
        try:
            with uncollected():
                message: ReadResult | SlowPage | _Begun = worker.pipe.recv()
        except (EOFError, OSError):
            worker.process.join()
            return _end(worker, self._crash(worker.process.exitcode), now)
        if isinstance(message, ReadResult):
            return message
        if isinstance(message, _Begun):
            worker.started, worker.allowed = now, self._settings.seconds_per_file
            return None
        worker.allowed += message.seconds
        self._listener(worker.path, message)
        return None

    def _crash(self, code: int | None) -> str:
        how = f"信号 {signal.Signals(-code).name}" if code is not None and code < 0 else f"退出码 {code}"
        limit = self._settings.megabytes_per_file
        return f"读取时进程意外终止（{how}）：文件可能已损坏，或读取所需内存超过上限 {limit} MB。"


def attempt(path: Path, settings: IndexSettings, read: Read) -> ReadResult:
    """Read a file in this process; whatever goes wrong becomes the reason of the result."""
    started = time.monotonic()
    interpretation, reason, ended = None, "", False
    try:
        with uncollected():
            interpretation = read(path, settings)
    except UnreadableDocumentError as error:
        reason = error.reason
    except MemoryError:
        reason, ended = _memory(settings), True
    except Exception as error:  # noqa: BLE001 - whatever a document does to the reader, the others are read
        _LOG.debug("%s", path, exc_info=True)
        reason = f"读取时程序出错（{type(error).__name__}：{error}）。"
    return ReadResult(path, interpretation, reason, time.monotonic() - started, ended)


def _memory(settings: IndexSettings) -> str:
    return f"读取所需内存超过上限 {settings.megabytes_per_file} MB，已放弃；可用设置 megabytes_per_file 放宽。"


def _serve(pipe: Connection, settings: IndexSettings, read: Read) -> None:
    """Read one file after another until the pipe closes: the whole life of a worker."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to the parent, which ends its workers
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # a thread a core would take memory and have nothing to do
    limit_memory(settings.megabytes_per_file)
    while True:
        try:
            path = pipe.recv()
            pipe.send(_Begun())
            with listening(pipe.send):
                result = attempt(path, settings, read)
            try:
                pipe.send(_without_text(result))
            except MemoryError:
                pipe.send(ReadResult(path, None, _memory(settings), result.seconds, ended=True))
        except (EOFError, OSError):
            return


def _without_text(result: ReadResult) -> ReadResult:
    """A result as it is sent: without the paragraphs and grids of the document, which the records were read from.

    Taking them apart and making them anew takes as long as that of all records.
    """
    read = result.interpretation
    if read is None:
        return result
    headings = tuple(block for block in read.document.blocks if isinstance(block, Heading))
    return replace(result, interpretation=replace(read, document=replace(read.document, blocks=headings)))


def _stop(worker: _Worker) -> None:
    worker.pipe.close()
    worker.process.join(timeout=5)
    if worker.process.is_alive():
        worker.process.kill()


def _end(worker: _Worker, reason: str, now: float) -> ReadResult:
    worker.process.kill()
    worker.process.join()
    return ReadResult(worker.path, None, reason, now - worker.started, ended=True)
