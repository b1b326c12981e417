"""Whether a SELECT says what the question says (依据): each of its parts must be borne out by words, and the reverse.

A statement that passes computes what was asked over what was named, whoever wrote it. One that does not is not shown,
however right it may be.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from sqlglot import exp

from assistant.llm.reading import Operator
from assistant.llm.select.formula import Constant, Formula, Kind, Leaf, Operation, leaves
from assistant.llm.select.guard import COMPARISONS
from assistant.llm.select.views import reference
from assistant.plan import Comparator
from index.catalogue.vocabulary import normalise

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.execute.entry import Entry
    from assistant.llm.reading import Reading
    from assistant.llm.select.views import Views
    from assistant.llm.select.work_out import Result

_PART_OF: Final = re.compile(r"占(?!比)")
_SIDES: Final = {
    exp.GT: Comparator.MORE,
    exp.GTE: Comparator.AT_LEAST,
    exp.LT: Comparator.LESS,
    exp.LTE: Comparator.AT_MOST,
}
_FEN: Final = 100
# which words may ask for which part of a computation
_BORNE_OUT: Final = {
    "sum": {Operator.SUM, Operator.MEAN},
    "-": {Operator.MINUS, Operator.DIFFERENCE},
    "share": {Operator.RATIO, Operator.TIMES},
    "mean": {Operator.MEAN},
    "count": {Operator.COUNT},
    "rank": {Operator.RANK},
    "threshold": {Operator.THRESHOLD},
    "times": {Operator.TIMES},
}


class UnlicensedError(Exception):
    """A SELECT that the question does not bear out; `reason` is a word for the trace."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


def check_statement(reading: Reading, views: Views, select: exp.Select) -> None:
    """What can be told before it is run. Raise UnlicensedError."""
    if reading.rest or not reading.sources:
        raise UnlicensedError("words of the question are unexplained")
    _check_names(reading, views, select)
    _check_numbers(reading, select)
    _check_limits(reading, select)
    if _directions(select) != _asked_directions(reading.text):
        raise UnlicensedError("largest or smallest")


def check_result(reading: Reading, views: Views, result: Result, select: exp.Select) -> None:
    """What can be told of the computation: its operations, their order, its operands. Raise UnlicensedError."""
    formulas = [result.formula] if result.formula else [group.formula for group in result.groups]
    parts = {part for formula in formulas for part in _parts(formula)}
    parts |= {"threshold"} if any(select.find_all(*COMPARISONS, exp.Between)) else set()
    parts |= {"rank"} if _directions(select) else set()
    ranked = {"sum": {Operator.RANK}} if any(select.find_all(exp.Limit)) else {}  # 前三大项目占…
    for part in parts:
        if not (_BORNE_OUT[part] | ranked.get(part, set())) & reading.families:
            raise UnlicensedError(f"no word asks for {part}")
    answered = {family for part in parts for family in _BORNE_OUT[part]}
    if result.rows:
        answered.add(Operator.COUNT)  # a list says how many there are
    if reading.families - answered:
        raise UnlicensedError("a computation that is asked for is not made")
    for formula in formulas:
        _check_order(reading, views, formula)
        for leaf in leaves(formula):
            _check_together(leaf.entries, alone=leaf.how == "value")
            if leaf.how == "avg" and len(leaf.entries) < 2:  # noqa: PLR2004
                raise UnlicensedError("a mean of one figure")
        _check_documents(reading, formula.used)
    _check_together(result.rows, alone=False)
    if result.rows or result.groups:
        _check_documents(reading, [*result.rows, *(entry for formula in formulas for entry in formula.used)])


def _check_names(reading: Reading, views: Views, select: exp.Select) -> None:
    """Texts are names that the question says; every name that it says is used, in its order."""
    known = {*views.items, *(source.organization for source in reading.sources), *(s.kind for s in reading.sources)}
    known -= {"预算", "决算"} - {reading.selection.kind}
    known |= {name for target in reading.targets for name in (*target.names, *target.codes, target.text)}
    texts = [str(each.this) for each in select.find_all(exp.Literal) if each.is_string]
    if set(texts) - known:
        raise UnlicensedError("a name that the question does not say")
    used = [normalise(one) for one in texts if normalise(one) in views.items]
    alias = {name: target for target in reading.targets for name in (*target.names, *target.codes)}
    used += [normalise(alias[one].text) for one in texts if normalise(one) not in views.items and one in alias]
    if set(views.items) - set(used):
        raise UnlicensedError("a name of the question is left out")
    if set(used) & views.lacking:
        raise UnlicensedError("a name without one figure in each document")


def _check_numbers(reading: Reading, select: exp.Select) -> None:
    """Numbers are years, ranks and factors that the question says, or how many names it adds up."""
    years = {*reading.selection.years, *(source.year for source in reading.sources)}
    limits = {int(limit.value * _FEN) for limit in reading.thresholds}
    allowed = {*years, *limits, *reading.numbers, 1}
    if Operator.MEAN in reading.families:
        allowed |= {len(reading.targets), len(reading.selection.years)}
    for each in select.find_all(exp.Literal):
        if not each.is_string and Decimal(each.this) not in {Decimal(one) for one in allowed if one is not None}:
            raise UnlicensedError("a number that the question does not say")


