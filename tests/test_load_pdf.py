from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from index.load.dispatch import load
from index.model.document import Document, Grid, Heading, Paragraph
from index.model.quantity import parse_quantity
from index.settings import IndexSettings
from tests.pdf_pages import Page, write_pdf

if TYPE_CHECKING:
    from pathlib import Path

SETTINGS = IndexSettings()
ROWS: list[list[str | None]] = [
    ["收入", None, "支出", None],
    ["项目", "预算数", "项目", "预算数"],
    ["一、财政拨款", "1,234.50", "一、文化支出", "1,200.00"],
    ["", "", "二、住房支出", "34.50"],
]
WIDTHS = [150, 100, 150, 100]


def read(folder: Path, *pages: Page) -> Document:
    return load(write_pdf(folder, *pages), SETTINGS)


def grids(document: Document) -> list[Grid]:
    return [block for block in document.blocks if isinstance(block, Grid)]


def prose(document: Document) -> list[str]:
    return [block.text for block in document.blocks if not isinstance(block, Grid)]


def budget_page(*, rotate: int = 0, sideways: bool = False) -> Page:
    page = Page(size=(842, 595), rotate=rotate, sideways=sideways)
    page.text(300, 60, "澄湖市图书馆收支预算总表", size=16)
    page.text(600, 90, "单位：万元")
    page.table(60, 100, WIDTHS, ROWS)
    return page


def test_table_with_title_unit_and_merged_header(tmp_path: Path) -> None:
    document = read(tmp_path, budget_page())
    title, unit, grid = document.blocks
    assert isinstance(title, Heading)
    assert title.text == "澄湖市图书馆收支预算总表"
    assert isinstance(unit, Paragraph)
    assert unit.text == "单位：万元"
    assert isinstance(grid, Grid)
    assert grid.texts == [[text or "" for text in row] for row in ROWS]
    assert [cell.column_span for cell in grid.rows[0]] == [2, 1, 2, 1]
    assert grid.rows[2][1].place.box == (210.0, 140.0, 310.0, 160.0)
    assert grid.rows[2][1].place.page == 1
    assert (document.format, document.pages, document.findings) == ("pdf", 1, ())


@pytest.mark.parametrize("rotate", [90, 180, 270])
def test_rotation_changes_neither_text_nor_boxes(tmp_path: Path, rotate: int) -> None:
    assert read(tmp_path, budget_page(rotate=rotate)).blocks == read(tmp_path, budget_page()).blocks


@pytest.mark.parametrize(("rotate", "box"), [(90, (140.0, 532.0, 160.0, 632.0)), (270, (435.0, 210.0, 455.0, 310.0))])
def test_page_drawn_sideways_is_read_upright(tmp_path: Path, rotate: int, box: tuple[float, ...]) -> None:
    (grid,) = grids(read(tmp_path, budget_page(rotate=rotate, sideways=True)))
    assert grid.texts == [[text or "" for text in row] for row in ROWS]
    assert grid.rows[2][1].place.box == box  # as the page is displayed


def test_unseen_text_is_left_out(tmp_path: Path) -> None:
    page = Page()
    page.table(60, 100, [150, 100], [["项目", "金额"], ["文化支出", "12.00"]])
    page.text(100, 134, "99", mode=3)
    page.text(214, 133, "8", slant="0.7 0.7 -0.7 0.7", size=40)
    page.text(700, 134, "7777")
    page.clipped((300, 300, 310, 310), 70, 134, "看不见")
    (grid,) = grids(read(tmp_path, page))
    assert grid.texts == [["项目", "金额"], ["文化支出", "12.00"]]


def test_text_printed_twice_is_read_once(tmp_path: Path) -> None:
    page = Page()
    page.table(60, 100, [150, 100], [["项目", "金额"], ["文化支出", "11.00"]])
    page.text(214.3, 134, "11.00", size=8)
    assert grids(read(tmp_path, page))[0].texts[1] == ["文化支出", "11.00"]


