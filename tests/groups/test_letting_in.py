"""Whoever is here as a member sees the contacts of their own groups and no others."""

import pytest

from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.changes import service as changes
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import ContactDraft
from outreach_crm.errors import ConflictError, NotFoundError, RefusedError
from outreach_crm.groups import service
from outreach_crm.groups.model import GroupDraft
from outreach_crm.model import Actor
from outreach_crm.policy import Role
from tests.web.office import at_desk, words

pytestmark = pytest.mark.connections


def a_group(app: App, name: str, *members: str) -> int:
    """A group with some members, who are made."""
    group = service.add(app, GroupDraft(name=name, structure="local")).contact_id
    for one in members:
        service.join(app, group, contacts.add(app, ContactDraft(name=one)).id)
    return group


def as_rosa(app: App) -> App:
    return app.as_actor(Actor(name="Rosa", role=Role.MEMBER))


def two_groups(app: App) -> tuple[int, int]:
    with app.change("add"):
        nearby, far = a_group(app, "Nearby", "Ana Ruiz"), a_group(app, "Far Off", "Bo Li")
        accounts.add_account(app, "Rosa", role=Role.MEMBER)
    return nearby, far


def test_a_member_sees_their_group_and_who_is_in_it(app: App) -> None:
    nearby, far = two_groups(app)
    service.let_in(app, nearby, "Rosa")
    own = as_rosa(app)
    assert [one.name for one in service.list_groups(own)] == ["Nearby"]
    assert [one.name for one in contacts.find(own, "a")] == ["Ana Ruiz"]
    assert contacts.find(own, "b") == []
    assert [one.person for one in service.show(own, nearby).members] == ["Ana Ruiz"]
    for hidden in (far, contacts.resolve(app, "Bo Li").id):
        with pytest.raises(NotFoundError):
            contacts.get(own, hidden)
    own.close()


def test_whoever_left_the_group_is_seen_no_longer(app: App) -> None:
    nearby, _ = two_groups(app)
    service.let_in(app, nearby, "Rosa")
    ana = contacts.resolve(app, "Ana Ruiz").id
    service.leave(app, nearby, ana)
    own = as_rosa(app)
    with pytest.raises(NotFoundError):
        contacts.get(own, ana)
    own.close()


def test_a_member_of_no_group_sees_nobody_and_undo_takes_a_group_away_again(app: App) -> None:
    nearby, _ = two_groups(app)
    own = as_rosa(app)
    assert service.list_groups(own) == []
    change = service.let_in(app, nearby, "Rosa")
    assert [one.name for one in service.list_groups(own)] == ["Nearby"]
    changes.undo(app, change)
    assert service.list_groups(own) == []
    own.close()


def test_an_account_belongs_to_a_group_once_and_leaves_it_once(app: App) -> None:
    nearby, _ = two_groups(app)
    service.let_in(app, nearby, "rosa")
    assert service.accounts_of(app, nearby) == ["Rosa"]
    with pytest.raises(ConflictError, match="belongs to Nearby already"):
        service.let_in(app, nearby, "Rosa")
    service.let_out(app, nearby, "Rosa")
    with pytest.raises(NotFoundError, match="does not belong to Nearby"):
        service.let_out(app, nearby, "Rosa")
    accounts.retire_account(app, "Rosa")
    with pytest.raises(ConflictError, match="retired"):
        service.let_in(app, nearby, "Rosa")


def test_only_an_administrator_lets_accounts_in(app: App) -> None:
    nearby, _ = two_groups(app)
    officer = app.as_actor(Actor(name="Olga", role=Role.OFFICER))
    with pytest.raises(RefusedError, match="only an administrator"):
        service.let_in(officer, nearby, "Rosa")
    officer.close()


def test_pages_show_a_member_their_group_only_and_an_administrator_who_belongs_to_it(app: App) -> None:
    nearby, far = two_groups(app)
    admin = at_desk(app, "Ada", Role.ADMINISTRATOR)
    admin.follow(admin.send(f"/groups/{nearby}/accounts/add", {"account": "Rosa"}))
    assert "Rosa" in words(admin.read(f"/groups/{nearby}"))
    rosa = at_desk(app, "Rosa", Role.MEMBER)
    assert "Far Off" not in words(rosa.read("/groups"))
    assert "Ana Ruiz" in words(rosa.read(f"/groups/{nearby}"))
    assert [rosa.get(f"/groups/{far}").status_code, rosa.get("/accounts").status_code] == [404, 403]
    assert "Bo Li" not in rosa.read("/contacts") + rosa.read("/find/hits?q=bo")
    admin.follow(admin.send(f"/groups/{nearby}/accounts/remove", {"account": "Rosa"}))
    assert rosa.get(f"/groups/{nearby}").status_code == 404