def _check_limits(reading: Reading, select: exp.Select) -> None:
    """The thresholds of the question, each with its direction, and no others; joined by AND alone."""
    wanted = sorted((limit.comparator.value, int(limit.value * _FEN)) for limit in reading.thresholds)
    found = []
    for each in select.find_all(*COMPARISONS):
        if not (
            isinstance(each.this, exp.Column) and each.this.name == "fen" and isinstance(each.expression, exp.Literal)
        ):
            raise UnlicensedError("only fen is compared, with a number")
        found.append((_SIDES[type(each)].value, int(Decimal(each.expression.this))))
    if sorted(found) != wanted or any(select.find_all(exp.Between)):
        raise UnlicensedError("other thresholds than the question's")
    if any(select.find_all(exp.Or, exp.NEQ)):
        raise UnlicensedError("a condition that the question does not put")


def _directions(select: exp.Select) -> list[bool]:
    """Whether it takes the largest (True) or smallest (False), in the order of the statement."""
    found: list[bool] = []
    for node in select.find_all(exp.Max, exp.Min, exp.Ordered, bfs=False):
        if isinstance(node, exp.Ordered):
            if node.find_ancestor(exp.Select) and node.find_ancestor(exp.Select).args.get("limit"):  # type: ignore[union-attr]
                found.append(bool(node.args.get("desc")))
        else:
            found.append(isinstance(node, exp.Max))
    return found


def _asked_directions(text: str) -> list[bool]:
    return [
        match[0] not in ("最小", "最低", "最少")
        for match in re.finditer(r"最[大小高低多少]|前(?=[\d两二三四五六七八九十])", text)
    ]


def _parts(formula: Formula) -> Iterator[str]:
    """The computations that a formula makes."""
    if isinstance(formula, Leaf):
        several = {"sum": "sum", "avg": "mean", "count": "count", "max": "rank", "min": "rank"}.get(formula.how)
        if several:
            yield several
    elif isinstance(formula, Operation):
        if formula.sign == "/":
            yield "share" if formula.kind is Kind.RATIO else "mean"
        elif formula.sign == "*":
            yield "times"
        else:
            yield "sum" if formula.sign == "+" else "-"
        yield from _parts(formula.left)
        yield from _parts(formula.right)


def _check_order(reading: Reading, views: Views, formula: Formula) -> None:
    """Operands stand in the order of the question; a share's whole follows 占; what is taken off is no difference."""
    starts = [start for leaf in leaves(formula) if (start := _start(views, leaf.entries)) is not None]
    if starts != sorted(starts):
        raise UnlicensedError("operands in another order than the question's")
    split = _PART_OF.search(reading.text)
    for each in _operations(formula):
        if each.sign == "-" and any(inner.sign == "-" for inner in _operations(each.right)):
            raise UnlicensedError("a difference is taken off")
        if each.sign == "/" and each.kind is Kind.RATIO and split is not None:
            before = [_start(views, leaf.entries) for leaf in leaves(each.left)]
            after = [_start(views, leaf.entries) for leaf in leaves(each.right)]
            wrong = any(s is not None and s > split.start() for s in before)
            if wrong or any(s is not None and s < split.start() for s in after):
                raise UnlicensedError("part and whole the other way round")
        if each.sign == "/" and isinstance(each.right, Constant) and each.right.worth != len(leaves(each.left)):
            raise UnlicensedError("a mean over another number")


def _operations(formula: Formula) -> Iterator[Operation]:
    if isinstance(formula, Operation):
        yield formula
        yield from _operations(formula.left)
        yield from _operations(formula.right)


def _start(views: Views, entries: Sequence[Entry]) -> int | None:
    """Where the question names the first of these figures; None for what it names only as a kind (项目)."""
    return min((views.starts[ref] for entry in entries if (ref := reference(entry)) in views.starts), default=None)


def _check_together(entries: Sequence[Entry], *, alone: bool) -> None:
    """Rows of a table taken together are of one table and column, and none is a part of another."""
    if alone or len(entries) < 2:  # noqa: PLR2004
        return
    for document in {entry.source.id for entry in entries}:
        own = [entry for entry in entries if entry.source.id == document]
        codes = [entry.code for entry in own if entry.code]
        if any(one != other and other.startswith(one) for one in codes for other in codes):
            raise UnlicensedError("a whole together with its part")
        if len({(entry.origin, entry.id) for entry in own}) < len(own):
            raise UnlicensedError("one figure twice")
        named = {entry.subject for entry in own}
        if len(named) < len(own):
            raise UnlicensedError("one name under several scopes")


def _check_documents(reading: Reading, entries: Sequence[Entry]) -> None:
    """Figures of several documents only where the question names several; one version of each year."""
    sources = {entry.source.id: entry.source for entry in entries}
    organizations = {source.organization_id for source in sources.values()}
    if len(organizations) > 1 and not reading.every and len(reading.selection.organizations) < 2:  # noqa: PLR2004
        raise UnlicensedError("organizations that the question does not name")
    for one in organizations:
        own = [source for source in sources.values() if source.organization_id == one]
        years = [source.year for source in own]
        if len(set(years)) < len(years):
            raise UnlicensedError("several documents of one year")
        if len(years) > 1 and len(reading.selection.years) < len(years):
            raise UnlicensedError("years that the question does not name")
