from __future__ import annotations

import os
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from index.build import build, remove
from index.model.errors import IndexBusyError, UnreadableDocumentError
from index.settings import IndexSettings
from index.store.database import write_engine, write_meta
from index.store.lock import writing
from index.store.reader import Reader
from index.store.schema import FindingRow
from index.store.vectors import sync
from tests.sample_interpretation import interpretation, read

if TYPE_CHECKING:
    from index.model.records import Interpretation
    from index.report import BuildReport, Progress


@pytest.fixture
def settings(tmp_path: Path) -> IndexSettings:
    return IndexSettings(home=tmp_path / "home", embed=False, jobs=2)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "文件"
    folder.mkdir()
    for name, amount in (("a.txt", "1.00"), ("b.txt", "2.00"), ("c.txt", "3.00")):
        (folder / name).write_text(f"公务接待费 {amount}", encoding="utf-8")
    return folder


def read_badly(path: Path, settings: IndexSettings) -> Interpretation:
    """Crash, hang, fail or refuse, as the file says."""
    word = path.read_text(encoding="utf-8").split()[-1]
    if word == "crash":
        os._exit(7)
    if word == "hang":
        time.sleep(60)
    if word == "fail":
        raise ZeroDivisionError("made")
    if word == "refuse":
        raise UnreadableDocumentError(path, "不像预算。")
    if word == "unstorable":
        made = interpretation(path)
        object.__setattr__(made, "tables", ())
        return made
    return read(path, settings)


def statuses(report: BuildReport) -> dict[str, str]:
    return {result.document: result.status for result in report.files}


def amounts(settings: IndexSettings) -> dict[str, str]:
    return {row["document"]: row["printed"] for row in Reader(settings).facts() if row["code"] == "30217"}


def test_new_unchanged_and_changed_files(settings: IndexSettings, folder: Path) -> None:
    report = build([folder], settings, read=read)
    assert statuses(report) == {"a.txt": "loaded", "b.txt": "loaded", "c.txt": "loaded"}
    (first, *_) = report.files
    assert (first.tables, first.figures, first.findings, first.checks, first.contradictions) == (1, 3, 1, 1, 0)
    (folder / "b.txt").write_text("公务接待费 2.50", encoding="utf-8")
    again = build([folder], settings, read=read)
    assert statuses(again) == {"a.txt": "unchanged", "b.txt": "replaced", "c.txt": "unchanged"}
    assert (again.files[0].figures, again.files[0].checks) == (first.figures, first.checks)
    assert amounts(settings) == {"a.txt": "1.00", "b.txt": "2.50", "c.txt": "3.00"}


def test_one_bad_file_does_not_stop_the_others(settings: IndexSettings, folder: Path) -> None:
    for word in ("crash", "hang", "fail", "refuse", "unstorable"):
        (folder / f"{word}.txt").write_text(word, encoding="utf-8")
    (folder / "empty.txt").touch()
    started = time.monotonic()
    limited = settings.model_copy(update={"seconds_per_file": 10})
    report = build([folder, folder / "missing.txt"], limited, read=read_badly)
    assert time.monotonic() - started < 40
    reasons = {result.document: result.reason for result in report.files if result.status == "failed"}
    assert {name: reason[:6] for name, reason in reasons.items()} == {
        "crash.txt": "读取时进程意",
        "hang.txt": "读取超过 1",
        "fail.txt": "读取时程序出",
        "refuse.txt": "不像预算。",
        "unstorable.txt": "写入索引失败",
        "empty.txt": "文件是空的，",
        "missing.txt": "找不到该文件",
    }
    assert amounts(settings) == {"a.txt": "1.00", "b.txt": "2.00", "c.txt": "3.00"}


def test_a_file_that_became_unreadable_keeps_its_earlier_version(settings: IndexSettings, folder: Path) -> None:
    build([folder / "a.txt"], settings, read=read)
    (folder / "a.txt").write_bytes(b"\0\0")
    (result,) = build([folder / "a.txt"], settings, read=read).files
    assert result.status == "failed"
    assert "先前载入的版本" in result.reason
    assert amounts(settings) == {"a.txt": "1.00"}


