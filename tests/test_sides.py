"""Sums on either side of a comparison, parts that a question supposes, and what goes on from what was asked before."""

from __future__ import annotations

import pytest

from tests.sample_index import sample_assistant, wrongly_derived

SIDES = [
    ("数据局2025年水电费占公用经费的比重", "5.90", "%"),
    ("数据局2025年水电费比邮电费多多少", "5.72", "万元"),
    ("数据局2025年邮电费比水电费少多少", "5.72", "万元"),
    ("数据局2025年水费、电费之和比办公费少了多少", "32.24", "万元"),
    ("数据局2025年办公费比水费和电费加起来多多少", "32.24", "万元"),
    ("数据局2025年办公费是水电费的几倍", "3.15", "倍"),
    ("数据局2025年水费和电费够不够办公费的三成", "31.74", "%"),
    ("数据局2025年公用支出减去水费和电费是多少", "239.13", "万元"),
]


@pytest.mark.parametrize(("question", "value", "unit"), SIDES)
def test_both_sides_are_worked_out_whole(question: str, value: str, unit: str) -> None:
    answer = sample_assistant().ask(question)
    assert answer.status == "answered", answer.answer
    assert [(one.value, one.unit) for one in answer.figures] == [(value, unit)], answer.answer
    assert not wrongly_derived(answer)


SUPPOSED = [
    ("数据局2025年培训费是不是公务接待费的一半", "67.11", "%", "超过所问的“一半”"),
    ("数据局2025年商品和服务支出占基本支出的两成了吗", "7.50", "%", "不到所问的“两成”"),
    ("数据局2025年办公费有没有达到水费的20倍", "25.53", "倍", "超过所问的“20倍”"),
    ("数据局2025年办公费占公用支出的千分之几", "185.86", "‰", ""),
    ("数据局2025年水费是电费的千分之几", "140.79", "‰", ""),
    ("数据局2025年基本支出占总支出过半了没有", "79.71", "%", "超过所问的“一半”"),
]


@pytest.mark.parametrize(("question", "value", "unit", "told"), SUPPOSED)
def test_the_part_that_is_supposed_is_worked_out_and_told(question: str, value: str, unit: str, told: str) -> None:
    answer = sample_assistant().ask(question)
    assert answer.status == "answered", answer.answer
    assert (answer.figures[0].value, answer.figures[0].unit) == (value, unit), answer.answer
    assert told in answer.answer
    assert not wrongly_derived(answer)


TURNS = [
    (["数据局2025年水费多少", "电费呢"], "这两个加起来占公用支出的几成", "5.90", "%"),
    (["数据局2025年商品和服务支出多少"], "基本支出里呢？", "242.02", "万元"),
    (["图书馆2024年金额最高的项目是哪个"], "第二个呢？", "124.87", "万元"),
    (["图书馆2024年公用经费占基本支出多少"], "人员经费呢", "84.28", "%"),
]


@pytest.mark.parametrize(("turns", "question", "value", "unit"), TURNS)
def test_what_goes_on_is_asked_of_what_was_asked(turns: list[str], question: str, value: str, unit: str) -> None:
    answer = sample_assistant().ask(question, turns)
    assert [(one.value, one.unit) for one in answer.figures] == [(value, unit)], answer.answer


@pytest.mark.parametrize(
    ("question", "value", "unit"),
    [
        ("图书馆2024年项目里没用财政钱的有几个", "2", "个"),
        ("图书馆2024年财政拨款安排的项目支出是多少", "448.09", "万元"),
        ("图书馆2024年基本支出减去工资福利支出和商品和服务支出是多少", "39.93", "万元"),
        ("图书馆2024年事业收入加其他收入够不够付读者培训与讲座和自助设备场地服务", "0.00", "万元"),
        ("图书馆2024年除了图书文献购置，其他的项目支出一共多少", "294.99", "万元"),
        ("图书馆2024年人均工资福利支出多少（按在职52人）", "21.03", "万元"),
    ],
)
def test_no_part_of_a_question_is_left_out(question: str, value: str, unit: str) -> None:
    answer = sample_assistant().ask(question)
    assert answer.status == "answered", answer.answer
    assert [(one.value, one.unit) for one in answer.figures] == [(value, unit)], answer.answer


@pytest.mark.parametrize("question", ["图书馆2024年项目里给小孩子的有哪些", "图书馆2024年项目里给小孩子的有几个"])
def test_a_choice_that_is_not_made_is_no_list(question: str) -> None:
    answer = sample_assistant().ask(question)
    assert (answer.status, answer.figures) == ("not_found", [])


