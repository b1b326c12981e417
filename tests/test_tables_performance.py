from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from index.load.text import load_text
from index.model.records import Identity, Kind, Scope
from index.tables import TablesRead, read_tables
from index.tables.projects import name_in_title
from index.tables.targets import direction_of, parse_target


def read(text: str) -> TablesRead:
    document = load_text(Path("澄湖市图书馆2025年单位预算.txt"), text.replace("⇥", "\t").encode())
    return read_tables(document, Identity("澄湖市图书馆", 2025, Kind.BUDGET, Scope.UNIT))


@pytest.mark.parametrize(
    ("text", "direction", "target", "value", "unit"),
    [
        ("≥41 台", "≥", "41", "41", "台"),
        ("≤100%", "≤", "100", "100", "%"),
        ("＞10000 次", ">", "10000", "10000", "次"),
        ("=保持 7*24 小时运行", "=", "保持 7*24 小时运行", None, ""),
        ("不低于95%", "≥", "95", "95", "%"),
        ("300天以上", "≥", "300", "300", "天"),
        ("≤6 小时/次", "≤", "6", "6", "小时/次"),
        ("1,200.50万元", "", "1,200.50", "1200.50", "万元"),
        ("健全", "", "健全", None, ""),
        ("2025年11月底前", "", "2025年11月底前", None, ""),
        ("", "", "", None, ""),
    ],
)
def test_targets(text: str, direction: str, target: str, value: str | None, unit: str) -> None:
    parsed = parse_target(text)
    expected = Decimal(value) if value is not None else None
    assert (parsed.direction, parsed.text, parsed.value, parsed.unit) == (direction, target, expected, unit)


def test_direction_cells() -> None:
    assert [direction_of(text) for text in ("大于等于", "≤", "＝", "定性", "办件量", "")] == [
        "≥",
        "≤",
        "=",
        "",
        None,
        None,
    ]


KEYS = """城市书房建设绩效目标表

项目资金（元）⇥资金总额：⇥410000.00⇥⇥
⇥财政拨款：⇥400000.00⇥⇥
⇥上年结转结余财政拨款：⇥30000.00⇥⇥
⇥其他资金：⇥⇥⇥
总体目标⇥建成书房 3 个，服务读者。⇥⇥⇥
绩效目标指标⇥一级指标⇥二级指标⇥三级指标⇥目标值
⇥产出指标⇥数量指标⇥新建书房⇥≥3 个
⇥⇥⇥开放天数⇥≥300 天
⇥⇥⇥质量指标⇥书房功能完备
⇥满意度指标⇥服务对象满意度指标⇥读者满意度⇥
"""


def test_keys_and_values() -> None:
    tables = read(KEYS)
    labels = {one.row_label: (one.printed, one.unit, one.column_path) for one in tables.facts}
    assert labels["项目资金（元）/财政拨款："] == ("400000.00", "元", ())
    assert labels["项目资金（元）/其他资金："] == ("", "元", ())
    [project] = tables.projects
    assert (project.name, project.amount, project.carried_over) == (
        "城市书房建设",
        Decimal("410000.00"),
        Decimal("30000.00"),
    )
    assert project.goal == "建成书房 3 个，服务读者。"


def test_indicators_with_cells_that_moved_or_are_empty() -> None:
    rows = [(one.levels, one.name, one.direction, one.target, one.unit) for one in read(KEYS).indicators]
    assert rows == [
        (("产出指标", "数量指标"), "新建书房", "≥", "3", "个"),
        (("产出指标", "数量指标"), "开放天数", "≥", "300", "天"),
        (("产出指标", "质量指标"), "书房功能完备", "", "", ""),
        (("满意度指标", "服务对象满意度指标"), "读者满意度", "", "", ""),
    ]


OVERALL = """部门整体支出绩效目标表
单位：万元
部门名称⇥支出结构⇥资金总额⇥其中:财政资金⇥投入计划⇥支出结构⇥资金总额⇥其中:财政资金⇥投入计划
预算金额⇥人员支出⇥40.00⇥40.00⇥每季度25%⇥发展经费⇥⇥⇥
⇥公用支出⇥20.00⇥20.00⇥每季度25%⇥合计⇥60.00⇥60.00⇥
年度目标⇥做好数据管理工作。⇥⇥⇥⇥⇥⇥⇥
绩效目标⇥年度工作任务⇥绩效指标⇥指标方向⇥目标值⇥计量单位⇥涉及项目⇥涉及财政资金⇥
⇥办件数量⇥大于等于⇥350⇥万件⇥⇥数据归集经费9.50万元⇥9.50⇥
响应时间⇥小于等于⇥4⇥小时⇥⇥⇥⇥⇥
⇥⇥⇥⇥⇥⇥⇥甲经费3.00万元，乙经费4.00万元⇥
⇥⇥⇥⇥⇥⇥⇥7.00⇥

平台稳定运行⇥数据准确率⇥大于等于⇥98⇥%⇥⇥⇥⇥
⇥改革成效⇥大于等于⇥整合5个系统。⇥⇥⇥⇥⇥
"""


