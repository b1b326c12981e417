from __future__ import annotations

import csv
import io
import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import OperationalError

from index.model.errors import HomeNotWritableError, IndexBusyError, UnknownDocumentError
from index.settings import IndexSettings
from index.store.database import (
    DamagedIndexError,
    NothingLoadedError,
    OtherSchemaError,
    write_engine,
    write_meta,
)
from index.store.export import COLUMNS, printed_value, write_facts
from index.store.lock import writing
from index.store.reader import AmbiguousDocumentError, Reader
from index.store.rows import in_fen, table_row
from index.store.schema import Base, FactRow, NameRow, OperandRow, OrganizationNameRow, PassageRow
from index.store.writer import remove_document, write_document
from tests.sample_interpretation import ORGANIZATION, interpretation

if TYPE_CHECKING:
    from index.model.records import Interpretation


@pytest.fixture
def settings(tmp_path: Path) -> IndexSettings:
    return IndexSettings(home=tmp_path / "home", embed=False)


def store(settings: IndexSettings, *documents: Interpretation) -> list[int]:
    engine, _ = write_engine(settings)
    with engine.begin() as connection:
        ids = [write_document(connection, document) for document in documents]
    engine.dispose()
    return ids


def counts(settings: IndexSettings) -> dict[str, int]:
    with Reader(settings).connection() as connection:
        tables = Base.metadata.sorted_tables
        return {
            table.name: connection.scalar(select(func.count()).select_from(table)) or 0
            for table in tables
            if table.name not in {"meta", "marks"}  # what is not read from documents
        }


def test_everything_is_stored_and_listed(settings: IndexSettings) -> None:
    path = Path("/made/澄湖.txt")
    (document_id,) = store(settings, interpretation(path))
    (loaded,) = Reader(settings).documents()
    assert (loaded.id, loaded.name, loaded.path, loaded.unit) == (document_id, "澄湖.txt", str(path), ORGANIZATION)
    assert (loaded.year, loaded.kind, loaded.scope, loaded.pages) == (2031, "预算", "部门", None)
    assert (loaded.tables, loaded.figures, loaded.findings, loaded.checks, loaded.contradictions) == (1, 3, 1, 1, 0)
    assert min(counts(settings).values()) > 0
    table = Reader(settings).table(1)
    assert table is not None
    assert (table.title, table.unit, table.header_rows, table.lines) == (
        "一般公共预算支出表",
        "万元",
        1,
        (10, 11, 12, 13),
    )
    assert table.rows[2] == ("（一）办公用纸费", "1,000.00")
    assert Reader(settings).table(99) is None


def test_amounts_are_exact_and_empty_cells_stay_empty(settings: IndexSettings) -> None:
    store(settings, interpretation(Path("/made/a.txt"), "0.00"))
    with Reader(settings).connection() as connection:
        rows = connection.execute(select(FactRow.printed, FactRow.value, FactRow.fen).order_by(FactRow.ordinal)).all()
    assert rows == [
        ("1,012.50", "1012.50", 1_012_500_000),
        ("1,000.00", "1000.00", 1_000_000_000),
        ("0.00", "0.00", 0),
        ("", None, None),
    ]


def test_amounts_that_are_no_whole_fen_or_too_large_have_none() -> None:
    assert in_fen(Decimal("1.0000001"), "万元") is None
    assert in_fen(Decimal(12), "辆") is None
    assert in_fen(Decimal(10) ** 30, "元") is None
    assert in_fen(Decimal("-0.01"), "元") == -1


def test_operands_refer_to_their_rows(settings: IndexSettings) -> None:
    store(settings, interpretation(Path("/made/a.txt")), interpretation(Path("/made/b.txt"), "13.50"))
    with Reader(settings).connection() as connection:
        rows = connection.execute(
            select(OperandRow.sign, FactRow.printed, FactRow.document_id, OperandRow.document_id)
            .join(FactRow, FactRow.id == OperandRow.fact_id)
            .order_by(OperandRow.id)
        ).all()
    assert [(sign, printed) for sign, printed, *_ in rows] == [(0, "1,012.50"), (1, "1,000.00")] * 2
    assert all(of_fact == of_operand for *_, of_fact, of_operand in rows)


def test_boxes_of_cells_are_written_in_tenths_of_a_point() -> None:
    one, other = (70.13, 100.0, 120.06, -0.04), (120.06, 100.0, 180.0, 0.01)
    table = replace(
        interpretation(Path("a.txt")).tables[0], rows=(("甲", ""), ("", "乙")), boxes=((one, None), (None, other))
    )
    grid = json.loads(table_row(table)["grid"])
    assert grid["rows"] == [["甲", ""], ["", "乙"]]
    assert grid["boxes"] == [[[70.1, 100.0, 120.1, 0.0], None], [None, [120.1, 100.0, 180.0, 0.0]]]
    assert "-0.0" not in table_row(table)["grid"]


