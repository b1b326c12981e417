"""Passages are found by words and by meaning, within the documents that are asked for; a lack of them is noticed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import create_engine, delete, insert, update

from index.settings import IndexSettings
from index.store.embedding import engine_runs_here
from index.store.schema import Base, DocumentRow, OrganizationNameRow, OrganizationRow, PassageRow
from index.store.search import confident, search_passages
from index.store.vectors import sync

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

DATA, LIBRARY, EARLIER = 1, 2, 3
_COUNTS = ("tables", "figures", "doubtful", "findings")
PASSAGES = [
    (DATA, "text", "第一部分 部门概况 / 一、部门主要职责", "", "统筹全市公共数据的归集、共享、开放和安全管理。"),
    (
        DATA,
        "text",
        "第一部分 部门概况 / 二、部门主要工作任务",
        "",
        "建设城市数据中台，推进一网通办，完善政务服务热线。",
    ),
    (DATA, "text", "第四部分 情况说明 / 三公经费", "", "公务接待费12.50万元，主要原因是厉行节约，压减接待批次。"),
    (DATA, "text", "第四部分 情况说明 / 政府采购情况", "", "货物类预算30.00万元，服务类预算45.00万元。"),
    (
        DATA,
        "definition",
        "第五部分 名词解释",
        "基本支出",
        "指为保障机构正常运转、完成日常工作任务而发生的人员和公用支出。",
    ),
    (DATA, "definition", "第五部分 名词解释", "项目支出", "指在基本支出之外为完成特定任务和事业发展目标所发生的支出。"),
    (LIBRARY, "text", "第一部分 单位概况 / 一、单位主要职责", "", "负责文献资源的采集、整理和借阅服务，推广全民阅读。"),
    (LIBRARY, "text", "第一部分 单位概况 / 二、主要工作任务", "", "馆舍全年开放不少于320天，夏季延长至晚九点闭馆。"),
    (EARLIER, "text", "第一部分 部门概况 / 二、部门主要工作任务", "", "完成电子证照库的建设，清理僵尸系统。"),
]


@pytest.fixture
def settings(tmp_path: Path) -> IndexSettings:
    return IndexSettings(home=tmp_path / "home")


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    engine = create_engine(f"sqlite:///{tmp_path / 'index.sqlite3'}")
    Base.metadata.create_all(engine)
    with engine.connect() as opened:
        for number, name, short in ((1, "澄湖市数据管理局", "市数据局"), (2, "澄湖市图书馆", "市图书馆")):
            opened.execute(insert(OrganizationRow).values(id=number, name=name))
            opened.execute(insert(OrganizationNameRow).values(organization_id=number, name=short))
        for number, organization, year in ((DATA, 1, 2024), (LIBRARY, 2, 2024), (EARLIER, 1, 2023)):
            row = {"id": number, "organization_id": organization, "year": year, "kind": "预算", "scope": "部门"}
            row |= {"name": f"{number}.txt", "path": f"{number}.txt", "sha256": str(number), "format": "txt"}
            opened.execute(insert(DocumentRow).values(**row | dict.fromkeys(_COUNTS, 0)))
        for ordinal, (number, kind, section, term, text) in enumerate(PASSAGES):
            row = {"document_id": number, "ordinal": ordinal, "key": f"k{ordinal}", "kind": kind, "line": ordinal + 1}
            opened.execute(insert(PassageRow).values(**row, section=section, term=term, text=text))
        opened.commit()
        yield opened
    engine.dispose()


@pytest.fixture(params=["words only", "with vectors"])
def ready(request: pytest.FixtureRequest, connection: Connection, settings: IndexSettings) -> Connection:
    if request.param == "with vectors":
        sync(connection, settings)
    return connection


@pytest.mark.parametrize(
    ("question", "documents", "expected"),
    [
        ("市数据局2024年的主要职责是什么", [DATA], 0),
        ("数据管理局的工作任务有哪些", [DATA], 1),
        ("接待费为什么减少了", [DATA], 2),
        ("什么叫项目支出", [DATA], 5),
        ("图书馆的职责", [LIBRARY], 6),
        ("图书馆夏天什么时候闭馆", [DATA, LIBRARY], 7),
        ("２０２３年电子证照做了什么", [EARLIER], 8),
    ],
)
def test_the_passage_in_question_comes_first(
    ready: Connection, settings: IndexSettings, question: str, documents: list[int], expected: int
) -> None:
    hits = search_passages(ready, settings, question, documents)
    assert hits[0].key == f"k{expected}"
    assert hits[0].text == PASSAGES[expected][4]
    assert {hit.document_id for hit in hits} <= set(documents)
    assert confident(hits)


@pytest.mark.parametrize(
    "question", ["食堂的菜谱是什么", "2024年招聘了多少飞行员", "澄湖市数据管理局的足球队", "火星探测器何时发射"]
)
def test_what_no_passage_tells_is_noticed(ready: Connection, settings: IndexSettings, question: str) -> None:
    assert not confident(search_passages(ready, settings, question, [DATA, LIBRARY]))


def test_ways_and_scores_are_told(connection: Connection, settings: IndexSettings) -> None:
    words = search_passages(connection, settings, "政府采购", [DATA])
    assert {hit.ways for hit in words} == {("words",)}
    sync(connection, settings)
    both = search_passages(connection, settings, "政府采购", [DATA])
    assert both[0].ways == ("words", "meaning")
    assert both[0].score > words[0].score
    assert [hit.score for hit in both] == sorted((hit.score for hit in both), reverse=True)
    assert len(both) > len(words)


def test_meaning_finds_what_no_word_tells(connection: Connection, settings: IndexSettings) -> None:
    question = "请客吃饭"
    assert search_passages(connection, settings, question, [DATA]) == []
    sync(connection, settings)
    hits = search_passages(connection, settings, question, [DATA])
    assert "k2" in {hit.key for hit in hits[:3]}
    assert not confident(hits)


def test_kinds_limit_the_passages(ready: Connection, settings: IndexSettings) -> None:
    hits = search_passages(ready, settings, "基本支出", [DATA], kinds=["definition"])
    assert hits[0].term == "基本支出"
    assert {hit.kind for hit in hits} == {"definition"}


@pytest.mark.parametrize("question", ["", "？！", "的", "\ud800", "a" * 5000, "2024年"])
def test_any_question_is_survived(ready: Connection, settings: IndexSettings, question: str) -> None:
    assert isinstance(search_passages(ready, settings, question, [DATA]), list)


def test_nothing_to_search_gives_nothing(ready: Connection, settings: IndexSettings) -> None:
    assert search_passages(ready, settings, "职责", []) == []
    assert search_passages(ready, settings, "职责", [99]) == []
    assert search_passages(ready, settings, "职责", [DATA], k=0) == []
    assert not confident([])


def test_a_replaced_document_is_searched_anew(connection: Connection, settings: IndexSettings) -> None:
    assert search_passages(connection, settings, "无人机", [DATA]) == []
    connection.execute(delete(PassageRow).where(PassageRow.document_id == DATA))
    row = {
        "document_id": DATA,
        "ordinal": 0,
        "key": "n",
        "kind": "text",
        "section": "",
        "term": "",
        "text": "购置无人机。",
    }
    connection.execute(insert(PassageRow).values(**row))
    connection.execute(update(DocumentRow).where(DocumentRow.id == DATA).values(sha256="new"))
    assert [hit.key for hit in search_passages(connection, settings, "无人机", [DATA])] == ["n"]


def test_damaged_vectors_leave_the_words(
    connection: Connection, settings: IndexSettings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.chroma_directory.mkdir(parents=True)
    (settings.chroma_directory / "chroma.sqlite3").write_bytes(b"not a database at all" * 100)
    hits = search_passages(connection, settings, "政府采购", [DATA])
    assert hits[0].key == "k3"
    assert "按词检索" in caplog.text


@pytest.mark.skipif(not engine_runs_here(), reason="the engine needs a processor with AVX2")
def test_the_path_of_a_question_imports_no_torch(connection: Connection, settings: IndexSettings) -> None:
    sync(connection, settings)
    code = f"""
import sys
from pathlib import Path
from sqlalchemy import create_engine
from index.settings import IndexSettings
from index.store.search import search_passages
with create_engine({str(connection.engine.url)!r}).connect() as connection:
    hits = search_passages(connection, IndexSettings(home=Path({str(settings.home)!r})), "政府采购", [1])
assert hits[0].ways == ("words", "meaning"), hits
assert not {{"torch", "transformers", "sentence_transformers"}} & set(sys.modules)
"""
    environment = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(Path(__file__).parent.parent)}
    subprocess.run([sys.executable, "-c", code], check=True, env=environment)
