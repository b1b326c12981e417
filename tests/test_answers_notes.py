"""Notes of few sentences (三公经费情况说明) as offices of many places publish them: answers from the text alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.over_texts import assistant_over, figures

if TYPE_CHECKING:
    from pathlib import Path

    from assistant.service import Assistant


NOTES = {
    "结果.txt": """云泽市档案馆2023年度“三公”经费支出决算情况说明
（一）总体情况
云泽市档案馆2023年度“三公”经费支出决算为41.20万元,完成全年预算60.00万元的68.67%,比上年决算数增加8.24万元,增长25%。
其中:因公出国(境)费支出决算4.00万元,占9.71%;公务用车购置及运行费支出决算31.20万元,占75.73%;公务接待费支出决算6.00万元,占14.56%。
（二）具体情况
公务用车购置支出决算比预算无增减变化,比去年无增减变化,公务用车运行维护费支出决算比预算无增减变化,比去年增加2.60万元,增长9.09%,增加原因主要是里程增加。
公务接待费支出6.00万元,接待来宾12批次,约75人。因公出国(境)费支出4.00万元,2023年因公出国(境)团组1个,累计出国(境)2人次。
""",
    "安排.txt": """关于松岭县林场2022年部门预算的说明
一、收支情况
(一)关于松岭县林场2022年收支预算情况的总体说明
松岭县林场2022年收支总预算620.00万元。
(二)关于松岭县林场2022年收入预算情况说明
松岭县林场2022年收入预算620.00万元。
(三)关于松岭县林场2022年支出预算情况说明
松岭县林场2022年“三公”经费预算30.00万元,比2021年减少10.00万元。其中:公务接待费6.00万元,比2021年减少3.00万元,主要原因是来访减少。
""",
    "相比.txt": """二、“三公”经费财政拨款支出与预算对比情况。
2021年度本部门“三公”经费支出4.10万元,年初预算为5.00万元,差值为0.90万元。其中:公务接待费支出2.60万元,年初预算为2.50万元,原因为来访增多。
""",
    "本级.txt": """云泽市市级2024年“三公”经费预算汇总情况
经汇总,2024年市级部门(单位)“三公”经费预算1.20亿元,较上年减少0.10亿元。
""",
    "镇.txt": """2024年松岭县石门镇“三公”经费预算情况说明
