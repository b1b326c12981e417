"""A small made interpretation, for tests of the store and of the building."""

from __future__ import annotations

import hashlib
from decimal import Decimal
from typing import TYPE_CHECKING

from index.model.document import Document, Heading, Place
from index.model.quantity import Outcome, parse_quantity
from index.model.records import (
    Check,
    Column,
    Fact,
    Finding,
    Identity,
    Indicator,
    Interpretation,
    Kind,
    Operand,
    Passage,
    PassageKind,
    Project,
    Role,
    Scope,
    Statement,
    Table,
)

if TYPE_CHECKING:
    from pathlib import Path

    from index.settings import IndexSettings

ORGANIZATION = "澄湖市数据管理局"


def fact(row: int, label: str, printed: str, *, code: str = "", subject: str = "", measure: str = "") -> Fact:
    quantity = parse_quantity(printed)
    return Fact(
        table=0,
        row=row,
        column=1,
        place=Place(line=10 + row),
        code=code,
        row_label=label,
        column_path=("预算数", measure) if measure else ("预算数",),
        printed=printed,
        value=None if quantity is None else quantity.value,
        unit="万元",
        subject=subject or label,
        measure=measure,
        year=2031,
        total=label == "合计",
    )


def table() -> Table:
    rows = (("项目", "预算数"), ("合计", "1,012.50"), ("（一）办公用纸费", "1,000.00"), ("公务接待费", "12.50"))
    return Table(
        title="一般公共预算支出表",
        unit="万元",
        form=None,
        section=("第二部分 预算表",),
        place=Place(line=10),
        last_place=Place(line=14),
        columns=(Column(0, ("项目",), "label"), Column(1, ("预算数",), "value")),
        rows=rows,
        row_places=tuple(Place(line=10 + number) for number in range(len(rows))),
        header_rows=1,
    )


def statement(amount: str) -> Statement:
    return Statement(
        place=Place(line=20),
        section=("第三部分 说明",),
        sentence=f"公务接待费{amount}万元。",
        subject="公务接待费",
        printed=amount,
        value=Decimal(amount.replace(",", "")),
        unit="万元",
        role=Role.LEVEL,
        start=5,
        end=5 + len(amount),
    )


def indicator() -> Indicator:
    return Indicator(
        table=0,
        row=3,
        place=Place(line=13),
        project="湖面巡查",
        levels=("产出指标", "数量指标"),
        name="巡查次数",
        direction="≥",
        target="12",
        value=Decimal(12),
        unit="次",
        printed="≥12次",
    )


def passages() -> tuple[Passage, ...]:
    duty, end = Place(line=2), Place(line=30)
    return (
        Passage(PassageKind.TEXT, ("一、单位概况",), "负责全市湖泊数据。", duty, Place(line=3)),
        Passage(PassageKind.DEFINITION, ("第四部分 名词解释",), "指用于接待的开支。", end, end, "公务接待费"),
    )


def check() -> Check:
    total = Decimal("1012.50")
    return Check(
        kind="sum",
        statement="合计 1,012.50 = 1,000.00 + 12.50",
        expected=total,
        actual=total,
        tolerance=Decimal("0.01"),
        unit="万元",
        outcome=Outcome.EXACT,
        operands=(Operand(0, fact=0), Operand(1, fact=1), Operand(1, statement=0)),
    )


def interpretation(path: Path, amount: str = "12.50", organization: str = ORGANIZATION) -> Interpretation:
    data = path.read_bytes() if path.exists() else amount.encode()
    heading = Heading("一、单位概况", 1, Place(line=1))
    return Interpretation(
        document=Document(path, hashlib.sha256(data).hexdigest(), "txt", (heading,)),
        identity=Identity(organization, 2031, Kind.BUDGET, Scope.DEPARTMENT, short_names=("澄湖数据局",)),
        tables=(table(),),
        facts=(
            fact(1, "合计", "1,012.50", subject="一般公共预算支出", measure="基本支出"),
            fact(2, "（一）办公用纸费", "1,000.00", code="30201", subject="办公用纸费"),
            fact(3, "公务接待费", amount, code="30217"),
            fact(4, "差旅费", "", code="30211"),
        ),
        indicators=(indicator(),),
        projects=(Project("湖面巡查", 0, Place(line=13), Decimal("3.5"), "3.5", "万元", carried_over=Decimal("1.25")),),
        statements=(statement(amount),),
        passages=passages(),
        checks=(check(),),
        findings=(Finding("missing_header", "表头缺一格。", Place(line=10), 0),),
    )


def read(path: Path, _settings: IndexSettings) -> Interpretation:
    """Stand in for `interpret`: the amount is the last word of the file."""
    return interpretation(path, path.read_text(encoding="utf-8").split()[-1])
