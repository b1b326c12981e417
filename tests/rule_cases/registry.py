"""How documents are made, and which rules each of them is a case of."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from index.checks.evidence import Evidence
from index.load.text import load_text
from index.model.records import Role
from index.tables import read_tables
from tests.checks_records import IDENTITY, Records

if TYPE_CHECKING:
    from collections.abc import Callable

LEVEL, CHANGE, RATE, SHARE, COUNT = Role.LEVEL, Role.CHANGE, Role.RATE, Role.SHARE, Role.COUNT
ONE = [("预算数",)]
PATHS = [("合计",), ("基本支出",), ("项目支出",)]
SILENT = {"change.direction", "repeat.column"}  # they only tell what is wrong
Made = Records | Evidence
CASES: dict[str, Callable[..., Made]] = {}


def case(*names: str) -> Callable[[Callable[..., Made]], Callable[..., Made]]:
    """Take a maker of documents as the case of some rules; it is asked for a sound one and for one with a slip."""

    def register(make: Callable[..., Made]) -> Callable[..., Made]:
        CASES.update(dict.fromkeys(names, make))
        return make

    return register


def stated(records: Records, sentence: str, *figures: tuple[str, str, str, Role]) -> Records:
    records.say(sentence, *figures)
    return records


def amounts(records: Records, sentence: str, *named: tuple[str, str]) -> int:
    """Say amounts, each a part of the first."""
    first = records.say(sentence, *((name, printed, "万元", LEVEL) for name, printed in named))
    records.part_of(first, *range(first + 1, first + len(named)))
    return first


def read(text: str) -> Evidence:
    document = load_text(Path("澄湖.txt"), text.replace("⇥", "\t").encode())
    found = read_tables(document, IDENTITY)
    return Evidence(IDENTITY, found.tables, found.facts, (), found.indicators, found.projects)
