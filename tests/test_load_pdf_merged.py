"""Labels of merged cells that a page break cuts, as offices print them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.pdf_pages import Page
from tests.test_load_pdf import grids, read

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

XS = (60.0, 100.0, 160.0, 300.0, 400.0)
HEADER = ["类别", "编码", "科目名称", "合计"]


def drawn(page: Page, y: float, rows: Sequence[Sequence[str]], *, merged: bool = True, ends: bool = True) -> float:
    """Draw rows whose first column is one cell; `ends` says that its upper and lower ends are drawn too."""
    foot = y + 20 * len(rows)
    for x in XS:
        page.line(x, y, x, foot)
    for number in range(len(rows) + 1):
        outer = number in {0, len(rows)}
        page.line(XS[0] if (outer and ends) or not merged else XS[1], y + 20 * number, XS[-1], y + 20 * number)
    for number, row in enumerate(rows):
        for x, text in zip(XS[1:], row, strict=False):
            page.text(x + 4, y + 20 * number + 14, text, size=8)
    return foot


def downwards(page: Page, y: float, label: str) -> None:
    for number, one in enumerate(label):
        page.text(XS[0] + 16, y + 9 * number, one, size=8)


def body(first: int, count: int) -> list[list[str]]:
    return [[f"{number}", f"支出{number}", f"{number}.00"] for number in range(first, first + count)]


def header(page: Page) -> float:
    return page.table(XS[0], 100, [40, 60, 140, 100], [HEADER])


def test_column_of_a_merged_cell_whose_ends_are_on_other_pages_is_one(tmp_path: Path) -> None:
    first, second = Page(), Page()
    drawn(first, header(first), body(201, 6))
    downwards(first, 170, "本年支出")
    drawn(second, 100, body(207, 6), ends=False)
    (grid,) = grids(read(tmp_path, first, second))
    assert [len(row) for row in grid.texts] == [4] * 13
    assert grid.texts[1] == ["本年支出", "201", "支出201", "201.00"]
    assert grid.texts[7] == ["本年支出", "207", "支出207", "207.00"]


def test_label_written_over_the_page_break_is_whole_on_both_pages(tmp_path: Path) -> None:
    first, second = Page(), Page()
    foot = drawn(first, header(first), body(201, 6))
    downwards(first, foot - 12, "本年")
    drawn(second, 100, body(207, 6))
    downwards(second, 109, "支出")
    (grid,) = grids(read(tmp_path, first, second))
    assert grid.texts[1][0] == grid.texts[7][0] == "本年支出"


def test_labels_that_stand_in_the_middle_of_their_cells_stay_two(tmp_path: Path) -> None:
    first, second = Page(), Page()
    drawn(first, header(first), body(201, 6))
    downwards(first, 170, "基本")
    drawn(second, 100, body(207, 6))
    downwards(second, 160, "项目")
    (grid,) = grids(read(tmp_path, first, second))
    assert [grid.texts[1][0], grid.texts[7][0]] == ["基本", "项目"]


def test_rows_of_a_merged_cell_drawn_one_by_one_after_the_page_break_have_its_label(tmp_path: Path) -> None:
    first, second = Page(), Page()
    drawn(first, header(first), body(201, 6))
    downwards(first, 170, "本年支出")
    drawn(second, 100, body(207, 3), merged=False)
    (grid,) = grids(read(tmp_path, first, second))
    assert [row[0] for row in grid.texts[7:]] == ["本年支出"] * 3


def test_label_after_the_page_break_counts_for_a_lone_row_before_it(tmp_path: Path) -> None:
    first, second = Page(), Page()
    foot = drawn(first, header(first), body(201, 5))
    downwards(first, 160, "基本支出")
    drawn(first, foot, body(206, 1))
    drawn(second, 100, body(207, 4))
    downwards(second, 125, "项目支出")
    (grid,) = grids(read(tmp_path, first, second))
    assert [grid.texts[row][0] for row in (1, 6, 7)] == ["基本支出", "项目支出", "项目支出"]


def test_merged_label_whose_first_row_is_the_rest_of_a_cut_one_counts_below_it(tmp_path: Path) -> None:
    first, second = Page(), Page()
    drawn(first, header(first), [*body(201, 5), ["206", "机关事业单位基本养老保险缴费支出", "206.00"]])
    downwards(first, 170, "本年支出")
    drawn(second, 100, [["", "（本级）", ""], *body(207, 2)])
    (grid,) = grids(read(tmp_path, first, second))
    assert grid.texts[6:] == [
        ["", "206", "机关事业单位基本养老保险缴费支出（本级）", "206.00"],
        ["本年支出", "207", "支出207", "207.00"],
        ["", "208", "支出208", "208.00"],
    ]
    assert grid.rows[7][0].row_span == 2


def test_empty_rest_of_a_cut_row_parts_no_merged_label(tmp_path: Path) -> None:
    first, second = Page(), Page()
    drawn(first, header(first), body(201, 6))
    downwards(first, 170, "本年支出")
    drawn(second, 100, [["", "", ""], *body(207, 2)])
    (grid,) = grids(read(tmp_path, first, second))
    assert [row[:2] for row in grid.texts[7:]] == [["本年支出", "207"], ["", "208"]]


def test_words_of_a_repeated_header_printed_on_the_row_below_are_no_words_of_it(tmp_path: Path) -> None:
    first, second = Page(), Page()
    widths = [40, 60, 140, 100]
    captions = ["项目", None, None, "合计"]
    first.table(XS[0], 100, widths, [captions, ["类", "款", "栏次", "1"], *(["213", "01", "农业农村", "3.00"],) * 2])
    below = [["", "", "栏次", "1"], ["类", "款", "", ""], ["213", "03", "水利", "4.00"]]
    second.table(XS[0], 100, widths, [captions, *below])
    (grid,) = grids(read(tmp_path, first, second))
    assert grid.texts[3:] == [["213", "01", "农业农村", "3.00"], ["213", "03", "水利", "4.00"]]


def test_label_written_downwards_that_the_page_break_cuts_is_whole(tmp_path: Path) -> None:
    widths = [40, 100, 60]
    first, second = Page(), Page()
    first.table(60, 720, widths, [["类别", "科目名称", "金额"]])
    first.table(100, 740, widths[1:], [["文化支出", "3.00"], ["体育支出", "2.00"]])
    second.table(100, 60, widths[1:], [["农林支出", "4.00"], ["住房支出", "1.00"], ["其他支出", "1.00"]])
    for page, top, foot, words in ((first, 740, 780, "本年"), (second, 60, 120, "支出")):
        page.line(60, top, 60, foot)
        page.line(60, top, 100, top)
        page.line(60, foot, 100, foot)
        for at, word in enumerate(words):
            page.text(76, top + 14 + 18 * at, word, size=10)
    (grid,) = grids(read(tmp_path, first, second))
    assert [row[0] for row in grid.texts] == ["类别", "本年支出", "", "本年支出", "", ""]
