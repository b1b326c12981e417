"""The narrative cut into passages, and its outline."""

from __future__ import annotations

from index.model.document import Block, Cell, Document, Grid, Heading, Paragraph, Place, TextLine
from index.model.records import PassageKind
from index.narrative.outline import numbering_rank, outline
from index.narrative.passages import MAX_CHARACTERS, defined_term, read_passages
from index.narrative.sentences import sentence_spans
from tests.test_narrative_statements import document


def test_cover_and_contents_are_no_passages() -> None:
    passages = read_passages(
        document(
            "2024 年度",
            "澄湖市数据管理局",
            "部门预算",
            "## 目 录",
            "### 第一部分 部门概况",
            "- 一、部门主要职责",
            "### 第二部分 名词解释",
            "## 第一部分 部门概况",
            "### 一、部门主要职责",
            "澄湖市数据管理局的主要职责是：",
            "（一）统筹数据资源。",
            "（二）指导数据应用。",
        )
    )
    assert [(passage.section, passage.text) for passage in passages] == [
        (
            ("第一部分 部门概况", "一、部门主要职责"),
            "澄湖市数据管理局的主要职责是：\n（一）统筹数据资源。\n（二）指导数据应用。",
        )
    ]
    assert (passages[0].place, passages[0].last_place) == (Place(line=10), Place(line=12))


def test_contents_with_leaders_and_split_part_titles() -> None:
    sections = [
        placed.section
        for placed in outline(
            document(
                "目 录",
                "第一部分 单位概况 1",
                "一、单位主要职责.....2",
                "# 第一部分",
                "单位概况",
                "## 一、单位主要职责",
                "负责借阅。",
            )
        )
    ]
    assert sections == [("第一部分 单位概况", "一、单位主要职责")]


def test_levels_come_from_numbering() -> None:
    placed = outline(
        document(
            "# 第二部分 说明",
            "## 五、项目情况",
            "#### （一）智慧阅读",
            "## 2. 立项依据",
            "为推进阅读。",
            "## 3. 实施主体",
            "由图书馆实施。",
        )
    )
    assert [item.section for item in placed] == [
        ("第二部分 说明", "五、项目情况", "（一）智慧阅读", "2. 立项依据"),
        ("第二部分 说明", "五、项目情况", "（一）智慧阅读", "3. 实施主体"),
    ]


def test_plain_lines_are_headings_unless_they_are_a_list() -> None:
    placed = outline(
        document(
            "# 第二部分 说明", "（一）公务接待费", "预算安排 3 万元。", "下属单位：", "1.澄湖市图书馆", "2.澄湖市档案馆"
        )
    )
    assert placed[0].section == ("第二部分 说明", "（一）公务接待费")
    assert [item.paragraph.text for item in placed[1:]] == ["下属单位：", "1.澄湖市图书馆", "2.澄湖市档案馆"]


def test_a_sentence_broken_over_a_page_is_joined() -> None:
    placed = outline(
        document(
            "# 第二部分 说明", "重点压减了一般性支出，同时合理保障了负责数据资源管理、依法", "办理有关事项的支出需求。"
        )
    )
    assert len(placed) == 1
    assert placed[0].paragraph.place_at(40) == Place(line=3)


def test_long_sections_are_cut_between_sentences() -> None:
    sentence = "持续推进数据资源整合共享和开放应用工作。"
    passages = read_passages(document("# 一、主要工作任务", *[sentence * 6] * 10))
    assert len(passages) > 2
    assert all(len(passage.text) <= MAX_CHARACTERS for passage in passages)
    assert all(passage.text.endswith("。") for passage in passages)
    assert "".join(passage.text for passage in passages).replace("\n", "") == sentence * 60


def test_a_longer_sentence_stays_whole() -> None:
    text = "包括" + "、".join(["数据资源管理费"] * 80) + "。"
    assert [passage.text for passage in read_passages(document("# 一、说明", text))] == [text]


def test_definitions() -> None:
    passages = read_passages(
        document(
            "# 第四部分 名词解释",
            "一、“三公”经费：纳入财政预决算管理的经费，是指因公出国等费用。",
            "其中，公务接待费反映接待支出。",
            "2.结转资金：指以前年度结转的资金。",
            "**机关运行经费**：为保障运行的资金。",
            "五、其他名词解释：无。",
            "## 借阅服务费",
            "反映图书借阅的费用。",
        )
    )
    assert [(passage.kind, passage.term) for passage in passages] == [
        (PassageKind.DEFINITION, "三公经费"),
        (PassageKind.DEFINITION, "结转资金"),
        (PassageKind.DEFINITION, "机关运行经费"),
        (PassageKind.TEXT, ""),
        (PassageKind.DEFINITION, "借阅服务费"),
    ]
    assert "公务接待费反映" in passages[0].text


def test_terms_without_a_colon_and_words_that_define_nothing() -> None:
    assert defined_term("（三）事业收入是指开展业务取得的收入。") == "事业收入"
    assert defined_term("财政拨款收入：指财政拨付的资金。") == "财政拨款收入"
    assert defined_term("根据有关规定编制。") == ""


def test_notes_at_tables() -> None:
    place = Place(line=3)
    blocks: tuple[Block, ...] = (
        Heading("政府性基金预算支出表", 2, Place(line=1)),
        Grid(((Cell("合计：", place), Cell("", place)),)),
        Paragraph((TextLine("单位：万元", Place(line=4)),)),
        Paragraph((TextLine("备注：本单位 2024 年没有此项支出。", Place(line=5)),)),
    )
    passages = read_passages(Document(document().path, "", "txt", blocks))
    assert [(passage.kind, passage.text, passage.section) for passage in passages] == [
        (PassageKind.NOTE, "备注：本单位 2024 年没有此项支出。", ("政府性基金预算支出表",))
    ]


def test_numbering_ranks() -> None:
    texts = ["第一部分 概况", "一、职责", "（一）职责", "1. 收入", "(1) 收入", "① 收入", "1.29%", "收入"]
    assert [numbering_rank(text) for text in texts] == [1, 2, 3, 4, 5, 6, None, None]


def test_sentences_keep_brackets_and_quotations() -> None:
    text = "基本支出（含人员；公用）3 万元；“甲；乙”项目。余下 "
    assert [text[start:end] for start, end in sentence_spans(text)] == [
        "基本支出（含人员；公用）3 万元；",
        "“甲；乙”项目。",
        "余下",
    ]
