"""Every registered rule has a document that satisfies it and the same one with a slip that breaks it."""

from __future__ import annotations

import ast
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from index import checks as rules
from index.checks import registered
from index.checks.evidence import Evidence, Volume
from index.contents import ListedTable
from index.load.text import load_text
from index.model.document import Place
from index.model.quantity import Outcome
from index.model.records import Check, Kind, Passage, PassageKind, Project, Role, Stage
from index.tables import read_tables
from index.tables.listed import Listed
from tests.checks_records import IDENTITY, Records

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

LEVEL, CHANGE, RATE, SHARE, COUNT = Role.LEVEL, Role.CHANGE, Role.RATE, Role.SHARE, Role.COUNT
ONE = [("预算数",)]
PATHS = [("合计",), ("基本支出",), ("项目支出",)]
SILENT = {"change.direction", "repeat.column"}  # they only tell what is wrong
Made = Records | Evidence
CASES: dict[str, Callable[..., Made]] = {}


def case(*names: str) -> Callable[[Callable[..., Made]], Callable[..., Made]]:
    """Take a maker of documents as the case of some rules; it is asked for a sound one and for one with a slip."""

    def register(make: Callable[..., Made]) -> Callable[..., Made]:
        CASES.update(dict.fromkeys(names, make))
        return make

    return register


def stated(records: Records, sentence: str, *figures: tuple[str, str, str, Role]) -> Records:
    records.say(sentence, *figures)
    return records


def amounts(records: Records, sentence: str, *named: tuple[str, str]) -> int:
    """Say amounts, each a part of the first."""
    first = records.say(sentence, *((name, printed, "万元", LEVEL) for name, printed in named))
    records.part_of(first, *range(first + 1, first + len(named)))
    return first


def read(text: str) -> Evidence:
    document = load_text(Path("澄湖.txt"), text.replace("⇥", "\t").encode())
    found = read_tables(document, IDENTITY)
    return Evidence(IDENTITY, found.tables, found.facts, (), found.indicators, found.projects)


@case("sum.children")
def children(*, slip: bool) -> Made:
    records = Records()
    rows = [("201 一般公共服务支出", "26.00" if slip else "25.00"), ("20103 政府办公厅事务", "10.00")]
    records.table("支出预算总表", ONE, [*rows, ("20110 人力资源事务", "15.00")])
    return records


@case("sum.total")
def total(*, slip: bool) -> Made:
    records = Records()
    rows = [("合计", "41.00" if slip else "40.00"), ("201 一般公共服务支出", "25.00"), ("213 农林水支出", "15.00")]
    records.table("支出预算总表", ONE, rows)
    return records


@case("sum.columns")
def columns(*, slip: bool) -> Made:
    records = Records()
    rows = [
        ("201 甲", "30.00", "10.00", "20.00"),
        ("213 乙", "7.00", "3.00", "4.00"),
        ("221 丙", "9.00", "5.00", "4.00"),
    ]
    last = ("210 丁", "8.50" if slip else "8.00", "2.00", "6.00")
    records.table("支出预算总表", PATHS, [*rows, last])
    return records


@case("sum.steps")
def steps(*, slip: bool) -> Made:
    return read(f"""政府采购预算表

单位：万元

品目大类⇥专项名称⇥经济科目⇥采购物品⇥采购方式⇥金额
合计⇥⇥⇥⇥⇥136.00
一、货物⇥⇥⇥⇥⇥90.00
⇥设备购置费⇥办公设备购置⇥⇥⇥90.00
⇥⇥⇥打印机⇥集中采购⇥30.00
⇥⇥⇥复印机⇥分散采购⇥60.00
三、服务⇥⇥⇥⇥⇥46.00
⇥会务经费⇥会议费⇥⇥⇥26.00
⇥⇥⇥会议服务⇥分散采购⇥10.00
⇥⇥⇥住宿服务⇥分散采购⇥{"76.00" if slip else "16.00"}
⇥⇥培训费⇥⇥⇥20.00
⇥⇥⇥培训服务⇥分散采购⇥20.00
""")


@case("sum.groups")
def groups(*, slip: bool) -> Made:
    return read(f"""收入预算总表

单位：万元

项目⇥⇥金额
收入总计⇥⇥132.50
一般公共预算资金⇥小计⇥{"170.00" if slip else "120.00"}
一般公共预算资金⇥财政拨款资金⇥100.00
一般公共预算资金⇥专项收入⇥20.00
其他资金⇥小计⇥12.50
其他资金⇥事业收入⇥5.00
其他资金⇥其他收入⇥7.50
""")


