"""What should stand in a document: listed tables, empty tables, years, and words that compare two amounts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from index.contents import ListedTable
from index.model.document import Place
from index.model.records import Kind, Passage, PassageKind, Role, Stage
from index.tables.listed import Listed
from tests.checks_records import IDENTITY, Records, outcomes

ONE = [("预算数",)]
FORMS = ("budget_summary", "receipts_summary", "expenditure_summary", "fiscal_summary")
TITLES = ("收支预算总表", "收入预算总表", "支出预算总表", "财政拨款收支预算总表")


def tables(records: Records, *titles: str) -> None:
    for title, form in zip(titles, FORMS, strict=False):
        number = records.table(title, ONE, [("合计", "12.00")])
        records.tables[number] = replace(records.tables[number], form=form)


def listed(title: str, form: str | None, table: int | None) -> Listed:
    return Listed(ListedTable(title, Place(line=3)), title, form, table)


def passage(text: str) -> Passage:
    return Passage(PassageKind.TEXT, ("说明",), text, Place(line=50), Place(line=50))


def test_contents_list_what_is_there() -> None:
    records = Records()
    tables(records, *TITLES)
    records.listed = [listed(title, form, at) for at, (title, form) in enumerate(zip(TITLES, FORMS, strict=True))]
    assert outcomes(records.run("contents")) == ["exact"] * 4


def test_a_listed_table_of_a_known_form_that_is_not_there() -> None:
    records = Records()
    tables(records, *TITLES[:3])
    records.listed = [
        listed(title, form, at if at < 3 else None) for at, (title, form) in enumerate(zip(TITLES, FORMS, strict=True))
    ]
    last = records.run("contents")[-1]
    assert last.outcome.value == "contradiction"
    assert [spot.place.line for spot in last.spots] == [3]


def test_tables_in_another_file_are_not_missing() -> None:
    records = Records()
    records.listed = [listed(title, form, None) for title, form in zip(TITLES, FORMS, strict=True)]
    assert records.run("contents") == []


@pytest.mark.parametrize(
    ("printed", "note", "expected"),
    [
        ("0.00", "注：本表为空表。", ["exact"]),
        ("47.91", "注：本表为空表。", ["contradiction"]),
        ("47.91", "注：本表无数据的单元格表示没有安排。", []),
        ("47.91", "", []),
    ],
)
def test_a_note_that_calls_a_table_empty(printed: str, note: str, expected: list[str]) -> None:
    records = Records()
    records.table("政府性基金预算支出表", ONE, [("合计", printed)])
    records.tables[0] = replace(records.tables[0], note=note)
    assert outcomes(records.run("empty.note")) == expected


@pytest.mark.parametrize(
    ("printed", "text", "expected"),
    [
        ("0.00", "本单位2024年没有政府性基金预算拨款安排的支出。", ["exact"]),
        ("47.91", "本单位2024年没有政府性基金预算拨款安排的支出。", ["contradiction"]),
        ("47.91", "本单位没有政府性基金预算支出增加的情况。", []),
        ("47.91", "本单位没有国有资本经营预算拨款安排的支出。", []),
    ],
)
def test_funds_that_the_text_says_there_are_none_of(printed: str, text: str, expected: list[str]) -> None:
    records = Records()
    number = records.table("政府性基金预算支出表", ONE, [("合计", printed)])
    records.tables[number] = replace(records.tables[number], form="government_fund")
    records.passages = [passage(text)]
    assert outcomes(records.run("empty.stated")) == expected


@pytest.mark.parametrize(("last", "outcome"), [("2024", "exact"), ("2023", "contradiction")])
def test_a_title_of_another_year(last: str, outcome: str) -> None:
    records = Records()
    tables(records, *(f"2024年度{title}" for title in TITLES[:3]), f"{last}年度{TITLES[3]}")
    assert outcomes(records.run("years.title")) == ["exact"] * 3 + [outcome]


def test_a_title_of_last_year_beside_that_of_this_year() -> None:
    records = Records()
    tables(records, *(f"2024年度{title}" for title in TITLES))
    number = records.table("2023年度收入预算总表", ONE, [("合计", "12.00")])
    records.tables[number] = replace(records.tables[number], form="receipts_summary")
    assert outcomes(records.run("years.title")) == ["exact"] * 4


def changes(*bases: str) -> Records:
    records = Records()
    for base in bases:
        number = records.say(f"{base}增加5.00万元。", ("培训费", "5.00", "万元", Role.CHANGE))
        records.statements[number] = replace(records.statements[number], base=base)
    return records


def test_a_change_compares_with_the_year_before() -> None:
    assert outcomes(changes("比2023年预算数", "与2023年度相比").run("years.base")) == ["exact"] * 2


def test_a_change_that_compares_with_another_year_than_all_others() -> None:
    found = changes(*["比2023年预算数"] * 3, "比2022年预算数").run("years.base")
    assert outcomes(found) == ["exact"] * 3 + ["contradiction"]
    assert changes("比2019年预算数", "比2019年决算数").run("years.base") == []


def final_account(word: str, budget: str, final: str) -> Records:
    records = Records()
    sentence = f"年初预算{budget}万元，支出决算{final}万元。"
    name = "公务接待费"
    first = records.say(sentence, (name, budget, "万元", Role.LEVEL), (name, final, "万元", Role.LEVEL))
    stages = (Stage.INITIAL_BUDGET, Stage.FINAL)
    for number, stage in enumerate(stages, first):
        records.statements[number] = replace(records.statements[number], stage=stage)
    records.passages = [passage(f"{sentence}决算数{word}预算数的主要原因是厉行节约。")]
    return records


@pytest.mark.parametrize(
    ("word", "budget", "final", "outcome"),
    [
        ("小于", "12.00", "10.50", "exact"),
        ("大于", "12.00", "10.50", "contradiction"),
        ("大于", "12.00", "13.50", "exact"),
        ("等于", "12", "12.04", "rounding"),
    ],
)
def test_the_final_account_is_more_or_less_than_the_budget(word: str, budget: str, final: str, outcome: str) -> None:
    assert outcomes(final_account(word, budget, final).run("words.budget")) == [outcome]


def test_two_items_before_the_words_leave_open_which_is_meant() -> None:
    records = final_account("大于", "12.00", "10.50")
    records.statements[1] = replace(records.statements[1], subject="会议费")
    assert records.run("words.budget") == []


@pytest.mark.parametrize(("word", "outcome"), [("增加", "contradiction"), ("减少", "exact"), ("持平", "contradiction")])
def test_the_word_behind_the_amounts_of_two_years(word: str, outcome: str) -> None:
    records = Records()
    name = "会议费"
    sentence = f"2023年预算12.00万元，2024年预算10.00万元，比上年{word}，主要是压减会议。"
    first = records.say(sentence, (name, "12.00", "万元", Role.LEVEL), (name, "10.00", "万元", Role.LEVEL))
    records.statements[first] = replace(records.statements[first], year=2023)
    assert outcomes(records.run("words.years")) == [outcome]


def test_a_budget_may_not_compare_with_its_own_year_a_final_account_may() -> None:
    records = changes(*["比2023年预算数"] * 3, "比2024年预算数")
    assert outcomes(records.run("years.base"))[-1] == "contradiction"
    records.identity = replace(IDENTITY, kind=Kind.FINAL_ACCOUNT)
    assert outcomes(records.run("years.base")) == ["exact"] * 4


def notes(*printed: str) -> Records:
    """Empty tables of 政府性基金 and 国有资本经营预算 with their notes."""
    records = Records()
    titles = (("政府性基金预算支出表", "government_fund"), ("国有资本经营预算支出表", "state_capital"))
    for (title, form), note in zip(titles, printed, strict=True):
        number = records.table(title, ONE, [])
        records.tables[number] = replace(records.tables[number], form=form, note=note)
    return records


FUND, CAPITAL = "注：本单位没有政府性基金预算支出，故本表为空表。", "注：本单位没有国有资本经营预算支出，故本表为空表。"


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (FUND, CAPITAL, ["exact", "exact"]),
        (FUND, FUND, ["exact", "contradiction"]),  # copied from the table before
        (CAPITAL, CAPITAL, ["contradiction", "exact"]),
        ("", FUND, []),  # perhaps the note of the table before it
        ("注：此表无数据。", "注：此表无数据。", []),
        (FUND.replace("支出", "和国有资本经营预算支出"), CAPITAL, ["exact", "exact"]),
    ],
)
def test_a_note_names_the_funds_of_its_table(first: str, second: str, expected: list[str]) -> None:
    assert outcomes(notes(first, second).run("empty.fund")) == expected


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        ("三、2024年“三公”经费情况说明", ["exact"] * 3),
        ("三、2023年“三公”经费情况说明", ["exact", "exact", "contradiction"]),
        ("三、2023年部门预算执行情况说明", ["exact", "exact"]),
        ("三、与2023年部门预算比较情况说明", ["exact", "exact"]),
        ("三、2023年部门决算情况说明", ["exact", "exact"]),
        ("三、2020年“三公”经费情况说明", ["exact", "exact"]),
    ],
)
def test_a_heading_of_another_year(last: str, expected: list[str]) -> None:
    records = Records()
    headings = ("第二部分 2024年度部门预算表", "第三部分 2024年度部门预算情况说明", last)
    records.passages = [replace(passage("说明如下。"), section=(heading,)) for heading in headings]
    assert outcomes(records.run("years.heading")) == expected
