"""Replays and feedback as text (复算、反馈的呈现)."""

from __future__ import annotations

import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

from assistant.records.messages import message

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.records.feedback import Feedback
    from assistant.records.receipt import Receipt
    from assistant.records.replayed import FigureReplay, Outcome, Replay

_SHOWN = 200  # characters of an answer
_MARKS: dict[Outcome, str] = {"confirmed": "✓", "contradicted": "✗", "unchecked": "?"}


def replays_text(replays: Sequence[Replay]) -> str:
    """Say what became of each receipt, and of all of them."""
    lines = [line for one in replays for line in (*_replay(one), "")]
    counts = Counter(one.outcome for one in replays)
    outcomes = {str(name): counts[name] for name in _MARKS}
    lines.append(message("totals", count=len(replays), **outcomes))
    return _shown(lines)


def _replay(one: Replay) -> Iterator[str]:
    yield message("head", name=one.name, outcome=message(one.outcome))
    yield message("asked", question=one.question, made_at=one.made_at, program=one.program)
    if not one.intact:
        yield message("broken")
    for document in one.documents:
        state = "document_missing_now" if document.state == "missing" else f"document_{document.state}"
        yield message("document", name=document.name, state=message(state))
    yield from (_figure(figure) for figure in one.figures if figure.asserted or figure.outcome != "confirmed")
    for citation in one.citations if not one.figures else ():
        standing = message(f"standing_{citation.standing}")
        yield message("quotation", number=citation.number, document=citation.document, standing=standing)
    if one.checks:
        same = sum(check.now == check.outcome for check in one.checks)
        absent = sum(not check.now for check in one.checks)
        other = len(one.checks) - same - absent
        yield message("checks", count=len(one.checks), same=same, other=other, absent=absent)
    if one.status != one.status_now:
        yield message("status", then=message(f"status_{one.status}"), now=message(f"status_{one.status_now}"))
    elif one.verification != one.verification_now:
        then, now = (message(f"verification_{name}") for name in (one.verification, one.verification_now))
        yield message("verification", then=then, now=now)


def _shown(lines: Sequence[str]) -> str:
    """Put lines together without what could steer a terminal: receipts and remarks may come from anybody."""
    safe = (
        "".join(" " if unicodedata.category(character) == "Cc" else character for character in line) for line in lines
    )
    return "\n".join(safe) + "\n"


def _figure(figure: FigureReplay) -> str:
    now = message("figure_now", now=figure.now, unit=figure.unit) if figure.now else ""
    reason = f"（{figure.reason}）" if figure.reason else ""
    tail = f"：{message(figure.outcome)}{now}{reason}"
    return message(
        "figure", mark=_MARKS[figure.outcome], label=figure.label, value=figure.value, unit=figure.unit, tail=tail
    )


def feedback_text(given: Sequence[Feedback]) -> str:
    """List feedback, oldest first, with how often each verdict was given."""
    if not given:
        return message("no_feedback") + "\n"
    lines = [line for one in given for line in (*_feedback(one), "")]
    counts = Counter(one.verdict for one in given)
    told = "，".join(f"{message(verdict)} {count}" for verdict, count in counts.most_common())
    lines.append(message("feedback_total", count=len(given), counts=told))
    return _shown(lines)


def _feedback(one: Feedback) -> Iterator[str]:
    receipt = one.receipt
    verdict = message(one.verdict)
    yield message("feedback_line", given_at=one.given_at, verdict=verdict, question=" ← ".join(_asked(receipt)))
    yield message("feedback_answer", answer=" ".join(receipt.answer.answer.split())[:_SHOWN])
    if one.remark:
        yield message("feedback_remark", remark=" ".join(one.remark.split()))
    yield message("feedback_owner", owner=one.owner, digest=receipt.digest)


def _asked(receipt: Receipt) -> tuple[str, ...]:
    """The question, after it those before it, latest first."""
    return (receipt.question, *reversed(receipt.turns))
