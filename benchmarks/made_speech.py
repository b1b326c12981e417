"""The same questions as people type them: loose words, reversed order, several things at once."""

from __future__ import annotations

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
    half,
    label_of,
    template,
    worth,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

LOOSE: Final = (
    "{who}{year}年{kind}一年{item}要花多少钱",
    "{year}年{who}{item}给了多少{kind}",
    "{who}在{year}年{kind}中{item}列了多少",
    "想了解下{year}年{who}{kind}{item}这块的钱",
    "{who} {year} {kind} {item}",
    "{year}{who}{kind}{item}是几多钱",
    "{who}的{year}年度{kind}，{item}一栏写的多少",
    "根据{who}{year}年{kind}公开文件，{item}为多少",
    "{item}（{who}，{year}年{kind}）",
    "{year}年{kind}{who}有没有{item}？有的话多少",
)


@template
def _loose(city: City) -> Iterator[Asked]:
    for _ in range(8):
        sheet = city.pick()
        pool = {code: cell for code, cell in sheet.leaves("basic", "amount").items() if code not in TWO_FIGURES}
        if city.chance(0.4):
            item = city.random.choice(("总支出", "基本支出", "三公经费", "公务接待费", "收入总计"))
            cells = sheet.all(*NAMED[item])
        else:
            cells = (city.random.choice(list(pool.values())),)
            item = label_of(cells[0])
        both = city.twin(sheet, FINAL if sheet.kind == BUDGET else BUDGET) is not None
        form = city.random.choice(LOOSE)
        text = form.format(who=sheet.organization, year=sheet.year, kind=sheet.kind if both else "", item=item)
        if cells:
            yield asked("loose", text, sheet, amounts(*cells), cells[0])


@template
def _mixed(city: City) -> Iterator[Asked]:
    """Two things at once: an amount and its share, an amount and its change, a budget and its items."""
    for _ in range(5):
        sheet = city.pick(BUDGET)
        said = city.said(sheet)
        how = city.random.choice(("share", "change", "two"))
        three, reception = sheet.first(*NAMED["三公经费"]), sheet.first(*NAMED["公务接待费"])
        if three is None or reception is None:
            continue
        if how == "share" and worth(three):
            share = Want(worth(reception) / worth(three) * 100, "%", Decimal("0.06"))
            text = f"{said}公务接待费多少，占三公经费的比例是多少"
            yield asked("mixed share", text, sheet, ((Want(worth(reception)), share), (share,)), reception, three)
        elif how == "change" and (change := sheet.statements.get("text/reception.change")):
            text = f"{said}公务接待费是多少，比上年{'减少' if change.less else '增加'}多少"
            wants = (Want(worth(reception)), Want(worth(change), tolerance=half(change)))
            yield asked("mixed change", text, sheet, (wants,), reception)
        elif how == "two" and (total := sheet.first(*NAMED["总支出"])):
            text = f"{said}的总支出和三公经费分别是多少"
            yield asked("mixed two", text, sheet, ((Want(worth(total)), Want(worth(three))),), total, three)


@template
def _years_compared(city: City) -> Iterator[Asked]:
    """Which year is more; the change over two final accounts or budgets, without the word 预算."""
    for _ in range(5):
        now = city.pick(BUDGET)
        then = city.twin(now, shift=-1)
        item = city.random.choice(("公务接待费", "三公经费", "项目支出", "办公费", "差旅费"))
        keys = NAMED.get(item) or ("basic/30201/amount" if item == "办公费" else "basic/30211/amount",)
        new, old = now.first(*keys), then.first(*keys) if then else None
        if then is None or new is None or old is None or worth(new) == worth(old):
            continue
        how = city.random.choice(("which", "up", "list"))
        if how == "which":
            text = f"{now.organization}{then.year}年和{now.year}年哪年的{item}预算更多"
            accept: tuple[tuple[Want, ...], ...] = ((Want(max(worth(new), worth(old))),),)
        elif how == "up":
            text = f"{now.organization}{item}预算{now.year}年跟{then.year}年比变化了多少"
            accept = ((Want(abs(worth(new) - worth(old)), tolerance=max(half(new), half(old)) / 2),),)
        else:
            text = f"列出{now.organization}{then.year}年、{now.year}年的{item}预算"
            accept = ((Want(worth(old)), Want(worth(new))),)
        one = asked(f"which year {how}", text, now, accept, new)
        scope = ((now.organization, now.year), (then.organization, then.year))
        sources = ((now.made.name, new), (then.made.name, old))
        yield Asked(one.kind, text, accept, scope=scope, sources=sources)


@template
def _everyone(city: City) -> Iterator[Asked]:
    """All organizations of one year at once."""
    for _ in range(3):
        sheet = city.pick(BUDGET)
        same = [one for one in city.sheets if one.kind == BUDGET and one.year == sheet.year]
        item = city.random.choice(("公务接待费", "三公经费", "总支出"))
        cells = [cell for one in same if (cell := one.first(*NAMED[item]))]
        if len(same) < 2 or len(cells) < len(same):  # noqa: PLR2004 - two to compare
            continue
        scope = tuple((one.organization, one.year) for one in same)
        sources = tuple((one.made.name, cell) for one, cell in zip(same, cells, strict=True))
        how = city.random.choice(("each", "most", "sum"))
        wants = tuple(Want(worth(cell)) for cell in cells)
        if how == "each":
            text = f"{sheet.year}年各单位{item}预算分别是多少"
        elif how == "most":
            text, wants = f"{sheet.year}年哪个单位{item}预算最多", (Want(max(worth(cell) for cell in cells)),)
        else:
            text = f"{sheet.year}年所有单位的{item}预算合计多少"
            wants = (Want(sum((worth(cell) for cell in cells), Decimal(0))),)
        yield Asked(f"everyone {how}", text, (wants,), scope=(*scope, ("", sheet.year)), sources=sources)


@template
def _indicators_listed(city: City) -> Iterator[Asked]:
    for _ in range(3):
        sheet = city.pick(BUDGET)
        projects = list(sheet.projects())
        if not projects:
            continue
        project = city.random.choice(projects)
        rows = [
            one for one in sheet.made.truth.indicators if one.project == project and one.table.startswith("project/")
        ]
        rows = rows or [one for one in sheet.made.truth.indicators if one.project == project]
        level = city.random.choice(sorted({one.levels[0] for one in rows})) if rows else ""
        chosen = [one for one in rows if one.levels[0] == level and one.target.replace(".", "").isdigit()]
        if chosen:
            text = f"{city.said(sheet, kind=False)}{project}的{level}有哪些"
            yield asked(
                "indicators listed", text, sheet, (tuple(Want(Decimal(one.target), one.unit) for one in chosen),)
            )
