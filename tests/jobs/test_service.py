"""Long work: asked for, done beside the pages in somebody's name, once, whatever is killed."""

import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from attrs import evolve

from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.changes import service as changes
from outreach_crm.clock import FixedClock
from outreach_crm.contacts import service as contacts
from outreach_crm.errors import ConflictError, NotFoundError
from outreach_crm.jobs import service
from outreach_crm.jobs.model import State
from outreach_crm.jobs.service.beating import LEASE
from outreach_crm.model import Actor, Via
from outreach_crm.policy import Role
from outreach_crm.text import Sentence, say
from tests.conftest import CLOCK
from tests.house import ROOT
from tests.jobs.works import knowing

pytestmark = pytest.mark.connections


@pytest.fixture(name="app")
def the_app(app: App) -> App:
    """An App that knows the kinds of work of these tests."""
    return knowing(app)


def until(seen: Callable[[], object]) -> None:
    """Wait until something is so."""
    for _ in range(6_000):
        if seen():
            return
        time.sleep(0.01)
    pytest.fail("it never came to be")


def of(app: App, name: str, role: Role) -> App:
    """The App of somebody who came through the pages, on a connection of its own."""
    return app.as_actor(Actor(name=name, role=role))


def test_a_job_waits_is_done_and_says_what_came_of_it(app: App) -> None:
    job = service.start(app, "add-people", {"names": ["Ana Ruiz", "Rosa Quispe"]}, title="Two people")
    assert (job.state, job.title, job.arguments["names"]) == (State.WAITING, "Two people", ["Ana Ruiz", "Rosa Quispe"])
    done = service.run_one(app)
    assert done == service.get(app, job.id)
    assert (done.state, done.sentence, done.path) == (State.DONE, "2 people are there.", "/contacts")
    assert service.run_one(app) is None
    assert done.change_id is not None
    changes.undo(app, done.change_id)
    assert contacts.find(app, "Ana Ruiz") == []


def test_it_works_in_the_name_and_role_of_whoever_asked(app: App, tmp_path: Path) -> None:
    note = tmp_path / "note"
    rosa = of(app, "Rosa", Role.OFFICER)
    job = service.start(rosa, "linger", {"note": str(note)})
    with ThreadPoolExecutor() as threads:
        doing = threads.submit(service.run_one, app)
        until(note.exists)
        service.stop(rosa, job.id)
        ended = doing.result()
    assert note.read_text().split()[1:] == ["Rosa", "officer"]
    assert ended is not None
    assert (ended.state, ended.done > 0) == (State.INTERRUPTED, True)
    rosa.close()


def test_an_error_of_ours_is_its_sentence_and_a_fault_says_nothing_of_anybody(
    app: App, caplog: pytest.LogCaptureFixture
) -> None:
    for work in ("refuse", "fall"):
        service.start(app, work)
    with caplog.at_level(logging.ERROR):
        refused, fallen = service.run_one(app), service.run_one(app)
    assert refused is not None
    assert fallen is not None
    assert (refused.state, refused.sentence) == (State.FAILED, "Somebody else does that already.")
    assert fallen.state is State.FAILED
    assert "fault of the program" in fallen.sentence
    assert "ValueError" in caplog.text
    assert "Ana" not in fallen.sentence + caplog.text


def test_work_that_nothing_does_is_not_asked_for(app: App) -> None:
    with pytest.raises(NotFoundError, match="Nothing here does work called 'sing'"):
        service.start(app, "sing")


def test_a_job_that_nobody_began_is_stopped_at_once_and_once(app: App) -> None:
    job = service.start(app, "refuse")
    assert service.stop(app, job.id).state is State.INTERRUPTED
    assert service.run_one(app) is None
    with pytest.raises(ConflictError, match="is over"):
        service.stop(app, job.id)


def test_many_programs_do_each_job_once(app: App) -> None:
    for number in range(12):
        service.start(app, "add-people", {"names": [f"Person {number}"]})
    own = [app.as_actor(app.actor) for _ in range(4)]
    with ThreadPoolExecutor(4) as threads:
        found = [*threads.map(lambda one: [*iter(lambda: service.run_one(one), None)], own)]
    assert sorted(job.id for some in found for job in some) == sorted(job.id for job in service.list_jobs(app))
    assert {(job.state, job.attempts) for job in service.list_jobs(app)} == {(State.DONE, 1)}
    for one in own:
        one.close()


def test_what_a_killed_program_left_is_done_by_the_next_one(app: App, tmp_path: Path) -> None:
    note = tmp_path / "note"
    job = service.start(app, "once-more", {"note": str(note)})
    killed = _begun(app, note)
    os.kill(killed.pid, signal.SIGKILL)
    killed.wait()
    done = service.run_one(app)
    assert done is not None
    assert (done.id, done.state, done.attempts, done.sentence) == (job.id, State.DONE, 2, "Done the second time.")


def test_what_ends_a_program_three_times_is_not_begun_again(app: App, tmp_path: Path) -> None:
    service.start(app, "linger", {"note": str(tmp_path / "note")})
    for number in range(3):
        note = tmp_path / "note"
        note.unlink(missing_ok=True)
        killed = _begun(app, note)
        os.kill(killed.pid, signal.SIGKILL)
        killed.wait()
        assert service.list_jobs(app)[0].attempts == number + 1
    assert service.run_one(app) is None
    left = service.list_jobs(app)[0]
    assert (left.state, "cut off 3 times" in left.sentence) == (State.INTERRUPTED, True)