@case("sum.panels")
def panels(*, slip: bool) -> Made:
    made = read(f"""收支预算总表

单位：万元

收入⇥⇥支出⇥⇥⇥
项目⇥金额⇥功能分类⇥⇥支出性质⇥
⇥⇥项目⇥金额⇥项目⇥金额
一、财政拨款⇥150.00⇥一、文化旅游体育与传媒支出⇥110.00⇥一、基本支出⇥100.00
二、其他收入⇥⇥二、社会保障和就业支出⇥{"26.00" if slip else "25.00"}⇥二、项目支出⇥50.00
⇥⇥三、住房保障支出⇥15.00⇥⇥
收入合计⇥150.00⇥⇥⇥支出合计⇥150.00
""")
    return replace(made, facts=tuple(replace(fact, doubtful=False) for fact in made.facts))  # its header is clear


@case("balance")
def balance(*, slip: bool) -> Made:
    records = Records()
    receipts, spent = [("收入总计", "40.00")], [("支出总计", "48.00" if slip else "40.00")]
    records.both_sides("收支预算总表", receipts, spent)
    return records


@case("three_public")
def three_public(*, slip: bool) -> Made:
    records = Records()
    rows = [("合计", "9.00" if slip else "3.00"), ("因公出国（境）费", "1.00"), ("公务接待费", "2.00")]
    records.table("“三公”经费支出表", ONE, rows)
    return records


@case("funding")
def funding(*, slip: bool) -> Made:
    records = Records()
    rows = [("资金总额：", "12.00"), ("财政拨款：", "11.00" if slip else "10.00"), ("其他资金：", "2.00")]
    records.table("数据平台运维费绩效目标表", [()], rows)
    return records


@case("procurement")
def procurement(*, slip: bool) -> Made:
    records = Records()
    whole = ("政府采购预算", "38.20" if slip else "33.20")
    parts = (("政府采购货物预算", "7.80"), ("政府采购工程预算", "0"), ("政府采购服务预算", "25.40"))
    amounts(records, f"{whole[1]}万元，其中：7.80万元、0万元、25.40万元。", whole, *parts)
    return records


@case("three_public.stated")
def three_public_stated(*, slip: bool) -> Made:
    records = Records()
    parts = (("因公出国（境）费", "0"), ("公务用车购置及运行费", "9.50"), ("公务接待费", "3.00"))
    printed = "13.50" if slip else "12.50"
    amounts(records, f"{printed}万元，其中：0万元、9.50万元、3.00万元。", ("“三公”经费", printed), *parts)
    return records


@case("basic.stated", "narrative.parts")
def basic(*, slip: bool) -> Made:
    records = Records()
    printed = "844.71" if slip else "841.71"
    parts = (("人员支出", "784.50"), ("公用支出", "57.21"))
    amounts(records, f"{printed}万元，其中：784.50万元，57.21万元。", ("基本支出", printed), *parts)
    return records


@case("sources")
def sources(*, slip: bool) -> Made:
    records = Records()
    paths = [("合计",), ("一般公共预算拨款收入",), ("政府性基金预算拨款收入",), ("事业收入",)]
    row = ("数据平台运维费", "52.00" if slip else "42.00", "30.00", "0.00", "12.00")
    records.table("项目支出表", paths, [row])
    return records


@case("sources.tables")
def sources_over_tables(*, slip: bool) -> Made:
    records = Records()
    titles = ("财政拨款收支总表", "一般公共预算支出表", "政府性基金预算支出表", "国有资本经营预算支出表")
    forms = ("fiscal_summary", "general_expenditure", "government_fund", "state_capital")
    printed = ("840.21", "811.21", "29.00" if not slip else "21.00", "0.00")
    for title, form, amount in zip(titles, forms, printed, strict=True):
        number = records.table(title, ONE, [("合计", amount)], side="支出")
        records.tables[number] = replace(records.tables[number], form=form)
    return records


