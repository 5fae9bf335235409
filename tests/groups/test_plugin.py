"""What groups add to the rest: panels on contacts, reminders, settings, views."""

from datetime import date

from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.groups import service
from outreach_crm.groups.model import GroupEdit
from outreach_crm.model import Panel, Reminder
from outreach_crm.timeline import service as timeline
from outreach_crm.timeline.model import LogDraft
from tests.builders import a_group, a_person
from tests.groups.test_service import hide, insider, outsider

TODAY, YEAR_AGO, TOMORROW = date(2026, 3, 9), date(2025, 3, 9), date(2026, 3, 10)


def panel(app: App, contact_id: int, title: str) -> Panel:
    found = [one for one in contacts.show(app, contact_id).panels if one.title == title]
    assert app.plugins.failed == []
    return found[0]


def due(app: App, day: date = TODAY) -> list[Reminder]:
    found = app.plugins.reminders(app, day)
    assert app.plugins.failed == []
    return found


def test_the_card_of_a_member_shows_present_groups_first_then_past_ones(app: App) -> None:
    ana, law, youth = a_person(app), a_group(app), a_group(app, "Youth Group", "local")
    service.join(app, youth.contact_id, ana.id, since=YEAR_AGO)
    service.leave(app, youth.contact_id, ana.id)
    service.join(app, law.contact_id, ana.id, role="coordinator", since=YEAR_AGO)
    assert panel(app, ana.id, "Groups").rows == (
        ("Lawyers' Network", "coordinator", "since 2025-03-09"),
        ("Youth Group", "member", "2025-03-09 to 2026-03-09"),
    )


def test_the_card_of_a_group_shows_what_it_is_and_its_members(app: App) -> None:
    ana, group = a_person(app), a_group(app, level="section", purpose="letters", meeting_days="monthly")
    assert panel(app, group.contact_id, "Members").empty.startswith("Nobody is in it yet")
    service.join(app, group.contact_id, ana.id)
    assert panel(app, group.contact_id, "Members").rows == (("Ana Ruiz", "member", "since 2026-03-09"),)
    assert panel(app, group.contact_id, "Structure").rows == (
        ("It is", "network (section)"),
        ("Purpose", "letters"),
        ("Meets", "every 30 days"),
    )


def test_a_contact_in_no_group_has_an_empty_panel(app: App) -> None:
    assert panel(app, a_person(app).id, "Groups").rows == ()


def test_a_restricted_group_or_member_is_on_nobody_elses_card(app: App) -> None:
    ana, paul, group = a_person(app), a_person(app, "Paul Meyer"), a_group(app)
    for person in (ana, paul):
        service.join(app, group.contact_id, person.id)
    hide(app, ana.id)
    assert [row[0] for row in panel(outsider(app), group.contact_id, "Members").rows] == ["Paul Meyer"]
    app = insider(app)
    secret = a_group(app, "Secret", "advisory")
    service.join(app, secret.contact_id, paul.id)
    contacts.edit(app, secret.contact_id, contacts.Edit(circle="Board"))
    assert [row[0] for row in panel(outsider(app), paul.id, "Groups").rows] == ["Lawyers' Network"]


def test_the_history_of_a_group_is_gathered_from_all_features(app: App) -> None:
    group = a_group(app)
    timeline.log(app, LogDraft(contact_ids=(group.contact_id,), summary="met about the plan"))
    assert [entry.title for entry in service.show(app, group.contact_id).history] == ["met about the plan"]


def test_a_fee_is_told_the_day_after_it_was_paid_until_to_whoever_holds_the_group(app: App) -> None:
    accounts.add_account(app, "Jonas")
    group = a_group(app, fee="12 EUR", fee_paid_until="2026-03-09")
    contacts.edit(app, group.contact_id, contacts.Edit(holder="Jonas"))
    assert due(app) == []
    reminder = due(app, TOMORROW)[0]
    assert (reminder.due_on, reminder.owner_id) == (TODAY, accounts.find_account(app, "Jonas").id)
    assert reminder.sentence == "Lawyers' Network: the fee was paid until 2026-03-09"
    assert reminder.command == f"outreach groups edit {group.contact_id} --paid-until 1y"
    service.edit(app, group.contact_id, GroupEdit(fields={"fee_paid_until": "1y"}))
    assert due(app, TOMORROW) == []