def test_the_same_content_is_loaded_once(settings: IndexSettings, folder: Path) -> None:
    (folder / "copy.txt").write_bytes((folder / "a.txt").read_bytes())
    report = build([folder], settings, read=read)
    assert statuses(report)["copy.txt"] == "duplicate"
    assert "a.txt" in report.files[-1].reason
    (folder / "b.txt").write_bytes((folder / "a.txt").read_bytes())
    assert statuses(build([folder / "b.txt"], settings, read=read)) == {"b.txt": "duplicate"}
    assert set(amounts(settings)) == {"a.txt", "c.txt"}


def test_contents_that_change_places(settings: IndexSettings, folder: Path) -> None:
    build([folder], settings, read=read)
    one, two = (folder / "a.txt").read_bytes(), (folder / "b.txt").read_bytes()
    (folder / "a.txt").write_bytes(two)
    (folder / "b.txt").write_bytes(one)
    report = build([folder], settings, read=read)
    assert statuses(report) == {"a.txt": "replaced", "b.txt": "replaced", "c.txt": "unchanged"}
    assert amounts(settings) == {"a.txt": "2.00", "b.txt": "1.00", "c.txt": "3.00"}


def test_a_moved_file_leaves_its_old_place(settings: IndexSettings, folder: Path) -> None:
    build([folder], settings, read=read)
    (folder / "a.txt").rename(folder / "d.txt")
    build([folder], settings, read=read)
    assert set(amounts(settings)) == {"b.txt", "c.txt", "d.txt"}


def test_progress_counts_every_file(settings: IndexSettings, folder: Path) -> None:
    seen: list[Progress] = []
    build([folder, folder / "missing.txt"], settings, seen.append, read=read)
    assert [(item.done, item.total) for item in seen] == [(1, 4), (2, 4), (3, 4), (4, 4)]


def test_another_version_of_the_program_reads_everything_again(settings: IndexSettings, folder: Path) -> None:
    build([folder], settings, read=read)
    engine, _ = write_engine(settings)
    with engine.begin() as connection:
        write_meta(connection, "reading_version", "other")
    engine.dispose()
    (folder / "c.txt").unlink()
    report = build([folder / "a.txt"], settings, read=read)
    assert statuses(report) == {"a.txt": "replaced", "b.txt": "replaced"}
    assert any("c.txt" in warning for warning in report.warnings)
    assert statuses(build([folder / "a.txt"], settings, read=read)) == {"a.txt": "unchanged"}


def test_another_schema_is_rebuilt_from_the_files(settings: IndexSettings, folder: Path) -> None:
    build([folder], settings, read=read)
    engine, _ = write_engine(settings)
    with engine.begin() as connection:
        write_meta(connection, "schema_version", "0")
    engine.dispose()
    report = build([folder / "a.txt"], settings, read=read)
    assert set(statuses(report)) == {"a.txt", "b.txt", "c.txt"}
    assert amounts(settings) == {"a.txt": "1.00", "b.txt": "2.00", "c.txt": "3.00"}


