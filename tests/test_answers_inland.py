"""Questions about documents of inland provinces: a budget and the final accounts of one year in two documents."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.over_texts import assistant_over, figures
from tests.pdf_pages import Page, write_pdf

if TYPE_CHECKING:
    from pathlib import Path

    from assistant.service import Assistant


BUDGET = """澄湖市林业局2023年部门预算
一、部门人员情况
纳入本部门2023年部门预算编制范围的二级预算单位共有2个，包括：澄湖市林业站、澄湖市苗圃。
截至2022年底，本部门人员编制142人，其中行政编制98人、事业编制44人；实有人员131人。
截至2022年12月31日，我部门资产总额2,846.51万元，其中固定资产2,410.66万元。
二、机关运行经费
2023年本部门当年机关运行经费预算安排121.86万元，较上年减少3.28万元。
三、“三公”经费
我部门2023年公务接待费预算为1.22万元，较上年增加0.32万元，国内公务接待批次为18次，共计接待142人次。
四、部门支出总表
单位：万元
科目编码\t科目名称\t合计\t基本支出\t项目支出
213\t农林水支出\t950.63\t380.63\t570.00
21302\t林业和草原\t950.63\t380.63\t570.00
2130201\t行政运行\t380.63\t380.63\t
2130205\t森林资源培育\t420.00\t\t420.00
2130207\t森林资源管理\t150.00\t\t150.00
\t合计\t950.63\t380.63\t570.00
"""
FINAL = """澄湖市林业局2023年度部门决算
一、支出决算表
单位：万元
科目编码\t科目名称\t本年支出合计\t基本支出\t项目支出
213\t农林水支出\t961.63\t406.73\t554.90
21302\t林业和草原\t961.63\t406.73\t554.90
2130201\t行政运行\t406.73\t406.73\t0.00
2130205\t森林资源培育\t381.26\t0.00\t381.26
2130207\t森林资源管理\t173.64\t0.00\t173.64
\t合计\t961.63\t406.73\t554.90
二、一般公共预算财政拨款支出决算表
单位：万元
科目编码\t科目名称\t合计\t基本支出\t项目支出
213\t农林水支出\t940.98\t406.73\t534.25
21302\t林业和草原\t940.98\t406.73\t534.25
2130201\t行政运行\t406.73\t406.73\t0.00
2130205\t森林资源培育\t381.26\t0.00\t381.26
2130207\t森林资源管理\t152.99\t0.00\t152.99
\t合计\t940.98\t406.73\t534.25
"""
UNITS = """清岭州残疾人联合会2024年部门预算
一、部门收支总体情况表
单位：万元
收入\t\t支出\t
项目\t金额\t项目\t合计
一、一般公共预算\t1,209.29\t一、基本支出\t442.99
二、政府性基金\t90.00\t二、项目支出\t901.90
本年收入小计\t1,299.29\t\t
上年结转结余\t45.60\t\t
收入合计\t1,344.89\t支出合计\t1,344.89
二、部门收入总体情况表
单位：万元
单位代码\t单位（科目）名称\t合计\t一般公共预算\t政府性基金\t上年结转结余
\t合计\t1,344.89\t1,209.29\t90.00\t45.60
118001\t清岭州残疾人联合会机关本级\t702.85\t702.85\t\t
118002\t清岭州残疾人就业服务所\t198.30\t198.30\t\t
118003\t清岭州残疾人康复中心\t443.74\t308.14\t90.00\t45.60
三、部门综合预算一般公共预算拨款“三公”经费及会议费、培训费支出预算表
单位：万元
单位编码\t单位名称\t2023年\t\t2024年\t\t增减变化情况\t
\t\t公务接待费\t会议费\t公务接待费\t会议费\t公务接待费\t会议费
\t合计\t4.20\t6.00\t2.84\t4.26\t-1.36\t-1.74
四、部门（单位）整体绩效目标表
一级指标\t二级指标\t三级指标\t指标值及单位
产出指标\t数量指标\t残疾人就业培训人次\t≥600人次
五、机关运行经费
2024年机关运行经费支出预算38.74万元，主要保障机构正常运转需要的办公费、水电费等支出。
本单位占用房屋面积6,850.00平方米。
"""
TOWN = """澄湖市水务局2024年部门决算
一、支出决算情况
4.社会保障和就业支出（类）抚恤（款）死亡抚恤（项）。年初无预算，支出决算为35.26万元。
二、“三公”经费
2024年公务接待费支出1.20万元。
"""
SCHOOLS = """舞溪县教育局2024年部门预算
一、部门收入总体情况表
单位：元
单位名称\t合计\t一般公共预算拨款
合计\t81,240,900.00\t81,240,900.00
舞溪县教育局（机关）\t8,920,400.00\t8,920,400.00
舞溪县第一小学\t21,280,000.00\t21,280,000.00
舞溪县教师发展中心\t43,040,500.00\t43,040,500.00
舞溪县幼儿园\t8,000,000.00\t8,000,000.00
二、一般公共预算基本支出情况表
单位：元
科目编码\t科目名称\t合计\t人员经费\t公用经费
302\t商品和服务支出\t110,200.00\t\t110,200.00
30217\t公务接待费\t110,200.00\t\t110,200.00
三、一般公共预算“三公”经费支出情况表
单位：万元
2023年预算数\t\t2024年预算数\t\t增减变化情况\t
公务接待费\t公务用车购置及运行费\t公务接待费\t公务用车购置及运行费\t公务接待费\t公务用车购置及运行费
4.40\t14.10\t3.80\t12.60\t-0.60\t-1.50
"""
TRAFFIC = """沱湾市交通局2023年度部门决算
一、财政拨款“三公”经费支出决算表
单位：万元
预算数\t\t\t决算数\t\t
合计\t公务用车购置及运行维护费\t公务接待费\t合计\t公务用车购置及运行维护费\t公务接待费
38.00\t30.00\t8.00\t34.95\t28.74\t6.21
二、“三公”经费说明
公务接待费支出6.21万元，完成预算77.62%。
三、政府采购支出情况
2023年度政府采购支出总额1486.30万元，其中：政府采购货物支出66.30万元、政府采购工程支出1420.00万元。
四、财政拨款支出决算明细表
单位：万元
科目编码\t科目名称\t合计\t工资福利支出\t基本工资\t津贴补贴\t奖金\t绩效工资\t商品和服务支出\t办公费\t印刷费\t差旅费\t水费
214\t交通运输支出\t190.00\t100.00\t40.00\t30.00\t20.00\t10.00\t90.00\t30.00\t20.00\t25.00\t15.00
2140101\t行政运行\t190.00\t100.00\t40.00\t30.00\t20.00\t10.00\t90.00\t30.00\t20.00\t25.00\t15.00
"""
MARKET = """泾塬县市场监督管理局2024年部门综合预算
一、2024年部门综合预算收支总表
单位：万元
收入\t\t支出\t\t\t
项目\t预算数\t支出功能分类科目（按大类）\t预算数\t支出部门经济分类科目（按大类）\t预算数
一、部门预算\t1,916.63\t一、部门预算\t1,916.63\t一、部门预算\t1,916.63
1、财政拨款\t1,916.63\t1、一般公共服务支出\t1,916.63\t1、人员经费和公用经费支出\t1,456.13
\t\t\t\t2、专项业务经费支出\t460.50
收入总计\t1,916.63\t支出总计\t1,916.63\t支出总计\t1,916.63
二、部门项目中期规划预算表
单位：万元
项目名称\t2024年\t2025年\t2026年
食品安全抽检\t168.50\t170.00\t180.00
计量检定\t292.00\t290.00\t280.00
合计\t460.50\t460.00\t460.00
三、专项业务经费支出表
单位：万元
单位编码\t单位（项目）名称\t项目金额
\t合计\t460.50
\t食品安全抽检\t168.50
\t计量检定\t292.00
四、国有资产
截至2023年12月31日，本部门共有车辆16辆，其中：机要通信用车1辆、执法执勤用车10辆、其他用车5辆。
五、公务接待
2024年公务接待38批次，296人次。
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return assistant_over(
        tmp_path_factory.mktemp("inland"),
        {
            "林业局2023年部门预算": BUDGET,
            "林业局2023年部门决算": FINAL,
            "残疾人联合会2024年部门预算": UNITS,
            "教育局2024年部门预算": SCHOOLS,
            "市场监督管理局2024年部门预算": MARKET,
            "交通局2023年部门决算": TRAFFIC,
            "水务局2024年部门决算": TOWN,
        },
    )


