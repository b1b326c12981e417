"""The real documents beside the checkout: every one is read, and questions about them are answered."""

from __future__ import annotations

import os
import shutil
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest

from assistant.service import Assistant
from assistant.settings import Settings
from index.build import build
from index.store.reader import Reader
from tests.sample_index import DOCUMENTS, ROOT, Case, cases, problems, wrongly_derived

CORPUS = Path(os.environ.get("YUSUAN_CORPUS", ROOT.parent / "shared" / "corpus"))
TEXTS = sorted(CORPUS.rglob("*.txt"))
PDFS = sorted(CORPUS.rglob("*.pdf"))
pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(not TEXTS, reason=f"no real documents at {CORPUS} (set YUSUAN_CORPUS)"),
]


@cache
def corpus_settings(suffix: str = ".txt") -> Settings:
    """An index of the documents of a format, built once."""
    home = Path(mkdtemp(prefix="yusuan-corpus-"))
    settings = Settings(home=home, embed=False, jobs=1)
    files = [path for path in (*TEXTS, *PDFS) if path.suffix == suffix]
    report = build(files, settings)
    assert [result.status for result in report.files] == ["loaded"] * len(files)
    return settings


def test_every_document_has_its_identity_and_no_doubtful_figure() -> None:
    for document in Reader(corpus_settings()).documents():
        assert document.unit
        assert document.year
        assert document.figures > 100
        assert document.doubtful == 0


@cache
def everything() -> Settings:
    """An index of the real documents and the samples together; built on a copy of the largest part of it."""
    home = Path(mkdtemp(prefix="yusuan-everything-")) / "home"
    shutil.copytree(corpus_settings(".pdf").home, home)
    settings = Settings(home=home, embed=False, jobs=1)
    report = build([*TEXTS, DOCUMENTS], settings)
    assert {result.status for result in report.files} == {"loaded"}
    return settings


@pytest.mark.skipif(not PDFS, reason="no PDF documents")
@pytest.mark.parametrize("case", cases("everyday.jsonl"), ids=lambda case: f"{case.id} {case.question}")
def test_everyday_questions_over_many_documents(case: Case) -> None:
    answer = Assistant(everything()).ask(case.question, case.turns, case.id)
    assert problems(case, answer) == []
    assert all(figure.citations for figure in answer.figures)
    assert wrongly_derived(answer) == []


@pytest.mark.parametrize("case", cases("corpus_fujian.jsonl"), ids=lambda case: f"{case.id} {case.question}")
def test_questions_about_real_documents(case: Case) -> None:
    answer = Assistant(corpus_settings()).ask(case.question, case.turns, case.id)
    assert problems(case, answer) == []
    assert all(figure.citations for figure in answer.figures)
    assert wrongly_derived(answer) == []


@pytest.mark.skipif(not PDFS, reason="no PDF documents")
@pytest.mark.parametrize("case", cases("corpus_pdf.jsonl"), ids=lambda case: f"{case.id} {case.question}")
def test_questions_about_real_pdf_documents(case: Case) -> None:
    answer = Assistant(corpus_settings(".pdf")).ask(case.question, case.turns, case.id)
    assert problems(case, answer) == []
    assert all(figure.citations for figure in answer.figures)
    assert wrongly_derived(answer) == []
