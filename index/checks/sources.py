"""Words for where money comes from (资金来源): the heads of columns and rows that a total is divided into by source."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from index.catalogue.vocabulary import normalise

if TYPE_CHECKING:
    from collections.abc import Iterable


class Source(StrEnum):
    """A kind of source: those of 财政拨款, 财政拨款 itself, all others, and what is carried over."""

    GRANT = "财政拨款所属资金"  # 一般公共预算, 政府性基金, 国有资本经营预算
    FISCAL = "财政拨款"
    OTHER = "其他资金"  # 财政专户, 事业收入, 经营收入, 上级补助, 附属单位上缴, 其他收入, 单位资金
    CARRIED = "上年结转"


_NUMBERING = re.compile(
    r"^(?:[一二三四五六七八九十]+[、.．]|[(（][一二三四五六七八九十\d]+[)）]|\d{1,2}[、.．](?!\d))|^其中[:：]?|^加[:：]"
)
_MONEY = r"(?:预算)?(?:财政)?(?:拨款|补助)?(?:收入|资金|支出)?(?:小计|合计)?"
_YEAR = r"(?:本年|当年|年度安排)?"
_PATTERNS = (
    (
        Source.GRANT,
        re.compile(rf"{_YEAR}(?:一般公共预算|公共财政预算|一般公共财政预算|政府性基金|国有资本经营){_MONEY}"),
    ),
    (Source.FISCAL, re.compile(rf"{_YEAR}财政(?:拨款|资金|补助)(?:收入|资金)?(?:小计|合计)?")),
    (
        Source.CARRIED,
        re.compile(
            r"(?:上年|年初)(?:财政拨款)?(?:结转|结余)(?:和|及|、|与)?(?:结转|结余)?(?:收入|资金)?(?:小计|合计)?"
        ),
    ),
    (Source.CARRIED, re.compile(r"(?:使用|动用)非财政拨款结余.*|用事业基金弥补收支差额")),
    (
        Source.OTHER,
        re.compile(
            r"非财政拨款(?:收入|资金)?|财政专户(?:管理)?(?:的)?(?:资金|收入)*(?:小计)?|事业收入(?:资金)?|(?:事业单位)?经营收入"
            r"|上级补助收入|附属单位上缴收入|其他收入|其他资金(?:小计)?|(?:单位|自有|单位自有)资金|债务收入|投资收益|捐赠收入"
        ),
    ),
)


@lru_cache(maxsize=4096)
def source_of(word: str) -> Source | None:
    """Which kind of source a head names; None for another word."""
    name = normalise(_NUMBERING.sub("", "".join(word.split())))
    return next((source for source, pattern in _PATTERNS if pattern.fullmatch(name)), None)


def divides_by_source(words: Iterable[str]) -> bool:
    """Whether all words name sources, of which there is at least one."""
    found = [source_of(word) for word in words]
    return bool(found) and None not in found
