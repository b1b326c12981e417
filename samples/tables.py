"""The budget's tables (预算表) as sheets: 收支 by source and by account, “三公”, and the forms usually empty."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import zip_longest

from samples.numerals import chinese
from samples.sheet import Column, Row, Sheet
from samples.source import BUSINESS, OTHER, Budget, FunctionRow, accounts, function_rows, general_economic, is_personnel
from samples.source import rolled_up as roll

Words = Mapping[str, str]
CODE = Column("code", ("科目编码",), "code")
LABEL = Column("label", ("科目名称",), "label")


def title(words: Words, key: str, budget: Budget) -> str:
    """Return a table's title with its year and scope."""
    return words[key].format(year=budget.year, scope=budget.organization.scope)


def money(key: str, *path: str, panel: int = 0) -> Column:
    """Return a column of amounts."""
    return Column(key, path, "money", panel)


def some(amount: int) -> int | None:
    """Return an amount, or nothing where it is zero."""
    return amount or None


def account_sheet(
    form: str, heading: str, columns: tuple[Column, ...], rows: list[Row], *, halves: bool = False
) -> Sheet:
    """Return a sheet by account whose first column sums to the total row, wherever the layout puts it."""
    return Sheet(form, heading, (CODE, LABEL, *columns), tuple(rows), halves=halves)


def class_amounts(budget: Budget, *, fiscal: bool) -> dict[str, int]:
    """Expenditure by functional 类."""
    rows = [row for row in function_rows(budget) if len(row.code) == len("201")]
    return {row.code: row.fiscal if fiscal else row.total for row in rows}


def balance(budget: Budget, words: Words, *, every: bool) -> Sheet:
    """收支总表: receipts and expenditure side by side; `every` prints every 类."""
    names = [
        (words["general_receipts"], budget.granted),
        ("政府性基金预算拨款收入", 0),
        ("国有资本经营预算拨款收入", 0),
        ("财政专户管理资金收入", 0),
        (BUSINESS, budget.own[BUSINESS]),
        ("事业单位经营收入", 0),
        ("上级补助收入", 0),
        ("附属单位上缴收入", 0),
        (OTHER, budget.own[OTHER]),
    ]
    left = [(f"{chinese(number)}、{name}", some(amount)) for number, (name, amount) in enumerate(names, 1)]
    right = classes(class_amounts(budget, fiscal=False), "{}、{}", every=every)
    tail = [
        ("本年收入合计", budget.total - budget.carried, "本年支出合计", budget.total),
        ("上年结转结余", some(budget.carried), "年终结转结余", None),
        ("收入总计", budget.total, "支出总计", budget.total),
    ]
    return _sides("balance", title(words, "balance", budget), words, left=left, right=right, tail=tail)


def fiscal(budget: Budget, words: Words, *, every: bool) -> Sheet:
    """财政拨款收支总表; `every` prints every 类."""
    left: list[tuple[str, int | None]] = [
        ("一、本年收入", budget.granted),
        ("（一）一般公共预算拨款", budget.granted),
        ("（二）政府性基金预算拨款", None),
        ("（三）国有资本经营预算拨款", None),
        ("二、上年结转", some(budget.carried)),
        ("（一）一般公共预算拨款", some(budget.carried)),
        ("（二）政府性基金预算拨款", None),
        ("（三）国有资本经营预算拨款", None),
    ]
    right = [("一、本年支出", budget.fiscal), *classes(class_amounts(budget, fiscal=True), "（{}）{}", every=every)]
    right.append(("二、年终结转结余", None))
    tail: list[tuple[str, int | None, str, int | None]] = [("收入总计", budget.fiscal, "支出总计", budget.fiscal)]
    return _sides("fiscal", title(words, "fiscal", budget), words, left=left, right=right, tail=tail)


