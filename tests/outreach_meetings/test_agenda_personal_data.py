"""Who is erased stands on no agenda any more, and the matter stays; a group takes its agendas with it."""

import json

import pytest

from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.groups import service as groups
from outreach_crm.privacy import service as privacy
from outreach_meetings import service
from outreach_meetings.model.agenda import ItemEdit
from outreach_meetings.model.attendance import Presence
from tests.builders import a_person
from tests.outreach_meetings.agendas import put
from tests.outreach_meetings.builders import a_doctors_group, a_meeting


def where(app: App, text: str) -> set[str]:
    """The tables in which a text stands, the journal's among them."""
    rows = {table: json.dumps(app.store.rows(f"select * from {table}"), default=str) for table in app.store.tables()}
    return {table for table, told in rows.items() if text in told}


@pytest.mark.connections
def test_of_who_is_erased_no_name_stays_on_agendas_and_their_matters_do(app: App) -> None:
    ana = a_person(app, "Ana Zauberberg")
    made = a_meeting(app)
    put(app, made, "The nurses", owner=str(ana.id), detail="Ana Zauberberg knows them")
    edit = ItemEdit(fields={"title": "Treasurer", "owner": str(ana.id)})
    service.add_standing(app, made.group_id, edit)

    privacy.erase(app, [ana.id], because="asked for it")

    (item,) = service.items(app, made)
    (standing,) = service.standing_items(app, made.group_id)
    assert (item.title, item.detail, item.owner, item.owner_id) == ("The nurses", "████ knows them", "", None)
    assert (standing.title, standing.owner) == ("Treasurer", "")
    assert where(app, "Zauberberg") == set()


@pytest.mark.connections
def test_a_meeting_stays_when_the_only_one_who_was_there_is_erased(app: App) -> None:
    ana = a_person(app, "Ana Zauberberg")
    made = a_meeting(app, starts="2026-03-08 10:00")
    put(app, made, "The nurses")
    service.attend(app, made, {ana.id: Presence.PRESENT})

    privacy.erase(app, [ana.id], because="asked for it")

    assert [one.title for one in service.items(app, made)] == ["The nurses"]
    assert where(app, "Zauberberg") == set()


@pytest.mark.connections
def test_a_group_that_is_erased_takes_its_agendas_with_it(app: App) -> None:
    made = a_meeting(app)
    put(app, made, "The nurses")

    privacy.erase(app, [made.group_id], because="it never was")

    assert app.store.rows("select id from meeting_items") == []


def test_of_two_contacts_that_become_one_the_kept_one_has_the_matters_of_both(app: App) -> None:
    group = a_doctors_group(app)
    kept, dropped = (a_person(app, name) for name in ("Ana Ruiz", "Ana Ruis"))
    groups.join(app, group.contact_id, kept.id)
    made = a_meeting(app, group)
    put(app, made, "One", owner=str(kept.id))
    put(app, made, "Two", owner=str(dropped.id))

    contacts.merge(app, kept.id, dropped.id)

    assert [one.owner_id for one in service.items(app, made)] == [kept.id, kept.id]
