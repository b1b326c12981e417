"""Rows of bodies, things that are bought, scores of projects, what a year's accounts come to: invented documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assistant.service import Assistant
from assistant.settings import Settings
from index.build import build
from tests.over_texts import assistant_over

if TYPE_CHECKING:
    from pathlib import Path

BUDGET = """云泽市水务局2025年部门预算
表1-1 部门收入总表
部门：云泽市水务局　金额单位：万元
单位名称⇥合计⇥一般公共预算拨款收入⇥事业收入
合计⇥900.00⇥860.00⇥40.00
云泽市水务局机关⇥500.00⇥500.00⇥
云泽市河道管理中心⇥300.00⇥260.00⇥40.00
云泽市水文站⇥100.00⇥100.00⇥
表3 一般公共预算支出预算表
部门：云泽市水务局　金额单位：万元
科目编码⇥科目名称⇥合计⇥基本支出⇥项目支出
⇥合计⇥860.00⇥560.00⇥300.00
213⇥农林水支出⇥860.00⇥560.00⇥300.00
21303⇥水利⇥860.00⇥560.00⇥300.00
2130301⇥行政运行⇥560.00⇥560.00⇥
2130314⇥防汛⇥300.00⇥⇥300.00
表3-3 一般公共预算“三公”经费支出预算表
部门：云泽市水务局　金额单位：万元
单位名称⇥合计⇥因公出国（境）费用⇥公务用车购置费⇥公务用车运行费⇥公务接待费
合计⇥20.00⇥0.00⇥0.00⇥15.00⇥5.00
云泽市水务局机关⇥12.00⇥0.00⇥0.00⇥8.00⇥4.00
云泽市河道管理中心⇥6.00⇥0.00⇥0.00⇥5.40⇥0.60
云泽市水文站⇥2.00⇥0.00⇥0.00⇥1.60⇥0.40
表8 政府购买服务支出预算表
部门：云泽市水务局　金额单位：万元
购买服务内容⇥预算金额
合计⇥90.00
平台运维⇥60.00
巡查⇥30.00
表9 政府采购预算表
部门：云泽市水务局　金额单位：万元
采购项目⇥采购目录⇥规格要求⇥数量⇥计量单位⇥合计⇥一般公共预算⇥其他资金
合计⇥⇥⇥⇥⇥46.00⇥40.00⇥6.00
水文书籍采购⇥图书档案⇥⇥1500⇥册⇥6.00⇥6.00
水位监测终端⇥专用设备⇥86寸⇥20⇥台⇥16.00⇥10.00⇥6.00
河道巡查服务⇥其他服务⇥⇥1⇥项⇥24.00⇥24.00
"""
FINAL = """云泽市水务局2024年度部门决算
收入支出决算总表
公开01表　部门：云泽市水务局　金额单位：万元
收入⇥⇥支出⇥
项目⇥决算数⇥项目⇥决算数
一、财政拨款收入⇥780.00⇥一、农林水支出⇥760.00
二、事业收入⇥20.00⇥⇥
本年收入合计⇥800.00⇥本年支出合计⇥760.00
年初结转和结余⇥50.00⇥年末结转和结余⇥90.00
总计⇥850.00⇥总计⇥850.00
支出决算表
公开03表　部门：云泽市水务局　金额单位：万元
科目编码⇥科目名称⇥本年支出合计⇥基本支出⇥项目支出
⇥合计⇥760.00⇥494.00⇥266.00
213⇥农林水支出⇥760.00⇥494.00⇥266.00
预算绩效情况说明
从评价情况来看，自评得分95分以上的项目4个，90（含）-95分的项目2个，80（含）-90分的项目1个。
国有资产占用情况
截至2024年12月31日，本部门共有车辆9辆，其中：应急保障用车2辆、执法执勤用车4辆、其他用车3辆。
一般公共预算财政拨款基本支出决算情况说明
2024年度财政拨款基本支出400.00万元，其中：人员经费300.00万元；公用经费100.00万元。
因公出国情况
全年因公出国（境）团组3个，累计11人次。
政府采购支出情况
2024年度政府采购支出总额100.00万元，授予中小企业合同金额80.00万元，占政府采购支出总额的80.00%，其中：授予小微企业合同金额20.00万元，占授予中小企业合同金额的25.00%。
"""
HEALTH = """云泽市卫生健康委员会2024年度部门决算
一般公共预算财政拨款支出预决算对比表
部门：云泽市卫生健康委员会　单位：万元
科目编码⇥科目名称⇥年初预算数⇥决算数⇥差异额⇥预决算差异率（%）
⇥合计⇥1000.00⇥950.00⇥-50.00⇥-5.00
210⇥卫生健康支出⇥1000.00⇥950.00⇥-50.00⇥-5.00
21004⇥公共卫生⇥1000.00⇥950.00⇥-50.00⇥-5.00
2100408⇥基本公共卫生服务⇥600.00⇥630.00⇥30.00⇥5.00
2100409⇥重大公共卫生服务⇥400.00⇥320.00⇥-80.00⇥-20.00
政府性基金预算财政拨款支出决算情况说明
2024年度政府性基金预算财政拨款支出96.00万元，与2023年相比，政府性基金预算财政拨款支出增加36.00万元，增长60.00%。
机关运行经费支出情况
2024年度机关运行经费支出30.00万元，比2023年增加2.00万元，增长7.14%。
第四部分 名词解释
一、预决算差异率：指决算数与年初预算数的差额占年初预算数的比重。
"""
SCHOOLS = """云泽市教育局2025年部门预算
表三 部门支出总体情况表
编制部门：云泽市教育局　单位：万元
科目编码⇥科目名称⇥合计⇥基本支出⇥项目支出
⇥合计⇥18.00⇥⇥18.00
205⇥教育支出⇥18.00⇥⇥18.00
20502⇥普通教育⇥18.00⇥⇥18.00
2050202⇥小学教育⇥18.00⇥⇥18.00
表七 项目支出情况表
编制部门：云泽市教育局　单位：万元
科目编码⇥⇥⇥功能分类科目名称⇥项目名称⇥项目支出合计⇥商品和服务支出⇥资本性支出
类⇥款⇥项⇥⇥⇥⇥⇥
⇥⇥⇥合计⇥⇥18.00⇥8.00⇥10.00
205⇥02⇥02⇥小学教育⇥营养改善计划⇥6.00⇥6.00⇥
205⇥02⇥02⇥小学教育⇥校舍维修改造⇥12.00⇥2.00⇥10.00
"""
FOREST = """云泽市林业局2025年部门预算
机关运行经费
2025年机关运行经费预算60.00万元。
“三公”经费
2025年“三公”经费预算5.00万元。
支出预算
2025年支出预算100.00万元。
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder: Path = tmp_path_factory.mktemp("bodies")
    names = (
        "水务局2025年部门预算",
        "水务局2024年度部门决算",
        "卫生健康委员会2024年度部门决算",
        "林业局2025年部门预算",
        "教育局2025年部门预算",
    )
    files = [folder / f"云泽市{name}.txt" for name in names]
    for file, text in zip(files, (BUDGET, FINAL, HEALTH, FOREST, SCHOOLS), strict=True):
        file.write_text(text.replace("⇥", "\t"), encoding="utf-8")
    settings = Settings(home=folder / "home", embed=False, jobs=1)
    report = build(files, settings)
    assert [(result.status, result.doubtful, result.contradictions) for result in report.files] == [
        ("loaded", 0, 0)
    ] * 5
    return Assistant(settings)


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("河道管理中心2025年预算收入多少", "300.00"),  # the row of a body, in the table of all receipts
        ("河道管理中心2025年公务接待费多少", "0.60"),
        ("水务局2025年下属单位里哪个单位公务接待费最高", "4.00"),
        ("水务局3个单位中谁的三公经费最多", "12.00"),
        ("水文站2025年收入预算比河道管理中心少多少", "200.00"),  # 300 - 100
        ("水务局2025年政府采购预算多少", "46.00"),  # what is bought as a service is no purchase of that table
        ("水务局2025年政府购买服务预算多少", "90.00"),
        ("教育局2025年营养改善计划多少钱", "6.00"),  # the project, not the account that it is of
        ("教育局2025年小学教育多少钱", "18.00"),
        ("水务局2025年水文书籍买了多少册", "1500"),
        ("水务局2025年水位监测终端采购几台", "20"),
        ("水务局2025年水位监测终端平均一台多少钱", "8000.00"),  # 16 万元 / 20
    ],
)
def test_rows_of_bodies_and_of_things_bought(assistant: Assistant, question: str, value: str) -> None:
    answer = assistant.ask(question)
    assert answer.status == "answered"
    assert value in [figure.value for figure in answer.figures]
    assert all(figure.citations for figure in answer.figures)


