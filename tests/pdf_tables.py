"""Random tables of invented figures drawn on PDF pages with some of their rules or none, and what stands in them."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from tests.pdf_pages import Page

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

STYLES: Final = ("none", "three", "levels", "frame", "framed levels")
LABELS: Final = (
    "一般公共服务支出", "行政运行", "一般行政管理事务", "教育支出", "文化旅游体育与传媒支出", "图书馆", "住房公积金",
    "社会保障和就业支出", "机关事业单位基本养老保险缴费支出", "卫生健康支出", "行政单位医疗", "其他社会保障和就业支出",
    "城乡社区支出", "农林水支出", "购房补贴", "提租补贴", "事业单位医疗", "公务员医疗补助", "其他支出", "培训支出",
)  # fmt: skip
LEAVES: Final = (
    "基本支出", "项目支出", "人员经费", "公用经费", "上年结转", "本年预算", "财政拨款", "事业收入",
    "其他资金", "一般公共预算财政拨款", "政府性基金预算财政拨款", "财政专户管理资金",
)  # fmt: skip
NAMES: Final = (
    ["项目"], ["项目"], ["科目编码", "科目名称"], ["科目编码", "科目名称"],
    ["序号", "项目"], ["类", "款", "项", "科目名称"],
)  # fmt: skip
KINDS: Final = {
    "项目": "label", "科目名称": "label", "科目编码": "code", "序号": "serial", "类": "part", "款": "part", "项": "part"
}  # fmt: skip
GROUPS: Final = ("本年支出", "财政拨款支出", "上年结转支出", "一般公共预算支出")


@dataclass
class Head:
    """A word of a header with those under it; `first` and `last` are its columns."""

    text: str
    below: list[Head] = field(default_factory=list)
    first: int = 0
    last: int = 0

    def depth(self) -> int:
        """How many levels it has."""
        return 1 + max((one.depth() for one in self.below), default=0)


@dataclass
class Made:
    """A table as drawn: its page, and the texts of its cells, merged ones top left with their spans."""

    page: Page
    header: list[list[tuple[str, int, int]]]  # text, rows, columns; ("", 1, 1) for what is covered
    body: list[list[str]]
    style: str = ""


@dataclass
class _Set:
    """How the words of a cell are set: left, centred or right; top, centred or bottom."""

    size: float
    across: str
    upright: str
    pad: float


@dataclass
class _Shape:
    random: random.Random
    size: float
    kinds: list[str]  # code, label, figure
    heads: list[Head]
    widths: list[float] = field(default_factory=list)
    align: str = "r"
    pad: float = 4.0
    decimals: int = 2
    blank: str = ""  # what stands for nothing
    indented: bool = False

    def lefts(self, x: float) -> list[float]:
        found = [x]
        for width in self.widths:
            found.append(found[-1] + width)
        return found


def width_of(text: str, size: float) -> float:
    """How wide a text is set, in points."""
    return sum(0.5 if one.isascii() else 1.0 for one in text) * size


def wrapped(text: str, size: float, width: float) -> list[str]:
    """A text in lines of a width."""
    lines = [""]
    for one in text:
        if lines[-1] and width_of(lines[-1] + one, size) > width:
            lines.append("")
        lines[-1] += one
    return lines


def make_table(seed: int, style: str = "") -> Made:
    """A random table; the same for the same seed."""
    rng = random.Random(seed)  # noqa: S311 - tables, no secrets
    chosen = style or rng.choice(STYLES)
    shape = _shape(rng)
    body = list(_body(shape))
    _set_widths(shape, body)
    page = Page(size=(max(595.0, sum(shape.widths) + 100), 842.0))
    made = Made(page, _expected(shape), body, chosen)
    _draw(shape, page, made, chosen)
    return made


def _shape(rng: random.Random) -> _Shape:
    heads: list[Head] = []
    kinds: list[str] = []
    for _ in range(rng.choice((1, 1, 1, 2))):
        names = rng.choice(NAMES) if not kinds else ["项目"]
        panel = [Head(name) for name in names]
        if names == ["类", "款", "项", "科目名称"]:
            panel[:3] = [Head("科目编码", panel[:3])]
        kinds += [KINDS[name] for name in names]
        leaves = rng.sample(LEAVES, rng.randint(1, 4))
        columns = [Head(leaf) for leaf in leaves]
        kinds += ["figure"] * len(columns)
        if len(columns) > 2 and rng.random() < 0.6:
            at = rng.randint(0, len(columns) - 2)
            end = rng.randint(at + 2, len(columns))
            columns[at:end] = [Head(rng.choice(GROUPS), columns[at:end])]
        heads += panel + columns
    panels = [at for at, head in enumerate(heads) if head.text == "项目"]
    if len(panels) > 1 and rng.random() < 0.7:
        heads = [Head("收入", heads[: panels[-1]]), Head("支出", heads[panels[-1] :])]
    for at, leaf in enumerate(_leaves(heads)):
        leaf.first = leaf.last = at
    for head in heads:
        _number(head)
    if rng.random() < 0.2:
        heads.append(Head("备注", first=len(kinds), last=len(kinds)))
        kinds.append("note")
    return _Shape(
        rng,
        rng.choice((7.0, 8.0, 9.0, 10.5)),
        kinds,
        heads,
        align=rng.choice("rrrrcl"),
        pad=rng.choice((3.0, 5.0, 8.0)),
        decimals=rng.choice((2, 2, 2, 0, 4)),
        blank=rng.choice(("", "", "", "-", "0.00")),
        indented=rng.random() < 0.3,
    )


def _number(head: Head) -> None:
    for below in head.below:
        _number(below)
    if head.below:
        head.first, head.last = head.below[0].first, head.below[-1].last


def _leaves(heads: Sequence[Head]) -> Iterator[Head]:
    for head in heads:
        yield from _leaves(head.below) if head.below else [head]


def _body(shape: _Shape) -> Iterator[list[str]]:
    rng = shape.random
    scale = rng.choice((3, 5, 7))
    blank = rng.choice((0.0, 0.2, 0.4))
    labels = rng.sample(LABELS, rng.randint(3, 14))
    for number, label in enumerate(labels):
        row: list[str] = []
        for kind in shape.kinds:
            row.append(_cell(shape, kind, row, number, scale))
            if kind == "label" and "label" not in shape.kinds[: len(row) - 1]:
                row[-1] = label
            elif kind == "figure" and rng.random() < blank:
                row[-1] = shape.blank
        at = shape.kinds.index("figure")
        if all(text == shape.blank for text, kind in zip(row, shape.kinds, strict=True) if kind == "figure"):
            row[at] = _amount(rng, scale, shape.decimals)
        yield row
    if rng.random() < 0.5:
        name = shape.kinds.index("label")
        yield [
            "合计" if column == name else _amount(rng, scale, shape.decimals) if kind == "figure" else ""
            for column, kind in enumerate(shape.kinds)
        ]


def _cell(shape: _Shape, kind: str, row: Sequence[str], number: int, scale: int) -> str:
    rng = shape.random
    if kind == "code":
        return str(rng.choice((201, 20101, 2010301, 208, 2080505)) + number % 7)
    if kind == "part":
        return f"{rng.randint(1, 99):02}" if row else str(rng.choice((201, 208, 221)))
    if kind == "serial":
        return str(number + 1)
    if kind == "label":
        return rng.choice((*LABELS, ""))
    return rng.choice(("", "", "含上年结转", "经市政府批准")) if kind == "note" else _amount(rng, scale, shape.decimals)


def _amount(rng: random.Random, scale: int, decimals: int) -> str:
    value = Decimal(rng.randint(1, 10**scale)) / 100
    return f"{-value if rng.random() < 0.03 else value:,.{decimals}f}"


def _set_widths(shape: _Shape, body: Sequence[Sequence[str]]) -> None:
    rng, room = shape.random, 2 * shape.pad
    for column, kind in enumerate(shape.kinds):
        widest = max((width_of(row[column], shape.size) for row in body), default=0.0)
        if kind == "label":
            widest = max(min(widest, rng.choice((8, 10, 20)) * shape.size), 6 * shape.size)
        elif kind in {"figure", "note"}:
            widest = max(widest, 4 * shape.size) * rng.choice((1.0, 1.0, 1.4, 2.0))
        else:
            widest = max(widest, 4 * shape.size)
        shape.widths.append(widest + room)


def _expected(shape: _Shape) -> list[list[tuple[str, int, int]]]:
    depth = max(head.depth() for head in shape.heads)
    rows = [[("", 1, 1)] * len(shape.kinds) for _ in range(depth)]

    def place(head: Head, level: int) -> None:
        down = 1 if head.below else depth - level
        rows[level][head.first] = (head.text, down, head.last - head.first + 1)
        for below in head.below:
            place(below, level + 1)

    for head in shape.heads:
        place(head, 0)
    return rows


def _draw(shape: _Shape, page: Page, made: Made, style: str) -> None:
    rng, size = shape.random, shape.size
    lefts = shape.lefts(50)
    page.text(lefts[0] + 30, 60, "澄湖市图书馆二〇二五年各项支出安排如下，具体数字以下表为准，金额单位为万元。")
    page.text((lefts[0] + lefts[-1]) / 2 - 50, 85, "支出预算表", size=14)
    page.text(lefts[-1] - 60, 105, "单位：万元", size=size)
    height = size * rng.choice((1.7, 2.0, 2.6))
    y = 112.0
    level = _header_height(shape)
    tops = [y + level * number for number in range(len(made.header))]
    for row, cells in enumerate(made.header):
        for column, (text, down, across) in enumerate(cells):
            if text:
                box = (lefts[column], tops[row], lefts[column + across], tops[row] + level * down)
                _set(page, box, wrapped(text, size, box[2] - box[0] - 2 * shape.pad), _Set(size, "c", "c", shape.pad))
                if across > 1 and style in {"three", "levels", "framed levels"}:
                    page.line(box[0] + 2, box[3], box[2] - 2, box[3])
    levels = [y, tops[-1] + level]
    y = levels[-1]
    upright, total = rng.choice("ctb"), rng.choice("lc")
    for texts in made.body:
        lines = [
            wrapped(text, size, lefts[at + 1] - lefts[at] - 2 * shape.pad) if shape.kinds[at] == "label" else [text]
            for at, text in enumerate(texts)
        ]
        own = height + (max(map(len, lines)) - 1) * size * 1.25
        for at, parts in enumerate(lines):
            aligned = {"figure": shape.align, "part": "c", "serial": "c"}.get(shape.kinds[at], "l")
            aligned = total if parts == ["合计"] else aligned
            box = (lefts[at], y, lefts[at + 1], y + own)
            if shape.kinds[at] == "label" and shape.indented and len(parts) == 1 and rng.random() < 0.5:
                room = box[2] - box[0] - 2 * shape.pad - width_of(parts[0], size)
                box = (min(box[0] + size, box[0] + max(room, 0.0)), *box[1:])
            _set(page, box, parts, _Set(size, aligned, upright, shape.pad))
        y += own
        levels.append(y)
    _rule(page, style, levels, (lefts[0], lefts[-1]))
    page.text(lefts[0] + 30, y + 40, "上表所列支出均为当年安排，没有使用上年结转资金。")


def _header_height(shape: _Shape) -> float:
    lines = 1
    lefts = shape.lefts(0)
    for leaf in _leaves(shape.heads):
        room = lefts[leaf.first + 1] - lefts[leaf.first] - 2 * shape.pad
        lines = max(lines, len(wrapped(leaf.text, shape.size, room)))
    return shape.size * (1.0 + 1.25 * lines)


def _set(page: Page, box: tuple[float, float, float, float], lines: Sequence[str], how: _Set) -> None:
    step = how.size * 1.25
    free = box[3] - box[1] - step * len(lines)
    top = box[1] + {"t": min(free / 2, 3.0), "c": free / 2, "b": free - min(free / 2, 3.0)}[how.upright]
    for number, line in enumerate(lines):
        width = width_of(line, how.size)
        x = {"l": box[0] + how.pad, "r": box[2] - how.pad - width, "c": (box[0] + box[2] - width) / 2}[how.across]
        if line:
            page.text(round(x, 2), round(top + step * number + how.size, 2), line, size=how.size)


def _rule(page: Page, style: str, levels: Sequence[float], ends: tuple[float, float]) -> None:
    left, right = ends
    drawn = {
        "none": [],
        "three": [levels[0], levels[1], levels[-1]],
        "levels": levels,
        "frame": [levels[0], levels[-1]],
        "framed levels": levels,
    }[style]
    for level in drawn:
        page.line(left, level, right, level)
    if style in {"frame", "framed levels"}:
        for x in ends:
            page.line(x, levels[0], x, levels[-1])
    assert all(first < second for first, second in pairwise(levels))
