"""What one document says of another (前后文件): last year's figures, the budget that final accounts quote.

Figures of last year may have been adjusted since (调整口径), so a difference is told with this explanation and is no
contradiction, unless it is a slip of one digit. The rules look at two documents put together (`Evidence.volumes`).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from index.checks.compare import holds, resembles, same_check
from index.checks.evidence import Volume, folded_name
from index.checks.registry import rule
from index.checks.rules.repeats import seen_facts
from index.checks.slips import is_certain_slip
from index.checks.term import Term
from index.model.quantity import Outcome
from index.model.records import Check, Kind, Operand, Role, Stage
from index.model.units import is_money

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.checks.evidence import Evidence
    from index.model.records import Statement

_ADJUSTED = "两份文件的口径可能已调整"
_ENOUGH = Decimal(10_000)  # in 元: smaller amounts may be equal by chance

When = tuple[str, int | None]


@dataclass(frozen=True, slots=True)
class _Said:
    """What a document says of a stage and year: a figure, or one that an amount and its change make."""

    term: Term
    names: tuple[object, ...]  # under which it may be met in the other document, the surest first
    place: str
    operands: tuple[Operand, ...]


@rule("edition.last_year", "上年数 = 上年文件的数", needs="同一单位上一年度的文件")
def last_year(evidence: Evidence) -> Iterator[Check]:
    """部门预算编制说明、各表的上年数: what a document says of last year is what last year's document prints.

    Last year's amount is printed itself, or is this year's less the change against last year's budget.
    """
    for later, earlier in _pairs(evidence):
        if later.year != earlier.year + 1:
            continue
        stage = Stage.FINAL if later.kind is Kind.FINAL_ACCOUNT else Stage.BUDGET
        own = _own_stage(earlier, stage)
        if own is not None:
            said = [*_printed(evidence, later, (stage, earlier.year)), *_implied(evidence, later, earlier.year)]
            yield from _compared(said, _printed(evidence, earlier, (own, earlier.year), _names(said)))


@rule("edition.budget", "决算所列年初预算 = 预算文件的数", needs="同一单位同一年度的预算文件")
def budget(evidence: Evidence) -> Iterator[Check]:
    """部门决算表的年初预算数栏、决算情况说明: the 年初预算 that final accounts quote is that of the budget."""
    for later, earlier in _pairs(evidence):
        if later.year == earlier.year and (later.kind, earlier.kind) == (Kind.FINAL_ACCOUNT, Kind.BUDGET):
            said = _printed(evidence, later, (Stage.INITIAL_BUDGET, later.year))
            yield from _compared(said, _printed(evidence, earlier, (Stage.BUDGET, later.year), _names(said)))


def _pairs(evidence: Evidence) -> Iterator[tuple[Volume, Volume]]:
    yield from ((later, earlier) for later in evidence.volumes for earlier in evidence.volumes if later is not earlier)


def _own_stage(earlier: Volume, stage: Stage) -> Stage | None:
    """The stage under which last year's document prints what this year's calls last year's; None where it does not."""
    if earlier.kind is Kind.BUDGET:
        return Stage.BUDGET if stage is Stage.BUDGET else None
    return Stage.INITIAL_BUDGET if stage is Stage.BUDGET else Stage.FINAL


def _names(said: Sequence[_Said]) -> frozenset[object]:
    return frozenset(name for one in said for name in one.names)


def _printed(evidence: Evidence, volume: Volume, when: When, named: frozenset[object] | None = None) -> list[_Said]:
    """The amounts of a document that are of a stage and year, in tables and in sentences; of some names, or of all."""
    found: list[_Said] = []
    if named is not None and not named:
        return found
    facts = evidence.facts
    among = [index for index in sorted(volume.facts) if (facts[index].stage, evidence.year_of(facts[index])) == when]
    for seen in seen_facts(evidence, among):
        if seen.amount >= _ENOUGH:
            table = evidence.tables[evidence.facts[seen.index].table]
            scope = (seen.scope.funds, seen.scope.nature, seen.scope.side, seen.scope.header, seen.carried)
            whole = not seen.scope.own and not seen.scope.header and not seen.carried and seen.scope.certain
            names: tuple[object, ...] = ((seen.item, scope),)
            if whole and seen.item != "合计":
                names = (*names, seen.name)
            if named is not None and named.isdisjoint(names):
                continue
            term = evidence.fact_term(seen.index)
            found.append(_Said(term, names, table.title, (term.operand(0),)))
    for number in sorted(volume.statements):
        stated = evidence.statements[number]
        if not _is_amount(stated) or (stated.stage, stated.year) != when:
            continue
        name = folded_name(stated.subject)
        if named is None or name in named:
            term = evidence.statement_term(number)
            yuan = term.in_unit("元")
            if yuan is not None and yuan.value >= _ENOUGH:
                place = stated.section[-1] if stated.section else "文字"
                found.append(_Said(term, (name,), place, (term.operand(0),)))
    return found


