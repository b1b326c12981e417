"""The narrative of a budget (情况说明): sentences with figures, changes, reasons; also 职责, 机构设置 and 名词解释."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from samples.details import bodies, purchase_sums
from samples.numerals import chinese
from samples.sheet import Changes, PrintedTable, print_sheet
from samples.source import GENERAL, Budget, accounts, function_rows
from samples.voice import Voice

if TYPE_CHECKING:
    from collections.abc import Iterator

    from samples.layout import Layout

TERMS = (
    ("财政拨款收入", "指同级财政当年拨付给单位使用的资金，按来源分为一般公共预算、政府性基金预算和国有资本经营预算。"),
    ("上年结转结余", "指上年未用完、按规定留到本年继续用于原定事项的资金。"),
    ("基本支出", "指单位维持日常运转所必需的开支，由人员经费和公用经费两部分组成。"),
    ("项目支出", "指单位在日常运转之外，为办成某项专门工作或推进事业发展而安排的开支。"),
    (
        "“三公”经费",
        "指由财政拨款负担的三类开支：出国（境）公务活动、购置和使用公务用车、按规定接待来访人员。",
    ),
    (
        "机关运行经费",
        "指行政机关和参照公务员法管理的单位用一般公共预算购买日常货物和服务的资金，不含事业单位的公用经费。",
    ),
    ("政府采购", "指单位用财政性资金购买目录以内或者限额以上货物、工程和服务的行为。"),
    ("绩效目标", "指财政资金在计划期内应当达到的产出和效果，以可衡量的指标表示。"),
)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is a part of the document (第一部分)."""

    text: str
    level: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph whose figures are marked."""

    text: str


Part = Heading | Paragraph | PrintedTable


def profile(budget: Budget, layout: Layout, changes: Changes) -> Iterator[Part]:
    """职责, 机构设置 and 主要工作任务."""
    organization = budget.organization
    scope, name = organization.scope, organization.name
    yield Heading(f"一、{scope}主要职责", 2)
    yield Paragraph(f"{name}的主要职责是：")
    for number, duty in enumerate(organization.duties, 1):
        yield Paragraph(f"（{chinese(number)}）{duty}")
    yield Heading("二、机构设置", 2)
    count = len(organization.bodies)
    voice = Voice(layout, changes)
    offices = "、".join(organization.offices)
    yield Paragraph(f"{name}内设{voice.count('offices', '内设机构', len(organization.offices), '个')}机构：{offices}。")
    yield Paragraph(f"纳入本{scope}编报范围的单位共{voice.count('bodies', '预算单位', count, '个')}，详见下表：")
    yield print_sheet(bodies(budget), layout, changes)
    yield Heading("三、主要工作任务", 2)
    yield Paragraph(f"{voice.year(budget.year)}，{name}围绕全市中心工作，重点做好以下几方面工作：")
    for number, (task, goal) in enumerate(organization.tasks, 1):
        yield Paragraph(f"（{chinese(number)}）{task}。{goal}")


def account_of(budget: Budget, layout: Layout, changes: Changes) -> Iterator[Part]:
    """Return the budget's 情况说明, section by section."""
    voice = Voice(layout, changes)
    yield from _whole(budget, voice)
    yield from _general(budget, voice)
    yield from _basic(budget, voice)
    yield from _three(budget, voice)
    yield from _goals(budget, voice)
    yield from _others(budget, voice)


