"""The narrative of a final account (决算情况说明): what was executed, against the initial budget."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samples.narrative import Heading, Paragraph, Part, possessions
from samples.numerals import chinese
from samples.source import FinalAccount, function_rows
from samples.voice import Voice

if TYPE_CHECKING:
    from collections.abc import Iterator

    from samples.layout import Layout
    from samples.sheet import Changes


def review_of(account: FinalAccount, layout: Layout, changes: Changes) -> Iterator[Part]:
    """Return the final account's 情况说明, section by section."""
    voice = Voice(layout, changes)
    yield from _whole(account, voice)
    yield from _general(account, voice)
    yield from _basic(account, voice)
    yield from _three(account, voice)
    yield from _others(account, voice)


def _whole(account: FinalAccount, voice: Voice) -> Iterator[Part]:
    last = account.executed
    year, name = voice.year(last.year), last.organization.name
    yield Heading("一、收入支出决算总体情况", 2)
    both = last.total + account.closing
    receipts = both - last.carried
    yield Paragraph(
        f"{name}{year}收入、支出总计均为{voice.money('both', '收入总计', both)}。"
        f"其中：本年收入{voice.money('receipts', '本年收入', receipts)}，"
        f"年初结转和结余{voice.money('carried', '上年结转结余', last.carried)}；"
        f"本年支出{voice.money('total', '本年支出', last.total)}，"
        f"年末结转和结余{voice.money('closing', '年终结转结余', account.closing)}。"
    )
    shares = (("basic", "基本支出", last.basic), ("project", "项目支出", last.project))
    parts = [
        f"{label}{voice.money(key, label, amount)}，占{voice.share(f'{key}.share', label, amount, last.total)}"
        for key, label, amount in shares
    ]
    yield Paragraph(f"本年支出中，{'；'.join(parts)}。")


def _general(account: FinalAccount, voice: Voice) -> Iterator[Part]:
    first, last = account.initial, account.executed
    yield Heading("二、一般公共预算财政拨款支出决算情况", 2)
    initial = voice.money("initial", "一般公共预算支出", first.fiscal)
    yield Paragraph(
        f"{voice.year(last.year)}一般公共预算财政拨款支出年初预算为{initial}，"
        f"支出决算为{voice.money('general', '一般公共预算支出', last.fiscal)}，"
        f"完成年初预算的{voice.share('general.rate', '一般公共预算支出', last.fiscal, first.fiscal)}。"
        f"决算数小于年初预算数的主要原因是{last.reasons['total']}。其中："
    )
    begun = {row.code: row.fiscal for row in function_rows(first)}
    rows = [row for row in function_rows(last) if len(row.code) == len("2010301") and row.fiscal]
    for number, row in enumerate(rows, 1):
        before = begun.get(row.code, 0)
        yield Paragraph(
            f"{number}.{row.name}（{row.code}）。年初预算为{voice.money(f'{row.code}.initial', row.name, before)}，"
            f"支出决算为{voice.money(row.code, row.name, row.fiscal)}，"
            f"完成年初预算的{voice.share(f'{row.code}.rate', row.name, row.fiscal, before)}。"
        )
    yield Heading("三、政府性基金和国有资本经营预算支出决算情况", 2)
    yield Paragraph(f"{voice.year(last.year)}没有政府性基金预算财政拨款收支，也没有国有资本经营预算财政拨款支出。")


def _basic(account: FinalAccount, voice: Voice) -> Iterator[Part]:
    last = account.executed
    yield Heading("四、一般公共预算财政拨款基本支出决算情况", 2)
    yield Paragraph(
        f"{voice.year(last.year)}一般公共预算财政拨款基本支出{voice.money('basic.again', '基本支出', last.basic)}，"
        f"其中：人员经费{voice.money('personnel', '人员支出', last.personnel)}，"
        f"公用经费{voice.money('public', '公用支出', last.public)}。"
    )


def _three(account: FinalAccount, voice: Voice) -> Iterator[Part]:
    first, last = account.initial.three, account.executed.three
    items = (
        ("three", "“三公”经费", first.total, last.total),
        ("abroad", "因公出国（境）费", first.abroad, last.abroad),
        ("purchase", "公务用车购置费", first.purchase, last.purchase),
        ("running", "公务用车运行费", first.running, last.running),
        ("reception", "公务接待费", first.reception, last.reception),
    )
    yield Heading("五、“三公”经费支出决算情况", 2)
    for number, (key, name, before, after) in enumerate(items, 1):
        text = f"（{chinese(number)}）{name}年初预算为{voice.money(f'{key}.initial', name, before)}，"
        text += f"支出决算为{voice.money(key, name, after)}"
        if before:
            text += f"，完成年初预算的{voice.share(f'{key}.rate', name, after, before)}"
        yield Paragraph(f"{text}。")
    yield Paragraph(f"决算数与年初预算数不同的主要原因是{account.executed.reasons['reception']}。")


def _others(account: FinalAccount, voice: Voice) -> Iterator[Part]:
    first, last = account.initial, account.executed
    year, name = voice.year(last.year), last.organization.name
    yield Heading("六、其他重要事项说明", 2)
    yield Heading("（一）机关运行经费", 3)
    if last.operating:
        amount = voice.money("operating", "机关运行经费", last.operating_total)
        change = voice.change("operating", "机关运行经费", last.operating_total, first.operating_total, "比年初预算数")
        yield Paragraph(f"{name}{year}机关运行经费支出{amount}，{change}，主要原因是{last.reasons['operating']}。")
    else:
        yield Paragraph(f"{name}为公益一类事业单位，{year}没有机关运行经费支出。")
    yield from possessions(last, voice, f"{year}，{name}政府采购支出总额", "政府采购{}支出", last.year)
    yield Heading("（四）预算绩效管理情况", 3)
    count = voice.count("projects", "项目", len(last.projects), "个")
    amount = voice.money("goals", "项目支出", last.project)
    yield Paragraph(f"{name}对{count}项目开展绩效自评，涉及资金{amount}，自评覆盖全部项目支出。")
