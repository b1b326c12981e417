"""Records as rows (行): what each record of an interpretation becomes in its SQL table. Pure functions."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from index.model.document import Place
from index.model.errors import InexactAmountError
from index.model.quantity import print_quantity
from index.model.records import Spot
from index.model.units import is_money, to_fen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from decimal import Decimal
    from pathlib import Path

    from index.model.records import (
        Check,
        Fact,
        Finding,
        Indicator,
        Interpretation,
        Operand,
        Passage,
        Project,
        Statement,
        Table,
    )

    Row = dict[str, Any]
    Box = tuple[float, float, float, float]

_LARGEST_INTEGER: Final = (1 << 63) - 1
_REMEMBERED: Final = 1 << 14  # edges
SECTION_SEPARATOR: Final = " / "


def in_fen(value: Decimal | None, unit: str) -> int | None:
    """Convert to 分; None for what is no money, is empty, is finer than 1 分 or beyond what a database can hold."""
    if value is None or not is_money(unit):
        return None
    try:
        fen = to_fen(value, unit)
    except InexactAmountError:
        return None
    return fen if abs(fen) <= _LARGEST_INTEGER else None


def _text(value: Decimal | None) -> str | None:
    return None if value is None else print_quantity(value)


def _box(place: Place) -> str | None:
    if not place.box:
        return None
    return ",".join(map(_HUNDREDTHS.__getitem__, place.box))


def _where(place: Place) -> Row:
    return {"page": place.page, "line": place.line}


def _span(first: Place, last: Place) -> Row:
    return {**_where(first), "last_page": last.page, "last_line": last.line}


def document_row(interpretation: Interpretation) -> Row:
    """Make the row of the document itself, without its organization."""
    document, identity = interpretation.document, interpretation.identity
    return {
        "name": document.name,
        "path": str(document.path),
        "sha256": document.sha256,
        "format": document.format,
        "year": identity.year,
        "kind": str(identity.kind),
        "scope": str(identity.scope),
        "pages": document.pages,
        "recognised": json.dumps(document.recognised),
        "tables": len(interpretation.tables),
        "figures": sum(fact.value is not None for fact in interpretation.facts),
        "doubtful": sum(fact.doubtful for fact in interpretation.facts),
        "findings": len(interpretation.findings),
    }


def table_row(table: Table) -> Row:
    """Make the row of a table, its grid and readings as JSON."""
    grid: Row = {
        "rows": table.rows,
        "lines": [place.line for place in table.row_places],
        "pages": [place.page for place in table.row_places],
    }
    text = json.dumps(grid, ensure_ascii=False)
    if table.boxes:
        text = f'{text[:-1]}, "boxes": {_boxes(table.boxes)}}}'
    readings = [{"question": item.question, "chosen": item.chosen, "scores": item.scores} for item in table.readings]
    return {
        "title": table.title,
        "unit": table.unit,
        "form": table.form,
        "section": SECTION_SEPARATOR.join(table.section),
        **_span(table.place, table.last_place),
        "header_rows": table.header_rows,
        "grid": text,
        "note": table.note,
        "empty": table.empty,
        "readings": json.dumps(readings, ensure_ascii=False),
    }


def _boxes(rows: Sequence[Sequence[Box | None]]) -> str:
    """Write the boxes of cells as JSON, in tenths of a point: the same few edges come again and again."""
    return _listed(_listed(map(_box_text, row)) for row in rows)


def _box_text(box: Box | None) -> str:
    if not box:
        return "null"
    x0, y0, x1, y1 = box
    return f"[{_TENTHS[x0]}, {_TENTHS[y0]}, {_TENTHS[x1]}, {_TENTHS[y1]}]"


def _listed(parts: Iterable[str]) -> str:
    return f"[{', '.join(parts)}]"


class _Written(dict[float, str]):
    """Positions as they are written: the same few edges come again and again."""

    def __init__(self, write: Callable[[float], str]) -> None:
        super().__init__()
        self._write = write

    def __missing__(self, edge: float) -> str:
        if len(self) >= _REMEMBERED:
            self.clear()
        self[edge] = written = self._write(edge)
        return written


_TENTHS: Final = _Written(lambda edge: repr(round(edge, 1) + 0.0))  # the same for both zeros
_HUNDREDTHS: Final = _Written(lambda edge: f"{edge + 0.0:.2f}")


def fact_row(fact: Fact, tables: Sequence[int]) -> Row:
    """Make the row of a fact; `tables` are the ids of the document's tables."""
    return {
        "table_id": tables[fact.table],
        "row": fact.row,
        "column": fact.column,
        "page": fact.place.page,
        "line": fact.place.line,
        "box": _box(fact.place),
        "code": fact.code,
        "parent_code": fact.parent_code,
        "row_label": fact.row_label,
        "column_path": "/".join(fact.column_path),
        "printed": fact.printed,
        "value": _text(fact.value),
        "unit": fact.unit,
        "fen": in_fen(fact.value, fact.unit),
        "subject": fact.subject,
        "measure": fact.measure,
        "side": str(fact.side),
        "stage": str(fact.stage),
        "year": fact.year,
        "total": fact.total,
        "doubtful": fact.doubtful,
    }


