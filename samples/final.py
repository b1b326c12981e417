"""Tables of a final account (决算表): 年初预算数, 决算数 and 完成率 side by side."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from itertools import zip_longest

from samples.numerals import chinese
from samples.sheet import Column, Row, Sheet
from samples.source import BUSINESS, OTHER, Budget, FinalAccount, accounts, function_rows
from samples.tables import Words, account_sheet, class_amounts, classes, money, some, title

INITIAL = "年初预算数"
FINAL = "决算数"


def rate(part: int, whole: int) -> str | None:
    """Return a share in percent with two decimals (完成率); None without a whole."""
    if not whole:
        return None
    return str((Decimal(part) * 100 / Decimal(whole)).quantize(Decimal("0.01"), ROUND_HALF_UP))


def balance(account: FinalAccount, words: Words, *, every: bool) -> Sheet:
    """收入支出决算总表: 年初预算数 and 决算数 on both sides; 总计 includes what is carried over and left over."""
    first, last = account.initial, account.executed
    own = (BUSINESS, OTHER)
    left = [(words["general_receipts"], first.granted, last.granted + account.closing)]
    left += [(name, first.own[name], last.own[name]) for name in own]
    sides = [(f"{chinese(n)}、{name}", some(before), some(after)) for n, (name, before, after) in enumerate(left, 1)]
    before, after = class_amounts(first, fiscal=False), class_amounts(last, fiscal=False)
    chosen = [(code, name) for code, name in accounts("classes").items() if every or code in {*before, *after}]
    numbered = enumerate(chosen, 1)
    right = [(f"{chinese(number)}、{name}", before.get(code), after.get(code)) for number, (code, name) in numbered]
    blank: tuple[str, None, None] = ("", None, None)
    lines = [(*one, *other) for one, other in zip_longest(sides, right, fillvalue=blank)]
    year_receipts = (first.total - first.carried, last.total - last.carried + account.closing)
    whole = (first.total, last.total + account.closing)
    lines += [
        ("本年收入合计", *year_receipts, "本年支出合计", first.total, last.total),
        ("年初结转和结余", some(first.carried), some(last.carried), "年末结转和结余", None, some(account.closing)),
        ("总计", *whole, "总计", *whole),
    ]
    columns: list[Column] = []
    for panel, side in enumerate(("收入", "支出")):
        columns += [
            Column(f"label{panel}", (side, "项目"), "label", panel),
            money(f"initial{panel}", side, INITIAL, panel=panel),
            money(f"final{panel}", side, FINAL, panel=panel),
        ]
    rows = tuple(Row(cells[0] or str(number), cells) for number, cells in enumerate(lines))
    return Sheet("balance", title(words, "balance", last), tuple(columns), rows)


def fiscal(account: FinalAccount, words: Words) -> Sheet:
    """财政拨款收入支出决算总表: 决算数 only."""
    last = account.executed
    whole = last.fiscal + account.closing
    left = [("一、一般公共预算财政拨款", last.granted + account.closing), ("二、政府性基金预算财政拨款", None)]
    left.append(("三、国有资本经营预算财政拨款", None))
    right = classes(class_amounts(last, fiscal=True), "{}、{}", every=False)
    lines = [(*one, *other) for one, other in zip_longest(left, right, fillvalue=("", None))]
    lines += [
        ("本年收入合计", last.granted + account.closing, "本年支出合计", last.fiscal),
        ("年初财政拨款结转和结余", some(last.carried), "年末财政拨款结转和结余", some(account.closing)),
        ("总计", whole, "总计", whole),
    ]
    columns = (
        Column("left", ("收入", "项目"), "label"),
        money("receipts", "收入", FINAL),
        Column("right", ("支出", "项目"), "label", 1),
        money("expenditure", "支出", FINAL, panel=1),
    )
    rows = tuple(Row(str(number), cells) for number, cells in enumerate(lines))
    return Sheet("fiscal", title(words, "fiscal", last), columns, rows)


def receipts(account: FinalAccount, words: Words) -> Sheet:
    """收入决算表: this year's receipts by source; what is left over was granted on the first account."""
    last = account.executed
    columns = (
        money("total", "本年收入合计"),
        money("granted", "财政拨款收入"),
        money("business", BUSINESS),
        money("other", OTHER),
    )
    rows = []
    left = account.closing
    for row in function_rows(last):
        if len(row.code) != len("2010301"):
            continue
        granted = row.fiscal - row.carried + left
        left = 0
        business, other = row.own.get(BUSINESS, 0), row.own.get(OTHER, 0)
        cells = (granted + business + other, some(granted), some(business), some(other))
        rows.append(Row(row.code, (row.code, row.name, *cells)))
    granted, own = last.granted + account.closing, last.own
    whole = (granted + sum(own.values()), some(granted), some(own[BUSINESS]), some(own[OTHER]))
    rows.append(Row("all", ("", "合计", *whole), total=True))
    return account_sheet("receipts", title(words, "receipts", last), columns, rows)


