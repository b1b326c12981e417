"""What questions and texts leave to what stands beside them: a year, the rest of a name, the item that was spent of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from openpyxl import Workbook

from tests.over_texts import assistant_over, figures

if TYPE_CHECKING:
    from pathlib import Path

    from assistant.service import Assistant


SCHOOLS = """澄湖市教育局2024年部门预算
一、收入预算
2024年本部门收入预算900.00万元。其中：一般公共预算拨款880.00万元，财政专户管理资金20.00万元。
二、一般公共预算拨款支出预算
2024年本部门一般公共预算拨款支出预算880.00万元，其中：小学生均公用经费120.00万元，初中生均公用经费80.00万元。
三、“三公”经费预算
2024年“三公”经费预算14.00万元，其中：公务接待费4.00万元，公务用车运行费10.00万元。
四、一般性支出
会议费预算6.00万元，拟召开6次会议，人数420人。
"""
ROWS = (
    ("部门收支总表",), ("部门：101_澄湖市教育局", "", "", "", "", "单位：万元"), ("收入", "", "支出", "", "", ""),
    ("项目", "本年预算", "项目（按功能分类）", "本年预算", "项目（按部门预算经济分类）", "本年预算"),
    ("一、一般公共预算拨款收入", 880.0, "一、教育支出", 860.0, "一、工资福利支出", 600.0),
    ("二、财政专户管理资金收入", 20.0, "二、住房保障支出", 40.0, "二、商品和服务支出", 300.0),
    ("收入总计", 900.0, "支出总计", 900.0, "支出总计", 900.0),
)  # fmt: skip
ACCOUNTS = (
    ("部门支出总表",), ("部门：101_澄湖市教育局", "", "", "", "单位：万元"),
    ("科目编码", "科目名称", "合计", "基本支出", "项目支出"),
    ("205", "教育支出", 860.0, 660.0, 200.0), ("20502", "普通教育", 860.0, 660.0, 200.0),
    ("2050202", "小学教育", 480.0, 360.0, 120.0), ("2050203", "初中教育", 380.0, 300.0, 80.0),
    ("221", "住房保障支出", 40.0, 40.0, None), ("22102", "住房改革支出", 40.0, 40.0, None),
    ("2210201", "住房公积金", 40.0, 40.0, None),
    ("", "合计", 900.0, 700.0, 200.0),
)  # fmt: skip
THREE = (
    ("一般公共预算“三公”经费支出表",), ("部门：101_澄湖市教育局", "", "", "单位：万元"),
    ("单位名称", "“三公”经费合计", "公务用车运行费", "公务接待费"),
    ("合计", 14.0, 10.0, 4.0), ("澄湖市教育局", 14.0, 10.0, 4.0), ("澄湖市教育局本级", 8.0, 6.0, 2.0),
    ("澄湖市第一中学", 6.0, 4.0, 2.0),
)  # fmt: skip
RECEIPTS = (
    ("部门收入总表",), ("部门：101_澄湖市教育局", "", "", "单位：万元"),
    ("单位名称", "合计", "一般公共预算", "财政专户管理资金"),
    ("合计", 900.0, 880.0, 20.0), ("澄湖市教育局", 900.0, 880.0, 20.0), ("澄湖市教育局本级", 500.0, 500.0, None),
    ("澄湖市第一中学", 400.0, 380.0, 20.0),
)  # fmt: skip
WELFARE = """澄湖市民政局2023年度部门决算
一、“三公”经费支出决算情况
公务用车运行维护费预算为42.00万元，支出决算为38.60万元，完成预算的91.90%；购置公务用车4辆。公务接待费预算为4.20万元，支出决算为2.90万元，完成预算的69.05%。其中：国内接待费2.90万元，共计接待31批次、226人次；外事接待费0万元，共计接待0批次、0人次。
截至2023年12月31日，公务用车保有量为16辆。
货物采购授予中小企业合同金额占货物支出金额的95.20%，工程采购授予中小企业合同金额占工程支出金额的100%。
二、支出决算情况
一般公共预算支出年初预算为1,000.00万元，支出决算为1,080.00万元，完成年初预算的108.00%。其中：社会福利（款）殡葬（项）年初预算为800.00万元，支出决算为832.90万元，完成年初预算的104.11%。
三、支出决算表
单位：万元
| 科目编码 | 科目名称 | 本年支出合计 | 基本支出 | 项目支出 |
| 208 | 社会保障和就业支出 | 1,122.60 | 500.00 | 622.60 |
| 20810 | 社会福利 | 875.50 | 300.00 | 575.50 |
| 2081004 | 殡葬 | 875.50 | 300.00 | 575.50 |
| 20819 | 最低生活保障 | 247.10 | 200.00 | 47.10 |
| 2081901 | 城市最低生活保障金支出 | 247.10 | 200.00 | 47.10 |
| | 合计 | 1,122.60 | 500.00 | 622.60 |
"""
FARMS = """澄湖市农业农村局2024年部门预算
一、政府采购情况
2024年政府采购预算486.20万元，其中：货物采购128.60万元，工程采购210.00万元，服务采购147.60万元。
二、一般公共预算支出表
单位：万元
| 科目编码 | 科目名称 | 2023年预算数 | 2024年预算数 | | |
| | | | 合计 | 基本支出 | 项目支出 |
| 213 | 农林水支出 | 956.80 | 986.40 | 986.40 | |
| 21301 | 农业农村 | 956.80 | 986.40 | 986.40 | |
| 2130101 | 行政运行 | 956.80 | 986.40 | 986.40 | |
| | 合计 | 956.80 | 986.40 | 986.40 | |
三、高标准农田建设项目绩效目标表
| 一级指标 | 二级指标 | 三级指标 | 指标值 |
| 产出指标 | 数量指标 | 新建高标准农田面积 | ≥8万亩 |
| 满意度指标 | 服务对象满意度 | 农户满意度 | ≥90% |
四、部门固定资产占用情况表
截止时间：2023年12月31日
| 项目 | 数量 | 价值（万元） |
| 资产总额 | —— | 3,862.46 |
| 房屋（平方米） | 6,280.00 | 1,246.30 |
"""

AIR = """澄湖市生态环境局2024年部门预算
一、部门政府采购预算
单位：万元
| 政府采购项目来源 | | 采购物品名称 | 数量单位 | 数量 | 单价 | 政府采购金额 | |
| 项目名称 | 预算资金 | | | | | 合计 | 一般公共预算 |
| 合计 | | | | | | 337.80 | 337.80 |
| 检测能力建设 | 426.00 | 检测仪器 | 台 | 6 | 48.50 | 291.00 | 291.00 |
| 土壤普查 | 60.00 | 土样检测 | 项 | 1 | 46.80 | 46.80 | 46.80 |
二、政府性基金预算支出表
单位：万元
| 科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出 |
| | | | | |
说明：本部门2024年无政府性基金预算支出，本表为空。
三、国有资本经营预算支出表
单位：万元
| 科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出 |
| | | | | |
备注：本表无数据。
四、机关运行经费安排情况
我部门2024年机关运行经费共计安排128.00万元，其中：办公费12.80万元，差旅费115.20万元。
五、一般公共预算基本支出表
单位：万元
| 科目编码 | 科目名称 | 合计 | 人员经费 | 公用经费 |
| | 合计 | 300.00 | 100.00 | 200.00 |
| 301 | 工资福利支出 | 100.00 | 100.00 | |
| 30101 | 基本工资 | 100.00 | 100.00 | |
| 302 | 商品和服务支出 | 200.00 | | 200.00 |
| 30201 | 办公费 | 47.00 | | 47.00 |
| 30211 | 差旅费 | 153.00 | | 153.00 |
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder: Path = tmp_path_factory.mktemp("beside")
    texts = {"教育局预算说明": SCHOOLS, "民政局2023年决算": WELFARE, "农业农村局2024年预算": FARMS, "生态局": AIR}
    book = Workbook()
    for title, rows in (("收支", ROWS), ("支出", ACCOUNTS), ("三公", THREE), ("收入", RECEIPTS)):
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    for cells in ("A1:F1", "A3:B3", "C3:F3"):
        book["收支"].merge_cells(cells)
    book.remove(book.worksheets[0])
    book.save(folder / "教育局部门预算公开表.xlsx")
    return assistant_over(folder, texts)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("教育局2024年小学教育的项目支出多少", [("120", "万元")]),
        ("教育局2024年初中教育预算多少", [("380", "万元")]),
        ("教育局2024年财政专户管理资金收入多少", [("20", "万元")]),
    ],
)
def test_tables_without_a_year_are_of_the_year_of_their_text(
    assistant: Assistant, question: str, expected: list[tuple[str, str]]
) -> None:
    answer = assistant.ask(question)
    assert (answer.status, figures(answer)) == ("answered", expected)


