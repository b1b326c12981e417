from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from index.interpret import interpret
from index.load.pdf.without_rules.stretches import may_be_row
from tests.pdf_pages import Page, write_pdf
from tests.pdf_tables import STYLES, Made, make_table, width_of
from tests.test_load_pdf import SETTINGS, grids, prose, read

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from index.model.document import Document, Grid

SEEDS = 20  # tables of each style
UNREAD = "没有读作表格"


def put(page: Page, y: float, *cells: tuple[float, str], size: float = 9, right: float = 200) -> None:
    """Set words from their left edge, and what stands right of `right` up to its right edge."""
    for x, text in cells:
        page.text(x - width_of(text, size) if x > right else x, y, text, size=size)


def table_page(rows: Sequence[Sequence[str]], *, title: str = "支出预算表", top: float = 120) -> Page:
    """A page with a table without any rule: labels from the left, figures up to their right edges."""
    page = Page()
    if title:
        page.text(230, top - 50, title, size=14)
        page.text(420, top - 28, "单位：万元", size=9)
    for number, row in enumerate(rows):
        edges = (60, 320, 420, 520)
        put(page, top + 20 * number, *((x, text) for x, text in zip(edges, row, strict=False) if text))
    return page


def drawn(grid: Grid, depth: int) -> tuple[list[list[tuple[str, int, int]]], list[list[str]]]:
    header = [
        [(cell.text, cell.row_span, cell.column_span) if cell.text else ("", 1, 1) for cell in row]
        for row in grid.rows[:depth]
    ]
    return header, [[cell.text for cell in row] for row in grid.rows[depth:]]


def outcome(made: Made, document: Document) -> str:
    found = grids(document)
    if not found:
        return "reported" if any(UNREAD in finding for finding in document.findings) else "lost"
    if len(found) > 1:
        return "wrong"
    readings = [found[0], *found[0].alternatives]
    exact = [drawn(reading, len(made.header)) == (made.header, made.body) for reading in readings]
    return "exact" if exact[0] else "doubted" if any(exact) else "wrong"


@pytest.mark.parametrize("style", STYLES)
def test_random_tables_are_read_as_written_or_reported(tmp_path: Path, style: str) -> None:
    outcomes = [outcome(made, read(tmp_path, made.page)) for seed in range(SEEDS) if (made := make_table(seed, style))]
    assert set(outcomes) <= {"exact", "doubted", "reported"}
    assert outcomes.count("exact") >= 0.9 * SEEDS


def test_boxes_hold_the_words_of_their_cells(tmp_path: Path) -> None:
    page = table_page([["项目", "合计", "基本支出"], ["文化", "1.00", "2.00"], ["住房", "3.00", "4.00"]])
    (grid,) = grids(read(tmp_path, page))
    box = grid.rows[1][2].place.box
    assert box is not None
    assert box[0] <= 420 - width_of("2.00", 9)
    assert box[2] >= 420
    assert box[1] <= 140 - 7
    assert box[3] >= 140


def test_header_word_over_two_columns_of_a_three_line_table(tmp_path: Path) -> None:
    page = table_page([], top=130)
    put(page, 116, (450, "本年支出"), right=999)
    put(page, 124, (60, "项目"), (300, "合计"), right=999)
    put(page, 132, (400, "基本支出"), (500, "项目支出"), right=999)
    put(page, 152, (60, "文化"), (320, "3.00"), (436, "1.00"), (536, "2.00"))
    put(page, 172, (60, "住房"), (320, "3.00"), (436, ""), (536, "3.00"))
    for y in (106, 138, 178):
        page.line(55, y, 545, y)
    (grid,) = grids(read(tmp_path, page))
    assert grid.texts == [
        ["项目", "合计", "本年支出", ""],
        ["", "", "基本支出", "项目支出"],
        ["文化", "3.00", "1.00", "2.00"],
        ["住房", "3.00", "", "3.00"],
    ]
    assert [cell.column_span for cell in grid.rows[0]] == [1, 1, 2, 1]


