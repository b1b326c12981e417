"""How the page looks (外观): a theme of system fonts, the style sheet and the page's small script."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

FONTS = (
    "system-ui",
    "-apple-system",
    "PingFang SC",
    "Microsoft YaHei",
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "sans-serif",
)
MONOSPACE = ("ui-monospace", "Consolas", "Noto Sans Mono CJK SC", "monospace")

# A citation mark shows its place; the place may arrive a moment later, when another answer's evidence is fetched.
# Gradio tells in English that an upload is far too large. Wide tables are moved so that the marked cell is in sight.
SCRIPT = """() => {
  document.documentElement.lang = 'zh-CN';
  let wanted = null;
  const reveal = () => {
    document.querySelectorAll('#evidence .wide:not([data-moved])').forEach((box) => {
      const mark = box.querySelector('mark');
      box.dataset.moved = '1';
      if (mark) {
        const over = mark.getBoundingClientRect().right - box.getBoundingClientRect().right;
        if (over > 0) box.scrollLeft += over + 32;
      }
    });
    const place = wanted && document.getElementById(wanted);
    if (!place || !place.offsetParent) return;
    wanted = null;
    place.closest('details')?.setAttribute('open', '');
    document.querySelectorAll('#evidence .pointed').forEach((row) => row.classList.remove('pointed'));
    (place.closest('tr') || place).classList.add('pointed');
    place.scrollIntoView({ block: 'center', inline: 'nearest' });
  };
  const translate = () => document.querySelectorAll('[data-testid=toast-text]').forEach((toast) => {
    const told = toast.textContent.match(/^File\\(s\\) exceed the maximum allowed size of ([^:]*):(.*)$/s);
    if (told) toast.textContent = `文件超过上限 ${told[1].toUpperCase()}：${told[2]}。这一批都没有上传，请去掉它再传。`;
  });
  document.addEventListener('click', (event) => {
    const mark = event.target.closest?.('a.cite');
    if (!mark) return;
    event.preventDefault();
    wanted = mark.getAttribute('href').slice(1);
    reveal();
  });
  const watched = { childList: true, subtree: true, attributeFilter: ['style', 'class'] };
  new MutationObserver(() => { reveal(); translate(); }).observe(document.body, watched);
}"""


def build_theme() -> Any:
    """Make the Gradio theme; no font is fetched from anywhere."""
    import gradio as gr  # noqa: PLC0415 - 3 seconds to import

    return gr.themes.Base(
        primary_hue=gr.themes.colors.teal, neutral_hue=gr.themes.colors.slate, font=FONTS, font_mono=MONOSPACE
    )


def style_sheet() -> str:
    """Read the page's style sheet."""
    return files("assistant.ui").joinpath("style.css").read_text(encoding="utf-8")
