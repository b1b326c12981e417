"""What a question points back to: earlier topics, the former and the latter, places of a list, sources of figures."""

from __future__ import annotations

import pytest

from tests.sample_index import sample_assistant

PROJECTS = "数据局2025年项目支出最大的三个项目"
BOTH = "数据局2025年基本支出和项目支出各多少"
POINTS_BACK = [
    (
        ["数据局2025年差旅费", "培训费呢", "这两项加起来"],
        "回到差旅费，比上年少了多少",
        ("1.64", "万元"),
    ),  # 26.80 − 25.16
    (["数据局2025年差旅费", "图书馆2025年电费"], "回到刚才的数据局，水费多少", ("1.85", "万元")),
    (["数据局2025年差旅费", "图书馆2025年电费"], "说回差旅费", ("25.16", "万元")),
    ([BOTH], "前者占多少", ("79.71", "%")),  # 3,227.72 ÷ 4,049.27
    ([BOTH, "前者占多少"], "后者比2024年决算多多少", ("17.34", "万元")),  # 821.55 − 804.21
    (["数据局2025年差旅费", "图书馆呢"], "前者比后者多多少", ("17.98", "万元")),  # 25.16 − 7.18
    (["数据局2025年金额最大的项目是哪个", "第二大的呢"], "它们加起来多少", ("521.26", "万元")),  # 324.00 + 197.26
    ([PROJECTS, "这三个加起来"], "第二个比上年增加了多少", ("10.84", "万元")),  # 197.26 − 186.42
    (["数据局2025年项目有哪些", "一共几个"], "最小的是哪个", ("26.39", "万元")),
    (["数据局2025年项目有哪些", "最小的是哪个", "它占项目支出多少"], "最大的一项呢", ("324.00", "万元")),
    (["数据局2025年一般公共服务支出"], "其中项目支出呢", ("821.55", "万元")),
    (["图书馆2024年文化旅游体育与传媒支出"], "其中基本支出多少", ("939.12", "万元")),
    (["图书馆2024年文化旅游体育与传媒支出", "其中基本支出多少"], "占多少", ("66.11", "%")),  # 939.12 ÷ 1,420.60
    (["数据局2025年一般公共服务支出"], "行政运行占其中多少", ("54.01", "%")),  # 1,701.09 ÷ 3,149.66
    (["数据局2025年差旅费"], "比上年呢", ("1.64", "万元")),
    ([], "数据局2025年差旅费比上年呢", ("1.64", "万元")),
    (["数据局2025年差旅费"], "比2024年决算呢，差多少", ("0.06", "万元")),  # 25.22 − 25.16
    (["数据局和图书馆2025年公务接待费各多少"], "谁多", ("7.14", "万元")),  # 9.12 − 1.98
    (["数据局和图书馆2025年公务接待费各多少", "谁多"], "多多少", ("7.14", "万元")),
    (["数据局2025年公务接待费"], "加上图书馆一共多少", ("111000.00", "元")),
    (["图书馆2024年支出总计", "2025年呢", "两年加起来"], "平均每年多少", ("1828.39", "万元")),
    (["数据局2024年决算公务接待费"], "完成率多少", ("87.74", "%")),  # as printed
    (["图书馆2025年事业收入"], "占收入多少", ("1.44", "%")),  # 265,500 ÷ 18,384,975
]

