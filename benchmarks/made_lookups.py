"""Look-ups of made documents: by name, code, colloquial name, column, table, project, indicator and sentence."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from benchmarks.made_questions import (
    ASKING,
    BUDGET,
    FINAL,
    NAMED,
    TWO_FIGURES,
    Asked,
    City,
    Want,
    amounts,
    asked,
    half,
    label_of,
    numeric,
    of_code,
    template,
    worth,
)  # fmt: skip
from index.catalogue.vocabulary import measure_entries

if TYPE_CHECKING:
    from collections.abc import Iterator

THREE: Final = ("abroad", "vehicles", "purchase", "running", "reception")


@template
def _named(city: City) -> Iterator[Asked]:
    for _ in range(8):
        sheet, name = city.pick(), city.random.choice(list(NAMED))
        if "预算" in name and sheet.kind == FINAL:
            continue
        if (cells := sheet.all(*NAMED[name])) and not (
            sheet.kind == FINAL and name.endswith("经费") and name[0] in "人公"
        ):
            text = f"{city.said(sheet)}{city.random.choice(('', '的'))}{name}{city.random.choice(ASKING)}"
            yield asked("key figure", text, sheet, amounts(*cells), cells[0])


@template
def _account(city: City) -> Iterator[Asked]:
    for _ in range(12):
        sheet = city.pick()
        pool = sheet.leaves("basic", "amount", 3) | sheet.leaves("expenditure", "total", 3)
        if not pool:
            continue
        code = city.random.choice(list(pool))
        name, ask = label_of(pool[code]), city.random.choice(ASKING)
        how = city.random.choice(("name", "code", "both"))
        if how == "both":
            text = f"{name}（{code}）" if city.chance(0.5) else f"{code}{name}"
        else:
            text = name if how == "name" else f"{code}科目"
        cells = of_code(sheet, code)
        if how == "name":
            other = next((b if a == code else a for a, b in TWO_FIGURES.items() if code in (a, b)), "")
            cells += of_code(sheet, other) if other else ()
            cells += sheet.all("three/reception/amount") if code == "30217" else ()
            cells += sheet.all("three/running/amount") if code == "30231" else ()
        yield asked(
            f"account by {how}", f"{city.said(sheet)}{text}{ask}", sheet, amounts(*cells), *of_code(sheet, code)[:1]
        )


@template
def _colloquial(city: City) -> Iterator[Asked]:
    entries = [one for one in measure_entries() if one.colloquial and not one.codes]
    for _ in range(10):
        sheet, entry = city.pick(), city.random.choice(entries)
        cells = sheet.all(*NAMED.get(entry.name, ()))
        if not cells:
            codes = [code for code, cell in sheet.leaves("basic", "amount", 3).items() if label_of(cell) == entry.name]
            cells = tuple(cell for code in codes for cell in of_code(sheet, code))
            other = next(
                (b if a == codes[0] else a for a, b in TWO_FIGURES.items() if codes and codes[0] in (a, b)), ""
            )
            cells += of_code(sheet, other) if other else ()
        if entry.name in ("“三公”经费", "公务接待费", "公务用车运行费", "公务用车购置费", "公务用车购置及运行费"):
            key = {"三": "total", "接": "reception", "运": "running"}.get(
                entry.name[1] if entry.name[0] == "“" else "", ""
            )
            key = key or next(
                k
                for w, k in (("接待", "reception"), ("购置及", "vehicles"), ("购置", "purchase"), ("运行", "running"))
                if w in entry.name
            )
            cells = sheet.all(f"three/{key}/amount")
        if cells:
            word = city.random.choice(entry.colloquial)
            yield asked(
                "colloquial", f"{city.said(sheet)}{word}{city.random.choice(ASKING)}", sheet, amounts(*cells), cells[0]
            )


COLUMNS: Final = {
    "基本支出": "basic",
    "项目支出": "project",
    "人员支出": "personnel",
    "公用支出": "public",
    "人员经费": "personnel",
}


@template
def _column(city: City) -> Iterator[Asked]:
    for _ in range(8):
        sheet, word = city.pick(), city.random.choice(list(COLUMNS))
        pool = sheet.leaves("general", COLUMNS[word], 3)
        if pool:
            code = city.random.choice(list(pool))
            cells = sheet.all(f"general/{code}/{COLUMNS[word]}", f"expenditure/{code}/{COLUMNS[word]}")
            name = city.random.choice((label_of(pool[code]), f"{label_of(pool[code])}（{code}）", code))
            joint = city.random.choice(("的", "里的", "中", ""))
            text = f"{city.said(sheet)}{name}{joint}{word}{city.random.choice(ASKING)}"
            yield asked("column", text, sheet, amounts(*cells), pool[code])


TABLES: Final = {
    "支出总表": ("expenditure", "total"),
    "收入总表": ("receipts", "total"),
    "一般公共预算支出表": ("general", "total"),
    "基本支出表": ("basic", "amount"),
    "机关运行经费表": ("operating", "amount"),
}


@template
def _table(city: City) -> Iterator[Asked]:
    for _ in range(8):
        sheet = city.pick(BUDGET)
        if city.chance(0.25):
            part = city.random.choice(THREE)
            cell = sheet.cells[f"three/{part}/amount"]
            name = {"abroad": "因公出国（境）费", "vehicles": "公务用车购置及运行费", "purchase": "公务用车购置费"}.get(
                part, {"running": "公务用车运行费", "reception": "公务接待费"}.get(part, "")
            )
            yield asked("table", f"{city.said(sheet)}三公经费表里{name}多少", sheet, amounts(cell), cell)
            continue
        word = city.random.choice(list(TABLES))
        pool = sheet.leaves(*TABLES[word], 5)
        if pool:
            cell = city.random.choice(list(pool.values()))
            ending = city.random.choice((f"{word}里", f"{word}中", f"{word}上"))
            text = f"{city.said(sheet)}{ending}{label_of(cell)}{city.random.choice(ASKING)}"
            yield asked("table", text, sheet, amounts(cell), cell)


@template
def _purchase(city: City) -> Iterator[Asked]:
    for _ in range(3):
        sheet = city.pick(BUDGET)
        rows = [c for k, c in sheet.cells.items() if k.startswith("purchases/") and "/all/" not in k]
        if rows and city.chance(0.5):
            cell = city.random.choice(rows)
            text = f"{city.said(sheet)}政府采购{city.random.choice(('里', '中', '预算里'))}{cell.key.split('/')[1]}多少"
            yield asked("purchase", text, sheet, amounts(cell), cell)
            continue
        part = city.random.choice(("货物", "工程", "服务"))
        if statement := sheet.statements.get(f"text/purchases.{part}"):
            yield asked("purchase", f"{city.said(sheet)}政府采购{part}预算多少", sheet, ((Want(worth(statement)),),))


@template
def _project(city: City) -> Iterator[Asked]:
    for _ in range(6):
        sheet = city.pick()
        projects = sheet.projects()
        if projects:
            name = city.random.choice(list(projects))
            quoted = city.random.choice((f"“{name}”", name, f"{name}项目"))
            text = (
                f"{city.said(sheet)}{quoted}{city.random.choice(('多少钱', '的预算是多少', '安排了多少', '资金多少'))}"
            )
            if sheet.kind == FINAL:
                text = f"{city.said(sheet)}{quoted}{city.random.choice(('执行数多少', '花了多少', '支出多少'))}"
            yield asked("project", text, sheet, amounts(projects[name]), projects[name])


@template
def _indicator(city: City) -> Iterator[Asked]:
    for _ in range(8):
        sheet = city.pick(BUDGET)
        one = city.random.choice(sheet.made.truth.indicators)
        value = numeric(one)
        same = {i.target for i in sheet.made.truth.indicators if i.name == one.name}
        if value is None:
            continue
        if len(same) == 1 and city.chance(0.5):
            ending = city.random.choice(("的目标值", "目标值是多少", "要达到多少", "定的是多少"))
            text = f"{city.said(sheet, kind=False)}{one.name}{ending}"
        else:
            ending = city.random.choice(("的目标值", "是多少", "要求多少", "指标值"))
            text = f"{city.said(sheet, kind=False)}{one.project}的{one.name}{ending}"
        yield asked("indicator", text, sheet, ((Want(value, one.unit),),))


CHANGES: Final = {
    "收入预算": "text/receipts",
    "支出预算": "text/total",
    "一般公共预算支出": "text/general",
    "公务接待费": "text/reception",
    "机关运行经费": "text/operating",
    "公务用车购置及运行费": "text/vehicles",
    "因公出国（境）费": "text/abroad",
}


@template
def _change(city: City) -> Iterator[Asked]:
    for _ in range(8):
        sheet, name = city.pick(BUDGET), city.random.choice(list(CHANGES))
        change, rate = (sheet.statements.get(f"{CHANGES[name]}.{part}") for part in ("change", "rate"))
        said = city.said(sheet, kind=False)
        if change and city.chance(0.5):
            verb = "减少" if change.less else "增加"
            text = (
                f"{said}{name}{'' if '预算' in name else '预算'}比上年{city.random.choice((verb, '增减', '变化'))}多少"
            )
            yield asked("change", text, sheet, ((Want(worth(change), tolerance=half(change)),),))
        elif rate:
            verb = "下降" if rate.less else "增长"
            ending = city.random.choice((f"{verb}百分之几", f"{verb}了多少个百分点", "增幅多少", f"{verb}率是多少"))
            text = f"{said}{name}{'' if '预算' in name else '预算'}比上年{ending}"
            yield asked("growth", text, sheet, ((Want(worth(rate), "%", Decimal("0.15")),),))


COUNTS: Final = {
    "text/offices": ("内设机构有几个", "有多少个内设机构", "设了几个科室"),
    "text/bodies": ("编报范围的单位有几个", "部门预算包括几个单位"),
    "text/cars": ("有几辆车", "车辆有多少辆", "公务用车有几辆"),
    "text/cars.应急保障用车": ("应急保障用车几辆",),
    "text/cars.其他用车": ("其他用车有多少辆",),
    "text/equipment": ("单价100万元以上的设备有几台", "百万元以上设备几台"),
    "text/projects": ("有几个项目设了绩效目标", "几个项目设置了绩效目标"),
}


@template
def _count(city: City) -> Iterator[Asked]:
    for _ in range(6):
        sheet, key = city.pick(BUDGET), city.random.choice(list(COUNTS))
        if statement := sheet.statements.get(key):
            text = f"{city.said(sheet, kind=False)}{city.random.choice(COUNTS[key])}"
            one = asked("count", text, sheet, ((Want(worth(statement), statement.unit),),))
            before = (sheet.organization, sheet.year - 1)  # 截至上年末
            yield replace(one, scope=(*one.scope, before))
