"""What the page shows, as HTML and Markdown, without a browser."""

from __future__ import annotations

import re
import socket
import sqlite3
import time
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import make_url

from assistant.answer.model import Answer, CheckResult, Citation, Figure, Verification
from assistant.progress import Step, tell
from assistant.records.database import OtherRecordsError, RecordsUnavailableError
from assistant.service import Assistant
from assistant.settings import Settings
from assistant.ui import markup
from assistant.ui.app import AddressTakenError, build_app, serve
from assistant.ui.documents_view import UploadLine, documents_html, uploads_html
from assistant.ui.evidence import evidence_html, head_html
from assistant.ui.examples import example_questions
from assistant.ui.labels import label
from assistant.ui.library import IndexLibrary
from assistant.ui.ports import Askable, LoadOutcome
from assistant.ui.session import Conversation, News, ask, asking, messages, turn_of_message
from assistant.ui.table_view import CitedCell, cited_cells, shown_rows, table_html
from assistant.ui.uploads import load_all
from index.model.errors import HomeNotWritableError, IndexBusyError, IndexingError
from index.store.database import DamagedIndexError, NothingLoadedError, OtherSchemaError, write_engine
from index.store.reader import StoredTable
from index.store.viewing import Viewer, current_viewer, viewing
from index.store.writer import write_document
from tests.sample_interpretation import interpretation
from tests.waiting import waited

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from assistant.ui.ports import Asks
    from index.store.reader import LoadedDocument

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'&"
TABLE = StoredTable(
    id=1,
    document="甲.txt",
    title="基本支出表",
    unit="万元",
    section="",
    note="",
    empty=False,
    header_rows=1,
    rows=(
        ("类", "款", "项", "名称", "", "合计"),
        ("", "", "", "合计", "", "300.00"),
        ("201", "", "", "一般公共服务", "", "200.00"),
        ("201", "03", "", "政府办公厅", "", "200.00"),
        ("201", "03", "01", "行政运行", "", "150.00"),
        ("201", "03", "02", "一般管理", "", "30.00"),
        ("201", "03", "50", "事业运行", "", "20.00"),
        ("205", "", "", "教育", "", "100.00"),
        ("205", "08", "03", "培训", "", ""),
    ),
    lines=tuple(range(11, 20)),
    pages=(None,) * 9,
)


def citation(number: int = 1, **changes: object) -> Citation:
    base: dict[str, object] = {
        "document": "甲.txt",
        "printed": "20.00",
        "unit": "万元",
        "table_id": 1,
        "grid_row": 6,
        "grid_column": 5,
    }
    return Citation.model_validate({"number": number, **base, **changes})


def answer(**changes: object) -> Answer:
    base = {"question": "事业运行多少", "status": "answered", "answer": "20.00 万元 [1]", "citations": [citation()]}
    figures = [Figure(label="事业运行", value="20.00", unit="万元", citations=[1])]
    return Answer.model_validate({**base, "figures": figures, **changes})


class Shelf:
    """One table, of a document whose file is not at hand."""

    def __init__(self, table: StoredTable | None) -> None:
        self._table = table

    def table(self, table_id: int) -> StoredTable | None:  # noqa: ARG002 - the port's
        return self._table

    def document(self, document_id: int) -> LoadedDocument | None:  # noqa: ARG002 - the port's
        return None

    def page_size(self, document: LoadedDocument, page: int) -> tuple[float, float]:
        raise AssertionError((document, page))

    def picture(self, document: LoadedDocument, page: int) -> bytes:
        raise AssertionError((document, page))

    def lines(self, document: LoadedDocument) -> Sequence[str]:
        raise AssertionError(document)


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        assert not any(name.startswith("on") for name, _ in attrs)


def tags(html: str) -> set[str]:
    parser = _Tags()
    parser.feed(html)
    return parser.tags


def test_shows_cited_row_parents_neighbours_and_total() -> None:
    rows = shown_rows(TABLE, [CitedCell(6, 5, 1)])
    assert rows == [1, 2, 3, 5, 6, 7]  # 合计, 201, 20103, the row before, 2010350, the row after


