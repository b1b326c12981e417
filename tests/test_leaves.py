"""Pages of loaded files as they look: pictures of the right size, never of another file, and never at any price."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from index.build import build
from index.leaves import ChangedFileError, Leaves, NoSuchPageError, UndrawablePageError
from index.settings import IndexSettings
from index.store.reader import Reader
from tests.budget_pdf import CELL, write_budget

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from index.store.reader import LoadedDocument


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> IndexSettings:
    folder = tmp_path_factory.mktemp("leaves")
    files = folder / "files"
    files.mkdir()
    write_budget(files)
    (files / "澄湖市体育局2030年说明.txt").write_text("第一行\r\n公务接待费7.45万元。\n第三行", encoding="gb18030")
    settings = IndexSettings(home=folder / "home", embed=False)
    build([files], settings)
    return settings


@pytest.fixture(scope="module")
def leaves() -> Iterator[Leaves]:
    drawing = Leaves()
    yield drawing
    drawing.close()


def document(settings: IndexSettings, kind: str) -> LoadedDocument:
    return next(one for one in Reader(settings).documents() if one.format == kind)


def test_a_page_is_drawn_as_it_is_displayed(settings: IndexSettings, leaves: Leaves) -> None:
    pdf = document(settings, "pdf")
    assert leaves.size(pdf, 2) == pytest.approx((595, 842))
    assert leaves.size(pdf, 3) == pytest.approx((842, 595))
    drawn = leaves.picture(pdf, 2)
    image = Image.open(io.BytesIO(drawn.picture)).convert("L")
    assert image.width / image.height == pytest.approx(595 / 842, rel=0.01)
    scale = image.width / drawn.width
    inside = image.crop((CELL[0] * scale, (CELL[1] - 18) * scale, CELL[2] * scale, (CELL[3] + 18) * scale))
    assert min(inside.tobytes()) < 128  # the figure's ink
    corner = image.crop((0, 0, 40, 40))
    assert min(corner.tobytes()) == 255


def test_the_box_of_a_fact_is_where_the_figure_is_drawn(settings: IndexSettings, leaves: Leaves) -> None:
    pdf = document(settings, "pdf")
    facts = [row for row in Reader(settings).facts([pdf.id]) if row["printed"] == "7.45"]
    left, top, right, bottom = (float(edge) for edge in facts[0]["box"].split(","))
    drawn = leaves.picture(pdf, facts[0]["page"])
    image = Image.open(io.BytesIO(drawn.picture)).convert("L")
    scale = image.width / drawn.width
    inside = image.crop(((left + 2) * scale, (top + 2) * scale, (right - 2) * scale, (bottom - 2) * scale))
    assert min(inside.tobytes()) < 128


def test_the_cells_of_a_stored_table_keep_their_boxes(settings: IndexSettings) -> None:
    pdf = document(settings, "pdf")
    reader = Reader(settings)
    fact = next(row for row in reader.facts([pdf.id]) if row["printed"] == "7.45")
    table = reader.table(fact["table_id"])
    assert table is not None
    assert table.document_id == pdf.id
    box = table.boxes[fact["row"]][fact["column"]]
    assert box == pytest.approx([float(edge) for edge in fact["box"].split(",")], abs=0.06)
    label = table.boxes[fact["row"]][0]
    assert label is not None
    assert label[2] <= box[0] + 0.5


def test_pages_that_are_not_there_are_refused(settings: IndexSettings, leaves: Leaves) -> None:
    pdf = document(settings, "pdf")
    for page in (0, -1, 4, 10**9):
        with pytest.raises(NoSuchPageError):
            leaves.picture(pdf, page)
        with pytest.raises(NoSuchPageError):
            leaves.size(pdf, page)
    with pytest.raises(NoSuchPageError):
        leaves.picture(document(settings, "txt"), 1)


def test_lines_are_counted_as_they_are_cited(settings: IndexSettings, leaves: Leaves) -> None:
    assert leaves.lines(document(settings, "txt")) == ["第一行", "公务接待费7.45万元。", "第三行"]
    assert leaves.lines(document(settings, "pdf")) == []


def test_another_file_in_its_place_is_never_shown(tmp_path: Path) -> None:
    path = write_budget(tmp_path)
    settings = IndexSettings(home=tmp_path / "home", embed=False)
    build([path], settings)
    pdf = document(settings, "pdf")
    drawing = Leaves()
    drawing.picture(pdf, 1)
    path.write_bytes(path.read_bytes() + b"\n%changed")
    with pytest.raises(ChangedFileError):
        drawing.picture(pdf, 1)
    path.unlink()
    with pytest.raises(ChangedFileError):
        drawing.size(pdf, 1)
    drawing.close()


def test_a_file_that_cannot_be_drawn_costs_only_itself(settings: IndexSettings, tmp_path: Path) -> None:
    import hashlib  # noqa: PLC0415
    from dataclasses import replace  # noqa: PLC0415

    pdf = document(settings, "pdf")
    broken = tmp_path / "坏.pdf"
    broken.write_bytes(b"%PDF-1.7\nnothing of the kind")
    other = replace(pdf, id=99, path=str(broken), sha256=hashlib.sha256(broken.read_bytes()).hexdigest())
    drawing = Leaves()
    with pytest.raises(UndrawablePageError):
        drawing.picture(other, 1)
    assert drawing.picture(pdf, 1).picture
    worker = drawing._worker
    assert worker is not None
    worker[0].kill()
    worker[0].join()
    with pytest.raises(UndrawablePageError):
        drawing.picture(pdf, 2)  # the process is gone
    assert drawing.picture(pdf, 2).picture  # and another takes its place
    drawing.close()