2024年石门镇“三公”经费预算9.00万元,其中:公务用车保有量2辆,购置及运行维护费5.00万元,公务接待费4.00万元。
""",
}


def assistant_of(folder: Path, *names: str) -> Assistant:
    return assistant_over(folder, {name: NOTES[name] for name in names})


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return assistant_of(tmp_path_factory.mktemp("result"), "结果.txt")


def test_the_change_is_of_the_result_not_of_the_budget_that_it_fulfils(result: Assistant) -> None:
    answer = result.ask("档案馆三公经费决算多少，比上年增加多少")
    assert figures(answer)[:2] == [("41.20", "万元"), ("8.24", "万元")]
    assert "三公”经费比上年决算数增加 **8.24万元**" in answer.answer
    assert answer.verification.status == "verified"


def test_what_did_not_change_is_not_what_did(result: Assistant) -> None:
    """比预算无变化，比去年增加 2.60 is said of the item named, never of the whole before it."""
    assert ("2.60", "万元") in figures(result.ask("公务用车运行维护费比去年增加多少"))
    assert all(value != "2.60" for value, _ in figures(result.ask("三公经费比上年增加多少")))


@pytest.mark.parametrize("question", ["公务接待费年初预算多少", "公务接待费原来预算安排了多少"])
def test_a_result_is_no_answer_to_what_was_budgeted(result: Assistant, question: str) -> None:
    answer = result.ask(question)
    assert (answer.status, answer.figures) == ("not_found", [])


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("出国花了多少，几个人", [("4.00", "万元"), ("2", "人次")]),
        ("接待了几批来宾，多少人", [("12", "批次"), ("75", "人")]),
        ("三公经费预算和决算差多少", [("41.20", "万元"), ("60.00", "万元"), ("18.80", "万元")]),
    ],
)
def test_each_part_of_a_question_gets_its_own_figure(
    result: Assistant, question: str, expected: list[tuple[str, str]]
) -> None:
    assert sorted(figures(result.ask(question))) == sorted(expected)


def test_a_reason_of_a_part_is_not_the_reason_of_the_whole(tmp_path: Path) -> None:
    assistant = assistant_of(tmp_path, "安排.txt")
    assert "来访减少" in assistant.ask("公务接待费为什么减少").answer
    told = assistant.ask("三公经费为什么减少").answer
    assert "原因：文件写明" not in told
    assert ("25.00", "%") in figures(assistant.ask("三公经费下降的百分比是多少"))


def test_figures_beside_their_budget_are_final_accounts(tmp_path: Path) -> None:
    assistant = assistant_of(tmp_path, "相比.txt")
    assert figures(assistant.ask("三公经费年初预算多少")) == [("5.00", "万元")]
    assert figures(assistant.ask("公务接待费支出多少")) == [("2.60", "万元")]
    compared = assistant.ask("公务接待费花了多少，比预算多还是少？")
    assert ("0.10", "万元") in figures(compared)


def test_units_named_by_their_titles_are_told_apart(tmp_path: Path) -> None:
    assistant = assistant_of(tmp_path, "安排.txt", "本级.txt", "镇.txt")
    assert figures(assistant.ask("云泽市市级2024年三公经费多少")) == [("1.20", "亿元")]
    assert figures(assistant.ask("石门镇公务用车购置及运行维护费多少")) == [("5.00", "万元")]
    assert figures(assistant.ask("松岭县石门镇公务接待费多少")) == [("4.00", "万元")]
    assert figures(assistant.ask("松岭县林场2022年收入预算多少")) == [("620.00", "万元")]
    assert assistant.ask("云泽市教育局2024年三公经费多少").status == "not_found"
    highest = assistant.ask("2024年三公经费预算哪个单位最高")
    assert figures(highest) == [("1.20", "亿元"), ("9.00", "万元")]  # in order; the text of the town prints one, too
    assert "最多的是云泽市市级" in highest.answer


def test_one_of_two_figures_is_no_difference(tmp_path: Path) -> None:
    assistant = assistant_of(tmp_path, "安排.txt", "镇.txt")
    answer = assistant.ask("松岭县林场和石门镇的收入预算相差多少")
    assert answer.status != "answered"


STAFF = """松岭县石门中学2021年部门预算说明
一、基本情况
在职人员编制80人,其中:专任教师编制72人。在职实有86人,实有车辆3辆,车辆编制4辆。2020年底共有退休人员41人。
二、收支情况
2021年收入预算总额900.00万元,比上年减少30.00万元;2021年支出预算总额912.50万元。其中:其他收入90.00万元,占收入预算总额的12%。
"""


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return assistant_over(tmp_path_factory.mktemp("school"), {"a": STAFF})


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("现有多少辆车", [("3", "辆")]),
        ("车辆编制几辆", [("4", "辆")]),
        ("退休人员有多少", [("41", "人")]),
        ("支出比收入多多少", [("912.50", "万元"), ("900.00", "万元"), ("12.50", "万元")]),
    ],
)
def test_counts_of_what_there_is_and_both_sides(
    school: Assistant, question: str, expected: list[tuple[str, str]]
) -> None:
    assert figures(school.ask(question)) == expected


def test_one_count_is_no_difference_of_two(school: Assistant) -> None:
    assert school.ask("在职人数比编制多多少").status != "answered"


def test_a_share_of_the_whole_is_set_against_what_is_computed(school: Assistant) -> None:
    answer = school.ask("其他收入占收入预算总额多少")
    assert figures(answer) == [("10.00", "%")]
    assert (answer.verification.status, "**12%**" in answer.answer) == ("mismatch", True)


def test_a_change_is_against_the_year_that_is_asked_for(tmp_path: Path) -> None:
    assistant = assistant_over(
        tmp_path,
        {
            "a": "云泽市林业局2023年度“三公”经费支出决算情况说明\n一、总体情况\n"
            "云泽市林业局2023年度“三公”经费支出决算为20.00万元,"
            "比上年决算数增加5.00万元,增长33.33%;比2019年(改革前)决算数减少12.00万元,降低37.5%。\n"
        },
    )
    assert ("12.00", "万元") in figures(assistant.ask("和2019年比，三公经费降了多少"))
    assert ("12.00", "万元") in figures(assistant.ask("三公经费比2019年降了多少"))
    assert ("5.00", "万元") in figures(assistant.ask("三公经费比2022年增加了多少"))
    assert assistant.ask("三公经费比2020年增加了多少").status == "not_found"


COUNTY = """附件.
松岭县2022年“三公”经费决算情况统计表
单位:万元
项目 | 上年决算数 | 本年决算数 |
合计 | 90.00 | 80.00 |
因公出国(境)费 | 4.00 | 1.00 |
公务接待费 | 50.00 | 49.00 |
公务用车运行费 | 36.00 | 30.00 |
"""


def test_a_title_may_name_a_place_alone(tmp_path: Path) -> None:
    staff = STAFF + "2021年“三公”经费预算3.00万元,其中:公务接待费3.00万元。\n"
    assistant = assistant_over(tmp_path, {"a": COUNTY, "b": staff})
    assert figures(assistant.ask("松岭县2022年公务接待费决算多少")) == [("49.00", "万元")]
    assert figures(assistant.ask("石门中学公务接待费多少")) == [("3.00", "万元")]
    assert assistant.ask("松岭县2022年三公经费减少最多的是哪一项").status == "not_found"  # 接待费 is largest, not that
    assert assistant.ask("石门中学和柳河县谁的公务接待费高").status != "answered"


def test_the_whole_of_a_university(tmp_path: Path) -> None:
    assistant = assistant_over(
        tmp_path,
        {
            "a": "2019年度预算编制说明\n1.2019年云泽师范大学年初部门预算收入为5000.00万元。\n"
            "2.2019年云泽师范大学年初部门预算支出5000.00万元,其中:2019年云泽师范大学年初基本支出预算4200.00万元。\n"
        },
    )
    assert figures(assistant.ask("云泽师范大学2019年部门预算收入多少")) == [("5000.00", "万元")]
    assert figures(assistant.ask("基本支出多少")) == [("4200.00", "万元")]


def test_the_stage_that_is_printed_is_told(result: Assistant) -> None:
    told = result.ask("公务接待费年初预算多少").answer
    assert "只印出“公务接待费”的决算，没有印出所问的年初预算" in told


def test_what_was_left_at_the_end_of_the_year_before_is_no_figure_of_this_year(tmp_path: Path) -> None:
    assistant = assistant_over(
        tmp_path,
        {
            "a": "云泽市林业局2024年部门预算说明\n2023年末结转和结余8.00万元。"
            "2023年底共有退休人员9人,保有公务用车2辆。2024年收入预算100.00万元。\n"
        },
    )
    assert figures(assistant.ask("林业局退休人员有多少")) == [("9", "人")]
    assert ("8.00", "万元") not in figures(assistant.ask("林业局2024年年末结转和结余多少"))
    assert figures(assistant.ask("林业局有几辆公务车")) == [("2", "辆")]


REPORT = """云泽市林业局2022年度部门决算情况说明
一、总体情况
2022年度收、支总计均为800.00万元。与2021年度相比,收、支总计各减少50.00万元,下降5.88%。其中:本年收入700.00万元,上年结转收入120.00万元。
二、“三公”经费
林业局因公出国(境)经费、公务接待费、公车运行费(“三公”经费)决算总额21.00万元,比上年下降4.5%。公务接待费决算6.00万元,与上年下降7.5%。
"""


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return assistant_over(tmp_path_factory.mktemp("report"), {"a": REPORT})


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("林业局2022年收入总计多少", ("800.00", "万元")),
        ("林业局2022年支出总计多少", ("800.00", "万元")),
        ("三公经费决算总额多少", ("21.00", "万元")),
        ("公务接待费下降百分之几", ("7.5", "%")),
    ],
)
def test_figures_of_both_sides_and_of_short_names(report: Assistant, question: str, expected: tuple[str, str]) -> None:
    assert expected in figures(report.ask(question))


def test_an_amount_is_set_against_two_that_are_added(report: Assistant) -> None:
    answer = report.ask("收支总计和本年收入加上年结转对得上吗")
    assert "不成立，相差 20.00万元" in answer.answer
    assert answer.verification.status == "mismatch"
