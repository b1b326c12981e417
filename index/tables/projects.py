"""Projects (项目): from the form of each project, and from lists of projects."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from index.catalogue.accounts import account
from index.identity import names_body
from index.model.quantity import Quantity, parse_quantity
from index.model.records import Project, Side
from index.tables.codes import row_codes
from index.tables.pairs import amounts_in_words, goal_of, key_value
from index.tables.wording import fold, is_total, is_words, money_unit_in, squeeze

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.catalogue.forms import Form
    from index.model.document import Place
    from index.tables.form import FormRead, Pair
    from index.tables.layout import Layout

_NAMES_PROJECTS: Final = re.compile(
    r"(?:一级|二级)?项目名称|项目支出名称|支出项目类别\(.*\)|单位名称\((?:项目|专项|项目名称|专项名称)\)"
    r"|单位\((?:项目|专项)\)名称|(?:专项|专项资金)名称"
)
_UNDER_ACCOUNTS: Final = re.compile(r"单位名称\((?:功能分类|支出功能分类)?科目(?:名称)?\)")  # of a table of projects
_RECEIVED: Final = re.compile(r"本年收入|年[初末]结转|上年结转")  # beside 本年支出, in final accounts
_BODY: Final = re.compile(
    r"(?:局|委员会|中心|办公室|政府|学校|[中小]学|大学|学院|医院|[馆所队处院]|公司|街道|办事处|[镇乡]|[（(](?:本级|机关|汇总)[）)])$"
)
_NAME: Final = re.compile(r"(?:一级|二级)?项目(?:支出)?名称|(?:二级|一级)项目")
_TITLE_TAIL: Final = re.compile(
    r"(?:项目支出|专项资金|财政支出|支出)?(?:预算)?(?:绩效)(?:目标|自评|评价|情况)?(?:申报|申请|批复|公开|自评|情况|编制|审核)*表(?:[（(].*[）)])?$"
)
_NO_NAME: Final = re.compile(
    r"(?:20\d\d年?度?)?(?:省级|市级|区级|县级|本级|一级|二级|重点|部门|单位|预算|财政|主要|专项|年度|部分)*(?:项目)?(?:支出|资金)?"
)
_AMOUNT: Final = re.compile(
    r"(?:年度|项目|预算|年度预算)?(?:资金)?(?:总额|总计|合计)|(?:年度|项目)?(?:预算|项目)(?:资金|金额|总额|数)(?:总额)?(?:\(.*\))?"
)
_CARRIED: Final = re.compile(r"(?:其中)?:?上年(?:财政拨款)?结转(?:和|、)?(?:结余)?(?:财政拨款|资金)*(?:\(.*\))?")
_EXECUTED: Final = re.compile(r"(?:全年|实际|累计)?(?:执行|决算)数(?:\(.*\))?")
_STAGED: Final = re.compile(r"(?:全年|年初|调整后?)预算数(?:\(.*\))?")
_LIST_AMOUNT: Final = re.compile(
    r"(?:20\d\d年)?(?:预算|项目|资金)?(?:支出(?=[合总小]计|总额|金额|预算))?"
    r"(?:金额|预算数|资金总额|总额|合计|总计|小计|预算(?:安排)?|资金)(?:数)?(?:\(.*\))?"
)


def form_project(read: FormRead, title: str, table: int, unit: str, place: Place) -> Project | None:
    """The project of a form: 项目名称, or the title without 绩效目标表; None for a form of no one project."""
    named = key_value(read.pairs, _NAME)
    name = squeeze(named.cell.text) if named and is_words(named.cell.text) else name_in_title(title)
    amount = _amount_pair(read.pairs)
    if not name or (amount is None and named is None and not read.indicators):
        return None
    printed, own_unit = _printed(amount, unit)
    quantity = parse_quantity(printed)
    carried = key_value(read.pairs, _CARRIED)
    carried_value = parse_quantity(carried.cell.text) if carried else None
    return Project(
        name=name,
        table=table,
        place=named.cell.place if named else place,
        amount=quantity.value if quantity else None,
        printed=printed,
        unit=own_unit,
        goal=goal_of(read.pairs),
        carried_over=carried_value.value if carried_value else None,
    )


def name_in_title(title: str) -> str:
    """The project that a title names: “… 绩效目标表” without its last words; "" where it names none."""
    if not _TITLE_TAIL.search(title):
        return ""
    name = _TITLE_TAIL.sub("", title)
    return "" if _NO_NAME.fullmatch(fold(name)) else name


def _amount_pair(pairs: Sequence[Pair]) -> Pair | None:
    for pair in pairs:
        if pair.labels and _AMOUNT.fullmatch(fold(pair.labels[-1]).strip(":")):
            return pair
    return None


def _printed(pair: Pair | None, unit: str) -> tuple[str, str]:
    """The amount as printed, and its unit: from the cell itself, from its labels, or the table's."""
    if pair is None:
        return "", unit
    labelled = next((found for label in reversed(pair.labels) if (found := money_unit_in(label))), unit)
    if parse_quantity(pair.cell.text) is not None:
        return pair.cell.text, labelled
    return next(amounts_in_words(pair.cell.text), ("", labelled))


