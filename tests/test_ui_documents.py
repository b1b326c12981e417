"""The list of documents: what it tells of each, the pages behind it, and taking out only what one may."""

from __future__ import annotations

import urllib.error
import urllib.request
from typing import TYPE_CHECKING, Any

import pytest

from assistant.settings import Settings
from assistant.ui.app import build_app, serve
from assistant.ui.documents_view import documents_html
from assistant.ui.library import IndexLibrary
from assistant.ui.removal import NotRemovableError, Removal
from index.audit.coverage import confirmed, shares
from index.audit.stored import stored_book
from index.build import build
from index.model.errors import UnknownDocumentError
from index.store.reader import Reader
from index.store.viewing import Viewer, owner_key, private_directory, viewing
from tests.budget_pdf import NAME, write_budget
from tests.page_driver import ScriptedAssistant, opened, put
from tests.sample_index import sample_home

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def test_confirmed_figures_are_counted_as_the_audit_counts_them() -> None:
    reader = Reader(Settings(home=sample_home()))
    documents = reader.documents()
    with reader.connection() as connection:
        counted = confirmed(connection, [document.id for document in documents])
        for document in documents:
            share = next(one for one in shares(stored_book(connection, document.id)) if one.kind == "表中数字")
            assert counted[document.id] == share.proven
            assert document.figures == share.figures


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path / "home", embed=False)


def loaded(settings: Settings, folder: Path) -> IndexLibrary:
    folder.mkdir(parents=True, exist_ok=True)
    build([write_budget(folder)], settings)
    return IndexLibrary(settings)


def test_a_document_is_listed_with_its_share_and_pages(settings: Settings, tmp_path: Path) -> None:
    library = loaded(settings, tmp_path / "files")
    document = library.documents()[0]
    html = documents_html([document], {document.id: document.figures}, lambda _one: True)
    assert f'href="leaf/{document.id}/1"' in html
    assert "100%" in html
    assert document.unit in html
    assert document.path not in html
    assert 'data-hash="' in html
    assert "data-remove" not in documents_html([document])


def test_taking_out_leaves_the_file_that_was_not_uploaded(settings: Settings, tmp_path: Path) -> None:
    library = loaded(settings, tmp_path / "files")
    document = library.documents()[0]
    assert library.may_remove(document)
    assert library.remove(document.id, document.sha256) == NAME
    assert library.documents() == []
    assert (tmp_path / "files" / NAME).exists()
    with pytest.raises(UnknownDocumentError):
        library.remove(document.id, document.sha256)


def test_an_upload_that_is_taken_out_is_deleted(settings: Settings) -> None:
    library = loaded(settings, settings.home_directory / "uploads")
    document = library.documents()[0]
    with pytest.raises(UnknownDocumentError):
        library.remove(document.id, "0" * 64)  # its number, but not what it was
    library.remove(document.id, document.sha256)
    assert not (settings.home_directory / "uploads" / NAME).exists()


def test_a_shared_document_stays_where_others_use_the_page(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "home", embed=False, host="0.0.0.0")  # noqa: S104 - nothing is served
    library = loaded(settings, tmp_path / "files")
    document = library.documents()[0]
    assert not library.may_remove(document)
    with pytest.raises(NotRemovableError):
        library.remove(document.id, document.sha256)
    assert len(library.documents()) == 1


