"""Conversations as they are typed: half a question, another year, another organization, two figures that differ."""

from __future__ import annotations

import pytest

from tests.sample_index import sample_assistant

BUDGET_OF_CLOUD = "图书馆2025年项目里最贵的是哪个"

TOLD = [
    ([BUDGET_OF_CLOUD, "它去年多少"], "涨了几倍", ("6.49", "%")),
    ([BUDGET_OF_CLOUD, "它去年多少"], "第二个是啥", ("936800.00", "元")),
    ([BUDGET_OF_CLOUD, "它去年多少", "涨了多少"], "第二个呢", ("936800.00", "元")),
    (["数据局2025年机关运行经费"], "去年同期呢", ("176.72", "万元")),
    (["数据局2025年政府采购多少", "货物占多少"], "2024年同期呢", ("43.21", "%")),
    (["数据局2025年三公经费"], "比同期多了多少", ("16.72", "万元")),
    (["图书馆2025年电费多少", "占公用经费多少", "数据局有这项吗"], "那水费呢", ("1.85", "万元")),
    (["数据局2024年决算公务用车运行费多少"], "2025年预算比这个多多少", ("0.19", "万元")),
    (["数据局2024年三公经费年初预算多少", "决算呢"], "2025年预算比它多多少", ("18.47", "万元")),
    (["数据局2024年决算三公经费", "年初预算呢", "省了多少，省了百分之几"], "接待费也这样算一下", ("12.28", "%")),
    # the library has but a budget of that year: the same is meant of the other
    (["图书馆2024年公务接待费"], "数据局的呢", ("9.85", "万元")),
    (["图书馆2024年公务接待费", "数据局的呢"], "哪家高，高多少", ("7.69", "万元")),
    ([], "图书馆和数据局2024年公务接待费谁高", ("7.69", "万元")),
    ([], "图书馆和数据局2024年三公经费合计多少", ("25.11", "万元")),
    ([], "数据局2025年培训费比会议费多了多少", ("2.77", "万元")),
    (["数据局2024年决算年末结转和结余多少"], "比年初少了多少", ("45.12", "万元")),
    (["数据局2024年决算本年支出合计多少", "怎么有两个数，怎么回事"], "差多少", ("3.60", "万元")),
    (["数据局2024年系统安全等级测评项目多少钱", "要测评多少个系统"], "满意度目标呢", ("88", "%")),
    (["数据局2024年系统安全等级测评项目多少钱", "要测评多少个系统"], "整改时限呢", ("60", "天")),
]


@pytest.mark.parametrize(("turns", "question", "figure"), TOLD)
def test_what_is_left_out_is_what_was_spoken_of(turns: list[str], question: str, figure: tuple[str, str]) -> None:
    answer = sample_assistant().ask(question, turns)
    assert answer.status == "answered", answer.answer
    assert figure in [(one.value, one.unit) for one in answer.figures]


def test_a_project_named_before_that_project_is_the_one_meant() -> None:
    answer = sample_assistant().ask("城市书房那个项目多少钱", ["图书馆2025年地方文献数字化项目多少钱"])
    assert [figure.value for figure in answer.figures] == ["936800.00"]


def test_a_year_of_which_nothing_is_printed_has_no_change() -> None:
    answer = sample_assistant().ask("比2023年呢", ["数据局2024年预算办公费多少", "差旅费呢"])
    assert (answer.status, answer.figures) == ("not_found", [])


def test_a_total_that_its_own_parts_contradict_is_no_other_scope() -> None:
    answer = sample_assistant().ask("数据局2024年度决算本年支出合计多少")
    assert answer.verification.status == "mismatch"
    assert {figure.value for figure in answer.figures} == {"3864.75", "3868.35"}
    assert "口径不同" not in answer.answer


def test_a_figure_that_two_parts_of_a_question_need_is_told_once() -> None:
    answer = sample_assistant().ask("数据局网上办事大厅升级2024年预算决算差多少，执行率多少")
    values = [figure.value for figure in answer.figures]
    assert len(values) == len(set(values))
    assert {"26.39", "76.57"} <= set(values)


def test_what_was_spent_of_a_budget_is_not_the_budget() -> None:
    answer = sample_assistant().ask("数据局2024年三公预算花了多少")
    assert ("16.70", "决算") in [(figure.value, figure.kind) for figure in answer.figures]
    answer = sample_assistant().ask("数据局2024年决算的预算总额多少")
    assert answer.figures[0].value == "3949.20"


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("图书馆2025年基本支出里公务接待费14300元，三公表里19800元，怎么回事", {"14300.00", "19800.00"}),
        ("数据局2024年养老保险一个273.18一个268.43，怎么不一样", {"273.18", "268.43"}),
        ("数据局2024年预算公务接待费一处写9.85一处写11.85，咋回事", {"9.85", "11.85"}),
    ],
)
def test_two_amounts_that_a_question_quotes_are_both_told(question: str, values: set[str]) -> None:
    answer = sample_assistant().ask(question)
    assert answer.status == "answered"
    assert values <= {figure.value for figure in answer.figures}


