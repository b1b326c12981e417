"""Damaged and hostile PDFs, read as the program reads them: in processes of their own, held to time and memory."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import patch

import pytest

from index.interpret import interpret
from index.settings import IndexSettings
from index.workers import ReadResult, read_files
from tests.pdf_mutants import Mutant, damaged, mutants

if TYPE_CHECKING:
    from collections.abc import Iterable

    from index.model.records import Interpretation

SECONDS = 20
MEBIBYTES = 1024
SETTINGS = IndexSettings(jobs=2, seconds_per_file=SECONDS, megabytes_per_file=MEBIBYTES)
LIMITS = re.compile(r"读取超过 \d+ 秒|内存超过上限")
GENERIC = re.compile("程序出错|意外终止")
CORPUS = Path(os.environ.get("YUSUAN_CORPUS", Path(__file__).parents[2] / "shared" / "corpus"))


def read_within(path: Path, settings: IndexSettings) -> Interpretation:
    """Interpret a file; fail where this process has ever held more than it may, or where a text cannot be stored."""
    try:
        with patch("index.load.pdf.scan.reading.is_installed", return_value=False):  # it has limits of its own
            made = interpret(path, settings)
        for table in made.tables:
            "".join(text for row in table.rows for text in row).encode("utf-8")
        for passage in made.passages:
            passage.text.encode("utf-8")
        return made
    finally:
        if sys.platform == "linux":
            assert most_held() <= MEBIBYTES << 10


def most_held() -> int:
    """The most memory in KiB that this process has held; getrusage would count what its parent held at the fork."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    found = re.search(r"VmHWM:\s+(\d+) kB", status)
    assert found
    return int(found[1])


def read_all(folder: Path, made: Iterable[Mutant]) -> dict[str, ReadResult]:
    """Read mutants, those first that need a process of their own; each gives one result."""
    paths = []
    for mutant in sorted(made, key=lambda one: not one.greedy):
        paths.append(folder / f"{mutant.name}.pdf")
        paths[-1].write_bytes(mutant.data)
    results = list(read_files(paths, SETTINGS, read_within))
    assert sorted(result.path for result in results) == sorted(paths)
    return {result.path.stem: result for result in results}


def is_sound(result: ReadResult) -> bool:
    """A document, or the reader's own reason why there is none."""
    if result.interpretation is not None:
        return not result.reason
    told = bool(re.search("[一-鿿]", result.reason))
    return told and not GENERIC.search(result.reason) and not LIMITS.search(result.reason)


def test_three_hundred_damaged_pdfs(tmp_path: Path) -> None:
    made = mutants()
    assert len({mutant.name for mutant in made}) == len({mutant.data for mutant in made}) == 300
    results = read_all(tmp_path, made)
    assert all(result.seconds < SECONDS * 1.5 for result in results.values())
    greedy = {mutant.name for mutant in made if mutant.greedy}
    odd = {name: result.reason for name, result in results.items() if name not in greedy and not is_sound(result)}
    assert not odd
    for name in greedy:
        assert is_sound(results[name]) or LIMITS.search(results[name].reason), results[name].reason
    assert len(greedy) < 10
    read = sum(result.interpretation is not None for result in results.values())
    assert 100 < read < 250  # the damage is neither so slight nor so great that nothing is tested


@pytest.mark.corpus
def test_damaged_real_pdfs(tmp_path: Path) -> None:
    pdfs = sorted(CORPUS.glob("*/*.pdf"))
    if not pdfs:
        pytest.skip("no real PDFs beside the checkout")
    made = [
        Mutant(f"{number}-{mutant.name}", mutant.data)
        for number, path in enumerate(pdfs)
        for mutant in damaged(path.read_bytes(), 4, seed=number)
    ]
    results = read_all(tmp_path, made)
    assert not {name: result.reason for name, result in results.items() if not is_sound(result)}