@case("basic.codes")
def basic_codes(*, slip: bool) -> Made:
    records = Records()
    rows = [("合计", "857.21"), ("301 工资福利支出", "700.00"), ("302 商品和服务支出", "53.21")]
    rows += [("303 对个人和家庭的补助", "100.00"), ("310 资本性支出", "4.00")]
    records.table("一般公共预算基本支出表", ONE, rows, side="支出")
    people = "810.00" if slip else "800.00"
    whole, office = ("基本支出", "857.21"), ("公用支出", "57.21")
    amounts(records, f"857.21万元，其中：{people}万元，57.21万元。", whole, ("人员支出", people), office)
    return records


@case("repeat")
def repeat(*, slip: bool) -> Made:
    records = Records()
    for title, printed in (("支出预算总表", "25.10"), ("部门支出总表", "25.70" if slip else "25.10")):
        records.table(title, ONE, [("201 一般公共服务支出", printed)], side="支出")
    return records


@case("repeat.column")
def repeat_column(*, slip: bool) -> Made:
    records = Records()
    names, printed = ("办公费", "水费", "电费", "差旅费"), ("123.45", "20.06", "31.50", "418.80")
    for title, last in (("一般公共预算基本支出表", printed[3]), ("机关运行经费表", "410.80" if slip else "418.80")):
        records.table(title, [("金额",)], list(zip(names, (*printed[:3], last), strict=True)), side="支出")
    return records


@case("repeat.stated")
def repeat_stated(*, slip: bool) -> Made:
    records = Records()
    for printed in ("229.83", "239.83" if slip else "229.83"):
        stated(records, f"交易服务业务费用{printed}万元。", ("交易服务业务费用", printed, "万元", LEVEL))
    return records


@case("narrative.table")
def narrative_table(*, slip: bool) -> Made:
    records = Records()
    records.table("支出预算总表", ONE, [("201 一般公共服务支出", "253.10")], side="支出")
    printed = "258.10" if slip else "253.10"
    return stated(records, f"一般公共服务支出{printed}万元。", ("一般公共服务支出", printed, "万元", LEVEL))


@case("narrative.total")
def narrative_total(*, slip: bool) -> Made:
    records = Records()
    number = records.both_sides("收支总表", [("收入总计", "2961.68")], [("支出总计", "2961.68")])
    records.tables[number] = replace(records.tables[number], form="budget_summary")
    printed = "0.30" if slip else "2961.68"
    first = records.say(f"收入支出总计{printed}万元。", ("收支总计", printed, "万元", LEVEL))
    records.statements[first] = replace(records.statements[first], section=("一、收入支出预算总体情况说明",))
    return records


@case("balance.stated")
def balance_stated(*, slip: bool) -> Made:
    records = Records()
    spent = "410.80" if slip else "418.80"
    sentence = f"收入总计418.80万元，支出总计{spent}万元。"
    return stated(records, sentence, ("收入总计", "418.80", "万元", LEVEL), ("支出总计", spent, "万元", LEVEL))


@case("change.rate")
def change_rate(*, slip: bool) -> Made:
    rate = "52.00" if slip else "25.00"
    figures = (("会议费", "125.00", "万元", LEVEL), ("会议费", "25.00", "万元", CHANGE), ("会议费", rate, "%", RATE))
    return stated(Records(), f"会议费125.00万元，比上年增加25.00万元，增长{rate}%。", *figures)


@case("change.direction")
def change_direction(*, slip: bool) -> Made:
    word = "下降" if slip else "增长"
    figures = (("会议费", "125.00", "万元", LEVEL), ("会议费", "25.00", "万元", CHANGE), ("会议费", "25.00", "%", RATE))
    return stated(Records(), f"会议费125.00万元，比上年增加25.00万元，{word}25.00%。", *figures)


@case("change.amount")
def change_amount(*, slip: bool) -> Made:
    records = Records()
    change = "28.00" if slip else "25.00"
    figures = (
        ("会议费", "100.00", "万元", LEVEL),
        ("会议费", "125.00", "万元", LEVEL),
        ("会议费", change, "万元", CHANGE),
    )
    first = records.say(f"上年100.00万元，本年125.00万元，增加{change}万元。", *figures)
    records.statements[first] = replace(records.statements[first], year=2023)
    return records


@case("growth.next")
def growth_next(*, slip: bool) -> Made:
    records = stated(Records(), "会议费125.00万元。", ("会议费", "125.00", "万元", LEVEL))
    rate = "52.00" if slip else "25.00"
    figures = (("会议费", "25.00", "万元", CHANGE), ("会议费", rate, "%", RATE))
    return stated(records, f"与上年相比增加25.00万元，增长{rate}%。", *figures)


