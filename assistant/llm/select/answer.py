"""Answering by a SELECT (按查询作答): what it comes to, written with its formula, cited and verified as any other."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Final

from assistant.answer.computation import Computed
from assistant.answer.draft import Draft, entry_label, money
from assistant.answer.finish import finish
from assistant.answer.messages import message
from assistant.llm.reading import Operator
from assistant.llm.select.formula import Constant, Formula, Kind, Leaf, Operation
from assistant.llm.select.guard import parse_select
from assistant.llm.select.licence import check_result, check_statement
from assistant.llm.select.views import build_views
from assistant.llm.select.work_out import Desk, normal

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from assistant.answer.model import Answer
    from assistant.execute.entry import Entry
    from assistant.execute.ledger import Ledger
    from assistant.llm.reading import Reading
    from assistant.llm.select.work_out import Result

_CENT: Final = Decimal("0.01")
_MOST_OPERANDS: Final = 12  # operands written out one by one
_SIGNS: Final = {"+": " + ", "-": " − ", "*": " × ", "/": " ÷ "}


def answer_by_select(ledger: Ledger, reading: Reading, question: str, sql: str) -> Answer:
    """The answer that a proposed SELECT gives.

    Raise UnsafeSelectError, UnlicensedError, NoFormulaError or SelectFailedError for one that is not shown.
    """
    select = normal(parse_select(sql))
    views = build_views(ledger, reading)
    check_statement(reading, views, select)
    result = Desk(ledger, views).result(select)
    check_result(reading, views, result, select)
    draft = Draft(question)
    _say(draft, reading, result)
    answer = finish(ledger, draft, "answered" if draft.figures else "not_found")
    plan = {"operation": "select", "question": question, "select": select.sql(dialect="sqlite")}
    return answer.model_copy(update={"plan": plan, "sql": f"{views.prefix} {plan['select']}"})


def _say(draft: Draft, reading: Reading, result: Result) -> None:
    counted = result.formula if isinstance(result.formula, Leaf) and result.formula.how == "count" else None
    rows = counted.entries if counted else result.rows
    if result.formula is not None and counted is None:
        figure, label, formula = _figure(draft, reading, result.formula)
        draft.say(message("computed", who=_who(result.formula.used), label=label, figure=figure, formula=formula))
        _say_tables(draft, result.formula.used)
    for number, group in enumerate(result.groups, start=1):
        figure, _, formula = _figure(draft, reading, group.formula, name="、".join(group.names))
        draft.say(message("group", number=number, name="、".join(group.names), figure=figure, formula=formula))
    if rows and Operator.COUNT in reading.families:
        figure = draft.derived(Decimal(len(rows)), "个", "个数", rows, by=Computed.COUNT)
        draft.say(message("counted", who=_who(rows), figure=figure))
    several = len({entry.source.id for entry in rows}) > 1
    for number, entry in enumerate(rows, start=1):
        who = f"{entry.source.label}：" if several else ""
        draft.say(message("list_figure", number=number, who=who, name=entry_label(entry), figure=draft.figure(entry)))


def _figure(draft: Draft, reading: Reading, formula: Formula, name: str = "") -> tuple[str, str, str]:
    """A computed figure asserted: its text with marks, its label, and the formula with its operands."""
    value, unit = _shown(formula, reading)
    text = _written(formula, draft.operand)
    label = _written(formula, entry_label)
    steps = _steps(formula, 0) + (" * 100" if unit == "%" else "")
    by = _by(formula, unit)
    steps = steps if by is Computed.STEPS else ""
    figure = draft.derived(value, unit, f"{name} {label}".strip(), formula.used, by=by, steps=steps)
    percent = " × 100%" if unit == "%" else ""
    return figure, label, f"{text}{percent}"


def _shown(formula: Formula, reading: Reading) -> tuple[Decimal, str]:
    """The value in the unit that it is given in: that of the first operand for money, % or 倍 for a share."""
    worth = formula.worth
    if formula.kind is Kind.MONEY:
        unit = formula.used[0].unit
        if "/" not in _steps(formula, 0) and worth.denominator == 1:
            return money(int(worth), unit), unit
        exact = Decimal(worth.numerator) / Decimal(worth.denominator)
        scale = money(100_000_000, unit) / 100_000_000
        return (exact * scale).quantize(_CENT, rounding=ROUND_HALF_UP), unit
    if formula.kind is Kind.NUMBER:
        return Decimal(worth.numerator) / Decimal(worth.denominator), "个"
    times = Operator.TIMES in reading.families
    share = worth if times else worth * 100
    exact = Decimal(share.numerator) / Decimal(share.denominator)
    return exact.quantize(_CENT, rounding=ROUND_HALF_UP), "倍" if times else "%"


def _by(formula: Formula, unit: str) -> Computed:
    """The computation by its usual name, or by its steps."""
    if isinstance(formula, Leaf):
        return {"sum": Computed.SUM, "avg": Computed.MEAN, "count": Computed.COUNT}.get(formula.how, Computed.STEPS)
    sides = (formula.left, formula.right) if isinstance(formula, Operation) else ()
    if isinstance(formula, Operation) and all(isinstance(side, Leaf) and side.how == "value" for side in sides):
        if formula.sign == "/":
            return Computed.TIMES if unit == "倍" else Computed.SHARE
        return {"+": Computed.SUM, "-": Computed.REMAINDER}.get(formula.sign, Computed.STEPS)
    return Computed.STEPS


def _steps(formula: Formula, first: int) -> str:
    """A formula with places for its operands, the first of which has the number `first`."""
    if isinstance(formula, Constant):
        return str(formula.worth)
    if isinstance(formula, Operation):
        right = first + len(formula.left.used)
        return f"({_steps(formula.left, first)} {formula.sign} {_steps(formula.right, right)})"
    places = [f"{{{first + number}}}" for number in range(len(formula.used))]
    if formula.how == "count":
        return str(len(places))
    added = f"({' + '.join(places)})" if len(places) > 1 else places[0]
    return f"{added} / {len(places)}" if formula.how == "avg" else added


def _written(formula: Formula, operand: Callable[[Entry], str]) -> str:
    """A formula with its operands as `operand` writes them."""
    if isinstance(formula, Constant):
        return str(formula.worth)
    if isinstance(formula, Leaf):
        return _leaf(formula, operand)
    left, right = _written(formula.left, operand), _written(formula.right, operand)
    if formula.sign in "*/" and _joined(formula.left):
        left = f"（{left}）"
    if formula.sign != "+" and _joined(formula.right):
        right = f"（{right}）"
    return f"{left}{_SIGNS[formula.sign]}{right}"


def _joined(formula: Formula) -> bool:
    """Whether a formula needs brackets beside a stronger sign."""
    if isinstance(formula, Leaf):
        return formula.how == "sum" and 1 < len(formula.entries) <= _MOST_OPERANDS
    return isinstance(formula, Operation)


def _leaf(leaf: Leaf, operand: Callable[[Entry], str]) -> str:
    if leaf.how in ("value", "max", "min") or (leaf.how == "sum" and len(leaf.entries) == 1):
        return operand(leaf.used[0])
    if leaf.how == "count" or len(leaf.entries) > _MOST_OPERANDS:
        return f"{len(leaf.entries)} 项"
    added = " + ".join(operand(entry) for entry in leaf.entries)
    return f"（{added}）÷ {len(leaf.entries)}" if leaf.how == "avg" else added


def _who(entries: Sequence[Entry]) -> str:
    labels = {entry.source.label for entry in entries}
    return f"{labels.pop()}：" if len(labels) == 1 else ""


def _say_tables(draft: Draft, entries: Sequence[Entry]) -> None:
    """Tell from which tables of a document the operands are taken where it is not one: their scopes may differ."""
    titles: dict[int, dict[str, None]] = {}
    for entry in entries:
        if entry.table_id is not None:
            titles.setdefault(entry.source.id, {})[entry.table_title] = None
    for own in titles.values():
        if len(own) > 1:
            draft.say(message("several_tables", tables="、".join(f"《{title}》" for title in own)))
