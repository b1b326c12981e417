"""Finding the sentence that states a figure (文字中的数字) by the words of the question."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from sqlalchemy import and_, func, or_, select

from index.catalogue.vocabulary import normalise
from index.store.schema import PassageRow, StatementRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import ColumnElement, Function
    from sqlalchemy.orm import InstrumentedAttribute

    from assistant.execute.entry import Entry
    from assistant.execute.ledger import Ledger

# what people say for what documents print
SPOKEN: Final = {
    "买": "购置",
    "再买": "购置",
    "新买": "购置",
    "新购": "购置",
    "车": "车辆",
    "科室": "内设机构",
    "大设备": "设备",
    "牌子": "挂牌",
    "在职职工": "在职人员",
    "在职员工": "在职人员",
}
_OF_THE_YEAR: Final = re.compile("^(?:当年|本年度?|今年|全年|年内)(?=..)")  # 当年新买
_POSTS: Final = "编制"
_ACTUAL: Final = "实际"
_DRAWN_UP: Final = re.compile("(?:预算|决算)的?编制")  # 纳入预算编制范围的单位: no posts
CARS: Final = frozenset({"公务用车", "公务车", "公车", "小车", "汽车", "轿车", "车子"})
_TEXTS: Final = (StatementRow.subject, StatementRow.sentence)
_MOST_PIECES: Final = 100  # the database takes no condition of thousands
_NEGATING: Final = "非未无"
_SHORTEST: Final = 4  # characters of each half of a long word
_LONGEST: Final = 40  # characters of one
_IN_EVERY_OTHER: Final = frozenset(
    {"资金", "经费", "金额", "费用", "收入", "支出", "预算", "决算", "总额", "合计", "总计"}
)
_FLOOR: Final = 0.7  # share of the question's words that the figure's own clause must bear out
_CLAUSE = re.compile(r"[，,；;。：:]")
_PUNCTUATION = re.compile(r"[，,；;。：:？?！!、]")


_OF_PEOPLE: Final = frozenset("人名位")
_OF_BODIES: Final = frozenset("个家")


def counts_in(word: str, unit: str) -> bool:
    """Whether a count in a unit answers a question with a measure word: 人, 名 and 位 are alike, and 个 and 家."""
    return word in unit or {word, unit} <= _OF_PEOPLE or {word, unit} <= _OF_BODIES


def tells_count(word: str, entry: Entry) -> bool:
    """Whether a figure is a count of what a measure word counts, by its unit or by its name.

    接待人次843人 counts 人次, 国内来访团组58个 the 批次 that were received.
    """
    named = word.startswith("人次") and entry.unit in _OF_PEOPLE and entry.subject.endswith("人次")
    return named or counts_in(word, entry.unit) or (word[:1] == "批" and entry.subject.endswith(("团组", "批次")))


def clause(entry: Entry) -> str:
    """The clause of the sentence in which the figure stands, a little beyond its end for the noun after a count."""
    begin = 0
    for match in _CLAUSE.finditer(entry.sentence, 0, entry.start):
        begin = match.end()
    after = _CLAUSE.search(entry.sentence, entry.end)
    return entry.sentence[begin : after.start() if after else len(entry.sentence)]


def find_stated(
    ledger: Ledger, documents: Sequence[int], words: Sequence[str], measure_word: str = "", roles: Sequence[str] = ()
) -> list[Entry]:
    """Statements that the words speak of, best first; none when too little of the words is borne out."""
    words = [SPOKEN.get(spoken := _OF_THE_YEAR.sub("", word), spoken) for word in words]
    if measure_word == "辆":  # 公务用车几辆: the section on assets counts 车辆
        words = ["车辆" if word in CARS else word for word in words]
    folded = [normalise(word) for word in words if normalise(word)]
    if not folded or (not measure_word and _IN_EVERY_OTHER.issuperset(folded)):
        return []
    pieces = list(dict.fromkeys(piece for word in words for piece in _pieces(word)))[:_MOST_PIECES]
    conditions = [_unquoted(column).contains(piece, autoescape=True) for column in _TEXTS for piece in pieces]
    if not conditions:
        return []
    candidates = ledger.stated(documents, or_(*conditions))
    scored: list[tuple[float, int, Entry]] = []
    for entry in candidates:
        if roles and entry.role not in roles:
            continue
        score = _score(entry, folded, measure_word)
        if score >= _FLOOR:
            scored.append((score, entry.ordinal, entry))
    if not scored and measure_word == "辆" and any(word == "车辆" for word in words):
        own = ["公务用车" if word == "车辆" else word for word in words]  # 公务用车保有量 2 辆
        held = [one for one in find_stated(ledger, documents, own, "", roles) if one.unit.startswith("辆")]
        return sorted(held, key=lambda one: "保有" not in one.subject)  # before those that are bought
    if not scored:
        return [entry for word in words for entry in _told_before(ledger, documents, word, roles)][:1]
    posts = any(_POSTS in word for word in words)  # 车辆几辆: those that there are, not those that there may be
    scored = [(score - 0.01 * (_POSTS in entry.subject and not posts), at, entry) for score, at, entry in scored]
    actual = any(_ACTUAL in word for word in words)  # 实际纳入几人: not those who 应 be
    scored = [(score - 0.1 * (actual and _ACTUAL not in clause(entry)), at, entry) for score, at, entry in scored]
    scored.sort(key=lambda item: (-item[0], item[2].table_id is not None, item[1]))
    return [entry for score, _, entry in scored if score >= scored[0][0] - 0.05]


def _told_before(ledger: Ledger, documents: Sequence[int], word: str, roles: Sequence[str]) -> list[Entry]:
    """A long word whose end is the figure's own, and whose beginning its section tells before: 新建工程|建筑面积."""
    if len(word) > _LONGEST:
        return []
    for cut in range(_SHORTEST, len(word) - _SHORTEST + 1):
        head, tail = word[:cut], word[cut:]
        own = ledger.stated(documents, StatementRow.sentence.contains(tail, autoescape=True))
        own = [e for e in own if normalise(tail) in normalise(clause(e)) and (not roles or e.role in roles)]
        first = own[:1] if len({entry.worth for entry in own}) == 1 else []
        if any(_section_tells(ledger, entry, head) for entry in first):
            return first
    return []


