"""Answers about projects, their own tables, purposes, meanings and checks in other words: documents invented."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.over_texts import assistant_over
from tests.sample_index import sample_assistant

if TYPE_CHECKING:
    from pathlib import Path

    from assistant.service import Assistant

HEAD = """2024年度
澄湖市便民服务局
单位预算

## 第二部分 2024年度单位预算表

2024年度收支预算总表

单位：万元

收入	预算数	支出	预算数
一、一般公共预算拨款收入	90.00	一、一般公共服务支出	97.00
二、上年结转结余	20.00	二、社会保障和就业支出	9.00
		三、卫生健康支出	4.00
收入合计	110.00	支出合计	110.00

2024年度收入预算总表

单位：万元

科目编码	科目名称	总计	一般公共预算拨款收入	事业收入	上年结转结余
合计		110.00	90.00	0.00	20.00
2010301	行政运行	50.00	50.00	0.00	0.00
2019999	其他一般公共服务支出	47.00	27.00	0.00	20.00
2080505	机关事业单位基本养老保险缴费支出	9.00	9.00	0.00	0.00
2101101	行政单位医疗	3.00	3.00	0.00	0.00
2101103	公务员医疗补助	1.00	1.00	0.00	0.00

2024年度支出预算总表

单位：万元

科目编码	科目名称	合计	基本支出	项目支出
合计		110.00	63.00	47.00
2010301	行政运行	50.00	50.00	0.00
2019999	其他一般公共服务支出	47.00	0.00	47.00
2080505	机关事业单位基本养老保险缴费支出	9.00	9.00	0.00
2101101	行政单位医疗	3.00	3.00	0.00
2101103	公务员医疗补助	1.00	1.00	0.00

2024年度一般公共预算支出经济分类情况表

单位：万元

科目编码	科目名称	预算数
合计		110.00
301	工资福利支出	48.00
302	商品和服务支出	58.00
310	资本性支出	4.00

2024年度一般公共预算基本支出经济分类情况表

单位：万元

科目编码	科目名称	预算数
合计		63.00
301	工资福利支出	48.00
30101	基本工资	20.00
30102	津贴补贴	19.00
30103	奖金	9.00
302	商品和服务支出	15.00
30201	办公费	8.00
30207	邮电费	2.50
30211	差旅费	4.50

## 第三部分 2024年度单位预算情况说明

### 一、预算收支总体情况

2024年，澄湖市便民服务局单位收入预算为110.00万元，比上年增加10.00万元。相应安排支出预算110.00万元，比上年增加10.00万元。

### 二、一般公共预算拨款支出情况

（一）2010301-行政运行50.00万元。主要用于机关工作人员的工资和日常运转。

（二）2019999-其他一般公共服务支出47.00万元。主要用于便民项目支出。

### 三、一般公共预算“三公”经费支出情况

（二）公务接待费

2024年预算安排2039.24元。主要用于外地同行来访的工作餐。

### 四、预算绩效目标情况

2024年澄湖市便民服务局共设置4个项目绩效目标，共涉及财政拨款资金47.00万元。
"""
PROJECT = """
{name}绩效目标表

项目资金（万元）	资金总额：	{amount}
	财政拨款：	{amount}
	其中：当年财政拨款：	{own}
	上年结转结余财政拨款：	{carried}
	其他资金：	0.00
总体目标	{goal}
绩效目标指标	一级指标	二级指标	三级指标	目标值
	成本指标	经济成本指标	成本控制率	≤100%
	产出指标	数量指标	{indicator}	≥{target}
	满意度指标	服务对象满意度指标	群众满意度	≥90%
"""
TAIL = """
## 五、其他重要事项说明

（一）机关运行经费

2024年澄湖市便民服务局机关运行经费支出15.00万元，比上年增加3.00万元，增长25.00%。主要原因是：办公场所搬迁。

（三）国有资产占用使用情况

截至2023年12月31日，澄湖市便民服务局共有车辆2辆，其中：执法执勤用车1辆，其他用车1辆。单位价值100万元（含）以上设备5台（套）。

2024年单位预算安排购置车辆1辆，单位价值100万元（含）以上设备0台（套）。

第四部分

名词解释

一、财政拨款收入：指财政当年拨付的资金，包括一般公共预算拨款收入、政府性基金预算拨款收入。

二、其他收入：指除上述以外的收入，主要是房屋出租收入。

三、“三公”经费：是指使用财政拨款安排的因公出国（境）费、公务用车购置及运行费和公务接待费。其中，因公出国（境）费反映单位公务出国（境）的国际旅费；公务用车购置及运行费，指单位公务用车购置支出及燃料费、维修费、过路费等支出；公务接待费反映单位按规定开支的各类公务接待支出。
"""
PROJECTS = (
    (
        "湖湾驿站运维",
        "15.00",
        "15.00",
        "0.00",
        "保持十二处湖湾驿站全年开放，为骑行者提供饮水和急救。",
        "驿站开放数量",
        "12处",
    ),
    ("23年湖湾驿站运维", "8.00", "0.00", "8.00", "保持八处湖湾驿站开放。", "驿站开放数量", "8处"),
    ("便民热线坐席", "12.00", "12.00", "0.00", "热线坐席全天有人接听。", "接听次数", "9000次"),
    ("23年购置湖湾救生设备", "12.00", "0.00", "12.00", "为湖湾配齐救生圈和浮标。", "救生圈数量", "60个"),
)
OTHER = """2024年度
澄湖市农林局
单位预算

