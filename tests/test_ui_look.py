"""How the page looks, in a real Chromium: contrast in both schemes, no sideways scrolling, English."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest

from assistant.settings import Settings
from assistant.ui.app import build_app, serve
from tests.page_driver import ScriptedAssistant, ScriptedLibrary, opened, put

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.browser

# WCAG 2.2, 1.4.3: text and its ground differ by 4.5 at least, large text (24 px, or 18.66 px bold) by 3
CONTRASTS = """() => {
  const parsed = (text) => {
    let found = text.match(/^rgba?\\(([^)]+)\\)/);
    if (found) { const p = found[1].split(/[ ,/]+/).map(Number); return [p[0], p[1], p[2], p[3] ?? 1]; }
    found = text.match(/^color\\(srgb ([^)]+)\\)/);
    if (found) {
      const p = found[1].split(/[ /]+/).map(Number);
      return [p[0] * 255, p[1] * 255, p[2] * 255, p[3] ?? 1];
    }
    return [0, 0, 0, 0];
  };
  const over = (top, under) => [0, 1, 2].map((i) => top[i] * top[3] + under[i] * (1 - top[3])).concat(1);
  const light = (c) => {
    const [r, g, b] = c.map((v) => v / 255).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const faint = [];
  const walker = document.createTreeWalker(document.querySelector('.gradio-container'), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode.parentElement;
    if (!walker.currentNode.textContent.trim()) continue;
    if (!node.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
    if (node.closest('[disabled], .leaf-sheet, script, style') || !node.getClientRects().length) continue;
    const style = getComputedStyle(node);
    const grounds = [];
    for (let at = node; at; at = at.parentElement) grounds.unshift(parsed(getComputedStyle(at).backgroundColor));
    const ground = grounds.reduce((under, top) => over(top, under), [255, 255, 255, 1]);
    const ink = over(parsed(style.color), ground);
    const [a, b] = [light(ink), light(ground)];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    const size = parseFloat(style.fontSize);
    const least = size >= 24 || (size >= 18.66 && style.fontWeight >= 700) ? 3 : 4.5;
    if (ratio < least) faint.push(`${walker.currentNode.textContent.trim().slice(0, 30)} ${ratio.toFixed(2)}`);
  }
  return faint;
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_stand_out_from_their_ground(browser: Any, scripted: str, scheme: str) -> None:
    with opened(browser, f"{scripted}?__theme={scheme}") as page:
        page.emulate_media(color_scheme=scheme)
        assert page.evaluate("document.body.classList.contains('dark')") is (scheme == "dark")
        assert page.evaluate(CONTRASTS) == []
        put(page, "这里自相矛盾吗？")
        page.wait_for_selector("#evidence .contradiction")
        page.evaluate("document.querySelectorAll('#evidence details').forEach((one) => { one.open = true; })")
        assert page.evaluate(CONTRASTS) == []
        page.evaluate("document.querySelector('#asked .asked').style.color = 'rgb(128 128 128 / .5)'")
        assert page.evaluate(CONTRASTS)  # what is faint is found


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (1024, 768), (390, 844), (320, 640)])
def test_nothing_has_to_be_scrolled_sideways(browser: Any, scripted: str, width: int, height: int) -> None:
    with opened(browser, scripted, width, height) as page:
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        put(page, "公务接待费多少")
        page.wait_for_selector("#evidence mark")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        for place in ("#send", "#renew", "#question textarea"):
            box = page.locator(place).bounding_box()
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= width


def test_controls_do_not_overlap(browser: Any, scripted: str) -> None:
    with opened(browser, scripted) as page:
        put(page, "公务接待费多少")
        page.wait_for_selector("#examples button:visible >> text=去年呢？")
        places = ["#chat", "#actions", "#asking", "#examples"]
        boxes = [page.locator(place).bounding_box() for place in places]
        for above, below in pairwise(boxes):
            assert above["y"] + above["height"] <= below["y"] + 0.5


@pytest.fixture(scope="module")
def english() -> Iterator[str]:
    settings = Settings(max_file_mb=1)
    blocks = build_app(settings, ScriptedAssistant(), ScriptedLibrary(), "en")
    yield serve(blocks, settings, "127.0.0.1", None, block=False)
    blocks.close()


def test_the_page_speaks_english(browser: Any, english: str) -> None:
    with opened(browser, english) as page:
        assert page.evaluate("document.documentElement.lang") == "en"
        assert page.inner_text("#send") == "Ask"
        shown = page.inner_text("#documents thead")
        assert not re.search(r"[\u4e00-\u9fff]", shown)
        put(page, "公务接待费多少")
        page.wait_for_selector("#evidence mark")
        assert page.inner_text("#asked .badge") == "Checked"
        assert "Sources" in page.inner_text("#evidence")
        controls = "\n".join(page.locator("#actions button, #asking button, .tab-container button").all_inner_texts())
        assert not re.search(r"[\u4e00-\u9fff]", controls)
