"""Every sentence about receipts, feedback and kept conversations (文案), in one table."""

from __future__ import annotations

from typing import Final

MESSAGES: Final[dict[str, str]] = {
    # replay, a figure
    "asked_otherwise": "重新提问得到另一个数",
    "stands_but_asked": "原处仍印此数，但重新提问得到的是 {value}{unit}",
    "other_label": "重新提问时，此数的名称是“{labels}”",
    "asked_without": "文件和程序都与当时相同，重新提问却没有得到此数",
    "not_asked": "原处仍印此数，但这次重新提问没有给出它",
    "place_moved": "所引原处 {numbers} 已有变动，但重新提问仍得此数",
    "place_prints": "原处现在印的是 {printed}",
    "place_gone": "现在载入的文件里找不到所引原处",
    "document_missing": "所引文件没有载入",
    "no_place": "没有可供复查的出处",
    "counted_rows": "按表中行数计得，重新提问没有得到此数",
    "operand_differs": "算式里的数与出处 [{number}] 印出的不一致",
    "uncomputable": "算式不能计算",
    "computed_otherwise": "按算式重算得到另一个数",
    # replay, the whole
    "head": "■ {name}：{outcome}",
    "asked": "  问题：{question}（{made_at}，程序版本 {program}）",
    "broken": "  凭据的内容与其摘要不符：写出之后被改动过，不能采信。",
    "document": "  文件 {name}：{state}",
    "figure": "  {mark} {label} {value}{unit}{tail}",
    "figure_now": "，现为 {now}{unit}",
    "quotation": "  出处 [{number}] {document}：{standing}",
    "status": "  回答的类型：当时 {then}，现在 {now}",
    "checks": "  核对 {count} 条：{same} 条相同，{other} 条结论不同，{absent} 条这次没有做",
    "verification": "  核对结论：当时 {then}，现在 {now}",
    "totals": "共 {count} 份凭据：证实 {confirmed}，推翻 {contradicted}，不能复查 {unchecked}。",
    "confirmed": "证实",
    "contradicted": "推翻",
    "unchecked": "不能复查",
    "document_same": "与当时相同",
    "document_changed": "内容已变（同名文件的哈希不同）",
    "document_missing_now": "没有载入",
    "standing_same": "仍在原处",
    "standing_changed": "已变",
    "standing_gone": "找不到",
    "standing_missing": "文件没有载入",
    "status_answered": "有答案",
    "status_clarify": "反问",
    "status_not_found": "没有找到",
    "status_out_of_scope": "不在范围",
    "status_error": "出错",
    "verification_verified": "相符",
    "verification_rounding": "四舍五入范围内相符",
    "verification_mismatch": "文件自身有矛盾",
    "verification_unverified": "无从核对",
    # feedback
    "wrong_answer": "答案不对",
    "wrong_source": "出处不对",
    "useful": "有用",
    "feedback_line": "{given_at}　{verdict}　{question}",
    "feedback_owner": "    来自：{owner}　凭据摘要：{digest}",
    "feedback_answer": "    当时的回答：{answer}",
    "feedback_remark": "    附言：{remark}",
    "feedback_total": "共 {count} 条反馈：{counts}。",
    "no_feedback": "还没有反馈。",
    "anonymous": "未登录的访客",
}


def message(key: str, **values: object) -> str:
    """The sentence under `key` with its values filled in."""
    return MESSAGES[key].format(**values)
