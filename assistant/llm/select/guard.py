"""Reading a SELECT of a model (语句检查): one statement, of few kinds of parts, over the documented views alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import sqlglot
from sqlglot import exp

from assistant.llm.select.views import VIEWS

if TYPE_CHECKING:
    from collections.abc import Iterator

_LONGEST: Final = 2_000  # characters
_MOST_PARTS: Final = 300
_DEEPEST: Final = 40
_ALLOWED: Final = (
    exp.Select, exp.From, exp.Table, exp.TableAlias, exp.Column, exp.Identifier, exp.Literal, exp.Alias, exp.Where,
    exp.Group, exp.Order, exp.Ordered, exp.Limit, exp.And, exp.Or, exp.EQ, exp.NEQ, exp.GT, exp.GTE, exp.LT, exp.LTE,
    exp.In, exp.Between, exp.Paren, exp.Add, exp.Sub, exp.Mul, exp.Div, exp.Sum, exp.Avg, exp.Min, exp.Max, exp.Count,
    exp.Star, exp.Subquery, exp.Cast, exp.DataType, exp.Tuple,
)  # fmt: skip
_PARTS: Final = frozenset({"expressions", "from_", "where", "group", "order", "limit"})
AGGREGATES: Final = (exp.Sum, exp.Avg, exp.Min, exp.Max, exp.Count)
COMPARISONS: Final = (exp.GT, exp.GTE, exp.LT, exp.LTE)


class UnsafeSelectError(Exception):
    """A statement that is not run; `reason` is a word for the trace."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


def parse_select(sql: str) -> exp.Select:
    """The statement as a tree. Raise UnsafeSelectError for anything but a SELECT of the allowed parts."""
    if len(sql) > _LONGEST:
        raise UnsafeSelectError("too long")
    try:
        statements = [one for one in sqlglot.parse(sql.strip().rstrip(";"), read="sqlite") if one is not None]
    except (sqlglot.errors.SqlglotError, RecursionError) as error:
        raise UnsafeSelectError("no SQL") from error
    if len(statements) != 1 or not isinstance(statements[0], exp.Select):
        raise UnsafeSelectError("not one SELECT")
    select = statements[0]
    _check_parts(select)
    for each in select.find_all(exp.Select):
        _check_source(each)
    return select


def _check_parts(select: exp.Select) -> None:
    for number, node in enumerate(_walked(select)):
        if number > _MOST_PARTS or node.depth > _DEEPEST:
            raise UnsafeSelectError("too large")
        if type(node) not in _ALLOWED:
            raise UnsafeSelectError(f"{type(node).__name__} is not allowed")
        if isinstance(node, exp.Star) and not isinstance(node.parent, exp.Count):
            raise UnsafeSelectError("a star is not allowed")
        if isinstance(node, exp.Cast) and node.to.this not in (exp.DType.FLOAT, exp.DType.DOUBLE):
            raise UnsafeSelectError("only a cast to REAL is allowed")


def _walked(select: exp.Select) -> Iterator[exp.Expr]:
    yield from select.walk()


def _check_source(select: exp.Select) -> None:
    """One view, or one sub-select, or none; columns of that view alone."""
    if {part for part, value in select.args.items() if value} - _PARTS:
        raise UnsafeSelectError("a part of the SELECT is not allowed")
    if not 1 <= len(select.expressions) <= len(VIEWS["v_figures"]):
        raise UnsafeSelectError("nothing selected")
    columns = VIEWS.get(view_of(select) or "", {})
    named = {each.alias.lower() for each in select.expressions if each.alias}
    own = {c.name.lower() for c in _own_columns(select) if not (c.find_ancestor(exp.Order) and c.name.lower() in named)}
    if own - set(columns):
        raise UnsafeSelectError("unknown column")


def view_of(select: exp.Select) -> str | None:
    """The view that a SELECT reads, through its sub-select if it has one; None where it reads nothing."""
    source = select.args.get("from_")
    if source is None:
        return None
    if isinstance(source.this, exp.Subquery) and isinstance(source.this.this, exp.Select):
        return view_of(source.this.this)
    table = source.this
    if (
        not isinstance(table, exp.Table)
        or {part for part, value in table.args.items() if value} - {"this", "alias"}
        or table.db
        or table.catalog
        or table.name.lower() not in VIEWS
    ):
        raise UnsafeSelectError("unknown view")
    return table.name.lower()


def _own_columns(select: exp.Select) -> Iterator[exp.Column]:
    """Columns that belong to this SELECT, not to one within it."""
    for column in select.find_all(exp.Column):
        if column.find_ancestor(exp.Select) is select:
            yield column