def test_the_budget_document_tells_what_was_planned_first(assistant: Assistant) -> None:
    answer = assistant.ask("澄湖市林业局2023年森林资源培育年初预算多少")
    assert (answer.status, figures(answer)) == ("answered", [("420.00", "万元")])


@pytest.mark.parametrize("question", ["花的钱超没超年初预算", "有没有超年初预算", "超年初预算了吗"])
def test_whether_more_was_spent_than_planned(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(f"澄湖市林业局2023年森林资源培育{question}")
    assert ("-38.74", "万元") in figures(answer) or ("38.74", "万元") in figures(answer)


@pytest.mark.parametrize("words", ["一般公共预算决算数是多少", "一般公共预算决算合计多少"])
def test_a_book_that_is_called_budget_is_no_stage(assistant: Assistant, words: str) -> None:
    answer = assistant.ask(f"澄湖市林业局2023年林业和草原{words}")
    assert (answer.status, figures(answer)) == ("answered", [("940.98", "万元")])


def test_spending_behind_an_account_is_no_item_beside_it(assistant: Assistant) -> None:
    answer = assistant.ask("澄湖市林业局2023年行政运行支出决算对吗")
    assert (answer.status, figures(answer)) == ("answered", [("406.73", "万元")])
    assert answer.verification.status == "verified"


@pytest.mark.parametrize("words", ["共花了多少", "加一块儿花了多少"])
def test_what_was_spent_on_both_is_added(assistant: Assistant, words: str) -> None:
    answer = assistant.ask(f"澄湖市林业局2023年决算里森林资源培育和森林资源管理{words}")
    assert figures(answer)[0] == ("554.90", "万元")


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("有多少编制", ("142", "人")),
        ("国内公务接待多少人次", ("142", "人次")),
        ("机关运行经费安排多少", ("121.86", "万元")),
    ],
)
def test_what_the_text_states_is_found(assistant: Assistant, question: str, figure: tuple[str, str]) -> None:
    answer = assistant.ask(f"澄湖市林业局2023年预算{question}")
    assert figure in figures(answer)


