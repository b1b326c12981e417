"""Everyday questions of several parts, over a bureau's two budgets and final accounts and another's budgets in 元."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.over_texts import assistant_over
from tests.sample_index import sample_assistant, wrongly_derived

if TYPE_CHECKING:
    from assistant.service import Assistant

WATER_2024 = """澄湖县水务局2024年部门预算
一、收支预算总表
单位：万元
| 收入 | 预算数 | 支出 | 预算数 |
| --- | --- | --- | --- |
| 一般公共预算拨款收入 | 1,200.00 | 农林水支出 | 1,300.00 |
| 上年结转 | 100.00 | | |
| 收入总计 | 1,300.00 | 支出总计 | 1,300.00 |
二、项目支出表
单位：万元
| 项目名称 | 金额 |
| --- | --- |
| 白石堤加固 | 600.00 |
| 水库养护 | 200.00 |
| 合计 | 800.00 |
"""
WATER_2025 = """澄湖县水务局2025年部门预算
一、收支预算总表
单位：万元
| 收入 | 预算数 | 支出 | 预算数 |
| --- | --- | --- | --- |
| 一般公共预算拨款收入 | 1,150.00 | 农林水支出 | 1,180.00 |
| 上年结转 | 30.00 | | |
| 收入总计 | 1,180.00 | 支出总计 | 1,180.00 |
二、项目支出表
单位：万元
| 项目名称 | 金额 |
| --- | --- |
| 白石堤加固 | 420.00 |
| 水库养护 | 230.00 |
| 沟渠清淤 | 25.00 |
| 合计 | 675.00 |
三、“三公”经费支出表
单位：万元
| 项目 | 预算数 |
| --- | --- |
| “三公”经费合计 | 45.00 |
| 因公出国（境）费 | 0.00 |
| 公务用车购置费 | 22.00 |
| 公务用车运行费 | 17.00 |
| 公务接待费 | 6.00 |
四、“三公”经费情况说明
2025年“三公”经费预算45.00万元，比上年增加20.00万元。其中：公务接待费6.00万元，比上年减少1.00万元，主要原因是压减接待开支；公务用车运行费17.00万元，比上年减少1.00万元，主要原因是报废一辆旧车。
"""
WATER_FINAL = """澄湖县水务局2024年度部门决算
一、收入支出决算总体情况
2024年度收入总计1,245.00万元，支出总计1,245.00万元。本年支出1,215.00万元。
二、收入支出决算总表
单位：万元
| 收入 | | 支出 | |
| --- | --- | --- | --- |
| 项目 | 决算数 | 项目 | 决算数 |
| 一、一般公共预算财政拨款收入 | 1,145.00 | 一、农林水支出 | 1,215.00 |
| 本年收入合计 | 1,145.00 | 本年支出合计 | 1,215.00 |
| 年初结转和结余 | 100.00 | 年末结转和结余 | 30.00 |
| 总计 | 1,245.00 | 总计 | 1,245.00 |
三、一般公共预算财政拨款支出决算表
单位：万元
| 科目编码 | 科目名称 | 年初预算数 | 本年支出合计 | 基本支出 | 项目支出 |
| --- | --- | --- | --- | --- | --- |
| | 合计 | 1,300.00 | 1,215.00 | 515.00 | 700.00 |
| 2130301 | 行政运行 | 500.00 | 515.00 | 515.00 | 0.00 |
| 2130305 | 水利工程建设 | 650.00 | 530.00 | 0.00 | 530.00 |
| 2130314 | 防汛 | 150.00 | 170.00 | 0.00 | 170.00 |
四、“三公”经费支出决算表
单位：万元
| 项目 | 年初预算数 | 决算数 |
| --- | --- | --- |
| 合计 | 25.00 | 20.00 |
| 公务用车运行费 | 18.00 | 16.00 |
| 公务接待费 | 7.00 | 4.00 |
"""
TOURISM = """澄湖县文旅局2025年部门预算
一、收支预算总表
单位：元
| 收入 | 预算数 | 支出 | 预算数 |
| --- | --- | --- | --- |
| 一般公共预算拨款收入 | 9000000.00 | 文化旅游体育与传媒支出 | 9500000.00 |
| 事业收入 | 500000.00 | | |
| 收入总计 | 9500000.00 | 支出总计 | 9500000.00 |
二、政府采购预算表
单位：元
| 采购类别 | 预算金额 |
| --- | --- |
| 货物 | 300000.00 |
| 工程 | 500000.00 |
| 服务 | 1200000.00 |
| 合计 | 2000000.00 |
三、“三公”经费支出表
单位：元
| 项目 | 预算数 |
| --- | --- |
| “三公”经费合计 | 200000.00 |
| 因公出国（境）费 | 0.00 |
| 公务用车运行费 | 110000.00 |
| 公务接待费 | 90000.00 |
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    texts = {
        "水务局2024年部门预算.md": WATER_2024,
        "水务局2025年部门预算.md": WATER_2025,
        "水务局2024年部门决算.md": WATER_FINAL,
        "文旅局2025年部门预算.md": TOURISM,
    }
    return assistant_over(tmp_path_factory.mktemp("everyday"), texts)


