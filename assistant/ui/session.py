"""One visitor's conversation (对话): its answers, the messages to show, and asking the next question."""

from __future__ import annotations

import logging
import time
from asyncio import Queue, get_running_loop, wait_for
from contextlib import suppress
from contextvars import copy_context
from dataclasses import dataclass, replace
from threading import Thread
from typing import TYPE_CHECKING, Any, NamedTuple

from assistant.answer.model import Answer
from assistant.progress import Step, following
from assistant.records.receipt import Receipt, make_receipt
from assistant.ui import markup
from assistant.ui.labels import label
from index.store.reader import one_state

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, AsyncIterator, Callable, Sequence

    from assistant.ui.ports import Asks

_LOG = logging.getLogger(__name__)
Message = dict[str, str]
QUICK_SECONDS = 0.2  # what is answered sooner needs no word of what is being done
MOMENT = 0.05  # what is seen of an answer this soon after it is shown together with it


@dataclass(frozen=True, slots=True, eq=False)
class Conversation:
    """The answers so far, oldest first; it belongs to one browser page and is shared with nobody.

    `chosen` is the number of the answer (0-based) whose evidence is looked at; None for the latest. `receipts` are
    those of the answers; `id` is the one under which the conversation is kept, "" where it is not; `found_by` are the
    words of the search that it was opened from.
    """

    answers: tuple[Answer, ...] = ()
    chosen: int | None = None
    receipts: tuple[Receipt, ...] = ()
    id: str = ""
    found_by: str = ""

    @property
    def turn(self) -> int:
        """The number of the answer that is looked at; -1 where there is none."""
        last = len(self.answers) - 1
        return last if self.chosen is None else min(self.chosen, last)

    @property
    def answer(self) -> Answer | None:
        """The answer that is looked at."""
        return self.answers[self.turn] if self.answers else None

    @property
    def receipt(self) -> Receipt | None:
        """The receipt of the answer that is looked at."""
        return self.receipts[self.turn] if self.receipts else None

    @property
    def turns(self) -> list[str]:
        """The questions so far, oldest first."""
        return [answer.question for answer in self.answers]


def ask(assistant: Asks, question: str, conversation: Conversation) -> Conversation:
    """Ask `question` in the conversation; whatever goes wrong becomes an answer that says so."""
    answer = _answer(assistant, question, conversation).model_copy(update={"question": question})
    receipt = make_receipt(answer, conversation.turns)
    answers, receipts = (*conversation.answers, answer), (*conversation.receipts, receipt)
    return replace(conversation, answers=answers, receipts=receipts, chosen=None, found_by="")


class News(NamedTuple):
    """What is heard while a question is worked on: what is done now, then the conversation, then what is seen of it."""

    step: Step | None = None
    conversation: Conversation | None = None
    seen: list[Any] | None = None


async def asking(ask_it: Callable[[], Conversation], look: Callable[[Conversation], list[Any]]) -> AsyncGenerator[News]:
    """Ask and look, and tell what is being done if it takes a while.

    Closing the iterator gives the question up: what is still done for it is not heard of any more.
    """
    told: Queue[Any] = Queue()
    loop, patience = get_running_loop(), time.monotonic() + QUICK_SECONDS
    steps: list[Step] = []

    def tell(news: Any) -> None:
        with suppress(RuntimeError):  # the page's server has ended meanwhile
            loop.call_soon_threadsafe(told.put_nowait, news)

    def note(step: Step) -> None:
        steps.append(step)
        if time.monotonic() > patience:  # nobody is woken by what is not shown
            tell(step)

    def work() -> None:
        try:
            with one_state():
                with following(note):
                    conversation = ask_it()
                tell(conversation)
                tell(look(conversation))
        except Exception as error:  # noqa: BLE001 - it is raised where it is waited for
            tell(error)

    # in a thread of its own, which sees the visitor and the language of this one
    Thread(target=copy_context().run, args=(work,), daemon=True).start()
    async for step in _steps(told, steps, patience):
        if not isinstance(step, Conversation):
            yield News(step)
            continue
        seen = await _heard(told, MOMENT)
        yield News(conversation=step, seen=seen)
        if seen is None:
            yield News(seen=await _heard(told))


async def _steps(told: Queue[Any], steps: Sequence[Step], patience: float) -> AsyncIterator[Step | Conversation | None]:
    """The latest step when patience ends, every one after that, at last the conversation."""
    news = await _heard(told, max(0.0, patience - time.monotonic()))
    shown = -1
    while not isinstance(news, Conversation):
        if len(steps) > shown:
            shown = len(steps)
            yield steps[-1] if steps else None
        news = await _heard(told)
    yield news


async def _heard(told: Queue[Any], patience: float | None = None) -> Any:
    """What is told next; None when patience ends. Raise what went wrong."""
    try:
        news = await wait_for(told.get(), patience)
    except TimeoutError:
        return None
    if isinstance(news, Exception):
        raise news
    return news


def _answer(assistant: Asks, question: str, conversation: Conversation) -> Answer:
    try:
        return assistant.ask(question, conversation.turns)
    except Exception:  # noqa: BLE001 - the page must survive whatever a question meets; the log has the reason
        _LOG.exception("a question failed")
        return Answer(question=question, status="error", answer=label("failed"))


def reopened(receipts: Sequence[Receipt], number: str, found_by: str = "") -> Conversation:
    """A kept conversation as it was."""
    answers = tuple(receipt.answer.model_copy(update={"question": receipt.question}) for receipt in receipts)
    return Conversation(answers, receipts=tuple(receipts), id=number, found_by=found_by)


def messages(conversation: Conversation, pending: str = "", step: Step | None = None) -> list[Message]:
    """Return the messages of the conversation, and the question that waits for its answer, with what is being done."""
    shown: list[Message] = []
    for turn, answer in enumerate(conversation.answers):
        shown.append({"role": "user", "content": markup.question_markdown(answer.question)})
        shown.append({"role": "assistant", "content": _answer_message(answer, turn)})
    if pending:
        shown.append({"role": "user", "content": markup.question_markdown(pending)})
        shown.append({"role": "assistant", "content": _steps_message(step)})
    return shown


def _steps_message(step: Step | None) -> str:
    """Say what has been done, what is being done and what comes after it."""
    if step is None:
        return f'<span class="steps">{label("searching")}</span>'
    at = list(Step).index(step)
    states = ["done"] * at + ["now"] + ["next"] * (len(Step) - at - 1)
    words = [f'<span class="{state}">{label(f"step_{one}")}</span>' for one, state in zip(Step, states, strict=True)]
    return f'<span class="steps">{"".join(words)}</span>'


def _answer_message(answer: Answer, turn: int) -> str:
    content = markup.answer_markdown(answer.answer, turn, frozenset(one.number for one in answer.citations))
    if answer.status == "answered" and answer.figures:
        status = answer.verification.status
        content += f'\n\n<span class="badge {status}">{label(f"badge_{status}")}</span>'
    parts = [label(f"model_{part}") for part in answer.trace.get("took_part", ())]
    if parts:
        content += f'\n\n<span class="badge unverified">{label("model", parts="、".join(parts))}</span>'
    return content


def turn_of_message(index: int) -> int:
    """Return the number of the answer (0-based) that the message at `index` belongs to: two messages a turn."""
    return index // 2