def test_what_there_is_at_the_end_of_a_year_is_no_budget_of_it(assistant: Assistant) -> None:
    answer = assistant.ask("澄湖市林业局2023年预算资产总额多少")
    assert [figure.label for figure in answer.figures] == ["资产总额（2022年末）"]


def test_a_prefecture_is_called_by_its_bare_name(assistant: Assistant) -> None:
    answer = assistant.ask("清岭残联2024年收入合计多少")
    assert (answer.status, figures(answer)) == ("answered", [("1344.89", "万元")])


def test_receipts_are_made_of_their_sources_and_not_of_who_gets_them(assistant: Assistant) -> None:
    answer = assistant.ask("清岭州残联收入由哪些部分组成")
    assert [value for value, _ in figures(answer)] == ["1344.89", "1209.29", "90.00", "45.60"]


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("清岭州残联机关本级预算收入", "702.85"),
        ("清岭州残联本级2024年收入多少", "702.85"),
        ("清岭州残联就业服务所比康复中心少多少预算", "245.44"),
    ],
)
def test_units_are_found_in_the_rows_of_their_department(assistant: Assistant, question: str, value: str) -> None:
    answer = assistant.ask(question)
    assert answer.status == "answered"
    assert value in {one.lstrip("-") for one, _ in figures(answer)}