def two_years(records: Records, name: str, now: str, rate: str) -> None:
    figures = ((name, "100.00", "万元", LEVEL), (name, now, "万元", LEVEL), (name, rate, "%", RATE))
    first = records.say(f"上年执行数为100.00万元，本年预算安排{now}万元，增长{rate}%。", *figures)
    records.statements[first] = replace(records.statements[first], year=2023, stage=Stage.EXECUTED)


@case("growth.years")
def growth_years(*, slip: bool) -> Made:
    records = Records()
    two_years(records, "会议费", "125.00", "2.50" if slip else "25.00")
    return records


@case("growth.again")
def growth_again(*, slip: bool) -> Made:
    records = Records()
    for change in ("107.62", "107.92" if slip else "107.62"):
        figures = (("财政拨款收入", "3,121.42", "万元", LEVEL), ("财政拨款收入", change, "万元", CHANGE))
        stated(records, f"财政拨款收入3,121.42万元，比上年增加{change}万元。", *figures)
    return records


@case("restated")
def restated(*, slip: bool) -> Made:
    records = Records()
    for at, now in enumerate(("125.00", "130.00", "148.80", "112.66", "107.30")):
        said = "127.00" if slip and not at else now
        stated(records, f"科目{now}{said}万元，主要用于办公。", (f"科目{now}", said, "万元", LEVEL))
        two_years(records, f"科目{now}", now, "1.00")
    return records


@case("three_public.restated")
def three_public_restated(*, slip: bool) -> Made:
    records = Records()
    for printed in ("10.91", "10.97" if slip else "10.91"):
        number = records.say(f"公务接待费{printed}万元。", ("公务接待费", printed, "万元", LEVEL))
        records.statements[number] = replace(records.statements[number], section=("四、“三公”经费情况说明",))
    return records


@case("share")
def share(*, slip: bool) -> Made:
    records = Records()
    rate = "52.00" if slip else "25.00"
    whole, part = ("支出合计", "100.00", "万元", LEVEL), ("基本支出", "25.00", "万元", LEVEL)
    first = records.say(
        f"支出合计100.00万元，基本支出25.00万元，占{rate}%。", whole, part, ("基本支出", rate, "%", SHARE)
    )
    records.part_of(first, first + 1)
    return records


@case("projects")
def projects(*, slip: bool) -> Made:
    records = Records()
    for name, amount in (("数据平台运维费", "12.00"), ("政务大厅租金", "30.50")):
        table = records.table(f"{name}绩效目标表", [()], [("资金总额：", amount)])
        place = Place(line=1000 * table + 1)
        records.projects.append(Project(name, table, place, Decimal(amount), amount, "万元"))
    count = "3" if slip else "2"
    figures = (("项目绩效目标", count, "个", COUNT), ("涉及资金", "42.50", "万元", LEVEL))
    return stated(records, f"共设置{count}个项目绩效目标，涉及资金42.50万元。", *figures)


@case("projects.same")
def projects_same(*, slip: bool) -> Made:
    records = Records()
    for title, amount in (("项目支出表", "12.05"), ("数据平台运维费绩效目标表", "12.55" if slip else "12.05")):
        table = records.table(title, ONE, [("数据平台运维费", amount)])
        place = Place(line=1000 * table + 1)
        records.projects.append(Project("数据平台运维费", table, place, Decimal(amount), amount, "万元"))
    return records


@case("projects.total")
def projects_total(*, slip: bool) -> Made:
    records = Records()
    rows = [("数据平台运维费", "412.05"), ("政务大厅租金", "330.50")]
    table = records.table("项目支出表", ONE, rows)
    for at, (name, amount) in enumerate(rows):
        records.projects.append(Project(name, table, Place(line=at + 1), Decimal(amount), amount, "万元"))
    printed = "742.85" if slip else "742.55"
    return stated(records, f"项目支出{printed}万元。", ("项目支出", printed, "万元", LEVEL))


@case("cells")
def cells(*, slip: bool) -> Made:
    records = Records()
    text = "数据平台运维费用512.00万元，交易服务费用214.00万元"
    table = records.table("整体绩效目标表", [("涉及财政资金",)], [(text, "736.00" if slip else "726.00")])
    named = (("数据平台运维费用", "512.00", "万元", LEVEL), ("交易服务费用", "214.00", "万元", LEVEL))
    records.say(text, *named, table=table)
    return records


