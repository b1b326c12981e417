"""Forms without one header (绩效目标表等表单): keys and values, sections of amounts, rows of indicators."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from index.catalogue.vocabulary import canonical
from index.model.quantity import parse_quantity
from index.model.records import Column, Fact, Indicator, Kind, Stage
from index.tables.facts import Context, InCell, column_unit, states_figure
from index.tables.indicators import (
    IndicatorHeader,
    IndicatorRow,
    LevelMemory,
    is_amount_header,
    read_indicator_header,
    read_indicator_row,
)
from index.tables.meaning import side_of_label
from index.tables.sheet import Row, is_ordinal_row, texts_of
from index.tables.wording import (
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
    from collections.abc import Iterator, Sequence

    from index.model.document import Cell

_AMOUNT_WORD: Final = re.compile(
    r"(?:其中)?:?(?:资金总额|总额|合计|财政(?:拨款|资金)|其他资金|预算金额|预算数|金额|当年(?:财政拨款|预算)|上年结转.*|自有资金|单位资金|资金|执行数|全年预算数|年初预算数)(?:\(.*\))?"
)
_KEY_AMOUNT: Final = re.compile(r".*(?:资金|总额|拨款|金额|预算数|经费|结转|结余).*")
_GOAL: Final = re.compile(r".*(?:总体目标|总目标|年度目标|绩效目标|目标概述|项目目标)(?:\d|[一二三]?)?")
_AMOUNT_IN_WORDS: Final = re.compile(r"([\d,]+(?:\.\d+)?)\s*((?:亿|万|千)?元)")
_INLINE_AMOUNTS: Final = re.compile(r"[\d,]+(?:\.\d+)?\s*(?:亿|万|千)?元")
_LONG_TEXT: Final = 40
_FORM_KEYS: Final = (
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


@dataclass(slots=True)
class _State:
    header: IndicatorHeader | None = None
    amounts: Row | None = None
    above: dict[int, str] = field(default_factory=dict)
    memory: LevelMemory = field(default_factory=LevelMemory)
    tail_label: str = ""


def is_form(rows: Sequence[Row]) -> bool:
    """Whether a sheet is a form of keys and values or of indicators, not a table under one header."""
    if any(read_indicator_header(row) for row in rows):
        return True
    first = texts_of(rows[0])
    filled = [text for text in first if not is_blank(text)]
    numbers = [text for text in filled if is_number(text)]
    if numbers:
        single = all(sum(is_number(cell.text) for cell in row) <= 1 for row in rows)
        return is_words(filled[0]) and (single or not is_number(filled[-2])) and fold(filled[0]) != "栏次"
    key = fold(filled[0])
    return (
        any(key.startswith(word) for word in _FORM_KEYS)
        and len(filled) > 1
        and not any(
            is_neutral(text) or is_text_header(text) or fold(text).endswith(("名称", "性质", "编码", "数", "额"))
            for text in filled[1:]
        )
        and not (key == "单位名称" or key == "部门名称")
    )


def read_form(rows: Sequence[Row], context: Context) -> FormRead:
    """Read a form row by row: what a row is depends on the header last seen."""
    read = FormRead()
    state = _State()
    for index, row in enumerate(rows):
        header = read_indicator_header(row)
        if header is not None:
            state.header, state.amounts, state.memory = header, None, LevelMemory()
            if not read.columns:
                read.columns = _columns(header)
            continue
        if is_ordinal_row(row):
            continue
        if _is_amount_header(row):
            state.amounts, state.header, state.above = row, None, {}
            continue
        if state.header is not None and not _ends_indicators(row):
            _read_indicator(read, state, index, row, context)
        elif state.amounts is not None and _has_amounts(row):
            _read_amounts(read, state, index, row, context)
        else:
            state.amounts = None
            _read_pairs(read, state, index, row, context)
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
    return sum(bool(_AMOUNT_WORD.fullmatch(word)) for word in words) > 1


def _ends_indicators(row: Row) -> bool:
    """A row of funding or of goals below the indicators opens another section."""
    first = fold(row[0].text)
    return bool(_GOAL.fullmatch(first)) or first.startswith(("项目资金", "资金总额", "预算资金", "年度资金"))


def _has_amounts(row: Row) -> bool:
    """Whether a row under a header of amounts still belongs to it: figures, or a short item without any."""
    words = [fold(cell.text) for cell in row if is_words(cell.text)]
    if any(is_number(cell.text) for cell in row):
        return True
    if any(_GOAL.fullmatch(word) for word in words[:1]):
        return False
    return len(words) != 1 and all(len(word) < _LONG_TEXT for word in words[:2])


def _fact(
    context: Context,
    place: tuple[int, int, Cell],
    labels: Sequence[str],
    path: tuple[str, ...],
    subject: str,
    measure: str = "",
    unit: str | None = None,
) -> Fact:
    row, column, cell = place
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


def _leading(state: _State, row: Row) -> list[str]:
    """The labels above for the blank cells that a row begins with: their cells span rows."""
    first = next((column for column, cell in enumerate(row) if not is_blank(cell.text)), len(row))
    for column in [column for column in state.above if column >= first]:
        del state.above[column]
    return [state.above[column] for column in sorted(state.above)]


def _read_pairs(read: FormRead, state: _State, index: int, row: Row, context: Context) -> None:
    """Keys and values: the labels of a value are the cells spanning from above, the row's group, and its key."""
    group = _leading(state, row)
    labels: list[str] = []
    texts: list[tuple[int, str]] = []
    opening: list[str] | None = None
    for column, cell in enumerate(row):
        if is_words(cell.text) and not texts and _INLINE_AMOUNTS.search(cell.text):
            read.in_cell.append((context.table, index, cell.text, cell.place, "", ""))
            continue
        if is_words(cell.text) and not _is_value_text(cell.text, texts):
            texts.append((column, squeeze(cell.text)))
            if opening is None:
                state.above[column] = squeeze(cell.text)
            continue
        if is_blank(cell.text) and not _awaits_amount(cell, [*group, *(text for _, text in texts)], row, column):
            continue
        if not texts and not opening and not group:
            continue
        own = [text for _, text in texts]
        labels = [*group, *own] if opening is None else [*opening, *(own or labels[-1:])]
        if opening is None:
            opening = [*group, *own[:-1]]
        pair = Pair(tuple(labels), cell, index, column)
        read.pairs.append(pair)
        _enter_pair(read, pair, context)
        texts = []
    for column in [column for column in state.above if any(is_number(cell.text) for cell in row[:column])]:
        del state.above[column]


