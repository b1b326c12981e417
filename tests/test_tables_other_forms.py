"""Forms of other provinces: two classifications side by side, codes of bodies, counts, rows named by their stage."""

from __future__ import annotations

from decimal import Decimal

import pytest

from index.model.records import Kind, Stage
from tests.checks_records import Records, outcomes
from tests.test_tables_read import fact, read

BASIC = """一般公共预算基本支出表
单位：万元
{own}⇥⇥{other}⇥⇥合计
科目编码⇥科目名称⇥科目编码⇥科目名称⇥
⇥合计⇥⇥⇥18.00
{rows}
"""
OWN = [("30101", "基本工资"), ("30102", "津贴补贴"), ("30201", "办公费")]
OTHER = [("50501", "工资福利支出"), ("50501", "工资福利支出"), ("50502", "商品和服务支出")]


@pytest.mark.parametrize("first", ["own", "other"])
def test_a_row_has_the_code_of_the_classification_that_tells_the_rows_apart(first: str) -> None:
    own_first = first == "own"
    pairs = [(*one, *two) if own_first else (*two, *one) for one, two in zip(OWN, OTHER, strict=True)]
    rows = [f"{'⇥'.join(pair)}⇥{amount}.00" for pair, amount in zip(pairs, (9, 6, 3), strict=True)]
    heads = ("部门预算经济分类", "政府预算经济分类")
    text = BASIC.format(own=heads[not own_first], other=heads[own_first], rows="\n".join(rows))
    facts = read(text).facts
    assert [(one.code, one.row_label, one.value) for one in facts] == [
        ("", "合计", Decimal("18.00")),
        ("30101", "基本工资", Decimal("9.00")),
        ("30102", "津贴补贴", Decimal("6.00")),
        ("30201", "办公费", Decimal("3.00")),
    ]


def test_where_no_classification_tells_the_rows_apart_there_is_no_code() -> None:
    rows = "20701⇥文化和旅游⇥30101⇥基本工资⇥9.00\n20701⇥文化和旅游⇥30102⇥津贴补贴⇥6.00\n20702⇥文物⇥30101⇥基本工资⇥3.00"
    facts = read(BASIC.format(own="功能分类", other="经济分类", rows=rows)).facts
    assert [(one.code, one.row_label) for one in facts[1:]] == [
        ("", "文化和旅游/基本工资"),
        ("", "文化和旅游/津贴补贴"),
        ("", "文物/基本工资"),
    ]


def test_the_code_of_a_body_is_none_of_an_account() -> None:
    text = """支出总表
单位：元
科目编码⇥⇥⇥科目代码⇥单位名称（科目）⇥合计⇥基本支出⇥项目支出
类⇥款⇥项⇥⇥⇥⇥⇥
⇥⇥⇥⇥合计⇥15.00⇥10.00⇥5.00
⇥⇥⇥410⇥澄湖市文化局⇥15.00⇥10.00⇥5.00
⇥⇥⇥410001⇥澄湖市文化局（本级）⇥15.00⇥10.00⇥5.00
207⇥⇥⇥207⇥文化旅游体育与传媒支出⇥15.00⇥10.00⇥5.00
207⇥01⇥⇥20701⇥文化和旅游⇥15.00⇥10.00⇥5.00
207⇥01⇥04⇥2070104⇥图书馆⇥15.00⇥10.00⇥5.00
"""
    codes = {one.row_label: one.code for one in read(text).facts}
    assert codes == {
        "合计": "",
        "澄湖市文化局": "",
        "澄湖市文化局（本级）": "",
        "文化旅游体育与传媒支出": "207",
        "文化和旅游": "20701",
        "图书馆": "2070104",
    }


