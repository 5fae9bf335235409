"""Pages of tasks."""

import pytest

from outreach_crm.app import App
from outreach_crm.policy import Role
from outreach_crm.tasks import service
from tests.web.office import Desk, at_desk, words

pytestmark = pytest.mark.connections


@pytest.fixture
def desk(app: App) -> Desk:
    """Maria at her desk."""
    return at_desk(app)


def test_a_task_is_added_and_stands_on_the_list(desk: Desk) -> None:
    page = desk.follow(desk.send("/tasks/add", {"title": "Ring the bar", "due_on": "2026-03-20"}))
    assert "On the list: Ring the bar." in words(page)
    assert [(one.title, one.due_on, one.owner) for one in service.list_tasks(desk.app)] == [
        ("Ring the bar", "2026-03-20", "Maria")
    ]


def test_what_was_done_is_said_once_with_a_way_back(desk: Desk) -> None:
    page = desk.follow(desk.send("/tasks/add", {"title": "Ring the bar"}))
    assert f"/history/{service.list_tasks(desk.app)[0].change_id}/undo" in page
    assert "On the list" not in desk.read("/tasks")


def test_a_task_without_words_is_asked_for_again(desk: Desk) -> None:
    answer = desk.send("/tasks/add", {"title": " ", "due_on": "2026-03-20"})
    assert answer.status_code == 422
    assert "Write something here." in words(answer.text)
    assert 'value="2026-03-20"' in answer.text


def test_the_list_is_to_be_had_as_json_and_csv(desk: Desk) -> None:
    desk.send("/tasks/add", {"title": "=1+1"})
    assert desk.get("/tasks.json").json[0]["title"] == "=1+1"  # type: ignore[index]
    assert desk.read("/tasks.csv").splitlines() == ["What,Until,Who,About", "'=1+1,,Maria,"]


def test_whoever_only_reads_adds_nothing(app: App) -> None:
    answer = at_desk(app, "Rosa", Role.READER).get("/tasks/add")
    assert answer.status_code == 403
    assert "Rosa is here as reader and may not write this." in words(answer.text)


def test_whoever_is_not_signed_in_is_asked_to(desk: Desk) -> None:
    desk.client.delete_cookie("outreach")
    assert desk.get("/tasks").headers["Location"].endswith("/account/sign-in?next=/tasks")
