"""A place of a loaded file as it looks (原件): a page's picture with marks, or the lines around a cited line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.ui import markup
from assistant.ui.labels import label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.ui.marks import Mark
    from index.store.reader import LoadedDocument

AROUND = 3  # lines shown before and after a cited one
_LONGEST_LINE = 600


def picture_address(document: LoadedDocument, page: int) -> str:
    """The address of a page's picture, relative to the page of the chat; it changes with the file's content."""
    return f"leaf/{document.id}/{page}.webp?v={document.sha256[:12]}"


def viewer_address(document_id: int, place: int, marks: Sequence[Mark] = ()) -> str:
    """The address where a page (or, of a text file, a line) can be looked at and turned over from."""
    boxes = "&".join(
        f"mark={','.join(f'{edge:.1f}' for edge in mark.box)}" for mark in marks if mark.kind in ("cell", "sentence")
    )
    return f"leaf/{document_id}/{place}" + (f"?{boxes}" if boxes else "")


def picture_html(document: LoadedDocument, page: int, size: tuple[float, float], marks: Sequence[Mark]) -> str:
    """Show a page with its marks; it is moved to the first of them when it comes into sight."""
    width, height = size
    boxes = "".join(_mark_html(mark, width, height) for mark in marks)
    words = label("picture_of", document=document.name, page=page)
    alternative = markup.text(words)
    sheet = (
        f'<div class="leaf-sheet" style="aspect-ratio:{width:.1f}/{height:.1f}" data-points="{width:.1f}">'
        f'<img src="{picture_address(document, page)}" alt="{alternative}" decoding="async" loading="lazy">'
        f"{boxes}</div>"
    )
    buttons = "".join(
        f'<button type="button" class="leaf-zoom" data-zoom="{step}" aria-label="{label(key)}" title="{label(key)}">'
        f"{sign}</button>"
        for step, key, sign in (("0.8", "zoom_out", "−"), ("1.25", "zoom_in", "+"))
    )
    return (
        f'<figure class="leaf">'
        f'<div class="leaf-scroll" tabindex="0" role="group" aria-label="{alternative}">{sheet}</div>'
        f"<figcaption><span>{label('page_of', page=page, pages=document.pages or page)}</span>{buttons}"
        f"{link_html(document.id, page, marks)}</figcaption></figure>"
    )


def link_html(document_id: int, place: int, marks: Sequence[Mark] = ()) -> str:
    """Link to the viewer, in a tab of its own."""
    address = markup.text(viewer_address(document_id, place, marks))
    return f'<a class="leaf-open" href="{address}" target="_blank" rel="noopener">{label("open_page")}</a>'


def _mark_html(mark: Mark, width: float, height: float) -> str:
    left, top, right, bottom = mark.box
    style = (
        f"left:{100 * left / width:.2f}%;top:{100 * top / height:.2f}%;"
        f"width:{100 * (right - left) / width:.2f}%;height:{100 * (bottom - top) / height:.2f}%"
    )
    number = ""
    if mark.number:
        corner = f"left:{100 * right / width:.2f}%;top:{100 * top / height:.2f}%"
        number = f'<b style="{corner}">{mark.number}</b>'
    return f'<i class="on-{mark.kind}" data-number="{mark.number}" style="{style}"></i>{number}'


def lines_html(lines: Sequence[str], cited: Sequence[int], document_id: int) -> str:
    """Show the lines of a text file around the cited ones (1-based), these marked."""
    wanted = sorted({near for line in cited for near in range(line - AROUND, line + AROUND + 1)})
    shown = [line for line in wanted if 1 <= line <= len(lines)]
    rows, previous = [], 0
    for line in shown:
        if previous and line > previous + 1:
            rows.append('<li class="gap" aria-hidden="true">⋯</li>')
        content = markup.text(lines[line - 1][:_LONGEST_LINE].replace("\t", "\u2003"))
        body = f"<mark>{content}</mark>" if line in cited else content
        rows.append(f'<li value="{line}"><span class="no">{line}</span><span>{body}</span></li>')
        previous = line
    if not rows:
        return ""
    link = link_html(document_id, min(cited))
    return f'<div class="lines"><ol>{"".join(rows)}</ol><p class="lines-foot">{link}</p></div>'
