"""The figures of a document and the equations between them (勾稽式), apart from where they are kept."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from index.model.document import Place
from index.model.quantity import Outcome, Quantity
from index.model.records import Role

if TYPE_CHECKING:
    from decimal import Decimal

    from index.model.records import Check, Fact, Interpretation, Statement

Key = tuple[str, int]
"""A figure of a document: "fact" or "statement", and its number there."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A printed figure and where it stands (印出的数字): `container` is its table's title or its heading."""

    key: Key
    printed: str
    value: Decimal
    unit: str
    name: str
    place: Place
    container: str
    row: str
    column: str
    sentence: str = ""
    role: str = ""  # of a statement: level, change, rate, share, count
    doubtful: bool = False

    @property
    def half_unit(self) -> Decimal:
        """Half a unit of the last printed digit, in the printed unit."""
        return Quantity(self.printed, self.value).half_unit


@dataclass(frozen=True, slots=True)
class Equation:
    """A check with its figures (勾稽式): signs as in `Operand`, amounts in `unit`."""

    number: int
    rule: str
    kind: str
    statement: str
    expected: Decimal
    actual: Decimal
    tolerance: Decimal
    unit: str
    outcome: Outcome
    operands: tuple[tuple[int, Key], ...]

    @property
    def holds(self) -> bool:
        """Whether it came out exact or within rounding."""
        return self.outcome is not Outcome.CONTRADICTION


@dataclass(frozen=True)
class Book:
    """All figures of one document, with the equations that they take part in."""

    figures: dict[Key, Figure]
    equations: tuple[Equation, ...]

    @cached_property
    def taking_part(self) -> dict[Key, list[Equation]]:
        """The equations of each figure that takes part in any."""
        found: dict[Key, list[Equation]] = {}
        for equation in self.equations:
            for key in {key for _, key in equation.operands}:
                found.setdefault(key, []).append(equation)
        return found

    @property
    def contradictions(self) -> list[Equation]:
        """The equations that do not hold."""
        return [equation for equation in self.equations if not equation.holds]


def book_of(interpretation: Interpretation) -> Book:
    """Return the book of a document as it was read."""
    figures = [_of_fact(interpretation, number, fact) for number, fact in enumerate(interpretation.facts)]
    stated = [_of_statement(interpretation, number, one) for number, one in enumerate(interpretation.statements)]
    return Book(
        {figure.key: figure for figure in (*figures, *stated) if figure is not None},
        tuple(_equation(number, check) for number, check in enumerate(interpretation.checks)),
    )


def _of_fact(interpretation: Interpretation, number: int, fact: Fact) -> Figure | None:
    if fact.value is None:
        return None
    return Figure(
        key=("fact", number),
        printed=fact.printed,
        value=fact.value,
        unit=fact.unit,
        name=fact_name(fact.code, fact.subject, fact.measure),
        place=fact.place,
        container=interpretation.tables[fact.table].title,
        row=fact.row_label,
        column="/".join(fact.column_path),
        doubtful=fact.doubtful,
    )


def _of_statement(interpretation: Interpretation, number: int, one: Statement) -> Figure:
    titled = interpretation.tables[one.table].title if one.table is not None else ""
    return Figure(
        key=("statement", number),
        printed=one.printed,
        value=one.value,
        unit=one.unit,
        name=one.subject,
        place=one.place,
        container=titled or (one.section[-1] if one.section else ""),
        row="",
        column="",
        sentence=one.sentence,
        role=Role(one.role).value,
    )


def fact_name(code: str, subject: str, measure: str) -> str:
    """Return the words for a figure of a table: code, subject and, in brackets, the measure."""
    name = f"{code} {subject}".strip()
    return f"{name}（{measure}）" if measure and measure != subject else name


def _equation(number: int, check: Check) -> Equation:
    operands = [
        (one.sign, ("fact", one.fact) if one.fact is not None else ("statement", one.statement))
        for one in check.operands
        if one.fact is not None or one.statement is not None
    ]
    return Equation(
        number=number,
        rule=check.rule,
        kind=check.kind,
        statement=check.statement,
        expected=check.expected,
        actual=check.actual,
        tolerance=check.tolerance,
        unit=check.unit,
        outcome=check.outcome,
        operands=tuple((sign, (kind, index)) for sign, (kind, index) in operands if index is not None),
    )
