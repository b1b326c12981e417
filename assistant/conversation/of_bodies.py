"""What is asked of bodies spoken of before (所属单位之后): 哪个最多 of those listed, 在职多少人 of the one named."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from assistant.understand.refining.unit_rows import is_body
from assistant.understand.words import asked

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


_PEOPLE: Final = re.compile("人数$")


def of_same_body(text: str, own: Plan, earlier: Sequence[Plan]) -> str:
    """大数据中心编制几个，在职多少人: the second of the same body, and not of the whole department."""
    bodies = [target for target in earlier[-1].targets if target.measure and not target.codes] if earlier else []
    counted = all(any(map(_PEOPLE.search, one.names)) and not one.measure for one in own.targets)
    if len(bodies) != 1 or not own.targets or not counted or own.selection.organizations or asked.BODIES(text):
        return text
    name = bodies[0].names[0] if bodies[0].names else ""
    return f"{name}{text.strip('，, ')}" if is_body(name) else text
