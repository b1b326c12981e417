"""Tables whose cells stand one a line, as copied from web pages."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from index.interpret import interpret
from index.load.stacked import stacked_rows
from index.settings import IndexSettings

if TYPE_CHECKING:
    from pathlib import Path

TABLE = """云泽市档案馆2022年度“三公”经费支出决算表
单位:万元
项 目 |
预 算 数 |
决 算 数 |
合 计 |
17 |
5.40 |
因公出国(境)费 |
0 |
0 |
公务接待费 |
11 |
5.40 |
公务用车购置及运行费 |
6 |
0 |
扫一扫打开当前页
"""


@pytest.mark.parametrize("marks", [" |", ""])
def test_each_figure_is_read_with_its_own_line(tmp_path: Path, marks: str) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TABLE.replace(" |", marks), encoding="utf-8")
    facts = {
        (one.subject, one.stage.value): (one.value, one.place.line) for one in interpret(path, IndexSettings()).facts
    }
    assert facts["“三公”经费", "预算"] == (Decimal(17), 7)
    assert facts["“三公”经费", "决算"] == (Decimal("5.40"), 8)
    assert facts["公务接待费", "预算"] == (Decimal(11), 13)
    assert facts["公务用车购置及运行费", "决算"] == (Decimal(0), 17)
    assert len(facts) == 8


@pytest.mark.parametrize(
    "cells",
    [
        ["项目", "预算数", "合计", "3", "出国费", "0", "接待费", "用车费", "3"],  # an empty cell has left no line
        ["项目", "预算数", "合计", "3", "出国费", "3"],  # too few rows to tell
        ["合计", "出国费", "接待费", "3", "0", "3"],  # no header
        ["小计", "项目", "购置费", "运行费", "8", "5", "3", "240"],  # a header of two rows
    ],
)
def test_where_a_figure_does_not_fit_all_stays_text(cells: list[str]) -> None:
    assert stacked_rows(cells) == []


def test_pipe_rows_without_a_first_pipe_have_their_title(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(
        "2024年松岭县石门镇“三公”经费预算财政拨款情况统计表 | ||||\n单位:万元 | ||||\n"
        "项目 | 2023年预算数 | 2024年预算数 |\n合计 | 12.00 | 15.00 |\n公务接待费 | 2.00 | 5.00 |\n"
        "公务用车运行费 | 10.00 | 10.00 |\n",
        encoding="utf-8",
    )
    found = interpret(path, IndexSettings())
    assert found.tables[0].title == "2024年松岭县石门镇“三公”经费预算财政拨款情况统计表"
    assert {(one.subject, one.year, one.value) for one in found.facts} >= {("公务接待费", 2023, Decimal("2.00"))}


def test_figures_that_become_no_cells_are_told(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    rows = "\n".join(
        f"{item}\n{number}\n1,2{number}.50" for number, item in enumerate(["出国费", "接待费"] * 5, start=10)
    )
    path.write_text(
        f"云泽市档案馆2022年度收入支出决算总表\n2022年收入总计12.50万元。\n收入\n支出\n项目\n行次\n决算数\n{rows}\n",
        encoding="utf-8",
    )
    found = interpret(path, IndexSettings())
    assert not found.facts
    assert [one.message for one in found.findings if one.code == "loading"] == [
        "第10行至第37行之间有 10 个数各自独占一行，没有读成表格，不能据以作答。"
    ]
    few = "\n".join(["接待费", "5.40"] * 7)
    path.write_text(f"云泽市档案馆2022年度决算\n2022年收入总计12.50万元。\n{few}\n", encoding="utf-8")
    assert not [one for one in interpret(path, IndexSettings()).findings if one.code == "loading"]
