from __future__ import annotations

from typing import TYPE_CHECKING

from index.model.document import Heading, Paragraph
from index.model.quantity import parse_quantity
from tests.pdf_pages import Page
from tests.test_load_pdf import grids, prose, read

if TYPE_CHECKING:
    from pathlib import Path

HEADER: list[list[str | None]] = [["项目", None, "支出", None], ["编码", "名称", "基本支出", "项目支出"]]
WIDTHS = [60, 140, 100, 100]


def page_with(*rows: list[str | None], title: str = "", unit: str = "") -> Page:
    page = Page()
    if title:
        page.text(230, 60, title, size=14)
    if unit:
        page.text(420, 80, unit)
    page.table(60, 100, WIDTHS, rows)
    return page


def test_table_goes_on_with_its_header_repeated(tmp_path: Path) -> None:
    first = page_with(*HEADER, ["207", "文化", "1.00", "2.00"], title="支出预算总表", unit="单位：万元")
    second = page_with(*HEADER, ["221", "住房", "3.00", ""], unit="单位：万元")
    (grid,) = grids(read(tmp_path, first, second))
    assert grid.texts[2:] == [["207", "文化", "1.00", "2.00"], ["221", "住房", "3.00", ""]]
    assert grid.breaks == (3,)
    assert [row[0].place.page for row in grid.rows] == [1, 1, 1, 2]


def test_lone_total_row_finds_its_columns(tmp_path: Path) -> None:
    first = page_with(*HEADER, ["207", "文化", "1.00", "2.00"], title="支出预算总表")
    second = page_with(["合计", None, "1.00", "2.00"])
    (grid,) = grids(read(tmp_path, first, second))
    assert grid.texts[-1] == ["合计", "", "1.00", "2.00"]
    assert grid.rows[-1][0].column_span == 2


def test_another_title_begins_another_table(tmp_path: Path) -> None:
    first = page_with(*HEADER, ["207", "文化", "1.00", "2.00"], title="支出预算总表")
    second = page_with(*HEADER, ["207", "文化", "4.00", "5.00"], title="基本支出预算表")
    third = page_with(["科目", "名称", "金额", "合计"], ["301", "工资", "4.00", "4.00"])
    assert [grid.texts[-1][2] for grid in grids(read(tmp_path, first, second, third))] == [
        "2.00"[:0] or "1.00",
        "4.00",
        "4.00",
    ]


def test_header_cut_by_the_page_break_is_one(tmp_path: Path) -> None:
    first = page_with(HEADER[0], title="支出预算总表")
    second = page_with(HEADER[1], ["207", "文化", "1.00", "2.00"])
    (grid,) = grids(read(tmp_path, first, second))
    assert len(grid.rows) == 3


def test_title_at_the_foot_of_a_page_belongs_to_the_next_table(tmp_path: Path) -> None:
    first = page_with(*HEADER, ["207", "文化", "1.00", "2.00"], title="支出预算总表")
    first.text(230, 700, "基本支出预算表", size=14)
    second = page_with(["301", "工资", "4.00", "5.00"])
    document = read(tmp_path, first, second)
    assert [type(block).__name__ for block in document.blocks] == ["Heading", "Grid", "Heading", "Grid"]


def test_row_cut_by_the_page_break_is_put_together(tmp_path: Path) -> None:
    first = page_with(
        *HEADER,
        ["207", "文化", "1.00", ""],
        ["208", "机关事业单位基本养老保险缴费支", "3.00", "4.00"],
        title="支出预算总表",
    )
    second = page_with(["", "出", "", ""], ["221", "住房", "5.00", ""])
    (grid,) = grids(read(tmp_path, first, second))
    assert grid.texts[-2:] == [["208", "机关事业单位基本养老保险缴费支出", "3.00", "4.00"], ["221", "住房", "5.00", ""]]


def test_row_of_words_alone_is_not_taken_for_the_rest_of_another(tmp_path: Path) -> None:
    first = page_with(*HEADER, ["207", "文化", "1.00", ""], title="支出预算总表")
    second = page_with(["", "其他", "", ""], ["221", "住房", "5.00", ""])
    (grid,) = grids(read(tmp_path, first, second))
    assert [row[1] for row in grid.texts[2:]] == ["文化", "其他", "住房"]


