"""What is asked of bodies that were listed before (所属单位之后): 哪个最多 is asked of them, and not of accounts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from assistant.understand import asked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.plan import Plan

_WHICH: Final = re.compile(
    r"(?P<so>[\s，,]*(?:那|那么|其中)?)(?:哪一?[个家]|谁)(?:的)?(?P<what>(?:花钱|支出|预算|经费)?最[多少大小高低].*)"
)


def of_bodies(text: str, earlier: Sequence[Plan]) -> str:
    """哪个最多, with the bodies that it is asked of; as it is after anything else."""
    match = _WHICH.fullmatch(text)
    if not earlier or match is None or not asked.BODIES(earlier[-1].question):
        return text
    what = match["what"] if not match["what"].startswith("最") else f"支出{match['what']}"
    return f"{match['so']}哪个下属单位{what}"
