"""Questions that lead on from an answer (接着问): only such as the loaded documents can answer.

Each is derived from the plan and looked for in the index: another year or stage of the item, its change, its reason,
its parts, its share, another organization. They are follow-ups, to be asked in the same conversation.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pydantic import ValidationError
from sqlalchemy import or_, select

from assistant.answer.messages import message
from assistant.plan import Operation, Plan, TargetKind
from index.model.errors import IndexingError
from index.model.units import is_money
from index.store.reader import Reader
from index.store.remembered import Remembered
from index.store.schema import DocumentRow, FactRow, OrganizationRow, StatementRow
from index.store.viewing import seen_state

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Sequence

    from sqlalchemy import ColumnElement, Connection, RowMapping

    from assistant.answer.model import Answer, Figure
    from index.settings import IndexSettings

MOST: Final = 4
_TOTALS: Final = ("支出总计", "收入总计", "支出合计", "收入合计")
_WHOLE: Final = "支出总计"
_REASON: Final = "主要原因"
_LEAST_PARTS: Final = 2
_FOUND: Final = Remembered(1024)
_ASKED: Final = frozenset({Operation.LOOKUP, Operation.CHANGE, Operation.COMPOSITION, Operation.RATIO})


@dataclass(frozen=True, slots=True)
class _Item:
    """What an answer was about: the item's names and codes, and the figure that was given for it."""

    names: tuple[str, ...]
    codes: tuple[str, ...]
    figure: Figure
    operation: Operation

    @property
    def key(self) -> Hashable:
        """All that the questions go by."""
        about = self.figure
        return (self.names, self.codes, self.operation, about.label, about.organization, about.year, about.kind)


class Suggestions:
    """Finds what can be asked next; it only reads the index."""

    def __init__(self, settings: IndexSettings) -> None:
        self._reader = Reader(settings)

    def after(self, answer: Answer) -> list[str]:
        """Return up to MOST questions, in Chinese, that follow `answer`; none where it answered nothing."""
        item = _item(answer)
        if item is None:
            return []

        def find() -> list[str]:
            return list(dict.fromkeys(_questions(connection, item)))[:MOST]

        try:
            with self._reader.connection() as connection:
                seen = seen_state(connection)
                return find() if seen is None else list(_FOUND.get((seen, item.key), find))
        except IndexingError:
            return []


def _item(answer: Answer) -> _Item | None:
    """The single item of an answer with a figure of its own, None for all other answers."""
    if answer.status != "answered" or not answer.figures or not answer.plan:
        return None
    try:
        plan = Plan.model_validate(answer.plan)
    except ValidationError:
        return None
    target, figure = plan.targets[0] if plan.targets else None, answer.figures[0]
    single = len(plan.targets) == 1 and target is not None and target.kind is TargetKind.SUBJECT and not target.measure
    if not single or target is None or plan.operation not in _ASKED or not figure.organization or figure.year is None:
        return None
    if len({one.organization for one in answer.figures}) > 1 or not is_money(answer.figures[0].unit):
        return None
    names = tuple(dict.fromkeys((*target.names, target.text)))
    return _Item(names, target.codes, figure, plan.operation)


def _questions(connection: Connection, item: _Item) -> Iterator[str]:
    rows = _printed(connection, item)
    here = [row for row in rows if row["organization"] == item.figure.organization]
    own = [row for row in here if (row["year"], row["kind"]) == (item.figure.year, item.figure.kind)]
    documents = tuple({row["document_id"] for row in own})
    yield from _other_times(item, here)
    if item.operation is not Operation.CHANGE and _states(connection, documents, item, "change"):
        yield message("next_change")
    if _states(connection, documents, item, "reason"):
        yield message("next_reason")
    if item.operation is not Operation.COMPOSITION and _has_parts(connection, own):
        yield message("next_parts", label=item.figure.label.partition("（")[0])
    if item.operation is not Operation.RATIO and _is_part(connection, documents, item):
        yield message("next_share", whole=_WHOLE)
    yield from _others(item, rows)


def _printed(connection: Connection, item: _Item) -> Sequence[RowMapping]:
    """Where the item is printed as an amount: document, organization, year, kind, account code, table."""
    query = (
        select(
            FactRow.document_id, FactRow.code, FactRow.table_id, DocumentRow.year, DocumentRow.kind, DocumentRow.scope,
            OrganizationRow.name.label("organization"),
        )
        .join(DocumentRow, DocumentRow.id == FactRow.document_id)
        .join(OrganizationRow, OrganizationRow.id == DocumentRow.organization_id)
        .where(_of(FactRow, item), FactRow.fen.is_not(None), FactRow.measure == "", FactRow.doubtful.is_(False))
        .distinct()
    )  # fmt: skip
    return connection.execute(query).mappings().all()


def _of(model: type[FactRow | StatementRow], item: _Item) -> ColumnElement[bool]:
    named = model.subject.in_(item.names)
    return or_(named, model.code.in_(item.codes)) if item.codes else named


def _other_times(item: _Item, here: Sequence[RowMapping]) -> Iterator[str]:
    """The year before, or else the next that is loaded; the other stage of the same year."""
    year, kind = item.figure.year or 0, item.figure.kind
    years = sorted({row["year"] for row in here if row["year"] and row["kind"] == kind} - {year}, reverse=True)
    nearest = min(years, key=lambda one: (one > year, abs(one - year)), default=None)
    if nearest is not None:
        yield message("next_year", year=nearest, kind=kind)
    for other in sorted({row["kind"] for row in here if row["year"] == year and row["kind"]} - {kind}):
        yield message("next_year", year=year, kind=other)


def _states(connection: Connection, documents: Sequence[int], item: _Item, what: str) -> bool:
    """Whether the text states a change of the item, or the reason of one."""
    query = (
        select(StatementRow.id)
        .where(StatementRow.document_id.in_(documents), _of(StatementRow, item), StatementRow.role == "change")
        .limit(1)
    )
    if what == "reason":
        query = query.where(StatementRow.sentence.contains(_REASON))
    return connection.execute(query).first() is not None


def _has_parts(connection: Connection, own: Sequence[RowMapping]) -> bool:
    """Whether a table that prints the item also prints at least two accounts right under it."""
    for row in own:
        if row["code"]:
            query = (
                select(FactRow.row)
                .where(FactRow.table_id == row["table_id"], FactRow.parent_code == row["code"])
                .where(FactRow.fen.is_not(None))
                .distinct()
                .limit(_LEAST_PARTS)
            )
            if len(connection.execute(query).all()) >= _LEAST_PARTS:
                return True
    return False


def _is_part(connection: Connection, documents: Sequence[int], item: _Item) -> bool:
    """Whether the document prints the total of which the item is a part."""
    if any(name in _TOTALS or "收入" in name for name in item.names):
        return False
    query = select(FactRow.id).where(
        FactRow.document_id.in_(documents), FactRow.subject == _WHOLE, FactRow.fen > 0, FactRow.measure == ""
    )
    return connection.execute(query.limit(1)).first() is not None


def _others(item: _Item, rows: Sequence[RowMapping]) -> Iterator[str]:
    """Another organization that prints the item for the same year in the same kind of document."""
    same = [row for row in rows if (row["year"], row["kind"]) == (item.figure.year, item.figure.kind)]
    names = sorted({row["organization"] for row in same} - {item.figure.organization})
    if names:
        yield message("next_organization", organization=names[0])
