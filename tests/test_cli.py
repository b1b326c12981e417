from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from typer.testing import CliRunner

from assistant.answer.model import Answer, CheckResult, Citation, Figure, Verification
from assistant.batch import answer_lines
from assistant.cli import app
from assistant.settings import Settings
from assistant.terminal import show_answer
from index.store.database import write_engine
from index.store.writer import write_document
from tests.pdf_pages import pdf_bytes
from tests.pdf_sound import prose_page, table_page
from tests.sample_interpretation import interpretation

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

RUNNER = CliRunner()
HEAVY = ("torch", "gradio", "chromadb", "langchain", "langchain_core", "sentence_transformers", "transformers")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    home = tmp_path / "home"
    engine, _ = write_engine(Settings(home=home))
    with engine.begin() as connection:
        write_document(connection, interpretation(tmp_path / "澄湖.txt"))
    engine.dispose()
    return home


class Scripted:
    """An assistant whose answers are known."""

    def ask(self, question: str, turns: Sequence[str] = (), id: str | None = None) -> Answer:  # noqa: A002
        if question == "fail":
            raise ZeroDivisionError("made")
        return Answer(id=id, question=question, status="answered", answer=f"{len(turns)}")


def run(*arguments: object, status: int = 0) -> tuple[str, str]:
    result = RUNNER.invoke(app, [str(argument) for argument in arguments])
    assert result.exit_code == status, result.output
    return result.stdout, result.stderr


def run_json(*arguments: object, status: int = 0) -> Any:
    return json.loads(run(*arguments, "--json", status=status)[0])


def test_import_is_light() -> None:
    heavy = (*HEAVY, "sqlalchemy", "pydantic", "numpy")
    code = f"import sys, assistant.cli; print([name for name in {heavy!r} if name in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout == "[]\n"


def test_a_figure_question_needs_nothing_heavy(home: Path) -> None:
    code = (
        "import sys; from assistant.cli import app\n"
        f"app(['ask', '公务接待费多少', '--json', '--home', {str(home)!r}], standalone_mode=False)\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)"
    )
    ended = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
    assert ended.stderr.decode("utf-8").strip() == "[]"
    answer = json.loads(ended.stdout)
    assert answer["figures"][0]["value"] == "12.50"


def test_module_is_the_command() -> None:
    ended = subprocess.run([sys.executable, "-m", "assistant", "--help"], check=True, capture_output=True)
    assert "载入" in ended.stdout.decode("utf-8")


@pytest.mark.parametrize("command", ["index", "documents", "remove", "facts", "ask", "batch", "serve"])
def test_every_command_has_help_and_a_home(command: str) -> None:
    output, _ = run(command, "--help")
    assert "--home" in output


@pytest.mark.parametrize(
    "arguments", [["nonsense"], ["index"], ["facts", "--format", "xml"], ["ask", " "], ["batch", "none"]]
)
def test_unusable_arguments(arguments: list[str], tmp_path: Path) -> None:
    run(*arguments, *(["--home", tmp_path] if len(arguments) > 1 else []), status=2)


def test_unusable_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YUSUAN_MAX_FILE_MB", "many")
    assert "YUSUAN_MAX_FILE_MB" in run("documents", status=2)[1]


def test_home_from_the_environment(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YUSUAN_HOME", str(home))
    assert [document["name"] for document in run_json("documents")] == ["澄湖.txt"]


def test_documents(home: Path) -> None:
    (document,) = run_json("documents", "--home", home)
    expected = {"name": "澄湖.txt", "unit": "澄湖市数据管理局", "year": 2031, "kind": "预算", "pages": None}
    assert document.items() >= {**expected, "tables": 1, "figures": 3, "findings": 1}.items()
    assert "澄湖市数据管理局" in run("documents", "--home", home)[0]


def test_nothing_loaded_yet(tmp_path: Path) -> None:
    home = tmp_path / "none"
    output, errors = run("documents", "--home", home, "--json")
    assert json.loads(output) == []
    assert "yusuan index" in errors
    assert run("facts", "--home", home)[0].startswith("document,page,line,")
    answer = run_json("ask", "公务接待费多少", "--home", home)
    assert answer["status"] == "not_found"
    assert "yusuan index" in answer["answer"]
    assert "yusuan index" in run_json("remove", "a.txt", "--home", home, status=1)["error"]
    assert not home.joinpath("yusuan.sqlite3").exists()


def test_facts(home: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(run("facts", "--home", home)[0])))
    assert [row["value"] for row in rows] == ["1012.50", "1000.00", "12.50"]
    lines = run("facts", "--home", home, "--document", "澄湖", "--format", "jsonl")[0].splitlines()
    assert json.loads(lines[1])["code"] == "30201"
    assert "没有载入" in run("facts", "--home", home, "--document", "无", status=1)[1]


