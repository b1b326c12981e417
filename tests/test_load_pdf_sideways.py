"""Words that lie on their side in the header of a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.pdf_pages import Page
from tests.test_load_pdf import grids, read

if TYPE_CHECKING:
    from pathlib import Path

UP, DOWN = "0 1 -1 0", "0 -1 1 0"


def page_with_header(words: list[tuple[float, float, str]], slant: str) -> Page:
    page = Page()
    for level in (100, 160):
        page.line(60, level, 220, level)
    for rule in (60, 180, 220):
        page.line(rule, 100, rule, 160)
    page.text(64, 134, "项目", size=8)
    for x, y, word in words:
        page.text(x, y, word, size=8, slant=slant)
    page.table(60, 160, [120, 40], [["园林养护", "12.00"], ["道路照明", "3.00"]])
    return page


@pytest.mark.parametrize(
    ("slant", "words"),
    [
        (UP, [(204, 150, "决算数")]),
        (DOWN, [(196, 110, "决算数")]),
        (UP, [(196, 150, "决算"), (208, 150, "数")]),
        (DOWN, [(204, 110, "决算"), (192, 110, "数")]),
    ],
)
def test_header_turned_by_a_quarter(tmp_path: Path, slant: str, words: list[tuple[float, float, str]]) -> None:
    (grid,) = grids(read(tmp_path, page_with_header(words, slant)))
    assert grid.texts == [["项目", "决算数"], ["园林养护", "12.00"], ["道路照明", "3.00"]]


def test_digits_lie_on_their_side_in_words_written_downwards(tmp_path: Path) -> None:
    page = page_with_header([(196, 103, "2024")], DOWN)
    for number, word in enumerate("年预算"):
        page.text(194, 128 + 10 * number, word, size=8)
    (grid,) = grids(read(tmp_path, page))
    assert grid.texts[0] == ["项目", "2024年预算"]


def test_turned_words_beside_others_or_outside_of_a_table_are_left_out(tmp_path: Path) -> None:
    page = page_with_header([(204, 150, "决算数")], UP)
    page.text(40, 150, "装订线", size=8, slant=UP)
    page.text(100, 150, "内部资料", size=8, slant=UP)
    (grid,) = grids(read(tmp_path, page))
    assert grid.texts[0] == ["项目", "决算数"]
