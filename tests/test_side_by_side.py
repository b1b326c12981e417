"""A unit whose document contradicts itself, and one item of two years side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.over_texts import assistant_over

if TYPE_CHECKING:
    from assistant.answer.model import Answer
    from assistant.service import Assistant

UNIT = """2024 年度澄湖市退役军人事务局单位预算
一、单位预算单位构成
从预算单位构成看，本单位包括 7 个机关行政科（股）室及 1 个下属单位，详细情况见下表：
单位名称\t经费性质\t在职人数
澄湖市退役军人事务局\t财政核拨\t31
澄湖市军休服务中心\t财政核拨\t12
二、收支预算总表
单位：元
收入\t\t支出\t
项目\t预算数\t项目\t预算数
一、一般公共预算拨款收入\t1500000.00\t一、社会保障和就业支出\t1700000.00
二、上年结转结余\t200000.00\t\t
收入合计\t1700000.00\t支出合计\t1700000.00
三、一般公共预算“三公”经费支出预算表
单位：元
项目\t预算数
合计\t98000.00
1、因公出国（境）费用\t0.00
2、公务接待费\t18000.00
3、公务用车购置及运行费\t66000.00
四、预算收支总体情况
2024 年，单位收入预算为 170.00 万元，比上年减少 30.00 万元，主要原因是一次性安置项目完成。
五、绩效目标设置情况
2024 年共设置 3 个项目绩效目标，共涉及财政拨款资金 90.00 万元。
慰问经费绩效目标表
项目资金（万元）\t资金总额：\t70.00\t\t
\t财政拨款：\t70.00\t\t
\t其中：当年财政拨款：\t70.00\t\t
\t上年结转结余财政拨款：\t0.00\t\t
总体目标\t慰问。
绩效目标指标\t一级指标\t二级指标\t三级指标\t目标值
\t产出指标\t数量指标\t走访单位\t≥16个
烈士墓修缮绩效目标表
项目资金（万元）\t资金总额：\t20.00\t\t
\t财政拨款：\t20.00\t\t
\t其中：当年财政拨款：\t0.00\t\t
\t上年结转结余财政拨款：\t20.00\t\t
总体目标\t修缮。
绩效目标指标\t一级指标\t二级指标\t三级指标\t目标值
\t产出指标\t数量指标\t修缮座数\t≥42座
"""
STREET = """澄湖市柳湾街道办事处{year}年部门预算
一、部门支出预算总表
单位：元
科目编码\t科目名称\t合计\t基本支出\t项目支出
2120101\t行政运行\t{all}\t500,000\t{projects}
合计\t\t{all}\t500,000\t{projects}
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    texts = {"退役军人局": UNIT}
    for year, projects in ((2024, 300_000), (2025, 240_000)):
        total = f"{500_000 + projects:,}"
        texts[f"街道{year}"] = STREET.format(year=year, all=total, projects=f"{projects:,}")
    return assistant_over(tmp_path_factory.mktemp("beside"), texts)


def _figures(answer: Answer) -> list[tuple[str, str]]:
    return [(figure.value, figure.unit) for figure in answer.figures]


def test_a_total_that_is_not_its_parts_is_told_with_their_sum(assistant: Assistant) -> None:
    """18000.00 + 66000.00 = 84000.00, against 98000.00."""
    answer = assistant.ask("退役军人局三公经费合计对不对")
    assert answer.verification.status == "mismatch"
    assert {("98000.00", "元"), ("84000.00", "元")} == set(_figures(answer))


@pytest.mark.parametrize(
    ("question", "told"),
    [("退役军人局三公经费多少", "84,000.00"), ("退役军人局到底有几个绩效项目", "所列项目 2个")],
)
def test_what_a_figure_contradicts_is_said_in_words(assistant: Assistant, question: str, told: str) -> None:
    answer = assistant.ask(question)
    assert answer.verification.status == "mismatch"
    assert told in answer.answer


def test_money_asked_after_a_count_of_one_is_told(assistant: Assistant) -> None:
    answer = assistant.ask("退役军人局用上年结转的项目几个，多少钱")
    assert _figures(answer) == [("1", "个"), ("20.00", "万元")]


def test_bodies_below_are_those_that_a_sentence_counts(assistant: Assistant) -> None:
    """The table lists the body itself beside the one below it."""
    assert _figures(assistant.ask("退役军人局下属单位几个")) == [("1", "个")]
    assert _figures(assistant.ask("退役军人局预算单位几家")) == [("2", "家")]


def test_why_receipts_fell_is_told_with_the_fall(assistant: Assistant) -> None:
    answer = assistant.ask("退役军人局收入为啥少了")
    assert ("30.00", "万元") in [(value.removeprefix("-"), unit) for value, unit in _figures(answer)]
    assert "安置" in answer.answer


def test_one_item_of_two_years_is_set_side_by_side(assistant: Assistant) -> None:
    """300000 − 240000."""
    answer = assistant.ask("2024和2025柳湾街道项目支出对比")
    assert _figures(answer)[:2] == [("240000", "元"), ("300000", "元")]
    assert ("60000.00", "元") in _figures(answer)