def test_remove(home: Path) -> None:
    report = run_json("remove", "澄湖.txt", "无.txt", "--home", home, status=1)
    assert len(report["removed"]) == len(report["errors"]) == 1
    assert run_json("documents", "--home", home) == []


def test_index_reports_what_cannot_be_loaded(tmp_path: Path) -> None:
    (tmp_path / "a.exe").write_bytes(b"x")
    report = run_json("index", tmp_path / "a.exe", tmp_path / "none.txt", "--home", tmp_path / "home", status=1)
    assert [result["status"] for result in report["files"]] == ["failed", "failed"]
    output, errors = run("index", tmp_path / "a.exe", "--home", tmp_path / "home", status=1)
    assert "失败" in output
    assert "不支持的格式" in errors


def test_home_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert "--home" in run_json("index", tmp_path, "--home", tmp_path / "file", status=1)["error"]


def test_batch_lines() -> None:
    lines = [
        '{"id": "1", "question": "甲", "turns": ["乙", "丙"]}',
        "",
        "no json",
        '{"id": 3}',
        '{"id": "4", "question": "fail"}',
        '{"id": "5", "question": "甲", "turns": "乙"}',
        "[1]",
        '{"id": "7", "question": "丁"}',
    ]
    answers = list(answer_lines(lines, Scripted()))
    assert [answer["id"] for answer in answers] == ["1", None, 3, "4", "5", None, "7"]
    assert [answer["status"] for answer in answers] == ["answered", *["error"] * 5, "answered"]
    assert [answer["answer"] for answer in answers if answer["status"] == "answered"] == ["2", "0"]
    assert "第 3 行" in answers[1]["answer"]


def test_batch(tmp_path: Path) -> None:
    questions, answers = tmp_path / "q.jsonl", tmp_path / "a.jsonl"
    questions.write_text('\ufeff{"id": "1", "question": "甲"}\n{"id": "2", "question": "乙"}', encoding="utf-8")
    run("batch", questions, "--output", answers, "--home", tmp_path / "none")
    lines = [json.loads(line) for line in answers.read_text(encoding="utf-8").splitlines()]
    assert [(line["id"], line["status"]) for line in lines] == [("1", "not_found"), ("2", "not_found")]
    run("batch", questions, "--output", questions, status=2)
    questions.write_text("{\n", encoding="utf-8")
    output, errors = run("batch", questions, "--home", tmp_path / "none", status=1)
    assert json.loads(output)["status"] == "error"
    assert "第 1 行" in errors


def test_answer_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    check = CheckResult(
        kind="sum", statement="1.00 = 0.50 + 0.50", expected="1.00", actual="1.00", difference="0.00", tolerance="0.01",
        outcome="exact",
    )  # fmt: skip
    citations = [
        Citation(
            number=1,
            document="澄湖.txt",
            line=12,
            table="支出表",
            row="接待",
            column="预算数",
            printed="1.00",
            unit="万元",
        ),
        Citation(number=2, document="澄湖.pdf", page=3, quote="接待费1.00万元。"),
    ]
    show_answer(
        Answer(
            question="接待费多少",
            status="answered",
            answer="接待费 **1.00 万元** [1]",
            figures=[Figure(label="接待费", value="1.00", unit="万元", citations=[1])],
            citations=citations,
            verification=Verification(status="verified", checks=[check]),
        )
    )
    assert capsys.readouterr().out.splitlines() == [
        "接待费 **1.00 万元** [1]",
        "",
        "出处：",
        "  [1] 澄湖.txt 第 12 行 《支出表》 行“接待” 列“预算数” 印作 1.00万元",
        "  [2] 澄湖.pdf 第 3 页 “接待费1.00万元。”",
        "",
        "核对：相符",
        "  · 1.00 = 0.50 + 0.50（相符）",
    ]


def test_the_report_of_a_file(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf_bytes([prose_page(), table_page()]))
    home = tmp_path / "home"
    output, _ = run("index", path, "--jobs", 1, "--seconds", 60, "--memory", 512, "--home", home)
    titles, row, *_ = (line.split() for line in output.splitlines())
    told = dict(zip(titles, row, strict=True))
    (result,) = run_json("index", path, "--home", home)["files"]
    assert result["status"] == "unchanged"
    for title, name in (
        ("页", "pages"),
        ("表", "tables"),
        ("数字", "figures"),
        ("存疑", "doubtful"),
        ("发现", "findings"),
    ):
        assert told[title] == str(result[name])
    assert (told["结果"], told["页"], told["表"]) == ("已载入", "2", "1")
    assert float(told["秒"]) > 0
