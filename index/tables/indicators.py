"""Rows of performance indicators (绩效指标行): names, directions and targets, also where their cells have moved."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from index.tables.targets import Target, direction_of, looks_like_target, parse_target
from index.tables.wording import fold, is_blank, is_number, is_words, squeeze

if TYPE_CHECKING:
    from index.model.document import Cell
    from index.tables.sheet import Row

_NAME_HEADERS: Final = (
    "三级指标",
    "三级指标名称",
    "指标名称",
    "绩效指标",
    "绩效指标名称",
    "指标内容",
    "具体指标",
    "指标",
)
_OF_NAME_HEADERS: Final = "标"
_TARGET_HEADERS: Final = re.compile(
    r"(?:绩效|年度|本年|预期|计划|全年|指标|20\d\d年)*(?:目标值|指标值|目标|值)(?:[及和与](?:计量|度量)?单位)?(?:\(.*\))?|(?:绩效)?(?:标准|目标)值?"
)
_DIRECTION_HEADERS: Final = re.compile(r"指标方向|指标性质|方向|(?:运算|计算|比较|指标)?符号|性质|目标方向")
_UNIT_HEADERS: Final = re.compile(r"(?:计量|度量|指标|目标值?)?单位")
_TASK_HEADERS: Final = re.compile(r".*(?:年度工作任务|重点工作任务|工作任务|任务名称|重点任务|任务)")
_PROJECT_HEADERS: Final = re.compile(r"(?:一级|二级)?项目(?:支出)?名称")
_PROJECT_AMOUNTS: Final = re.compile(
    r"(?:20\d\d年)?(?:项目|预算|资金)?(?:预算数|预算金额|金额|资金总额|总额|预算安排(?:数|金额)?|资金)(?:\(.*\))?"
)
_AMOUNT_HEADERS: Final = re.compile(r".*(?:资金|金额|经费|预算|拨款).*")
_FIRST_LEVELS: Final = re.compile(
    r"(?:产出|效益|效果|满意度|成本|绩效|投入|管理|履职|可持续|结果|过程)(?:类)?指标|(?:产出|效益|满意度|成本)"
)
_SECOND_LEVELS: Final = re.compile(
    r".*(?:数量|质量|时效|成本|经济效益|社会效益|生态效益|环境效益|生态环境|可持续影响|可持续发展|影响力|满意度|对象|效益|发展|能力)(?:类)?指标"
)


@dataclass(frozen=True, slots=True)
class IndicatorHeader:
    """The columns of an indicator table as its header prints them; None for those it lacks."""

    words: tuple[str, ...]
    name: int
    target: int | None
    direction: int | None
    unit: int | None
    task: int | None
    tail: tuple[int, ...]  # columns behind target and unit (涉及项目, 涉及财政资金)
    project: int | None = None  # 项目名称, where one table holds the indicators of several projects
    amount: int | None = None  # how much each of them is


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """An indicator as its row gives it; `target_column` is where its target cell stands."""

    levels: tuple[str, str]
    task: str
    name: str
    target: Target
    printed: str
    cell: Cell
    name_cell: Cell
    target_column: int
    used: frozenset[int]  # the columns that were read


@dataclass(slots=True)
class LevelMemory:
    """The levels and the task above: their cells span rows, and are blank below the first."""

    first: str = ""
    second: str = ""
    task: str = ""
    direction_column: int | None = None
    seen: list[str] = field(default_factory=list)


def read_indicator_header(row: Row) -> IndicatorHeader | None:
    """The indicator columns of a header row; None for any other row."""
    if not any(_OF_NAME_HEADERS in cell.text for cell in row):
        return None  # as nearly all rows: without folding all their texts
    words = tuple(fold(cell.text) for cell in row)
    name = next((words.index(word) for word in _NAME_HEADERS if word in words), None)
    if name is None or any(is_number(word) for word in words):
        return None
    later = range(name + 1, len(words))
    direction = next((column for column in later if _DIRECTION_HEADERS.fullmatch(words[column])), None)
    target = next((column for column in later if _TARGET_HEADERS.fullmatch(words[column])), None)
    unit = next((column for column in later if _UNIT_HEADERS.fullmatch(words[column])), None)
    if target is None and direction is None:
        return None
    task = next((column for column in range(name) if _TASK_HEADERS.fullmatch(words[column])), None)
    last = max(column for column in (name, direction, target, unit) if column is not None)
    tail = tuple(column for column in range(last + 1, len(words)) if words[column])
    printed = tuple(squeeze(cell.text) for cell in row)
    project = next((column for column in range(name) if _PROJECT_HEADERS.fullmatch(words[column])), None)
    amount = next((column for column in range(name) if _PROJECT_AMOUNTS.fullmatch(words[column])), None)
    return IndicatorHeader(printed, name, target, direction, unit, task, tail, project, amount)


def is_amount_header(word: str) -> bool:
    """Whether a header in an indicator table stands over money."""
    return bool(_AMOUNT_HEADERS.fullmatch(fold(word)))


def is_level_word(text: str) -> bool:
    """Whether a cell names a level of indicators (产出指标, 数量指标), not an indicator."""
    folded = fold(text)
    return bool(_FIRST_LEVELS.fullmatch(folded) or _SECOND_LEVELS.fullmatch(folded))


def read_indicator_row(row: Row, header: IndicatorHeader, memory: LevelMemory) -> IndicatorRow | None:
    """Read a row under an indicator header; None where it holds no indicator."""
    columns = _undirected(row, header)
    if header.direction is not None:
        columns = _directed(row, header, header.direction, memory)
    if columns is None:
        return None
    name, direction, target, unit = columns
    if not is_words(row[name].text) or (is_level_word(row[name].text) and direction is None):
        return None
    levels, task = _levels(row, name, header, memory)
    target_cell = row[target] if target is not None and target < len(row) else None
    own_unit = _text(row, unit) if unit is not None and not is_number(_text(row, unit)) else ""
    sign = direction_of(_text(row, direction)) or "" if direction is not None else ""
    printed = target_cell.text if target_cell else ""
    used = frozenset(column for column in (*range(name + 1), direction, target, unit) if column is not None)
    cell = target_cell or row[name]
    return IndicatorRow(
        levels,
        task,
        squeeze(row[name].text),
        parse_target(printed, own_unit, sign),
        printed,
        cell,
        row[name],
        target if target is not None else name,
        used,
    )


def _text(row: Row, column: int | None) -> str:
    return row[column].text if column is not None and 0 <= column < len(row) else ""


def _directed(
    row: Row, header: IndicatorHeader, printed: int, memory: LevelMemory
) -> tuple[int, int | None, int | None, int | None] | None:
    """Anchor a row on its direction cell; the other cells stand from it as from the header's, `printed`."""
    found = [column for column, cell in enumerate(row) if direction_of(cell.text) is not None and column]
    column = min(found, key=lambda one: abs(one - printed)) if found else memory.direction_column
    if column is None:
        column = printed
    name = column + header.name - printed
    if not 0 <= name < len(row):
        return None
    if found:
        memory.direction_column = column
        while name > 0 and is_blank(row[name].text) and printed - header.name == 1:
            name -= 1
    elif not is_words(row[name].text) or is_level_word(row[name].text):
        return None
    target = column + header.target - printed if header.target is not None else None
    unit = column + header.unit - printed if header.unit is not None else None
    return name, column, target, unit


