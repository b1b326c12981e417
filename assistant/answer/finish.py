"""Finishing an answer (收尾): its figures against the document's own checks, and what is said of the outcome."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from assistant.answer.messages import message
from assistant.answer.model import Answer, Verification
from assistant.verify.proof import operands_of, proofs, verify

if TYPE_CHECKING:
    from assistant.answer.draft import Draft
    from assistant.answer.model import Status
    from assistant.execute.ledger import Ledger


_MOST_FAILED: Final = 2  # checks told in words


def finish(ledger: Ledger, draft: Draft, status: Status, *, only_own: bool = False) -> Answer:
    """The answer that a draft comes to; `only_own` where its own checks are what was asked for."""
    found = proofs(ledger, draft.entries)
    verification = verify(
        found, draft.entries, draft.checks, draft.cited,
        lambda shown: operands_of(ledger, shown, draft.operand_of), only_own=only_own,
    )  # fmt: skip
    if draft.unsure and verification.status != "mismatch":
        verification = verification.model_copy(update={"status": "unverified"})
    if status != "answered":
        draft.withdraw()  # what was found beside an open question is context
        verification = Verification()
    elif draft.figures:
        key = "recognised" if draft.recognised and verification.status == "unverified" else verification.status
        _say_failed(draft, verification)
        draft.say(message(key, **_numbers(verification)))
    elif draft.recognised:
        draft.say(message("recognised_text"))
    sql = "\n".join(dict.fromkeys(ledger.statements))
    return draft.finish(status, verification).model_copy(update={"sql": sql})


def _say_failed(draft: Draft, verification: Verification) -> None:
    """The checks that fail, where no line of the answer tells them yet."""
    if any(check.outcome == "contradiction" for check in draft.checks):
        return  # what was checked here is told already
    told = "\n".join(draft.lines)
    failed = [check.statement for check in verification.checks if check.outcome == "contradiction"]
    untold = [statement for statement in dict.fromkeys(failed) if statement not in told]
    for statement in untold[:_MOST_FAILED] if len(untold) == len(failed) else ():
        draft.say(message("failed_check", statement=statement))


def _numbers(verification: Verification) -> dict[str, int]:
    """How many checks the figures take part in, and how they came out."""
    counts = verification.counts
    count, failed = sum(counts.values()), counts.get("contradiction", 0)
    return {"count": count, "failed": failed, "passed": count - failed, "rounding": counts.get("rounding", 0)}
