"""What is asked for is answered by itself alone: an item, its reason, a price, a rate, and who rose most."""

from __future__ import annotations

import pytest

from assistant.service import Assistant
from assistant.settings import Settings
from index.build import build

TABLES = """澄湖市{body}{year}年部门预算
一、“三公”经费支出预算表
单位：万元
“三公”经费合计\t因公出国（境）费\t公务用车购置及运行费小计\t公务用车购置费\t公务用车运行费\t公务接待费
{total}\t0.00\t{cars}\t\t{cars}\t{meals}
二、“三公”经费情况说明
公务用车购置及运行费支出{cars}万元，占“三公”经费的{share}%。
公务用车运行维护费支出{cars}万元，比上年预算减少1.00万元，主要原因是车辆报废。
三、国有资产占用情况
截至上年末，本部门共有车辆2辆，单位价值100万元以上设备12台（套）。
四、一般公共预算支出表
单位：万元
科目编码\t科目名称\t金额
201\t一般公共服务支出\t{services}
20129\t群众团体事务\t{services}
2012901\t行政运行\t{services}
221\t住房保障支出\t{homes}
22102\t住房改革支出\t{homes}
2210201\t住房公积金\t{homes}
合计\t\t{all}
"""
GOALS = """五、项目绩效目标表
项目名称\t航标维护
一级指标\t二级指标\t三级指标\t指标值
效益指标\t满意度指标\t船员满意度\t≥90%
六、项目绩效目标表
项目名称\t航道疏浚
一级指标\t二级指标\t三级指标\t指标值
效益指标\t满意度指标\t渔民满意度\t≥96%
"""
AMOUNTS = {
    ("灯塔局", 2024): ("5.00", "4.00", "1.00", "80.00", "60.00", "20.00", "80.00"),
    ("灯塔局", 2025): ("4.00", "3.00", "1.00", "75.00", "66.00", "29.00", "95.00"),
    ("档案馆", 2024): ("6.00", "4.00", "2.00", "66.67", "50.00", "30.00", "80.00"),
    ("档案馆", 2025): ("5.00", "3.00", "2.00", "60.00", "50.00", "33.00", "83.00"),
}


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder = tmp_path_factory.mktemp("printed")
    for (body, year), (total, cars, meals, share, services, homes, everything) in AMOUNTS.items():
        text = TABLES.format(
            body=body, year=year, total=total, cars=cars, meals=meals, share=share, services=services, homes=homes,
            all=everything,
        )  # fmt: skip
        goals = GOALS if (body, year) == ("灯塔局", 2025) else ""
        (folder / f"{body}{year}年部门预算.txt").write_text(text + goals, encoding="utf-8")
    settings = Settings(home=folder / "index", embed=False)
    build([folder], settings)
    return Assistant(settings)


@pytest.mark.parametrize("words", ["公务用车购置费是多少，为什么", "公务用车购置费为什么是0"])
def test_a_reason_of_another_item_is_none_of_this(assistant: Assistant, words: str) -> None:
    answer = assistant.ask(f"灯塔局2025年{words}")
    assert (answer.status, answer.figures) == ("not_found", []), answer.answer
    assert "该格为空" in answer.answer
    assert "没有写明原因" in answer.answer
    assert "报废" not in answer.answer


def test_an_amount_is_told_where_no_reason_is(assistant: Assistant) -> None:
    answer = assistant.ask("灯塔局2024年住房公积金是多少，原因是什么")
    assert "20.00" in [figure.value for figure in answer.figures], answer.answer
    assert "没有写明原因" in answer.answer


def test_who_rose_most_is_named_with_the_item_between(assistant: Assistant) -> None:
    answer = assistant.ask("灯塔局和档案馆谁的住房公积金2025年涨得多")
    assert answer.answer.startswith("增加最多的是澄湖市灯塔局"), answer.answer
    assert {"9.00", "3.00"} <= {figure.value for figure in answer.figures}


def test_things_of_another_price_are_not_counted(assistant: Assistant) -> None:
    assert assistant.ask("灯塔局2025年有多少台单价50万元以上的设备").figures == []
    answer = assistant.ask("灯塔局2025年有多少台单价100万元以上的设备")
    assert [figure.value for figure in answer.figures] == ["12"], answer.answer


def test_targets_are_compared_with_the_rate_that_is_said(assistant: Assistant) -> None:
    answer = assistant.ask("灯塔局2025年有哪些项目的满意度指标低于95%")
    assert [(figure.label, figure.value) for figure in answer.figures] == [("船员满意度", "90")], answer.answer
    assert "航标维护" in answer.answer


def test_classes_that_rose_are_listed(assistant: Assistant) -> None:
    answer = assistant.ask("灯塔局哪些类级支出2025年比2024年增加了")
    assert {"66.00", "29.00"} <= {figure.value for figure in answer.figures}, answer.answer


def test_the_same_as_last_year_is_compared_with_last_year(assistant: Assistant) -> None:
    answer = assistant.ask("灯塔局2025年公务接待费安排1万，和去年一样吗")
    assert {figure.year for figure in answer.figures} == {2024, 2025}, answer.answer
    assert "0.00" in [figure.value for figure in answer.figures if figure.derived]


def test_a_target_is_no_amount(assistant: Assistant) -> None:
    answer = assistant.ask("灯塔局2025年行政运行的数量指标")
    assert (answer.status, answer.figures) == ("not_found", []), answer.answer


def test_a_code_in_brackets_is_told_whole(assistant: Assistant) -> None:
    answer = assistant.ask("灯塔局2025年机关服务（2012903）多少")
    assert "机关服务(2012903)”" in answer.answer, answer.answer


def test_two_that_are_pointed_to_are_no_part_of_one_figure(assistant: Assistant) -> None:
    answer = assistant.ask("这两项再加上灯塔局2025年公务接待费一共多少")
    assert answer.status != "answered", answer.answer
    assert answer.figures == []
