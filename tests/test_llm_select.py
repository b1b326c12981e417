"""A SELECT of a model: what is not run, what is worked out anew, what nobody but its reader may see."""

from __future__ import annotations

import shutil
import sqlite3
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
import sqlglot
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from assistant.answer.computation import Computation, Computed, Operand, UncomputableError, evaluate
from assistant.execute.ledger import Ledger
from assistant.llm.reading import read
from assistant.llm.select.answer import answer_by_select
from assistant.llm.select.formula import Constant, Formula, Kind, NoFormulaError, Operation
from assistant.llm.select.guard import UnsafeSelectError, parse_select
from assistant.llm.select.licence import UnlicensedError
from assistant.llm.select.run import SelectFailedError, run
from assistant.llm.select.views import VIEWS, build_views
from assistant.llm.select.work_out import Desk, normal
from assistant.settings import Settings
from index.store.database import write_engine
from index.store.reader import Reader
from index.store.schema import DocumentRow, FactRow
from index.store.viewing import Viewer, owner_key
from tests.sample_index import ROOT, sample_home

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

QUESTION = "数据局2025年办公费、水费、电费的平均数"
UNSAFE = [
    "DELETE FROM facts",
    "UPDATE facts SET fen = 0",
    "DROP TABLE facts",
    "INSERT INTO facts SELECT * FROM facts",
    "CREATE TABLE x (a)",
    "ATTACH 'x' AS y",
    "PRAGMA writable_schema = 1",
    "SELECT fen FROM v_items; DROP TABLE facts",
    "SELECT * FROM v_items",
    "SELECT fen FROM facts",
    "SELECT fen FROM main.v_items",
    "SELECT name FROM sqlite_master",
    "SELECT value FROM meta",
    "SELECT (SELECT value FROM meta) FROM v_items",
    "SELECT fen FROM v_items WHERE item = (SELECT sha256 FROM documents)",
    "SELECT fen FROM pragma_table_info('facts')",
    "SELECT load_extension('x')",
    "SELECT randomblob(1000000000)",
    "SELECT hex(printed) FROM v_items",
    "SELECT grid FROM v_items",
    "SELECT fen FROM v_items a JOIN v_items b",
    "SELECT fen FROM v_items, v_projects",
    "WITH RECURSIVE x(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM x) SELECT n FROM x",
    "SELECT fen FROM v_items UNION SELECT fen FROM v_items",
    "SELECT SUM(fen) OVER () FROM v_items",
    "SELECT COUNT(DISTINCT fen) FROM v_items",
    "SELECT fen FROM v_items WHERE item LIKE '%'",
    "SELECT CASE WHEN 1 THEN 99 END",
    "SELECT fen FROM v_items LIMIT 1 OFFSET 2",
    "VALUES (1)",
    "EXPLAIN SELECT fen FROM v_items",
    "SELECT " + "(" * 400 + "1" + ")" * 400,
    "SELECT 1" + " + 1" * 400,
    "x" * 3_000,
    "",
]


@pytest.fixture
def ledger() -> Iterator[Ledger]:
    with Reader(Settings(home=sample_home(), embed=False)).connection() as connection:
        yield Ledger(connection)


@pytest.mark.parametrize("sql", UNSAFE, ids=lambda sql: sql[:40])
def test_nothing_but_a_plain_select_over_the_views(sql: str) -> None:
    with pytest.raises(UnsafeSelectError):
        parse_select(sql)


@given(st.text(max_size=60))
def test_any_text_is_a_select_or_refused(text: str) -> None:
    for sql in (text, f"SELECT fen FROM v_items WHERE {text}", f"SELECT {text} FROM v_items"):
        try:
            parsed = parse_select(sql)
        except UnsafeSelectError:
            continue
        tables = {table.name.lower() for table in parsed.find_all(sqlglot.exp.Table)}
        assert tables <= set(VIEWS)


def test_the_documented_views_are_those_that_there_are(ledger: Ledger) -> None:
    text = (ROOT / "docs" / "views.md").read_text(encoding="utf-8")
    views = build_views(ledger, read(ledger, QUESTION))
    for name, columns in VIEWS.items():
        assert f"`{name}`" in text
        assert all(f"`{column}`" in text for column in columns)
        run(ledger, views, parse_select(f"SELECT {', '.join(columns)} FROM {name} LIMIT 1"))


