"""The views that a SELECT may read (查询视图, docs/views.md): rows of the documents that the question speaks of.

They are common table expressions put before the SELECT, so nothing is written. Every row carries `ref`, by which its
figure is found again and cited. Which documents there are is told by the ledger, which knows only those that the
person asking may see.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from assistant.execute.resolve import resolve
from index.catalogue.vocabulary import normalise

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from assistant.execute.entry import Entry
    from assistant.execute.ledger import Ledger
    from assistant.llm.reading import Reading

_PLACE: Final = {
    "ref": "标识，引用时用",
    "organization": "单位全称",
    "year": "年度",
    "kind": "预算或决算",
    "unit": "印出的单位",
    "printed": "印出的文字",
    "fen": "金额，整数，单位为分",
}
VIEWS: Final[dict[str, dict[str, str]]] = {
    "v_items": {**_PLACE, "item": "问题里的名称，照问题的写法；每个单位、年度、文种一行，已按口径选定"},
    "v_projects": {**_PLACE, "project": "项目名称；每个项目一行"},
    "v_figures": {
        **_PLACE,
        "table_title": "表名",
        "form": "表的种类",
        "row_label": "行名",
        "column_path": "列名",
        "subject": "数字所指的科目或项目",
        "code": "科目编码",
        "parent_code": "上级科目编码",
        "measure": "所在的分项列，空为总数",
        "stage": "预算、决算、年初预算等",
        "total": "是否合计行",
    },
}
_MOST_ROWS: Final = 2_000  # rows that are written into a query
_FIGURES: Final = """
SELECT 'f' || f.id AS ref, o.name AS organization, d.year AS year, d.kind AS kind, f.unit AS unit, f.printed AS printed,
       f.fen AS fen, t.title AS table_title, t.form AS form, f.row_label AS row_label, f.column_path AS column_path,
       f.subject AS subject, f.code AS code, f.parent_code AS parent_code, f.measure AS measure, f.stage AS stage,
       f.total AS total
FROM facts f JOIN documents d ON d.id = f.document_id JOIN organizations o ON o.id = d.organization_id
JOIN tables t ON t.id = f.table_id
WHERE f.fen IS NOT NULL AND f.document_id IN ({documents})
"""


@dataclass(frozen=True, slots=True)
class Views:
    """The views of one question: their text, and the figures that their rows stand for."""

    prefix: str  # WITH …
    entries: dict[str, Entry]  # by ref
    items: dict[str, int]  # the names of v_items and where they stand in the question
    starts: dict[str, int]  # by ref, where the question names the figures of v_items
    lacking: frozenset[str]  # names without one figure in each of the documents


def reference(entry: Entry) -> str:
    """The `ref` of a figure."""
    return f"{entry.origin[0]}{entry.id}"


def build_views(ledger: Ledger, reading: Reading) -> Views:
    """The views over the documents that a question speaks of."""
    entries: dict[str, Entry] = {}
    rows: list[tuple[str, Entry]] = []
    lacking: set[str] = set()
    items = {normalise(target.text): target.start for target in reading.targets}
    for target in reading.targets:
        for source in reading.sources:
            main = resolve(ledger, target, source, reading.selection).main
            if main is None or main.fen is None or target.loose or target.part:
                lacking.add(normalise(target.text))
            else:
                rows.append((normalise(target.text), main))
    documents = sorted({one for source in reading.sources for one in source.ids})
    projects = [(each.name, each.amount) for each in ledger.projects(documents) if each.amount is not None]
    named = [(name, entry) for name, entry in projects if entry.fen is not None]
    for _, entry in [*rows, *named]:
        entries[reference(entry)] = entry
    parts = [
        f"v_items AS ({_listed(rows, 'item')})",
        f"v_projects AS ({_listed(named, 'project')})",
        f"v_figures AS ({_FIGURES.format(documents=', '.join(map(str, documents)) or 'NULL')})",
    ]
    starts = {reference(entry): items[name] for name, entry in rows}
    return Views(f"WITH {', '.join(parts)}", entries, items, starts, frozenset(lacking))


def _listed(rows: Sequence[tuple[str, Entry]], name: str) -> str:
    """Rows written out as a select, one after the other."""
    columns = ("ref", "organization", "year", "kind", "unit", "printed", "fen", name)
    if not rows:
        return f"SELECT {', '.join(f'NULL AS {column}' for column in columns)} WHERE 0"
    values = ", ".join(f"({', '.join(_cells(label, entry))})" for label, entry in rows[:_MOST_ROWS])
    selected = ", ".join(f"column{position} AS {column}" for position, column in enumerate(columns, start=1))
    return f"SELECT {selected} FROM (VALUES {values})"


def _cells(label: str, entry: Entry) -> Iterable[str]:
    source = entry.source
    texts = (
        reference(entry),
        source.organization,
        source.year,
        source.kind,
        entry.unit,
        entry.printed,
        entry.fen,
        label,
    )
    return [_literal(value) for value in texts]


def _literal(value: str | int | None) -> str:
    if value is None:
        return "NULL"
    if isinstance(value, int):
        return str(value)
    escaped = value.replace("\0", "").replace("'", "''")
    return f"'{escaped}'"


def entry_of(ledger: Ledger, views: Views, ref: str) -> Entry | None:
    """The figure of a row, looked up once more where the view is one of the database."""
    if ref not in views.entries and ref.startswith("f") and ref[1:].isdigit():
        for entry in ledger.facts_by_id([int(ref[1:])]):
            views.entries[ref] = entry
    return views.entries.get(ref)