def classes(amounts: Mapping[str, int], pattern: str, *, every: bool) -> list[tuple[str, int | None]]:
    """Return the numbered 类 with their amounts, all of the form or only those with an amount."""
    chosen = [(code, name) for code, name in accounts("classes").items() if every or amounts.get(code)]
    names = enumerate(chosen, 1)
    return [(pattern.format(chinese(number), name), amounts.get(code)) for number, (code, name) in names]


def _sides(
    form: str,
    heading: str,
    words: Words,
    *,
    left: list[tuple[str, int | None]],
    right: list[tuple[str, int | None]],
    tail: list[tuple[str, int | None, str, int | None]],
) -> Sheet:
    columns = (
        Column("left", ("收入", "项目"), "label"),
        money("receipts", "收入", words["amount"]),
        Column("right", ("支出", "项目"), "label", 1),
        money("expenditure", "支出", words["amount"], panel=1),
    )
    pairs = [(*one, *other) for one, other in zip_longest(left, right, fillvalue=("", ""))]
    rows = [Row(str(number), cells) for number, cells in enumerate(pairs)]
    rows += [Row(cells[0], cells) for cells in tail]
    return Sheet(form, heading, columns, tuple(rows))


def receipts(budget: Budget, words: Words) -> Sheet:
    """收入总表: receipts by account and source, on the level of 项."""
    columns = (
        money("total", "合计"),
        money("granted", words["general_receipts"]),
        money("fund", "政府性基金预算拨款收入"),
        money("business", BUSINESS),
        money("other", OTHER),
        money("carried", "上年结转结余"),
    )

    def amounts(row: FunctionRow) -> tuple[int | None, ...]:
        own = row.own
        granted = row.fiscal - row.carried
        return row.total, some(granted), None, some(own.get(BUSINESS, 0)), some(own.get(OTHER, 0)), some(row.carried)

    rows = [
        Row(row.code, (row.code, row.name, *amounts(row)))
        for row in function_rows(budget)
        if len(row.code) == len("2010301")
    ]
    own = budget.own
    total = (budget.total, budget.granted, None, some(own[BUSINESS]), some(own[OTHER]), some(budget.carried))
    rows.append(Row("all", ("", "合计", *total), total=True))
    return account_sheet("receipts", title(words, "receipts", budget), columns, rows)


def expenditure(budget: Budget, words: Words) -> Sheet:
    """支出总表: 财政拨款 and 非财政拨款, each 小计 = 基本支出 + 项目支出."""
    columns = (
        money("total", "合计"),
        money("fiscal", "财政拨款", "小计"),
        money("basic", "财政拨款", "基本支出"),
        money("project", "财政拨款", "项目支出"),
        money("own", "非财政拨款", "小计"),
        money("own_basic", "非财政拨款", "基本支出"),
        money("own_project", "非财政拨款", "项目支出"),
    )

    def amounts(total: int, basic: int, own: int) -> tuple[int | None, ...]:
        return total, some(total - own), some(basic), some(total - own - basic), some(own), None, some(own)

    rows = [
        Row(row.code, (row.code, row.name, *amounts(row.total, row.basic, row.own_total)))
        for row in function_rows(budget)
    ]
    whole = amounts(budget.total, budget.basic, sum(budget.own.values()))
    rows.append(Row("all", ("", "合计", *whole), total=True))
    return account_sheet("expenditure", title(words, "expenditure", budget), columns, rows)


def general(budget: Budget, words: Words) -> Sheet:
    """一般公共预算支出 by 功能分类: 合计 = 基本支出 (人员 + 公用) + 项目支出."""
    columns = (
        money("total", "合计"),
        money("basic", "基本支出", "小计"),
        money("personnel", "基本支出", words["personnel"]),
        money("public", "基本支出", words["public"]),
        money("project", "项目支出"),
    )

    def amounts(total: int, personnel: int, public: int) -> tuple[int | None, ...]:
        basic = personnel + public
        return total, some(basic), some(personnel), some(public), some(total - basic)

    rows = [
        Row(row.code, (row.code, row.name, *amounts(row.fiscal, row.personnel, row.public)))
        for row in function_rows(budget)
        if row.fiscal
    ]
    whole = amounts(budget.fiscal, budget.personnel, budget.public)
    rows.append(Row("all", ("", "合计", *whole), total=True))
    return account_sheet("general", title(words, "general", budget), columns, rows)


