from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.load.text import load_text
from index.model.document import Document, Grid, Heading, Paragraph
from index.model.errors import BinaryFileError, EmptyFileError, UnknownEncodingError, UnreadableDocumentError

PATH = Path("澄湖市数据管理局2025年部门预算.txt")


def load(text: str) -> Document:
    return load_text(PATH, text.replace("⇥", "\t").encode())


def grids(document: Document) -> list[Grid]:
    return [block for block in document.blocks if isinstance(block, Grid)]


def paragraphs(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_encodings_give_the_same_document(encoding: str) -> None:
    text = "第一部分 概况\n\n澄湖市数据管理局负责全市数据管理工作。\n"
    assert load_text(PATH, text.encode(encoding)).blocks == load_text(PATH, text.encode()).blocks


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", EmptyFileError),
        (b" \n\t\r\n", EmptyFileError),
        ("　\n".encode(), EmptyFileError),
        (b"%PDF-1.7\n...", BinaryFileError),
        (b"PK\x03\x04rest", BinaryFileError),
        (b"text\x00text", BinaryFileError),
        (b"\x01\x02\x03\x04 text", BinaryFileError),
        (b"caf\xe9\xff\xff", UnknownEncodingError),
        (b"\xff\xfe\x00\xd8\x00", UnknownEncodingError),
    ],
)
def test_refuses_what_is_no_text(data: bytes, error: type[UnreadableDocumentError]) -> None:
    with pytest.raises(error):
        load_text(PATH, data)


@given(st.binary(max_size=400))
def test_any_bytes_give_a_document_or_a_typed_error(data: bytes) -> None:
    try:
        document = load_text(PATH, data)
    except UnreadableDocumentError:
        return
    assert document.line_count is not None


def test_headings_by_numbering_and_by_marks() -> None:
    document = load("## 第二部分 说明\n\n### 一、收支情况\n\n（一）公务接待费\n\n1. 概述\n\n# 收支总表\n")
    headings = [(block.text, block.level) for block in document.blocks if isinstance(block, Heading)]
    assert headings == [
        ("第二部分 说明", 1),
        ("一、收支情况", 2),
        ("（一）公务接待费", 3),
        ("1. 概述", 4),
        ("收支总表", 6),
    ]


def test_a_bare_part_takes_the_title_below() -> None:
    document = load("第二部分\n\n2025年度单位预算表\n\n一、收支总表\n")
    assert [block.text for block in document.blocks if isinstance(block, Heading)] == [
        "第二部分 2025年度单位预算表",
        "一、收支总表",
    ]


def test_sentences_and_amounts_are_no_headings() -> None:
    document = load("（一）负责数据管理工作。\n\n3. 事业收入 12.00 万元\n")
    assert not any(isinstance(block, Heading) for block in document.blocks)


def test_a_paragraph_goes_on_over_a_page_break_and_keeps_its_lines() -> None:
    document = load(
        "（二）推进一体化平台建设，完善数据共享交换机制以及相关的\n\n- 7 -\n\n标准规范，提升服务。\n\n（三）其他。\n"
    )
    assert paragraphs(document) == [
        "（二）推进一体化平台建设，完善数据共享交换机制以及相关的标准规范，提升服务。",
        "（三）其他。",
    ]
    first = document.blocks[0]
    assert isinstance(first, Paragraph)
    assert [line.place.line for line in first.lines] == [1, 5]
    assert first.place_at(len(first.lines[0].text)).line == 5


def test_a_line_broken_within_a_classification_is_one_paragraph() -> None:
    document = load("（四）社会保障和就业支出（类）行政事业单位养老支出\n\n（款）行政单位离退休（项）5.50万元。\n")
    assert len(paragraphs(document)) == 1


def test_titles_and_unit_lines_stay_apart() -> None:
    document = load("2025年度一般公共预算拨款支出预算情况汇总表\n单位：万元\n科目⇥金额\n甲⇥1.00\n")
    assert paragraphs(document) == ["2025年度一般公共预算拨款支出预算情况汇总表", "单位：万元"]


def test_rows_have_their_lines_and_breaks() -> None:
    document = load("科目编码⇥科目名称⇥金额\n301⇥工资福利支出⇥3.00\n\n- 12 -\n\n302⇥商品和服务支出⇥2.00\n\n二、说明\n")
    [grid] = grids(document)
    assert grid.texts[2] == ["302", "商品和服务支出", "2.00"]
    assert grid.breaks == (2,)
    assert [row[0].place.line for row in grid.rows] == [1, 2, 6]