def test_how_an_item_changed_is_not_the_item(assistant: Assistant) -> None:
    answer = assistant.ask("清岭州残联2024年公务接待费多少")
    assert figures(answer) == [("2.84", "万元")]
    assert "1.36" not in answer.answer


def test_both_years_that_one_document_prints_are_told(assistant: Assistant) -> None:
    answer = assistant.ask("清岭州残联2023年和2024年会议费分别多少")
    assert figures(answer) == [("6.00", "万元"), ("4.26", "万元")]


def test_whose_item_is_higher_is_a_comparison(assistant: Assistant) -> None:
    answer = assistant.ask("2024年清岭州残联和澄湖市水务局，谁的公务接待费高？")
    assert {("2.84", "万元"), ("1.20", "万元")} <= set(figures(answer))
    assert re.search("最多的是清岭州残疾人联合会|清岭州残疾人联合会[^。]*多", answer.answer)


def test_that_nothing_was_planned_is_quoted(assistant: Assistant) -> None:
    answer = assistant.ask("澄湖市水务局2024年死亡抚恤年初预算多少")
    assert (answer.status, answer.figures) == ("answered", [])
    assert "年初无预算" in answer.answer


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("清岭州残联残疾人就业培训要培训多少人次", ("600", "人次")),
        ("清岭州残联占用房屋面积多大", ("6850.00", "平方米")),
        ("清岭州残联机关运行经费安排了好多", ("38.74", "万元")),
    ],
)
def test_counts_and_amounts_are_found_as_they_are_asked_for(
    assistant: Assistant, question: str, figure: tuple[str, str]
) -> None:
    assert figure in figures(assistant.ask(question))


def test_what_running_costs_are_for_is_told_by_their_sentence(assistant: Assistant) -> None:
    assert "办公费、水电费" in assistant.ask("清岭州残联的机关运行经费主要用在什么地方").answer


@pytest.mark.parametrize(
    ("question", "name"), [("哪所学校预算最多", "舞溪县第一小学"), ("下属哪个单位预算最多", "舞溪县教师发展中心")]
)
def test_bodies_of_a_kind_are_ranked(assistant: Assistant, question: str, name: str) -> None:
    answer = assistant.ask(f"舞溪县教育局{question}")
    assert answer.figures[0].label.startswith(name)


def test_columns_of_two_years_and_their_change_are_read_as_drawn(assistant: Assistant) -> None:
    answer = assistant.ask("舞溪县教育局2024年公务接待费多少")
    assert figures(answer) == [("3.80", "万元")]
    assert answer.verification.status != "mismatch"


def test_each_point_is_told_once(assistant: Assistant) -> None:
    answer = assistant.ask("舞溪县教育局公务接待费2023年预算数、2024年预算数")
    assert sorted(figures(answer)) == [("3.80", "万元"), ("4.40", "万元")]
    assert answer.answer.count("3.80") == 1


def test_a_share_within_the_printed_digits_is_no_mismatch(assistant: Assistant) -> None:
    answer = assistant.ask("沱湾市交通局公务接待费完成预算多少")
    assert ("77.62", "%") in figures(answer)
    assert answer.verification.status == "rounding"


def test_what_was_bought_is_called_spending(assistant: Assistant) -> None:
    answer = assistant.ask("沱湾市交通局政府采购里工程采购了多少")
    assert [(one.label, one.value) for one in answer.figures] == [("政府采购工程支出", "1420.00")]


def test_of_a_very_wide_table_only_the_classes_are_told_beside_the_whole(assistant: Assistant) -> None:
    answer = assistant.ask("沱湾市交通局2023年交通运输支出多少")
    assert figures(answer) == [("190.00", "万元")]
    assert "工资福利支出" in answer.answer
    assert "印刷费" not in answer.answer