def test_marks_the_cited_cell_and_says_what_is_left_out() -> None:
    html = table_html(TABLE, [CitedCell(6, 5, 1)], 2)
    assert '<mark>20.00</mark><sup id="cite-2-1">[1]</sup>' in html
    assert html.count("<mark>") == 1
    assert label("omitted", count=1) in html
    assert ">17</th>" in html  # the line of the cited row
    assert html.count("<th>") == 4  # the empty column is left out; the column of figures is flush right


def test_a_row_citation_marks_the_one_cell_that_prints_the_figure() -> None:
    exact = cited_cells(TABLE, [citation()])
    assert cited_cells(TABLE, [citation(grid_column=None)]) == exact


def test_an_empty_cell_can_be_cited() -> None:
    cells = cited_cells(TABLE, [citation(printed="", grid_row=8)])
    assert cells is not None
    assert f"<mark>{label('empty_cell')}</mark>" in table_html(TABLE, cells, 0)


@pytest.mark.parametrize(
    "change",
    [{"printed": "21.00"}, {"grid_row": 99}, {"grid_column": None, "printed": "21.00"}, {"document": "乙.txt"}],
)
def test_a_cell_that_no_longer_holds_the_figure_is_never_marked(change: dict[str, object]) -> None:
    html = evidence_html(answer(citations=[citation(1, **change)]), 0, Shelf(TABLE))
    assert "<mark>" not in html
    assert label("stale") in html


def test_citations_of_one_table_share_it_and_every_mark_has_its_place() -> None:
    both = [citation(1), citation(2, grid_row=4, printed="150.00"), citation(3)]
    html = evidence_html(answer(citations=both), 5, Shelf(TABLE))
    assert html.count("<table>") == 1
    assert [f'id="cite-5-{number}"' in html for number in (1, 2, 3)] == [True] * 3


def test_marks_a_whole_figure_in_a_quoted_sentence() -> None:
    quoted = citation(table_id=None, printed="2.5", quote="共12.5万元，其中2.5万元，余2.51万元。")
    html = evidence_html(answer(citations=[quoted]), 0, Shelf(None))
    assert "共12.5万元，其中<mark>2.5</mark>万元，余2.51万元。" in html


def test_contradictions_come_first() -> None:
    held = CheckResult(
        kind="sum", statement="甲", expected="1", actual="1", difference="0", tolerance="0", outcome="exact"
    )
    failed = held.model_copy(update={"statement": "乙", "outcome": "contradiction"})
    verification = Verification(status="mismatch", checks=[held, failed])
    html = evidence_html(answer(verification=verification), 0, Shelf(TABLE))
    assert html.index("乙") < html.index("甲") < html.index("<table>")
    assert label("badge_mismatch") in head_html(answer(verification=verification), 0)


def test_nothing_from_documents_or_questions_becomes_markup() -> None:
    hostile = citation(document=HOSTILE, section=HOSTILE, table=HOSTILE, row=HOSTILE, column=HOSTILE, unit=HOSTILE)
    check = CheckResult(
        kind="sum",
        statement=HOSTILE,
        expected=HOSTILE,
        actual=HOSTILE,
        difference=HOSTILE,
        tolerance=HOSTILE,
        outcome="rounding",
    )
    asked = answer(
        question=HOSTILE,
        citations=[hostile, citation(2, table_id=None, quote=HOSTILE, printed="1")],
        verification=Verification(status="rounding", checks=[check]),
        plan={HOSTILE: HOSTILE},
        sql=HOSTILE,
    )
    rows = tuple(tuple(text or HOSTILE for text in row) for row in TABLE.rows)
    table = StoredTable(1, HOSTILE, HOSTILE, HOSTILE, "", "", False, 1, rows, TABLE.pages, TABLE.lines)  # noqa: FBT003 - a record
    pages = [
        evidence_html(asked, 0, Shelf(table)),
        uploads_html([UploadLine(HOSTILE, LoadOutcome(HOSTILE, loaded=False, message=HOSTILE))], HOSTILE),
    ]
    assert not tags("".join(pages)) & {"script", "img"}


