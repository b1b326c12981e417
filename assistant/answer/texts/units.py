"""The bodies that a department's budget covers (预算单位): all that its table lists, or those of one kind (差额的)."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final

from sqlalchemy import and_

from assistant.answer.messages import message
from assistant.answer.passage import as_hit
from assistant.understand.words import cues
from index.store.schema import PassageRow, StatementRow, TableRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.answer.work import Work
    from assistant.execute.entry import Source

_PERFORMANCE: Final = "绩效"
_OF_BUDGET: Final = re.compile("(?:预算|下属|所属)单位$")
_MADE_UP: Final = re.compile("机构设置|单位构成|机构情况|基本情况")
_SO_MANY: Final = re.compile(r"单位\s*\d+\s*[家个]|\d+\s*[家个][^，,。；;]{0,4}单位")
_NUMBER: Final = re.compile(r"[\d.,]+")
_NO_BODY: Final = re.compile(r"合\s*计|总\s*计|小\s*计|注|备注")
# how tables tell bodies apart: by what they are paid from, and by what they are
_KINDS: Final = re.compile("全额|差额|自收自支|核拨|核补|定额|经费自理|参公|参照公务员|行政|公益一类|公益二类|事业")
_CLAUSE: Final = re.compile(".*[，,；;、。？?]")
_KIND_ASKED: Final = re.compile(
    rf"(?:{_KINDS.pattern})(?:类|性质|编制|拨款|补助|管理)*(?:的)?(?:预算|下属|所属)*(?:单位|机构|有|几家|是哪|分别|[，,。？?]|$)"
)


def say_units(work: Work, source: Source) -> bool:
    """The bodies, counted from the table that lists them; those of the kind that is asked for beside them."""
    tables = work.ledger.rows(
        TableRow.__table__.select().where(
            and_(TableRow.document_id.in_(source.ids), TableRow.form == "organization_list")
        )
    )
    rows = _listed(tables[0]["grid"], tables[0]["header_rows"]) if tables else []
    if not rows:
        return False
    asked = _KIND_ASKED.search(work.plan.question)
    kind = _KINDS.search(asked[0]) if asked else None
    chosen = [row for row in rows if kind is not None and any(kind[0] in cell for cell in row[1:])]
    if kind is not None and not chosen:
        return False  # no cell says it of any of them
    names = [row[0] for row in rows]
    number = work.draft.cite_table(work.ledger.sources[tables[0]["document_id"]], tables[0], "；".join(names))
    before = _CLAUSE.match(work.plan.question, 0, asked.start()) if asked else None  # 编了几家单位，差额的有几家
    if kind is None or (before is not None and cues.COUNT(before[0])):
        _say(work, source, "预算单位", names, number)
    if kind is not None:
        _say(work, source, f"{kind[0]}的预算单位", [row[0] for row in chosen], number)
    return True


def tell_setup(work: Work, source: Source) -> bool:
    """What the text says of how the department is made up, where the only number of units is of those that set targets.

    本部门 1 个预算单位开展了绩效目标编报 is how many did so, and not how many there are.
    """
    units = and_(StatementRow.role == "count", StatementRow.subject.endswith("单位"))
    counts = [one for one in work.ledger.stated(source.ids, units) if _OF_BUDGET.search(one.subject)]
    if not counts or not all(_PERFORMANCE in one.sentence for one in counts) or _PERFORMANCE in work.plan.question:
        return False
    told = and_(PassageRow.document_id.in_(source.ids), PassageRow.text.contains("单位"))
    rows = work.ledger.rows(PassageRow.__table__.select().where(told).order_by(PassageRow.ordinal))
    row = next((one for one in rows if _MADE_UP.search(one["section"]) and _SO_MANY.search(one["text"])), None)
    if row is None:
        return False
    mark = work.draft.cite_passage(as_hit(row), work.ledger.sources[row["document_id"]])
    work.draft.say(message("quote", who=work.who(source), section=row["section"].split(" / ")[-1]))
    work.draft.say(f"> {row['text']}[{mark}]")
    return True


def _say(work: Work, source: Source, label: str, names: Sequence[str], citation: int) -> None:
    figure = work.draft.count(len(names), "家", label, source, citation)
    work.draft.say(message("count", who=work.who(source), label=label, figure=figure))
    work.draft.say("\n".join(f"{i}. {name}" for i, name in enumerate(names, start=1)))


def _listed(grid: str, header_rows: int) -> list[list[str]]:
    """The rows that name a body, each with its name first."""
    rows = []
    for row in json.loads(grid)["rows"][header_rows:]:
        cells = [cell for cell in row if cell]
        name = next((cell for cell in cells if not _NUMBER.fullmatch(cell)), "")
        if name and not _NO_BODY.match(name):
            rows.append([name, *(cell for cell in cells if cell != name)])
    return rows
