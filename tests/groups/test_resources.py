"""What groups may use, used and have left."""

import pytest

from outreach_crm.app import App
from outreach_crm.changes import service as changes
from outreach_crm.errors import InvalidInputError
from outreach_crm.groups import service
from outreach_crm.groups.model import Heading
from tests.builders import a_group


def test_resources_are_planned_used_and_counted_down_by_heading_and_year(app: App) -> None:
    group = a_group(app)
    plan = {Heading.STAFF_HOURS: 40.0, Heading.POSTAGE: 120.0}
    service.set_resources(app, group.contact_id, 2026, planned=plan)
    service.set_resources(app, group.contact_id, 2026, used={Heading.STAFF_HOURS: 50.0}, more={Heading.POSTAGE: 8.5})
    service.set_resources(app, group.contact_id, 2026, more={Heading.POSTAGE: 0.25})
    service.set_resources(app, group.contact_id, 2027, planned=plan)
    found = [
        (one.heading.value, one.planned, one.used, one.remainder)
        for one in service.resources(app, group.contact_id, 2026)
    ]
    assert found == [("staff-hours", 40, 50, -10), ("postage", 120, 8.75, 111.25)]
    assert [one.year for one in service.resources(app, group.contact_id)] == [2027, 2027, 2026, 2026]


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({}, "Say what Lawyers' Network may use"),
        ({"planned": {Heading.MONEY: -0.01}}, "money: -0.01 cannot be right"),
        ({"used": {Heading.MONEY: float("nan")}}, "money: nan cannot be right"),
        ({"more": {Heading.MONEY: -5.0}}, "money: -5 cannot be right"),
        ({"planned": {Heading.MONEY: 1e15}}, "cannot be right"),
        ({"year": 1900, "planned": {Heading.MONEY: 1.0}}, "1900 is not a year"),
        ({"used": {Heading.MONEY: 1.0}, "more": {Heading.MONEY: 1.0}}, "not both: money"),
    ],
)
def test_resources_that_cannot_be_right_change_nothing(app: App, given: dict[str, object], sentence: str) -> None:
    group = a_group(app)
    service.set_resources(app, group.contact_id, planned={Heading.MONEY: 100.0})
    with pytest.raises(InvalidInputError, match=sentence):
        service.set_resources(app, group.contact_id, **given)  # type: ignore[arg-type]
    assert [(one.planned, one.used) for one in service.resources(app, group.contact_id)] == [(100, 0)]


def test_undoing_resources_brings_back_the_plan_before(app: App) -> None:
    group = a_group(app)
    service.set_resources(app, group.contact_id, planned={Heading.MONEY: 100.0})
    service.set_resources(app, group.contact_id, used={Heading.MONEY: 60.0, Heading.POSTAGE: 5.0})
    changes.undo(app, changes.latest(app, 1)[0].id)
    found = service.resources(app, group.contact_id)
    assert [(one.heading, one.planned, one.used) for one in found] == [(Heading.MONEY, 100, 0)]
