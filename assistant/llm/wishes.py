"""What a question wants besides its answer (附带要求): English, or a summary of the conversation."""

from __future__ import annotations

import re
from typing import Final

_ENGLISH: Final = re.compile(
    r"[，,。;；\s（(]*(?:请|麻烦)?(?:用|以|拿|翻译?成|译成)\s*(?:英文|英语|English)(?:来|进行)?\s*(?:回答|作答|答复|答|说明|说|写|给我|翻译)?(?:一下|我)?[）)。.!！]*"
    r"|[,，;；\s(（]*(?:please\s+)?(?:answer|reply|respond)?\s*in\s+English(?:\s+please)?[)）.!]*",
    re.IGNORECASE,
)
_SUMMARY: Final = re.compile(
    r"^(?:请|麻烦|帮我)?(?:把)?(?:总结|小结|归纳|概括|汇总)(?:一下|下)?(?:我们的?|刚才的?|上面的?|前面的?|以上的?|之前的?|这些|本次)*"
    r"(?:对话|聊天|问答|提问|问题|内容|数字|结果)*(?:吧)?[。.？?！!]*$"
)


def without_english(question: str) -> tuple[str, bool]:
    """The question without the wish for English, and whether it has one."""
    plain = _ENGLISH.sub("，", question).strip(" ，,")
    wanted = _ENGLISH.search(question) is not None
    return (plain, True) if wanted and plain else (question, False)


def wants_summary(question: str) -> bool:
    """Whether it asks for a summary of the conversation and nothing else."""
    return _SUMMARY.fullmatch(question.strip()) is not None
