from __future__ import annotations

import os
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.load.text import load_text
from index.model.records import Fact, Identity, Kind, Scope, Stage
from index.tables import TablesRead, read_tables


def identity(kind: Kind = Kind.BUDGET) -> Identity:
    return Identity("澄湖市数据管理局", 2025, kind, Scope.DEPARTMENT)


def read(text: str, kind: Kind = Kind.BUDGET) -> TablesRead:
    document = load_text(Path("澄湖市数据管理局2025年部门预算.txt"), text.replace("⇥", "\t").encode())
    return read_tables(document, identity(kind))


def fact(tables: TablesRead, key: str, column: str, side: str | None = None) -> Fact:
    found = [
        one
        for one in tables.facts
        if key in {one.code, one.row_label} and "/".join(one.column_path) == column and side in {None, one.side}
    ]
    assert len(found) == 1, found
    return found[0]


SUMMARY = """一、收支预算总表

2025年度收支预算总表

单位：万元

收 入⇥⇥支 出⇥
项 目⇥预算数⇥项 目⇥预算数
一、一般公共预算拨款收入⇥90.00⇥一、一般公共服务支出⇥70.00
二、政府性基金预算拨款收入⇥⇥二、教育支出⇥30.00
本年收入合计⇥90.00⇥本年支出合计⇥100.00
上年结转结余⇥10.00⇥年终结转结余⇥0.00
收入总计⇥100.00⇥支出总计⇥100.00
"""


def test_side_by_side_panels() -> None:
    tables = read(SUMMARY)
    [table] = tables.tables
    assert (table.title, table.unit, table.form, table.header_rows) == (
        "2025年度收支预算总表",
        "万元",
        "budget_summary",
        2,
    )
    assert table.section == ("一、收支预算总表",)
    receipts = fact(tables, "收入总计", "收入/预算数")
    assert (receipts.subject, receipts.side, receipts.total, receipts.place.line) == ("收入总计", "收入", True, 13)
    assert fact(tables, "本年支出合计", "支出/预算数").subject == "本年支出合计"
    blank = fact(tables, "二、政府性基金预算拨款收入", "收入/预算数")
    assert (blank.printed, blank.value) == ("", None)
    assert fact(tables, "年终结转结余", "支出/预算数").value == Decimal(0)


def test_rows_and_columns_of_facts_point_into_the_table() -> None:
    tables = read(SUMMARY)
    for one in tables.facts:
        assert tables.tables[one.table].rows[one.row][one.column] == one.printed


SHIFTED = """一般公共预算支出表

单位：万元

科目编码⇥科目名称⇥合计⇥基本支出⇥⇥项目支出⇥
⇥⇥⇥小计⇥人员经费⇥⇥公用经费
合计⇥⇥100.00⇥60.00⇥40.00⇥20.00⇥40.00
204⇥公共安全支出⇥100.00⇥60.00⇥40.00⇥20.00⇥40.00
20401⇥甲⇥70.00⇥45.00⇥30.00⇥15.00⇥25.00
20402⇥乙⇥30.00⇥15.00⇥10.00⇥5.00⇥15.00
"""


def test_shifted_header_is_read_by_arithmetic() -> None:
    tables = read(SHIFTED)
    assert fact(tables, "20401", "基本支出/公用经费").printed == "15.00"
    assert fact(tables, "20401", "项目支出").printed == "25.00"
    total = fact(tables, "合计", "基本支出/小计")
    assert (total.subject, total.measure) == ("基本支出", "")
    item = fact(tables, "20402", "基本支出/人员经费")
    assert (item.subject, item.measure, item.parent_code) == ("乙", "人员支出", "204")
    assert not any(one.doubtful for one in tables.facts)
    assert tables.tables[0].readings[0].chosen.startswith("合计 | 基本支出/小计 | 基本支出/人员经费")


