"""Chroma holds exactly the passages of SQL, whatever happened before, and fails in one way only."""

from __future__ import annotations

import multiprocessing
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import create_engine, delete, insert, update

from index.model.errors import IndexingError
from index.settings import IndexSettings
from index.store import vectors
from index.store.schema import Base, DocumentRow, OrganizationRow, PassageRow
from index.store.vectors import (
    DamagedVectorsError,
    NoVectorsError,
    SyncReport,
    VectorsBusyError,
    VectorsUnavailableError,
    collection_name,
    passage_text,
    query,
    rebuild,
    sync,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Connection

PASSAGES = {
    1: {
        "职责": "贯彻执行大数据发展的方针政策，统筹全市公共数据的归集、共享、开放和安全管理。",
        "三公": "公务接待费12.50万元，比上年减少1.20万元，主要原因是厉行节约，压减接待批次。",
        "任务": "建设城市数据中台，推进一网通办，完善政务服务热线。",
    },
    2: {
        "职责": "负责文献资源的采集、整理和借阅服务，开展全民阅读推广活动。",
        "开放": "馆舍全年开放不少于320天，周末和节假日照常开放，夏季延长至晚九点闭馆。",
    },
}


@pytest.fixture
def settings(tmp_path: Path) -> IndexSettings:
    return IndexSettings(home=tmp_path / "home")


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    engine = create_engine(f"sqlite:///{tmp_path / 'index.sqlite3'}")
    Base.metadata.create_all(engine)
    with engine.connect() as opened:
        for number, name in ((1, "澄湖市数据管理局"), (2, "澄湖市图书馆")):
            opened.execute(insert(OrganizationRow).values(id=number, name=name))
            opened.execute(insert(DocumentRow).values(**document(number)))
        for number, passages in PASSAGES.items():
            for ordinal, (section, text) in enumerate(passages.items()):
                opened.execute(insert(PassageRow).values(**passage(number, ordinal, section, text)))
        opened.commit()
        yield opened
    engine.dispose()


def document(number: int) -> dict[str, object]:
    return {
        "id": number,
        "name": f"{number}.txt",
        "path": f"{number}.txt",
        "sha256": str(number),
        "format": "txt",
        "organization_id": number,
        "year": 2024 if number == 1 else None,
        "kind": "预算",
        "scope": "部门",
        **dict.fromkeys(("tables", "figures", "doubtful", "findings"), 0),
    }


def passage(document_id: int, ordinal: int, section: str, text: str) -> dict[str, object]:
    return {
        "document_id": document_id,
        "ordinal": ordinal,
        "key": f"{document_id}-{section}",
        "kind": "text",
        "section": section,
        "text": text,
        "term": "",
        "line": ordinal + 1,
    }


def test_every_passage_is_embedded_once(connection: Connection, settings: IndexSettings) -> None:
    seen: list[tuple[int, int]] = []
    assert sync(connection, settings, lambda done, total: seen.append((done, total))) == SyncReport(5, 0, 0, 5)
    assert seen == [(5, 5)]
    assert sync(connection, settings) == SyncReport(0, 0, 0, 5)


def test_query_finds_by_meaning_within_the_documents(connection: Connection, settings: IndexSettings) -> None:
    sync(connection, settings)
    assert query(settings, "图书馆几点关门", [1, 2], 3)[0][0] == "2-开放"
    only_first = query(settings, "图书馆几点关门", [1], 10)
    assert {key for key, _ in only_first} == {"1-职责", "1-三公", "1-任务"}
    scores = [score for _, score in only_first]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1 for score in scores)


def test_no_documents_or_no_places_give_nothing(connection: Connection, settings: IndexSettings) -> None:
    sync(connection, settings)
    assert query(settings, "职责", [], 5) == []
    assert query(settings, "职责", [1], 0) == []
    assert query(settings, "职责", [99], 5) == []


