"""Amounts that the text of a document says again in its own pattern (前后两说)."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from functools import partial
from typing import TYPE_CHECKING

from index.checks.compare import holds, resembles, same_check
from index.checks.evidence import folded_name
from index.checks.registry import rule
from index.checks.rules.standard import ABROAD, BUYING, RECEPTION, RUNNING, THREE_PUBLIC, VEHICLES
from index.checks.rules.stated import about_this_year, place_of
from index.model.records import Role, Stage, Statement
from index.model.units import is_money
from index.narrative.figures import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.checks.evidence import Evidence
    from index.model.records import Check

_ENOUGH_EQUAL = 3
_MOST = 4  # of five pairs that are equal
_NEXT = 3  # an amount is said again among the next figures
_THREE_PUBLIC = frozenset(folded_name(name) for name in (THREE_PUBLIC, ABROAD, VEHICLES, BUYING, RUNNING, RECEPTION))
_ONLY_SOME = re.compile(
    r"国内|国外|外宾|外事|外国|其他|本级|本部|机关|所属|下属|中心|学校|医院|分局|[支大]队|馆|站|其中[:：]?$|基本支出|项目支出"
    r"|基金|国有资本|专户|自有|追加|追减|调整|结转|结余|人均|每|批|辆|平均|不含|除|截至|上年|去年|会议费|培训费"
)
_ITEM = re.compile(r"出国|接待|用车|车辆|三公")
_CLAUSE = re.compile(r"[，。；：;:]")
_GRAND = re.compile(r"总[计额收支]|总(?:收入|支出)|收支")
_RECEIPTS, _EXPENDITURE = folded_name("收入总计"), folded_name("支出总计")
_OF_THE_YEAR = (folded_name("本年收入合计"), folded_name("本年支出合计"))


@rule("restated", "同一段落两次所说的数一致", needs="逐项写出两次同一金额的段落")
def said_twice(evidence: Evidence) -> Iterator[Check]:
    """部门预算情况说明: “某科目 X万元…。上年执行数为 Y万元，本年预算安排 X万元” – item by item, X is the same.

    Where most items of a passage are written so and agree, one that does not is a contradiction.
    """
    pairs: dict[tuple[str, ...], list[tuple[int, int]]] = defaultdict(list)
    for number, stated in enumerate(evidence.statements):
        again = _again(evidence, number) if _is_amount(stated) else None
        if again is not None:
            pairs[stated.section].append((number, again))
    for found in pairs.values():
        checks = [(pair, check) for pair in found if (check := _check(evidence, *pair)) is not None]
        agreeing = sum(holds(check) for _, check in checks)
        if agreeing >= _ENOUGH_EQUAL and agreeing * (_MOST + 1) >= len(checks) * _MOST:
            yield from (check for _, check in checks)


@rule("balance.stated", "文字所说收入总计 = 支出总计", needs="同时写出收入总计和支出总计的段落")
def balance(evidence: Evidence) -> Iterator[Check]:
    """收支预算总体情况说明: the totals that one passage states of both sides balance, or look like a slip.

    What was received and spent in a year (收入合计, 支出合计 of final accounts) may differ: only what is told as 总计
    holds what is carried over.
    """
    totals: dict[object, dict[str, int]] = defaultdict(dict)
    for number, stated in enumerate(evidence.statements):
        name = folded_name(stated.subject)
        if _is_amount(stated) and name in {_RECEIPTS, _EXPENDITURE}:
            totals[stated.section, stated.stage, evidence.year_of(stated)].setdefault(name, number)
    for sides in totals.values():
        if len(sides) < 2:  # noqa: PLR2004 -- both sides
            continue
        check = _check(evidence, sides[_RECEIPTS], sides[_EXPENDITURE], "balance")
        both = [evidence.statements[number] for number in sides.values()]
        slip = all(one.stage is not Stage.FINAL or _GRAND.search(_own_clause(one)) for one in both)
        apart = any(map(partial(_is_of_the_year, evidence), sides.values()))  # 支出总计 that leaves out what is left
        if check is not None and (holds(check) or (slip and not apart and resembles(check.expected, check.actual))):
            yield check


def _is_of_the_year(evidence: Evidence, number: int) -> bool:
    """Whether an amount said to be a 总计 is what tables print as 本年收入合计 or 本年支出合计, and nothing wider."""
    printed = [index for name in _OF_THE_YEAR for index in evidence.by_subject.get(name, ())]
    wider = [index for name in (_RECEIPTS, _EXPENDITURE) for index in evidence.by_subject.get(name, ())]
    term = evidence.statement_term(number)
    same = [
        any(holds(same_check("repeat", term, evidence.fact_term(index), ("", ""))) for index in found)
        for found in (printed, wider)
    ]
    return same[0] and not same[1]


@rule("three_public.restated", "“三公”经费各项前后所说的数一致", needs="前后两次写出同一项的“三公”经费说明")
def three_public(evidence: Evidence) -> Iterator[Check]:
    """“三公”经费预算、决算情况说明: what the opening sentence says of an item, the paragraph of the item says again.

    A difference counts where neither figure is said to be of a part of the item. Of three figures the odd one is told.
    """
    groups: dict[object, list[int]] = defaultdict(list)
    for number, stated in enumerate(evidence.statements):
        name, account = folded_name(stated.subject), _three_public_account(stated.section)
        if account and name in _THREE_PUBLIC and _is_amount(stated) and about_this_year(evidence, stated):
            groups[name, account, stated.stage, evidence.year_of(stated)].append(number)
    for numbers in groups.values():
        said = Counter(evidence.statements[one].value for one in numbers).most_common()
        first = next(one for one in numbers if evidence.statements[one].value == said[0][0])
        single = len(said) == 2 and said[1][1] == 1  # noqa: PLR2004 -- one figure and an odd one
        for other in numbers:
            check = _check(evidence, first, other) if other != first else None
            whole = single and all(_is_whole(evidence, one) for one in (first, other))
            if check is not None and (holds(check) or whole):
                yield check


def _three_public_account(section: tuple[str, ...]) -> tuple[str, ...]:
    """The headings down to that of the account of 三公; () where none is, or other than items follow it."""
    at = next((at for at, words in enumerate(section) if "三公" in words), len(section))
    return section[: at + 1] if all(_ITEM.search(words) for words in section[at + 1 :]) and at < len(section) else ()


def _is_whole(evidence: Evidence, number: int) -> bool:
    """Whether a figure is of all of an item: not of what only some spend, or on some of it."""
    stated = evidence.statements[number]
    clause = _own_clause(stated)
    parent = None if stated.parent is None else evidence.statements[stated.parent]
    own_part = parent is not None and folded_name(parent.subject) == folded_name(stated.subject)
    return not own_part and _ONLY_SOME.search(clause) is None


def _own_clause(stated: Statement) -> str:
    """The words of a sentence right before its figure."""
    return _CLAUSE.split(fold(stated.sentence[: stated.start]))[-1]


def _again(evidence: Evidence, number: int) -> int | None:
    """The next amount of the same item, year and stage, with the amount of another year between."""
    stated = evidence.statements[number]
    between = False
    for at in range(number + 1, min(number + 1 + _NEXT, len(evidence.statements))):
        one = evidence.statements[at]
        if not _is_amount(one) or not _alike(stated, one):
            return None
        if evidence.year_of(one) == evidence.year_of(stated) and one.stage == stated.stage:
            return at if between else None
        between = True
    return None


def _check(evidence: Evidence, first: int, other: int, kind: str = "repeat") -> Check | None:
    left, right = evidence.statement_term(first), evidence.statement_term(other)
    return same_check(kind, left, right, (place_of(evidence, first), place_of(evidence, other)))


def _is_amount(stated: Statement) -> bool:
    return stated.role is Role.LEVEL and is_money(stated.unit) and stated.table is None


def _alike(first: Statement, second: Statement) -> bool:
    return folded_name(first.subject) == folded_name(second.subject) and first.section == second.section