def _implied(evidence: Evidence, later: Volume, year: int) -> Iterator[_Said]:
    """Last year's amounts that this year's amount and its change against last year's budget make."""
    for number in sorted(later.statements):
        change = evidence.statements[number]
        if change.role is not Role.CHANGE or not is_money(change.unit) or number - 1 not in later.statements:
            continue
        level = evidence.statements[number - 1]
        alike = folded_name(level.subject) == folded_name(change.subject) and level.section == change.section
        if not (_is_amount(level) and level.year == later.year and alike and _is_budget(change.base, year)):
            continue
        now, moved = evidence.statement_term(number - 1), evidence.statement_term(number)
        converted = moved.in_unit(now.unit)
        if converted is not None and now.value > converted.value:
            value, half = now.value - converted.value, now.half_unit + converted.half_unit
            words = f"{now.printed} − {moved.value:f}" if moved.value >= 0 else f"{now.printed} + {-moved.value:f}"
            term = Term(value, half, now.unit, f"{words} = {value:f}", level.subject)
            operands = (now.operand(1), moved.operand(-1))
            place = level.section[-1] if level.section else "文字"
            yield _Said(term, (folded_name(level.subject),), place, operands)


def _is_budget(base: str, year: int) -> bool:
    """Whether a change is against last year's budget (比上年预算、比2023年预算数、与上年相比)."""
    named = str(year) in base or "上年" in base or "去年" in base
    return named and "执行" not in base and "决算" not in base


def _is_amount(stated: Statement) -> bool:
    return stated.role is Role.LEVEL and is_money(stated.unit) and stated.table is None


def _compared(said: Sequence[_Said], printed: Sequence[_Said]) -> Iterator[Check]:
    """Hold each figure against those of its name in the other document: an equal one, else the only one."""
    named: dict[object, list[_Said]] = defaultdict(list)
    for one in printed:
        for name in one.names:
            named[name].append(one)
    for one in said:
        others = next((named[name] for name in one.names if name in named), [])
        checks = [(other, check) for other in others if (check := _check(one, other)) is not None]
        agreeing = next((check for _, check in checks if holds(check)), None)
        if agreeing is not None:
            yield agreeing
        elif len({check.actual for _, check in checks}) == 1 and resembles(checks[0][1].expected, checks[0][1].actual):
            yield checks[0][1]


def _check(one: _Said, other: _Said) -> Check | None:
    """Compare what is said with what the other document prints; figures that are made are as rough as their parts."""
    converted = other.term.in_unit(one.term.unit)
    if converted is None:
        return None
    gap = abs(converted.value - one.term.value)
    slip = is_certain_slip(one.term, other.term)
    note = "" if slip else f"，相差 {gap:,f}{one.term.unit}，{_ADJUSTED}"
    check = same_check("edition", one.term, other.term, (one.place, other.place), note)
    if check is None:
        return None
    made = len(one.operands) > 1
    outcome = check.outcome
    if made and outcome is Outcome.CONTRADICTION and gap <= check.tolerance:
        outcome = Outcome.ROUNDING
    explanation = _ADJUSTED if outcome is Outcome.CONTRADICTION and not slip else ""
    statement = check.statement if outcome is check.outcome else check.statement.replace("≠", "≈").split("，相差")[0]
    operands = (*one.operands, other.term.operand(0 if made else 1))
    return Check(
        "edition", statement, check.expected, check.actual, check.tolerance, check.unit, outcome, operands,
        explanation=explanation,
    )  # fmt: skip
