"""Writing down what happened, and what follows from it."""

from datetime import date, timedelta

import pytest

from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.changes import service as changes
from outreach_crm.contacts import service as contacts
from outreach_crm.errors import InvalidInputError, NotFoundError
from outreach_crm.model import Actor, Side
from outreach_crm.timeline import service
from outreach_crm.timeline.model import LogDraft
from tests.builders import a_person, an_organisation

TODAY = date(2026, 3, 9)


def logged(app: App, *ids: int, days_ago: int = 0, **more: object) -> int:
    draft = LogDraft(contact_ids=ids, on=TODAY - timedelta(days=days_ago), **{"summary": "called", **more})  # type: ignore[arg-type]
    return service.log(app, draft).id


def test_an_entry_stands_in_the_history_of_everybody_who_took_part(app: App) -> None:
    ana, bar = a_person(app), an_organisation(app)
    logged(app, ana.id, bar.id, summary="met about the petition", outcome="will sign")
    for contact in (ana, bar):
        entry = service.history(app, contact.id)[0]
        assert (entry.kind, entry.title, entry.detail, entry.by, entry.on) == (
            "meeting",
            "met about the petition",
            "will sign",
            "Maria",
            TODAY,
        )


def test_the_history_is_newest_first_whatever_the_order_of_writing(app: App) -> None:
    ana = a_person(app)
    for days in (3, 30, 10):
        logged(app, ana.id, days_ago=days, summary=f"{days}")
    assert [entry.title for entry in service.history(app, ana.id)] == ["3", "10", "30"]


def test_the_card_of_a_contact_begins_with_the_last_word(app: App) -> None:
    ana = a_person(app)
    logged(app, ana.id, days_ago=3, summary="called, will sign", side=Side.THEIRS)
    assert contacts.show(app, ana.id).last_word == "3 days ago: call, called, will sign (Maria)"


def test_colleagues_who_took_part_are_named_with_the_writer(app: App) -> None:
    accounts.add_account(app, "Jonas")
    ana = a_person(app)
    entry = service.log(app, LogDraft(contact_ids=(ana.id,), summary="visited", colleagues=("jonas",)))
    assert set(entry.by) == {"Maria", "Jonas"}


def test_a_follow_up_is_due_on_its_day_and_settled_by_whatever_happens_next(app: App) -> None:
    ana = a_person(app)
    logged(app, ana.id, days_ago=20, summary="called", follow_up="ask again", follow_up_on=TODAY - timedelta(days=1))
    due = app.plugins.reminders(app, TODAY)
    assert [(one.sentence, one.owner_id) for one in due] == [("Ana Ruiz: ask again", app.actor.account_id)]
    assert app.plugins.reminders(app, TODAY - timedelta(days=2)) == []
    logged(app, ana.id)
    assert app.plugins.reminders(app, TODAY) == []


def test_a_contact_with_an_agreed_rhythm_is_overdue_the_day_after(app: App) -> None:
    ana = a_person(app, rhythm_days="30")
    logged(app, ana.id, days_ago=30)
    assert app.plugins.reminders(app, TODAY) == []
    reminder = app.plugins.reminders(app, TODAY + timedelta(days=1))[0]
    assert (reminder.due_on, reminder.group) == (TODAY, "Keep in touch")


def test_a_contact_nobody_ever_spoke_to_is_overdue_from_the_day_it_was_added(app: App) -> None:
    a_person(app, rhythm_days="2w")
    due = app.plugins.reminders(app, TODAY + timedelta(days=15))
    assert [one.due_on for one in due if one.group == "Keep in touch"] == [TODAY + timedelta(days=14)]


def test_a_restricted_contact_is_no_part_of_what_others_read(app: App) -> None:
    ana, bar = a_person(app), an_organisation(app)
    accounts.add_circle(app, "Casework")
    entry_id = logged(app, ana.id, bar.id, follow_up_on=TODAY)
    contacts.edit(app, ana.id, contacts.Edit(circle="Casework"))
    outsider = App.on(app.store, app.plugins, app.settings, app.keyring, Actor(name="Jonas"))
    assert service.get(outsider, entry_id).with_contacts == ("Colegio de Abogados",)
    assert [one.sentence for one in outsider.plugins.reminders(outsider, TODAY)] == ["Colegio de Abogados: called"]
    with pytest.raises(NotFoundError):
        service.history(outsider, ana.id)


def test_undoing_an_entry_takes_it_from_every_history(app: App) -> None:
    ana, bar = a_person(app), an_organisation(app)
    entry_id = logged(app, ana.id, bar.id)
    changes.undo(app, service.get(app, entry_id).change_id)
    assert service.history(app, ana.id) == service.history(app, bar.id) == []


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"summary": "  "}, "what happened"),
        ({"days_ago": -1}, "has not come yet"),
        ({"follow_up_on": TODAY - timedelta(days=1)}, "would be before"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence_and_nothing_is_written(
    app: App, more: dict[str, object], sentence: str
) -> None:
    ana = a_person(app)
    with pytest.raises(InvalidInputError, match=sentence):
        logged(app, ana.id, **more)  # type: ignore[arg-type]
    assert service.history(app, ana.id) == []


def test_an_entry_about_a_contact_that_does_not_exist_is_refused(app: App) -> None:
    with pytest.raises(NotFoundError, match="no contact 999"):
        logged(app, 999)
