"""部门预算 and 单位预算 of one organization stay apart and are told apart in answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assistant.service import Assistant
from assistant.settings import Settings
from index.build import build
from index.store.reader import Reader

if TYPE_CHECKING:
    from pathlib import Path

    from assistant.answer.model import Answer

TEXT = """2024年度
{name}
{scope}预算

目录

第一部分 {scope}概况

{name}的主要职责是：负责公共文化服务。

第二部分 2024年度{scope}预算表

2024年度收支预算总表

单位：万元

收入	预算数	支出	预算数
一、一般公共预算拨款收入	{total}	一、文化旅游体育与传媒支出	{total}
收入合计	{total}	支出合计	{total}

2024年度一般公共预算支出预算表

单位：万元

科目编码	科目名称	合计	基本支出	项目支出
合计		{total}	{basic}	{project}
2070101	行政运行	{total}	{basic}	{project}

2024年度“三公”经费支出预算表

单位：万元

合计	因公出国（境）费	公务接待费
{spent}	0.00	{spent}
"""
DEPARTMENT = {"scope": "部门", "total": "900.00", "basic": "500.00", "project": "400.00", "spent": "9.50"}
UNIT = {"scope": "单位", "total": "300.00", "basic": "180.00", "project": "120.00", "spent": "3.50"}
OTHER = {"scope": "部门", "total": "700.00", "basic": "450.00", "project": "250.00", "spent": "5.50"}


@pytest.fixture(params=["澄湖市文化局", "澄湖市文化局（本级）"], ids=["one name", "own name"])
def home(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    """Both versions of 文化局, and the only one of 教育局; the unit's goes by the same name or by one of its own."""
    documents = (("澄湖市文化局", DEPARTMENT), (request.param, UNIT), ("澄湖市教育局", OTHER))
    for number, (name, words) in enumerate(documents):
        (tmp_path / f"{number}.txt").write_text(TEXT.format(name=name, **words), encoding="utf-8")
    settings = Settings(home=tmp_path / "home", embed=False, jobs=1)
    build([tmp_path / f"{number}.txt" for number in range(len(documents))], settings)
    return settings


def values(answer: Answer) -> list[str]:
    return [figure.value for figure in answer.figures]


def test_they_are_two_documents(home: Settings) -> None:
    own = [one for one in Reader(home).documents() if "文化" in one.unit]
    assert sorted((one.year, one.kind, one.scope) for one in own) == [(2024, "预算", "单位"), (2024, "预算", "部门")]


@pytest.mark.parametrize("question", ["澄湖市文化局2024年公务接待费多少？", "文化局公务接待费是多少"])
def test_a_question_that_fits_both_shows_both_and_asks(home: Settings, question: str) -> None:
    answer = Assistant(home).ask(question)
    assert answer.status == "clarify"
    assert not answer.figures
    for part in ("部门预算", "9.50", "单位预算", "3.50"):
        assert part in answer.answer


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("文化局单位预算的公务接待费多少？", "3.50"),
        ("文化局本级的公务接待费是多少？", "3.50"),
        ("澄湖市文化局（本级）2024年公务接待费", "3.50"),
        ("澄湖市文化局机关本级2024年公务接待费多少", "3.50"),
        ("文化局部门预算里公务接待费多少？", "9.50"),
        ("澄湖市文化局2024年部门预算的公务接待费是多少", "9.50"),
        ("文化局（汇总）的公务接待费", "9.50"),
        ("文化局含下属单位的公务接待费多少", "9.50"),
        ("教育局部门预算的公务接待费多少", "5.50"),
        ("教育局单位预算的公务接待费多少", "5.50"),  # 教育局 has but one, whatever people call it
    ],
)
def test_the_version_named_answers(home: Settings, question: str, value: str) -> None:
    answer = Assistant(home).ask(question)
    assert (answer.status, values(answer)) == ("answered", [value])
    assert ("部门预算" if value in {"9.50", "5.50"} else "单位预算") in answer.answer


def test_a_follow_up_turns_to_the_other_version(home: Settings) -> None:
    answer = Assistant(home).ask("那单位预算呢？", ["文化局部门预算的公务接待费多少？"])
    assert values(answer) == ["3.50"]


def test_the_two_are_compared_by_name(home: Settings) -> None:
    answer = Assistant(home).ask("文化局部门预算和单位预算的公务接待费相差多少？")
    assert values(answer) == ["9.50", "3.50", "6.00"]
    assert "部门预算比" in answer.answer


def test_both_are_listed_where_both_are_named(home: Settings) -> None:
    answer = Assistant(home).ask("文化局2024年部门预算和单位预算的公务接待费分别是多少？")
    assert values(answer) == ["9.50", "3.50"]


@pytest.mark.parametrize("question", ["各单位公务接待费合计多少？", "文化局和教育局的公务接待费加起来多少？"])
def test_a_sum_over_organizations_counts_nothing_twice(home: Settings, question: str) -> None:
    answer = Assistant(home).ask(question)
    assert values(answer) == ["15.00"]
    assert "不重复计算" in answer.answer


@pytest.mark.parametrize("question", ["教育局本级的公务接待费多少？", "澄湖市教育局（本级）公务接待费"])
def test_a_version_that_is_not_loaded_is_not_passed_off_as_the_other(home: Settings, question: str) -> None:
    answer = Assistant(home).ask(question)
    assert answer.verification.status == "unverified"
    assert "没有载入单位（本级）的文件" in answer.answer


def test_a_ranking_names_each_organization_once(home: Settings) -> None:
    answer = Assistant(home).ask("哪个单位的三公经费最高？")
    assert values(answer) == ["9.50", "5.50"]
