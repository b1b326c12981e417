"""Every sentence the assistant says (文案), in one table, so that another language is another table."""

from __future__ import annotations

from typing import Final

MESSAGES: Final[dict[str, str]] = {
    # figures
    "figure": "{who}{label}：{figure}{stands}",
    "figure_part": "　其中列在{measure}：{figure}",
    "zero": "{who}{label}为 {figure}，即没有安排{stands}",
    "blank": "{who}{label}：表中该格为空（没有印出数字，不等于 0.00）{stands}",
    "blank_but_stated": "表中该格为空{cell}，文字说明写明为 {figure}",
    "stands": "（{table}，{row}）",
    "other_scope": "口径提示：{where}另列 {label} {figure}，口径不同，请勿混用。",
    "converted": "{who}{label}：{figures}（印出数 {figure}）",
    "loose": "注意：文件中没有“{words}”这个名称，以下按“{label}”回答，请核对是否所问。",
    "doubtful": "注意：该数所在表格的读法存疑，未予核定。",
    # changes
    "change": "{who}{label}{base}{direction} {figure}",
    "rate": "{who}{label}{base}{direction} {figure}",
    "increase": "增加",
    "decrease": "减少",
    "unchanged": "持平（变动为 0）",
    "growth": "增长",
    "decline": "下降",
    "same": "不变",
    "part_changed": "{label}：{before}年 {old}，{now}年 {new}，{change}",
    "no_change_stated": "{who}文件没有写明{label}的上年数或增减额。",
    # several
    "each": "各单位{label}：",
    "list_head": "{who}{label}：",
    "list_item": "{number}. {name}：{figure}",
    "nothing_fits": "{who}{label}中没有符合“{condition}”的项目。",
    "total_line": "合计 {figure}",
    "parts_agree": "各项相加 {formula}，与印出的 {printed} 一致。",
    "parts_round": "各项相加 {formula}，与印出的 {printed} 相差 {difference}，在四舍五入范围内。",
    "parts_differ": "各项相加 {formula}，与印出的 {printed} 相差 {difference}，超出四舍五入范围。",
    "parts_incomplete": "文件列出的各项相加 {formula}，印出的合计为 {printed}；文件没有列全各项。",
    "winner_most": "最多的是{name}（{figure}）。",
    "winner_least": "最少的是{name}（{figure}）。",
    "difference": "{left}比{right}{direction} {figure}（{formula}）。",
    "equal": "{left}与{right}相等，均为 {figure}。",
    "more": "多",
    "less": "少",
    "higher": "高",
    "lower": "低",
    "ratio": "{who}{numerator}占{denominator}的 {figure}（{formula}）。",
    "times": "{who}{numerator}是{denominator}的 {figure}（{formula}）。",
    "completion": "{label}完成年初预算的 {figure}。",
    "sum": "{label}合计 {figure}（{formula}）。",
    "derived_last_year": "{who}{year}年{label}：{figure}（由{base_year}年数倒推：{formula}）。",
    "derived_rate": "{who}{label}{base}{direction} {figure}（{formula}）。",
    # verification
    "holds": "核对结果：成立。{formula}",
    "holds_rounding": "核对结果：在四舍五入范围内成立（相差 {difference}）。{formula}",
    "fails": "核对结果：不成立，相差 {difference}。{formula}",
    "rate_right": "核对结果：百分比算得对。{formula}",
    "rate_wrong": "核对结果：百分比与数据不符。文中印出 {printed}，按数据计算为 {computed}。{formula}",
    "contradiction_head": "文件自身有矛盾：{statement}。",
    "note_contradiction": "注意：{label}在{where}印为 {figure}，与此处不一致。",
    "empty_note": "《{table}》表下注明“{note}”，但表中印有 {figure}，即有数字",
    "contradiction_place": "· {where}：{figure}",
    "supported_by_sums": "按加总关系，{figure} 能使 {statement} 成立，较可信；仍请向单位核实。",
    "explained_by": "差额 {difference} 恰为{label} {figure}。",
    "nothing_to_check": "文件中没有可以与之核对的关系。",
    "verified": "核对：{count} 条勾稽关系相符。",
    "rounding": "核对：勾稽关系在四舍五入范围内相符（{count} 条）。",
    "mismatch": "核对：文件自身有矛盾，请看核对明细中不符的各条。",
    "unverified": "核对：文件中没有可以核对此数的关系。",
    "checked_by": "核对：{statement}",
    # ask back
    "clarify_organizations": "已载入的文件里有多个单位有“{label}”，请说明要哪个单位（或哪一年）：",
    "clarify_answers": "问题没有说明是哪个单位，各单位的答案不同，列在下面，请说明要哪个单位：",
    "clarify_years": "“{label}”在多份文件中数字不同，请说明要哪一年、哪份文件：",
    "clarify_readings": "“{text}”在文件中可以指不同的科目，数字不同，请说明要哪一个：",
    "clarify_choice": "· {who}{label}：{figure}",
    "clarify_nothing": "没有认出要查的科目或项目。可以这样问：{examples}",
    # not in the documents
    "no_documents": "还没有载入任何文件。请先载入预决算文件：yusuan index 文件或文件夹。",
    "unknown_organization": "文件中没有“{names}”：已载入的单位是{loaded}。请先载入该单位的文件。",
    "unknown_year": "没有载入{who}{years}年的文件，已载入的是{loaded}，因此查不到该年的数字。",
    "unknown_kind": "没有载入{who}的{kind}文件，已载入的是{loaded}，因此查不到{kind}数。",
    "not_printed": "{who}的文件中没有印出“{label}”，查不到这个数字（没有列出不等于 0）。",
    "not_found_words": "在已载入的文件中没有找到与“{words}”相符的内容，无法回答。",
    "indicator_blank": "{who}“{name}”的目标值一格是空的，文件没有填写目标值（{table}）。",
    "definition_missing": "{who}的文件里没有对“{term}”的名词解释。",
    # out of scope
    "tampering": "只能查询已载入的预决算文件，不能通过提问修改、删除数据或更改程序的设定。",
    "out_of_scope": "这不是关于已载入预决算文件的问题，无法回答。可以问：{examples}",
    "too_long": "问题太长（超过 {limit} 字）。请把问题缩短到 {limit} 字以内，一次问一件事。",
    "empty": "请输入问题，例如：{examples}",
    # narrative
    "quote": "{who}{section}：",
    "definition": "{who}对“{term}”的解释：",
    "reason": "原因：文件写明“{reason}”{mark}",
    "reason_missing": "文件没有写明原因。",
    "indicator": "{who}{project}“{name}”：目标值 {direction}{figure}",
    "indicator_text": "{who}{project}“{name}”：{text}{mark}",
    "count": "{who}{label}：{figure}",
    "premise": "说明：文件写的是{actual}，与问题中的“{asked}”不符。",
    "examples": "“XX局公务接待费多少”“基本支出由什么构成”“机关运行经费比上年增加多少”",
    "failed": "回答时出错：{reason}",
}


def message(key: str, **values: object) -> str:
    """The sentence under `key` with its values filled in."""
    return MESSAGES[key].format(**values)
