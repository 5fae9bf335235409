"""What cards of contacts show of meetings, what their history has, and how lists ask for who was there."""

import pytest

from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.groups import service as groups
from outreach_crm.model import Entry, Panel
from outreach_crm.segments import service as segments
from outreach_meetings import service
from outreach_meetings.model.attendance import Presence
from outreach_meetings.model.series import Meeting
from tests.builders import a_person, an_organisation
from tests.outreach_meetings.builders import DOCTORS, a_doctors_group, a_meeting, a_series
from tests.web.office import Desk
from tests.web.walk import Reader


def panels_of(app: App, contact_id: int) -> dict[str, Panel]:
    return {str(one.title): one for one in app.plugins.contact_panels(app, contact_id)}


def history_of(app: App, contact_id: int) -> list[Entry]:
    return [one for one in app.plugins.timeline_entries(app, contact_id) if one.kind == "meeting"]


def held(app: App, *there: int, starts: str = "2026-02-26 19:30") -> Meeting:
    """A meeting at which some contacts were."""
    meeting = a_meeting(app, a_doctors_group(app, "Ana Ruiz"), starts)
    service.attend(app, meeting, dict.fromkeys(there, Presence.PRESENT))
    return meeting


def met(app: App, *where: str) -> list[str]:
    """The names of those whom conditions find."""
    return [contacts.get(app, one).name for one in segments.first(app, segments.read(app, [*where]))]


@pytest.mark.connections
def test_the_card_of_a_group_has_its_next_meetings_each_with_its_own_page(desk: Desk) -> None:
    first = a_series(desk.app, place="Library")

    panel = panels_of(desk.app, first.group_id)["Next meetings"]
    links = Reader(desk.read(f"/contacts/{first.group_id}")).links

    assert [(str(row[0]), row[1], row[4]) for row in panel.rows] == [
        ("2026-04-02", "19:30", "Library"),
        ("2026-05-07", "19:30", "Library"),
        ("2026-06-04", "19:30", "Library"),
    ]
    paths = [service.meant(desk.app, DOCTORS, str(row[0])).path for row in panel.rows]
    assert {*paths, f"/meetings/add?group={first.group_id}"} <= {*links}


def test_the_card_of_a_person_has_the_meetings_of_their_groups_and_those_they_are_guests_of(app: App) -> None:
    ana = a_person(app, "Ana Ruiz")
    own, other = a_doctors_group(app), a_doctors_group(app, name="Nurses' group")
    groups.join(app, own.contact_id, ana.id, since=app.clock.today())
    a_meeting(app, own)
    a_meeting(app, other, "2026-04-01 18:00", guests=(str(ana.id),))
    a_meeting(app, other, "2026-04-08 18:00")

    rows = panels_of(app, ana.id)["Meetings they are invited to"].rows

    assert [(str(row[0]), row[2]) for row in rows] == [("2026-04-01", "Nurses' group"), ("2026-04-02", DOCTORS)]


def test_whoever_is_invited_to_nothing_has_no_panel_of_it(app: App) -> None:
    a_series(app)

    assert "Meetings they are invited to" not in panels_of(app, a_person(app, "Ana Ruiz").id)


def test_a_guest_has_the_meeting_in_their_history_and_so_has_the_group(app: App) -> None:
    bar = an_organisation(app, "Bar")
    meeting = held(app, bar.id)

    (of_guest,), (of_group,) = history_of(app, bar.id), history_of(app, meeting.group_id)

    assert (str(of_guest.title), str(of_guest.on)) == (f"Was at the meeting of {DOCTORS}", "2026-02-26")
    assert (str(of_group.title), str(of_group.detail)) == ("Meeting of Doctors' group", "1 was there")


def test_a_member_has_no_line_for_each_meeting_of_their_own_group(app: App) -> None:
    meeting = a_meeting(app, a_doctors_group(app, "Ana Ruiz"), "2026-02-26 19:30")
    (ana,) = [one.contact_id for one in service.attendance(app, meeting).people]
    service.attend(app, meeting, {ana: Presence.PRESENT})

    assert history_of(app, ana) == []
    assert len(history_of(app, meeting.group_id)) == 1


def test_lists_ask_for_who_met_with_a_group_and_since_when(app: App) -> None:
    bar, union = an_organisation(app, "Bar"), an_organisation(app, "Union")
    meeting = held(app, bar.id)
    service.attend(app, meeting, {union.id: Presence.APOLOGIES})

    assert met(app, f"met-with={DOCTORS}") == ["Bar"]
    assert met(app, "met-since=2026-02-26") == ["Bar"]
    assert met(app, "met-since=2026-02-27") == []