def test_a_coordinator_or_casefile_holder_nobody_followed_is_told(app: App) -> None:
    group = a_group(app)
    ana, paul = a_person(app), a_person(app, "Paul Meyer")
    service.join(app, group.contact_id, ana.id, role="coordinator", since=YEAR_AGO, until=TOMORROW)
    service.join(app, group.contact_id, paul.id, role="casefile holder", since=YEAR_AGO)
    assert due(app) == []
    assert [one.sentence for one in due(app, TOMORROW)] == ["Lawyers' Network: no coordinator since 2026-03-10"]
    service.leave(app, group.contact_id, paul.id)
    assert [one.sentence for one in due(app)] == ["Lawyers' Network: no casefile holder since 2026-03-09"]
    service.join(app, group.contact_id, paul.id, role="casefile holder", since=date(2026, 5, 1))
    assert due(app) == []


def test_the_latest_of_several_coordinators_counts(app: App) -> None:
    group = a_group(app)
    ana, paul = a_person(app), a_person(app, "Paul Meyer")
    service.join(app, group.contact_id, ana.id, role="coordinator", since=date(2020, 1, 1), until=YEAR_AGO)
    service.join(app, group.contact_id, paul.id, role="coordinator", since=YEAR_AGO)
    assert due(app) == []
    service.give_role(app, group.contact_id, paul.id, "member")
    assert [(one.due_on, one.sentence) for one in due(app)] == [
        (TODAY, "Lawyers' Network: no coordinator since 2026-03-09")
    ]


def test_a_group_that_never_had_a_coordinator_or_a_treasurer_who_left_is_no_matter(app: App) -> None:
    group, ana = a_group(app), a_person(app)
    service.join(app, group.contact_id, ana.id, role="treasurer", since=YEAR_AGO)
    service.leave(app, group.contact_id, ana.id)
    assert due(app) == []


def test_a_hidden_coordinator_is_one_and_a_hidden_group_reminds_nobody_else(app: App) -> None:
    group = a_group(app, fee_paid_until="2026-01-01")
    ana, paul = a_person(app), a_person(app, "Paul Meyer")
    service.join(app, group.contact_id, paul.id, role="coordinator", since=YEAR_AGO, until=TODAY)
    service.join(app, group.contact_id, ana.id, role="coordinator")
    hide(app, ana.id)
    assert [one.group for one in due(outsider(app))] == ["Fees of groups"]
    app = insider(app)
    contacts.edit(app, group.contact_id, contacts.Edit(circle="Board"))
    assert due(outsider(app)) == []


def test_a_group_that_has_ended_or_is_in_the_trash_reminds_of_nothing(app: App) -> None:
    ana = a_person(app)
    for name in ("Over", "Thrown away"):
        group = a_group(app, name, fee_paid_until="2026-01-01")
        service.join(app, group.contact_id, ana.id, role="coordinator", since=YEAR_AGO)
        service.leave(app, group.contact_id, ana.id)
    assert len(due(app)) == 4
    service.edit(app, service.resolve(app, "over").contact_id, GroupEdit(fields={"ended_on": "2026-03-09"}))
    contacts.trash(app, service.resolve(app, "thrown").contact_id)
    assert due(app) == []


def test_other_features_read_groups_and_members_through_views(app: App) -> None:
    group, ana = a_group(app, level="section", capacity="2"), a_person(app)
    service.join(app, group.contact_id, ana.id)
    assert app.store.rows("select contact_id, structure, level, capacity from v_groups") == [
        {"contact_id": group.contact_id, "structure": "network", "level": "section", "capacity": 2}
    ]
    assert app.store.rows("select * from v_group_members") == [
        {"group_id": group.contact_id, "person_id": ana.id, "role": "member", "from_on": "2026-03-09", "to_on": None}
    ]
