"""The figures that sentences state: invented sentences of the forms that provinces use."""

from __future__ import annotations

import os
from decimal import Decimal
from pathlib import Path

import pytest

from index.identity import read_identity
from index.load.text import load_text
from index.model.document import Block, Document, Heading, Paragraph, Place, TextLine
from index.model.records import Identity, Kind, Role, Scope, Stage, Statement
from index.narrative.statements import read_statements

OWNER = Identity("澄湖市数据管理局", 2024, Kind.BUDGET, Scope.DEPARTMENT)
FINAL = Identity("澄湖市数据管理局", 2024, Kind.FINAL_ACCOUNT, Scope.DEPARTMENT)
CORPUS = Path(os.environ.get("YUSUAN_CORPUS", Path(__file__).parents[2] / "shared" / "corpus"))


def document(*lines: str) -> Document:
    """Lines become paragraphs, lines beginning with # headings; the line number is the place."""
    blocks: list[Block] = []
    for number, line in enumerate(lines, start=1):
        place = Place(line=number)
        if line.startswith("#"):
            blocks.append(Heading(line.lstrip("# "), line.count("#"), place))
        else:
            blocks.append(Paragraph((TextLine(line, place),)))
    return Document(Path("a.txt"), "", "txt", tuple(blocks))


def read(*lines: str, identity: Identity = OWNER) -> tuple[Statement, ...]:
    statements = read_statements(document("# 第二部分 情况说明", *lines), identity, ())
    for statement in statements:
        assert statement.sentence[statement.start : statement.end] == statement.printed
    return statements


def brief(*lines: str, identity: Identity = OWNER) -> list[str]:
    """Role, subject, value, unit and the index of the total: what most forms are about."""
    return [
        f"{s.role} {s.subject} {s.value}{s.unit}" + (f" <{s.parent}" if s.parent is not None else "")
        for s in read(*lines, identity=identity)
    ]


def test_level_change_and_rate_of_one_subject() -> None:
    found = read(
        "（一）澄湖市数据管理局部门 2024 年收入预算为 1,234.50 万元，"
        "比 2023 年预算数增加 34.50 万元，增长 2.88%，具体情况如下："
    )
    assert [(s.role, s.subject, s.value, s.unit) for s in found] == [
        (Role.LEVEL, "收入总计", Decimal("1234.50"), "万元"),
        (Role.CHANGE, "收入总计", Decimal("34.50"), "万元"),
        (Role.RATE, "收入总计", Decimal("2.88"), "%"),
    ]
    assert [s.base for s in found] == ["", "比2023年预算数", "比2023年预算数"]
    assert [s.year for s in found] == [2024, 2024, 2024]
    assert found[0].place == Place(line=2)


def test_parts_and_list_items_have_their_total() -> None:
    assert brief(
        "（一）本部门 2024 年收入预算为 110 万元，具体情况如下：",
        "1. 财政拨款收入 100 万元，其中一般公共预算拨款收入 90 万元，政府性基金拨款收入 10 万元；",
        "2. 事业收入 6 万元；",
        "3. 上年结转结余 4 万元。",
        "（二）2024 年支出预算 110 万元。",
    ) == [
        "level 收入总计 110万元",
        "level 财政拨款收入 100万元 <0",
        "level 一般公共预算拨款收入 90万元 <1",
        "level 政府性基金预算拨款收入 10万元 <1",
        "level 事业收入 6万元 <0",
        "level 上年结转结余 4万元 <0",
        "level 支出总计 110万元",
    ]


def test_accounts_with_marks_codes_and_paths() -> None:
    found = read(
        "（一）一般公共服务支出（类）政府办公厅（室）及相关机构事务（款）行政运行（项）35.90 万元。",
        "(二) 一般公共服务支出(类)其他一般公共服务支出(款)其他一般公共服务支出(项) 20.30 万元。",
        "（三）2010399-其他政府办公厅（室）及相关机构事务支出 7.50 万元。主要用于信息化。",
        "4．“文化旅游体育与传媒支出-文化和旅游-图书馆”科目 3.20 万元，主要用于图书馆运行。",
        "5．公共安全（类）支出 8 万元。",
        "（六）社会保障和就业支出（类）行政事业单位养老支出",
        "（款）行政单位离退休（项）1.10 万元。主要用于退休人员支出。",
    )
    assert [(s.subject, s.code, str(s.value)) for s in found] == [
        ("行政运行", "2010301", "35.90"),
        ("其他一般公共服务支出", "2019999", "20.30"),
        ("其他政府办公厅（室）及相关机构事务支出", "2010399", "7.50"),
        ("图书馆", "2070104", "3.20"),
        ("公共安全支出", "", "8"),
        ("行政单位离退休", "2080501", "1.10"),
    ]
    assert found[-1].place == Place(line=8)