def test_the_amounts_of_each_body_are_listed_on_request(assistant: Assistant) -> None:
    answer = assistant.ask("水务局2025年各单位三公经费分别多少")
    assert {"12.00", "6.00", "2.00"} <= {figure.value for figure in answer.figures}


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("水务局2024年支出多少", ["760.00"]),  # what is left for the next year is not spent
        ("水务局2024年收入决算多少", ["800.00"]),
        ("水务局2024年支出总计多少", ["850.00"]),  # who says 总计 means it
        ("水务局2024年基本支出占总支出的比例", ["65.00"]),  # 494 / 760
        ("水务局2024年自评80到90分的项目有几个", ["1"]),
        ("水务局2024年自评90-95分的项目几个", ["2"]),
        ("水务局各类车加起来是9辆吗", ["9", "9"]),  # 2 + 4 + 3
        ("水务局2024年车辆9辆都是些什么车", ["9", "2", "4", "3"]),
        ("水务局2024年出国多少人次", ["11"]),
        ("水务局2024年基本支出里人员经费占百分之几", ["75.00"]),  # 300 / 400, both of the grants
        ("水务局2024年决算实际花了多少", ["760.00"]),
        ("卫健委重大公共卫生服务预决算差异率多少", ["-20.00"]),  # as its column prints it
        ("卫健委哪个科目差异率最大", ["-20.00"]),  # farthest from the budget, on either side
        ("卫健委政府性基金支出比上年增长多少", ["36.00", "60.00"]),
        ("水务局2025年三公经费占水务局、林业局两家合计的比重", ["80.00"]),  # 20 / (20 + 5)
        ("水务局政府采购里中小企业占多少，小微企业又占中小的多少", ["80.00", "25.00"]),
    ],
)
def test_what_final_accounts_tell(assistant: Assistant, question: str, values: list[str]) -> None:
    answer = assistant.ask(question)
    assert (answer.status, [figure.value for figure in answer.figures]) == ("answered", values)