def test_bars_are_rules_and_shading_is_not(tmp_path: Path) -> None:
    page = Page()
    for y in (100, 120, 140):
        page.bar(60, y, 260, y + 0.5)
    for x in (60, 160, 260):
        page.bar(x, 100, x + 0.5, 140.5)
    page.bar(60, 100, 260, 120)
    for number, text in enumerate(("项目", "金额", "文化支出", "12.00")):
        page.text(65 + 100 * (number % 2), 114 + 20 * (number // 2), text)
    assert grids(read(tmp_path, page))[0].texts == [["项目", "金额"], ["文化支出", "12.00"]]


def test_open_borders_are_closed(tmp_path: Path) -> None:
    page = Page()
    page.line(60, 120, 260, 120)
    for x in (60, 160, 260):
        page.line(x, 100, x, 140)
    for number, text in enumerate(("项目", "金额", "文化支出", "12.00")):
        page.text(65 + 100 * (number % 2), 114 + 20 * (number // 2), text)
    assert grids(read(tmp_path, page))[0].texts == [["项目", "金额"], ["文化支出", "12.00"]]


def test_wrapped_label_and_wrapped_number_are_joined(tmp_path: Path) -> None:
    page = Page()
    page.table(60, 100, [80, 45], [["项目", "金额"], ["机关事业单位养\n老保险缴费", "91,016,\n775.35"]])
    assert grids(read(tmp_path, page))[0].texts[1] == ["机关事业单位养老保险缴费", "91,016,775.35"]


def test_figure_on_another_baseline_stays_whole(tmp_path: Path) -> None:
    page = Page()
    page.table(60, 100, [150, 100], [["项目", "金额"], ["文化，支出", ""]])
    page.text(214, 131, "12", size=8)
    page.text(222, 133, ".50", size=8)
    assert grids(read(tmp_path, page))[0].texts[1] == ["文化，支出", "12.50"]


def test_number_that_overflows_its_cell_is_not_cut(tmp_path: Path) -> None:
    page = Page()
    page.table(60, 100, [150, 30, 60], [["项目", "序号", "金额"], ["文化支出", "", ""]])
    page.text(234, 134, "91,016,775.35", size=8)
    document = read(tmp_path, page)
    assert grids(document)[0].texts[1] == ["文化支出", "", "91,016,775.35"]
    assert "压在竖线上" in document.findings[0]


def test_numbers_side_by_side_in_a_cell_are_no_number(tmp_path: Path) -> None:
    page = Page()
    page.table(60, 100, [150, 200], [["项目", "金额"], ["文化支出", ""]])
    page.text(220, 134, "10", size=8)
    page.text(300, 134, "20", size=8)
    document = read(tmp_path, page)
    assert grids(document)[0].texts[1] == ["文化支出", "10 ｜ 20"]
    assert "几个数字" in document.findings[0]


@pytest.mark.parametrize(
    ("x", "y", "size"),
    [(216, 134, 8), (231, 130, 5)],
    ids=["upon the other", "a note's mark"],
)
def test_digits_that_are_of_no_one_number_make_none(tmp_path: Path, x: float, y: float, size: float) -> None:
    page = Page()
    page.table(60, 100, [150, 100], [["项目", "金额"], ["文化支出", "1234"]])
    page.text(x, y, "7", size=size)
    cell = grids(read(tmp_path, page))[0].rows[1][1]
    assert parse_quantity(cell.text) is None


def test_number_cut_by_a_clip_is_no_number(tmp_path: Path) -> None:
    page = Page()
    page.table(60, 100, [150, 100], [["项目", "金额"], ["文化支出", ""]])
    page.clipped((210, 120, 234, 140), 214, 134, "1234567")
    document = read(tmp_path, page)
    assert parse_quantity(grids(document)[0].texts[1][1]) is None
    assert "�" in document.findings[0]


def test_rows_without_rules_are_parted_by_their_figures(tmp_path: Path) -> None:
    page = Page()
    foot = page.table(60, 100, [150, 100], [["项目", "金额"]])
    for x in (60, 210, 310):
        page.line(x, foot, x, foot + 60)
    page.line(60, foot + 60, 310, foot + 60)
    for number, (label, figure) in enumerate((("文化支出", "12.00"), ("住房支出", "3.50"), ("合计", "15.50"))):
        page.text(64, foot + 14 + 20 * number, label)
        page.text(214, foot + 14 + 20 * number, figure)
    document = read(tmp_path, page)
    assert grids(document)[0].texts[1:] == [["文化支出", "12.00"], ["住房支出", "3.50"], ["合计", "15.50"]]
    assert "没有横线" in document.findings[0]


def test_title_and_unit_within_the_frame_come_before_the_table(tmp_path: Path) -> None:
    page = Page()
    page.table(
        60,
        100,
        [100, 100, 100],
        [
            ["支出预算总表", None, None],
            ["部门：澄湖市图书馆", None, "单位：万元"],
            ["项目", "基本支出", "项目支出"],
            ["文化", "1.00", "2.00"],
            ["注：不含上年结转。", None, None],
        ],
    )
    document = read(tmp_path, page)
    assert prose(document) == ["支出预算总表", "部门：澄湖市图书馆", "单位：万元", "注：不含上年结转。"]
    assert grids(document)[0].texts[0] == ["项目", "基本支出", "项目支出"]


def test_wrapped_title_is_one(tmp_path: Path) -> None:
    page = Page()
    page.text(180, 60, "一般公共预算“三公”经费、会议费、培训费", size=12)
    page.text(260, 80, "支出预算表", size=12)
    page.table(60, 100, [240, 240], [["合计", "公务接待费"], ["2.00", "1.00"]])
    assert prose(read(tmp_path, page)) == ["一般公共预算“三公”经费、会议费、培训费支出预算表"]
