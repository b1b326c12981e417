"""Two figures set against one another, amounts with shares, and a zero that is supposed."""

from __future__ import annotations

import pytest

from tests.sample_index import sample_assistant, wrongly_derived


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("数据管理局2025年收入总计与支出总计一致吗", ["4049.27", "4049.27", "0.00"]),
        ("数据管理局2025年收入合计和支出合计相等吗", ["4022.88", "4049.27", "26.39"]),
        ("数据管理局2025年办公费和会议费一样吗", ["47.23", "3.35", "43.88"]),
    ],
)
def test_both_sides_are_told_and_by_how_much_they_differ(question: str, values: list[str]) -> None:
    answer = sample_assistant().ask(question)
    assert answer.status == "answered"
    assert [figure.value for figure in answer.figures] == values
    assert not wrongly_derived(answer)


@pytest.mark.parametrize(
    ("question", "amount", "share"),
    [
        ("数据管理局2025年政府采购预算总额及货物类占比", "563.16", "38.00"),
        ("数据管理局2025年三公经费总额和公务接待费占比", "35.17", "25.93"),
        ("数据管理局2025年项目支出总额及其占比", "821.55", "20.29"),
    ],
)
def test_an_amount_and_a_share_are_two_things(question: str, amount: str, share: str) -> None:
    answer = sample_assistant().ask(question)
    assert [(figure.value, figure.unit) for figure in answer.figures] == [(amount, "万元"), (share, "%")]


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("数据管理局2025年公务接待费占会议费培训费总和的比例", "96.30"),  # 9.12 of 3.35 + 6.12
        ("数据管理局2025年政府采购预算是多少，其中货物的份额", "38.00"),
    ],
)
def test_what_a_share_is_of(question: str, value: str) -> None:
    answer = sample_assistant().ask(question)
    assert (value, "%") in [(figure.value, figure.unit) for figure in answer.figures]
    assert not wrongly_derived(answer)


def test_the_change_of_the_whole_and_the_part_that_changed_most_are_both_told() -> None:
    answer = sample_assistant().ask("数据管理局2025年支出总计比2024年多多少，主要是哪块增加的")
    values = [figure.value for figure in answer.figures]
    assert {"100.07", "59.01"} <= set(values)  # 3,149.66 − 3,090.65 of 一般公共服务支出
    basic = sample_assistant().ask("数据管理局2025年基本支出比2024年多多少，主要是哪块增加的")
    assert {"117.69", "121.22"} <= {figure.value for figure in basic.figures}


def test_what_is_joined_by_a_plus_is_added_before_its_share() -> None:
    answer = sample_assistant().ask("数据局2025年会议费+培训费+公务接待费占公用支出比例")
    assert [(figure.value, figure.unit) for figure in answer.figures] == [("7.32", "%")]


def test_a_share_is_set_against_the_year_before() -> None:
    answer = sample_assistant().ask("图书馆2025年住房公积金占工资福利支出的百分比和上年比")
    assert ("0.04", "百分点") in [(figure.value, figure.unit) for figure in answer.figures]


def test_projects_are_no_indicators() -> None:
    answer = sample_assistant().ask("数据局2025年绩效指标里有几个是95%以上的")
    assert (answer.status, answer.figures) == ("not_found", [])


def test_what_is_taken_away_is_added_on_the_other_side() -> None:
    for question in (
        "数据局2025年三公经费减去公务接待费等于公务用车购置及运行费吗",
        "数据局2025年公务用车购置及运行费等于三公经费减去公务接待费吗",
    ):
        answer = sample_assistant().ask(question)
        assert "核对结果：成立" in answer.answer  # 9.12 + 26.05 = 35.17


def test_the_one_item_that_is_left_out_is_told_and_is_no_contradiction() -> None:
    answer = sample_assistant().ask("数据局2025年三公经费等于公务用车购置费加公务用车运行费吗")
    assert "不成立，相差 9.12万元" in answer.answer
    assert "少算了同一张表的“公务接待费”" in answer.answer
    assert answer.verification.status == "verified"


