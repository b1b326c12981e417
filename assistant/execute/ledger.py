"""The read side of answering (台账): parametrised look-ups that return entries, never text to be executed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Final

from sqlalchemy import ColumnElement, Connection, and_, or_, select

from assistant.execute.entry import Entry, Source
from assistant.execute.loaded import Loaded, loaded
from index.store import schema
from index.store.remembered import REMEMBERED, Remembered, Value
from index.store.viewing import seen_state

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence

    from sqlalchemy import Executable
    from sqlalchemy.engine import RowMapping

_FACT = schema.FactRow
_STATEMENT = schema.StatementRow
_TABLE = schema.TableRow
_INDICATOR = schema.IndicatorRow
_PROJECT = schema.ProjectRow
# put together once: each look-up adds its conditions
_FACTS: Final = select(*_FACT.__table__.columns, _TABLE.title, _TABLE.section, _TABLE.form).join(
    _TABLE, _TABLE.id == _FACT.table_id
)
_STATEMENTS: Final = select(*_STATEMENT.__table__.columns, _TABLE.title, _TABLE.form).join(
    _TABLE, _TABLE.id == _STATEMENT.table_id, isouter=True
)
_INDICATORS: Final = select(*_INDICATOR.__table__.columns, _TABLE.title).join(_TABLE, _TABLE.id == _INDICATOR.table_id)
_PROJECTS: Final = select(*_PROJECT.__table__.columns, _TABLE.title, _TABLE.section, _TABLE.form).join(
    _TABLE, _TABLE.id == _PROJECT.table_id
)
_FEW_DOCUMENTS: Final = 16
_ENTRIES: Final = Remembered(2048, longest=32)
_Place = tuple[int | None, int | None, int | None, int | None]  # table, 分, line, page


@dataclass(frozen=True, slots=True)
class IndicatorEntry:
    """A performance indicator (绩效指标) with its place; `value` is None when the target is no number."""

    id: int
    source: Source
    project: str
    level1: str
    level2: str
    name: str
    direction: str
    target: str
    value: Decimal | None
    unit: str
    printed: str
    page: int | None
    line: int | None
    table_id: int
    table_title: str
    row: int


@dataclass(frozen=True, slots=True)
class ProjectEntry:
    """A project (项目); `amount` is the figure of its funding, `carried_over_fen` the part carried over, in 分."""

    name: str
    amount: Entry | None
    carried_over_fen: int | None
    source: Source
    table_id: int


class Ledger:
    """Look-ups over one read-only connection; remembers the SQL it ran."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.statements: list[str] = []

    def rows(self, query: Executable, parameters: Mapping[str, object] | None = None) -> Sequence[RowMapping]:
        """Run a select and return its rows; the SQL text is kept for the answer's trace."""
        result = self._connection.execute(query, parameters)
        self.statements.append(str(result.context.statement))  # as it ran; compiling it again would cost as much
        return result.mappings().all()

    @property
    def connection(self) -> Connection:
        """The read-only connection."""
        return self._connection

    @cached_property
    def loaded(self) -> Loaded:
        """The loaded documents and organizations."""
        return loaded(self._connection)

    def remembered(self, key: Hashable, make: Callable[[], Value], kept: Remembered = REMEMBERED) -> Value:
        """Return what `make` works out from the loaded documents alone, kept while they stay the same."""
        seen = seen_state(self._connection)
        return make() if seen is None else kept.get((seen, key), make, self.statements)

    def _looked_up(self, documents: Sequence[int], key: Hashable, make: Callable[[], list[Value]]) -> list[Value]:
        """As `remembered`, for rows that are looked up by name or number: few of few documents."""
        seen = seen_state(self._connection)
        if seen is None or len(documents) > _FEW_DOCUMENTS:
            return make()
        return list(_ENTRIES.get((seen, documents, key), make, self.statements))

    @property
    def sources(self) -> dict[int, Source]:
        """All loaded documents by id."""
        return self.loaded.sources

    def facts(self, documents: Iterable[int], *conditions: ColumnElement[bool]) -> list[Entry]:
        """Facts of these documents under the conditions, in the order of the documents and their cells."""
        query = _FACTS.where(_FACT.document_id.in_(tuple(documents)), *conditions).order_by(
            _FACT.document_id, _FACT.ordinal
        )
        return [self._fact(row) for row in self.rows(query)]

    def facts_named(self, documents: Iterable[int], names: Sequence[str], codes: Sequence[str]) -> list[Entry]:
        """Facts whose subject is one of the names or whose account is one of the codes."""
        wanted = [condition for condition in (
            _FACT.subject.in_(tuple(names)) if names else None,
            _FACT.code.in_(tuple(codes)) if codes else None,
        ) if condition is not None]  # fmt: skip
        if not wanted:
            return []
        within = tuple(documents)
        key = ("facts", tuple(names), tuple(codes))
        return self._looked_up(within, key, lambda: self.facts(within, or_(*wanted)))

    def holders(self, names: Sequence[str], codes: Sequence[str], *, limit: int) -> set[int]:
        """Documents that print something of these names or codes, in tables, sentences or lists; at most so many."""
        found: set[int] = set()
        for row, column, wanted in (
            (_FACT, _FACT.subject, names), (_STATEMENT, _STATEMENT.subject, names), (_PROJECT, _PROJECT.name, names),
            (_INDICATOR, _INDICATOR.name, names), (_FACT, _FACT.code, codes), (_STATEMENT, _STATEMENT.code, codes),
        ):  # fmt: skip
            if wanted:
                query = select(row.document_id).where(column.in_(tuple(wanted))).distinct().limit(limit)
                found.update(one["document_id"] for one in self.rows(query))
        return found

    def note(self, entry: Entry) -> str:
        """The note at an entry's table that calls it empty (本表为空表), or ""."""
        if entry.table_id is None:
            return ""
        rows = self.rows(select(_TABLE.note).where(_TABLE.id == entry.table_id))
        note = str(rows[0]["note"]) if rows else ""
        return note if re.search(r"空表|无数据|没有数据", note) else ""

    def children(self, table_id: int, code: str) -> list[Entry]:
        """The accounts directly under `code` in a table."""
        query = _FACTS.where(_FACT.table_id == table_id, _FACT.parent_code == code).order_by(_FACT.ordinal)
        return [self._fact(row) for row in self.rows(query)]

    def table_facts(self, table_id: int) -> list[Entry]:
        """All facts of a table."""
        query = _FACTS.where(_FACT.table_id == table_id).order_by(_FACT.ordinal)
        return [self._fact(row) for row in self.rows(query)]

    def facts_by_id(self, ids: Iterable[int]) -> list[Entry]:
        """Facts by their ids."""
        wanted = tuple(ids)
        query = _FACTS.where(_FACT.id.in_(wanted))
        return self._looked_up((), ("fact", wanted), lambda: [self._fact(row) for row in self.rows(query)])

    def stated_by_id(self, ids: Iterable[int]) -> list[Entry]:
        """Statements by their ids."""
        wanted = tuple(ids)
        query = _STATEMENTS.where(_STATEMENT.id.in_(wanted))
        return self._looked_up((), ("statement", wanted), lambda: [self._statement(row) for row in self.rows(query)])

    def stated(self, documents: Iterable[int], *conditions: ColumnElement[bool]) -> list[Entry]:
        """Statements of these documents under the conditions, in the order of the text."""
        query = _STATEMENTS.where(_STATEMENT.document_id.in_(tuple(documents)), *conditions).order_by(
            _STATEMENT.document_id, _STATEMENT.ordinal
        )
        return [self._statement(row) for row in self.rows(query)]

    def stated_named(self, documents: Iterable[int], names: Sequence[str], codes: Sequence[str]) -> list[Entry]:
        """Statements whose subject is one of the names or whose account is one of the codes."""
        wanted = [condition for condition in (
            _STATEMENT.subject.in_(tuple(names)) if names else None,
            and_(_STATEMENT.code.in_(tuple(codes)), _STATEMENT.code != "") if codes else None,
        ) if condition is not None]  # fmt: skip
        if not wanted:
            return []
        within = tuple(documents)
        key = ("statements", tuple(names), tuple(codes))
        return self._looked_up(within, key, lambda: self.stated(within, or_(*wanted)))

    def indicators(self, documents: Iterable[int], *conditions: ColumnElement[bool]) -> list[IndicatorEntry]:
        """Performance indicators of these documents."""
        query = _INDICATORS.where(_INDICATOR.document_id.in_(tuple(documents)), *conditions).order_by(
            _INDICATOR.document_id, _INDICATOR.ordinal
        )
        return [
            IndicatorEntry(
                id=row["id"], source=self.sources[row["document_id"]], project=row["project"], level1=row["level1"],
                level2=row["level2"], name=row["name"], direction=row["direction"], target=row["target"],
                value=_decimal(row["value"]), unit=row["unit"], printed=row["printed"], page=row["page"],
                line=row["line"], table_id=row["table_id"], table_title=row["title"], row=row["row"],
            )
            for row in self.rows(query)
        ]  # fmt: skip

    def project_names(self, documents: Iterable[int]) -> Sequence[str]:
        """The names of the projects of these documents, each once."""
        query = select(_PROJECT.name).where(_PROJECT.document_id.in_(tuple(documents))).distinct()
        return [row["name"] for row in self.rows(query)]

    def own_tables(self, documents: Iterable[int], names: Sequence[str]) -> set[int]:
        """The tables that tell of these projects alone (项目绩效目标表)."""
        these = (_PROJECT.document_id.in_(tuple(documents)), _PROJECT.name.in_(tuple(names)))
        query = select(_PROJECT.table_id).join(_TABLE, _TABLE.id == _PROJECT.table_id).distinct()
        return {row["table_id"] for row in self.rows(query.where(*these, _TABLE.form == "performance_project"))}

    def projects(self, documents: Iterable[int], names: Sequence[str] = ()) -> list[ProjectEntry]:
        """Projects of these documents, or those of the names; one project told in several tables is one."""
        within, wanted = tuple(documents), tuple(names)
        return self._looked_up(within, ("projects", wanted), lambda: self._projects(within, wanted))

    def _projects(self, documents: Sequence[int], names: Sequence[str]) -> list[ProjectEntry]:
        these = [_PROJECT.document_id.in_(documents), *([_PROJECT.name.in_(names)] if names else [])]
        query = _PROJECTS.where(*these).order_by(_PROJECT.document_id, _PROJECT.ordinal)
        rows = self.rows(query)
        cells = self._amounts(these) if any(row["value"] is not None for row in rows) else {}
        found: dict[tuple[int, str], ProjectEntry] = {}
        for row in rows:
            key = (row["document_id"], row["name"])
            entry = self._project(row, cells)
            if key not in found or (found[key].amount is None and entry.amount is not None):
                found[key] = entry
        return list(found.values())

    def _amounts(self, projects: Sequence[ColumnElement[bool]]) -> dict[_Place, list[Entry]]:
        """The cells that print the amounts of these projects, by where they stand."""
        query = (
            _FACTS.join(
                _PROJECT, and_(_PROJECT.table_id == _FACT.table_id, _PROJECT.fen.is_not_distinct_from(_FACT.fen))
            )
            .where(*projects, _PROJECT.value.is_not(None))
            .order_by(_FACT.table_id, _FACT.ordinal)
        )
        found: dict[_Place, list[Entry]] = {}
        for fact in map(self._fact, self.rows(query)):
            if not fact.blank:
                found.setdefault((fact.table_id, fact.fen, fact.line, fact.page), []).append(fact)
        return found

    def _project(self, row: RowMapping, cells: Mapping[_Place, Sequence[Entry]]) -> ProjectEntry:
        source = self.sources[row["document_id"]]
        value = _decimal(row["value"])
        amount = None
        if value is not None:
            here = cells.get((row["table_id"], row["fen"], row["line"], row["page"]), ())
            own = (one for one in here if row["name"] in one.row_label.split("/"))  # of several on a page the named one
            fact = next(own, here[0] if here else None)
            amount = Entry(
                origin="fact" if fact else "project", id=fact.id if fact else row["id"], source=source,
                subject=row["name"], measure="", code="", parent_code="", printed=row["printed"], value=value,
                unit=row["unit"], fen=row["fen"], year=source.year, stage=source.kind, role="level", total=False,
                doubtful=False, page=row["page"], line=row["line"], section=row["section"], table_id=row["table_id"],
                table_title=row["title"], form=row["form"] or "", row=fact.row if fact else None,
                column=fact.column if fact else None, row_label=fact.row_label if fact else row["name"],
                column_path=fact.column_path if fact else "",
            )  # fmt: skip
        return ProjectEntry(row["name"], amount, row["carried_over_fen"], source, row["table_id"])

    def _fact(self, row: RowMapping) -> Entry:
        return Entry(
            origin="fact", id=row["id"], source=self.sources[row["document_id"]], subject=row["subject"],
            measure=row["measure"], code=row["code"], parent_code=row["parent_code"], printed=row["printed"],
            value=_decimal(row["value"]), unit=row["unit"], fen=row["fen"], year=row["year"], stage=row["stage"],
            role="level", total=row["total"], doubtful=row["doubtful"], page=row["page"], line=row["line"],
            section=row["section"], table_id=row["table_id"], table_title=row["title"], form=row["form"] or "",
            row=row["row"], column=row["column"], row_label=row["row_label"], column_path=row["column_path"],
            ordinal=row["ordinal"], side=row["side"], box=_box(row["box"]),
        )  # fmt: skip

    def _statement(self, row: RowMapping) -> Entry:
        return Entry(
            origin="statement", id=row["id"], source=self.sources[row["document_id"]], subject=row["subject"],
            measure="", code=row["code"], parent_code="", printed=row["printed"], value=_decimal(row["value"]),
            unit=row["unit"], fen=row["fen"], year=row["year"], stage=row["stage"], role=row["role"], total=False,
            doubtful=False, page=row["page"], line=row["line"], section=row["section"], table_id=row["table_id"],
            table_title=row["title"] or "", form=row["form"] or "", row=None, column=None, row_label="",
            column_path="", sentence=row["sentence"], start=row["start"], end=row["end"], base=row["base"],
            parent=row["parent"], ordinal=row["ordinal"], box=_box(row["box"]),
        )  # fmt: skip


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _box(text: str | None) -> tuple[float, float, float, float] | None:
    if not text:
        return None
    left, top, right, bottom = (float(edge) for edge in text.split(","))
    return left, top, right, bottom