def narrative(number: int) -> Page:
    page = Page()
    page.text(240, 40, "澄湖市图书馆部门预算")
    page.text(290, 820, f"- {number} -")
    return page


def test_running_heads_and_page_numbers_are_dropped(tmp_path: Path) -> None:
    pages = [narrative(number) for number in (1, 2, 3)]
    for page in pages:
        page.text(80, 300, "正文一句。")
    assert prose(read(tmp_path, *pages)) == ["正文一句。"] * 3


def test_figure_alone_on_a_line_is_kept(tmp_path: Path) -> None:
    page = Page()
    page.text(80, 300, "预算数为如下金额")
    page.text(80, 400, "1200")
    assert "1200" in prose(read(tmp_path, page))


def test_paragraphs_by_indent_and_line_end(tmp_path: Path) -> None:
    page = narrative(1)
    page.text(80, 100, "一、收入支出情况说明")
    page.text(80, 130, "澄湖市图书馆二〇二五年收入预算一千二百万元，其中财政拨款收入")
    page.text(60, 146, "一千万元，比上年增加。")
    page.text(80, 170, "支出预算与收入预算相等，其中基本支出八百万元，占全部支出的大半")
    page.text(60, 186, "其余为项目支出。")
    blocks = read(tmp_path, page).blocks[-3:]
    assert isinstance(blocks[0], Heading)
    assert blocks[0].level == 2
    assert [len(block.lines) for block in blocks[1:] if isinstance(block, Paragraph)] == [2, 2]
    assert isinstance(blocks[1], Paragraph)
    assert blocks[1].lines[1].place.box is not None


def test_line_feed_within_a_sentence_parts_no_paragraph(tmp_path: Path) -> None:
    page = narrative(1)
    page.text(60, 100, "澄湖市图书馆二〇二五年收入预算一千二百万元，其中财政拨款收入一千")
    page.text(60, 116, "万元。")
    page.text(80, 140, "公务用车运行费零万元，与上年预算一致，主要原因是澄湖市图书馆")
    page.text(84, 156, "没有公务用车。")
    assert prose(read(tmp_path, page))[-1].endswith("主要原因是澄湖市图书馆没有公务用车。")


def test_title_of_a_table_is_not_joined_to_the_heading_above(tmp_path: Path) -> None:
    page = Page()
    page.text(180, 60, "第二部分 二〇二五年部门预算表", size=14)
    page.text(240, 80, "收支预算总表", size=14)
    page.table(60, 100, WIDTHS, HEADER)
    assert prose(read(tmp_path, page)) == ["第二部分 二〇二五年部门预算表", "收支预算总表"]


def test_paragraph_goes_on_over_the_page(tmp_path: Path) -> None:
    first, second = Page(), Page()
    first.text(80, 700, "澄湖市图书馆二〇二五年收入预算一千二百万元，其中财政拨款收入")
    second.text(60, 100, "一千万元，与上年相比增加一百万元，主要原因是新馆开放所需经费增")
    second.text(60, 116, "加。")
    paragraph = read(tmp_path, first, second).blocks[-1]
    assert isinstance(paragraph, Paragraph)
    assert [line.place.page for line in paragraph.lines] == [1, 2, 2]


def test_contents_are_no_headings(tmp_path: Path) -> None:
    page = Page()
    for number, text in enumerate(
        ("目 录", "第一部分 部门概况", "一、主要职能", "二、预算表……3", "第一部分 部门概况", "一、主要职能")
    ):
        page.text(80, 100 + 20 * number, text)
    kinds = [type(block).__name__ for block in read(tmp_path, page).blocks]
    assert kinds == ["Paragraph"] * 4 + ["Heading"] * 2


def test_a_heading_that_nearly_fills_its_line_takes_no_paragraph_in(tmp_path: Path) -> None:
    page = Page()
    page.text(60, 60, "澄" * 44, size=10)
    page.text(80, 80, "十一、一般公共预算安排的机关日常运行所需各项公用经费支出预算情况说明", size=10)
    page.text(80, 100, "本表反映年度机关运行经费支出预算安排。", size=10)
    blocks = read(tmp_path, page).blocks
    assert [type(block) for block in blocks] == [Paragraph, Heading, Paragraph]