def test_changes_of_sql_are_followed(connection: Connection, settings: IndexSettings) -> None:
    sync(connection, settings)
    connection.execute(delete(PassageRow).where(PassageRow.key == "1-任务"))
    connection.execute(update(PassageRow).where(PassageRow.key == "1-职责").values(text="统筹信用体系建设。"))
    connection.execute(update(PassageRow).where(PassageRow.key == "2-开放").values(line=77))
    connection.execute(insert(PassageRow).values(**passage(2, 9, "采购", "购置少儿绘本和有声读物。")))
    assert sync(connection, settings) == SyncReport(embedded=2, updated=1, removed=1, total=5)
    assert sync(connection, settings) == SyncReport(0, 0, 0, 5)
    assert query(settings, "给孩子买的书", [2], 1)[0][0] == "2-采购"
    assert "1-任务" not in {key for key, _ in query(settings, "一网通办", [1], 10)}


def test_an_interrupted_run_is_taken_up_again(
    connection: Connection, settings: IndexSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(done: int, _: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    monkeypatch.setattr(vectors, "_EMBED_BATCH", 1)
    with pytest.raises(KeyboardInterrupt):
        sync(connection, settings, interrupt)
    assert sync(connection, settings) == SyncReport(3, 0, 0, 5)


def test_nothing_embedded_yet_is_said_and_nothing_created(settings: IndexSettings) -> None:
    with pytest.raises(NoVectorsError):
        query(settings, "职责", [1], 5)
    assert not settings.home_directory.exists()


def test_another_model_has_another_collection(
    connection: Connection, settings: IndexSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    sync(connection, settings)
    other = IndexSettings(home=settings.home, embedding_model="some/other-model")
    assert collection_name(other) != collection_name(settings)
    assert collection_name(settings).isascii()
    monkeypatch.setattr(vectors, "_TEXT_REVISION", 2)
    with pytest.raises(NoVectorsError):
        query(settings, "职责", [1], 5)


def test_a_damaged_folder_is_one_typed_error_and_can_be_rebuilt(
    connection: Connection, settings: IndexSettings
) -> None:
    settings.chroma_directory.mkdir(parents=True)
    (settings.chroma_directory / "chroma.sqlite3").write_bytes(b"not a database at all" * 100)
    with pytest.raises(DamagedVectorsError):
        query(settings, "职责", [1], 5)
    with pytest.raises(DamagedVectorsError):
        sync(connection, settings)
    assert issubclass(DamagedVectorsError, VectorsUnavailableError)
    assert issubclass(VectorsUnavailableError, IndexingError)
    assert rebuild(connection, settings) == SyncReport(5, 0, 0, 5)
    assert query(settings, "图书馆几点关门", [2], 1)[0][0] == "2-开放"


def test_a_folder_that_cannot_be_made_is_a_typed_error(connection: Connection, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with pytest.raises(DamagedVectorsError):
        sync(connection, IndexSettings(home=tmp_path / "file"))


def test_a_held_lock_is_not_waited_for_forever(
    connection: Connection, settings: IndexSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    fcntl = pytest.importorskip("fcntl")
    sync(connection, settings)
    monkeypatch.setattr(vectors, "_READ_PATIENCE", 0.05)
    with settings.chroma_directory.with_name("chroma.lock").open("a") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with pytest.raises(VectorsBusyError):
            query(settings, "职责", [1], 5)
    assert query(settings, "职责", [1], 5)


def _sync_elsewhere(url: str, settings: IndexSettings) -> None:
    with create_engine(url).begin() as connection:
        connection.execute(insert(PassageRow).values(**passage(2, 9, "采购", "购置少儿绘本和有声读物。")))
        sync(connection, settings)


def test_what_another_process_writes_is_seen(connection: Connection, settings: IndexSettings) -> None:
    sync(connection, settings)
    assert len(query(settings, "购书", [2], 10)) == 2
    connection.commit()
    url = str(connection.engine.url)
    other = multiprocessing.get_context("spawn").Process(target=_sync_elsewhere, args=(url, settings))
    other.start()
    other.join()
    assert other.exitcode == 0
    assert query(settings, "给孩子买的书", [2], 10)[0][0] == "2-采购"


def test_the_title_stands_before_headings_and_text() -> None:
    assert (
        passage_text("澄湖市图书馆2024年部门预算", "名词解释", "", "正文")
        == "澄湖市图书馆2024年部门预算\n名词解释\n正文"
    )
