"""Every sentence that checking a draft says (核对文稿的文案), in one table."""

from __future__ import annotations

from typing import Final

MESSAGES: Final[dict[str, str]] = {
    # confirmed
    "equal": "与文件一致：{label} {printed}。",
    "rounded": "四舍五入后一致：{label}，文件为 {printed}。",
    "hedged": "与文件相符：{label}，文件为 {printed}。",
    "computed": "按文件数字计算一致：{formula}。",
    "computed_rounded": "按文件数字计算，四舍五入后一致：{formula}。",
    "other_scope": "与文件的另一口径一致：{label} {printed}；一般所指为 {main}，请核对口径。",
    "ambiguous_but_equal": "文稿没有写明是哪一份文件（年度、文种或口径）的数，与其中的{label} {printed} 一致。",
    "against_table": "注意：文件自身有矛盾，另一处印为 {other}。",
    "printed_otherwise": "注意：文件印出的是 {printed}，与按数字计算的不同。",
    "unchanged": "文件写明“{said}”。",
    # contradicted
    "wrong": "与文件不符：{label}应为 {printed}。",
    "wrong_computed": "与文件不符：按文件数字计算应为 {formula}。",
    "wrong_direction": "方向不符：{label}文件写的是{direction} {printed}。",
    "wrong_unit": "可能写错了单位。",
    # not found
    "no_documents": "还没有载入任何文件。请先载入预决算文件：yusuan index 文件或文件夹。",
    "no_figures": "文稿里没有可以核对的数字。",
    "no_organization": "不能确定：文稿没有写明是哪个单位的数。请在文稿中写明，或用选项指定单位。",
    "several_organizations": "不能确定：文稿的写法可以指几个单位。",
    "unit_not_loaded": "没有载入“{name}”的文件，无法核对。",
    "year_not_loaded": "没有载入{who}{years}年的相应文件，无法核对；已载入的是{loaded}。",
    "unclear": "不能确定这个数说的是什么。",
    "not_printed": "{who}的文件中没有印出“{subject}”（没有列出不等于 0）。",
    "no_base": "没有写明或没有载入用来比较的数，无法核对；本年为 {printed}。",
    "blank": "{who}“{subject}”一格在文件中是空的（没有印出数字，不等于 0.00）。",
    "not_sure": "不能确定所指：文件中可能相关的数字见候选，都与文稿不同。",
    "part_of": "不能确定所指：文件中这个数是“{label}”的。",
    "no_statement": "文件中没有可以与之核对的说法。",
    "unknown_option": "没有载入单位“{name}”，已载入的单位是{loaded}。",
    "ambiguous_option": "“{name}”可以指几个单位（{loaded}），请写全称。",
    "too_long": "文稿太长（{length} 字，上限 {limit} 字），请分段核对。",
    # the report of the command line
    "mark_confirmed": "相符",
    "mark_contradicted": "不符",
    "mark_not_found": "未找到",
    "summary": "共 {total} 个数字：相符 {confirmed}，不符 {contradicted}，未找到或不能确定 {not_found}。",
    "row": "{number}. 【{mark}】{text}（{sentence}）",
    "cited": "　　出处：{places}",
    "candidate": "　　候选：{label} {printed}",
    "increase": "增加",
    "decrease": "减少",
}  # fmt: skip


def message(key: str, **values: object) -> str:
    """The sentence under `key` with its values filled in."""
    return MESSAGES[key].format(**values)