def test_row_cut_by_the_page_break_may_have_its_figures_on_the_next_page(tmp_path: Path) -> None:
    first = page_with(
        *HEADER,
        ["207", "文化", "1.00", ""],
        ["", "机关事业单位基本养老保险缴费支", "", ""],
        title="支出预算总表",
    )
    second = page_with(["208", "出", "3.00", "4.00"], ["221", "住房", "5.00", ""])
    (grid,) = grids(read(tmp_path, first, second))
    assert grid.texts[-2:] == [["208", "机关事业单位基本养老保险缴费支出", "3.00", "4.00"], ["221", "住房", "5.00", ""]]
    assert [cell.place.page for cell in grid.rows[-2]] == [2, 1, 2, 2]


def test_row_that_has_its_figures_waits_for_no_others(tmp_path: Path) -> None:
    first = page_with(*HEADER, ["", "机关事业单位基本养老保险缴费支", "1.00", ""], title="支出预算总表")
    second = page_with(["", "其他支出", "", "4.00"])
    (grid,) = grids(read(tmp_path, first, second))
    assert [row[1:] for row in grid.texts[2:]] == [
        ["机关事业单位基本养老保险缴费支", "1.00", ""],
        ["其他支出", "", "4.00"],
    ]


def test_blank_rows_at_the_foot_of_a_page_part_no_row(tmp_path: Path) -> None:
    first = page_with(
        *HEADER,
        ["208", "机关事业单位基本养老保险缴费支", "3.00", "4.00"],
        ["", "", "", ""],
        title="支出预算总表",
    )
    (grid,) = grids(read(tmp_path, first, page_with(["", "出", "", ""])))
    assert grid.texts[2:] == [["208", "机关事业单位基本养老保险缴费支出", "3.00", "4.00"]]


def test_rows_of_a_header_cut_by_the_page_break_stay_two(tmp_path: Path) -> None:
    first, second = Page(), Page()
    first.text(230, 60, "支出预算总表", size=14)
    first.table(60, 100, [26, 26, 140, 100], [["科目编码", None, "科目名称", "金额"]])
    second.table(60, 100, [26, 26, 140, 100], [["类", "款", "", ""], ["207", "01", "文化", "1.00"]])
    (grid,) = grids(read(tmp_path, first, second))
    assert grid.texts == [["科目编码", "", "科目名称", "金额"], ["类", "款", "", ""], ["207", "01", "文化", "1.00"]]


def test_title_in_the_frame_may_stand_above_it_on_the_next_page(tmp_path: Path) -> None:
    first = page_with(["澄湖市支出预算表", None, None, None], *HEADER, ["207", "文化", "1.00", ""])
    second = page_with(["221", "住房", "2.00", ""], title="澄湖市支出预算表（续表）")
    (grid,) = grids(read(tmp_path, first, second))
    assert [row[1] for row in grid.texts] == ["", "名称", "文化", "住房"]


def test_title_over_three_lines(tmp_path: Path) -> None:
    page = page_with(*HEADER, ["207", "文化", "1.00", ""], title="")
    for number, text in enumerate(("澄湖市文化局一般公共预算", "“三公”经费支出预算情况", "表")):
        page.text(230, 44 + 16 * number, text, size=12)
    document = read(tmp_path, page)
    assert "澄湖市文化局一般公共预算“三公”经费支出预算情况表" in prose(document)


def test_numbered_title_may_stand_above_without_its_number_on_the_next_page(tmp_path: Path) -> None:
    first = page_with(*HEADER, ["207", "文化", "1.00", ""], title="六、支出预算总表")
    second = page_with(["221", "住房", "2.00", ""], title="支出预算总表（续表）")
    (grid,) = grids(read(tmp_path, first, second))
    assert [row[1] for row in grid.texts][-2:] == ["文化", "住房"]


def test_title_with_another_number_begins_another_table(tmp_path: Path) -> None:
    first = page_with(*HEADER, ["207", "文化", "1.00", ""], title="六、支出预算总表")
    second = page_with(*HEADER, ["221", "住房", "2.00", ""], title="七、支出预算总表")
    assert len(grids(read(tmp_path, first, second))) == len((first, second))


