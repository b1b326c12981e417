"""Text files with tables in HTML, as programs write them that turn pictures and PDFs into Markdown."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from index.identity import read_identity
from index.load.text import load_text
from index.model.document import Grid, Heading, Paragraph
from index.tables import read_tables

TEXT = """# 澄湖市图书馆2024年度部门决算

发布日期：2025年08月29日

<div align="center">支出决算表</div>

单位：万元

<html><body><table>
<tr><td colspan="2">项目</td><td rowspan="2">本年支出合计</td><td rowspan="2">基本支出</td></tr>
<tr><td>科目编码</td><td>科目名称</td></tr>
<tr><td colspan="2">合计</td><td>9.00</td><td>6.00</td></tr>
<tr><td>20701</td><td>文化和旅游</td><td>9.00</td><td>6.00</td></tr>
</table></body></html>

注：本表反映本年支出。<br>2024年支出9.00万元。
"""


def test_a_table_in_html_is_a_grid_with_its_lines() -> None:
    document = load_text(Path("a.md"), TEXT.encode())
    [grid] = [block for block in document.blocks if isinstance(block, Grid)]
    assert [row[0].place.line for row in grid.rows] == [10, 11, 12, 13]
    read = read_tables(document, read_identity(document))
    assert (read.tables[0].title, read.tables[0].unit) == ("支出决算表", "万元")
    assert [(one.code, one.row_label, one.column_path, one.value) for one in read.facts] == [
        ("", "合计", ("本年支出合计",), Decimal("9.00")),
        ("", "合计", ("基本支出",), Decimal("6.00")),
        ("20701", "文化和旅游", ("本年支出合计",), Decimal("9.00")),
        ("20701", "文化和旅游", ("基本支出",), Decimal("6.00")),
    ]


def test_tags_around_texts_are_taken_off_and_lines_keep_their_numbers() -> None:
    document = load_text(Path("a.md"), TEXT.encode())
    texts = {block.text: block.place.line for block in document.blocks if isinstance(block, Paragraph | Heading)}
    assert texts["支出决算表"] == 5
    assert texts["注：本表反映本年支出。2024年支出9.00万元。"] == 16


def test_the_year_is_that_of_the_title_and_not_of_its_publication() -> None:
    assert read_identity(load_text(Path("a.md"), TEXT.encode())).year == 2024


def test_a_table_on_one_line_that_is_not_closed() -> None:
    text = "收入总表\n单位：万元\n<table><tr><td>项目</td><td>预算数</td></tr><tr><td>会议费</td><td>1.00</td></tr>\n"
    document = load_text(Path("a.md"), text.encode())
    [grid] = [block for block in document.blocks if isinstance(block, Grid)]
    assert [list(row) for row in grid.texts] == [["项目", "预算数"], ["会议费", "1.00"]]