def _undirected(row: Row, header: IndicatorHeader) -> tuple[int, int | None, int | None, int | None] | None:
    """A row without direction cells: its cells stand under the header, or are all moved by as much as its target."""
    if header.target is None:
        return None
    name, target = header.name, header.target
    targets = [column for column, cell in enumerate(row) if looks_like_target(cell.text)]
    shift = 0
    if targets and target not in targets:
        shift = targets[-1] - target
    elif not targets and is_level_word(_text(row, name)) and is_words(_text(row, target)):
        shift = target - name
    if not (0 <= name + shift < len(row)) or not is_words(_text(row, name + shift)):
        return None
    unit = header.unit + shift if header.unit is not None else None
    return name + shift, None, target + shift, unit


def _levels(row: Row, name: int, header: IndicatorHeader, memory: LevelMemory) -> tuple[tuple[str, str], str]:
    """The levels and the task of a row: what it prints left of the name, else what stands above."""
    words = [squeeze(cell.text) for cell in row[:name] if is_words(cell.text)]
    if header.task is not None and words and not is_level_word(words[-1]):
        memory.task = words[-1]
        words = words[:-1]
    named = [word for word in words if is_level_word(word)]
    if len(named) > 1:
        memory.first, memory.second = named[-2], named[-1]
        if len(named[:-2]) > 0 and _FIRST_LEVELS.fullmatch(fold(named[0])):
            memory.seen.append(named[0])
    elif named:
        _enter_level(named[0], memory)
    elif len(words) > 1:
        memory.first, memory.second = words[-2], words[-1]
    elif words and header.task is None:
        memory.second = words[-1]
    return (memory.first, memory.second), memory.task


def _enter_level(word: str, memory: LevelMemory) -> None:
    """A lone level word is a second level, unless only first levels are called so."""
    folded = fold(word)
    only_first = _FIRST_LEVELS.fullmatch(folded) and not re.fullmatch(r"成本指标|效益指标|满意度指标", folded)
    if only_first or (_FIRST_LEVELS.fullmatch(folded) and not _SECOND_LEVELS.fullmatch(folded)):
        memory.first, memory.second = word, ""
        return
    if memory.seen:
        memory.first = memory.seen.pop()
    memory.second = word
