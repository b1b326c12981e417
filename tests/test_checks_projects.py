from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from index.model.document import Place
from index.model.records import Project, Role
from tests.checks_records import Records, outcomes


def projects(count: str, total: str) -> Records:
    records = Records()
    for name, amount in (("数据平台运维费", "12.00"), ("政务大厅租金", "30.50")):
        table = records.table(f"{name}绩效目标表", [()], [("资金总额：", amount)])
        place = Place(line=1000 * table + 1)
        records.projects.append(Project(name, table, place, Decimal(amount), amount, "万元"))
    records.say(
        f"共设置 {count} 个项目绩效目标，涉及资金 {total} 万元。",
        ("项目绩效目标", count, "个", Role.COUNT),
        ("涉及资金", total, "万元", Role.LEVEL),
    )
    return records


@pytest.mark.parametrize(
    ("count", "total", "expected"),
    [
        ("2", "42.50", ["exact", "exact"]),
        ("3", "42.50", ["contradiction", "exact"]),
        ("2", "43.50", ["exact", "contradiction"]),
        ("35", "900.00", []),
    ],
)
def test_number_and_sum_of_projects(count: str, total: str, expected: list[str]) -> None:
    checks = projects(count, total).run("projects")
    assert outcomes(checks) == expected
    if checks:
        assert [operand.fact for operand in checks[1].operands] == [None, 0, 1]


def in_cell(figure: str) -> Records:
    records = Records()
    text = "数据平台运维费用512.00万元，交易服务费用214.00万元"
    table = records.table("整体绩效目标表", [("涉及财政资金",)], [(text, figure)])
    records.say(
        text,
        ("数据平台运维费用", "512.00", "万元", Role.LEVEL),
        ("交易服务费用", "214.00", "万元", Role.LEVEL),
        table=table,
    )
    return records


@pytest.mark.parametrize(("figure", "expected"), [("726.00", ["exact"]), ("736.00", ["contradiction"]), ("5.00", [])])
def test_amounts_in_a_cell(figure: str, expected: list[str]) -> None:
    checks = in_cell(figure).run("cells")
    assert outcomes(checks) == expected
    if checks:
        assert checks[0].statement.startswith(f"涉及资金 {figure}")
        assert "512.00 + 214.00" in checks[0].statement


def test_figure_behind_the_text_of_the_cell() -> None:
    records = in_cell("")
    table = records.tables[0]
    row = (f"{table.rows[0][0]} 726.00", "")
    records.tables[0] = replace(table, rows=(row,))
    assert outcomes(records.run("cells")) == ["exact"]


def goals(*second: tuple[str, str, str, str]) -> Records:
    records = Records()
    first = records.table("整体绩效目标表", [("目标值",)], [])
    other = records.table("项目绩效目标表", [("目标值",)], [])
    same = [("培训覆盖率", "≥", "98", "%"), ("办件量", "≥", "120", "万件"), ("响应时间", "≤", "30", "分钟")]
    for one in (*same, ("宣传信息数", "≥", "260", "篇"), ("窗口", "", "整合31个部门的52项事项，窗口7个。", "")):
        records.indicator(first, *one)
    for one in (*same, *second):
        records.indicator(other, *one, project="专项业务费")
    return records


def test_targets_in_two_tables() -> None:
    checks = goals(("宣传信息数", ">", "260", "条"), ("窗口", "", "整合31个部门的522项事项，窗口7个。", "")).run(
        "indicator"
    )
    assert sorted(outcomes(checks)) == ["contradiction"] * 2 + ["exact"] * 3
    different = [check for check in checks if check.outcome == "contradiction"]
    assert "大于等于260篇（整体绩效目标表" in different[0].statement
    assert "大于260条（项目绩效目标表" in different[0].statement
    assert (different[1].expected, different[1].actual) == (Decimal(52), Decimal(522))


def test_targets_of_different_projects_are_their_own() -> None:
    records = Records()
    for number, target in enumerate(("100", "90")):
        table = records.table(f"项目{number}绩效目标表", [("目标值",)], [])
        records.indicator(table, "成本控制率", "≤", target, "%", project=f"项目{number}")
        for name in ("满意度", "合格率", "覆盖率"):
            records.indicator(table, name, "≥", "95", "%", project=f"项目{number}")
    assert records.run("indicator") == []