@pytest.mark.parametrize(
    ("turns", "question", "values"),
    [
        ([], "数据局2025年公务接待费占公务接待费、会议费、培训费三项总和的比重", ["49.06"]),
        ([], "数据局2025年采购里服务占了几成，货物呢", ["62.00", "38.00"]),
        (["图书馆2024年公务接待费多少", "三公一共多少"], "占比是多少", ["32.43"]),
        (["数据局2025年基本支出多少"], "再减去公用经费还剩多少", ["2973.60"]),
        (["数据局2024年公务接待费完成率多少"], "公务用车运行费呢", ["8.60", "8.06", "93.72"]),
        ([], "数据局2024年决算工资福利里最大的一项占工资福利的比例", ["733.68", "26.27"]),
        ([], "数据局2024年公务接待费实际比预算少花百分之几", ["8.64", "9.85", "1.21", "12.28"]),
        ([], "数据局四家单位2024年决算在职人数一共多少人", ["109"]),
    ],
)
def test_what_is_asked_of_several_is_of_all_of_them(turns: list[str], question: str, values: list[str]) -> None:
    answer = sample_assistant().ask(question, turns)
    assert [one.value for one in answer.figures] == values, answer.answer
    assert not wrongly_derived(answer)


@pytest.mark.parametrize(
    "question",
    [
        "数据局2024年决算一般行政管理事务的收入比支出多出来多少",
        "数据局2024年年末结转和结余26.39，是哪来的",
        "图书馆2024年生活补助上年有吗",
    ],
)
def test_one_figure_is_no_answer_to_another_question(question: str) -> None:
    answer = sample_assistant().ask(question)
    assert (answer.status, answer.figures) == ("not_found", []), answer.answer


@pytest.mark.parametrize(
    ("turns", "question", "values"),
    [
        (["数据局2025年政府采购预算多少"], "其中服务呢，占多少", ["349.16", "62.00"]),
        ([], "数据局2025年集中采购的项目合计多少钱", ["214.00"]),
        ([], "数据局2025年采购的服务类项目平均每个多少", ["116.39"]),
        ([], "数据局2025年机关运行经费差旅费和基本支出差旅费差多少", ["25.16", "19.98", "5.18"]),
        ([], "数据局2025年公务接待费在三公表和基本支出表里的数差多少", ["9.12", "6.32", "2.80"]),
        ([], "数据局2025年奖金是绩效工资的几倍，是基本工资的百分之多少", ["4.79", "178.32"]),
        ([], "数据局2025年项目支出是基本支出的多少倍", ["0.25"]),
        ([], "数据局和图书馆2025年谁的项目支出占比高", ["24.83", "20.29"]),
    ],
)
def test_words_that_say_of_what_are_carried_out(turns: list[str], question: str, values: list[str]) -> None:
    answer = sample_assistant().ask(question, turns)
    assert answer.status == "answered", answer.answer
    assert [one.value for one in answer.figures] == values, answer.answer
    assert not wrongly_derived(answer)


@pytest.mark.parametrize(
    "question",
    [
        "数据局2025年八个项目里哪个最大",  # it has six
        "数据局2024年决算里哪项的年初预算没花完剩得最多",
    ],
)
def test_another_order_than_the_one_asked_for_is_no_answer(question: str) -> None:
    answer = sample_assistant().ask(question)
    assert (answer.status, answer.figures) == ("not_found", []), answer.answer


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("图书馆2025年基本支出的人员经费是公用经费的几倍", ["5.52"]),
        ("数据局2025年行政运行的公用经费占全部公用经费的多少", ["68.20"]),
        ("数据局2025年基本工资和津贴补贴一共比2024年预算多了多少", ["45.27"]),
        ("数据局2025年水费是电费的几倍，比2024年多多少", ["0.14", "1.85", "1.85", "0.00"]),
        ("数据局和图书馆2025年基本支出差多少，数据局是图书馆的几倍", ["3227.72", "13819915.00", "1845.7285", "2.34"]),
    ],
)
def test_each_side_and_each_year_has_its_own_items(question: str, values: list[str]) -> None:
    answer = sample_assistant().ask(question)
    assert answer.status == "answered", answer.answer
    assert [one.value for one in answer.figures] == values, answer.answer
    assert not wrongly_derived(answer)


def test_what_tables_of_one_kind_print_is_added_over_years() -> None:
    answer = sample_assistant().ask("数据局2025年公务接待费和公务用车运行费一共比上年少了多少")
    assert [figure.value for figure in answer.figures] == ["1.08"], answer.answer  # (9.85 + 8.60) − (9.12 + 8.25)
    assert {figure.value for figure in answer.supporting} >= {"9.85", "8.60", "9.12", "8.25"}


