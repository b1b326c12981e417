"""Short names of organizations, spoken forms, and mentions in questions."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.catalogue.organizations import find_mentions, match_mention, short_names
from index.catalogue.pronunciation import is_slip, misspells

FULL_NAMES = (
    "澄湖市数据管理局",
    "澄湖市图书馆",
    "澄湖市行政审批管理局",
    "澄湖市东塘区人民政府办公室",
    "澄湖市东塘区商务委员会",
    "澄湖市东塘区财政局",
    "澄湖市东塘区人民政府柳湾街道办事处",
    "澄湖台商投资区管理委员会行政审批服务局",
    "澄湖市发展和改革委员会",
    "澄湖市人力资源和社会保障局",
    "澄湖市人民检察院",
    "澄湖市政协办公厅",
    "中国人民政治协商会议澄湖市委员会办公厅",
    "中共澄湖市委员会宣传部",
    "澄湖市国有资产监督管理委员会",
    "澄湖市机关事务管理局会计核算中心",
)
LOADED = [(number, name, short_names(name)) for number, name in enumerate(FULL_NAMES)]


def _texts(question: str, loaded: list[tuple[int, str, tuple[str, ...]]] = LOADED) -> tuple[list[str], list[str]]:
    mentions = find_mentions(question, loaded)
    return [found.text for found in mentions.found], [unknown.text for unknown in mentions.unknown]


@pytest.mark.parametrize("name", FULL_NAMES)
def test_every_short_name_matches_its_full_name(name: str) -> None:
    assert match_mention(name, name) == 1
    assert short_names(name)
    for short in short_names(name):
        assert match_mention(short, name) > 0, short


@pytest.mark.parametrize(
    ("name", "spoken"),
    [
        ("澄湖市行政审批管理局", "澄湖审批局 澄湖市审批局 审批局 澄湖行政审批局 澄湖局 澄湖市 市审批局"),
        ("澄湖市东塘区人民政府办公室", "区府办 区政府办 东塘区政府办 东塘府办 政府办"),
        ("澄湖市东塘区人民政府柳湾街道办事处", "柳湾街道 柳湾街道办 街道办 柳湾"),
        ("澄湖市东塘区商务委员会", "商务委 商委 东塘商委 区商务委"),
        ("澄湖市人民检察院", "检察院 市检察院 市检 澄湖检察院"),
        ("中国人民政治协商会议澄湖市委员会办公厅", "政协 市政协 澄湖政协 澄湖市政协"),
        ("澄湖台商投资区管理委员会行政审批服务局", "澄湖台商投资区审批局 澄湖台商区审批局 审批服务局 审批局"),
        ("澄湖市发展和改革委员会", "发改委 市发改委 发展改革委 澄湖发改委"),
        ("澄湖市人力资源和社会保障局", "人社局 市人社局 澄湖人社局"),
        ("中共澄湖市委员会宣传部", "市委宣传部 宣传部 澄湖市委宣传部"),
        ("澄湖市国有资产监督管理委员会", "国资委 市国资委"),
    ],
)
def test_spoken_forms(name: str, spoken: str) -> None:
    for form in spoken.split():
        assert match_mention(form, name) > 0, form
        assert form in short_names(name), form


@pytest.mark.parametrize("name", FULL_NAMES)
@pytest.mark.parametrize("place", ["深圳", "深圳市", "临泽市", "广东省"])
def test_another_place_never_matches(name: str, place: str) -> None:
    for short in short_names(name):
        assert match_mention(place + short, name) == 0


@pytest.mark.parametrize(
    ("mention", "name"),
    [
        ("民政局", "澄湖市东塘区财政局"),
        ("澄湖财政局", "澄湖市东塘区财政局"),  # the city's, not the district's
        ("市财政局", "澄湖市东塘区财政局"),
        ("政局", "澄湖市行政审批管理局"),
        ("管理局", "澄湖市行政审批管理局"),
        ("局", "澄湖市行政审批管理局"),
        ("", "澄湖市行政审批管理局"),
        ("办公室", "澄湖市东塘区人民政府办公室"),
    ],
)
def test_other_bodies_and_bare_endings_do_not_match(mention: str, name: str) -> None:
    assert match_mention(mention, name) == 0


def test_one_character_of_the_same_sound_is_forgiven_and_scores_less() -> None:
    assert misspells("检查院", "检察院")
    assert not misspells("民政局", "财政局")
    right = match_mention("澄湖检察院", "澄湖市人民检察院")
    assert 0 < match_mention("澄湖检查院", "澄湖市人民检察院") < right
    assert match_mention("成湖市图书馆", "澄湖市图书馆") > 0


@pytest.mark.parametrize(
    ("question", "found", "unknown"),
    [
        ("澄湖市数据管理局2024年公务接待费多少", ["澄湖市数据管理局"], []),
        ("数据局项目支出是多少", ["数据局"], []),
        ("澄湖的图书馆会议费", ["澄湖的图书馆"], []),
        ("成湖市图书馆的差旅费", ["成湖市图书馆"], []),
        ("区府办和商务委谁的三公高", ["区府办", "商务委"], []),
        ("柳湾街道2025年总支出", ["柳湾街道"], []),
        ("东塘财政今年培训费", ["东塘财政"], []),
        ("深圳市财政局三公经费是多少", [], ["深圳市财政局"]),
        ("深圳的三公经费", [], ["深圳"]),
        ("请问临泽市财政局今年预算", [], ["临泽市财政局"]),
        ("东塘区教育局的培训费", [], ["东塘区教育局"]),
        ("澄湖的教育局差旅费", [], ["澄湖的教育局"]),
        ("教育局的三公经费是多少", [], ["教育局"]),
        ("省财政厅的会议费", [], ["省财政厅"]),
        ("深圳的图书馆差旅费", [], ["深圳的图书馆"]),
        ("投资区审批局培训费", ["投资区审批局"], []),
        ("临泽审批局差旅费", [], ["临泽审批局"]),
        ("深圳市审批局和澄湖市审批局哪个高", ["澄湖市审批局"], ["深圳市审批局"]),
    ],
)
def test_mentions(question: str, found: list[str], unknown: list[str]) -> None:
    assert _texts(question) == (found, unknown)


@pytest.mark.parametrize(
    "question",
    [
        "其他政府办公厅（室）及相关机构事务支出是多少",
        "教育支出",
        "公安支出多少",
        "行政单位医疗",
        "财政拨款收入合计",
        "图书馆（项）",
        "法院支出是多少",
        "人大会议",
        "政务服务中心改造项目",
        "各单位三公合计",
        "两个局谁多",
        "委托业务费和会议费",
        "机关运行经费是多少",
        "",
    ],
)
def test_words_of_accounts_are_no_organizations(question: str) -> None:
    assert _texts(question) == ([], [])


def test_a_place_alone_means_all_its_organizations_and_a_body_all_with_it() -> None:
    loaded = [(1, "澄湖市数据管理局", ()), (2, "澄湖市图书馆", ()), (3, "临泽市图书馆", ())]
    assert find_mentions("澄湖那边呢", loaded).found[0].ids == (1, 2)
    assert find_mentions("图书馆的三公", loaded).found[0].ids == (2, 3)
    assert find_mentions("临泽市图书馆的三公", loaded).found[0].ids == (3,)
    assert find_mentions("澄湖和临泽哪个多", loaded).found[1].ids == (3,)


def test_custom_short_names_are_found() -> None:
    found = find_mentions("湖图今年三公", [(7, "澄湖市图书馆", ("湖图", "我馆"))]).found
    assert [(mention.text, mention.ids) for mention in found] == [("湖图", (7,))]
    assert find_mentions("我馆今年三公", [(7, "澄湖市图书馆", ("湖图", "我馆"))]).found == ()


@settings(max_examples=150)
@given(st.text(alphabet="澄湖市区的图书馆局数据财政２０24年（室）㎡ 和教育深圳", max_size=24))
def test_offsets_are_of_the_question_as_given(question: str) -> None:
    mentions = find_mentions(question, LOADED)
    spans = [(each.start, each.end, each.text) for each in mentions.found]
    spans += [(each.start, each.end, each.text) for each in mentions.unknown]
    assert all(text and question[start:end] == text for start, end, text in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(sorted(spans)))


@pytest.mark.parametrize(
    ("name", "spoken"),
    [
        ("澄湖市工业和信息化局", "工信局 市工信局 澄湖工信局"),
        ("中共澄湖市委组织部", "组织部 市委组织部 澄湖组织部"),
        ("共青团澄湖市委员会", "团市委 澄湖团市委"),
        ("澄湖市公安局交通警察支队", "交警支队 市交警支队 澄湖交警支队"),
        ("澄湖市中级人民法院", "中院 市中院 澄湖中院 法院"),
        ("澄湖市第一中学", "一中 市一中 第一中学"),
        ("澄湖市第一人民医院", "一院 市一院 第一人民医院"),
        ("澄湖市农业农村局", "农业农村局 市农业农村局"),
        ("澄湖市应急管理局", "应急管理局 应急局"),
        ("澄湖市城市管理和综合执法局", "城管局 城管执法局"),
        ("澄湖市白云乡", "白云乡 白云乡政府"),
        ("澄湖市湖滨街道办事处", "湖滨街道 湖滨街办"),
        ("澄湖市广播电视台", "广播电视台 市广播电视台"),
        ("澄湖市委党校", "党校 市委党校"),
        ("中国民主促进会澄湖市委员会", "民进 民进澄湖市委 民进澄湖市委会 民进市委"),
        ("澄湖回族彝族自治县农业农村局", "澄湖县农业农村局 澄湖农业农村局"),
        ("澄湖土家族苗族自治州财政局", "澄湖州财政局 澄湖财政局 州财政局"),
    ],
)
@pytest.mark.parametrize("question", ["{}2024年公务接待费多少", "请问{}去年办公费是多少钱"])
def test_spoken_forms_of_other_bodies_in_a_question(name: str, spoken: str, question: str) -> None:
    for form in (name, *spoken.split()):
        mentions = find_mentions(question.format(form), [(7, name, short_names(name))])
        assert [found.ids for found in mentions.found] == [(7,)], form
        assert not mentions.unknown


@pytest.mark.parametrize("question", ["一中心多少人", "第一中标人是谁", "唯一中标的是哪家"])
def test_a_number_before_another_word_is_no_school(question: str) -> None:
    assert not find_mentions(question, [(7, "澄湖市第一中学", ())]).found


def test_an_account_is_no_organization_of_that_name() -> None:
    assert not find_mentions("农业农村支出多少", [(7, "澄湖市农业农村局", ())]).found


@pytest.mark.parametrize("question", ["白云镇三公经费多少", "白云乡2024年公务接待费"])
def test_a_town_that_is_not_loaded_is_said_to_be_unknown(question: str) -> None:
    mentions = find_mentions(question, [(7, "澄湖市东山镇人民政府", ())])
    assert not mentions.found
    assert [unknown.text for unknown in mentions.unknown] == [question[:3]]


@pytest.mark.parametrize("question", ["城镇老旧小区改造多少", "各乡镇三公经费", "新型城镇化项目多少钱", "村镇规划费用"])
def test_words_with_town_in_them_are_none(question: str) -> None:
    mentions = find_mentions(question, [(7, "澄湖市东山镇人民政府", ())])
    assert (mentions.found, mentions.unknown) == ((), ())


def test_slips_are_forgiven_and_other_words_are_not() -> None:
    assert is_slip("三公金费", "三公经费")  # a near sound
    assert is_slip("公务待接费", "公务接待费")  # swapped
    assert is_slip("公务接接待费", "公务接待费")  # typed twice
    assert is_slip("公务接费", "公务接待费")  # left out
    assert is_slip("公务接侍费", "公务接待费", worded=(0, 1))  # a like shape, where no word stands
    assert not is_slip("办案费用", "办公费用", worded=(0, 1, 2, 3))
    assert not is_slip("机关运行经费最高", "机关运行经费")


@pytest.mark.parametrize(
    ("mention", "name"),
    [
        ("澄湖师范附小", "澄湖师范附属小学"),
        ("东塘区直工委", "中共澄湖市东塘区直属机关工作委员会"),
        ("澄湖医学院附院", "澄湖医学院附属医院"),
    ],
)
def test_attached_schools_and_working_committees_go_by_their_short_names(mention: str, name: str) -> None:
    assert match_mention(mention, name) > 0


def test_a_government_is_not_meant_by_the_province_around_it() -> None:
    loaded = [(1, "苏州市本级", short_names("苏州市本级"))]
    for question in ("江苏省级2016年三公经费多少", "江苏省本级2016年公务接待费多少", "江苏省2016年三公经费多少"):
        assert _texts(question, loaded) == ([], ["江苏省"])
    assert _texts("苏州市级2016年三公经费多少", loaded) == (["苏州市"], [])