def expenditure(account: FinalAccount, words: Words) -> Sheet:
    """支出决算表: 合计 = 基本支出 + 项目支出."""
    last = account.executed
    columns = (money("total", "本年支出合计"), money("basic", "基本支出"), money("project", "项目支出"))
    rows = [
        Row(row.code, (row.code, row.name, row.total, some(row.basic), some(row.project)))
        for row in function_rows(last)
    ]
    rows.append(Row("all", ("", "合计", last.total, some(last.basic), some(last.project)), total=True))
    return account_sheet("expenditure", title(words, "expenditure", last), columns, rows)


def general(account: FinalAccount, words: Words) -> Sheet:
    """一般公共预算财政拨款支出决算表: 年初预算数, 决算数 with its parts, 完成率."""
    first = {row.code: row for row in function_rows(account.initial)}
    columns = (
        money("initial", INITIAL),
        money("total", FINAL, "合计"),
        money("basic", FINAL, "基本支出"),
        money("project", FINAL, "项目支出"),
        Column("rate", ("完成率（%）",), "figure", unit="%"),
    )
    rows = []
    for row in function_rows(account.executed):
        before = first[row.code].fiscal if row.code in first else 0
        amounts = (some(before), row.fiscal, some(row.basic), some(row.fiscal - row.basic))
        rows.append(Row(row.code, (row.code, row.name, *amounts, rate(row.fiscal, before))))
    begun, last = account.initial, account.executed
    whole = (begun.fiscal, last.fiscal, last.basic, last.fiscal - last.basic, rate(last.fiscal, begun.fiscal))
    rows.append(Row("all", ("", "合计", *whole), total=True))
    return account_sheet("general", title(words, "general", last), columns, rows)


def three(account: FinalAccount, words: Words) -> Sheet:
    """“三公”经费决算表: 年初预算数 and 决算数 of each item."""
    columns = (Column("label", ("项目",), "label"), money("initial", INITIAL), money("amount", FINAL))
    first, last = account.initial.three, account.executed.three
    items = (
        ("total", "“三公”经费合计", first.total, last.total),
        ("abroad", "1.因公出国（境）费", first.abroad, last.abroad),
        ("vehicles", "2.公务用车购置及运行费", first.vehicles, last.vehicles),
        ("purchase", "（1）公务用车购置费", first.purchase, last.purchase),
        ("running", "（2）公务用车运行费", first.running, last.running),
        ("reception", "3.公务接待费", first.reception, last.reception),
    )
    rows = tuple(Row(key, (name, before, after)) for key, name, before, after in items)
    return Sheet("three", title(words, "three", account.executed), columns, rows)


def projects(account: FinalAccount, words: Words) -> Sheet:
    """项目支出决算明细表: 年初预算数, 全年执行数 and 执行率 of each project."""
    columns = (
        Column("label", ("项目名称",), "label"),
        money("initial", INITIAL),
        money("total", "全年执行数"),
        Column("rate", ("执行率（%）",), "figure", unit="%"),
    )
    begun = {project.name: project.amount for project in account.initial.projects}
    last: Budget = account.executed
    rows = [
        Row(item.name, (item.name, begun.get(item.name), item.amount, rate(item.amount, begun.get(item.name, 0))))
        for item in last.projects
    ]
    before = account.initial.project
    rows.append(Row("all", ("合计", before, last.project, rate(last.project, before)), total=True))
    return Sheet("projects", title(words, "projects", last), columns, tuple(rows))
