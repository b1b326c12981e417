"""The account tree and the colloquial names."""

from __future__ import annotations

import pytest

from index.catalogue.accounts import account, accounts, children, classification, names_of, nature_of, parent
from index.catalogue.forms import forms
from index.catalogue.vocabulary import canonical, measure_entries, normalise


def test_codes_have_the_length_of_their_level_and_known_parents() -> None:
    for code in accounts():
        assert code.isdecimal()
        assert len(code) in (3, 5, 7)
        above = parent(code)
        assert above is None or above in accounts()


def test_children_are_the_other_way_of_parent() -> None:
    for code in accounts():
        assert all(parent(child) == code for child in children(code))
    assert children("22102") == ("2210201", "2210202", "2210203")


def test_names_fold_brackets_and_former_names_lead_to_the_code() -> None:
    assert names_of("维修(护)费") == ("30213", "50209")
    assert "20805" in names_of("行政事业单位离退休")
    assert names_of("住房公积金") == ("2210201", "30113", "50103")
    assert names_of("澄湖市图书馆") == ()
    assert names_of("其他资本性支出") == ("31099", "50399", "50499")  # 310 was called so before 31099 was
    assert names_of("医疗费") == ("30114",)


def test_unknown_codes_are_no_error() -> None:
    assert account("2999999") is None
    assert parent("2999999") == "29999"
    assert parent("abc") is None
    assert parent("") is None
    assert classification("2010388") == "functional"
    assert classification("999") is None


@pytest.mark.parametrize(
    ("code", "nature"),
    [
        ("30101", "人员支出"),
        ("303", "人员支出"),
        ("30216", "公用支出"),
        ("31007", "公用支出"),
        ("50501", "人员支出"),
        ("50502", "公用支出"),
        ("505", None),
        ("31204", None),
        ("39999", None),
        ("2010301", None),
        ("", None),
    ],
)
def test_nature_follows_the_economic_classification(code: str, nature: str | None) -> None:
    assert nature_of(code) == nature


def test_no_word_means_two_measures() -> None:
    owners: dict[str, str] = {}
    for entry in measure_entries():
        for word in (entry.name, *entry.formal, *entry.colloquial):
            assert owners.setdefault(normalise(word), entry.name) == entry.name, word


def test_colloquial_words_are_no_printed_accounts_of_another_name() -> None:
    for entry in measure_entries():
        for word in entry.colloquial:
            assert not names_of(word), word


def test_ambiguous_expressions_name_known_accounts() -> None:
    for entry in measure_entries():
        assert all(code in accounts() for code in entry.codes)
        assert len(entry.codes) != 1, "one meaning needs no codes"


def test_what_a_total_is_of_has_the_name_under_which_questions_ask_for_it() -> None:
    for form in forms():
        for subject in (form.subject, form.receipts, form.expenditure):
            assert not subject or canonical(subject) == subject, form.id
