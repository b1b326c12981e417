"""Questions that tempt into a wrong figure: neighbours of an item, claims, columns and tables that do not hold it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from benchmarks.made_questions import (
    BUDGET,
    FINAL,
    NAMED,
    TWO_FIGURES,
    Asked,
    City,
    Want,
    amounts,
    asked,
    label_of,
    numeric,
    template,
    worth,
)
from index.catalogue.accounts import accounts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.made_questions import Sheet
    from samples.truth import TruthCell

ITEM: Final = 5  # least digits of a 款 or 项
FEWEST: Final = 3  # projects that are asked about together
GREETINGS: Final = ("请问", "帮我查一下", "我想知道", "麻烦看看", "")
THANKS: Final = ("", "谢谢", "，谢谢！", "？", "，急用")


def _plain(sheet: Sheet) -> dict[str, TruthCell]:
    """Economic accounts whose name stands for one figure only."""
    return {code: cell for code, cell in sheet.leaves("basic", "amount").items() if code not in TWO_FIGURES}


@template
def _order(city: City) -> Iterator[Asked]:
    """The item before the organization, with courtesies around."""
    for _ in range(6):
        sheet = city.pick()
        pool = _plain(sheet)
        cell = city.random.choice(list(pool.values()))
        kind = sheet.kind if city.twin(sheet, FINAL if sheet.kind == BUDGET else BUDGET) else ""
        item = label_of(cell)
        body = city.random.choice(
            (
                f"{item}，{sheet.organization}{sheet.year}年{kind}是多少",
                f"{sheet.year}年{kind}里{sheet.organization}在{item}上安排了多少",
                f"{sheet.organization}的{item}{sheet.year}年{kind}多少钱",
                f"{sheet.year}年{sheet.organization}{kind}中的{item}金额",
            )
        )
        text = f"{city.random.choice(GREETINGS)}{body}{city.random.choice(THANKS)}"
        yield asked("order", text, sheet, amounts(cell), cell)


@template
def _initial(city: City) -> Iterator[Asked]:
    """年初预算 and 完成率 of a row of the final account."""
    for _ in range(5):
        sheet = city.pick(FINAL)
        pool = sheet.leaves("general", "initial", 7)
        if not pool:
            continue
        code = city.random.choice(list(pool))
        item, said = label_of(pool[code]), city.said(sheet, kind=True)
        if code in TWO_FIGURES.values():
            item = f"{item}（{code}）"
        if city.chance(0.5):
            yield asked("final initial", f"{said}里{item}的年初预算数", sheet, amounts(pool[code]), pool[code])
        elif rate := sheet.cells.get(f"general/{code}/rate"):
            accept = ((Want(Decimal(rate.value), "%", Decimal("0.02")),),)
            yield asked("final rate", f"{said}{item}的完成率", sheet, accept, rate)


@template
def _zero(city: City) -> Iterator[Asked]:
    """Items that are printed as 0.00: zero, and not “not found”, nor a neighbour's figure."""
    for _ in range(5):
        sheet = city.pick(BUDGET)
        rows = [
            cell
            for key, cell in sheet.cells.items()
            if key.startswith("balance/") and not Decimal(cell.value) and "、" in cell.row_label[:4]
        ]
        if rows:
            cell = city.random.choice(rows)
            item = label_of(cell).split("、", 1)[1]
            same = [c for c in sheet.cells.values() if item in label_of(c) or item in "".join(c.column_path)]
            if not any(Decimal(one.value) for one in same):
                yield asked("zero", f"{city.said(sheet)}{item}多少", sheet, amounts(cell), cell)


@template
def _project_parts(city: City) -> Iterator[Asked]:
    for _ in range(5):
        sheet = city.pick(BUDGET)
        projects = sheet.projects()
        names = list(projects)
        if len(names) < FEWEST:
            continue
        one, two = city.random.sample(names, 2)
        how = city.random.choice(("granted", "carried", "own", "sum", "difference", "share"))
        if how in ("granted", "carried", "own"):
            word = {"granted": "本年财政拨款", "carried": "上年结转", "own": "单位自有资金"}[how]
            cell = sheet.cells.get(f"projects/{one}/{how}")
            if cell:
                yield asked("project column", f"{city.said(sheet)}{one}的{word}多少", sheet, amounts(cell), cell)
            continue
        left, right = projects[one], projects[two]
        if how == "sum":
            text, want = f"{one}和{two}两个项目合计多少", Want(worth(left) + worth(right))
        elif how == "difference":
            text, want = f"{one}比{two}多多少", Want(abs(worth(left) - worth(right)))
        else:
            total = sheet.first("projects/all/total")
            if total is None:
                continue
            want = Want(worth(left) / worth(total) * 100, "%", Decimal("0.011"))
            yield asked("project share", f"{city.said(sheet)}{one}占项目支出多少", sheet, ((want,),), left, total)
            continue
        yield asked(f"project {how}", f"{city.said(sheet)}{text}", sheet, ((want,),), left, right)


