"""`yusuan audit` over the invented samples: what is planted is found, nothing else, and marks last."""

from __future__ import annotations

import io
import json
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session
from typer.testing import CliRunner

from assistant.cli import app
from assistant.settings import Settings
from assistant.ui.audit_view import audit_html
from index.audit.report import audit
from index.build import build
from index.store.database import write_engine, write_meta
from index.store.reader import Reader
from index.store.schema import CheckRow, DocumentRow, StatementRow
from samples.generate import committed
from tests.sample_index import sample_home

if TYPE_CHECKING:
    from pathlib import Path

RUNNER = CliRunner()
SAMPLE = "澄湖市数据管理局2024年部门预算.txt"


def run(*arguments: object, status: int = 0) -> str:
    result = RUNNER.invoke(app, ["audit", *(str(argument) for argument in arguments)])
    assert result.exit_code == status, result.output
    return result.stdout


def audits(home: Path, *arguments: object, status: int = 1) -> Any:
    return json.loads(run(*arguments, "--format", "json", "--home", home, status=status))


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """An index of one sample, kept beside it so that it can be changed."""
    made = next(one for one in committed() if one.name == SAMPLE)
    (tmp_path / SAMPLE).write_bytes(made.content)
    build([tmp_path / SAMPLE], Settings(home=tmp_path / "home", embed=False, jobs=1))
    return tmp_path / "home"


def test_every_planted_contradiction_is_found_and_no_other() -> None:
    found = {one["document"]: one for one in audits(sample_home())}
    for made in committed():
        findings = found[made.name]["findings"]
        for planted in made.truth.planted:
            lines = {place.line for place in planted.places}
            assert findings, made.name
            for finding in findings:
                assert {place["line"] for place in finding["places"]} & lines, finding["statement"]


def test_coverage_and_figures_that_cannot_be_checked() -> None:
    for one in audits(sample_home()):
        assert sum(one["checks"].values()) > 50
        total = sum(share["figures"] for share in one["coverage"])
        checked = sum(share["checked"] for share in one["coverage"])
        assert total - checked == len(one["not_checkable"])
        assert all(re.search(r"[\u4e00-\u9fff]", item["reason"]) for item in one["not_checkable"])


def test_every_rule_has_an_outcome_or_a_reason() -> None:
    for one in audits(sample_home()):
        assert sum(rule["exact"] + rule["rounding"] + rule["contradiction"] for rule in one["rules"]) == sum(
            one["checks"].values()
        )
        for rule in one["rules"]:
            told = rule["exact"] + rule["rounding"] + rule["contradiction"]
            assert bool(told) is not bool(rule["not_checkable"]), rule


def test_every_table_has_a_check_or_a_reason() -> None:
    for one in audits(sample_home()):
        assert sum(table["figures"] for table in one["tables"]) == one["coverage"][0]["figures"]
        for table in one["tables"]:
            assert bool(table["checked"]) is not bool(table["not_checkable"]), table
            missing = sum(reason["figures"] for reason in table["figures_not_checkable"])
            assert table["figures"] - table["checked"] == missing


BARE = """澄湖市数据管理局2024年部门预算

单位：万元

预算单位情况表
单位名称⇥经费性质
澄湖市大数据中心⇥财政核拨
澄湖市政务服务中心⇥财政核拨

政府性基金预算支出表
科目编码⇥科目名称⇥合计⇥基本支出⇥项目支出
⇥⇥⇥⇥
注：本部门2024年没有政府性基金预算支出，故本表为空表。

楼宇租金台账
单位：万元
名称⇥租期⇥租金
政务大厅⇥三年⇥30.50
数据机房⇥两年⇥17.20

一般公共预算支出表
科目编码⇥科目名称⇥预算数
2010301⇥行政运行⇥253.10
2080505⇥养老保险缴费⇥31.20

转移支付支出预算表
项目⇥预算数
数据平台补助⇥18.00

国有资本经营预算支出表
科目编码⇥科目名称⇥合计
⇥⇥
""".replace("⇥", "\t")


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """An index of a document whose tables print nothing that could be held against one another."""
    (tmp_path / "澄湖.txt").write_text(BARE, encoding="utf-8")
    build([tmp_path / "澄湖.txt"], Settings(home=tmp_path / "home", embed=False, jobs=1))
    return tmp_path / "home"


def test_a_table_without_a_check_says_why(bare: Path) -> None:
    found = {table["title"]: table["not_checkable"] for table in audits(bare, status=0)[0]["tables"]}
    assert found["预算单位情况表"] == "只有名单或文字，没有数字"
    assert found["政府性基金预算支出表"].startswith("空表：各格都没有印出数字，表注“注：本部门2024年没有")
    assert found["国有资本经营预算支出表"] == "空表：各格都没有印出数字，没有说明"
    assert found["楼宇租金台账"].startswith("认不出是哪种表，不能与其他表对照；所在的栏没有合计行")
    assert found["一般公共预算支出表"].startswith("所在的栏没有合计行，也没有印出上级或下级科目；")
    assert found["转移支付支出预算表"].startswith("表中只有这一个金额；")


@pytest.mark.parametrize("form", ["text", "html", "xlsx"])
def test_every_form_of_the_report_tells_why(bare: Path, tmp_path: Path, form: str) -> None:
    run("--format", form, "--output", tmp_path / "report", "--home", bare)
    content = (tmp_path / "report").read_bytes()
    if form == "xlsx":
        sheet = openpyxl.load_workbook(io.BytesIO(content))["各表"]
        told = "".join(str(cell.value) for row in sheet.iter_rows() for cell in row)
    else:
        told = content.decode()
    assert "只有名单或文字，没有数字" in told
    assert "认不出是哪种表" in told


