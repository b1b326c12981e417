"""The assistant (问答服务): one function from a question and its conversation to a cited, verified answer."""

from __future__ import annotations

import logging
import time
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from assistant.answer.draft import Draft
from assistant.answer.finish import finish
from assistant.answer.merge import merged
from assistant.answer.messages import message
from assistant.answer.model import Answer
from assistant.answer.sources import say_sources
from assistant.answer.work import Work
from assistant.conversation.clauses import (
    apart_in_text,
    each_answered,
    keeps,
    left_by_the_whole,
    once,
    others_answered,
    parts_asked,
    shares_of_the_first,
    untold,
)
from assistant.conversation.covered import covered
from assistant.conversation.dialogue import WORKED_OUT, going_on, inherit, planned
from assistant.conversation.gap_share import share_of_gap
from assistant.conversation.heard import attended
from assistant.conversation.of_bodies import of_bodies
from assistant.conversation.one_by_one import unanswerable
from assistant.conversation.place import of_another, of_each_body, of_loaded_kind
from assistant.conversation.pointing import of_pair, of_places, plainly, returned, since_list
from assistant.conversation.standing import stands_for_itself
from assistant.conversation.winner import (
    asked_of_extremes,
    asked_of_first_two,
    asked_of_places,
    asked_of_two,
    asked_of_winner,
    at_next_place,
    extreme_asked,
    extremes_asked,
    extremes_of_run,
    first_two_asked,
    last_place,
    leading_share,
    of_the_winner,
    of_two_asked,
    refers_to_winner,
    speaks_of_places,
    speaks_of_winner,
)
from assistant.execute.ledger import Ledger
from assistant.plan import Operation, Plan
from assistant.progress import Step, tell
from assistant.understand.question import MAX_LENGTH, Question, read_question
from assistant.understand.rules import make_plan, several
from assistant.understand.scoping.scope import documents
from assistant.understand.words import asked
from index.model.errors import IndexingError
from index.store.database import NothingLoadedError
from index.store.reader import Reader
from index.store.viewing import current_viewer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from assistant.answer.model import Status
    from assistant.llm.companion import Companion, Hearing
    from assistant.settings import Settings
    from index.store.viewing import Viewer

_LOGGER = logging.getLogger(__name__)
_LISTED: Final = 20  # places of a list that a later question may speak of
_TURNS: Final = 8  # earlier questions that still count


def _no_question(question: Question) -> Answer:
    """The answer to a text that asks nothing: too long, empty, or nothing but orders."""
    if question.too_long:
        return Answer(question=question.asked, status="error", answer=message("too_long", limit=MAX_LENGTH))
    text = message("tampering") if question.tampering else message("empty", examples=message("examples"))
    return Answer(question=question.asked, status="out_of_scope", answer=text)


def _long_enough(listed: Plan, text: str) -> Plan:
    """第四项, of a list of which three were asked for: the same list, longer."""
    return listed.model_copy(update={"top": _LISTED}) if listed.top and last_place(text) > listed.top else listed


def _companion(settings: Settings) -> Companion | None:
    """The language model beside the rules, None where none is set."""
    if not settings.llm:
        return None
    from assistant.llm.companion import Companion  # noqa: PLC0415 - only where a model is set

    return Companion(settings)