def test_a_whole_is_taken_apart_within_its_own_panel(assistant: Assistant) -> None:
    answer = assistant.ask("教育局2024年支出按部门经济分类是怎么构成的")
    assert [figure.value for figure in answer.figures] == ["900", "600", "300"]


def test_a_text_and_its_tables_are_one_in_an_order(assistant: Assistant) -> None:
    answer = assistant.ask("教育局和农业农村局2024年总支出从高到低排一下")
    assert "最多的是澄湖市教育局2024年部门预算" in answer.answer
    assert "没有排进来" not in answer.answer.replace("农业农村局", "").partition("澄湖市教育局2024年部门预算的文件")[2]


def test_the_row_of_the_department_is_none_of_its_bodies(assistant: Assistant) -> None:
    answer = assistant.ask("教育局下属单位里哪家“三公”经费最多")
    assert "最多的是澄湖市教育局本级" in answer.answer


def test_the_only_body_that_has_any_is_told(assistant: Assistant) -> None:
    answer = assistant.ask("教育局2024年财政专户管理资金是哪个单位的")
    assert [(figure.label, figure.value) for figure in answer.figures] == [("澄湖市第一中学财政专户管理资金", "20")]


def test_half_a_name_has_the_rest_of_the_one_before(assistant: Assistant) -> None:
    answer = assistant.ask("初中呢", ["教育局2024年小学教育预算多少"])
    assert figures(answer)[:1] == [("380", "万元")]


