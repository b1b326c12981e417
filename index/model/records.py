"""What a document becomes: tables, facts, indicators, projects, statements, passages, checks and findings.

Each record carries the place it comes from; none can be made without one. Money is kept as printed, as a Decimal and,
by the store, as an integer of 分. Records of one document refer to one another by their position in its tuples.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from index.model.document import Document, Place
from index.model.frozen import frozen

if TYPE_CHECKING:
    from decimal import Decimal

    from index.model.quantity import Outcome


class Kind(StrEnum):
    """The kind of a document (文种)."""

    BUDGET = "预算"
    FINAL_ACCOUNT = "决算"


class Scope(StrEnum):
    """Whether a document covers a department with its units (部门) or one unit (单位)."""

    DEPARTMENT = "部门"
    UNIT = "单位"


class Stage(StrEnum):
    """The stage of a figure (数据口径的阶段): different stages of one item are different figures."""

    BUDGET = "预算"
    INITIAL_BUDGET = "年初预算"
    ADJUSTED_BUDGET = "调整预算"
    FINAL = "决算"
    EXECUTED = "执行数"


class Side(StrEnum):
    """Receipts or expenditure (收入/支出)."""

    RECEIPTS = "收入"
    EXPENDITURE = "支出"


@dataclass(frozen=True, slots=True)
class Identity:
    """Who and when a document is about (文件身份), read from its content."""

    organization: str
    year: int | None
    kind: Kind
    scope: Scope
    short_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: `path` the header levels above it, top to bottom; `role` says what it holds."""

    index: int
    path: tuple[str, ...]
    role: str  # "label", "code", "value", "text" or "unused"
    block: int = 0  # side-by-side panels are numbered from the left


@dataclass(frozen=True, slots=True)
class Reading:
    """A choice between several ways to read a table (读法): what was chosen, and how many identities each satisfied."""

    question: str
    chosen: str
    scores: tuple[tuple[str, int, int], ...]  # (reading, identities that hold, identities that fail)


@dataclass(frozen=True, slots=True)
class Table:
    """A recognised table (表): `form` is the id of its form in the catalogue, or None."""

    title: str
    unit: str
    form: str | None
    section: tuple[str, ...]  # headings above it
    place: Place
    last_place: Place
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]  # texts after realignment, header rows first; for display
    row_places: tuple[Place, ...]
    header_rows: int
    note: str = ""
    empty: bool = False  # printed without figures (空表)
    unit_stated: bool = True
    readings: tuple[Reading, ...] = ()
    boxes: tuple[tuple[tuple[float, float, float, float] | None, ...], ...] = ()  # of the cells of `rows`; PDF only


@frozen
class Fact:
    """A figure of a table, or an empty cell where one could stand (数据单元).

    `value` is None for an empty cell. `subject` names what the figure is of in canonical words, `measure` the part of
    it that the column takes ("" for the whole): row 2010301 行政运行 in column 基本支出 has subject 行政运行, measure
    基本支出; the 合计 row in that column has subject 基本支出, measure "".
    """

    table: int
    row: int
    column: int
    place: Place
    code: str
    row_label: str
    column_path: tuple[str, ...]
    printed: str
    value: Decimal | None
    unit: str
    subject: str
    measure: str
    side: str = ""
    stage: Stage = Stage.BUDGET
    year: int | None = None
    total: bool = False  # stands in a total row (合计)
    parent_code: str = ""
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Indicator:
    """A performance indicator (绩效指标): first to third level, direction, target as printed, unit, project."""

    table: int
    row: int
    place: Place
    project: str
    levels: tuple[str, str]  # 一级指标, 二级指标 ("" where lost)
    name: str  # 三级指标
    direction: str  # "≥", "≤", "=", ">", "<" or ""
    target: str  # as printed, without direction and unit; "" for an empty cell
    value: Decimal | None
    unit: str
    printed: str  # the whole cell
    task: str = ""  # 年度工作任务


