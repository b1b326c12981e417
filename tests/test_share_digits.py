"""A stated percentage beside its amounts: only the digits that all of them print excuse a difference."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.over_texts import assistant_over

if TYPE_CHECKING:
    from pathlib import Path

TEXT = """澄湖市灯塔局2024年度部门决算
一、支出决算情况说明
本年支出合计820.00万元，其中：基本支出600.00万元，占73.17%；项目支出220.00万元，占{share}%。
"""


@pytest.mark.parametrize(
    ("share", "outcome"),
    [("26.83", "exact"), ("26.8", "exact"), ("27", "exact"), ("26.9", "contradiction"), ("26.84", "contradiction")],
)  # 220 ÷ 820 = 26.829…%, which lies nearer to 26.85 than 26.9 does, and is still no 26.9
def test_no_more_than_the_printed_digits_is_excused(tmp_path: Path, share: str, outcome: str) -> None:

    answer = assistant_over(tmp_path, {"灯塔局2024年决算": TEXT.format(share=share)}).ask(
        "灯塔局2024年项目支出占本年支出合计的百分之多少"
    )

    shares = [check for check in answer.verification.checks if check.kind == "share" and check.expected == share]
    assert {check.outcome for check in shares} == {outcome}
