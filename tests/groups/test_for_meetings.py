"""What a group itself lacks is a matter of its meeting; its fee stands in the calendar."""

from datetime import date

from outreach_crm.app import App
from outreach_crm.groups import service
from outreach_crm.groups.model import GroupEdit, Heading
from outreach_crm.model import Ref
from tests.builders import a_group, a_person, acting
from tests.meeting import TODAY, days, hide, in_a_sector, matters, titles

HEADING = "The group itself"
TOMORROW = date(2026, 3, 10)


def test_a_group_hears_what_the_manual_would_have_it_think_of(app: App) -> None:
    group = a_group(app, structure="advisory").contact_id
    assert titles(app, group, HEADING) == [
        "It has no written purpose",
        "No resources are planned for it",
        "It is not said whom it advises",
    ]
    teachers = str(a_group(app, "Teachers").contact_id)
    service.edit(app, group, GroupEdit(fields={"purpose": "letters", "advises": teachers}))
    service.set_resources(app, group, 2026, planned={Heading.POSTAGE: 50})
    assert titles(app, group, HEADING) == []
    assert titles(app, group, HEADING, date(2027, 1, 4)) == ["No resources are planned for it"]


def test_a_fee_is_owed_from_the_day_after_it_was_paid_until(app: App) -> None:
    group = a_group(app, structure="local", purpose="letters", fee="40 a year", fee_paid_until="2026-03-09")
    said = "The fee was paid until 2026-03-09"
    assert said not in titles(app, group.contact_id, HEADING)
    first = matters(app, group.contact_id, HEADING, TOMORROW)[0]
    assert (first.title, first.ref, first.detail) == (said, Ref("groups", group.id), "40 a year")
    (event,) = days(app, "groups")
    assert (event.contact_ids, event.on) == ((group.contact_id,), TODAY)


def test_a_group_hears_that_nobody_followed_its_coordinator_and_nothing_of_other_groups(app: App) -> None:
    group, other, ana = a_group(app, purpose="letters"), a_group(app, "Teachers"), a_person(app)
    service.join(app, group.contact_id, ana.id, role="coordinator", since=date(2025, 3, 9))
    assert "No coordinator since 2026-03-09" not in titles(app, group.contact_id, HEADING)
    service.leave(app, group.contact_id, ana.id)
    assert titles(app, group.contact_id, HEADING)[0] == "No coordinator since 2026-03-09"
    assert "No coordinator since 2026-03-09" not in titles(app, other.contact_id, HEADING)


def test_a_group_that_has_ended_or_is_hidden_has_nothing_to_hear(app: App) -> None:
    ended = a_group(app, "Old Group", founded_on="2020-01-01", fee_paid_until="2025-01-01").contact_id
    service.edit(app, ended, GroupEdit(fields={"ended_on": "2026-03-09"}))
    assert titles(app, ended, HEADING) == []
    hidden = a_group(app, fee_paid_until="2026-03-09").contact_id
    hide(app, hidden)
    with acting(app, "Jonas") as jonas:
        assert titles(jonas, hidden, HEADING) == []
        assert days(jonas, "groups") == []
        assert service.advised(jonas, hidden) == ()


def test_specialist_and_advisory_groups_advise_on_their_sectors_and_others_do_not(app: App) -> None:
    for structure, expected in (("specialist", ("legal",)), ("advisory", ("legal",)), ("local", ())):
        group = in_a_sector(app, a_group(app, f"A {structure} group", structure).contact_id, "legal")
        assert service.advised(app, group) == expected
    assert service.advised(app, a_person(app).id) == ()
