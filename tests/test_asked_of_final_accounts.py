"""Questions on final accounts that are told in sentences: several parts, bases, classes, false contradictions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from index.narrative.reasons import comparisons, explain
from tests.final_accounts_texts import (
    ARCHIVES,
    ARCHIVES_BUDGET,
    ASSOCIATION,
    COUNTY,
    DISTRICT,
    HILLS,
    PLANNED,
    RIVERSIDE,
    STATION,
    STATISTICS,
    TOWN,
    VILLAGES,
)
from tests.over_texts import assistant_over, figures

if TYPE_CHECKING:
    from assistant.service import Assistant


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    texts = {
        "柏溪镇2020年三公决算": TOWN, "柳塘镇2020年三公决算": VILLAGES, "枫岭乡2020年三公": HILLS,
        "水产站2023年单位决算": STATION, "统计局2020年部门决算": STATISTICS, "档案馆2021年部门预算": ARCHIVES_BUDGET,
        "档案馆2021年部门决算": ARCHIVES, "科协2022年部门决算": ASSOCIATION,
    }  # fmt: skip
    return assistant_over(tmp_path_factory.mktemp("finals"), texts)


@pytest.mark.parametrize(
    ("question", "asserted"),
    [
        # what came in is what a share of receipts is of, and not the total with what is carried over
        ("水产站事业收入占收入的几成", {"5.00"}),
        ("水产站2023年收入多少支出多少", {"940.00", "950.00"}),
        ("水产站小微企业拿了多少采购合同，占多少", {"108.00", "45.00"}),
        ("柏溪镇公务用车购置和运行各占三公多少", {"28.76", "34.72"}),
        ("柏溪镇公车购置和运行加起来是不是24.5", {"11.1", "13.4", "24.5"}),
        ("柏溪镇公车运行维护费比预算少了百分之几", {"13.4", "20", "6.60", "33.00"}),
        ("柳塘镇公务接待费比上年预算下降多少", {"9.4", "12.6"}),
        ("档案馆2021政府采购预算210万，实际采购了多少", {"210.00", "198.50"}),
        ("档案馆2021年一般公共预算支出决算比预算多多少，增长多少", {"642.00", "600.00", "42.00", "7.00"}),
        ("统计局2020年哪些项决算小于年初预算", {"60.00", "57.00", "30.00", "28.20"}),
        ("统计局2020年哪些科目决算大于年初预算", {"310.00", "334.80", "120.00", "141.60"}),
        ("水产站按功能分类花在哪几类", {"900.00", "63.00", "27.00", "774.00", "36.00"}),
        ("水产站2023年哪类支出最多", {"774.00"}),
        ("科协2022年一般公共预算支出按功能分类有哪几类", {"2500000.00", "2100000.00", "400000.00"}),
        ("枫岭乡2020年公车和接待比年初预算各少多少", {"0.50", "0.30"}),
        ("枫岭乡三公比年初预算少了多少，公车和接待各少多少", {"0.80", "0.50", "0.30"}),
        ("统计局2020年三公决算比预算少了多少，公务接待和公车各少了多少",
         {"13.40", "20.00", "6.60", "4.50", "9.00", "8.90", "11.00", "2.10"}),
    ],
)  # fmt: skip
def test_what_is_asserted(assistant: Assistant, question: str, asserted: set[str]) -> None:
    answer = assistant.ask(question)
    assert answer.status == "answered", answer.answer
    assert {value for value, _ in figures(answer)} == asserted, answer.answer


def test_each_comparison_of_one_question_is_told(assistant: Assistant) -> None:
    answer = assistant.ask("统计局2020年公务接待费多少，比预算少多少，比上年少多少，为什么")
    assert {("4.50", "万元"), ("9.00", "万元"), ("3.00", "万元")} == set(figures(answer))
    assert "来访团组减少" in answer.answer  # of the base that was named last
    assert "大型会议取消" not in answer.answer


def test_the_reason_is_that_of_the_base_that_is_asked_for(assistant: Assistant) -> None:
    assert "来访团组减少" in assistant.ask("统计局2020年公务接待费为什么比上年少").answer
    assert "水库移民检查" in assistant.ask("柏溪镇公务接待超预算了吗，超了多少，为啥").answer


def test_no_passage_without_a_reason_is_quoted_for_one(assistant: Assistant) -> None:
    answer = assistant.ask("水产站事业运行为什么这么多")
    assert "没有写明原因" in answer.answer
    assert "政府采购" not in answer.answer
    assert ">" not in answer.answer


def test_the_guests_of_one_kind_do_not_contradict_all_of_them(assistant: Assistant) -> None:
    answer = assistant.ask("柏溪镇2020年接待了多少批多少人")
    assert answer.verification.status != "mismatch"
    assert "矛盾" not in answer.answer
    assert {("208", "批次"), ("1936", "人次")} <= set(figures(answer))


def test_expenditure_of_one_fund_does_not_contradict_all_of_it(assistant: Assistant) -> None:
    answer = assistant.ask("科协2022年项目支出多少")
    assert figures(answer) == [("660000.00", "元")]
    assert answer.verification.status == "verified"
    assert "600,000.00" in answer.answer


def test_fewer_cars_than_before_is_no_number_of_cars(assistant: Assistant) -> None:
    answer = assistant.ask("枫岭乡有几辆公车，比去年少了几辆")
    assert figures(answer) == [("7", "辆")]
    assert "少了几辆" in answer.answer
    assert answer.verification.status == "unverified"


def test_whose_and_of_what_kind_a_single_sentence_is(assistant: Assistant) -> None:
    for asked, whole in (("柳塘镇", "柳塘镇"), ("枫岭乡", "澄湖区枫岭乡")):
        [figure] = assistant.ask(f"{asked}2020年三公经费多少").figures
        assert (figure.organization, figure.year, figure.kind) == (whole, 2020, "决算")


def test_a_sentence_compares_with_one_base_after_the_other() -> None:
    sentence = "决算数小于预算数的主要原因是甲，与上年相比减少3.00万元，减少的主要原因是乙。"
    assert [explain(one) for one in comparisons(sentence)] == ["甲", "乙"]
    assert comparisons("与上年相比减少3.00万元，主要原因是乙。") == ["与上年相比减少3.00万元，主要原因是乙。"]


@pytest.fixture(scope="module")
def summaries(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    texts = {
        "澄湖区2021年三公汇总": DISTRICT, "江口镇2020年三公": RIVERSIDE, "石桥镇2021年三公": PLANNED,
        "澄溪县2020年三公": COUNTY,
    }  # fmt: skip
    return assistant_over(tmp_path_factory.mktemp("summaries"), texts)


@pytest.mark.parametrize(
    ("question", "asserted"),
    [
        ("澄湖区2021年买了几辆公车，比上年多几辆", {("14", "辆"), ("5", "辆")}),
        ("澄湖区公车保有量比上年少了多少辆", {("27", "辆")}),
        ("江口镇有几辆公车，比去年少了几辆", {("9", "辆"), ("3", "辆")}),
        ("江口镇三公比年初预算少多少", {("36", "万元"), ("3", "万元")}),
        ("澄湖区2021年公务接待费比上年增加多少，上年多少", {("510.20", "万元"), ("42.50", "万元"), ("467.70", "万元")}),
        ("澄溪县2020年有多少辆公车", {("148", "辆")}),
        ("澄溪县公务用车购置占公车总支出多少", {("30.00", "%")}),
        ("澄溪县2020年公务接待费是多少", {("210", "万元")}),
    ],
)
def test_what_summaries_assert(summaries: Assistant, question: str, asserted: set[tuple[str, str]]) -> None:
    answer = summaries.ask(question)
    assert answer.status == "answered", answer.answer
    assert set(figures(answer)) == asserted, answer.answer


def test_a_change_told_in_a_reason_is_against_no_base(summaries: Assistant) -> None:
    answer = summaries.ask("江口镇公车保有量减少了几辆")
    assert figures(answer) == [("3", "辆")]
    assert "预算" not in answer.answer


def test_what_was_planned_is_not_what_was_spent(summaries: Assistant) -> None:
    answer = summaries.ask("石桥镇2021年公务接待花了多少")
    assert answer.status == "not_found"
    assert not answer.figures
    assert "预算" in answer.answer


def test_a_growth_that_misses_its_amounts_is_told(summaries: Assistant) -> None:
    answer = summaries.ask("江口镇2020年三公比上年下降36.4%对吗")
    assert answer.verification.status == "mismatch"
    assert "25.00%" in answer.answer