def test_names_in_the_documents_words(settings: IndexSettings) -> None:
    store(settings, interpretation(Path("/made/a.txt")))
    with Reader(settings).connection() as connection:
        names = {tuple(row) for row in connection.execute(select(NameRow.kind, NameRow.surface, NameRow.canonical))}
        aliases = set(connection.scalars(select(OrganizationNameRow.name)))
    assert {
        ("subject", "办公用纸费", "办公用纸费"),
        ("subject", "差旅费", "差旅费"),
        ("measure", "基本支出", "基本支出"),
        ("project", "湖面巡查", "湖面巡查"),
        ("indicator", "巡查次数", "巡查次数"),
        ("term", "公务接待费", "公务接待费"),
        ("table", "一般公共预算支出表", "一般公共预算支出表"),
        ("heading", "单位概况", "一、单位概况"),
    } <= names
    assert not any(surface == "合计" for _, surface, _ in names)
    assert {ORGANIZATION, "澄湖数据局"} <= aliases


def test_replacing_keeps_the_id_and_leaves_nothing_behind(settings: IndexSettings) -> None:
    path = Path("/made/a.txt")
    first = store(settings, interpretation(path))
    before = counts(settings)
    with Reader(settings).connection() as connection:
        keys = set(connection.scalars(select(PassageRow.key)))
    second = store(settings, interpretation(path, "99.00", organization="澄湖市图书馆"))
    assert first == second
    after = counts(settings)
    assert {**after, "organization_names": 0} == {**before, "organization_names": 0}
    assert Reader(settings).documents()[0].unit == "澄湖市图书馆"
    with Reader(settings).connection() as connection:
        assert set(connection.scalars(select(PassageRow.key))) == keys


def test_removing_leaves_only_the_other_document(settings: IndexSettings) -> None:
    store(settings, interpretation(Path("/made/a.txt")))
    before = counts(settings)
    (_, document_id) = store(
        settings, interpretation(Path("/made/a.txt")), interpretation(Path("/made/b.txt"), organization="澄湖市图书馆")
    )
    engine, _ = write_engine(settings)
    with engine.begin() as connection:
        remove_document(connection, document_id)
    engine.dispose()
    assert counts(settings) == before


def test_documents_are_found_by_path_name_or_stem(settings: IndexSettings) -> None:
    store(settings, *(interpretation(Path(f"/made/{name}")) for name in ("x/a.txt", "y/a.txt", "b.txt")))
    reader = Reader(settings)
    assert reader.find("b").name == reader.find("b.txt").name == "b.txt"
    assert reader.find("/made/x/a.txt").path == "/made/x/a.txt"
    with pytest.raises(AmbiguousDocumentError, match=re.escape("/made/x/a.txt")):
        reader.find("a.txt")
    with pytest.raises(UnknownDocumentError):
        reader.find("c.txt")


def test_readers_cannot_write(settings: IndexSettings) -> None:
    store(settings, interpretation(Path("/made/a.txt")))
    with Reader(settings).connection() as connection, pytest.raises(OperationalError, match="readonly"):
        connection.execute(text("DELETE FROM facts"))


def test_a_reader_sees_one_state_throughout(settings: IndexSettings) -> None:
    store(settings, interpretation(Path("/made/a.txt")))
    with Reader(settings).connection() as connection:
        query = select(func.count()).select_from(FactRow)
        before = connection.scalar(query)
        store(settings, interpretation(Path("/made/b.txt")))
        assert connection.scalar(query) == before
    with Reader(settings).connection() as connection:
        assert connection.scalar(query) != before


def test_nothing_loaded(settings: IndexSettings) -> None:
    with pytest.raises(NothingLoadedError, match="yusuan index"):
        Reader(settings).documents()


def test_a_file_that_is_no_database(settings: IndexSettings) -> None:
    settings.home.mkdir()
    (settings.home / "yusuan.sqlite3").write_bytes(b"no database " * 1000)
    with pytest.raises(DamagedIndexError):
        Reader(settings).documents()
    with pytest.raises(DamagedIndexError):
        write_engine(settings)


def test_another_schema_is_refused_for_reading_and_rebuilt_for_writing(settings: IndexSettings) -> None:
    store(settings, interpretation(Path("/made/a.txt")))
    engine, _ = write_engine(settings)
    with engine.begin() as connection:
        write_meta(connection, "schema_version", "0")
    engine.dispose()
    with pytest.raises(OtherSchemaError, match="重建"):
        Reader(settings).documents()
    engine, dropped = write_engine(settings)
    engine.dispose()
    assert dropped == (Path("/made/a.txt"),)
    assert Reader(settings).documents() == []
    assert write_engine(settings)[1] == dropped  # until the building notes that they have been read again


