"""Users, logging in, rates: who may use the page, and how often."""

from __future__ import annotations

import json
import stat
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from assistant.access import users as users_module
from assistant.access.door import Door, Visitor
from assistant.access.rates import Rate, Setbacks
from assistant.access.users import (
    BadUserNameError,
    DamagedUsersError,
    UnknownUserError,
    UserExistsError,
    Users,
    WeakPasswordError,
    is_local,
    shares_by_default,
)
from assistant.cli import app
from assistant.settings import Settings
from assistant.ui.blocks import visiting
from assistant.ui.limits import Rationed, UploadLimits, UploadRefusedError
from index.store.viewing import current_viewer, private_directory
from tests.page_driver import ScriptedAssistant

if TYPE_CHECKING:
    from pathlib import Path

PASSWORD = "Chenghu-2025-budget"  # noqa: S105 - of an invented user


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture(autouse=True)
def cheap_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take less time over each password; the cost is kept with the hash, and another test looks at it."""
    monkeypatch.setattr(users_module.User.__init__, "__defaults__", (1 << 4, 8, 1))


def test_hashes_cost_what_is_recommended(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.undo()
    Users(tmp_path).add("王会计", PASSWORD)
    kept = json.loads((tmp_path / "users.json").read_text(encoding="utf-8"))["users"][0]
    assert (kept["n"], kept["r"], kept["p"]) == (32768, 8, 3)
    assert Users(tmp_path).verify("王会计", PASSWORD)


def test_a_password_is_nowhere_in_the_file_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    users = Users(tmp_path)
    users.add("anna", PASSWORD)
    users.add("bodo", PASSWORD)
    assert stat.S_IMODE(users.path.stat().st_mode) == 0o600
    content = users.path.read_text(encoding="utf-8")
    assert PASSWORD not in content
    first, second = users.all().values()
    assert first.key != second.key  # salted
    assert first.key not in repr(first)
    assert list(tmp_path.iterdir()) == [users.path]


def test_only_the_right_password_of_the_right_user_is_right(tmp_path: Path) -> None:
    users = Users(tmp_path)
    users.add("anna", PASSWORD)
    assert users.verify("anna", PASSWORD)
    assert users.verify(" anna ", PASSWORD)
    for name, password in (
        *(("anna", wrong) for wrong in ("", PASSWORD.lower(), PASSWORD + " ", PASSWORD[:-1], "x" * 100_000)),
        *((wrong, PASSWORD) for wrong in ("", "Anna", "bodo", "a" * 500, "\0", "anna\n bodo")),
    ):
        assert users.verify(name, password) is None
    users.change_password("anna", "another-word-9")
    assert users.verify("anna", PASSWORD) is None
    assert users.verify("anna", "another-word-9")
    users.remove("anna")
    assert users.verify("anna", "another-word-9") is None


def test_what_cannot_be_a_user_is_refused(tmp_path: Path) -> None:
    users = Users(tmp_path)
    users.add("anna", PASSWORD)
    with pytest.raises(UserExistsError):
        users.add("anna", PASSWORD)
    for name in ("", " ", "a b", "a/b", "anonymous:1", "x" * 41, "<b>"):
        with pytest.raises(BadUserNameError):
            users.add(name, PASSWORD)
    for password in ("", "short", "longername", "x" * 300):
        with pytest.raises(WeakPasswordError):
            users.add("longername", password)
    with pytest.raises(UnknownUserError):
        users.remove("bodo")
    with pytest.raises(UnknownUserError):
        users.change_password("bodo", PASSWORD)


@pytest.mark.parametrize("content", ["", "{}", '{"users": 1}', '{"users": [{"name": "anna"}]}', "\xff"])
def test_a_damaged_file_lets_nobody_in(tmp_path: Path, content: str) -> None:
    (tmp_path / "users.json").write_text(content, encoding="latin-1")
    with pytest.raises(DamagedUsersError):
        Users(tmp_path).all()
    with pytest.raises(DamagedUsersError):
        Door(tmp_path, 12)


def test_a_session_ends_with_the_user_the_password_the_time_and_logging_out(tmp_path: Path) -> None:
    users, clock = Users(tmp_path), Clock()
    for name in ("anna", "bodo", "cleo", "dora"):
        users.add(name, PASSWORD)
    door = Door(tmp_path, 12, clock)
    assert door.closed
    tokens = {name: door.log_in(name, PASSWORD, "10.0.0.1").token for name in ("anna", "bodo", "cleo", "dora")}
    assert len(set(tokens.values())) == 4
    assert all(door.user(token) == name for name, token in tokens.items())
    assert door.user("") is None
    assert door.user("made up") is None
    users.remove("anna")
    users.change_password("bodo", "another-word-9")
    door.log_out(tokens["cleo"])
    assert [door.user(tokens[name]) for name in tokens] == [None, None, None, "dora"]
    clock.now += 12 * 3600 + 1
    assert door.user(tokens["dora"]) is None


def test_wrong_passwords_have_to_wait_longer_and_longer(tmp_path: Path) -> None:
    Users(tmp_path).add("anna", PASSWORD)
    clock = Clock()
    door = Door(tmp_path, 12, clock)
    waits = []
    for _ in range(8):
        admission = door.log_in("anna", "wrong", "10.0.0.1")
        waits.append(admission.wait)
        assert (
            door.log_in("anna", PASSWORD, "10.0.0.2").wait == admission.wait
        )  # also with the right one, from elsewhere
        clock.now += admission.wait
        if not admission.wait:
            door._by_name._failed["anna"] = (len(waits), clock.now)
    assert waits == [0, 0, 0, 0, 30, 60, 120, 240]
    assert door.log_in("anna", PASSWORD, "10.0.0.3").token


def test_an_address_that_tries_many_names_has_to_wait(tmp_path: Path) -> None:
    Users(tmp_path).add("anna", PASSWORD)
    door = Door(tmp_path, 12, Clock())
    for number in range(5):
        door.log_in(f"user{number}", "wrong", "10.0.0.1")
    assert door.log_in("anna", PASSWORD, "10.0.0.1").wait
    assert door.log_in("anna", PASSWORD, "10.0.0.2").token


def test_a_rate_counts_each_visitor_over_a_sliding_window() -> None:
    clock = Clock()
    rate = Rate(3, 60, clock)
    assert [rate.take("a") for _ in range(3)] == [0, 0, 0]
    clock.now += 20
    assert rate.take("a") == pytest.approx(40)
    assert rate.take("b", 3) == 0
    assert rate.take("b") > 0
    clock.now += 40
    assert rate.take("a") == 0
    assert rate.take("c", 4) > 0  # never possible, and nothing is counted
    assert rate.take("c", 3) == 0
    assert Rate(0, 60).take("a", 100) == 0


def test_setbacks_are_forgotten_with_success() -> None:
    setbacks = Setbacks(Clock())
    for _ in range(5):
        setbacks.failed("anna")
    assert setbacks.wait("anna") == 30
    setbacks.succeeded("anna")
    assert setbacks.wait("anna") == 0


def test_questions_a_minute_are_counted_by_visitor() -> None:
    rationed = Rationed(ScriptedAssistant(), 2)
    for visitor in (Visitor("anna"), Visitor("bodo"), Visitor("", "10.0.0.1")):
        with visiting(visitor):
            answers = [rationed.ask("公务接待费多少") for _ in range(3)]
            assert current_viewer() == visitor.viewer
        assert [answer.status == "error" for answer in answers] == [False, False, True]
        assert "每分钟最多 2 个问题" in answers[-1].answer


def test_uploads_have_their_limits(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path, upload_files=3, upload_documents=4, upload_megabytes=1, upload_total_megabytes=2)
    small = [tmp_path / f"{number}.txt" for number in range(5)]
    for path in small:
        path.write_text("甲")
    large = tmp_path / "large.txt"
    large.write_bytes(b"x" * (1 << 20))
    anna = Visitor("anna")
    shelf = private_directory(tmp_path, anna.owner)
    shelf.mkdir(parents=True)

    def told(paths: list[Path], *, share: bool = False, visitor: Visitor = anna) -> str:
        with visiting(visitor):
            try:
                return UploadLimits(settings).check(paths, share=share)
            except UploadRefusedError as error:
                return str(error)

    assert told(small[:3]) == anna.owner
    assert told(small[:3], share=True) == ""
    assert "一次最多上传 3 个文件" in told(small[:4])
    assert "Cookie" in told(small[:1], visitor=Visitor("", "10.0.0.1"))
    assert "1 MB" in told([large, small[0]])
    for path in small[:3]:
        (shelf / path.name).write_text("甲")
    assert told(small[:3]) == anna.owner  # in place of those of the same names
    assert "已载入 3 个文件，上限是 4 个" in told(small[3:5])
    (tmp_path / "uploads").mkdir()
    (tmp_path / "uploads" / "much.txt").write_bytes(b"x" * (2 << 20))
    assert "2 MB" in told(small[:1])
    with visiting(anna):
        limits = UploadLimits(settings.model_copy(update={"upload_total_megabytes": 100}))
        assert limits.check(small[:3], share=True) == ""
        with pytest.raises(UploadRefusedError, match="每小时最多 4 个文件"):
            limits.check(small[:3], share=True)


def test_uploads_are_shared_by_default_only_at_ones_own_machine(tmp_path: Path) -> None:
    assert shares_by_default(tmp_path, "127.0.0.1")
    assert not shares_by_default(tmp_path, "0.0.0.0")  # noqa: S104 - looked at, not bound
    Users(tmp_path).add("anna", PASSWORD)
    assert not shares_by_default(tmp_path, "127.0.0.1")
    assert [
        host for host in ("localhost", "::1", "127.0.0.9", "10.0.0.1", "::", "budget.example") if is_local(host)
    ] == [
        "localhost",
        "::1",
        "127.0.0.9",
    ]


def test_the_command_keeps_users(tmp_path: Path) -> None:
    runner, home = CliRunner(), ["--home", str(tmp_path)]
    added = runner.invoke(app, ["users", "add", "王会计", *home], input=f"{PASSWORD}\n")
    assert added.exit_code == 0
    assert "重新启动后开始要求登录" in added.output
    assert PASSWORD not in added.output
    assert runner.invoke(app, ["users", "add", "王会计", *home], input=f"{PASSWORD}\n").exit_code == 1
    assert runner.invoke(app, ["users", "add", "李", *home], input="short\n").exit_code == 1
    assert runner.invoke(app, ["users", "list", *home]).output == "王会计\n"
    assert json.loads(runner.invoke(app, ["users", "list", "--json", *home]).output) == ["王会计"]
    assert runner.invoke(app, ["users", "passwd", "王会计", *home], input="another-word-9\n").exit_code == 0
    assert Users(tmp_path).verify("王会计", "another-word-9")
    assert "已没有用户" in runner.invoke(app, ["users", "remove", "王会计", *home]).output
    assert runner.invoke(app, ["users", "remove", "王会计", *home]).exit_code == 1
