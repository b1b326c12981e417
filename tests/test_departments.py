"""A department against its units, where the files of all that it lists are loaded."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from assistant.settings import Settings
from index.build import build, remove
from index.store.reader import Reader

if TYPE_CHECKING:
    from pathlib import Path

HEAD = """2024年度
{name}
{scope}预算

第一部分 {scope}概况
"""
LIST = """
二、部门预算单位构成

部门预算单位构成表

序号	预算单位名称	经费性质
1	澄湖市数据管理局（本级）	财政核拨
2	澄湖市数据中心	财政核拨
"""
TABLE = """
第二部分 2024年度{scope}预算表

2024年度支出预算总表

单位：万元

科目编码	科目名称	合计	基本支出	项目支出
合计		{total}	{total}	0.00
201	一般公共服务支出	{total}	{total}	0.00
20103	政府办公厅（室）及相关机构事务	{total}	{total}	0.00
2010301	行政运行	{total}	{total}	0.00
"""


def write(folder: Path, name: str, scope: str, total: str, listing: str = "") -> None:
    content = HEAD.format(name=name, scope=scope) + listing + TABLE.format(scope=scope, total=total)
    (folder / f"{name}{scope}.txt").write_text(content, encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path, "澄湖市数据管理局", "部门", "463.28", LIST)
    write(tmp_path, "澄湖市数据管理局", "单位", "312.15")
    write(tmp_path, "澄湖市数据中心", "单位", "151.13")
    return tmp_path


def told(folder: Path, *names: str) -> set[str]:
    settings = Settings(home=folder / "home", embed=False, jobs=1)
    for name in names:
        build([folder / name], settings)
    with Reader(settings).connection() as connection:
        return set(connection.scalars(text("SELECT outcome FROM checks WHERE kind = 'department'")))


FILES = ("澄湖市数据管理局部门.txt", "澄湖市数据管理局单位.txt", "澄湖市数据中心单位.txt")


@pytest.mark.parametrize("order", [FILES, FILES[::-1]])
def test_a_department_is_the_sum_of_all_its_units(folder: Path, order: tuple[str, ...]) -> None:
    assert told(folder, *order) == {"exact"}


def test_nothing_is_said_while_a_unit_is_missing(folder: Path) -> None:
    assert told(folder, *FILES[:2]) == set()
    assert told(folder, FILES[2]) == {"exact"}
    settings = Settings(home=folder / "home", embed=False, jobs=1)
    remove([FILES[1]], settings)
    assert told(folder) == set()


def test_a_slip_in_one_unit(folder: Path) -> None:
    write(folder, "澄湖市数据中心", "单位", "157.13")
    assert told(folder, *FILES) == {"contradiction"}


def test_what_units_pay_one_another_is_told_and_no_contradiction(folder: Path) -> None:
    write(folder, "澄湖市数据管理局", "部门", "454.71", LIST)
    assert told(folder, *FILES) == {"contradiction"}
    with Reader(Settings(home=folder / "home")).connection() as connection:
        query = "SELECT DISTINCT explanation FROM checks WHERE kind = 'department'"
        assert set(connection.scalars(text(query))) == {"部门与各单位之间可能有抵销"}


def test_a_total_that_is_far_off_says_nothing(folder: Path) -> None:
    write(folder, "澄湖市数据管理局", "部门", "911.40", LIST)
    assert told(folder, *FILES) == set()
