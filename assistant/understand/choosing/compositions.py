"""What an item is made of (构成): its parts in a question's words, all of them or by the nature that is said."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from assistant.plan import Operation, Target
from assistant.understand.choosing import text_operations
from assistant.understand.choosing.addends import between
from assistant.understand.choosing.lists import BARE_PARTS
from assistant.understand.parse import ADJACENT
from assistant.understand.words import asked, cues

if TYPE_CHECKING:
    from assistant.plan import Plan
    from assistant.understand.parse import Parsed

_SPLIT_BY: Final = re.compile(
    r"(?:按照?|依)[^，,。；;？?]{4,30}?(?=怎么|如何|怎样|各|分|来看|看|划|拆|列|[，,。；;？?]|$)"
)
_TOTAL: Final = Target(text="支出总计", names=("支出总计",))
_PARTS_EACH: Final = re.compile("(?:分别|各)(?:自)?(?:是|为|有|安排)?(?:多少|几)")
_EACH_OTHER: Final = re.compile(
    "[各每](?:个|家|预算|所属|下属|二级)*(?:单位|部门|局|机构|年|份|站|所|队|馆|校)|[两三四五六几]年"
)
_THREE: Final = "“三公”经费"  # the one item that is always printed with its parts


def by_nature(base: Plan, parsed: Parsed) -> Plan | None:
    """支出按人员、公用、项目怎么分: the parts that are named, of what is named before them, else of all expenditure."""
    split = _SPLIT_BY.search(parsed.text)
    if split is None:
        return None
    inside = between(parsed.targets, split.start(), split.end())
    if len(inside) < 2:  # noqa: PLR2004 - parts
        return None
    whole = tuple(t for t in parsed.targets if t not in inside and t.text != "支出")[:1] or (_TOTAL,)
    return base.model_copy(update={"operation": Operation.COMPOSITION, "targets": whole, "against": inside})


def _of_parts(parsed: Parsed) -> bool:
    """三公经费一共多少，分别是多少: each part of the one item that is named, of one organization in one year."""
    of_one = len(parsed.targets) == 1 and parsed.named < 2 and len(parsed.selection.years) < 2  # noqa: PLR2004
    of_others = _EACH_OTHER.search(parsed.text) is not None or len(parsed.selection.stages) > 1
    return (
        of_one and not of_others and set(parsed.targets[0].names) == {_THREE} and bool(_PARTS_EACH.search(parsed.plain))
    )


def composition(base: Plan, parsed: Parsed) -> Plan | None:
    """The plan of the parts of an item (构成、明细); None where a question asks for none."""
    if not cues.COMPOSITION(parsed.plain) and not _of_parts(parsed):
        return None
    if not parsed.targets and BARE_PARTS.fullmatch(parsed.text):
        return base.model_copy(update={"operation": Operation.COMPOSITION})  # 构成呢: of what was asked for before
    if not parsed.targets:
        whole = text_operations.whole_or_heading(base, parsed)
        return base.model_copy(update={"operation": Operation.COMPOSITION, "targets": whole}) if whole else None
    two_years = asked.YEAR_BEFORE(parsed.text) or len(parsed.selection.years) > 1
    if two_years and cues.CHANGE(parsed.plain) and cues.EACH_PART(parsed.text):
        return None  # 三公各项比上年各增减多少
    first = parsed.targets[0]
    separate = [
        t for t in parsed.targets[1:] if not ADJACENT.fullmatch(parsed.text[first.start + len(first.text) : t.start])
    ]
    if re.search(r"分别|各", parsed.text) and separate and not re.search(r"构成|组成|明细|分.{1,18}各", parsed.text):
        return None  # A、B各多少: two look-ups
    return base.model_copy(
        update={"operation": Operation.COMPOSITION, "targets": (first,), "against": parsed.targets[1:]}
    )
