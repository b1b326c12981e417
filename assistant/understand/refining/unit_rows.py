"""What a department's tables print in the rows of its bodies (所属单位的行): 河道管理中心的公务接待费.

The body is no item of its own then, and what is asked of it is a column of its row, or the column of the table's total.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from assistant.plan import Target
from assistant.understand.scoping.scope import documents, of_years
from assistant.understand.scoping.version import UNIT
from index.identity import names_body
from index.store.schema import FactRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.execute.entry import Entry
    from assistant.execute.ledger import Ledger
    from assistant.plan import Plan

_OFFICE: Final = re.compile("[（(]?(?:本级|机关)+[）)]?$")
_BARE_OFFICE: Final = "机关"
_OWN_OFFICE: Final = re.compile("[（(]?(?:机关本级|本级机关|机关本部|本级|本部|机关)[）)]?")


def is_body(name: str) -> bool:
    """Whether a row is named by a body: 某中心, 某局机关."""
    return names_body(_OFFICE.sub("", name)) if name else False


def rows_of_bodies(ledger: Ledger, documents_of: Sequence[int], names: Sequence[str]) -> list[Entry]:
    """The rows of bodies in the first table that prints such an item of several of them, else of the only one."""
    alone: list[Entry] = []
    totals = [one for one in ledger.facts_named(documents_of, names, ()) if one.total and not one.measure]
    for total in totals:
        rows = [one for one in ledger.table_facts(total.table_id or 0) if _in_column(one, total)]
        # the row of the department holds those of its bodies
        own = [one for one in rows if one.fen == total.fen and one.subject == one.source.organization]
        rows = [one for one in rows if one not in own] if len(rows) > len(own) else rows
        if len({row.subject for row in rows}) < len(rows):
            continue
        if len(rows) > 1:
            return rows
        alone = alone or (rows if own else [])
    return alone


def _in_column(row: Entry, total: Entry) -> bool:
    same = row.column == total.column and row.row != total.row
    return same and not row.total and row.fen is not None and is_body(row.subject)


def of_unit_rows(ledger: Ledger, plan: Plan) -> Plan:
    """The plan with what is asked of a body as the column of its row; as it is where no table prints that."""
    asked, plan = plan, _with_office(ledger, _bodies_for_accounts(ledger, plan))
    bodies = [one for one in plan.targets if _is_row(one)]
    items = [one for one in plan.targets if one not in bodies and not one.measure]
    if not bodies or not items or (len(bodies) > 1 and len(items) > 1):
        return asked if plan.selection.scope != asked.selection.scope else plan
    ids = [one for source in documents(ledger, plan.selection) for one in source.ids]
    printed = ledger.facts_named(ids, [name for body in bodies for name in body.names], ())
    owners = {fact.source.organization_id for fact in printed}
    place = {"organizations": tuple(owners)} if len(owners) == 1 and not plan.selection.organizations else {}
    joined = [_joined(ledger, ids, body, item, printed) for body in bodies for item in items]
    found = [one for one in joined if one is not None]
    if len(found) < len(joined) and plan.selection.scope != asked.selection.scope:
        return asked
    if len(found) < len(joined):  # the item of its department is none of the body's
        return plan.model_copy(update={"selection": plan.selection.model_copy(update=place)})
    forms = {form for _, form in found}
    in_table = {"forms": tuple(forms)} if len(forms) == 1 and "" not in forms else {}
    selection = plan.selection.model_copy(update={**place, **in_table})
    kept = tuple(one for one in plan.targets if one not in bodies and one not in items)
    targets = tuple(sorted((*kept, *(target for target, _ in found)), key=lambda one: one.start))
    return plan.model_copy(update={"targets": targets, "selection": selection})


def _with_office(ledger: Ledger, plan: Plan) -> Plan:
    """文化局本级的收入, where only the 部门 is loaded: the row of its office (文化局（机关）) in a table of units."""
    spoken = plan.selection.scope == UNIT or _BARE_OFFICE in plan.words
    sources = documents(ledger, plan.selection) if spoken and plan.targets else []
    owners = {source.organization for source in sources}
    if len(owners) != 1 or any(source.scope == UNIT for source in sources):
        return plan
    [owner] = owners
    ids = [one for source in of_years(sources, plan.selection.years) for one in source.ids]
    rows = ledger.facts(ids, FactRow.subject.startswith(owner, autoescape=True))
    names = {row.subject for row in rows if _OWN_OFFICE.fullmatch(row.subject.removeprefix(owner))}
    said = _OWN_OFFICE.search(plan.question)
    if len(names) != 1 or said is None:
        return plan
    office = Target(text=said.group(), names=tuple(names), start=said.start())
    selection = plan.selection.model_copy(update={"scope": ""})
    words = tuple(word for word in plan.words if word != said.group())
    rest = (t.model_copy(update={"loose": tuple(w for w in t.loose if w != said.group())}) for t in plan.targets)
    return plan.model_copy(update={"targets": (*rest, office), "selection": selection, "words": words})


def _bodies_for_accounts(ledger: Ledger, plan: Plan) -> Plan:
    """市图书馆编制多少人: the body of the list of bodies, and not the account that is called 图书馆, too."""
    accounts = [one for one in plan.targets if one.codes and not one.measure and is_body(one.text)]
    items = [one for one in plan.targets if one not in accounts and not one.codes]
    if len(accounts) != 1 or len(items) != 1 or not items[0].names:
        return plan
    [account], [item] = accounts, items
    ids = [one for source in documents(ledger, plan.selection) for one in source.ids]
    listed = ledger.facts(ids, FactRow.measure.in_(item.names), FactRow.code == "")
    if not listed and not ledger.facts_named(ids, (), account.codes):
        listed = rows_of_bodies(ledger, ids, item.names)
    names = {row.subject for row in listed if row.subject.endswith(account.text) and not row.blank}
    if len(names) != 1:
        return plan
    body = account.model_copy(update={"names": tuple(names), "codes": ()})
    return plan.model_copy(update={"targets": tuple(body if one is account else one for one in plan.targets)})


def _is_row(target: Target) -> bool:
    return not target.codes and not target.measure and len(target.names) == 1 and is_body(target.names[0])


def _joined(
    ledger: Ledger, ids: Sequence[int], body: Target, item: Target, printed: Sequence[Entry]
) -> tuple[Target, str] | None:
    """The item as a column of the body's row, with the form of the table where it is the column of the total."""
    named = [fact for fact in printed if fact.subject in body.names and fact.measure in item.names and not fact.blank]
    update = {"text": f"{body.text}{item.text}", "names": body.names, "codes": (), "start": max(body.start, item.start)}
    if named:
        return item.model_copy(update=update | {"measure": named[0].measure}), ""
    rows = [row for row in rows_of_bodies(ledger, ids, item.names) if row.subject in body.names]
    if not rows or rows[0].measure:
        return None
    return item.model_copy(update=update), rows[0].form