def test_a_header_that_no_sum_decides_is_doubtful() -> None:
    text = "支出表\n单位：万元\n科目编码⇥科目名称⇥甲类⇥乙类⇥⇥\n⇥⇥⇥一般⇥⇥专门\n204⇥公共安全支出⇥1.00⇥2.00⇥3.00⇥4.00\n"
    tables = read(text)
    figures = [one for one in tables.facts if one.value is not None]
    assert all(one.doubtful for one in figures)
    assert "header-uncertain" in {finding.code for finding in tables.findings}


BASIC = """基本支出预算表
单位：元
科目编码⇥科目名称⇥合计⇥人员经费⇥公用经费⇥
合计⇥⇥700.00⇥500.00⇥200.00⇥
301⇥工资福利支出⇥500.00⇥500.00⇥⇥
30101⇥基本工资⇥500.00⇥500.00⇥⇥
302⇥商品和服务支出⇥200.00⇥⇥200.00⇥
"""


def test_rows_with_a_doubled_column_after_a_break() -> None:
    tables = read(BASIC + "\n30201⇥办公费⇥150.00⇥150.00⇥⇥150.00\n30202⇥印刷费⇥50.00⇥50.00⇥⇥50.00\n")
    assert fact(tables, "30201", "公用经费").value == Decimal("150.00")
    assert fact(tables, "30201", "人员经费").value is None
    assert len([one for one in tables.facts if one.code == "30202" and one.value is not None]) == 2
    assert "错位" in tables.tables[0].readings[-1].question
    assert not any(one.doubtful for one in tables.facts)


def test_rows_with_a_lost_column_after_a_break() -> None:
    tables = read(BASIC + "\n- 6 -\n\n30201⇥办公费⇥150.00⇥150.00\n30202⇥印刷费⇥50.00⇥50.00\n")
    assert fact(tables, "30201", "公用经费").value == Decimal("150.00")
    assert not fact(tables, "30201", "公用经费").doubtful


def test_moved_rows_that_no_sum_decides_are_doubtful() -> None:
    head = "支出表\n单位：万元\n科目编码⇥科目名称⇥甲⇥乙⇥丙\n204⇥公共安全支出⇥1.00⇥2.00⇥3.00\n"
    tables = read(head + "\n205⇥教育支出⇥4.00⇥4.50⇥5.00⇥6.00\n206⇥科学技术支出⇥7.00⇥8.00⇥8.50⇥9.00\n")
    assert all(one.doubtful for one in tables.facts if one.code in {"205", "206"})


def test_codes_over_three_columns_unpadded() -> None:
    text = """| 类 | 款 | 项 | 科目名称 | 合计 | 基本支出 | 项目支出 |
|---|---|---|---|---:|---:|---:|
| 合计 |  |  |  | 1,200.00 | 900.00 | 300.00 |
| 204 |  |  | 公共安全支出 | 1,200.00 | 900.00 | 300.00 |
|  | 3 |  | 某款 | 1,200.00 | 900.00 | 300.00 |
|  |  | 1 | 行政运行 | 900.00 | 900.00 | - |
"""
    tables = read("部门支出预算表（单位：元）\n\n" + text)
    assert [one.code for one in tables.facts if one.column_path == ("合计",)] == ["", "204", "20403", "2040301"]
    assert fact(tables, "2040301", "项目支出").value is None
    assert fact(tables, "20403", "合计").unit == "元"
    assert fact(tables, "合计", "合计").subject == "支出总计"


def test_two_panels_of_codes() -> None:
    text = """一般公共预算基本支出表
单位：万元
科目编码⇥科目名称⇥金额⇥科目编码⇥科目名称⇥金额
301⇥工资福利支出⇥30.00⇥302⇥商品和服务支出⇥12.00
30101⇥基本工资⇥20.00⇥30201⇥办公费⇥5.00
⇥⇥⇥310⇥资本性支出⇥1.00
⇥人员经费合计⇥30.00⇥⇥公用经费合计⇥13.00
"""
    tables = read(text)
    assert fact(tables, "310", "金额").row_label == "资本性支出"
    assert fact(tables, "30201", "金额").parent_code == "302"
    assert fact(tables, "公用经费合计", "金额").subject == "公用支出"
    assert [column.block for column in tables.tables[0].columns] == [0, 0, 0, 1, 1, 1]