@pytest.mark.parametrize(
    ("heading", "sentence", "subject"),
    [
        ("（二）公务接待费", "2024 年预算安排 10.00 万元。主要用于来访接待。", "公务接待费"),
        (
            "三、政府性基金预算财政拨款支出情况",
            "2024 年没有使用政府性基金安排支出，预算数为 0 万元。",
            "政府性基金预算拨款支出",
        ),
        ("（一）机关运行经费", "预算数为 3 万元。", "机关运行经费"),
        ("一、2024 年部门预算收支总体情况", "2024 年支出预算 5 万元。", "支出总计"),
        ("（三）公务用车购置及运行费", "2024年支出预算 6 万元。", "公务用车购置及运行费"),
    ],
)
def test_subject_from_the_heading(heading: str, sentence: str, subject: str) -> None:
    assert read(f"## {heading}", sentence)[0].subject == subject


def test_project_named_by_a_heading_above_its_steps() -> None:
    assert brief(
        "## （一）智慧阅读专项经费项目情况",
        "### 1. 立项依据",
        "为推进阅读。",
        "### 2. 年度预算安排",
        "2024年拟安排该项目一般公共预算264.10万元，同时拟动用单位自有资金0万元。其中：",
        "- (1) 图书采购经费 164.10 万元。",
        "- (2) 平台维护费用 100.00 万元。",
    ) == [
        "level 智慧阅读专项经费 264.10万元",
        "level 单位自有资金 0万元",
        "level 图书采购经费 164.10万元 <0",
        "level 平台维护费用 100.00万元 <0",
    ]


def test_change_is_of_the_part_not_of_the_whole() -> None:
    assert brief(
        "## （三）公务用车购置及运行费",
        "2024 年预算安排 5 万元，其中：公务用车运行费 2 万元，比上年减少 1 万元，下降 33.33%，与上年持平；"
        "公务用车购置费 3 万元，比上年增加 0.00 万元，增长 0.00%。",
    ) == [
        "level 公务用车购置及运行费 5万元",
        "level 公务用车运行费 2万元 <0",
        "change 公务用车运行费 -1万元",
        "rate 公务用车运行费 -33.33%",
        "level 公务用车购置费 3万元 <0",
        "change 公务用车购置费 0.00万元",
        "rate 公务用车购置费 0.00%",
    ]


def test_change_after_two_siblings_is_left_out() -> None:
    assert brief("本年安排基本支出 60 万元、项目支出 40 万元，比上年增加 5 万元。") == [
        "level 基本支出 60万元",
        "level 项目支出 40万元",
    ]


def test_change_with_its_own_subject_or_in_the_next_sentence() -> None:
    assert brief(
        "公务接待费较上年预算减少 3.8 万元，下降 11.5%。",
        "会议费预算 20 万元。主要用于年会。与上年相比减少 2 万元，同比下降 9.09%。",
        "与2023年度相比，财政拨款支出减少 63 万元。",
    ) == [
        "change 公务接待费 -3.8万元",
        "rate 公务接待费 -11.5%",
        "level 会议费 20万元",
        "change 会议费 -2万元",
        "rate 会议费 -9.09%",
        "change 财政拨款支出 -63万元",
    ]


def test_expenditure_change_after_receipts_is_not_of_receipts() -> None:
    found = brief("收入预算 100 万元，比上年增加 5 万元；支出预算比上年减少 3 万元。")
    assert found[-1] == "change 支出总计 -3万元"