def test_label_of_a_merged_cell_counts_on_the_next_page(tmp_path: Path) -> None:
    first, second = Page(), Page()
    for page, top, rows in ((first, 100, 2), (second, 60, 2)):
        page.table(120, top, [140, 80], [["绿化养护", "1.00"]] * rows)
        page.line(60, top, 120, top)
        page.line(60, top, 60, top + 20 * rows)
        page.line(60, top + 20 * rows, 120, top + 20 * rows)
    first.table(60, 80, [60, 140, 80], [["单位名称", "项目名称", "金额"]])
    first.text(64, 124, "澄湖市园林处", size=8)
    (grid,) = grids(read(tmp_path, first, second))
    assert [row[0] for row in grid.texts] == ["单位名称", "澄湖市园林处", "", "澄湖市园林处", ""]


def test_lines_off_the_page_make_no_rows(tmp_path: Path) -> None:
    page = page_with(*HEADER, ["207", "文化", "1.00", ""])
    page.table(60, 160, WIDTHS, [["", "", "", ""]] * 36)
    (grid,) = grids(read(tmp_path, page))
    bottoms = [cell.place.box[3] for row in grid.rows for cell in row if cell.place.box]
    assert max(bottoms) <= page.size[1]


def test_number_that_leaves_the_page_is_no_number(tmp_path: Path) -> None:
    page = Page()
    page.table(440, 100, [80, 75], [["项目", "金额"], ["文化", ""]])
    page.text(578, 134, "902.68", size=8)
    (grid,) = grids(read(tmp_path, page))
    assert [parse_quantity(cell.text) for cell in grid.rows[1]] == [None, None]


def test_row_that_numbers_one_column_is_repeated_with_the_header(tmp_path: Path) -> None:
    head: list[list[str | None]] = [["项目", None, None, "决算数"], ["栏次", None, None, "1"]]
    first = page_with(*head, ["文化", None, None, "8.00"], title="支出决算表")
    (grid,) = grids(read(tmp_path, first, page_with(*head, ["住房", None, None, "2.00"])))
    assert [row[0] for row in grid.texts] == ["项目", "栏次", "文化", "住房"]


def test_rest_of_a_row_that_reads_like_a_header_is_none(tmp_path: Path) -> None:
    widths = [64, 60, 76, 60]
    rows: list[list[str | None]] = [["项目", "金额", "项目", "金额"], ["合计", "1.00", "科学技术", "2.00"]]
    first, second = Page(), Page()
    first.table(60, 100, widths, [*rows, ["国有资本预算拨", "", "文化旅游体育与传", "3.00"]])
    second.table(60, 60, widths, [["款", "", "支出", ""], ["", "", "住房支出", "4.00"]])
    (grid,) = grids(read(tmp_path, first, second))
    assert grid.texts[2:] == [["国有资本预算拨款", "", "文化旅游体育与传支出", "3.00"], ["", "", "住房支出", "4.00"]]


def test_page_number_within_the_frame_is_no_figure(tmp_path: Path) -> None:
    pages = []
    for number in range(1, 5):
        page = Page()
        rows: list[list[str | None]] = [["科目名称", "合计", "备注"]]
        rows += [[f"项目{number}{at}", f"{at}.00", ""] for at in "123"]
        page.table(60, 740, [160, 120, 120], rows)
        page.text(400, 815, str(number + 3), size=8)  # in the empty cell of the last row
        pages.append(page)
    (grid,) = grids(read(tmp_path, *pages))
    assert [row[2] for row in grid.texts] == ["备注", *[""] * 12]


def test_number_at_the_foot_that_counts_no_pages_is_a_figure(tmp_path: Path) -> None:
    pages = []
    for number in range(1, 5):
        page = Page()
        rows: list[list[str | None]] = [["科目名称", "合计", "人数"]]
        rows += [[f"项目{number}{at}", f"{at}.00", "5"] for at in "123"]
        page.table(60, 740, [160, 120, 120], rows)
        pages.append(page)
    (grid,) = grids(read(tmp_path, *pages))
    assert [row[2] for row in grid.texts] == ["人数", *["5"] * 12]
