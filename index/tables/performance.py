"""Forms without one header (绩效目标表等表单): keys and values, sections of amounts, rows of indicators."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from index.catalogue.vocabulary import canonical
from index.model.quantity import parse_quantity
from index.model.records import Column, Fact, Indicator, Project
from index.tables.facts import Context, states_figure
from index.tables.form import FORM_KEYS, GOAL, INLINE_AMOUNTS, FormRead, add_in_cell, form_fact
from index.tables.indicators import (
    IndicatorHeader,
    IndicatorRow,
    LevelMemory,
    is_amount_header,
    is_level_word,
    read_indicator_header,
    read_indicator_row,
)
from index.tables.pairs import labels_above, read_pairs
from index.tables.sheet import Row, is_ordinal_row, texts_of
from index.tables.wording import (
    AMOUNT_WORD,
    fold,
    is_blank,
    is_neutral,
    is_number,
    is_text_header,
    is_total,
    is_words,
    money_unit_in,
    squeeze,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.model.document import Cell, Place

_LONG_TEXT: Final = 40
_LISTED: Final = 2  # rows of a list


@dataclass(slots=True)
class _State:
    header: IndicatorHeader | None = None
    amounts: list[str] | None = None
    above: dict[int, str] = field(default_factory=dict)
    memory: LevelMemory = field(default_factory=LevelMemory)
    project: str = ""
    tail_label: str = ""
    tail_place: Place | None = None


def is_form(rows: Sequence[Row]) -> bool:
    """Whether a sheet is a form of keys and values or of indicators, not a table under one header."""
    if any(read_indicator_header(row) for row in rows):
        return True
    first = texts_of(rows[0])
    filled = [text for text in first if not is_blank(text)]
    if not filled:
        return False
    if any(is_number(text) for text in filled):
        single = all(sum(is_number(cell.text) for cell in row) <= 1 for row in rows)
        return (
            is_words(filled[0])
            and (single or (len(filled) > 1 and not is_number(filled[-2])))
            and fold(filled[0]) != "栏次"
        )
    key = fold(filled[0])
    return (
        any(key.startswith(word) for word in FORM_KEYS)
        and len(filled) > 1
        and not any(
            is_neutral(text) or is_text_header(text) or fold(text).endswith(("名称", "性质", "编码", "数", "额"))
            for text in filled[1:]
        )
        and key.partition("(")[0] not in {"单位名称", "部门名称"}
        and not _heads_list(rows)
    )


def _heads_list(rows: Sequence[Row]) -> bool:
    """Whether 项目名称 or 预算单位 heads a list: below a header of words stand rows of several figures each."""
    head = fold(rows[0][0].text)
    header = 1
    while header < len(rows) and _goes_on(rows[header], head):
        header += 1
    amounts = sum(bool(AMOUNT_WORD.fullmatch(fold(cell.text))) for cell in rows[header - 1][1:] if is_words(cell.text))
    items = [row for row in rows[header:] if is_words(row[0].text)]
    several = len(items) >= _LISTED or (bool(items) and amounts > 1)
    return several and all(sum(is_number(cell.text) for cell in row) > 1 for row in items)


def _goes_on(row: Row, head: str) -> bool:
    """Whether a row is another one of the header: words alone, and none of its own under the first."""
    first = row[0].text
    own = is_words(first) and fold(first) != head
    return not own and not any(is_number(cell.text) for cell in row)


def read_form(rows: Sequence[Row], context: Context) -> FormRead:
    """Read a form row by row: what a row is depends on the header last seen."""
    read = FormRead()
    state = _State()
    for index, row in enumerate(rows):
        header = read_indicator_header(row)
        if header is not None:
            state.header, state.amounts, state.memory, state.project = header, None, LevelMemory(), ""
            if not read.columns:
                read.columns = _columns(header)
            continue
        if is_ordinal_row(row):
            continue
        if _is_amount_header(row):
            state.above = _reaching_down(row, rows[index + 1 : index + 2])
            state.amounts = ["" if column in state.above else squeeze(cell.text) for column, cell in enumerate(row)]
            state.header = None
            continue
        if state.header is not None and not _ends_indicators(row):
            _read_indicator(read, state, state.header, (index, row), context)
        elif state.amounts is not None and _has_amounts(row):
            _read_amounts(read, state, state.amounts, (index, row), context)
        else:
            state.amounts = None
            read_pairs(read, state.above, index, row, context)
    width = len(rows[0])
    read.columns = read.columns or tuple(Column(column, (), "text") for column in range(width))
    return read


def _columns(header: IndicatorHeader) -> tuple[Column, ...]:
    roles = {header.target: "value", header.name: "label"}
    roles.update({column: "value" for column in header.tail if is_amount_header(header.words[column])})
    return tuple(
        Column(column, (word,) if word else (), roles.get(column, "text" if word else "unused"))
        for column, word in enumerate(header.words)
    )


def _is_amount_header(row: Row) -> bool:
    words = [fold(cell.text) for cell in row if not is_blank(cell.text)]
    if any(is_number(word) for word in words) or any(word.endswith(":") for word in words):
        return False
    return sum(bool(AMOUNT_WORD.fullmatch(word)) for word in words) > 1


def _reaching_down(row: Row, below: Sequence[Row]) -> dict[int, str]:
    """The words in a header of amounts whose merged cells cover the figures below as well: labels of these rows."""
    if not any(is_number(cell.text) for other in below for cell in other):
        return {}
    return {column: squeeze(cell.text) for column, cell in enumerate(row) if cell.row_span > 1 and is_words(cell.text)}


def _ends_indicators(row: Row) -> bool:
    """A row of funding or of goals below the indicators opens another section."""
    first = fold(row[0].text)
    return bool(GOAL.fullmatch(first)) or first.startswith(("项目资金", "资金总额", "预算资金", "年度资金"))


def _has_amounts(row: Row) -> bool:
    """Whether a row under a header of amounts still belongs to it: figures, or a short item without any."""
    words = [fold(cell.text) for cell in row if is_words(cell.text)]
    if any(is_number(cell.text) for cell in row):
        return True
    if any(GOAL.fullmatch(word) for word in words[:1]):
        return False
    return len(words) != 1 and all(len(word) < _LONG_TEXT for word in words[:2])


def _read_amounts(read: FormRead, state: _State, header: Sequence[str], at: tuple[int, Row], context: Context) -> None:
    """A row under a header of amounts, perhaps in side-by-side panels that share the labels on the left."""
    index, row = at
    group = labels_above(state.above, row)
    first_value = next((column for column, word in enumerate(header) if AMOUNT_WORD.fullmatch(fold(word))), len(row))
    shared = _shared_labels(header, first_value)
    left = [*group]
    for column in range(first_value):
        if is_words(row[column].text):
            left.append(squeeze(row[column].text))
            if column < first_value - 1 or len(shared) == 0:
                state.above[column] = squeeze(row[column].text)
    labels = left
    for column in range(first_value, len(row)):
        cell, word = row[column], header[column]
        if AMOUNT_WORD.fullmatch(fold(word)):
            if (is_number(cell.text) or is_blank(cell.text)) and labels:
                read.facts.append(_amount_fact(context, (index, column, cell), labels, word))
        elif is_words(cell.text) and _is_panel_label(header, column):
            labels = [*left[: max(len(left) - 1, 0)], squeeze(cell.text)]
        elif _is_panel_label(header, column):
            labels = []
        elif states_figure(cell.text):
            add_in_cell(read, context, index, cell)


def _shared_labels(header: Sequence[str], first_value: int) -> list[str]:
    """The label headers left of the amounts that are not repeated in a later panel."""
    return [word for word in header[:first_value] if word and word not in header[first_value:]]


def _is_panel_label(header: Sequence[str], column: int) -> bool:
    """A header that stands over the labels of another panel: it repeats, and amounts follow it."""
    word = header[column]
    return (
        bool(word) and word in header[:column] and any(AMOUNT_WORD.fullmatch(fold(later)) for later in header[column:])
    )


def _amount_fact(context: Context, place: tuple[int, int, Cell], labels: Sequence[str], word: str) -> Fact:
    subject, measure = canonical(labels[-1]), "" if is_neutral(word) else canonical(word)
    if is_total(labels[-1]):
        subject, measure = canonical(word), ""
    return form_fact(context, *place, labels=labels, path=(word,), subject=subject, measure=measure)


def _read_indicator(
    read: FormRead, state: _State, header: IndicatorHeader, at: tuple[int, Row], context: Context
) -> None:
    index, row = at
    _enter_project(read, state, header, row, context)
    found = read_indicator_row(row, header, state.memory)
    used = found.used if found else frozenset()
    if found is not None:
        read.indicators.append(replace(_indicator(found, index, context), project=state.project))
        if is_number(found.printed):
            word = header.words[header.target] if header.target is not None else ""
            read.facts.append(
                form_fact(
                    context,
                    index,
                    found.target_column,
                    found.cell,
                    labels=(found.name,),
                    path=(word,),
                    subject=found.name,
                    unit=found.target.unit,
                )
            )
        elif found.target.value is None and states_figure(found.printed):
            add_in_cell(read, context, index, found.cell, indicator=found.name)
    _read_tail(read, state, header, at, (used, context))


def _enter_project(read: FormRead, state: _State, header: IndicatorHeader, row: Row, context: Context) -> None:
    """The project of whose indicators a row begins, with its amount and goal, in a table of several projects."""
    if header.project is None or not is_words(row[header.project].text) or is_level_word(row[header.project].text):
        return
    cell = row[header.project]
    name = squeeze(cell.text)
    if name == state.project:
        return
    state.project = name
    printed = row[header.amount].text if header.amount is not None else ""
    quantity = parse_quantity(printed)
    if quantity is None or header.amount is None:
        return
    unit = money_unit_in(header.words[header.amount]) or context.unit
    read.projects.append(Project(name, context.table, cell.place, quantity.value, printed, unit))


def _read_tail(
    read: FormRead,
    state: _State,
    header: IndicatorHeader,
    at: tuple[int, Row],
    known: tuple[frozenset[int], Context],
) -> None:
    """What stands behind the targets: the project concerned and its money, perhaps on rows of their own."""
    index, row = at
    used, context = known
    words = [header.words[column] for column in header.tail]
    money = next((word for word in reversed(words) if is_amount_header(word)), "")
    for column in range(max(used, default=-1) + 1, len(row)):
        cell = row[column]
        if is_words(cell.text) and (used or INLINE_AMOUNTS.search(cell.text)):
            state.tail_label, state.tail_place = squeeze(cell.text), cell.place
            if states_figure(cell.text):
                add_in_cell(read, context, index, cell)
        elif (
            is_number(cell.text)
            and money
            and state.tail_label
            and _is_named(state, row[max(used, default=-1) + 1 : column])
        ):
            subject = INLINE_AMOUNTS.sub("", state.tail_label)
            labels, path = (state.tail_label,), (money,)
            read.facts.append(
                form_fact(
                    context, index, column, cell, labels=labels, path=path, subject=subject, measure=canonical(money)
                )
            )


def _is_named(state: _State, cells: Sequence[Cell]) -> bool:
    """Whether the project last named is that of an amount: where cells are drawn, its cell stands beside the amount."""
    if state.tail_place is None or not state.tail_place.exact:
        return True
    return any(cell.place == state.tail_place for cell in cells)


def _indicator(found: IndicatorRow, index: int, context: Context) -> Indicator:
    return Indicator(
        table=context.table,
        row=index,
        place=found.name_cell.place,
        project="",
        levels=found.levels,
        name=found.name,
        direction=found.target.direction,
        target=found.target.text,
        value=found.target.value,
        unit=found.target.unit,
        printed=found.printed,
        task=found.task,
    )