@dataclass(frozen=True, slots=True)
class Project:
    """A project (项目) with its funding; amounts are in `unit`."""

    name: str
    table: int
    place: Place
    amount: Decimal | None
    printed: str
    unit: str
    goal: str = ""
    carried_over: Decimal | None = None  # 上年结转结余财政拨款


class Role(StrEnum):
    """What a figure in a sentence says of its subject."""

    LEVEL = "level"  # the amount itself
    CHANGE = "change"  # 比上年增加 / 减少
    RATE = "rate"  # 增长 / 下降 %
    SHARE = "share"  # 占 %
    COUNT = "count"  # 27 个项目


@frozen
class Statement:
    """A figure that a sentence states (文字表述的数字).

    `value` has the sign of the change for CHANGE and RATE (减少 is negative). `base` quotes what it is compared with
    (比上年, 比2023年预算数). `start` and `end` are offsets of the printed figure in `sentence`. `parent` is the index
    of the statement whose part this is (…其中：…).
    """

    place: Place
    section: tuple[str, ...]
    sentence: str
    subject: str
    printed: str
    value: Decimal
    unit: str
    role: Role
    start: int
    end: int
    year: int | None = None
    stage: Stage = Stage.BUDGET
    base: str = ""
    code: str = ""
    parent: int | None = None
    table: int | None = None  # when the sentence stands in a table cell


class PassageKind(StrEnum):
    """The kind of a passage (段落类别)."""

    TEXT = "text"
    DEFINITION = "definition"  # 名词解释: `term` is what is defined
    NOTE = "note"  # a note at a table


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of narrative with its headings (文字段落), the unit of retrieval."""

    kind: PassageKind
    section: tuple[str, ...]
    text: str
    place: Place
    last_place: Place
    term: str = ""


@frozen
class Operand:
    """A figure taking part in a check: a fact, statement or indicator, by index; `sign` is +1, -1, 0 for the result."""

    sign: int
    fact: int | None = None
    statement: int | None = None
    indicator: int | None = None


@frozen
class Spot:
    """Words that a check is about where it is about no figure (所核文字): a title, a note, an entry of the contents."""

    place: Place
    container: str  # the table's title or the heading that they stand in
    printed: str


@frozen
class Check:
    """An identity of the document and how it came out (勾稽检查)."""

    kind: str  # "sum", "columns", "balance", "repeat", "narrative", "change"
    statement: str  # Chinese, with the figures: 基本支出 500.00 = 380.00 + 120.00
    expected: Decimal
    actual: Decimal
    tolerance: Decimal
    unit: str
    outcome: Outcome
    operands: tuple[Operand, ...]
    rule: str = ""  # id of the rule that made it
    explanation: str = ""  # the printed figure that explains a difference (差额 26.39 = 上年结转结余), "" for none
    spots: tuple[Spot, ...] = ()  # the words that it is about, beside its figures or instead of them

    @property
    def difference(self) -> Decimal:
        """Actual less expected, in `unit`."""
        return self.actual - self.expected

    def under(self, rule: str) -> Check:
        """The same check as one of a rule, by the id of this."""
        return Check(
            self.kind, self.statement, self.expected, self.actual, self.tolerance, self.unit, self.outcome,
            self.operands, rule, self.explanation, self.spots,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Finding:
    """Something noticed while reading (发现): stable code, Chinese message, place."""

    code: str
    message: str
    place: Place = field(default_factory=Place)
    table: int | None = None


@dataclass(frozen=True, slots=True)
class Interpretation:
    """A document with everything read from it, ready for the store."""

    document: Document
    identity: Identity
    tables: tuple[Table, ...]
    facts: tuple[Fact, ...]
    indicators: tuple[Indicator, ...]
    projects: tuple[Project, ...]
    statements: tuple[Statement, ...]
    passages: tuple[Passage, ...]
    checks: tuple[Check, ...]
    findings: tuple[Finding, ...]
