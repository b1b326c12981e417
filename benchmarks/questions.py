"""Measures the assistant on made documents that nobody has seen, with questions made from their truth.

Run: python -m benchmarks.questions [first seed] [last seed] [--layout NAME] [--kind WORD] [--verbose], also with
--organizations, --years, --contradictions. Without a layout each document has one of its own. "honest" is another
ending where a figure existed, "wrong" a figure that contradicts the truth, "confident" a wrong one that is called
verified, "invented" figures where there are none, "reading" failures whose cells are stored wrong.
"""

from __future__ import annotations

import argparse
import re
import statistics
import tempfile
import unicodedata
from collections import Counter, defaultdict
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Final

import benchmarks.made_comparisons
import benchmarks.made_lookups
import benchmarks.made_speech
import benchmarks.made_traps  # noqa: F401 - all register their templates
from assistant.service import Assistant
from assistant.settings import Settings
from benchmarks.made_questions import TEMPLATES, Asked, Want, Wants, city_of
from index.build import build
from index.model.units import MONEY_UNITS, is_money
from index.store.reader import Reader
from samples.generate import make_city

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from assistant.answer.model import Answer, Figure
    from samples.generate import Made

OUTCOMES: Final = ("right", "honest", "wrong", "confident", "invented", "reading", "error")
_FAILED: Final = ("wrong", "confident", "invented", "error")


@dataclass(frozen=True, slots=True)
class Judged:
    """An answer and how it came out."""

    asked: Asked
    answer: Answer
    outcome: str
    uncited: bool
    layouts: str = ""


def _worth(figure: Figure) -> Decimal | None:
    try:
        if figure.yuan is not None:
            return abs(Decimal(figure.yuan))
        return abs(Decimal(figure.value) * MONEY_UNITS.get(figure.unit, Decimal(1)))
    except InvalidOperation:
        return None


def _meets(figure: Figure, want: Want, asked: Asked) -> bool:
    worth = _worth(figure)
    if worth is None or is_money(figure.unit) != (want.unit == "元"):
        return False
    if want.unit == "%" and figure.unit not in ("%", "个百分点"):
        return False
    if asked.scope and figure.organization and not figure.derived:
        years = {year for name, year in asked.scope if name in (figure.organization, "")}
        if not years or (figure.year and figure.year not in years):
            return False
    return abs(worth - want.value) <= max(want.tolerance, _half_unit(figure))


def _half_unit(figure: Figure) -> Decimal:
    """Half of the last printed digit, in 元 for money: a sentence may print in 万元 what the table prints in 元."""
    exponent = Decimal(figure.value).as_tuple().exponent
    digit = Decimal(5).scaleb(int(exponent) - 1)
    return digit * MONEY_UNITS.get(figure.unit, Decimal(1))


def _satisfied(answer: Answer, asked: Asked) -> bool:
    def complete(wants: Wants) -> bool:
        return all(any(_meets(figure, want, asked) for figure in answer.figures) for want in wants)

    return any(complete(wants) for wants in asked.accept)


def _confident(answer: Answer) -> bool:
    return answer.verification.status in ("verified", "rounding")


def _outcome(answer: Answer, asked: Asked) -> str:
    if answer.status == "error":
        return "error"
    if asked.claim:
        return _of_claim(answer, asked)
    if asked.ending:
        return _without_figure(answer, asked)
    if answer.status == "answered" and _satisfied(answer, asked):
        return "right"
    if answer.status != "answered" or not answer.figures:
        return "honest"
    return "confident" if _confident(answer) else "wrong"


def _of_claim(answer: Answer, asked: Asked) -> str:
    """A false claim has to be denied or answered with the true figure; a true one must not be called contradictory."""
    if answer.status != "answered":
        return "honest"
    agreed = answer.verification.status != "mismatch"
    if asked.claim == "true":
        return "right" if agreed else "wrong"
    if asked.claim == "contradiction" and agreed:
        return "confident" if _confident(answer) else "honest"
    return "right" if not agreed or _satisfied(answer, asked) else "confident" if _confident(answer) else "wrong"


def _without_figure(answer: Answer, asked: Asked) -> str:
    if asked.ending == "definition":
        return "right" if answer.status == "answered" and answer.citations else "honest"
    if answer.status != "answered":
        return "right" if asked.ending in (answer.status, "not_found") else "honest"
    if asked.accept and _satisfied(answer, asked):
        return "right"
    if not any(_worth(figure) for figure in answer.figures):
        return "right"  # sentences, or the zero of an empty table
    return "invented"


