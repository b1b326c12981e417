"""Receipts: what they hold, that changes to them show, and what replaying one says."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from typer.testing import CliRunner

from assistant.cli import app
from assistant.records.receipt import (
    LARGEST_RECEIPT,
    MissingReceiptError,
    NewerReceiptError,
    NoReceiptError,
    Receipt,
    digest_of,
    load_receipt,
    make_receipt,
    program_version,
    read_receipt,
    receipt_text,
)
from assistant.records.replay import replay
from assistant.records.view import replays_text
from assistant.service import Assistant
from assistant.settings import Settings
from index.build import build, remove
from tests.sample_index import DOCUMENTS, cases, sample_assistant, sample_home

if TYPE_CHECKING:
    from pathlib import Path

    from assistant.records.replayed import Replay

ENTERTAINMENT = "澄湖市数据管理局2025年公务接待费多少"
SHARE = "澄湖市数据管理局2025年公务接待费占三公经费的比重"
NAME = "澄湖市数据管理局2025年部门预算.txt"


def receipt(question: str, *turns: str) -> Receipt:
    return make_receipt(sample_assistant().ask(question, turns), turns)


def replayed(one: Receipt, home: Path | None = None, *, intact: bool = True) -> Replay:
    return replay(one, Settings(home=home or sample_home(), embed=False), "凭据.json", intact=intact)


def changed(one: Receipt, **figure: Any) -> Receipt:
    """The receipt with its first figure changed, and a digest that fits again."""
    record = one.model_dump(mode="json")
    record["answer"]["figures"][0].update(figure)
    record["digest"] = digest_of(record)
    return read_receipt(json.dumps(record).encode(), "x")[0]


def test_a_receipt_holds_everything_and_survives_being_written() -> None:
    one = receipt("占三公经费的比重呢", ENTERTAINMENT)
    assert one.turns == (ENTERTAINMENT,)
    assert one.program == program_version()
    assert [(document.name, len(document.sha256)) for document in one.documents] == [(NAME, 64)]
    assert one.answer.plan
    assert one.answer.sql
    assert one.answer.figures[0].citations
    assert one.answer.citations
    assert one.answer.verification.checks
    again, intact = read_receipt(receipt_text(one).encode(), "凭据.json")
    assert (again, intact) == (one, True)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"value": "', '"value": "1'),
        ("公务接待费", "商务接待费"),
        ("verified", "rounding"),
        ('"sha256": "', '"sha256": "0'),
    ],
)
def test_every_change_shows_in_the_digest(old: str, new: str) -> None:
    text = receipt_text(receipt(ENTERTAINMENT))
    assert old in text
    _, intact = read_receipt(text.replace(old, new, 1).encode(), "凭据.json")
    assert not intact


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe",
        b"[]",
        b"{}",
        b"[" * 100_000,
        b'{"type": "yusuan-receipt"}',
        b'{"type": "yusuan-receipt", "version": "x"}',
    ],
)
def test_what_is_no_receipt_is_refused(content: bytes) -> None:
    with pytest.raises(NoReceiptError, match=r"坏\.json"):
        read_receipt(content, "坏.json")


def test_receipts_that_are_missing_too_large_or_newer_are_refused(tmp_path: Path) -> None:
    with pytest.raises(MissingReceiptError):
        load_receipt(tmp_path / "没有.json")
    with pytest.raises(NoReceiptError, match="MB"):
        read_receipt(b" " * (LARGEST_RECEIPT + 1), "大.json")
    record = receipt(ENTERTAINMENT).model_dump(mode="json") | {"version": 99}
    with pytest.raises(NewerReceiptError, match="99"):
        read_receipt(json.dumps(record).encode(), "新.json")


def test_every_answer_about_the_samples_is_confirmed_again() -> None:
    for case in cases("samples.jsonl")[::4]:
        answer = sample_assistant().ask(case.question, case.turns)
        again = replayed(make_receipt(answer, case.turns))
        assert again.outcome == "confirmed", (case.question, again)
        assert {document.state for document in again.documents} <= {"same"}
        assert all(check.now == check.outcome for check in again.checks)


def test_a_changed_figure_is_contradicted_with_the_figure_that_is_right() -> None:
    one = receipt(ENTERTAINMENT)
    right = one.answer.figures[0].value
    again = replayed(changed(one, value="99.99"))
    assert again.outcome == "contradicted"
    assert again.figures[0].now == right
    derived = receipt(SHARE)
    again = replayed(changed(derived, value="1.23", label="另一个名称"))
    assert again.figures[0].outcome == "contradicted"
    assert again.figures[0].now == derived.answer.figures[0].value


def test_a_figure_under_another_name_is_told_or_contradicted() -> None:
    again = replayed(changed(receipt(ENTERTAINMENT), label="培训费"))
    assert "公务接待费" in again.figures[0].reason
    one = receipt(ENTERTAINMENT)
    other = receipt("澄湖市数据管理局2025年培训费多少")
    record = one.model_dump(mode="json")
    record["answer"]["figures"] = other.model_dump(mode="json")["answer"]["figures"]
    record["answer"]["citations"] = other.model_dump(mode="json")["answer"]["citations"]
    again = replayed(Receipt.model_validate(record))
    assert again.outcome == "contradicted"  # it stands where it says, but is no answer to this question


def test_a_receipt_that_was_changed_is_never_confirmed() -> None:
    assert replayed(receipt(ENTERTAINMENT), intact=False).outcome == "contradicted"


def test_documents_that_change_or_go(tmp_path: Path) -> None:
    source = tmp_path / NAME
    text = (DOCUMENTS / NAME).read_text(encoding="utf-8")
    source.write_text(text, encoding="utf-8")
    settings = Settings(home=tmp_path / "home", embed=False, jobs=1)
    build([source], settings)
    one = make_receipt(Assistant(settings).ask(ENTERTAINMENT))
    value = one.answer.figures[0].value
    assert replayed(one, settings.home).outcome == "confirmed"

    source.write_text(text.replace("本表", "此表") + "\n", encoding="utf-8")
    build([source], settings)
    again = replayed(one, settings.home)
    assert [document.state for document in again.documents] == ["changed"]
    assert again.outcome == "confirmed"  # other bytes, the same figure

    source.write_text(text.replace(value, "77.77"), encoding="utf-8")
    build([source], settings)
    again = replayed(one, settings.home)
    assert (again.outcome, again.figures[0].now) == ("contradicted", "77.77")
    assert any(citation.standing == "changed" and citation.now == "77.77" for citation in again.citations)
    assert "内容已变" in replays_text([again])

    remove([NAME], settings)
    again = replayed(one, settings.home)
    assert [document.state for document in again.documents] == ["missing"]
    assert again.outcome == "unchecked"
    assert replayed(one, tmp_path / "no index").outcome == "unchecked"


def test_a_renamed_document_is_the_same_document(tmp_path: Path) -> None:
    source = tmp_path / "改名.txt"
    source.write_bytes((DOCUMENTS / NAME).read_bytes())
    settings = Settings(home=tmp_path / "home", embed=False, jobs=1)
    build([source], settings)
    again = replayed(receipt(ENTERTAINMENT), settings.home)
    assert again.outcome == "confirmed"
    assert [document.state for document in again.documents] == ["same"]


def test_quotations_and_honest_endings_are_replayed_too() -> None:
    for question in ("澄湖市数据管理局的主要职责是什么", "澄湖市数据管理局2031年公务接待费多少", "明天天气怎么样"):
        one = receipt(question)
        assert replayed(one).outcome == "confirmed", question
    record = receipt("澄湖市数据管理局的主要职责是什么").model_dump(mode="json")
    record["answer"]["citations"][0]["quote"] = "负责修建月球基地。"
    assert replayed(Receipt.model_validate(record)).outcome == "contradicted"


def test_the_command_replays_several_and_fails_for_one(tmp_path: Path) -> None:
    good, bad = tmp_path / "好.json", tmp_path / "坏.json"
    home = ["--home", str(sample_home())]
    asked = CliRunner().invoke(app, ["ask", ENTERTAINMENT, "--receipt", str(good), *home])
    assert asked.exit_code == 0
    done = CliRunner().invoke(app, ["replay", str(good), *home])
    assert (done.exit_code, "证实 1" in done.stdout) == (0, True)
    bad.write_text(receipt_text(changed(load_receipt(good)[0], value="99.99")), encoding="utf-8")
    done = CliRunner().invoke(app, ["replay", str(good), str(bad), str(tmp_path / "无.json"), "--json", *home])
    result = json.loads(done.stdout)
    assert done.exit_code == 1
    assert [one["outcome"] for one in result["receipts"]] == ["confirmed", "contradicted"]
    assert len(result["errors"]) == 1


def test_what_a_receipt_says_cannot_steer_a_terminal() -> None:
    one = receipt(ENTERTAINMENT).model_copy(update={"question": "\x1b[2J\x07清屏"})
    assert "\x1b" not in replays_text([replayed(one)])
