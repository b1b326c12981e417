"""Projects counted by their scores (按得分计数): 自评80到90分的项目几个, as a sentence tells of those scores."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from assistant.answer.messages import message
from assistant.understand.words import cues
from index.store.schema import StatementRow

if TYPE_CHECKING:
    from assistant.answer.work import Work
    from assistant.execute.entry import Source

_INCLUDED: Final = "(?:（[^（）]{1,3}）)?"  # 90（含）
_TO: Final = "[-~～—–至到]"
_SCORE: Final = re.compile(rf"(?<![\d.])\d{{2,3}}(?:\.\d+)?(?=分|{_INCLUDED}{_TO}\d)")
_OF_SCORES: Final = re.compile(rf"\d分|\d{_INCLUDED}{_TO}\d+分")
_FULL: Final = "100"
_ABOVE: Final = re.compile(f"分{_INCLUDED}(?:及|或)?以上|超过|高于|不低于")
_BELOW: Final = re.compile("以下|(?<!不)低于|不到|不足")


def asked_scores(work: Work) -> set[str]:
    """The scores that a question about projects names; none for any other question."""
    question = work.plan.question
    scored = cues.PROJECTS(question) and _OF_SCORES.search(question)
    return set(_SCORE.findall(question)) if scored else set()


def by_scores(work: Work, source: Source) -> bool:
    """Say how many projects have the scores asked for: of those alone, with the digits that say them."""
    asked, side = asked_scores(work), _side(work.plan.question)
    counts = work.ledger.stated(source.ids, StatementRow.role == "count", StatementRow.unit.in_(("个", "项")))
    found = [one for one in counts if _is_of(one.subject, asked, side)]
    for one in found[:1]:
        work.draft.say(message("count", who=work.who(source), label=one.subject, figure=work.draft.figure(one)))
        work.draft.say(message("checked_by", statement=f"“{one.sentence.strip()}”"))
    return bool(found)


def _is_of(subject: str, asked: set[str], side: str) -> bool:
    """Whether a count is of those scores: 90分以上 is 90（含）—100分 as well."""
    told, own = set(_SCORE.findall(subject)), _side(subject)
    return (told == asked and own == side) or (side == "above" and not own and told == asked | {_FULL})


def _side(text: str) -> str:
    """Which side of a score is spoken of: 以上, 以下 (低于, 不到), "" between two."""
    return "above" if _ABOVE.search(text) else "below" if _BELOW.search(text) else ""