def test_stages_years_and_completion() -> None:
    found = read(
        "1、文化旅游体育与传媒支出（类）文化和旅游（款）图书馆（项）。主要用于：借阅服务。"
        "年初预算为 15.00 万元，支出决算为 14.70 万元，完成年初预算的98.00%。",
        identity=FINAL,
    )
    assert [(s.role, s.subject, s.stage, s.base) for s in found] == [
        (Role.LEVEL, "图书馆", Stage.INITIAL_BUDGET, ""),
        (Role.LEVEL, "图书馆", Stage.FINAL, ""),
        (Role.SHARE, "图书馆", Stage.FINAL, "年初预算"),
    ]
    found = read(
        "2. “教育支出（类）进修及培训（款）培训支出（项）”2.50万元。2023年当年预算执行数为5.00万元，"
        "2024年预算安排2.50万元，比2023年预算执行数减少50.00%。"
    )
    assert [(s.subject, s.year, s.stage) for s in found] == [
        ("培训支出", 2024, Stage.BUDGET),
        ("培训支出", 2023, Stage.EXECUTED),
        ("培训支出", 2024, Stage.BUDGET),
        ("培训支出", 2024, Stage.BUDGET),
    ]
    assert found[-1].value == Decimal("-50.00")
    assert found[-1].base == "比2023年预算执行数"


def test_shares_name_what_they_are_of() -> None:
    found = read(
        "本年收入合计 200 万元，其中：财政拨款收入 150 万元，占75%；其他收入 50 万元，占本年收入合计的 25%。",
        identity=FINAL,
    )
    assert [(s.role, s.subject, s.base, s.parent) for s in found[2::2]] == [
        (Role.SHARE, "财政拨款收入", "本年收入合计", None),
        (Role.SHARE, "其他收入", "本年收入合计", None),
    ]
    assert [s.parent for s in found] == [None, 0, None, 0, None]


def test_amounts_of_the_year_that_is_compared_with() -> None:
    """比2024年…预算 3.10 万元减少: the amount is of that year, and the change of the one before it."""
    found = read(
        "2025年单位“三公”经费财政拨款预算2.80万元，比2024年“三公”经费财政拨款预算3.10万元减少0.30万元。"
        "其中：1.因公出国（境）费用。2025年预算数0万元，比2024年预算数0万元无变化。"
        "2.公务接待费。2025年预算数0.30万元，比2024年预算数0.60万元减少0.30万元。"
        "3.志愿者误餐。2025年预算数2.50万元。"
    )
    assert [(s.role, s.subject, s.year, s.value, s.base) for s in found] == [
        (Role.LEVEL, "“三公”经费", 2025, Decimal("2.80"), ""),
        (Role.LEVEL, "“三公”经费", 2024, Decimal("3.10"), ""),
        (Role.CHANGE, "“三公”经费", 2025, Decimal("-0.30"), "比2024年"),
        (Role.LEVEL, "因公出国（境）费", 2025, Decimal(0), ""),
        (Role.LEVEL, "公务接待费", 2025, Decimal("0.30"), ""),
        (Role.CHANGE, "公务接待费", 2025, Decimal("-0.30"), "比2024年预算数"),
    ]  # what is no known item has no amount rather than that of the item before


def test_a_score_is_of_its_project_and_no_amount_is_of_a_score() -> None:
    assert brief(
        "（1）课后服务项目绩效自评综述：根据年初设定的绩效目标，该项目绩效自评得分为92分。全年预算数为100万元，执行数为96万元，完成预算的96%。",
        "阅读推广项目自评得分96.8分，全年预算数为30.00万元，执行数为29.00万元。",
        "自评得分95分以上的项目4个，90（含）-95分的项目2个。",
        identity=FINAL,
    ) == [
        "count 课后服务自评得分 92分",
        "level 课后服务 100万元",
        "level 课后服务 96万元",
        "share 课后服务 96%",
        "count 阅读推广项目自评得分 96.8分",
        "level 阅读推广项目 30.00万元",
        "level 阅读推广项目 29.00万元",
        "count 自评得分95分以上的项目 4个",
        "count 90（含）-95分的项目 2个",
    ]


