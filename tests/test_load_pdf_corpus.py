from __future__ import annotations

import os
import re
from pathlib import Path

import pypdfium2
import pytest

from index.interpret import interpret
from index.settings import IndexSettings

CORPUS = Path(os.environ.get("YUSUAN_CORPUS", Path(__file__).parents[2] / "shared" / "corpus"))
PDFS = sorted(CORPUS.glob("*/*.pdf"))

pytestmark = [pytest.mark.corpus, pytest.mark.skipif(not PDFS, reason="no real PDFs beside the checkout")]


@pytest.mark.parametrize("path", PDFS, ids=lambda path: path.stem)
def test_each_figure_stands_in_its_box(path: Path) -> None:
    facts = [fact for fact in interpret(path, IndexSettings()).facts if fact.value is not None]
    pdf = pypdfium2.PdfDocument(path)
    try:
        for fact in facts:
            page, box = fact.place.page, fact.place.box
            assert page
            assert box
            shown = pdf[page - 1]
            left, top, right, bottom = box
            height = shown.get_height()
            text = shown.get_textpage().get_text_bounded(left, height - bottom, right, height - top)
            assert re.sub(r"\s", "", fact.printed) in re.sub(r"\s", "", text)
    finally:
        pdf.close()


@pytest.mark.parametrize("path", PDFS, ids=lambda path: path.stem)
def test_no_figure_of_a_table_is_lost_or_doubtful(path: Path) -> None:
    read = interpret(path, IndexSettings())
    assert not [fact for fact in read.facts if fact.doubtful]
    for table in read.tables:
        places = {(fact.row, fact.column) for fact in read.facts if fact.table == read.tables.index(table)}
        for row, texts in enumerate(table.rows[table.header_rows :], start=table.header_rows):
            for column, text in enumerate(texts):
                if re.fullmatch(r"-?[\d,]+\.\d\d", text):
                    assert (row, column) in places, (table.title, row, text)