def _section_tells(ledger: Ledger, entry: Entry, words: str) -> bool:
    told = PassageRow.text.contains(words, autoescape=True)
    here = and_(PassageRow.document_id == entry.source.id, PassageRow.section == entry.section)
    return bool(ledger.rows(select(PassageRow.id).where(here, told).limit(1)))


def _unquoted(column: ColumnElement[str] | InstrumentedAttribute[str]) -> Function[str]:
    """The text of a column without quotation marks: 评级为“优”的 is found by 评级为优."""
    return func.replace(func.replace(column, "“", ""), "”", "")


def _pieces(word: str) -> list[str]:
    plain = _PUNCTUATION.sub("", word.strip())
    if len(plain) <= 2:  # noqa: PLR2004 - a short word is looked for whole
        return [plain] if plain else []
    return [plain[i : i + 2] for i in range(len(plain) - 1)]


def _score(entry: Entry, words: Sequence[str], measure_word: str) -> float:
    subject, own, headings = normalise(entry.subject), normalise(clause(entry)), normalise(entry.section)
    whole = normalise(entry.sentence)
    if not any(_DRAWN_UP.search(word) or "范围" in word for word in words):
        subject, own, headings, whole = (_DRAWN_UP.sub("", text) for text in (subject, own, headings, whole))
    total = 0.0
    for word in words:
        total += max(
            _overlap(word, subject),
            0.9 * _overlap(word, own),
            0.7 * _overlap(word, headings),
            0.7 * _overlap(word, whole),
        )
    score = total / len(words)
    spoken = max(max(_overlap(word, subject), _overlap(word, own)) for word in words)
    of_projects = measure_word in ("个", "项") and "项目" in subject and all(word in whole for word in words)
    if spoken < 0.5 and not of_projects:  # noqa: PLR2004
        return 0.0  # the figure's own clause must speak of something asked; 开展绩效自评，共涉及项目18个
    if measure_word:
        score += 0.3 if tells_count(measure_word, entry) else -0.6
    return score


def _overlap(word: str, text: str) -> float:
    """Share of a word's pairs of characters that stand in the text; the word itself counts fully."""
    if not word:
        return 0.0
    if word in text:
        return 1.0
    if len(word) == 1 or word[0] in _NEGATING:
        return 0.0  # 非财政拨款 is no 财政拨款
    pairs = [word[i : i + 2] for i in range(len(word) - 1)]
    return sum(pair in text for pair in pairs) / len(pairs)