def test_final_accounts_with_ordinals_and_stages() -> None:
    text = """财政拨款“三公”经费支出决算表
公开08表
部门：澄湖市数据管理局⇥⇥⇥单位：万元
预算数⇥⇥⇥⇥⇥⇥决算数⇥⇥⇥⇥⇥
合计⇥因公出国（境）费⇥公务用车购置及运行费⇥⇥⇥公务接待费⇥合计⇥因公出国（境）费⇥公务用车购置及运行费⇥⇥⇥公务接待费
⇥⇥小计⇥公务用车购置费⇥公务用车运行费⇥⇥⇥⇥小计⇥公务用车购置费⇥公务用车运行费⇥
1⇥2⇥3⇥4⇥5⇥6⇥7⇥8⇥9⇥10⇥11⇥12
9.00⇥1.00⇥5.00⇥2.00⇥3.00⇥3.00⇥8.00⇥⇥5.00⇥2.00⇥3.00⇥3.00
"""
    tables = read(text, Kind.FINAL_ACCOUNT)
    assert tables.tables[0].title == "财政拨款“三公”经费支出决算表"
    total = fact(tables, "", "决算数/合计")
    assert (total.subject, total.stage, total.printed) == ("“三公”经费", Stage.FINAL, "8.00")
    running = fact(tables, "", "预算数/公务用车购置及运行费/公务用车运行费")
    assert (running.subject, running.stage) == ("公务用车运行费", Stage.BUDGET)
    assert len([one for one in tables.facts if one.value is not None]) == 11


def test_years_and_changes() -> None:
    text = """一般公共预算支出表
单位：万元
项目⇥上年执行数⇥2025年预算数⇥增减额⇥增减%
合计⇥80.00⇥100.00⇥20.00⇥25.00
201一般公共服务支出⇥80.00⇥100.00⇥20.00⇥25.00
"""
    tables = read(text)
    last = fact(tables, "201", "上年执行数")
    assert (last.year, last.stage, last.row_label) == (2024, Stage.EXECUTED, "一般公共服务支出")
    assert fact(tables, "合计", "增减%").unit == "%"
    change = fact(tables, "合计", "增减额")
    assert (change.subject, change.measure, change.year) == ("一般公共预算支出", "增减额", 2025)


def test_the_same_name_under_carried_over_money_is_another_subject() -> None:
    text = """财政拨款收支总表
单位：元
收入⇥⇥支出⇥
项目⇥金额⇥项目⇥金额
一、本年收入⇥900.00⇥一、本年支出⇥1000.00
（一）一般公共预算拨款⇥900.00⇥（一）一般公共服务支出⇥1000.00
二、上年结转⇥100.00⇥二、结转下年⇥
（一）一般公共预算拨款⇥100.00⇥⇥
收入总计⇥1000.00⇥支出总计⇥1000.00
"""
    subjects = {one.place.line: one.subject for one in read(text).facts if one.side == "收入"}
    assert subjects[6] == "一般公共预算拨款收入"
    assert subjects[8] != subjects[6]
    assert subjects[9] == "财政拨款收入总计"


def test_an_unstated_unit_is_found_by_agreement() -> None:
    head = "2025年收入预算为 1,234.56 万元。\n\n收入预算总表\n\n"
    text = head + "科目编码⇥科目名称⇥合计\n合计⇥⇥12345600.00\n20101⇥甲⇥12345600.00\n"
    tables = read(text)
    assert (tables.tables[0].unit, tables.tables[0].unit_stated) == ("元", False)
    assert tables.tables[0].readings


def test_an_unstated_unit_without_evidence_is_reported() -> None:
    tables = read("收入预算总表\n\n科目编码⇥科目名称⇥合计\n合计⇥⇥77.00\n20101⇥甲⇥77.00\n")
    assert tables.tables[0].unit == ""
    assert [finding.code for finding in tables.findings] == ["unit"]


