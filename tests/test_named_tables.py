"""Tables that a question names: their own totals, rows and columns, and what they do not print."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.over_texts import assistant_over
from tests.sample_index import sample_assistant

if TYPE_CHECKING:
    from assistant.service import Assistant

# read off the tables of the samples
PRINTED = [
    ("图书馆2024年一般公共预算基本支出经济分类情况表合计多少", "1336.80", "2024年度一般公共预算基本支出经济分类情况表"),
    ("图书馆2024年基本支出经济分类情况表的总计是多少", "1336.80", "2024年度一般公共预算基本支出经济分类情况表"),
    ("图书馆2024年财政拨款收支预算总表里支出总计多少", "1784.89", "2024年度财政拨款收支预算总表"),
    ("图书馆2024年财政拨款收支预算总表里本年收入多少", "1753.04", "2024年度财政拨款收支预算总表"),
    ("图书馆2024年收支预算总表里本年收入合计多少", "1786.44", "2024年度收支预算总表"),
    ("图书馆2024年财政拨款收支预算总表里文化旅游体育与传媒支出多少", "1387.20", "2024年度财政拨款收支预算总表"),
    ("图书馆2024年政府采购预算表总金额多少", "315.60", "2024年度政府采购预算表"),
    ("图书馆2024年政府采购表一共多少钱", "315.60", "2024年度政府采购预算表"),
    ("图书馆2024年项目支出预算表合计多少", "481.49", "2024年度项目支出预算表"),
    ("数据局2024年收入决算表合计多少", "3819.62", "收入决算表"),
    ("数据局2024年收入决算表里行政运行的本年收入合计是多少", "1645.83", "收入决算表"),
    ("数据局2024年决算行政运行的本年收入合计是多少", "1645.83", "收入决算表"),
    ("数据局2024年决算里部门整体支出绩效目标表的人员经费资金总额是多少", "2850.98", "部门整体支出绩效目标表"),
    ("数据局2024年预算一般公共预算支出情况表（经济分类类级科目）里工资福利支出", "2827.06",
     "一般公共预算支出情况表（经济分类类级科目）"),
    ("图书馆2024年图书文献购置绩效目标表里资金总额多少", "186.50", "图书文献购置绩效目标表"),
    ("图书馆2024年图书文献购置绩效目标表的其他资金是多少", "0.00", "图书文献购置绩效目标表"),
]  # fmt: skip


@pytest.mark.parametrize(("question", "value", "table"), PRINTED)
def test_a_figure_is_that_of_the_table_named(question: str, value: str, table: str) -> None:
    answer = sample_assistant().ask(question)
    assert answer.status == "answered", answer.answer
    assert [one.value for one in answer.figures] == [value], answer.answer
    assert answer.citations[0].table == table


def test_funds_without_a_table_are_all_that_there_are() -> None:
    answer = sample_assistant().ask("图书馆2024年资金总额多少")
    assert [one.value for one in answer.figures] == ["1818.29"], answer.answer
    assert "财政专户" not in answer.answer


ELSEWHERE = [
    ("图书馆2024年收入预算总表里基本支出多少", "收入预算总表", "1,336.80"),
    ("图书馆2024年政府采购表里办公费多少", "政府采购表", "21.46"),
]


@pytest.mark.parametrize(("question", "table", "elsewhere"), ELSEWHERE)
def test_what_the_table_does_not_print_is_told_with_where_it_is_printed(
    question: str, table: str, elsewhere: str
) -> None:
    answer = sample_assistant().ask(question)
    assert answer.status == "not_found", answer.answer
    assert not answer.figures
    assert f"“{table}”里没有印出" in answer.answer
    assert elsewhere in answer.answer


def test_a_part_of_purchases_is_not_added_to_their_whole() -> None:
    answer = sample_assistant().ask("图书馆2024年采购的货物一共多少")
    assert [one.value for one in answer.figures] == ["244.40"], answer.answer
    both = sample_assistant().ask("图书馆2024年政府采购里的货物和服务一共多少")
    assert [one.value for one in both.figures] == ["315.60"], both.answer  # 244.40 + 71.20


LISTED = [
    ("图书馆2024年政府采购表里金额最大的是哪项", ["158.00"]),
    ("图书馆2024年三公表里哪项最多", ["4.50"]),
    ("图书馆2024年三公表里哪项是0", ["0.00"]),
    ("图书馆2024年政府采购表里超过80万的有哪些", ["158.00", "86.40"]),
    ("图书馆2024年收入预算总表里哪项收入最多", ["1753.04"]),
    ("图书馆2024年哪项收入最多", ["1753.04"]),
    ("图书馆2024年最主要的收入是什么，占多少", ["1753.04", "96.41"]),  # of 1,818.29
    ("图书馆2024年收入最主要的来源", ["1753.04"]),
]


@pytest.mark.parametrize(("question", "values"), LISTED)
def test_what_a_table_lists_is_what_it_is_about(question: str, values: list[str]) -> None:
    answer = sample_assistant().ask(question)
    assert answer.status == "answered", answer.answer
    assert [one.value for one in answer.figures] == values, answer.answer


GOING_ON = [
    ("图书馆2024年三公经费一共多少？其中公务接待费占多少？", ["6.66", "32.43"]),  # 2.16 ÷ 6.66
    ("图书馆2024年办公费多少？水费呢？加起来呢？", ["21.46", "4.68", "26.14"]),
    ("图书馆2024年三公经费里哪项最多？占多少？", ["4.50", "67.57"]),
]


@pytest.mark.parametrize(("question", "values"), GOING_ON)
def test_questions_put_at_once_go_on_from_one_another(question: str, values: list[str]) -> None:
    answer = sample_assistant().ask(question)
    assert [one.value for one in answer.figures] == values, answer.answer


TWO_OF_A_FORM = """云泽市河道管理中心2025年单位预算
财政拨款基本支出预算表
单位：万元
科目编码⇥科目名称⇥金额
⇥合计⇥310.00
301⇥工资福利支出⇥250.00
302⇥商品和服务支出⇥60.00
一般公共预算基本支出预算表
单位：万元
科目编码⇥科目名称⇥金额
⇥合计⇥290.00
301⇥工资福利支出⇥240.00
302⇥商品和服务支出⇥50.00
河道清障與綠化項目绩效目标表
单位：万元
项目名称⇥河道清障與綠化項目
资金总额⇥12.50
财政拨款⇥12.50
绩效指标⇥一级指标⇥二级指标⇥三级指标⇥目标值
⇥产出指标⇥数量指标⇥清障河段⇥≥3处
"""


@pytest.fixture(scope="module")
def two_tables(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    texts = {"云泽市河道管理中心2025年单位预算": TWO_OF_A_FORM.replace("⇥", "\t")}
    return assistant_over(tmp_path_factory.mktemp("two_tables"), texts)


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("财政拨款基本支出预算表合计多少", "310.00"),
        ("一般公共预算基本支出预算表合计多少", "290.00"),
        ("一般公共预算基本支出预算表里商品和服务支出多少", "50.00"),
        ("财政拨款基本支出预算表里商品和服务支出多少", "60.00"),
    ],
)
def test_of_two_tables_of_a_form_the_one_so_called_is_meant(two_tables: Assistant, question: str, value: str) -> None:
    answer = two_tables.ask(question)
    assert [one.value for one in answer.figures] == [value], answer.answer


@pytest.mark.parametrize("name", ["河道清障與綠化項目", "河道清障与绿化项目"])
def test_a_name_printed_in_traditional_characters_is_found(two_tables: Assistant, name: str) -> None:
    answer = two_tables.ask(f"{name}多少钱")
    assert [one.value for one in answer.figures] == ["12.50"], answer.answer
