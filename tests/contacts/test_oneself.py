"""A contact who acts for themself, by a link of theirs: they see nobody else, and no circle hides them."""

import pytest

from outreach_crm.app import App
from outreach_crm.changes import service as changes
from outreach_crm.contacts import service
from outreach_crm.contacts.model import Contact
from outreach_crm.errors import NotFoundError
from outreach_crm.model import Actor, Via
from outreach_crm.privacy import service as privacy
from outreach_crm.privacy.model import ConsentDraft, State
from tests.builders import a_person


def oneself(app: App, who: Contact) -> App:
    actor = Actor(name="public page", via=Via.WEB, contact_id=who.id)
    return App.on(app.store, app.plugins, app.settings, app.keyring, actor)


def test_they_see_themselves_and_nobody_else(app: App) -> None:
    ana, paul = a_person(app), a_person(app, "Paul Meyer")
    own = oneself(app, ana)
    assert service.get(own, ana.id) == ana
    assert [one.id for one in service.list_contacts(own)] == [ana.id]
    assert service.find(own, "Paul") == []
    with pytest.raises(NotFoundError):
        service.get(own, paul.id)
    with pytest.raises(NotFoundError):
        privacy.record(own, paul.id, ConsentDraft(state=State.OBJECTED))


def test_a_circle_does_not_keep_them_from_saying_no(app: App) -> None:
    from outreach_crm.accounts import service as accounts

    accounts.add_circle(app, "Board")
    ana = service.edit(app, a_person(app).id, service.Edit(circle="Board"))
    assert privacy.record(oneself(app, ana), ana.id, ConsentDraft(state=State.OBJECTED)).own_word


def test_what_they_do_makes_no_account_and_cannot_be_locked_out_by_one(app: App) -> None:
    from outreach_crm.accounts import service as accounts

    ana = a_person(app)
    accounts.add_account(app, "public page")
    accounts.retire_account(app, "public page")
    entry = privacy.record(oneself(app, ana), ana.id, ConsentDraft(state=State.OBJECTED), because="by themself")
    change = changes.latest(app)[0]
    assert (change.id, change.by, change.via, change.why) == (entry.change_id, "public page", "web", "by themself")
    assert entry.recorded_by == ""


def test_whoever_comes_next_on_the_connection_sees_everybody_again(app: App) -> None:
    ana, paul = a_person(app), a_person(app, "Paul Meyer")
    oneself(app, ana)
    again = App.on(app.store, app.plugins, app.settings, app.keyring, Actor(name="Maria"))
    assert [one.id for one in service.list_contacts(again)] == [paul.id, ana.id]
