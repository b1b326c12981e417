"""Items by what is said of them: projects by a word, targets by level, accounts that are new, gone or overspent."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.over_texts import assistant_over

if TYPE_CHECKING:
    from pathlib import Path

    from assistant.service import Assistant

BUDGET = """澄湖市水文站{year}年单位预算
一、预算单位构成
从预算单位构成看，纳入本部门预算编制范围的预算单位共3家。
二、支出预算总表
单位：万元
| 科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出 |
| | 合计 | {total} | 60.00 | {projects} |
| 213 | 农林水支出 | {water} | 50.00 | {projects} |
| 21303 | 水利 | {water} | 50.00 | {projects} |
| 2130301 | 行政运行 | 50.00 | 50.00 | |
{rows}
| 221 | 住房保障支出 | 10.00 | 10.00 | |
| 22102 | 住房改革支出 | 10.00 | 10.00 | |
| 2210201 | 住房公积金 | 10.00 | 10.00 | |
三、一般公共预算“三公”经费支出预算表
单位：万元
| 项目 | 预算数 |
| “三公”经费合计 | 5.00 |
| 1.因公出国（境）费 | 0.00 |
| 2.公务用车购置及运行费 | 3.00 |
| 3.公务接待费 | 2.00 |
四、收支预算总表
单位：万元
| 收入项目 | 预算数 | 支出项目 | 预算数 |
| 一、一般公共预算拨款收入 | {granted} | 一、农林水支出 | {water} |
| 二、上年结转结余 | {carried} | 二、住房保障支出 | 10.00 |
| 收入总计 | {total} | 支出总计 | {total} |
"""
OTHER = """澄湖市雷达站2025年单位预算
一、一般公共预算“三公”经费支出预算表
单位：万元
| 项目 | 预算数 |
| “三公”经费合计 | 7.50 |
| 1.因公出国（境）费 | 0.00 |
| 2.公务用车购置及运行费 | 7.00 |
| 3.公务接待费 | 0.50 |
"""
OLD = "| 2130311 | 水资源节约管理与保护 | 8.00 | | 8.00 |\n| 2130313 | 水文测报 | 32.00 | | 32.00 |"
NEW = "| 2130313 | 水文测报 | 30.00 | | 30.00 |\n| 2130314 | 防汛 | 15.00 | | 15.00 |"
PROJECTS = (("水位站升级", "20.00", "95"), ("23年水位站维护", "6.00", "90"), ("汛期值守补助", "19.00", "90"))
PROJECT = """
{0}绩效目标表

项目资金（万元）	资金总额：	{1}
	财政拨款：	{1}
	其他资金：	0.00
总体目标	按期完成。
绩效目标指标	一级指标	二级指标	三级指标	目标值
	产出指标	数量指标	完成处数	≥3处
	产出指标	时效指标	完成时限	≤12月
	满意度指标	服务对象满意度指标	群众满意度	≥{2}%
"""
FINAL = """澄湖市水文站2024年度单位决算
一、一般公共预算财政拨款支出决算情况
一般公共预算财政拨款支出年初预算为100.00万元，支出决算为98.50万元，完成年初预算的98.50%。其中：
1、农林水支出（类）水利（款）行政运行（项）。年初预算为50.00万元，支出决算为51.50万元。
2、农林水支出（类）水利（款）水资源节约管理与保护（项）。年初预算为8.00万元，支出决算为8.00万元。
3、农林水支出（类）水利（款）水文测报（项）。年初预算为32.00万元，支出决算为29.00万元。
4、住房保障支出（类）住房改革支出（款）住房公积金（项）。年初预算为10.00万元，支出决算为10.00万元。
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder: Path = tmp_path_factory.mktemp("items")
    before = BUDGET.format(
        year=2024, total="100.00", water="90.00", projects="40.00", granted="90.00", carried="10.00", rows=OLD
    )
    now = BUDGET.format(
        year=2025, total="105.00", water="95.00", projects="45.00", granted="84.00", carried="21.00", rows=NEW
    )
    return assistant_over(
        folder,
        {
            "前.md": before,
            "今": now + "".join(PROJECT.format(*one) for one in PROJECTS),
            "决.md": FINAL,
            "他.md": OTHER,
        },
    )


