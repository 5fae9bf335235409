"""Pages of tasks."""

import re
from datetime import date
from html import unescape

import pytest

from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import ContactDraft
from outreach_crm.policy import Role
from outreach_crm.privacy import service as privacy
from outreach_crm.tasks import service
from outreach_crm.text import say, term
from tests.builders import a_person, acting
from tests.web.office import Desk, at_desk, words

pytestmark = pytest.mark.connections


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
    assert "Rosa is here as reader and may not change this." in words(answer.text)


def test_whoever_is_not_signed_in_is_asked_to(desk: Desk) -> None:
    desk.client.delete_cookie("outreach")
    assert desk.get("/tasks").headers["Location"].endswith("/account/sign-in?next=/tasks")


def test_a_task_is_about_somebody_found_by_name(desk: Desk) -> None:
    ana = a_person(desk.app, "Ana Ruiz")
    found = desk.send("/tasks/add", {"title": "Ring her", "contact-words": "ana", "look": "contact"})
    assert "Ana Ruiz" in words(found.text)
    assert 'value="Ring her"' in found.text
    desk.follow(desk.send("/tasks/add", {"title": "Ring her", "contact": str(ana.id)}))
    assert service.list_tasks(desk.app)[0].contact == "Ana Ruiz"


def test_a_task_is_begun_from_the_page_of_a_contact(desk: Desk) -> None:
    ana = a_person(desk.app, "Ana Ruiz")
    page = desk.read(f"/tasks/add?contact={ana.id}&next=/today")
    assert f'value="{ana.id}" checked' in page
    assert 'href="/today" class="back"' in page


def test_a_task_is_given_to_somebody_else(desk: Desk) -> None:
    with acting(desk.app, "Tom") as tom:
        a_person(tom)
    desk.follow(desk.send("/tasks/add", {"title": "Ring the bar", "owner": "Tom"}))
    assert "Ring the bar" not in words(desk.read("/tasks"))
    assert "Ring the bar" in words(desk.read("/tasks?owner=Tom"))
    assert "Ring the bar" in words(desk.read("/tasks?everybody"))


def test_a_task_is_changed_and_what_others_wrote_meanwhile_is_shown(desk: Desk) -> None:
    task = service.add(desk.app, "Ring the bar", due_on=date(2026, 3, 20))
    form = desk.read(f"/tasks/{task.id}/edit")
    assert 'value="2026-03-20"' in form
    service.put_off(desk.app, task.id, date(2026, 4, 2))
    sent = {"title": "Ring the bar at nine", "due_on": "2026-03-21", "owner": "Maria", "contact": ""}
    answer = desk.send(f"/tasks/{task.id}/edit", {**sent, "_version": str(task.change_id)})
    assert answer.status_code == 409
    assert "Somebody else wrote by now: 2 April 2026" in words(answer.text)
    assert 'value="Ring the bar at nine"' in answer.text
    seen = re.search(r'name="_version" value="(\d+)"', answer.text)
    assert seen
    desk.follow(desk.send(f"/tasks/{task.id}/edit", {**sent, "_version": seen[1]}))
    changed = service.get(desk.app, task.id)
    assert (changed.title, changed.due_on, changed.owner) == ("Ring the bar at nine", "2026-03-21", "Maria")


def test_a_task_that_is_done_stands_among_those_that_are(desk: Desk) -> None:
    task = service.add(desk.app, "Ring the bar")
    assert "Done: Ring the bar." in words(desk.follow(desk.send(f"/tasks/{task.id}/finish", seen="/tasks")))
    assert "Ring the bar" not in words(desk.read("/tasks"))
    assert "Ring the bar" in words(desk.read("/tasks?done"))
    answer = desk.send(f"/tasks/{task.id}/finish", seen="/tasks/add")
    assert (answer.status_code, "was done on" in words(answer.text)) == (409, True)


def test_a_task_about_somebody_hidden_is_not_there(desk: Desk) -> None:
    accounts.add_circle(desk.app, "board")
    accounts.join_circle(desk.app, "board", "Maria")
    ana = contacts.add(desk.app, ContactDraft(name="Hidden Ana", circle="board"))
    task = service.add(desk.app, "Warn her", contact_id=ana.id)
    tom = at_desk(desk.app, "Tom")
    assert "Warn" not in words(tom.read("/tasks?everybody")) + tom.read("/tasks.json?everybody")
    assert tom.get(f"/tasks/{task.id}").status_code == 404
    assert tom.send(f"/tasks/{task.id}/finish", seen="/tasks/add").status_code == 404


def test_a_list_that_leaves_the_house_is_written_down_and_whoever_only_reads_takes_none(app: App) -> None:
    desk, rosa = at_desk(app), at_desk(app, "Rosa", Role.READER)
    ana = contacts.add(app, ContactDraft(name="Ana Ruiz"))
    service.add(app, "Ring Ana", owner="Maria", contact_id=ana.id)
    taken = ["/tasks.csv", f"/history.json?contact={ana.id}", f"/contacts/{ana.id}/history.csv"]
    for path in taken:
        assert rosa.get(path).status_code == 403
        desk.read(path)
    told = [(one.what, one.by, one.contact_id) for one in privacy.accesses(app)]
    assert told[::-1] == [
        ("tasks, as a file", "Maria", None),
        ("history, as a file", "Maria", ana.id),
        ("history of a contact, as a file", "Maria", ana.id),
    ]
    assert "CSV" in desk.read("/history")
    assert "CSV" not in rosa.read("/history")
    assert len(desk.read("/history.csv?contact=999999").splitlines()) == 1


def test_a_title_that_the_program_gave_is_read_in_the_language_of_whoever_reads_it(desk: Desk) -> None:
    made = service.add(desk.app, say("No {role} since {day}", role=term("treasurer"), day="2026-03-09"))
    assert made.title == "No treasurer since 2026-03-09"
    path, asked = f"/tasks/{made.id}", desk.client.environ_base
    asked["HTTP_ACCEPT_LANGUAGE"] = "fr"
    assert "depuis le 9 mars 2026" in words(desk.read(path))
    form = re.search(r'name="title"[^>]* value="([^"]*)"', desk.read(f"{path}/edit"))
    assert form, "the title can be altered"
    given = {"title": unescape(form[1]), "due_on": "2026-03-20", "owner": "Maria"}
    desk.follow(desk.send(f"{path}/edit", given, seen=f"{path}/edit"))
    assert service.get(desk.app, made.id).due_on == "2026-03-20"
    asked["HTTP_ACCEPT_LANGUAGE"] = "es"
    assert "desde el 9 de marzo de 2026" in words(desk.read(path))
    desk.follow(desk.send(f"{path}/edit", {**given, "title": "Chercher"}, seen=f"{path}/edit"))
    assert "Chercher" in words(desk.read(path))
    assert "{" not in words(desk.read(f"/history/{service.get(desk.app, made.id).change_id}"))
