"""Quoted passages in a sentence or two (概括): document text goes to the model as data, and every sentence is checked.

The passages themselves stay in the answer; the sentences only stand before them. A sentence is kept when its words
stand in the passage it names; a clause with a number, a direction or a denial must stand there as it is.
Amounts are not told.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import rjieba

from assistant.answer.messages import message
from assistant.llm.prompts import as_data
from assistant.llm.proposal import Digest
from assistant.llm.wording.claims import claims, has_number, is_harmless
from assistant.understand.question import read_question
from index.store.search import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.answer.model import Answer, Citation
    from assistant.llm.session import Session

_QUOTE: Final = re.compile(r"^> .*?\[(\d+)\]$", re.MULTILINE | re.DOTALL)
_CLAUSE: Final = re.compile(r"[，。；：,;!！?？]")
_MARKUP: Final = re.compile(r"[\[\]<>*`#|{}\\]|https?:")
_AMOUNT: Final = re.compile(
    r"[\d一二三四五六七八九十百千零两]\s*(?:[万亿千]?元|万|亿|[%％‰])|百分之|[一二三四五六七八九几]成"
)
_MOST_PASSAGES: Final = 6
_MOST_CHARACTERS: Final = 6_000  # of document text in one request
_MOST_SENTENCES: Final = 4
_LONGEST: Final = 200
_BINDING: Final = frozenset({"up", "down", "most", "least", "equal", "negation", "empty", "share", "sum", "mean"})


def with_digest(session: Session, answer: Answer) -> Answer:
    """The answer with a summary of the passages that it quotes, where the model gives one that they bear out."""
    quoted = [int(number) for number in _QUOTE.findall(answer.answer)]
    passages = [one for one in answer.citations if one.number in quoted and one.quote][:_MOST_PASSAGES]
    if not passages or answer.figures:
        return answer
    reply = session.ask("digest", Digest, _material(answer.question, passages))
    if reply is None:
        return answer
    by_number = {one.number: one for one in passages}
    kept = [
        f"{one.text.strip().rstrip('。')}。[{one.passage}]"
        for one in reply.sentences[:_MOST_SENTENCES]
        if one.passage in by_number and is_supported(one.text, by_number[one.passage].quote)
    ]
    dropped = len(reply.sentences) - len(kept)
    session.trace.judged("digest", f"{len(kept)} sentences kept, {dropped} dropped")
    if not kept:
        return answer
    session.trace.took("digest")
    return answer.model_copy(
        update={"answer": f"{message('narrative_summary', sentences=''.join(kept))}\n\n{answer.answer}"}
    )


def _material(question: str, passages: Sequence[Citation]) -> str:
    left = _MOST_CHARACTERS
    parts = [f"问题：{as_data(question)}"]
    for one in passages:
        text = as_data(one.quote[:left])
        left -= len(text)
        parts.append(f'<资料 编号="{one.number}">\n{text}\n</资料>')
    return "\n\n".join(parts)


def is_supported(sentence: str, passage: str) -> bool:
    """Whether a passage bears a sentence out: all of its words, and its clauses with numbers or claims as they are."""
    if not sentence.strip() or len(sentence) > _LONGEST or "\n" in sentence.strip() or _MARKUP.search(sentence):
        return False
    spaced = re.sub(r"([A-Za-z]+)", r" \1 ", sentence)
    if _AMOUNT.search(sentence) or read_question(spaced).tampering:
        return False  # amounts are figures, which are not told here; orders are none of the content
    said = _plain(passage)
    clauses = [piece for clause in _CLAUSE.split(sentence) if (piece := clause.strip())]
    borne_out = [clause for clause in clauses if _plain(clause) in said]
    if not borne_out:
        return False
    return all(clause in borne_out or _in_own_words(clause, said) for clause in clauses)


def _in_own_words(clause: str, said: str) -> bool:
    if has_number(clause) or claims(clause) & _BINDING:
        return False
    words = [_plain(word) for word in rjieba.cut(clause, hmm=False)]
    return all(word in said or is_harmless(word) for word in words if word)


def _plain(text: str) -> str:
    return re.sub(r"\W+", "", fold(text))
