"""Facts of a laid-out table (数据单元): every figure, and every empty cell where one could stand."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from index.catalogue.accounts import account
from index.model.document import Cell, Place
from index.model.quantity import parse_quantity
from index.model.records import Fact, Finding, Identity, Stage
from index.tables.codes import panel_codes, parent_of, without_level
from index.tables.meaning import (
    ColumnMeaning,
    column_meanings,
    side_of_header,
    side_of_label,
    subject_and_measure,
    time_of_row,
)
from index.tables.naming import naming_of
from index.tables.panel_rows import PanelRow, counted_alike, grand_total, told_apart, wider_totals
from index.tables.roles import Role
from index.tables.wording import (
    CODED_LABEL,
    CellKind,
    cell_kind,
    count_unit_in,
    fold,
    is_bare_total,
    is_blank,
    is_count_header,
    is_number,
    is_rate_header,
    is_total,
    is_unread,
    money_unit_in,
    squeeze,
    without_count_unit,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.catalogue.forms import Form
    from index.tables.layout import Layout
    from index.tables.sheet import Row

InCell = tuple[int, int, str, Place, str, str]
_LEVEL_MARKS = {"类", "款", "项"}
_STATES_FIGURE = re.compile(r"\d\s*(?:[%％‰]|[\u4e00-\u9fff])")
_STAFF = re.compile(r"人数|人员|在职|编制")
_QUANTITY = re.compile(r"数量(?:[(].*[)])?$")
_COUNTED_IN = re.compile(r"(?:计量|数量)?单位")
_UNIT_WORD = re.compile(r"[一-龥]{1,4}(?:[(（/][一-龥]{1,2}[)）]?)?")


@dataclass(frozen=True, slots=True)
class Context:
    """What all facts of a table share: its number, unit, form and the document's identity."""

    table: int
    unit: str
    form: Form | None
    identity: Identity
    doubtful: bool = False
    contested: frozenset[Place] = frozenset()  # where another reading of the table, as good, reads another figure


@dataclass(frozen=True, slots=True)
class FactsRead:
    """The facts of a table, its cells that mix words and figures, and what was noticed."""

    facts: tuple[Fact, ...]
    in_cell: tuple[InCell, ...]
    findings: tuple[Finding, ...] = ()


class _RowRead(NamedTuple):
    """A row of a panel, with what is the same for all its figures.

    `grand` says that it is no total but the panel's own; `timed` are the year and stage that its name tells.
    """

    row: PanelRow
    grand: bool
    timed: tuple[int | None, Stage] | None
    parent_code: str


def read_facts(layout: Layout, context: Context) -> FactsRead:
    """Read the facts of every panel of a table, row by row."""
    facts: list[Fact] = []
    findings: list[Finding] = []
    numbers = sorted(set(layout.panels))
    codes = panel_codes(layout.body, layout.roles, [layout.keys_in(panel) for panel in numbers])
    for panel, own in zip(numbers, codes, strict=True):
        if columns := layout.values_in(panel):
            facts += _panel_facts(layout, panel, columns, context, own)
    facts.sort(key=lambda fact: (fact.row, fact.column))
    unlabelled = next((fact for fact in facts if not fact.row_label), None)
    if unlabelled and (_has_labels(layout) or len({fact.row for fact in facts}) > 1):
        findings.append(
            Finding("unlabelled", "有数字所在的行没有项目名称，请核对原件。", unlabelled.place, context.table)
        )
    columns = [column for panel in numbers for column in layout.values_in(panel)]
    if cut := next((row[column] for row in layout.body for column in columns if is_unread(row[column].text)), None):
        message = f"有数字没有印全、印在一起或带有注号（如 {cut.text}），没有当作数字读取，请核对原件。"
        findings.append(Finding("unread-figure", message, cut.place, context.table))
    return FactsRead(tuple(facts), tuple(_mixed_cells(layout, context)), tuple(findings))


def _has_labels(layout: Layout) -> bool:
    return Role.LABEL in layout.roles or Role.CODE in layout.roles


