from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from assistant.service import Assistant
from assistant.settings import Settings
from index.build import build
from index.model.document import Cell, Document, Grid, Place
from index.model.records import Identity, Kind, Scope
from index.tables import read_tables
from index.tables.choice import choose
from tests.pdf_pages import Page, write_pdf
from tests.test_load_pdf_unruled import put

IDENTITY = Identity("澄湖市图书馆", 2025, Kind.BUDGET, Scope.UNIT)
HEADER = ("科目编码", "科目名称", "合计", "基本支出", "项目支出")


def grid(*rows: tuple[str, ...], reading: str = "") -> Grid:
    """A table as drawn, each cell in its box."""
    return Grid(
        tuple(
            tuple(
                Cell(text, Place(page=3, box=(100.0 * x, 20.0 * y, 100.0 * x + 100, 20.0 * y + 20)))
                for x, text in enumerate(row)
            )
            for y, row in enumerate(rows)
        ),
        reading=reading,
    )


RIGHT = grid(
    HEADER,
    ("", "合计", "6.00", "3.00", "3.00"),
    ("207", "文化", "2.00", "2.00", ""),
    ("221", "住房", "4.00", "1.00", "3.00"),
    reading="甲",
)
WRONG = grid(
    HEADER,
    ("", "合计", "6.00", "3.00", "3.00"),
    ("207", "文化", "2.00", "", "2.00"),
    ("221", "住房", "4.00", "1.00", "3.00"),
    reading="乙",
)


def test_reading_that_satisfies_more_sums_is_taken() -> None:
    for first, other in ((RIGHT, WRONG), (WRONG, RIGHT)):
        choice = choose(replace(first, alternatives=(other,)))
        assert choice.grid.texts == RIGHT.texts
        assert not choice.doubtful
        assert choice.reading is not None
        assert choice.reading.chosen == "甲"
        assert {name: fails for name, _, fails in choice.reading.scores} == {"甲": 0, "乙": 2}


def test_figures_that_no_sum_decides_are_doubtful_and_the_table_says_so() -> None:
    first = grid(("项目", "基本支出", "项目支出"), ("文化", "2.00", ""), ("住房", "1.00", "3.00"))
    other = grid(("项目", "基本支出", "项目支出"), ("文化", "", "2.00"), ("住房", "1.00", "3.00"))
    document = Document(Path("a.pdf"), "", "pdf", (replace(first, alternatives=(other,)),), pages=3)
    read = read_tables(document, IDENTITY)
    figures = {(fact.row_label, fact.printed): fact.doubtful for fact in read.facts if fact.value is not None}
    assert figures == {("文化", "2.00"): True, ("住房", "1.00"): False, ("住房", "3.00"): False}
    finding = next(finding for finding in read.findings if finding.code == "reading-uncertain")
    assert finding.place.page == 3
    assert finding.table == 0
    assert read.tables[0].readings[0].question == "表格如何分行分列"


def test_reading_that_loses_figures_is_not_preferred_where_no_sum_decides() -> None:
    lost = grid(("项目", "支出"), ("文化", "10.00 ｜ 20.00"), ("住房", "1.00 ｜ 3.00"))
    found = grid(("项目", "基本支出", "项目支出"), ("文化", "10.00", "20.00"), ("住房", "1.00", "3.00"))
    document = Document(Path("a.pdf"), "", "pdf", (replace(lost, alternatives=(found,)),), pages=3)
    facts = [fact for fact in read_tables(document, IDENTITY).facts if fact.value is not None]
    assert [fact.printed for fact in facts] == ["10.00", "20.00", "1.00", "3.00"]
    assert all(fact.doubtful for fact in facts)


def test_grid_without_alternatives_is_taken_as_it_is() -> None:
    assert choose(RIGHT).grid is RIGHT
    assert choose(RIGHT).reading is None


def test_answer_on_a_doubtful_figure_is_never_verified(tmp_path: Path) -> None:
    page = Page()
    page.text(180, 50, "澄湖市图书馆2025年单位预算", size=14)
    page.text(230, 80, "一般公共预算支出表", size=14)
    page.text(420, 100, "单位：万元", size=9)
    rows = (
        ("科目名称", "合计"),
        ("机关事业单位基本养老", "1.00"),
        ("保险缴费支出", ""),
        ("住房公积金", "3.00"),
        ("合计", "4.00"),
    )
    for number, (label, figure) in enumerate(rows):
        put(page, 120 + 20 * number, (60, label), (420, figure))
    home = tmp_path / "home"
    settings = Settings(home=home, embed=False, jobs=1)
    report = build([write_pdf(tmp_path, page)], settings)
    assert [result.doubtful for result in report.files] == [1]
    assistant = Assistant(settings)
    doubtful = assistant.ask("澄湖市图书馆2025年机关事业单位基本养老保险缴费支出多少")
    assert doubtful.status == "answered"
    assert "存疑" in doubtful.answer
    assert doubtful.verification.status == "unverified"
    assert assistant.ask("澄湖市图书馆2025年住房公积金多少").verification.status == "verified"


def test_header_border_drawn_in_the_wrong_place_is_told_by_the_sums() -> None:
    def cell(text: str, row: int, column: int, down: int = 1, across: int = 1) -> Cell:
        box = (100.0 * column, 20.0 * row, 100.0 * (column + across), 20.0 * (row + down))
        return Cell(text, Place(page=3, box=box), row_span=down, column_span=across)

    first, second, third = cell("项目", 0, 0, 2), cell("合计", 0, 1, 2), cell("财政拨款", 0, 2, 1, 2)
    fourth = cell("单位资金", 0, 4, 1, 2)  # 项目支出 is of 财政拨款: 单位资金 should begin one column further
    under = [cell(text, 1, 2 + at) for at, text in enumerate(("小计", "基本支出", "项目支出", "事业收入"))]
    blank = [replace(one, text="") for one in (first, second, third, fourth)]
    rows = [
        (first, second, third, blank[2], fourth, blank[3]),
        (blank[0], blank[1], *under),
        *(
            tuple(cell(text, 2 + at, column) for column, text in enumerate(texts))
            for at, texts in enumerate(
                (
                    ("文化", "9.00", "6.00", "4.00", "2.00", "3.00"),
                    ("住房", "8.00", "7.50", "2.00", "5.50", "0.50"),
                    ("教育", "4.00", "1.00", "0.25", "0.75", "3.00"),
                )
            )
        ),
    ]
    document = Document(Path("a.pdf"), "", "pdf", (Grid(tuple(rows)),), pages=3)
    read = read_tables(document, IDENTITY)
    paths = {fact.printed: fact.column_path for fact in read.facts if fact.row_label == "文化"}
    assert paths["2.00"] == ("财政拨款", "项目支出")
    assert paths["3.00"] == ("单位资金", "事业收入")