def test_a_part_of_the_same_worth_as_the_whole_stays_a_part() -> None:
    answer = sample_assistant().ask("图书馆2025年三公经费=因公出国费+公务用车购置及运行费+公务接待费 对吗")
    assert "核对结果：成立" in answer.answer
    assert len([figure for figure in answer.figures if not figure.derived]) == 4


def test_a_sum_and_the_greatest_are_two_things() -> None:
    answer = sample_assistant().ask("数据管理局和图书馆2025年公务接待费合计多少，哪家多")
    values = {figure.value for figure in answer.figures}
    assert {"111000.00", "9.12", "19800.00", "7.14"} <= values  # 9.12 万元 and 19,800.00 元


@pytest.mark.parametrize(
    "question",
    ["数据管理局和图书馆2024年车辆、收入总计两家加起来多少", "数据管理局2025年车辆加公务接待费等于收入总计吗"],
)
def test_counts_and_amounts_are_never_added(question: str) -> None:
    answer = sample_assistant().ask(question)
    assert answer.status == "not_found"
    assert not [figure for figure in (*answer.figures, *answer.supporting) if figure.derived]


def test_a_share_of_another_year_and_its_direction_are_of_the_share() -> None:
    answer = sample_assistant().ask("图书馆2024年人员经费占基本支出几成，2025年呢，升还是降")
    assert [(figure.value, figure.unit) for figure in answer.figures if figure.unit == "%"] == [
        ("84.28", "%"),
        ("84.67", "%"),
    ]
    assert not [figure for figure in answer.figures if figure.unit in ("元", "万元")]


def test_words_that_no_figure_is_named_by_are_told() -> None:
    answer = sample_assistant().ask("数据管理局2025年政府采购由小微企业中标的金额")
    assert answer.status == "not_found"
    assert answer.figures == []


@pytest.mark.parametrize(
    ("question", "gap"),
    [
        ("数据管理局2025年比2024年哪个科目少得最多", "29.79"),  # 682.91 − 653.12 of 一般行政管理事务
        ("数据管理局2025年哪个类级科目多得最多", "59.01"),
        ("数据管理局2024年决算比预算哪个科目少得最多", "28.07"),  # 1,647.52 − 1,619.45 of 行政运行
    ],
)
def test_the_item_that_changed_most_is_told_by_its_change(question: str, gap: str) -> None:
    answer = sample_assistant().ask(question)
    assert gap in [figure.value for figure in answer.figures if figure.derived]


def test_an_amount_that_begins_like_a_year_is_none() -> None:
    answer = sample_assistant().ask("数据管理局2025年人员支出2000多万吗")
    assert [figure.value for figure in answer.figures] == ["2973.60"]
    assert "没有载入" not in answer.answer


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("数据管理局2025年培训费是0吗", "文件写的是6.12万元，与问题中的“0”不符"),
        ("数据管理局2025年因公出国费是不是0", "文件写的是0.00万元，与问题中的“0”相符"),
    ],
)
def test_a_supposed_zero_is_borne_out_or_not(question: str, told: str) -> None:
    assert told in sample_assistant().ask(question).answer


def test_an_amount_that_is_named_is_looked_for_and_not_the_whole_budget() -> None:
    answer = sample_assistant().ask("数据管理局2025年预算数为9.12万元的是哪一项")
    assert [(figure.label, figure.value) for figure in answer.figures] == [("公务接待费", "9.12")]


@pytest.mark.parametrize("question", ["数据管理局2025年政务云平台扩容的绩效目标", "数据管理局2025年项目支出绩效目标"])
def test_what_is_to_be_reached_is_no_amount(question: str) -> None:
    answer = sample_assistant().ask(question)
    assert not [figure for figure in answer.figures if figure.unit == "万元"]
    assert "目标" in answer.answer
