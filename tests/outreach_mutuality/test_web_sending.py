"""Pages on which an answer leaves: as it will, by a way that is open, once."""

import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from attrs import evolve

from outreach_crm.app import App
from outreach_crm.dispatch import service as dispatch
from outreach_crm.dispatch.model import State as Far
from outreach_crm.jobs import service as jobs
from outreach_crm.model import Actor
from outreach_crm.policy import Role
from outreach_mutuality import service
from outreach_mutuality.model.requests import Request, State
from tests.builders import with_settings
from tests.outreach_mutuality.answers import ANA, answerable, files, objects, with_ana
from tests.web.office import Desk, at_desk, words

pytestmark = pytest.mark.connections
_VERSION = re.compile(r'name="_version" value="(\d+)"')
_TOGETHER = 4


@pytest.fixture(name="app")
def with_folder(app: App, tmp_path: Path) -> App:
    """An App whose files go to a folder of the test."""
    return with_settings(app, mailings={"folder": str(tmp_path / "out")})


def out(tmp_path: Path) -> list[Path]:
    return files(tmp_path / "out")


def press(desk: Desk, request: Request, way: str = "folder", page: str = "") -> str:
    """Press the button of the page that sends, as it was shown, and return the page it leads to."""
    at = f"/requests/{request.id}/send"
    mark = _VERSION.search(page or desk.read(at))
    assert mark
    return desk.follow(desk.send(at, {"way": way, "_version": mark[1]}, seen=f"/requests/{request.id}/edit"))


def worked(app: App) -> None:
    """Let the thread beside the pages do all it has."""
    while jobs.run_one(app):
        pass


def test_the_page_shows_it_as_it_will_leave_to_whom_and_where(desk: Desk) -> None:
    request = with_ana(desk.app, ANA)

    page = words(desk.read(f"/requests/{request.id}/send"))

    assert "Your request" in page
    assert "Gladly: {name} of {{ours}} comes." in page
    assert f"Ana Ruiz, {ANA}" in page
    assert "Nothing in it leaves a wrong impression" in page


def test_it_leaves_beside_the_page_and_then_they_are_answered(desk: Desk, tmp_path: Path) -> None:
    request = answerable(desk.app)

    page = words(press(desk, request))

    assert "The answer to Dockers' Union is on its way." in page
    assert "See how it goes" in page
    assert "Send it" not in page
    assert out(tmp_path) == []
    worked(desk.app)
    assert len(out(tmp_path)) == 1
    assert service.get(desk.app, request.id).state is State.CLOSED
    assert "It went out on" in words(desk.read(f"/requests/{request.id}"))


def test_who_presses_second_is_told_that_it_leaves_once(app: App, tmp_path: Path) -> None:
    maria, tom = at_desk(app), at_desk(app, "Tom")
    request = answerable(app)
    shown = tom.read(f"/requests/{request.id}/send")
    press(maria, request)

    page = press(tom, request, page=shown)

    assert "See how it goes" in words(page)
    worked(app)
    assert len(out(tmp_path)) == 1


def test_of_several_who_press_at_once_one_lets_it_leave(app: App, tmp_path: Path) -> None:
    request, together = answerable(app), Barrier(_TOGETHER)

    def begin(_: int) -> int:
        mine = evolve(app.as_actor(Actor(name="Maria")), plugins=app.plugins, settings=app.settings)
        try:
            together.wait()
            return service.begin(mine, request.id, channel="folder").id
        finally:
            mine.store.close()

    with ThreadPoolExecutor(_TOGETHER) as pool:
        begun = {*pool.map(begin, range(_TOGETHER))}
    assert len(begun) == 1
    dispatch.send(app, begun.pop())
    assert len(out(tmp_path)) == 1


def test_what_was_written_otherwise_meanwhile_does_not_leave(desk: Desk) -> None:
    request = answerable(desk.app)
    shown = desk.read(f"/requests/{request.id}/send")
    service.write(desk.app, request.id, "No.", language="en")
    mark = _VERSION.search(shown)
    assert mark

    answer = desk.send(f"/requests/{request.id}/send", {"way": "folder", "_version": mark[1]})

    assert answer.status_code == 409
    assert dispatch.list_dispatches(desk.app, everything=True) == []


def test_whoever_must_not_be_turned_to_is_told_with_the_reason(desk: Desk) -> None:
    request = answerable(desk.app)
    objects(desk.app, request.contact_id)

    page = words(desk.read(f"/requests/{request.id}/send"))

    assert "It can leave by no way there is." in page
    assert "a text file: Dockers' Union said no on 9 Mar" in page


def test_what_did_not_leave_is_told_and_sent_another_way(desk: Desk) -> None:
    request = answerable(desk.app)
    begun = service.begin(desk.app, request.id, channel="folder")
    assert "It is on its way to Dockers' Union." in words(desk.read(f"/requests/{request.id}"))
    assert desk.get(f"/requests/{request.id}/answer").status_code == 303
    dispatch.stop(desk.app, begun.id, because="the wrong tone", for_good=True)

    page = words(desk.read(f"/requests/{request.id}"))

    assert "It was held back from Dockers' Union: was stopped: the wrong tone" in page
    assert "They do not have it yet" in page
    assert "Send it" in page


def test_what_somebody_carries_is_answered_when_they_say_that_it_went_out(desk: Desk) -> None:
    request = answerable(desk.app)
    press(desk, request, "phone")
    worked(desk.app)
    assert "waits for somebody to hand it over" in words(desk.read(f"/requests/{request.id}"))

    page = words(desk.follow(desk.send(f"/requests/{request.id}/answered", {"how": "call"})))

    assert "Dockers' Union is answered." in page
    (made,) = dispatch.list_dispatches(desk.app, everything=True)
    assert made.state is Far.DONE


def test_before_it_is_written_the_page_leads_back(desk: Desk) -> None:
    request = answerable(desk.app)
    service.answered(desk.app, request.id)

    answer = desk.get(f"/requests/{request.id}/send")

    assert (answer.status_code, answer.headers["Location"]) == (303, f"/requests/{request.id}")


def test_whoever_only_reads_sends_nothing(app: App) -> None:
    request = answerable(app)
    rosa = at_desk(app, "Rosa", Role.READER)

    assert rosa.get(f"/requests/{request.id}/send").status_code == 403
    assert "/send" not in rosa.read(f"/requests/{request.id}")
