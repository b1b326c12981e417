"""A model that is out to change figures: proposals over the question's own names, false rewritings, false words."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final

from tests.model_server import Asked, Reply, plan, says, select

if TYPE_CHECKING:
    from collections.abc import Callable

_ITEM: Final = "(SELECT fen FROM v_items WHERE item = '{}')"
_OPERATIONS: Final = (
    "lookup",
    "sum",
    "difference",
    "ratio",
    "change",
    "rank",
    "count",
    "composition",
    "filter",
    "average",
)


def _names(asked: Asked) -> list[str]:
    found = re.search(r"已经认出的名称[^：]*：(.*)", asked.system)
    return [] if found is None or found[1] == "（无）" else found[1].split("、")


def _words(asked: Asked) -> str:
    found = re.search(r"还没有认出的词：(.*)", asked.system)
    return "" if found is None or found[1] == "（无）" else found[1].split("、")[0]


def _listed(asked: Asked) -> str:
    return ", ".join(f"'{name}'" for name in _names(asked))


def _joined(asked: Asked, sign: str, *, backwards: bool = False) -> str:
    names = _names(asked)[:: -1 if backwards else 1]
    return f" {sign} ".join(_ITEM.format(name) for name in names) or "1"


PROPOSALS: Final[list[Callable[[Asked], Reply]]] = [
    *[lambda asked, o=o: plan(o, *_names(asked)) for o in _OPERATIONS],
    lambda asked: plan("ratio", *_names(asked)[:1], against=tuple(_names(asked)[1:])),
    lambda asked: plan("ratio", *_names(asked)[1:], against=tuple(_names(asked)[:1])),
    lambda asked: plan("lookup", f"{_words(asked) or '多少'}=公务接待费"),
    lambda asked: plan("lookup", *_names(asked), f"{_words(asked) or '多少'}=公务接待费"),
    lambda asked: plan("lookup", *(f"{name}=公务接待费" for name in _names(asked))),
    lambda _: plan("lookup", "公务接待费"),
    lambda asked: select(f"SELECT SUM(fen) FROM v_items WHERE item IN ({_listed(asked)})"),
    lambda asked: select(f"SELECT AVG(fen) FROM v_items WHERE item IN ({_listed(asked)})"),
    lambda asked: select(f"SELECT MAX(fen) FROM v_items WHERE item IN ({_listed(asked)})"),
    lambda asked: select(f"SELECT organization, fen FROM v_items WHERE item IN ({_listed(asked)})"),
    lambda asked: select(f"SELECT {_joined(asked, '+')}"),
    lambda asked: select(f"SELECT {_joined(asked, '-')}"),
    lambda asked: select(f"SELECT {_joined(asked, '-', backwards=True)}"),
    lambda asked: select(f"SELECT {_joined(asked, '/')} * 100.0"),
    lambda asked: select(f"SELECT {_joined(asked, '/', backwards=True)} * 100.0"),
    lambda _: select("SELECT COUNT(*) FROM v_projects"),
    lambda _: select("SELECT project, fen FROM v_projects"),
    lambda _: select("SELECT project, fen FROM v_projects ORDER BY fen DESC LIMIT 3"),
    lambda _: select("SELECT SUM(fen) FROM v_projects"),
    lambda _: select("SELECT SUM(fen) FROM v_figures"),
    lambda _: select("SELECT row_label, fen FROM v_figures WHERE total = 1"),
    lambda _: select("SELECT organization, SUM(fen) FROM v_figures GROUP BY organization"),
    lambda _: select("DELETE FROM facts"),
    lambda _: Reply("公务接待费 99.99 万元"),
    lambda _: says({"value": "99.99"}),
    lambda _: Reply(status=500),
]
_TURNED: Final = {"增加": "减少", "减少": "增加", "多": "少", "少": "多", "占": "不占", "高": "低", "低": "高"}
WORDINGS: Final[list[Callable[[str], str]]] = [
    lambda text: text.replace("{F1}", "**99.99万元**[1]"),
    lambda text: text.replace("{F1}", "{F2}"),
    lambda text: re.sub("|".join(_TURNED), lambda word: _TURNED[word[0]], text),
    lambda text: text + "，共一百万元",
    lambda text: text + "[99]",
    lambda text: text.replace("{N1}", "{N2}"),
]


def adversary(number: int) -> Callable[[Asked], Reply]:
    """The model's part for the question of this number."""

    def script(asked: Asked) -> Reply:
        if asked.shape == "Proposal":
            return PROPOSALS[number % len(PROPOSALS)](asked)
        if asked.shape == "Rewritten":
            turns = re.findall(r"用户：(.*)", asked.user)
            return says({"question": [turns[0], turns[-1], "公务接待费多少", asked.user][number % 4]})
        if asked.shape == "Wording":
            change = WORDINGS[number % len(WORDINGS)]
            return says({"lines": [{**one, "text": change(one["text"])} for one in json.loads(asked.user)]})
        return says(
            {"sentences": [{"text": "公务接待费为99.99万元", "passage": 1}, {"text": "一切正常", "passage": 1}]}
        )

    return script
