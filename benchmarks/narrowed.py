"""Asks for less, or for something else, than a figure that is printed: that figure, confirmed, is then a wrong answer.

Run: python -m benchmarks.narrowed [number] [seed].

Each question is of an item of the samples, described by a word that none of them prints (未支付的差旅费),
or asked for in a way that its amount is no answer to (差旅费多少人次). Counted is what asserts and confirms
nothing but the plain amount, and says nothing of the word.
"""

from __future__ import annotations

import itertools
import random
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING, Final

from assistant.service import Assistant
from assistant.settings import Settings
from index.build import build

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assistant.answer.model import Answer

_DOCUMENTS: Final = Path(__file__).parent.parent / "samples" / "documents"
_WHOSE: Final = ("数据局2025年", "图书馆2025年")
_ITEMS: Final = (
    "办公费", "差旅费", "会议费", "培训费", "公务接待费", "三公经费", "住房公积金", "工资福利支出",
    "商品和服务支出", "项目支出", "基本支出", "支出总计", "政府采购",
)  # fmt: skip
_WORDS: Final = (
    "未支付", "未执行", "核增", "含税", "跨年", "扣税后", "超标准", "违规", "尾款", "挂账", "外籍", "待摊",
    "应急", "隔夜", "上半年", "第三季度", "年中", "外聘人员", "司机", "食堂", "境外", "节假日", "疫情防控",
    "贷款利息", "省级配套", "已支付", "退回", "追加", "调减", "乡村振兴", "青年干部", "信访", "维稳", "第二批",
    "抚恤对象", "质保金", "预付",
)  # fmt: skip
_NARROWER: Final = (
    "{who}{word}的{item}是多少", "{who}{item}里{word}的部分多少", "{who}{item}中用于{word}的有多少",
    "{who}{item}多少，其中{word}多少", "{who}{word}{item}多少钱", "{word}的{who}{item}多少",
)  # fmt: skip
_OTHERWISE: Final = (
    "{who}{item}的三倍是多少", "{who}{item}人均多少", "{who}每天{item}多少", "{who}{item}打八折多少",
    "{who}{item}的零头是多少", "{who}{item}能买几辆车", "{who}{item}比全市平均水平高多少",
    "{who}{item}在全省排第几", "{who}{item}的中位数", "{who}{item}每平方米多少", "{who}{item}够发几个月",
    "{who}{item}决算多少", "{who}{item}实际花了多少", "{who}{item}执行了多少", "{who}{item}完成率",
    "{who}{item}超支多少", "{who}{item}多少人次", "{who}{item}用了几辆", "{who}{item}共几笔",
    "{who}{item}涉及多少人", "{who}政府性基金的{item}多少", "{who}中央资金的{item}多少",
    "{who}债券资金{item}多少", "{who}彩票公益金的{item}多少", "{who}办公室的{item}多少",
    "{who}局长的{item}多少", "{who}{item}谁审批的",
)  # fmt: skip
_TOLD: Final = ("没有印出", "没有找到", "没有对应", "没有写明", "不是所问的", "没有载入")


@dataclass(frozen=True, slots=True)
class Narrowed:
    """A question, and the plain question whose figures are no answer to it."""

    question: str
    plain: str


def narrowed(number: int, seed: int) -> Iterator[Narrowed]:
    """So many different questions, in an order that the seed gives."""
    described = [
        Narrowed(form.format(who=who, item=item, word=word), f"{who}{item}多少")
        for who, item, word, form in itertools.product(_WHOSE, _ITEMS, _WORDS, _NARROWER)
    ]
    otherwise = [
        Narrowed(form.format(who=who, item=item), f"{who}{item}多少")
        for who, item, form in itertools.product(_WHOSE, _ITEMS, _OTHERWISE)
    ]
    drawn = random.Random(seed)  # noqa: S311 - a sample of questions
    half = number // 2
    yield from drawn.sample(otherwise, min(half, len(otherwise)))
    yield from drawn.sample(described, min(number - min(half, len(otherwise)), len(described)))


def taken_for_answer(plain: Answer, answer: Answer) -> bool:
    """Whether an answer asserts and confirms nothing but the plain figures, and says nothing of what else was asked."""
    values = {(figure.value, figure.unit) for figure in answer.figures}
    confirmed = answer.status == "answered" and answer.verification.status in ("verified", "rounding")
    own = {(figure.value, figure.unit) for figure in plain.figures}
    return confirmed and bool(values) and values <= own and not any(words in answer.answer for words in _TOLD)


def main(number: int, seed: int) -> int:
    """Ask, print what was taken for an answer, and return how many."""
    settings = Settings(home=Path(mkdtemp(prefix="yusuan-narrowed-")), embed=False)
    build([_DOCUMENTS], settings)
    assistant = Assistant(settings)
    endings: Counter[str] = Counter()
    wrong = 0
    for one in narrowed(number, seed):
        answer = assistant.ask(one.question)
        endings[f"{answer.status}/{answer.verification.status}"] += 1
        if taken_for_answer(assistant.ask(one.plain), answer):
            wrong += 1
            print(one.question, [(figure.label, figure.value) for figure in answer.figures])
    print(f"{number} questions, seed {seed}: {wrong} answered by the plain figure", dict(endings))
    return wrong


if __name__ == "__main__":
    arguments = [int(argument) for argument in sys.argv[1:3]]
    sys.exit(min(main(*(arguments + [1000, 1][len(arguments) :])), 1))
