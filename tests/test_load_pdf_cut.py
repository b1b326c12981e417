"""Words and figures that a rule, the page break or the side of the page cuts off."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from index.identity import read_identity
from index.load.pdf import load_pdf
from index.tables import read_tables
from tests.pdf_pages import Page, pdf_bytes
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


def test_figures_in_a_font_that_does_not_tell_its_characters_are_none(tmp_path: Path) -> None:
    """Without its table of characters a font gives codes: those of some digits are other digits."""
    page = Page()
    page.table(
        60, 100, WIDTHS, [["编码", "科目名称", "金额"], ["207", "文化支出", "5,012.40"], ["208", "社保支出", "36.78"]]
    )
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf_bytes([page]).replace(b"/ToUnicode 4 0 R", b"").replace(b"[1 /g", b"[48 /g"))
    document = load_pdf(path, path.read_bytes())
    assert any("字符文件没有给出文字" in finding for finding in document.findings)
    assert not [fact for fact in read_tables(document, read_identity(document)).facts if fact.value is not None]


@pytest.mark.parametrize(
    ("word", "rate"), [("执行率", True), ("占比重", True), ("率先支出", False), ("税率差额", False)]
)
def test_columns_of_rates_are_no_money(tmp_path: Path, word: str, *, rate: bool) -> None:
    page = Page()
    page.text(60, 70, "项目执行情况表")
    page.text(260, 90, "单位：万元")
    page.table(
        60, 100, [100, 80, 80], [["项目", "预算数", word], ["清淤", "80.00", "95.12"], ["养护", "20.00", "88.40"]]
    )
    document = read(tmp_path, page)
    units = {fact.printed: fact.unit for fact in read_tables(document, read_identity(document)).facts}
    assert units["80.00"] == "万元"
    assert units["95.12"] == ("%" if rate else "万元")


def test_money_carried_out_is_read_from_a_form_of_evaluation(tmp_path: Path) -> None:
    head = ["项目资金（万元）", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率"]
    rows: list[list[str | None]] = [
        ["项目名称", "河道疏浚", None, None, None, None, None],
        [*head],
        ["", "年度资金总额", "86.00", "84.20", "80.10", "10", "95.13%"],
        ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"],
        ["产出指标", "数量指标", "疏浚长度", "≥12公里", "11公里", "15", "14"],
    ]
    page = Page(size=(842, 595))
    page.text(300, 70, "项目支出绩效自评表")
    page.table(60, 100, [100] * 7, rows)
    document = read(tmp_path, page)
    facts = read_tables(document, read_identity(document)).facts
    assert ("全年执行数", "80.10", "万元") in {(*fact.column_path, fact.printed, fact.unit) for fact in facts}


def test_words_that_point_to_a_table_are_not_its_title(tmp_path: Path) -> None:
    page = Page()
    page.text(60, 70, "“三公”经费支出具体情况如下表")
    page.text(260, 90, "单位：万元")
    page.table(60, 100, [100, 80], [["项目", "决算数"], ["公务接待费", "2.10"]])
    document = read(tmp_path, page)
    assert [table.title for table in read_tables(document, read_identity(document)).tables] == [""]


def test_number_within_a_label_is_no_code(tmp_path: Path) -> None:
    page = Page()
    page.text(60, 70, "机构运行信息表")
    rows: list[list[str | None]] = [
        ["项目", "统计数"],
        ["（二）单价100万元以上设备（台）", "3"],
        ["300万元以上设备（台）", "1"],
    ]
    page.table(60, 100, [200, 80], rows)
    document = read(tmp_path, page)
    labels = [fact.row_label for fact in read_tables(document, read_identity(document)).facts]
    assert labels == [row[0] for row in rows[1:]]


def test_numbers_that_touch_over_a_rule_are_two(tmp_path: Path) -> None:
    pairs = [("12.50", "300.00"), ("1,012", "6"), ("12", "300")]
    page = Page()
    page.table(
        60, 100, [100, 60, 60], [["项目", "预算数", "决算数"], *[[f"项目{before}", "", ""] for before, _ in pairs]]
    )
    for number, (before, after) in enumerate(pairs):
        page.text(220 - 4 * len(before), 134 + 20 * number, before, size=8)
        page.text(220.2, 134 + 20 * number, after, size=8)
    (grid,) = grids(read(tmp_path, page))
    assert [tuple(row[1:]) for row in grid.texts[1:]] == pairs


def test_number_too_wide_for_its_column_is_one_although_the_rule_is_between_its_digits(tmp_path: Path) -> None:
    page = Page()
    page.table(60, 100, [100, 24, 24], [["项目", "预算", "决算"], ["道路", "", ""]])
    page.text(160, 134, "123456789", size=8)  # the rule stands between 6 and 7
    (grid,) = grids(read(tmp_path, page))
    assert grid.texts[1] == ["道路", "123456789", ""]


def test_header_word_that_the_page_break_cuts_between_its_lines_is_whole(tmp_path: Path) -> None:
    first, second = Page(), Page()
    lefts = [60, 160, 240, 320]
    for page, y, rules in ((first, 700, (0, 1, 3)), (second, 60, (0, 1, 2, 3))):
        for level in (y, y + 20):
            page.line(lefts[0], level, lefts[-1], level)
        for rule in rules:
            page.line(lefts[rule], y, lefts[rule], y + 20)
    first.text(64, 718, "单位", size=8)
    first.text(220, 714, "本年支出", size=8)
    for x, word, y in ((64, "名称", 68), (164, "合计", 74), (244, "基本支出", 74)):
        second.text(x, y, word, size=8)
    second.table(60, 80, [100, 80, 80], [["澄湖市园林处", "8.00", "8.00"]])
    (grid,) = grids(read(tmp_path, first, second))
    assert grid.texts[:2] == [["单位名称", "本年支出", ""], ["", "合计", "基本支出"]]


def test_figures_of_several_rows_without_labels_are_doubtful(tmp_path: Path) -> None:
    """The right half of a wide sheet, printed on a page of its own."""
    page = Page()
    page.text(260, 90, "单位：万元")
    page.table(60, 100, [80, 80], [["上级补助", "其他"], ["12.00", "3.00"], ["7.00", "1.00"]])
    document = read(tmp_path, page)
    read_in = read_tables(document, read_identity(document))
    assert all(fact.doubtful for fact in read_in.facts)
    assert "unlabelled" in {finding.code for finding in read_in.findings}


def test_one_row_of_figures_needs_no_label(tmp_path: Path) -> None:
    page = Page()
    page.text(260, 90, "单位：万元")
    page.table(60, 100, [80, 80], [["公务接待费", "公务用车购置及运行费"], ["1.20", "3.00"]])
    document = read(tmp_path, page)
    assert not any(fact.doubtful for fact in read_tables(document, read_identity(document)).facts)


def test_figures_run_together_are_named(tmp_path: Path) -> None:
    """An old figure is struck out, a new one printed after it."""
    page = Page()
    page.table(60, 100, [80, 120], [["项目", "金额"], ["文化", "5.00"], ["体育", "1,888.001,934.15"]])
    document = read(tmp_path, page)
    read_in = read_tables(document, read_identity(document))
    assert [fact.printed for fact in read_in.facts] == ["5.00"]
    assert any("1,888.001,934.15" in finding.message for finding in read_in.findings)


def test_unit_in_the_frame_may_stand_on_the_page_after_the_title(tmp_path: Path) -> None:
    first, second = Page(), Page()
    first.table(60, 700, WIDTHS, [["部门公开表3", None, None], ["部门支出总表", None, None]])
    head: list[list[str | None]] = [
        ["单位：万元", None, None],
        ["编码", "科目名称", "金额"],
        ["207", "文化支出", "5.00"],
    ]
    second.table(60, 60, WIDTHS, head)
    document = read(tmp_path, first, second)
    (table,) = read_tables(document, read_identity(document)).tables
    assert (table.title, table.unit) == ("部门支出总表", "万元")


@pytest.mark.parametrize(
    "heads", [("项目", "功能分类"), ("资金来源", "资金用途"), ("收入构成", "支出构成"), ("项目", "去向")]
)
@pytest.mark.parametrize("numbers", [("一、", "二、"), ("", "")])
def test_second_panel_is_told_by_its_items_whatever_its_header_says(
    tmp_path: Path, heads: tuple[str, str], numbers: tuple[str, str]
) -> None:
    first, second = numbers
    page = Page()
    page.text(60, 70, "部门收支预算总表")
    page.text(300, 90, "单位：万元")
    rows: list[list[str | None]] = [
        ["收入", None, "支出", None],
        [heads[0], "预算数", heads[1], "预算数"],
        [f"{first}财政拨款", "80.00", f"{first}人员支出", "61.50"],
        [f"{second}事业收入", "20.00", f"{second}项目支出", "38.50"],
        ["收入总计", "100.00", "支出总计", "100.00"],
    ]
    page.table(60, 100, [100, 70, 100, 70], rows)
    document = read(tmp_path, page)
    labels = {fact.printed: fact.row_label for fact in read_tables(document, read_identity(document)).facts}
    assert labels["61.50"] == f"{first}人员支出"
    assert labels["80.00"] == f"{first}财政拨款"


def test_words_beside_figures_that_are_notes_begin_no_panel(tmp_path: Path) -> None:
    page = Page()
    page.text(60, 70, "项目支出预算表")
    rows: list[list[str | None]] = [
        ["项目名称", "预算数", "主要变化", "执行数"],
        ["绿化养护", "80.00", "面积增加", "61.50"],
        ["道路照明", "20.00", "灯具更换", "18.50"],
        ["合计", "100.00", "", "80.00"],
    ]
    page.table(60, 100, [100, 70, 100, 70], rows)
    document = read(tmp_path, page)
    labels = {fact.printed: fact.row_label for fact in read_tables(document, read_identity(document)).facts}
    assert labels["61.50"] == "绿化养护"


def test_owner_in_a_cell_of_the_frame_is_no_header(tmp_path: Path) -> None:
    page = Page()
    page.text(60, 70, "“三公”经费预算表")
    rows: list[list[str | None]] = [["部门名称：澄湖市园林处", ""], ["项目", "预算数（元）"], ["公务接待费", "800.00"]]
    page.table(60, 100, [160, 100], rows)
    document = read(tmp_path, page)
    facts = read_tables(document, read_identity(document)).facts
    assert [(fact.row_label, fact.column_path) for fact in facts] == [("公务接待费", ("预算数（元）",))]


def test_last_row_of_a_repeated_header_may_lack_words_that_reach_out_of_it(tmp_path: Path) -> None:
    widths = [60, 120, 60, 60]
    head: list[list[str | None]] = [["科目", None, "基本支出", "项目支出"], ["", "栏次", "1", "2"]]
    first, second = Page(), Page()
    first.table(60, 100, widths, head[:1])
    body = [["栏次", "1", "2"], ["合计", "9.00", "5.00"], ["文化支出", "8.00", "3.00"]]
    first.table(120, 120, widths[1:], body)
    first.line(60, 120, 60, 180)
    first.line(60, 160, 120, 160)
    first.line(60, 180, 120, 180)
    first.text(64, 143, "类", size=8)  # over the last row of the header and the first below it
    first.text(64, 174, "207", size=8)
    second.table(60, 60, widths, [*head, ["208", "社保支出", "1.00", "2.00"]])
    (grid,) = grids(read(tmp_path, first, second))
    assert [row[1] for row in grid.texts].count("栏次") == 1


def test_figures_that_the_page_break_cuts_are_whole_although_the_label_stands_below_it(tmp_path: Path) -> None:
    widths = [100, 37, 37, 50]
    first, second = Page(), Page()
    head: list[list[str | None]] = [["科目名称", "合计", "基本支出", "项目支出"], ["文化支出", "8.00", "3.00", "5.00"]]
    first.table(60, 700, widths, [*head, ["", "6,842,70", "342,135.", "（"]])
    second.table(60, 60, widths, [["其他支出", "0.00", "00", "57,193.52）"], ["住房支出", "1.00", "0.50", "0.50"]])
    (grid,) = grids(read(tmp_path, first, second))
    assert grid.texts[2] == ["其他支出", "6,842,700.00", "342,135.00", "（57,193.52）"]
    assert grid.texts[3][0] == "住房支出"


def test_words_of_a_repeated_header_that_lie_upon_the_row_below_are_none_of_it(tmp_path: Path) -> None:
    widths = [60, 120, 60, 60]
    head: list[list[str | None]] = [["科目", None, "基本支出", "项目支出"], ["", "栏次", "1", "2"]]
    first, second = Page(), Page()
    first.table(60, 100, widths, head[:1])
    body = [["栏次", "1", "2"], ["合计", "9.00", "5.00"], ["文化支出", "8.00", "3.00"]]
    first.table(120, 120, widths[1:], body)
    first.line(60, 120, 60, 180)
    first.line(60, 160, 120, 160)
    first.line(60, 180, 120, 180)
    first.text(64, 143, "类", size=8)  # over the last row of the header and the first below it
    first.text(64, 174, "207", size=8)
    second.table(60, 60, widths, [*head, ["208", "社保支出", "1.00", "2.00"]])
    second.text(64, 108, "类", size=8)
    (grid,) = grids(read(tmp_path, first, second))
    assert [row[0] for row in grid.texts[2:]] == ["", "207", "208"]


def test_label_that_stands_alone_below_the_page_break_is_that_of_the_row_above(tmp_path: Path) -> None:
    widths = [60, 100, 60, 60]
    head: list[list[str | None]] = [["编码", "科目名称", "合计", "基本支出"]]
    first, second = Page(), Page()
    body: list[list[str | None]] = [["合计", None, "9.00", "5.00"], ["207", "文化支出", "5.00", "5.00"]]
    first.table(60, 700, widths, [*head, *body, ["208", "", "4.00", "0.00"]])
    second.table(60, 60, widths, [["", "社保支出", "", ""], ["20805", "养老支出", "4.00", "0.00"]])
    (grid,) = grids(read(tmp_path, first, second))
    assert grid.texts[3:] == [["208", "社保支出", "4.00", "0.00"], ["20805", "养老支出", "4.00", "0.00"]]


def test_words_alone_below_the_page_break_are_a_row_where_the_last_one_has_its_label(tmp_path: Path) -> None:
    widths = [100, 60, 60]
    first, second = Page(), Page()
    head: list[list[str | None]] = [["科目名称", "合计", "基本支出"], ["文化支出", "5.00", "5.00"]]
    first.table(60, 700, widths, [*head, ["社保支出", "4.00", "0.00"], ["住房支出", "1.00", "0.00"]])
    second.table(60, 60, widths, [["其他", "", ""], ["体育支出", "4.00", "0.00"]])
    (grid,) = grids(read(tmp_path, first, second))
    assert grid.texts[4] == ["其他", "", ""]


def test_letter_spaced_number_with_spaces_for_commas_is_one(tmp_path: Path) -> None:
    page = Page()
    page.table(60, 100, [100, 100, 100], [["项目", "合计", "基本支出"], ["文化支出", "", ""]])
    for left, text, space in ((164, "12 345.00", 5.6), (264, "12 345.00", 14.0)):  # the second stands too far apart
        x = float(left)
        for character in text:
            if character == " ":
                x += space
                continue
            page.text(x, 134, character, size=8)
            x += 4.8  # a digit is 4 points wide
    (grid,) = grids(read(tmp_path, page))
    assert grid.texts[1] == ["文化支出", "12 345.00", "12 ｜ 345.00"]
