"""Putting an answer into other words, or into English (改写、翻译): line by line, each checked, else left as it is."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from assistant.llm.proposal import Wording
from assistant.llm.wording.claims import objection
from assistant.llm.wording.tokens import masked_lines

if TYPE_CHECKING:
    from assistant.answer.model import Answer
    from assistant.llm.session import Session

_MOST_LINES: Final = 30  # of an answer that is put in other words; lists longer than this are left alone


def reworded(session: Session, answer: Answer, *, english: bool = False) -> Answer:
    """The answer with those lines in other words (in English) that claim what the template claims."""
    lines = masked_lines(answer, every=english)
    if not 0 < len(lines) <= _MOST_LINES:
        return answer
    given = json.dumps([{"line": one.number, "text": one.text} for one in lines], ensure_ascii=False)
    prompt = "translate" if english else "write"
    reply = session.ask(prompt, Wording, given)
    if reply is None:
        return answer
    by_number = {one.number: one for one in lines}
    texts = answer.answer.split("\n\n")
    objections: list[str] = []
    for line in reply.lines:
        template = by_number.pop(line.line, None)
        reason = "no such line" if template is None else objection(template, line.text, translated=english)
        if template is None or reason:
            objections.append(reason)
        elif line.text.strip() != template.text:
            texts[template.number - 1] = template.fill(line.text.strip())
            session.trace.took(prompt)
    session.trace.judged(prompt, "taken" if not objections else f"left: {', '.join(sorted(set(objections)))}")
    return answer.model_copy(update={"answer": "\n\n".join(texts)})
