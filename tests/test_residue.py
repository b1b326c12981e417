"""Words that the answer does not bear out, parts of a question that one plan leaves out, figures that it quotes."""

from __future__ import annotations

import pytest

from assistant.conversation.clauses import clauses
from index.catalogue.pronunciation import is_slip
from tests.sample_index import sample_assistant

LIMITED = [
    "数据局2025年追加的公务接待费多少",
    "数据局2025年差旅费里境外部分多少",
    "数据局2025年南山区的办公费",
    "数据局2025年给外宾的公务接待费",
    "数据局2025年上缴的政府采购",
    "数据局2025年张三的差旅费",
    "数据局2025年赵六的办公费",
    "数据局2025年周敏的差旅费多少",
    "数据局2025年公务接待费里请外宾的多少",
    "数据局2025年人工智能培训费",
    "数据局2025年培训费里党员培训多少",
    "数据局2025年大数据中心运维的办公费",
]
PLAIN = [
    "领导要材料，数据局2025年办公费多少，谢谢",
    "你好，请问一下数据局2025年办公费是多少啊急用",
    "数据局2025年办公费一年要多少",
    "数据局2025年给员工的办公费",
]


@pytest.mark.parametrize("question", LIMITED)
def test_a_figure_of_something_wider_is_no_answer(question: str) -> None:
    answer = sample_assistant().ask(question)
    assert answer.status == "not_found"
    assert not answer.figures
    assert answer.supporting  # the wider figure is told, as what it is
    assert "不是所问的" in answer.answer


@pytest.mark.parametrize("question", PLAIN)
def test_words_that_ask_for_nothing_cost_no_answer(question: str) -> None:
    answer = sample_assistant().ask(question)
    assert (answer.status, answer.verification.status) == ("answered", "verified")
    assert [figure.value for figure in answer.figures][:1] == ["47.23"]


def test_a_word_elsewhere_in_the_question_is_told_and_never_confirmed() -> None:
    answer = sample_assistant().ask("数据局2025年办公费和疫情防控")
    assert answer.verification.status == "unverified"
    assert "疫情防控" in answer.answer


LISTED = [
    "数据局2025年追加的三公经费构成",
    "数据局2025年国外的三公经费怎么分",
    "数据局2025年给外宾的三公经费里最多的是哪项",
    "数据局2025年外事商品和服务支出超过30万的科目有哪些",
    "数据局2025年追加的公务接待费是9.12万元对吗",
]


@pytest.mark.parametrize("question", LISTED)
def test_a_list_or_a_check_of_something_wider_is_no_answer(question: str) -> None:
    answer = sample_assistant().ask(question)
    assert (answer.status, answer.figures) == ("not_found", [])
    assert answer.supporting
    assert "不是所问的" in answer.answer


def test_a_word_that_no_item_of_a_list_bears_out_is_told() -> None:
    answer = sample_assistant().ask("数据局2025年哪些项目花在境外最多")
    assert answer.verification.status == "unverified"
    assert "境外" in answer.answer


@pytest.mark.parametrize(
    "question",
    [
        "数据局2025年商品和服务支出里低于5万元的款级科目有哪些",
        "图书馆2025年采购里属于货物的有哪些",
        "数据局2025年哪些项目超过一百万",
        "数据局2025年商品和服务支出里花钱最多的前三名",
    ],
)
def test_words_that_a_list_is_read_from_cost_no_confirmation(question: str) -> None:
    answer = sample_assistant().ask(question)
    assert answer.status == "answered"
    assert answer.verification.status in ("verified", "rounding")


def test_every_part_of_a_question_is_answered() -> None:
    answer = sample_assistant().ask("数据局2025年三公经费多少，占基本支出多少，比上年增加多少")
    shown = {(figure.value, figure.unit) for figure in answer.figures}
    assert {("35.17", "万元"), ("1.09", "%"), ("16.72", "万元")} <= shown
    assert len({figure.model_dump_json() for figure in answer.figures}) == len(answer.figures)


def test_a_part_that_is_not_printed_is_said_to_be_so() -> None:
    answer = sample_assistant().ask("数据局2025年采购预算多少，其中小微企业多少")
    assert [(figure.label, figure.value) for figure in answer.figures] == [("政府采购预算", "563.16")]
    assert "小微企业" in answer.answer


def test_what_asks_nothing_belongs_to_the_part_after_it() -> None:
    assert clauses("数据局2025年，办公费多少，其中培训费多少？") == ["数据局2025年，办公费多少，", "其中培训费多少？"]
    assert clauses("数据局2025年办公费、培训费多少") == []


