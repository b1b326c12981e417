"""Words and figures that a rule, the page break or the side of the page cuts off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.identity import read_identity
from index.tables import read_tables
from tests.pdf_pages import Page
from tests.test_load_pdf import grids, prose, read

if TYPE_CHECKING:
    from pathlib import Path

WIDTHS = [60, 120, 100]


def test_words_that_hang_into_the_row_below_are_of_their_header(tmp_path: Path) -> None:
    page = Page()
    page.table(60, 100, WIDTHS, [["编码", "科目名称", "年初预"], ["", "合计", ""], ["207", "文化支出", "812.40"]])
    page.text(244, 124, "算数", size=8)  # one line below its header, upon the figure of the total
    page.text(240, 130, "812.40", size=8)
    (grid,) = grids(read(tmp_path, page))
    assert grid.texts[:2] == [["编码", "科目名称", "年初预算数"], ["", "合计", "812.40"]]


def test_label_at_the_top_of_its_row_does_not_go_on_from_the_one_above(tmp_path: Path) -> None:
    page = Page()
    page.table(60, 100, WIDTHS, [["编码", "科目名称", "金额"], ["207", "", "5.00"], ["208", "", "6.00"]])
    page.text(124, 136, "文化支出", size=8)
    page.text(124, 147, "社保支出", size=8)  # its upper side touches the rule
    (grid,) = grids(read(tmp_path, page))
    assert [row[1] for row in grid.texts] == ["科目名称", "文化支出", "社保支出"]


def test_title_in_the_frame_at_the_foot_of_a_page_is_of_the_form_on_the_next(tmp_path: Path) -> None:
    first, second = Page(), Page()
    title: list[str | None] = ["河道疏浚项目绩效目标表", None, None]
    first.table(60, 700, WIDTHS, [["资金总额", "万元", "88.00"], ["数量指标", "清淤长度", "≥6公里"], title])
    second.table(60, 60, WIDTHS, [["资金总额", "万元", "41.50"], ["数量指标", "疏浚长度", "≥9公里"]])
    document = read(tmp_path, first, second)
    assert [grid.texts[0][2] for grid in grids(document)] == ["88.00", "41.50"]
    assert "河道疏浚项目绩效目标表" in prose(document)


def test_form_whose_first_row_has_a_figure_begins_at_its_title(tmp_path: Path) -> None:
    page = Page()
    title: list[str | None] = ["河道疏浚项目绩效目标表", None, None]
    rows: list[list[str | None]] = [
        ["资金总额", "万元", "88.00"],
        title,
        ["资金总额", "万元", "41.50"],
        ["数量指标", "疏浚长度", "≥9公里"],
    ]
    page.table(60, 100, WIDTHS, rows)
    assert [grid.texts[0][2] for grid in grids(read(tmp_path, page))] == ["88.00", "41.50"]


def test_figures_under_words_that_the_side_of_the_page_cuts_off_are_doubtful(tmp_path: Path) -> None:
    page = Page()
    page.text(500, 94, "单位：万元")
    page.table(355, 100, [80, 60], [["科目名称", "财政拨款"], ["", "小计"], ["文化", "7.00"], ["社保", "9.00"]])
    for y in range(100, 200, 20):
        page.line(495, y, 585, y)  # without a border at their end: the table goes on
    page.line(540, 120, 540, 180)
    shown = (495, 100, 570, 180)
    for x, y, text in ((540, 114, "非财政拨款"), (505, 134, "小计"), (560, 134, "项目支出")):
        page.clipped(shown, x, y, text)
    for y, text in ((154, "902.68"), (174, "802.68")):
        page.clipped(shown, 500, y, text)
        page.clipped(shown, 550, y, text)
    document = read(tmp_path, page)
    assert any("第1页的表格右边没有印全" in finding for finding in document.findings)
    facts = read_tables(document, read_identity(document)).facts
    doubtful = {fact.printed: (fact.column_path[0], fact.doubtful) for fact in facts}
    assert doubtful["7.00"] == ("财政拨款", False)
    assert doubtful["902.68"] == ("非财政�", True)


def test_large_words_printed_over_a_table_are_none_of_it(tmp_path: Path) -> None:
    page = Page()
    page.table(
        60, 100, WIDTHS, [["编码", "科目名称", "金额"], ["207", "文化支出", "5.00"], ["208", "社保支出", "6.00"]]
    )
    page.text(130, 150, "公示专用", size=40)
    (grid,) = grids(read(tmp_path, page))
    assert grid.texts == [["编码", "科目名称", "金额"], ["207", "文化支出", "5.00"], ["208", "社保支出", "6.00"]]


def test_large_total_that_has_room_in_its_cell_is_of_the_table(tmp_path: Path) -> None:
    page = Page()
    page.table(60, 100, WIDTHS, [["编码", "科目名称", "金额"], ["207", "文化支出", "5.00"], ["", "合计", ""]])
    page.text(250, 157, "5.00", size=16)
    (grid,) = grids(read(tmp_path, page))
    assert grid.texts[-1] == ["", "合计", "5.00"]
