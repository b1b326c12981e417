"""Targets by level and by size, rates of 100%, purchases one by one, shares of a body, a project and its namesake."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.over_texts import assistant_over
from tests.sample_index import sample_assistant

if TYPE_CHECKING:
    from pathlib import Path


def _asserted(question: str) -> list[tuple[str, str]]:
    answer = sample_assistant().ask(question)
    assert answer.status == "answered"
    return [(figure.value, figure.unit) for figure in answer.figures]


@pytest.mark.parametrize(
    ("question", "targets"),
    [
        ("数据局2025年政务云平台扩容的满意度目标", [("92", "%")]),
        ("数据局2025年政务云平台扩容的数量指标", [("160", "台")]),
        ("图书馆2024年满意度指标里低于90%的是哪个", [("88", "%")]),
        ("图书馆2024年目标值在92%以上的满意度指标有几个", [("2", "个"), ("93", "%"), ("92", "%")]),
    ],
)
def test_targets_of_a_level_and_of_a_size(question: str, targets: list[tuple[str, str]]) -> None:
    assert _asserted(question) == targets


def test_no_target_is_so_low() -> None:
    answer = sample_assistant().ask("数据局2025年目标值低于20%的指标有哪些")
    assert not answer.figures
    assert "没有符合" in answer.answer


def test_projects_that_were_carried_out_in_full() -> None:
    answer = sample_assistant().ask("数据局2024年哪个项目执行率是百分之百")
    assert [figure.value for figure in answer.figures] == ["100.00", "100.00"]
    assert "电子政务外网租赁" in answer.answer


def test_a_rate_and_what_is_left() -> None:
    shown = _asserted("数据局2024年项目支出总的执行率和没执行完的金额")
    assert ("34.95", "万元") in shown


def test_purchases_are_told_one_by_one() -> None:
    shown = _asserted("图书馆2024年政府采购三项各多少")
    assert shown == [("158.00", "万元"), ("86.40", "万元"), ("71.20", "万元")]


def test_the_share_of_a_body_is_of_all_bodies() -> None:
    assert _asserted("数据局2025年大数据中心在职人数占全部在职人数的百分之几") == [("23.85", "%")]


def test_the_least_of_what_is_granted_this_year() -> None:
    answer = sample_assistant().ask("图书馆2024年当年安排的项目当中最便宜的是哪个")
    assert len(answer.figures) == 1  # 安排 asks for no order of all


def test_a_project_against_the_one_that_is_carried_over() -> None:
    shown = _asserted("图书馆2024年城市书房建设今年的比23年结转的多多少")
    assert shown[-1] == ("93.02", "万元")


def _sentence(number: int, account: str, planned: str, executed: str, moved: str) -> str:
    """What the text of a budget says of an account against what the year before came to."""
    return (
        f"{number}. “{account}”{planned}万元，主要用于日常工作。2023年当年预算执行数为{executed}万元，"
        f"2024年预算安排{planned}万元，比2023年预算执行数{moved}%。主要原因是：工作安排。"
    )


STREET = "\n".join(
    (
        "云泽市柳湾街道2024年部门预算",
        "一、部门预算编制说明",
        "2024年，云泽市柳湾街道收入预算300.00万元，支出预算300.00万元。财政拨款支出主要内容如下：",
        _sentence(1, "一般公共服务支出（类）统计信息事务（款）专项普查活动（项）", "20.00", "50.00", "减少60.00"),
        _sentence(2, "城乡社区支出（类）城乡社区管理事务（款）行政运行（项）", "180.00", "160.00", "增加12.50"),
        _sentence(3, "城乡社区支出（类）城乡社区环境卫生（款）城乡社区环境卫生（项）", "100.00", "110.00", "减少9.09"),
    )
)


@pytest.mark.parametrize(
    ("question", "rate", "item"),
    [
        ("柳湾街道2024年预算比2023年执行数降幅超过40%的科目有哪些", "60.00", "专项普查活动"),
        ("柳湾街道2024年预算比上年执行数增长超过10%的科目有哪些", "12.50", "行政运行"),
    ],
)
def test_accounts_by_how_the_text_says_they_moved(tmp_path: Path, question: str, rate: str, item: str) -> None:
    answer = assistant_over(tmp_path, {"云泽市柳湾街道2024年部门预算": STREET}).ask(question)
    assert [figure.value for figure in answer.figures if figure.unit == "%"] == [rate]
    assert item in answer.answer


@pytest.mark.parametrize(
    ("question", "shown"),
    [
        ("数据局2025年绩效项目中没有成本指标的有几个", [("2", "个")]),
        ("数据局2025年满意度目标最低是多少", [("88", "%")]),
        ("数据局2025年政府集中采购的有几项", [("2", "项")]),
        ("数据局2025年服务里分散采购合计多少", [("349.16", "万元")]),
        ("图书馆2024年没有用上年结转的项目有几个，合计多少", [("6", "个"), ("449.64", "万元")]),
        ("图书馆2024年资金正好24.8万元的项目是哪个", [("24.80", "万元")]),
        ("图书馆2024年自有资金项目哪个大", [("24.80", "万元")]),
        ("图书馆2024年商品和服务支出（基本支出）里前两名是谁", [("71.20", "万元"), ("39.85", "万元")]),
    ],
)
def test_what_a_condition_selects(question: str, shown: list[tuple[str, str]]) -> None:
    assert _asserted(question) == shown


def test_goods_are_no_services_in_the_same_way() -> None:
    answer = sample_assistant().ask("数据局2025年服务里政府集中采购合计多少")
    assert (answer.status, answer.figures) == ("not_found", [])


def test_a_budget_and_what_was_carried_out_are_set_apart() -> None:
    shown = _asserted("数据局2024年政务云平台扩容年初预算和执行数差多少")
    assert ("5.35", "万元") in shown


def test_one_of_several_is_no_sum() -> None:
    answer = sample_assistant().ask("数据局2025年两项离退休加起来多少")
    assert not any(figure.value == "19.86" for figure in answer.figures)