def test_a_new_header_begins_a_new_grid_and_a_repeated_one_does_not() -> None:
    same = load("科目编码⇥科目名称⇥金额\n301⇥甲⇥3.00\n\n科目编码⇥科目名称⇥金额\n302⇥乙⇥2.00\n")
    other = load("科目编码⇥科目名称⇥金额\n301⇥甲⇥3.00\n\n项目⇥预算数\n合计⇥2.00\n")
    assert (len(grids(same)), len(grids(other))) == (1, 2)


def test_pipe_tables_without_their_separator() -> None:
    [grid] = grids(load("| 项目 | 金额 |\n|:---|---:|\n| 合计 | 1.00 |\n| 甲 |  |\n"))
    assert grid.texts == [["项目", "金额"], ["合计", "1.00"], ["甲", ""]]


def test_contents_are_no_table_but_a_small_count_is() -> None:
    document = load(
        "目 录\n\n第一部分 概况⇥1\n一、职责.....⇥2\n二、构成……3\n\n正文\n\n单位名称⇥在职人数\n澄湖市图书馆⇥5\n"
    )
    [grid] = grids(document)
    assert grid.texts[1] == ["澄湖市图书馆", "5"]


def test_a_preamble_with_tabs_is_text() -> None:
    document = load("编制部门：澄湖市数据管理局⇥⇥单位：万元\n项目⇥金额\n合计⇥1.00\n")
    assert paragraphs(document) == ["编制部门：澄湖市数据管理局  单位：万元"]


ALIGNED = """2025年度一般公共预算支出表

单位：万元

科目编码    科目名称              合  计    基本支出    项目支出
            合  计                100.00       60.00       40.00
201         一般公共服务支出       70.00       30.00       40.00
208         社会保障和就业支出     30.00       30.00

说明：以上数据为预算数。
"""


def test_columns_set_with_spaces_are_a_grid() -> None:
    [grid] = grids(load(ALIGNED))
    assert grid.texts == [
        ["科目编码", "科目名称", "合计", "基本支出", "项目支出"],
        ["", "合计", "100.00", "60.00", "40.00"],
        ["201", "一般公共服务支出", "70.00", "30.00", "40.00"],
        ["208", "社会保障和就业支出", "30.00", "30.00", ""],
    ]
    assert grid.place.line == 5


def test_full_width_spaces_part_columns() -> None:
    [grid] = grids(load("项　目　　　　　预算数\n会议费　　　　　1.20\n培训费　　　　　3.40\n差旅费　　　　　5.60\n"))
    assert [row[-1] for row in grid.texts] == ["预算数", "1.20", "3.40", "5.60"]


@pytest.mark.parametrize(
    "text",
    [
        "目录\n\n收支总表    3\n收入总表    4\n支出总表    5\n",
        "收支总表    3\n收入总表    4\n支出总表    5\n",
        "联系人：张某    办公室\n地点：一楼    大厅\n时间：上午    下午\n",
        "本年收入 100.00 万元，  比上年增加 2.00 万元。\n本年支出 98.00 万元，  比上年减少。\n三、其他说明。\n",
    ],
)
def test_spaces_alone_make_no_grid(text: str) -> None:
    assert grids(load(text)) == []


def test_a_title_or_unit_in_a_run_begins_another_table() -> None:
    text = "收入表⇥\n单位：万元⇥\n项目⇥金额\n拨款⇥1.00\n支出表⇥\n单位：元⇥\n项目⇥金额\n工资⇥2.00\n"
    first, second = grids(load(text))
    assert first.texts == [["项目", "金额"], ["拨款", "1.00"]]
    assert second.texts == [["项目", "金额"], ["工资", "2.00"]]
    assert paragraphs(load(text)) == ["收入表", "单位：万元", "支出表", "单位：元"]


def test_a_unit_in_a_header_cell_stays_in_its_row() -> None:
    [grid] = grids(load("项目⇥金额（单位：万元）\n会议费⇥1.20\n"))
    assert grid.texts[0] == ["项目", "金额（单位：万元）"]
    [other] = grids(load("项目⇥预算数⇥单位：万元\n会议费⇥1.20⇥\n"))
    assert other.texts[0] == ["项目", "预算数", "单位：万元"]


def test_markup_in_pipe_cells() -> None:
    [grid] = grids(load("| 项目<br/>名称 | **预算数** |\n| --- | ---: |\n| 甲\\|乙<br>项目 | 1.20 |\n"))
    assert grid.texts == [["项目名称", "预算数"], ["甲|乙项目", "1.20"]]