def test_a_unit_stated_once_holds_for_the_run() -> None:
    more = "\n支出预算总表\n\n科目编码⇥科目名称⇥合计\n合计⇥⇥77.00\n20101⇥甲⇥77.00\n"
    tables = read(SUMMARY + more)
    assert [table.unit for table in tables.tables] == ["万元", "万元"]
    assert [table.unit_stated for table in tables.tables] == [True, False]


def test_empty_tables() -> None:
    text = """政府性基金预算支出表
单位：万元
科目编码⇥科目名称⇥合计⇥基本支出⇥项目支出
合计⇥⇥⇥⇥

注：此表无数据。

国有资本经营预算支出表
本部门2025年没有国有资本经营预算支出，故本表为空表。
"""
    tables = read(text)
    assert [(table.form, table.empty) for table in tables.tables] == [
        ("government_fund", True),
        ("state_capital", True),
    ]
    assert tables.tables[0].note == "注：此表无数据。"
    assert [one.value for one in tables.facts] == [None, None, None]


def test_an_explicit_zero_is_no_empty_table() -> None:
    tables = read("政府性基金预算支出表\n单位：万元\n科目编码⇥科目名称⇥合计\n合计⇥⇥0.00\n\n备注：没有安排的支出。\n")
    assert not tables.tables[0].empty
    assert tables.facts[0].value == Decimal(0)


def test_organizations_and_their_staff() -> None:
    tables = read("构成情况如下：\n\n单位名称⇥经费性质⇥在职人数\n澄湖市图书馆⇥财政核拨⇥5\n")
    [one] = tables.facts
    assert (one.row_label, one.column_path, one.unit, one.code) == ("澄湖市图书馆/财政核拨", ("在职人数",), "人", "")
    assert (tables.tables[0].title, tables.tables[0].unit, tables.findings) == ("", "", ())


def test_a_table_without_header_is_doubtful() -> None:
    tables = read("一般公共预算支出表\n单位：万元\n2010301⇥行政运行⇥50.00⇥30.00⇥20.00\n")
    assert all(one.doubtful and one.column_path == () for one in tables.facts)
    assert tables.findings[0].code == "header-missing"


def test_a_row_cut_by_a_line_break_in_its_label() -> None:
    text = """收入预算总表
单位：万元
科目编码⇥科目名称⇥合计⇥财政拨款⇥事业收入
合计⇥⇥30.00⇥20.00⇥10.00
2080505⇥机关事业单位基本养老
保险缴费支出⇥30.00⇥20.00⇥10.00
"""
    one = fact(read(text), "2080505", "事业收入")
    assert (one.row_label, one.printed) == ("机关事业单位基本养老保险缴费支出", "10.00")


def test_lists_of_projects_and_cells_with_figures() -> None:
    text = """项目支出预算表
单位：万元
序号⇥项目名称⇥项目单位⇥金额⇥备注
1⇥数据治理平台⇥澄湖市数据管理局⇥120.50⇥其中2024年结转20.50万元
2⇥阅读推广⇥澄湖市图书馆⇥30.00⇥
合计⇥⇥⇥150.50⇥
"""
    tables = read(text)
    assert [(project.name, project.amount) for project in tables.projects] == [
        ("数据治理平台", Decimal("120.50")),
        ("阅读推广", Decimal("30.00")),
    ]
    assert [entry[2] for entry in tables.in_cell] == ["其中2024年结转20.50万元"]
    total = fact(tables, "合计", "金额")
    assert (total.total, total.subject, total.doubtful) == (True, "项目支出", False)


def test_the_number_of_purchases_is_no_money() -> None:
    text = "政府采购预算表\n单位：万元\n采购项目名称⇥采购方式⇥数量⇥金额\n服务器⇥公开招标⇥3⇥90.00\n合计⇥⇥⇥90.00\n"
    tables = read(text)
    assert fact(tables, "服务器/公开招标", "数量").unit == ""
    assert fact(tables, "服务器/公开招标", "金额").subject == "服务器"


CELL = st.sampled_from(
    [
        "",
        "合计",
        "项目",
        "金额",
        "201",
        "20103",
        "3.00",
        "1,000",
        "-",
        "小计",
        "三级指标",
        "目标值",
        "≥5个",
        "收入",
        "其中：",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(CELL, min_size=1, max_size=6), min_size=1, max_size=8))
