"""What is worked out over years and items: averages, sums, items by their change, and columns of one item."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.over_texts import assistant_over, figures

if TYPE_CHECKING:
    from pathlib import Path

    from assistant.service import Assistant


BUDGET = """澄湖市园林局{year}年部门预算
一、支出预算总表
单位：万元
| 科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出 |
| | 合计 | {total} | {basic} | {project} |
| 212 | 城乡社区支出 | {total} | {basic} | {project} |
| 21201 | 城乡社区管理事务 | {run} | {basic} | {part} |
| 2120101 | 行政运行 | {basic} | {basic} | |
| 2120104 | 城管执法 | {part} | | {part} |
| 21203 | 城乡社区公共设施 | {rest} | | {rest} |
| 2120303 | 小城镇基础设施建设 | {small} | | {small} |
| 2120399 | 其他城乡社区公共设施支出 | {big} | | {big} |
二、一般公共预算“三公”经费支出预算表
单位：万元
| 项目 | 预算数 |
| “三公”经费合计 | {three}.00 |
| 1.因公出国（境）费 | 0.00 |
| 2.公务用车购置及运行费 | {cars}.00 |
| 3.公务接待费 | 3.00 |
三、一般公共预算基本支出预算表
单位：万元
| 科目编码 | 科目名称 | 合计 | 人员经费 | 公用经费 |
| | 合计 | {basic} | {people} | 40.00 |
| 301 | 工资福利支出 | {people} | {people} | |
| 302 | 商品和服务支出 | 40.00 | | 40.00 |
| 30205 | 水费 | 7.00 | | 7.00 |
| 30206 | 电费 | 18.00 | | 18.00 |
| 30211 | 差旅费 | 15.00 | | 15.00 |
"""
OLD = {
    "year": 2024, "total": "500.00", "basic": "240.00", "project": "260.00", "run": "300.00", "part": "60.00",
    "rest": "200.00", "small": "20.00", "big": "180.00", "three": 23, "cars": 20, "people": "200.00",
}  # fmt: skip
NEW = OLD | {
    "year": 2025, "total": "560.00", "project": "320.00", "run": "290.00", "part": "50.00",
    "rest": "270.00", "small": "50.00", "big": "220.00", "three": 18, "cars": 15,
}  # fmt: skip
OTHER = """澄湖市气象台2025年单位预算
一、一般公共预算“三公”经费支出预算表
单位：万元
| 项目 | 预算数 |
| “三公”经费合计 | 6.00 |
| 1.因公出国（境）费 | 0.00 |
| 2.公务用车购置及运行费 | 4.00 |
| 3.公务接待费 | 2.00 |
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    parks = {f"园林局{values['year']}": BUDGET.format(**values) for values in (OLD, NEW)}
    return assistant_over(tmp_path_factory.mktemp("averages"), {**parks, "气象台2025": OTHER})


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("园林局2024年和2025年平均每年预算多少", "530.00"),
        ("园林局两年预算平均多少", "530.00"),
        ("园林局近两年年均三公经费是多少", "20.50"),
        ("园林局2025年水费和电费平均多少", "12.50"),
        ("园林局2025年水费、电费、差旅费的平均数", "13.33"),
        ("园林局和气象台2025年公务接待费的均值", "2.50"),
        ("園林局兩年預算平均多少", "530.00"),
    ],
)
def test_an_average_is_of_what_the_question_names(assistant: Assistant, question: str, value: str) -> None:
    answer = assistant.ask(question)
    assert (answer.status, figures(answer)) == ("answered", [(value, "万元")])
    assert answer.figures[0].derived
    assert len(answer.figures[0].citations) > 1


