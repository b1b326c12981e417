"""The model beside the rules (语言模型的位置): when it is asked, and what is made of what it says.

The rules answer first. The model may have the question read otherwise where they are in doubt, under three rules:
figures that the rules found are never replaced, only set beside another reading and asked back; where they found none,
a reading is taken only when every word of the question bears it out; a name that only the model can explain is asked
back. After that it may put the answer into other words around the figures.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.answer.merge import merged
from assistant.answer.messages import message
from assistant.answer.model import Verification
from assistant.llm.certainty import doubts
from assistant.llm.client import Client
from assistant.llm.deadline import Deadline
from assistant.llm.errors import ModelError
from assistant.llm.planner import Linked, UnlinkedError, is_asked_for, is_same_question, link_proposal
from assistant.llm.proposal import Proposal
from assistant.llm.reading import read
from assistant.llm.rewrite import rewrite
from assistant.llm.select.formula import NoFormulaError
from assistant.llm.select.guard import UnsafeSelectError
from assistant.llm.select.licence import UnlicensedError
from assistant.llm.select.run import SelectFailedError
from assistant.llm.select.views import VIEWS
from assistant.llm.session import Session
from assistant.llm.summary import summarise
from assistant.llm.trace import Trace
from assistant.llm.wishes import wants_summary
from assistant.llm.wording.digest import with_digest
from assistant.llm.wording.write import reworded
from assistant.understand.question import read_question
from assistant.understand.rules import make_plan

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from assistant.answer.model import Answer, Figure
    from assistant.execute.ledger import Ledger
    from assistant.llm.reading import Reading
    from assistant.plan import Plan
    from assistant.settings import Settings
    from assistant.understand.question import Question

_LOGGER = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Hearing:
    """A question as the rules heard it, and the means to hear it otherwise."""

    ledger: Ledger
    question: Question
    turns: tuple[str, ...]
    plans: tuple[Plan, ...]
    execute: Callable[[Plan], Answer]
    earlier: Callable[[], list[Answer]]  # the rules' answers to the turns
    english: bool = False  # whether the answer is wanted in English


class Companion:
    """A language model beside the rules."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._client = Client(settings)

    def attend(self, hearing: Hearing, answer: Answer) -> Answer:
        """The answer with the model's part in it; the rules' own where the model has none."""
        trace = Trace(self._client.name)
        try:
            self._client.prepare()
        except ModelError as error:
            trace.failure = str(error)
            return self._signed(answer, trace)
        session = Session(self._client, Deadline.after(self._settings.llm_seconds), trace)
        try:
            answer = self._improved(session, hearing, answer)
        except Exception:  # whatever a model says, the rules' answer stands; the log has the trace
            _LOGGER.exception("a reply could not be used")
            trace.judged("reply", "could not be used")
        return self._signed(answer, trace)

    def _improved(self, session: Session, hearing: Hearing, answer: Answer) -> Answer:
        """The answer after the model was heard on the question and on the words."""
        if hearing.turns and wants_summary(hearing.question.text):
            answer = summarise(hearing.question.asked, hearing.earlier()) or answer
        elif len(hearing.plans) == 1:
            answer = _reread(session, hearing, hearing.plans[0], answer)
            answer = with_digest(session, answer)
        if hearing.english or answer.status == "answered":
            answer = reworded(session, answer, english=hearing.english)
        return answer

    def _signed(self, answer: Answer, trace: Trace) -> Answer:
        """The answer with its trace, and with a note where the endpoint failed."""
        text = answer.answer
        if trace.failure and not trace.took_part:
            text = f"{text}\n\n{message('model_failed', reason=trace.failure)}"
        return answer.model_copy(update={"answer": text, "trace": trace.record(self._client.method)})


def _reread(session: Session, hearing: Hearing, plan: Plan, answer: Answer) -> Answer:
    """Have the model read the question where the rules are in doubt."""
    reading = read(hearing.ledger, hearing.question.text)
    found = doubts(reading, plan, answer)
    session.trace.doubts = tuple(doubt.value for doubt in found)
    if not found:
        return answer
    if hearing.turns:
        return _reread_follow_up(session, hearing, answer)
    return _proposed(session, hearing, reading, plan, answer)


def _reread_follow_up(session: Session, hearing: Hearing, answer: Answer) -> Answer:
    """A follow-up put as a question of its own; the rules must be certain of that, or the model reads it."""
    text = rewrite(session, hearing.question.text, hearing.turns)
    told = read_question(text) if text else None
    if told is None or not told.text or told.tampering or told.too_long:
        return answer
    plan = make_plan(hearing.ledger, told)
    reading = read(hearing.ledger, told.text)
    own = hearing.execute(plan)
    if not doubts(reading, plan, own):
        return _weighed(session, answer, own, "rewrite")
    if own.figures or answer.figures:
        return answer
    return _proposed(session, hearing, reading, plan, answer)


