"""Forms of inland provinces: projects under their accounts, what is carried over, a table of how a body is run."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from index.identity import read_identity
from index.interpret import interpret_document
from index.load.text import load_text
from index.model.quantity import Outcome
from index.model.records import Kind, Role
from tests.over_texts import assistant_over
from tests.test_tables_read import fact, read

if TYPE_CHECKING:
    from index.model.records import Interpretation


def interpreted(text: str, name: str = "澄湖市水务局2024年部门预算.txt") -> Interpretation:
    return interpret_document(load_text(Path(name), text.replace("⇥", "\t").encode()))


def contradictions(text: str, name: str = "澄湖市水务局2024年部门预算.txt") -> list[str]:
    return [one.statement for one in interpreted(text, name).checks if one.outcome is Outcome.CONTRADICTION]


RUN = """机构运行信息决算表

单位：万元

项目⇥预算数⇥决算数⇥项目⇥决算数
一、“三公”经费支出⇥—⇥—⇥四、机关运行经费⇥58.91
（一）支出合计⇥10.85⇥13.62⇥五、国有资产占用情况⇥—
1.因公出国（境）费⇥0.00⇥0.00⇥（一）车辆数合计（辆）⇥6
2.公务用车购置及运行维护费⇥9.30⇥11.94⇥1.主要负责人用车⇥1
3.公务接待费⇥1.55⇥1.68⇥2.执法执勤用车⇥5
二、会议费⇥—⇥1.35⇥（二）单价100万元（含）以上设备（不含车辆）⇥2
三、培训费⇥—⇥2.86⇥六、政府采购支出信息⇥—
⇥⇥⇥（一）政府采购支出合计⇥78.42
⇥⇥⇥1.政府采购货物支出⇥21.17
⇥⇥⇥2.政府采购服务支出⇥57.25
"""


@pytest.mark.parametrize(
    ("row", "unit"),
    [
        ("（一）车辆数合计（辆）", "辆"),
        ("1.主要负责人用车", "辆"),
        ("2.执法执勤用车", "辆"),
        ("（二）单价100万元（含）以上设备（不含车辆）", "台（套）"),
        ("1.政府采购货物支出", "万元"),
        ("四、机关运行经费", "万元"),
    ],
)
def test_rows_under_a_count_are_counted_in_its_unit(row: str, unit: str) -> None:
    assert fact(read(RUN, Kind.FINAL_ACCOUNT), row, "决算数").unit == unit


def test_the_total_of_purchases_is_no_total_of_the_three_public_expenses() -> None:
    assert contradictions(f"澄湖市水务局2024年部门决算\n\n{RUN}", "澄湖市水务局2024年部门决算.txt") == []


PROJECTS = """一般公共预算项目支出预算表

单位：万元

科目编码⇥⇥⇥单位代码⇥单位名称（科目）⇥金额
类⇥款⇥项⇥⇥⇥
⇥⇥⇥⇥合计⇥800.00
{body}213⇥03⇥05⇥{code}⇥水利工程建设⇥600.00
{first}⇥345001⇥右岸防洪治理工程⇥500.00
{first}⇥345001⇥右岸防洪治理工程（2023年结转）⇥100.00
213⇥03⇥14⇥{code}⇥防汛⇥200.00
{second}⇥345001⇥防汛物资储备⇥200.00
"""


@pytest.mark.parametrize(
    "words",
    [
        {"body": "", "code": "", "first": "⇥⇥", "second": "⇥⇥"},
        {"body": "⇥⇥⇥345⇥澄湖市水务局⇥800.00\n", "code": "", "first": "213⇥03⇥05", "second": "213⇥03⇥14"},
    ],
)
def test_projects_stand_under_their_accounts(words: dict[str, str]) -> None:
    projects = read(PROJECTS.format(**words)).projects
    assert [(one.name, one.amount) for one in projects] == [
        ("右岸防洪治理工程", Decimal("500.00")),
        ("右岸防洪治理工程（2023年结转）", Decimal("100.00")),
        ("防汛物资储备", Decimal("200.00")),
    ]


def test_projects_stand_under_the_units_that_have_them() -> None:
    text = """2024年部门综合预算专项业务经费支出表

单位：万元