@template
def _accounts_compared(city: City) -> Iterator[Asked]:
    for _ in range(5):
        sheet = city.pick()
        pool = _plain(sheet)
        one, two = (pool[code] for code in city.random.sample(sorted(pool), 2))
        if worth(one) < worth(two):
            one, two = two, one
        first, second = label_of(one), label_of(two)
        said = city.said(sheet)
        how = city.random.choice(("difference", "more", "times"))
        if how == "difference":
            text, want = f"{said}{first}比{second}多多少", Want(worth(one) - worth(two))
        elif how == "more":
            text, want = f"{said}{second}和{first}哪个多", Want(worth(one))
        else:
            text, want = f"{said}{first}是{second}的几倍", Want(worth(one) / worth(two), "倍", Decimal("0.051"))
        yield asked(f"accounts {how}", text, sheet, ((want,),), one, two)


@template
def _operating(city: City) -> Iterator[Asked]:
    """One account within 机关运行经费 and within 基本支出: two figures."""
    for _ in range(3):
        sheet = city.pick(BUDGET)
        pool = sheet.leaves("operating", "amount")
        if pool:
            code = city.random.choice(list(pool))
            item = label_of(pool[code])
            if city.chance(0.5):
                text = f"{city.said(sheet)}机关运行经费里的{item}多少"
                yield asked("within operating", text, sheet, amounts(pool[code]), pool[code])
            elif cell := sheet.cells.get(f"basic/{code}/amount"):
                text = f"{city.said(sheet)}基本支出里的{item}多少"
                yield asked("within basic", text, sheet, amounts(cell), cell)


@template
def _claims(city: City) -> Iterator[Asked]:
    """A claim with a figure: true ones hold, false ones do not."""
    for _ in range(4):
        sheet = city.pick(BUDGET)
        cell = city.random.choice(list(_plain(sheet).values()))
        true = city.chance(0.5)
        value = Decimal(cell.value) if true else Decimal(cell.value) * 2 + 1
        text = (
            f"{city.said(sheet)}{label_of(cell)}是{value}{cell.unit}{city.random.choice(('吗', '，对吗', '，对不对'))}"
        )
        one = asked("claim true" if true else "claim false", text, sheet, amounts(cell), cell)
        yield replace(one, claim="true" if true else "false")


@template
def _nothing_near(city: City) -> Iterator[Asked]:  # noqa: C901 - one branch a trap
    """Nothing is right, though every word of the question is known."""
    for _ in range(8):
        sheet = city.pick(BUDGET)
        cell = city.random.choice(list(_plain(sheet).values()))
        item = label_of(cell)
        how = city.random.choice(("kind", "column", "table", "pairing", "project", "indicator", "year of other"))
        if how == "kind" and city.twin(sheet, FINAL) is None:
            name = city.random.choice(list(NAMED))
            text = f"{sheet.organization}{sheet.year}年决算{name}多少"
        elif how == "column":
            text = f"{city.said(sheet)}{item}的项目支出多少"
        elif how == "table":
            table = city.random.choice(("三公经费表", "收入总表", "政府采购表"))
            if item in "".join(k for k in sheet.cells if k.startswith("purchases/")):
                continue
            text = f"{city.said(sheet)}{table}里{item}多少"
        elif how == "pairing":
            indicators = [one for one in sheet.made.truth.indicators if numeric(one) is not None]
            one, two = city.random.sample(indicators, 2)
            own = {i.project for i in indicators if i.name == one.name}
            if any(two.project in name or name in two.project for name in own):
                continue
            text = f"{city.said(sheet, kind=False)}{two.project}的{one.name}目标值是多少"
        elif how == "project":
            ending = city.random.choice(("智慧停车平台建设", "空气监测站改造", "老旧锅炉更换"))
            text = f"{city.said(sheet)}{ending}项目多少钱"
        elif how == "indicator":
            ending = city.random.choice(("无人机巡查次数", "绿化面积", "新增床位数量"))
            text = f"{city.said(sheet, kind=False)}{ending}的目标值是多少"
        elif how == "year of other":
            known = {one.year for one in city.sheets if one.organization == sheet.organization}
            others = sorted({one.year for one in city.sheets} - known)
            if not others:
                continue
            text = f"{sheet.organization}{city.random.choice(others)}年{item}多少"
        else:
            continue
        yield Asked(f"none {how}", text, ending="not_found")


@template
def _reason(city: City) -> Iterator[Asked]:
    sheet = city.pick(BUDGET)
    name, key = city.random.choice(
        (("机关运行经费", "text/operating"), ("公务接待费", "text/reception"), ("支出预算", "text/total"))
    )
    change = sheet.statements.get(f"{key}.change")
    if change:
        text = f"{city.said(sheet, kind=False)}{name}为什么{'减少' if change.less else '增加'}"
        yield Asked("reason", text, ending="definition")