def _proposed(session: Session, hearing: Hearing, reading: Reading, plan: Plan, answer: Answer) -> Answer:
    proposal = session.ask(
        "plan", Proposal, reading.text,
        names="、".join(target.text for target in reading.targets) or "（无）",
        words="、".join(reading.words) or reading.rest or "（无）",
        years="、".join(map(str, reading.selection.years)) or "（没有说）",
        views=_views_text(),
    )  # fmt: skip
    if proposal is None or proposal.operation == "none":
        return answer
    if proposal.operation == "select":
        return _by_select(session, hearing, reading, proposal.sql, answer)
    try:
        linked = link_proposal(hearing.ledger, reading, plan, proposal)
    except UnlinkedError as error:
        session.trace.judged("plan", error.reason)
        return answer
    return _by_plan(session, hearing, reading, linked, answer)


def _by_select(session: Session, hearing: Hearing, reading: Reading, sql: str, answer: Answer) -> Answer:
    from assistant.llm.select.answer import answer_by_select  # noqa: PLC0415 - few questions need it

    try:
        own = answer_by_select(hearing.ledger, reading, hearing.question.asked, sql)
    except (UnsafeSelectError, UnlicensedError, NoFormulaError, SelectFailedError) as error:
        session.trace.judged("select", error.reason)
        return answer
    return _weighed(session, answer, own, "select")


def _by_plan(session: Session, hearing: Hearing, reading: Reading, linked: Linked, answer: Answer) -> Answer:
    if linked.interpreted:
        return _asked_back(session, hearing, linked, answer)
    if not is_asked_for(reading, linked.plan):
        session.trace.judged("plan", "not what the words ask for")
        return answer
    if is_same_question(linked.rules, linked.plan):
        session.trace.judged("plan", "as the rules")
        return answer.model_copy(update={"planner": "rules+model"})
    return _weighed(session, answer, hearing.execute(linked.plan), "plan")


def _weighed(session: Session, answer: Answer, own: Answer, part: str) -> Answer:
    """The rules' answer beside the one by the model's reading: taken, confirmed, or both asked back."""
    if own.status != "answered" or not own.figures:
        session.trace.judged(part, "found nothing")
        return answer
    if not answer.figures:
        if answer.supporting and answer.status == "clarify" and not _adds(answer.supporting, own.figures):
            session.trace.judged(part, "one of several that were asked back")
            return answer
        session.trace.judged(part, "taken")
        session.trace.took(part)
        return own.model_copy(update={"planner": "model"})
    worked_out = [figure for figure in answer.figures if figure.derived]  # beside what it is worked out from
    if _worths(own.figures) in (_worths(answer.figures), _worths(worked_out)):
        session.trace.judged(part, "as the rules")
        return answer.model_copy(update={"planner": "rules+model"})
    session.trace.judged(part, "another reading")
    session.trace.took(part)
    return _both(answer, own)


def _adds(shown: Sequence[Figure], figures: Sequence[Figure]) -> bool:
    """Whether there is a figure that was not among those shown to choose from."""
    return not _worths(figures) <= _worths(shown)


def _worths(figures: Sequence[Figure]) -> set[tuple[str, str]]:
    return {(figure.yuan or figure.value, "" if figure.yuan else figure.unit) for figure in figures}


def _both(answer: Answer, own: Answer) -> Answer:
    """Ask back: both readings, each with its figures."""
    told = [
        one.model_copy(update={"answer": f"{message('reading', number=number)}\n\n{one.answer}"})
        for number, one in enumerate((answer, own), start=1)
    ]
    both = merged(answer.question, told)
    update = {
        "status": "clarify", "answer": f"{message('two_readings')}\n\n{both.answer}", "figures": [],
        "supporting": [*both.figures, *both.supporting], "verification": Verification(), "planner": "rules+model",
    }  # fmt: skip
    return both.model_copy(update=update)


def _asked_back(session: Session, hearing: Hearing, linked: Linked, answer: Answer) -> Answer:
    """What words may mean that only the model explains: asked back with the figure, never asserted."""
    if answer.figures or answer.status not in ("not_found", "out_of_scope"):
        session.trace.judged("plan", "the rules have an answer")
        return answer
    own = hearing.execute(linked.plan)
    if own.status != "answered" or not own.figures:
        session.trace.judged("plan", "found nothing")
        return answer
    session.trace.judged("plan", "asked back")
    session.trace.took("plan")
    words = "、".join(linked.words)
    names = "、".join(target.text for target in linked.interpreted)
    update = {
        "status": "clarify", "answer": f"{message('did_you_mean', words=words, names=names)}\n\n{own.answer}",
        "figures": [], "supporting": [*own.figures, *own.supporting], "verification": Verification(),
        "planner": "model",
    }  # fmt: skip
    return own.model_copy(update=update)


def _views_text() -> str:
    lines = []
    for name, columns in VIEWS.items():
        lines.append(f"{name}（" + "；".join(f"{column} {meaning}" for column, meaning in columns.items()) + "）")
    return "\n".join(lines)
