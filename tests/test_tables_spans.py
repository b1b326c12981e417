from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from index.model.document import Cell, Document, Grid, Place
from index.model.records import Identity, Kind, Scope
from index.tables import read_tables
from index.tables.roles import Role
from index.tables.spans import drawn_paths, header_depth, labelled, over_columns

if TYPE_CHECKING:
    from index.tables.sheet import Row

IDENTITY = Identity("澄湖市图书馆", 2025, Kind.BUDGET, Scope.UNIT)


def rows(*drawn: tuple[str | tuple[str, int, int], ...]) -> list[Row]:
    """Rows of cells: a text, a text with its rows and columns, "<" for what the cell beside covers, "^" for above."""
    made: list[list[Cell]] = []
    for number, texts in enumerate(drawn):
        row: list[Cell] = []
        for column, item in enumerate(texts):
            if item in {"<", "^"}:
                row.append(Cell("", row[-1].place if item == "<" else made[number - 1][column].place))
                continue
            text, down, across = item if isinstance(item, tuple) else (item, 1, 1)
            box = (100.0 * column, 20.0 * number, 100.0 * (column + across), 20.0 * (number + down))
            row.append(Cell(text, Place(page=1, box=box), row_span=down, column_span=across))
        made.append(row)
    return [tuple(row) for row in made]


def test_header_words_stand_over_their_columns_and_no_others() -> None:
    header = rows(("项目", ("支出", 1, 2), "<", ""), ("", "基本支出", "项目支出", "备注"))
    assert [cell.text for cell in over_columns(header[0])] == ["项目", "支出", "支出", ""]
    assert drawn_paths(header, 4) == (("项目",), ("支出", "基本支出"), ("支出", "项目支出"), ("备注",))


def test_header_reaches_as_far_down_as_its_cells() -> None:
    made = rows(
        (("支出功能分类", 1, 2), "<", ("合计", 3, 1)),
        ("编码", "名称", "^"),
        ("类", "项", "^"),
        ("207", "文化", "1.00"),
    )
    assert header_depth(made, 1) == 3


def test_row_with_figures_is_never_header() -> None:
    made = rows((("项目", 2, 1), "金额"), ("^", "1.00"))
    assert header_depth(made, 1) == 1


def test_merged_label_counts_in_each_row() -> None:
    body = rows((("财政拨款", 2, 1), "小计", "2.00"), ("^", "本年", "2.00"), ("其他", "小计", "1.00"))
    told = labelled(body, [Role.LABEL, Role.LABEL, Role.VALUE])
    assert [row[0].text for row in told] == ["财政拨款", "财政拨款", "其他"]


def test_label_over_a_panel_names_the_figure_after_it() -> None:
    body = rows(("收入合计", "3.00", ("支出合计", 1, 3), "<", "<", "3.00"))
    roles = [Role.LABEL, Role.VALUE, Role.LABEL, Role.VALUE, Role.LABEL, Role.VALUE]
    assert [cell.text for cell in labelled(body, roles)[0]] == ["收入合计", "3.00", "", "", "支出合计", "3.00"]


def test_drawn_table_is_read_by_its_columns() -> None:
    grid = Grid(
        tuple(
            rows(
                (("项目", 1, 2), "<", ("本年支出", 1, 2), "<"),
                ("编码", "名称", "基本支出", "项目支出"),
                ("207", "文化", "", "2.00"),
                (("合计", 1, 2), "<", "", "2.00"),
            )
        ),
        breaks=(3,),
    )
    facts = read_tables(Document(Path("a.pdf"), "", "pdf", (grid,), pages=1), IDENTITY).facts
    figures = [(fact.code, fact.row_label, fact.column_path) for fact in facts if fact.value is not None]
    assert figures == [("207", "文化", ("本年支出", "项目支出")), ("", "合计", ("本年支出", "项目支出"))]
    assert not any(fact.doubtful for fact in facts)


def read_grid(*drawn: tuple[str | tuple[str, int, int], ...]) -> list[tuple[str, tuple[str, ...], str]]:
    grid = Grid(tuple(rows(*drawn)))
    read = read_tables(Document(Path("a.pdf"), "0", "pdf", (grid,)), IDENTITY)
    return [(fact.row_label, fact.column_path, fact.printed) for fact in read.facts if fact.printed]


