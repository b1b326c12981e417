"""Reports of towns and districts on their finances, and documents that do not say whose they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.over_texts import assistant_over, figures

if TYPE_CHECKING:
    from assistant.service import Assistant

TOWN = """澄湖市东塘区柳岸镇人民政府
2023年决算报告
一、预算收支决算情况
全镇本级一般公共预算收入实现250.00万元,为年初预算的104.2%,比上年增长6.0%,其中税收收入240.00万元,增长7.5%;非税收入10.00万元。加上转移支付补助1,350.00万元,收入总计1,600.00万元。
全镇本级一般公共预算支出1,600.00万元,为年初预算的112.5%,比上年降低8.0%。
"""
DISTRICT = """关于松岭市北溪区2023年财政

预算执行情况及2024年财政

预算草案的报告

一、2023年财政预算执行情况
1. 一般公共预算执行情况
2023年全区一般公共预算收入完成85.2亿元,完成年度预算的101.4%,同比增长5.6%。
2. 政府性基金预算执行情况
2023全区政府性基金预算收入完成40.6亿元,完成年度预算的95.5%,同比增长4.1%。
"""
BEFORE = """云泽市青杨镇2023年财政预算执行情况和2024年财政预算(草案)
一、2023年财政收入情况
2023年,我镇实现财政总收入5200.00万元,其中,转移支付收入4100.00万元。比上年财政总收入6500.00万元减少1300.00万元,下降20.00%。
"""
RESULT = """澄湖市排水管理处2023年度“三公”经费支出决算
2023年度“三公”经费支出预算为8.20万元,支出决算为8.20万元,完成预算的100%;较上年增加0.70万元,增长9.33%。决算数与预算数持平的主要原因是预算数为调整后的全年预算数。决算数较上年增加的主要原因是接待人数增加。
"""
MINISTRY = """近日,教育部门公布决算。
云泽大学2024年度部门决算
云泽大学2024年度本年收入合计42000.00万元,比2023年的40000.00万元,增加2000.00万元,增长5.0%。其中:财政拨款收入17000.00万元,占40.5%;事业收入25000.00万元,占59.5%。
云泽大学所属院校项目经费总计5800.00万元。
"""
SPENT = """临溪县2023年“三公”经费公开
2023年“三公”经费支出300万元,比上年累计支出320万元减少20万元,下降6.25%。其中,因公出国(境)费用没有,原因是压缩开支;公务用车购置支出60万元,比上年增加10万元;公务用车运行维护费支出150万元,比上年累计支出180万元减少30万元;公务接待支出90万元,与上年持平。
"""
NAMELESS = """一、基本情况
临溪区编制人员40人,财政供养。
二、支出情况
基本支出310.00万元,项目支出55.00万元。
"""
OTHER = """云泽市妇幼保健院2024年部门预算
一、收入预算情况
2024年收入预算900.00万元,其中:一般公共预算拨款收入500.00万元,事业收入400.00万元。
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    texts = {
        "报告一": TOWN,
        "报告二": DISTRICT,
        "报告三": BEFORE,
        "报告四": RESULT,
        "报告五": NAMELESS,
        "报告六": OTHER,
        "报告七": MINISTRY,
        "报告八": SPENT,
    }
    return assistant_over(tmp_path_factory.mktemp("places"), texts)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("柳岸镇2023年一般公共预算收入多少", ("250.00", "万元")),
        ("柳岸镇税收收入占一般公共预算收入多少", ("96.00", "%")),
        ("北溪区2023年一般公共预算收入多少", ("85.2", "亿元")),
        ("北溪区政府性基金收入同比增长多少", ("4.1", "%")),
        ("青杨镇2023年财政总收入多少", ("5200.00", "万元")),
        ("排水管理处2022年三公经费多少", ("7.50", "万元")),
        ("临溪县三公三项相加等于300吗", ("300", "万元")),
        ("临溪县2022年公务用车运行维护费多少", ("180.00", "万元")),
    ],
)
def test_what_a_report_tells_is_found(assistant: Assistant, question: str, expected: tuple[str, str]) -> None:
    answer = assistant.ask(question)
    assert answer.status == "answered"
    assert expected in figures(answer)


def test_the_amount_of_the_year_before_is_none_of_the_year(assistant: Assistant) -> None:
    answer = assistant.ask("青杨镇财政总收入下降20%对吗")
    assert "不符" not in answer.answer
    assert ("6500.00", "万元") not in figures(assistant.ask("青杨镇2023年财政总收入多少"))


def test_the_reason_is_that_of_the_change_which_is_asked_about(assistant: Assistant) -> None:
    answer = assistant.ask("排水管理处三公经费为什么增加").answer
    assert "接待人数增加" in answer
    assert "调整后的全年预算数" not in answer


@pytest.mark.parametrize("question", ["东江区2024年一般公共预算收入多少", "东江区2024年事业收入多少"])
def test_a_district_that_is_not_loaded_gets_no_figure_of_another_body(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert (answer.status, figures(answer)) == ("not_found", [])


def test_who_is_spoken_of_in_a_nameless_document_is_looked_for_there(assistant: Assistant) -> None:
    answer = assistant.ask("临溪区项目支出多少")
    assert (answer.status, figures(answer)) == ("answered", [("55.00", "万元")])
    assert figures(assistant.ask("临溪区事业收入多少")) == []


@pytest.mark.parametrize(("item", "share"), [("财政拨款收入", "40.48"), ("事业收入", "59.52")])
def test_a_share_is_of_its_own_year(assistant: Assistant, item: str, share: str) -> None:
    answer = assistant.ask(f"云泽大学{item}占本年收入合计比重")
    assert (answer.verification.status, figures(answer)) == ("verified", [(share, "%")])


def test_an_amount_is_no_answer_where_its_change_is_asked_for(assistant: Assistant) -> None:
    assert figures(assistant.ask("云泽大学所属院校2023到2024年项目经费增加了多少")) == []