def test_what_a_row_counts_is_no_money() -> None:
    text = """“三公”经费情况表
金额单位：万元
项目⇥行次⇥预算数⇥决算统计数
1．公务用车购置及运行维护费⇥1⇥3.00⇥2.50
2．公务接待费⇥2⇥1.00⇥0.50
3．公务用车保有量（辆）⇥3⇥—⇥2
4．国内公务接待人次（人）⇥4⇥—⇥268
"""
    units = {one.row_label: one.unit for one in read(text, Kind.FINAL_ACCOUNT).facts}
    assert units == {
        "1．公务用车购置及运行维护费": "万元",
        "2．公务接待费": "万元",
        "3．公务用车保有量（辆）": "辆",
        "4．国内公务接待人次（人）": "人",
    }


def test_a_column_of_money_holds_money_also_where_its_row_is_counted() -> None:
    text = """固定资产占用情况表

项目⇥数量⇥价值（金额单位：万元）
资产总额⇥—⇥12.00
房屋（平方米）⇥300.00⇥8.00
车辆（辆）⇥2⇥4.00
"""
    tables = read(text)
    assert fact(tables, "房屋（平方米）", "数量").unit == "平方米"
    assert fact(tables, "房屋（平方米）", "价值（金额单位：万元）").unit == "万元"


def test_a_row_named_by_its_stage_is_of_what_its_columns_say() -> None:
    text = """一般公共预算财政拨款“三公”经费及会议费、培训费支出决算表
单位：万元
项目⇥因公出国（境）费用⇥公务接待费⇥会议费
预算数⇥2.00⇥1.50⇥3.00
决算数⇥1.80⇥1.20⇥2.50
"""
    found = {(one.subject, one.stage): one.value for one in read(text, Kind.FINAL_ACCOUNT).facts}
    assert found["公务接待费", Stage.BUDGET] == Decimal("1.50")
    assert found["公务接待费", Stage.FINAL] == Decimal("1.20")
    assert found["会议费", Stage.FINAL] == Decimal("2.50")


@pytest.mark.parametrize("last", ["上年", "上年度"])
def test_a_row_named_by_the_stage_of_last_year(last: str) -> None:
    text = f"公务接待费表\n单位：万元\n项目⇥公务接待费⇥会议费\n{last}决算数⇥2.00⇥1.00\n本年预算数⇥1.50⇥1.00\n"
    found = {(one.subject, one.year, one.stage): one.value for one in read(text).facts}
    assert found["公务接待费", 2024, Stage.FINAL] == Decimal("2.00")
    assert found["公务接待费", 2025, Stage.BUDGET] == Decimal("1.50")


@pytest.mark.parametrize(
    "above",
    [
        "部门/单位：澄湖市数据管理局　　单位：万元",
        "324澄湖市数据管理局　　单位：万元",
        "公开03表　部门：澄湖市数据管理局　　单位：万元",
        "澄湖市数据管理局　　单位：万元",
    ],
)
def test_whose_table_it_is_stands_beside_the_unit(above: str) -> None:
    tables = read(f"### 部门支出总表\n{above}\n\n项目⇥预算数\n会议费⇥1.00\n培训费⇥2.00\n")
    assert (tables.tables[0].title, tables.tables[0].unit) == ("部门支出总表", "万元")


def test_the_first_word_of_a_title_is_no_number_of_its_table() -> None:
    tables = read("表3 一般公共预算支出预算表\n单位：万元\n科目名称⇥合计\n会议费⇥1.00\n培训费⇥2.00\n")
    assert (tables.tables[0].title, tables.tables[0].form) == ("一般公共预算支出预算表", "general_expenditure")


def test_projects_beside_the_accounts_that_they_are_of() -> None:
    text = (
        "项目支出情况表\n单位：万元\n科目编码⇥⇥⇥功能分类科目名称⇥项目名称⇥项目支出合计⇥商品和服务支出⇥资本性支出\n类⇥款⇥项⇥⇥⇥⇥⇥\n"
        "⇥⇥⇥合计⇥⇥18.00⇥8.00⇥10.00\n205⇥02⇥02⇥小学教育⇥营养改善计划⇥6.00⇥6.00⇥\n"
        "205⇥02⇥02⇥小学教育⇥校舍维修改造⇥12.00⇥2.00⇥10.00\n"
    )
    assert [(one.name, one.amount) for one in read(text).projects] == [
        ("营养改善计划", Decimal("6.00")),
        ("校舍维修改造", Decimal("12.00")),
    ]


