"""Made documents read cell by cell: the committed samples, and others of every layout, also of mixed ones."""

from __future__ import annotations

import pytest

from benchmarks.reading import compare, mixed_layout, set_with_spaces
from samples.generate import Made, committed, make_city
from samples.layout import layouts

_SHARE_DOUBTFUL = 100  # at most one figure in so many


def made(layout: str, seed: int) -> Made:
    return make_city(seed, organizations=1, years=1, layout=layout, finals=False)[0]


@pytest.mark.parametrize("sample", committed(), ids=lambda one: one.name)
def test_committed_samples(sample: Made) -> None:
    shares = compare(sample)
    assert (shares.missed, shares.wrong, shares.suspected) == ((), (), ())
    assert shares.doubtful * _SHARE_DOUBTFUL <= shares.figures


@pytest.mark.parametrize("layout", list(layouts()))
def test_every_layout(layout: str) -> None:
    shares = compare(made(layout, 41))
    assert (shares.missed, shares.wrong) == ((), ())
    assert layout == "shifted" or shares.doubtful * _SHARE_DOUBTFUL <= shares.figures


@pytest.mark.parametrize("seed", [7, 19, 51])
def test_mixed_layouts(seed: int) -> None:
    [sample] = make_city(seed, organizations=1, years=1, layout=mixed_layout(seed), finals=False)
    shares = compare(sample)
    assert (shares.missed, shares.wrong) == ((), ())


@pytest.mark.parametrize(("layout", "right"), [("lake", True), ("yuan", False), ("unpadded", False)])
def test_columns_set_with_spaces(layout: str, *, right: bool) -> None:
    shares = compare(set_with_spaces(made(layout, 11), right=right))
    assert shares.wrong == ()
    assert shares.right * 100 >= shares.cells * 99
