"""Who may see which documents: what somebody loaded for himself reaches nobody else, in no listing, answer or check."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError

from assistant.service import Assistant
from assistant.settings import Settings
from index.audit.report import audit
from index.build import build, remove
from index.interpret import interpret
from index.model.errors import UnknownDocumentError
from index.store.database import write_engine, write_meta
from index.store.reader import Reader
from index.store.schema import Base, DocumentRow, OrganizationNameRow, OrganizationRow, PassageRow
from index.store.search import search_passages
from index.store.viewing import (
    ANYBODY,
    EVERYTHING,
    UNOWNED,
    BadOwnerError,
    Viewer,
    current_viewer,
    owner_key,
    owner_of_path,
    private_directory,
    viewing,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.model.records import Interpretation
    from index.settings import IndexSettings

ANNA, BODO = Viewer(owner_key("anna")), Viewer(owner_key("bodo"))
WORDS: Final = """{year}年度
{organization}（以下简称{short}）
部门预算

第一部分 部门概况

{organization}的主要职责是：负责{duty}。

第二部分 {year}年度部门预算情况说明

一、一般公共预算支出预算情况说明

1．{item}（项）支出 {amount} 万元，与上年相比增加 10.00 万元。
"""
TABLE: Final = """{organization}{year}年部门预算公开表

一般公共预算支出预算表

部门：{organization}

单位：万元

科目编码	科目名称	合计
合计		{total}
2070104	{item}	{amount}
2210201	住房公积金	20.00

“三公”经费支出预算表

部门：{organization}

单位：万元

