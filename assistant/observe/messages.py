"""Every sentence that introduces a document (文件介绍的文案), in one table."""

from __future__ import annotations

from typing import Final

MESSAGES: Final[dict[str, str]] = {
    "largest": "**最大的支出**：{items}。",
    "largest_none": "**最大的支出**：没有找到按科目或项目列出的支出。",
    "item": "{label} {figure}",
    "share": "**主要构成**：{whole}中，{items}。",
    "share_item": "{label} {figure}，占 {share}（{formula}）",
    "share_none": "**主要构成**：没有找到基本支出、项目支出与合计同列的表。",
    "changed": "**与上年相比**：{items}。",
    "changed_item": "{label}{base}{direction} {figure}",
    "changed_none": "**与上年相比**：文件没有写明与上年相比的增减额。",
    "contradictions": "**文件自身的矛盾**：有 {count} 处，如 {items}。",
    "contradictions_none": "**文件自身的矛盾**：核对了 {count} 条勾稽关系，没有发现矛盾。",
    "contradiction": "{statement}{marks}",
    "unconfirmed": "**没有核对到的数字**：{total} 个数字中，{count} 个没有可以核对的关系{items}。",
    "unconfirmed_none": "**没有核对到的数字**：{total} 个数字都参与了勾稽核对。",
    "such_as": "，如 {items}",
    "increase": "增加",
    "decrease": "减少",
}


def message(key: str, **values: object) -> str:
    """The sentence under `key` with its values filled in."""
    return MESSAGES[key].format(**values)
