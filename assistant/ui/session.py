"""One visitor's conversation (对话): its answers, the messages to show, and asking the next question."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.answer.model import Answer
from assistant.ui import markup
from assistant.ui.labels import label

if TYPE_CHECKING:
    from assistant.ui.ports import Asks

_LOG = logging.getLogger(__name__)
Message = dict[str, str]


@dataclass(frozen=True, slots=True, eq=False)
class Conversation:
    """The answers so far, oldest first; it belongs to one browser page and is shared with nobody.

    `chosen` is the number of the answer (0-based) whose evidence is looked at; None for the latest.
    """

    answers: tuple[Answer, ...] = ()
    chosen: int | None = None

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
    def turns(self) -> list[str]:
        """The questions so far, oldest first."""
        return [answer.question for answer in self.answers]


def ask(assistant: Asks, question: str, conversation: Conversation) -> Conversation:
    """Ask `question` in the conversation; whatever goes wrong becomes an answer that says so."""
    try:
        answer = assistant.ask(question, conversation.turns)
    except Exception:  # noqa: BLE001 - the page must survive whatever a question meets; the log has the reason
        _LOG.exception("a question failed")
        answer = Answer(question=question, status="error", answer=label("failed"))
    return Conversation((*conversation.answers, answer.model_copy(update={"question": question})))


def messages(conversation: Conversation, pending: str = "") -> list[Message]:
    """Return the messages of the conversation, and the question that waits for its answer."""
    shown: list[Message] = []
    for turn, answer in enumerate(conversation.answers):
        shown.append({"role": "user", "content": markup.question_markdown(answer.question)})
        shown.append({"role": "assistant", "content": _answer_message(answer, turn)})
    if pending:
        shown.append({"role": "user", "content": markup.question_markdown(pending)})
        shown.append({"role": "assistant", "content": label("searching")})
    return shown


def _answer_message(answer: Answer, turn: int) -> str:
    content = markup.answer_markdown(answer.answer, turn, {citation.number for citation in answer.citations})
    if answer.status == "answered" and answer.figures:
        status = answer.verification.status
        content += f'\n\n<span class="badge {status}">{label(f"badge_{status}")}</span>'
    return content


def turn_of_message(index: int) -> int:
    """Return the number of the answer (0-based) that the message at `index` belongs to: two messages a turn."""
    return index // 2