2024年度一般公共预算基本支出经济分类情况表

单位：万元

科目编码	科目名称	预算数
合计		30.00
301	工资福利支出	20.00
30101	基本工资	12.00
30102	津贴补贴	8.00
302	商品和服务支出	10.00
30201	办公费	4.00
30207	邮电费	6.00

（一）机关运行经费

2024年澄湖市农林局机关运行经费支出10.00万元，比上年增加2.00万元，增长25.00%。
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder: Path = tmp_path_factory.mktemp("projects")
    keys = ("name", "amount", "own", "carried", "goal", "indicator", "target")
    tables = "".join(PROJECT.format(**dict(zip(keys, one, strict=True))) for one in PROJECTS)
    return assistant_over(folder, {"便民": HEAD + tables + TAIL, "农林": OTHER})


@pytest.mark.parametrize(
    ("question", "figures"),
    [
        # a project, and the one of the same name whose own name begins with a year
        ("便民服务局湖湾驿站运维今年的加上23年结转的一共多少", ["23.00万元"]),
        ("便民服务局湖湾驿站运维2024年和23年的各多少", ["15.00万元", "8.00万元"]),
        ("便民服务局湖湾驿站运维23年结转的是多少", ["8.00万元"]),
        ("驿站开放数量，便民服务局湖湾驿站运维今年的和23年的分别几处", ["12处", "8处"]),
        # projects by a word of their names
        ("便民服务局湖湾有三个项目，钱加起来多少", ["35.00万元"]),
        ("便民服务局湖湾相关的项目一共多少钱", ["35.00万元"]),
        ("便民服务局有几个湖湾项目，合计多少钱", ["3个", "35.00万元"]),
        # a row of projects' own tables
        ("便民服务局绩效项目里当年财政拨款总共多少", ["27.00万元"]),
        ("便民服务局湖湾驿站运维项目的其他资金是多少", ["0.00万元"]),
        ("便民服务局23年购置湖湾救生设备的当年财政拨款多少", ["0.00万元"]),
        # a column that only the table of receipts has
        ("便民服务局2019999里上年结转结余多少", ["20.00万元"]),
        # a year that is not loaded beside one that is
        ("便民服务局机关运行经费去年多少，今年多少", ["15.00万元", "12.00万元"]),
        ("便民服务局基本工资减奖金", ["11.00万元"]),
        # over organizations
        ("便民服务局的津贴补贴是农林局的几倍", ["2.38倍"]),
        ("农林局办公费相当于便民服务局的百分之几", ["50.00%"]),
        ("两个局邮电费合计", ["8.50万元"]),
        # counts and parts
        ("便民服务局工资福利支出有几个款级科目", ["3个"]),
        ("便民服务局打算买几辆车", ["1辆"]),
        ("便民服务局公务用车几辆", ["2辆"]),
        ("便民服务局5辆车怎么来的？到底有几辆车", ["2辆"]),
        ("便民服务局医疗那几项支出按大小排个序", ["3.00万元", "1.00万元"]),
        ("便民服务局支出按经济分类拆开看看", ["110.00万元", "48.00万元", "58.00万元", "4.00万元"]),
        # subtraction
        ("便民服务局收入合计减去基本支出是多少", ["47.00万元"]),
        ("便民服务局商品和服务支出全口径减掉基本支出里的还剩多少", ["58.00万元", "15.00万元", "43.00万元"]),
        # a word for a part beside the item's own name; an amount that looks like a year
        ("便民服务局电话费邮寄费（邮电费）多少", ["2.50万元"]),
        ("便民服务局那2039.24元公务接待费占邮电费多少", ["8.16%"]),
    ],
)  # fmt: skip
def test_the_figures_asked_for(assistant: Assistant, question: str, figures: list[str]) -> None:
    answer = assistant.ask(question)
    assert answer.status == "answered"
    assert [f"{one.value}{one.unit}" for one in answer.figures] == figures


