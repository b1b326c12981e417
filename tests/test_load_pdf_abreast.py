"""Tables with titles of their own, side by side on a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.identity import read_identity
from index.tables.read import read_tables
from tests.pdf_pages import Page
from tests.test_load_pdf import grids, prose, read

if TYPE_CHECKING:
    from pathlib import Path

    from index.model.document import Document

Rows = list[list[str | None]]
INCOME: Rows = [["项目", "预算数"], ["财政拨款", "9.00"], ["其他收入", "3.00"], ["收入合计", "12.00"]]
SPENDING: Rows = [["项目", "基本支出", "项目支出"], ["文化支出", "6.00", "1.00"], ["住房支出", "5.00", "0.00"]]


def two(*, units: bool = True) -> Page:
    page = Page()
    page.text(100, 80, "部门收入总表", size=12)
    page.text(370, 80, "部门支出总表", size=12)
    if units:
        page.text(60, 95, "编制单位：临川市图书馆", size=8)
        page.text(240, 95, "单位：元", size=8)
    page.text(486, 95, "单位：万元", size=8)
    page.table(60, 100, [120, 100], INCOME)
    page.table(310, 100, [100, 60, 60], SPENDING)
    return page


def figures(document: Document) -> list[tuple[str, str, str, str]]:
    read_ = read_tables(document, read_identity(document))
    return [(read_.tables[one.table].title, one.unit, one.row_label, f"{one.value}") for one in read_.facts]


def test_each_table_is_read_below_its_own_title_and_unit(tmp_path: Path) -> None:
    found = figures(read(tmp_path, two()))
    assert found == [
        ("部门收入总表", "元", "财政拨款", "9.00"),
        ("部门收入总表", "元", "其他收入", "3.00"),
        ("部门收入总表", "元", "收入合计", "12.00"),
        ("部门支出总表", "万元", "文化支出", "6.00"),
        ("部门支出总表", "万元", "文化支出", "1.00"),
        ("部门支出总表", "万元", "住房支出", "5.00"),
        ("部门支出总表", "万元", "住房支出", "0.00"),
    ]


def test_unit_at_the_right_is_that_of_both(tmp_path: Path) -> None:
    assert {unit for _, unit, _, _ in figures(read(tmp_path, two(units=False)))} == {"万元"}


def test_notes_below_stand_with_their_tables(tmp_path: Path) -> None:
    page = two()
    page.text(60, 195, "注：本表含上年结转。", size=8)
    page.text(310, 195, "注：本表不含上年结转。", size=8)
    page.text(60, 230, "以上两表均不含下属单位的收支，详细情况见后附的说明，各单位另行公开本单位的预算。", size=8)
    assert prose(read(tmp_path, page)) == [
        "部门收入总表",
        "编制单位：临川市图书馆 单位：元",
        "注：本表含上年结转。",
        "部门支出总表",
        "单位：万元",
        "注：本表不含上年结转。",
        "以上两表均不含下属单位的收支，详细情况见后附的说明，各单位另行公开本单位的预算。",
    ]


def test_both_go_on_over_the_page(tmp_path: Path) -> None:
    second = Page()
    second.table(60, 60, [120, 100], [INCOME[0], ["上年结转", "1.00"]])
    second.table(310, 60, [100, 60, 60], [SPENDING[0], ["结转下年", "2.00", "0.00"]])
    first, other = grids(read(tmp_path, two(), second))
    assert first.texts == [*INCOME, ["上年结转", "1.00"]]
    assert other.texts == [*SPENDING, ["结转下年", "2.00", "0.00"]]


def test_only_the_left_one_goes_on(tmp_path: Path) -> None:
    first, second = two(), Page()
    first.text(310, 195, "注：本表不含上年结转。", size=8)
    second.table(60, 60, [120, 100], [INCOME[0], ["上年结转", "1.00"]])
    left, right = grids(read(tmp_path, first, second))
    assert left.texts[-1] == ["上年结转", "1.00"]
    assert right.texts == SPENDING


def test_title_over_both_stands_before_them(tmp_path: Path) -> None:
    page = two()
    page.text(60, 50, "二〇二四年部门收入总表和部门支出总表以及有关编制情况的说明如下各表所示", size=12)
    assert prose(read(tmp_path, page))[1] == "部门收入总表"
