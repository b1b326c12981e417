"""A total that a question does not name (总额, 合计): what the parts that are set against it are parts of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from assistant.execute.parts import THREE_PUBLIC, THREE_PUBLIC_PARTS
from assistant.plan import Target
from index.catalogue.forms import form_by_id

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.understand.parse import Parsed

BARE_TOTAL: Final = re.compile(
    r"\s*(?:表里|表中|文件里?|印的|其|它们?)?的?(?:合计|总计|总数|总额|总和)数?(?![^，,。；;？?]{2,}支出|[^，,。；;？?]{2,}收入)"
)
_WHOLES: Final = (
    (frozenset({"人员支出", "公用支出"}), "基本支出"),
    (frozenset({"政府采购货物预算", "政府采购工程预算", "政府采购服务预算"}), "政府采购预算"),
    (frozenset({*THREE_PUBLIC_PARTS, "公务用车购置费", "公务用车运行费"}), THREE_PUBLIC),
)


def whole_of(parsed: Parsed, parts: Sequence[Target]) -> tuple[Target, ...]:
    """基本支出加项目支出等于合计吗: what they make up, else the total of the table named, else of their side."""
    named, names = parsed.selection.forms, {name for part in parts for name in part.names}
    form = form_by_id(named[0]) if len(named) == 1 else None
    for made_of, whole in _WHOLES:
        if names and names <= made_of:
            return (Target(text=whole, names=(whole,)),)
    if len(named) > 1:
        return ()
    side = "收入总计" if any("收入" in name for name in names) else "支出总计"
    return (Target(text="合计", names=((form.subject if form is not None else "") or side,)),)
