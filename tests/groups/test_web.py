"""Pages of groups: the list, the page of one, what is asked before it is a planned structure, members, resources."""

import pytest

from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.groups import service
from outreach_crm.groups.model import Heading
from outreach_crm.model import Ref
from outreach_crm.policy import Role
from tests.builders import a_group, a_person
from tests.web.office import Desk, Sent, at_desk, words
from tests.web.payloads import PAYLOADS, structure

pytestmark = pytest.mark.connections


def test_groups_are_listed_and_narrowed(desk: Desk) -> None:
    network, local = a_group(desk.app), a_group(desk.app, "Group 12", "local")
    page = desk.read("/groups")
    assert "Lawyers' Network network" in words(page)
    assert f'href="/groups/number/{network.id}"' in page
    assert "Group 12" not in words(desk.read("/groups?structure=network"))
    found = desk.get("/groups.json?structure=local").json
    assert [one["contact_id"] for one in found] == [local.contact_id]  # type: ignore[union-attr]
    assert desk.get("/groups?structure=junk&sector=junk").status_code == 200


def test_a_pointer_to_a_group_leads_to_its_page(desk: Desk) -> None:
    group = a_group(desk.app)
    answer = desk.get(f"/groups/number/{group.id}")
    assert answer.headers["Location"] == f"/groups/{group.contact_id}"
    assert desk.get("/groups/number/999999").status_code == 404
    assert desk.get(f"/groups/{a_person(desk.app).id}").status_code == 422


def test_a_group_is_added_and_told_what_it_lacks(desk: Desk) -> None:
    page = desk.follow(desk.send("/groups/add", {"name": "Lawyers' Network", "structure": "network"}))
    said = words(page)
    assert "Lawyers' Network was added." in said
    assert "Structures are planned, not accidental" in said
    assert "It has no written purpose" in said
    assert "outreach groups" not in said  # commands are for the command line


def test_what_cannot_be_stands_beside_its_question(desk: Desk) -> None:
    given = {"name": "Network", "structure": "network", "capacity": "many", "meeting_days": "sometimes", "fee": "12"}
    answer = desk.send("/groups/add", given)
    assert answer.status_code == 422
    assert 'id="groups-add-capacity-wrong"' in answer.text
    assert 'id="groups-add-meeting_days-wrong"' in answer.text
    assert 'value="12"' in answer.text
    assert service.list_groups(desk.app) == []


def test_two_groups_of_one_name_are_refused(desk: Desk) -> None:
    a_group(desk.app)
    answer = desk.send("/groups/add", {"name": "Lawyers' Network", "structure": "local"})
    assert answer.status_code == 409
    assert "There is a group Lawyers' Network already" in words(answer.text)


def test_a_group_is_edited_and_nobody_is_overwritten(desk: Desk) -> None:
    group, other = a_group(desk.app), a_group(desk.app, "Advisers", "advisory")
    path = f"/groups/{other.contact_id}/edit"
    given: dict[str, Sent] = {
        "name": "Legal advisers",
        "structure": "advisory",
        "advises": str(group.contact_id),
        "sectors": ["legal"],
    }
    desk.follow(desk.send(path, given))
    after = service.get(desk.app, other.contact_id)
    assert (after.name, after.advises) == ("Legal advisers", "Lawyers' Network")
    assert service.show(desk.app, other.contact_id).sectors == ("legal",)
    assert "Legal advisers" in words(desk.read(f"/groups/{group.contact_id}"))
    stale = desk.send(path, {**given, "purpose": "advice", "_version": str(other.change_id)})
    assert stale.status_code == 409
    assert "It is as it was." in words(desk.follow(desk.send(path, given)))


def test_members_join_change_and_leave(desk: Desk) -> None:
    group, ana = a_group(desk.app), a_person(desk.app)
    here = f"/groups/{group.contact_id}"
    assert f'value="{ana.id}"' in desk.send(f"{here}/join", {"person-words": "ruiz", "role": "member"}).text
    given = {"person": str(ana.id), "role": "coordinator", "since": "2024-01-01"}
    page = desk.follow(desk.send(f"{here}/join", given))
    assert "Ana Ruiz, coordinator of Lawyers' Network since 1 January 2024." in words(page)
    desk.follow(desk.send(f"{here}/members/{ana.id}", {"role": "treasurer", "on": "2025-01-01"}))
    desk.follow(desk.send(f"{here}/members/{ana.id}/leave", {"on": "2026-01-01"}))
    said = words(desk.read(here))
    assert "Before: 2" in said
    assert "Ana Ruiz , treasurer 1 January 2025 to 1 January 2026" in said
    again = desk.send(f"{here}/members/{ana.id}/leave", {"on": "2026-01-01"})
    assert again.status_code == 422
    assert "is not in Lawyers' Network" in words(again.text)


def test_resources_are_planned_and_noted_by_year(desk: Desk) -> None:
    group = a_group(desk.app)
    path = f"/groups/{group.contact_id}/resources?year=2027"
    page = desk.follow(desk.send(path, {"planned-postage": "120", "used-postage": "8.50", "planned-staff-hours": "40"}))
    assert "Postage 120 8.5 111.5" in words(page).replace("postage", "Postage")
    desk.follow(desk.send(path, {"planned-postage": "120", "used-postage": "8.5", "planned-staff-hours": ""}))
    found = {one.heading: one.planned for one in service.resources(desk.app, group.contact_id, 2027)}
    assert found == {Heading.POSTAGE: 120.0, Heading.STAFF_HOURS: 0.0}
    wrong = desk.send(path, {"planned-postage": "lots", "used-money": "-1"})
    assert wrong.status_code == 422
    assert 'id="groups-resources-planned-postage-wrong"' in wrong.text
    assert desk.get(f"/groups/{group.contact_id}/resources?year=3000").status_code == 422


def test_a_reader_looks_and_changes_nothing(app: App) -> None:
    group = a_group(app)
    reader = at_desk(app, "Rosa", Role.READER)
    page = reader.read(f"/groups/{group.contact_id}")
    assert "/join" not in page
    assert reader.get(f"/groups/{group.contact_id}/join").status_code == 403
    assert reader.get("/groups/add").status_code == 403


def test_hostile_words_stand_as_they_are(desk: Desk) -> None:
    plain = _said(desk.app, "plain")
    for number, text in enumerate([*PAYLOADS[:300:25], *PAYLOADS[-24::2]]):
        hostile = _said(desk.app, f"{number} " + "".join(char for char in text if char != "\x00"))
        for path in ("", "/edit", "/resources"):
            one, other = (structure(desk.read(f"/groups/{number}{path}")) for number in (hostile, plain))
            assert [tag for tag in one if "option" not in tag[0]] == [tag for tag in other if "option" not in tag[0]]


def _said(app: App, text: str) -> int:
    """Add a group that says a text wherever it can, with a member."""
    group = a_group(app, f"Group {text}", purpose=text, regions=text.replace(";", "").replace(",", ""), fee=text)
    service.join(app, group.contact_id, a_person(app, f"Ana {text}").id)
    return group.contact_id


def test_the_reminder_of_a_fee_leads_to_its_form(desk: Desk) -> None:
    group = a_group(desk.app, fee_paid_until="2026-01-01")
    reminder = next(one for one in desk.app.plugins.reminders(desk.app, desk.app.clock.today()) if one.ref)
    assert reminder.ref == Ref("groups", group.id)
    assert reminder.step is not None
    assert desk.get(reminder.step.path).status_code == 200
    assert contacts.get(desk.app, group.contact_id).name == "Lawyers' Network"