def test_home_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    blocked = IndexSettings(home=tmp_path / "file" / "home")
    with pytest.raises(HomeNotWritableError, match="--home"):
        write_engine(blocked)
    with pytest.raises(HomeNotWritableError, match="--home"), writing(blocked.home_directory):
        pass


def test_one_writer_at_a_time(tmp_path: Path) -> None:
    with writing(tmp_path):
        command = [sys.executable, "-c", _TAKE_LOCK, str(tmp_path)]
        assert subprocess.run(command, check=False, capture_output=True, text=True).stdout.strip() == "busy"
        with pytest.raises(IndexBusyError), writing(tmp_path):
            pass
    assert subprocess.run(command, check=False, capture_output=True, text=True).stdout.strip() == "free"


_TAKE_LOCK = """
import sys
from pathlib import Path
from index.store.lock import writing
from index.model.errors import IndexBusyError
try:
    with writing(Path(sys.argv[1])):
        print("free")
except IndexBusyError:
    print("busy")
"""

_KILLED_WRITER = """
import os, signal, sys
from pathlib import Path
sys.path.insert(0, sys.argv[3])
from tests.sample_interpretation import interpretation
from sqlalchemy import event
from index.settings import IndexSettings
from index.store.database import write_engine
from index.store.writer import write_document

engine, _ = write_engine(IndexSettings(home=Path(sys.argv[1])))
left = int(sys.argv[2])

@event.listens_for(engine, "after_cursor_execute")
def count(*_):
    global left
    left -= 1
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)

with engine.begin() as connection:
    write_document(connection, interpretation(Path("/made/a.txt"), "777.77"))
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="the kill is one of POSIX")
@pytest.mark.parametrize("statements", [1, 6, 13, 18, 22])
def test_a_kill_in_the_middle_leaves_the_previous_index(settings: IndexSettings, statements: int) -> None:
    store(settings, interpretation(Path("/made/a.txt")))
    before = counts(settings)
    command = [
        sys.executable,
        "-c",
        _KILLED_WRITER,
        str(settings.home),
        str(statements),
        str(Path(__file__).parent.parent),
    ]
    ended = subprocess.run(command, check=False, capture_output=True, text=True)
    assert ended.returncode == -signal.SIGKILL, ended.stderr
    assert counts(settings) == before
    assert [row["printed"] for row in Reader(settings).facts()] == ["1,012.50", "1,000.00", "12.50"]
    store(settings, interpretation(Path("/made/a.txt"), "777.77"))
    assert [row["printed"] for row in Reader(settings).facts()][-1] == "777.77"


def test_an_index_in_a_directory_that_cannot_be_written_is_read(settings: IndexSettings) -> None:
    store(settings, interpretation(Path("/made/a.txt")))
    settings.home.chmod(0o555)
    try:
        if os.access(settings.home, os.W_OK):
            pytest.skip("this user may write everywhere")
        assert len(Reader(settings).documents()) == 1
        with pytest.raises(HomeNotWritableError):
            write_engine(settings)
    finally:
        settings.home.chmod(0o755)


def test_foreign_keys_are_enforced(settings: IndexSettings) -> None:
    store(settings, interpretation(Path("/made/a.txt")))
    connection = sqlite3.connect(settings.home / "yusuan.sqlite3")
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    connection.close()


def test_export(settings: IndexSettings) -> None:
    store(settings, interpretation(Path("/made/澄湖.txt")))
    reader = Reader(settings)
    output = io.StringIO()
    assert write_facts(reader.facts(), output, "csv") == 3
    rows = list(csv.DictReader(io.StringIO(output.getvalue())))
    assert tuple(rows[0]) == COLUMNS
    assert rows[1] == {
        "document": "澄湖.txt", "page": "", "line": "12", "table_title": "一般公共预算支出表", "unit": "万元",
        "code": "30201", "row_label": "（一）办公用纸费", "column_path": "预算数", "value": "1000.00",
    }  # fmt: skip
    output = io.StringIO()
    write_facts(reader.facts([reader.find("澄湖.txt").id]), output, "jsonl")
    lines = [json.loads(line) for line in output.getvalue().splitlines()]
    assert [line["value"] for line in lines] == ["1012.50", "1000.00", "12.50"]
    assert lines[0]["page"] is None


@pytest.mark.parametrize(
    ("printed", "value", "expected"),
    [
        ("1,234.50", "1234.50", "1234.50"),
        ("1 234.5", "1234.5", "1234.5"),
        ("１，２３４", "1234", "1234"),
        ("－5.0", "-5.0", "-5.0"),
        ("(5.00)", "-5.00", "-5.00"),
        ("0.00", "0.00", "0.00"),
    ],
)
def test_printed_value(printed: str, value: str, expected: str) -> None:
    assert printed_value(printed, value) == expected