def _whole(budget: Budget, voice: Voice) -> Iterator[Part]:
    name, year = budget.organization.name, voice.year(budget.year)
    base = f"比{voice.year(budget.year - 1)}预算数"
    reason = budget.reasons["total"]
    own = budget.own
    yield Heading("一、预算收支总体情况", 2)
    total = voice.money("receipts", "收入总计", budget.total)
    change = voice.change("receipts", "收入总计", budget.total, budget.prior.total, base)
    parts = [f"一般公共预算拨款收入{voice.money('granted', '一般公共预算拨款收入', budget.granted)}"]
    parts += [f"{source}{voice.money(source, source, amount)}" for source, amount in own.items()]
    parts.append(f"上年结转结余{voice.money('carried', '上年结转结余', budget.carried)}")
    yield Paragraph(
        f"按照综合预算的要求，所有收入和支出都编入本{budget.organization.scope}预算。{year}，{name}收入预算为{total}，"
        f"{change}，主要原因是{reason}。其中：{'，'.join(parts)}。"
    )
    total = voice.money("total", "支出总计", budget.total)
    change = voice.change("total", "支出总计", budget.total, budget.prior.total, base)
    basic = voice.money("basic", "基本支出", budget.basic)
    project = voice.money("project", "项目支出", budget.project)
    share = voice.share("basic.share", "基本支出", budget.basic, budget.total)
    yield Paragraph(
        f"相应安排支出预算{total}，{change}，主要原因是{reason}。其中：基本支出{basic}，占{share}；项目支出{project}，"
        f"占{voice.share('project.share', '项目支出', budget.project, budget.total)}。"
    )


def _general(budget: Budget, voice: Voice) -> Iterator[Part]:
    yield Heading("二、一般公共预算拨款支出情况", 2)
    total = voice.money("general", "一般公共预算支出", budget.fiscal)
    base = f"比{voice.year(budget.year - 1)}预算数"
    change = voice.change("general", "一般公共预算支出", budget.fiscal, budget.prior.general, base)
    yield Paragraph(
        f"{voice.year(budget.year)}一般公共预算拨款支出{total}，{change}，主要原因是{budget.reasons['total']}。"
        "预算安排坚持有保有压，优先保障基本运转和重点任务。按项级科目分类，支出包括："
    )
    uses = {line.code: "主要用于在职和退休人员的经费以及维持日常运转" for line in budget.functional}
    for project in budget.projects:
        uses.setdefault(project.function, f"主要用于{project.name}等项目")
    rows = [row for row in function_rows(budget) if row.code in uses and row.fiscal]
    names = accounts("functional")
    for number, row in enumerate(rows, 1):
        path = f"{names[row.code[:3]]}（类）{names[row.code[:5]]}（款）{row.name}（项）"
        amount = voice.money(row.code, row.name, row.fiscal)
        yield Paragraph(f"（{chinese(number)}）{path}{amount}，{uses[row.code]}。")
    yield Heading("三、政府性基金预算支出情况", 2)
    yield Paragraph(f"{voice.year(budget.year)}没有使用政府性基金预算拨款安排的支出。")
    yield Heading("四、国有资本经营预算支出情况", 2)
    yield Paragraph(f"{voice.year(budget.year)}没有使用国有资本经营预算拨款安排的支出。")


def _basic(budget: Budget, voice: Voice) -> Iterator[Part]:
    names = accounts("economic")
    listed = [(code, names[code]) for code, _ in budget.economic]
    people = "、".join(name for code, name in listed if code[:3] in {"301", "303"})
    office = "、".join(name for code, name in listed if code[:3] not in {"301", "303"})
    yield Heading("五、一般公共预算基本支出情况", 2)
    basic = voice.money("basic.again", "基本支出", budget.basic)
    yield Paragraph(f"{voice.year(budget.year)}一般公共预算基本支出{basic}，其中：")
    yield Paragraph(f"（一）人员经费{voice.money('personnel', '人员支出', budget.personnel)}，主要包括：{people}。")
    yield Paragraph(f"（二）公用经费{voice.money('public', '公用支出', budget.public)}，主要包括：{office}。")


