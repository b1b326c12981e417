"""A check that holds in several places is told once, with its places; every check stays in the answer."""

from __future__ import annotations

from assistant.answer.merge import merged
from assistant.answer.model import Answer, CheckOperand, CheckResult, Citation, Verification
from assistant.answer.told_checks import told_once
from assistant.export.text import answer_markdown
from assistant.ui.checks_view import checks_html


def cell(number: int, table: str, row: int, printed: str) -> Citation:
    """A cell of a table."""
    return Citation(
        number=number, document="甲.txt", line=row, table=table, row=f"第{row}行", printed=printed, unit="万元",
        document_id=1, table_id=len(table), grid_row=row, grid_column=2,
    )  # fmt: skip


def check(whole: Citation, part: int) -> CheckResult:
    """项目支出 5.00 = 5.00, of a whole that the answer does not cite and a part that it does."""
    operands = [
        CheckOperand(sign=0, label="项目支出", printed="5.00", unit="万元", place=whole),
        CheckOperand(sign=1, label="修缮", printed="5.00", unit="万元", citation=part),
    ]
    told = {"kind": "projects", "statement": "项目支出 5.00 = 5.00", "expected": "5.00", "actual": "5.00"}
    return CheckResult(
        **told, difference="0.00", tolerance="0.00", outcome="exact", citations=[part], operands=operands
    )


def answer(row_name: str, *tables: str) -> Answer:
    """An answer of one cell whose check is made with the whole of each of those tables."""
    part = cell(1, "项目表", 3, "5.00").model_copy(update={"row": row_name})
    checks = [check(cell(0, table, 9, "5.00"), 1) for table in tables]
    return Answer(
        question="", status="answered", answer=f"{row_name} 5.00[1]", citations=[part],
        verification=Verification(status="verified", checks=checks, counts={"exact": len(checks)}),
    )  # fmt: skip


def test_equal_statements_are_told_once_with_their_places() -> None:
    whole = answer("修缮", "支出总表", "一般公共预算支出表")
    [told] = told_once(whole)
    assert told.statement == "项目支出 5.00 = 5.00［见《支出总表》、《一般公共预算支出表》］"
    assert answer_markdown(whole).count("项目支出 5.00 = 5.00") == 1
    page = checks_html(whole, 1)
    assert page.count('class="statement"') == 1
    assert "支出总表" in page
    assert "一般公共预算支出表" in page
    assert len(whole.verification.checks) == 2


def test_one_check_has_no_places_after_it() -> None:
    [told] = told_once(answer("修缮", "支出总表"))
    assert told.statement == "项目支出 5.00 = 5.00"


def test_parts_that_cite_one_cell_keep_its_number_and_their_common_check() -> None:
    whole = merged("", [answer("修缮", "支出总表"), answer("2010302 修缮", "支出总表", "一般公共预算支出表")])
    assert [one.number for one in whole.citations] == [1]
    assert [len(one.operands) for one in whole.verification.checks] == [2, 2]
    assert whole.verification.counts == {"exact": 2}
