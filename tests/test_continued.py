"""Conversations: what a short question takes from the questions before it."""

from __future__ import annotations

import pytest

from tests.sample_index import sample_assistant

GOES_ON = [
    (["数据局2024年决算三公经费", "预算多少"], "差多少", ("1.75", "万元")),
    (["数据局2024年决算三公经费"], "预算多少", ("18.45", "万元")),
    (["图书馆2025年人员经费占基本支出多少", "2024年呢"], "变化了多少", ("0.39", "百分点")),
    (["数据局2025年基本支出里最多的是哪类", "占基本支出几成"], "比去年呢", ("0.44", "百分点")),
    (["数据局2025年三公经费"], "除了接待费还有多少", ("26.05", "万元")),
    (["数据局2025年项目支出最大的三个项目"], "这三个加起来", ("653.12", "万元")),
    (["数据局2025年项目支出最大的三个项目"], "第二个比第三个多多少", ("65.40", "万元")),
    (["数据局2025年项目支出最大的三个项目"], "前两个加起来占项目支出多少", ("63.45", "%")),
    (["数据局2025年项目支出最大的三个项目"], "第二个占项目支出多少", ("24.01", "%")),
    ([], "数据局2025年三公经费除了接待费还有多少", ("26.05", "万元")),
    (["数据局2025年商品和服务支出", "水费多少"], "占它多少", ("0.25", "%")),  # 1.85 ÷ 739.57
    (
        ["数据局2025年工资福利支出", "基本工资占比", "奖金占比"],
        "两个合计占比",
        ("40.71", "%"),
    ),  # (431.26 + 769.03) ÷ 2,948.28
    (["数据局2024年决算三公经费", "预算数"], "差额", ("1.75", "万元")),
    (["数据局2025年卫生健康支出"], "占总支出", ("4.17", "%")),
    (["数据局2025年支出总计", "基本支出占几成", "项目支出呢"], "合起来", ("100.00", "%")),
    (["数据局2025年卫生健康支出", "占总支出", "住房保障支出呢"], "两项之和占多少", ("11.19", "%")),
    ([], "各单位2025年预算总和是多少", ("58877675.00", "元")),
    ([], "数据局2025年差旅费占机关运行经费多少", ("11.53", "%")),  # 19.98 ÷ 173.32, as one table prints both
    (["数据局2025年机关运行经费", "办公费占多少"], "差旅费呢", ("11.53", "%")),
    ([], "数据局2025年机关运行经费减去差旅费是多少", ("153.34", "万元")),
    (["数据局2025年社会保障和就业支出", "卫生健康支出呢", "两个加起来"], "占多少", ("15.19", "%")),
    (["图书馆2025年人员经费占基本支出多少", "2024年呢"], "升了还是降了", ("0.39", "百分点")),
    (["数据局2025年基本支出里最多的是哪类"], "比上年呢", ("121.22", "万元")),
    (["数据局2025年基本支出里最多的是哪类"], "它比上年呢", ("121.22", "万元")),  # 2,948.28 − 2,827.06
    (["数据局2025年项目支出最大的三个项目", "第一个占项目支出多少"], "第二大的呢", ("24.01", "%")),
    (["数据局2025年项目支出最大的三个项目", "第一个占项目支出多少"], "第二个呢", ("24.01", "%")),
    (["数据局2025年基本支出", "里面人员经费呢", "占几成"], "公用的占多少", ("7.87", "%")),  # 254.12 ÷ 3,227.72
    (["数据局2025年基本支出", "里面人员经费呢", "占几成", "公用的占多少"], "这两个差多少", ("84.25", "百分点")),
    (["数据局2025年培训费和会议费"], "分别占公用支出多少", ("1.32", "%")),
    (["数据局2025年项目支出最大的三个项目", "第一个占项目支出多少"], "第二贵的呢", ("24.01", "%")),
    # 821.55 of 3,149.66: what projects spend of the account
    (["数据局2025年一般公共服务支出多少"], "项目支出占其中多少", ("26.08", "%")),
    (["数据局2025年水费、电费各多少"], "合计占公用支出多少", ("5.90", "%")),  # 14.99 ÷ 254.12
    (["数据管理局2025年三公经费"], "数据管理局2025年前三大项目是哪些", ("324.00", "万元")),
    (["数据管理局2025年三公经费", "数据管理局2025年前三大项目是哪些"], "最大的那个呢", ("324.00", "万元")),
    (["数据管理局2025年三公经费"], "数据管理局2025年最大的类级科目是什么", ("3149.66", "万元")),
    (["数据管理局和图书馆2025年公务接待费合计多少"], "哪家多", ("7.14", "万元")),
    (["数据管理局和图书馆2025年公务接待费合计多少", "哪家多"], "多多少", ("7.14", "万元")),
    (["数据局2025年水费和电费一共多少"], "哪个多", ("11.29", "万元")),
    (["数据局2025年水费、电费、邮电费一共多少"], "哪个最多", ("13.14", "万元")),
    (["图书馆2025年人员经费占基本支出多少"], "比2024年高吗", ("0.39", "百分点")),
    (["图书馆2025年人员经费占基本支出多少"], "比上年高还是低", ("0.39", "百分点")),
    ([], "图书馆2025年人员经费占基本支出多少，比2024年高吗", ("0.39", "百分点")),
    (["数据局2025年支出总计"], "是图书馆的几倍", ("2.20", "倍")),
    ([], "数据局2025年政府采购五百多万，货物类占几成", ("38.00", "%")),
    ([], "数据局2025年政府采购金额，其中货物、服务各占多少", ("38.00", "%")),
    ([], "几个单位2025年公务接待费从高到低排一下", ("9.12", "万元")),
    # 47.23 + 3.35 + 6.12 − (48.65 + 3.60 + 5.80)
    (["数据局2025年办公费", "会议费", "培训费"], "三项合计比去年", ("1.35", "万元")),
]


