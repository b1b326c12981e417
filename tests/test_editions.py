"""Documents of one organization against one another: last year's figures, the budget that final accounts quote."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from assistant.settings import Settings
from index.audit.report import audit
from index.build import build, remove
from index.store.reader import Reader

if TYPE_CHECKING:
    from pathlib import Path

BUDGET = """{year}年度
澄湖市图书馆
部门预算

第一部分 {year}年度部门预算情况说明

一、一般公共预算支出预算情况说明

澄湖市图书馆{year}年一般公共预算支出{general}万元{change}。其中：

1．图书馆（项）支出 {library} 万元。

2．住房公积金（项）支出 20.07 万元。
"""
FINAL = """2024年度
澄湖市图书馆
部门决算

第一部分 2024年度部门决算情况说明

一、一般公共预算财政拨款支出决算情况说明

一般公共预算财政拨款支出年初预算为{initial}万元，支出决算为170.25万元，完成年初预算的{done}%。
"""
TABLE = """{year}年度
澄湖市图书馆
部门预算

第二部分 {year}年度部门预算表

{year}年度一般公共预算支出预算表

单位：万元

{table}

{year}年度政府采购预算表

单位：万元

项目名称	合计
图书购置	{bought}
"""
ACCOUNTS = (("207", "文化旅游体育与传媒支出"), ("20701", "文化和旅游"), ("2070104", "图书馆"))
LAST = BUDGET.format(year=2023, general="162.42", change="", library="142.35")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    this = BUDGET.format(year=2024, general="172.42", change="，比上年预算增加10.00万元", library="152.35")
    (tmp_path / "2023.txt").write_text(LAST, encoding="utf-8")
    (tmp_path / "2024.txt").write_text(this, encoding="utf-8")
    (tmp_path / "final.txt").write_text(FINAL.format(initial="172.42", done="98.74"), encoding="utf-8")
    return tmp_path


def load(folder: Path, *names: str) -> Settings:
    settings = Settings(home=folder / "home", embed=False, jobs=1)
    for name in names:
        build([folder / name], settings)
    return settings


def told(settings: Settings) -> set[tuple[str, str, bool]]:
    """Rule, outcome and whether a difference is explained, of all checks between years and kinds."""
    query = text("SELECT rule, outcome, explanation FROM checks WHERE kind = 'edition'")
    with Reader(settings).connection() as connection:
        return {(row.rule, row.outcome, bool(row.explanation)) for row in connection.execute(query)}


AGREED = {("edition.last_year", "exact", False), ("edition.budget", "exact", False)}


@pytest.mark.parametrize("names", [("2023.txt", "2024.txt", "final.txt"), ("final.txt", "2024.txt", "2023.txt")])
def test_documents_confirm_one_another_whatever_comes_first(folder: Path, names: tuple[str, ...]) -> None:
    assert told(load(folder, *names)) == AGREED


def test_what_is_taken_out_confirms_nothing_any_longer(folder: Path) -> None:
    settings = load(folder, "2023.txt", "2024.txt", "final.txt")
    remove(["2023.txt"], settings)
    assert told(settings) == {("edition.budget", "exact", False)}
    build([folder / "2023.txt"], settings)
    assert told(settings) == AGREED


def test_another_amount_of_last_year_is_told_and_explained(folder: Path) -> None:
    (folder / "2023.txt").write_text(LAST.replace("162.42", "160.15").replace("142.35", "140.08"), encoding="utf-8")
    settings = load(folder, "2023.txt", "2024.txt")
    assert told(settings) == {("edition.last_year", "contradiction", True)}
    reader = Reader(settings)
    with reader.connection() as connection:
        found = audit(connection, reader.find("2024.txt"))
    assert [finding.rule for finding in found.explained] == ["edition.last_year"]
    assert "口径可能已调整" in found.explained[0].statement
    assert found.findings == ()


def test_one_digit_in_the_budget_that_is_quoted_is_a_slip(folder: Path) -> None:
    (folder / "final.txt").write_text(FINAL.format(initial="172.92", done="98.46"), encoding="utf-8")
    assert told(load(folder, "2024.txt", "final.txt")) == {("edition.budget", "contradiction", False)}


def test_documents_of_other_years_have_nothing_to_do_with_one_another(folder: Path) -> None:
    older = LAST.replace("2023", "2021")
    (folder / "2021.txt").write_text(older, encoding="utf-8")
    assert told(load(folder, "2021.txt", "2024.txt")) == set()


def table(columns: tuple[str, ...], *amounts: str) -> str:
    rows = [("科目编码", "科目名称", *columns), ("合计", "", *amounts), *((*one, *amounts) for one in ACCOUNTS)]
    return "\n".join("\t".join(row) for row in rows)


def test_a_column_of_last_year_is_that_of_its_document(folder: Path) -> None:
    """Tables with figures of that year meet, by account and total; what is of another year alone meets nothing."""
    last = table(("2023年预算数",), "142.35")
    this = table(("2023年预算数", "2024年预算数"), "142.35", "152.35")
    (folder / "2023.txt").write_text(TABLE.format(year=2023, table=last, bought="12.80"), encoding="utf-8")
    (folder / "2024.txt").write_text(TABLE.format(year=2024, table=this, bought="12.80"), encoding="utf-8")
    settings = load(folder, "2023.txt", "2024.txt")
    query = text(
        "SELECT checks.outcome, facts.printed, facts.code, facts.year, documents.name FROM checks"
        " JOIN operands ON operands.check_id = checks.id JOIN facts ON facts.id = operands.fact_id"
        " JOIN documents ON documents.id = facts.document_id WHERE checks.kind = 'edition'"
    )
    with Reader(settings).connection() as connection:
        found = {tuple(row) for row in connection.execute(query)}
    codes = ("", *(code for code, _ in ACCOUNTS))
    assert found == {
        ("exact", "142.35", code, 2023, document) for code in codes for document in ("2023.txt", "2024.txt")
    }
