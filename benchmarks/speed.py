"""How fast PDFs are indexed, beside plain text extraction and a table extractor on the same pages.

Run: python -m benchmarks.speed FOLDER… [--rounds N] [--no-pdfplumber]. Seconds differ from machine to machine, so what
counts are ratios within one run: the ways are measured in turn, round after round, each time in a fresh process that
stays on one core. What a process pays for importing libraries is not counted. Medians of:

  plain   the text of every page by pypdfium2, nothing else
  index   everything `yusuan index` does into an empty index, without embedding passages and without recognizing
          pictures, one file after another and in this process, which it would leave to others
  tables  extract_tables() of every page by pdfplumber (in the first round only: it is slow)
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from dataclasses import asdict, dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest import mock

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    Stages = dict[str, float]
    Way = Callable[[Sequence[Path]], tuple[Callable[[], None], Stages]]

_STAGES = {
    "load": "load",
    "read_identity": "identity",
    "read_tables": "tables",
    "read_statements": "narrative",
    "read_passages": "narrative",
    "run_rules": "checks",
}
_REST = "SQL and the rest"
_IMPORTED_LATE = ("numpy.ma", "sqlalchemy.dialects.sqlite", "index.catalogue.organizations", "index.load.pdf")
_MEMORY_UNIT = 1 if sys.platform == "darwin" else 1024  # bytes in which the system counts


@dataclass(frozen=True, slots=True)
class Measured:
    """One measurement: seconds of processor and of wall time, peak memory of its process in MB, seconds by stage."""

    cpu: float
    wall: float
    peak: float
    stages: dict[str, float]


def pdfs(folders: Sequence[Path]) -> list[Path]:
    """The PDFs in folders, or named themselves."""
    found = (file for folder in folders for file in ([folder] if folder.is_file() else sorted(folder.rglob("*.pdf"))))
    return [file.resolve() for file in found]


def _plain(files: Sequence[Path]) -> tuple[Callable[[], None], Stages]:
    from pypdfium2 import PdfDocument  # noqa: PLC0415 - each way imports its own libraries only

    def work() -> None:
        for file in files:
            for page in PdfDocument(file):
                page.get_textpage().get_text_range()

    return work, {}


def _tables(files: Sequence[Path]) -> tuple[Callable[[], None], Stages]:
    import pdfplumber  # noqa: PLC0415

    def work() -> None:
        for file in files:
            with pdfplumber.open(file) as document:
                for page in document.pages:
                    page.extract_tables()
                    page.close()

    return work, {}


def _index(files: Sequence[Path]) -> tuple[Callable[[], None], Stages]:
    from index import build, interpret, workers  # noqa: PLC0415
    from index.settings import IndexSettings  # noqa: PLC0415

    for library in _IMPORTED_LATE:
        import_module(library)
    stages: Stages = defaultdict(float)

    def timed(name: str) -> Callable[..., Any]:
        function = getattr(interpret, name)

        def call(*arguments: Any) -> Any:
            start = time.process_time()
            result = function(*arguments)
            stages[_STAGES[name]] += time.process_time() - start
            return result

        return call

    def in_this_process(paths: Sequence[Path], settings: Any, read: Any, *_: Any) -> Iterator[workers.ReadResult]:
        for path in paths:
            yield workers.attempt(path, settings, read)

    measured: dict[str, Any] = {name: timed(name) for name in _STAGES}

    def work() -> None:
        with (
            tempfile.TemporaryDirectory() as home,
            mock.patch.dict(sys.modules, {"rapidocr": None}),  # as if the extra for pictures were not installed
            mock.patch.multiple(interpret, **measured),
            mock.patch.object(build, "read_files", in_this_process),
        ):
            report = build.build(files, IndexSettings(home=Path(home), embed=False))
        failed = [f"{result.document}: {result.reason}" for result in report.files if result.status == "failed"]
        if failed:
            sys.exit("\n".join(failed))  # what is not read takes no time

    return work, stages


_WAYS: dict[str, Way] = {"plain": _plain, "index": _index, "tables": _tables}


def _measure(way: str, files: Sequence[Path]) -> Measured:
    """Measure in this process, which is kept on one core where the system can do that."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    work, stages = _WAYS[way](files)
    cpu, wall = time.process_time(), time.perf_counter()
    work()
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    if stages:
        stages[_REST] = cpu - sum(stages.values())
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _MEMORY_UNIT / 1e6
    return Measured(cpu, wall, peak, dict(stages))


def _in_own_process(way: str, files: Sequence[Path]) -> Measured:
    command = [sys.executable, "-m", "benchmarks.speed", "--measure", way, *map(str, files)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, cwd=Path(__file__).parents[1])
    return Measured(**json.loads(done.stdout))


def _report(found: dict[str, list[Measured]]) -> Iterator[str]:
    def median(way: str, what: str) -> float:
        return float(statistics.median(getattr(one, what) for one in found[way]))

    yield f"{'':<24}{'processor':>12}{'wall':>10}"
    for over, under in (("index", "plain"), ("tables", "index"), ("tables", "plain")):
        if over in found:
            ratios = [median(over, what) / median(under, what) for what in ("cpu", "wall")]
            yield f"{over + ' / ' + under:<24}{ratios[0]:>12.2f}{ratios[1]:>10.2f}"
    yield ""
    yield f"{'where indexing goes':<24}{'/ plain':>12}{'share':>10}"
    whole, plain = median("index", "cpu"), median("plain", "cpu")
    for stage in (*dict.fromkeys(_STAGES.values()), _REST):
        seconds = statistics.median(one.stages.get(stage, 0.0) for one in found["index"])
        yield f"{stage:<24}{seconds / plain:>12.2f}{seconds / whole:>10.0%}"
    yield ""
    yield f"peak memory of indexing: {max(one.peak for one in found['index']):.0f} MB"


def main(arguments: list[str] | None = None) -> None:
    """Measure every way in turn and print the ratios."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.speed", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", type=Path, nargs="+", metavar="FOLDER", help="where the PDFs are, or PDFs")
    parser.add_argument("--rounds", type=int, default=5, help="how often plain and index are measured (5)")
    parser.add_argument("--no-pdfplumber", action="store_true", help="leave the table extractor out")
    parser.add_argument("--measure", choices=_WAYS, help=argparse.SUPPRESS)  # what a process of its own is asked
    options = parser.parse_args(arguments)
    files = pdfs(options.folders)
    if not files:
        parser.error("no PDF there")
    if options.measure:
        print(json.dumps(asdict(_measure(options.measure, files))))
        return
    found: dict[str, list[Measured]] = defaultdict(list)
    for number in range(options.rounds):
        for way in _WAYS:
            if way != "tables" or (number == 0 and not options.no_pdfplumber):
                found[way].append(_in_own_process(way, files))
    print(f"{len(files)} PDFs, {options.rounds} rounds, pictures left unread")
    print("\n".join(_report(found)))


if __name__ == "__main__":
    main()