def _begun(app: App, note: Path) -> "subprocess.Popen[bytes]":
    """A program that has begun a job."""
    running = subprocess.Popen(
        [sys.executable, "-m", "tests.jobs.works", app.store.url],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "plugins")])},
    )
    until(lambda: note.exists() and note.read_text())
    return running


def test_a_program_elsewhere_keeps_its_job_until_its_lease_is_over(app: App) -> None:
    job = service.start(app, "refuse")
    with app.store.write():
        lease = CLOCK.moment + timedelta(seconds=LEASE)
        app.store.execute(
            "update jobs set state = 'running', owner = 'elsewhere/17 ab', lease_until = :until where id = :id",
            id=job.id,
            until=f"{lease:%Y-%m-%dT%H:%M:%SZ}",
        )
    assert service.run_one(app) is None
    app.store.bound.clock = FixedClock(lease + timedelta(seconds=1))
    late = evolve(app, clock=app.store.bound.clock)
    done = service.run_one(late)
    assert done is not None
    assert done.id == job.id


def test_a_server_that_ends_gives_its_job_back(app: App, tmp_path: Path) -> None:
    note = tmp_path / "note"
    job = service.start(app, "linger", {"note": str(note)})
    worker = service.Worker(app)
    worker.begin()
    until(note.exists)
    until(lambda: service.get(app, job.id).done > 0)  # what it says of its progress is written down beside it
    worker.end()
    left = service.get(app, job.id)
    assert (left.state, left.attempts, left.owner) == (State.WAITING, 0, "")


@pytest.mark.parametrize("role", [Role.READER, Role.OFFICER])
def test_everybody_but_administrators_sees_and_stops_their_own_jobs(app: App, role: Role) -> None:
    others = service.start(app, "refuse")
    rosa = of(app, "Rosa", role)
    own = service.start(rosa, "refuse")
    assert [job.id for job in service.list_jobs(rosa)] == [own.id]
    assert service.get(rosa, own.id) == own
    with pytest.raises(NotFoundError):
        service.get(rosa, others.id)
    with pytest.raises(NotFoundError):
        service.stop(rosa, others.id)
    assert [job.id for job in service.list_jobs(app)] == [own.id, others.id]
    rosa.close()


def test_that_a_work_is_under_way_already_is_known_to_whoever_asks_for_it_too(app: App, tmp_path: Path) -> None:
    job = service.start(app, "linger", {"note": str(tmp_path / "note")})
    rosa = of(app, "Rosa", Role.OFFICER)
    note = str(tmp_path / "note")
    there = service.at_work(rosa, "linger", note=note)
    assert there is not None
    assert (there.id, service.may_see(rosa, there), service.may_see(app, there)) == (job.id, False, True)
    assert service.at_work(rosa, "linger", note="another") is None
    assert service.at_work(rosa, "refuse") is None
    service.stop(app, job.id)
    assert service.at_work(rosa, "linger", note=note) is None
    rosa.close()


def test_whoever_retired_writes_and_reads_nothing_any_more(app: App, tmp_path: Path) -> None:
    accounts.add_account(app, "Rosa")
    rosa = of(app, "Rosa", Role.OFFICER)
    service.start(rosa, "linger", {"note": str(tmp_path / "note")})
    accounts.retire_account(app, "Rosa")
    done = service.run_one(app)
    assert done is not None
    assert done.sentence.startswith("Rosa retired on")
    assert not (tmp_path / "note").exists()
    rosa.close()


def test_whoever_is_here_for_something_else_by_now_does_nothing_as_what_they_were(app: App, tmp_path: Path) -> None:
    accounts.add_account(app, "Rosa", role=Role.OFFICER)
    rosa = app.as_actor(Actor(name="Rosa", role=Role.OFFICER, via=Via.WEB))
    service.start(rosa, "linger", {"note": str(tmp_path / "note")})
    accounts.edit_account(app, "Rosa", role=Role.READER, email="")
    done = service.run_one(app)
    assert done is not None
    assert (done.state, done.sentence[:26]) == (State.FAILED, "Rosa is here as reader by ")
    assert not (tmp_path / "note").exists()
    rosa.close()


def test_jobs_that_are_over_go_after_a_month(app: App) -> None:
    service.start(app, "refuse")
    service.run_one(app)
    app.store.bound.clock = FixedClock(CLOCK.moment + timedelta(days=31))
    app = evolve(app, clock=app.store.bound.clock)
    later = service.start(app, "refuse")
    worker = service.Worker(app)
    worker.begin()
    until(lambda: len(service.list_jobs(app)) == 1)
    worker.end()
    assert [job.id for job in service.list_jobs(app)] == [later.id]


@pytest.mark.parametrize(("work", "says"), [("linger", "is done."), ("write", "can be taken back in the history.")])
def test_what_was_stopped_says_whether_it_can_be_taken_back(app: App, tmp_path: Path, work: str, says: str) -> None:
    note = tmp_path / "note"
    job = service.start(app, work, {"note": str(note)})
    with ThreadPoolExecutor() as threads:
        doing = threads.submit(service.run_one, app)
        until(note.exists)
        service.stop(app, job.id)
        ended = doing.result()
    assert ended is not None
    assert ended.sentence == f"Stopped. What was done until then {says}"


def test_what_a_job_is_called_and_what_came_of_it_stay_sentences(app: App) -> None:
    job = service.start(app, "refuse", title=say("Send {name}", name="Spring letter"))
    service.stop(app, job.id)
    told = service.get(app, job.id)
    assert (told.title, told.sentence) == ("Send Spring letter", "Stopped before it began.")
    assert [one.template for one in (told.title, told.sentence) if isinstance(one, Sentence)] == [
        "Send {name}",
        "Stopped before it began.",
    ]
