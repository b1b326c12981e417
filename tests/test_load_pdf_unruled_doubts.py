"""Tables without rules whose headers or labels leave room for other readings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.identity import read_identity
from index.tables.read import read_tables
from tests.pdf_pages import Page
from tests.test_load_pdf import grids, read
from tests.test_load_pdf_unruled import put, table_page

if TYPE_CHECKING:
    from pathlib import Path

    from index.model.document import Document


def paths(document: Document) -> set[tuple[str, ...]]:
    return {fact.column_path for fact in read_tables(document, read_identity(document)).facts}


def labels(document: Document) -> list[tuple[str, bool]]:
    return [(fact.row_label, fact.doubtful) for fact in read_tables(document, read_identity(document)).facts]


def titled(*rows: tuple[float, list[tuple[float, str]]]) -> Page:
    page = Page()
    page.text(230, 70, "支出预算表", size=14)
    page.text(420, 92, "单位：万元", size=9)
    for y, cells in rows:
        put(page, y, *cells)
    return page


BODY = [[(60.0, "文化支出"), (320.0, "3.00"), (420.0, "2.00"), (520.0, "1.00")]]


def test_words_over_others_that_begin_at_one_height_are_over_them(tmp_path: Path) -> None:
    page = titled((186, BODY[0]), (206, [(60, "住房支出"), (320, "1.00"), (420, "1.00"), (520, "0.00")]))
    for x, y, text in ((390, 120, "本年支出"), (60, 136, "项目"), (300, 136, "合计"), (390, 136, "基本支出")):
        page.text(x, y, text, size=9)
    for y, text in ((136, "项目支出"), (149, "（含上年"), (162, "结转）")):
        page.text(490, y, text, size=9)
    page.text(60, 120, "", size=9)
    found = paths(read(tmp_path, page))
    assert ("本年支出", "基本支出") in found
    assert ("本年支出", "项目支出（含上年结转）") in found


def test_header_words_that_stand_close_below_one_another_are_two(tmp_path: Path) -> None:
    head = [(320.0, "合计"), (420.0, "基本支出"), (520.0, "项目支出")]
    page = titled((133, [(60, "项目"), *head]), (160, BODY[0]))
    page.text(393, 120, "本年支出", size=9)
    put(page, 180, (60, "住房支出"), (320, "1.00"), (420, "1.00"), (520, "0.00"))
    assert {path[-1] for path in paths(read(tmp_path, page))} == {"合计", "基本支出", "项目支出"}


def test_row_of_dashes_below_the_header_is_none_of_it(tmp_path: Path) -> None:
    rows = [
        ["项目", "合计", "基本支出"],
        ["文化支出", "—", "—"],
        ["住房支出", "3.00", "4.00"],
        ["合计", "3.00", "4.00"],
    ]
    (grid,) = grids(read(tmp_path, table_page(rows)))
    assert grid.texts[:2] == rows[:2]
    assert paths(read(tmp_path, table_page(rows))) == {("合计",), ("基本支出",)}


def merged(*, ruled: bool) -> Page:
    page = Page()
    page.text(230, 70, "项目支出表", size=14)
    page.text(420, 92, "单位：万元", size=9)
    rows = [
        ("类型", "项目名称", "合计"),
        ("", "道路养护", "3.00"),
        ("运转类", "桥梁养护", "2.00"),
        ("", "路灯", "1.00"),
    ]
    for number, (kind, name, amount) in enumerate([*rows, ("特定类", "购置设备", "4.00")]):
        y = 120 + 20 * number
        put(page, y, *((x, text) for x, text in ((60, kind), (140, name), (400, amount)) if text))
        if ruled:
            page.line(140 if number in {1, 2} else 60, y + 6, 420, y + 6)
    if ruled:
        page.line(60, 106, 420, 106)
    return page


def test_label_counts_for_all_rows_that_level_rules_part_beside_it(tmp_path: Path) -> None:
    assert labels(read(tmp_path, merged(ruled=True))) == [
        ("运转类/道路养护", False),
        ("运转类/桥梁养护", False),
        ("运转类/路灯", False),
        ("特定类/购置设备", False),
    ]


def test_figures_are_doubtful_where_a_label_may_be_that_of_other_rows_too(tmp_path: Path) -> None:
    assert all(doubtful for _, doubtful in labels(read(tmp_path, merged(ruled=False))))


def test_table_that_begins_a_page_without_title_is_doubtful(tmp_path: Path) -> None:
    rows = [["项目", "合计", "基本支出"], ["文化支出", "1.00", "2.00"], ["住房支出", "3.00", "4.00"]]
    other = [["部门", "人员经费"], ["图书馆", "1.00"], ["文化馆", "3.00"], ["博物馆", "3.00"]]
    found = labels(read(tmp_path, table_page(rows), table_page(other, title="", top=60)))
    assert found[:2] == [("文化支出", False), ("文化支出", False)]
    assert [doubtful for label, doubtful in found if label.endswith("馆")] == [True] * 3


def test_words_that_begin_with_a_bracket_go_on_from_the_label_above(tmp_path: Path) -> None:
    rows = [["项目", "合计"], ["文化和体育支出", "1.00"], ["因公出国", "3.00"], ["（境）费用"], ["会议费", "2.00"]]
    (grid,) = grids(read(tmp_path, table_page(rows)))
    assert grid.texts[2][0] == "因公出国（境）费用"
