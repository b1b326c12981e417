"""Invented records of 澄湖市数据管理局 for the tests of the checks."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from index.catalogue.vocabulary import canonical, strip_numbering
from index.checks import registered, run_rules
from index.checks.evidence import Evidence
from index.model.document import Place
from index.model.quantity import parse_quantity
from index.model.records import (
    Check,
    Column,
    Fact,
    Identity,
    Indicator,
    Kind,
    Passage,
    Project,
    Role,
    Scope,
    Stage,
    Statement,
    Table,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.tables.listed import Listed

IDENTITY = Identity("澄湖市数据管理局", 2024, Kind.BUDGET, Scope.UNIT)


@dataclass
class Records:
    """The records of a made document, filled table by table and sentence by sentence."""

    tables: list[Table] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    indicators: list[Indicator] = field(default_factory=list)
    projects: list[Project] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)
    listed: list[Listed] = field(default_factory=list)
    identity: Identity = IDENTITY

    def table(
        self,
        title: str,
        paths: Sequence[tuple[str, ...]],
        rows: Sequence[tuple[str, ...]],
        *,
        side: str = "",
        unit: str = "万元",
        doubtful: bool = False,
    ) -> int:
        """Add a table; a row is "code label" or "label", then its cells; a label with 合计 or 总计 is a total row."""
        number = len(self.tables)
        columns = tuple(Column(at + 2, path, "value") for at, path in enumerate(paths))
        place = Place(line=1000 * number + 1)
        places = tuple(Place(line=1000 * number + at + 1) for at in range(len(rows)))
        self.tables.append(Table(title, unit, None, (), place, place, columns, tuple(rows), places, 0))
        for at, (head, *cells) in enumerate(rows):
            code, label = head.split(" ", 1) if head[0].isdigit() and " " in head else ("", head)
            for column, printed in zip(columns, cells, strict=True):
                quantity = parse_quantity(printed)
                last = canonical(column.path[-1]) if column.path else ""
                measure = "" if last in {"合计", "小计", "总计", "预算数", "金额"} else last
                total = "合计" in label or "总计" in label
                subject = canonical(strip_numbering(label).removeprefix("其中："))
                self.facts.append(
                    Fact(
                        table=number,
                        row=at,
                        column=column.index,
                        place=places[at],
                        code=code,
                        row_label=label,
                        column_path=column.path,
                        printed=printed,
                        value=quantity.value if quantity else None,
                        unit=unit,
                        subject=(measure or subject) if total else subject,
                        measure="" if total else measure,
                        side=side,
                        total=total,
                        doubtful=doubtful,
                    )
                )
        return number

    def both_sides(self, title: str, receipts: Sequence[tuple[str, str]], spent: Sequence[tuple[str, str]]) -> int:
        """Add a table with 收入 and 支出 side by side."""
        number = self.table(title, [("预算数",)], receipts, side="收入")
        begin = len(self.facts)
        self.table(title, [("预算数",)], spent, side="支出")
        self.tables.pop()
        self.facts[begin:] = [replace(fact, table=number, column=5) for fact in self.facts[begin:]]
        return number

    def say(
        self, sentence: str, *figures: tuple[str, str, str, Role], table: int | None = None, parent: int | None = None
    ) -> int:
        """Add a sentence's figures: (subject, printed, unit, role) in its order; 减少 and 下降 make it negative."""
        first = len(self.statements)
        at = 0
        for subject, printed, unit, role in figures:
            start = sentence.index(printed, at)
            at = start + len(printed)
            value = Decimal(printed.replace(",", ""))
            if role in {Role.CHANGE, Role.RATE} and sentence[start - 2 : start] in {"减少", "下降"}:
                value = -value
            place = Place(line=9000 + first)
            self.statements.append(
                Statement(
                    place,
                    ("说明",),
                    sentence,
                    subject,
                    printed,
                    value,
                    unit,
                    role,
                    start,
                    at,
                    2024,
                    Stage.BUDGET,
                    parent=parent,
                    table=table,
                )
            )
        return first

    def part_of(self, parent: int, *numbers: int) -> None:
        """Make statements parts of another."""
        for number in numbers:
            self.statements[number] = replace(self.statements[number], parent=parent)

    def indicator(self, table: int, name: str, aim: str, target: str, unit: str, *, project: str = "") -> None:
        """Add an indicator."""
        quantity = parse_quantity(target)
        value = quantity.value if quantity else None
        place = Place(line=len(self.indicators) + 1)
        levels = ("产出指标", "数量指标")
        self.indicators.append(Indicator(table, 0, place, project, levels, name, aim, target, value, unit, target))

    def evidence(self) -> Evidence:
        """All records as the rules see them."""
        return Evidence(
            self.identity,
            tuple(self.tables),
            tuple(self.facts),
            tuple(self.statements),
            tuple(self.indicators),
            tuple(self.projects),
            tuple(self.passages),
            tuple(self.listed),
        )

    def run(self, rule_id: str) -> list[Check]:
        """What one rule says."""
        rule = next(rule for rule in registered() if rule.id == rule_id)
        return [check for check in rule.run(self.evidence()) if isinstance(check, Check)]

    def run_all(self) -> tuple[Check, ...]:
        """What all rules say; none of them may fail."""
        checks, findings = run_rules(self.evidence())
        assert not findings
        return checks


def outcomes(checks: Sequence[Check]) -> list[str]:
    """The outcomes alone."""
    return [check.outcome.value for check in checks]