def _awaits_amount(cell: Cell, labels: Sequence[str], row: Row, column: int) -> bool:
    """An empty cell right behind a key of money is an amount not filled in."""
    if not labels or not is_words(row[column - 1].text) or any(is_number(other.text) for other in row) or cell.text:
        return False
    key = fold(labels[-1])
    return bool(_KEY_AMOUNT.fullmatch(key)) and (key.endswith(":") or (len(labels) > 1 and "资金" in labels[0]))


def _is_value_text(text: str, texts: Sequence[tuple[int, str]]) -> bool:
    """Words beside a key are its value when they are no key themselves."""
    if not texts:
        return False
    folded = fold(text)
    if folded.endswith(":") or _AMOUNT_WORD.fullmatch(folded):
        return False
    key = fold(texts[-1][1])
    is_key = len(folded) < 12 and (
        bool(_KEY_AMOUNT.fullmatch(folded)) or any(folded.startswith(word) for word in _FORM_KEYS)
    )
    known = _GOAL.fullmatch(key) or any(key.startswith(word) for word in _FORM_KEYS) or _KEY_AMOUNT.fullmatch(key)
    return not is_key and (bool(known) or len(folded) > 20 or bool(re.search(r"\d", folded)))


def _enter_pair(read: FormRead, pair: Pair, context: Context) -> None:
    subject = canonical(pair.labels[-1]) if pair.labels else ""
    if is_number(pair.cell.text) or is_blank(pair.cell.text):
        if is_number(pair.cell.text) and not _is_plain_amount(pair):
            return
        place = (pair.row, pair.column, pair.cell)
        read.facts.append(_fact(context, place, pair.labels, (), subject))
    elif states_figure(pair.cell.text):
        text = pair.cell.text
        if _AMOUNT_IN_WORDS.fullmatch(text.strip()) and pair.labels:
            text = f"{pair.labels[-1].rstrip('：:')}：{text}"
        read.in_cell.append((context.table, pair.row, text, pair.cell.place, "", ""))


def _is_plain_amount(pair: Pair) -> bool:
    """Numbers beside keys such as 项目代码 or 联系电话 are no figures."""
    key = fold(pair.labels[-1]) if pair.labels else ""
    return not re.search(r"编码|代码|编号|电话|年度$|年份|日期|邮编", key)


