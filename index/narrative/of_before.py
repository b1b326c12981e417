"""Words that name nothing without those before them (承前省略): 接待3批次 after 外事接待支出, 人数 after 会议费."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

_RECEIVED: Final = re.compile("(?:国内|外事|国（境）外|国外)(?:公务)?接待(?=费|支出|经费|$)")
_GATHERED: Final = re.compile("(会议|培训)(?:费|$)")
_ASSET: Final = re.compile("([^，。]{0,12}(?:房屋|用房|车辆|用车|设备|家具|资产|构筑物))(?:建筑)?(?:面积)?$")
_POSTS: Final = re.compile("([^，。]{0,4}编制)(?:人数)?$")
_BARE: Final = {
    "接待": (_RECEIVED, "{}"),
    "人数": (_GATHERED, "{}人数"),
    "价值": (_ASSET, "{}价值"),
    "实际": (_POSTS, "{}实际"),
    "实有": (_POSTS, "{}实有"),
}


def told_of(name: str, before: Sequence[str]) -> str:
    """The subject of a figure, with what the sentence spoke of before where its own words are such a word alone."""
    if name not in _BARE:
        return name
    pattern, form = _BARE[name]
    found = next((match for subject in reversed(before) if (match := pattern.search(subject))), None)
    return form.format(found[found.lastindex or 0]) if found else name