@given(st.text(alphabet='[]()!<>&\\`*_:/.@wx1"\n 元', max_size=40))
def test_an_answer_holds_no_tag_link_or_image_but_its_marks(text: str) -> None:
    markdown = markup.answer_markdown(text, 0, frozenset({1}))
    without_marks = markdown.replace(markup.citation_link(0, 1), "")
    unescaped = re.sub(r"\\.", "·", without_marks, flags=re.DOTALL)
    assert "<" not in unescaped
    assert "](" not in unescaped
    assert "![" not in unescaped


def test_only_marks_of_existing_citations_become_links() -> None:
    assert markup.answer_markdown("甲 [1][2] 乙 [3]", 4, frozenset({1, 2})) == (
        f"甲 {markup.citation_link(4, 1)}{markup.citation_link(4, 2)} 乙 \\[3\\]"
    )


def test_a_question_is_shown_as_typed_and_a_long_one_shortened() -> None:
    assert markup.question_markdown("*甲* <b>") == r"\*甲\* \<b\>"
    shown = markup.question_markdown("问" * 10_000)
    assert len(shown) < 500
    assert "10,000" in shown


def test_examples_take_turns_and_differ() -> None:
    askable = [Askable(name, 2025, subject) for name in ("甲局", "乙馆") for subject in ("接待费", "基本支出", "总计")]
    questions = example_questions(askable, 4)
    assert len(set(questions)) == 4
    assert {question[:2] for question in questions} == {"甲局", "乙馆"}
    assert all(any(subject in question for question in questions) for subject in ("接待费", "基本支出", "总计"))
    many = [Askable("甲局", 2025, f"口径{number}") for number in range(60)]
    assert example_questions(many, 3) == [f"甲局2025年口径{number}是多少？" for number in (0, 20, 40)]
    assert example_questions([]) == []
    assert example_questions([Askable("甲局", None, "总计")]) == ["甲局总计是多少？"]


class Failing:
    def ask(self, question: str, turns: Sequence[str] = (), id: str | None = None) -> Answer:  # noqa: A002, ARG002 - the port's
        raise RuntimeError(question)


class Echo:
    def ask(self, question: str, turns: Sequence[str] = (), id: str | None = None) -> Answer:  # noqa: A002, ARG002 - the port's
        return answer(question=question, answer="；".join(turns))


def test_earlier_questions_go_with_the_next() -> None:
    conversation = Conversation()
    for question in ("甲", "乙", "丙"):
        conversation = ask(Echo(), question, conversation)
    assert conversation.answers[-1].answer == "甲；乙"
    shown = messages(conversation, "丁")
    assert [message["role"] for message in shown] == ["user", "assistant"] * 4
    assert turn_of_message(5) == 2


def test_a_failure_is_an_answer() -> None:
    conversation = ask(Failing(), "甲", Conversation())
    assert conversation.answers[0].status == "error"
    assert conversation.answers[0].answer == label("failed")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path / "home", embed=False)


def test_library_of_no_index_is_empty(settings: Settings) -> None:
    library = IndexLibrary(settings)
    assert library.documents() == ()
    assert library.table(1) is None
    assert library.confirmed() == {}
    assert library.document(1) is None
    assert label("none_loaded") in documents_html(library.documents())


def test_library_lists_documents_tables_and_what_can_be_asked(settings: Settings, tmp_path: Path) -> None:
    engine, _ = write_engine(settings)
    with engine.begin() as connection:
        write_document(connection, interpretation(tmp_path / "澄湖市数据管理局2031年部门预算.txt"))
    engine.dispose()
    library = IndexLibrary(settings)
    document = library.documents()[0]
    assert document.name in documents_html([document])
    stored = library.table(1)
    assert stored is not None
    assert stored.document == document.name
    askable = library.askable()
    assert "公务接待费" in {item.subject for item in askable}
    assert all(len(item.organization) <= len(document.unit) for item in askable)


