"""Which figures of a text are parts of which total: scopes opened by 其中, 包括, 如下 and the lists behind them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from index.model.quantity import Quantity
from index.model.records import Role, Statement
from index.model.units import is_money, to_yuan

if TYPE_CHECKING:
    from collections.abc import Sequence

_AMOUNT_ROLES: Final = (Role.LEVEL, Role.COUNT)
_SLIGHT: Final = 20  # a surplus of less than a twentieth may be a slip in one of the figures
_STANDARD: Final = tuple(  # parts that nobody adds to anything else
    re.compile(words)
    for words in (r"货物|工程|服务", r"出国|公务(?:用车|车)购置及运行|公务接待", r"购置费|运行", r"人员|公用")
)
LIST_OPENER: Final = re.compile(
    r"(?:其中(?:（[^（）]*）)?|具体(?:情况)?(?:如下|为|是)?|情况如下|内容如下|如下|包括|(?:用于|包括)以下(?:几个)?(?:方面|内容|项目)|分别(?:为|是)?)[：:，]?$"
)


@dataclass(slots=True)
class Scope:
    """Parts being collected: `candidates` the possible totals, nearest last; `rank` the numbering of list items.

    `fallback` are totals further away, of which one is taken only where the parts add up to it.
    """

    candidates: tuple[int, ...]
    fallback: tuple[int, ...] = ()
    members: list[int] = field(default_factory=list)
    nested: bool = False
    bracket: bool = False
    opener_rank: float | None = None
    rank: float | None = None
    started: bool = False


class Parts:
    """Collects parts while statements are read in order, then names the total of each."""

    def __init__(self) -> None:
        self._inline: list[Scope] = []
        self._lists: list[Scope] = []
        self._all: list[Scope] = []
        self._item_taken = True

    def open_inline(
        self, candidates: tuple[int, ...], fallback: tuple[int, ...] = (), *, bracket: bool = False
    ) -> None:
        """Begin a 其中 within a sentence."""
        if candidates or fallback:
            nested = bool(self._inline and candidates) and candidates[-1] in self._inline[-1].members
            if not nested and not bracket:
                self._inline.clear()
            self._push(self._inline, Scope(candidates, fallback, nested=nested, bracket=bracket))

    def open_list(self, candidates: tuple[int, ...], rank: float | None) -> None:
        """Begin a list of parts after a paragraph that ends in 其中： or 如下：; `rank` is its own numbering."""
        if candidates:
            self._push(self._lists, Scope(candidates, opener_rank=rank))

    def begin_paragraph(self, rank: float | None, *, same_section: bool) -> None:
        """Decide whether a paragraph is an item of the open list."""
        self._inline.clear()
        if not same_section:
            self._lists.clear()
        while self._lists and not self._continues(self._lists[-1], rank):
            self._lists.pop()
        self._item_taken = not self._lists or self._lists[-1].rank != rank

    def close_bracket(self) -> list[int]:
        """End the scopes opened in a bracket; the parts that stood in it."""
        inside: list[int] = []
        while self._inline and self._inline[-1].bracket:
            inside += self._inline.pop().members
        return inside

    def close_sentence(self) -> None:
        """End the scopes of a sentence (。)."""
        self._inline.clear()

    def in_scope(self) -> tuple[int, ...]:
        """The possible totals of the figure read next."""
        if self._inline:
            return self._inline[-1].candidates
        return () if self._item_taken or not self._lists else self._lists[-1].candidates

    def totals_of(self, chain: Sequence[int]) -> tuple[int, ...]:
        """The possible totals of the last of the statements of a sentence that is a part."""
        for index in reversed(chain):
            for scope in reversed(self._all[-3:]):
                if index in scope.members:
                    return scope.candidates
        return ()

    def add(self, index: int, statements: Sequence[Statement]) -> bool:
        """Take in a new amount; True when it is part of a 其中 in its sentence."""
        while self._inline and self._inline[-1].nested and self._is_full(self._inline[-1], index, statements):
            self._inline.pop()
        if self._inline:
            self._inline[-1].members.append(index)
            return True
        if not self._item_taken:
            self._lists[-1].members.append(index)
            self._item_taken = True
        return False

    def parents(self, statements: Sequence[Statement]) -> dict[int, int]:
        """The total of each part that has one beyond doubt."""
        found: dict[int, int] = {}
        for scope in self._all:
            parent = _total_of(scope, statements)
            if parent is not None:
                found.update(dict.fromkeys(_alike(scope.members, parent, statements), parent))
        return found

    def _push(self, scopes: list[Scope], scope: Scope) -> None:
        scopes.append(scope)
        self._all.append(scope)

    def _continues(self, scope: Scope, rank: float | None) -> bool:
        if scope.opener_rank is not None and rank is not None and rank <= scope.opener_rank:
            return False
        if not scope.started:
            scope.started, scope.rank = True, rank
            return True
        if rank is None:
            return True
        return scope.rank is not None and rank >= scope.rank

    def _is_full(self, scope: Scope, index: int, statements: Sequence[Statement]) -> bool:
        """Whether the parts of a nested 其中 already make up their total, so that the next is none of them."""
        total = _worth(statements[scope.candidates[-1]])
        so_far = sum((_worth(statements[member]) for member in scope.members), Decimal(0))
        return bool(scope.members) and (so_far >= total or so_far + _worth(statements[index]) > total)


def _worth(statement: Statement) -> Decimal:
    return to_yuan(statement.value, statement.unit) if is_money(statement.unit) else statement.value


def _alike(members: Sequence[int], total: int, statements: Sequence[Statement]) -> list[int]:
    """The members that can be parts of a total: money of money, counts in the same unit."""
    whole = statements[total]
    return [
        member
        for member in members
        if member != total
        and statements[member].role in _AMOUNT_ROLES
        and (statements[member].unit == whole.unit or (is_money(whole.unit) and is_money(statements[member].unit)))
    ]


def _total_of(scope: Scope, statements: Sequence[Statement]) -> int | None:
    """The total of a scope: its only candidate, or the one of several that its parts add up to."""
    fitting = [candidate for candidate in scope.candidates if _alike(scope.members, candidate, statements)]
    if len(fitting) == 1 and not _exceeds(scope, fitting[0], statements):
        return fitting[0]
    staged = [candidate for candidate in fitting if _same_stage(scope, candidate, statements)]
    if len(staged) == 1 and len(fitting) > 1 and not _exceeds(scope, staged[0], statements):
        return staged[0]
    further = [candidate for candidate in scope.fallback if _worth(statements[candidate])]  # any zeros make up a zero
    sums = [candidate for candidate in (*fitting, *further) if _adds_up(scope, candidate, statements)]
    alike = {(statements[each].subject, _worth(statements[each])) for each in sums}
    return sums[-1] if len(alike) == 1 else None  # budget and final account of one amount: the parts follow the latter


def _same_stage(scope: Scope, total: int, statements: Sequence[Statement]) -> bool:
    """Whether all parts are of the stage and year of a total (年初预算 of 年初预算)."""
    whole = statements[total]
    parts = _alike(scope.members, total, statements)
    return all((statements[part].stage, statements[part].year) == (whole.stage, whole.year) for part in parts)


def _exceeds(scope: Scope, total: int, statements: Sequence[Statement]) -> bool:
    """Whether amounts of money are more than what they are said to be parts of, by more than a slip would make.

    Counts may overlap, and the parts of both sides (本年收入…；本年支出…) are twice the total.
    """
    if not is_money(statements[total].unit):
        return False
    parts = _alike(scope.members, total, statements)
    whole = _worth(statements[total])
    standard = any(all(kind.search(statements[part].subject) for part in parts) for kind in _STANDARD)
    if whole and len(parts) > 1 and standard:  # of nothing there are no parts
        return False
    surplus, slack = _surplus(scope, total, statements), _slack(scope, total, statements)
    return surplus > max(slack, whole / _SLIGHT) and abs(surplus - whole) > slack


def _adds_up(scope: Scope, total: int, statements: Sequence[Statement]) -> bool:
    parts = _alike(scope.members, total, statements)
    return bool(parts) and abs(_surplus(scope, total, statements)) <= _slack(scope, total, statements)


def _surplus(scope: Scope, total: int, statements: Sequence[Statement]) -> Decimal:
    parts = _alike(scope.members, total, statements)
    return sum((_worth(statements[part]) for part in parts), Decimal(0)) - _worth(statements[total])


def _slack(scope: Scope, total: int, statements: Sequence[Statement]) -> Decimal:
    parts = _alike(scope.members, total, statements)
    return sum((_half_unit(statements[part]) for part in (*parts, total)), Decimal(0))


def _half_unit(statement: Statement) -> Decimal:
    half = Quantity(statement.printed, statement.value).half_unit
    return to_yuan(half, statement.unit) if is_money(statement.unit) else Decimal(0)
