"""Narrative and tables of one organization and year in several files are one budget: checked and answered together."""

from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from assistant.service import Assistant
from assistant.settings import Settings
from index.audit.report import audit
from index.build import build, remove
from index.store.reader import Reader

if TYPE_CHECKING:
    from pathlib import Path

WORDS = """2024年度
澄湖市图书馆
部门预算

第一部分 部门概况

澄湖市图书馆的主要职责是：负责公共阅读服务。

第二部分 2024年度部门预算情况说明

一、一般公共预算支出预算情况说明

澄湖市图书馆2024年一般公共预算支出{general}万元。其中：

1．图书馆（项）支出 {library} 万元，与上年相比增加 10.00 万元。

2．住房公积金（项）支出 20.00 万元，与上年相比减少 1.00 万元。

二、“三公”经费支出预算情况说明

2024年公务接待费预算支出 1.50 万元。
"""
GENERAL = """澄湖市图书馆2024年部门预算公开表

一般公共预算支出预算表

部门：澄湖市图书馆

单位：万元

科目编码	科目名称	合计
合计		172.35
2070104	图书馆	152.35
2210201	住房公积金	20.00
"""
SPENT = """澄湖市图书馆2024年部门预算公开表

“三公”经费支出预算表

部门：澄湖市图书馆

单位：万元

合计	因公出国（境）费	公务接待费
2.00	0.50	1.50
"""
BETWEEN = text(
    "SELECT DISTINCT c.statement, c.outcome FROM checks c JOIN operands o ON o.check_id = c.id "
    "LEFT JOIN facts f ON f.id = o.fact_id LEFT JOIN statements s ON s.id = o.statement_id "
    "WHERE coalesce(f.document_id, s.document_id) != c.document_id AND c.kind != 'edition'"
)  # those between the files of one budget; of several years: test_editions


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path / "home", embed=False, jobs=1)


def written(folder: Path, name: str, content: str) -> Path:
    path = folder / name
    path.write_text(content, encoding="utf-8")
    return path


def words(folder: Path, name: str = "说明.txt", general: str = "172.35", library: str = "152.35") -> Path:
    return written(folder, name, WORDS.format(general=general, library=library))


def between(settings: Settings) -> set[tuple[str, str]]:
    with Reader(settings).connection() as connection:
        return {(row.statement, row.outcome) for row in connection.execute(BETWEEN)}


def test_a_sentence_in_one_file_is_held_against_the_table_in_the_other(tmp_path: Path, settings: Settings) -> None:
    build([words(tmp_path), written(tmp_path, "表.txt", GENERAL)], settings)
    told = "{} {}（一般公共预算支出预算表） = {}（一、一般公共预算支出预算情况说明）（分见《表》、《说明》）"
    equal = (("一般公共预算支出", "172.35"), ("图书馆", "152.35"), ("住房公积金", "20.00"))
    assert between(settings) == {(told.format(name, figure, figure), "exact") for name, figure in equal}


def test_a_slip_between_the_files_is_a_contradiction(tmp_path: Path, settings: Settings) -> None:
    build([words(tmp_path, library="152.85"), written(tmp_path, "表.txt", GENERAL)], settings)
    wrong = [statement for statement, outcome in between(settings) if outcome == "contradiction"]
    assert len(wrong) == 1
    assert "152.35" in wrong[0]
    assert "152.85" in wrong[0]


def test_the_order_of_loading_does_not_matter(tmp_path: Path) -> None:
    files = [words(tmp_path), written(tmp_path, "表一.txt", GENERAL), written(tmp_path, "表二.txt", SPENT)]
    found = []
    for number, order in enumerate(permutations(files)):
        settings = Settings(home=tmp_path / f"home{number}", embed=False, jobs=1)
        for path in order:
            build([path], settings)
        found.append(between(settings))
    assert len(found[0]) == 4
    assert all(one == found[0] for one in found)


def test_what_a_file_said_goes_with_it_and_comes_again(tmp_path: Path, settings: Settings) -> None:
    files = [words(tmp_path), written(tmp_path, "表一.txt", GENERAL), written(tmp_path, "表二.txt", SPENT)]
    build(files, settings)
    everything = between(settings)
    for path in files:
        remove([path.name], settings)
        left = between(settings)
        assert left < everything
        assert not any(f"《{path.stem}》" in statement for statement, _ in left)
        build([path], settings)
        assert between(settings) == everything


def test_a_changed_file_is_checked_anew(tmp_path: Path, settings: Settings) -> None:
    files = [words(tmp_path), written(tmp_path, "表.txt", GENERAL)]
    build(files, settings)
    words(tmp_path, general="172.85")
    build(files, settings)
    assert {outcome for statement, outcome in between(settings) if "172.85" in statement} == {"contradiction"}
    written(tmp_path, "表.txt", GENERAL.replace("2024", "2023"))
    build(files, settings)
    assert between(settings) == set()


def test_two_versions_of_one_table_are_not_put_together(tmp_path: Path, settings: Settings) -> None:
    build(
        [written(tmp_path, "甲.txt", GENERAL), written(tmp_path, "乙.txt", GENERAL.replace("2.35", "2.53"))], settings
    )
    assert between(settings) == set()


def test_another_organization_year_or_kind_is_not_put_together(tmp_path: Path, settings: Settings) -> None:
    for number, (old, new) in enumerate(
        (("图书馆", "博物馆"), ("2024", "2025"), ("预算", "决算"), ("部门预算", "单位预算"))
    ):
        build([words(tmp_path), written(tmp_path, f"表{number}.txt", GENERAL.replace(old, new))], settings)
    assert between(settings) == set()


def test_a_question_is_answered_from_both_files(tmp_path: Path, settings: Settings) -> None:
    build([words(tmp_path), written(tmp_path, "表.txt", GENERAL)], settings)
    answer = Assistant(settings).ask("澄湖市图书馆2024年住房公积金多少，比上年减少多少？")
    assert answer.verification.status == "verified"
    assert {(figure.value, figure.unit) for figure in answer.figures} >= {("20.00", "万元")}
    assert any("《表》" in check.statement and "《说明》" in check.statement for check in answer.verification.checks)


def test_a_contradiction_between_files_is_told_with_both_places(tmp_path: Path, settings: Settings) -> None:
    build([words(tmp_path, library="152.85"), written(tmp_path, "表.txt", GENERAL)], settings)
    answer = Assistant(settings).ask("澄湖市图书馆2024年2070104科目多少？")
    assert answer.verification.status == "mismatch"
    assert "152.35" in answer.answer
    assert "152.85" in answer.answer
    assert {citation.document for citation in answer.citations} == {"说明.txt", "表.txt"}


def test_the_audit_of_either_file_counts_what_the_other_confirms(tmp_path: Path, settings: Settings) -> None:
    build([words(tmp_path, library="152.85"), written(tmp_path, "表.txt", GENERAL)], settings)
    reader = Reader(settings)
    with reader.connection() as connection:
        text_audit = audit(connection, reader.find("说明.txt"))
        table_audit = audit(connection, reader.find("表.txt"))
    (finding,) = text_audit.findings
    assert {figure.elsewhere for _, figure in finding.figures} == {"", "表.txt"}
    assert table_audit.findings == ()  # told once, where the sentence stands
    assert [(share.kind, share.figures, share.checked) for share in table_audit.shares] == [("表中数字", 3, 3)]
