"""What a mailing cost goes to the resources of a group, once."""

from collections.abc import Callable

import pytest
from click.testing import Result

from outreach_crm.app import App
from outreach_crm.changes import service as changes
from outreach_crm.contacts import service as contacts
from outreach_crm.dispatch import service
from outreach_crm.errors import ConflictError, InvalidInputError, NotFoundError
from outreach_crm.groups import service as groups
from outreach_crm.groups.model import Heading
from tests.builders import a_group, a_person
from tests.dispatch.letters import a_letter, with_rules


@pytest.fixture(name="app")
def with_wire(app: App) -> App:
    return with_rules(app)


def used(app: App, group_id: int) -> dict[str, float]:
    return {f"{one.year} {one.heading}": one.used for one in groups.resources(app, group_id)}


def test_a_cost_is_taken_from_the_groups_resources_once_however_often_it_is_said(app: App) -> None:
    made, group = a_letter(app), a_group(app).contact_id
    groups.set_resources(app, group, planned={Heading.POSTAGE: 500.0}, used={Heading.POSTAGE: 30.0})
    for _ in range(2):
        (cost,) = service.set_cost(app, made.id, group, {Heading.POSTAGE: 120.0})
        assert used(app, group) == {"2026 postage": 150.0}
    assert (cost.group, cost.year, cost.heading, cost.amount) == ("Lawyers' Network", 2026, Heading.POSTAGE, 120.0)
    assert service.show(app, made.id).costs == (cost,)


def test_another_amount_takes_the_place_of_the_one_before_and_none_takes_it_away(app: App) -> None:
    made, group = a_letter(app), a_group(app).contact_id
    service.set_cost(app, made.id, group, {Heading.POSTAGE: 120.0, Heading.VOLUNTEER_HOURS: 2.5})
    service.set_cost(app, made.id, group, {Heading.POSTAGE: 99.95})
    assert used(app, group) == {"2026 postage": 99.95, "2026 volunteer-hours": 2.5}
    service.set_cost(app, made.id, group, {Heading.POSTAGE: 0.0})
    assert used(app, group) == {"2026 postage": 0.0, "2026 volunteer-hours": 2.5}
    assert [one.heading for one in service.costs(app, made.id)] == [Heading.VOLUNTEER_HOURS]


def test_a_cost_is_taken_back_with_what_it_took_or_not_at_all(app: App) -> None:
    made, other, group = a_letter(app), a_letter(app, "Other"), a_group(app).contact_id
    service.set_cost(app, made.id, group, {Heading.POSTAGE: 120.0})
    first = changes.latest(app, 1)[0].id
    service.set_cost(app, other.id, group, {Heading.POSTAGE: 10.0})
    with pytest.raises(ConflictError, match="used since"):
        changes.undo(app, first)
    changes.undo(app, changes.latest(app, 1)[0].id)
    assert used(app, group) == {"2026 postage": 120.0}
    assert service.costs(app, other.id) == []


def test_a_cost_needs_an_amount_and_a_group(app: App) -> None:
    made, group = a_letter(app), a_group(app).contact_id
    for amounts in ({}, {Heading.POSTAGE: -1.0}):
        with pytest.raises(InvalidInputError, match="--postage 120"):
            service.set_cost(app, made.id, group, amounts)
    with pytest.raises((InvalidInputError, NotFoundError)):
        service.set_cost(app, made.id, a_person(app).id, {Heading.POSTAGE: 1.0})


def test_the_command_writes_and_shows_it(cli: Callable[..., Result]) -> None:
    cli("groups", "add", "Lawyers", "--structure", "network")
    cli("segments", "add", "Organisations", "--where", "kind=organisation")
    cli("mailings", "add", "Spring", "--segment", "organisations", "--subject", "x", "--body", "y")
    assert "Nothing is known" in cli("mailings", "cost", "spring").stdout
    assert "--group" in cli("mailings", "cost", "spring", "--postage", "12", code=2).stderr
    told = cli("mailings", "cost", "spring", "--group", "lawyers", "--postage", "12.5", "--staff-hours", "3").stdout
    assert "postage" in told
    shown = cli("mailings", "show", "spring").stdout
    assert "staff hours 3 (Lawyers, 2" in shown
    assert "postage 12.5 (Lawyers, 2" in shown


def test_two_groups_that_both_paid_have_paid_both_once_they_are_one(app: App) -> None:
    made = a_letter(app)
    first, second = (a_group(app, name).contact_id for name in ("Lawyers", "Lawyers' Network"))
    for group, amount in ((first, 120.0), (second, 30.5)):
        groups.set_resources(app, group, planned={Heading.POSTAGE: 200.0})
        service.set_cost(app, made.id, group, {Heading.POSTAGE: amount})
    contacts.merge(app, first, second)
    assert [one.amount for one in service.costs(app, made.id)] == [150.5]
    (now,) = groups.resources(app, first)
    assert (now.planned, now.used) == (400.0, 150.5)