COUNTED = ["数据局2025年几个项目"]
WAGES = ["图书馆2024年工资福利支出", "基本工资占多少，绩效工资占多少"]
GOES_ON = [
    (["数据局2025年差旅费"], "比培训费多多少", ("19.04", "万元")),  # 25.16 − 6.12
    (["数据局2025年公务接待费", "图书馆呢"], "两边差几倍", ("4.61", "倍")),  # 9.12 ÷ 1.98
    (["数据局2025年人员经费占总支出多少", "图书馆呢"], "谁的占比更高", ("63.65", "%")),
    (["数据局2024年决算公务接待费", "年初预算是多少来着"], "没花完的有多少", ("1.21", "万元")),  # 9.85 − 8.64
    (["数据局2024年公务用车运行费预算", "决算呢"], "节约了多少", ("0.54", "万元")),  # 8.60 − 8.06
    (["数据局2024年决算哪个项目执行率最低", "它的预算是多少"], "剩了多少钱", ("26.39", "万元")),  # 112.60 − 86.21
    (["数据局2024年预算公务接待费"], "2025年预算又是多少", ("9.12", "万元")),
    (["数据局2025年政务云平台扩容比2024年多多少"], "2024年决算执行了多少", ("293.15", "万元")),
    (WAGES, "两个一共占几成", ("59.74", "%")),  # (216.44 + 436.89) ÷ 1,093.54
    ([BOTH], "第二项占支出总计多少", ("20.29", "%")),  # 821.55 ÷ 4,049.27
    (COUNTED, "各多少钱", ("324.00", "万元")),
    (COUNTED, "总金额", ("821.55", "万元")),
    (COUNTED, "超过100万的有几个", ("3", "个")),
    (COUNTED, "平均一个多少", ("136.93", "万元")),  # 821.55 ÷ 6
    ([], "数据局2025年项目一共多少钱", ("821.55", "万元")),
    (["数据局2024年预算差旅费", "2025年预算呢"], "哪年多", ("26.80", "万元")),
    (["数据局2024年预算差旅费", "2025年预算呢", "哪年多"], "多出来多少", ("1.64", "万元")),
    (["数据局和图书馆2025年公务接待费谁多"], "人员经费呢", ("1803.4188", "万元")),  # 2,973.60 − 1,170.1812
    (["几个单位2025年公务接待费从高到低排一下"], "最低的呢", ("19800.00", "元")),
    (["数据局2025年项目支出"], "基本支出占比", ("79.71", "%")),
    ([], "数据局2025年基本支出3227.72万，工资福利占多少", ("91.34", "%")),  # 2,948.28 ÷ 3,227.72
    ([], "图书馆2025年资本性支出占基本支出多少", ("0.38", "%")),  # 52,000, not 2,974,800 with projects
    (["数据局2025年人员经费占基本支出多少"], "公用呢", ("7.87", "%")),  # 254.12 ÷ 3,227.72
    (["图书馆2025年城市书房建设", "比上一年减了多少"], "减幅", ("24.98", "%")),  # 31.19 ÷ 124.87
    (["数据局2025年三公经费"], "分项列一下", ("26.05", "万元")),
    (["数据局2025年三公经费", "比上年增加多少"], "是哪一项多了", ("26.05", "万元")),
    (["图书馆2024年差旅费", "2025年呢"], "占公用经费的比重变化", ("0.25", "百分点")),  # 3.64 − 3.39
    (["数据局2025年公务接待费"], "比2024年少了0.73万对不对", ("0.73", "万元")),
    (["数据局2024年政府采购决算多少"], "都买了些什么", ("245.00", "万元")),
]


@pytest.mark.parametrize(("turns", "question", "figure"), [*POINTS_BACK, *GOES_ON])
def test_what_is_pointed_back_to_is_found(turns: list[str], question: str, figure: tuple[str, str]) -> None:
    answer = sample_assistant().ask(question, turns)
    assert answer.status == "answered"
    assert figure in [(one.value, one.unit) for one in answer.figures]


def test_only_what_is_asked_of_a_list_is_told_again() -> None:
    answer = sample_assistant().ask("最小的是哪个", ["数据局2025年项目有哪些"])
    assert [figure.value for figure in answer.figures] == ["26.39"]


def test_the_growth_of_each_is_told_where_it_is_asked_which_grew_faster() -> None:
    answer = sample_assistant().ask("谁涨得快", ["数据局2025年差旅费", "电费呢"])
    assert {"1.64", "0.54"} <= {figure.value for figure in answer.figures}
    answer = sample_assistant().ask("谁涨得快", ["数据局2025年差旅费"])
    assert (answer.status, answer.figures) == ("not_found", [])


def test_where_a_figure_stands_is_said() -> None:
    answer = sample_assistant().ask("出处在哪", ["数据局2025年差旅费"])
    assert [figure.value for figure in answer.figures] == ["25.16"]
    assert "出处[1]：澄湖市数据管理局2025年部门预算.txt 第" in answer.answer
    alone = sample_assistant().ask("数据局2025年差旅费在哪一页")
    assert alone.verification.status == "verified"
    assert "出处[1]" in alone.answer


def test_an_average_that_is_not_printed_is_told_with_the_total() -> None:
    answer = sample_assistant().ask("平均每个月多少", ["图书馆2025年物业管理费"])
    assert (answer.status, answer.figures) == ("not_found", [])
    assert [figure.value for figure in answer.supporting] == ["728000.00"]


@pytest.mark.parametrize(
    ("turns", "question"),
    [
        (["数据局2025年水费"], "这三个加起来"),
        (["图书馆2024年基本工资占工资福利支出多少"], "两个一共占几成"),
        (["数据局2024年年末结转多少"], "这笔钱用在哪个项目了"),
    ],
)
def test_what_was_not_asked_for_is_not_made_up(turns: list[str], question: str) -> None:
    answer = sample_assistant().ask(question, turns)
    assert (answer.status, answer.figures) == ("not_found", [])


def test_the_organization_stays_where_several_figures_of_it_are_asked_for() -> None:
    answer = sample_assistant().ask("分别多少", ["数据局2025年项目有哪些"])
    assert {figure.organization for figure in answer.figures} == {"澄湖市数据管理局"}


def test_an_order_of_organizations_is_told_where_the_place_of_one_is_asked_for() -> None:
    answer = sample_assistant().ask("图书馆排第几", ["几个单位2025年公务接待费从高到低排一下"])
    assert [figure.value for figure in answer.figures] == ["9.12", "19800.00"]
