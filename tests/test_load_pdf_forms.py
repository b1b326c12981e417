"""Forms as offices print them from workbooks and Word files: frames with captions, headers printed again, cut rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from index.identity import read_identity
from index.tables import read_tables
from tests.pdf_pages import Page
from tests.test_load_pdf import grids, prose, read

if TYPE_CHECKING:
    from pathlib import Path

WIDTHS = [60, 140, 100, 100]
HEADER: list[list[str | None]] = [["编码", "科目名称", "合计", "基本支出"]]


def framed(title: str, *rows: list[str | None], number: str = "") -> list[list[str | None]]:
    captions = [number, title] if number else [title]
    wide: list[list[str | None]] = [[text, None, None, None] for text in captions]
    return [*wide, ["填报单位：澄湖市水务局", None, "单位：万元", None], *HEADER, *rows]


def test_number_of_a_title_in_the_frame_stays_with_its_table(tmp_path: Path) -> None:
    page = Page()
    page.table(60, 100, WIDTHS, framed("部门支出总表", ["213", "农林水支出", "3.00", "1.00"], number="部门公开表3"))
    document = read(tmp_path, page)
    (grid,) = grids(document)
    assert grid.texts == [["编码", "科目名称", "合计", "基本支出"], ["213", "农林水支出", "3.00", "1.00"]]
    assert prose(document) == ["部门公开表3", "部门支出总表", "填报单位：澄湖市水务局", "单位：万元"]


def test_header_printed_again_without_the_title_in_its_frame(tmp_path: Path) -> None:
    first, second = Page(), Page()
    first.table(60, 100, WIDTHS, framed("部门支出总表", ["213", "农林水支出", "3.00", "1.00"]))
    second.table(60, 100, WIDTHS, [*HEADER, ["21303", "水利", "3.00", "1.00"]])
    (grid,) = grids(read(tmp_path, first, second))
    assert [row[0] for row in grid.texts] == ["编码", "213", "21303"]


def test_indented_label_cut_by_the_page_break_is_put_together(tmp_path: Path) -> None:
    first, second = Page(), Page()
    first.table(60, 100, WIDTHS, [*HEADER, ["31007", "", "3.00", "1.00"]])
    first.text(124 + 44, 134, "信息网络及软件购置更", size=8)  # its last character would stand on the border
    second.table(60, 100, WIDTHS, [["", "新", "", ""], ["31099", "其他", "3.00", "1.00"]])
    (grid,) = grids(read(tmp_path, first, second))
    assert [row[1] for row in grid.texts] == ["科目名称", "信息网络及软件购置更新", "其他"]


@pytest.mark.parametrize("number", ["附件3", "附表3", "表3", "预算公开表3", "财决公开03表"])
def test_number_of_a_table_is_no_title(tmp_path: Path, number: str) -> None:
    page = Page()
    page.text(230, 60, "部门支出总表", size=14)
    page.text(60, 75, number, size=8)
    page.text(420, 90, "单位：万元", size=8)
    page.table(60, 100, WIDTHS, [*HEADER, ["213", "农林水支出", "3.00", "1.00"]])
    document = read(tmp_path, page)
    read_in = read_tables(document, read_identity(document))
    assert [(table.title, table.unit) for table in read_in.tables] == [("部门支出总表", "万元")]


def test_header_written_downwards_is_one_word(tmp_path: Path) -> None:
    page = Page()
    head = "2024年预算数"
    for y in (100, 220, 240):
        page.line(60, y, 260, y)
    for x in (60, 200, 260):
        page.line(x, 100, x, 240)
    page.text(64, 160, "科目名称", size=8)
    for number, character in enumerate(head):
        page.text(226, 112 + 13 * number, character, size=8)
    page.text(64, 234, "水利", size=8)
    page.text(210, 234, "3.00", size=8)
    (grid,) = grids(read(tmp_path, page))
    assert grid.texts == [["科目名称", head], ["水利", "3.00"]]


def test_header_printed_again_in_a_row_that_hides_its_end(tmp_path: Path) -> None:
    first, second = Page(), Page()
    header: list[str | None] = ["编码", "功能分类科目名称", "合计", "对附属单位补助支出"]
    cut: list[str | None] = ["编码", "功能分类科目", "合计", "对附属单位补"]
    first.text(230, 60, "部门支出总表", size=14)
    first.table(60, 100, WIDTHS, [header, ["213", "农林水支出", "3.00", "1.00"]])
    second.table(60, 100, WIDTHS, [cut, ["21303", "水利", "3.00", "1.00"]])
    (grid,) = grids(read(tmp_path, first, second))
    assert [row[0] for row in grid.texts] == ["编码", "213", "21303"]


def test_border_of_a_thousand_dashes_in_one_path(tmp_path: Path) -> None:
    page = Page()
    rows = [["项目", "金额"], ["水利", "3.00"], ["住房", "4.00"]]
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            page.text(64 + 100 * column, 114 + 20 * number, text, size=8)
    for x in (60, 160, 560):
        page.line(x, 100, x, 160)
    for y in (100, 120, 140, 160):
        page.line(60, y, 160, y)
        dashes = [f"{160 + 2 * at} {842 - y} m {161 + 2 * at} {842 - y} l" for at in range(200)]
        page.commands.append(f"0.5 w {' '.join(dashes)} S")
    (grid,) = grids(read(tmp_path, page))
    assert grid.texts == rows


def test_amounts_beside_a_frame_are_reported(tmp_path: Path) -> None:
    page = Page()
    page.table(60, 100, [100, 60], [["项目", "金额"], ["水利", "3.00"], ["住房", "4.00"]])
    page.text(300, 134, "5.00", size=8)
    page.text(300, 154, "6.00", size=8)
    assert "第1页的表格旁边有 2 个数字在表格线之外，没有读入表格，请核对原件。" in read(tmp_path, page).findings


def test_label_of_a_merged_cell_printed_after_the_page_break_counts_before_it(tmp_path: Path) -> None:
    first, second = Page(), Page()
    first.table(60, 100, WIDTHS, [["类型", "项目名称", "合计", "其他"]])
    for y, name, amount in ((120, "河道保洁", "1.00"), (140, "执法能力提升", "2.00")):
        first.text(124, y + 14, name, size=8)
        first.text(264, y + 14, amount, size=8)
    first.line(120, 140, 460, 140)
    first.line(60, 160, 460, 160)
    for x in (60, 120, 260, 360, 460):
        first.line(x, 120, x, 160)
    second.table(60, 100, WIDTHS, [["其他运转类", "宣传教育", "3.00", ""], ["部门项目", "检测评估", "4.00", ""]])
    (grid,) = grids(read(tmp_path, first, second))
    assert [row[0] for row in grid.texts] == ["类型", "其他运转类", "", "其他运转类", "部门项目"]
    assert grid.rows[1][0].row_span == 2


def test_figure_of_full_width_digits_broken_over_two_lines_is_one(tmp_path: Path) -> None:
    page = Page()
    row: list[list[str | None]] = [["213", "农林水支出", "２０１７８９\n０．００", "５３７１００．\n００"]]
    page.table(60, 100, [60, 140, 70, 70], [*HEADER, *row])
    (grid,) = grids(read(tmp_path, page))
    assert grid.texts[1:] == [["213", "农林水支出", "２０１７８９０．００", "５３７１００．００"]]


def test_figures_broken_over_lines_are_put_together_over_the_page_break(tmp_path: Path) -> None:
    first, second = Page(), Page()
    widths = [60, 140, 44, 44]
    first.table(60, 100, widths, [*HEADER, ["213", "机关事业单位基本养老保险缴费支出和", "2017898", "502033.8"]])
    second.table(60, 100, widths, [["", "其他", "2.26", "4"], ["221", "住房保障支出", "3.00", "1.00"]])
    (grid,) = grids(read(tmp_path, first, second))
    assert grid.texts[1:] == [
        ["213", "机关事业单位基本养老保险缴费支出和其他", "20178982.26", "502033.84"],
        ["221", "住房保障支出", "3.00", "1.00"],
    ]


def test_whole_figures_of_two_rows_stay_two_over_the_page_break(tmp_path: Path) -> None:
    first, second = Page(), Page()
    widths = [60, 140, 44, 44]
    first.table(60, 100, widths, [*HEADER, ["213", "机关事业单位基本养老保险缴费支出和", "2017898", "5020334"]])
    second.table(60, 100, widths, [["", "其他", "2789821", "5020334"]])
    (grid,) = grids(read(tmp_path, first, second))
    assert [row[2:] for row in grid.texts[1:]] == [["2017898", "5020334"], ["2789821", "5020334"]]


def test_label_and_amount_of_merged_cells_that_the_page_break_parts_are_one_row(tmp_path: Path) -> None:
    first, second = Page(), Page()
    first.table(60, 100, WIDTHS, [["三级指标", "目标值", "涉及项目", "涉及财政资金"], ["疏浚河道", "≥12", "", "36.50"]])
    for x in (60, 120, 260, 360, 460):
        second.line(x, 100, x, 140)
    for y, right in ((100, 460), (120, 260), (140, 460)):
        second.line(60, y, right, y)
    for x, y, text in (
        (64, 114, "完成时限"),
        (124, 114, "11"),
        (64, 134, "满意度"),
        (124, 134, "90"),
        (264, 124, "清淤"),
    ):
        second.text(x, y, text, size=8)
    (grid,) = grids(read(tmp_path, first, second))
    assert grid.texts[1] == ["疏浚河道", "≥12", "清淤", "36.50"]


def test_table_that_touches_a_wider_one_above_it_is_one_of_its_own(tmp_path: Path) -> None:
    page = Page()
    foot = page.table(60, 100, [60, 140, 100, 120], [*HEADER, ["213", "农林水支出", "3.00", "1.00"]])
    page.table(60, foot, WIDTHS, framed("基本支出预算表", ["301", "工资福利支出", "2.00", "2.00"]))
    document = read(tmp_path, page)
    assert [grid.texts for grid in grids(document)] == [
        [["编码", "科目名称", "合计", "基本支出"], ["213", "农林水支出", "3.00", "1.00"]],
        [["编码", "科目名称", "合计", "基本支出"], ["301", "工资福利支出", "2.00", "2.00"]],
    ]
    assert prose(document) == ["基本支出预算表", "填报单位：澄湖市水务局", "单位：万元"]


def test_title_broken_at_the_width_of_a_narrow_table_is_one(tmp_path: Path) -> None:
    page = Page()
    page.text(60, 60, "一般公共预算“三公”", size=14)  # 140 points, as wide as the table
    page.text(95, 80, "经费支出表", size=14)
    page.table(60, 100, [70, 60], [["项目", "金额"], ["公务接待费", "1.00"]])
    assert prose(read(tmp_path, page)) == ["一般公共预算“三公”经费支出表"]


def test_name_above_a_title_over_a_wide_table_is_no_part_of_it(tmp_path: Path) -> None:
    page = Page()
    page.text(230, 60, "澄湖市水务局", size=14)
    page.text(230, 80, "经费支出表", size=14)
    page.table(60, 100, WIDTHS, [*HEADER, ["213", "农林水支出", "3.00", "1.00"]])
    assert prose(read(tmp_path, page)) == ["澄湖市水务局", "经费支出表"]