def test_how_many_there_are_is_no_part_of_what_they_cost() -> None:
    """What is bought without a remark to its kind: an amount of 数量 is counted in 计量单位, and added to nothing."""
    text = (
        "政府采购预算表\n单位：万元\n采购项目⇥规格要求⇥数量⇥计量单位⇥合计⇥一般公共预算⇥其他资金\n"
        "合计⇥⇥⇥⇥22.00⇥16.00⇥6.00\n书籍⇥⇥1500⇥册⇥6.00⇥6.00\n终端⇥86寸⇥20⇥台⇥16.00⇥10.00⇥6.00\n"
    )
    counts = [(one.subject, one.printed, one.unit, one.doubtful) for one in read(text).facts if one.measure == "数量"]
    assert counts == [("书籍", "1500", "册", False), ("终端", "20", "台", False)]


def test_a_number_of_a_file_is_no_amount() -> None:
    text = "项目支出表\n单位：万元\n项目⇥文号⇥金额\n会议⇥5309260024360⇥1.00\n培训⇥5309260024361⇥2.00\n"
    assert {one.value for one in read(text).facts} == {Decimal("1.00"), Decimal("2.00")}


def test_a_total_parted_from_its_figure_names_it() -> None:
    text = """一般公共预算财政拨款基本支出决算明细表
单位：万元
人员经费⇥⇥⇥公用经费⇥⇥⇥⇥⇥
科目编码⇥科目名称⇥决算数⇥科目编码⇥科目名称⇥决算数⇥科目编码⇥科目名称⇥决算数
301⇥工资福利支出⇥9.00⇥302⇥商品和服务支出⇥5.00⇥310⇥资本性支出⇥1.00
30101⇥基本工资⇥9.00⇥30201⇥办公费⇥5.00⇥31002⇥办公设备购置⇥1.00
人员经费合计⇥⇥9.00⇥公用经费合计⇥⇥⇥⇥⇥6.00
"""
    found = {one.row_label: (one.value, one.doubtful) for one in read(text, Kind.FINAL_ACCOUNT).facts if one.value}
    assert found["公用经费合计"] == (Decimal("6.00"), False)


def test_basic_receipts_are_not_divided_as_basic_expenditure_is() -> None:
    records = Records()
    paths = [("本年收入", "基本支出"), ("本年支出", "基本支出", "小计"), ("本年支出", "基本支出", "人员经费")]
    rows = [(f"201030{at} 科目", "9.00", "8.00", "6.00", "2.00") for at in range(1, 5)]
    records.table("一般公共预算财政拨款收入支出决算表", [*paths, ("本年支出", "基本支出", "公用经费")], rows)
    assert outcomes(records.run("sum.columns")) == ["exact"] * 4


def test_three_public_of_each_body_is_summed_by_itself() -> None:
    records = Records()
    paths = [("“三公”经费合计",), ("因公出国（境）费",), ("公务用车购置及运行费",), ("公务接待费",)]
    rows = [("合计", "6.00", "1.00", "3.00", "2.00"), ("澄湖市甲中心", "4.00", "1.00", "2.00", "1.00")]
    records.table("一般公共预算“三公”经费支出表", paths, rows)
    assert outcomes(records.run("three_public")) == ["exact", "exact"]