def test_counts_before_and_after_their_noun() -> None:
    assert brief(
        "2024 年澄湖市数据管理局共设置 19 个项目绩效目标，共涉及财政拨款资金 2,061.50 万元。",
        "归并31个业务部门的76项服务事项设置通办柜台，柜台数由原来的18个压缩为7个。",
        "本部门内设 12 个内设机构，下属3家事业单位，在职人员 5 人。",
        "实行绩效管理的一级项目 1 个,涉及一般公共预算拨款 64.10 万元、政府性基金预算拨款 0 万元。",
    ) == [
        "count 项目绩效目标 19个",
        "level 涉及财政拨款资金 2061.50万元",
        "count 业务部门 31个",
        "count 服务事项 76项",
        "count 柜台数 18个",
        "count 柜台数 7个",
        "count 内设机构 12个",
        "count 事业单位 3家",
        "count 在职人员 5人",
        "count 实行绩效管理的一级项目 1个",
        "level 涉及一般公共预算拨款 64.10万元",
        "level 涉及政府性基金预算拨款 0万元",
    ]


def test_assets_by_date_and_purchases() -> None:
    found = read(
        "截至 2023 年 12 月 31 日，本部门共有车辆 3 辆，其中："
        "机要通信用车 1 辆、其他用车 2 辆。单位价值 100 万元（含）以上设备 2 台（套）。",
        "2024 年单位预算安排购置车辆 1 辆，其中：其他用车 1 辆；单位价值 100 万元（含）以上设备 0 台（套）。",
    )
    assert [(s.subject, s.year, s.unit, s.parent) for s in found] == [
        ("车辆", 2023, "辆", None),
        ("机要通信用车", 2023, "辆", 0),
        ("其他用车", 2023, "辆", 0),
        ("单位价值100万元以上设备", 2023, "台（套）", None),
        ("购置车辆", 2024, "辆", None),
        ("购置其他用车", 2024, "辆", 4),
        ("购置单位价值100万元以上设备", 2024, "台（套）", None),
    ]


def test_procurement() -> None:
    assert brief(
        "2024 年本部门政府采购预算总额 109.90 万元,其中:政府采购货物预算 9.90 万元,"
        "政府采购工程预算 90 万元,政府采购服务预算 10 万元。"
    ) == [
        "level 政府采购预算 109.90万元",
        "level 政府采购货物预算 9.90万元 <0",
        "level 政府采购工程预算 90万元 <0",
        "level 政府采购服务预算 10万元 <0",
    ]


def test_parts_of_one_of_two_totals_by_their_sum() -> None:
    found = read(
        "2024 年安排基本支出 60.00 万元，项目支出 40.00 万元。其中：",
        "（1）人员经费 50.00 万元；",
        "（2）公用经费 10.00 万元。",
    )
    assert [s.parent for s in found] == [None, None, 0, 0]
    found = read(
        "2024 年安排基本支出 60.00 万元，项目支出 40.00 万元。其中：",
        "（1）人员经费 50.00 万元；",
        "（2）公用经费 11.00 万元。",
    )
    assert [s.parent for s in found] == [None, None, None, None]


def test_nested_parts_end_when_they_make_up_their_total() -> None:
    found = read(
        "支出预算 100 万元，其中：基本支出 60 万元，其中人员经费 50 万元，公用经费 10 万元，项目支出 40 万元。"
    )
    assert [s.parent for s in found] == [None, 0, 1, 1, 0]
    found = read(
        "支出预算 100 万元，其中：基本支出 60 万元（其中：人员经费 50 万元，公用经费 9 万元），项目支出 40 万元。"
    )
    assert [s.parent for s in found] == [None, 0, 1, 1, 0]


def test_scope_named_by_within() -> None:
    found = read(
        "支出预算 9 万元，其中：财政拨款支出预算 9 万元，比2023年预算减少 1 万元。"
        "财政拨款支出预算中，一般公共预算拨款支出预算 8 万元；国有资本经营预算拨款支出预算 1 万元。"
    )
    assert [(s.subject, s.parent) for s in found][3:] == [("一般公共预算支出", 1), ("国有资本经营预算拨款支出", 1)]


@pytest.mark.parametrize(
    "sentence",
    [
        "与上年相比未变化，与上年持平。",
        "根据《通知》（澄财〔2023〕5号）精神，自2023年9月1日起执行。",
        "提供 7*24 小时服务，联系电话 0599-1234567。",
        "单位价值 50 万元以上通用设备按规定管理，20万元以下的除外。",
        "不少于 300 个事项实现“3个一”办理。",
        "第3批名单于 12 月公布，实施周期3年，2-3次。",
        "办理提案 700 件左右。",
    ],
)
def test_no_statement(sentence: str) -> None:
    assert read(sentence) == ()