def _stored(home: Settings, names: Iterable[str]) -> dict[str, Counter[tuple[object, ...]]]:
    from sqlalchemy import text  # noqa: PLC0415 - only for failures

    query = text(
        "select d.name, f.line, f.code, f.row_label, f.column_path, f.value, f.unit from facts f "
        "join documents d on d.id = f.document_id where f.value is not null"
    )
    found: dict[str, Counter[tuple[object, ...]]] = {name: Counter() for name in names}
    with Reader(home).connection() as connection:
        for name, line, code, label, path, value, unit in connection.execute(query):
            if name in found:
                parts = (line, code, _folded(label), _folded(path), Decimal(value), unit)
                found[name][parts] += 1
    return found


def _folded(text: str) -> str:
    return re.sub(r"[\s/]+", "", unicodedata.normalize("NFKC", text))


def _misread(asked: Asked, stored: dict[str, Counter[tuple[object, ...]]]) -> bool:
    for name, cell in asked.sources:
        path = _folded("".join(cell.column_path))
        parts = (cell.line, cell.code, _folded(cell.row_label), path, Decimal(cell.value), cell.unit)
        if parts not in stored[name]:
            return True
    return False


def measure(documents: list[Made], seed: int, word: str = "", layouts: str = "") -> Iterator[Judged]:
    """Index the documents in a folder of their own, ask every question about them, and judge the answers."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        for made in documents:
            (place / made.name).write_bytes(made.content)
        settings = Settings(home=place / "home", embed=False, jobs=1)
        build([place / made.name for made in documents], settings)
        stored = _stored(settings, [made.name for made in documents])
        assistant, city = Assistant(settings), city_of(seed, documents)
        for template in TEMPLATES:
            for asked in template(city):
                if word not in asked.kind:
                    continue
                answer = assistant.ask(asked.text, asked.turns)
                outcome = _outcome(answer, asked)
                if outcome in ("honest", "wrong", "confident") and _misread(asked, stored):
                    outcome = "reading"
                uncited = answer.status == "answered" and any(not figure.citations for figure in answer.figures)
                yield Judged(asked, answer, outcome, uncited, layouts)


def _described(one: Judged) -> str:
    answer, asked = one.answer, one.asked
    expected = (
        " | ".join("; ".join(f"{want.value}{want.unit}" for want in wants) for wants in asked.accept) or asked.ending
    )
    got = "; ".join(f"{f.label}={f.value}{f.unit} {f.organization} {f.year} {f.kind}" for f in answer.figures)
    targets = [(t["text"], t["names"], t["codes"], t["measure"]) for t in answer.plan.get("targets", ())]
    against = [(t["text"], t["names"]) for t in answer.plan.get("against", ())]
    lines = (
        f"[{one.outcome}] {asked.kind} ({one.layouts}): {' → '.join((*asked.turns, asked.text))}",
        f"    expected {expected}; got {answer.status} {answer.verification.status}: {got or answer.answer[:160]!r}",
        f"    plan {answer.plan.get('operation')} {targets} against {against} {answer.plan.get('selection')}",
    )
    return "\n".join(lines)


def _table(results: list[Judged]) -> Iterator[str]:
    groups: dict[str, list[Judged]] = defaultdict(list)
    for one in results:
        groups[one.asked.kind].append(one)
    yield (
        f"{'kind':<24}{'asked':>6}"
        + "".join(f"{name:>10}" for name in OUTCOMES)
        + f"{'uncited':>8}{'p50':>7}{'p95':>7}"
    )
    for kind, ones in [*sorted(groups.items()), ("all", results)]:
        counts = Counter(one.outcome for one in ones)
        times = sorted(one.answer.elapsed_ms for one in ones)
        uncited = sum(one.uncited for one in ones)
        cells = "".join(f"{counts[name]:>10}" for name in OUTCOMES)
        last = times[min(len(times) - 1, int(len(times) * 0.95))]
        yield f"{kind:<24}{len(ones):>6}{cells}{uncited:>8}{statistics.median(times):>7.0f}{last:>7.0f}"


def main(arguments: list[str] | None = None) -> None:
    """Print outcomes by kind of question over the seeds."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.questions")
    parser.add_argument("first", type=int, nargs="?", default=1)
    parser.add_argument("last", type=int, nargs="?", default=6)
    parser.add_argument("--layout")
    parser.add_argument("--kind", default="")
    parser.add_argument("--years", type=int, default=2)
    parser.add_argument("--organizations", type=int, default=2)
    parser.add_argument("--contradictions", type=int, default=0)
    parser.add_argument("--verbose", action="store_true")
    options = parser.parse_args(arguments)
    results: list[Judged] = []
    for seed in range(options.first, options.last + 1):
        documents = make_city(
            seed,
            organizations=options.organizations,
            years=options.years,
            layout=options.layout,
            contradictions=options.contradictions,
        )
        kind = options.kind or ("contradiction" if options.contradictions else "")
        for one in measure(documents, seed, kind, f"{seed} {options.layout or ''}"):
            results.append(one)
            if options.verbose and (one.outcome in (*_FAILED, "honest") or one.uncited):
                print(_described(one))
    print("\n".join(_table(results)))


if __name__ == "__main__":
    main()
