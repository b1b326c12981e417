"""Questions that calculate with the truth of made documents: changes, sums, shares, lists, follow-ups."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from benchmarks.made_questions import (
    BUDGET,
    FINAL,
    NAMED,
    Asked,
    City,
    Sheet,
    Want,
    amounts,
    asked,
    half,
    label_of,
    template,
    worth,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from samples.truth import TruthCell

# a share printed with two decimals
PERCENT: Final = Decimal("0.011")
FEWEST: Final = 3  # items that a list is asked about
CLASS: Final = 3  # digits of a 类
ITEM: Final = 5  # least digits of a 款 or 项
COMPARED: Final = (
    "总支出",
    "基本支出",
    "项目支出",
    "三公经费",
    "公务接待费",
    "机关运行经费",
    "一般公共预算支出",
    "收入总计",
)


def _source(sheet: Sheet, *cells: TruthCell) -> tuple[tuple[str, TruthCell], ...]:
    return tuple((sheet.made.name, cell) for cell in cells)


def _percent(part: Decimal, whole: Decimal, slack: Decimal = Decimal(0)) -> Want:
    """A percentage; `slack` (in 元) is what rounding of the printed figures may leave in either."""
    return Want(abs(part / whole * 100), "%", PERCENT + abs(slack * (whole + part) / whole / whole * 100))


@template
def _budget_final(city: City) -> Iterator[Asked]:
    names = ("公务接待费", "三公经费", "基本支出", "项目支出", "公务用车运行维护费", "一般公共预算支出")
    for _ in range(6):
        final = city.pick(FINAL)
        budget = city.twin(final, BUDGET)
        name = city.random.choice(names)
        if budget is None:
            continue
        left, right = budget.first(*NAMED[name]), final.first(*NAMED[name])
        if not left or not right:
            continue
        said, how = city.said(final, kind=False), city.random.choice(("both", "difference", "rate"))
        first, second = worth(left), worth(right)
        if how == "both":
            text = f"{said}{name}的预算数和决算数分别是多少"
            wants: tuple[Want, ...] = (Want(first), Want(second))
        elif how == "difference":
            text, wants = (
                f"{said}{name}决算比预算少多少",
                (Want(abs(second - first), tolerance=max(half(left), half(right)) / 2),),
            )
        elif first:
            text, wants = (
                f"{said}{name}决算完成预算的百分之多少",
                (_percent(second, first, max(half(left), half(right)) / 2),),
            )
        else:
            continue
        one = asked(f"budget/final {how}", text, final, (wants,), right)
        yield replace(one, sources=_source(budget, left) + _source(final, right))


@template
def _years(city: City) -> Iterator[Asked]:
    for _ in range(8):
        now = city.pick(BUDGET)
        then = city.twin(now, shift=-1)
        if then is None:
            continue
        pool, before = now.leaves("basic", "amount"), then.leaves("basic", "amount")
        common = [code for code in pool if code in before and code not in ("30217", "30231", "30108", "30109", "30113")]
        if common and city.chance(0.5):
            code = city.random.choice(common)
            name = label_of(pool[code])
            cells: tuple[TruthCell, ...] = (pool[code],)
            olds: tuple[TruthCell, ...] = (before[code],)
        else:
            name = city.random.choice(COMPARED)
            cells, olds = now.all(*NAMED[name])[:1], then.all(*NAMED[name])[:1]
        if not cells or not olds:
            continue
        new, old = worth(cells[0]), worth(olds[0])
        said = city.said(now, year=False)
        how = city.random.choice(("difference", "growth", "more"))
        if how == "growth" and not old:
            continue
        word = name if name.endswith("预算") else f"{name}预算"
        if how == "difference":
            text = f"{said}{now.year}年{word}比{then.year}年{city.random.choice(('多了多少', '增加多少', '相差多少'))}"
            wants: tuple[Want, ...] = (Want(abs(new - old)),)
        elif how == "growth":
            ending = city.random.choice(("增长百分之多少", "的增长率", "增幅是多少"))
            text = f"{said}{now.year}年{word}较{then.year}年{ending}"
            wants = (_percent(new - old, old),)
        else:
            text = f"{said}{then.year}年和{now.year}年{word}分别是多少"
            wants = (Want(old), Want(new))
        one = asked(f"years {how}", text, now, (wants,), *cells)
        scope = ((now.organization, now.year), (then.organization, then.year))
        yield replace(one, scope=scope, sources=_source(now, *cells) + _source(then, *olds))


@template
def _organizations(city: City) -> Iterator[Asked]:
    pairs = [
        (one, two)
        for one in city.sheets
        for two in city.sheets
        if one.kind == two.kind == BUDGET and one.year == two.year and one.organization < two.organization
    ]
    for _ in range(5 if pairs else 0):
        one, two = city.random.choice(pairs)
        name = city.random.choice(
            ("公务接待费", "三公经费", "总支出", "基本支出", "项目支出", "办公费", "差旅费", "工会经费")
        )
        keys = NAMED.get(name) or {"办": ("basic/30201/amount",), "差": ("basic/30211/amount",)}.get(
            name[0], ("basic/30228/amount",)
        )
        left, right = one.first(*keys), two.first(*keys)
        if not left or not right:
            continue
        how = city.random.choice(("difference", "sum", "more"))
        both = f"{one.year}年{one.organization}和{two.organization}的{name}预算"
        first, second = worth(left), worth(right)
        if how == "difference":
            text, wants = f"{both}相差多少", (Want(abs(first - second)),)
        elif how == "sum":
            text, wants = f"{both}合计多少", (Want(first + second),)
        else:
            text, wants = f"{both}哪个多", (Want(max(first, second)),)
        scope = ((one.organization, one.year), (two.organization, two.year), ("", one.year))
        yield Asked(
            f"organizations {how}", text, (wants,), scope=scope, sources=_source(one, left) + _source(two, right)
        )


SHARES: Final = (
    ("基本支出", "总支出"), ("项目支出", "总支出"), ("公务接待费", "三公经费"), ("三公经费", "总支出"),
    ("人员经费", "基本支出"),
)  # fmt: skip


@template
def _share(city: City) -> Iterator[Asked]:
    for _ in range(6):
        sheet = city.pick(BUDGET)
        if city.chance(0.5):
            part, whole = city.random.choice(SHARES)
            top, bottom = sheet.first(*NAMED[part]), sheet.first(*NAMED[whole])
        else:
            pool = sheet.leaves("basic", "amount")
            code = city.random.choice([one for one in pool if one not in ("30217", "30231")])
            top, bottom = pool[code], sheet.cells.get(f"basic/{code[:3]}/amount")
            part, whole = f"{label_of(top)}（{code}）", f"基本支出里的{label_of(bottom)}" if bottom else ""
        if top and bottom and worth(bottom):
            text = (
                f"{city.said(sheet)}{part}占{whole}{city.random.choice(('的比例', '多少', '百分之几', '的比重是多少'))}"
            )
            yield asked("share", text, sheet, ((_percent(worth(top), worth(bottom)),),), top, bottom)


@template
def _sum(city: City) -> Iterator[Asked]:
    for _ in range(6):
        sheet = city.pick(BUDGET)
        pool = {
            k: c
            for k, c in sheet.leaves("basic", "amount").items()
            if k not in ("30217", "30231", "30108", "30109", "30113")
        }
        chosen = city.random.sample(sorted(pool), city.random.randint(2, 4))
        cells = tuple(pool[code] for code in chosen)
        names = [label_of(cell) for cell in cells]
        ending = city.random.choice(("合计多少", "加起来多少", "一共多少", "总共是多少"))
        joint = city.random.choice(("和", "、", "加"))
        text = f"{city.said(sheet)}{'、'.join(names[:-1])}{joint}{names[-1]}{ending}"
        wants = (Want(sum((worth(cell) for cell in cells), Decimal(0))),)
        yield asked("sum", text, sheet, (wants,), *cells)
        separately = text.replace(text[len(text) - 4 :], "各是多少") if text.endswith(("合计多少", "一共多少")) else ""
        if separately:
            yield asked("several", separately, sheet, (tuple(Want(worth(cell)) for cell in cells),), *cells)


@template
def _composition(city: City) -> Iterator[Asked]:
    for _ in range(5):
        sheet = city.pick(BUDGET)
        how = city.random.choice(("economic", "functional", "three"))
        if how == "three":
            cells = tuple(sheet.cells[f"three/{part}/amount"] for part in ("abroad", "vehicles", "reception"))
            text = f"{city.said(sheet)}三公经费{city.random.choice(('由哪些构成', '包括哪几项，各多少', '的明细'))}"
        else:
            table, column = ("basic", "amount") if how == "economic" else ("expenditure", "total")
            pool = sheet.leaves(table, column, 3)
            parents = [code for code in pool if len(code) in (3, 5) and (code[0] == "2" or len(code) == CLASS)]
            if not parents:
                continue
            code = city.random.choice(parents)
            cells = tuple(cell for key, cell in pool.items() if key.startswith(code) and len(key) == len(code) + 2)
            name = label_of(pool[code]) if city.chance(0.6) else f"{code}{label_of(pool[code])}"
            where = "基本支出里的" if how == "economic" else ""
            ending = city.random.choice(("由哪些构成", "下面有哪些科目", "的明细", "具体包括哪些"))
            text = f"{city.said(sheet)}{where}{name}{ending}"
        if cells:
            accept = [tuple(Want(worth(cell)) for cell in cells if worth(cell))]
            if how == "functional" and len(code) == CLASS:  # its 项 are a right answer too
                accept.append(
                    tuple(Want(worth(cell)) for key, cell in pool.items() if key[:3] == code and len(key) > ITEM)
                )
            yield asked(f"composition {how}", text, sheet, tuple(accept), *cells)


@template
def _lists(city: City) -> Iterator[Asked]:
    for _ in range(7):
        sheet = city.pick(BUDGET)
        projects = city.chance(0.6)
        pool = (
            sheet.projects()
            if projects
            else {k: c for k, c in sheet.leaves("basic", "amount").items() if k[:3] == "302"}
        )
        if len(pool) < FEWEST:
            continue
        cells = sorted(pool.values(), key=worth, reverse=True)
        noun = "项目" if projects else "商品和服务支出科目"
        where = "" if projects else "基本支出里的"
        said = f"{city.said(sheet)}{where}"
        how = city.random.choice(("top", "least", "above", "below", "count", "count above", "max"))
        middle = worth(cells[len(cells) // 2]) / 10000
        limit = Decimal(max(1, int(middle)))
        above = [cell for cell in cells if worth(cell) > limit * 10000]
        below = [cell for cell in cells if worth(cell) < limit * 10000]
        if how == "top":
            text, chosen = f"{said}金额最大的三个{noun}", cells[:3]
        elif how == "max":
            text, chosen = f"{said}哪个{noun}{city.random.choice(('最多', '金额最大', '最高'))}", cells[:1]
        elif how == "least":
            text, chosen = f"{said}金额最小的{noun}是哪个", cells[-1:]
        elif how == "above":
            text, chosen = f"{said}{city.random.choice(('超过', '大于'))}{limit}万元的{noun}有哪些", above
        elif how == "below":
            text, chosen = f"{said}{city.random.choice(('不到', '低于'))}{limit}万元的{noun}有哪些", below
        else:
            if not projects:
                continue
            number = len(cells) if how == "count" else len(above)
            text = f"{said}{'有几个项目' if how == 'count' else f'超过{limit}万元的项目有几个'}"
            yield asked(f"list {how}", text, sheet, ((Want(Decimal(number), "个"),),), *cells)
            continue
        if chosen:
            group = "projects" if projects else "accounts"
            yield asked(f"list {how} {group}", text, sheet, (tuple(Want(worth(one)) for one in chosen),), *chosen)


@template
def _verify(city: City) -> Iterator[Asked]:
    for _ in range(4):
        sheet = city.pick(BUDGET)
        text = city.random.choice(
            (
                "人员支出加公用支出等于基本支出吗", "基本支出和项目支出加起来是不是等于总支出",
                "收入总计和支出总计相等吗",
                "三公经费各项加起来等于合计吗", "工资福利支出各明细之和等于合计吗", "核对一下基本支出表的勾稽关系",
            )
        )  # fmt: skip
        one = asked("verify", f"{city.said(sheet)}{text}", sheet, ())
        yield replace(one, claim="true")


@template
def _conversion(city: City) -> Iterator[Asked]:
    for _ in range(4):
        sheet, name = (
            city.pick(BUDGET),
            city.random.choice(("总支出", "公务接待费", "项目支出", "三公经费", "人员经费")),
        )
        cell = sheet.first(*NAMED[name])
        if cell:
            unit = city.random.choice(("元", "万元", "亿元"))
            wants = (Want(worth(cell)),)
            ending = city.random.choice((f"是多少{unit}", f"换算成{unit}是多少", f"，用{unit}表示"))
            text = f"{city.said(sheet)}{name}{ending}"
            yield asked("conversion", text, sheet, (wants,), cell)


@template
def _follow(city: City) -> Iterator[Asked]:
    for _ in range(8):
        sheet = city.pick(BUDGET)
        first, second = city.random.sample(
            ("总支出", "公务接待费", "项目支出", "三公经费", "基本支出", "机关运行经费"), 2
        )
        earlier = f"{city.said(sheet)}{first}多少"
        start, cell = sheet.first(*NAMED[first]), sheet.first(*NAMED[second])
        if not start or not cell:
            continue
        how = city.random.choice(("item", "year", "share", "unit", "kind", "organization", "change"))
        other: Sheet | None = sheet
        if how == "item":
            text, accept = f"那{second}呢", amounts(*sheet.all(*NAMED[second]))
            cells: tuple[TruthCell, ...] = (cell,)
        elif how == "share" and worth(cell) > worth(start):
            text, accept, cells = f"占{second}多少", ((_percent(worth(start), worth(cell)),),), (start, cell)
        elif how == "unit":
            text, accept, cells = "换算成元是多少", amounts(*sheet.all(*NAMED[first])), (start,)
        elif how in ("year", "kind", "organization"):
            shift = city.random.choice((-1, 1))
            if how == "organization":
                other = next(
                    (
                        s
                        for s in city.sheets
                        if s.organization != sheet.organization and s.year == sheet.year and s.kind == BUDGET
                    ),
                    None,
                )
            else:
                other = city.twin(sheet, shift=shift) if how == "year" else city.twin(sheet, FINAL)
            target = other.first(*NAMED[first]) if other else None
            if other is None or target is None:
                continue
            text = {"year": f"{other.year}年呢", "kind": "决算呢", "organization": f"{other.organization}呢"}[how]
            accept, cells = amounts(*other.all(*NAMED[first])), (target,)
        else:
            continue
        yield replace(asked(f"follow-up {how}", text, other or sheet, accept, *cells), turns=(earlier,))