def test_figures_of_other_organizations_keep_their_owner() -> None:
    assert brief("澄湖市图书馆2024年基本支出 5 万元，澄湖局2024年基本支出 9 万元。") == [
        "level 澄湖市图书馆基本支出 5万元",
        "level 基本支出 9万元",
    ]


def test_reason_clauses_give_no_wrong_subject() -> None:
    found = brief(
        "## （二）项目支出情况",
        "项目支出预算 40 万元，比上年减少 7 万元，主要原因："
        "一是压减一般性支出；二是纳入上年预算的7万元图书收入不再安排。",
    )
    assert found == ["level 项目支出 40万元", "change 项目支出 -7万元"]


def test_nothing_speaks_of_the_amount_before_one_that_was_lost() -> None:
    found = brief("公务接待费 5 万元，没有安排 3 万元，比上年增加 1 万元。")
    assert found == ["level 公务接待费 5万元"]


def test_named_lists() -> None:
    assert brief(
        "会议费、培训费分别为 5 万元、4 万元。",
        "因公出国（境）费、公务接待费均为 0 万元。",
        "会议费、培训费分别为 5 万元、4 万元、3 万元。",
    ) == [
        "level 会议费 5万元",
        "level 培训费 4万元",
        "level 因公出国（境）费 0万元",
        "level 公务接待费 0万元",
    ]


def test_both_sides_at_once() -> None:
    assert brief(
        "澄湖市数据管理局2024年度收、支总预算 50 万元，与上年相比收、支预算总计各增加 2 万元，增长 4.17%。"
    ) == [
        "level 收支总计 50万元",
        "change 收支总计 2万元",
        "rate 收支总计 4.17%",
    ]


def test_parts_in_brackets_and_the_change_behind_them() -> None:
    found = read(
        "“三公”经费 12.5 万元。其中，公务用车购置及运行维护费7.5万元（公务用车购置费0万元，"
        "公务用车运行维护费7.5万元），比上年下降6.25%；公务接待费5万元，同比持平。"
    )
    assert [(s.role, s.subject, s.parent) for s in found] == [
        (Role.LEVEL, "“三公”经费", None),
        (Role.LEVEL, "公务用车购置及运行费", 0),
        (Role.LEVEL, "公务用车购置费", 1),
        (Role.LEVEL, "公务用车运行费", 1),
        (Role.RATE, "公务用车购置及运行费", None),
        (Role.LEVEL, "公务接待费", 0),
    ]


def test_completion_of_an_amount() -> None:
    found = read(
        "三公经费财政拨款支出决算为8.20万元，完成全年预算12.50万元的65.6%，比2023年度减少1.3万元。", identity=FINAL
    )
    assert [(s.role, s.subject, str(s.value), s.stage) for s in found] == [
        (Role.LEVEL, "“三公”经费", "8.20", Stage.FINAL),
        (Role.LEVEL, "“三公”经费", "12.50", Stage.ADJUSTED_BUDGET),
        (Role.SHARE, "“三公”经费", "65.6", Stage.ADJUSTED_BUDGET),
        (Role.CHANGE, "“三公”经费", "-1.3", Stage.FINAL),
    ]
    assert found[2].base == "全年预算"


def test_this_years_sum_is_not_the_grand_total() -> None:
    assert brief("收入总预算 330 万元。其中：本年收入 320 万元，上年结转 10 万元。") == [
        "level 收入总计 330万元",
        "level 本年收入合计 320万元 <0",
        "level 上年结转结余 10万元 <0",
    ]


def test_funding_behind_the_name_and_reasons_with_amounts() -> None:
    assert brief(
        "本部门2024年机关运行经费当年一般公共预算拨款安排72.4万元，较2023年预算数增加1.2万元，增幅1.69%，主要是办公费增加0.8万元。"
    ) == [
        "level 机关运行经费 72.4万元",
        "change 机关运行经费 1.2万元",
        "rate 机关运行经费 1.69%",
        "change 办公费 0.8万元",
    ]


