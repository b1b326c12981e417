"""The parts of a form (表单): its keys with their values, and what has been read from it so far."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from index.model.quantity import parse_quantity
from index.model.records import Column, Fact, Indicator, Kind, Project, Stage
from index.tables.facts import Context, InCell, column_unit
from index.tables.meaning import side_of_label
from index.tables.wording import is_total, money_unit_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.model.document import Cell

INLINE_AMOUNTS: Final = re.compile(r"[\d,]+(?:\.\d+)?\s*(?:亿|万|千)?元")
GOAL: Final = re.compile(r".*(?:总体目标|总目标|年度目标|绩效目标|目标概述|项目目标)(?:\d|[一二三]?)?")
FORM_KEYS: Final = (
    "项目名称",
    "项目资金",
    "实施单位",
    "主管部门",
    "项目单位",
    "单位名称",
    "部门名称",
    "项目负责人",
    "预算单位",
)


@dataclass(frozen=True, slots=True)
class Pair:
    """A key of a form with what stands beside it: labels from left to right, the cell, its row."""

    labels: tuple[str, ...]
    cell: Cell
    row: int
    column: int


@dataclass(slots=True)
class FormRead:
    """What a form holds."""

    facts: list[Fact] = field(default_factory=list)
    indicators: list[Indicator] = field(default_factory=list)
    in_cell: list[InCell] = field(default_factory=list)
    pairs: list[Pair] = field(default_factory=list)
    columns: tuple[Column, ...] = ()
    projects: list[Project] = field(default_factory=list)  # where each has rows of its own


def add_in_cell(read: FormRead, context: Context, row: int, cell: Cell, *, text: str = "", indicator: str = "") -> None:
    """Keep a cell that mixes words and figures; `text` where the words that it needs stand beside it."""
    read.in_cell.append((context.table, row, text or cell.text, cell.place, "", indicator))


def form_fact(
    context: Context,
    row: int,
    column: int,
    cell: Cell,
    *,
    labels: Sequence[str],
    subject: str,
    path: tuple[str, ...] = (),
    measure: str = "",
    unit: str | None = None,
) -> Fact:
    """A figure of a form; `unit` where the row says it, else it comes from the labels or the table."""
    quantity = parse_quantity(cell.text)
    label = "/".join(labels)
    own_unit = next((found for word in reversed(labels) if (found := money_unit_in(word))), context.unit)
    return Fact(
        table=context.table,
        row=row,
        column=column,
        place=cell.place,
        code="",
        row_label=label,
        column_path=path,
        printed=cell.text,
        value=quantity.value if quantity else None,
        unit=column_unit(path, "", own_unit) if unit is None else unit,
        subject=subject,
        measure=measure,
        side=side_of_label(subject) if subject else "",
        stage=Stage.FINAL if context.identity.kind is Kind.FINAL_ACCOUNT else Stage.BUDGET,
        year=context.identity.year,
        total=bool(labels) and is_total(labels[-1]) and not unit,
        doubtful=context.doubtful,
    )