def test_any_grid_is_read_without_losing_its_place(rows: list[list[str]]) -> None:
    text = "某表\n单位：万元\n" + "\n".join("⇥".join(row) for row in rows) + "\n"
    tables = read(text)
    for one in tables.facts:
        assert one.printed == tables.tables[one.table].rows[one.row][one.column]
        assert (one.value is None) == (one.printed in {"", "-"})


CORPUS = Path(os.environ.get("YUSUAN_CORPUS", Path(__file__).parents[2] / "shared" / "corpus"))


@pytest.mark.corpus
def test_real_documents_are_read_without_doubt() -> None:
    paths = sorted((CORPUS / "fujian").glob("*.txt"))
    if not paths:
        pytest.skip(f"no documents under {CORPUS}")
    for path in paths:
        tables = read_tables(load_text(path, path.read_bytes()), identity())
        assert sum(one.value is not None for one in tables.facts) > 100
        assert not any(one.doubtful for one in tables.facts)
        assert tables.findings == ()


def test_a_lost_header_word_is_put_back_and_what_only_order_tells_is_doubtful() -> None:
    tables = read(
        """一般公共预算“三公”经费支出情况表

单位：万元

合计⇥因公出国（境）费⇥公务用车购置及运行费⇥⇥公务接待费⇥
⇥⇥小计⇥公务用车购置费⇥⇥
12.00⇥1.00⇥8.00⇥0.00⇥8.00⇥3.00
"""
    )
    found = {one.column_path[-1]: (one.printed, one.doubtful) for one in tables.facts}
    assert found == {
        "合计": ("12.00", False),
        "因公出国（境）费": ("1.00", False),
        "小计": ("8.00", False),
        "公务用车购置费": ("0.00", True),
        "公务用车运行费": ("8.00", True),
        "公务接待费": ("3.00", False),
    }


def test_a_row_is_about_its_item_not_its_properties() -> None:
    tables = read(
        """政府采购预算表

单位：万元

采购项目名称⇥采购品目⇥采购组织形式⇥预算数
合计⇥⇥⇥9.00
档案柜⇥货物⇥分散采购⇥4.00
⇥货物⇥集中采购⇥2.00
保洁⇥服务⇥分散采购⇥3.00
"""
    )
    assert [(one.row_label, one.subject) for one in tables.facts] == [
        ("合计", "政府采购预算"),
        ("档案柜/货物/分散采购", "档案柜"),
        ("货物/集中采购", "档案柜"),
        ("保洁/服务/分散采购", "保洁"),
    ]


def test_a_project_has_its_account_as_a_property() -> None:
    tables = read(
        """项目支出预算表

单位：万元

项目名称⇥功能分类科目编码⇥合计⇥本年财政拨款
合计⇥⇥9.00⇥9.00
数据平台运维⇥2010302⇥6.00⇥6.00
机房改造⇥2010302⇥3.00⇥3.00
"""
    )
    project = fact(tables, "数据平台运维", "合计")
    assert (project.code, project.parent_code, project.subject, project.measure) == (
        "2010302",
        "",
        "数据平台运维",
        "",
    )


def test_a_list_set_in_halves_goes_on_in_the_second() -> None:
    tables = read(
        """基本支出表

单位：万元

科目编码⇥⇥科目名称⇥预算数⇥科目编码⇥⇥科目名称⇥预算数
类⇥款⇥⇥⇥类⇥款⇥⇥
302⇥⇥商品和服务支出⇥9.00⇥⇥07⇥邮电费⇥2.00
⇥01⇥办公费⇥4.00⇥⇥11⇥差旅费⇥3.00
"""
    )
    assert [one.code for one in tables.facts] == ["302", "30207", "30201", "30211"]
    assert not any(one.doubtful for one in tables.facts)


