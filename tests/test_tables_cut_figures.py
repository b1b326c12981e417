"""Figures that a page break may have cut."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.identity import read_identity
from index.tables import read_tables
from tests.pdf_pages import Page
from tests.test_load_pdf import read

if TYPE_CHECKING:
    from pathlib import Path

    from index.tables.read import TablesRead

Rows = list[list[str | None]]
WIDTHS = [60, 120, 90]


def over_pages(folder: Path, last: list[str | None], first: list[str | None]) -> TablesRead:
    above: Rows = [["编码", "科目名称", "金额"], ["204", "安全支出", "8.10"], ["205", "教育支出", "7.25"], last]
    below: Rows = [first, ["212", "社区支出", "6.30"], ["221", "住房支出", "4.85"], ["229", "其他支出", "2.50"]]
    pages = Page(), Page()
    pages[0].table(60, 740, WIDTHS, above)
    pages[1].table(60, 60, WIDTHS, below)
    document = read(folder, *pages)
    return read_tables(document, read_identity(document))


def doubtful(read_in: TablesRead) -> set[str]:
    return {fact.printed for fact in read_in.facts if fact.doubtful}


def test_figure_without_its_decimals_above_the_break_is_doubtful_with_what_stands_below(tmp_path: Path) -> None:
    read_in = over_pages(tmp_path, ["207", "文化支出", "6,842"], ["208", "社保支出", "0.77"])
    assert doubtful(read_in) == {"6,842", "0.77"}
    assert "cut-figure" in {finding.code for finding in read_in.findings}


def test_digits_that_are_no_number_make_what_stands_below_doubtful(tmp_path: Path) -> None:
    assert doubtful(over_pages(tmp_path, ["207", "文化支出", "6,842,7"], ["208", "社保支出", "0.77"])) == {"0.77"}


def test_whole_figures_and_nothing_are_not_cut(tmp_path: Path) -> None:
    for text in ("5.00", "0", ""):
        assert not doubtful(over_pages(tmp_path, ["207", "文化支出", text], ["208", "社保支出", "0.77"]))
