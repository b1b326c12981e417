"""Lines of glyphs: those of a whole page at once are the lines that each of its cells has by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.load.pdf.pages.glyphs import Glyph, Glyphs
from index.load.pdf.pages.lines import lines_of, number_starts
from index.load.pdf.with_rules.setting import lines_by_group

if TYPE_CHECKING:
    from collections.abc import Sequence


def glyph(text: str, x: float, baseline: float, size: float = 10) -> Glyph:
    width = size / 2 if text.isascii() else size
    return Glyph(text, x, baseline - size * 0.86, x + width, baseline + size * 0.14, baseline, size)


def printed(text: str, x: float, baseline: float, size: float = 10) -> list[Glyph]:
    found: list[Glyph] = []
    for one in text:
        found.append(glyph(one, found[-1].x1 if found else x, baseline, size))
    return found


# heights and places that nearly meet, and some that meet exactly, so that every limit is met from both sides
glyphs = st.builds(
    glyph,
    st.sampled_from("1234５.,，-%文化支出a�"),
    st.integers(0, 60).map(lambda x: x * 0.7),
    st.sampled_from([100, 100.0, 100.3, 102, 104.4, 104.5, 104.6, 108, 112, 120, 121]),
    st.sampled_from([10, 10.0, 10.0, 10.5, 7.4, 7.5, 5, 16, 1]),
)


@given(st.lists(st.tuples(st.sampled_from([-2, -1, 0, 1, 7]), glyphs), max_size=40))
def test_lines_at_once_are_those_of_each_cell(held: Sequence[tuple[int, Glyph]]) -> None:
    page = Glyphs.of(one for _, one in held)
    found = lines_by_group(page, np.array([group for group, _ in held], dtype=np.intp))
    alone = {
        group: lines_of([one for of, one in held if of == group], in_cell=group >= 0)
        for group in {group for group, _ in held}
    }
    assert found == alone


def test_numbers_set_apart_in_a_cell_and_outside() -> None:
    row = [*printed("1,200.00", 0, 100), *printed("35", 60, 100), *printed("文化", 80, 100)]
    page = Glyphs.of([*row, *row])
    found = lines_by_group(page, np.repeat([-1, 3], len(row)))
    assert [line.text for line in found[-1]] == ["1,200.00 35 文化"]
    assert [(line.text, line.split) for line in found[3]] == [("1,200.00 ｜ 35 文化", True)]


def test_numbers_are_kept_together() -> None:
    page = Glyphs.of([*printed("文12.5", 0, 100), *printed("化7", 60, 100), *printed("8", 66, 130)])
    assert number_starts(page).tolist() == [0, 1, 5, 6, 7]
    assert number_starts(Glyphs.of([])).tolist() == []


def test_columns_give_the_glyphs_back() -> None:
    glyphs = printed("文化1.5", 3, 100)
    page = Glyphs.of(glyphs)
    assert list(page) == glyphs
    assert page[1] == glyphs[1]
    assert list(page[2:4]) == glyphs[2:4]
    assert (len(page), page.text) == (5, "文化1.5")