def _panel_facts(
    layout: Layout, panel: int, columns: Sequence[int], context: Context, codes: Sequence[str]
) -> Iterator[Fact]:
    keys = layout.keys_in(panel)
    side = next((side for column in keys if (side := side_of_header(layout.paths[column]))), "")
    meanings = dict(
        zip(
            columns,
            column_meanings([layout.paths[column] for column in columns], context.identity, context.form, side),
            strict=True,
        )
    )
    rows = counted_alike(told_apart(list(_panel_rows(layout, keys, codes))))
    rows = wider_totals(rows, context.form.subject if context.form else "")
    if keys or sum(any(is_number(layout.body[row.index][at].text) for at in columns) for row in rows) > 1:
        rows = [row if row.label or row.code else replace(row, unnamed=True) for row in rows]
    grand = grand_total(rows)
    for row in rows:
        cells = layout.body[row.index]
        figures = [column for column in columns if cell_kind(cells[column].text) is CellKind.NUMBER]
        if not figures and not (row.label or row.code) and (keys or len(layout.body) > 1):
            continue
        own = _RowRead(
            row,
            grand=grand is None or row == grand,
            timed=None if row.code or row.total else time_of_row(row.name, context.identity),
            parent_code=parent_of(row.code) if row.coded else "",
        )
        for column in columns:
            if cell_kind(cells[column].text) is CellKind.TEXT or (
                column not in figures and not row.label and not row.code and keys
            ):
                continue
            yield _fact(layout, own, column, meanings[column], context)


def _panel_rows(layout: Layout, keys: Sequence[int], codes: Sequence[str]) -> Iterator[PanelRow]:
    aside = _aside(layout, keys)
    before = [column for column in range(min(keys, default=0)) if layout.roles[column] is Role.LABEL]
    naming = naming_of(layout, keys)
    above = ""
    for index, cells in enumerate(layout.body):
        words = [
            (column, _label_text(layout, column, cells[column]))
            for column in keys
            if cell_kind(cells[column].text) is CellKind.TEXT
        ]
        if all(_is_merged(layout, index, column) for column, _ in words):  # then a total may stand beside them
            words += [(column, squeeze(cells[column].text)) for column in aside if is_total(cells[column].text)]
        if not words and keys:  # 合计 of a row whose item stands behind an amount
            words += [(column, squeeze(cells[column].text)) for column in before if is_bare_total(cells[column].text)]
        words = [(column, text) for column, text in words if text and text not in _LEVEL_MARKS]
        words = [word for at, word in enumerate(words) if not at or word[1] != words[at - 1][1]]  # 合计 | 合计
        label = "/".join(text for _, text in words)
        total = not codes[index] and any(is_total(text) for _, text in words)
        own = naming.own(words)
        if own is not None:
            name = above = dict(words)[own]
        elif words and naming.heads_group(layout, keys, index, words[-1][0]):  # 某中心: all of its accounts
            name = words[-1][1]
        else:  # only properties: the item's name spans from above
            name = words[-1][1] if words and (total or not above) else above if words else ""
        if not name and codes[index]:  # a table of codes alone
            known = account(codes[index])
            name = known.name if known else codes[index]
        yield PanelRow(index, label, name, codes[index], total, coded=naming.coded)


def _aside(layout: Layout, keys: Sequence[int]) -> list[int]:
    """The columns beside the keys in which 合计 may stand: running numbers, and names by another classification."""
    first = min((column for column, role in enumerate(layout.roles) if role is Role.VALUE), default=0)
    return [
        column
        for column, role in enumerate(layout.roles)
        if role is Role.INDEX or (role is Role.TEXT and keys and column < first)
    ]


def _is_merged(layout: Layout, index: int, column: int) -> bool:
    """Whether the cell of a body row is one of several rows."""
    cell = layout.body[index][column]
    return cell.row_span > 1 or (index > 0 and layout.body[index - 1][column].place == cell.place)


def _label_text(layout: Layout, column: int, cell: Cell) -> str:
    """A label without a code printed before it."""
    text = cell.text
    if layout.roles[column] is Role.CODE:
        text = without_level(text)
        return "" if cell_kind(text) is CellKind.NUMBER else squeeze(text)
    if layout.roles[column] is Role.LABEL and Role.CODE not in layout.roles:
        text = text[coded.end() :] if (coded := CODED_LABEL.match(text)) else text
    return squeeze(text)


