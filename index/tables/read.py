"""Tables of a document to records (读表): tables, facts, indicators, projects, and what was noticed on the way."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from index.catalogue.forms import Form, recognise_form
from index.model.records import Column, Fact, Finding, Identity, Indicator, Project, Reading, Table
from index.tables.choice import Choice, choose
from index.tables.cut_figures import cut_figures
from index.tables.facts import Context, InCell, is_empty_body, read_facts
from index.tables.layout import Layout, lay_out
from index.tables.performance import is_form, read_form
from index.tables.projects import form_project, listed_projects
from index.tables.roles import Role
from index.tables.sheet import Row, Sheet, make_sheet, texts_of
from index.tables.surroundings import Surroundings, clean_title, surroundings
from index.tables.units import amounts_in_text, amounts_of, choose_unit
from index.tables.wording import is_count_header, is_number, money_unit_in, says_empty

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from index.model.document import Document

    _Found = tuple[Surroundings, Choice | None, Sheet | None]


@dataclass(frozen=True, slots=True)
class TablesRead:
    """Everything read from the tables of a document.

    `in_cell` are cells that mix words and figures: table index, row index, text, place, project, indicator name.
    """

    tables: tuple[Table, ...]
    facts: tuple[Fact, ...]
    indicators: tuple[Indicator, ...]
    projects: tuple[Project, ...]
    findings: tuple[Finding, ...]
    in_cell: tuple[InCell, ...]


@dataclass
class _Reader:
    """What has been read so far; units and headers carry over to the tables that follow."""

    identity: Identity
    document: Document
    found: Sequence[_Found]
    unit: str = ""
    header: tuple[Row, ...] | None = None
    title: str = ""
    tables: list[Table] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    indicators: list[Indicator] = field(default_factory=list)
    projects: list[Project] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    in_cell: list[InCell] = field(default_factory=list)

    @cached_property
    def known(self) -> set[Decimal]:
        """The amounts that sentences and tables with a unit state: most documents have no other tables."""
        return amounts_in_text(self.document) | _stated_amounts(self.found)


@dataclass(frozen=True, slots=True)
class _Unit:
    unit: str
    stated: bool
    certain: bool
    readings: tuple[Reading, ...] = ()


@dataclass(frozen=True, slots=True)
class _Head:
    around: Surroundings
    title: str
    form: Form | None
    unit: _Unit
    choice: Choice | None = None


@dataclass(frozen=True, slots=True)
class _Content:
    columns: tuple[Column, ...]
    rows: Sequence[Row]
    header_rows: int = 0
    empty: bool = False
    readings: tuple[Reading, ...] = ()


def read_tables(document: Document, identity: Identity) -> TablesRead:
    """Read every table of a document."""
    chosen = [(around, choose(around.grid) if around.grid else None) for around in surroundings(document)]
    found = [(around, choice, make_sheet(choice.grid) if choice else None) for around, choice in chosen]
    reader = _Reader(identity, document, found)
    for around, choice, sheet in found:
        if sheet is None or choice is None:
            _enter_absent(reader, around)
        elif sheet.rows:
            _enter(reader, around, sheet, choice)
    return TablesRead(
        tuple(reader.tables),
        tuple(reader.facts),
        tuple(reader.indicators),
        tuple(reader.projects),
        tuple(reader.findings),
        tuple(dict.fromkeys(reader.in_cell)),
    )


def _stated_amounts(found: Sequence[_Found]) -> set[Decimal]:
    amounts: set[Decimal] = set()
    for around, _, sheet in found:
        if sheet is not None and (unit := around.unit or sheet.unit):
            amounts |= amounts_of(_figures(sheet), unit)
    return amounts


def _figures(sheet: Sheet) -> list[str]:
    return [cell.text for row in sheet.rows for cell in row if is_number(cell.text)]


def _enter(reader: _Reader, around: Surroundings, sheet: Sheet, choice: Choice) -> None:
    title = around.title or clean_title(sheet.title)
    words = [cell.text for row in sheet.rows[:8] for cell in row if not is_number(cell.text)]
    form = recognise_form(title, words) or _listing(around)
    unit = _unit_of(reader, around, sheet)
    if unit.unit:
        reader.unit = unit.unit
    head = _Head(around, title, form, unit, choice)
    if is_form(sheet.rows):
        reader.header = None
        _enter_form(reader, head, sheet)
    else:
        _enter_table(reader, head, sheet)
    if not unit.certain and _has_amounts_in(reader, len(reader.tables) - 1, unit.unit):
        message = f"表“{title}”没有注明单位，" + (f"按“{unit.unit}”读取。" if unit.unit else "数字没有单位。")
        reader.findings.append(Finding("unit", message, around.place, len(reader.tables) - 1))


def _listing(around: Surroundings) -> Form | None:
    """A table without a title under a heading of its kind: only lists of units (部门决算单位构成) stand like that."""
    form = recognise_form(around.section[-1], ()) if around.section and not around.title else None
    return form if form is not None and form.id == "organization_list" else None


def _has_amounts_in(reader: _Reader, table: int, unit: str) -> bool:
    return any(fact.table == table and fact.unit == unit and fact.value is not None for fact in reader.facts)


def _unit_of(reader: _Reader, around: Surroundings, sheet: Sheet) -> _Unit:
    stated = around.unit or sheet.unit
    if stated:
        return _Unit(stated, stated=True, certain=True)
    header_unit = next(
        (unit for row in sheet.rows for cell in row if not is_number(cell.text) and (unit := money_unit_in(cell.text))),
        "",
    )
    if header_unit:
        return _Unit(header_unit, stated=True, certain=True)
    figures = _figures(sheet)
    if not figures or _counts_only(sheet):
        return _Unit("", stated=False, certain=True)
    choice = choose_unit(figures, reader.known, reader.unit)
    return _Unit(
        choice.unit, stated=False, certain=choice.certain, readings=(choice.reading,) if choice.reading else ()
    )


def _counts_only(sheet: Sheet) -> bool:
    """Whether all columns with figures hold counts (在职人数): such a table has no unit of money."""
    columns = [column for column in range(sheet.width) if any(is_number(row[column].text) for row in sheet.rows)]
    return all(any(is_count_header(row[column].text) for row in sheet.rows[:3]) for column in columns)


def _enter_form(reader: _Reader, head: _Head, sheet: Sheet) -> None:
    table, unit = len(reader.tables), head.unit.unit
    read = read_form(sheet.rows, Context(table, unit, head.form, reader.identity))
    overall = head.form is not None and head.form.id == "performance_overall"
    project = None if overall else form_project(read, head.title, table, unit, head.around.place)
    name = project.name if project else ""
    if project is not None:
        reader.projects.append(project)
    reader.facts += read.facts
    reader.projects += read.projects
    reader.indicators += [replace(one, project=one.project or name) for one in read.indicators]
    reader.in_cell += [(*entry[:4], name, entry[5]) for entry in read.in_cell]
    empty = says_empty(head.around.note) and not read.facts
    reader.tables.append(_table(head, _Content(read.columns, sheet.rows, empty=empty, readings=head.unit.readings)))


def _enter_table(reader: _Reader, head: _Head, sheet: Sheet) -> None:
    table, around = len(reader.tables), head.around
    goes_on = around.follows if not head.title else head.title == reader.title
    carried = reader.header if goes_on and reader.header and len(reader.header[0]) == sheet.width else None
    layout = lay_out(sheet, carried)
    reader.header, reader.title = layout.header or None, head.title
    values = [column for column, role in enumerate(layout.roles) if role is Role.VALUE]
    headless = not layout.header and len(values) > 1
    contested, cut = head.choice.doubtful if head.choice else frozenset(), cut_figures(layout)
    context = Context(table, head.unit.unit, head.form, reader.identity, doubtful=headless, contested=contested | cut)
    read = read_facts(layout, context)
    reader.facts += read.facts
    reader.in_cell += read.in_cell
    reader.projects += listed_projects(layout, table, head.unit.unit, head.form)
    figures = any(fact.value is not None for fact in read.facts)
    blank = bool(values) and is_empty_body(layout.body, values)
    content = _Content(
        layout.columns,
        (*layout.header, *layout.body),
        header_rows=len(layout.header),
        empty=not figures and (says_empty(around.note) or blank),
        readings=(*_chosen(head), *head.unit.readings, *layout.readings),
    )
    reader.tables.append(_table(head, content))
    reader.findings += [*read.findings, *_layout_findings(layout, around, table, headless=headless)]
    if cut:
        place = min(cut, key=lambda one: (one.page or 0, one.box or ()))
        message = "换页处的数字可能没有印全，归属存疑，请核对原件。"
        reader.findings.append(Finding("cut-figure", message, place, table))
    if contested:
        place = min(contested, key=lambda one: (one.page or 0, one.line or 0, one.box or ()))
        message = f"表格有不止一种读法，勾稽关系不能判定，{len(contested)} 个数字的归属存疑，请核对原件。"
        reader.findings.append(Finding("reading-uncertain", message, place, table))


def _chosen(head: _Head) -> tuple[Reading, ...]:
    return (head.choice.reading,) if head.choice and head.choice.reading else ()


def _layout_findings(layout: Layout, around: Surroundings, table: int, *, headless: bool) -> Iterator[Finding]:
    if headless:
        yield Finding("header-missing", "表格没有表头，各列含义不能确定。", around.place, table)
    if not layout.certain:
        yield Finding("header-uncertain", "表头与各列的对应不能由勾稽关系唯一确定，请核对原件。", around.place, table)
    if layout.doubtful:
        place = layout.body[min(layout.doubtful)][0].place
        yield Finding(
            "columns-uncertain", "有些行的各列与表头对不上，且不能由勾稽关系唯一确定，请核对原件。", place, table
        )


def _table(head: _Head, content: _Content) -> Table:
    places = tuple(row[0].place for row in content.rows)
    return Table(
        title=head.title,
        unit=head.unit.unit,
        form=head.form.id if head.form else None,
        section=head.around.section,
        place=head.around.place,
        last_place=places[-1] if places else head.around.place,
        columns=content.columns,
        rows=tuple(tuple(texts_of(row)) for row in content.rows),
        row_places=places,
        header_rows=content.header_rows,
        note=head.around.note,
        empty=content.empty,
        unit_stated=head.unit.stated,
        readings=content.readings,
        boxes=tuple(tuple(cell.place.box for cell in row) for row in content.rows) if _has_boxes(content) else (),
    )


def _has_boxes(content: _Content) -> bool:
    return any(cell.place.box for row in content.rows[:1] for cell in row)


def _enter_absent(reader: _Reader, around: Surroundings) -> None:
    """A table that the document names and says to be empty, without printing it."""
    unit = _Unit(around.unit, stated=bool(around.unit), certain=True)
    head = _Head(around, around.title, recognise_form(around.title, ()), unit)
    reader.tables.append(_table(head, _Content((), (), empty=True)))
