"""How a PDF looks (版面): the options that the producers follow, the named looks, and looks mixed at random."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from random import Random
from typing import Literal

from samples.layout import Layout

Borders = Literal["lines", "long", "cells", "bars", "dotted", "dashed", "thin", "double", "white", "gaps"]


@dataclass(frozen=True, slots=True)
class Look:
    """What a reader sees; `layout` says what is printed.

    producer   "canvas": every glyph and rule placed here (reportlab); "browser": laid out by Chromium
    borders    "lines" cell by cell, "long" drawn through, "cells" each on its own (every inner rule twice), "bars"
               filled, "white" thick white rules over shading, "gaps" white cells on a black ground
    turn       clockwise quarter turns by /Rotate; `sideways` draws the page turned without saying so
    header     "repeated" on every page, "once", "cut" by the page break after its first row
    rows       "whole", or "cut" by the page break
    captions   where title and unit stand: "above", "framed" inside the frame, "unit framed", "foot" of the page before
    numbers    as printed: "plain", "wide" digits, "gaps" between thousands
    negatives  signs of the figures made negative; "" makes none
    """

    name: str
    layout: Layout = field(default_factory=lambda: Layout("pdf", title="plain"))
    producer: Literal["canvas", "browser"] = "canvas"
    paper: tuple[float, float] = (595.0, 842.0)
    turn: int = 0
    sideways: bool = False
    size: float = 9.0
    borders: Borders = "lines"
    open_sides: bool = False
    shading: bool = False
    header: Literal["repeated", "once", "cut"] = "once"
    title_again: Literal["", "续表", "same"] = ""
    rows: Literal["whole", "cut"] = "whole"
    captions: Literal["above", "framed", "unit framed", "foot"] = "above"
    height: Literal["top", "middle", "bottom"] = "middle"
    label: int = 14  # characters that a column of labels is wide at most
    levels: int = 0  # rows that the header has beyond its own: 2025年预算数 over all amounts, 栏次 1 2 3 below
    merged_total: bool = False
    merged_first: bool = False
    new_page: bool = False
    page_numbers: bool = True
    running_head: bool = False
    shift: float = 0.0  # points that figures stand below the baseline of their row
    glyphs: Literal["runs", "single", "spaced", "doubled"] = "runs"
    numbers: Literal["plain", "wide", "gaps"] = "plain"
    negatives: str = ""
    nothing: str = ""
    empty: Literal["blank", "none", "said"] = "blank"
    three_in: str = ""  # the unit of the 三公 table, where it differs


A4, LANDSCAPE, A3 = (595.0, 842.0), (842.0, 595.0), (1191.0, 842.0)


def _layout(**options: object) -> Layout:
    return replace(Layout("pdf", title="plain"), **options)  # type: ignore[arg-type]


def looks() -> dict[str, Look]:
    """The named looks, each with one thing that is uncommon."""
    named = [
        Look("plain"),
        Look("levels", levels=2, layout=_layout(three="wide")),
        Look("header again", header="repeated", label=8, page_numbers=False),
        Look("titles again", header="repeated", title_again="same", label=8),
        Look("续表", header="repeated", title_again="续表", label=8, new_page=True),
        Look("total last", merged_total=True, layout=_layout(total="last", words="shore", three="wide")),
        Look("split codes", layout=_layout(code="split", words="isle"), merged_total=True, paper=LANDSCAPE),
        Look("own codes", layout=_layout(code="own", total="last", words="isle"), header="repeated"),
        Look("unpadded", layout=_layout(code="unpadded", unit="元"), paper=LANDSCAPE),
        Look("two panels", layout=_layout(halves=True, total="last")),
        Look("three panels", layout=_layout(halves=True, panels=3), paper=LANDSCAPE),
        Look("panels of split codes", layout=_layout(halves=True, code="split", total="last"), paper=LANDSCAPE),
        Look("two units", layout=_layout(unit="元", words="shore"), three_in="万元", paper=LANDSCAPE),
        Look("framed", captions="framed", new_page=True),
        Look("unit framed", captions="unit framed", merged_total=True),
        Look("wrapped top", label=6, height="top", size=8),
        Look("wrapped middle", label=6, size=8, paper=LANDSCAPE),
        Look("wrapped bottom", label=6, height="bottom", size=8),
        Look("rows cut", label=5, rows="cut", height="top"),
        Look("rows cut middle", label=5, rows="cut", header="repeated"),
        Look("rows cut bottom", label=5, rows="cut", height="bottom"),
        Look("header cut", header="cut", layout=_layout(three="wide"), levels=1),
        Look("title at foot", captions="foot"),
        Look("A3", paper=A3, size=10.5),
        Look("turned 90", paper=LANDSCAPE, turn=1),
        Look("turned 270", paper=LANDSCAPE, turn=3, layout=_layout(code="split", words="shore")),
        Look("sideways", paper=LANDSCAPE, turn=1, sideways=True),
        Look("running head", running_head=True, header="repeated"),
        Look("shifted figures", shift=2.5, label=8),
        Look("shifted up", shift=-2.5, label=8),
        Look("dotted", borders="dotted"),
        Look("dashed", borders="dashed"),
        Look("thin", borders="thin"),
        Look("double", borders="double"),
        Look("bars", borders="bars"),
        Look("long rules", borders="long"),
        Look("cells", borders="cells"),
        Look("white rules", borders="white", shading=True),
        Look("gaps", borders="gaps"),
        Look("shaded", shading=True, borders="bars", header="repeated"),
        Look("open sides", open_sides=True, borders="long"),
        Look("merged first", merged_first=True, header="repeated", label=8),
        Look("empty said", empty="said"),
        Look("empty none", empty="none"),
        Look("performance", layout=_layout(performance="combined", words="isle"), size=8),
        Look("tiny", size=4.5),
        Look("single glyphs", glyphs="single"),
        Look("spaced", glyphs="spaced", paper=LANDSCAPE, size=8),
        Look("doubled", glyphs="doubled"),
        Look("spaced gaps", glyphs="spaced", numbers="gaps", paper=LANDSCAPE, size=8),
        Look("wide digits", numbers="wide", paper=A3),
        Look("gaps in numbers", numbers="gaps"),
        Look("minus", negatives="−", layout=_layout(unit="元")),
        Look("brackets", negatives="(", nothing="-"),
        Look("wide brackets", negatives="（", nothing="—"),
        Look("zeros", layout=_layout(nothing="0.00", thousands=False)),
        Look("browser", producer="browser"),
        Look("browser again", producer="browser", header="repeated", label=8, rows="cut"),
        Look("browser cells", producer="browser", borders="cells", merged_total=True, levels=1),
        Look("browser dotted", producer="browser", borders="dotted", label=6),
        Look("browser dashed", producer="browser", borders="dashed", height="top", label=6),
        Look("browser double", producer="browser", borders="double"),
        Look("browser shaded", producer="browser", shading=True, header="repeated", captions="framed"),
        Look("browser open", producer="browser", open_sides=True),
        Look("browser turned", producer="browser", paper=LANDSCAPE, turn=1, layout=_layout(code="split")),
        Look("browser sideways", producer="browser", paper=LANDSCAPE, turn=3, sideways=True),
        Look("browser panels", producer="browser", layout=_layout(halves=True, panels=2, code="unpadded")),
        Look("browser spaced", producer="browser", glyphs="spaced", numbers="gaps", size=8),
        Look("browser tiny", producer="browser", size=5, merged_first=True),
        Look("browser white", producer="browser", borders="white", shading=True),
    ]
    return {look.name: look for look in named}


def mixed(seed: int) -> Look:
    """A look whose every option is drawn at random, the same for the same seed."""
    draw = Random(seed)  # noqa: S311 -- samples, no secrets
    pick = draw.choice
    paper = pick((A4, A4, LANDSCAPE, A3))
    layout = _layout(
        words=pick(("lake", "shore", "isle")),
        unit=pick(("元", "万元")),
        thousands=draw.random() < 3 / 4,
        code=pick(("one", "one", "split", "unpadded", "own")),
        total=pick(("first", "last")),
        nothing=pick(("", "", "0.00")),
        halves=draw.random() < 1 / 4,
        panels=pick((2, 2, 3)) if paper != A4 else 2,
        three=pick(("wide", "long")),
        performance=pick(("columns", "combined")),
        form_numbers=draw.random() < 1 / 3,
        title=pick(("plain", "numbered")),
        tables_first=pick((True, False)),
        all_classes=pick((True, False)),
        spaces=draw.random() < 1 / 5,
    )
    turned = draw.random() < 1 / 5
    return Look(
        f"mixed {seed}",
        layout,
        producer=pick(("canvas", "canvas", "browser")),
        paper=paper,
        turn=pick((1, 3)) if turned else 0,
        sideways=turned and draw.random() < 1 / 3,
        size=pick((5.5, 7.0, 8.0, 9.0, 10.5)),
        borders=pick(("lines", "long", "cells", "bars", "dotted", "dashed", "thin", "double")),
        open_sides=draw.random() < 1 / 8,
        shading=draw.random() < 1 / 4,
        header=pick(("repeated", "once", "once", "cut")),
        title_again=pick(("", "", "续表", "same")),
        rows=pick(("whole", "cut")),
        captions=pick(("above", "above", "framed", "unit framed", "foot")),
        height=pick(("top", "middle", "middle", "bottom")),
        label=pick((5, 6, 8, 14)),
        levels=pick((0, 0, 1, 2)),
        merged_total=pick((True, False)),
        merged_first=draw.random() < 1 / 4,
        new_page=draw.random() < 1 / 3,
        page_numbers=pick((True, False)),
        running_head=draw.random() < 1 / 4,
        shift=pick((0.0, 0.0, 1.5, -1.5)),
        glyphs=pick(("runs", "runs", "single", "spaced", "doubled")),
        numbers=pick(("plain", "plain", "plain", "wide", "gaps")),
        negatives=pick(("", "", "-", "−", "(", "（")),
        nothing=pick(("", "", "-", "—")),
        empty=pick(("blank", "none", "said")),
        three_in=pick(("", "", "万元")),
    )