def test_meetings_are_counted(assistant: Assistant) -> None:
    assert figures(assistant.ask("教育局会议费预算多少，开几次会")) == [("6.00", "万元"), ("6", "次")]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("民政局2023年公务接待费预算多少，支出多少，完成比例多少", ["4.20", "2.90", "69.05"]),
        ("民政局2023年公务用车运行维护费预算42万花了多少，完成多少", ["42.00", "38.60", "91.90"]),
        ("民政局2023年殡葬科目年初预算和决算分别是多少，执行率多少", ["800.00", "832.90", "104.11"]),
        ("民政局2023年公务用车保有量是多少辆，当年新买了几辆", ["16", "4"]),
        ("民政局2023年外事接待花了多少钱", ["0"]),
        ("民政局2023年国内接待31批次共多少人次", ["226"]),
        ("民政局2023年城市低保花了多少钱", ["247.10"]),
    ],
)
def test_what_was_spent_is_of_the_item_before(assistant: Assistant, question: str, expected: list[str]) -> None:
    answer = assistant.ask(question)
    assert (answer.status, [figure.value for figure in answer.figures]) == ("answered", expected)


def test_a_share_of_what_has_no_amount(assistant: Assistant) -> None:
    answer = assistant.ask("民政局2023年货物采购授予中小企业的比例是多少")
    assert figures(answer) == [("95.20", "%")]


def test_a_column_of_the_year_before_is_told_beside(assistant: Assistant) -> None:
    answer = assistant.ask("农业农村局行政运行2023年预算和2024年预算各多少")
    assert figures(answer) == [("956.80", "万元"), ("986.40", "万元")]


def test_amounts_beside_words_are_no_codes(assistant: Assistant) -> None:
    answer = assistant.ask("农业农村局货物128.6、工程210、服务147.6加起来等于486.2吗")
    assert "成立" in answer.answer
    assert {"486.20", "128.60", "210.00", "147.60"} <= {figure.value for figure in answer.figures}


def test_an_indicator_in_other_words(assistant: Assistant) -> None:
    assert figures(assistant.ask("高标准农田建设项目新建面积指标定了多少")) == [("8", "万亩")]


def test_a_date_above_a_table_is_no_title(assistant: Assistant) -> None:
    answer = assistant.ask("农业农村局固定资产占用情况表里资产总额多少")
    assert [one.table for one in answer.citations][:1] == ["部门固定资产占用情况表"]


def test_the_total_before_an_amount_is_of_the_whole_row(assistant: Assistant) -> None:
    answer = assistant.ask("生态环境局政府采购预算合计多少")
    assert figures(answer) == [("337.80", "万元")]
    assert [one.row for one in answer.citations][:1] == ["合计"]


def test_an_empty_table_is_told_with_its_note(assistant: Assistant) -> None:
    answer = assistant.ask("生态环境局2024年政府性基金预算支出多少")
    assert answer.figures == []
    assert "本部门2024年无政府性基金预算支出" in answer.answer
    answer = assistant.ask("生态环境局2024年国有资本经营预算支出多少")
    assert (answer.status, answer.figures) == ("not_found", [])
    assert "《国有资本经营预算支出表》为空表，表注写明：“本表无数据。”" in answer.answer


def test_a_body_is_named_with_what_its_row_is_of(assistant: Assistant) -> None:
    answer = assistant.ask("澄湖市第一中学2024年三公经费一共多少")
    assert "澄湖市第一中学（“三公”经费）" in answer.answer


@pytest.mark.parametrize(
    ("question", "share"),
    [
        ("生态环境局2024年机关运行经费中办公费占多少", "10.00"),
        ("教育局2024年普通教育支出中小学教育占多少", "55.81"),
    ],
)
def test_a_share_is_of_the_whole_that_is_named_before_it(assistant: Assistant, question: str, share: str) -> None:
    answer = assistant.ask(question)
    assert [figure.value for figure in answer.figures if figure.unit == "%"] == [share]


def test_an_area_of_something_else_is_no_answer(assistant: Assistant) -> None:
    assert assistant.ask("农业农村局2024年粮食播种面积目标多少亩").figures == []
