"""Rules by which a folder and a calendar come into step, whatever happened on both sides, and what may go wrong."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach_crm.app import App
from outreach_crm.errors import InvalidInputError, OutreachError, StorageError
from outreach_crm.tasks import service as tasks
from outreach_meetings.model.vdir import Base, Fate, Move, decide, digest
from outreach_meetings.service import syncing
from outreach_meetings.service.vdir import Folder
from tests.outreach_meetings.builders import a_meeting
from tests.outreach_meetings.foldered import Shared, a_task, mine, of_group, only

TEXTS = st.sampled_from([None, "one", "two", "three"])
DONE = "STATUS:COMPLETED\r\nPERCENT-COMPLETE:100\r\nCOMPLETED:20260309T100000Z"


def moved(ours: str | None, there: str | None, base: tuple[str, str] | None) -> Move:
    known = Base(base[0], digest(base[1].encode())) if base else None
    return decide(ours and digest(ours.encode()), there and digest(there.encode()), known)


@given(TEXTS, TEXTS, st.none() | st.tuples(st.sampled_from(["one", "two"]), st.sampled_from(["one", "two"])))
def test_nothing_that_another_program_wrote_is_lost(
    ours: str | None, there: str | None, base: tuple[str, str] | None
) -> None:
    move = moved(ours, there, base)
    if there is not None and there != ours and (base is None or there != base[1]):
        assert move in {Move.LEAVE, Move.LOOK, Move.REMOVE_CHANGED}
    if ours is not None and there is None:
        assert move in {Move.WRITE, Move.WRITE_AGAIN}
    if base is not None and (ours, there) == base:
        assert move is Move.NOTHING


@given(st.sampled_from(["one", "two"]), TEXTS)
def test_what_was_left_in_step_is_in_step(ours: str, there: str | None) -> None:
    left = there if there is not None else ours
    assert moved(ours, left, (ours, left)) is Move.NOTHING


HOSTILE = {
    "no calendar": b"\x00\xff" * 100,
    "empty": b"",
    "too large": b"BEGIN:VCALENDAR\n" + b"x" * 6_000_000,
    "deep": b"BEGIN:VCALENDAR\n" + b"BEGIN:VEVENT\n" * 50_000,
    "another entry": b"BEGIN:VCALENDAR\nBEGIN:VTODO\nUID:x\nEND:VTODO\nEND:VCALENDAR\n",
}


def a_way_elsewhere(file: Path) -> None:
    file.symlink_to("/etc/passwd")


@pytest.mark.parametrize(
    "lay",
    [*(partial(Path.write_bytes, data=data) for data in HOSTILE.values()), a_way_elsewhere, Path.mkdir],
    ids=[*HOSTILE, "leads elsewhere", "folder"],
)
def test_a_hostile_file_is_put_aside_and_ours_takes_its_place(
    app: App, tmp_path: Path, lay: Callable[[Path], object]
) -> None:
    meeting = a_meeting(app)
    shared = of_group(app, meeting.group_id, tmp_path)
    shared.sync()
    before = shared.of(meeting).read_bytes()
    shared.of(meeting).unlink()
    lay(shared.of(meeting))
    line = only(shared.sync())
    assert (line.fate, Path(line.kept).parent.name) == (Fate.BACK, "kept")
    assert (shared.of(meeting).read_bytes(), shared.of(meeting).is_symlink()) == (before, False)
    assert shared.fates() == []


def test_what_is_known_of_the_last_sync_leads_to_no_file_elsewhere(app: App, tmp_path: Path) -> None:
    a_task(app)
    shared = mine(app, tmp_path)
    shared.sync()
    (tmp_path / "precious.ics").write_text("mine")
    state = shared.path / ".outreach" / "state.json"
    told = state.read_text()
    foreign = f'"../precious": {{"ours": "x", "there": "{digest(b"mine")}"}}'
    state.write_text(told.replace('"entries": {', f'"entries": {{{foreign},', 1))
    with pytest.raises(InvalidInputError, match="take it away and sync again"):
        shared.sync()
    assert (tmp_path / "precious.ics").read_text() == "mine"


@pytest.mark.parametrize("failing", ["write", "set_aside", "save"])
def test_a_sync_that_is_cut_off_is_made_good_by_the_next(
    app: App, tmp_path: Path, failing: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    task, other = a_task(app), a_task(app, "Call the ministry")
    shared = mine(app, tmp_path)
    shared.sync()
    shared.alter(task, "STATUS:NEEDS-ACTION", DONE)
    theirs = shared.alter(other, "^SUMMARY.*$", "SUMMARY:Something else\r")

    def full(*_: object) -> None:
        raise StorageError("The disk is full.")

    with monkeypatch.context() as patched, pytest.raises(StorageError):
        patched.setattr(Folder, failing, full)
        shared.sync()
    shared.sync()
    assert tasks.get(app, task.id).done_on == "2026-03-09"
    assert "Call the ministry" in shared.of(other).read_text()
    assert theirs.replace("\r\n", "\n") in shared.kept
    assert shared.fates() == []


def test_what_another_program_writes_at_this_moment_is_not_written_over(
    app: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    task = a_task(app)
    shared = mine(app, tmp_path)
    shared.sync()
    tasks.put_off(app, task.id, app.clock.today())
    look = syncing._Work.look

    def meanwhile(work: "syncing._Work") -> None:
        look(work)
        shared.alter(task, "STATUS:NEEDS-ACTION", DONE)

    with monkeypatch.context() as patched:
        patched.setattr(syncing._Work, "look", meanwhile)
        assert shared.fates() == [Fate.LEFT]
    assert "COMPLETED" in shared.of(task).read_text()
    assert (shared.fates(), len(shared.kept)) == ([Fate.BACK], 1)


def test_a_folder_that_cannot_be_made_is_said_in_a_sentence(app: App, tmp_path: Path) -> None:
    a_task(app)
    shared = mine(app, tmp_path)
    shared.path.write_text("a file")
    with pytest.raises(OutreachError, match="cannot be"):
        Shared(app, shared.whose, shared.path / "below").sync()