def _fact(layout: Layout, read: _RowRead, column: int, meaning: ColumnMeaning, context: Context) -> Fact:
    row, grand, timed, parent_code = read
    cell = layout.body[row.index][column]
    side = meaning.side or (side_of_label(row.name) if row.total else "")
    year, stage = timed or (meaning.year, meaning.stage)
    name = _beside_time(row) if timed else row.name
    subject, measure = subject_and_measure(without_count_unit(name), meaning, context.form, total=row.total, side=side)
    if row.total and not grand and not is_bare_total(row.name) and not meaning.concept:
        subject = row.name.strip(":：")
    subject = row.wider or subject
    if row.unnamed:
        subject = measure = ""  # not the whole, although no item is named
    if row.parent:
        subject = f"{row.parent}{subject}"
    quantity = parse_quantity(cell.text)
    path = layout.paths[column]
    return Fact(
        table=context.table,
        row=len(layout.header) + row.index,
        column=column,
        place=cell.place,
        code=row.code,
        row_label=row.label,
        column_path=path,
        printed=cell.text,
        value=quantity.value if quantity else None,
        unit=_unit(layout, row, column, context),
        subject=subject,
        measure=measure,
        side=side,
        stage=stage,
        year=year,
        total=row.total,
        parent_code=parent_code,
        doubtful=_is_doubtful(layout, row, column, context)
        or (bool(context.contested) and cell.place in context.contested)
        or (row.unnamed and bool(quantity and quantity.value)),
    )


def _unit(layout: Layout, row: PanelRow, column: int, context: Context) -> str:
    path = layout.paths[column]
    stated = column_unit(path, row.name, context.unit) or _counted_in(layout, row.index, path)
    whole = "." not in layout.body[row.index][column].text  # an amount of money would have its decimals
    return row.counted if row.counted and whole and stated in ("", context.unit) else stated


def _counted_in(layout: Layout, index: int, path: Sequence[str]) -> str:
    """What 数量 is counted in, where the row says it in a column of its own: 册 of 数量 | 计量单位."""
    if not path or not _QUANTITY.search(fold(path[-1])):
        return ""
    units = [column for column, other in enumerate(layout.paths) if other and _COUNTED_IN.fullmatch(fold(other[-1]))]
    text = squeeze(layout.body[index][units[0]].text) if len(units) == 1 else ""
    return text if _UNIT_WORD.fullmatch(text) else ""


def _beside_time(row: PanelRow) -> str:
    """The item of a row whose name is its time: 办公费 of 办公费 | 预算数, "" where it says no more."""
    words = [word for word in row.label.split("/") if word != row.name]
    return words[-1] if words else ""


def _is_doubtful(layout: Layout, row: PanelRow, column: int, context: Context) -> bool:
    return context.doubtful or not layout.certain or row.index in layout.doubtful or column in layout.unsettled


def column_unit(path: Sequence[str], label: str, unit: str) -> str:
    """The unit of a figure: what its column or row says, else that of the table."""
    stated = _unit_of_header(tuple(path))
    if stated:
        return stated
    counted = count_unit_in(label)  # 公务用车保有量（辆）
    if stated is not None:
        return counted or stated
    return money_unit_in(label) or counted or unit


@lru_cache(maxsize=4096)
def _unit_of_header(path: tuple[str, ...]) -> str | None:
    """The unit that a header states, "" for a count of things; None where it states none."""
    for word in reversed(path):
        if stated := money_unit_in(word):
            return stated
        if is_rate_header(word):
            return "%"
        if is_count_header(word):
            return "人" if _STAFF.search(fold(word)) else ""
    return None


def _mixed_cells(layout: Layout, context: Context) -> Iterator[InCell]:
    """Cells of words with figures in them, outside of labels and codes."""
    columns = [column for column, role in enumerate(layout.roles) if not role.is_key]
    for index, row in enumerate(layout.body):
        for cell in (row[column] for column in columns):
            if states_figure(cell.text):
                yield context.table, len(layout.header) + index, cell.text, cell.place, "", ""


def states_figure(text: str) -> bool:
    """Whether a cell holds words with a figure among them."""
    return cell_kind(text) is CellKind.TEXT and bool(_STATES_FIGURE.search(text))


def is_empty_body(body: Sequence[Row], columns: Sequence[int]) -> bool:
    """Whether no amount column of the body holds anything."""
    return all(is_blank(row[column].text) for row in body for column in columns)