def test_a_statement_that_takes_too_long_is_stopped(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.llm.select.run._SECONDS", 0.05)
    views = build_views(ledger, read(ledger, "数据局公务接待费"))
    endless = sqlglot.parse_one("SELECT COUNT(*) FROM v_figures a, v_figures b, v_figures c", read="sqlite")
    with pytest.raises(SelectFailedError):
        run(ledger, views, endless)  # type: ignore[arg-type]
    assert run(ledger, views, parse_select("SELECT COUNT(*) FROM v_items"))


def test_too_many_rows_are_refused(ledger: Ledger) -> None:
    with pytest.raises(SelectFailedError):
        run(ledger, build_views(ledger, read(ledger, "数据局公务接待费")), parse_select("SELECT ref FROM v_figures"))


def test_rows_are_traced_to_the_figures_printed(ledger: Ledger) -> None:
    reading = read(ledger, "数据局2025年项目")
    result = Desk(ledger, build_views(ledger, reading)).result(parse_select("SELECT project, fen FROM v_projects"))
    assert len(result.rows) == 6
    assert all(entry.fen == int(entry.amount * 1_000_000) for entry in result.rows)


def test_a_limit_through_equal_amounts_is_refused(ledger: Ledger) -> None:
    reading = read(ledger, "数据局2025年办公费")
    views = build_views(ledger, reading)
    assert run(ledger, views, parse_select("SELECT COUNT(*) FROM v_figures WHERE fen = 0"))[0][0] > 2
    with pytest.raises(NoFormulaError):
        Desk(ledger, views).result(parse_select("SELECT fen FROM v_figures WHERE fen = 0 ORDER BY fen LIMIT 2"))


def test_one_name_under_two_scopes_is_never_added(ledger: Ledger) -> None:
    question = "数据局2025年公务接待费合计"
    with pytest.raises(UnlicensedError):
        answer_by_select(
            ledger, read(ledger, question), question, "SELECT SUM(fen) FROM v_figures WHERE subject = '公务接待费'"
        )


def test_whole_numbers_divide_exactly(ledger: Ledger) -> None:
    question = "数据局2025年公务接待费占三公经费的比例"
    sql = (
        "SELECT (SELECT fen FROM v_items WHERE item = '公务接待费') / (SELECT fen FROM v_items WHERE item = '三公经费')"
    )
    answer = answer_by_select(ledger, read(ledger, question), question, sql)
    assert [(one.value, one.unit) for one in answer.figures] == [("25.93", "%")]


def test_only_the_own_documents_are_seen(tmp_path: Path) -> None:
    home = tmp_path / "home"
    shutil.copytree(sample_home(), home)
    settings = Settings(home=home, embed=False)
    engine, _ = write_engine(settings)
    with Session(engine) as session, session.begin():
        hidden = session.scalars(select(DocumentRow.id).where(DocumentRow.name.contains("图书馆"))).all()
        session.execute(update(DocumentRow).where(DocumentRow.id.in_(hidden)).values(owner=owner_key("甲")))
        facts = set(session.scalars(select(FactRow.id).where(FactRow.document_id.in_(hidden))))
    engine.dispose()
    assert facts
    with Reader(settings, Viewer(owner_key("乙"))).connection() as connection:
        ledger = Ledger(connection)
        views = build_views(ledger, read(ledger, "2025年各单位公务接待费"))
        rows = run(ledger, views, parse_select("SELECT ref, organization FROM v_items"))
        rows = [
            *rows,
            *run(ledger, views, parse_select("SELECT ref, organization FROM v_figures WHERE code = '30217'")),
        ]
    assert rows
    assert not {int(ref[1:]) for ref, _ in rows if ref[0] == "f"} & facts
    assert {organization for _, organization in rows} == {"澄湖市数据管理局"}


NUMBERS = st.integers(0, 10_000)
FORMULAS: st.SearchStrategy[Formula] = st.recursive(
    NUMBERS.map(lambda number: Constant(Fraction(number))),
    lambda inner: st.builds(Operation, st.sampled_from("+-"), inner, inner),
    max_leaves=8,
)


def as_sql(formula: Formula) -> str:
    if isinstance(formula, Operation):
        return f"({as_sql(formula.left)} {formula.sign} {as_sql(formula.right)})"
    return str(formula.worth)


@given(FORMULAS)
def test_a_formula_comes_to_what_its_sql_says(formula: Formula) -> None:
    statement = normal(parse_select(f"SELECT {as_sql(formula)}")).sql(dialect="sqlite")
    assert sqlite3.connect(":memory:").execute(statement).fetchone() == (formula.worth,)
    assert formula.kind is Kind.NUMBER


@given(FORMULAS)
def test_steps_written_out_come_to_the_same(formula: Formula) -> None:
    amounts = [Operand(citation=1, value="12.50", unit="万元"), Operand(citation=2, value="30000", unit="元")]
    written = f"{as_sql(formula)} + {{0}} - {{1}}"
    done = evaluate(Computation(kind=Computed.STEPS, operands=amounts, steps=written), "万元")
    assert Fraction(done) == formula.worth + Fraction("9.5")


@pytest.mark.parametrize("steps", ["", "{2}", "{0} / 0", "__import__('os')", "{0} ** 9", "({0}", "{0}{0}"])
def test_steps_that_are_none_are_refused(steps: str) -> None:
    operand = Operand(citation=1, value="1", unit="元")
    with pytest.raises(UncomputableError):
        evaluate(Computation(kind=Computed.STEPS, operands=[operand], steps=steps), "元")
