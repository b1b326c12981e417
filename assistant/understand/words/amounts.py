"""Questions that name an amount and ask what it is of (按数找项): 哪一项是10.91万, 53.82万元是什么的钱."""

from __future__ import annotations

import re
from typing import Final

_WHICH: Final = "哪(?:一|几)?(?:个|项|笔|块|类|些)?(?:科目|项目|支出|费用|经费|东西|钱)?|什么"
_AMOUNT: Final = (
    r"(?P<number>\d[\d,]*(?:\.\d+)?|[一二两三四五六七八九十百千]+)\s*(?P<unit>亿元?|万块钱?|万元?|元|块钱?)"
)
_ASKED: Final = (
    re.compile(
        rf"(?:{_WHICH})的?(?:刚好|正好|恰好|金额|资金|预算|钱|数)*(?:是|为|等于|有|印|列)?(?:了|的是)?{_AMOUNT}"
    ),
    re.compile(
        rf"{_AMOUNT}(?:的|那|这|对应|指)*(?:一?[笔项个])?(?:钱|数|金额)?(?:都?是|指|对应)?的?(?:是|给)?(?:{_WHICH})"
    ),
)


def asks_which(text: str) -> re.Match[str] | None:
    """The amount, as `number` and `unit`, of which a question asks what it is of; None where it asks for none."""
    return next((match for pattern in _ASKED if (match := pattern.search(text))), None)