def test_a_failure_of_the_vectors_is_a_warning(
    settings: IndexSettings, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("no model")

    monkeypatch.setattr("index.store.vectors.sync", fail)
    report = build([folder / "a.txt"], settings.model_copy(update={"embed": True}), read=read)
    assert statuses(report) == {"a.txt": "loaded"}
    assert "no model" in report.warnings[0]
    assert amounts(settings) == {"a.txt": "1.00"}


def test_one_building_at_a_time(settings: IndexSettings, folder: Path) -> None:
    with writing(settings.home_directory), pytest.raises(IndexBusyError):
        build([folder], settings, read=read)


def test_remove(settings: IndexSettings, folder: Path) -> None:
    build([folder], settings, read=read)
    report = remove(["a.txt", "none.txt", str(folder / "b.txt")], settings)
    assert [document.name for document in report.removed] == ["a.txt", "b.txt"]
    assert "none.txt" in report.errors[0]
    assert set(amounts(settings)) == {"c.txt"}


DOCUMENT = """澄湖市图书馆2031年部门预算

第一部分 部门概况

一、主要职责
澄湖市图书馆负责文献的收藏和借阅。

第二部分 2031年部门预算表

表1
“三公”经费支出预算表
单位：万元
项目\t预算数
合计\t7.30
因公出国（境）费\t0.00
公务接待费\t2.30
公务用车购置及运行费\t5.00

第三部分 预算情况说明
2031年公务接待费预算2.30万元，比上年减少0.20万元。
"""


def test_a_whole_document(settings: IndexSettings, tmp_path: Path) -> None:
    path = tmp_path / "澄湖市图书馆2031年部门预算.txt"
    path.write_text(DOCUMENT, encoding="utf-8")
    (result,) = build([path], settings).files
    assert (result.status, result.unit, result.year, result.kind) == ("loaded", "澄湖市图书馆", 2031, "预算")
    assert (result.tables, result.figures, result.contradictions) == (1, 4, 0)
    facts = {row["subject"]: (row["value"], row["line"]) for row in Reader(settings).facts()}
    assert facts["公务接待费"] == ("2.30", 16)
    passages = Reader(settings).passages(Reader(settings).documents()[0].id)
    assert any("文献的收藏和借阅" in passage["text"] for passage in passages)


def test_a_text_without_figures_is_refused(settings: IndexSettings, tmp_path: Path) -> None:
    path = tmp_path / "信.txt"
    path.write_text("各位读者：\n图书馆明天照常开放。\n", encoding="utf-8")
    (result,) = build([path], settings).files
    assert result.status == "failed"
    assert "没有找到任何数字" in result.reason


def test_contradictions_are_findings_with_their_place(settings: IndexSettings, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(DOCUMENT.replace("合计\t7.30", "合计\t8.30"), encoding="utf-8")
    (result,) = build([path], settings).files
    assert result.contradictions >= 1
    with Reader(settings).connection() as connection:
        findings = connection.execute(select(FindingRow.code, FindingRow.message, FindingRow.line)).all()
    assert any(code == "contradiction" and "8.30" in message and line == 14 for code, message, line in findings)


@pytest.mark.corpus
def test_real_documents(settings: IndexSettings) -> None:
    default = Path(__file__).parent.parent.parent / "shared" / "corpus"
    corpus = Path(os.environ.get("YUSUAN_CORPUS", default)) / "fujian"
    if not corpus.is_dir():
        pytest.skip(f"the real documents are not at {corpus}")
    report = build([corpus], settings)
    assert {result.status for result in report.files} == {"loaded"}
    assert all(result.unit and result.year and result.figures > 200 for result in report.files)
    assert build([corpus], settings).count("unchanged") == len(report.files)


SMALL = """澄湖市档案馆2025年单位预算

一、“三公”经费预算情况

2025年公务接待费预算9.12万元，比上年减少0.73万元，下降7.41%。

2025年度一般公共预算“三公”经费支出预算表

单位：万元

项目\t预算数
合计\t9.12
公务接待费\t9.12
"""


def test_a_damaged_vector_folder_is_made_anew_from_sql(tmp_path: Path) -> None:
    file = tmp_path / "简.txt"
    file.write_text(SMALL, encoding="utf-8")
    settings = IndexSettings(home=tmp_path / "home", jobs=1)
    assert build([file], settings).warnings == ()
    database = settings.chroma_directory / "chroma.sqlite3"
    database.write_bytes(b"no database" * 100)
    file.write_text(SMALL.replace("9.12", "9.13"), encoding="utf-8")
    assert build([file], settings).warnings == ()
    with Reader(settings).connection() as connection:
        report = sync(connection, settings)
    assert (report.embedded, report.removed) == (0, 0)
    assert report.total > 0