def test_projects_stand_below_the_body_that_has_them() -> None:
    text = """部门预算项目支出及其他支出预算表
单位：万元
支出项目类别（资金使用单位）⇥总计⇥一般公共预算
合计⇥30.00⇥30.00
数据治理平台⇥20.00⇥20.00
阅读推广⇥10.00⇥10.00
"""
    assert [(one.name, one.amount) for one in read(text).projects] == [
        ("数据治理平台", Decimal("20.00")),
        ("阅读推广", Decimal("10.00")),
    ]
    mixed = text.replace("支出项目类别（资金使用单位）", "单位名称（项目）").replace("数据治理平台", "澄湖市图书馆")
    assert [one.name for one in read(mixed).projects] == ["阅读推广"]


def test_what_is_bought_for_a_project_is_not_its_amount() -> None:
    text = "政府采购预算表\n单位：万元\n项目名称⇥采购品目⇥合计\n数据治理平台⇥服务⇥12.00\n阅读推广⇥货物⇥3.00\n"
    assert read(text).projects == ()


def test_one_table_with_the_indicators_of_several_projects() -> None:
    text = """部门预算项目绩效目标表
单位：万元
单位名称⇥项目名称⇥预算数⇥年度目标⇥一级指标⇥二级指标⇥三级指标⇥指标性质⇥指标值⇥度量单位
澄湖市数据管理局⇥数据治理平台⇥120.50⇥建成平台⇥产出指标⇥数量指标⇥接入单位数⇥≥⇥12⇥个
⇥⇥⇥⇥产出指标⇥质量指标⇥验收合格率⇥≥⇥95⇥%
⇥阅读推广⇥30.00⇥办好活动⇥产出指标⇥数量指标⇥活动场次⇥≥⇥8⇥场
⇥⇥⇥⇥产出指标⇥质量指标⇥验收合格率⇥≥⇥90⇥%
"""
    tables = read(text)
    assert [(one.name, one.amount, one.unit) for one in tables.projects] == [
        ("数据治理平台", Decimal("120.50"), "万元"),
        ("阅读推广", Decimal("30.00"), "万元"),
    ]
    assert [(one.project, one.name, one.value) for one in tables.indicators] == [
        ("数据治理平台", "接入单位数", Decimal(12)),
        ("数据治理平台", "验收合格率", Decimal(95)),
        ("阅读推广", "活动场次", Decimal(8)),
        ("阅读推广", "验收合格率", Decimal(90)),
    ]


def test_a_project_before_the_account_it_is_of_has_no_account_of_its_own() -> None:
    text = """项目支出情况表
单位：万元
单位名称⇥项目名称⇥功能分类科目⇥⇥经济分类科目⇥⇥合计
⇥⇥编码⇥名称⇥编码⇥名称⇥
澄湖市残联⇥残疾人就业培训⇥2081105⇥残疾人就业⇥30216⇥培训费⇥9.00
澄湖市残联⇥残疾人康复服务⇥2081104⇥残疾人康复⇥30227⇥委托业务费⇥6.00
"""
    tables = read(text)
    assert [(one.subject, one.parent_code) for one in tables.facts] == [("残疾人就业培训", ""), ("残疾人康复服务", "")]
    assert [one.name for one in tables.projects] == ["残疾人就业培训", "残疾人康复服务"]


def test_the_account_of_projects_lists_what_was_spent() -> None:
    text = """项目收入支出决算表
单位：万元
项目⇥⇥年初结转和结余⇥本年收入⇥⇥本年支出⇥⇥年末结转和结余
科目编码⇥项目名称⇥⇥合计⇥其中：财政拨款收入⇥合计⇥其中：财政拨款支出⇥
2010350⇥数据治理平台⇥1.00⇥9.00⇥9.00⇥8.00⇥8.00⇥2.00
2010350⇥阅读推广⇥0.00⇥3.00⇥3.00⇥3.00⇥3.00⇥0.00
"""
    assert [(one.name, one.amount) for one in read(text, Kind.FINAL_ACCOUNT).projects] == [
        ("数据治理平台", Decimal("8.00")),
        ("阅读推广", Decimal("3.00")),
    ]


