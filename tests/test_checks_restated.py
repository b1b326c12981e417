"""Items of “三公”经费 that the text states more than once."""

from __future__ import annotations

from dataclasses import replace

from index.model.records import Role, Stage
from tests.checks_records import Records, outcomes

RULE = "three_public.restated"
ACCOUNT = "四、“三公”经费预算情况说明"


def said(*figures: tuple[str, str], under: tuple[str, ...] = ()) -> Records:
    """The sentences with the amounts that they state of 公务接待费, in the account of 三公."""
    records = Records()
    for sentence, printed in figures:
        number = records.say(sentence, ("公务接待费", printed, "万元", Role.LEVEL))
        section = (ACCOUNT, *under) if number else (ACCOUNT,)
        records.statements[number] = replace(records.statements[number], section=section)
    return records


def test_an_item_is_the_same_in_the_opening_sentence_and_in_its_own_paragraph() -> None:
    opening = ("其中：公务接待费10.91万元", "10.91")
    own = ("2024年预算安排10.91万元，主要用于接待。", "10.91")
    assert outcomes(said(opening, own, under=("（二）公务接待费",)).run(RULE)) == ["exact"]


def test_short_figures_contradict_one_another_too() -> None:
    records = said(("公务接待费支出3万元", "3"), ("3.公务接待费预算支出5万元", "5"))
    assert outcomes(records.run(RULE)) == ["contradiction"]


def test_the_odd_one_of_three_is_told() -> None:
    records = said(("公务接待费3.50万元", "3.50"), ("公务接待费3.80万元", "3.80"), ("公务接待费3.80万元", "3.80"))
    found = records.run(RULE)
    assert outcomes(found) == ["contradiction", "exact"]
    assert [one.statement for one in found[0].operands] == [1, 0]


def test_three_different_figures_are_not_those_of_one_thing() -> None:
    records = said(("公务接待费3.50万元", "3.50"), ("公务接待费3.80万元", "3.80"), ("公务接待费4.10万元", "4.10"))
    assert records.run(RULE) == []


def test_a_part_of_an_item_is_not_the_item() -> None:
    for sentence in ("其中外宾公务接待费3.50万元", "局本级公务接待费3.50万元", "基本支出安排公务接待费3.50万元"):
        assert said(("公务接待费10.91万元", "10.91"), (sentence, "3.50")).run(RULE) == []


def test_a_figure_that_is_a_part_of_the_same_item_is_not_the_item() -> None:
    records = said(("公务接待费10.91万元", "10.91"), ("用于接待的公务接待费3.50万元", "3.50"))
    records.part_of(0, 1)
    assert records.run(RULE) == []


def test_figures_under_the_headings_of_units_are_their_own() -> None:
    records = said(("公务接待费10.91万元", "10.91"), ("公务接待费3.50万元", "3.50"), under=("（一）大数据中心",))
    assert records.run(RULE) == []


def test_other_stages_and_years_are_other_figures() -> None:
    records = said(("公务接待费10.91万元", "10.91"), ("公务接待费3.50万元", "3.50"))
    records.statements[1] = replace(records.statements[1], stage=Stage.FINAL)
    assert records.run(RULE) == []
    records = said(("公务接待费10.91万元", "10.91"), ("2022年公务接待费3.50万元", "3.50"))
    assert records.run(RULE) == []
