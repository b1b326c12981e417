"""Tables without rules whose columns stand close beside one another, as web pages and offices print them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.interpret import interpret_document
from tests.pdf_pages import Page
from tests.pdf_tables import width_of
from tests.test_load_pdf import grids, read

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

SIZE = 10.0
LINE = 15.0
PAD = 1.0


def cell(page: Page, y: float, place: tuple[float, float], text: str, align: str = "c") -> None:
    """Set a text within a column, from `place` left to right: centred, to the left (l) or to the right (r)."""
    left, right = place
    width = width_of(text, SIZE)
    x = {"l": left + PAD, "r": right - PAD - width}.get(align, (left + right - width) / 2)
    page.text(x, y, text, size=SIZE)


def titled(title: str = "部门支出总表") -> Page:
    page = Page()
    page.text(240, 60, title, size=15)
    page.text(440, 85, "单位：万元", size=9)
    return page


def columns(*widths: float, left: float = 60) -> list[tuple[float, float]]:
    places = []
    for width in widths:
        places.append((left, left + width))
        left += width
    return places


def rows(page: Page, y: float, places: Sequence[tuple[float, float]], texts: Sequence[Sequence[str]]) -> None:
    """Set rows of labels from the left and figures to the right, dashes in the middle."""
    for number, row in enumerate(texts):
        for place, text in zip(places, row, strict=True):
            kind = "r" if text[:1].isdigit() and "." in text else "c" if text in {"-", "合计"} else "l"
            if text:
                cell(page, y + LINE * number, place, text, kind)


def test_figures_that_leave_two_points_between_them_are_of_columns_of_their_own(tmp_path: Path) -> None:
    page = titled()
    places = columns(37, 82, 57, 57, 57)
    for place, word in zip(places, ("编码", "科目名称", "合计", "基本支出", "项目支出"), strict=True):
        cell(page, 120, place, word)
    rows(page, 138, places, [
        ["", "合计", "178501.20", "149415.20", "129086.00"],
        ["2080501", "行政单位离退休费", "151251.20", "129415.20", "121836.00"],
        ["2080502", "其他支出", "127250.00", "120000.00", "107250.00"],
    ])  # fmt: skip
    (grid,) = grids(read(tmp_path, page))
    assert grid.texts == [
        ["编码", "科目名称", "合计", "基本支出", "项目支出"],
        ["", "合计", "178501.20", "149415.20", "129086.00"],
        ["2080501", "行政单位离退休费", "151251.20", "129415.20", "121836.00"],
        ["2080502", "其他支出", "127250.00", "120000.00", "107250.00"],
    ]
    assert not grid.unsure


def coded(page: Page, y: float = 118) -> list[tuple[float, float]]:
    """A header with one word over the parts of codes, and a group over three figures."""
    places = columns(22, 17, 17, 90, 60, 60, 60, 60)
    cell(page, y + 7, (places[0][0], places[2][1]), "科目编码")
    cell(page, y + 7, places[3], "科目名称")
    cell(page, y + 7, places[4], "合计")
    cell(page, y, (places[5][0], places[7][1]), "基本支出")
    for place, word in zip(places[5:], ("小计", "人员经费", "公用经费"), strict=True):
        cell(page, y + LINE, place, word)
    return places


CODED = [
    ["208", "", "", "社会保障和就业", "120.50", "120.50", "100.25", "20.25"],
    ["208", "05", "", "养老支出", "90.50", "90.50", "80.25", "10.25"],
    ["208", "05", "01", "离退休", "90.50", "90.50", "80.25", "10.25"],
    ["208", "08", "", "抚恤", "30.00", "30.00", "20.00", "10.00"],
]


def test_one_word_stands_over_the_parts_of_codes(tmp_path: Path) -> None:
    page = titled()
    rows(page, 152, coded(page), CODED)
    (grid,) = grids(read(tmp_path, page))
    assert [(one.text, one.row_span, one.column_span) for one in grid.rows[0] if one.text] == [
        ("科目编码", 2, 3), ("科目名称", 2, 1), ("合计", 2, 1), ("基本支出", 1, 3),
    ]  # fmt: skip
    facts = [fact for fact in interpret_document(read(tmp_path, page)).facts if fact.column_path[-1] == "人员经费"]
    assert [(fact.code, fact.row_label, str(fact.value)) for fact in facts] == [
        ("208", "社会保障和就业", "100.25"), ("20805", "养老支出", "80.25"),
        ("2080501", "离退休", "80.25"), ("20808", "抚恤", "20.00"),
    ]  # fmt: skip
    assert all(fact.column_path == ("基本支出", "人员经费") and not fact.doubtful for fact in facts)


def test_table_goes_on_under_its_header_on_the_next_page_without_doubt(tmp_path: Path) -> None:
    first, second = titled(), Page()
    rows(first, 152, coded(first), CODED)
    rows(second, 90, coded(second, 56), [["210", "", "", "卫生健康支出", "8.00", "8.00", "6.00", "2.00"],
                                        ["210", "11", "01", "医疗", "8.00", "8.00", "6.00", "2.00"]])  # fmt: skip
    (grid,) = grids(read(tmp_path, first, second))
    assert [row[3].text for row in grid.rows[2:]] == [*(row[3] for row in CODED), "卫生健康支出", "医疗"]
    assert not grid.unsure


def test_dashes_in_the_middle_are_of_the_column_whose_figures_stand_at_its_right(tmp_path: Path) -> None:
    page = titled()
    places = columns(100, 130, 130, 130)
    for place, word in zip(places, ("项目", "合计", "基本支出", "项目支出"), strict=True):
        cell(page, 120, place, word)
    texts = [["文化", "12.00", "12.00", "-"], ["体育", "5.00", "-", "5.00"], ["住房", "7.00", "7.00", "-"]]
    rows(page, 138, places, texts)
    (grid,) = grids(read(tmp_path, page))
    assert grid.texts[1:] == texts
    assert not grid.unsure


LONG = (["机关事业单位基", "本养老保险缴费", "支出"], ["行政单位医疗"], ["其他社会保障和", "就业支出"], ["购房补贴"])


def labelled(page: Page, line: str) -> None:
    """Rows no further apart than the lines of their labels, with figures on the last, the first or a middle line."""
    places = columns(72, 80, 80)
    for place, word in zip(places, ("项目", "本年支出", "上年支出"), strict=True):
        cell(page, 120, place, word)
    y = 138.0
    for number, label in enumerate(LONG, start=1):
        for below, text in enumerate(label):
            cell(page, y + LINE * below, places[0], text, "l")
        down = len(label) - 1.0
        at = {"foot": down, "top": 0.0}.get(line, down / 2)
        cell(page, y + LINE * at, places[1], f"{number}0.00", "r")
        cell(page, y + LINE * at, places[2], f"{number}1.00", "r")
        y += LINE * len(label)


def test_a_label_goes_on_where_its_line_is_full_wherever_its_figures_stand(tmp_path: Path) -> None:
    for line in ("foot", "top", "middle"):
        page = titled()
        labelled(page, line)
        (grid,) = grids(read(tmp_path, page))
        told = [["".join(label), f"{number}0.00", f"{number}1.00"] for number, label in enumerate(LONG, start=1)]
        assert grid.texts[1:] == told, line
        assert not grid.alternatives, line


def test_header_words_of_narrow_columns_are_parted_where_their_lines_leave_room_together(tmp_path: Path) -> None:
    page = titled("财政拨款支出表")
    places = columns(90, 40, 32, 32, 32)
    cell(page, 126, places[0], "项目")
    cell(page, 126, places[1], "合计")
    for place, lines in zip(places[2:], (("一般公", "共预算"), ("政府性", "基金"), ("国有资", "本经营")), strict=True):
        for at, text in enumerate(lines):
            cell(page, 118 + LINE * at, place, text)
    texts = [["文化", "6.00", "1.00", "2.00", "3.00"], ["体育", "9.00", "2.00", "3.00", "4.00"]]
    rows(page, 152, places, texts)
    (grid,) = grids(read(tmp_path, page))
    assert grid.texts[0] == ["项目", "合计", "一般公共预算", "政府性基金", "国有资本经营"]
    assert grid.texts[1:] == texts


PROJECTS = (
    ("河道保洁", "3.00"),
    ("堤防维护", "4.00"),
    ("泵站改造", "5.00"),
    ("水质监测", "6.00"),
    ("防汛演练", "7.00"),
)


def projects(page: Page, place: str, covered: Sequence[int]) -> None:
    """Projects of two kinds, each kind once at the foot, the top or in the middle of its rows."""
    places = columns(100, 120, 80, 80)
    for one, word in zip(places, ("类型", "项目名称", "合计", "财政拨款"), strict=True):
        cell(page, 120, one, word)
    for number, (name, value) in enumerate(PROJECTS):
        y = 145 + 22 * number
        cell(page, y, places[1], name, "l")
        cell(page, y, places[2], value, "r")
        cell(page, y, places[3], value, "r")
    begin = 0
    for kind, count in zip(("运转类", "特定目标类"), covered, strict=True):
        at = {"foot": begin + count - 1.0, "top": float(begin)}.get(place, begin + (count - 1) / 2)
        cell(page, 145 + 22 * at, places[0], kind, "l")
        begin += count


def test_a_merged_label_counts_for_the_rows_in_whose_middle_top_or_foot_it_stands(tmp_path: Path) -> None:
    for place in ("middle", "top", "foot"):
        page = titled("项目支出表")
        projects(page, place, (3, 2))
        facts = [one for one in interpret_document(read(tmp_path, page)).facts if one.column_path == ("合计",)]
        kinds = ["运转类"] * 3 + ["特定目标类"] * 2
        told = [(f"{kind}/{name}", value) for kind, (name, value) in zip(kinds, PROJECTS, strict=True)]
        assert [(one.row_label, str(one.value)) for one in facts] == told, place
        assert not any(one.doubtful for one in facts), place


def test_a_merged_label_that_may_be_of_other_rows_leaves_them_in_doubt(tmp_path: Path) -> None:
    page = titled("项目支出表")
    projects(page, "middle", (2, 3))
    cell(page, 145 + 22 * 4, columns(100)[0], "其他类", "l")  # a third label with no rows of its own
    facts = [one for one in interpret_document(read(tmp_path, page)).facts if one.column_path == ("合计",)]
    assert all(one.doubtful for one in facts if one.value is not None)


def broken(figures: Sequence[tuple[str, str]]) -> Page:
    """A table whose figures go on in the line below them."""
    page = titled()
    places = columns(90, 50, 50)
    for place, word in zip(places, ("项目", "合计", "基本支出"), strict=True):
        cell(page, 120, place, word)
    for number, (first, rest) in enumerate(figures):
        y = 138 + 2 * LINE * number
        cell(page, y, places[0], ("文化", "体育", "住房")[number], "l")
        for place in places[1:]:
            cell(page, y, place, first, "r")
            cell(page, y + LINE, place, rest, "r")
    return page


def test_parts_of_figures_broken_at_their_commas_are_no_figures(tmp_path: Path) -> None:
    document = read(tmp_path, broken([("1,30", "7.23"), ("2,45", "1.00"), ("4,00", "6.18")]))
    assert not grids(document)
    assert "没有读作表格" in document.findings[0]


def test_figures_with_digits_right_below_them_are_doubtful(tmp_path: Path) -> None:
    (grid,) = grids(read(tmp_path, broken([("12618.3", "6"), ("9239.4", "1"), ("4541.6", "5")])))
    assert grid.unsure


def test_figures_with_digits_right_below_them_are_doubtful_beside_merged_labels_too(tmp_path: Path) -> None:
    page = titled("项目支出表")
    projects(page, "top", (3, 2))
    assert [one.unsure for one in grids(read(tmp_path, page))] == [False]
    for number in range(len(PROJECTS)):
        y = 145 + 22 * number + LINE
        cell(page, y, columns(100, 120, 80, 80)[1], "（续）", "l")
        cell(page, y, columns(100, 120, 80, 80)[3], "5", "r")
    assert [one.unsure for one in grids(read(tmp_path, page))] == [True]


def test_a_row_of_amounts_right_above_a_title_is_no_part_of_it(tmp_path: Path) -> None:
    """A total that fills the width, in the size of the title: the title is the line below it alone."""
    page = Page()
    page.text(60, 60, "合计　1,294.76　　1,294.76　　　　—　　　　—　　　　　　　　", size=12)
    page.text(60, 78, "2025年项目支出表", size=12)
    page.text(440, 96, "单位：万元", size=9)
    places = columns(180, 90, 90)
    for place, word in zip(places, ("项目名称", "合计", "一般公共预算"), strict=True):
        cell(page, 120, place, word)
    rows(page, 138, places, [
        ["河道保洁", "120.00", "120.00"],
        ["平台运维", "80.00", "80.00"],
        ["合计", "200.00", "200.00"],
    ])  # fmt: skip
    found = interpret_document(read(tmp_path, page))
    assert [table.title for table in found.tables] == ["2025年项目支出表"]
