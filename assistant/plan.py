"""The typed plan (查询计划): what a question asks, before anything is looked up.

Rules and a language model produce the same plan; everything after it is deterministic. A plan can be written as JSON
and read back.
"""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field


class Operation(StrEnum):
    """What is to be done with the targets."""

    LOOKUP = "lookup"  # 查数
    COMPOSITION = "composition"  # 构成、明细
    SUM = "sum"  # 合计
    AVERAGE = "average"  # 平均每个项目
    DIFFERENCE = "difference"  # 相差
    RATIO = "ratio"  # 占比
    COMPLETION = "completion"  # 完成率
    CHANGE = "change"  # 比上年增减
    RANK = "rank"  # 排名
    FILTER = "filter"  # 按金额筛选
    COUNT = "count"  # 个数
    INDICATOR = "indicator"  # 绩效指标
    DEFINITION = "definition"  # 名词解释
    NARRATIVE = "narrative"  # 文字内容
    REASON = "reason"  # 为什么
    VERIFY = "verify"  # 核对
    COMPUTE = "compute"  # 几步算式


class TargetKind(StrEnum):
    """What a target is."""

    SUBJECT = "subject"
    PROJECT = "project"
    INDICATOR = "indicator"
    TERM = "term"
    MARK = "mark"  # what rows of the table of purchases are marked with: 分散采购
    LITERAL = "literal"  # a number in the question


class Record(BaseModel):
    """A frozen part of a plan."""

    model_config = ConfigDict(frozen=True)


class Target(Record):
    """Something a figure can be of: the words of the question and the names it may mean in the documents."""

    text: str
    kind: TargetKind = TargetKind.SUBJECT
    names: tuple[str, ...] = ()  # canonical names, any of which is meant
    codes: tuple[str, ...] = ()  # account codes, any of which is meant
    measure: str = ""  # the part of it: 基本支出, 项目支出 …
    start: int = -1  # offset in the question
    score: float = 1.0
    part: bool = False  # the words mean only a part of what the names mean: 油费 within 公务用车运行费
    within: tuple[str, ...] = ()  # the project in whose own table the row stands
    forms: tuple[str, ...] = ()  # the table forms that alone are meant for it: 项目支出 of 一般公共预算
    loose: tuple[str, ...] = ()  # words that run into the name and that nothing explains: it may be part of another

    def within_forms(self, selection: Selection) -> Selection:
        """The selection with the table forms that alone are meant for it, where the question says so."""
        return selection.model_copy(update={"forms": self.forms, "nature": ""}) if self.forms else selection


class Comparator(StrEnum):
    """How a threshold compares."""

    AT_LEAST = "≥"
    MORE = ">"
    AT_MOST = "≤"
    LESS = "<"


class Threshold(Record):
    """An amount that listed items are compared with, in `unit` (元, 万元, 亿元; % for rates)."""

    comparator: Comparator
    value: Decimal
    unit: str


class Point(Record):
    """A year and a stage that a question names together: 2024年决算."""

    year: int
    stage: str


class Term(Record):
    """A figure that a computation of several steps takes: of the item, in the year meant or so many years before.

    `year` and `organization` are None where they are those that the question names for all of it.
    """

    target: Target
    year: int | None = None
    back: int = 0
    organization: int | None = None


class Formula(Record):
    """A computation of several steps: `steps` over the terms by their places, {0} / {1} * 100, its result in `unit`.

    `unit` is "" for money, in the unit of the first term. `left` is how many terms stand on the left of a comparison.
    """

    steps: str
    terms: tuple[Term, ...]
    unit: str = ""
    left: int = 0


def sum_of(number: int, first: int = 0) -> str:
    """The steps of a sum of so many terms from the place `first` on: {0} + {1}."""
    return " + ".join(f"{{{place}}}" for place in range(first, first + number))


def share_of_sum(number: int) -> str:
    """The steps of the share that a sum of so many terms has in the term after them."""
    return f"({sum_of(number)}) / {{{number}}} * 100"


def mean_of(number: int) -> str:
    """The steps of the average of so many terms."""
    return f"({sum_of(number)}) / {number}"


class Roles(Record):
    """Which figures of a subject are wanted: the amount, its change and its growth."""

    level: bool = True
    change: bool = False
    rate: bool = False


class Selection(Record):
    """Which documents and which 口径 are meant; empty means not said."""

    organizations: tuple[int, ...] = ()
    years: tuple[int, ...] = ()
    kind: str = ""  # 预算, 决算
    stages: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()  # table forms named in the question
    tables: tuple[str, ...] = ()  # the words that name them: of several tables of a form, the one so called
    nature: str = ""  # "basic", "all"
    classification: str = ""  # "functional", "economic"
    scope: str = ""  # 部门, 单位


class Plan(Record):
    """What a question asks."""

    operation: Operation
    question: str
    targets: tuple[Target, ...] = ()
    against: tuple[Target, ...] = ()  # denominator, right side of an equation, second item of a comparison
    selection: Selection = Field(default_factory=Selection)
    roles: Roles = Field(default_factory=Roles)
    threshold: Threshold | None = None
    ceiling: Threshold | None = None  # the other end of a range: 30万到70万之间
    top: int = 0
    position: int = 0  # 第二名, 第三个: the item at this place alone
    ascending: bool = False
    rated: bool = False  # items are listed by their completion rates, not by their amounts
    listed: bool = False  # items are listed by how they changed
    named: bool = False  # the items that are named are put in order, not what they consist of
    name_filter: str = ""
    accounts: tuple[str, ...] = ()  # codes of the accounts under which the projects asked for are listed
    of_projects: bool = False  # a share of the projects that the question selects, and not of one item
    body: str = ""  # the body whose projects are meant, where the list of projects names several
    units: tuple[str, ...] = ()
    across: bool = False  # over several organizations (or years) together
    every: bool = False  # each organization separately, listed
    unknown: tuple[str, ...] = ()  # organizations named but not loaded
    words: tuple[str, ...] = ()  # content words left over, for sentences and passages
    measure_word: str = ""  # 个, 辆, 台 … after 几 or 多少
    points: tuple[Point, ...] = ()  # 2024年年初预算、2024年决算、2025年预算
    per_head: str = ""  # 人均, 每月 …: an average that documents seldom print
    formula: Formula | None = None  # what is worked out of several figures in several steps
    conflict: bool = False  # the question itself speaks of two figures
    placed: bool = False  # asked of what stands at a place of the list before, and named here: 它去年多少
    sourced: bool = False  # where the figures stand is asked for: 出处在哪