def _read_amounts(read: FormRead, state: _State, index: int, row: Row, context: Context) -> None:
    """A row under a header of amounts, perhaps in side-by-side panels that share the labels on the left."""
    assert state.amounts is not None
    header = [squeeze(cell.text) for cell in state.amounts]
    group = _leading(state, row)
    first_value = next((column for column, word in enumerate(header) if _AMOUNT_WORD.fullmatch(fold(word))), len(row))
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
        if _AMOUNT_WORD.fullmatch(fold(word)):
            if (is_number(cell.text) or is_blank(cell.text)) and labels:
                read.facts.append(_amount_fact(context, (index, column, cell), labels, word))
        elif is_words(cell.text) and _is_panel_label(header, column):
            labels = [*left[: max(len(left) - 1, 0)], squeeze(cell.text)]
        elif _is_panel_label(header, column):
            labels = []
        elif is_words(cell.text) and states_figure(cell.text):
            read.in_cell.append((context.table, index, cell.text, cell.place, "", ""))


def _shared_labels(header: Sequence[str], first_value: int) -> list[str]:
    """The label headers left of the amounts that are not repeated in a later panel."""
    return [word for word in header[:first_value] if word and word not in header[first_value:]]


def _is_panel_label(header: Sequence[str], column: int) -> bool:
    """A header that stands over the labels of another panel: it repeats, and amounts follow it."""
    word = header[column]
    return (
        bool(word) and word in header[:column] and any(_AMOUNT_WORD.fullmatch(fold(later)) for later in header[column:])
    )


def _amount_fact(context: Context, place: tuple[int, int, Cell], labels: Sequence[str], word: str) -> Fact:
    label = canonical(labels[-1])
    if is_total(labels[-1]):
        return _fact(context, place, labels, (word,), canonical(word))
    return _fact(context, place, labels, (word,), label, "" if is_neutral(word) else canonical(word))


def _read_indicator(read: FormRead, state: _State, index: int, row: Row, context: Context) -> None:
    assert state.header is not None
    found = read_indicator_row(row, state.header, state.memory)
    used = found.used if found else frozenset()
    if found is not None:
        read.indicators.append(_indicator(found, index, context))
        if is_number(found.printed):
            word = state.header.words[state.header.target] if state.header.target is not None else ""
            place = (index, found.target_column, found.cell)
            read.facts.append(_fact(context, place, (found.name,), (word,), found.name, unit=found.target.unit))
        elif found.target.value is None and states_figure(found.printed):
            read.in_cell.append((context.table, index, found.printed, found.cell.place, "", found.name))
    _read_tail(read, state, index, row, used, context)


def _read_tail(read: FormRead, state: _State, index: int, row: Row, used: frozenset[int], context: Context) -> None:
    """What stands behind the targets: the project concerned and its money, perhaps on rows of their own."""
    assert state.header is not None
    word = next(
        (state.header.words[column] for column in state.header.tail if is_amount_header(state.header.words[column])), ""
    )
    money = next(
        (state.header.words[c] for c in reversed(state.header.tail) if is_amount_header(state.header.words[c])), word
    )
    start = max(used, default=-1) + 1
    for column in range(start, len(row)):
        cell = row[column]
        if is_words(cell.text) and (used or _INLINE_AMOUNTS.search(cell.text)):
            state.tail_label = squeeze(cell.text)
            if states_figure(cell.text):
                read.in_cell.append((context.table, index, cell.text, cell.place, "", ""))
        elif is_number(cell.text) and money and state.tail_label:
            subject = _INLINE_AMOUNTS.sub("", state.tail_label)
            place = (index, column, cell)
            read.facts.append(_fact(context, place, (state.tail_label,), (money,), subject, canonical(money)))


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


def goal_of(pairs: Sequence[Pair]) -> str:
    """The goal that a form states (总体目标), the longest where it states several."""
    goals = [
        pair.cell.text
        for pair in pairs
        if pair.labels
        and _GOAL.fullmatch(fold(pair.labels[-1]))
        and is_words(pair.cell.text)
        and not _AMOUNT_IN_WORDS.fullmatch(pair.cell.text.strip())
    ]
    return max(goals, key=len, default="")


def key_value(pairs: Sequence[Pair], pattern: re.Pattern[str]) -> Pair | None:
    """The first pair whose key fits."""
    return next((pair for pair in pairs if pair.labels and pattern.fullmatch(fold(pair.labels[-1]).strip(":"))), None)


def amounts_in_words(text: str) -> Iterator[tuple[str, str]]:
    """Figures with a unit of money in a cell of words."""
    for match in _AMOUNT_IN_WORDS.finditer(text):
        yield match.group(1), match.group(2)
