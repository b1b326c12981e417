"""Performance tables (绩效目标表): 整体 and 项目, with targets in columns (指标方向, 目标值) or in one cell (≥90%)."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from itertools import groupby

from samples.layout import Layout
from samples.sheet import Changes, Printed, PrintedTable, Target
from samples.source import GENERAL, Budget, Indicator, Project
from samples.tables import Words, title

_DIRECTIONS = {"≥": "大于等于", "≤": "小于等于", "=": "等于", ">": "大于", "<": "小于", "": ""}
_LINES = tuple[Printed, ...]


def overall(budget: Budget, words: Words, layout: Layout, changes: Changes) -> PrintedTable:
    """部门（单位）整体支出绩效目标表: amounts, the year's goal, and each project's indicators."""
    heading = title(words, "overall", budget)
    lines = [_words("名称", budget.organization.name), _words("", "支出结构", "资金总额", "其中：财政资金")]
    parts = (
        ("personnel", words["personnel"], budget.personnel, budget.personnel),
        ("public", words["public"], budget.public, budget.public),
        ("project", "项目支出", budget.project, budget.fiscal - budget.basic),
        ("all", "合计", budget.total, budget.fiscal),
    )
    for number, (key, name, amount, granted) in enumerate(parts):
        first = "" if number else "预算金额"
        cells = [Printed(first), Printed(name)]
        for column, value in (("资金总额", amount), ("其中：财政资金", granted)):
            text = layout.money(value)
            label = f"预算金额/{name}"
            cells.append(Printed(text, f"overall/{key}/{column}", True, "", label, (column,), layout.unit))  # noqa: FBT003 -- `figure` in a record
        lines.append(tuple(cells))
    goals = "；".join(goal.rstrip("。") for _, goal in budget.organization.tasks)
    lines.append(_words("年度目标", f"{goals}。"))
    lines.append(_head(layout, "涉及项目", "涉及财政资金"))
    for project in budget.projects:
        lines += _overall_rows(project, layout, changes)
    return PrintedTable("overall", heading, tuple(lines), 0, layout.unit)


def _overall_rows(project: Project, layout: Layout, changes: Changes) -> list[_LINES]:
    rows = _indicator_rows("overall", project, layout, changes)
    if not rows or project.source != GENERAL:
        return rows
    amount = layout.money(project.amount)
    name = f"{project.name}{layout.money(project.amount, '万元')}万元"
    key = f"overall/{project.name}/amount"
    funding = Printed(amount, key, True, "", name, ("涉及财政资金",), layout.unit)  # noqa: FBT003 -- `figure` in a record
    return [(*rows[0], Printed(name), funding), *rows[1:]]


def project_table(project: Project, budget: Budget, layout: Layout, changes: Changes) -> PrintedTable:
    """项目支出绩效目标表 of one project."""
    lines = _stacked(project, layout) if layout.performance == "combined" else _form(project, budget)
    lines = [*lines, _head(layout), *_indicator_rows("project", project, layout, changes)]
    if layout.performance == "combined":
        return PrintedTable(f"project/{project.name}", f"{project.name}绩效目标表", tuple(lines), 0)
    return PrintedTable(f"project/{project.name}", "项目支出绩效目标表", tuple(lines), 0, note=f"（{budget.year}年）")


def _form(project: Project, budget: Budget) -> list[_LINES]:
    granted = project.amount if project.source == GENERAL else 0
    layout = Layout("sentence")
    total, fiscal = (layout.money(amount, "万元") for amount in (project.amount, granted))
    return [
        _words("项目名称", project.name, "项目类别", "一次性项目" if project.carried else "经常性项目"),
        _words("实施单位", budget.organization.name, "主管部门", budget.organization.name),
        _words("年度目标", project.goal),
        _words("预算资金", f"{total}万元", "其中：财政拨款", f"{fiscal}万元"),
    ]


def _stacked(project: Project, layout: Layout) -> list[_LINES]:
    heading = f"项目资金（{layout.unit}）"
    granted = project.amount if project.source == GENERAL else 0
    items = (
        ("资金总额：", project.amount),
        ("财政拨款：", granted),
        ("其中：当年财政拨款：", granted - project.carried),
        ("上年结转结余财政拨款：", project.carried),
        ("其他资金：", project.amount - granted),
    )
    lines: list[_LINES] = []
    for number, (name, amount) in enumerate(items):
        key = f"project/{project.name}/{name}"
        label = f"{heading}/{name}"
        figure = Printed(layout.money(amount), key, True, "", label, (), layout.unit)  # noqa: FBT003 -- `figure` in a record
        lines.append((Printed("" if number else heading), Printed(name), figure))
    return [*lines, _words("总体目标", project.goal)]


def _head(layout: Layout, *more: str) -> _LINES:
    levels = ("一级指标", "二级指标", "三级指标")
    values = ("目标值",) if layout.performance == "combined" else ("指标方向", "目标值", "计量单位")
    return _words("绩效指标", *levels, *values, *more)


def _indicator_rows(form: str, project: Project, layout: Layout, changes: Changes) -> list[_LINES]:
    rows: list[_LINES] = []
    for first, group in groupby(project.indicators, key=lambda indicator: indicator.first):
        before = ""
        for number, indicator in enumerate(group):
            second = "" if indicator.second == before else indicator.second
            before = indicator.second
            labels = (Printed(""), Printed("" if number else first), Printed(second), Printed(indicator.name))
            rows.append((*labels, *_target(form, project, indicator, layout, changes)))
    return rows


def _target(form: str, project: Project, indicator: Indicator, layout: Layout, changes: Changes) -> _LINES:
    key = f"{form}/{project.name}/{indicator.name}"
    text = str(changes.get(key, indicator.target))
    levels = (indicator.first, indicator.second)
    record = Target(project.name, levels, indicator.name, indicator.direction, text, indicator.unit)
    if layout.performance == "combined":
        return (Printed(f"{indicator.direction}{text}{indicator.unit}", key, target=record),)
    figure = _is_number(text)
    value = Printed(text, key, figure, "", indicator.name, ("目标值",), indicator.unit, record)
    return (Printed(_DIRECTIONS[indicator.direction]), value, Printed(indicator.unit))


def _is_number(text: str) -> bool:
    try:
        Decimal(text)
    except InvalidOperation:
        return False
    return True


def _words(*texts: str) -> _LINES:
    return tuple(Printed(text) for text in texts)
