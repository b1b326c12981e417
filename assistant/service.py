"""The assistant (问答服务): one function from a question and its conversation to a cited, verified answer."""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING, Final

from assistant.answer.draft import Draft
from assistant.answer.merge import merged
from assistant.answer.messages import message
from assistant.answer.model import Answer, Verification
from assistant.answer.work import Work
from assistant.dialogue import inherit
from assistant.execute.ledger import Ledger
from assistant.plan import Operation, Plan
from assistant.understand.question import MAX_LENGTH, Question, read_question
from assistant.understand.rules import make_plan, several
from assistant.understand.scope import documents
from assistant.verify.proof import operands_of, proofs, verify
from index.model.errors import IndexingError
from index.store.database import NothingLoadedError
from index.store.reader import Reader

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.answer.model import Status
    from assistant.settings import Settings
    from index.store.viewing import Viewer

_LOGGER = logging.getLogger(__name__)
_TURNS: Final = 8  # earlier questions that still count


class Assistant:
    """Answers questions over the index in force; holds no figures of its own.

    What it answers from is what `viewer` may see; without one, what the viewer of the context may.
    """

    def __init__(self, settings: Settings, viewer: Viewer | None = None) -> None:
        self._settings = settings
        self._reader = Reader(settings, viewer)

    def ask(self, question: str, turns: Sequence[str] = (), id: str | None = None) -> Answer:  # noqa: A002 - the contract's word
        """Answer a question; `turns` are the user's earlier questions, oldest first. Never raises for a question."""
        started = time.perf_counter()
        try:
            answer = self._answer(question, turns)
        except Exception as error:  # a question must not end the conversation; the log has the trace
            _LOGGER.exception("question failed")
            text = message("failed", reason=type(error).__name__)
            answer = Answer(question=question[:MAX_LENGTH], status="error", answer=text)
        elapsed = round((time.perf_counter() - started) * 1000, 1)
        return answer.model_copy(update={"id": id, "elapsed_ms": elapsed})

    def _answer(self, asked: str, turns: Sequence[str]) -> Answer:
        question = read_question(asked)
        if question.too_long:
            return Answer(question=question.asked, status="error", answer=message("too_long", limit=MAX_LENGTH))
        if not question.text:
            key = "tampering" if question.tampering else "empty"
            text = message(key, **({} if question.tampering else {"examples": message("examples")}))
            return Answer(question=asked, status="out_of_scope", answer=text)
        try:
            with self._reader.connection() as connection:
                ledger = Ledger(connection)
                if not ledger.sources:
                    return Answer(question=asked, status="not_found", answer=message("no_documents"))
                plans = self._plans(ledger, question, turns)
                answers = [self._execute(Ledger(connection), plan, question) for plan in plans]
                return answers[0] if len(answers) == 1 else merged(question.asked, answers)
        except NothingLoadedError:
            return Answer(question=asked, status="not_found", answer=message("no_documents"))
        except IndexingError as error:
            return Answer(question=asked, status="error", answer=str(error))

    def _plans(self, ledger: Ledger, question: Question, turns: Sequence[str]) -> list[Plan]:
        """The plans of a question, one for each that it puts; each inherits from those before it."""
        earlier: list[Plan] = []
        for turn in turns[-_TURNS:]:
            told = read_question(turn)
            if told.text and not told.too_long:
                earlier.append(inherit(make_plan(ledger, told, alone=not earlier), earlier))
        first = len(earlier)
        for part in several(ledger, question):
            earlier.append(inherit(make_plan(ledger, part, alone=not earlier), earlier))
        return earlier[first:]

    def _execute(self, ledger: Ledger, plan: Plan, question: Question) -> Answer:
        from assistant.answer.route import route  # noqa: PLC0415 - the answering modules

        draft = Draft(question.asked)
        work = Work(ledger, plan, self._settings, draft, tuple(documents(ledger, plan.selection)))
        status: Status = route(work, tampering=question.tampering)
        found = proofs(ledger, draft.entries)
        own = plan.operation in (Operation.VERIFY, Operation.COMPOSITION) and bool(draft.checks)
        verification = verify(
            found, draft.entries, draft.checks, draft.cited,
            lambda shown: operands_of(ledger, shown, draft.operand_of), only_own=own,
        )  # fmt: skip
        if draft.unsure and verification.status != "mismatch":
            verification = verification.model_copy(update={"status": "unverified"})
        if status != "answered":
            draft.withdraw()  # what was found beside an open question is context
            verification = Verification()
        elif draft.figures:
            key = "recognised" if draft.recognised and verification.status == "unverified" else verification.status
            draft.say(message(key, count=len(verification.checks)))
        elif draft.recognised:
            draft.say(message("recognised_text"))
        answer = draft.finish(status, verification)
        return answer.model_copy(
            update={"plan": plan.model_dump(mode="json"), "sql": "\n".join(dict.fromkeys(ledger.statements))}
        )