@case("indicator")
def indicator(*, slip: bool) -> Made:
    records = Records()
    for at, title in enumerate(("整体绩效目标表", "项目绩效目标表")):
        table = records.table(title, [("目标值",)], [])
        for name, target in (
            ("覆盖率", "98"),
            ("合格率", "95"),
            ("满意度", "90"),
            ("完成率", "80" if slip and at else "70"),
        ):
            records.indicator(table, name, "≥", target, "%", project="专项业务费" if at else "")
    return records


@case("words.budget")
def words_budget(*, slip: bool) -> Made:
    records = Records()
    sentence = "年初预算12.00万元，支出决算10.50万元。"
    first = records.say(sentence, ("公务接待费", "12.00", "万元", LEVEL), ("公务接待费", "10.50", "万元", LEVEL))
    for number, stage in enumerate((Stage.INITIAL_BUDGET, Stage.FINAL), first):
        records.statements[number] = replace(records.statements[number], stage=stage)
    text = f"{sentence}决算数{'大于' if slip else '小于'}预算数的主要原因是厉行节约。"
    records.passages = [Passage(PassageKind.TEXT, ("说明",), text, Place(line=5), Place(line=5))]
    return records


@case("words.years")
def words_years(*, slip: bool) -> Made:
    records = Records()
    word = "增加" if slip else "减少"
    figures = (("会议费", "12.00", "万元", LEVEL), ("会议费", "10.00", "万元", LEVEL))
    first = records.say(f"2023年预算12.00万元，2024年预算10.00万元，比上年{word}，主要是压减会议。", *figures)
    records.statements[first] = replace(records.statements[first], year=2023)
    return records


def summaries(records: Records, titles: Sequence[str]) -> None:
    forms = ("budget_summary", "receipts_summary", "expenditure_summary", "fiscal_summary")
    for title, form in zip(titles, forms, strict=False):
        number = records.table(title, ONE, [("合计", "12.00")])
        records.tables[number] = replace(records.tables[number], form=form)


@case("contents")
def contents(*, slip: bool) -> Made:
    records = Records()
    titles = ("收支预算总表", "收入预算总表", "支出预算总表", "财政拨款收支预算总表")
    summaries(records, titles[: 3 if slip else 4])
    for at, title in enumerate(titles):
        there = at if at < len(records.tables) else None
        records.listed.append(Listed(ListedTable(title, Place(line=3)), title, "fiscal_summary", there))
    return records


@case("empty.note")
def empty_note(*, slip: bool) -> Made:
    records = Records()
    records.table("政府性基金预算支出表", ONE, [("合计", "47.91" if slip else "0.00")])
    records.tables[0] = replace(records.tables[0], note="注：本表为空表。")
    return records


@case("empty.fund")
def empty_fund(*, slip: bool) -> Made:
    records = Records()
    for title, form, funds in (
        ("政府性基金预算支出表", "government_fund", "政府性基金"),
        ("国有资本经营预算支出表", "state_capital", "政府性基金" if slip else "国有资本经营"),
    ):
        number = records.table(title, ONE, [])
        note = f"注：本部门2024年无{funds}预算支出，故本表为空表。"
        records.tables[number] = replace(records.tables[number], form=form, note=note)
    return records


@case("empty.stated")
def empty_stated(*, slip: bool) -> Made:
    records = Records()
    records.table("政府性基金预算支出表", ONE, [("合计", "47.91" if slip else "0.00")])
    records.tables[0] = replace(records.tables[0], form="government_fund")
    text = "本单位2024年没有政府性基金预算拨款安排的支出。"
    records.passages = [Passage(PassageKind.TEXT, ("说明",), text, Place(line=5), Place(line=5))]
    return records


@case("years.title")
def years_title(*, slip: bool) -> Made:
    records = Records()
    titles = ("2024年度收支预算总表", "2024年度收入预算总表", "2024年度支出预算总表")
    summaries(records, (*titles, f"{2023 if slip else 2024}年度财政拨款收支预算总表"))
    return records


