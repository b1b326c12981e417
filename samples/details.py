"""Tables of detail (明细表): projects, government procurement, 机关运行经费, the units that belong to a budget."""

from __future__ import annotations

from samples.sheet import Column, Row, Sheet
from samples.source import GENERAL, Budget, accounts
from samples.tables import Words, account_sheet, money, some, title

CATEGORIES = ("货物", "工程", "服务")


def projects(budget: Budget, words: Words) -> Sheet:
    """项目支出表: each project with this year's grant, what was carried over and what the organization earns."""
    columns = (
        Column("label", ("项目名称",), "label"),
        Column("code", ("支出功能分类科目编码",), "account"),
        money("total", "合计"),
        money("granted", "本年财政拨款"),
        money("carried", "上年结转"),
        money("own", "单位自有资金"),
    )
    rows = []
    for project in budget.projects:
        general = project.source == GENERAL
        granted = project.amount - project.carried if general else 0
        own = 0 if general else project.amount
        cells = (project.name, project.function, project.amount, some(granted), some(project.carried), some(own))
        rows.append(Row(project.name, cells))
    own = sum(budget.own.values())
    whole = (budget.project, some(budget.project - own - budget.carried), some(budget.carried), some(own))
    rows.append(Row("all", ("合计", "", *whole), total=True))
    return Sheet("projects", title(words, "projects", budget), columns, tuple(rows))


def purchases(budget: Budget, words: Words) -> Sheet:
    """政府采购表."""
    columns = (
        Column("label", ("采购项目名称",), "label"),
        Column("category", ("采购品目",), "label"),
        Column("way", ("采购组织形式",), "label"),
        money("amount", words["amount"]),
    )
    rows = [Row(item.name, (item.name, item.category, item.way, item.amount)) for item in budget.purchases]
    rows.append(Row("all", ("合计", "", "", sum(item.amount for item in budget.purchases)), total=True))
    return Sheet("purchases", title(words, "purchases", budget), columns, tuple(rows))


def operating(budget: Budget, words: Words) -> Sheet:
    """机关运行经费 by economic 款; without rows for an organization that has none."""
    names = accounts("economic")
    rows = [Row(code, (code, names[code], amount)) for code, amount in budget.operating]
    rows.append(Row("all", ("", "合计", budget.operating_total), total=True))
    note = "" if budget.operating else "注：本单位为公益一类事业单位，没有机关运行经费。"
    sheet = account_sheet("operating", title(words, "operating", budget), (money("amount", "机关运行经费"),), rows)
    return Sheet(sheet.id, sheet.title, sheet.columns, sheet.rows, note=note)


def bodies(budget: Budget) -> Sheet:
    """预算单位构成表: counts of posts and staff, no unit of money."""
    columns = (
        Column("label", ("单位名称",), "label"),
        Column("nature", ("经费性质",), "label"),
        Column("posts", ("编制人数",), "figure"),
        Column("staff", ("在职人数",), "figure"),
    )
    rows = tuple(
        Row(body.name, (body.name, body.nature, str(body.posts), str(body.staff)))
        for body in budget.organization.bodies
    )
    return Sheet("bodies", "预算单位构成情况表", columns, rows, money=False)


def purchase_sums(budget: Budget) -> dict[str, int]:
    """Government procurement by category."""
    return {
        category: sum(item.amount for item in budget.purchases if item.category == category) for category in CATEGORIES
    }