def test_the_reason_of_a_whole_is_that_of_the_part_that_moved_it() -> None:
    answer = sample_assistant().ask("为啥涨这么多", ["数据局2025年三公经费多少"])
    assert "就其中变动最大的“公务用车购置及运行费”" in answer.answer
    assert "因公出国" not in answer.answer


@pytest.mark.parametrize(
    ("turns", "question", "figure"),
    [
        (["数据局2025年项目支出多少", "占支出总额多少"], "前一年预算呢", ("21.25", "%")),
        (["两家2025年项目支出各多少"], "合计", ("12780560.00", "元")),
        (["两家2025年项目支出各多少", "合计"], "数据局占多少", ("64.28", "%")),
        (["数据局2025年办公费", "印刷费呢", "邮电费呢"], "最高的比最低的多多少", ("44.37", "万元")),
        ([], "数据局2025年和2024年机关运行经费哪年高，高百分之几", ("1.96", "%")),
        ([], "两家单位2025年一共几辆车", ("4", "辆")),
        ([], "数据局2025年三公35.17万，接待占了多少比例", ("25.93", "%")),
        ([], "数据局2025年公用经费254万，办公费占多少", ("18.59", "%")),
        ([], "数据局2025年基本支出3227.72万，人员经费占多少", ("92.13", "%")),
    ],
)
def test_what_was_said_before_is_the_whole_or_one_of_those_meant(
    turns: list[str], question: str, figure: tuple[str, str]
) -> None:
    answer = sample_assistant().ask(question, turns)
    assert answer.status == "answered", answer.answer
    assert figure in [(one.value, one.unit) for one in answer.figures]


def test_which_of_two_figures_is_right_is_asked_of_the_item_before() -> None:
    answer = sample_assistant().ask("哪个可信", ["数据局2024年预算公务接待费到底多少"])
    assert {"9.85", "11.85"} <= {figure.value for figure in answer.figures}


def test_why_is_asked_of_the_change_before() -> None:
    answer = sample_assistant().ask("为什么", ["2025年谁的三公经费最高", "它比去年多多少"])
    assert "应急保障车辆" in answer.answer


LEFT = "数据局2024年决算里没花完的项目有哪些"


@pytest.mark.parametrize(
    ("turns", "question", "figure"),
    [
        ([], "数据局2025年政府采购里哪类最多", ("349.16", "万元")),
        (["数据局2025年政府采购里哪类最多", "占比多少"], "去年这类占多少", ("46.63", "%")),
        ([LEFT], "剩得最多的是哪个", ("26.39", "万元")),
        ([LEFT, "剩得最多的是哪个"], "它2025年又安排了多少", ("95.24", "万元")),
        (["数据局2024年预算里结转的项目是哪个"], "决算花完了吗", ("71.51", "万元")),
        (["数据局2025年支出比去年多了多少", "为什么"], "基本支出少了还是多了", ("117.69", "万元")),
        (["数据局2025年支出比去年多了多少", "基本支出少了还是多了"], "项目支出呢", ("17.61", "万元")),
        ([], "数据局2024年决算年末结转和结余26.39万，比年初71.51万少了多少", ("45.12", "万元")),
        ([], "图书馆2024年和数据局2025年三公经费合计多少", ("41.83", "万元")),
        ([], "数据局2025年三公经费比图书馆2024年高多少", ("28.51", "万元")),
        (["数据局2024年决算哪个项级科目完成率最低"], "还剩多少没花", ("26.39", "万元")),
        (["数据局2025年政府采购预算总额", "比去年少了多少"], "哪类涨得最多", ("64.68", "万元")),
        ([], "数据局2024年预算里政务云平台扩容有两个项目，加起来多少", ("370.01", "万元")),
        # the header of the table is cut; its figure is borne out by the text
        ([], "数据局2024年预算公务用车运行费多少", ("8.60", "万元")),
    ],
)
def test_what_was_listed_or_changed_is_gone_on_from(turns: list[str], question: str, figure: tuple[str, str]) -> None:
    answer = sample_assistant().ask(question, turns)
    assert answer.status == "answered", answer.answer
    assert figure in [(one.value, one.unit) for one in answer.figures]


def test_an_order_of_one_body_and_one_that_is_not_loaded_is_no_answer() -> None:
    answer = sample_assistant().ask("2025年澄湖市教育局和数据局谁的三公经费高")
    assert (answer.status, answer.figures) == ("not_found", [])


def test_a_year_in_brackets_is_of_the_whole_question() -> None:
    answer = sample_assistant().ask("图书馆有几辆车，数据局有几辆车（2025年预算）")
    assert {(figure.value, figure.organization) for figure in answer.figures} == {
        ("1", "澄湖市图书馆"),
        ("3", "澄湖市数据管理局"),
    }