def test_of_two_projects_of_one_amount_on_a_page_each_has_its_name(tmp_path: Path) -> None:
    page = Page()
    page.text(180, 60, "澄湖市水务局2024年部门预算", size=14)
    page.text(200, 80, "项目支出表", size=12)
    page.text(420, 92, "单位：万元", size=8)
    rows: list[list[str | None]] = [
        ["项目名称", "金额"],
        ["水库加固", "50.00"],
        ["河道清淤", "50.00"],
        ["合计", "100.00"],
    ]
    page.table(60, 100, [240, 120], rows)
    write_pdf(tmp_path, page, name="水务局2024年部门预算.pdf")
    answer = assistant_over(tmp_path).ask("澄湖市水务局2024年有哪些项目")
    assert [one.label for one in answer.figures] == ["水库加固", "河道清淤"]


VEHICLES = """澄湖市林业局2023年度部门决算情况说明
（一）“三公”经费支出总体情况说明
2023年度“三公”经费支出共计13.62万元，较年初预算数增加2.77万元，增长25.53%，主要原因是森林防火任务增加。
（二）“三公”经费分项支出情况
公务车运行维护费11.94万元，主要用于森林防火巡查等所需车辆的燃料费、维修费等。费用支出较年初预算数增加2.64万元，\
增长28.39%，主要原因是车辆老化。较上年支出数减少0.86万元，下降6.72%，主要原因是报废车辆1辆。
"""


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("公务用车运行维护费为什么比年初预算多", "车辆老化"),
        ("三公经费为什么比年初预算多", "森林防火任务增加"),
        ("公务用车运行维护费比上年减少多少", "0.86"),
    ],
)
def test_what_spending_on_an_item_compares_with_is_of_that_item(tmp_path: Path, question: str, told: str) -> None:
    assert (
        told in assistant_over(tmp_path, {"林业局2023年部门决算": VEHICLES}).ask(f"澄湖市林业局2023年{question}").answer
    )


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("项目支出多少", ("460.50", "万元")),
        ("专项业务经费占总支出的百分之多少", ("24.03", "%")),
        ("基本支出多少", ("1456.13", "万元")),
        ("食品安全抽检2024到2026三年合计", ("518.50", "万元")),
        ("食品安全抽检2024年和2025年一共多少", ("338.50", "万元")),
    ],
)
def test_what_is_spent_by_other_names_and_in_several_years(
    assistant: Assistant, question: str, figure: tuple[str, str]
) -> None:
    answer = assistant.ask(f"泾塬县市场监督管理局{question}")
    assert (answer.status, figures(answer)[0]) == ("answered", figure)


@pytest.mark.parametrize("words", ["项目支出里哪个项目最大", "专项业务经费里哪个项目最大"])
def test_the_largest_project_is_one_of_the_listed(assistant: Assistant, words: str) -> None:
    answer = assistant.ask(f"泾塬县市场监督管理局{words}")
    assert [(one.label, one.value) for one in answer.figures] == [("计量检定", "292.00")]


def test_which_kind_of_cars_there_are_most_of(assistant: Assistant) -> None:
    answer = assistant.ask("泾塬县市场监督管理局车辆最多的是哪一类")
    assert "1. 执法执勤用车：**10辆**" in answer.answer


def test_visits_are_not_called_by_their_costs(assistant: Assistant) -> None:
    answer = assistant.ask("泾塬县市场监督管理局公务接待多少批次")
    assert [(one.label, one.value) for one in answer.figures] == [("公务接待", "38")]


def test_what_is_left_after_taking_away_is_checked_as_a_difference(assistant: Assistant) -> None:
    answer = assistant.ask("清岭州残联2024年收入合计减去上年结转结余是不是1299.29万元")
    assert ("1299.29", "万元") in figures(answer)
    assert answer.verification.status == "verified"


def test_two_shares_asked_for_by_one_word_are_of_the_whole(assistant: Assistant) -> None:
    answer = assistant.ask("澄湖市林业局2023年决算基本支出占比和项目支出占比")
    assert [(value, unit) for value, unit in figures(answer) if unit == "%"] == [("42.30", "%"), ("57.70", "%")]


