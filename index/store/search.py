"""Hybrid search of passages (文字段落检索): by words, by meaning, and the two rankings fused.

Works by words alone where there are no vectors. The caller names the documents; the words of the organization and the
year are then no part of what is looked for.
"""

from __future__ import annotations

import logging
import math
import re
import unicodedata
from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import func, select

from index.store.embedding import EmbeddingUnavailableError
from index.store.schema import DocumentRow, OrganizationNameRow, OrganizationRow, PassageRow
from index.store.vectors import NoVectorsError, VectorsUnavailableError
from index.store.vectors import query as nearest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from index.settings import IndexSettings

_LOGGER = logging.getLogger(__name__)
# Reciprocal-rank fusion, in which meaning weighs the less, the more of the question's words the best passages have:
# formal questions are best answered by their words, colloquial ones by both.
_RANK_OFFSET: Final = 10
_WORDS_OVER_MEANING: Final = 0.7
_POOL: Final = 50  # how deep each way's ranking is looked at
_TERM_WEIGHT: Final = 3  # how often the term that a passage defines counts besides
_CACHED: Final = 8  # word indexes kept
_COVERED: Final = 0.4
_LOOKED_AT: Final = 3
_SHORTEST_END: Final = 3  # characters: 图书馆
_WORD = re.compile(r"[\w%℃-]*\w[\w%℃-]*")
_YEAR = re.compile(r"(?:19|20)\d\d(?:年度?|预算年度)?")
# words that say what kind of answer is wanted: they help to rank, their lack tells nothing
_ASKING_WORDS: Final = frozenset({"意思", "定义", "含义", "解释", "原因", "理由", "计划", "变化", "增减"})
# words of asking, pointing and time, which tell nothing of what is looked for
_STOP_WORDS: Final = frozenset(
    re.findall(
        r"\w+",
        "的 了 是 在 和 与 及 或 有 为 对 被 把 将 从 到 由 以 于 中 里 上 下 这 那 其 该 本 各 都 也 还 就 又 "
        "吗 呢 吧 啊 呀 么 嘛 请 年 月 日 个 一 叫 做 干 写 说 讲 查 它 他 我 你 您 想 要 什么 哪些 哪个 "
        "哪里 哪项 哪几 几个 几项 多少 怎么 怎样 怎么样 如何 为什么 为何 何时 时候 时间 是否 有没有 有无 能否 可以 "
        "告诉 说说 说明 介绍 一下 列出 列举 关于 有关 相关 以及 其中 包括 主要 具体 情况 内容 方面 一些 所有 "
        "全部 分别 这个 那个 这些 那些 今年 去年 本年 上年 年度 当年 单位 本单位 我单位 我们 我局 它们 他们 知道 "
        "看看 查询 提到 属于 没有 文件 文档 材料 里面 当中 需要 进行",
    )
)


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found: its row, the fused score, the ways that found it ("words", "meaning").

    `coverage` is the share (0 to 1) of the question's content words that occur in its headings and text; rare words
    weigh more.
    """

    id: int
    document_id: int
    ordinal: int
    key: str
    kind: str
    section: str
    text: str
    term: str
    page: int | None
    line: int | None
    last_page: int | None
    last_line: int | None
    score: float
    ways: tuple[str, ...]
    coverage: float


def search_passages(
    connection: Connection,
    settings: IndexSettings,
    query: str,
    document_ids: Sequence[int],
    k: int = 10,
    *,
    kinds: Sequence[str] | None = None,
) -> list[Hit]:
    """Return the k best passages of these documents for a question, best first; `kinds` limits to passage kinds."""
    index = _word_index(connection, tuple(sorted(set(document_ids))), tuple(sorted(kinds)) if kinds else None)
    if not index.rows or k < 1:
        return []
    words = index.content_words(query)
    by_words = index.ranked(words)
    told = max((index.coverage(words, position) for position in by_words[:_LOOKED_AT]), default=0.0)
    rankings = {
        "words": (by_words, 1.0),
        "meaning": (_ranked_by_meaning(settings, query, index), 1.0 - _WORDS_OVER_MEANING * told),
    }
    scores: dict[int, float] = {}
    ways: dict[int, tuple[str, ...]] = {}
    for way, (ranking, weight) in rankings.items():
        for rank, position in enumerate(ranking, start=1):
            scores[position] = scores.get(position, 0.0) + weight / (_RANK_OFFSET + rank)
            ways[position] = (*ways.get(position, ()), way)
    best = sorted(scores, key=lambda position: (-scores[position], position))[:k]
    return [
        Hit(
            **index.rows[position],
            score=scores[position],
            ways=ways[position],
            coverage=index.coverage(words, position),
        )
        for position in best
    ]


def confident(hits: Sequence[Hit]) -> bool:
    """Whether the best passages are about the question, rather than merely the nearest of what there is.

    Judged by words, because the cosines of the embedded model crowd together whatever the question is.
    """
    return any(hit.coverage >= _COVERED for hit in hits[:_LOOKED_AT])


def fold(text: str) -> str:
    """Fold full-width forms and letter case, for comparing words; what UTF-8 cannot hold becomes a question mark."""
    return unicodedata.normalize("NFKC", text).lower().encode("utf-8", "replace").decode("utf-8")


def cut(text: str) -> list[str]:
    """Cut a folded text into words (分词), compound words also into their parts; punctuation is dropped."""
    import rjieba  # noqa: PLC0415 - its dictionary takes a tenth of a second

    return [word for word in rjieba.cut_for_search(text) if _WORD.fullmatch(word)]


class _WordIndex:
    """Passages with their BM25 index; immutable once made."""

    def __init__(self, rows: list[dict[str, Any]], names: frozenset[str]) -> None:
        self.rows = rows
        self.positions = {row["key"]: position for position, row in enumerate(rows)}
        self._names = sorted(names, key=len, reverse=True)
        texts = [fold(f"{row['section']}\n{row['term']}\n{row['text']}") for row in rows]
        self._squeezed = ["".join(text.split()) for text in texts]
        self._bm25 = _bm25([cut(text) + _TERM_WEIGHT * cut(row["term"]) for text, row in zip(texts, rows, strict=True)])

    def content_words(self, query: str) -> list[str]:
        """Return the words of a question that say what is looked for, each once; none reaches over white space."""
        whole = " ".join(fold(query).split())
        text = whole
        for name in self._names:
            text = text.replace(name, " ")
        text = _YEAR.sub(" ", text)
        words = [word for word in cut(text) if word not in _STOP_WORDS]
        return list(dict.fromkeys(words or [word for word in cut(whole) if word not in _STOP_WORDS]))

    def ranked(self, words: list[str]) -> list[int]:
        """Return positions of the passages that have any of the words, best first."""
        if self._bm25 is None or not words:
            return []
        scores = self._bm25.get_scores(words)
        order = sorted(range(len(self.rows)), key=lambda position: (-scores[position], position))[:_POOL]
        return [position for position in order if scores[position] > 0]

    def coverage(self, words: list[str], position: int) -> float:
        """Return the share of the words that a passage has, weighted by how rare they are in all the passages."""
        telling = [word for word in words if len(word) > 1 and word not in _ASKING_WORDS] or words
        weights = {word: self._rarity(word) for word in telling}
        whole = sum(weights.values())
        if not whole:
            return 0.0
        return sum(weight for word, weight in weights.items() if word in self._squeezed[position]) / whole

    def _rarity(self, word: str) -> float:
        holding = max(1, sum(word in text for text in self._squeezed))  # a word of nowhere may be another way to say it
        return math.log(1 + (len(self.rows) - holding + 0.5) / (holding + 0.5))


def _bm25(tokens: list[list[str]]) -> Any:
    if not any(tokens):
        return None
    import bm25s  # noqa: PLC0415 - brings numpy and scipy

    index = bm25s.BM25()
    index.index(tokens, show_progress=False)
    return index


def _ranked_by_meaning(settings: IndexSettings, query: str, index: _WordIndex) -> list[int]:
    """Return positions by nearness of meaning, best first; none where the vectors cannot be used."""
    if not settings.embed:
        return []
    documents = sorted({row["document_id"] for row in index.rows})
    try:
        found = nearest(settings, query, documents, _POOL)
    except NoVectorsError:
        return []
    except (VectorsUnavailableError, EmbeddingUnavailableError) as error:
        _LOGGER.warning("%s", error)
        return []
    return [index.positions[key] for key, _ in found if key in index.positions]


_indexes: OrderedDict[tuple[Any, ...], _WordIndex] = OrderedDict()
_indexes_lock = Lock()


def _word_index(connection: Connection, documents: tuple[int, ...], kinds: tuple[str, ...] | None) -> _WordIndex:
    """Return the word index of these documents, from the cache while their files and passages stay the same."""
    state = connection.execute(
        select(DocumentRow.id, DocumentRow.sha256, func.count(PassageRow.id), func.max(PassageRow.id))
        .join(PassageRow, PassageRow.document_id == DocumentRow.id, isouter=True)
        .where(DocumentRow.id.in_(documents))
        .group_by(DocumentRow.id)
        .order_by(DocumentRow.id)
    )
    names = _names(connection, documents)  # which of them there are depends on who reads, too
    key = (str(connection.engine.url), kinds, names, *map(tuple, state))
    with _indexes_lock:
        if key in _indexes:
            _indexes.move_to_end(key)
            return _indexes[key]
    made = _WordIndex(_rows(connection, documents, kinds), names)
    with _indexes_lock:
        _indexes[key] = made
        while len(_indexes) > _CACHED:
            _indexes.popitem(last=False)
    return made


def _rows(connection: Connection, documents: tuple[int, ...], kinds: tuple[str, ...] | None) -> list[dict[str, Any]]:
    wanted = select(PassageRow.__table__).where(PassageRow.document_id.in_(documents))
    if kinds is not None:
        wanted = wanted.where(PassageRow.kind.in_(kinds))
    ordered = wanted.order_by(PassageRow.document_id, PassageRow.ordinal)
    return [dict(row._mapping) for row in connection.execute(ordered)]  # noqa: SLF001 - SQLAlchemy's documented name


def _names(connection: Connection, documents: tuple[int, ...]) -> frozenset[str]:
    """All names of the organizations of these documents, folded, also without their place (the ends of a name)."""
    organizations = select(DocumentRow.organization_id).where(DocumentRow.id.in_(documents))
    full = select(OrganizationRow.name).where(OrganizationRow.id.in_(organizations))
    short = select(OrganizationNameRow.name).where(OrganizationNameRow.organization_id.in_(organizations))
    names = {fold(name) for chosen in (full, short) for name in connection.execute(chosen).scalars()}
    ends = {name[start:] for name in names for start in range(len(name) - _SHORTEST_END + 1)}
    return frozenset(name for name in names | ends if len(name) > 1)