def statement_row(item: Statement, tables: Sequence[int]) -> Row:
    """Make the row of a figure that a sentence states."""
    return {
        **_where(item.place),
        "box": _box(item.place),
        "section": SECTION_SEPARATOR.join(item.section),
        "sentence": item.sentence,
        "start": item.start,
        "end": item.end,
        "subject": item.subject,
        "code": item.code,
        "printed": item.printed,
        "value": _text(item.value),
        "unit": item.unit,
        "fen": in_fen(item.value, item.unit),
        "role": str(item.role),
        "stage": str(item.stage),
        "year": item.year,
        "base": item.base,
        "parent": item.parent,
        "table_id": None if item.table is None else tables[item.table],
    }


def indicator_row(item: Indicator, tables: Sequence[int]) -> Row:
    """Make the row of a performance indicator."""
    return {
        "table_id": tables[item.table],
        "row": item.row,
        **_where(item.place),
        "box": _box(item.place),
        "project": item.project,
        "level1": item.levels[0],
        "level2": item.levels[1],
        "name": item.name,
        "direction": item.direction,
        "target": item.target,
        "value": _text(item.value),
        "unit": item.unit,
        "printed": item.printed,
        "task": item.task,
    }


def project_row(item: Project, tables: Sequence[int]) -> Row:
    """Make the row of a project."""
    return {
        "table_id": tables[item.table],
        **_where(item.place),
        "name": item.name,
        "printed": item.printed,
        "value": _text(item.amount),
        "unit": item.unit,
        "fen": in_fen(item.amount, item.unit),
        "carried_over_fen": in_fen(item.carried_over, item.unit),
        "goal": item.goal,
    }


def finding_row(item: Finding, tables: Sequence[int]) -> Row:
    """Make the row of a finding."""
    return {
        "code": item.code,
        "message": item.message,
        **_where(item.place),
        "table_id": None if item.table is None else tables[item.table],
    }


def check_row(check: Check) -> Row:
    """Make the row of a check, without its operands."""
    return {
        "kind": check.kind,
        "rule": check.rule,
        "explanation": check.explanation,
        "statement": check.statement,
        "expected": print_quantity(check.expected),
        "actual": print_quantity(check.actual),
        "difference": print_quantity(check.difference),
        "tolerance": print_quantity(check.tolerance),
        "unit": check.unit,
        "outcome": str(check.outcome),
        "spots": spots_text(check.spots),
    }


def spots_text(spots: Sequence[Spot]) -> str:
    """Write the words that a check is about as JSON text, "" for none."""
    if not spots:
        return ""
    listed = [
        [one.place.page, one.place.line, one.place.box, one.place.cell, one.container, one.printed] for one in spots
    ]
    return json.dumps(listed, ensure_ascii=False)


def read_spots(text: str) -> tuple[Spot, ...]:
    """Read them back."""
    return tuple(
        Spot(Place(page, line, None if box is None else (box[0], box[1], box[2], box[3]), cell), container, printed)
        for page, line, box, cell, container, printed in (json.loads(text) if text else ())
    )


def operand_row(
    operand: Operand, check_id: int, facts: Sequence[int], statements: Sequence[int], indicators: Sequence[int]
) -> Row:
    """Make the row of an operand; `facts`, `statements` and `indicators` are the ids of the document's records."""
    return {
        "check_id": check_id,
        "sign": operand.sign,
        "fact_id": None if operand.fact is None else facts[operand.fact],
        "statement_id": None if operand.statement is None else statements[operand.statement],
        "indicator_id": None if operand.indicator is None else indicators[operand.indicator],
    }


def passage_rows(interpretation: Interpretation) -> Iterator[Row]:
    """Make the rows of all passages; of equal ones each has its own key."""
    seen: Counter[str] = Counter()
    for passage in interpretation.passages:
        key = _passage_key(interpretation.document.path, passage)
        seen[key] += 1
        yield {
            "key": key if seen[key] == 1 else f"{key}-{seen[key]}",
            "kind": str(passage.kind),
            "section": SECTION_SEPARATOR.join(passage.section),
            "text": passage.text,
            "term": passage.term,
            **_span(passage.place, passage.last_place),
        }


def _passage_key(path: Path, passage: Passage) -> str:
    """Make a key that stays while the passage of that file says the same, so that its vector can stay too."""
    parts = (str(path), passage.kind, *passage.section, passage.term, passage.text)
    return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()[:40]