@pytest.mark.parametrize(
    "question", ["园林局2025年人均工资福利支出", "园林局2025年月均电费", "园林局2025年每人平均差旅费"]
)
def test_an_average_over_what_is_not_named_is_not_worked_out(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert (answer.status, answer.figures) == ("not_found", [])


@pytest.mark.parametrize(
    "question", ["园林局两年三公经费合计多少", "园林局2024、2025两年的三公经费合计", "园林局2024年和2025年三公经费合计"]
)
def test_two_years_are_added_though_the_total_has_the_word_in_its_name(assistant: Assistant, question: str) -> None:
    assert sorted(figures(assistant.ask(question))) == [("18.00", "万元"), ("23.00", "万元"), ("41.00", "万元")]


def test_each_year_for_itself_is_not_added(assistant: Assistant) -> None:
    found = figures(assistant.ask("园林局2024年和2025年三公经费合计分别是多少"))
    assert sorted(found) == [("18.00", "万元"), ("23.00", "万元")]


@pytest.mark.parametrize(
    ("question", "item", "figure"),
    [
        ("园林局2025年哪个项级科目增加最多", "其他城乡社区公共设施支出", ("40.00", "万元")),
        ("园林局2025年哪项支出涨得最厉害", "其他城乡社区公共设施支出", ("40.00", "万元")),
        ("园林局2025年增幅最大的科目是哪个", "小城镇基础设施建设", ("150.00", "%")),
        ("园林局2025年比上年增长最快的支出科目", "小城镇基础设施建设", ("150.00", "%")),
        ("园林局2025年增加第二多的科目是哪个", "小城镇基础设施建设", ("30.00", "万元")),
        ("园林局2025年减得最狠的科目", "城管执法", ("10.00", "万元")),
        ("园林局2025年三公经费里哪项变化最大", "公务用车购置及运行费", ("5.00", "万元")),
    ],
)
def test_items_by_how_much_they_changed(
    assistant: Assistant, question: str, item: str, figure: tuple[str, str]
) -> None:
    answer = assistant.ask(question)
    assert answer.status == "answered"
    assert figure in figures(answer)
    assert all(item in one.label for one in answer.figures)


def test_without_the_year_before_nothing_is_put_in_order(assistant: Assistant) -> None:
    answer = assistant.ask("气象台2025年增幅最大的科目")
    assert (answer.status, answer.figures) == ("not_found", [])
    assert "上一年" in answer.answer


@pytest.mark.parametrize(
    "question",
    [
        "园林局2025年城乡社区管理事务的基本支出和项目支出合计",
        "园林局2025年城乡社区管理事务基本和项目加起来多少",
        "园林局2025年城乡社区管理事务里，基本支出加项目支出一共多少",
    ],
)
def test_columns_that_are_added_are_of_their_item(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert (answer.status, figures(answer)) == ("answered", [("290.00", "万元")])


@pytest.mark.parametrize(
    "question", ["园林局2025年商品和服务支出基本和项目合计多少", "园林局2025年行政运行的基本支出加项目支出一共多少"]
)
def test_a_column_that_is_not_printed_is_not_that_of_the_whole(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert (answer.status, answer.figures) == ("not_found", [])


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("园林局2025年预算是560万吗", "相符"),
        ("园林局2025年预算是不是0.06亿", "四舍五入后与问题中的“0.06亿元”相符"),
        ("园林局2025年预算是不是660万", "与问题中的“660万元”不符"),
        ("园林局2025年预算有500万吗", "符合所问的“≥ 500.00万元”"),
        ("园林局2025年预算有没有超过1个亿", "不符合所问的“> 10,000.00万元”"),
        ("园林局2025年预算达到600万了吗", "不符合所问的“≥ 600.00万元”"),
    ],
)
def test_the_budget_is_compared_with_the_amount_of_the_question(assistant: Assistant, question: str, said: str) -> None:
    answer = assistant.ask(question)
    assert (answer.status, figures(answer)) == ("answered", [("560.00", "万元")])
    assert said in answer.answer


def test_an_item_that_ends_a_list_keeps_its_whole_name(assistant: Assistant) -> None:
    assert figures(assistant.ask("园林局2025年三公经费和差旅费合计多少")) == [("33.00", "万元")]


@pytest.mark.parametrize(
    "question",
    ["水费和飞行费合计多少", "水费加飞行费多少", "水费，还有飞行费，加起来多少", "水费、飞行费、电费一共多少"],
)
def test_a_sum_without_one_of_its_items_is_none(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(f"园林局2025年{question}")
    assert (answer.status, answer.figures) == ("not_found", [])
    assert "没有印出“飞行费”" in answer.answer


def test_an_equation_with_an_unknown_item_is_not_checked(assistant: Assistant) -> None:
    answer = assistant.ask("园林局2025年水费+飞行费=25对吗")
    assert answer.status != "answered"
    assert "没有印出“飞行费”" in answer.answer


REASON = """澄湖市园林局2025年“三公”经费说明
2025年“三公”经费预算数为18.00万元。主要原因是压缩车辆开支。
"""


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("园林局2025年三公经费没降吧", "与问题中的“没有减少”不符"),
        ("园林局2025年三公经费涨了吗", "与问题中的“增加”不符"),
    ],
)
def test_a_change_that_is_denied_is_told(assistant: Assistant, question: str, said: str) -> None:
    answer = assistant.ask(question)
    assert ("5.00", "万元") in figures(answer)
    assert said in answer.answer


def test_a_reason_is_told_with_the_change_of_two_documents(tmp_path: Path) -> None:
    new = BUDGET.format(**NEW) + "\n".join(REASON.splitlines()[1:])
    assistant = assistant_over(tmp_path, {"园林局2024": BUDGET.format(**OLD), "园林局2025": new})
    answer = assistant.ask("园林局2025年三公经费为什么没有下降")
    assert ("5.00", "万元") in figures(answer)
    assert "与问题中的“没有减少”不符" in answer.answer
    assert "压缩车辆开支" in answer.answer