def test_of_private_documents_only_ones_own_can_be_taken_out(settings: Settings) -> None:
    mine, other = owner_key("甲"), owner_key("乙")
    library = loaded(settings, private_directory(settings.home_directory, mine))
    document = library.documents()[0]
    assert document.owner == mine
    with viewing(Viewer(other)):
        assert not Removal(settings).may(document)
        with pytest.raises(UnknownDocumentError):
            library.remove(document.id, document.sha256)
    with viewing(Viewer(mine)):
        assert library.remove(document.id, document.sha256) == NAME


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The page over a real index of two files, answered by the whole program."""
    from assistant.service import Assistant  # noqa: PLC0415 - brings in the stores

    folder = tmp_path_factory.mktemp("real")
    settings = Settings(home=folder / "home", embed=False)
    loaded(settings, folder / "files")
    note = folder / "files" / "澄湖市体育局2030年说明${1+1}{{value}}.txt"
    note.write_text(
        "澄湖市体育局2030年部门预算说明\n公务接待费预算7.45万元。\n" + "\n".join(f"第{n}段。" for n in range(3, 420)),
        encoding="utf-8",
    )
    build([note], settings)
    blocks = build_app(settings, Assistant(settings))
    yield serve(blocks, settings, "127.0.0.1", None, block=False)
    blocks.close()


@pytest.mark.browser
def test_the_cell_is_marked_on_the_picture_of_its_page(browser: Any, real: str) -> None:
    with opened(browser, real) as page:
        put(page, "澄湖市体育局2031年公务接待费是多少？")
        page.wait_for_selector("#evidence .leaf img")
        page.wait_for_function("document.querySelector('#evidence .leaf img').naturalWidth > 1000")
        cell = page.locator("#evidence .leaf .on-cell").first.bounding_box()
        scroll = page.locator("#evidence .leaf-scroll").first.bounding_box()
        assert scroll["x"] <= cell["x"] <= scroll["x"] + scroll["width"] - cell["width"]
        assert scroll["y"] <= cell["y"] <= scroll["y"] + scroll["height"] - cell["height"]
        sheet = page.locator("#evidence .leaf-sheet").first.bounding_box()
        points = (cell["x"] - sheet["x"]) / sheet["width"] * 595
        assert points == pytest.approx(330, abs=1.5)
        row = page.locator("#evidence .leaf .on-row").first.bounding_box()
        assert row["x"] + row["width"] <= cell["x"] + 2
        assert abs(row["y"] - cell["y"]) < 2
        before = sheet["width"]
        page.click("#evidence .leaf-zoom[data-zoom='1.25']")
        assert page.locator("#evidence .leaf-sheet").first.bounding_box()["width"] == pytest.approx(
            before * 1.25, rel=0.01
        )


@pytest.mark.browser
def test_pages_are_turned_over_in_the_viewer(browser: Any, real: str) -> None:
    with opened(browser, real) as page:
        with page.expect_popup() as opening:
            page.click(f"#documents a >> text={NAME}")
        viewer = opening.value
        viewer.wait_for_selector(".sheet img")
        assert "第 1 页" in viewer.inner_text("nav")
        assert viewer.locator("#previous").count() == 0
        viewer.click("#next")
        viewer.wait_for_url("**/2")
        viewer.keyboard.press("ArrowRight")
        viewer.wait_for_url("**/3")
        assert viewer.locator("#next").count() == 0
        viewer.wait_for_function("document.querySelector('.sheet img').naturalWidth > 1000")
        assert "/files/" not in viewer.content()


@pytest.mark.browser
def test_a_text_is_shown_by_lines_and_no_words_become_a_template(browser: Any, real: str) -> None:
    with opened(browser, real) as page:
        name = page.locator("#documents a >> text=2030年说明")
        assert name.inner_text() == "澄湖市体育局2030年说明${1+1}{{value}}.txt"
        with page.expect_popup() as opening:
            name.click()
        viewer = opening.value
        viewer.wait_for_selector("#L1")
        viewer.click("#next")
        viewer.wait_for_selector("#L201")
        assert viewer.locator("li").count() == 200


@pytest.mark.browser
def test_a_document_is_taken_out_after_a_second_press(browser: Any, tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "home", embed=False)
    library = loaded(settings, tmp_path / "files")
    blocks = build_app(settings, ScriptedAssistant(), library)
    url = serve(blocks, settings, "127.0.0.1", None, block=False)
    with opened(browser, url) as page:
        page.click("#documents [data-ask]")
        page.click("#documents [data-keep]")
        assert library.documents()
        page.click("#documents [data-ask]")
        page.click("#documents [data-remove]")
        page.wait_for_selector("#documents .hint")
        assert library.documents() == []
    blocks.close()


def fetched(address: str) -> bytes:
    with urllib.request.urlopen(address, timeout=30) as answer:  # noqa: S310 - our own address
        return bytes(answer.read())


def test_only_pages_of_loaded_documents_are_served(real: str) -> None:
    for path in ("leaf/1/1.webp", "leaf/1/2"):
        assert fetched(real + path)
    for path in (
        "leaf/99/1.webp", "leaf/99/1", "leaf/1/9.webp", "leaf/1/0.webp", "leaf/2/1.webp", "leaf/../../etc/passwd",
        "leaf/1/..%2f..%2fetc%2fpasswd", "leaf/-1/1", "leaf/1/1e3.webp", "leaf//etc/passwd", "leaf/1/%00.webp",
    ):  # fmt: skip
        with pytest.raises(urllib.error.HTTPError) as refused:
            fetched(real + path)
        assert refused.value.code in (400, 404)
    hostile = "leaf/1/2?mark=1,2,3,4&mark=%22%3E%3Cscript%3E1%3C/script%3E&mark=9,9"
    assert b"><script>1" not in fetched(real + hostile)
