"""What is marked on a page: the cell, the name of its row, the headings over it, each once."""

from __future__ import annotations

from assistant.answer.model import Citation
from assistant.ui.leaf_view import lines_html, picture_html
from assistant.ui.marks import Mark, cell_marks, sentence_marks
from assistant.ui.table_view import CitedCell
from index.store.reader import LoadedDocument, StoredTable

Box = tuple[float, float, float, float]


def box(row: int, column: int, *, rows: int = 1, columns: int = 1) -> Box:
    """The box of a cell of a table with cells of 100 by 20 points at 50, 80."""
    return 50 + 100 * column, 80 + 20 * row, 50 + 100 * (column + columns), 80 + 20 * (row + rows)


# 类别 | 项目 | 预算数
#      |      | 合计 | 基本
# 三公 | 接待 | 7.45 | 7.00    (三公 is merged over two rows)
#      | 用车 | 9.35 | 9.00
#      |      | 1.00 | 1.00    on the next page
TABLE = StoredTable(
    id=1, document="甲.pdf", title="表", unit="万元", section="", note="", empty=False, header_rows=2,
    rows=(
        ("类别", "项目", "预算数", ""), ("", "", "合计", "基本"),
        ("三公", "接待", "7.45", "7.00"), ("", "用车", "9.35", "9.00"), ("", "", "1.00", "1.00"),
    ),
    pages=(4, 4, 4, 4, 5), lines=(None,) * 5,
    boxes=(
        (box(0, 0, rows=2), box(0, 1, rows=2), box(0, 2, columns=2), None),
        (None, None, box(1, 2), box(1, 3)),
        (box(2, 0, rows=2), box(2, 1), box(2, 2), box(2, 3)),
        (None, box(3, 1), box(3, 2), box(3, 3)),
        (None, None, box(0, 2), box(0, 3)),
    ),
)  # fmt: skip


def test_a_cell_is_marked_with_its_row_and_all_its_headings() -> None:
    marks = cell_marks(TABLE, [CitedCell(3, 3, 2)])
    assert marks == {
        4: [
            Mark("row", box(3, 1)),
            Mark("column", box(0, 2, columns=2)),
            Mark("column", box(1, 3)),
            Mark("cell", box(3, 3), 2),
        ]
    }


def test_a_name_merged_over_rows_is_the_name_of_each() -> None:
    lacking = StoredTable(**{
        **{name: getattr(TABLE, name) for name in StoredTable.__slots__},
        "rows": (*TABLE.rows[:3], ("", "", "9.35", "9.00"), TABLE.rows[4]),
    })  # fmt: skip
    assert Mark("row", box(2, 0, rows=2)) in cell_marks(lacking, [CitedCell(3, 2, 1)])[4]


def test_headings_of_another_page_are_not_marked_on_this() -> None:
    assert cell_marks(TABLE, [CitedCell(4, 2, 1)]) == {5: [Mark("cell", box(0, 2), 1)]}


def test_a_table_without_boxes_marks_nothing() -> None:
    values = {name: getattr(TABLE, name) for name in StoredTable.__slots__}
    assert cell_marks(StoredTable(**{**values, "boxes": ()}), [CitedCell(2, 2, 1)]) == {}


def test_sentences_are_marked_where_their_box_is_known() -> None:
    cited = [Citation(number=1, document="甲.pdf", page=6, box=(1, 2, 3, 4)), Citation(number=2, document="甲", page=7)]
    assert sentence_marks(cited) == {6: [Mark("sentence", (1, 2, 3, 4), 1)], 7: []}


def document(name: str) -> LoadedDocument:
    return LoadedDocument(
        id=3, name=name, path="/etc/secret/甲.pdf", sha256="ab" * 32, format="pdf", unit="", year=None, kind="",
        scope="",
        pages=9, tables=0, figures=0, doubtful=0, findings=0, checks=0, contradictions=0,
    )  # fmt: skip


def test_a_picture_tells_its_page_and_no_path() -> None:
    html = picture_html(document('<img src=x onerror="1">'), 4, (600, 800), [Mark("cell", (60, 80, 120, 160), 2)])
    assert "left:10.00%;top:10.00%;width:10.00%;height:10.00%" in html
    assert 'src="leaf/3/4.webp?v=abababababab"' in html
    assert "leaf/3/4?mark=60.0,80.0,120.0,160.0" in html
    assert "secret" not in html
    assert "<img src=x" not in html


def test_the_lines_around_a_cited_one_are_shown_as_text() -> None:
    lines = [f"第{number}行<b>" for number in range(1, 30)]
    html = lines_html(lines, [2, 20], 5)
    assert "<mark>第2行&lt;b&gt;</mark>" in html
    assert ">第5行" in html
    assert ">第6行" not in html
    assert html.count("gap") == 1
    assert lines_html(lines, [400], 5) == ""
