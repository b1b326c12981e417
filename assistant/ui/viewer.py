"""Looking at loaded files page by page (原件查看): pages as pictures, text files as numbered lines.

Only loaded documents are reached, by id and page; no path of the server is taken from or told to a browser.
"""

from __future__ import annotations

import re
from functools import cache
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final

from assistant.ui.labels import label, language
from assistant.ui.leaf_view import picture_address
from assistant.ui.tongue import CODES
from index.leaves import TEXT_FORMATS
from index.model.errors import IndexingError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import BaseRoute

    from assistant.ui.ports import Originals
    from index.store.reader import LoadedDocument

LINES: Final = 200  # of a text file on one page of the viewer
_MOST_MARKS: Final = 40
_BOX: Final = re.compile(r"\d{1,5}(\.\d)?(,\d{1,5}(\.\d)?){3}")
_KEPT_SECONDS: Final = 3600


def viewer_routes(originals: Originals) -> list[BaseRoute]:
    """The routes of pictures and of the viewer; they run as their visitor and see what he may see."""
    from starlette.responses import HTMLResponse, Response  # noqa: PLC0415 - with the page's server only
    from starlette.routing import Route  # noqa: PLC0415

    def picture(request: Request) -> Response:
        document = originals.document(request.path_params["document"])
        if document is None:
            return Response(status_code=HTTPStatus.NOT_FOUND)
        try:
            drawn = originals.picture(document, request.path_params["page"])
        except IndexingError:
            return Response(status_code=HTTPStatus.NOT_FOUND)
        return Response(drawn, media_type="image/webp", headers={"Cache-Control": f"private, max-age={_KEPT_SECONDS}"})

    def view(request: Request) -> Response:
        document = originals.document(request.path_params["document"])
        if document is None:
            return HTMLResponse(f"<p>{label('viewer_missing')}</p>", HTTPStatus.NOT_FOUND)
        marks = request.query_params.getlist("mark")[:_MOST_MARKS]
        html = _viewer_html(originals, document, request.path_params["page"], marks)
        return HTMLResponse(html)

    return [
        Route("/leaf/{document:int}/{page:int}.webp", picture, methods=["GET"]),
        Route("/leaf/{document:int}/{page:int}", view, methods=["GET"]),
    ]


def _viewer_html(originals: Originals, document: LoadedDocument, at: int, marks: Sequence[str]) -> str:
    """Render the viewer at page `at`, or, of a text file, around line `at`."""
    shown: dict[str, Any] = {"where": label("page", page=at), "problem": ""}
    try:
        if document.format == "pdf":
            shown |= _page(originals, document, at, marks)
        elif document.format in TEXT_FORMATS:
            shown |= _lines(originals.lines(document), at)
        else:
            shown["problem"] = label("viewer_unshown")
    except IndexingError as error:
        shown["problem"] = error.told
    words = {"previous": label("viewer_previous"), "next": label("viewer_next")}
    return str(_template().render(document=document, at=at, lang=CODES[language()], words=words, **shown))


def _page(originals: Originals, document: LoadedDocument, page: int, marks: Sequence[str]) -> dict[str, Any]:
    width, height = originals.page_size(document, page)
    pages = document.pages or page
    boxes = [[float(edge) for edge in mark.split(",")] for mark in marks if _BOX.fullmatch(mark)]
    return {
        "where": label("page_of", page=page, pages=pages),
        "picture": "../../" + picture_address(document, page),
        "size": (width, height),
        "marks": [
            [round(100 * part, 2) for part in (x / width, y / height, (right - x) / width, (bottom - y) / height)]
            for x, y, right, bottom in boxes
        ],
        "previous": str(page - 1) if page > 1 else "",
        "next": str(page + 1) if page < pages else "",
    }


def _lines(lines: Sequence[str], at: int) -> dict[str, Any]:
    first = max(0, (min(at, len(lines)) - 1) // LINES * LINES)
    last = min(first + LINES, len(lines))
    return {
        "where": label("viewer_lines", first=first + 1, last=last, count=len(lines)),
        "lines": list(enumerate(lines[first:last], start=first + 1)),
        "previous": str(first - LINES + 1) if first else "",
        "next": str(last + 1) if last < len(lines) else "",
    }


@cache
def _template() -> Any:
    from jinja2 import Environment, PackageLoader  # noqa: PLC0415 - with the page's server only

    environment = Environment(loader=PackageLoader("assistant", "ui"), autoescape=True, trim_blocks=True)
    return environment.get_template("viewer.html")