class Assistant:
    """Answers questions over the index in force; holds no figures of its own.

    What it answers from is what `viewer` may see; without one, what the viewer of the context may.
    """

    def __init__(self, settings: Settings, viewer: Viewer | None = None) -> None:
        self._settings = settings
        self._reader = Reader(settings, viewer)
        self._companion = _companion(settings)

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
        if self._companion is None:
            return self._by_rules(asked, turns)
        from assistant.llm.wishes import without_english  # noqa: PLC0415 - only where a model is set

        plain, english = without_english(asked)
        answer = self._by_rules(plain, turns, self._companion, english=english)
        return answer.model_copy(update={"question": asked[:MAX_LENGTH]})

    def _by_rules(
        self, asked: str, turns: Sequence[str], companion: Companion | None = None, *, english: bool = False
    ) -> Answer:
        """The rules' answer, with a language model's part in it where one is given."""
        question = read_question(asked)
        if question.too_long or not question.text:
            return _no_question(question)
        try:
            with self._reader.connection() as connection:
                ledger = Ledger(connection)
                if not ledger.sources:
                    return Answer(question=asked, status="not_found", answer=message("no_documents"))
                tell(Step.UNDERSTAND)
                earlier, plans = self._plans(ledger, question, turns)
                answers = [
                    self._whole(connection, plan, question, [*earlier, *plans[:number]])
                    for number, plan in enumerate(plans)
                ]
                answer = answers[0] if len(answers) == 1 else once(merged(question.asked, answers))
                if turns and len(plans) == 1:
                    said = replace(question, text=plainly(question.text, earlier))
                    answer = attended(said.text, planned(ledger, said, earlier), plans[0], earlier, answer)
                if companion is None or question.tampering:
                    return answer
                return companion.attend(self._hearing(connection, question, turns, plans, english=english), answer)
        except NothingLoadedError:
            return Answer(question=asked, status="not_found", answer=message("no_documents"))
        except IndexingError as error:
            told = str(error) if current_viewer().everything else error.told  # only the command line sees everything
            return Answer(question=asked, status="error", answer=told)

    def _hearing(
        self, connection: Connection, question: Question, turns: Sequence[str], plans: list[Plan], *, english: bool
    ) -> Hearing:
        """The question as the rules heard it, for a language model to hear it too."""
        from assistant.llm.companion import Hearing  # noqa: PLC0415 - only where a model is set

        last = tuple(turns[-_TURNS:])

        def execute(plan: Plan) -> Answer:
            return self._execute(Ledger(connection), plan, question)

        def earlier() -> list[Answer]:
            return [self._by_rules(turn, last[:number]) for number, turn in enumerate(last)]

        return Hearing(Ledger(connection), question, last, tuple(plans), execute, earlier, english)

    def _plans(self, ledger: Ledger, question: Question, turns: Sequence[str]) -> tuple[list[Plan], list[Plan]]:
        """The plans of the questions before and of those that a question puts; each inherits from those before it."""
        earlier: list[Plan] = []
        for turn in turns[-_TURNS:]:
            told = read_question(turn)
            if told.text and not told.too_long:
                plan = of_each_body(ledger, self._next(ledger, told, earlier))
                earlier += self._shares_apart(ledger, told, plan, earlier)
        first = len(earlier)
        for part in several(question):
            earlier.append(self._next(ledger, part, earlier))
        return earlier[:first], earlier[first:]

    def _shares_apart(self, ledger: Ledger, question: Question, plan: Plan, earlier: Sequence[Plan]) -> list[Plan]:
        """基本工资占多少，绩效工资占多少 as two questions, of which a later one may take the shares together."""
        chain = [*earlier]
        for part in parts_asked(plan.question) if plan.operation is Operation.RATIO else []:
            chain.append(going_on(ledger, replace(question, text=part), chain))
        parts = chain[len(earlier) :]
        apart = len(parts) > 1 and all(one.operation is Operation.RATIO and len(one.targets) == 1 for one in parts)
        return parts if apart and len({one.targets[0].names for one in parts}) == len(parts) else [plan]

    def _next(self, ledger: Ledger, question: Question, earlier: Sequence[Plan]) -> Plan:
        """The plan of a question that goes on from earlier ones, also from what came first in an order."""
        if earlier and stands_for_itself(own := make_plan(ledger, question), earlier[-1]):
            return of_another(ledger, own, earlier[-1])
        if earlier:
            question = replace(question, text=of_bodies(plainly(question.text, earlier), earlier))
        question, earlier = returned(ledger, question, earlier)
        question = replace(question, text=of_pair(ledger, of_places(question.text, earlier), earlier))
        own = planned(ledger, question, earlier)
        if len(earlier) > 1 and (text := at_next_place(own, earlier)):
            return self._of_next_place(ledger, replace(question, text=text), own, earlier)
        earlier = since_list(question.text, own, earlier)
        if earlier and (extreme := extreme_asked(question.text, earlier[-1])) is not None:
            ranked, rest = extreme
            text = asked_of_winner(rest, ranked, self._execute(ledger, ranked, question))
            if text != rest:
                return inherit(planned(ledger, replace(question, text=text), earlier), earlier)
        if (split := leading_share(question.text))[0]:
            order = going_on(ledger, replace(question, text=split[0]), earlier)
            if order.operation is Operation.RANK and not order.across:
                return self._next(ledger, replace(question, text=split[1]), [*earlier, order])
        if earlier and (listed := self._of_list(ledger, question, own, earlier)) is not None:
            return listed
        return going_on(ledger, question, earlier)

    def _of_list(self, ledger: Ledger, question: Question, own: Plan, earlier: Sequence[Plan]) -> Plan | None:
        """The plan of what is asked of places of the list before, or of what came first in it; None for others."""
        last, text = earlier[-1], question.text
        if (two := first_two_asked(text, last)) is not None:
            named = asked_of_first_two(text, self._execute(ledger, two, question))
        elif (order := extremes_asked(text, last) or extremes_of_run(text, own, earlier)) is not None:
            named = asked_of_extremes(text, self._execute(ledger, order, question))
        elif of_two_asked(text, last):
            named = asked_of_two(text, self._execute(ledger, last, question))
        elif speaks_of_places(own, last):
            named = asked_of_places(text, self._execute(ledger, _long_enough(last, text), question))
        elif speaks_of_winner(own, last):
            named = asked_of_winner(text, last, self._execute(ledger, last, question))
        else:
            return None
        if named == text:  # 花完了吗, of several that were listed: nothing is meant of all there is
            return unanswerable(own, last) if last.operation is Operation.FILTER and asked.OVERRUN(text) else None
        own = planned(ledger, replace(question, text=named), earlier)
        of_place = of_loaded_kind(ledger, own, inherit(own, earlier), earlier[-1].selection)
        return of_place.model_copy(update={"placed": True})

    def _of_next_place(self, ledger: Ledger, question: Question, own: Plan, earlier: Sequence[Plan]) -> Plan:
        """The plan of what was asked of one place of a list, asked of another place of it."""
        longer = earlier[-2].model_copy(update={"top": _LISTED} if earlier[-2].top else {})
        named = asked_of_places(question.text, self._execute(ledger, longer, question))
        if named == question.text:  # the list has no such place
            update = {"targets": (), "words": (own.question,), "selection": earlier[-1].selection}
            return own.model_copy(update=update)
        return inherit(planned(ledger, replace(question, text=named), earlier), earlier)

    def _whole(self, connection: Connection, plan: Plan, question: Question, earlier: Sequence[Plan]) -> Answer:
        """The answer to a plan; part by part where it leaves out a part of its question."""
        answer = self._execute(Ledger(connection), plan, question)
        asked, of_winner = self._parts(connection, plan, question, earlier)
        apart = of_winner or shares_of_the_first(plan, asked)
        if not apart and all(covered(one, answer) for one in asked):
            return answer
        parts = [self._execute(Ledger(connection), one, question) for one in asked]
        first = asked[0].operation in (Operation.CHANGE, Operation.SUM) and not covered(asked[0], answer)
        first = first and all(part.status == "answered" for part in parts)
        better = parts[0].status == "answered" and (apart or first or keeps(parts, answer))
        better = better or each_answered(asked, parts, answer)
        better = better or (answer.status == "not_found" and others_answered(asked, parts))
        parts = self._attended(connection, plan, question, (asked, parts), earlier) if better else parts
        told = parts if better else [*left_by_the_whole(asked, parts, answer), answer]
        whole = once(merged(question.asked, apart_in_text(told))) if len(told) > 1 else answer
        if not better and (left := untold(plan.question, asked, parts, answer)):
            text = message("parts_left", parts="、".join(f"“{one}”" for one in left))
            return whole.model_copy(update={"answer": f"{whole.answer}\n\n{text}"})
        return whole

    def _attended(
        self,
        connection: Connection,
        plan: Plan,
        question: Question,
        told: tuple[Sequence[Plan], Sequence[Answer]],
        earlier: Sequence[Plan],
    ) -> list[Answer]:
        """The answers to the parts of a question, with a note where one tells but what was told before it."""
        (asked, parts), texts = told, parts_asked(plan.question)
        found = list(parts[:1])
        for number, (text, one, part) in enumerate(zip(texts[1:], asked[1:], parts[1:], strict=True), 1):
            if keeps(parts[:number], part):
                before = [*earlier, *asked[:number]]
                own = planned(Ledger(connection), replace(question, text=text), before)
                part = attended(text, own, one, before, part)  # noqa: PLW2901 - the same, with its note
            found.append(part)
        return found

    def _parts(
        self, connection: Connection, plan: Plan, question: Question, earlier: Sequence[Plan]
    ) -> tuple[list[Plan], bool]:
        """The plans of the parts of a question, each inheriting from those before it; whether one is of a winner."""
        chain, of_winner, parts = list(earlier), False, parts_asked(plan.question)
        for number, part in enumerate(parts, 1):
            said = replace(question, text=plainly(part, chain) if chain else part)
            own = make_plan(Ledger(connection), said, alone=not chain)
            goes_on = len(chain) > len(earlier)
            if goes_on and (share := share_of_gap(part, chain[-1])) is not None:
                chain.append(share)
                continue
            if goes_on and speaks_of_places(own, chain[-1]):  # 前三名各多少，合计占几成
                named = asked_of_places(part, self._execute(Ledger(connection), chain[-1], question))
                of_winner |= named != part
                said = replace(question, text=named)
            elif goes_on and refers_to_winner(own, chain[-1]):
                ranked = self._execute(Ledger(connection), chain[-1], question)
                named = plainly(of_the_winner(part, ranked, final=number == len(parts)), chain)
                of_winner |= named != part  # 多多少, of two: the difference is of both
                own = make_plan(Ledger(connection), replace(question, text=named), alone=False)
                chain.append(inherit(own, chain))
                continue
            before = since_list(said.text, own, chain) if goes_on else chain
            if goes_on and leading_share(said.text)[0]:  # 最大的采购项目占几成
                chain.append(self._next(Ledger(connection), said, before))
                continue
            chain.append(going_on(Ledger(connection), said, before))
        return chain[len(earlier) :], of_winner

    def _execute(self, ledger: Ledger, plan: Plan, question: Question) -> Answer:
        from assistant.answer.lookups.two_amounts import both_quoted  # noqa: PLC0415 - as these
        from assistant.answer.route import route  # noqa: PLC0415 - the answering modules

        draft = Draft(question.asked)
        if (
            plan.units
            and plan.operation in WORKED_OUT
            and (asked.CONVERTED(question.text) or asked.IN_UNIT(question.text))
        ):
            draft.unit = plan.units[0]
        work = Work(ledger, plan, self._settings, draft, tuple(documents(ledger, plan.selection)))
        tell(Step.LOOK_UP)
        status: Status = both_quoted(work, route(work, tampering=question.tampering))
        tell(Step.CHECK)
        of_one = draft.told and len(plan.targets) < 2  # noqa: PLR2004 - a sum is checked by itself
        own = plan.operation in (Operation.VERIFY, Operation.COMPOSITION) and bool(draft.checks) and not of_one
        if plan.sourced:
            say_sources(draft)
        answer = finish(ledger, draft, status, only_own=own)
        return answer.model_copy(update={"plan": plan.model_dump(mode="json")})
