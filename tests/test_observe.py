"""A document introduced: five observations, each figure cited and exact."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from assistant.cli import app
from assistant.observe.introduce import introduce
from assistant.settings import Settings
from index.store.reader import Reader
from tests.sample_index import sample_home

if TYPE_CHECKING:
    from assistant.answer.model import Answer

NAMES = [
    "澄湖市图书馆2024年单位预算.md",
    "澄湖市图书馆2025年单位预算.txt",
    "澄湖市数据管理局2024年部门决算.md",
    "澄湖市数据管理局2024年部门预算.txt",
    "澄湖市数据管理局2025年部门预算.txt",
]


def told(name: str) -> Answer:
    """The introduction of a sample."""
    reader = Reader(Settings(home=sample_home(), embed=False))
    return introduce(reader, reader.find(name))


@pytest.mark.parametrize("name", NAMES)
def test_every_document_gets_five_observations_with_cited_figures(name: str) -> None:
    answer = told(name)
    lines = answer.answer.split("\n\n")
    assert len(lines) == 5
    assert all(figure.citations for figure in (*answer.figures, *answer.supporting))
    for figure in answer.figures:
        if not figure.derived:
            cited = answer.citations[figure.citations[0] - 1]
            printed = cited.printed.replace(",", "").lstrip("-")
            assert Decimal(re.sub(r"[^\d.]", "", printed)) == Decimal(figure.value)
    assert not re.search(r"惊人|居然|竟|浪费|可疑|异常|造假|违规", answer.answer)


def test_the_largest_items_come_first() -> None:
    answer = told("澄湖市数据管理局2025年部门预算.txt")
    assert [figure.value for figure in answer.figures[:3]] == ["1701.09", "653.12", "627.02"]


def test_shares_are_worked_out_from_the_cells_shown() -> None:
    answer = told("澄湖市数据管理局2025年部门预算.txt")
    shares = [figure for figure in answer.figures if figure.unit == "%"]
    assert [figure.value for figure in shares] == ["79.71", "20.29"]
    assert all(figure.computation is not None for figure in shares)


def test_a_contradiction_is_told_with_both_places() -> None:
    line = told("澄湖市数据管理局2024年部门预算.txt").answer.split("\n\n")[3]
    assert "9.85" in line
    assert "11.85" in line
    assert len(re.findall(r"\[\d+\]", line)) >= 2


def test_a_document_without_contradiction_says_how_much_was_checked() -> None:
    text = told("澄湖市图书馆2025年单位预算.txt").answer.split("\n\n")[4]
    assert re.search(r"\d+ 个数字", text)


def test_the_command_introduces_a_document() -> None:
    runner = CliRunner()
    home = ["--home", str(sample_home())]
    shown = runner.invoke(app, ["documents", "--introduce", NAMES[3], *home])
    assert shown.exit_code == 0
    assert "最大的支出" in shown.stdout
    assert "第 134 行" in shown.stdout
    as_json = json.loads(runner.invoke(app, ["documents", "--introduce", NAMES[3], "--json", *home]).stdout)
    assert as_json["citations"]
    assert runner.invoke(app, ["documents", "--introduce", "无此文件", *home]).exit_code == 1