def test_projects_of_other_scores_are_not_those_asked_for(assistant: Assistant) -> None:
    answer = assistant.ask("水务局2024年自评60分以下的项目有几个")
    assert (answer.status, answer.figures) == ("not_found", [])


def test_the_first_of_a_list_has_its_share_of_what_the_list_is_of(assistant: Assistant) -> None:
    answer = assistant.ask("水务局2025年水利下面最大的是哪项，占比多少")
    assert [(figure.label, figure.value) for figure in answer.figures] == [
        ("行政运行", "560.00"),
        ("行政运行占水利比重", "65.12"),  # 560 / 860
    ]


def test_a_table_that_the_document_has_not_is_answered_by_no_sentence(assistant: Assistant) -> None:
    answer = assistant.ask("林业局2025年政府采购预算表里合计多少")
    assert (answer.status, answer.figures) == ("not_found", [])


def test_the_meaning_of_a_rate_is_still_told(assistant: Assistant) -> None:
    answer = assistant.ask("预决算差异率什么意思")
    assert answer.status == "answered"
    assert "差额" in answer.answer


def test_what_goes_to_others_is_not_what_goes_to_those_named(assistant: Assistant) -> None:
    answer = assistant.ask("水务局授予中小企业的合同有多少钱给了非小微企业")
    assert (answer.status, answer.figures) == ("not_found", [])


def test_several_years_asked_for_are_all_told_before_the_reason(tmp_path: Path) -> None:
    """The reason that a sentence gives for another item is none for the whole."""
    texts = {}
    for year, total, cars in ((2024, "9.00", "4.00"), (2025, "12.00", "7.00")):
        texts[f"云泽市司法局{year}年部门预算"] = (
            f"云泽市司法局{year}年部门预算\n一、“三公”经费预算安排情况说明\n"
            f"{year}年“三公”经费预算{total}万元，其中：公务接待费5.00万元，公务用车购置及运行维护费{cars}万元。\n"
            "公务接待费较上年预算下降8.82%，主要原因是严控接待标准。\n"
        )
    answer = assistant_over(tmp_path, texts).ask("司法局2024和2025年三公经费各是多少，为啥涨了")
    assert {"9.00", "12.00"} <= {figure.value for figure in answer.figures}
    assert "原因：文件写明“严控接待标准”" not in answer.answer
