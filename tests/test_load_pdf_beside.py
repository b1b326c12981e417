"""Wide sheets printed over pages side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.pdf_pages import Page
from tests.test_load_pdf import grids, prose, read

if TYPE_CHECKING:
    from pathlib import Path

Rows = list[list[str | None]]
LEFT: Rows = [
    ["科目名称", "总计", "财政"],
    ["", "", "一般公共"],
    ["文化支出", "12.00", "7.00"],
    ["住房支出", "5.00", "5.00"],
]
RIGHT: Rows = [["拨款", "单位资金"], ["政府性基金", "事业收入"], ["2.00", "3.00"], ["0.00", "0.00"]]


def sheet(rows: Rows, *, top: float = 100) -> Page:
    page = Page()
    page.table(60, top, [80] * len(rows[0]), rows)
    return page


def test_columns_of_the_next_page_stand_right_of_the_rows(tmp_path: Path) -> None:
    first, second = sheet(LEFT), sheet(RIGHT)
    second.text(80, 80, "支出预算总表", size=12)
    document = read(tmp_path, first, second)
    (grid,) = grids(document)
    assert grid.texts[2:] == [
        ["文化支出", "12.00", "7.00", "2.00", "3.00"],
        ["住房支出", "5.00", "5.00", "0.00", "0.00"],
    ]
    assert [cell.place.page for cell in grid.rows[2]] == [1, 1, 1, 2, 2]
    assert "支出预算总表" in prose(document)
    assert any("第2页的表格接在第1页的右边" in finding for finding in document.findings)


def test_header_cut_by_the_side_of_the_page_is_whole(tmp_path: Path) -> None:
    left = [list(row) for row in LEFT]
    left[0][2] = ""
    right = [list(row) for row in RIGHT]
    right[0][0] = ""
    first, second = sheet(left), sheet(right)
    first.text(283, 114, "财政", size=8)  # ends at the border of its cell, at 300
    second.text(61, 114, "拨款", size=8)
    (grid,) = grids(read(tmp_path, first, second))
    assert grid.texts[0] == ["科目名称", "总计", "财政拨款", "", "单位资金"]
    assert grid.rows[0][2].column_span == len(("一般公共", "政府性基金"))


def test_labels_printed_again_are_left_out(tmp_path: Path) -> None:
    again = [[label, *row] for (label, *_), row in zip(LEFT, RIGHT, strict=True)]
    (grid,) = grids(read(tmp_path, sheet(LEFT), sheet(again)))
    assert grid.texts[2] == ["文化支出", "12.00", "7.00", "2.00", "3.00"]


def test_table_with_labels_of_its_own_stands_alone(tmp_path: Path) -> None:
    other: Rows = [["项目", "金额"], ["小计", "2.00"], ["文化支出", "2.00"], ["体育支出", "0.00"]]
    found = grids(read(tmp_path, sheet(LEFT), sheet(other)))
    assert [len(grid.rows[0]) for grid in found] == [3, 2]


def test_table_at_another_height_stands_alone(tmp_path: Path) -> None:
    found = grids(read(tmp_path, sheet(LEFT), sheet(RIGHT, top=130)))
    assert [len(grid.rows[0]) for grid in found] == [3, 2]


def test_same_form_of_another_unit_is_a_table_of_its_own(tmp_path: Path) -> None:
    first, second = sheet(LEFT), sheet([[row[0], "1.00" if at > 1 else row[1]] for at, row in enumerate(LEFT)])
    for page, title in ((first, "图书馆支出预算表"), (second, "文化馆支出预算表")):
        page.text(80, 80, title, size=12)
    assert len(grids(read(tmp_path, first, second))) == len((first, second))