def test_the_page_tells_why(bare: Path) -> None:
    reader = Reader(Settings(home=bare))
    with reader.connection() as connection:
        shown = audit_html(audit(connection, reader.documents()[0]))
    assert "只有名单或文字，没有数字" in shown
    assert "认不出是哪种表" in shown


def test_a_document_by_name_and_one_that_is_not_loaded(home: Path) -> None:
    assert [one["document"] for one in audits(home, SAMPLE)] == [SAMPLE]
    result = RUNNER.invoke(app, ["audit", "没有这份.txt", SAMPLE, "--home", str(home)])
    assert result.exit_code == 1
    assert "没有这份.txt" in result.stderr
    assert SAMPLE in result.stdout


def test_text_shows_both_places_and_the_likeliest_figure(home: Path) -> None:
    shown = run("--home", home, status=1)
    assert "第288行" in shown
    assert "第437行" in shown
    assert "11.85，似应为 9.85" in shown


def test_a_mark_silences_a_finding_and_survives_reading_again(home: Path) -> None:
    keys = [finding["key"] for finding in audits(home)[0]["findings"]]
    for key in keys:
        run("--ignore", key, "--reason", "已向单位核实", "--home", home)
    assert audits(home, status=0)[0]["open"] == 0
    file = home.parent / SAMPLE
    file.write_bytes(file.read_bytes() + b"\n")
    build([file], Settings(home=home, embed=False, jobs=1))
    again = audits(home, status=0)[0]
    assert {finding["key"] for finding in again["findings"]} == set(keys)
    assert {finding["mark"]["reason"] for finding in again["findings"]} == {"已向单位核实"}


def test_marks_survive_another_schema(home: Path) -> None:
    key = audits(home)[0]["findings"][0]["key"]
    run("--confirm", key, "--reason", "页面如此", "--home", home)
    engine, _ = write_engine(Settings(home=home))
    with engine.begin() as connection:
        write_meta(connection, "schema_version", "0")
    engine.dispose()
    build([], Settings(home=home, embed=False, jobs=1))
    marks = json.loads(run("--marks", "--format", "json", "--home", home))
    assert [(one["key"], one["state"]) for one in marks] == [(key, "已核实")]
    assert next(f for f in audits(home)[0]["findings"] if f["key"] == key)["mark"]["state"] == "已核实"


def test_a_changed_figure_is_another_finding(home: Path) -> None:
    key = audits(home)[0]["findings"][0]["key"]
    run("--ignore", key, "--reason", "四舍五入", "--home", home)
    file = home.parent / SAMPLE
    file.write_bytes(file.read_bytes().replace(b"11.85", b"12.85"))
    build([file], Settings(home=home, embed=False, jobs=1))
    assert key not in {finding["key"] for finding in audits(home)[0]["findings"]}


def test_marks_are_listed_and_taken_back(home: Path) -> None:
    key = audits(home)[0]["findings"][0]["key"]
    run("--confirm", key, "--reason", "页面如此", "--home", home)
    assert "页面如此" in run("--marks", "--home", home)
    run("--unmark", key, "--home", home)
    assert "页面如此" not in run("--marks", "--home", home)
    run("--unmark", key, "--home", home, status=1)
    run("--ignore", "0" * 12, "--reason", "无", "--home", home, status=1)


@pytest.mark.parametrize(
    "arguments",
    [("--ignore", "abc"), ("--ignore", "abc", "--reason", " "), ("--marks", "--unmark", "abc"), ("--format", "xlsx")],
)
def test_arguments_that_cannot_be_used(home: Path, arguments: tuple[str, ...]) -> None:
    run(*arguments, "--home", home, status=2)


def test_nothing_loaded(tmp_path: Path) -> None:
    run("--home", tmp_path / "none", status=1)


@pytest.fixture
def hostile(home: Path) -> Path:
    """An index whose texts would be formulas in a workbook and elements in a page."""
    engine, _ = write_engine(Settings(home=home))
    with Session(engine) as session, session.begin():
        session.execute(update(DocumentRow).values(name='=HYPERLINK("x")<script>alert(1)</script>'))
        session.execute(update(CheckRow).values(statement="=1+1 <img src=x onerror=alert(1)>\x07"))
        session.execute(update(StatementRow).values(sentence="<b>句子</b>"))
    engine.dispose()
    return home


def test_a_workbook_holds_texts_and_no_formula(hostile: Path, tmp_path: Path) -> None:
    run("--format", "xlsx", "--output", tmp_path / "a.xlsx", "--home", hostile, status=1)
    book = openpyxl.load_workbook(io.BytesIO((tmp_path / "a.xlsx").read_bytes()))
    assert book.sheetnames == ["矛盾", "覆盖", "规则", "各表", "不能核对"]
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "inlineStr"}
    assert any(str(cell.value).startswith("=HYPERLINK") for cell in cells)


class Elements(HTMLParser):
    """The names of all elements of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        self.names.add(tag)


def test_a_page_escapes_what_documents_say(hostile: Path, tmp_path: Path) -> None:
    run("--format", "html", "--output", tmp_path / "a.html", "--home", hostile, status=1)
    page = (tmp_path / "a.html").read_text(encoding="utf-8")
    elements = Elements()
    elements.feed(page)
    assert not elements.names & {"script", "img", "b"}
    assert "&lt;script&gt;" in page
