"""Figures that a table prints but does not show whole: no label, no figure, and no contradiction of the document."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from index.identity import read_identity
from index.interpret import interpret_document
from index.tables import read_tables
from tests.pdf_pages import Page
from tests.test_load_pdf import grids, read

if TYPE_CHECKING:
    from pathlib import Path

    from index.model.document import Document

WIDTHS = [60, 140, 90, 90, 90]
HEADER: list[str | None] = ["科目编码", "科目名称", "合计", "基本支出", "项目支出"]


def table(tmp_path: Path, *rows: list[str | None]) -> Document:
    page = Page()
    page.text(230, 60, "部门支出总表", size=14)
    page.text(420, 90, "单位：万元", size=8)
    page.table(60, 100, WIDTHS, [HEADER, *rows])
    return read(tmp_path, page)


@pytest.mark.parametrize("shown", ["####", "8.00*", "8.00①", "8.00注1", "8.00[2]"])
def test_figure_not_shown_whole_is_none_and_contradicts_nothing(tmp_path: Path, shown: str) -> None:
    document = table(
        tmp_path,
        ["213", "农林水支出", "10.00", "2.00", shown],
        ["21303", "水利", "10.00", "2.00", shown],
    )
    reading = read_tables(document, read_identity(document))
    assert [str(fact.value) for fact in reading.facts] == ["10.00", "2.00"] * 2
    assert [fact.row_label for fact in reading.facts] == ["农林水支出"] * 2 + ["水利"] * 2
    assert [one.code for one in reading.findings] == ["unread-figure"]
    assert not [one for one in interpret_document(document).findings if one.code == "contradiction"]


def test_what_is_said_in_words_contradicts_a_table_beside_a_figure_not_shown(tmp_path: Path) -> None:
    page = Page()
    page.text(60, 40, "一、单位预算编制说明", size=12)
    page.text(60, 62, "住房公积金科目20.60万元，主要用于在职人员缴存。")
    page.text(230, 90, "部门支出总表", size=14)
    page.text(420, 116, "单位：万元", size=8)
    rows: list[list[str | None]] = [
        ["221", "住房保障支出", "26.50", "20.50", "6.00"],
        ["2210201", "住房公积金", "20.50", "20.50", "####"],
        ["2210203", "购房补贴", "6.00", "", "6.00"],
    ]
    page.table(60, 126, WIDTHS, [HEADER, *rows])
    found = [one.message for one in interpret_document(read(tmp_path, page)).findings if one.code == "contradiction"]
    assert len(found) == 1
    assert "20.60" in found[0]


def test_figures_shown_still_contradict_one_another(tmp_path: Path) -> None:
    document = table(
        tmp_path, ["213", "农林水支出", "10.00", "2.00", "7.00"], ["21303", "水利", "10.00", "2.00", "7.00"]
    )
    assert [one for one in interpret_document(document).findings if one.code == "contradiction"]


def test_figure_with_spaces_for_commas_is_broken_at_one(tmp_path: Path) -> None:
    page = Page()
    page.table(60, 100, [60, 140, 30, 90, 90], [HEADER, ["213", "农林水支出", "15\n158.00", "12 000.00", "3 158.00"]])
    (grid,) = grids(read(tmp_path, page))
    assert grid.texts[1][2:] == ["15158.00", "12 000.00", "3 158.00"]


def test_two_figures_in_a_wide_cell_stay_two(tmp_path: Path) -> None:
    page = Page()
    page.table(60, 100, WIDTHS, [HEADER, ["213", "农林水支出", "15\n158.00", "12 000.00", "3 158.00"]])
    (grid,) = grids(read(tmp_path, page))
    assert [row[2] for row in grid.texts[1:]] == ["15", "158.00"]


def test_units_of_a_department_with_their_accounts_are_a_table(tmp_path: Path) -> None:
    page = Page()
    page.text(200, 60, "政府性基金预算支出表", size=14)
    rows: list[list[str | None]] = [
        ["单位名称（科目）", "本年政府性基金预算支出", None],
        ["", "基本支出", "项目支出"],
        ["212城乡社区支出", "", "9.00"],
    ]
    page.table(60, 100, [200, 100, 100], rows)
    document = read(tmp_path, page)
    facts = [fact for fact in read_tables(document, read_identity(document)).facts if fact.value is not None]
    assert [(fact.code, fact.row_label, fact.column_path) for fact in facts] == [
        ("212", "城乡社区支出", ("本年政府性基金预算支出", "项目支出"))
    ]


def test_total_beside_a_merged_label_is_named(tmp_path: Path) -> None:
    page = Page()
    page.text(230, 60, "部门收入总表", size=14)
    page.table(60, 100, [60, 60, 140, 90], [["类别", "单位编码", "单位名称", "合计"]])
    page.table(120, 120, [60, 140, 90], [["合计", "", "9.00"], ["105001", "澄湖市水文站", "9.00"]])
    for y in (120, 160):
        page.line(60, y, 120, y)
    page.line(60, 120, 60, 160)
    page.text(64, 144, "本级", size=8)
    document = read(tmp_path, page)
    facts = read_tables(document, read_identity(document)).facts
    assert [(fact.row_label, fact.total) for fact in facts] == [("本级/合计", True), ("本级/澄湖市水文站", False)]


def test_figure_with_spaces_may_be_broken_within_its_groups(tmp_path: Path) -> None:
    page = Page()
    page.table(60, 100, [60, 140, 36, 90, 90], [HEADER, ["213", "农林水支出", "34030\n099.48", "", "34 030 099.48"]])
    (grid,) = grids(read(tmp_path, page))
    assert grid.texts[1][2] == "34030099.48"
