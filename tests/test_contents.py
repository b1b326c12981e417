"""The tables that a document's contents list: each is found, or reported missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from index.contents import listed_tables
from index.interpret import interpret
from index.load.text import load_text
from index.settings import IndexSettings
from index.tables.listed import compare_contents

if TYPE_CHECKING:
    from pathlib import Path

    from index.model.records import Interpretation

RECEIPTS = "收入预算总表\n单位：万元\n\n科目编码\t科目名称\t合计\n合计\t\t12.00\n20701\t文化和旅游\t12.00\n\n"
EXPENDITURE = "支出预算总表\n单位：万元\n\n科目编码\t科目名称\t合计\n合计\t\t12.00\n20701\t文化和旅游\t12.00\n\n"
SPENT = "“三公”经费支出预算表\n单位：万元\n\n合计\t因公出国（境）费\t公务接待费\n1.50\t0.50\t1.00\n\n"
OPENING = "2024年度\n澄湖市图书馆\n部门预算\n\n目  录\n\n"


def read(folder: Path, contents: str, *tables: str) -> Interpretation:
    path = folder / "澄湖市图书馆.txt"
    path.write_text(
        OPENING + contents + "\n第一部分 部门概况\n\n澄湖市图书馆负责公共阅读。\n\n" + "".join(tables), "utf-8"
    )
    return interpret(path, IndexSettings(home=folder / "home"))


def missing(found: Interpretation) -> list[str]:
    return [finding.message for finding in found.findings if finding.code == "table-missing"]


NUMBERED = (
    "第一部分 部门概况\n第二部分 2024年度部门预算表\n一、收入预算总表\n二、支出预算总表\n三、“三公”经费支出预算表\n"
)


def test_every_listed_table_is_found(tmp_path: Path) -> None:
    assert missing(read(tmp_path, NUMBERED, RECEIPTS, EXPENDITURE, SPENT)) == []


def test_a_listed_table_that_is_not_there_is_reported_at_its_line(tmp_path: Path) -> None:
    found = read(tmp_path, NUMBERED, RECEIPTS, SPENT)
    assert missing(found) == ["目录列有“支出预算总表”，未见此表。"]
    finding = next(one for one in found.findings if one.code == "table-missing")
    text = found.document.path.read_text("utf-8").split("\n")
    assert text[(finding.place.line or 0) - 1] == "二、支出预算总表"


def test_a_file_without_any_of_its_tables_says_so_once(tmp_path: Path) -> None:
    found = read(tmp_path, NUMBERED, "2024年“三公”经费预算1.50万元。\n")
    assert len(missing(found)) == 1
    assert all(name in missing(found)[0] for name in ("收入预算总表", "支出预算总表", "“三公”经费支出预算表"))


def test_a_table_that_is_said_to_be_empty_is_there(tmp_path: Path) -> None:
    fund = "政府性基金预算支出表\n\n科目编码\t科目名称\t合计\n合计\t\t\n\n注：本部门没有政府性基金，本表为空表。\n"
    found = read(tmp_path, NUMBERED + "四、政府性基金预算支出表\n", RECEIPTS, EXPENDITURE, SPENT, fund)
    assert missing(found) == []
    listed = compare_contents(found.document, found.tables)[-1]
    assert listed.table is not None
    assert found.tables[listed.table].empty


def test_one_table_of_two_forms_is_both(tmp_path: Path) -> None:
    joint = SPENT.replace("“三公”经费支出预算表", "“三公”经费和机关运行经费预算表")
    contents = NUMBERED + "四、机关运行经费预算表\n"
    assert missing(read(tmp_path, contents, RECEIPTS, EXPENDITURE, joint)) == []


def test_one_table_is_not_two_of_its_form(tmp_path: Path) -> None:
    contents = "一、收入预算总表\n二、财政拨款基本支出预算表\n三、一般公共预算基本支出预算表\n"
    basic = EXPENDITURE.replace("支出预算总表", "一般公共预算基本支出预算表").replace(
        "20701\t文化和旅游", "301\t工资福利支出"
    )
    assert missing(read(tmp_path, contents, RECEIPTS, basic)) == ["目录列有“财政拨款基本支出预算表”，未见此表。"]


@pytest.mark.parametrize(
    ("lines", "titles"),
    [
        ("一、收入预算总表.....6\n二、支出预算总表………7\n", ["一、收入预算总表", "二、支出预算总表"]),
        ("一、收入预算总表\t6\n二、支出预算总表\t7\n", ["一、收入预算总表", "二、支出预算总表"]),
        ("二、部门预算表\n1. 2024年收入预算总表\n", ["1. 2024年收入预算总表"]),
        (
            "一、一般公共预算“三公”经费、会议费和培训费支出预\n算表\n二、其他说明\n",
            ["一、一般公共预算“三公”经费、会议费和培训费支出预算表"],
        ),
        ("部门概况\n收入预算总表\n支出预算总表\n", ["收入预算总表", "支出预算总表"]),
        ("一、部门概况\n二、收支情况说明\n", []),
    ],
)
def test_entries_of_the_contents(tmp_path: Path, lines: str, titles: list[str]) -> None:
    text = OPENING + lines + "\n部门概况\n\n澄湖市图书馆负责公共阅读。\n"
    listed = listed_tables(load_text(tmp_path / "目录.txt", text.encode()))
    assert [entry.title for entry in listed] == titles


def test_an_annex_with_all_tables_is_no_table(tmp_path: Path) -> None:
    found = read(tmp_path, NUMBERED + "附件：2024年度部门预算表\n", RECEIPTS, EXPENDITURE, SPENT)
    assert missing(found) == []