科目名称	合计
公务接待费	{treat}
"""
LIBRARY: Final = {"organization": "澄湖市图书馆", "year": 2024, "item": "图书馆", "amount": "152.35", "total": "172.35"}
MUSEUM: Final = {**LIBRARY, "organization": "澄湖市博物馆", "item": "博物馆", "amount": "88.80", "total": "108.80"}


@pytest.fixture
def home(tmp_path: Path) -> Settings:
    """An index with the tables of one organization, for everybody."""
    settings = Settings(home=tmp_path / "home", embed=False)
    put(settings, "", "图书馆.txt", TABLE.format(**LIBRARY, treat="1.50"))
    return settings


def put(settings: Settings, owner: str, name: str, content: str) -> Path:
    """Load a file for an owner."""
    folder = private_directory(settings.home, owner) if owner else settings.home / "uploads"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(content, encoding="utf-8")
    report = build([path], settings)
    assert [result.status for result in report.files] == ["loaded"], report.files
    return path


def names(settings: Settings, viewer: Viewer) -> list[str]:
    return [document.name for document in Reader(settings, viewer).documents()]


def everything_said(settings: Settings, viewer: Viewer, questions: Sequence[str]) -> str:
    assistant = Assistant(settings, viewer)
    answers = [assistant.ask(question) for question in questions]
    return "".join(answer.model_copy(update={"elapsed_ms": 0, "sql": ""}).model_dump_json() for answer in answers)


def test_a_document_is_seen_by_its_owner_and_the_command_line_alone(home: Settings) -> None:
    put(home, ANNA.owner, "博物馆.txt", TABLE.format(**MUSEUM, treat="6.66"))
    assert names(home, ANYBODY) == names(home, BODO) == ["图书馆.txt"]
    assert sorted(names(home, ANNA)) == sorted(names(home, EVERYTHING)) == sorted(["博物馆.txt", "图书馆.txt"])
    question = "澄湖市博物馆2024年公务接待费是多少？"
    assert [figure.value for figure in Assistant(home, ANNA).ask(question).figures] == ["6.66"]
    assert Assistant(home, BODO).ask(question).status == "not_found"


def test_a_hidden_document_changes_no_answer_of_others(home: Settings) -> None:
    put(home, BODO.owner, "说明.txt", WORDS.format(**LIBRARY, short="书香之家", duty="公共阅读服务"))
    questions = [
        "澄湖市图书馆2024年公务接待费多少",
        "公务接待费多少",
        "哪个单位的公务接待费最高",
        "各单位公务接待费一共多少",
        "望海楼工程多少钱",
        "书香阁的公务接待费多少",
        "博物馆的公务接待费多少",
        "澄湖市图书馆的主要职责是什么",
        "望海楼什么时候修",
        "2024年图书馆支出多少",
    ]
    before = {viewer: everything_said(home, viewer, questions) for viewer in (ANYBODY, BODO)}
    put(home, ANNA.owner, "博物馆.txt", TABLE.format(**MUSEUM, treat="6.66"))
    put(home, ANNA.owner, "说明.txt", WORDS.format(**LIBRARY, short="书香阁", duty="修缮望海楼"))
    put(home, ANNA.owner, "望海楼.txt", TABLE.format(**{**LIBRARY, "item": "望海楼工程"}, treat="7.77"))
    after = {viewer: everything_said(home, viewer, questions) for viewer in (ANYBODY, BODO)}
    assert after == before
    assert "6.66" in everything_said(home, ANNA, ["博物馆的公务接待费多少"])


def test_the_same_name_and_the_same_content_of_two_users_stay_apart(home: Settings) -> None:
    content = TABLE.format(**MUSEUM, treat="6.66")
    first = put(home, ANNA.owner, "博物馆.txt", content)
    second = put(home, BODO.owner, "博物馆.txt", content)
    assert first != second
    assert [str(second)] == [one.path for one in Reader(home, BODO).documents() if one.name == "博物馆.txt"]
    put_again = TABLE.format(**MUSEUM, treat="5.55")
    second.write_text(put_again, encoding="utf-8")
    assert [result.status for result in build([second], home).files] == ["replaced"]
    question = "澄湖市博物馆2024年公务接待费是多少？"
    assert [figure.value for figure in Assistant(home, ANNA).ask(question).figures] == ["6.66"]
    assert [figure.value for figure in Assistant(home, BODO).ask(question).figures] == ["5.55"]


def test_a_file_of_ones_own_that_is_also_shared_counts_once(home: Settings) -> None:
    content = TABLE.format(**MUSEUM, treat="6.66")
    put(home, ANNA.owner, "我的博物馆.txt", content)
    put(home, "", "博物馆.txt", content)
    assert sorted(names(home, ANNA)) == sorted(["图书馆.txt", "博物馆.txt"])
    answer = Assistant(home, ANNA).ask("各单位公务接待费一共多少")
    assert [figure.value for figure in answer.figures if figure.derived] == ["8.16"]


def test_nobody_removes_what_he_does_not_see(home: Settings) -> None:
    path = put(home, ANNA.owner, "博物馆.txt", TABLE.format(**MUSEUM, treat="6.66"))
    with viewing(BODO):
        report = remove(["博物馆.txt", str(path)], home)
    assert not report.removed
    assert len(report.errors) == 2
    with viewing(ANNA):
        assert [one.name for one in remove(["博物馆.txt"], home).removed] == ["博物馆.txt"]
    assert names(home, EVERYTHING) == ["图书馆.txt"]


def test_checks_with_a_private_file_are_kept_with_it(home: Settings) -> None:
    shared = Reader(home, ANYBODY).documents()[0]
    wrong = WORDS.format(**{**LIBRARY, "amount": "152.53"}, short="书香阁", duty="公共阅读服务")
    with Reader(home, ANYBODY).connection() as connection:
        before = audit(connection, shared)
    put(home, ANNA.owner, "说明.txt", wrong)
    for viewer in (ANYBODY, BODO):
        with Reader(home, viewer).connection() as connection:
            assert audit(connection, shared) == before
    own = next(one for one in Reader(home, ANNA).documents() if one.owner)
    with Reader(home, ANNA).connection() as connection:
        found = audit(connection, own).findings
    assert any("图书馆.txt".removesuffix(".txt") in finding.statement for finding in found)
    told = Assistant(home, ANNA).ask("澄湖市图书馆2024年图书馆（2070104）支出多少")
    assert told.verification.status == "mismatch"
    assert Assistant(home, BODO).ask("澄湖市图书馆2024年图书馆（2070104）支出多少").verification.status != "mismatch"


def test_shared_files_are_checked_as_if_there_were_no_private_ones(home: Settings) -> None:
    put(home, ANNA.owner, "甲.txt", WORDS.format(**{**LIBRARY, "amount": "1.00"}, short="甲", duty="阅读"))
    put(home, "", "说明.txt", WORDS.format(**LIBRARY, short="图书馆", duty="阅读"))
    mixed = Reader(home, ANYBODY).documents()
    with viewing(ANNA):
        remove(["甲.txt"], home)
    assert Reader(home, ANYBODY).documents() == mixed
    assert sum(document.checks for document in mixed) > 0


def test_short_names_of_a_private_file_are_its_owners(home: Settings) -> None:
    def nicknamed(path: Path, settings: IndexSettings) -> Interpretation:
        read = interpret(path, settings)
        return replace(read, identity=replace(read.identity, short_names=("书香阁",)))

    path = private_directory(home.home, ANNA.owner) / "说明.txt"
    path.parent.mkdir(parents=True)
    path.write_text(WORDS.format(**LIBRARY, short="书香阁", duty="公共阅读服务"), encoding="utf-8")
    assert build([path], home, read=nicknamed).count("loaded") == 1

    def known(viewer: Viewer) -> set[str]:
        with Reader(home, viewer).connection() as connection:
            return set(connection.scalars(select(OrganizationNameRow.name)))

    assert "书香阁" in known(ANNA)
    assert "书香阁" not in known(BODO) | known(ANYBODY)
    with viewing(ANNA):
        remove(["说明.txt"], home)
    assert "书香阁" not in known(EVERYTHING)


def test_passages_of_others_are_not_found(home: Settings) -> None:
    put(home, ANNA.owner, "说明.txt", WORDS.format(**LIBRARY, short="书香阁", duty="修缮望海楼"))
    with Reader(home, EVERYTHING).connection() as connection:
        documents = list(connection.scalars(select(PassageRow.document_id)))
        assert search_passages(connection, home, "望海楼", documents)
    with Reader(home, BODO).connection() as connection:
        assert not search_passages(connection, home, "望海楼", documents)


def test_every_table_is_hidden_or_named_as_common() -> None:
    special = {DocumentRow.__tablename__, OrganizationRow.__tablename__, OrganizationNameRow.__tablename__}
    for name, table in Base.metadata.tables.items():
        assert name in special | UNOWNED or "document_id" in table.c, f"{name}: who may see its rows?"


def test_no_query_of_any_kind_reaches_a_hidden_row(home: Settings) -> None:
    put(home, ANNA.owner, "博物馆.txt", TABLE.format(**MUSEUM, treat="6.66"))
    with Reader(home, BODO).connection() as connection:
        for name in Base.metadata.tables.keys() - UNOWNED:
            rows = connection.execute(text(f"SELECT * FROM {name}")).all()
            assert "博物馆" not in str(rows)
            assert "6.66" not in str(rows)
        with pytest.raises(DatabaseError, match="readonly"):
            connection.execute(text("DELETE FROM main.documents"))


def test_a_viewer_is_told_by_the_context_or_by_the_reader(home: Settings) -> None:
    put(home, ANNA.owner, "博物馆.txt", TABLE.format(**MUSEUM, treat="6.66"))
    reader = Reader(home)
    assert current_viewer() == EVERYTHING
    assert len(reader.documents()) == 2
    with viewing(BODO):
        assert len(reader.documents()) == 1
        with viewing(ANNA):
            assert len(reader.documents()) == 2
        assert current_viewer() == BODO


def test_owners_outlive_a_change_of_the_schema(home: Settings) -> None:
    put(home, ANNA.owner, "博物馆.txt", TABLE.format(**MUSEUM, treat="6.66"))
    engine, _ = write_engine(home)
    with engine.begin() as connection:
        write_meta(connection, "schema_version", "0")
    engine.dispose()
    with viewing(BODO):
        build([home.home / "uploads"], home)
    assert names(home, BODO) == ["图书馆.txt"]
    assert len(names(home, ANNA)) == 2


def test_owner_of_a_path(tmp_path: Path) -> None:
    folder = private_directory(tmp_path, ANNA.owner)
    assert owner_of_path(tmp_path, folder / "a.txt") == ANNA.owner
    assert owner_of_path(tmp_path, tmp_path / "uploads" / "a.txt") == ""
    assert owner_of_path(tmp_path, Path("/elsewhere/private/a.txt")) == ""
    strange = owner_of_path(tmp_path, tmp_path / "private" / "' OR 1=1 --" / "a.txt")
    assert Viewer(strange).owner not in {"", ANNA.owner}


@pytest.mark.parametrize("owner", ["' OR ''='", "x", "A" * 32, "a" * 31, "../a"])
def test_only_keys_are_owners(owner: str) -> None:
    with pytest.raises(BadOwnerError):
        Viewer(owner)


def test_the_command_line_answers_from_what_is_shared(home: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    from assistant.cli import app  # noqa: PLC0415 - as the command does

    put(home, ANNA.owner, "博物馆.txt", TABLE.format(**MUSEUM, treat="6.66"))
    app(["ask", "澄湖市博物馆公务接待费多少", "--home", str(home.home), "--json"], standalone_mode=False)
    assert json.loads(capsys.readouterr().out)["status"] == "not_found"
    app(["documents", "--home", str(home.home), "--json"], standalone_mode=False)
    assert len(json.loads(capsys.readouterr().out)) == 2


def test_a_document_that_is_not_seen_is_not_known(home: Settings) -> None:
    put(home, ANNA.owner, "博物馆.txt", TABLE.format(**MUSEUM, treat="6.66"))
    with pytest.raises(UnknownDocumentError):
        Reader(home, BODO).find("博物馆.txt")
    with Reader(home, ANNA).connection() as connection:
        table = connection.scalar(text("SELECT max(id) FROM tables"))
    assert Reader(home, ANNA).table(table) is not None
    assert Reader(home, BODO).table(table) is None
