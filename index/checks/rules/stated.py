"""What the text says against the tables."""

from __future__ import annotations

import re
from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING

from index.catalogue.vocabulary import normalise
from index.checks.bound import Open, bound
from index.checks.compare import holds, resembles, same_check
from index.checks.evidence import Evidence, folded_name, is_total_word
from index.checks.of_body import body_of
from index.checks.registry import rule
from index.checks.scope import TableScope, fact_scope, funds_in, table_scope
from index.model.frozen import frozen
from index.model.quantity import Outcome
from index.model.records import Check, Fact, Role, Side, Statement
from index.model.units import is_money, to_yuan
from index.narrative.figures import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_OTHER_YEAR = re.compile(r"上年(?!结转|结余|末?结存)|去年|上一年|(\d{4})\s*年")
_OTHER_FUNDS = re.compile(r"政府性基金|国有资本|转移支付")
_ORDER = {Outcome.EXACT: 0, Outcome.ROUNDING: 1, Outcome.CONTRADICTION: 2}
_MANY_FIGURES = 40
_CARRIED = re.compile(r"结转|结余")
_OF_THE_YEAR = re.compile(r"当年(?:财政)?拨款")
_SIDES = (Side.RECEIPTS.value, Side.EXPENDITURE.value)
_TOTALS = {folded_name("收入总计"): "收入", folded_name("支出总计"): "支出"}

Amounts = dict[Decimal, list[int]]
_CLAUSES = re.compile(r"[，、；。:：]")


@frozen
class _Found:
    """A figure of a table that a statement may speak of, and how the two compare."""

    fact: int
    check: Check
    whole: bool  # not only what one column takes of it
    three_public: bool
    funds: str
    side: str
    certain: bool


@rule("narrative.table", "文字 = 表中数字", needs="文字和表都印出的项目")
def stated_in_tables(evidence: Evidence) -> Iterator[Check]:
    """部门预算情况说明: an amount stated in the text is the figure of the tables.

    Any figure of the same name, year and stage that is equal confirms it. Where none is equal, the figure that the
    passage speaks of decides: of a 三公 table for its items, else of the funds that heading and sentence name. The two
    contradict one another where there is only one such figure and, outside of 三公, the difference looks like a slip.
    """
    named, totals = _amounts(evidence)
    scopes = [table_scope(table) for table in evidence.tables]
    agreed: list[Check] = []
    waiting: list[Open] = []
    for number, stated in enumerate(evidence.statements):
        if stated.role is not Role.LEVEL or not is_money(stated.unit):
            continue
        name = stated.code if stated.code in named else folded_name(stated.subject)
        every = _candidates(evidence, stated, _of_path(evidence, stated, named.get(name, {})))
        found = _compared(evidence, number, every, scopes)
        if not any(holds(one.check) for one in found) and name in _TOTALS:
            same = [index for index in totals[_TOTALS[name]] if _same_time(evidence, stated, index)]
            found += [one for one in _compared(evidence, number, same, scopes) if holds(one.check)]
        check = _decided(evidence, number, found)
        if not holds(check) and body_of(stated.section, evidence.identity):
            continue  # 一、某局本级: of that body alone
        if (
            check is not None
            and not holds(check)
            and _may_be_carried_over(evidence, stated, check, total=name in _TOTALS)
        ):
            continue  # with what is carried over, and without it
        if check is not None:
            yield check
            agreed += [check] if holds(check) else []
        elif about_this_year(evidence, stated) and not _of_other_funds(stated) and stated.table is None:
            waiting.append(Open(number, tuple((one.fact, one.check) for one in found if one.whole)))
    yield from bound(evidence, agreed, waiting)


def _may_be_carried_over(evidence: Evidence, stated: Statement, check: Check, *, total: bool) -> bool:
    """Whether a figure of the tables may hold what is carried over, and the text tells it without (当年拨款)."""
    if total and _is_carried_over(evidence, check):
        return True
    words = "".join(stated.section[-2:]) + stated.sentence[: stated.start]
    more = to_yuan(check.expected - check.actual, check.unit)
    return _OF_THE_YEAR.search(words) is not None and 0 < more <= max(evidence.carried_over, default=Decimal(0))


def _is_carried_over(evidence: Evidence, check: Check) -> bool:
    """Whether two totals differ by what a table or a sentence says to be carried over."""
    difference = to_yuan(abs(check.difference), check.unit)
    stated = (one for one in evidence.statements if is_money(one.unit) and _CARRIED.search(one.subject))
    return difference in evidence.carried_over or any(to_yuan(one.value, one.unit) == difference for one in stated)


def _of_other_funds(stated: Statement) -> bool:
    """Whether a sentence or its heading names funds of their own."""
    return _OTHER_FUNDS.search("".join(stated.section[-2:]) + stated.sentence[: stated.start]) is not None


def about_this_year(evidence: Evidence, stated: Statement) -> bool:
    """Whether no other year is named before the figure."""
    years = [found.group(1) for found in _OTHER_YEAR.finditer(stated.sentence[: stated.start])]
    return all(year is not None and int(year) == evidence.identity.year for year in years)


def place_of(evidence: Evidence, number: int) -> str:
    """Return the words for where a statement stands: its table or its heading."""
    stated = evidence.statements[number]
    if stated.table is not None:
        return evidence.tables[stated.table].title
    return stated.section[-1] if stated.section else "文字"


