"""The likeliest faulty figure (疑误数字): the smallest change of one figure that repairs most identities.

For each figure of a contradiction the value is computed that would make the identity hold. The figure whose correction
repairs most of the document's contradictions and breaks fewest of the identities that hold is named, with that value.
Where several explain the same, the one whose digits change least is; a value that the document prints elsewhere for
the same item speaks for it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from rapidfuzz.distance import Levenshtein

from index.audit.arithmetic import factor, gap, is_ratio, would_hold
from index.audit.book import TEXT
from index.model.units import MONEY_UNITS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.audit.book import Book, Equation, Figure, Key


@dataclass(frozen=True, slots=True)
class Proposal:
    """A figure that may be wrong and the value that it would have (in its own unit)."""

    key: Key
    value: Decimal
    repairs: tuple[Equation, ...]
    breaks: int
    echoes: int  # how often the document prints that value for the same item
    digits: int  # how many printed digits change; none where the figure itself is the whole difference
    rounder: int  # how many significant digits fewer the value has: 1,000.06 among round figures is 1,000.00
    residue: Decimal  # what is left of the differences that it repairs

    @property
    def likelihood(self) -> tuple[int, int, int, int]:
        """Smaller is likelier; figures of one likelihood are named together."""
        weight = self.breaks - len(self.repairs) - min(self.echoes, 1)
        return (weight, self.digits, -self.rounder if self.rounder > 1 else 0, -self.echoes)

    @property
    def rank(self) -> tuple[tuple[int, int, int, int], Decimal]:
        """Smaller is likelier; of several values of one figure the one that leaves least."""
        return (self.likelihood, self.residue)


@dataclass(frozen=True, slots=True)
class Fault:
    """Contradictions with one cause (同因): the likeliest figure first; none where nothing single explains them."""

    equations: tuple[Equation, ...]
    proposals: tuple[Proposal, ...] = field(default=())


def faults(book: Book) -> list[Fault]:
    """Group the contradictions of a document by the figure that explains most of them."""
    waiting = list(book.contradictions)
    echoes = _printed_values(book)
    found: list[Fault] = []
    while waiting:
        proposals = sorted(_proposals(book, waiting, echoes), key=lambda one: one.rank)
        if not proposals:
            found.extend(Fault((equation,)) for equation in waiting)
            break
        best = proposals[0]
        repaired = {equation.number for equation in best.repairs}
        others = [one for one in proposals[1:] if {equation.number for equation in one.repairs} & repaired]
        found.append(Fault(best.repairs, (best, *_distinct(others, best))))
        waiting = [equation for equation in waiting if equation.number not in repaired]
    return found


def _distinct(proposals: Sequence[Proposal], best: Proposal) -> Iterator[Proposal]:
    """The best of each other figure."""
    seen = {best.key}
    for one in proposals:
        if one.key not in seen:
            seen.add(one.key)
            yield one


def _proposals(book: Book, waiting: Sequence[Equation], echoes: dict[object, int]) -> Iterator[Proposal]:
    open_numbers = {equation.number for equation in waiting}
    tried: set[tuple[Key, Decimal]] = set()
    for equation in waiting:
        for key, value in _repairs(book, equation):
            if (key, value) in tried:
                continue
            tried.add((key, value))
            repaired, broken = [], 0
            for other in book.taking_part[key]:
                after = would_hold(book, other, key, value)
                if other.holds and not after:
                    broken += 1
                elif after and other.number in open_numbers:
                    repaired.append(other)
            if repaired:
                figure = book.figures[key]
                count = echoes.get((figure.name, _worth(value, figure.unit)), 0)
                residue = sum((abs(gap(book, other, key, value)) for other in repaired), Decimal(0))
                digits = _changed_digits(figure.value, value) if value else 0
                rounder = _significant(figure.value) - _significant(value)
                yield Proposal(key, value, tuple(repaired), broken, count, digits, rounder, residue)


def _repairs(book: Book, equation: Equation) -> Iterator[tuple[Key, Decimal]]:
    """Each figure of an equation with the values that would make it hold, at the precision it is printed in.

    The value that repairs it exactly, and those that differ from what is printed in one digit.
    """
    for sign, key in equation.operands:
        figure = book.figures[key]
        if figure.role == TEXT:
            continue
        if is_ratio(equation):
            values = [equation.actual] if sign == 0 else []
        else:
            values = [value for value in [_sum_repair(equation, sign, figure)] if value is not None]
        values += [value for value in _neighbours(figure) if would_hold(book, equation, key, value)]
        for value in values:
            if value != figure.value:
                yield key, value


def _neighbours(figure: Figure) -> Iterator[Decimal]:
    """The values that differ from a figure in one digit."""
    text = f"{figure.value:f}"
    for at, digit in enumerate(text):
        if digit.isdigit():
            yield from (Decimal(f"{text[:at]}{other}{text[at + 1 :]}") for other in range(10) if str(other) != digit)


def _sum_repair(equation: Equation, sign: int, figure: Figure) -> Decimal | None:
    scale = factor(figure.unit, equation.unit)
    if scale is None:
        return None
    missed = equation.actual - equation.expected
    value = figure.value + (missed if sign == 0 else -missed * sign) / scale
    return _as_printed(value, figure)


def _as_printed(value: Decimal, figure: Figure) -> Decimal:
    return value.quantize(figure.value, ROUND_HALF_UP)


def _printed_values(book: Book) -> dict[object, int]:
    """How often the document prints each value for each name."""
    found: dict[object, int] = {}
    for figure in book.figures.values():
        key = (figure.name, _worth(figure.value, figure.unit))
        found[key] = found.get(key, 0) + 1
    return found


def _worth(value: Decimal, unit: str) -> tuple[Decimal, str]:
    return (value * MONEY_UNITS[unit], "") if unit in MONEY_UNITS else (value, unit)


def _significant(value: Decimal) -> int:
    return len(value.normalize().as_tuple().digits)


def _changed_digits(before: Decimal, after: Decimal) -> int:
    left, right = (f"{abs(value):f}".replace(".", "") for value in (before, after))
    return Levenshtein.distance(left, right) + ((before < 0) != (after < 0)) * len(left)
