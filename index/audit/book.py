"""The figures of a document and the equations between them (勾稽式), apart from where they are kept."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any

from index.model.quantity import Outcome, Quantity
from index.model.records import Fact

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.model.document import Place
    from index.model.records import Check, Interpretation, Spot

Key = tuple[str, int]
"""A figure of a document: "fact", "statement" or "indicator", and its number there; or "spot" for words of a check."""
_MOST_SPOTS = 8  # of one check
TEXT = "text"
"""The role of what is words and no number (绩效指标的文字目标, a title, a note)."""


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
    role: str = ""  # of a statement: level, change, rate, share, count; of an indicator without a number: text
    doubtful: bool = False
    elsewhere: str = ""  # the name of the other file that it stands in
    table: int | None = None  # of a figure of a table: its table's number, as facts have it
    code: str = ""  # of its account
    total: bool = False

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
    explanation: str = ""

    @property
    def holds(self) -> bool:
        """Whether it came out exact or within rounding."""
        return self.outcome is not Outcome.CONTRADICTION


@dataclass(frozen=True)
class Book:
    """All figures of one document, with the equations that they take part in, and what other files print in those."""

    figures: dict[Key, Figure]
    equations: tuple[Equation, ...]

    @cached_property
    def own(self) -> dict[Key, Figure]:
        """The figures of the document itself."""
        return {key: figure for key, figure in self.figures.items() if not figure.elsewhere}

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
        """The equations that do not hold and whose difference no printed figure explains."""
        return [equation for equation in self.equations if not equation.holds and not equation.explanation]

    @property
    def explained(self) -> list[Equation]:
        """The equations whose difference is itself a printed figure (差额即上年结转)."""
        return [equation for equation in self.equations if not equation.holds and equation.explanation]


def book_of(interpretation: Interpretation) -> Book:
    """Return the book of a document as it was read."""
    tables = interpretation.tables
    figures = [
        *(
            fact_figure(("fact", number), fact, fact.place, tables[fact.table].title, fact.value)
            for number, fact in enumerate(interpretation.facts)
            if fact.value is not None
        ),
        *(
            statement_figure(
                ("statement", number),
                one,
                one.place,
                tables[one.table].title if one.table is not None else _last(one.section),
            )
            for number, one in enumerate(interpretation.statements)
        ),
        *(
            indicator_figure(("indicator", number), one, one.place, tables[one.table].title)
            for number, one in enumerate(interpretation.indicators)
        ),
    ]
    equations = tuple(_equation(number, check) for number, check in enumerate(interpretation.checks))
    for number, check in enumerate(interpretation.checks):
        figures += spot_figures(number, check.spots)
    return Book({figure.key: figure for figure in figures}, equations)


def _last(section: Sequence[str]) -> str:
    return section[-1] if section else ""


def fact_figure(key: Key, fact: Any, place: Place, container: str, value: Decimal) -> Figure:
    """Return a figure of a table, from its record or from its row in the store."""
    path = fact.column_path
    return Figure(
        key=key,
        printed=fact.printed,
        value=value,
        unit=fact.unit,
        name=fact_name(fact.code, fact.subject, fact.measure),
        place=place,
        container=container,
        row=fact.row_label,
        column=path if isinstance(path, str) else "/".join(path),
        doubtful=fact.doubtful,
        table=fact.table if isinstance(fact, Fact) else fact.table_id,
        code=fact.code,
        total=fact.total,
    )


def statement_figure(key: Key, one: Any, place: Place, container: str) -> Figure:
    """Return a figure of a sentence, from its record or from its row in the store."""
    return Figure(
        key=key,
        printed=one.printed,
        value=Decimal(one.value),
        unit=one.unit,
        name=one.subject,
        place=place,
        container=container,
        row="",
        column="",
        sentence=one.sentence,
        role=str(one.role),
    )


def indicator_figure(key: Key, one: Any, place: Place, container: str) -> Figure:
    """Return the target of an indicator, from its record or from its row in the store."""
    return Figure(
        key=key,
        printed=one.printed,
        value=Decimal(0) if one.value is None else Decimal(one.value),
        unit=one.unit,
        name=one.name,
        place=place,
        container=container,
        row=one.project,
        column="目标值",
        role=TEXT if one.value is None else "",
    )


def spot_figures(check: int, spots: Sequence[Spot]) -> list[Figure]:
    """Return the words that a check is about as figures without a number, numbered by the check."""
    return [
        Figure(
            key=("spot", check * _MOST_SPOTS + at),
            printed=spot.printed,
            value=Decimal(0),
            unit="",
            name=spot.container,
            place=spot.place,
            container=spot.container,
            row="",
            column="",
            role=TEXT,
        )
        for at, spot in enumerate(spots[:_MOST_SPOTS])
    ]


def fact_name(code: str, subject: str, measure: str) -> str:
    """Return the words for a figure of a table: code, subject and, in brackets, the measure."""
    name = f"{code} {subject}".strip()
    return f"{name}（{measure}）" if measure and measure != subject else name


def operand_key(fact: int | None, statement: int | None, indicator: int | None) -> Key | None:
    """Return the figure of an operand; the target of an indicator is the figure that prints it, where it is known."""
    named: tuple[tuple[str, int | None], ...] = (("fact", fact), ("statement", statement), ("indicator", indicator))
    return next(((kind, number) for kind, number in named if number is not None), None)


def _equation(number: int, check: Check) -> Equation:
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
        operands=(
            *(
                (one.sign, key)
                for one in check.operands
                if (key := operand_key(one.fact, one.statement, one.indicator))
            ),
            *((0, figure.key) for figure in spot_figures(number, check.spots)),
        ),
        explanation=check.explanation,
    )