@pytest.mark.parametrize(
    ("question", "values"),
    [
        # 1,180.00 − 950.00; 45.00 − 20.00
        ("水务局和文旅局2025年哪家花钱多，多多少，三公谁高", {"230.00", "25.00"}),
        # 1,200,000 ÷ 2,000,000
        ("文旅局2025年政府采购多少，货物工程服务各多少，哪类占大头，占几成",
         {"2000000.00", "300000.00", "500000.00", "1200000.00", "60.00"}),
        ("文旅局2025年钱从哪来，事业收入占几成", {"9000000.00", "500000.00", "5.26"}),
        ("水务局2024年决算支出多少，哪个科目超了", {"1215.00", "515.00", "170.00"}),
        ("水务局2025年新增了哪些项目，多少钱", {"25.00"}),
        ("水务局2024年三公经费花了多少", {"20.00"}),
    ],
)  # fmt: skip
def test_every_part_of_an_everyday_question_is_told(assistant: Assistant, question: str, values: set[str]) -> None:
    answer = assistant.ask(question)
    assert answer.status == "answered"
    assert values <= {one.value for one in answer.figures}, answer.answer
    assert answer.verification.status in ("verified", "rounding")
    assert wrongly_derived(answer) == []


def test_a_rise_is_not_explained_by_why_a_part_was_cut(assistant: Assistant) -> None:
    answer = assistant.ask("水务局2025年三公经费为什么增加")
    assert "变动最大" not in answer.answer
    assert "文件没有写明原因" in answer.answer


def test_what_is_carried_over_is_no_contradiction_of_what_was_spent(assistant: Assistant) -> None:
    answer = assistant.ask("水务局2024年决算支出多少")
    assert [one.value for one in answer.figures] == ["1215.00"]
    assert "矛盾" not in answer.answer


def test_accounts_are_listed_once_where_the_budget_stands_beside_the_result(assistant: Assistant) -> None:
    ranked = assistant.ask("水务局2024年决算前三个项级科目")
    assert [one.value for one in ranked.figures if not one.derived] == ["530.00", "515.00", "170.00"]
    over = assistant.ask("水务局2024年哪些科目超预算")
    assert over.answer.count("行政运行") == 1


def test_one_project_that_nothing_names_is_not_all_of_them(assistant: Assistant) -> None:
    answer = assistant.ask("这个项目一共多少", ["水务局2025年结转了多少"])
    assert (answer.status, answer.figures) == ("not_found", [])


def test_what_a_cut_lies_in_is_told_by_how_it_changed(assistant: Assistant) -> None:
    answer = assistant.ask("少在哪些项目上", ["水务局2025年支出比上年少了多少"])
    assert {one.value for one in answer.figures} >= {"600.00", "420.00"}
    assert "减少 180.00万元" in answer.answer
    assert "水库养护：" not in answer.answer  # 200.00 to 230.00


def test_no_project_is_new_where_all_stood_there_before(assistant: Assistant) -> None:
    answer = assistant.ask("水务局2025年砍掉了哪些项目")
    assert answer.figures == []
    assert "没有只列在2024年的" in answer.answer


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("两个局2025年谁的接待费高", {"3.00"}),  # 90,000.00 − 6.00
        ("水务局2025年三公经费减少了吗", {"45.00", "20.00"}),
        ("水务局2025年最烧钱的项目", {"420.00"}),
        ("水务局2024年哪里超支了", {"515.00", "170.00"}),
        ("水务局2024年预算执行得好不好", {"93.46"}),  # 1,215.00 of 1,300.00
        ("水务局2024年实际花的比年初批的少多少", {"85.00"}),
        ("水务局2025年公务用车运行费比公务接待费多花多少", {"11.00"}),
    ],
)
def test_everyday_wordings_are_understood(assistant: Assistant, question: str, values: set[str]) -> None:
    answer = assistant.ask(question)
    assert answer.status == "answered"
    assert values <= {one.value for one in answer.figures}, answer.answer
    assert wrongly_derived(answer) == []


def test_what_final_accounts_were_spent_on_adds_up_to_what_was_spent(assistant: Assistant) -> None:
    answer = assistant.ask("水务局2024年决算的钱花在哪了")
    assert "1215.00" in {one.value for one in answer.figures}
    assert "1245.00" not in {one.value for one in answer.figures}
    assert answer.verification.status != "mismatch"


