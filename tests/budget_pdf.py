"""A small invented budget as a PDF: a cover, a table with merged headers on page 2, the same rotated on page 3."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.pdf_pages import Page, write_pdf

if TYPE_CHECKING:
    from pathlib import Path

NAME = "澄湖市体育局2031年部门预算.pdf"
CELL = (330.0, 190.0, 430.0, 210.0)  # 公务接待费 7.45 on page 2, in points from the top left


def write_budget(folder: Path) -> Path:
    """Write the budget into `folder`."""
    cover = Page()
    cover.text(150, 200, "澄湖市体育局2031年部门预算", size=20)
    cover.text(80, 300, "第一部分 部门概况")
    table = Page()
    table.text(150, 80, "一般公共预算“三公”经费支出情况表", size=14)
    table.text(430, 105, "单位：万元")
    rows = [
        ["项目", "2031年预算数"],
        ["合计", "16.80"],
        ["因公出国（境）费", "0.00"],
        ["公务接待费", "7.45"],
        ["公务用车购置及运行费", "9.35"],
    ]
    table.table(80, 110, [250, 100], rows)
    note = Page(rotate=90, size=(842.0, 595.0))
    note.text(80, 80, "“三公”经费财政拨款预算情况")
    note.text(80, 110, "澄湖市体育局2031年公务接待费预算7.45万元，公务用车购置及运行费9.35万元。")
    return write_pdf(folder, cover, table, note, name=NAME)
