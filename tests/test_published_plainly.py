"""Documents of schools, courts, towns and offices as their sites print them, with little around the figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from index.identity import read_identity
from index.load.text import load_text
from index.model.records import Kind
from tests.over_texts import assistant_over, figures

if TYPE_CHECKING:
    from pathlib import Path

    from assistant.service import Assistant

SCHOOL = """澄湖市第三中学2024年部门预算公开说明
一、机构设置情况
纳入2024年预算编制的在职人员应为92人,由于6名新聘教师手续未办齐,实际纳入预算86人,退休人员31人。
二、收支预算总体情况
澄湖市第三中学2024年收入总计2340.50万元,支出总计2340.50万元,与2023年预算相比,收支总计各增加140.50万元,增长6.39%。
三、收入预算情况
2024年收入合计2340.50万元,其中:一般公共预算拨款收入2260.50万元;财政专户管理资金收入80万元。
"""
COURT = """现将2024年部门预算公开如下:
一、部门职责
青屏市中级人民法院是国家审判机关,依法独立行使审判权。
二、收支总体情况
(一)收入预算:2024年年初预算数1800.00万元,其中:一般公共预算财政拨款1750.00万元,其他收入50万元。收入预算较上年减少450.00万元,主要是一般公共预算财政拨款较上年减少500.00万元,其他收入较上年增加50万元。
"""
TOWN = """一、全镇收支决算情况
(一)一般公共预算
镇六届人大二次会议批准的镇人民政府2023年一般公共预算收入为2100万元，2023年实际完成年初预算的103.5%，与上年同期相比增长4.6%。
——农林水支出640万元,增长12.5%;
——国防支出2万元。
(二)政府性基金预算
2023年政府性基金支出总计910万元。
(三)国有资本经营预算
2023年,全镇无国有资本经营情况。
"""
TRADITIONAL = """澄湖市檔案局2024年部門預算
一、財政撥款安排的行政經費情況
2024年本部門財政撥款安排“三公”經費18萬元,比上年增加3萬元,增長20%,其中:公務用車運行維護費15萬元,公務接待費3萬元。
二、政府採購預算表
單位：萬元
| 項目 | 合計 | 貨物 | 服務 |
| 檔案數字化 | 46.00 | 6.00 | 40.00 |
| 合計 | 46.00 | 6.00 | 40.00 |
"""
NAMELESS = """经汇总,2024年一般公共预算“三公”经费支出预算为9.20万元,其中:公务用车运行维护费9.20万元,公务接待费0万元。
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    texts = {"三中2024": SCHOOL, "法院2024": COURT, "档案局2024": TRADITIONAL, "柳岸镇2024三公": NAMELESS}
    return assistant_over(tmp_path_factory.mktemp("plainly"), texts)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("澄湖三中实际纳入预算的在职人员多少人", [("86", "人")]),
        ("澄湖三中2023年收入是多少", [("2200.00", "万元")]),
        ("澄湖三中收入增速", [("6.39", "%")]),
        ("青屏中级法院一般公共预算拨款减少的比例", [("1750.00", "万元"), ("22.22", "%")]),
        ("澄湖市档案局2024年三公经费多少", [("18", "万元")]),
        ("澄湖市档案局采购档案数字化多少钱", [("46.00", "万元")]),
        ("柳岸镇2024年三公经费多少", [("9.20", "万元")]),
    ],
)
def test_what_is_asked_for_is_answered(assistant: Assistant, question: str, expected: list[tuple[str, str]]) -> None:
    answer = assistant.ask(question)
    assert answer.status == "answered"
    assert set(expected) >= set(figures(answer)) >= {expected[-1]}


@pytest.mark.parametrize("question", ["澄湖三中学费收入多少", "澄湖三中学生人数多少"])
def test_a_school_in_short_before_fees_or_pupils_is_that_school(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert "澄湖三中学" not in answer.answer
    assert not figures(answer)


def test_a_meeting_that_decides_is_no_part_of_a_name_and_funds_tell_no_stage(tmp_path: Path) -> None:
    identity = read_identity(load_text(tmp_path / "收支.txt", TOWN.encode()))
    assert (identity.organization, identity.kind, identity.year) == ("镇人民政府", Kind.FINAL_ACCOUNT, 2023)


def test_a_body_is_named_by_what_it_is(tmp_path: Path) -> None:
    assert read_identity(load_text(tmp_path / "公开.txt", COURT.encode())).organization == "青屏市中级人民法院"


ALL_BODIES = """松岭市2024年“三公”经费预算情况说明
经市财政局汇总,2024年市级“三公”经费预算为640万元,其中:公务接待费240万元,公务用车运行维护费400万元。2024年市级“三公”经费预算汇总数较上年减少60万元,主要是两个原因:一是车辆划归县区;二是各单位厉行节约。
2024年市财政年初预算安排政府采购资金共计905万元,其中:办公设备购置款105万元,取暖费800万元。
所以,2024年各预算单位未公开政府采购安排情况。
"""
HEADLINES = """澄湖县教育和体育局2022年部门预算编制说明
一、财政拨款支出安排情况说明
(一)公务用车购置及运行维护费与2021年预算持平
2022年与2021年均无公务用车购置及运行维护费。
2022年会议费、培训费、差旅费财政拨款预算数9.50万元,其中:会议费2.00万元,培训费3.00万元,差旅费4.50万元。
1.会议费较2021年预算减少20%。
(二)培训费较2021年预算持平。
严格控制支出,厉行节约。
"""
ASSETS = """(一)政府采购预算安排情况说明。
2023年政府采购预算21000元,其中:货物类采购15000元,服务类采购6000元。
(二)国有资产的总体情况说明。
截至2022年12月31日,资产原值合计3150000元,
其中:通用设备520000元。
"""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    texts = {"松岭市三公": ALL_BODIES, "教体局2022": HEADLINES, "柳岸科协": ASSETS}
    return assistant_over(tmp_path_factory.mktemp("told"), texts)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("松岭市2023年三公经费预算是多少", ("700.00", "万元")),  # 市级“三公”经费 of the whole place is its 三公经费
        ("松岭公务接待费占三公多少", ("37.50", "%")),
        ("松岭市2024年政府采购资金多少", ("905", "万元")),
        ("澄湖县教体局会议费比2021年降了百分之几", ("20", "%")),
        ("澄湖县教体局培训费比上年多了多少", ("3.00", "万元")),
    ],
)
def test_what_a_place_or_a_headline_tells_is_found(told: Assistant, question: str, expected: tuple[str, str]) -> None:
    answer = told.ask(question)
    assert answer.status == "answered"
    assert expected in figures(answer)


