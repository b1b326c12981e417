"""Rules over the cells of tables."""

from __future__ import annotations

from dataclasses import replace

from tests.checks_records import Records
from tests.rule_cases.registry import ONE, PATHS, Made, amounts, case, read


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
