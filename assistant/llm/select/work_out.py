"""From a checked SELECT to what it computes (推算): every cell of its result traced to figures and worked out anew."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

from sqlglot import exp

from assistant.llm.select.formula import Constant, Formula, Leaf, NoFormulaError, Operation
from assistant.llm.select.guard import AGGREGATES
from assistant.llm.select.run import run
from assistant.llm.select.views import VIEWS, entry_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.execute.entry import Entry
    from assistant.execute.ledger import Ledger
    from assistant.llm.select.views import Views

_SIGNS: Final[dict[type[exp.Expr], str]] = {exp.Add: "+", exp.Sub: "-", exp.Mul: "*", exp.Div: "/"}
_HOW: Final[dict[type[exp.Expr], str]] = {
    exp.Sum: "sum",
    exp.Avg: "avg",
    exp.Min: "min",
    exp.Max: "max",
    exp.Count: "count",
}
_PERCENT: Final = 100
_CLOSE: Final = Fraction(1, 1_000_000)  # how near the database's floating result must come, relatively


@dataclass(frozen=True, slots=True)
class Group:
    """One row of a grouped result: the texts that name it, and its computation."""

    names: tuple[str, ...]
    formula: Formula


@dataclass(frozen=True, slots=True)
class Result:
    """What a SELECT comes to: one computation, one for each group, or rows of figures."""

    formula: Formula | None = None
    groups: tuple[Group, ...] = ()
    rows: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Desk:
    """Where a SELECT is worked out."""

    ledger: Ledger
    views: Views

    def result(self, select: exp.Select) -> Result:
        """What a normal SELECT comes to. Raise NoFormulaError, SelectFailedError (assistant.llm.select.run)."""
        if select.args.get("group"):
            return Result(groups=tuple(self._groups(select)))
        if _is_listing(select):
            return Result(rows=self._entries(select))
        if len(select.expressions) != 1 or select.args.get("order") or select.args.get("limit"):
            raise NoFormulaError("one computation at a time")
        formula = self._formula(select.expressions[0].unalias(), select)
        _compare(formula, run(self.ledger, self.views, select))
        return Result(formula=formula)

    def _groups(self, select: exp.Select) -> list[Group]:
        """Each group of the result with its own computation, in the order of the result."""
        keys = [column for column in select.args["group"].expressions if isinstance(column, exp.Column)]
        names = {column.name for column in keys}
        computed = [each for each in select.expressions if not isinstance(each.unalias(), exp.Column)]
        if len(keys) != len(select.args["group"].expressions) or len(computed) != 1 or not names <= _NAMING:
            raise NoFormulaError("groups by names alone, with one computation")
        shown = select.copy()
        shown.set("expressions", [*(column.copy() for column in keys), computed[0].copy()])
        found = []
        for *values, cell in run(self.ledger, self.views, shown):
            one = select.copy()
            for part in ("group", "order", "limit"):
                one.set(part, None)
            for column, value in zip(keys, values, strict=True):
                one = one.where(exp.EQ(this=column.copy(), expression=exp.convert(value)))
            formula = self._formula(computed[0].unalias(), one)
            _compare(formula, [(cell,)])
            found.append(Group(tuple(str(value) for value in values), formula))
        return found

    def _formula(self, node: exp.Expr, select: exp.Select) -> Formula:
        """The computation that an expression of a SELECT stands for."""
        if isinstance(node, exp.Paren | exp.Cast):
            return self._formula(node.this, select)
        if type(node) in _SIGNS:
            left, right = (self._formula(side, select) for side in (node.this, node.expression))
            return Operation(_SIGNS[type(node)], left, right)
        if isinstance(node, exp.Literal) and not node.is_string:
            return Constant(Fraction(node.this))
        if isinstance(node, exp.Column) and node.name == "fen" and select.args.get("from_"):
            return Leaf(self._entries(select), "value")
        if isinstance(node, AGGREGATES):
            return self._aggregate(node, select)
        if isinstance(node, exp.Subquery) and isinstance(node.this, exp.Select):
            return self._scalar(node.this)
        raise NoFormulaError(f"{type(node).__name__} in a computation")

    def _scalar(self, select: exp.Select) -> Formula:
        """A sub-select in place of a value: one figure, or a computation of its own."""
        if len(select.expressions) != 1 or select.args.get("group"):
            raise NoFormulaError("a value is one column")
        if _is_listing(select):
            return Leaf(self._entries(select), "value")
        return self._formula(select.expressions[0].unalias(), select)

    def _aggregate(self, node: exp.Expr, select: exp.Select) -> Leaf:
        how = _HOW[type(node)]
        counted = isinstance(node.this, exp.Star | exp.Column)
        if not (counted if how == "count" else isinstance(node.this, exp.Column) and node.this.name == "fen"):
            raise NoFormulaError("only fen is added, averaged or compared")
        return Leaf(self._entries(select), how)

    def _entries(self, select: exp.Select) -> tuple[Entry, ...]:
        """The figures of the rows that a SELECT takes; a limit that cuts through equal amounts is refused."""
        listed = _with_reference(select)
        limit = listed.args.get("limit")
        if limit is not None:
            self._check_cut(listed, int(limit.expression.this))
        found = []
        for (ref,) in run(self.ledger, self.views, listed):
            entry = entry_of(self.ledger, self.views, str(ref))
            if entry is None:
                raise NoFormulaError("a row without its figure")
            found.append(entry)
        return tuple(found)

    def _check_cut(self, listed: exp.Select, limit: int) -> None:
        longer = listed.copy()
        longer.set("limit", exp.Limit(expression=exp.Literal.number(limit + 1)))
        found = [entry_of(self.ledger, self.views, str(ref)) for (ref,) in run(self.ledger, self.views, longer)]
        amounts = [entry.fen for entry in found if entry is not None]
        if len(amounts) > limit and amounts[limit] == amounts[limit - 1]:
            raise NoFormulaError("the limit cuts through equal amounts")


_NAMING: Final = frozenset({"organization", "year", "kind", "item", "project"})


def _is_listing(select: exp.Select) -> bool:
    """Whether it takes rows as they are: columns alone, one of them the amount or its reference."""
    plain = [each.unalias() for each in select.expressions]
    return bool(plain) and all(isinstance(each, exp.Column) for each in plain) and select.args.get("from_") is not None


def _with_reference(select: exp.Select) -> exp.Select:
    """The same rows, by their references; an inner select passes all columns of its view on."""
    listed = select.copy()
    listed.set("expressions", [exp.column("ref")])
    source = listed.args["from_"].this
    if isinstance(source, exp.Subquery):
        inner = source.this
        if (
            not isinstance(inner, exp.Select)
            or not _is_listing(inner)
            or isinstance(inner.args["from_"].this, exp.Subquery)
        ):
            raise NoFormulaError("rows within rows within rows")
        table = inner.args["from_"].this.name.lower()
        inner.set("expressions", [exp.column(name) for name in VIEWS[table]])
    if not select.args.get("limit"):
        listed.set("order", select.args["order"].copy() if _is_listing(select) and select.args.get("order") else None)
    return listed


def normal(select: exp.Select) -> exp.Select:
    """The same SELECT without factors of a hundred, and with no division of whole numbers.

    Whether a share is shown in percent is not for the statement to say, and SQLite drops what is behind the point.
    """
    shown = select.copy()
    for product in list(shown.find_all(exp.Mul)):
        for factor, other in ((product.this, product.expression), (product.expression, product.this)):
            if isinstance(factor, exp.Literal) and not factor.is_string and Fraction(factor.this) == _PERCENT:
                product.replace(other.copy())
                break
    for division in list(shown.find_all(exp.Div)):
        division.set("this", exp.Cast(this=division.this.copy(), to=exp.DataType.build("double")))
    return shown


def _compare(formula: Formula, rows: Sequence[Sequence[Any]]) -> None:
    """The database must come to the same. Raise NoFormulaError where it does not."""
    _ = formula.kind
    if len(rows) != 1 or len(rows[0]) != 1 or not isinstance(rows[0][0], int | float):
        raise NoFormulaError("no single result")
    worth = formula.worth
    if abs(Fraction(rows[0][0]) - worth) > _CLOSE * max(abs(worth), Fraction(1)):
        raise NoFormulaError("the database comes to another result")
