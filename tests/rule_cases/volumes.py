"""Rules over single cells, forms that stay empty, years, and several documents of one organization."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from index.checks.evidence import Evidence, Volume
from index.contents import ListedTable
from index.model.document import Place
from index.model.records import Kind, Passage, PassageKind, Stage
from index.tables.listed import Listed
from tests.checks_records import Records
from tests.rule_cases.registry import CHANGE, LEVEL, ONE, Made, case

if TYPE_CHECKING:
    from collections.abc import Sequence


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
