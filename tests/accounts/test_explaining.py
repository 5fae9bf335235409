"""Why somebody may do something, or may not: told by role, settings, circle and group, and never of what is hidden."""

import json
from collections.abc import Callable

import pytest
from attrs import evolve
from click.testing import Result

from outreach_crm.accounts import service
from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import ContactDraft
from outreach_crm.errors import InvalidInputError, NotFoundError
from outreach_crm.model import Actor, Ref
from outreach_crm.policy import Action, Role
from outreach_crm.settings import Settings
from outreach_crm.tasks import service as tasks
from tests.asks.builders import an_ask
from tests.web.office import at_desk, words

pytestmark = pytest.mark.connections
Cli = Callable[..., Result]


def people(app: App) -> None:
    with app.change("add"):
        for name, role in (("Olga", Role.OFFICER), ("Rosa", Role.READER), ("Mia", Role.MEMBER)):
            service.add_account(app, name, role=role)


@pytest.mark.parametrize("action", Action)
def test_the_role_decides_first(app: App, action: Action) -> None:
    people(app)
    told = {name: service.why(app, name, action.value) for name in ("Olga", "Rosa")}
    assert told["Rosa"].allowed == (action is Action.LOOK)
    assert told["Olga"].allowed == (action not in {Action.ERASE, Action.ADMINISTER})
    assert told["Rosa"].reasons[0].startswith("Rosa is here as reader, who may")


def test_what_a_section_took_away_is_said(app: App) -> None:
    people(app)
    strict = evolve(app, settings=Settings({"policy": {"officer": {"export": "nothing"}}}))
    told = service.why(strict, "Olga", "export")
    assert (told.allowed, told.reasons[-1]) == (
        False,
        "The settings of this section, [policy.officer], take away from that.",
    )


def test_a_circle_is_named_to_its_members_only(app: App) -> None:
    people(app)
    service.add_circle(app, "Board")
    ana = contacts.add(app, ContactDraft(name="Ana Ruiz", circle="Board")).id
    told = service.why(app, "Olga", "look", f"contacts:{ana}")
    assert not told.allowed
    assert told.reasons[-1] == "It is of the circle Board, and Olga is no member: for them it is not there."
    outside = app.as_actor(Actor(name="Olga"))
    with pytest.raises(NotFoundError) as hidden:
        service.why(outside, "Olga", "look", f"contacts:{ana}")
    with pytest.raises(NotFoundError) as none:
        service.why(outside, "Olga", "look", "contacts:999999")
    assert str(hidden.value).replace(str(ana), "999999") == str(none.value)
    outside.close()
    service.join_circle(app, "Board", "Olga")
    assert service.why(app, "Olga", "look", f"contacts:{ana}").allowed


def test_what_is_about_somebody_is_there_for_whoever_sees_them(app: App) -> None:
    people(app)
    service.add_circle(app, "Board")
    ana = contacts.add(app, ContactDraft(name="Ana Ruiz")).id
    ask = f"asks:{an_ask(app, ana).id}"
    task = f"tasks:{tasks.add(app, 'Ring Ana', about=Ref('contacts', ana)).id}"
    assert [service.why(app, "Olga", "look", one).allowed for one in (ask, task)] == [True, True]
    contacts.edit(app, ana, contacts.Edit(circle="Board"))
    for one in (ask, task):
        told = service.why(app, "Olga", "look", one)
        assert (told.allowed, "of the circle Board" in told.reasons[-1]) == (False, True)
    with pytest.raises(NotFoundError):
        service.why(app, "Olga", "look", "nothing:1")


def test_a_member_hears_that_only_their_groups_are_there(app: App) -> None:
    people(app)
    ana = contacts.add(app, ContactDraft(name="Ana Ruiz")).id
    told = service.why(app, "Mia", "look", f"contacts:{ana}")
    assert (told.allowed, told.reasons[-1]) == (
        False,
        "Mia sees only the contacts of groups that the account belongs to.",
    )


def test_who_retired_may_do_nothing(app: App) -> None:
    people(app)
    service.retire_account(app, "Olga")
    told = service.why(app, "Olga", "write")
    assert (told.allowed, "retired" in told.reasons[-1]) == (False, True)


@pytest.mark.parametrize(("action", "record"), [("dance", ""), ("look", "Ana"), ("look", "contacts:x")])
def test_what_cannot_be_meant_is_one_sentence(app: App, action: str, record: str) -> None:
    people(app)
    with pytest.raises(InvalidInputError):
        service.why(app, "Olga", action, record)


def test_the_command_answers_yes_or_no_and_why(cli: Cli) -> None:
    cli("accounts", "add", "Rosa", "--role", "reader")
    told = cli("accounts", "why", "Rosa", "write").stdout.splitlines()
    assert told[0] == "No."
    assert json.loads(cli("accounts", "why", "Rosa", "look", "--json").stdout)["allowed"] is True


def test_a_page_says_what_one_may_do(app: App) -> None:
    rosa = at_desk(app, "Rosa", Role.READER)
    assert "/account/rights" in rosa.read("/account")
    page = words(rosa.read("/account/rights"))
    assert "You are here as reader." in page
    assert "Take out as a file nothing" in page
    assert "You are a member of no circle." in page
