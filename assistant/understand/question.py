"""The question as asked (问句): cleaned, free of instructions to the program, and within limits."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from index.catalogue.script import simplified

MAX_LENGTH: Final = 500  # characters; a question longer than this is no question

_SENTENCE_END = re.compile(r"(?<=[。！？!?\n;；])")
# 花了好多钱?: how much, as people of the south-west ask it
_HOW_MUCH = re.compile(r"好多(?=(?:钱|块钱?|元|[万亿]元?|个|项|辆|台|人次|人|批次)?[?？。!！]?$)")
# Attempts to direct the program instead of asking it. They are cut out; what is left is answered.
_INSTRUCTION = re.compile(
    r"(?:忽略|无视|不要?管|别管).{0,12}(?:指令|要求|规则|提示|设定|文件|文档|资料|上文|以上|前面)"
    r"|(?:一律|统一|全部|必须|只能|都要?|直接)(?:回答|答复|回复|输出|说成)"
    r"|(?:回答|答复|回复|输出)[^，,。；;？?]{0,14}(?:为|是|成)\s*[“\"]?\d|从现在(?:起|开始)|你现在是|现在你是|假装|扮演|你只(?:能|要|需|许)?(?:回答|输出|说)"
    r"|(?:系统|内部)提示词?|提示词|管理员模式|开发者模式|密码|密钥|api\s*key|ignore\s+(?:all|any|the|previous)|system\s+prompt|you\s+are\s+now",
    re.IGNORECASE,
)
_DESTRUCTION = re.compile(
    r"(?:删除|删掉|删了|清空|清除|销毁|抹掉|抹去|篡改).{0,14}(?:数据|文件|文档|表|记录|数据库|索引|内容|预算|那份|全部)"
    r"|(?:数据|文件|文档|表|记录|数据库|索引).{0,10}(?:删除|删掉|删了|清空|清除|销毁|抹掉)"
    r"|(?:把|将|请|帮我).{0,24}(?:改成|改为|修改为|替换成|替换为|写成(?!大写|小写|中文|汉字|文字|[亿万元]))"
    r"|\b(?:drop|delete|truncate|update|insert|alter|create|grant)\b\s+(?:table|from|into|database|user|index|\w+\s+set)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Question:
    """A question ready to be understood: `text` is what is asked, NFKC and in simplified characters.

    `tampering` tells of removed instructions.
    """

    asked: str
    text: str
    tampering: bool
    too_long: bool = False


def read_question(asked: str) -> Question:
    """Clean a question: control characters dropped, width and script folded, sentences that give orders cut out."""
    if len(asked) > MAX_LENGTH:
        return Question(asked=asked[:MAX_LENGTH], text="", tampering=False, too_long=True)
    text = unicodedata.normalize("NFKC", asked)
    text = simplified("".join(c for c in text if c in "\n\t" or unicodedata.category(c)[0] != "C").strip())
    text = _HOW_MUCH.sub("多少", text)
    kept: list[str] = []
    tampering = False
    for sentence in _SENTENCE_END.split(text):
        if _INSTRUCTION.search(sentence) or _DESTRUCTION.search(sentence):
            tampering = True
        else:
            kept.append(sentence)
    return Question(asked=asked, text="".join(kept).strip(), tampering=tampering)
