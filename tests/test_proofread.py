"""Checking drafts: right figures are confirmed, wrong ones contradicted with the right figure, and nothing else."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import docx
import pytest
from typer.testing import CliRunner

from assistant.cli import app
from assistant.proofread.compare import Fit, fit
from assistant.proofread.model import TextCheck
from assistant.proofread.service import MAX_TEXT, LongTextError, UnknownOrganizationError, check_text
from assistant.proofread.source import read_draft
from assistant.proofread.written import Hedge, read_written
from assistant.settings import Settings
from benchmarks.drafts import measure
from index.build import build
from index.model.errors import EmptyFileError, MissingFileError, UnreadableDocumentError, UnsupportedFormatError
from index.store.reader import Reader
from tests.sample_index import sample_home
from tests.test_corpus import PDFS, TEXTS

DRAFTS = Path(__file__).parent / "drafts"
OUTCOMES = {"c": "confirmed", "x": "contradicted", "n": "not_found"}
RIGHT = "澄湖市数据管理局2025年公务接待费9.12万元。"
WRONG = "澄湖市数据管理局2025年公务接待费9.21万元。"


@dataclass(frozen=True)
class Case:
    """A draft with what must become of its figures."""

    id: str
    text: str
    organization: str
    year: int | None
    figures: tuple[dict[str, str], ...]


def cases(file: str) -> list[Case]:
    """The drafts of a file."""
    lines = (DRAFTS / file).read_text(encoding="utf-8").splitlines()
    return [Case(**{**one, "figures": tuple(one["figures"])}) for one in map(json.loads, lines)]


@cache
def sample_reader() -> Reader:
    """The samples."""
    return Reader(Settings(home=sample_home(), embed=False))


@cache
def corpus_reader() -> Reader:
    """All real documents in one index."""
    settings = Settings(home=Path(mkdtemp(prefix="yusuan-drafts-")), embed=False, jobs=1)
    build([*TEXTS, *PDFS], settings)
    return Reader(settings)


def problems(case: Case, report: TextCheck) -> list[str]:
    """What came out otherwise than it must."""
    found = []
    left = list(report.figures)
    for wanted in case.figures:
        one = next((figure for figure in left if wanted["written"] in figure.text), None)
        if one is None:
            found.append(f"{wanted['written']} not seen")
            continue
        left.remove(one)
        if one.outcome != OUTCOMES[wanted["verdict"]]:
            found.append(f"{one.text} {one.outcome}: {one.note}")
        elif "right" in wanted and not _is(report, one.number, Decimal(wanted["right"])):
            found.append(f"{one.text} should be {wanted['right']}: {one.note}")
    return found


def _is(report: TextCheck, number: int, right: Decimal) -> bool:
    figure = report.figures[number - 1].right
    if figure is None:
        return False
    yuan = figure.yuan is not None and Decimal(figure.yuan) == right * 10_000
    return yuan or abs(Decimal(figure.value) - right) < Decimal("0.01")


@pytest.mark.parametrize("case", cases("samples.jsonl"), ids=lambda case: f"{case.id} {case.text[:30]}")
def test_drafts_over_the_samples(case: Case) -> None:
    report = check_text(sample_reader(), case.text, case.organization, case.year)
    assert problems(case, report) == []
    for figure in report.figures:
        assert report.text[figure.start : figure.end] == figure.text
        assert figure.note
        assert figure.citations or figure.outcome == "not_found"


@pytest.mark.corpus
@pytest.mark.skipif(not PDFS, reason="no real documents")
@pytest.mark.parametrize("case", cases("corpus.jsonl"), ids=lambda case: f"{case.id} {case.text[:30]}")
def test_drafts_over_real_documents(case: Case) -> None:
    report = check_text(corpus_reader(), case.text, case.organization, case.year)
    assert problems(case, report) == []


@pytest.mark.corpus
@pytest.mark.skipif(not PDFS, reason="no real documents")
@pytest.mark.parametrize("draft", (DRAFTS / "true.txt").read_text(encoding="utf-8").splitlines())
def test_nothing_true_is_called_wrong(draft: str) -> None:
    report = check_text(corpus_reader(), draft)
    assert [(figure.text, figure.note) for figure in report.figures if figure.outcome == "contradicted"] == []


def test_what_documents_state_is_confirmed_and_a_changed_digit_is_not() -> None:
    tried = measure(sample_reader(), seed=11, share=0.12)
    outcomes = Counter((one.way, one.outcome) for one in tried)
    right = [one for one in tried if one.way == "right"]
    changed = [one for one in tried if one.way == "changed"]
    assert len(right) > 25
    assert [one.entry.sentence for one in right if one.outcome == "contradicted"] == []
    assert [(one.written, one.entry.sentence) for one in changed if one.outcome == "confirmed"] == []
    assert outcomes["right", "confirmed"] >= 0.95 * len(right), outcomes
    assert outcomes["changed", "contradicted"] >= 0.85 * len(changed), outcomes


@pytest.mark.parametrize(
    ("written", "value", "outcome"),
    [
        ("约1.2亿元", "11950", Fit.ROUNDED),
        ("约1.2亿元", "12600", Fit.NONE),
        ("近600万元", "597.38", Fit.ROUNDED),
        ("近600万元", "612", Fit.NONE),
        ("超过500万元", "500.01", Fit.ROUNDED),
        ("超过500万元", "499.99", Fit.NONE),
        ("500余万元", "512", Fit.ROUNDED),
        ("不到60万元", "58.50", Fit.ROUNDED),
        ("10.9万元", "10.91", Fit.ROUNDED),
        ("10.91万元", "10.91", Fit.EXACT),
        ("10.91万元", "10.92", Fit.NONE),
        ("10.92万元", "10.918", Fit.ROUNDED),
        ("10.91万元", "10.918", Fit.NONE),
    ],
)
def test_the_interval_of_the_written_digits_decides(written: str, value: str, outcome: Fit) -> None:
    (figure,) = read_written(f"支出{written}。").figures
    assert fit(figure, Decimal(value), "万元") is outcome


def test_what_a_draft_writes_keeps_its_place() -> None:
    text = "占比超过四成，达1.56亿，共 500多万元；全国28.46万亿元，今年（2024年）公务接待费为0。"
    figures = read_written(text).figures
    assert [text[one.start : one.end] for one in figures] == [one.text for one in figures]
    assert [(one.value, one.unit, one.hedge) for one in figures] == [
        (Decimal(40), "%", Hedge.OVER),
        (Decimal("1.56"), "亿元", Hedge.NONE),
        (Decimal(500), "万元", Hedge.OVER),
        (Decimal(284600), "亿元", Hedge.NONE),
        (Decimal(0), "元", Hedge.NONE),
    ]


def test_a_figure_is_not_called_wrong_where_the_organization_is_only_assumed() -> None:
    report = check_text(sample_reader(), "2025年公务接待费9.21万元。")
    assert [figure.outcome for figure in report.figures] == ["not_found"]
    assert report.figures[0].reason == "no_organization"


def test_an_organization_that_is_not_loaded_is_named_as_an_error() -> None:
    with pytest.raises(UnknownOrganizationError, match="海岳市财政局"):
        check_text(sample_reader(), RIGHT, "海岳市财政局")


def test_an_empty_index_and_a_text_without_figures_say_so(tmp_path: Path) -> None:
    assert "载入" in check_text(Reader(Settings(home=tmp_path, embed=False)), RIGHT).note
    assert "没有" in check_text(sample_reader(), "澄湖市数据管理局的主要职责。").note


def test_a_draft_beyond_the_limit_is_refused() -> None:
    with pytest.raises(LongTextError, match="分段"):
        check_text(sample_reader(), "一" * (MAX_TEXT + 1))


def test_the_status_tells_of_contradictions(tmp_path: Path) -> None:
    runner = CliRunner()
    home = ["--home", str(sample_home())]
    draft = tmp_path / "稿.txt"
    draft.write_text(RIGHT, encoding="gb18030")
    assert runner.invoke(app, ["verify-text", str(draft), *home]).exit_code == 0
    told = runner.invoke(app, ["verify-text", "-", *home], input=WRONG)
    assert told.exit_code == 1
    assert "应为 9.12万元" in told.stdout
    as_json = runner.invoke(app, ["verify-text", "-", "--json", *home], input=WRONG)
    report = TextCheck.model_validate_json(as_json.stdout)
    assert (report.contradicted, report.figures[0].outcome) == (1, "contradicted")
    option = runner.invoke(app, ["verify-text", "-", "--organization", "无此局", *home], input=WRONG)
    assert option.exit_code == 1
    assert "没有载入单位" in option.stderr


def test_a_word_file_is_read_with_its_tables(tmp_path: Path) -> None:
    written = docx.Document()
    written.add_paragraph("澄湖市数据管理局2025年部门预算")
    written.add_paragraph("公务接待费9.12万元。")
    cells = written.add_table(rows=1, cols=2).rows[0].cells
    cells[0].text, cells[1].text = "培训费", "6.12万元"
    written.save(str(tmp_path / "稿.docx"))
    text = read_draft(str(tmp_path / "稿.docx"))
    assert text.splitlines()[2] == "培训费，6.12万元"
    assert check_text(sample_reader(), text).confirmed == 2


def test_bad_drafts_are_refused_with_a_reason(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"no archive")
    (tmp_path / "b.txt").write_text("  \n")
    (tmp_path / "c.pdf").write_bytes(b"%PDF-1.4")
    for name, error in (
        ("a.docx", UnreadableDocumentError),
        ("b.txt", EmptyFileError),
        ("c.pdf", UnsupportedFormatError),
        ("d.txt", MissingFileError),
    ):
        with pytest.raises(error):
            read_draft(str(tmp_path / name))
