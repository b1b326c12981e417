"""Wide sheets that go on downwards and to the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from index.identity import read_identity
from index.tables.read import read_tables
from tests.pdf_pages import Page
from tests.test_load_pdf import grids, prose, read

if TYPE_CHECKING:
    from pathlib import Path

Rows = list[list[str | None]]
LEFT: Rows = [["科目名称", "总计"], ["文化支出", "12.00"], ["住房支出", "5.00"], ["教育支出", "8.00"]]
RIGHT: Rows = [["基本支出", "项目支出"], ["7.00", "5.00"], ["5.00", "0.00"], ["6.00", "2.00"]]
LEFT_ON: Rows = [["农林支出", "3.00"], ["卫生支出", "4.00"], ["其他支出", "1.00"]]
RIGHT_ON: Rows = [["3.00", "0.00"], ["3.00", "1.00"], ["1.00", "0.00"]]
WHOLE = [
    *([*one, *other] for one, other in zip(LEFT, RIGHT, strict=True)),
    *([*one, *other] for one, other in zip(LEFT_ON, RIGHT_ON, strict=True)),
]


def sheet(rows: Rows, *, top: float = 100) -> Page:
    page = Page()
    page.table(60, top, [80] * len(rows[0]), rows)
    return page


@pytest.mark.parametrize("order", [(0, 1, 2, 3), (0, 2, 1, 3)])
def test_pages_are_put_together_in_either_order(tmp_path: Path, order: tuple[int, ...]) -> None:
    pages = [sheet(LEFT), sheet(RIGHT), sheet(LEFT_ON, top=60), sheet(RIGHT_ON, top=60)]
    (grid,) = grids(read(tmp_path, *(pages[at] for at in order)))
    assert grid.texts == WHOLE


def test_title_that_the_side_of_the_page_cuts_is_whole(tmp_path: Path) -> None:
    first, second = sheet(LEFT), sheet([["项目", "金额"], ["上年结转", "5.00"], ["结余", "1.00"], ["合计", "6.00"]])
    first.text(148, 80, "2024年部门", size=12)  # ends at the border of the table, at 220
    second.text(60, 80, "收支预算总表", size=12)
    document = read(tmp_path, first, second)
    (grid,) = grids(document)
    assert "2024年部门收支预算总表" in prose(document)
    assert grid.texts[1] == ["文化支出", "12.00", "上年结转", "5.00"]


def test_topmost_header_word_may_stand_wholly_on_the_next_page(tmp_path: Path) -> None:
    left: Rows = [["科目名称", ""], ["", "总计"], *LEFT[1:]]
    first, second = sheet(left), Page()
    second.table(60, 120, [80, 80], RIGHT)
    second.line(60, 100, 220, 100)  # over one cell that goes on beyond both sides
    second.text(100, 114, "财政拨款", size=8)
    (grid,) = grids(read(tmp_path, first, second))
    assert grid.texts[:2] == [["科目名称", "财政拨款", "", ""], ["", "总计", "基本支出", "项目支出"]]
    assert grid.rows[0][1].column_span == len(("总计", "基本支出", "项目支出"))


@pytest.mark.parametrize("title", ["2024年部门", "�024年支出预算表", "024年支出预算表"])
def test_figures_under_a_title_that_is_cut_are_doubtful(tmp_path: Path, title: str) -> None:
    page = sheet(LEFT)
    page.text(148, 80, title, size=12)
    document = read(tmp_path, page)
    assert all(fact.doubtful for fact in read_tables(document, read_identity(document)).facts)
