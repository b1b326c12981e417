"""Rows by the thousand are written as they are, in order, however many one statement takes."""

from __future__ import annotations

import pytest
from sqlalchemy import Column, Integer, MetaData, String, Table, create_engine, select

from index.store.bulk import insert_rows

NARROW = ("first", "second")
WIDE = tuple(f"column{number}" for number in range(12))


@pytest.mark.parametrize("names", [NARROW, WIDE])
@pytest.mark.parametrize("count", [0, 1, 63, 64, 65, 200])
def test_all_rows_are_written_in_order(names: tuple[str, ...], count: int) -> None:
    table = Table(
        "made", MetaData(), Column("id", Integer, primary_key=True), *(Column(name, String) for name in names)
    )
    rows = [{name: None if name == names[-1] else f"{name} {number}" for name in names} for number in range(count)]
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        table.create(connection)
        insert_rows(connection, table, rows)
        found = connection.execute(select(*(table.c[name] for name in names)).order_by(table.c.id)).mappings().all()
    assert [dict(row) for row in found] == rows