def test_reaching_a_value_is_a_level() -> None:
    assert brief("窗口数从 30 个减少到 12 个。")[-1] == "count 窗口数 12个"
    assert brief("群众满意度提高至 98%。") == ["level 群众满意度 98%"]


def test_glossary_states_nothing() -> None:
    assert read("# 第四部分 名词解释", "一、大型设备：指单位价值 100 万元的设备 1 台。") == ()


def test_cells() -> None:
    place = Place(line=7)
    cells = [
        (3, 1, "图书采购经费315.60万元, 平台维护经费68.40万元", place, "", ""),
        (3, 2, "1,520.30万元", place, "智慧阅读", ""),
        (3, 3, "≥5000 件", place, "智慧阅读", "办件量"),
        (3, 4, "读者少跑腿 5000 次以上", place, "智慧阅读", "少跑腿"),
    ]
    found = read_statements(document(), OWNER, cells)
    assert [(s.subject, str(s.value), s.table, s.section, s.place) for s in found] == [
        ("图书采购经费", "315.60", 3, (), place),
        ("平台维护经费", "68.40", 3, (), place),
        ("智慧阅读", "1520.30", 3, ("智慧阅读",), place),
    ]


def test_full_width_and_spaced_figures_keep_their_offsets() -> None:
    found = read("公务接待费预算支出 １２．５０        万元，占“三公”经费的 6.10 %。")
    assert [(s.printed, s.value, s.unit, s.base) for s in found] == [
        ("１２．５０", Decimal("12.50"), "万元", ""),
        ("6.10", Decimal("6.10"), "%", "“三公”经费"),
    ]


@pytest.mark.corpus
def test_real_documents_add_up() -> None:
    paths = sorted(CORPUS.glob("fujian/*.txt"))
    if not paths:
        pytest.skip("the real documents are not beside the checkout")
    for path in paths:
        loaded = load_text(path, path.read_bytes())
        found = read_statements(loaded, read_identity(loaded), ())
        assert len(found) > 50
        for index, total in enumerate(found):
            parts = [part.value for part in found if part.parent == index]
            assert not parts or abs(sum(parts) - total.value) <= Decimal("0.05"), (path.name, total.sentence)


def test_a_title_before_the_amount_names_the_whole() -> None:
    assert brief(
        "（一）收入预算：2024年年初预算数88.00万元，其中：一般公共预算拨款80.00万元，事业收入8.00万元。"
        "较2023年增加6.00万元，主要是一般公共预算拨款增加5.00万元，事业收入增加1.00万元。"
    )[:4] == [
        "level 收入总计 88.00万元",
        "level 一般公共预算拨款收入 80.00万元 <0",
        "level 事业收入 8.00万元 <0",
        "change 收入总计 6.00万元",
    ]


def test_visits_and_their_people_are_of_one_subject() -> None:
    found = brief("2024年国内公务接待共12批次（其中外事接待1批次），95人次（其中外事接待6人次）。", identity=FINAL)
    assert found == [
        "count 国内公务接待 12批次",
        "count 外事接待 1批次 <0",
        "count 国内公务接待 95人次",
        "count 外事接待 6人次 <2",
    ]


def test_words_that_name_nothing_alone_are_of_what_stands_before_them() -> None:
    assert brief(
        "其中：外事接待支出0.80万元，接待3批次，11人次；国内公务接待支出5.30万元，接待47批次，388人次。", identity=FINAL
    )[1:3] == ["count 外事接待 3批次", "count 外事接待 11人次"]
    assert brief("会议费预算12.60万元，拟召开6次会议，人数420人；培训费预算8.50万元，拟开展3次培训，人数150人。") == [
        "level 会议费 12.60万元",
        "count 会议 6次",
        "count 会议人数 420人",
        "level 培训费 8.50万元",
        "count 培训 3次",
        "count 培训人数 150人",
    ]
    assert brief("房屋面积12860平方米，价值3,246.50万元；车辆24辆，价值486.20万元。")[1::2] == [
        "level 房屋价值 3246.50万元",
        "level 车辆价值 486.20万元",
    ]
    assert brief("政府采购货物支出9万元。第6次会议研究了预算。") == ["level 政府采购货物预算 9万元"]