@pytest.mark.parametrize(
    "question",
    [
        "园林局2025年差旅费涉及多少人", "园林局2025年差旅费共几笔", "园林局2025年差旅费执行了多少",
        "园林局2025年电费分单位列一下", "园林局2025年单位资金的差旅费多少", "园林局2025年差旅费谁审批的",
    ],
)  # fmt: skip
def test_an_amount_is_no_count_no_list_and_no_name(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert (answer.status, answer.figures) == ("not_found", [])


FINAL = """澄湖市气象台2024年度单位决算
一、收入支出决算总表
单位：万元
| 收入 | | 支出 | |
| 项目 | 决算数 | 项目 | 决算数 |
| 一、一般公共预算财政拨款收入 | 70.00 | 一、自然资源海洋气象等支出 | 68.00 |
| 本年收入合计 | 70.00 | 本年支出合计 | 68.00 |
| 年初结转和结余 | 3.00 | 年末结转和结余 | 5.00 |
| 总计 | 73.00 | 总计 | 73.00 |
二、财政拨款“三公”经费支出决算表
单位：万元
| 项目 | 预算数 | 决算数 |
| “三公”经费合计 | 6.00 | 3.00 |
| 1.因公出国（境）费 | 0.00 | 0.00 |
| 2.公务用车购置及运行费 | 4.00 | 2.00 |
| 3.公务接待费 | 2.00 | 1.00 |
"""


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("气象台2024年年末结转和上年结转各多少", [("3.00", "万元"), ("5.00", "万元")]),
        ("气象台2024年年末结转多少，上年结转多少", [("3.00", "万元"), ("5.00", "万元")]),
        ("气象台2024年公务接待费占公务接待费加公务用车购置及运行费的比例", [("33.33", "%")]),
        ("气象台2024年三公经费预算执行率", [("3.00", "万元"), ("50", "%"), ("6.00", "万元")]),
    ],
)
def test_final_accounts(tmp_path: Path, question: str, expected: list[tuple[str, str]]) -> None:
    answer = assistant_over(tmp_path, {"气象台2024": FINAL}).ask(question)
    assert answer.status == "answered"
    shown = {(value.removesuffix(".00") if unit == "%" else value, unit) for value, unit in figures(answer)}
    assert shown == {*expected}


def test_the_leading_items_are_added_where_asked(assistant: Assistant) -> None:
    answer = assistant.ask("园林局2025年最大的两个项级科目合计多少")
    assert ("460.00", "万元") in figures(answer)  # 240 + 220


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("园林局2025年预算500万多，对吗", "相符"),
        ("园林局2025年预算560多万，对吗", "相符"),
        ("园林局2025年预算570多万，对吗", "不符"),
        ("园林局2025年预算是不是400多万", "不符"),
    ],
)
def test_so_much_and_more(assistant: Assistant, question: str, said: str) -> None:
    assert f"”{said}" in assistant.ask(question).answer


def test_who_has_none_of_an_item(assistant: Assistant) -> None:
    answer = assistant.ask("2025年谁没有因公出国费")
    assert {(figure.organization, figure.value) for figure in answer.figures} == {
        ("澄湖市园林局", "0.00"),
        ("澄湖市气象台", "0.00"),
    }
    assert "没有符合" in assistant.ask("哪些单位2025年没有公务接待费").answer


def test_what_came_together_over_years_is_added(assistant: Assistant) -> None:
    assert figures(assistant.ask("园林局2024、2025两年公务用车购置及运行费累计")) == [("35.00", "万元")]


@pytest.mark.parametrize(
    ("question", "figure"),
    [("园林局2025年哪个经济科目最多", ("18.00", "万元")), ("园林局2025年经济科目里最少的是哪个", ("7.00", "万元"))],
)
def test_accounts_by_economic_classification(assistant: Assistant, question: str, figure: tuple[str, str]) -> None:
    answer = assistant.ask(question)
    assert figures(answer) == [figure]
    assert answer.figures[0].label in ("电费", "水费")


@pytest.mark.parametrize(
    "question",
    [
        "园林局2025年项目支出比2024年增加百分之几，是多少万元",
        "园林局2025年项目支出比2024年增加百分之几",
        "园林局2025年项目支出较2024年上升了百分之几，多了多少",
    ],
)
def test_by_how_many_per_cent_it_grew_is_no_share(assistant: Assistant, question: str) -> None:
    found = figures(assistant.ask(question))
    assert ("23.08", "%") in found  # (320.00 - 260.00) / 260.00, and no share of 560.00
    assert not {("57.14", "%"), ("52.00", "%")} & {*found}