@pytest.mark.parametrize(
    ("question", "figures"),
    [
        # projects by a word of their names
        ("水文站2025年哪些项目和水位站有关", ["20.00万元", "6.00万元"]),
        ("水文站2025年的项目里跟水位站相关的花多少", ["26.00万元"]),
        ("水文站2025年带“水位”字样的项目有几个", ["2个"]),
        ("水文站2025年涉及汛期的项目有哪些", ["19.00万元"]),
        ("水文站2025年哪些项目是搞值守的", ["19.00万元"]),
        # targets by their level, of all projects or of one
        ("水文站满意度指标有哪些", ["95%", "90%", "90%"]),
        ("水文站汛期值守补助的满意度指标是多少", ["90%"]),
        ("水文站水位站升级的时效指标是什么", ["12月"]),
        # accounts of one year that the other has not
        ("水文站2025年预算比2024年新增了哪些科目", ["15.00万元"]),
        ("水文站2025年比2024年多了哪些科目", ["15.00万元"]),
        ("水文站2025年比上年取消了哪些科目", ["8.00万元"]),
        ("水文站2025年新增了几个科目", ["1个"]),
        # accounts by the rate of their change
        ("水文站2025年降幅超过5%的科目有几个", ["1个", "32.00万元", "30.00万元", "6.25%"]),
        ("水文站2025年收入里除了财政拨款还有什么", ["105.00万元", "84.00万元", "21.00万元"]),
        # what kinds there are, and the first of them
        ("水文站2025年三公经费有哪几项", ["5.00万元", "0.00万元", "3.00万元", "2.00万元"]),
        ("水文站2025年三公经费包括哪些，哪项最多", ["3.00万元"]),
        ("水文站2025年支出分哪几类", ["105.00万元", "95.00万元", "10.00万元"]),
        # a fund within the receipts, without what is carried over
        ("水文站2025年收入里一般公共预算占多少", ["80.00%"]),
        ("水文站2025年一般公共预算占收入多少", ["80.00%"]),
        # how far each account used its budget, where nothing prints the rates
        ("水文站2024年哪项支出完成率最低", ["90.63%"]),
        ("水文站2024年执行率最高的科目", ["103.00%"]),
        ("水文站2024年完成率低于95%的科目有哪些", ["90.63%"]),
        # which of two is more, first, and by how much
        ("雷达站和水文站2025年谁的公务接待费多，多多少", ["2.00万元", "0.50万元", "1.50万元"]),
        ("水文站和雷达站2025年谁的三公经费更多，多多少", ["7.50万元", "5.00万元", "2.50万元"]),
        ("两个单位2025年三公经费一共多少", ["12.50万元"]),
        # nothing is added up over years
        ("水文站2025年一共几家预算单位", ["3家"]),
    ],
)
def test_items_that_are_meant(assistant: Assistant, question: str, figures: list[str]) -> None:
    answer = assistant.ask(question)

    assert answer.status == "answered"
    assert sorted(f"{figure.value}{figure.unit}" for figure in answer.figures) == sorted(figures)
    assert "注意" not in answer.answer


def test_preparing_units_of_two_years_are_not_added(assistant: Assistant) -> None:
    answer = assistant.ask("水文站一共几家预算单位")

    assert {figure.value for figure in answer.figures} == {"3"}


@pytest.mark.parametrize(
    ("question", "names", "others"),
    [
        ("水文站2024年年初预算和决算差距最大的科目", ["水文测报"], ["行政运行", "水资源"]),
        ("水文站2024年决算和年初预算差得最多的是哪个科目", ["水文测报"], ["行政运行", "水资源"]),
        ("水文站2024年决算哪些科目没有完成年初预算", ["水文测报"], ["行政运行", "水资源"]),
        ("水文站2024年有几个科目没花完预算", ["水文测报"], ["行政运行", "水资源"]),
        ("水文站2024年哪个科目超预算最多", ["行政运行"], ["水文测报", "水资源"]),
    ],
)
def test_accounts_set_against_their_budgets(
    assistant: Assistant, question: str, names: list[str], others: list[str]
) -> None:
    answer = assistant.ask(question)

    assert answer.status == "answered"
    assert all(name in answer.answer for name in names)
    assert not any(name in answer.answer for name in others)


@pytest.mark.parametrize(
    "question",
    [
        "水文站2024年花超了吗",
        "水文站2024年钱花超了没有",
        "水文站2024年有没有突破预算",
        "水文站2024年实际支出超出年初预算了吗",
    ],
)
def test_whether_the_budget_was_kept_to(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)

    assert answer.answer.startswith("一般公共预算支出没有超出年初预算")
    assert [f"{figure.value}{figure.unit}" for figure in answer.figures] == ["98.50万元", "100.00万元", "1.50万元"]


def test_an_account_that_was_overspent(assistant: Assistant) -> None:
    assert assistant.ask("水文站2024年行政运行花超了吗").answer.startswith("行政运行超出了年初预算")


@pytest.mark.parametrize("question", ["水文站2025年公务接待费为什么是0", "水文站2025年公务接待费怎么为0"])
def test_what_is_printed_is_no_zero(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)

    assert [figure.value for figure in answer.figures] == ["2.00"]
    assert "不是 0" in answer.answer


@pytest.mark.parametrize("question", ["水文站2025年新增了哪些项目", "水文站2025年和防洪堤有关的项目有哪些"])
def test_all_projects_are_no_answer_about_some(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)

    assert answer.status == "not_found"
    assert not answer.figures


def test_which_is_more_is_told_first(assistant: Assistant) -> None:
    answer = assistant.ask("水文站和雷达站2025年谁的三公经费多，多多少")
    assert answer.answer.startswith("澄湖市雷达站2025年比澄湖市水文站2025年多")

    answer = assistant.ask("多多少", ["水文站和雷达站2025年谁的公务接待费更多"])
    assert [figure.value for figure in answer.figures] == ["2.00", "0.50", "1.50"]
    assert "最少的是澄湖市雷达站" in assistant.ask("雷达站和水文站2025年谁的公务接待费少").answer


def test_a_tighter_budget_is_a_change(assistant: Assistant) -> None:
    answer = assistant.ask("水文站今年预算比去年是紧了还是松了")

    assert {"105.00", "100.00", "5.00"} <= {figure.value for figure in (*answer.figures, *answer.supporting)}


def test_no_account_changed_by_so_much(assistant: Assistant) -> None:
    answer = assistant.ask("水文站2025年比上年下降超过10%的科目有哪些")

    assert (answer.status, answer.figures) == ("answered", [])
    assert "没有符合“减少> 10%”的项目" in answer.answer
