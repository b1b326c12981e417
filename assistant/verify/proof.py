"""The proof of an answer (勾稽证明): the document's own checks that its figures take part in."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from sqlalchemy import or_, select

from assistant.answer.model import CheckOperand, CheckResult, Verification
from index.store.schema import CheckRow, OperandRow, StatementRow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from assistant.execute.entry import Entry
    from assistant.execute.ledger import Ledger

_CheckOutcome = Literal["exact", "rounding", "contradiction"]
_REPEATED = ("repeat", "narrative", "change", "indicator")
_BETWEEN = ("edition", "department")  # documents of several years, kinds or organizations
_CHECKS: Final = select(*CheckRow.__table__.columns)
_TAKING_PART: Final = select(OperandRow.check_id)
_OPERANDS: Final = select(OperandRow.check_id, OperandRow.sign, OperandRow.fact_id, OperandRow.statement_id)
_SHOWN = 12  # checks shown with an answer; contradictions always


@dataclass(frozen=True, slots=True)
class Proof:
    """A check and the figures that take part in it, as the store keeps them."""

    id: int
    kind: str
    statement: str
    expected: str
    actual: str
    difference: str
    tolerance: str
    outcome: _CheckOutcome
    facts: tuple[tuple[int, int], ...]  # (sign, fact id)
    statements: tuple[tuple[int, int], ...]  # (sign, statement id)
    explained: bool = False  # whether what is printed, or another edition of the figures, explains a difference

    def result(self, citations: Sequence[int] = (), operands: Sequence[CheckOperand] = ()) -> CheckResult:
        """As the answer shows it."""
        return CheckResult(
            kind=self.kind, statement=self.statement, expected=self.expected, actual=self.actual,
            difference=self.difference, tolerance=self.tolerance, outcome=self.outcome, citations=list(citations),
            operands=list(operands),
        )  # fmt: skip


def proofs(ledger: Ledger, entries: Iterable[Entry]) -> list[Proof]:
    """All checks that these entries take part in."""
    facts = tuple(sorted({entry.id for entry in entries if entry.origin == "fact"}))
    stated = tuple(sorted({entry.id for entry in entries if entry.origin == "statement"}))
    if not facts and not stated:
        return []
    return list(ledger.remembered(("proofs", facts, stated), lambda: _proofs(ledger, facts, stated)))


def _proofs(ledger: Ledger, facts: Sequence[int], stated: Sequence[int]) -> list[Proof]:
    taking_part = _TAKING_PART.where(or_(OperandRow.fact_id.in_(facts), OperandRow.statement_id.in_(stated)))
    query = _CHECKS.where(CheckRow.id.in_(taking_part)).order_by(CheckRow.id)
    rows = ledger.rows(query)
    operands = defaultdict(list)
    for row in ledger.rows(_OPERANDS.where(OperandRow.check_id.in_(tuple(row["id"] for row in rows)))):
        operands[row["check_id"]].append(row)
    return [
        Proof(
            id=row["id"], kind=row["kind"], statement=row["statement"], expected=row["expected"], actual=row["actual"],
            difference=row["difference"], tolerance=row["tolerance"], outcome=row["outcome"],
            facts=tuple((o["sign"], o["fact_id"]) for o in operands[row["id"]] if o["fact_id"] is not None),
            statements=tuple(
                (o["sign"], o["statement_id"]) for o in operands[row["id"]] if o["statement_id"] is not None
            ),
            explained=bool(row["explanation"]),
        )
        for row in rows
    ]  # fmt: skip


def counterparts(ledger: Ledger, entry: Entry, found: Sequence[Proof]) -> list[Entry]:
    """Figures that the document prints for the same thing and that differ: the other sides of its contradictions."""
    others: list[Entry] = []
    for proof in found:
        if proof.outcome != "contradiction" or proof.kind not in _REPEATED or not _involves(proof, entry):
            continue
        others += ledger.facts_by_id(one for _, one in proof.facts)
        others += ledger.stated(entry.source.ids, StatementRow.id.in_(tuple(one for _, one in proof.statements)))
    distinct: dict[object, Entry] = {}
    for other in others:
        same_thing = other.role == entry.role or {other.role, entry.role} <= {"level", "count"}
        if same_thing and other.worth != entry.worth and not other.blank:
            distinct.setdefault(other.worth, other)
    return list(distinct.values())


def _involves(proof: Proof, entry: Entry) -> bool:
    pool = proof.facts if entry.origin == "fact" else proof.statements
    return any(one == entry.id for _, one in pool)


def _weighs(proof: Proof, entries: Sequence[Entry], confirmed: set[tuple[str, int]]) -> bool:
    """Whether a contradiction is about these figures: not when one is a mere part, confirmed elsewhere.

    Nor when another document of another date has another figure, which may have been adjusted.
    """
    if proof.kind in _BETWEEN and proof.explained:
        return False
    if proof.kind in _REPEATED:
        return True
    for entry in entries:
        pool = proof.facts if entry.origin == "fact" else proof.statements
        for sign, one in pool:
            if one == entry.id and (sign == 0 or (entry.origin, entry.id) not in confirmed):
                return True
    return False


def verify(
    found: Sequence[Proof],
    entries: Sequence[Entry],
    own: Sequence[CheckResult],
    cited: Callable[[Proof], list[int]],
    taking_part: Callable[[Sequence[Proof]], Mapping[int, Sequence[CheckOperand]]],
    *,
    only_own: bool = False,
) -> Verification:
    """The verification of an answer: from the document's checks and those that the answer itself made.

    `cited` gives the citation numbers of the figures that take part in a check, `taking_part` those figures themselves
    by the check's id.
    """
    confirmed = {
        (entry.origin, entry.id)
        for entry in entries
        for proof in found
        if proof.outcome == "exact" and proof.kind in _REPEATED and _involves(proof, entry)
    }
    results: list[CheckResult | Proof] = list(own)
    if not only_own:
        weighing = [p for p in found if p.outcome != "contradiction" or _weighs(p, entries, confirmed)]
        weighing.sort(key=lambda p: (p.outcome != "contradiction", p.outcome != "rounding", p.id))
        results += weighing
    outcomes = {result.outcome for result in results}
    doubtful = any(entry.doubtful or entry.recognised for entry in entries)
    if "contradiction" in outcomes:
        status: Literal["verified", "rounding", "mismatch", "unverified"] = "mismatch"
    elif doubtful or not outcomes:
        status = "unverified"
    else:
        status = "rounding" if "rounding" in outcomes else "verified"
    shown = [r for r in results if r.outcome == "contradiction"]
    shown += [r for r in results if r.outcome != "contradiction"][: max(_SHOWN - len(shown), 0)]
    operands = taking_part([one for one in shown if isinstance(one, Proof)])
    checks = [one.result(cited(one), operands.get(one.id, ())) if isinstance(one, Proof) else one for one in shown]
    counts = Counter[str](result.outcome for result in results)
    return Verification(status=status, checks=checks, counts=dict(counts))


def operands_of(
    ledger: Ledger, found: Sequence[Proof], operand: Callable[[Entry, int], CheckOperand]
) -> dict[int, list[CheckOperand]]:
    """The figures that take part in each check, by its id: the result first, then what it is compared with."""
    facts = {entry.id: entry for entry in ledger.facts_by_id({one for proof in found for _, one in proof.facts})}
    stated = {entry.id: entry for entry in ledger.stated_by_id({one for proof in found for _, one in proof.statements})}
    return {
        proof.id: sorted(
            [operand(facts[one], sign) for sign, one in proof.facts if one in facts]
            + [operand(stated[one], sign) for sign, one in proof.statements if one in stated],
            key=lambda part: part.sign != 0,
        )
        for proof in found
    }