def _amounts(evidence: Evidence) -> tuple[dict[str, Amounts], dict[str, list[int]]]:
    """The figures of each name and code, by amount in 元, and those of the total rows of each side."""
    named: dict[str, Amounts] = defaultdict(lambda: defaultdict(list))
    totals: dict[str, list[int]] = defaultdict(list)
    for index, fact in enumerate(evidence.facts):
        if fact.value is None or not is_money(fact.unit):
            continue
        amount = to_yuan(fact.value, fact.unit)
        for name in {fact.code, evidence.name_of(index)} - {""}:
            named[name][amount].append(index)
        for side in _SIDES if fact.total else ():
            of_side = fact.side == side or side in fact.row_label or side in "".join(fact.column_path)
            if of_side and len(totals[side]) < _MANY_FIGURES:
                totals[side].append(index)
    return named, totals


def _candidates(evidence: Evidence, stated: Statement, amounts: Amounts) -> list[int]:
    """Facts to hold a statement against: the equal ones, else all; none where a name has too many figures to choose."""
    equal = amounts.get(to_yuan(stated.value, stated.unit), ())
    same = [index for index in equal if _same_time(evidence, stated, index)]
    if same or len(amounts) > _MANY_FIGURES:
        return same[:_MANY_FIGURES]
    every = [index for indices in amounts.values() for index in indices[:_MANY_FIGURES]]
    return [index for index in every if _same_time(evidence, stated, index)]


def _of_path(evidence: Evidence, stated: Statement, amounts: Amounts) -> Amounts:
    """The figures of the account whose upper accounts a sentence names: 红十字事业（款）一般行政管理事务（项）.

    All of them where they are of one account, or where the sentence names no account above any of them.
    """
    codes = {evidence.facts[index].code for indices in amounts.values() for index in indices}
    if len(codes) < 2:  # noqa: PLR2004 -- several accounts of one name
        return amounts
    words = normalise(stated.sentence[: stated.start])
    meant = {code for code in codes if any(name in words for name in evidence.names_above(code))}
    if not meant or codes == meant:
        return amounts
    return {
        amount: kept
        for amount, indices in amounts.items()
        if (kept := [index for index in indices if evidence.facts[index].code in meant])
    }


def _same_time(evidence: Evidence, stated: Statement, index: int) -> bool:
    fact = evidence.facts[index]
    return fact.stage == stated.stage and evidence.year_of(fact) == evidence.year_of(stated)


def _compared(evidence: Evidence, number: int, candidates: Sequence[int], scopes: Sequence[TableScope]) -> list[_Found]:
    stated = evidence.statement_term(number)
    found = []
    for index in candidates:
        fact = evidence.facts[index]
        if fact.table == evidence.statements[number].table:
            continue  # the text of a cell and the figure beside it: another rule
        places = (evidence.tables[fact.table].title, place_of(evidence, number))
        check = same_check("narrative", evidence.fact_term(index, stated.name), stated, places)
        if check is not None:
            scope = fact_scope(fact, scopes[fact.table])
            three_public = fact.table in evidence.three_public_tables
            certain = scope.certain or three_public or fact.table in evidence.own_project
            found.append(_Found(index, check, _is_whole(fact), three_public, scope.funds, scope.side, certain))
    return found


def _is_whole(fact: Fact) -> bool:
    return not fact.measure or is_total_word(fact.measure)


def _decided(evidence: Evidence, number: int, found: Sequence[_Found]) -> Check | None:
    """The best of the figures that agree; else the contradiction, where only one figure can be meant."""
    stated = evidence.statements[number]
    words = "".join(stated.section[-2:]) + _own_words(evidence, stated)
    funds = funds_in(words)
    agreeing = [one for one in found if holds(one.check)]
    if agreeing:
        best = min(
            agreeing,
            key=lambda one: (
                _ORDER[one.check.outcome],
                not one.whole,
                not one.three_public,
                one.funds != funds,
                one.fact,
            ),
        )
        return best.check
    meant = _meant([one for one in found if one.whole and one.certain], funds, words)
    values = {one.check.expected for one in meant}
    if len(values) != 1 or not about_this_year(evidence, stated):
        return None
    check = meant[0].check
    return check if meant[0].three_public or resembles(check.expected, check.actual) else None


def _own_words(evidence: Evidence, stated: Statement) -> str:
    """The words of a sentence that are about a figure: of a part of a list, not those about the parts before it."""
    if stated.parent is None:
        return stated.sentence[: stated.start]
    whole = evidence.statements[stated.parent]
    of_whole = whole.sentence[: whole.start] if whole.sentence == stated.sentence else ""
    return of_whole + _CLAUSES.split(fold(stated.sentence[: stated.start]))[-1]


def _meant(found: Sequence[_Found], funds: str, words: str) -> Sequence[_Found]:
    """The figures that a passage can mean: of 三公 where there are, else of the funds that it names."""
    three_public = [one for one in found if one.three_public]
    if three_public:
        return three_public
    if funds and any(one.funds == funds for one in found):
        found = [one for one in found if one.funds == funds]
    elif _OTHER_FUNDS.search(words):
        return ()
    spent = [one for one in found if one.side != Side.RECEIPTS]
    return spent or found
