"""An index of the sample documents, built once for all tests that ask questions."""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING, Any

from assistant.answer.computation import evaluate
from assistant.service import Assistant
from assistant.settings import Settings
from index.build import build
from index.model.quantity import parse_quantity

if TYPE_CHECKING:
    from assistant.answer.model import Answer

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = ROOT / "samples" / "documents"
YUAN = {"元": Decimal(1), "万元": Decimal(10_000), "亿元": Decimal(100_000_000)}


@cache
def sample_home() -> Path:
    """The index directory."""
    home = Path(mkdtemp(prefix="yusuan-samples-"))
    report = build([DOCUMENTS], Settings(home=home, embed=False, jobs=1))
    assert all(result.status == "loaded" for result in report.files)
    return home


@cache
def sample_assistant() -> Assistant:
    """An assistant over it."""
    return Assistant(Settings(home=sample_home(), embed=False))


@dataclass(frozen=True)
class Case:
    """A question with what a right answer must hold."""

    id: str
    question: str
    turns: tuple[str, ...]
    expect: dict[str, Any]


def cases(file: str) -> list[Case]:
    """The questions of a file of tests/questions."""
    lines = (ROOT / "tests" / "questions" / file).read_text(encoding="utf-8").splitlines()
    read = [json.loads(line) for line in lines if line.strip()]
    return [Case(one["id"], one["question"], tuple(one.get("turns", ())), one["expect"]) for one in read]


def problems(case: Case, answer: Answer) -> list[str]:
    """What an answer lacks or asserts wrongly."""
    found: list[str] = []
    fitting = {"not_found": ("not_found", "out_of_scope")}.get(case.expect["status"], (case.expect["status"],))
    if answer.status not in fitting:
        found.append(f"status {answer.status}")
    shown = [(one.value, one.unit) for one in answer.figures]
    context = [(one.value, one.unit) for one in answer.supporting]
    for number, wanted in enumerate(case.expect.get("figures", ())):
        pool = shown + context if number else shown
        if not any(_same(wanted, value, unit) for value, unit in pool):
            found.append(f"missing {wanted['value']}{wanted['unit']}")
    listed = case.expect.get("figures_if_listed", ())
    found += [
        f"not listed {w['value']}{w['unit']}" for w in listed if not any(_same(w, *one) for one in shown + context)
    ]
    asserted = {Decimal(value) for value, _ in shown}
    found += [f"trap {trap}" for trap in case.expect.get("forbid", ()) if Decimal(trap) in asserted]
    for needle in case.expect.get("text_contains", ()):
        options = needle if isinstance(needle, list) else [needle]
        if not any(option in answer.answer for option in options):
            found.append(f"text lacks {options[0]}")
    if "verify" in case.expect and answer.verification.status != case.expect["verify"]:
        found.append(f"verification {answer.verification.status}")
    return found


def wrongly_derived(answer: Answer) -> list[str]:
    """The derived figures of an answer that their own computation, over the printed operands, does not give."""
    printed = {citation.number: parse_quantity(citation.printed) for citation in answer.citations}
    wrong: list[str] = []
    for figure in (*answer.figures, *answer.supporting):
        if figure.computation is None:
            continue
        if evaluate(figure.computation, figure.unit) != Decimal(figure.value):
            wrong.append(f"{figure.label} {figure.value}{figure.unit}")
        for term in figure.computation.operands:
            operand = printed[term.citation]
            if operand is None or abs(operand.value) != abs(Decimal(term.value)):
                wrong.append(f"{figure.label}: operand [{term.citation}] {term.value}")
    return wrong


def _same(wanted: dict[str, str], value: str, unit: str) -> bool:
    """Equal within half of the last digit that the expectation prints (or its tolerance), in 元 for money."""
    want, have = Decimal(wanted["value"]), Decimal(value)
    exponent = want.as_tuple().exponent
    slack = Decimal(wanted["tolerance"]) if "tolerance" in wanted else Decimal(5).scaleb(int(exponent) - 1)
    if wanted["unit"] in YUAN:
        if unit not in YUAN:
            return False
        return abs(want * YUAN[wanted["unit"]] - have * YUAN[unit]) <= slack * YUAN[wanted["unit"]]
    return wanted["unit"] in unit and abs(want - have) <= slack
