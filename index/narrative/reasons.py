"""Why a figure is what it is: the reason clause of a sentence (原因)."""

from __future__ import annotations

import re
from typing import Final

REASON_MARK: Final = re.compile(
    r"(?:主要|具体|其|变动|增减|增加|减少)?(?:的)?原因(?:主要)?(?:是因为|是由于|是|为|在于|系|如下)?[：:，]?(?:由于|因为)?"
    r"|主要(?:是(?:由于|因为|因)|由于|系|因)[：:]?|主要是[：:]?|(?:是)?由于|是?因为"
)
_FORMAL_REASON: Final = re.compile(
    r"(?:主要|具体)?(?:的)?原因(?:主要)?(?:是因为|是由于|是|为|在于|系|如下)?[：:，]?(?:由于|因为)?"
    r"|主要(?:是(?:由于|因为|因)|由于|系|因)[：:]?|主要是(?!用于|用来|用作)[：:]?"  # 主要是用于 tells a purpose
)
_CAUSE: Final = re.compile(r"(?:是)?(?:由于|因为)(?P<cause>[^，。；]+)")
_NEXT_BASE: Final = re.compile(
    r"[，,；;](?=(?:与|比|较|同)(?:上一?年|去年|20\d\d年|(?:年初|调整|全年)?预算)[^，。；]{0,12}?(?:相比|增加|减少|下降|增长|持平|降低))"
)
_END: Final = re.compile(r"。|[；;，,]?其中[：:]|；(?![一二三四五六七八九][是为]|[（(]?\d)")


def comparisons(sentence: str) -> list[str]:
    """The clauses of a sentence that compare with one base each, where the first has a reason of its own.

    决算数小于预算数的主要原因是…，与上年相比减少 9 万元，减少的主要原因是…: with the budget, then with the year before.
    """
    for cut in _NEXT_BASE.finditer(sentence):
        if explain(sentence[: cut.start()]) and explain(sentence[cut.start() :]):
            return [sentence[: cut.start()], sentence[cut.end() :]]
    return [sentence]


def explain(sentence: str) -> str | None:
    """The reason that a sentence gives (主要原因是…, 主要是…, 由于…), without those words; None where it gives none."""
    match = _FORMAL_REASON.search(sentence)
    if match:
        rest = sentence[match.end() :]
        end = _END.search(rest)
        reason = rest[: end.start()] if end else rest
    else:
        cause = _CAUSE.search(sentence)
        reason = cause["cause"] if cause else ""
    return reason.strip(" \t\n：:，,；;。") or None
