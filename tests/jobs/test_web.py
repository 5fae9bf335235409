"""Pages of jobs."""

import pytest

from outreach_crm.app import App
from outreach_crm.jobs import service
from outreach_crm.jobs.model import State
from outreach_crm.policy import Role
from tests.jobs.works import knowing
from tests.web.office import Desk, at_desk, words

pytestmark = pytest.mark.connections


@pytest.fixture
def desk(app: App) -> Desk:
    """Maria at her desk."""
    return at_desk(knowing(app))


def test_the_page_of_a_job_asks_again_until_it_is_over(desk: Desk) -> None:
    job = service.start(desk.app, "add-people", {"names": ["Ana Ruiz"]})
    page = desk.read(f"/jobs/{job.id}")
    assert '<noscript><meta http-equiv="refresh"' in page
    assert 'hx-trigger="every 1s"' in page
    assert "<progress aria-label" in page
    part = desk.client.get(f"/jobs/{job.id}", headers={"HX-Request": "true"}).text
    assert ("<progress" in part, "<html" in part) == (True, False)
    done = service.run_one(desk.app)
    assert done is not None
    page = desk.read(f"/jobs/{job.id}")
    assert "every 1s" not in page
    assert "refresh" not in page
    assert "1 people are there." in words(page)
    assert 'href="/contacts"' in page
    assert f"/history/{done.change_id}/undo" in page


def test_jobs_are_listed_with_what_came_of_them(desk: Desk) -> None:
    assert "such as an import or a mailing" in words(desk.read("/jobs"))
    service.start(desk.app, "refuse", title="<b>List</b>")
    service.run_one(desk.app)
    page = desk.read("/jobs")
    assert "&lt;b&gt;List&lt;/b&gt;" in page
    assert "went wrong Somebody else does that already." in words(page)


def test_a_job_is_stopped_by_a_button(desk: Desk) -> None:
    job = service.start(desk.app, "refuse")
    desk.follow(desk.send(f"/jobs/{job.id}/stop", seen=f"/jobs/{job.id}"))
    assert service.get(desk.app, job.id).state is State.INTERRUPTED


def test_others_jobs_are_not_there_for_whoever_only_reads(app: App) -> None:
    job = service.start(knowing(app), "refuse")
    rosa = at_desk(app, "Rosa", Role.READER)
    assert rosa.get(f"/jobs/{job.id}").status_code == 404
    assert "Refuse" not in rosa.read("/jobs")


@pytest.mark.parametrize("path", ["javascript:alert(1)", "//evil.example", "/\\evil.example", "https://evil.example"])
def test_what_came_of_a_job_is_shown_by_a_page_of_ours_or_none(desk: Desk, path: str) -> None:
    job = service.start(desk.app, "refuse")
    service.run_one(desk.app)
    with desk.app.store.write():
        desk.app.store.execute("update jobs set path = :path", path=path)
    page = desk.read(f"/jobs/{job.id}")
    assert "Show what came of it" not in page
    assert "evil" not in page