def test_column_that_only_the_header_shows_is_kept(tmp_path: Path) -> None:
    header = ["项目", "合计", "基本支出", "项目支出"]
    page = table_page([header, ["文化", "1.00", "", "1.00"], ["住房", "3.00", "", "3.00"]])
    (grid,) = grids(read(tmp_path, page))
    assert grid.texts[1:] == [["文化", "1.00", "", "1.00"], ["住房", "3.00", "", "3.00"]]


def test_figure_that_touches_the_words_beside_it_is_set_apart(tmp_path: Path) -> None:
    rows = [["项目", "预算数", "项目", "预算数"], ["财政拨款", "1,200.00", "一、教育", "7.00"]]
    page = Page()
    for number, (left, figure, right, other) in enumerate([*rows, ["总计", "1,200.00", "总计", "7.00"]]):
        put(page, 100 + 20 * number, (60, left), (300, figure))
        put(page, 100 + 20 * number, (301, right), (480, other), right=400)
    (grid,) = grids(read(tmp_path, page))
    assert grid.texts[1] == ["财政拨款", "1,200.00", "一、教育", "7.00"]


def test_table_goes_on_over_the_page_without_its_header(tmp_path: Path) -> None:
    first = table_page([["项目", "合计", "基本支出"], ["文化", "1,000.00", "2.00"], ["住房", "3.00", "4.00"]])
    second = table_page([["教育支出", "5.00", ""], ["卫生健康支出", "70.00", "8.00"]], title="", top=80)
    (grid,) = grids(read(tmp_path, first, second))
    assert grid.texts[3:] == [["教育支出", "5.00", ""], ["卫生健康支出", "70.00", "8.00"]]
    assert grid.breaks == (3,)


def test_header_printed_again_on_the_next_page_is_dropped(tmp_path: Path) -> None:
    header = ["项目", "合计", "基本支出"]
    first = table_page([header, ["文化", "1,000.00", "2.00"], ["住房", "3.00", "4.00"]])
    second = table_page([header, ["教育支出", "5.00", "6.00"], ["卫生健康支出", "70.00", "8.00"]], title="", top=80)
    (grid,) = grids(read(tmp_path, first, second))
    assert [row[0] for row in grid.texts] == ["项目", "文化", "住房", "教育支出", "卫生健康支出"]


def test_words_that_may_be_a_row_or_the_rest_of_one_give_two_readings(tmp_path: Path) -> None:
    rows = [["机关事业单位基本养老", "1.00"], ["保险缴费", ""], ["住房", "3.00"], ["教育", "4.00"]]
    page = table_page([["项目", "合计"], *rows])
    (grid,) = grids(read(tmp_path, page))
    labels = [[row[0] for row in reading.texts[1:]] for reading in (grid, *grid.alternatives)]
    assert ["机关事业单位基本养老保险缴费", "住房", "教育"] in labels
    assert ["机关事业单位基本养老", "保险缴费", "住房", "教育"] in labels


def test_two_figures_without_columns_of_their_own_are_reported(tmp_path: Path) -> None:
    page = table_page([["项目", "合计"], ["文化", "1.00"], ["住房", "3.00"], ["教育", "5.00"]])
    put(page, 180, (313, "9.00"), right=200)
    put(page, 180, (290, "8.00"), right=200)
    document = read(tmp_path, page)
    assert not grids(document)
    assert UNREAD in document.findings[0]


def test_figures_without_a_word_over_their_column_are_reported(tmp_path: Path) -> None:
    rows = [["文化", "1.00", "2.00"], ["住房", "3.00", "4.00"], ["教育", "5.00", "6.00"]]
    page = table_page([["项目", "", "基本支出"], *rows])
    document = read(tmp_path, page)
    assert not grids(document)
    assert UNREAD in document.findings[0]