def test_header_under_one_word_over_the_whole_width() -> None:
    assert read_grid(
        (("2025年预算数", 1, 3), "<", "<"),
        (("“三公”经费合计", 2, 1), ("公务用车费", 1, 2), "<"),
        ("^", "购置费", "运行费"),
        ("3.00", "1.00", "2.00"),
    ) == [
        ("", ("2025年预算数", "“三公”经费合计"), "3.00"),
        ("", ("2025年预算数", "公务用车费", "购置费"), "1.00"),
        ("", ("2025年预算数", "公务用车费", "运行费"), "2.00"),
    ]


def test_row_that_numbers_one_column_holds_no_figure() -> None:
    assert read_grid(("项目", "决算数"), ("栏次", "1"), ("文化支出", "8.00"), ("住房支出", "2.00")) == [
        ("文化支出", ("决算数",), "8.00"),
        ("住房支出", ("决算数",), "2.00"),
    ]


def test_label_beside_a_header_of_amounts_covers_the_rows_below_it() -> None:
    assert read_grid(
        ("名称", ("澄湖市图书馆", 1, 3), "<", "<"),
        (("预算金额", 3, 1), "支出结构", "资金总额", "其中：财政资金"),
        ("^", "人员经费", "8.00", "7.00"),
        ("^", "公用经费", "2.00", "1.00"),
        ("绩效指标", "三级指标", "指标方向", "目标值"),
        ("", "新增馆藏", "大于等于", "90"),
    )[:4] == [
        ("预算金额/人员经费", ("资金总额",), "8.00"),
        ("预算金额/人员经费", ("其中：财政资金",), "7.00"),
        ("预算金额/公用经费", ("资金总额",), "2.00"),
        ("预算金额/公用经费", ("其中：财政资金",), "1.00"),
    ]


def test_words_drawn_over_a_column_stand_there_although_the_sums_fail() -> None:
    read = read_grid(
        (("合计", 2, 1), ("公务用车费", 1, 3), "<", "<", ("公务接待费", 2, 1)),
        ("^", "小计", "购置费", "运行费", "^"),
        ("9.00", "-3.00", "1.00", "2.00", "4.00"),
    )
    assert [path for _, path, _ in read] == [
        ("合计",),
        ("公务用车费", "小计"),
        ("公务用车费", "购置费"),
        ("公务用车费", "运行费"),
        ("公务接待费",),
    ]


def test_amount_without_a_project_beside_it_is_not_that_of_the_project_above() -> None:
    head = ("三级指标", "指标方向", "目标值", "计量单位", "涉及项目", "涉及财政资金")
    project = (("馆舍维修8.00万元", 2, 1), ("8.00", 2, 1))
    read = read_grid(
        head,
        ("维修面积", "大于等于", "300", "平方米", *project),
        ("完工时限", "小于等于", "10", "月", "^", "^"),
        ("新增馆藏", "大于等于", "90", "册", "", "5.00"),
    )
    assert [label for label, path, _ in read if path == ("涉及财政资金",)] == ["馆舍维修8.00万元"]


def test_total_over_two_panels_that_begins_in_a_column_of_codes() -> None:
    grid = rows(
        ("科目编码", "科目名称", "金额", "科目编码", "科目名称", "金额"),
        ("30201", "办公费", "1.00", "30228", "工会经费", "3.00"),
        ("30202", "印刷费", "2.00", "30229", "福利费", "4.00"),
        (("公用经费合计", 1, 5), "<", "<", "<", "<", "10.00"),
    )
    document = Document(Path("a.pdf"), "", "pdf", (Grid(tuple(grid)),), 1)
    facts = read_tables(document, IDENTITY).facts
    assert [(fact.row_label, fact.code) for fact in facts if fact.printed == "10.00"] == [("公用经费合计", "")]
    assert not any(fact.doubtful for fact in facts if fact.printed == "10.00")


def test_level_of_the_header_printed_again_over_a_code_is_no_part_of_it() -> None:
    grid = rows(
        (("项目", 1, 4), "<", "<", "<", "合计"),
        ("类", "款", "项", "名称", ""),
        ("2类07", "款99", "项", "其他文化支出", "5.00"),
        ("207", "99", "02", "宣传文化发展专项支出", "5.00"),
    )
    document = Document(Path("a.pdf"), "", "pdf", (Grid(tuple(grid)),), 1)
    facts = [fact for fact in read_tables(document, IDENTITY).facts if fact.value is not None]
    assert [(fact.code, fact.row_label) for fact in facts] == [
        ("20799", "其他文化支出"),
        ("2079902", "宣传文化发展专项支出"),
    ]