def test_overall_form() -> None:
    tables = read(OVERALL)
    facts = {(one.row_label, one.column_path): (one.printed, one.unit) for one in tables.facts}
    assert facts["预算金额/公用支出", ("资金总额",)] == ("20.00", "万元")
    assert facts["预算金额/合计", ("其中:财政资金",)] == ("60.00", "万元")
    assert facts["预算金额/发展经费", ("资金总额",)] == ("", "万元")
    assert facts["办件数量", ("目标值",)] == ("350", "万件")
    assert facts["响应时间", ("目标值",)] == ("4", "小时")
    assert facts["数据归集经费9.50万元", ("涉及财政资金",)] == ("9.50", "万元")
    assert facts["甲经费3.00万元，乙经费4.00万元", ("涉及财政资金",)] == ("7.00", "万元")
    assert tables.projects == ()


def test_overall_indicators_anchor_on_their_direction() -> None:
    tables = read(OVERALL)
    rows = [(one.name, one.direction, one.value, one.unit, one.task) for one in tables.indicators]
    assert rows == [
        ("办件数量", "≥", Decimal(350), "万件", ""),
        ("响应时间", "≤", Decimal(4), "小时", ""),
        ("数据准确率", "≥", Decimal(98), "%", "平台稳定运行"),
        ("改革成效", "≥", None, "", "平台稳定运行"),
    ]
    texts = {entry[2]: entry[5] for entry in tables.in_cell}
    assert texts["整合5个系统。"] == "改革成效"
    assert "甲经费3.00万元，乙经费4.00万元" in texts


PROJECT = """一级项目绩效目标表
(2025年)
单位：万元
项目名称⇥数据归集费⇥实施期限⇥一次性项目⇥⇥⇥
总目标⇥建成全市一体化数据平台。⇥⇥⇥⇥⇥
年度目标⇥预算资金⇥1,500.00万元⇥其中：财政拨款数 1,500.00万元⇥⇥⇥
一级指标⇥二级指标⇥三级指标⇥指标方向⇥目标值⇥计量单位⇥
⇥成本指标⇥经济成本指标⇥成本增长率⇥小于等于⇥15⇥%
产出指标⇥数量指标⇥归集数据量⇥大于⇥2000⇥万条⇥
⇥质量指标⇥⇥数据准确率⇥大于等于⇥98⇥%
"""


def test_project_form_with_direction_cells_shifted_both_ways() -> None:
    tables = read(PROJECT)
    rows = [(one.levels, one.name, one.direction, one.target, one.unit) for one in tables.indicators]
    assert rows == [
        (("成本指标", "经济成本指标"), "成本增长率", "≤", "15", "%"),
        (("产出指标", "数量指标"), "归集数据量", ">", "2000", "万条"),
        (("产出指标", "质量指标"), "数据准确率", "≥", "98", "%"),
    ]
    [project] = tables.projects
    assert (project.name, project.amount, project.printed, project.unit) == (
        "数据归集费",
        Decimal("1500.00"),
        "1,500.00",
        "万元",
    )
    assert project.goal == "建成全市一体化数据平台。"
    assert {one.project for one in tables.indicators} == {"数据归集费"}


def test_several_pairs_in_one_row() -> None:
    text = (
        "阅读推广绩效目标表\n单位：万元\n资金总额：⇥50.00⇥其中财政拨款：⇥45.00⇥其他资金：⇥5.00\n"
        "项目编码⇥12345⇥联系电话⇥87654321⇥⇥\n"
    )
    facts = {one.row_label: one.printed for one in read(text).facts}
    assert facts == {"资金总额：": "50.00", "其中财政拨款：": "45.00", "其他资金：": "5.00"}


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("城市书房建设绩效目标表", "城市书房建设"),
        ("城市书房建设项目支出绩效目标申报表", "城市书房建设"),
        ("数据平台项目绩效目标表", "数据平台项目"),
        ("项目支出绩效目标表", ""),
        ("一级项目绩效目标表", ""),
        ("收入预算总表", ""),
    ],
)
def test_names_in_titles(title: str, name: str) -> None:
    assert name_in_title(title) == name
