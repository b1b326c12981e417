"""Words right of amounts: labels of another panel, or notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from index.identity import read_identity
from index.tables import read_tables
from tests.pdf_pages import Page
from tests.test_load_pdf import read

if TYPE_CHECKING:
    from pathlib import Path

    from index.model.records import Fact

Rows = list[list[str | None]]


def facts_of(folder: Path, rows: Rows) -> dict[str, Fact]:
    page = Page(size=(842, 595))
    page.text(60, 60, "部门资金情况表")
    page.text(300, 80, "单位：万元")
    page.table(60, 100, [80] * len(rows[0]), rows)
    document = read(folder, page)
    return {fact.printed: fact for fact in read_tables(document, read_identity(document)).facts}


def body(*, notes: tuple[str, str, str], last: str = "38.50") -> Rows:
    return [
        ["绿化养护", "80.00", notes[0], "61.50"],
        ["道路照明", "20.00", notes[1], last],
        ["河道清淤", "31.00", notes[2], last and "9.25"],
    ]


@pytest.mark.parametrize(
    "head",
    [
        [["收入", None, "支出", None], ["来源", "预算", "去向", "安排"]],
        [["收入", None, "支出", None], ["项目", "金额", "具体用途", "计划数"]],
    ],
)
def test_header_over_words_and_their_amounts_begins_a_panel(tmp_path: Path, head: Rows) -> None:
    facts = facts_of(tmp_path, [*head, *body(notes=("设备购置", "房屋维修", "委托业务"))])
    assert (facts["61.50"].row_label, facts["61.50"].doubtful) == ("设备购置", False)


def test_running_numbers_beside_words_begin_a_panel(tmp_path: Path) -> None:
    rows: Rows = [
        ["收入种类", "行次", "预算", "支出用途", "行次", "安排"],
        ["事业收入", "1", "80.00", "设备购置", "3", "61.50"],
        ["其他收入", "2", "20.00", "房屋维修", "4", "38.50"],
    ]
    assert facts_of(tmp_path, rows)["61.50"].row_label == "设备购置"


def test_words_that_end_with_their_amounts_begin_a_panel(tmp_path: Path) -> None:
    rows: Rows = [["事项", "预算", "摘要", "安排"], *body(notes=("设备购置", "房屋维修", ""))]
    rows[-1][-1] = ""
    assert facts_of(tmp_path, rows)["61.50"].row_label == "设备购置"


def test_words_that_nothing_tells_leave_the_amounts_beside_them_in_doubt(tmp_path: Path) -> None:
    rows: Rows = [["事项", "预算", "摘要", "安排"], *body(notes=("设备购置", "房屋维修", "委托业务"))]
    facts = facts_of(tmp_path, rows)
    assert (facts["80.00"].doubtful, facts["61.50"].doubtful) == (False, True)


def test_properties_come_again_and_begin_no_panel(tmp_path: Path) -> None:
    rows: Rows = [["采购项目", "预算", "采购方式", "成交金额"], *body(notes=("公开招标", "公开招标", "公开招标"))]
    facts = facts_of(tmp_path, rows)
    assert (facts["61.50"].row_label, facts["61.50"].doubtful) == ("绿化养护", False)


def test_notes_between_amounts_are_no_labels(tmp_path: Path) -> None:
    rows: Rows = [["项目", "预算", "变化情况", "执行数"], *body(notes=("面积增加", "", "新增"))]
    facts = facts_of(tmp_path, rows)
    assert (facts["61.50"].row_label, facts["61.50"].doubtful) == ("绿化养护", False)


def test_account_of_an_item_right_of_an_amount_begins_no_panel(tmp_path: Path) -> None:
    rows: Rows = [
        ["事项", "单价", "功能科目", "资金性质", "预算数"],
        ["绿化养护", "120.00", "2120201", "自有资金", "61.50"],
        ["道路照明", "85.00", "2120201", "财政拨款", "38.50"],
        ["河道清淤", "66.00", "2120201", "财政拨款", "9.25"],
    ]
    assert facts_of(tmp_path, rows)["61.50"].row_label.split("/")[0] == "绿化养护"


def test_whether_it_is_so_is_no_item(tmp_path: Path) -> None:
    rows: Rows = [["项目名称", "计划数", "是否政府采购", "完成数"], *body(notes=("否", "否", "否"))]
    assert facts_of(tmp_path, rows)["61.50"].row_label == "绿化养护"


def test_numbers_of_columns_below_the_header_are_no_header(tmp_path: Path) -> None:
    rows: Rows = [
        ["科目编码", "科目名称", "决算数", "科目编码", "科目名称", "决算数"],
        ["1", "2", "3", "4", "5", "6"],
        ["30101", "基本工资", "80.00", "30201", "办公费", "61.50"],
        ["30102", "津贴补贴", "20.00", "30202", "印刷费", "38.50"],
    ]
    found = facts_of(tmp_path, rows)["61.50"]
    assert (found.row_label, found.code, found.doubtful) == ("办公费", "30201", False)