def _three(budget: Budget, voice: Voice) -> Iterator[Part]:
    three, prior, year = budget.three, budget.prior, voice.year(budget.year)
    items = (
        ("abroad", "因公出国（境）费", three.abroad, prior.abroad),
        ("reception", "公务接待费", three.reception, prior.reception),
        ("vehicles", "公务用车购置及运行费", three.vehicles, prior.purchase + prior.running),
    )
    total = voice.money("three", "“三公”经费", three.total)
    yield Heading("六、“三公”经费预算情况", 2)
    yield Paragraph(f"{year}“三公”经费财政拨款预算数为{total}，具体情况如下：")
    for number, (key, name, now, before) in enumerate(items, 1):
        yield Heading(f"（{chinese(number)}）{name}", 3)
        change = voice.change(key, name, now, before, "比上年")
        inside = ""
        if key == "vehicles":
            purchase = voice.money("purchase", "公务用车购置费", three.purchase)
            running = voice.money("running", "公务用车运行费", three.running)
            inside = f"其中：公务用车购置费{purchase}，公务用车运行费{running}。"
        reason = budget.reasons[key]
        yield Paragraph(f"{year}预算安排{voice.money(key, name, now)}，{change}。{inside}主要原因是{reason}。")


def _goals(budget: Budget, voice: Voice) -> Iterator[Part]:
    number = voice.count("projects", "项目", len(budget.projects), "个")
    fiscal = sum(project.amount for project in budget.projects if project.source == GENERAL)
    yield Heading("七、预算绩效目标情况", 2)
    yield Paragraph(
        f"{voice.year(budget.year)}，{budget.organization.name}共有{number}项目设置绩效目标，"
        f"涉及财政拨款资金{voice.money('goals', '项目支出', fiscal)}，绩效目标表见第五部分。"
    )
    for position, project in enumerate(budget.projects, 1):
        amount = voice.money(f"project.{project.name}", project.name, project.amount)
        yield Paragraph(f"{position}. {project.name}：安排资金{amount}。{project.goal}")


def _others(budget: Budget, voice: Voice) -> Iterator[Part]:
    name, year = budget.organization.name, voice.year(budget.year)
    yield Heading("八、其他重要事项说明", 2)
    yield Heading("（一）机关运行经费", 3)
    if budget.operating:
        amount = voice.money("operating", "机关运行经费", budget.operating_total)
        base = f"比{voice.year(budget.year - 1)}预算"
        change = voice.change("operating", "机关运行经费", budget.operating_total, budget.prior.operating, base)
        yield Paragraph(
            f"{year}，{name}机关运行经费财政拨款预算{amount}，{change}，主要原因是{budget.reasons['operating']}。"
        )
    else:
        yield Paragraph(f"{name}为公益一类事业单位，{year}没有安排机关运行经费。")
    yield from possessions(budget, voice, f"{year}，{name}政府采购预算总额", "政府采购{}预算", budget.year - 1)


def possessions(budget: Budget, voice: Voice, opening: str, item: str, as_of: int) -> Iterator[Part]:
    """政府采购 and 国有资产占有使用情况, with the words of a budget or a final account."""
    sums = purchase_sums(budget)
    yield Heading("（二）政府采购情况", 3)
    parts = [
        f"{item.format(category)}{voice.money(f'purchases.{category}', f'政府采购{category}预算', amount)}"
        for category, amount in sums.items()
    ]
    total = voice.money("purchases", "政府采购预算", sum(sums.values()))
    yield Paragraph(f"{opening}{total}，其中：{'，'.join(parts)}。")
    yield Heading("（三）国有资产占有使用情况", 3)
    cars = sum(number for _, number in budget.vehicles)
    kinds = "，".join(f"{kind}{voice.count(f'cars.{kind}', kind, number, '辆')}" for kind, number in budget.vehicles)
    name = budget.organization.name
    yield Paragraph(
        f"截至{voice.year(as_of)}12月31日，{name}共有车辆{voice.count('cars', '车辆', cars, '辆')}，其中：{kinds}；"
        f"单位价值100万元以上设备{voice.count('equipment', '单位价值100万元以上设备', budget.equipment, '台（套）')}。"
    )


def glossary() -> Iterator[Part]:
    """名词解释."""
    for number, (term, meaning) in enumerate(TERMS, 1):
        yield Paragraph(f"{chinese(number)}、{term}：{meaning}")
