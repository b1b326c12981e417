"""Identities that a standard form prescribes: 收支平衡, “三公”经费, 项目资金."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING

from index.catalogue.vocabulary import canonical, normalise
from index.checks.compare import holds, same_check, sum_check
from index.checks.evidence import Evidence, is_total_word
from index.checks.registry import Obstacle, rule
from index.checks.scope import is_plain_header
from index.model.records import Check, Fact, Side
from index.tables.wording import is_change_header

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.checks.term import Term

_GRAND_TOTAL = re.compile(r"^(?:收入|支出)(?:预算)?(?:总计|合计)$")
_TABLE_WORDS = re.compile(r"预算数|决算数|金额|合计|小计|总计|执行数|年初数|调整数|本年")
ABROAD, VEHICLES, RECEPTION = "因公出国（境）费", "公务用车购置及运行费", "公务接待费"
_OTHER_TOTALS = re.compile(r"采购|资产|车辆|机关运行|购买服务")  # 机构运行信息表 lists them beside 三公
BUYING, RUNNING, THREE_PUBLIC = "公务用车购置费", "公务用车运行费", "“三公”经费"
_OFTEN_ADDED = ("会议费", "培训费")
_THREE_PUBLIC_NAMES = frozenset({ABROAD, VEHICLES, RECEPTION, BUYING, RUNNING, THREE_PUBLIC, *_OFTEN_ADDED})
_SHORT_NAMES = {"购置费": BUYING, "购置": BUYING, "运行费": RUNNING, "运行维护费": RUNNING, "运行": RUNNING}
_UNCLEAR = "?"
_WHOLE = "合计"
_FUNDING = {
    "资金总额": re.compile(r"^(?:项目|预算|年度|年度项目|项目年度|项目预算)?资金(?:总额|总计|合计)$"),
    "财政拨款": re.compile(r"^(?:其中)?(?:年度|项目)?(?:财政拨款|财政资金)(?:小计|合计)?$"),
    "当年财政拨款": re.compile(r"^(?:其中)?(?:当年|本年|年度安排)(?:财政拨款|财政资金|预算安排)$"),
    "上年结转": re.compile(r"^(?:其中)?上年结转(?:结余|和结余|资金)*(?:财政拨款|财政资金|资金)?$"),
    "其他资金": re.compile(r"^(?:其中)?(?:其他|单位自有|单位|自有)资金$"),
}


@rule("balance", "收入总计 = 支出总计", needs="同时印出收入总计和支出总计的表")
def balance(evidence: Evidence) -> Iterator[Check]:
    """收支总表、财政拨款收支总表: receipts and expenditure balance, because both sides include what is carried over."""
    last: dict[tuple[int, str, object, int | None], int] = {}
    for index, fact in enumerate(evidence.facts):
        if fact.total and fact.side and fact.value is not None and _main_column(fact):
            key = (fact.table, fact.side, fact.stage, evidence.year_of(fact))
            if key not in last or fact.row > evidence.facts[last[key]].row:
                last[key] = index
    for (table, side, stage, year), index in last.items():
        other = last.get((table, Side.EXPENDITURE, stage, year))
        if side != Side.RECEIPTS or other is None:
            continue
        labels = [_plain(evidence.facts[one].row_label) for one in (index, other)]
        receipts, expenditure = evidence.fact_term(index, "收入总计"), evidence.fact_term(other, "支出总计")
        check = same_check("balance", receipts, expenditure, (labels[0] or "收入方", labels[1] or "支出方"))
        if holds(check) or (check is not None and all(_GRAND_TOTAL.match(label) for label in labels)):
            yield check  # type: ignore[misc]  # holds() has said that it is one


def _main_column(fact: Fact) -> bool:
    word = fact.column_path[-1] if fact.column_path else ""
    return not word or _TABLE_WORDS.search(word) is not None or normalise(word) in {Side.RECEIPTS, Side.EXPENDITURE}


@rule("three_public", "“三公”经费合计 = 各组成之和", needs="印出各组成的“三公”经费表")
def three_public(evidence: Evidence) -> Iterator[Check | Obstacle]:
    """“三公”经费支出表: 合计 = 因公出国（境）费 + 公务用车购置及运行费 + 公务接待费; 用车 = 购置 + 运行.

    In some provinces 合计 includes 会议费 and 培训费: whichever reading holds is taken.
    """
    for table in sorted(evidence.three_public_tables):
        for named in _three_public_groups(evidence, table):
            if _is_printed_twice(named):
                place = evidence.tables[table].place
                yield Obstacle("同一项印有几个数（如分单位列出），不能确定哪些应当相加", place, table)
                continue
            yield from _three_public_checks(evidence, named)


def _three_public_groups(evidence: Evidence, table: int) -> Iterator[dict[str, list[int]]]:
    """The figures by item, of each stage and year; row by row where every row prints the items anew (分单位列出)."""
    groups: dict[object, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    rows: dict[object, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for index in evidence.by_table[table]:
        fact = evidence.facts[index]
        if fact.value is not None and fact.unit != "%":  # 同比增减（%） beside the amounts
            changed = any(map(is_change_header, fact.column_path))  # 增减额 beside the amounts
            groups[fact.stage, evidence.year_of(fact), changed][_item(fact)].append(index)
            rows[fact.stage, evidence.year_of(fact), changed, fact.row][_item(fact)].append(index)
    several = any(_is_printed_twice(named) for named in groups.values())
    by_row = several and all(len(named) > 1 and not _is_printed_twice(named) for named in rows.values())
    yield from (rows if by_row else groups).values()


def _is_printed_twice(named: dict[str, list[int]]) -> bool:
    return any(len(indices) > 1 for name, indices in named.items() if name not in {"", _UNCLEAR})


def _item(fact: Fact) -> str:
    """Say what a figure of the 三公 table is of: "" for another item, "?" where its words exclude one another.

    A plain 合计 may be of more than 三公 where the table names that, too (会议费、培训费 beside it).
    """
    words = [canonical(word) for word in (fact.subject, *fact.row_label.split("/"), *fact.column_path)]
    named = [name for word in words if (name := _SHORT_NAMES.get(word, word)) in _THREE_PUBLIC_NAMES]
    families = {VEHICLES if name in {BUYING, RUNNING} else name for name in named} - {THREE_PUBLIC}
    if len(families) > 1 or len({BUYING, RUNNING} & set(named)) > 1:
        return _UNCLEAR
    if families:
        return next((name for name in (BUYING, RUNNING) if name in named), families.pop())
    plain = all(
        is_total_word(word) or is_plain_header(word) or canonical(word) == THREE_PUBLIC for word in fact.column_path
    )
    if named:
        return THREE_PUBLIC
    if _OTHER_TOTALS.search(fact.row_label):
        return ""
    return _WHOLE if plain and (fact.total or any(is_total_word(word) for word in fact.column_path)) else ""


def _three_public_checks(evidence: Evidence, named: dict[str, list[int]]) -> Iterator[Check]:
    unclear = _UNCLEAR in named
    named = {name: indices for name, indices in named.items() if name not in {"", _UNCLEAR}}
    if THREE_PUBLIC not in named and _WHOLE in named:
        named[THREE_PUBLIC] = named.pop(_WHOLE)
    term = {name: evidence.fact_term(indices[0], name) for name, indices in named.items()}
    vehicles = [term[name] for name in (BUYING, RUNNING) if name in term]
    if VEHICLES in term and vehicles:
        yield from _certain(sum_check("sum", term[VEHICLES], vehicles), counts=not unclear and len(vehicles) > 1)
    if THREE_PUBLIC not in term:
        return
    added = [term[name] for name in _OFTEN_ADDED if name in term]
    core = [term[name] for name in (ABROAD, VEHICLES, RECEPTION) if name in term]
    if VEHICLES not in term:
        core += vehicles
    readings = [core, core + added, *([*core, one] for one in added)]
    if _WHOLE in term:  # then 三公 has a total of its own, and 会议费、培训费 are in 合计 alone
        readings = [core]
        complete = not unclear and len(added) == len(_OFTEN_ADDED)
        yield from _certain(sum_check("sum", term[_WHOLE], [term[THREE_PUBLIC], *added]), counts=complete)
    checks = [sum_check("sum", term[THREE_PUBLIC], parts) for parts in readings]
    chosen = next((check for check in checks if holds(check)), checks[1] if added and len(checks) > 1 else checks[0])
    yield from _certain(chosen, counts=not unclear)


def _certain(check: Check | None, *, counts: bool) -> Iterator[Check]:
    """A check that holds; one that does not where its words leave no doubt."""
    if check is not None and (holds(check) or counts):
        yield check


@rule("funding", "资金总额 = 财政拨款 + 其他资金", needs="印出资金来源的项目绩效目标表")
def funding(evidence: Evidence) -> Iterator[Check]:
    """项目支出绩效目标表: 资金总额 = 财政拨款 + 其他资金; 财政拨款 = 当年财政拨款 + 上年结转结余财政拨款."""
    for indices in evidence.by_table.values():
        for alone, group in _funding_groups(evidence, indices):
            parts = [group[name] for name in ("财政拨款", "其他资金") if name in group]
            yield from _funding_check(group.get("资金总额"), parts, alone=alone)
            parts = [group[name] for name in ("当年财政拨款", "上年结转") if name in group]
            yield from _funding_check(group.get("财政拨款"), parts, alone=alone)


def _funding_groups(evidence: Evidence, indices: Sequence[int]) -> Iterator[tuple[bool, dict[str, Term]]]:
    """Yield the funding figures that belong together: of a column where rows name them, of a row where columns do.

    With each group: whether no figure of another name stands beside them, which might belong to the total.
    """
    groups: dict[tuple[str, int], dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    unnamed: set[tuple[str, int]] = set()
    for index in indices:
        fact = evidence.facts[index]
        if fact.value is None:
            continue
        by_row, by_column = _funding_of_row(fact), _funding_of_path(fact.column_path)
        if by_row:
            groups["column", fact.column][by_row].append(index)
        elif by_column:
            groups["row", fact.row][by_column].append(index)
        else:
            unnamed |= {("column", fact.column), ("row", fact.row)}
    for key, named in groups.items():
        if all(len(found) == 1 for found in named.values()):
            yield key not in unnamed, {name: evidence.fact_term(found[0], name) for name, found in named.items()}


def funding_name(fact: Fact) -> str:
    """Which part of a project's funds a figure is of, by its row or its column; "" for another figure."""
    return _funding_of_row(fact) or _funding_of_path(fact.column_path)


def _funding_of_row(fact: Fact) -> str:
    return _funding_of(fact.row_label.rpartition("/")[2])


@lru_cache(maxsize=4096)
def _funding_of_path(path: tuple[str, ...]) -> str:
    return next((name for word in reversed(path) if (name := _funding_of(word))), "")


@lru_cache(maxsize=4096)
def _funding_of(word: str) -> str:
    label = normalise(word)
    return next((name for name, pattern in _FUNDING.items() if pattern.match(label)), "")


def _funding_check(result: Term | None, parts: Sequence[Term], *, alone: bool) -> Iterator[Check]:
    """One part may be all that is printed, so a difference counts only when both parts are."""
    check = sum_check("sum", result, parts) if result is not None else None
    if check is not None and (holds(check) or (alone and len(parts) > 1)):
        yield check


def _plain(label: str) -> str:
    return "".join(label.split()).strip(":：")
