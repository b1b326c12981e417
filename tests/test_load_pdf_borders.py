"""Borders as different programs draw them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from index.identity import read_identity
from index.tables import read_tables
from tests.pdf_pages import Page
from tests.test_load_pdf import grids, prose, read

if TYPE_CHECKING:
    from pathlib import Path

    from index.model.document import Grid

ROWS: list[list[str | None]] = [["项目", "金额"], ["文化支出", "12.00"], ["住房支出", "3.00"]]
TEXTS = [[text or "" for text in row] for row in ROWS]


def only(folder: Path, page: Page) -> Grid:
    (grid,) = grids(read(folder, page))
    return grid


def test_rule_of_square_dots(tmp_path: Path) -> None:
    page = Page()
    for number, row in enumerate(ROWS):
        for column, text in enumerate(row):
            page.text(64 + 150 * column, 114 + 20 * number, text or "", size=8)
    for step in range(201):
        for y in (100, 120, 140, 160):
            page.bar(60 + 1.5 * step, y, 60.75 + 1.5 * step, y + 0.75)
    for step in range(41):
        for x in (60, 210, 360):
            page.bar(x, 100 + 1.5 * step, x + 0.75, 100.75 + 1.5 * step)
    assert only(tmp_path, page).texts == TEXTS


def test_two_columns_without_outer_borders(tmp_path: Path) -> None:
    page = Page()
    for number, row in enumerate(ROWS):
        for column, text in enumerate(row):
            page.text(64 + 150 * column, 114 + 20 * number, text or "", size=8)
    for y in (100, 120, 140, 160):
        page.line(60, y, 360, y)
    page.line(210, 100, 210, 160)
    assert only(tmp_path, page).texts == TEXTS


def test_outermost_line_alone_asks_for_the_border_of_a_column(tmp_path: Path) -> None:
    page = Page()
    page.table(120, 100, [100, 80], [["一级指标", "目标值"], ["数量指标", "3"], ["质量指标", "5"]])
    page.line(60, 100, 120, 100)  # its left border is open, its foot on the next page
    page.text(64, 134, "绩效指标", size=8)
    assert [row[0] for row in only(tmp_path, page).texts] == ["绩效指标", "", ""]


def test_rules_of_the_table_above_move_none_of_the_table_below(tmp_path: Path) -> None:
    page = Page()
    page.table(60, 100, [100, 60], [["项目", "金额"], ["文化支出", "1.00"]])
    for number in (0, 1, 2):  # double rules, 1.2 points from those above
        page.line(60, 300 + 20 * number, 220, 300 + 20 * number)
    for x in (60, 161.2, 162.6, 220):
        page.line(x, 300, x, 340)
    for y, texts in ((314, ("住房", "2.00")), (334, ("医疗", "3.00"))):
        page.text(64, y, texts[0], size=8)
        page.text(170, y, texts[1], size=8)
    first, second = grids(read(tmp_path, page))
    assert first.texts == [["项目", "金额"], ["文化支出", "1.00"]]
    assert second.texts == [["住房", "2.00"], ["医疗", "3.00"]]
    assert [cell.place.box for cell in second.rows[0]] == [(60.0, 300.0, 161.9, 320.0), (161.9, 300.0, 220.0, 320.0)]


def framed(title: str, unit: str, *rows: list[str | None]) -> list[list[str | None]]:
    width = len(rows[0])
    return [[title, *[None] * (width - 1)], [unit, *[None] * (width - 1)], *rows]


def test_tables_that_touch_are_parted_at_the_title_in_the_frame(tmp_path: Path) -> None:
    page = Page()
    foot = page.table(60, 100, [150, 150], framed("澄湖市收入预算表", "单位：万元", ["项目", "金额"], ["拨款", "9.00"]))
    page.table(
        60,
        foot,
        [90, 130, 80],
        framed("澄湖市支出预算表", "单位：万元", ["编码", "项目", "金额"], ["207", "文化", "9.00"]),
    )
    document = read(tmp_path, page)
    assert prose(document) == ["澄湖市收入预算表", "单位：万元", "澄湖市支出预算表", "单位：万元"]
    assert [grid.texts for grid in grids(document)] == [
        [["项目", "金额"], ["拨款", "9.00"]],
        [["编码", "项目", "金额"], ["207", "文化", "9.00"]],
    ]


def test_title_in_the_frame_begins_another_table_on_the_next_page(tmp_path: Path) -> None:
    first, second, third = Page(), Page(), Page()
    head: list[str | None] = ["项目", "金额"]
    first.table(60, 100, [150, 150], framed("澄湖市收入预算表", "单位：万元", head, ["拨款", "9.00"]))
    second.table(60, 100, [150, 150], framed("澄湖市收入预算表", "单位：万元", head, ["其他", "1.00"]))
    third.table(60, 100, [150, 150], framed("澄湖市支出预算表", "单位：元", head, ["文化", "9.00"]))
    document = read(tmp_path, first, second, third)
    assert [grid.texts for grid in grids(document)] == [
        [["项目", "金额"], ["拨款", "9.00"], ["其他", "1.00"]],
        [["项目", "金额"], ["文化", "9.00"]],
    ]
    assert prose(document) == ["澄湖市收入预算表", "单位：万元", "澄湖市支出预算表", "单位：元"]


def test_one_row_of_two_columns_without_outer_borders(tmp_path: Path) -> None:
    page = Page()
    for x, text in ((64, "收入"), (214, "支出")):
        page.text(x, 114, text, size=8)
    page.line(60, 100, 360, 100)
    page.line(60, 120, 360, 120)
    page.line(210, 100, 210, 120)
    assert only(tmp_path, page).texts == [["收入", "支出"]]


def on_ground(ground: float, cells: float) -> Page:
    page = Page()
    page.bar(60, 100, 360, 160, ground)
    for number, row in enumerate(ROWS):
        for column, text in enumerate(row):
            x, y = 60 + 150 * column, 100 + 20 * number
            page.bar(x + 0.4, y + 0.4, x + 149.6, y + 19.6, cells)
            page.text(x + 4, y + 14, text or "", size=8)
    return page


@pytest.mark.parametrize(("ground", "cells"), [(0, 1), (0.8, 1), (0.5, 0.9)])
def test_light_cells_on_a_darker_ground(tmp_path: Path, ground: float, cells: float) -> None:
    assert only(tmp_path, on_ground(ground, cells)).texts == TEXTS


def test_shading_upon_a_white_ground_draws_no_rules(tmp_path: Path) -> None:
    page = Page()
    page.bar(0, 0, 595, 842, 1)
    for number in range(4):
        page.bar(60, 100 + 20 * number, 360, 119 + 20 * number, 0.8)
        page.text(64, 114 + 20 * number, "澄湖市的说明", size=8)
    assert not grids(read(tmp_path, page))


def test_cells_that_touch_on_a_darker_ground_are_one(tmp_path: Path) -> None:
    page = Page()
    page.bar(60, 80, 360, 160)
    page.bar(60.4, 80.4, 210, 99.6, 1)
    page.bar(210, 80.4, 359.6, 99.6, 1)
    page.text(190, 94, "澄湖市支出", size=8)
    for number, row in enumerate(ROWS):
        for x, text in zip((60, 210), row, strict=True):
            page.bar(x + 0.4, 100.4 + 20 * number, x + 149.6, 119.6 + 20 * number, 1)
            page.text(x + 4, 114 + 20 * number, text or "", size=8)
    grid = only(tmp_path, page)
    assert grid.texts == [["澄湖市支出", ""], *TEXTS]
    assert grid.rows[0][0].column_span == len(ROWS[0])


def test_few_cells_on_a_darker_ground_draw_no_rules(tmp_path: Path) -> None:
    page = Page()
    page.bar(60, 100, 360, 120)
    page.bar(60.4, 100.4, 209.6, 119.6, 1)
    page.bar(210.4, 100.4, 359.6, 119.6, 1)
    page.text(64, 114, "澄湖市", size=8)
    assert not grids(read(tmp_path, page))


def open_sided(above: float) -> Page:
    """A table without outer borders under a row over its whole width, which starts at a rule at the height given."""
    page = Page()
    page.text(190, 114, "2031年预算数", size=8)
    for number, row in enumerate((["合计", "文化", "住房"], ["15.00", "12.00", "3.00"])):
        for column, text in enumerate(row):
            page.text(64 + 100 * column, 134 + 20 * number, text, size=8)
    for y in (above, 120, 140, 160):
        page.line(60, y, 360, y)
    for x in (160, 260):
        page.line(x, 120, x, 160)
    return page


def test_header_over_the_whole_width_without_outer_borders(tmp_path: Path) -> None:
    grid = only(tmp_path, open_sided(100))
    assert grid.texts == [["2031年预算数", "", ""], ["合计", "文化", "住房"], ["15.00", "12.00", "3.00"]]


def test_rule_far_above_a_table_without_outer_borders_is_none_of_it(tmp_path: Path) -> None:
    assert only(tmp_path, open_sided(60)).texts == [["合计", "文化", "住房"], ["15.00", "12.00", "3.00"]]


def test_unit_and_header_over_the_whole_width_without_outer_borders(tmp_path: Path) -> None:
    page = open_sided(100)
    page.line(60, 84, 360, 84)
    page.text(290, 96, "单位：万元", size=8)
    found = read(tmp_path, page)
    assert [grid.texts[0] for grid in grids(found)] == [["2031年预算数", "", ""]]


def sticking_out(high: float) -> Page:
    """A merged header cell that the page break cut: its first line stands at this height, over the table's top."""
    page = Page()
    page.table(60, 100, [100, 80, 80], [["类", "数", "合计"], ["201", "12.00", "15.00"], ["205", "3.00", "4.00"]])
    page.text(164, high, "年初预算", size=8)
    return page


