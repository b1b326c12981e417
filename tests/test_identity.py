"""Who and when a document is about, from its content."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from index.identity import read_identity
from index.load.text import load_text
from index.model.document import Cell, Document, Grid, Place
from index.model.records import Identity, Kind, Scope
from tests.test_narrative_statements import CORPUS, document

DEPARTMENT = Identity("澄湖市数据管理局", 2024, Kind.BUDGET, Scope.DEPARTMENT)


def test_cover_of_one_line_each() -> None:
    cover = ("2024 年度", "澄湖市数据管理局", "部门预算", "目 录", "第一部分 部门概况")
    assert read_identity(document(*cover)) == DEPARTMENT


def test_cover_whose_name_is_split_over_lines() -> None:
    found = read_identity(
        document(
            "二〇二四年度",
            "澄湖经济开发区管理委员会",
            "数据管理局（本级）",
            "单位预算",
            "目录",
            "# 第一部分 单位概况",
            "澄湖经济开发区管理委员会数据管理局（本级）的主要职责是：负责数据资源管理。",
        )
    )
    assert found == Identity("澄湖经济开发区管理委员会数据管理局（本级）", 2024, Kind.BUDGET, Scope.UNIT)


def test_title_in_one_line() -> None:
    assert read_identity(document("澄湖市图书馆2023年度单位决算公开", "目录")) == Identity(
        "澄湖市图书馆", 2023, Kind.FINAL_ACCOUNT, Scope.UNIT
    )


def test_label_when_the_cover_names_the_region_only() -> None:
    assert read_identity(document("澄湖市2024年市级部门预算", "预算主管部门：澄湖市数据管理局", "目 录")) == DEPARTMENT


def test_nothing_on_the_cover() -> None:
    found = read_identity(
        document(
            "- 1 -",
            "目录",
            "# 第一部分 部门概况",
            "## 一、部门主要职责",
            "澄湖市数据管理局部门的主要职责是：",
            "（一）统筹数据资源。",
            "# 第二部分 2024 年部门预算说明",
            "澄湖市数据管理局部门 2024 年收入预算为 5 万元，比 2023 年增加 1 万元。",
        )
    )
    assert found == DEPARTMENT


def test_tables_only() -> None:
    place = Place(line=3)
    tables = document("# 2024年收支预算总表", "编制部门：澄湖市数据管理局 单位：万元")
    grid = Grid(((Cell("项目", place), Cell("金额", place)), (Cell("收入总计", place), Cell("5.00", place))))
    found = read_identity(replace(tables, blocks=(*tables.blocks, grid)))
    assert (found.organization, found.year, found.kind) == ("澄湖市数据管理局", 2024, Kind.BUDGET)


def test_file_name_is_the_last_hint() -> None:
    empty = Document(Path("澄湖市图书馆2025年单位预算.txt"), "", "txt", document("收入 5 万元。").blocks)
    assert read_identity(empty) == Identity("澄湖市图书馆", 2025, Kind.BUDGET, Scope.UNIT)
    named = replace(
        document("2024 年度", "澄湖市数据管理局", "部门预算", "目录"), path=Path("澄湖市图书馆2025年单位决算.txt")
    )
    assert read_identity(named) == DEPARTMENT


def test_nothing_at_all() -> None:
    assert read_identity(document("无。")) == Identity("", None, Kind.BUDGET, Scope.DEPARTMENT)


@pytest.mark.corpus
def test_real_documents_without_their_file_names() -> None:
    paths = sorted(CORPUS.glob("fujian/*.txt"))
    if not paths:
        pytest.skip("the real documents are not beside the checkout")
    for path in paths:
        found = read_identity(load_text(Path("x.txt"), path.read_bytes()))
        assert found.year is not None
        assert str(found.year) in path.stem
        letters = iter(found.organization)
        assert all(letter in letters for letter in path.stem.split(str(found.year))[0])
        assert found.scope.value + found.kind.value in path.stem


@pytest.mark.parametrize(
    "name",
    [
        "澄湖市人力资源和社会保障局",
        "澄湖市工业和信息化局",
        "澄湖市信息中心",
        "澄湖市政务公开办公室",
        "澄湖市财政预算编审中心",
        "澄湖市党史和地方志研究室",
        "澄湖市和平区税务局",
        "中共澄湖市委组织部",
        "澄湖市湖滨街道",
        "澄湖市东山镇",
        "澄湖市国有林场",
    ],
)
@pytest.mark.parametrize(
    "title",
    ["{}2024年部门预算", "2024年度{}单位预算公开说明", "2024年度\n{}\n部门预算公开", "{}\n2024年部门预算情况说明"],
)
def test_words_of_a_title_inside_a_name_stay_in_it(name: str, title: str) -> None:
    found = read_identity(document(*title.format(name).split("\n"), "目 录", "第一部分 部门概况"))
    assert (found.organization, found.year) == (name, 2024)


@pytest.mark.parametrize(
    ("label", "scope"),
    [("单位：澄湖市图书馆", Scope.UNIT), ("部门：澄湖市图书馆", Scope.DEPARTMENT), ("单位：万元", Scope.DEPARTMENT)],
)
def test_tables_alone_say_by_their_label_whose_they_are(label: str, scope: Scope) -> None:
    found = read_identity(document("收支预算总表", label, "澄湖市图书馆2024年预算公开表"))
    assert (found.organization, found.year, found.scope) == ("澄湖市图书馆", 2024, scope)


@pytest.mark.parametrize("title", ["2024年云泽市市级部门", "云泽市市级2024年部门"])
def test_the_level_of_a_department_is_not_its_name(title: str) -> None:
    lines = (
        f"# {title}预算",
        "编制部门：云泽市水务局 单位：万元",
        f"# {title}收支预算总表",
        f"# {title}支出预算表",
        "收入 5 万元。",
    )
    assert read_identity(document(*lines)).organization == "云泽市水务局"


@pytest.mark.parametrize(
    ("title", "organization"),
    [
        ("云泽市市级2024年“三公”经费预算汇总情况", "云泽市市级"),
        ("2024年云泽市委宣传部“三公”经费预算增减情况说明", "云泽市委宣传部"),
        ("2024年松岭县石门镇“三公”经费预算情况统计表", "松岭县石门镇"),
        ("松岭县2024年“三公”经费预算情况统计表", "松岭县"),
        ("（二）关于松岭县林场2024年收入预算情况说明", "松岭县林场"),
        ("2024年松岭县“三公”经费决算情况", "松岭县"),
        ("2024年松岭省级三公经费公开", "松岭省级"),
        ("云泽区石门街2024年“三公”经费财政拨款预算情况补充说明", "云泽区石门街"),
        ("松岭县扶贫办2024年度“三公”经费支出说明", "松岭县扶贫办"),
    ],
)
def test_titles_name_who_publishes(title: str, organization: str) -> None:
    assert read_identity(document(f"# {title}", "“三公”经费预算 5 万元。")).organization == organization


def test_expenses_that_are_told_as_spent_are_of_final_accounts() -> None:
    lines = ("# 松岭县公安局2020年“三公”经费支出情况", "2020年“三公”经费支出5万元。")
    assert read_identity(document(*lines)).kind is Kind.FINAL_ACCOUNT