@pytest.mark.parametrize(
    "lines",
    [
        ["收入预算 1,200.00 万元，其中财政拨款 1,000.00 万元。", "支出预算 1,200.00 万元，比上年增加 100.00 万元。"],
        ["第一部分 部门概况 ........ 1", "第二部分 预算表 ........ 3", "第三部分 名词解释 ........ 12"],
        ["部门概况          1", "预算表            3", "名词解释         12"],
        ["负责人：", "澄湖市图书馆", "2025年1月20日"],
        ["1  开展阅读推广", "2  采购图书", "3  维护设备"],
        ["2025    2024    2023"],
    ],
    ids=["narrative", "contents with dots", "contents", "signature", "list", "years"],
)
def test_other_text_with_figures_is_no_table(tmp_path: Path, lines: list[str]) -> None:
    page = Page()
    for number, line in enumerate(lines):
        page.text(70, 200 + 18 * number, line, size=10)
    document = read(tmp_path, page)
    assert not grids(document)
    assert "".join(prose(document)).replace(" ", "") == "".join(lines).replace(" ", "")


def test_rows_at_the_foot_of_pages_are_kept_and_page_numbers_are_not(tmp_path: Path) -> None:
    rows = [["项目", "合计"], ["文化", "1.00"], ["住房", "3.00"], ["教育", "5.00"]]
    pages = [table_page(rows, top=700, title="") for _ in range(3)]
    for number, page in enumerate(pages, start=1):
        page.text(310, 790, str(number), size=9)
    (grid,) = grids(read(tmp_path, *pages))
    assert [row[0] for row in grid.texts] == ["项目", *["文化", "住房", "教育"] * 3]


def divided_page(*, total: bool) -> Page:
    """A ruled table that lacks the border between its last two columns."""
    rows = [("文化", "3.00", "1.00", "2.00"), ("住房", "7.00", "3.00", "4.00"), ("合计", "10.00", "4.00", "6.00")]
    page = Page()
    page.text(230, 80, "支出预算表", size=14)
    page.text(420, 95, "单位：万元", size=9)
    names = ["项目", "合计" if total else "上年数", ""]
    page.table(60, 100, [150, 80, 200], [names, *([label, first, ""] for label, first, _, _ in rows[: 2 + total])])
    page.text(330, 114, "基本支出", size=8)
    page.text(440, 114, "项目支出", size=8)
    for number, (*_, second, third) in enumerate(rows[: 2 + total]):
        page.text(380 - width_of(second, 8), 134 + 20 * number, second, size=8)
        page.text(480 - width_of(third, 8), 134 + 20 * number, third, size=8)
    return page


@pytest.mark.parametrize("total", [True, False], ids=["sums tell", "nothing tells"])
def test_border_that_is_not_drawn_is_found_and_its_figures_are_sure_by_sums_alone(tmp_path: Path, total: bool) -> None:  # noqa: FBT001
    read_page = interpret(write_pdf(tmp_path, divided_page(total=total)), SETTINGS)
    figures = {(one.row_label, one.column_path[-1]): one for one in read_page.facts if one.value is not None}
    assert [figures["文化", name].printed for name in ("基本支出", "项目支出")] == ["1.00", "2.00"]
    assert all(one.doubtful is not total for (_, name), one in figures.items() if name in {"基本支出", "项目支出"})
    assert ("reading-uncertain" in {finding.code for finding in read_page.findings}) is not total
    assert any("几个数字" in finding.message for finding in read_page.findings)


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("行政运行 1,234.56 800.00", True),
        ("合计 12", True),
        ("其他支出 30", True),
        ("培训费 45.60 万元", False),  # its unit stands behind it
        ("公务用车 2018 年 3 辆", False),
        ("收入减少。支出 1,234.56 800.00", False),  # a sentence has ended before it
        ("与上年相比，其中一般公共预算拨款收入比年初预算增加 40", False),
        ("行政运行1,234.56", False),  # not apart
        ("项目名称 基本支出 项目支出", False),
    ],
)
def test_line_tells_whether_it_may_be_a_row_of_figures(text: str, *, row: bool) -> None:
    assert may_be_row(text) is row