def economic(budget: Budget, words: Words) -> Sheet:
    """一般公共预算支出 by economic 类."""
    names = accounts("economic")
    amounts = general_economic(budget)
    codes = [code for code in names if len(code) == len("301")]
    rows = [Row(code, (code, names[code], amounts.get(code))) for code in codes]
    rows.append(Row("all", ("", "合计", budget.fiscal), total=True))
    heading = title(words, "economic", budget)
    return account_sheet("economic", heading, (money("amount", words["amount"]),), rows)


def basic(budget: Budget, words: Words, *, wide: bool) -> Sheet:
    """基本支出 by economic 款: one amount, or 合计 = 人员 + 公用 where `wide`."""
    heading = "一般公共预算基本支出"
    columns: tuple[Column, ...] = (money("amount", words["amount"]),)
    if wide:
        parts = (("amount", "合计"), ("personnel", words["personnel"]), ("public", words["public"]))
        columns = tuple(money(key, heading, name) for key, name in parts)

    def amounts(code: str, amount: int) -> tuple[int | None, ...]:
        return (amount, amount, None) if is_personnel(code) else (amount, None, amount)

    rows = [
        Row(code, (code, accounts("economic")[code], *(amounts(code, amount) if wide else (amount,))))
        for code, amount in roll(dict(budget.economic)).items()
    ]
    whole = (budget.basic, budget.personnel, budget.public) if wide else (budget.basic,)
    rows.append(Row("all", ("", "合计", *whole), total=True))
    return account_sheet("basic", title(words, "basic", budget), columns, rows, halves=not wide)


def three(budget: Budget, words: Words, *, wide: bool) -> Sheet:
    """“三公”经费: one row of columns where `wide`, else one item a row."""
    heading = title(words, "three", budget)
    amounts = budget.three
    if wide:
        vehicles = "公务用车购置及运行费"
        columns = (
            money("total/amount", "“三公”经费合计"),
            money("abroad/amount", "因公出国（境）费"),
            money("vehicles/amount", vehicles, "小计"),
            money("purchase/amount", vehicles, "公务用车购置费"),
            money("running/amount", vehicles, "公务用车运行费"),
            money("reception/amount", "公务接待费"),
        )
        cells = (amounts.total, amounts.abroad, amounts.vehicles, amounts.purchase, amounts.running, amounts.reception)
        return Sheet("three", heading, columns, (Row("all", cells),))
    items = (
        ("total", "合计", amounts.total),
        ("abroad", "1、因公出国（境）费用", amounts.abroad),
        ("reception", "2、公务接待费", amounts.reception),
        ("vehicles", "3、公务用车购置及运行费", amounts.vehicles),
        ("purchase", "其中：（1）公务用车购置费", amounts.purchase),
        ("running", "（2）公务用车运行费", amounts.running),
    )
    rows = tuple(Row(key, (name, amount)) for key, name, amount in items)
    return Sheet("three", heading, (Column("label", ("项目",), "label"), money("amount", words["amount"])), rows)


def empty(form: str, budget: Budget, words: Words, *, explicit: bool, note: str) -> Sheet:
    """Return a form without figures (空表): blank cells, or 0.00 where `explicit`."""
    columns = (
        money("total", "本年支出", "合计"),
        money("basic", "本年支出", "基本支出"),
        money("project", "本年支出", "项目支出"),
    )
    nothing = 0 if explicit else ""
    rows = (Row("all", ("", "合计", nothing, nothing, nothing), total=True),)
    return Sheet(form, title(words, form, budget), (CODE, LABEL, *columns), rows, note=note)