def test_words_across_the_top_rule_are_of_the_cell_below(tmp_path: Path) -> None:
    document = read(tmp_path, sticking_out(103))
    (grid,) = grids(document)
    assert grid.texts[0] == ["类", "年初预算数", "合计"]
    assert "年初预算" not in prose(document)


def test_words_above_the_top_rule_are_none_of_the_table(tmp_path: Path) -> None:
    document = read(tmp_path, sticking_out(96))
    (grid,) = grids(document)
    assert grid.texts[0] == ["类", "数", "合计"]
    assert "年初预算" in "".join(prose(document))


@pytest.mark.parametrize("figure", ["(1,234,567.00)", "（1,234,567.00）", "△1,234,567.00", "-1,234,567.00"])
def test_sign_of_a_figure_too_wide_for_its_column_stays_with_it(tmp_path: Path, figure: str) -> None:
    page = Page()
    page.table(60, 100, [60, 52, 52, 60], [["科目", "合计", "基本支出", "备注"], ["农林水", "", "", "无"]])
    page.text(172 + 26 - sum(2 if one.isascii() else 4 for one in figure), 134, figure, size=8)
    (grid,) = grids(read(tmp_path, page))
    assert grid.texts[1] == ["农林水", "", figure, "无"]


def test_figures_printed_one_over_the_other_glyph_by_glyph_are_told_apart(tmp_path: Path) -> None:
    page = Page()
    page.table(60, 100, [60, 30, 30, 60], [["科目", "合计", "基本", "备注"], ["农林水", "", "", "无"]])
    for left, figure in ((124, "6,896.81"), (146, "5,324.37")):
        for number, one in enumerate(figure):
            page.text(left + 4 * number, 134, one, size=8)
    (grid,) = grids(read(tmp_path, page))
    assert grid.texts[1] == ["农林水", "6,896.81", "5,324.37", "无"]


