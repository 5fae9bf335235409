"""Pages of the journal."""

import re

import pytest

from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.changes import service
from outreach_crm.changes.service import naming
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import ContactDraft
from outreach_crm.jobs import service as jobs
from outreach_crm.policy import Role
from outreach_crm.storage.history import TECHNICAL
from outreach_crm.storage.journal import broken_entries
from outreach_crm.text import Sentence
from tests.builders import a_person, acting
from tests.web.office import Desk, at_desk, words

pytestmark = pytest.mark.connections


def rename(app: App, contact_id: int, name: str) -> int:
    """Rename a contact and return the change."""
    contacts.edit(app, contact_id, contacts.Edit(fields={"name": name}))
    return service.latest(app, 1)[0].id


def undo(desk: Desk, change_id: int, **sent: str) -> str:
    """Press Undo on the page of the history."""
    return desk.follow(desk.send(f"/history/{change_id}/undo", {"next": "/history", **sent}, seen="/history"))


def test_the_history_says_who_what_about_whom_and_why(desk: Desk) -> None:
    contacts.add(desk.app, ContactDraft(name="Ana Ruiz"), because="met at the congress")
    page = words(desk.read("/history"))
    assert "Maria add contact Ana Ruiz met at the congress" in page


def test_it_is_narrowed_by_who_by_day_and_by_contact(desk: Desk) -> None:
    ana, eva = a_person(desk.app, "Ana Ruiz"), a_person(desk.app, "Eva Lind")
    with acting(desk.app, "Tom") as tom:
        rename(tom, eva.id, "Eva Lindh")
    of_tom = words(desk.read("/history?by=Tom"))
    assert "edit contact" in of_tom
    assert "add contact" not in of_tom
    about_ana = words(desk.read(f"/history?contact={ana.id}"))
    assert "About Ana Ruiz" in about_ana
    assert "Eva" not in about_ana
    assert "add contact" in words(desk.read(f"/history?on={desk.app.clock.today()}"))
    assert "Nothing fits." in words(desk.read("/history?on=2020-01-01"))
    assert desk.get("/history?on=soon").status_code == 422