class Slow:
    """Tells every step and takes longer than is quick."""

    def ask(self, question: str, turns: Sequence[str] = (), id: str | None = None) -> Answer:  # noqa: A002, ARG002 - the port's
        for step in Step:
            tell(step)
            time.sleep(0.15)
        return answer(question=question)


def hear(
    assistant: Asks, question: str, conversation: Conversation, look: Callable[[Conversation], list[Any]] | None = None
) -> list[News]:
    """All that is told while a question is asked; what is seen of the conversation is how many answers it has."""

    async def heard() -> list[News]:
        seen = look or (lambda asked: [len(asked.answers)])
        return [news async for news in asking(lambda: ask(assistant, question, conversation), seen)]

    return waited(heard())


def test_what_takes_a_while_tells_its_steps_and_what_is_quick_does_not() -> None:
    told = hear(Slow(), "甲", Conversation())
    assert [one.step for one in told[:-1]] == [Step.LOOK_UP, Step.CHECK]
    asked = told[-1].conversation
    assert asked is not None
    assert asked.turns == ["甲"]
    assert told[-1].seen == [1]
    quick = hear(Echo(), "乙", asked)
    assert [(one.step, one.seen) for one in quick] == [(None, [2])]
    failed = hear(Failing(), "丙", Conversation())[-1].conversation
    assert failed is not None
    assert failed.answers[0].status == "error"
    shown = messages(Conversation(), "甲", Step.LOOK_UP)[-1]["content"]
    assert shown.index('class="done"') < shown.index('class="now"') < shown.index('class="next"')


def test_an_answer_does_not_wait_for_evidence_that_takes_a_while() -> None:
    def slowly(asked: Conversation) -> list[Any]:
        time.sleep(0.3)
        return [asked.turns]

    told = hear(Echo(), "甲", Conversation(), slowly)
    assert [(one.conversation is None, one.seen) for one in told] == [(False, None), (True, [["甲"]])]


def test_what_goes_wrong_beside_the_answer_is_raised_where_it_is_waited_for() -> None:
    def failing(_asked: Conversation) -> list[Any]:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        hear(Echo(), "甲", Conversation(), failing)


def test_a_question_is_asked_as_its_visitor() -> None:
    seen: list[Viewer] = []

    class Looking(Echo):
        def ask(self, question: str, turns: Sequence[str] = (), id: str | None = None) -> Answer:  # noqa: A002 - the port's
            seen.append(current_viewer())
            return super().ask(question, turns, id)

    with viewing(Viewer("0" * 32)):
        hear(Looking(), "甲", Conversation())
    assert seen == [Viewer("0" * 32)]


def test_a_figure_printed_in_two_places_is_shown_once_with_its_figures_first() -> None:
    twice = [figure for one in (1, 2) for figure in answer(citations=[citation(one)]).figures]
    html = head_html(answer(figures=twice), 0)
    assert html.count("<b>20.00") == 1
    assert html.index("<b>20.00") < html.index('class="verdict"')


class BusyLibrary(Shelf):
    """Tells of one file, then finds the index busy."""

    def __init__(self, home: Path) -> None:
        super().__init__(None)
        self._home = home

    def documents(self) -> Sequence[LoadedDocument]:
        return ()

    def confirmed(self) -> Mapping[int, int]:
        return {}

    def may_remove(self, document: LoadedDocument) -> bool:  # noqa: ARG002 - the port's
        return False

    def remove(self, document_id: int, sha256: str) -> str:
        raise AssertionError((document_id, sha256))

    def next_questions(self, answer: Answer) -> Sequence[str]:  # noqa: ARG002 - the port's
        return ()

    def askable(self) -> Sequence[Askable]:
        return ()

    def load(
        self,
        paths: Sequence[Path],
        progress: Callable[[LoadOutcome | str], None],
        owner: str = "",  # noqa: ARG002 - the library's parameter
    ) -> Sequence[LoadOutcome]:
        progress(LoadOutcome(paths[0].name, loaded=True, message=""))
        raise IndexBusyError(self._home)