def test_what_did_not_change_is_said_with_its_amount(told: Assistant) -> None:
    assert "较2021年预算持平" in told.ask("澄湖县教体局培训费比上年有变化吗").answer


def test_all_of_several_reasons_are_told(told: Assistant) -> None:
    answer = told.ask("松岭市三公经费为什么减少").answer
    assert "一是车辆划归县区;二是各单位厉行节约" in answer.replace("；", ";")


def test_the_date_of_a_stock_is_no_year_of_the_budget(tmp_path: Path) -> None:
    assert read_identity(load_text(tmp_path / "公开.txt", ASSETS.encode())).year == 2023


CARE = """松岭市环城公路养护中心财政拨款“三公”经费预算2024年情况如下:
发布日期:2024-02-20 浏览次数:3次 字体:【大 中 小】
2024年松岭市环城公路养护中心一般公务用车编制5台。安排公车购置及运行维护费24万。较上年预算下降20%。
"""
BUREAU = """第一部分自治区人民政府档案管理局概况
一、单位基本情况
自治区政府档案管理局属参公管理事业单位,现有人员编制52人。所属正处级事业单位:自治区政府档案服务中心;科级单位:自治区政府机关幼儿园。
二、收支预算总体情况
档案局2024年收支总预算3,150.00万元,比2023年预算增加150.00万元,增长5.01%。
"""
ZONES = """澄湖国家高新区2024年财政拨款“三公”经费预算汇总说明
澄湖国家高新区2024年财政拨款安排“三公”经费共计26万元,比2023年预算减少4万元,下降13.32%。其中:公务接待费预算6万元,比2023年预算减少2万元,下降25%;公务用车运行维护费预算20万元,比2023年预算减少2万元,下降9.09%。
"""
RELIEF = """2024年松岭市本级财政专项扶贫资金分配方案
一、资金来源
县级财政专项扶贫资金900万元
二、资金分配
职业教育雨露计划资金130万;
"""


@pytest.fixture(scope="module")
def around(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    texts = {"公路养护": CARE, "档案2024": BUREAU, "高新区三公": ZONES, "扶贫资金": RELIEF}
    return assistant_over(tmp_path_factory.mktemp("around"), texts)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("松岭市环城公路养护中心公务用车编制几台", [("5", "台")]),
        ("松岭市环城公路养护中心公务用车购置及运行费多少", [("24", "万元")]),
        ("自治区档案管理局编制多少人", [("52", "人")]),
        ("澄湖高新区三公经费多少", [("26", "万元")]),
        ("澄湖高新区三公哪项降幅最大", [("25", "%")]),
        ("松岭雨露计划多少钱", [("130", "万元")]),
    ],
)
def test_bodies_in_other_titles_are_found(around: Assistant, question: str, expected: list[tuple[str, str]]) -> None:
    answer = around.ask(question)
    assert (answer.status, figures(answer)) == ("answered", expected)


@pytest.mark.parametrize("question", ["贵阳高新区三公经费多少", "贵阳经开区公务接待费多少"])
def test_the_zone_of_another_city_is_another_body(around: Assistant, question: str) -> None:
    answer = around.ask(question)
    assert (answer.status, figures(answer)) == ("not_found", [])


def test_a_growth_within_the_printed_digits_is_no_contradiction(around: Assistant) -> None:
    answer = around.ask("澄湖高新区三公下降13.32%对吗")
    assert answer.verification.status == "rounding"
    assert "不符" not in answer.answer


def test_a_unit_below_is_not_whom_a_document_is_of(tmp_path: Path) -> None:
    body = read_identity(load_text(tmp_path / "公开.txt", BUREAU.encode())).organization
    assert body == "自治区人民政府档案管理局"
