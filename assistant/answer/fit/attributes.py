"""What describes an item in characters that make no word by themselves (定语): 未执行的, 跨年的, 含税的, 其中核增多少.

Segmentation tears them apart, so that nothing of them seems left over; yet the item without them is another figure.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import rjieba

from assistant.understand.linking.lexicon import is_small, speaking
from assistant.understand.words import cues

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.plan import Plan

# those who spend, and what they do with money: 局的, 财政拨的 describe no item
_NO_ATTRIBUTE: Final = frozenset(
    "局委厅办市省区县院处科校站馆镇乡街个笔些种类项款块发拨花用付支交买领收批报编给出定印写占走管做核帮比较由除外"
)
_REST: Final = r"[^\s，,。；;:：、？?\d的]{0,3}"
_OF: Final = re.compile(rf"({_REST})的")
_PART: Final = re.compile("(?:那|这)?(?:部分|块|些|笔)|有?多少|是多少|有(?:几|哪)|钱")
_AMONG: Final = re.compile("(?:其中|里面|里头|当中|(?<=.)[里中])的?$")
_ASKED: Final = re.compile(rf"({_REST}?)的?(?:是|有|为|占)?(?:多少|几)")
_BEGINS: Final = re.compile("(?:^|[，,。；;？?])$")
_WHOSE: Final = re.compile(r"[^，,。；;？?、的]{2,20}")
_NOT: Final = "未"


def attributes(plan: Plan, words: Sequence[str]) -> list[str]:
    """The descriptions of the items of a question that begin with one of these words, in its order."""
    starts = {target.start for target in (*plan.targets, *plan.against) if target.start >= 0}
    found = []
    for word in words:
        at = plan.question.find(word)
        if at >= 0 and (phrase := _described(plan.question, at, word, starts)):
            if plan.top and cues.RANK.pattern.fullmatch(phrase):  # 前三大|支出: the order that is asked for
                continue
            found.append(phrase)
    return found


def _described(text: str, at: int, word: str, starts: set[int]) -> str:
    """The description that begins with a word left over; "" where it is none."""
    end = at + len(word)
    of = _OF.match(text, end)
    # 五险一金里的, 不含水费的: where an item stands, or another item
    within = of is not None and (
        (word + of[1]).endswith(("里", "中", "内")) or any(end <= start < of.end() - 1 for start in starts)
    )
    if of is not None and not within and word not in _NO_ATTRIBUTE and _of_an_item(text, at, of.end(), starts):
        return word + of[1]
    asked = _ASKED.match(text, end) if _AMONG.search(text[:at]) else None
    if asked is not None and word not in _NO_ATTRIBUTE:
        return word + asked[1]
    for start in sorted(starts):
        before = text[at:start]
        if len(before) <= len(word) + 3 and start > at and _is_one(before, word):
            return before
    return ""


def _of_an_item(text: str, at: int, after: int, starts: set[int]) -> bool:
    """Whether 的 leads to an item or a part of one; whose it is and of when may stand between (未执行的某局差旅费)."""
    if after in starts or _PART.match(text, after):
        return True
    first = _BEGINS.search(text[:at]) is not None
    return first and any(_WHOSE.fullmatch(text, after, start) for start in starts if start > after)


def _is_one(before: str, word: str) -> bool:
    """Whether what stands right before an item is one word, or a denial (跨年|差旅费, 未执行|预算)."""
    if is_small(before) or before in speaking():
        return False
    return before.startswith(_NOT) or (
        len(before) > 1 and word in before and list(rjieba.cut(before, hmm=True)) == [before]
    )
