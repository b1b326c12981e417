"""Documents read side by side (并行读取), in processes: one that crashes or hangs costs its own file only."""

from __future__ import annotations

import logging
import multiprocessing
import signal
import time
from collections import deque
from dataclasses import dataclass
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, Final

from index.model.errors import UnreadableDocumentError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess
    from pathlib import Path

    from index.model.records import Interpretation
    from index.settings import IndexSettings

    Read = Callable[[Path, IndexSettings], Interpretation]

SECONDS_PER_FILE: Final = 300.0
_CONTEXT: Final = multiprocessing.get_context("spawn")  # a fork would copy the threads and locks of what is loaded
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ReadResult:
    """A file as read, or the Chinese reason why it could not be."""

    path: Path
    interpretation: Interpretation | None
    reason: str
    seconds: float


@dataclass(slots=True)
class _Worker:
    """A process and the file it is reading."""

    process: SpawnProcess
    pipe: Connection
    path: Path
    started: float


def read_files(
    paths: Sequence[Path], settings: IndexSettings, read: Read, *, limit: float = SECONDS_PER_FILE
) -> Iterator[ReadResult]:
    """Read files and yield the results as they come; a single file is read in this process.

    `limit` is the time in seconds after which a file's reading is given up.
    """
    if len(paths) == 1:
        yield _attempt(paths[0], settings, read)
        return
    waiting = deque(paths)
    jobs = settings.jobs or multiprocessing.cpu_count()
    workers: list[_Worker] = []
    try:
        while waiting or workers:
            while waiting and len(workers) < jobs:
                workers.append(_start(waiting.popleft(), settings, read))
            for worker, result in _results(workers, limit):
                yield result
                if result.reason and not worker.process.is_alive():
                    workers.remove(worker)
                elif waiting:
                    _give(worker, waiting.popleft())
                else:
                    workers.remove(worker)
                    _stop(worker)
    finally:
        for worker in workers:
            worker.process.kill()
            _stop(worker)


def _attempt(path: Path, settings: IndexSettings, read: Read) -> ReadResult:
    started = time.monotonic()
    interpretation, reason = None, ""
    try:
        interpretation = read(path, settings)
    except UnreadableDocumentError as error:
        reason = error.reason
    except Exception as error:  # noqa: BLE001 - whatever a document does to the reader, the others are read
        _LOG.debug("%s", path, exc_info=True)
        reason = f"读取时程序出错（{type(error).__name__}：{error}）。"
    return ReadResult(path, interpretation, reason, time.monotonic() - started)


def _serve(pipe: Connection, settings: IndexSettings, read: Read) -> None:
    """Read one file after another until the pipe closes: the whole life of a worker."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to the parent, which ends its workers
    while True:
        try:
            path = pipe.recv()
            pipe.send(_attempt(path, settings, read))
        except (EOFError, OSError):
            return


def _start(path: Path, settings: IndexSettings, read: Read) -> _Worker:
    ours, theirs = _CONTEXT.Pipe()
    process = _CONTEXT.Process(target=_serve, args=(theirs, settings, read), daemon=True)
    process.start()
    theirs.close()
    worker = _Worker(process, ours, path, 0.0)
    _give(worker, path)
    return worker


def _give(worker: _Worker, path: Path) -> None:
    worker.path, worker.started = path, time.monotonic()
    try:
        worker.pipe.send(path)
    except OSError:
        _LOG.debug("worker ended before it was given %s", path)  # its closed pipe is reported as a crash


def _stop(worker: _Worker) -> None:
    worker.pipe.close()
    worker.process.join(timeout=5)
    if worker.process.is_alive():
        worker.process.kill()


def _results(workers: Sequence[_Worker], limit: float) -> list[tuple[_Worker, ReadResult]]:
    """Wait for the next results; a worker that crashed or passed the limit is ended and gives a reason."""
    now = time.monotonic()
    patience = max(0.0, min(worker.started + limit - now for worker in workers))
    ready = set(wait([worker.pipe for worker in workers], timeout=patience))
    now = time.monotonic()
    results = []
    for worker in workers:
        if worker.pipe in ready:
            results.append((worker, _receive(worker, now)))
        elif now - worker.started >= limit:
            results.append((worker, _end(worker, f"读取超过 {limit:g} 秒，已放弃。", now)))
    return results


def _receive(worker: _Worker, now: float) -> ReadResult:
    try:
        result: ReadResult = worker.pipe.recv()
    except (EOFError, OSError):
        return _end(worker, "读取时进程意外终止，该文件可能已损坏。", now)
    return result


def _end(worker: _Worker, reason: str, now: float) -> ReadResult:
    worker.process.kill()
    worker.process.join()
    worker.pipe.close()
    return ReadResult(worker.path, None, reason, now - worker.started)