@case("years.heading")
def years_heading(*, slip: bool) -> Made:
    records = Records()
    headings = (
        "第二部分 2024年度部门预算表",
        f"第三部分 {2023 if slip else 2024}年度部门预算情况说明",
        "一、2024年“三公”经费说明",
    )
    records.passages = [
        Passage(PassageKind.TEXT, (heading,), "说明如下。", Place(line=at), Place(line=at))
        for at, heading in enumerate(headings, 5)
    ]
    return records


@case("years.base")
def years_base(*, slip: bool) -> Made:
    records = Records()
    for year in (2023, 2023, 2023, 2022 if slip else 2023):
        number = records.say(f"比{year}年预算数增加5.00万元。", ("培训费", "5.00", "万元", CHANGE))
        records.statements[number] = replace(records.statements[number], base=f"比{year}年预算数")
    return records


def put_together(earlier: Volume, later: Volume, records: Records) -> Evidence:
    """Two documents of which the later one's statements quote the earlier one's table."""
    return replace(records.evidence(), volumes=(earlier, later))


@case("edition.last_year")
def last_year(*, slip: bool) -> Made:
    records = Records()
    table = records.table("支出预算总表", ONE, [("201 一般公共服务支出", "253.10")], side="支出")
    records.facts = [replace(fact, year=2023) for fact in records.facts if fact.table == table]
    printed = "258.10" if slip else "253.10"
    number = records.say(f"2023年一般公共服务支出{printed}万元。", ("一般公共服务支出", printed, "万元", LEVEL))
    records.statements[number] = replace(records.statements[number], year=2023)
    earlier = Volume(2023, Kind.BUDGET, frozenset({0}), frozenset())
    return put_together(earlier, Volume(2024, Kind.BUDGET, frozenset(), frozenset({number})), records)


@case("edition.budget")
def initial_budget(*, slip: bool) -> Made:
    records = Records()
    records.table("支出预算总表", ONE, [("201 一般公共服务支出", "2531.07")], side="支出")
    records.facts = [replace(fact, year=2024) for fact in records.facts]
    printed = "2581.07" if slip else "2531.07"
    number = records.say(f"一般公共服务支出年初预算{printed}万元。", ("一般公共服务支出", printed, "万元", LEVEL))
    records.statements[number] = replace(records.statements[number], stage=Stage.INITIAL_BUDGET)
    earlier = Volume(2024, Kind.BUDGET, frozenset({0}), frozenset())
    return put_together(earlier, Volume(2024, Kind.FINAL_ACCOUNT, frozenset(), frozenset({number})), records)


@case("department")
def department(*, slip: bool) -> Made:
    records = Records()
    for printed in ("40.15", "25.10", "15.55" if slip else "15.05"):
        records.table("支出预算总表", ONE, [("201 一般公共服务支出", printed)], side="支出")
    volumes = tuple(Volume(2024, Kind.BUDGET, frozenset({at}), frozenset()) for at in range(3))
    return replace(records.evidence(), volumes=volumes)


def outcomes(made: Made, rule_id: str) -> list[Outcome]:
    evidence = made.evidence() if isinstance(made, Records) else made
    rule = next(one for one in registered() if one.id == rule_id)
    return [check.outcome for check in rule.run(evidence) if isinstance(check, Check)]


def test_every_rule_has_a_case_and_every_case_a_rule() -> None:
    assert CASES.keys() == {rule.id for rule in registered()}


@pytest.mark.parametrize("rule_id", sorted(CASES))
def test_a_sound_document_satisfies_the_rule(rule_id: str) -> None:
    found = outcomes(CASES[rule_id](slip=False), rule_id)
    assert Outcome.CONTRADICTION not in found
    assert bool(found) is (rule_id not in SILENT)


@pytest.mark.parametrize("rule_id", sorted(CASES))
def test_a_slip_breaks_the_rule(rule_id: str) -> None:
    assert Outcome.CONTRADICTION in outcomes(CASES[rule_id](slip=True), rule_id)


def test_every_generator_of_checks_is_registered() -> None:
    known = {rule.run.__name__ for rule in registered()}
    for path in sorted(Path(rules.__file__).parent.glob("*.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and node.returns is not None:
                arguments = [argument.arg for argument in node.args.args]
                if arguments == ["evidence"] and ast.unparse(node.returns).startswith("Iterator[Check"):
                    assert node.name in known, f"{path.name}: {node.name}"


def test_every_rule_says_what_it_needs() -> None:
    assert all(rule.needs for rule in registered())