def test_figures_without_a_label_are_of_nothing() -> None:
    tables = read("收支总表\n\n单位：万元\n\n收入⇥预算数⇥支出⇥预算数\n拨款⇥5.00⇥教育支出⇥5.00\n⇥0.00⇥卫生支出⇥0.00\n")
    blank = next(one for one in tables.facts if one.row == 2 and one.column == 1)
    assert (blank.subject, blank.measure, blank.doubtful) == ("", "", False)


def test_sides_named_by_the_header_of_the_labels() -> None:
    tables = read("收支总表\n\n单位：万元\n\n收入⇥预算数⇥支出⇥预算数\n拨款⇥5.00⇥教育支出⇥5.00\n合计⇥5.00⇥合计⇥5.00\n")
    assert [(one.subject, one.side, one.doubtful) for one in tables.facts] == [
        ("拨款", "收入", False),
        ("教育支出", "支出", False),
        ("收入总计", "收入", False),
        ("支出总计", "支出", False),
    ]


def test_rows_of_codes_alone_are_named_by_the_catalogue() -> None:
    tables = read("支出表\n\n单位：万元\n\n功能科目⇥⇥合计⇥基本支出\n类⇥款⇥⇥\n201⇥⇥60.00⇥50.00\n⇥03⇥60.00⇥50.00\n")
    assert [(one.code, one.subject, one.measure, one.row_label) for one in tables.facts] == [
        ("201", "一般公共服务支出", "", ""),
        ("201", "一般公共服务支出", "基本支出", ""),
        ("20103", "政府办公厅（室）及相关机构事务", "", ""),
        ("20103", "政府办公厅（室）及相关机构事务", "基本支出", ""),
    ]


def test_a_row_of_whose_table_it_is_belongs_to_no_header() -> None:
    tables = read(
        """支出总表⇥⇥⇥
单位名称：澄湖市图书馆⇥⇥⇥单位：元
科目编码⇥科目名称⇥本年支出合计⇥基本支出
201⇥一般公共服务支出⇥60.00⇥50.00
"""
    )
    assert (tables.tables[0].title, tables.tables[0].unit) == ("支出总表", "元")
    assert fact(tables, "201", "基本支出").printed == "50.00"


def test_a_list_of_units_without_a_title_is_known_by_its_heading() -> None:
    tables = read(
        "## 二、部门决算单位构成\n\n纳入决算的单位包括：\n\n"
        "序号⇥单位名称⇥备注\n1⇥澄湖市图书馆（本级）⇥\n2⇥澄湖市少儿图书馆⇥并入本级\n"
    )
    assert [(one.title, one.form) for one in tables.tables] == [("", "organization_list")]
    assert [one.value for one in tables.facts] == []


STAGES = {
    "年初预算数": (Stage.INITIAL_BUDGET, 2025),
    "调整预算数": (Stage.ADJUSTED_BUDGET, 2025),
    "调整后预算数": (Stage.ADJUSTED_BUDGET, 2025),
    "全年预算数": (Stage.ADJUSTED_BUDGET, 2025),
    "预算数": (Stage.BUDGET, 2025),
    "决算数": (Stage.FINAL, 2025),
    "预算执行数": (Stage.EXECUTED, 2025),
    "上年预算数": (Stage.BUDGET, 2024),
    "去年预算数": (Stage.BUDGET, 2024),
    "上年决算数": (Stage.FINAL, 2024),
    "上一年执行数": (Stage.EXECUTED, 2024),
    "2023年执行数": (Stage.EXECUTED, 2023),
}


@pytest.mark.parametrize("kind", list(Kind))
def test_columns_of_stages_hold_one_item_at_several_stages(kind: Kind) -> None:
    figures = [f"{number}.00" for number in range(10, 10 + len(STAGES))]
    head = "科目编码⇥科目名称⇥" + "⇥".join(STAGES)
    tables = read(f"支出表\n\n单位：万元\n\n{head}\n201⇥一般公共服务支出⇥{'⇥'.join(figures)}\n", kind)
    assert {(one.subject, one.measure) for one in tables.facts} == {("一般公共服务支出", "")}
    assert [(one.stage, one.year, one.printed) for one in tables.facts] == [
        (stage, year, printed) for (stage, year), printed in zip(STAGES.values(), figures, strict=True)
    ]