SIDES = """沱湾市水利局2023年部门决算

财政拨款收入支出决算总表
单位：万元
收入\t\t支出\t\t
项目\t决算数\t项目\t合计\t一般公共预算财政拨款
一、一般公共预算财政拨款\t4,135.97\t一、农林水支出\t4,022.12\t4,022.12
本年收入合计\t4,135.97\t本年支出合计\t4,022.12\t4,022.12
年初财政拨款结转和结余\t98.90\t年末财政拨款结转和结余\t212.75\t212.75
总计\t4,234.87\t总计\t4,234.87\t4,234.87

一般公共预算拨款“三公”经费及会议费、培训费支出决算表
单位：万元
单位名称\t2022年\t\t\t\t2023年\t\t\t
\t合计\t一般公共预算拨款安排的“三公”经费\t会议费\t培训费\t合计\t一般公共预算拨款安排的“三公”经费\t会议费\t培训费
合计\t37.90\t26.80\t6.00\t5.10\t26.98\t19.88\t4.26\t2.84
"""


@pytest.mark.parametrize(
    ("question", "value"), [("2023年三公经费多少", "19.88"), ("2023年年初财政拨款结转和结余多少", "98.90")]
)
def test_what_stands_beside_an_item_is_none_of_it(tmp_path: Path, question: str, value: str) -> None:
    answer = assistant_over(tmp_path, {"水利局2023年部门决算": SIDES}).ask(f"沱湾市水利局{question}")
    assert figures(answer) == [(value, "万元")]
    assert "其中列在" not in answer.answer


RATES = """沱湾市水利局2023年部门决算
（三）一般公共预算财政拨款支出决算具体情况
2023年度一般公共预算财政拨款支出年初预算为130.00万元，支出决算为179.00万元，完成年初预算的137.69%。其中：
1.农林水支出（类）水利（款）行政运行（项）。年初预算为60.00万元，支出决算为60.00万元，完成年初预算的100.00%。
2.农林水支出（类）水利（款）防汛（项）。年初预算为40.00万元，支出决算为90.00万元，完成年初预算的225.00%。
3.住房保障支出（类）住房改革支出（款）住房公积金（项）。年初预算为20.00万元，支出决算为20.00万元，完成年初预算的100.00%。
4.卫生健康支出（类）行政事业单位医疗（款）行政单位医疗（项）。年初预算为10.00万元，支出决算为9.00万元，完成年初预算的90.00%。
"""


@pytest.mark.parametrize(
    ("question", "status", "figure"),
    [("哪个科目完成年初预算比例最高", "answered", "225.00"), ("哪些科目决算数等于年初预算", "not_found", "")],
)
def test_the_whole_is_no_answer_to_a_question_about_its_items(
    tmp_path: Path, question: str, status: str, figure: str
) -> None:
    answer = assistant_over(tmp_path, {"水利局2023年部门决算": RATES}).ask(f"沱湾市水利局2023年{question}")
    assert answer.status == status
    assert [one.value for one in answer.figures if one.unit == "%"] == ([figure] if figure else [])


OFFICES = """沱湾市文化局2024年部门预算
一、部门收入总体情况表
单位：万元
单位名称\t合计\t一般公共预算
合计\t100.00\t100.00
沱湾市文化局机关\t60.00\t60.00
沱湾市图书馆\t40.00\t40.00
二、部门支出总体情况表
单位：万元
科目编码\t单位（科目）名称\t合计\t基本支出\t项目支出
\t合计\t100.00\t80.00\t20.00
\t沱湾市文化局\t100.00\t80.00\t20.00
207\t文化旅游体育与传媒支出\t100.00\t80.00\t20.00
"""


def test_the_row_of_the_department_itself_is_none_of_its_units(tmp_path: Path) -> None:
    answer = assistant_over(tmp_path, {"文化局2024年部门预算": OFFICES}).ask("沱湾市文化局各单位的预算分别是多少")
    assert {("60.00", "万元"), ("40.00", "万元")} <= set(figures(answer))