def test_a_busy_index_is_told_for_every_file(tmp_path: Path) -> None:
    states = list(load_all(BusyLibrary(tmp_path), [tmp_path / "甲.txt", tmp_path / "乙.txt"]))
    lines, _ = states[-1]
    assert [line.outcome.loaded for line in lines if line.outcome] == [False, False]
    assert "另一个进程" in uploads_html(lines)


@pytest.mark.parametrize(
    "error",
    [
        IndexBusyError(Path("/srv/某处")),
        HomeNotWritableError(Path("/srv/某处"), "没有写入权限"),
        NothingLoadedError(Path("/srv/某处")),
        OtherSchemaError(Path("/srv/某处")),
        DamagedIndexError(Path("/srv/某处"), "坏了"),
        RecordsUnavailableError("/srv/某处/conversations.sqlite3", "坏了"),
        OtherRecordsError("/srv/某处/conversations.sqlite3", "9"),
    ],
)
def test_visitors_are_not_told_where_things_are_on_the_server(error: IndexingError) -> None:
    assert "/srv/某处" in str(error)
    assert "/" not in error.told
    assert error.told.startswith(("索引", "对话记录库"))


def test_an_answer_tells_only_the_command_line_where_the_index_is(settings: Settings) -> None:
    write_engine(settings)
    with sqlite3.connect(make_url(settings.url).database or "") as connection:
        connection.execute("UPDATE meta SET value = '0' WHERE key = 'schema_version'")
    home = str(settings.home_directory)
    assert home in Assistant(settings).ask("公务接待费多少").answer
    with viewing(Viewer("0" * 32)):
        told = Assistant(settings).ask("公务接待费多少")
    assert told.status == "error"
    assert told.answer.startswith("索引由")
    assert home not in told.answer


def test_refused_upload_leaves_the_earlier_file_in_place(settings: Settings, tmp_path: Path) -> None:
    shelf = settings.home_directory / "uploads"
    shelf.mkdir(parents=True)
    (shelf / "甲.txt").write_text("先前的内容", encoding="utf-8")
    broken = tmp_path / "甲.txt"
    broken.write_bytes(b"\0\1\2" * 100)
    other = tmp_path / "丙.xyz"
    other.write_text("无", encoding="utf-8")
    outcomes = IndexLibrary(settings).load([broken, other, broken], lambda _news: None)
    assert [outcome.loaded for outcome in outcomes] == [False] * 3
    assert outcomes[2].message == label("same_name")
    assert [path.name for path in shelf.iterdir()] == ["甲.txt"]
    assert (shelf / "甲.txt").read_text(encoding="utf-8") == "先前的内容"


def test_no_event_is_an_endpoint_and_events_run_side_by_side(settings: Settings, tmp_path: Path) -> None:
    blocks = build_app(settings, Echo(), BusyLibrary(tmp_path))
    events = [event for event in blocks.fns.values() if event.targets]  # what has none is an endpoint by intent
    assert events
    assert {event.api_visibility for event in events} == {"private"}
    asking = [event for event in events if event.concurrency_id == "ask"]
    assert {event.concurrency_limit for event in asking} == {4}


def test_a_taken_port_is_told(settings: Settings, tmp_path: Path) -> None:
    blocks = build_app(settings, Echo(), BusyLibrary(tmp_path))
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(AddressTakenError, match="--port"):
            serve(blocks, settings, "127.0.0.1", taken.getsockname()[1], block=False)


def test_the_part_of_a_language_model_is_shown() -> None:
    answer = Answer(question="q", status="answered", answer="a", trace={"took_part": ["select", "write"]})
    shown = messages(Conversation((answer,)))[1]["content"]
    assert "语言模型" in shown
    assert "措辞" in shown
    plain = messages(Conversation((answer.model_copy(update={"trace": {}}),)))[1]["content"]
    assert "语言模型" not in plain
