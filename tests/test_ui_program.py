"""The whole program behind the page, in a real Chromium: documents are loaded, asked and refused."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from typing import TYPE_CHECKING, Any

import pytest

from tests.page_driver import ROOT, opened, put

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.browser
DOCUMENT = """澄湖市数据管理局2031年部门预算

第一部分 部门概况

一、部门主要职责

澄湖市数据管理局负责全市数据资源管理工作。

第二部分 2031年部门预算表

表1

收支预算总表

单位：万元

收入\t\t支出\t
项目\t预算数\t项目\t预算数
一、一般公共预算拨款收入\t500.00\t一、基本支出\t420.00
二、事业收入\t0.00\t人员支出\t360.00
三、其他收入\t0.00\t公用支出\t60.00
\t\t二、项目支出\t80.00
收入总计\t500.00\t支出总计\t500.00

表2

一般公共预算“三公”经费支出情况表

单位：万元

“三公”经费合计\t因公出国（境）费\t公务用车购置及运行费\t\t\t公务接待费
\t\t小计\t公务用车购置费\t公务用车运行费\t
16.80\t0.00\t9.35\t0.00\t9.35\t7.45

第三部分 2031年部门预算情况说明

一、“三公”经费财政拨款预算情况

澄湖市数据管理局2031年“三公”经费财政拨款预算数为16.80万元，其中：因公出国（境）费0.00万元，公务用车购置及运行费9.35万元，公务接待费7.45万元。
"""


@pytest.fixture
def program(tmp_path: Path) -> Iterator[str]:
    """The whole program on a free port, over an index that is empty at first."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    home = tmp_path / "home"
    home.mkdir()
    environment = {**os.environ, "YUSUAN_HOME": str(home), "YUSUAN_PORT": str(port), "YUSUAN_EMBED": "false"}
    log = home / "page.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "app.py"], cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT
        )
    url = f"http://127.0.0.1:{port}"
    try:
        for _ in range(600):
            if process.poll() is not None:
                pytest.fail(log.read_text(encoding="utf-8"))
            try:
                urllib.request.urlopen(url, timeout=5).close()  # our own address
                break
            except (urllib.error.URLError, OSError):
                time.sleep(0.1)
        yield url
    finally:
        process.terminate()
        process.wait(timeout=20)


def test_the_program_loads_answers_and_refuses(browser: Any, program: str, tmp_path: Path) -> None:
    budget = tmp_path / "澄湖市数据管理局2031年部门预算.txt"
    budget.write_text(DOCUMENT, encoding="utf-8")
    bad = tmp_path / "坏文件.txt"
    bad.write_bytes(bytes(range(256)) * 8)
    with opened(browser, program) as page:
        assert "还没有载入文件" in page.inner_text("#documents")
        page.set_input_files("#upload input[type=file]", [budget, bad])
        page.wait_for_selector("#uploads .refused")
        assert "坏文件.txt" in page.inner_text("#uploads .refused")
        assert "不是文本" in page.inner_text("#uploads .refused")
        page.wait_for_selector("#documents td >> text=澄湖市数据管理局2031年部门预算.txt")
        page.wait_for_selector("#examples button:visible")
        put(page, "澄湖市数据管理局2031年公务接待费是多少？")
        page.wait_for_selector("#evidence td mark")
        assert "7.45" in page.inner_text("#chat .bot")
        assert page.locator("#chat a.cite").count() >= 1
        assert "7.45" in page.locator("#evidence td mark").all_inner_texts()
        assert page.locator("#evidence .checks li").count() >= 1
        put(page, "那公务用车运行费呢？")
        page.wait_for_selector("#chat .bot >> text=9.35")
        put(page, "问" * 10_000)
        page.wait_for_function("document.querySelectorAll('#chat .bot').length >= 3")


def test_the_sample_documents_can_be_asked(browser: Any, program: str) -> None:
    samples = sorted(path for path in (ROOT / "samples" / "documents").iterdir() if path.suffix in {".txt", ".md"})
    asked = {
        "澄湖市数据管理局2025年公务接待费是多少？": "澄湖市数据管理局2025年部门预算.txt",
        "澄湖市图书馆2024年公务接待费是多少？": "澄湖市图书馆2024年单位预算.md",
    }
    with opened(browser, program) as page:
        page.set_input_files("#upload input[type=file]", samples)
        page.wait_for_selector(f"#documents h3 >> text=已载入的文件（{len(samples)}）", timeout=120_000)
        assert page.locator("#uploads .refused").count() == 0
        assert page.locator("#examples button:visible").count() == 6
        for turn, (question, name) in enumerate(asked.items(), start=1):
            text = next(path for path in samples if path.name == name).read_text(encoding="utf-8")
            printed = re.findall(r"(?m)^(?:\| )?\d、公务接待费(?:\t| \| )([\d.]+)", text)
            put(page, question)
            page.wait_for_function(f"document.querySelectorAll('#chat .bot .badge').length === {turn}")
            assert printed[0] in page.locator("#chat .bot").last.inner_text()
            page.wait_for_selector(f"#asked .asked >> text={question}")
            assert printed[0] in page.locator("#evidence td mark").all_inner_texts()
            assert name in page.inner_text("#evidence")
            assert page.locator("#evidence .checks li").count() >= 1
        page.click("#examples button >> nth=0")
        page.wait_for_function(f"document.querySelectorAll('#chat .bot .badge').length === {len(asked) + 1}")
