"""A follow-up as a question of its own (追问改写): only words of the conversation, and all those of the follow-up."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from assistant.llm.proposal import Rewritten
from assistant.understand.linking.lexicon import leftover

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.llm.session import Session

_LONGEST: Final = 300
_POINTING: Final = re.compile(
    r"那么?|呢|它们?|其中|这个|那个|这|还有|再|上面|换成?|[的了吗吧啊？?，,。！!\s]|不对|我(?:问|说|指)的是"
)
# words of asking that a rewriting may add
_ASKING: Final = re.compile(r"是|为|有|多少|的|和|与|，|。|？|\?|、|呢|吗|什么|\s")


def rewrite(session: Session, question: str, turns: Sequence[str]) -> str | None:
    """The question with what it leaves out put in, None where the model gives none that can be trusted."""
    conversation = "\n".join([*(f"用户：{turn}" for turn in turns), f"最后一个问题：{question}"])
    reply = session.ask("rewrite", Rewritten, conversation)
    if reply is None:
        return None
    fitting = is_of_the_conversation(reply.question, question, turns)
    session.trace.judged("rewrite", "taken" if fitting else "words that were not said")
    return reply.question.strip() if fitting else None


def is_of_the_conversation(rewritten: str, question: str, turns: Sequence[str]) -> bool:
    """Whether a rewriting keeps all words of the question and adds none that was not said before."""
    if not 0 < len(rewritten) <= _LONGEST or "\n" in rewritten.strip():
        return False
    kept = [piece for piece in _POINTING.split(question) if piece]
    if any(piece not in rewritten for piece in kept):
        return False
    rest = rewritten
    for piece in sorted(kept, key=len, reverse=True):
        rest = rest.replace(piece, "，", 1)
    words = [piece for _, piece in leftover(_ASKING.sub("，", rest), ())]
    said = "\n".join((question, *turns))
    digits = set(re.findall(r"\d+", rewritten)) - set(re.findall(r"\d+", said))
    return not digits and all(_said(word, said) for word in words)


def _said(word: str, said: str) -> bool:
    """Whether a stretch of words was said, whole or cut at most once."""
    return word in said or any(word[:cut] in said and word[cut:] in said for cut in range(1, len(word)))
