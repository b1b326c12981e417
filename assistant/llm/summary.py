"""A summary of the conversation (对话小结): the figures of its answers once more, each with its citations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.answer.merge import merged
from assistant.answer.messages import message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.answer.model import Answer, Figure


def summarise(question: str, answers: Sequence[Answer]) -> Answer | None:
    """One answer with the figures of those given before, None where they had none."""
    told = [answer for answer in answers if answer.status == "answered" and answer.figures]
    if not told:
        return None
    lines = [one.model_copy(update={"answer": _lines(one)}) for one in told]
    whole = merged(question, lines)
    return whole.model_copy(
        update={"answer": f"{message('summary_head')}\n\n{whole.answer}", "plan": {"operation": "summary"}}
    )


def _lines(answer: Answer) -> str:
    return "\n\n".join(_line(figure) for figure in answer.figures)


def _line(figure: Figure) -> str:
    who = f"{figure.organization}{figure.year}年{figure.kind}：" if figure.organization and figure.year else ""
    marks = "".join(f"[{number}]" for number in figure.citations[:6])
    return message("figure", who=who, label=figure.label, figure=f"**{figure.value}{figure.unit}**{marks}", stands="")