def test_a_reason_after_the_parts_is_of_what_the_heading_names() -> None:
    answer = sample_assistant().ask("数据局公车开支今年怎么涨了这么多")
    assert "原因：文件写明“更新一辆达到报废年限的应急保障车辆”" in answer.answer


def test_cars_in_rows_of_their_own_are_parts_of_the_three(assistant: Assistant) -> None:
    answer = assistant.ask("水务局2025年三公哪一项最多")
    assert [one.value for one in answer.figures] == ["22.00"]
    parts = assistant.ask("水务局2025年三公由哪些构成")
    assert {"0.00", "22.00", "17.00", "6.00"} <= {one.value for one in parts.figures}


@pytest.mark.parametrize(
    ("turns", "question", "value"),
    [
        (["图书馆2025年有几个项目", "总共多少钱"], "最大的前两个是什么", "936800.00"),
        (["图书馆2025年有哪些项目", "第二大的是哪个"], "占多少", "5.10"),  # 936,800 of 18,384,975
        (["数据局2025年政府采购总额，其中服务多少"], "占几成", "62.00"),  # 349.16 of 563.16
    ],
)
def test_what_goes_on_from_a_list_or_a_total_is_of_it(turns: list[str], question: str, value: str) -> None:
    answer = sample_assistant().ask(question, turns)
    assert value in {one.value for one in answer.figures}, answer.answer
    assert wrongly_derived(answer) == []


def test_a_share_after_the_reason_of_a_change_is_of_the_later_year() -> None:
    answer = sample_assistant().ask("数据局2025年项目支出多少，比2024年降了多少，为什么降，占总支出多大比例")
    shares = [one for one in answer.figures if one.unit == "%" and "比重" in one.label]
    assert [(one.value, one.year) for one in shares] == [("20.29", 2025)]


@pytest.mark.parametrize("question", ["比2024年增加多少", "占商品和服务支出多少"])
def test_what_was_not_answered_is_not_answered_of_something_wider(question: str) -> None:
    """境外培训费, of which only 培训费 is printed."""
    turns = ["数据局2025年境外培训费多少"]
    assert sample_assistant().ask(turns[0]).status == "not_found"
    answer = sample_assistant().ask(question, turns)
    assert (answer.status, answer.figures) == ("not_found", [])


CULTURE = """澄湖县文化局2025年部门预算
一、收支预算总表
单位：万元
| 收入 | 预算数 | 支出 | 预算数 |
| --- | --- | --- | --- |
| 一般公共预算财政拨款 | 900.00 | 文化旅游体育与传媒支出 | 950.00 |
| 事业收入 | 50.00 | | |
| 收入总计 | 950.00 | 支出总计 | 950.00 |
二、项目支出表
单位：万元
| 项目名称 | 金额 | 其中：财政拨款 | 其中：上年结转 |
| --- | --- | --- | --- |
| 惠民演出 | 150.00 | 150.00 | 0.00 |
| 展厅修缮 | 80.00 | 60.00 | 20.00 |
| 合计 | 230.00 | 210.00 | 20.00 |
"""


@pytest.fixture(scope="module")
def culture(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return assistant_over(tmp_path_factory.mktemp("culture"), {"文化局2025年部门预算.md": CULTURE})


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("文化局2025年财政拨款多少", "900.00"),
        ("文化局2025年财政拨款占收入几成", "94.74"),
        ("文化局2025年项目里财政拨款多少", "210.00"),
    ],
)
def test_the_grant_alone_is_what_is_received_and_not_what_it_pays_of_projects(
    culture: Assistant, question: str, value: str
) -> None:
    assert [one.value for one in culture.ask(question).figures] == [value]


def test_what_the_parts_leave_open_is_said() -> None:
    answer = sample_assistant().ask("数据局2025年上年结转多少，用在哪个项目")
    assert "26.39" in {one.value for one in answer.figures}
    assert "没有写明所问的内容" in answer.answer or "单独再问" in answer.answer


def test_what_a_whole_is_used_on_is_what_it_consists_of() -> None:
    projects = {"184.67", "293.15", "86.21", "126.48", "42.19", "71.51"}
    answer = sample_assistant().ask("数据局2024年决算的项目支出都用在哪些项目上")
    assert projects <= {one.value for one in answer.figures}
    again = sample_assistant().ask("用在哪", ["数据局2025年预算多少"])
    assert {"3149.66", "446.31", "168.68", "284.62"} <= {one.value for one in again.figures}


def test_a_target_after_a_project_is_that_projects() -> None:
    answer = sample_assistant().ask("它的满意度目标定多少", ["数据局2025年政务云平台扩容多少钱"])
    assert {(one.value, one.unit) for one in answer.figures} == {("92", "%")}
