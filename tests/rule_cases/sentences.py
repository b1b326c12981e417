"""Rules over what sentences state, and what they state of tables and projects."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from index.model.document import Place
from index.model.records import Project, Stage
from tests.checks_records import Records
from tests.rule_cases.registry import CHANGE, COUNT, LEVEL, ONE, RATE, SHARE, Made, case, stated


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