@pytest.mark.parametrize(
    ("question", "verdict", "figures"),
    [
        ("便民服务局机关运行经费涨25%这个数有没有算错", "算得对", {"25.00%"}),
        ("便民服务局基本支出加项目支出等不等于110", "相符", {"110.00万元"}),
        ("便民服务局301工资福利支出底下三项相加对不对", "成立", {"48.00万元"}),
        ("便民服务局支出总计110等于基本支出加项目支出吗", "成立", {"63.00万元", "47.00万元", "110.00万元"}),
        ("便民服务局48.00是不是20.00加19.00加9.00", "成立", {"48.00万元", "20.00万元", "19.00万元", "9.00万元"}),
    ],
)
def test_checks_in_other_words(assistant: Assistant, question: str, verdict: str, figures: set[str]) -> None:
    answer = assistant.ask(question)
    assert verdict in answer.answer
    assert figures <= {f"{one.value}{one.unit}" for one in answer.figures}
    assert answer.verification.status == "verified"


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("便民服务局湖湾驿站运维这个项目是干啥的", "饮水和急救"),
        ("便民服务局便民热线坐席的总体目标是什么", "全天有人接听"),
        ("便民服务局公务接待费都是接待谁的", "外地同行来访"),
        ("便民服务局47.00万其他一般公共服务支出用在哪", "主要用于便民项目"),
        ("便民服务局行政运行主要用于什么", "日常运转"),
        ("便民服务局说的其他收入指哪些钱", "房屋出租"),
        ("公务用车购置及运行费具体包括哪些开支？按便民服务局的解释", "过路费"),
    ],
)
def test_what_texts_say_of_an_item(assistant: Assistant, question: str, told: str) -> None:
    answer = assistant.ask(question)
    assert answer.status == "answered"
    assert told in answer.answer
    assert answer.citations


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("便民服务局养老方面的项目一共多少钱", "没有名称含“养老”的"),
        ("政府性基金是什么意思", "没有对“政府性基金”的名词解释"),
        ("便民服务局教育那几项支出排个序", "教育"),
        ("便民服务局公务接待费加备用周转金等不等于支出总计", "没有印出“备用周转金”"),
        ("便民服务局邮电费是干什么用的", "没有写明“邮电费”的用途"),
        ("农林局支出按功能分类的构成", "没有"),
    ],
)
def test_what_is_not_there_is_told(assistant: Assistant, question: str, said: str) -> None:
    answer = assistant.ask(question)
    assert said in answer.answer
    assert answer.status == "not_found" or (answer.status == "answered" and "核对结果" not in answer.answer)


def test_a_row_of_every_project_is_of_none_alone(assistant: Assistant) -> None:
    answer = assistant.ask("便民服务局当年财政拨款多少")
    assert answer.status == "clarify"
    assert not answer.figures
    assert "《便民热线坐席绩效目标表》" in answer.answer


def test_the_project_of_the_same_name_is_told_beside(assistant: Assistant) -> None:
    answer = assistant.ask("便民服务局湖湾驿站运维多少钱")
    assert [one.value for one in answer.figures] == ["15.00"]
    assert "23年湖湾驿站运维" in answer.answer
    assert "8.00" in {one.value for one in answer.supporting}


def test_a_part_without_an_indicator_is_told(assistant: Assistant) -> None:
    answer = assistant.ask("便民服务局便民热线坐席的接听次数目标多少，能接多少投诉电话")
    assert [(one.value, one.unit) for one in answer.figures] == [("9000", "次")]
    assert "“能接多少投诉电话”：文件中没有找到" in answer.answer


def test_a_range_goes_on_from_the_list_before(assistant: Assistant) -> None:
    answer = assistant.ask("那4万到10万之间的呢", ["便民服务局商品和服务支出里超过10万的有哪些"])
    assert [one.value for one in answer.figures] == ["8.00", "4.50"]


@pytest.mark.parametrize(
    ("question", "figures"),
    [
        # several years of one organization are loaded, and 2024 also as final accounts
        ("数据局2025年网上办事大厅升级，今年的加24年结转的一共多少", ["121.63万元"]),
        ("数据局2025年网上办事大厅相关的项目有几个，一共多少钱", ["2个", "121.63万元"]),
        ("图书馆2025年花钱最少的项目是哪个", ["92400.00元"]),
        ("数据局2025年采购服务类有哪几个项目", ["170.50万元", "131.86万元", "46.80万元"]),
        ("数据局2025年写增长2.53%，算错没有", ["2.53%", "2.53%"]),
    ],
)
def test_several_years_loaded(question: str, figures: list[str]) -> None:
    answer = sample_assistant().ask(question)
    assert answer.status == "answered"
    assert [f"{one.value}{one.unit}" for one in answer.figures] == figures


@pytest.mark.parametrize(
    ("question", "figure"),
    [("数据局24年实际花了多少钱", "3864.75万元"), ("图书馆2025年预算比2024年增长百分之几", "1.11%")],
)
def test_the_whole_where_nothing_is_named(question: str, figure: str) -> None:
    answer = sample_assistant().ask(question)
    assert answer.status == "answered"
    assert figure in {f"{one.value}{one.unit}" for one in answer.figures}


def test_a_sum_of_a_year_left_open_asks_which() -> None:
    answer = sample_assistant().ask("数据局办公费加邮电费多少")
    assert answer.status == "clarify"
    assert not answer.figures
    assert "2024年" in answer.answer
    assert "2025年" in answer.answer


def test_a_change_left_open_is_no_claim() -> None:
    answer = sample_assistant().ask("数据局2025年公务接待费跟上年比是涨是跌，多少")
    assert answer.status == "answered"
    assert "与问题中的" not in answer.answer
