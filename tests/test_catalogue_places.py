"""Places, and full names cut into places and body."""

from __future__ import annotations

import pytest

from index.catalogue.places import generic_at, is_known, known_places, listed_at, province_of, split_places


def test_every_listed_place_is_found_by_its_full_name() -> None:
    for name, place in known_places().items():
        assert name in (place.full, place.stem)
        assert listed_at(name + "的", 0) == len(name)


def test_provinces_of_places() -> None:
    assert province_of("深圳市") == "广东省"
    assert province_of("深圳") == "广东省"
    assert province_of("广东省") == ""
    assert province_of("澄湖市") is None
    assert is_known("内蒙古")
    assert not is_known("东方")  # a city, and an ordinary word


@pytest.mark.parametrize(
    ("name", "places", "body"),
    [
        ("澄湖市数据管理局", ["澄湖市"], "数据管理局"),
        ("澄湖市市场监督管理局", ["澄湖市"], "市场监督管理局"),
        ("澄湖市城市管理局", ["澄湖市"], "城市管理局"),
        ("澄湖市住房和城乡建设局", ["澄湖市"], "住房和城乡建设局"),
        ("澄湖市社区服务中心", ["澄湖市"], "社区服务中心"),
        ("澄湖市乡村振兴局", ["澄湖市"], "乡村振兴局"),
        ("澄湖市东塘区人民政府柳湾街道办事处", ["澄湖市", "东塘区", "柳湾街道"], "办事处"),
        ("澄湖市东塘区柳湾镇人民政府", ["澄湖市", "东塘区", "柳湾镇"], "人民政府"),
        ("澄湖台商投资区行政审批服务局", ["澄湖台商投资区"], "行政审批服务局"),
        ("苏州工业园区财政局", ["苏州", "工业园区"], "财政局"),
        ("吉林市财政局", ["吉林市"], "财政局"),
        ("浦东新区财政局", ["浦东新区"], "财政局"),
        ("财政局", [], "财政局"),
        ("", [], ""),
    ],
)
def test_full_names_are_cut(name: str, places: list[str], body: str) -> None:
    chain, rest = split_places(name)
    assert [place.full for place in chain] == places
    assert rest == body


@pytest.mark.parametrize("text", ["社区服务", "城市管理", "城乡建设", "乡村", "财政局", ""])
def test_ordinary_words_are_no_places(text: str) -> None:
    assert generic_at(text, 0) is None


@pytest.mark.parametrize(
    ("name", "places", "body"),
    [
        ("榕城区财政局", ["榕城区"], "财政局"),
        ("和平县审计局", ["和平县"], "审计局"),
        ("中山区商务局", ["中山区"], "商务局"),
        ("涪城区蔺南镇人民政府", ["涪城区", "蔺南镇"], "人民政府"),
        ("武城县武城镇人民政府", ["武城县", "武城镇"], "人民政府"),
        ("服务区管理处", [], "服务区管理处"),
    ],
)
def test_places_whose_names_hold_other_words(name: str, places: list[str], body: str) -> None:
    found, rest = split_places(name)
    assert ([place.full for place in found], rest) == (places, body)
