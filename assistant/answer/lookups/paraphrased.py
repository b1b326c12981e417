"""Answering what is asked in other words (换个说法): the name meant is said, the figure is never confirmed."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from assistant.answer.lookups.lookup import answer_lookup
from assistant.answer.messages import message
from assistant.plan import Operation, Target
from assistant.understand.linking.lexicon import link
from assistant.understand.parse import to_target

if TYPE_CHECKING:
    from assistant.answer.model import Status
    from assistant.answer.work import Work

_MONEY: Final = re.compile("多少|几[万亿元]|[钱费花]|金额|开销|开支|预算|支出")
_LONGEST: Final = 14  # characters of words that may mean one name; longer ones say more than a name


def answer_paraphrased(work: Work) -> Status:
    """The figure of the name that the question's words mean, or each figure where they may mean several."""
    plan = work.plan
    words = "".join(word for word in plan.words if len(word) > 1)
    asked = plan.operation is Operation.LOOKUP and not plan.targets and not plan.per_head and not plan.measure_word
    if not asked or not 1 < len(words) <= _LONGEST or not _MONEY.search(plan.question):
        return "not_found"
    from assistant.understand.linking.paraphrase import meant  # noqa: PLC0415 - sentence vectors, where nothing else is found

    names = [one.name for one in meant(work.settings, words)]
    if not names:
        return "not_found"
    if len(names) > 1:
        return _ask(work, words, names)
    status = _look_up(work, names[0])
    work.draft.lines.insert(0, message("paraphrase", words=words, label=names[0]))
    work.draft.unsure = True
    return status


def _look_up(work: Work, name: str) -> Status:
    return answer_lookup(
        replace(work, plan=work.plan.model_copy(update={"targets": (_target(work, name),), "words": ()}))
    )


def _target(work: Work, name: str) -> Target:
    documents = [one for source in work.sources for one in source.ids]
    whole = [one for one in link(work.ledger, name, documents, ()) if (one.start, one.end) == (0, len(name))]
    return to_target(whole[0]) if whole else Target(text=name, names=(name,))


def _ask(work: Work, words: str, names: list[str]) -> Status:
    """Several names are as near: each is given, as what might be meant."""
    for name in names:
        _look_up(work, name)
    work.draft.lines.insert(0, message("paraphrases", words=words, labels="、".join(names)))
    return "clarify"
