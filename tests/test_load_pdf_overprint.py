"""White text, stamps and watermarks among the words of a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.pdf_pages import Page
from tests.test_load_pdf import grids, read

if TYPE_CHECKING:
    from pathlib import Path

Rows = list[list[str | None]]
ROWS: Rows = [["项目", "合计", "基本支出"], ["文化支出", "3.00", "2.00"], ["住房支出", "2.00", "1.00"]]


def page() -> Page:
    found = Page()
    found.table(60, 100, [120, 80, 80], ROWS)
    return found


def coloured(at: Page, colour: str, x: float, y: float, text: str, *, size: float = 8) -> None:
    at.commands.append(colour)
    at.text(x, y, text, size=size)
    at.commands.append("0 g")


@pytest.mark.parametrize(
    ("colour", "place", "text", "size"),
    [
        ("1 g", (66, 134), "旧科目名", 8),  # upon a label
        ("1 g", (120, 134), "旧科目名", 8),  # beside it
        ("1 g", (184, 134), "9.99", 8),  # upon a figure
        ("1 0 0 rg", (70, 138), "预算公开专用章", 12),
        ("0.8 g", (70, 138), "内部资料", 14),
    ],
)
def test_what_is_white_or_stamped_is_no_word_of_the_table(
    tmp_path: Path, colour: str, place: tuple[float, float], text: str, size: float
) -> None:
    found = page()
    coloured(found, colour, *place, text, size=size)
    (grid,) = grids(read(tmp_path, found))
    assert grid.texts == ROWS


def test_white_words_on_a_dark_ground_are_read(tmp_path: Path) -> None:
    found = Page()
    found.bar(60, 100, 340, 120, grey=0.3)
    found.table(60, 100, [120, 80, 80], [["", "", ""], *ROWS[1:]])
    for x, text in ((64, "项目"), (184, "合计"), (264, "基本支出")):
        coloured(found, "1 g", x, 114, text)
    (grid,) = grids(read(tmp_path, found))
    assert grid.texts == ROWS


def test_coloured_words_that_lie_upon_nothing_are_read(tmp_path: Path) -> None:
    found = Page()
    found.table(60, 100, [120, 80, 80], [ROWS[0], ["", "3.00", "2.00"], ROWS[2]])
    coloured(found, "1 0 0 rg", 64, 134, "文化支出")
    (grid,) = grids(read(tmp_path, found))
    assert grid.texts == ROWS


def test_figure_printed_in_red_upon_another_makes_neither_certain(tmp_path: Path) -> None:
    found = page()
    coloured(found, "1 0 0 rg", 186, 134, "7.00")
    document = read(tmp_path, found)
    (grid,) = grids(document)
    assert "｜" in grid.texts[1][1]
    assert any("并排印着几个数字" in finding for finding in document.findings)


def test_stamp_is_known_on_the_next_page_where_it_lies_upon_nothing(tmp_path: Path) -> None:
    first, second = page(), Page()
    rest: Rows = [["农林支出", "4.00", "1.00"], ["其他支出", "1.00", "1.00"]]
    second.table(60, 100, [120, 80, 80], [ROWS[0], *rest])
    coloured(first, "1 0 0 rg", 70, 138, "预算公开专用章", size=12)
    coloured(second, "1 0 0 rg", 120, 138, "专用章", size=12)
    (grid,) = grids(read(tmp_path, first, second))
    assert grid.texts == [*ROWS, *rest]