def test_a_code_in_brackets_is_the_code_of_its_row() -> None:
    rows = "合计⇥15.00\n[301]工资福利支出⇥15.00\n[30101]基本工资⇥15.00\n"
    text = f"一般公共预算基本支出表\n单位：万元\n经济分类科目⇥金额\n{rows}"
    assert [(one.code, one.row_label) for one in read(text).facts] == [
        ("", "合计"),
        ("301", "工资福利支出"),
        ("30101", "基本工资"),
    ]


def test_a_total_within_a_part_is_not_of_what_stands_above_the_part() -> None:
    records = Records()
    rows = [
        ("一、机构运行经费", ""),
        ("（一）行政单位", "0.00"),
        ("（二）参照公务员法管理事业单位", "0.00"),
        ("二、政府采购支出信息", ""),
        ("（一）政府采购支出合计", "36.00"),
        ("1.政府采购货物支出", "6.00"),
        ("2.政府采购服务支出", "30.00"),
    ]
    records.table("机构运行信息表", [("统计数",)], rows)
    assert "contradiction" not in outcomes(records.run("sum.total"))


def test_growth_of_three_public_is_no_figure_of_it() -> None:
    records = Records()
    rows = [("合计", "6.00", "20.00%"), ("1.因公出国（境）费", "2.00", "0.00%"), ("2.公务接待费", "4.00", "33.33%")]
    records.table("“三公”经费支出表", [("预算数",), ("同比增减（%）",)], rows)
    assert outcomes(records.run("three_public")) == ["exact"]


CODED = """支出决算表
单位：万元
项目⇥⇥⇥⇥本年支出合计⇥基本支出⇥项目支出
功能分类科目编码⇥⇥⇥科目名称⇥⇥⇥
{ordinals}合计⇥⇥⇥⇥30.00⇥20.00⇥10.00
208⇥⇥⇥社会保障和就业支出⇥30.00⇥20.00⇥10.00
208⇥05⇥⇥行政事业单位养老支出⇥30.00⇥20.00⇥10.00
208⇥05⇥01⇥行政单位离退休⇥30.00⇥20.00⇥10.00
"""


@pytest.mark.parametrize("ordinals", ["类⇥款⇥项⇥栏次⇥1⇥2⇥3\n", ""])
def test_levels_of_a_code_whose_header_cells_were_merged(ordinals: str) -> None:
    tables = read(CODED.format(ordinals=ordinals), Kind.FINAL_ACCOUNT)
    assert fact(tables, "208", "本年支出合计").row_label == "社会保障和就业支出"
    assert fact(tables, "2080501", "项目支出").value == Decimal("10.00")
    assert not any(one.doubtful for one in tables.facts)


def test_a_header_that_begins_with_a_total() -> None:
    text = """“三公”经费支出表
单位：元
2024年预算数⇥⇥⇥2025年预算数⇥⇥
“三公”经费合计⇥因公出国（境）费⇥公务接待费⇥“三公”经费合计⇥因公出国（境）费⇥公务接待费
5.00⇥2.00⇥3.00⇥7.00⇥3.00⇥4.00
"""
    assert fact(read(text), "", "2025年预算数/公务接待费").value == Decimal("4.00")


def test_a_label_repeated_over_merged_cells_is_said_once() -> None:
    text = "支出总表\n单位：万元\n科目编码⇥科目名称⇥合计\n合计⇥合计⇥9.00\n20701⇥文化和旅游⇥9.00\n"
    assert [one.row_label for one in read(text).facts] == ["合计", "文化和旅游"]


def test_whose_table_it_is_stands_on_a_line_of_its_own() -> None:
    tables = read("部门政府采购预算\n324澄湖市数据管理局\n单位：万元\n\n项目⇥预算数\n会议费⇥1.00\n培训费⇥2.00\n")
    assert tables.tables[0].title == "部门政府采购预算"