def listed_projects(layout: Layout, table: int, unit: str, form: Form | None = None) -> Iterator[Project]:
    """The projects of a list: rows under 项目名称 with an amount.

    Tables of receipts, of both sides and of the 基本支出 head their rows 项目名称 too, but list no projects; what is
    bought for a project is but a part of its amount.
    """
    if form is not None and (form.receipts or form.side == Side.RECEIPTS.value or form.nature == "basic"):
        return
    if form is not None and form.id == "procurement":
        return
    named = _NAMES_PROJECTS
    if form is not None and form.nature == "project" and _column_named(layout, named) is None:
        named = _UNDER_ACCOUNTS
    name_column = _column_named(layout, named)
    if name_column is None:
        return
    accounts = _accounts(layout, name_column) if named is _UNDER_ACCOUNTS else frozenset()
    mixed = "单位" in layout.paths[name_column][-1]  # 单位名称（专项名称）: bodies stand above their projects
    amounts = [column for column in range(len(layout.paths)) if layout.role_name(column) == "value"]
    amount = _column_of_amounts(layout, amounts)
    if amount is None:
        return
    for index, row in enumerate(layout.body):
        name, cell = squeeze(row[name_column].text), row[amount]
        quantity: Quantity | None = parse_quantity(cell.text)
        if index in accounts:
            continue
        if not is_words(name) or is_total(name) or quantity is None or (mixed and _is_body(name)):
            continue
        own = next((found for word in layout.paths[amount] if (found := money_unit_in(word))), unit)
        yield Project(name, table, row[name_column].place, quantity.value, cell.text, own)


def _column_named(layout: Layout, pattern: re.Pattern[str]) -> int | None:
    """The first column whose header is of a kind."""
    named = (column for column, path in enumerate(layout.paths) if path and pattern.fullmatch(fold(path[-1])))
    return next(named, None)


def _accounts(layout: Layout, name_column: int) -> frozenset[int]:
    """The rows of accounts, under which projects stand: those that bring a code, but for one that repeats it."""
    codes = row_codes(layout.body, layout.roles)
    above = ""
    found: set[int] = set()
    for index, code in enumerate(codes):
        known = account(code) if code else None
        if code and (code != above or (known and known.name == squeeze(layout.body[index][name_column].text))):
            found.add(index)
        above = code or above
    return frozenset(found)


def _is_body(name: str) -> bool:
    return names_body(name) and _BODY.search(name) is not None


def _column_of_amounts(layout: Layout, amounts: Sequence[int]) -> int | None:
    """The column that says how much a project is: what was executed, where the budget stands beside it."""
    words = {column: [fold(word) for word in layout.paths[column]] for column in amounts}
    staged = any(_STAGED.fullmatch(word) for own in words.values() for word in own)
    patterns = (_EXECUTED, _STAGED) if staged else ()
    found = (
        column
        for pattern in (*patterns, _LIST_AMOUNT)
        for column, own in words.items()
        if any(pattern.fullmatch(word) for word in own) and not _RECEIVED.match(own[0])
    )
    return next(found, None)
