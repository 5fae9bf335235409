"""Pages of an agenda: it is built, arranged and read there, without JavaScript."""

from io import BytesIO

import pytest

from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.attachments import service as attachments
from outreach_crm.contacts import service as contacts
from outreach_crm.model import Ref
from outreach_crm.policy import Role
from outreach_meetings import service
from outreach_meetings.model.agenda import ItemEdit
from outreach_meetings.model.series import Meeting
from tests.outreach_meetings.agendas import each_time, offering, put, titles
from tests.outreach_meetings.builders import a_doctors_group, a_meeting
from tests.web.office import Desk, at_desk, words

pytestmark = pytest.mark.connections

NEW = {"title": "The holidays", "minutes": "10", "owner": "Ana Ruiz", "due_on": "", "detail": ""}


def page_of(made: Meeting) -> str:
    return f"/meetings/{made.series.id}/{made.key}/agenda"


@pytest.fixture
def office(app: App) -> Desk:
    """Maria at her desk, where two cases are offered that letters can be written on."""
    return at_desk(offering(app, 1, 2, appeals=True)[0])


def test_an_agenda_is_built_on_its_page_and_arranged_by_buttons(office: Desk) -> None:
    made = a_meeting(office.app)
    each_time(office.app, made, "Treasurer")
    seen = page_of(made)
    assert "Nothing is on the agenda yet." in words(office.read(seen))

    page = office.follow(office.send(f"{seen}/build", seen=seen))
    assert "New on the agenda: 3." in words(page)
    first = service.items(office.app, made)[0].id
    page = office.follow(office.send(f"/meetings/items/{first}/move", {"to": "3"}, seen=seen))
    assert "Treasurer is number 3 now." in words(page)
    page = office.follow(office.send(f"/meetings/items/{first}/drop", seen=seen))

    assert titles(office.app, made) == ["Case 1", "Case 2"]
    assert "Take it up again" in words(page)
    office.follow(office.send(f"/meetings/items/{first}/take-up", seen=seen))
    assert "Treasurer" in titles(office.app, made)


def test_a_matter_is_added_changed_and_given_a_paper(desk: Desk) -> None:
    made = a_meeting(desk.app, a_doctors_group(desk.app, "Ana Ruiz"), minutes=60)

    page = desk.follow(desk.send(f"{page_of(made)}/add", NEW))
    assert "On the agenda: The holidays." in words(page)
    (one,) = service.items(desk.app, made)
    page = desk.follow(desk.send(f"/meetings/items/{one.id}", {**NEW, "minutes": "90", "restricted": "yes"}))

    assert "90 minutes planned for a meeting of 60: 30 too many." in words(page)
    assert "(for the office only)" in words(page)
    paper = {"file": (BytesIO(b"Dates"), "dates.txt")}
    kept = desk.follow(desk.send(f"/attachments/to/meeting_items:{one.id}", paper))
    assert "dates.txt" in words(kept)
    assert "dates.txt" in words(desk.read(page_of(made)))


def test_what_somebody_else_wrote_meanwhile_is_shown_and_not_overwritten(desk: Desk) -> None:
    one = put(desk.app, a_meeting(desk.app), "The case")
    service.change(desk.app, one.id, ItemEdit(fields={"minutes": "30"}))

    answer = desk.send(f"/meetings/items/{one.id}", {**NEW, "_version": str(one.change_id)})

    assert answer.status_code == 409
    assert service.item(desk.app, one.id).minutes == 30


def test_what_cannot_be_right_is_asked_again_with_what_was_typed(desk: Desk) -> None:
    made = a_meeting(desk.app, a_doctors_group(desk.app, "Tom Bell", "Tom Reed"))

    answer = desk.send(f"{page_of(made)}/add", {**NEW, "owner": "Tom"})

    assert answer.status_code == 422
    assert "Several of the group are called Tom" in words(answer.text)
    assert "The holidays" in answer.text
    assert titles(desk.app, made) == []


def test_letters_for_those_who_come_are_put_on_the_agenda(office: Desk) -> None:
    made = a_meeting(office.app, a_doctors_group(office.app, "Ana Ruiz"))

    page = office.follow(office.send(f"{page_of(made)}/letters", {"each": "1"}))

    assert "For one person who writes one letter each there are 2 actions: enough." in words(page)
    assert titles(office.app, made) == ["Case 1"]


def test_what_comes_each_time_has_a_page_of_the_group(desk: Desk) -> None:
    group = a_doctors_group(desk.app).contact_id
    path = f"/meetings/groups/{group}/standing"

    page = desk.follow(desk.send(path, {"title": "Any other business", "minutes": "5", "owner": "", "closing": "yes"}))
    assert "At the end" in words(page)
    (one,) = service.standing_items(desk.app, group)
    page = desk.follow(desk.send(f"{path}/{one.id}/drop", seen=path))

    assert "No longer each time: Any other business." in words(page)
    assert service.standing_items(desk.app, group) == []


def test_whoever_only_reads_sees_the_agenda_and_no_buttons(app: App) -> None:
    made = a_meeting(app)
    put(app, made, "The case")
    reader = at_desk(app, "Rita", Role.READER)

    page = reader.read(page_of(made))

    assert "The case" in words(page)
    assert "Take it off" not in words(page)
    assert reader.get(f"{page_of(made)}/add").status_code == 403


def test_the_agenda_of_a_hidden_group_and_its_papers_are_not_there(app: App) -> None:
    group = a_doctors_group(app)
    made = a_meeting(app, group)
    one = put(app, made, "The case")
    paper = attachments.attach(app, Ref("meeting_items", one.id), "case.txt", "text/plain", b"Names")
    paths = (page_of(made), f"/meetings/items/{one.id}", f"/attachments/{paper.id}")
    rosa = at_desk(app, "Rosa")
    assert [rosa.get(path).status_code for path in paths] == [200] * 3

    accounts.add_circle(app, "Board")
    contacts.edit(app, group.contact_id, contacts.Edit(circle="Board"))

    assert [rosa.get(path).status_code for path in paths] == [404] * 3
