"""Follow-ups that leave words out, accounts of one name, and amounts that stand elsewhere in a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.over_texts import assistant_over, figures
from tests.sample_index import sample_assistant, wrongly_derived

if TYPE_CHECKING:
    from pathlib import Path

TURNS = [
    (["数据局2025年绩效目标项目几个"], "金额多少", "821.55", "万元"),
    (["数据局2025年绩效目标项目几个"], "一共多少钱", "821.55", "万元"),
    (["数据局2025年绩效目标项目几个", "金额多少"], "平均一个多少", "136.93", "万元"),
    (["数据局2025年公务用车运行维护费多少"], "邮电呢", "9.27", "万元"),
    (["数据局2025年水费多少", "电费是它的几倍"], "邮电费加上去一共多少", "24.26", "万元"),
    (["数据局2025年水费多少", "电费呢"], "邮电费也算上一共多少", "24.26", "万元"),
    (["数据局2025年行政运行多少"], "其中公用多少", "173.32", "万元"),
    (["数据局2025年行政运行多少"], "其中人员经费占多少", "89.81", "%"),
]


@pytest.mark.parametrize(("turns", "question", "value", "unit"), TURNS)
def test_what_a_follow_up_leaves_out_is_what_was_spoken_of(
    turns: list[str], question: str, value: str, unit: str
) -> None:
    answer = sample_assistant().ask(question, turns)
    assert figures(answer) == [(value, unit)], answer.answer
    assert not wrongly_derived(answer)


def test_another_rate_after_a_check_is_checked() -> None:
    answer = sample_assistant().ask("机关运行经费那个1.93%呢", ["数据局2025年收入预算增长2.53%对吗"])
    assert [figure.value for figure in answer.figures] == ["1.93", "1.93"], answer.answer
    assert "核对结果" in answer.answer


SAME_NAME = """澄湖县柳岸镇人民政府2025年部门预算
一、一般公共预算支出表
单位：万元
| 科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出 |
| 201 | 一般公共服务支出 | 90.00 | | 90.00 |
| 20129 | 群众团体事务 | 40.00 | | 40.00 |
| 2012902 | 一般行政管理事务 | 40.00 | | 40.00 |
| 20133 | 宣传事务 | 50.00 | | 50.00 |
| 2013302 | 一般行政管理事务 | 50.00 | | 50.00 |
| 212 | 城乡社区支出 | 310.00 | 110.00 | 200.00 |
| 21201 | 城乡社区管理事务 | 310.00 | 110.00 | 200.00 |
| 2120102 | 一般行政管理事务 | 200.00 | | 200.00 |
| 2120104 | 城管执法 | 110.00 | 110.00 | |
| | 合计 | 400.00 | 110.00 | 290.00 |
二、收支总体情况
2025年支出总计400.00万元。
三、财政拨款收支情况
财政拨款收入支出总计0.40万元。
"""


@pytest.mark.parametrize(
    "asked", ["和一般行政管理事务差多少", "加一般行政管理事务一共多少", "占一般行政管理事务的多少"]
)
def test_of_several_accounts_of_one_name_none_is_taken(tmp_path: Path, asked: str) -> None:
    answer = assistant_over(tmp_path, {"澄湖县柳岸镇2025年部门预算": SAME_NAME}).ask(f"柳岸镇2025年城管执法{asked}")
    assert answer.status in ("clarify", "not_found"), answer.answer
    assert answer.figures == []
    assert "2120102" in answer.answer


def test_an_amount_that_is_printed_elsewhere_is_told_where(tmp_path: Path) -> None:
    answer = assistant_over(tmp_path, {"澄湖县柳岸镇2025年部门预算": SAME_NAME}).ask("柳岸镇支出总计是0.40万元吗")
    assert "0.40万元" in answer.answer
    assert "印有此数的是" in answer.answer


def test_who_has_none_is_asked_either_way() -> None:
    first = sample_assistant().ask("2025年没有因公出国费的是哪几家")
    assert figures(first) == figures(sample_assistant().ask("2025年哪几家没有因公出国费"))
    assert first.figures


def test_all_of_several_is_no_share_of_the_last_sum() -> None:
    turns = ["数据局2025年办公费多少", "邮电费呢", "差旅费呢", "后两个加起来"]
    answer = sample_assistant().ask("三个占公用经费几成", turns)
    assert figures(answer) == [("32.13", "%")], answer.answer


def test_which_rose_more_than_in_a_year_is_of_both() -> None:
    turns = ["数据局2025年公务接待费多少", "机关运行经费呢"]
    answer = sample_assistant().ask("哪个比2024年减得多", turns)
    assert "减少最多的是机关运行经费" in answer.answer


@pytest.mark.parametrize(
    ("question", "other"),
    [
        ("2025年支出总计最高的澄湖单位是哪个", "2025年支出总计最高的单位是哪个"),
        ("请帮忙查一下数据局2025年基本支出的金额，谢谢", "数据局2025年基本支出多少"),
        ("图书馆2024年图书馆在项目支出中的比例是多少", "图书馆2024年图书馆占项目支出的比例"),
        ("数据局2024年，不对，2025年的三公经费多少", "数据局2025年三公经费多少"),
        ("数据局2025年水费跟电费差几多", "数据局2025年水费和电费差多少"),
        ("数据局2025年20万以上…不，100万以上的项级科目有几个", "数据局2025年100万以上的项级科目有几个"),
    ],
)
def test_other_words_for_a_question_give_its_figures(question: str, other: str) -> None:
    answer, plain = sample_assistant().ask(question), sample_assistant().ask(other)
    assert plain.figures
    assert figures(answer) == figures(plain), answer.answer


def test_what_projects_pay_of_an_account_is_its_column() -> None:
    answer = sample_assistant().ask("图书馆2024年其他文化和旅游支出里项目安排的有多少")
    assert figures(answer) == [("156.72", "万元")], answer.answer
    whole = sample_assistant().ask("图书馆2024年商品和服务支出里项目安排的有多少")
    assert whole.figures == []
    assert "分开印出" in whole.answer
