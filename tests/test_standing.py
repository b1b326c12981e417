"""Questions that stand for themselves: another organization and what is asked of it, whatever was asked before."""

from __future__ import annotations

import pytest

from tests.sample_index import sample_assistant


@pytest.mark.parametrize(
    ("turns", "question"),
    [
        (["数据局2024年哪个科目完成率最低"], "图书馆有哪些项目"),
        (["数据局2024年决算公务接待费多少"], "图书馆的差旅费多少"),
        (["图书馆2025年购书花多少"], "数据局2024年决算哪些科目没有完成年初预算"),
        (["图书馆2025年图书文献购置比上年多多少"], "数据局2025年有几个项目超过100万"),
    ],
)
def test_nothing_is_taken_over_into_a_question_of_its_own(turns: list[str], question: str) -> None:
    assistant = sample_assistant()
    year = {"图书馆有哪些项目": "图书馆2024年有哪些项目", "图书馆的差旅费多少": "图书馆2024年的差旅费多少"}  # as before
    alone, within = assistant.ask(year.get(question, question)), assistant.ask(question, turns)

    assert within.status == alone.status == "answered"
    assert [figure.value for figure in within.figures] == [figure.value for figure in alone.figures]


def test_what_points_back_still_does() -> None:
    answer = sample_assistant().ask("那图书馆呢", ["数据局2024年决算公务接待费多少"])

    assert answer.status == "not_found"
    assert "决算" in answer.answer


def test_items_added_up_are_of_the_organization_that_was_asked_last() -> None:
    turns = ["图书馆2025年三公经费多少", "数据局2025年有几个项目", "最大的两个是哪些"]
    answer = sample_assistant().ask("加起来占项目支出多少", turns)

    assert answer.status == "answered"
    assert [(figure.value, figure.unit) for figure in answer.figures] == [("63.45", "%")]  # (324.00 + 197.26) ÷ 821.55


def test_an_item_without_parts_has_no_projects() -> None:
    answer = sample_assistant().ask("哪个项目最贵", ["数据局2025年差旅费比上年增加多少"])

    assert [(figure.label, figure.value) for figure in answer.figures] == [("政务云平台扩容", "324.00")]


def test_which_is_most_after_bodies_is_asked_of_them() -> None:
    answer = sample_assistant().ask("哪个最多", ["数据局有哪些下属单位"])

    assert (answer.status, answer.figures) == ("not_found", [])
    assert "没有按所属单位分开印出" in answer.answer


def test_accounts_after_a_result_are_set_against_their_budgets() -> None:
    turns = ["数据局2024年支出决算比预算少多少"]
    answer = sample_assistant().ask("主要少在哪个科目", turns)

    assert [figure.value for figure in answer.figures] == ["3090.65", "3016.50", "74.15"]
    assert "没有一项" in sample_assistant().ask("主要多在哪个科目", turns).answer


def test_sums_at_two_stages_are_set_apart() -> None:
    answer = sample_assistant().ask("数据局2024年会议费和培训费决算合计比预算合计多多少")

    assert answer.answer.startswith("2024年决算2项合计比2024年预算2项合计少 **0.55万元**")  # 8.85 − 9.40
    assert "0.55" in [figure.value for figure in answer.figures]


@pytest.mark.parametrize(
    ("turns", "question", "value"),
    [
        (["数据局2025年三公经费由哪几项构成"], "第二个占多少", "25.93"),  # 公务接待费 9.12 ÷ 35.17
        (["数据局2025年三公经费由哪几项构成", "第二个占多少"], "第三个呢", "74.07"),  # 26.05 ÷ 35.17
    ],
)
def test_a_place_among_the_parts_of_a_whole(turns: list[str], question: str, value: str) -> None:
    answer = sample_assistant().ask(question, turns)

    assert [(figure.value, figure.unit) for figure in answer.figures] == [(value, "%")]


def test_the_largest_project_of_what_is_planned_for_projects() -> None:
    turns = ["数据局2025年项目支出预算多少"]
    assistant = sample_assistant()

    assert [one.label for one in assistant.ask("最大的项目是哪个", turns).figures] == ["政务云平台扩容"]
    answer = assistant.ask("第二呢", [*turns, "最大的项目是哪个"])
    assert [one.value for one in answer.figures] == ["197.26"]
