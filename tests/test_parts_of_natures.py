"""What 人员经费 and 公用经费 consist of: the economic accounts that come to them, whichever table prints the whole."""

from __future__ import annotations

import pytest

from tests.sample_index import sample_assistant, wrongly_derived

LARGEST = ["数据局2025年公用经费最大的三项"]  # 47.23, 44.67, 39.84
CASES = [
    ([], "数据局2025年公用经费最大的三项是什么", {"47.23", "44.67", "39.84"}),
    ([], "数据局2025年人员经费最大的三项", {"769.03", "658.49", "431.26"}),
    ([], "图书馆2025年公用经费最大的两项", {"728000.00", "401200.00"}),
    ([], "数据局2025年公用经费最大的三项是什么，合计占几成", {"51.84"}),  # 131.74 ÷ 254.12
    ([], "数据局2025年人员经费最大的三项，合计占几成", {"62.51"}),  # 1,858.78 ÷ 2,973.60
    (LARGEST, "合计占多少", {"51.84"}),
    (LARGEST, "占总支出多少", {"3.25"}),  # 131.74 ÷ 4,049.27
    (LARGEST, "这三项一共多少", {"131.74"}),
]


@pytest.mark.parametrize(("turns", "question", "values"), CASES)
def test_the_accounts_are_the_parts(turns: list[str], question: str, values: set[str]) -> None:
    """Not the functions that 公用经费 is listed under, of which all but one print 0.00."""
    answer = sample_assistant().ask(question, turns)
    assert values <= {figure.value for figure in answer.figures}, answer.answer
    assert "0.00" not in {figure.value for figure in answer.figures}
    assert answer.verification.status in ("verified", "rounding")
    assert wrongly_derived(answer) == []


def test_the_parts_come_to_the_whole() -> None:
    """The accounts of 302 and 310 are added up and set against what the other table prints: 254.12."""
    answer = sample_assistant().ask("数据局2025年公用经费由哪些构成")
    assert "公用支出 **254.12万元**" in answer.answer
    assert [check.outcome for check in answer.verification.checks if check.kind == "sum"][:1] == ["exact"]
