"""What the words of a question account for (词语交代): names, scope, operators, amounts, and what is left unexplained.

The certainty of the rules' plan and the licence of a model's proposal are both judged by it. It knows nothing of the
model: the same question over the same documents is always read alike.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from assistant.understand.linking.lexicon import leftover, link
from assistant.understand.parse import parse
from assistant.understand.scoping.scope import documents, of_years
from assistant.understand.words import bounds

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from assistant.execute.entry import Source
    from assistant.execute.ledger import Ledger
    from assistant.plan import Selection, Target, Threshold


class Operator(StrEnum):
    """A family of words that ask for one kind of computation."""

    SUM = "sum"
    MINUS = "minus"
    DIFFERENCE = "difference"
    RATIO = "ratio"
    TIMES = "times"
    MEAN = "mean"
    COUNT = "count"
    RANK = "rank"
    THRESHOLD = "threshold"
    CHANGE = "change"


_NUMBER: Final = r"(?:\d+|[两二三四五六七八九十]+)"
_WORDS: Final[dict[Operator, re.Pattern[str]]] = {
    Operator.SUM: re.compile(
        r"之和|合计|一共|总共|共计|总和|相加|加起来|加在一起|加总|合起来|合在一起|加上|(?<![增参追])加(?![强大快班])"
    ),
    Operator.MINUS: re.compile(r"减去|减掉|扣除|扣掉|扣去|除去|除开|去掉|刨去|刨除|还?剩(?:下|余)?"),
    Operator.DIFFERENCE: re.compile(r"相差|差额|差多少|(?:多|少)(?=多少)|高出|多出|(?<![占对同类])比(?![例重上去])"),
    Operator.RATIO: re.compile(r"占比?|比例|比重|百分之(?:几|多少)|百分比|几成|份额"),
    Operator.TIMES: re.compile(rf"(?:几|多少|{_NUMBER})倍"),
    Operator.MEAN: re.compile(r"(?:平均(?:数|值)?|均值|年均)(?:每年|每家|每个?(?:单位|部门|项目))?"),
    Operator.COUNT: re.compile(r"(?:几|多少)(?:个|项|家|条|笔)|个数"),
    Operator.RANK: re.compile(
        rf"最[大小高低多少]的?(?:{_NUMBER}[个项笔大家])?|前{_NUMBER}(?:大|名|项|个|家|笔)?(?:的)?|排名|排序"
    ),
}
_CHANGE: Final = re.compile(r"增[加长幅减]|减少|下降|上升|同比|[比较]上一?年|[比较]去年|变化|涨|降")
# what asks, joins or points, and what the views themselves say
_FILLER: Final = re.compile(
    r"多少钱|多少|几[个家项]|哪[些几个家一项]+|[万亿千]?元|块钱|请问|请|一下|告诉我|我想知道|帮我|计算|算出?|得出|"
    r"是|为|的|了|呢|吗|吧|啊|有|各自?|分别|和|与|跟|及|以及|还|再|又|并且|同时|但|且|而|里面|当中|中|里|在|后|之间|共|"
    r"单位|部门|项目|科目|支出|预算|决算|安排|数额?|金额|总额|钱|这|那|它们|[两三四]者|[两三四几]项|[两三]年|年度?|"
    r"列出|列|家|个|项"
)
_YEAR: Final = re.compile(r"(?:20)?\d{2}年度?|今年|去年|本年|上年")
_MARKS: Final = re.compile(r"[\s、，,。.；;：:？?！!（()）“”\"'‘’《》]+")
_OPENER: Final = re.compile(
    r"各(?:个|家)?(?:单位|部门)|哪[些几个家]{1,2}(?:单位|部门)|(?:单位|部门)有?哪些|所有(?:单位|部门)"
)


@dataclass(frozen=True, slots=True)
class Reading:
    """A question by what its words account for; `rest` is what nothing explains, strictly."""

    text: str
    selection: Selection
    targets: tuple[Target, ...]
    operators: tuple[tuple[Operator, int], ...]  # with their offsets
    thresholds: tuple[Threshold, ...]
    numbers: frozenset[int]  # 前三, 两倍: whole numbers that it says
    rest: str
    words: tuple[str, ...]  # of the rest, what is no word of asking either
    sources: tuple[Source, ...]  # the documents that it speaks of
    every: bool  # whether it speaks of each organization

    @property
    def families(self) -> frozenset[Operator]:
        """The kinds of computation that its words ask for."""
        return frozenset(family for family, _ in self.operators)

    def first(self, family: Operator) -> int | None:
        """Where the words of a family stand first."""
        return next((offset for found, offset in self.operators if found is family), None)


def read(ledger: Ledger, text: str) -> Reading:
    """Read a question for what its words account for."""
    exact = [(each.start, each.end) for each in link(ledger, text, list(ledger.sources), ())]
    operators, spans = _operators(text, exact)
    limits = [(span, limit) for span, limit in bounds.thresholds(text) if _free(span, exact)]
    operators += [(Operator.THRESHOLD, span[0]) for span, _ in limits]
    spans += [span for span, _ in limits]
    parsed = parse(ledger, _blanked(text, spans))
    taken = [*spans, *parsed.scope.spans, *((each.start, each.end) for each in parsed.links)]
    plain = _blanked(text, taken)
    if _CHANGE.search(plain):
        operators.append((Operator.CHANGE, len(text)))
    sources = of_years(documents(ledger, parsed.selection), parsed.selection.years)
    return Reading(
        text=text,
        selection=parsed.selection,
        targets=parsed.targets,
        operators=tuple(sorted(operators, key=lambda each: each[1])),
        thresholds=tuple(limit for _, limit in limits),
        numbers=_numbers(text[start:end] for start, end in spans),
        rest=_MARKS.sub("", _FILLER.sub("", _YEAR.sub("", _CHANGE.sub("", plain.replace("　", " "))))),
        words=tuple(piece for _, piece in leftover(plain, ()) if len(piece) > 1 and not _YEAR.fullmatch(piece)),
        sources=tuple(sources),
        every=_OPENER.search(text) is not None,
    )


def _operators(text: str, names: Sequence[tuple[int, int]]) -> tuple[list[tuple[Operator, int]], list[tuple[int, int]]]:
    found: list[tuple[Operator, int]] = []
    spans: list[tuple[int, int]] = []
    for family, words in _WORDS.items():
        for match in words.finditer(text):
            if _free(match.span(), names) and _free(match.span(), spans):
                found.append((family, match.start()))
                spans.append(match.span())
    return found, spans


def _free(span: tuple[int, int], taken: Iterable[tuple[int, int]]) -> bool:
    return all(span[1] <= start or span[0] >= end for start, end in taken)


def _blanked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    characters = list(text)
    for start, end in spans:
        characters[start:end] = "　" * (end - start)
    return "".join(characters)


def _numbers(pieces: Iterable[str]) -> frozenset[int]:
    """Whole numbers within operator words: 前三, 两倍."""
    said = [re.sub(r"[万亿千百]|以[上下]", "", piece) for piece in pieces]
    found = [bounds.chinese_number(number) for piece in said for number in re.findall(_NUMBER, piece)]
    return frozenset(number for number in found if number is not None)
