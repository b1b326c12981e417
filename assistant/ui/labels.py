"""What the page says (页面用语): every Chinese word of the page that does not come from a document or an answer."""

from __future__ import annotations

from typing import Final

TITLE: Final = "预算问答"
SUBTITLE: Final = "问一个预决算数字，看到它在文件里的原位和核对过程。"
CHAT: Final = "对话"
ASK_PLACEHOLDER: Final = "写上单位和要问的数字，回车提问"
ASK_LABEL: Final = "问题"
ASK_BUTTON: Final = "提问"
NEW_CONVERSATION: Final = "新对话"
EXAMPLES: Final = "可以这样问"
WELCOME: Final = "### 可以问已载入文件里的任何数字\n\n答案里的标记 [1] 指向右侧的原文，点它就能看到那个单元格。"
WELCOME_EMPTY: Final = "### 还没有载入文件\n\n请在“文件”页上传部门预算、单位预算或决算文件，然后提问。"
LONG_QUESTION: Final = "…（问题共 {length} 字，这里只显示开头）"
SEARCHING: Final = "正在查找和核对……"
FAILED: Final = "这个问题没有答成：程序内部出错，已记入日志。请换个问法，或稍后再试。"

EVIDENCE_TAB: Final = "依据"
FILES_TAB: Final = "文件"
NO_EVIDENCE: Final = "提问后，这里显示答案引用的表格行、原文句子和核对过程。点左侧任一条回答，可以看它的依据。"
NO_CITATIONS: Final = "这条回答没有引用文件里的数字。"
QUESTION: Final = "所问"
SOURCES: Final = "出处"
CHECKS: Final = "核对"
NO_CHECKS: Final = "文件里没有能与这个数字相互印证的关系。"
COPY: Final = "可复制的文字（答案与出处）"
PLAN: Final = "查询计划（JSON）"
SQL: Final = "所用 SQL"
PAGE: Final = "第 {page} 页"
LINE: Final = "第 {line} 行"
LINE_HEAD: Final = "行"
PAGE_HEAD: Final = "页"
UNIT: Final = "单位：{unit}"
OMITTED: Final = "… 略 {count} 行 …"
EMPTY_CELL: Final = "（空）"
MORE_SOURCES: Final = "其余 {count} 处出处"
MORE_ROWS: Final = "另有 {count} 处引用在这张表里，未逐行列出"
STALE: Final = "索引在回答之后有变动，原位已对不上，故不标出单元格；请重新提问。"
PRINTED: Final = "{row} · {column}：{printed} {unit}"
ARITHMETIC: Final = "应为 {expected}，实为 {actual}，相差 {difference}"
TOLERANCE: Final = "（四舍五入容许 {tolerance}）"

BADGES: Final = {
    "verified": "已核对",
    "rounding": "在舍入范围内",
    "mismatch": "文件自相矛盾",
    "unverified": "无从核对",
}
BADGE_NOTES: Final = {
    "verified": "引用的数字与文件中的勾稽关系逐一相符。",
    "rounding": "引用的数字与勾稽关系相符，差额在印出数字的四舍五入之内。",
    "mismatch": "文件中的数字在这里互相对不上，请看下面两处。",
    "unverified": "文件中没有别的数字能印证它，请以原文为准。",
}
OUTCOMES: Final = {"exact": "精确", "rounding": "舍入内", "contradiction": "矛盾"}

LOADED: Final = "已载入的文件（{count}）"
NONE_LOADED: Final = "还没有载入文件。"
DOCUMENT_COLUMNS: Final = ("文件", "单位", "年度", "文种", "表", "数字", "矛盾", "发现")
UPLOAD: Final = "上传文件（可多选，单个不超过 {limit} MB）"
UPLOAD_RESULTS: Final = "上传结果"
READING: Final = "正在读取"
LOADED_ONE: Final = "已载入"
REFUSED: Final = "未载入"
LOADED_DETAIL: Final = "{unit}，{year}{kind}：{tables:,} 张表，{figures:,} 个数字，{findings:,} 项发现"
UNCHANGED: Final = "与已载入的完全相同。"
SAME_NAME: Final = "这一批里有两个同名的文件，只载入了前一个。请改名后再传。"
EMBEDDING: Final = "数字已可提问；正在为文字段落计算向量 {done}/{total}"
RECOGNIZING: Final = "文字识别：{name} 第 {done} / {total} 页"
LOAD_FAILED: Final = "载入时程序出错，已记入日志。请重新上传，或查看日志。"
YEAR: Final = "{year} 年"
YEAR_UNKNOWN: Final = "年度不详"

EXAMPLE_WITH_YEAR: Final = "{organization}{year}年{subject}是多少？"
EXAMPLE: Final = "{organization}{subject}是多少？"
ADDRESS_TAKEN: Final = "不能在 {address} 打开网页，端口可能已被占用。请用 --port 换一个端口。"
SERVING: Final = "页面已打开：{url}（Ctrl+C 结束）"