单位编码⇥单位（项目）名称⇥项目金额⇥项目简介
⇥合计⇥230.50⇥
225001⇥澄湖市市场监督管理局（机关）⇥230.50⇥
⇥食品安全监督抽检⇥168.50⇥抽检3200批次
⇥药品不良反应监测⇥62.00⇥监测药品、医疗器械
"""
    assert [one.name for one in read(text).projects] == ["食品安全监督抽检", "药品不良反应监测"]


CARRIED = """澄湖市水务局2024年部门预算

三、一般公共预算当年拨款情况说明

（二）一般公共预算当年拨款结构情况

社会保障和就业支出222.78万元；农林水支出{amount}万元。

部门收支总表

单位：万元

收入⇥⇥支出⇥
项目⇥2024年预算数⇥项目⇥2024年预算数
一、一般公共预算拨款收入⇥3,127.95⇥一、社会保障和就业支出⇥222.78
⇥⇥二、农林水支出⇥2,991.47
本年收入合计⇥3,127.95⇥本年支出合计⇥3,214.25
上年结转⇥86.30⇥结转下年⇥
收入总计⇥3,214.25⇥支出总计⇥3,214.25
"""


def test_what_is_granted_this_year_is_told_without_what_is_carried_over() -> None:
    assert contradictions(CARRIED.format(amount="2905.17")) == []


def test_more_than_the_tables_print_is_not_carried_over() -> None:
    assert len(contradictions(CARRIED.format(amount="2997.47"))) == 1


BOTH = """澄湖市水务局2023年度部门决算情况说明

（一）收入支出决算总体情况说明

1.总体情况。2023年度收入总计{total}万元，支出总计{total}万元。

2.收入情况。2023年度收入合计1494.59万元，较上年决算数增加110.46万元，增长7.98%。其中：财政拨款收入1472.19万元，占98.5%。

3.支出情况。2023年度支出合计1499.04万元。
"""


@pytest.mark.parametrize(
    ("total", "names"),
    [
        ("1512.79", ["收入总计", "支出总计", "本年收入合计", "财政拨款收入", "本年支出合计"]),
        ("1494.59", ["收入总计", "支出总计", "收入总计", "财政拨款收入", "支出总计"]),
    ],
)
def test_receipts_and_spending_of_the_year_are_told_from_the_totals(total: str, names: list[str]) -> None:
    found = interpreted(BOTH.format(total=total), "澄湖市水务局2023年部门决算.txt")
    assert [one.subject for one in found.statements if one.role is Role.LEVEL] == names
    change = next(one for one in found.statements if one.role is Role.CHANGE)
    share = next(one for one in found.statements if one.role is Role.SHARE)
    assert (change.subject, share.base) == (names[2], names[2])


SUMMARY = """
收入支出决算总表

单位：万元

收入⇥⇥支出⇥
项目⇥决算数⇥项目⇥决算数
一、一般公共预算财政拨款收入⇥1,472.19⇥一、农林水支出⇥1,499.04
二、其他收入⇥22.40⇥⇥
本年收入合计⇥1,494.59⇥本年支出合计⇥1,499.04
年初结转和结余⇥18.20⇥年末结转和结余⇥13.75
总计⇥1,512.79⇥总计⇥1,512.79
"""


def test_a_total_that_a_table_prints_is_no_contradiction_of_another(tmp_path: Path) -> None:
    text = (BOTH.format(total="1512.79") + SUMMARY).replace("⇥", "\t")
    answer = assistant_over(tmp_path, {"澄湖市水务局2023年部门决算": text}).ask("澄湖市水务局2023年决算总收入多少")
    assert [(one.value, one.unit) for one in answer.figures] == [("1494.59", "万元")]
    assert answer.verification.status == "verified"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("澄湖市水务局关于2024年部门预算的公开说明\n2024年收支预算总数100.00万元。", ("澄湖市水务局", 2024)),
        (
            "部门收支总体情况表\n部门名称：澄湖市残疾人联合会\n单位：万元\n项目\t2023年预算数\t2024年预算数\n收入合计\t90.00\t100.00\n",
            ("澄湖市残疾人联合会", 2024),
        ),
    ],
)
def test_whose_document_it_is_and_of_which_year(text: str, expected: tuple[str, int]) -> None:
    identity = read_identity(load_text(Path("附件2.txt"), text.encode()))
    assert (identity.organization, identity.year) == expected