@template
def _long(city: City) -> Iterator[Asked]:
    """Three turns: item, another year or organization, then a calculation."""
    for _ in range(4):
        sheet = city.pick(BUDGET)
        pool = _plain(sheet)
        one, two = (pool[code] for code in city.random.sample(sorted(pool), 2))
        turns = (f"{city.said(sheet, kind=True)}{label_of(one)}多少", f"{label_of(two)}呢")
        how = city.random.choice(("sum", "more", "back", "wan"))
        if how == "sum":
            text = "两项加起来多少"
            accept: tuple[tuple[Want, ...], ...] = ((Want(worth(one) + worth(two)),),)
        elif how == "more":
            text, accept = "哪个多", ((Want(max(worth(one), worth(two))),),)
        elif how == "back":
            text, accept = f"{label_of(one)}是多少元", amounts(one)
        else:
            text, accept = "用元表示", amounts(two)
        yield replace(asked(f"turns {how}", text, sheet, accept, one, two), turns=turns)


CONTRADICTED: Final = {"reception": "公务接待费多少", "total": "总支出是多少"}


@template
def _contradictions(city: City) -> Iterator[Asked]:
    """Items whose figure the document contradicts itself about: the answer has to say so."""
    for sheet in city.sheets:
        for one in sheet.made.truth.planted:
            key = one.places[-1].key
            cells = tuple(sheet.cells[place.key] for place in one.places if place.key in sheet.cells)
            said = city.said(sheet)
            if one.id in CONTRADICTED:
                text = CONTRADICTED[one.id]
            elif one.id == "function":
                text = f"{label_of(sheet.cells[key])}（{key.split('/')[1]}）多少"
            elif one.id == "part":
                text = city.random.choice(("基本支出里的商品和服务支出多少", "基本支出里的商品和服务支出由哪些构成"))
            elif one.id == "target":
                text = f"{key.split('/')[1]}的{key.split('/')[2]}目标值是多少"
            else:
                continue
            question = asked(f"contradiction {one.id}", f"{said}{text}", sheet, (), *cells)
            yield replace(question, claim="contradiction")


@template
def _nothing(city: City) -> Iterator[Asked]:
    for _ in range(8):
        sheet, name = city.pick(BUDGET), city.random.choice(list(NAMED))
        how = city.random.choice(("year", "organization", "account", "account", "unnamed"))
        if how == "year":
            year = city.random.choice((2009, 2010, 2031, max(one.year for one in city.sheets) + 1))
            yield Asked("none year", f"{sheet.organization}{year}年{name}多少", ending="not_found")
        elif how == "organization":
            place = sheet.organization.partition("市")[0]
            body = city.random.choice(("教育局", "财政局", "东台区民政局", "博物馆", "数据管理中心", "第一中学"))
            yield Asked("none organization", f"{place}市{body}{sheet.year}年{name}多少", ending="not_found")
        elif how == "account":
            texts = [text for made, text in city.texts.items() if sheet.organization in made]
            for _attempt in range(20):
                account = city.random.choice(list(accounts().values()))
                if len(account.code) >= ITEM and not any(account.name in text for text in texts):
                    code = city.random.choice(("", account.code))
                    yield Asked("none account", f"{city.said(sheet)}{code}{account.name}多少", ending="not_found")
                    break
        else:
            yield Asked("clarify organization", f"{name}多少", ending="clarify")


@template
def _unnamed_year(city: City) -> Iterator[Asked]:
    for _ in range(3):
        sheet, name = (
            city.pick(BUDGET),
            city.random.choice(("公务接待费", "三公经费", "基本支出", "项目支出", "办公费")),
        )
        keys = NAMED.get(name, ("basic/30201/amount",))
        same = [one for one in city.sheets if one.organization == sheet.organization and one.kind == BUDGET]
        cells = [cell for one in same if (cell := one.first(*keys))]
        if len(same) > 1 and len(cells) == len(same):
            every = tuple(Want(worth(cell)) for cell in cells)
            one = asked("clarify year", f"{sheet.organization}{name}多少", sheet, (every,))
            yield replace(one, ending="clarify", scope=tuple((s.organization, s.year) for s in same))


@template
def _definition(city: City) -> Iterator[Asked]:
    sheet = city.pick(BUDGET)
    term = city.random.choice(("机关运行经费", "基本支出", "项目支出", "三公经费"))
    if term in city.texts[sheet.made.name]:
        text = city.random.choice(
            (f"什么是{term}", f"{term}是什么意思", f"{sheet.organization}{sheet.year}年文件怎么解释{term}")
        )
        yield Asked("definition", text, ending="definition")
