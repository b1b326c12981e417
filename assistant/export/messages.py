"""What exports say (导出用语), in one table."""

from __future__ import annotations

from typing import Final

MESSAGES: Final[dict[str, str]] = {
    "title": "预算问答记录",
    "made": "由预算（Yusuan）{program} 导出，共 {count} 个问题。数字均出自所列文件，请以原文为准。",
    "question": "{number}. {question}",
    "sources": "出处",
    "checks": "核对",
    "documents": "所用文件",
    "document": "{name}（SHA-256：{sha256}）",
    "asked_at": "提问时间：{at}",
    "conclusion": "核对结论：{verification}",
    "verified": "相符",
    "rounding": "四舍五入范围内相符",
    "mismatch": "文件自身前后不一致",
    "unverified": "文件中没有可供核对的其他数字",
    "exact": "相符",
    "contradiction": "不符",
    "answered": "有答案",
    "clarify": "反问",
    "not_found": "没有找到",
    "out_of_scope": "不在范围",
    "error": "出错",
    "check": "{statement}（{outcome}）",
    # the workbook
    "sheet_answers": "答案",
    "sheet_figures": "数字",
    "sheet_sources": "出处",
    "sheet_checks": "核对",
    "check_source": "核{number}",  # a figure that only a check takes
    "printed": "文件印出",
    "derived": "计算得出",
    "context": "引用参考",
    # ways of computing, a b c being operands
    "sum": "各数相加",
    "difference": "两数相差",
    "remainder": "前数减后数",
    "share": "前数 ÷ 后数",
    "growth": "（前数 − 后数）÷ 后数",
    "change_rate": "增减额 ÷（本年数 − 增减额）",
    "steps": "按答案中的算式",
    "times": "前数 ÷ 后数",
    "mean": "各数平均",
    "mean_of": "其余各数之和 ÷ 第一数",
    "count": "个数",
    "conversion": "单位换算",
    "rows": "表中行数",
}


def message(key: str, **values: object) -> str:
    """The words under `key` with their values filled in."""
    return MESSAGES[key].format(**values)