@pytest.mark.parametrize(("turns", "question", "figure"), GOES_ON)
def test_a_short_question_is_completed(turns: list[str], question: str, figure: tuple[str, str]) -> None:
    answer = sample_assistant().ask(question, turns)
    assert answer.status == "answered"
    assert figure in [(one.value, one.unit) for one in answer.figures]


@pytest.mark.parametrize(
    ("turns", "question"),
    [
        (["数据局2025年三公经费", "除了接待费还有多少"], "占多少"),
        (["数据局2025年三公经费"], "差多少"),
        (["数据管理局2025年最贵的项目是哪个", "它的绩效目标是什么"], "第三贵的一个呢"),
        (["图书馆2024年差旅费"], "决算数"),
        (["图书馆2025年电费和水费", "合计", "占公用经费多少"], "比数据局高吗"),
        (["图书馆2025年图书购置预算"], "今年目标册数"),
        (["数据局2025年水费多少"], "高多少"),
        (["图书馆2025年支出总计", "数据局呢"], "图书馆占两家合计多少"),
        (["数据局2025年水费", "电费呢", "两项合计"], "比上年呢"),
        (["数据局2025年三公经费", "公务接待费占多少"], "其他的呢"),
        ([], "数据局有多少个绩效指标达到90%"),
    ],
)
def test_what_cannot_be_completed_is_not_answered_by_what_was_asked_before(turns: list[str], question: str) -> None:
    answer = sample_assistant().ask(question, turns)
    assert (answer.status, answer.figures) == ("not_found", [])


def test_the_smallest_is_that_of_the_projects_counted_before() -> None:
    answer = sample_assistant().ask("最小的是哪个", ["数据局2025年一共多少个项目"])
    smallest = sample_assistant().ask("数据局2025年金额最小的项目是哪个")
    assert [figure.value for figure in answer.figures] == [figure.value for figure in smallest.figures] != []


def test_an_operand_that_is_printed_is_not_said_to_be_missing() -> None:
    answer = sample_assistant().ask("图书馆2025年差旅费是印刷费的几倍")
    assert (answer.status, answer.figures) == ("not_found", [])
    assert "没有印出“印刷费”" in answer.answer
    assert "没有印出“差旅费”" not in answer.answer


def test_the_classes_of_expenditure_are_listed() -> None:
    answer = sample_assistant().ask("数据局2025年各大类支出")
    assert [figure.value for figure in answer.figures][:3] == ["4049.27", "3149.66", "446.31"]


def test_a_part_without_a_figure_is_told_beside_the_shares_of_others() -> None:
    answer = sample_assistant().ask("数据局2025年行政运行和飞行保障各占支出总计多少")
    assert "飞行保障" in answer.answer
    answer = sample_assistant().ask("图书馆2025年水费和印刷费各占公用经费多少")
    assert "没有印出“印刷费”" in answer.answer


def test_a_year_that_is_loaded_in_another_kind_is_not_said_to_be_missing() -> None:
    answer = sample_assistant().ask("决算数", ["图书馆2024年差旅费"])
    assert "没有载入澄湖市图书馆的决算文件" in answer.answer or "2024年的决算文件" in answer.answer


def test_two_items_together_have_a_rate_of_their_budgets() -> None:
    answer = sample_assistant().ask("数据局2024年决算办公费和差旅费加起来执行率多少")
    assert answer.status == "answered"
    assert any(figure.derived and figure.unit == "%" for figure in answer.figures)


@pytest.mark.parametrize(
    ("turns", "question"),
    [
        ([], "教育局2025年支出超过1000万的项级科目有几个，合计多少"),
        (["数据局超过1000万的项级科目有哪些"], "合起来占多少"),
        (["数据局超过一千万的功能科目（项级）有哪些"], "两个加起来"),
    ],
)
def test_sums_of_nothing_end_honestly(turns: list[str], question: str) -> None:
    answer = sample_assistant().ask(question, turns)
    assert answer.status in ("answered", "clarify", "not_found")


def test_the_part_with_the_largest_share_is_told_with_all_shares() -> None:
    answer = sample_assistant().ask("数据局2025年三公经费里哪项占比最高，占多少")
    assert [figure.value for figure in answer.figures if figure.unit == "%"] == ["25.93", "74.07"]
    assert answer.answer.startswith("最多的是公务用车购置及运行费（74.07%）")