def test_both_ends_of_an_order_are_shown() -> None:
    answer = sample_assistant().ask("数据局2025年24年结转的项目里最大和最小的各是哪个")
    assert "没有载入" not in answer.answer
    answer = sample_assistant().ask("数据局2025年项目里最大和最小的各是哪个")
    assert {"324.00", "26.39"} <= {one.value for one in answer.figures}


@pytest.mark.parametrize(
    ("turns", "question", "values"),
    [
        ([], "数据局2025年公用经费中福利费、工会经费合占多少", ["21.48"]),
        ([], "数据局2025年公务接待费比培训费多几成", ["9.12", "6.12", "3.00", "49.02"]),
        ([], "图书馆2025年水费比2024年多了多少，多了几成", ["47500.00", "4.68", "700.00", "1.50"]),
        ([], "图书馆和数据局2025年三公加起来多少万，图书馆占几成", ["415000.00", "15.25"]),
        (["图书馆2025年公务接待费多少"], "和数据局比呢", ["19800.00", "9.12", "7.14"]),
        ([], "图书馆2025年自有资金用在哪几个项目", ["357900.00", "265500.00", "92400.00"]),
        ([], "数据局哪年差旅费高，24决算还是25预算", ["25.22", "25.16"]),
    ],
)
def test_shares_are_of_what_is_said(turns: list[str], question: str, values: list[str]) -> None:
    answer = sample_assistant().ask(question, turns)
    assert answer.status == "answered", answer.answer
    assert [one.value for one in answer.figures] == values, answer.answer
    assert not wrongly_derived(answer)


@pytest.mark.parametrize(
    "question",
    [
        "图书馆2025年图书文献购置占项目资金的百分之几",  # 项目资金 is no name of the documents
        "数据局2025年会议费占三公加会务的比例",
        "图书馆2025年货物和安装一共占采购的几成",
    ],
)
def test_a_share_of_what_no_document_names_is_none(question: str) -> None:
    answer = sample_assistant().ask(question)
    assert (answer.status, answer.figures) == ("not_found", []), answer.answer


def test_the_most_of_several_is_of_all_that_were_asked_for() -> None:
    turns = ["数据局2025年差旅费多少", "会议费呢", "培训费呢"]
    answer = sample_assistant().ask("其中哪个最多", turns)
    assert answer.figures[0].value == "25.16", answer.answer


def test_counts_are_compared_as_counts() -> None:
    answer = sample_assistant().ask("数据局2025年车辆是机要通信用车的几倍")  # 3 of 1
    assert [(figure.value, figure.unit) for figure in answer.figures] == [("3.00", "倍")]
    answer = sample_assistant().ask("数据局2025年机要通信用车占车辆的一半吗")  # 1 of 3
    assert "不到所问的“一半”" in answer.answer


@pytest.mark.parametrize(
    ("question", "total"),
    [
        ("数据局2024年决算收入和支出相等吗", "3891.13"),
        ("数据局2025年收支平衡吗", "4049.27"),
        ("图书馆2025年收入支出平不平", "18384975.00"),
    ],
)
def test_whether_both_sides_balance_is_said(question: str, total: str) -> None:
    """Both totals and that they are equal; nothing else is asserted."""
    answer = sample_assistant().ask(question)
    assert [figure.value for figure in answer.figures] == [total, total, "0.00"], answer.answer
    assert "收入总计与支出总计相等" in answer.answer
    assert answer.verification.status in ("verified", "rounding")


def test_the_parts_of_a_form_in_columns_are_added_up() -> None:
    """三公 stands in columns: 0.00 + 9.12 + 26.05."""
    answer = sample_assistant().ask("数据局2025年三公表合计对得上吗")
    assert {figure.value for figure in answer.figures} == {"35.17"}
    assert [check.outcome for check in answer.verification.checks] == ["exact"]


@pytest.mark.parametrize(
    ("turns", "question"),
    [
        ([], "机关运行经费是什么意思，数据局2025年有多少"),
        (["机关运行经费是什么意思"], "数据局2025年多少"),
        (["数据局2025年机关运行经费是什么意思"], "那有多少"),
    ],
)
def test_the_figure_is_told_beside_or_after_what_a_term_means(turns: list[str], question: str) -> None:
    """173.32 as the table prints it; a meaning has nothing to verify and takes nothing from what is verified."""
    answer = sample_assistant().ask(question, turns)
    assert [(figure.value, figure.unit) for figure in answer.figures] == [("173.32", "万元")], answer.answer
    assert answer.verification.status in ("verified", "rounding")


def test_what_two_parts_tell_alike_is_told_once() -> None:
    """A question whose second part asks for what the first one has told already."""
    text = sample_assistant().ask("数据局2025年部门预算包括几个单位，分别叫什么").answer
    lines = [line for line in text.splitlines() if line.strip()]
    assert len(lines) == len(set(lines)), text
