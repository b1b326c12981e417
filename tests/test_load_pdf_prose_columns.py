"""Narrative in two columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.pdf_pages import Page
from tests.test_load_pdf import grids, prose, read

if TYPE_CHECKING:
    from pathlib import Path

LEFT = [
    "　　本年收入预算总额为３６４万元，其",
    "中财政拨款２４５万元，比上年增加２０",
    "万元，主要原因是人员经费增加；上年",
    "结转７１万元，全部为项目资金，由本",
    "单位继续使用。",
]
RIGHT = [
    "　　本年支出预算总额为３６４万元，其",
    "中基本支出３１７万元，项目支出４７万",
    "元，比上年减少３５万元，主要原因是项",
    "目压缩；公用经费支出９８万元，与上",
    "年基本持平。",
]
BELOW = "机关运行经费的安排情况，详见本部分后附的说明以及各单位另行公开的预算，本部分不再逐项重复列示。"


def page() -> Page:
    found = Page()
    found.text(200, 60, "预算情况说明", size=16)
    for at, (left, right) in enumerate(zip(LEFT, RIGHT, strict=True)):
        found.text(60, 110 + 18 * at, left, size=12)
        found.text(320, 110 + 18 * at, right, size=12)
    found.text(60, 230, BELOW, size=10)
    return found


def test_left_column_is_read_to_its_foot_first(tmp_path: Path) -> None:
    whole = ["".join(lines).strip() for lines in (LEFT, RIGHT)]
    assert prose(read(tmp_path, page()))[1:] == [*whole, BELOW]


def test_rows_of_words_far_apart_are_no_columns(tmp_path: Path) -> None:
    found = Page()
    for at in range(6):
        found.text(60, 110 + 18 * at, f"第{at}个内设机构办公室", size=12)
        found.text(320, 110 + 18 * at, "负责日常运转工作", size=12)
    lines = prose(read(tmp_path, found))
    assert "第0个内设机构办公室 负责日常运转工作" in lines[0]


def test_table_with_sentences_in_its_cells_stays_a_table(tmp_path: Path) -> None:
    found = Page()
    rows: list[list[str | None]] = [[left.strip(), right.strip()] for left, right in zip(LEFT, RIGHT, strict=True)]
    found.table(60, 100, [240, 240], rows)
    (grid,) = grids(read(tmp_path, found))
    assert grid.texts == rows
