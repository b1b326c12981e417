"""Tables of receipts: each source is told by its own name, in columns as in rows."""

from __future__ import annotations

from tests.test_tables_read import read

COLUMNS = """收入预算总表
单位：万元
科目编码\t科目名称\t合计\t财政拨款收入\t事业收入\t其他收入
\t合计\t30.00\t25.00\t3.00\t2.00
201\t一般公共服务支出\t30.00\t25.00\t3.00\t2.00
"""
GROUPS = """收入预算总表
单位：万元
项目\t明细项目\t金额
收入总计\t\t30.00
一般公共预算资金\t小计\t25.00
一般公共预算资金\t财政拨款（补助）资金\t25.00
其他资金\t小计\t5.00
其他资金\t其他收入\t5.00
"""


def test_a_source_in_a_column_is_no_total() -> None:
    subjects = {fact.column_path[-1]: fact.subject for fact in read(COLUMNS).facts if fact.total}
    assert subjects == {
        "合计": "收入总计",
        "财政拨款收入": "财政拨款收入",
        "事业收入": "事业收入",
        "其他收入": "其他收入",
    }


def test_the_subtotal_of_a_source_is_not_the_total() -> None:
    subjects = {fact.row_label: fact.subject for fact in read(GROUPS).facts if fact.total}
    assert subjects == {
        "收入总计": "收入总计",
        "一般公共预算资金/小计": "一般公共预算资金",
        "其他资金/小计": "其他资金",
    }
