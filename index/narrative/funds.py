"""本年收入, 本年支出, 年末结转 of certain funds: 政府性基金预算本年收入 5 万元，支出 4 万元 is not the whole."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from index.catalogue.vocabulary import canonical
from index.narrative.figures import squeezed

if TYPE_CHECKING:
    from collections.abc import Sequence

_FUNDS: Final = (
    (re.compile(r"政府性基金"), "政府性基金预算"),
    (re.compile(r"国有资本经营"), "国有资本经营预算"),
    (re.compile(r"一般公共预算"), "一般公共预算"),
    (re.compile(r"财政拨款"), "财政拨款"),
)
FUNDS: Final = frozenset(name for _, name in _FUNDS[:-1])
_OF_WHOLE: Final = {
    "收入总计": "{}收入",
    "支出总计": "{}支出",
    "本年收入合计": "{}收入",
    "本年支出合计": "{}支出",
    "上年结转结余": "{}（上年结转结余）",
    "年终结转结余": "{}（年终结转结余）",
}
_LISTED_RECEIPTS: Final = frozenset({"收入总计", "本年收入合计", "上年结转结余"})
_OWN_WORDS: Final = re.compile(
    r"(?P<funds>政府性基金预算|国有资本经营预算|一般公共预算|财政拨款)(?:财政)?(?:拨款)?(?P<rest>(?:本年|[年上][初末终年]).+)"
)
_SPECIAL: Final = re.compile(r"政府性基金|国有资本经营")
_AMOUNT: Final = re.compile(r"[\d.,]+\s*[亿万千]?元")
_SHARE_BASE: Final = re.compile(r"占[^，；。]*$")
_WHOLE: Final = re.compile(r"收入(?:支出)?总[计额]|支出总[计额]|总[收支][入出]|收支总")


def within_funds(name: str, before: str, section: Sequence[str]) -> str:
    """The name of a figure of the whole (本年支出合计) within the funds that its sentence or heading is about.

    `before` is the sentence up to the figure. A list of receipts opens with funds, too (财政拨款收入 8 万元，上年结转
    2 万元), so that these tell nothing of receipts that follow, but where they are 政府性基金 or 国有资本经营.
    """
    own = _OWN_WORDS.fullmatch(name)
    if own is not None:
        whole = canonical(own["rest"])
        return canonical(_OF_WHOLE[whole].format(own["funds"])) if whole in _OF_WHOLE else name
    words = squeezed(before) if name in _OF_WHOLE else ""
    if not words or _SHARE_BASE.search(words):
        return name
    first = _AMOUNT.search(words)
    opening = words[: first.start()] if first else words
    funds = _named(opening)
    if _WHOLE.search(clause := opening.rsplit("，", 1)[-1]):
        funds = _named(clause)
    elif not funds and section and _SPECIAL.search(section[-1]) and not _named(words):
        funds = _named(section[-1])
    if not funds or (first and name in _LISTED_RECEIPTS and not _SPECIAL.search(funds)):
        return name
    return canonical(_OF_WHOLE[name].format(funds))


def _named(words: str) -> str:
    """The funds that words name, "" where they name none or several."""
    found = [name for pattern, name in _FUNDS if pattern.search(words)]
    if len(found) > 1 and found[-1] == "财政拨款":
        found.pop()  # 政府性基金预算财政拨款
    return found[0] if len(found) == 1 else ""
