"""What the audit of a document finds (审核结果): contradictions with their places, likeliest cause and severity."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import select

from index.audit.coverage import Share, Unchecked, shares, unchecked
from index.audit.marks import Mark, finding_key, read_marks
from index.audit.stored import stored_book
from index.audit.suspects import faults
from index.audit.tables import TableAudit, tables
from index.checks import registered
from index.model.quantity import Outcome
from index.model.units import MONEY_UNITS
from index.store.schema import FindingRow

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from sqlalchemy import Connection

    from index.audit.book import Book, Equation, Figure
    from index.audit.suspects import Fault
    from index.store.reader import LoadedDocument

_FEW_DIGITS = 2  # changed in a figure that is named likely wrong for one contradiction alone
_FEW_STEPS = 2  # last digits by which figures rounded by hand may miss


class Severity(StrEnum):
    """How grave a contradiction is (严重程度)."""

    HIGH = "高"  # amounts that exclude one another
    MEDIUM = "中"  # rates, counts and targets
    LOW = "低"  # one or two last digits, as rounding by hand leaves


@dataclass(frozen=True, slots=True)
class Suspect:
    """A figure that is likely at fault, with the value it would have, as printed and in its own unit."""

    figure: Figure
    value: str
    repairs: int  # contradictions that the correction removes
    breaks: int  # identities that hold and would not any longer


@dataclass(frozen=True, slots=True)
class AuditFinding:
    """A contradiction (矛盾): the figures with their signs, the arithmetic, and what was said of it."""

    key: str
    rule: str
    title: str
    severity: Severity
    statement: str
    expected: Decimal
    actual: Decimal
    difference: Decimal
    unit: str
    figures: tuple[tuple[int, Figure], ...]
    cause: int  # findings with the same number have one likeliest cause
    suspects: tuple[Suspect, ...]
    explanation: str = ""
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class RuleOutcome:
    """How a rule came out in a document (各规则的结果); `reason` says why it could not be checked, "" where it was."""

    rule: str
    title: str
    exact: int
    rounding: int
    contradiction: int
    reason: str


@dataclass(frozen=True, slots=True)
class Audit:
    """The audit of one document (审核): `explained` are differences that a printed figure explains."""

    document: LoadedDocument
    findings: tuple[AuditFinding, ...]
    explained: tuple[AuditFinding, ...]
    notes: tuple[str, ...]  # what was noticed while reading
    checks: dict[str, int]  # by outcome
    shares: tuple[Share, ...]
    unchecked: tuple[Unchecked, ...]
    rules: tuple[RuleOutcome, ...] = ()
    tables: tuple[TableAudit, ...] = ()

    @property
    def open(self) -> list[AuditFinding]:
        """The findings that nobody has dealt with."""
        return [finding for finding in self.findings if finding.mark is None]


def audit(connection: Connection, document: LoadedDocument) -> Audit:
    """Audit a loaded document."""
    book = stored_book(connection, document.id)
    marks = read_marks(connection)
    marked = document.name if not document.owner else f"{document.owner}/{document.name}"
    titles = {rule.id: rule.title for rule in registered()}
    grouped = faults(book)
    findings = [
        _finding(book, marked, equation, titles, marks, number, fault)
        for number, fault in enumerate(grouped, 1)
        for equation in fault.equations
    ]
    explained = [_finding(book, marked, equation, titles, marks, 0, None) for equation in book.explained]
    outcomes = [equation.outcome.value for equation in book.equations]
    missing = unchecked(book)
    return Audit(
        document=document,
        findings=tuple(sorted(findings, key=lambda one: (list(Severity).index(one.severity), one.cause))),
        explained=tuple(explained),
        notes=tuple(_notes(connection, document.id)),
        checks={outcome: outcomes.count(outcome) for outcome in ("exact", "rounding", "contradiction")},
        shares=tuple(shares(book)),
        unchecked=tuple(missing),
        rules=tuple(_rules(book)),
        tables=tuple(tables(connection, document.id, book, missing)),
    )


def _rules(book: Book) -> Iterator[RuleOutcome]:
    """Every rule with its outcomes; one that found nothing to check says what the document does not print."""
    counts: Counter[tuple[str, Outcome]] = Counter((one.rule, one.outcome) for one in book.equations)
    for rule in registered():
        exact, rounding, contradiction = (counts[rule.id, outcome] for outcome in Outcome)
        reason = "" if exact or rounding or contradiction else f"没有{rule.needs}"
        yield RuleOutcome(rule.id, rule.title, exact, rounding, contradiction, reason)


def _finding(  # noqa: PLR0917 -- one argument a part of it
    book: Book,
    document: str,
    equation: Equation,
    titles: dict[str, str],
    marks: dict[str, Mark],
    cause: int,
    fault: Fault | None,
) -> AuditFinding:
    figures = tuple((sign, book.figures[key]) for sign, key in equation.operands)
    key = finding_key(document, equation.rule, figures)
    return AuditFinding(
        key=key,
        rule=equation.rule,
        title=titles.get(equation.rule, equation.kind),
        severity=severity(equation, [figure for _, figure in figures]),
        statement=equation.statement,
        expected=equation.expected,
        actual=equation.actual,
        difference=equation.actual - equation.expected,
        unit=equation.unit,
        figures=figures,
        cause=cause,
        suspects=_suspects(book, fault),
        explanation=equation.explanation,
        mark=marks.get(key),
    )


def _suspects(book: Book, fault: Fault | None) -> tuple[Suspect, ...]:
    """The likeliest figure, and those that explain the same as well."""
    if fault is None or not fault.proposals:
        return ()
    best = fault.proposals[0]
    if len(fault.equations) == 1 and not best.echoes and best.digits > _FEW_DIGITS:
        return ()  # any of its figures could be changed so much
    alike = [one for one in fault.proposals if one.likelihood == best.likelihood]
    return tuple(
        Suspect(book.figures[one.key], _written(book.figures[one.key], one.value), len(one.repairs), one.breaks)
        for one in alike
    )


def _written(figure: Figure, value: Decimal) -> str:
    """Write a value as the document would: a decrease (减少) has no sign there."""
    unsigned = figure.value < 0 and value < 0 and not figure.printed.lstrip().startswith(("-", "−", "－", "("))
    return f"{-value if unsigned else value:,f}"


def severity(equation: Equation, figures: Sequence[Figure]) -> Severity:
    """Say how grave a contradiction is."""
    gap = abs(equation.actual - equation.expected)
    steps = [
        figure.half_unit * 2 * MONEY_UNITS.get(figure.unit, 1) / MONEY_UNITS.get(equation.unit, 1)
        for figure in figures
        if figure.unit == equation.unit or {figure.unit, equation.unit} <= MONEY_UNITS.keys()
    ]
    if gap and steps and gap <= _FEW_STEPS * max(steps) and equation.kind not in {"projects", "indicator"}:
        return Severity.LOW
    return Severity.HIGH if equation.unit in MONEY_UNITS else Severity.MEDIUM


def _notes(connection: Connection, document_id: int) -> list[str]:
    query = select(FindingRow.message).where(FindingRow.document_id == document_id, FindingRow.code != "contradiction")
    return list(connection.scalars(query.order_by(FindingRow.id)))
