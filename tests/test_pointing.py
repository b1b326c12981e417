"""What a question points back to: earlier topics, the former and the latter, places of a list, sources of figures."""

from __future__ import annotations

import pytest

from tests.sample_index import sample_assistant

PROJECTS = "数据局2025年项目支出最大的三个项目"
BOTH = "数据局2025年基本支出和项目支出各多少"
POINTS_BACK = [
    (
        ["数据局2025年差旅费", "培训费呢", "这两项加起来"],
        "回到差旅费，比上年少了多少",
        ("1.64", "万元"),
    ),  # 26.80 − 25.16
    (["数据局2025年差旅费", "图书馆2025年电费"], "回到刚才的数据局，水费多少", ("1.85", "万元")),
    (["数据局2025年差旅费", "图书馆2025年电费"], "说回差旅费", ("25.16", "万元")),
    ([BOTH], "前者占多少", ("79.71", "%")),  # 3,227.72 ÷ 4,049.27
    ([BOTH, "前者占多少"], "后者比2024年决算多多少", ("17.34", "万元")),  # 821.55 − 804.21
    (["数据局2025年差旅费", "图书馆呢"], "前者比后者多多少", ("17.98", "万元")),  # 25.16 − 7.18
    (["数据局2025年金额最大的项目是哪个", "第二大的呢"], "它们加起来多少", ("521.26", "万元")),  # 324.00 + 197.26
    ([PROJECTS, "这三个加起来"], "第二个比上年增加了多少", ("10.84", "万元")),  # 197.26 − 186.42
    (["数据局2025年项目有哪些", "一共几个"], "最小的是哪个", ("26.39", "万元")),
    (["数据局2025年项目有哪些", "最小的是哪个", "它占项目支出多少"], "最大的一项呢", ("324.00", "万元")),
    (["数据局2025年一般公共服务支出"], "其中项目支出呢", ("821.55", "万元")),
    (["图书馆2024年文化旅游体育与传媒支出"], "其中基本支出多少", ("939.12", "万元")),
    (["图书馆2024年文化旅游体育与传媒支出", "其中基本支出多少"], "占多少", ("66.11", "%")),  # 939.12 ÷ 1,420.60
    (["数据局2025年一般公共服务支出"], "行政运行占其中多少", ("54.01", "%")),  # 1,701.09 ÷ 3,149.66
    (["数据局2025年差旅费"], "比上年呢", ("1.64", "万元")),
    ([], "数据局2025年差旅费比上年呢", ("1.64", "万元")),
    (["数据局2025年差旅费"], "比2024年决算呢，差多少", ("0.06", "万元")),  # 25.22 − 25.16
    (["数据局和图书馆2025年公务接待费各多少"], "谁多", ("7.14", "万元")),  # 9.12 − 1.98
    (["数据局和图书馆2025年公务接待费各多少", "谁多"], "多多少", ("7.14", "万元")),
    (["数据局2025年公务接待费"], "加上图书馆一共多少", ("111000.00", "元")),
    (["图书馆2024年支出总计", "2025年呢", "两年加起来"], "平均每年多少", ("1828.39", "万元")),
    (["数据局2024年决算公务接待费"], "完成率多少", ("87.74", "%")),  # as printed
    (["图书馆2025年事业收入"], "占收入多少", ("1.44", "%")),  # 265,500 ÷ 18,384,975
]


@pytest.mark.parametrize(("turns", "question", "figure"), POINTS_BACK)
def test_what_is_pointed_back_to_is_found(turns: list[str], question: str, figure: tuple[str, str]) -> None:
    answer = sample_assistant().ask(question, turns)
    assert answer.status == "answered"
    assert figure in [(one.value, one.unit) for one in answer.figures]


def test_only_what_is_asked_of_a_list_is_told_again() -> None:
    answer = sample_assistant().ask("最小的是哪个", ["数据局2025年项目有哪些"])
    assert [figure.value for figure in answer.figures] == ["26.39"]


def test_the_growth_of_each_is_told_where_it_is_asked_which_grew_faster() -> None:
    answer = sample_assistant().ask("谁涨得快", ["数据局2025年差旅费", "电费呢"])
    assert {"1.64", "0.54"} <= {figure.value for figure in answer.figures}
    answer = sample_assistant().ask("谁涨得快", ["数据局2025年差旅费"])
    assert (answer.status, answer.figures) == ("not_found", [])


def test_where_a_figure_stands_is_said() -> None:
    answer = sample_assistant().ask("出处在哪", ["数据局2025年差旅费"])
    assert [figure.value for figure in answer.figures] == ["25.16"]
    assert "出处[1]：澄湖市数据管理局2025年部门预算.txt 第" in answer.answer
    alone = sample_assistant().ask("数据局2025年差旅费在哪一页")
    assert alone.verification.status == "verified"
    assert "出处[1]" in alone.answer


def test_an_average_that_is_not_printed_is_told_with_the_total() -> None:
    answer = sample_assistant().ask("平均每个月多少", ["图书馆2025年物业管理费"])
    assert (answer.status, answer.figures) == ("not_found", [])
    assert [figure.value for figure in answer.supporting] == ["728000.00"]
