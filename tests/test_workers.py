"""What one file does to the process that reads it stays there: crashes, hangs, memory."""

from __future__ import annotations

import ctypes
import os
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from index.limits import SlowPage, tell_slow_page
from index.model.document import Cell, Grid, Heading, Paragraph, Place, TextLine
from index.settings import IndexSettings
from index.workers import ReadResult, in_order, read_files
from tests.sample_interpretation import interpretation

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from index.model.records import Interpretation

GIBIBYTE = 1 << 30
SETTINGS = IndexSettings(jobs=2, seconds_per_file=6)
needs_limit = pytest.mark.skipif(sys.platform != "linux", reason="only Linux holds a process to its data limit")


def fail_natively() -> None:
    """What a C library does that asks for memory and does not get it."""
    if not ctypes.CDLL(None).malloc(ctypes.c_size_t(2 * GIBIBYTE)):
        os.abort()


def spin() -> None:
    while True:
        pass


def read_slow_pages() -> None:
    for page in range(1, 5):
        tell_slow_page(SlowPage(page, 4, 4.0))
        time.sleep(2)


KEPT: list[bytearray] = []
DEEDS: dict[str, Callable[[], object]] = {
    "abort": os.abort,
    "segfault": lambda: ctypes.string_at(0),
    "exit": lambda: os._exit(7),
    "hang": lambda: time.sleep(120),
    "spin": spin,
    "swell": lambda: bytearray(2 * GIBIBYTE),
    "native": fail_natively,
    "slow": read_slow_pages,
    "keep": lambda: KEPT.append(bytearray(GIBIBYTE * 6 // 10)),
}


def read(path: Path, settings: IndexSettings) -> Interpretation:
    """Do what the file's name says."""
    del settings
    DEEDS.get(path.stem.split("-")[0], int)()
    return interpretation(path)


def outcomes(folder: Path, names: Sequence[str], settings: IndexSettings = SETTINGS) -> dict[str, ReadResult]:
    paths = [folder / name for name in names]
    for path in paths:
        path.touch()
    return {result.path.name: result for result in read_files(paths, settings, read)}


def read_blocks(path: Path, settings: IndexSettings) -> Interpretation:
    """A document of a heading, a paragraph and a grid."""
    del settings
    place = Place(page=1)
    whole = interpretation(path)
    blocks = (
        Heading("一、单位概况", 2, place),
        Paragraph((TextLine("负责档案整理。", place),)),
        Grid(((Cell("项目", place), Cell("金额", place)),)),
    )
    return replace(whole, document=replace(whole.document, blocks=blocks))


def test_what_is_read_elsewhere_comes_with_all_records_and_the_headings(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").touch()
    found = next(iter(read_files([tmp_path / "a.pdf"], SETTINGS, read_blocks))).interpretation
    whole = read_blocks(tmp_path / "a.pdf", SETTINGS)
    assert found == replace(whole, document=replace(whole.document, blocks=whole.document.blocks[:1]))


def test_a_crash_costs_its_own_file(tmp_path: Path) -> None:
    found = outcomes(tmp_path, ["a.pdf", "abort.pdf", "b.pdf", "segfault.pdf", "exit.pdf", "c.pdf"])
    assert {name for name, result in found.items() if result.interpretation} == {"a.pdf", "b.pdf", "c.pdf"}
    assert "SIGABRT" in found["abort.pdf"].reason
    assert "SIGSEGV" in found["segfault.pdf"].reason
    assert "退出码 7" in found["exit.pdf"].reason
    assert all("意外终止" in found[f"{name}.pdf"].reason for name in ("abort", "segfault", "exit"))


@pytest.mark.parametrize("name", ["abort.pdf", "abort.docx"])
def test_a_single_file_with_a_native_reader_is_read_apart(tmp_path: Path, name: str) -> None:
    assert "意外终止" in outcomes(tmp_path, [name])[name].reason


def test_a_single_large_text_is_read_apart(tmp_path: Path) -> None:
    (tmp_path / "exit.txt").write_bytes(b" " * (1 << 21))
    assert "意外终止" in outcomes(tmp_path, ["exit.txt"])["exit.txt"].reason


def test_a_single_small_text_needs_no_other_process(tmp_path: Path) -> None:
    before = len(KEPT)
    assert outcomes(tmp_path, ["keep.txt"])["keep.txt"].interpretation
    assert len(KEPT) == before + 1
    KEPT.clear()


def test_hanging_files_are_given_up(tmp_path: Path) -> None:
    started = time.monotonic()
    found = outcomes(tmp_path, ["hang.pdf", "spin.pdf", "a.pdf"])
    assert time.monotonic() - started < 20
    assert found["a.pdf"].interpretation
    for name in ("hang.pdf", "spin.pdf"):
        assert "超过 6 秒" in found[name].reason
        assert found[name].seconds >= 6


class SlowToStart:
    """A reader that takes its time to arrive in the process that uses it, as libraries do on a busy machine."""

    def __reduce__(self) -> tuple[object, ...]:
        return _arrived, ()

    def __call__(self, path: Path, settings: IndexSettings) -> Interpretation:
        return read(path, settings)


def _arrived() -> SlowToStart:
    time.sleep(4)
    return SlowToStart()


def test_the_start_of_a_process_is_no_time_of_its_file(tmp_path: Path) -> None:
    paths = [tmp_path / "a.pdf", tmp_path / "hang.pdf"]
    for path in paths:
        path.touch()
    settings = SETTINGS.model_copy(update={"seconds_per_file": 3})
    found = {result.path.name: result for result in read_files(paths, settings, SlowToStart())}
    assert found["a.pdf"].interpretation
    assert "超过 3 秒" in found["hang.pdf"].reason


def test_a_slow_page_is_given_its_time_and_told(tmp_path: Path) -> None:
    path = tmp_path / "slow.pdf"
    path.touch()
    told: list[tuple[str, int, int]] = []
    settings = IndexSettings(seconds_per_file=5)
    (result,) = read_files([path], settings, read, lambda of, page: told.append((of.name, page.done, page.total)))
    assert result.interpretation
    assert result.seconds > 5
    assert told == [("slow.pdf", page, 4) for page in range(1, 5)]


@needs_limit
def test_memory_beyond_the_limit(tmp_path: Path) -> None:
    found = outcomes(tmp_path, ["swell.pdf", "native.pdf", "a.pdf"])
    assert found["a.pdf"].interpretation
    assert "内存超过上限 1024 MB" in found["swell.pdf"].reason
    assert "内存超过上限 1024 MB" in found["native.pdf"].reason


@needs_limit
def test_the_limit_is_a_setting(tmp_path: Path) -> None:
    lower = outcomes(tmp_path, ["keep.pdf"], IndexSettings(jobs=1, megabytes_per_file=512))["keep.pdf"]
    assert "内存超过上限 512 MB" in lower.reason
    assert outcomes(tmp_path, ["keep.pdf"])["keep.pdf"].interpretation


@needs_limit
def test_memory_that_another_file_left_behind_is_no_reason(tmp_path: Path) -> None:
    found = outcomes(tmp_path, ["keep-1.pdf", "keep-2.pdf", "keep-3.pdf"], IndexSettings(jobs=1))
    assert all(result.interpretation for result in found.values()), [result.reason for result in found.values()]


def test_results_come_in_the_order_of_the_files() -> None:
    paths = [Path(f"{name}.txt") for name in "abcd"]
    results = {path: ReadResult(path, None, "", 0.0) for path in paths}
    assert list(in_order((results[path] for path in reversed(paths)), paths)) == [results[path] for path in paths]
    many = [Path(f"{number}.txt") for number in range(200)]
    shuffled = [ReadResult(path, None, "", 0.0) for path in [*many[1:], many[0]]]  # the first is read last
    came = list(in_order(iter(shuffled), many))
    assert sorted(one.path for one in came) == sorted(many)
    assert came[0].path == many[1]  # not all the others wait for it
