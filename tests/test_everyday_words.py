"""Everyday wordings: what they are read as, alone and as questions that go on."""

from __future__ import annotations

import pytest

from assistant.understand.words.everyday import in_usual_words
from tests.sample_index import sample_assistant


@pytest.mark.parametrize(
    ("said", "usual"),
    [
        ("支出盘子比去年多了多少", "支出总额比去年多了多少"),
        ("有多少在职的", "在职人数是多少"),
        ("预算砍掉了百分之多少", "预算减少了百分之多少"),
        ("会议费压缩了多少", "会议费减少了多少"),
        ("会议费核减了几成", "会议费减少了几成"),
        ("水压多少", "水压多少"),
        ("今年的总盘子多大", "今年总额多大"),
        ("公务车有多少台", "公务车有多少辆"),
        ("哪个更费钱", "哪个更花钱"),
        ("哪些科目过了一千万", "哪些科目超过一千万"),
        ("经过三年", "经过三年"),
        ("加起来真是484.3万？", "加起来是不是484.3万？"),
        ("甲加乙是不是就等于丙", "甲加乙是不是等于丙"),
        ("谁列得多", "谁更多"),
        ("设了多少绩效项目", "设了多少个绩效项目"),
        ("多少绩效项目资金", "多少绩效项目资金"),
        ("一共有多少台车", "一共有多少辆车"),
        ("甲和乙合计占总支出", "甲和乙合计占总支出多少"),
        ("占总支出多少", "占总支出多少"),
        ("哪些项目是今年新上的", "哪些项目是今年新增的"),
        ("一般公务用车和执法执勤车各几辆", "一般公务用车几辆，执法执勤车几辆"),
    ],
)
def test_what_is_said_is_read_as_usual(said: str, usual: str) -> None:
    assert in_usual_words(said) == usual


@pytest.mark.parametrize(
    ("turns", "question", "figures"),
    [
        ([], "数据局2025年工资福利这一块，有百分之几是基本工资", ["14.63%"]),
        ([], "数据局2025年哪些类级科目预算过了三百万", ["3149.66万元", "446.31万元"]),
        ([], "图书馆和数据局2025年公务接待费谁列得多", ["9.12万元", "19800.00元", "7.14万元"]),
        (["数据局2025年水费多少"], "和电费这两个加起来", ["14.99万元"]),
        (["数据局2025年水费多少", "和电费这两个加起来"], "占公用经费的多少", ["5.90%"]),
        (["数据局2025年水费多少", "占公用经费多少", "电费呢"], "这两个加起来多少元", ["149900.00元"]),
        (["数据局2025年公务接待费多少"], "说错了，我问的是图书馆", ["19800.00元"]),
        ([], "数据局2025年会议费压减了多少", ["3.35万元", "3.60万元", "0.25万元"]),
        ([], "数据局2025年的盘子有多大", ["4049.27万元"]),
        ([], "数据局2025年水费和电费哪个更费钱", ["13.14万元", "1.85万元"]),
    ],
)
def test_questions_in_everyday_words(turns: list[str], question: str, figures: list[str]) -> None:
    answer = sample_assistant().ask(question, turns)

    assert (answer.status, [f"{one.value}{one.unit}" for one in answer.figures]) == ("answered", figures)


def test_times_of_nothing_are_not_worked_out() -> None:
    turns = ["2031年比油费的执行率いくらですか、占多少相差几倍”24年网上办事大厅升级的平台升级!2024年澄湖市数据管理局“"]
    turns += ["市图书馆、截至2023年底!其他（执行率”数据局比各单位 "]
    question = "其他、相差几倍与2025）市图书馆。某某区卫健委）25年!澄湖“各单位。"
    answer = sample_assistant().ask(question, turns)

    assert answer.status != "error"
    assert not any(figure.unit == "倍" for figure in answer.figures)
