"""Tasks and answers to reminders."""

from datetime import date, timedelta

import pytest

from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.changes import service as changes
from outreach_crm.contacts import service as contacts
from outreach_crm.errors import ConflictError, InvalidInputError, NotFoundError
from outreach_crm.model import Actor, Ref
from outreach_crm.tasks import service
from outreach_crm.timeline import service as timeline
from outreach_crm.timeline.model import LogDraft
from tests.builders import a_person

TODAY = date(2026, 3, 9)


def other(app: App, name: str) -> App:
    return App.on(app.store, app.plugins, app.settings, app.keyring, Actor(name=name))


def sentences(app: App) -> list[str]:
    return [line.sentence for line in service.today(app)]


def test_a_task_is_on_the_list_from_its_day_until_it_is_done(app: App) -> None:
    due = service.add(app, "Write to the bar", due_on=TODAY)
    service.add(app, "Plan the congress", due_on=TODAY + timedelta(days=1))
    assert sentences(app) == ["Write to the bar"]
    service.finish(app, due.id)
    assert sentences(app) == []


def test_the_list_is_mine_only(app: App) -> None:
    accounts.add_account(app, "Jonas")
    service.add(app, "For Jonas", due_on=TODAY, owner="Jonas")
    service.add(app, "For me", due_on=TODAY)
    assert sentences(app) == ["For me"]
    assert sentences(other(app, "Jonas")) == ["For Jonas"]
    assert sentences(other(app, "Somebody new")) == []


def test_a_task_put_off_comes_back_on_its_new_day(app: App) -> None:
    task = service.add(app, "Write", due_on=TODAY)
    service.put_off(app, task.id, TODAY + timedelta(days=7))
    assert sentences(app) == []
    assert service.get(app, task.id).due_on == "2026-03-16"


def test_a_reminder_of_another_feature_can_be_settled_for_good_or_put_off(app: App) -> None:
    ana = a_person(app)
    draft = LogDraft(contact_ids=(ana.id,), summary="called", follow_up_on=TODAY)
    ref = Ref("timeline_entries", timeline.log(app, draft).id)
    service.answer(app, ref, until=TODAY + timedelta(days=7))
    assert sentences(app) == []
    put_off = changes.latest(app)[0]
    changes.undo(app, put_off.id)
    assert sentences(app) == ["Ana Ruiz: called"]
    service.answer(app, ref)
    assert sentences(app) == []


def test_settling_it_for_me_leaves_it_to_others(app: App) -> None:
    accounts.add_account(app, "Jonas")
    ana = a_person(app)
    draft = LogDraft(contact_ids=(ana.id,), summary="called", follow_up_on=TODAY, colleagues=("Jonas",))
    service.answer(app, Ref("timeline_entries", timeline.log(app, draft).id))
    assert sentences(app) == []
    assert sentences(other(app, "Jonas")) == ["Ana Ruiz: called"]


def test_a_done_task_about_a_contact_is_in_its_history(app: App) -> None:
    ana = a_person(app)
    task = service.add(app, "Send the report", due_on=TODAY, contact_id=ana.id)
    assert [panel.rows[0][1] for panel in contacts.show(app, ana.id).panels if panel.title == "Open tasks"] == [
        "Send the report"
    ]
    service.finish(app, task.id)
    assert [entry.title for entry in timeline.history(app, ana.id)] == ["Send the report"]


def test_a_task_about_a_restricted_contact_is_hidden_from_others(app: App) -> None:
    accounts.add_account(app, "Jonas")
    accounts.add_circle(app, "Casework")
    ana = a_person(app)
    task = service.add(app, "Ring Ana", due_on=TODAY, owner="Jonas", contact_id=ana.id)
    contacts.edit(app, ana.id, contacts.Edit(circle="Casework"))
    jonas = other(app, "Jonas")
    assert service.list_tasks(jonas) == []
    assert sentences(jonas) == []
    with pytest.raises(NotFoundError):
        service.get(jonas, task.id)


def test_what_cannot_be_is_refused_in_a_sentence(app: App) -> None:
    task = service.add(app, "Write", due_on=TODAY)
    service.finish(app, task.id)
    with pytest.raises(ConflictError, match="was done on 2026-03-09"):
        service.finish(app, task.id)
    with pytest.raises(InvalidInputError, match="what is to be done"):
        service.add(app, " ")
    with pytest.raises(NotFoundError, match="Nothing about contacts:7 is due"):
        service.answer(app, Ref("contacts", 7))
    with pytest.raises(InvalidInputError, match="not in the future"):
        service.answer(app, Ref("contacts", 7), until=TODAY)
