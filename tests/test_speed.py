from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from benchmarks.speed import main
from tests.pdf_pages import Page, write_pdf

if TYPE_CHECKING:
    from pathlib import Path


def test_ratios_stages_and_memory_of_a_made_pdf(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = Page(size=(842, 595))
    page.text(250, 60, "澄湖市图书馆2024年单位预算支出总表", size=16)
    page.text(600, 90, "单位：万元")
    page.table(60, 100, [150, 100], [["项目", "预算数"], ["文化支出", "1,200.00"], ["合计", "1,200.00"]])
    write_pdf(tmp_path, page)
    main([str(tmp_path), "--rounds", "1", "--no-pdfplumber"])
    printed = capsys.readouterr()
    assert printed.out.startswith("1 PDFs, 1 rounds")
    assert float(re.findall(r"index / plain +([\d.]+)", printed.out)[0]) > 1  # it extracts the text and more
    shares = re.findall(
        r"^(load|identity|tables|narrative|checks|SQL and the rest) .* (\d+)%$", printed.out, re.MULTILINE
    )
    assert len(shares) == 6
    assert int(dict(shares)["load"]) > 0  # the file was read in the process that was measured
    assert sum(int(share) for _, share in shares) == pytest.approx(100, abs=3)
    assert int(re.findall(r"peak memory of indexing: (\d+) MB", printed.out)[0]) > 10
    assert "pdfplumber" not in printed.out
    assert not printed.err  # the file was indexed


def test_folder_without_pdfs_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SystemExit):
        main([str(tmp_path)])