def test_figure_of_which_a_clip_shows_a_digit_in_part_is_none(tmp_path: Path) -> None:
    page = Page()
    page.text(60, 60, "支出合计如下", size=10)
    page.clipped((60, 90, 150, 120), 116.5, 110, "1,234.5")  # 1.5 points of the last digit are hidden
    page.clipped((60, 120, 150, 150), 115, 140, "1,234.5")
    assert prose(read(tmp_path, page)) == ["支出合计如下", "1,234.\ufffd", "1,234.5"]


def wide_figures(folder: Path, *rows: tuple[str, str, str]) -> list[tuple[tuple[str, ...], str, bool]]:
    page = Page()
    page.text(60, 60, "部门支出总表", size=14)
    page.text(200, 90, "单位：元", size=8)
    labels = [[f"支出{number}", "", "", ""] for number in range(len(rows))]
    page.table(60, 100, [60, 36, 36, 90], [["项目", "合计", "基本支出", "项目支出"], *labels])
    for number, row in enumerate(rows):
        for left, figure in zip((122, 158, 194), row, strict=True):
            page.text(left, 134 + 20 * number, figure, size=8)
    document = read(folder, page)
    facts = read_tables(document, read_identity(document)).facts
    return [(fact.column_path, f"{fact.value:,}", fact.doubtful) for fact in facts if fact.value is not None]


def test_figures_twice_as_wide_as_their_columns_are_placed_by_their_sums(tmp_path: Path) -> None:
    row = ("333,333,333,333.00", "111,111,111,111.00", "222,222,222,222.00")
    found = wide_figures(tmp_path, row, row)
    assert [(path, value) for path, value, _ in found] == [
        (("合计",), row[0]),
        (("基本支出",), row[1]),
        (("项目支出",), row[2]),
    ] * 2


def test_figures_twice_as_wide_as_their_columns_are_never_sure_where_no_sum_holds(tmp_path: Path) -> None:
    found = wide_figures(tmp_path, ("333,333,333,333.00", "111,111,111,111.00", "999,999,999,999.00"))
    assert [value for _, value, doubtful in found if not doubtful] == []