@pytest.mark.parametrize(
    ("question", "told"),
    [
        (
            "数据局2025年办公费和会议费分别是47.23和3.36万元吗",
            ["“47.23万元”相符", "3.35万元，与问题中的“3.36万元”不符"],
        ),
        ("数据局2025年办公费47.23加会议费335对吗", ["“47.23”相符", "与问题中的“335”不符"]),  # no account 335
        ("数据局2025年办公费47.23加会议费4.1是多少", ["3.35万元，与问题中的“4.1”不符"]),
        ("数据局2025年财政拨款收支总计各是4049.27，5000万元对吗", ["“5000万元”不符"]),
    ],
)
def test_figures_quoted_item_by_item_are_checked_one_by_one(question: str, told: list[str]) -> None:
    answer = sample_assistant().ask(question)
    assert answer.status == "answered"
    assert all(words in answer.answer for words in told), answer.answer


def test_a_share_that_cannot_be_worked_out_is_not_answered_by_an_amount() -> None:
    answer = sample_assistant().ask("数据局2025年公务接待费里请客吃饭占多少")
    assert answer.status == "not_found"
    assert not answer.figures


def test_a_misspelt_organization_is_known_by_its_sound() -> None:
    answer = sample_assistant().ask("图书倌2025年公务接待费多少")
    assert {figure.organization for figure in answer.figures} == {"澄湖市图书馆"}


@pytest.mark.parametrize(
    "question",
    [
        "数据局2025年未执行的办公费是多少", "数据局2025年差旅费里含税的部分多少", "跨年的数据局2025年差旅费多少",
        "数据局2025年跨年差旅费多少钱", "数据局2025年未支付会议费多少", "数据局2025年年中的差旅费是多少",
        "第三季度的数据局2025年差旅费多少", "数据局2025年会议费里核增的部分多少",
    ],
)  # fmt: skip
def test_what_describes_an_item_is_not_passed_over(question: str) -> None:
    answer = sample_assistant().ask(question)
    assert (answer.status, answer.figures) == ("not_found", [])


def test_a_part_that_no_word_names_is_told_as_missing() -> None:
    answer = sample_assistant().ask("数据局2025年差旅费多少，其中跨年多少")
    assert answer.figures
    assert "跨年" in answer.answer.replace("其中跨年多少", "")


@pytest.mark.parametrize(
    "question", ["数据局发的差旅费2025年多少", "数据局2025年这笔差旅费是多少", "数据局2025年办公费由什么构成"]
)
def test_who_spends_describes_no_item(question: str) -> None:
    assert "没有对应" not in sample_assistant().ask(question).answer


def test_two_strange_characters_are_no_slip() -> None:
    assert not is_slip("待摊费用支出", "其他费用支出")
    assert is_slip("公务接侍费", "公务接待费")


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("数据局2025年会议费5.5万是哪张表里的", "与问题中的“5.5万”不符"),
        ("数据局2025年办公费47.23和机关运行经费里的对得上吗", "口径不同"),
    ],
)
def test_an_amount_that_is_quoted_is_compared(question: str, said: str) -> None:
    answer = sample_assistant().ask(question)
    assert said in answer.answer
    assert all(not figure.derived for figure in answer.figures)


def test_an_amount_that_is_quoted_rightly_is_not_denied() -> None:
    assert "不符" not in sample_assistant().ask("数据局2025年会议费3.35万是哪张表里的").answer


def test_the_parts_of_an_item_have_shares_in_it() -> None:
    answer = sample_assistant().ask("数据局2025年三公经费三项分别占多少")
    assert [figure.value for figure in answer.figures if figure.unit == "%"] == ["25.93", "74.07"]


def test_what_is_saved_has_a_rate_of_the_budget() -> None:
    answer = sample_assistant().ask("数据局2024年三公经费决算数比预算数节约多少，节约率")
    assert ("9.49", "%") in [(figure.value, figure.unit) for figure in answer.figures]


def test_the_rest_of_an_item_is_not_the_item() -> None:
    answer = sample_assistant().ask("数据局2025年社会保障缴费一共多少")
    assert "19.48" not in [figure.value for figure in answer.figures]
    assert answer.verification.status == "unverified"


def test_a_kind_of_expenditure_that_is_not_printed_is_not_all_of_it() -> None:
    answer = sample_assistant().ask("数据局2025年项目支出中运维类多少钱")
    assert (answer.status, answer.figures) == ("not_found", [])


def test_parts_by_their_shares() -> None:
    answer = sample_assistant().ask("数据局2025年商品和服务支出里哪些科目占比超过15%")
    assert [figure.value for figure in answer.figures if figure.unit == "%"] == ["19.51", "18.46", "16.46"]


def test_the_name_of_who_is_asked_of_asks_for_nothing() -> None:
    answer = sample_assistant().ask("数据局2025年会议计划开几次会")
    assert (answer.status, answer.figures) == ("not_found", [])


def test_units_of_the_second_level_are_those_of_the_department() -> None:
    answer = sample_assistant().ask("数据局2025年部门包括哪些二级单位")
    assert ("4", "家") in [(figure.value, figure.unit) for figure in answer.figures]