def test_a_long_history_goes_on_on_a_further_page(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("outreach_crm.changes.web._PAGE", 3)
    ana = a_person(desk.app)
    for number in range(4):
        rename(desk.app, ana.id, f"Ana {number}")
    page = desk.read("/history?by=Maria")
    more = re.search(r'href="(/history\?[^"]*before=\d+)" rel="next"', page)
    assert more
    rest = desk.read(more[1].replace("&amp;", "&"))
    seen = {*re.findall(r'/history/(\d+)"', page)} & {*re.findall(r'/history/(\d+)"', rest)}
    assert not seen
    assert "add contact" in words(rest)


def test_a_change_shows_what_was_before_and_after(desk: Desk) -> None:
    ana = a_person(desk.app)
    change_id = rename(desk.app, ana.id, "<b>Ana</b>")
    page = desk.read(f"/history/{change_id}")
    assert "name Ana Ruiz <b>Ana</b>" in words(page)
    assert "<b>Ana</b>" not in page


def test_names_stand_in_the_place_of_numbers(desk: Desk) -> None:
    accounts.add_account(desk.app, "Tom")
    ana = a_person(desk.app)
    contacts.edit(desk.app, ana.id, contacts.Edit(holder="Tom"))
    page = words(desk.read(f"/history/{service.latest(desk.app, 1)[0].id}"))
    assert "held by Maria Tom" in page or "held by Tom" in page


def test_a_change_is_undone_and_done_again_by_the_toast(desk: Desk) -> None:
    ana = a_person(desk.app)
    change_id = rename(desk.app, ana.id, "Anne Ruiz")
    page = undo(desk, change_id)
    assert "Undone: edit contact, Ana Ruiz." in words(page)
    assert contacts.get(desk.app, ana.id).name == "Ana Ruiz"
    again = re.search(r'class="toast".*?/history/(\d+)/undo', page, re.DOTALL)
    assert again
    assert "Done again: edit contact, Anne Ruiz." in words(undo(desk, int(again[1])))
    assert contacts.get(desk.app, ana.id).name == "Anne Ruiz"


def test_after_an_undo_one_is_back_where_one_was_and_nowhere_else(desk: Desk) -> None:
    for given, led in {
        "/tasks?everybody": "/tasks?everybody",
        "//evil.example": "/history",
        "/\\evil.example": "/history",
        "https://evil.example": "/history",
        "/tasks\nSet-Cookie: a=b": "/history",
    }.items():
        change_id = rename(desk.app, a_person(desk.app).id, "Anne Ruiz")
        answer = desk.send(f"/history/{change_id}/undo", {"next": given}, seen="/history")
        assert answer.headers["Location"] == led


def test_what_was_used_since_is_shown_before_anything_is_undone(desk: Desk) -> None:
    with desk.app.change("add two"):
        ana, eva = a_person(desk.app, "Ana Ruiz"), a_person(desk.app, "Eva Lind")
    both = service.latest(desk.app, 1)[0].id
    with acting(desk.app, "Tom") as tom:
        rename(tom, ana.id, "Anne Ruiz")
    answer = desk.send(f"/history/{both}/undo", {"next": "/history"}, seen="/history")
    assert answer.status_code == 200
    assert "Anne Ruiz: Tom used it since: edit contact" in words(answer.text)
    assert contacts.get(desk.app, eva.id).name == "Eva Lind"
    assert "1 record stays as it is." in words(undo(desk, both, knowingly="yes"))
    assert [one.name for one in contacts.list_contacts(desk.app)] == ["Anne Ruiz"]


def test_an_undo_that_is_asked_for_twice_does_it_once(desk: Desk) -> None:
    ana = a_person(desk.app)
    change_id = rename(desk.app, ana.id, "Anne Ruiz")
    undo(desk, change_id)
    answer = desk.send(f"/history/{change_id}/undo", {"knowingly": ""}, seen="/history")
    assert answer.status_code == 409
    answer = desk.send(f"/history/{change_id}/undo", seen="/history")
    assert "This was undone already." in words(answer.text)
    assert contacts.get(desk.app, ana.id).name == "Ana Ruiz"


def test_what_is_final_cannot_be_undone_and_has_no_button(desk: Desk) -> None:
    with desk.app.change("send letter", final=True) as change:
        a_person(desk.app)
    assert "Undo" not in words(desk.read(f"/history/{change.id}"))
    answer = desk.send(f"/history/{change.id}/undo", seen="/history")
    assert (answer.status_code, "is final and cannot be taken back" in words(answer.text)) == (403, True)


def test_a_large_change_is_undone_beside_the_pages(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("outreach_crm.changes.web._AT_ONCE", 0)
    ana = a_person(desk.app)
    change_id = rename(desk.app, ana.id, "Anne Ruiz")
    answer = desk.send(f"/history/{change_id}/undo", {"next": "/today"}, seen="/history")
    assert answer.headers["Location"].startswith("/jobs/")
    over = jobs.run_one(desk.app)
    assert over is not None
    assert (over.sentence, over.path) == ("Undone: edit contact, Ana Ruiz.", "/today")
    assert contacts.get(desk.app, ana.id).name == "Ana Ruiz"


def test_what_was_cut_off_stands_on_top_with_a_way_back(desk: Desk) -> None:
    with pytest.raises(KeyError), desk.app.change("add many", steps=True) as change:
        with change.step():
            a_person(desk.app)
        raise KeyError
    assert "Cut off before their end" in words(desk.read("/history"))
    assert "Undone: add many" in words(undo(desk, change.id))
    assert contacts.list_contacts(desk.app) == []


def test_nobody_reads_of_whom_they_may_not_see(desk: Desk) -> None:
    accounts.add_circle(desk.app, "board")
    accounts.join_circle(desk.app, "board", "Maria")
    ana = a_person(desk.app)
    contacts.edit(desk.app, ana.id, contacts.Edit(circle="board"))
    change_id = service.latest(desk.app, 1)[0].id
    tom = at_desk(desk.app, "Tom")
    assert "Ana" not in words(tom.read("/history"))
    assert "Ana" not in words(tom.read(f"/history?contact={ana.id}"))
    assert "Ana" not in tom.read("/history.json") + tom.read("/history.csv")
    assert tom.get(f"/history/{change_id}").status_code == 404
    assert tom.send(f"/history/{change_id}/undo", seen="/history").status_code == 404


def test_nobody_lets_themselves_into_a_circle_again_by_an_undo(desk: Desk) -> None:
    accounts.add_circle(desk.app, "board")
    with acting(desk.app, "Tom") as tom:
        a_person(tom)
    accounts.join_circle(desk.app, "board", "Tom")
    accounts.leave_circle(desk.app, "board", "Tom")
    change_id = service.latest(desk.app, 1)[0].id
    tom_there = at_desk(desk.app, "Tom")
    assert tom_there.send(f"/history/{change_id}/undo", seen="/history").status_code == 403
    administrator = at_desk(desk.app, "Maria", Role.ADMINISTRATOR)
    assert "Undone: leave circle." in words(undo(administrator, change_id))


def test_whoever_only_reads_undoes_nothing(desk: Desk) -> None:
    change_id = rename(desk.app, a_person(desk.app).id, "Anne Ruiz")
    rosa = at_desk(desk.app, "Rosa", Role.READER)
    assert "Undo" not in words(rosa.read("/history"))
    assert rosa.get(f"/history/{change_id}/undo").status_code == 403


def test_the_history_is_proven(desk: Desk) -> None:
    a_person(desk.app)
    page = desk.follow(desk.send("/history/verify", seen="/history"))
    assert "all are as written" in words(page)
    assert not [*broken_entries(desk.app.store, desk.app.journal.key)]


def test_what_others_changed_since_one_was_here_is_told(desk: Desk) -> None:
    ana = a_person(desk.app)
    with acting(desk.app, "Tom") as tom:
        rename(tom, ana.id, "Anne Ruiz")
    assert [(one.by, one.what) for one in service.of_others(desk.app)][:1] == [("Tom", "edit contact")]
    assert "Maria" not in {one.by for one in service.of_others(desk.app)}
    assert "Tom: edit contact , Anne Ruiz" in words(desk.read("/today"))


def test_an_undo_says_what_it_took_back(desk: Desk) -> None:
    change_id = rename(desk.app, a_person(desk.app).id, "Anna")
    undo(desk, change_id)
    undone = service.latest(desk.app, 1)[0]
    assert "Maria undo: edit contact Ana Ruiz" in words(desk.read("/history"))
    assert undone.what == f"undo change {change_id}"  # as it is kept, and read elsewhere
    undo(desk, undone.id)
    assert "Maria do again: edit contact Anna" in words(desk.read("/history"))


def test_what_a_change_altered_is_told_in_words(desk: Desk) -> None:
    with desk.app.change("edit contact") as change:
        ana = a_person(desk.app, "Ana Ruiz")
        desk.app.store.update("contacts", ana.id, {"rhythm_days": 30, "trashed_on": "2026-03-09"})
    page = words(desk.read(f"/history/{change.id}"))
    assert "days between words from us 30" in page
    assert "in the trash since 9 Mar 2026" in page


@pytest.mark.parametrize(
    ("column", "kept", "read"),
    [
        ("languages", '["en", "fr"]', "en, fr"),
        ("conditions", '[[{"filter": "sector", "value": "medical", "negate": false}]]', "sector medical"),
        ("remarks", "[see the letter]", "[see the letter]"),
        ("preferred", "1", "yes"),
        ("rhythm_days", "1", "1"),
    ],
)
def test_what_stands_in_a_column_is_told_without_signs_of_machines(column: str, kept: str, read: str) -> None:
    assert naming.value(column, kept) == read


def test_every_column_that_the_history_shows_has_a_name_for_people(app: App) -> None:
    shown = {(table, column) for table in app.store.kept for column in app.store.columns(table)}
    own = naming.declared(app)
    labels = {one: own.get(one, naming.label(one[1])) for one in shown if one[1] not in TECHNICAL}
    assert len(labels) > 200
    assert [one for one, label in labels.items() if label and not isinstance(label, Sentence)] == []
