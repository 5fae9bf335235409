"""Who is erased is gone from polls, who is merged answers once, and every step can be taken back."""

import json

import pytest

from outreach_crm.app import App
from outreach_crm.changes import service as journal
from outreach_crm.contacts import service as contacts
from outreach_crm.privacy import service as privacy
from outreach_meetings import service
from outreach_meetings.model.polls import Answer
from tests.builders import a_person
from tests.outreach_meetings.polls import a_poll, last_change, said, who


@pytest.mark.connections
def test_of_who_is_erased_no_answer_stays(app: App) -> None:
    found = said(app, a_poll(app), Ana="ymn", Tom="yyy")
    ana = who(found, "Ana Ruiz").contact_id

    privacy.erase(app, [ana], because="asked for it")

    now = service.poll(app, found.id)
    assert [one.name for one in now.people] == ["Tom Bell", "Bo Li"]
    assert {contact_id for contact_id, _ in now.said} == {who(now, "Tom Bell").contact_id}
    for table in ("meeting_poll_people", "meeting_poll_answers"):
        assert ana not in {row["contact_id"] for row in app.store.rows(f"select * from {table}")}
    assert "Ruiz" not in json.dumps(app.store.rows("select before from change_rows"), default=str)


@pytest.mark.connections
def test_of_an_erased_group_no_poll_stays(app: App) -> None:
    found = said(app, a_poll(app), Ana="ymn")

    privacy.erase(app, [found.group_id], because="it is no more")

    for table in ("meeting_polls", "meeting_poll_dates", "meeting_poll_people", "meeting_poll_answers"):
        assert app.store.rows(f"select * from {table}") == []


def test_who_asks_what_is_held_is_given_their_answers_and_not_who_wrote_them_down(app: App) -> None:
    found = said(app, a_poll(app), Ana="ymn")

    data = privacy.export(app, who(found, "Ana Ruiz").contact_id)

    held = {table.title: table.rows for table in data.held}
    assert [one["answer"] for one in held["answer to a date"]] == ["yes", "if need be", "no"]
    assert {one["said_by"] for one in held["answer to a date"]} == {"stays with us"}


def test_merged_people_answer_once_and_undo_parts_them(app: App) -> None:
    found = said(app, a_poll(app, keys=("Tom Bell",)), Ana="ym.", Tom="nyn")
    ana, tom = who(found, "Ana Ruiz").contact_id, who(found, "Tom Bell").contact_id

    contacts.merge(app, ana, tom)

    now = service.poll(app, found.id)
    assert [(one.name, one.needed) for one in now.people] == [("Bo Li", False), ("Ana Ruiz", True)]
    assert [now.answer(ana, one.id) for one in now.dates] == [Answer.YES, Answer.MAYBE, Answer.NO]
    journal.undo(app, last_change(app))
    again = service.poll(app, found.id)
    assert (again.people, again.dates) == (found.people, found.dates)
    assert {key: one.answer for key, one in again.said.items()} == {key: one.answer for key, one in found.said.items()}


def test_who_is_merged_with_somebody_who_is_not_asked_is_asked_still(app: App) -> None:
    found = said(app, a_poll(app), Ana="ymn")
    anna = a_person(app, "Anna Ruiz").id

    contacts.merge(app, anna, who(found, "Ana Ruiz").contact_id)

    now = service.poll(app, found.id)
    assert now.answer(anna, now.dates[0].id) is Answer.YES
    assert service.asked_by_link(app, who(now, "Anna Ruiz").uid) == anna


def test_every_step_can_be_taken_back_and_done_again(app: App) -> None:
    found = a_poll(app)
    opened = last_change(app)
    ana = who(found, "Ana Ruiz").contact_id
    answered = service.answer_poll(app, found.id, ana, {found.dates[0].id: Answer.YES})
    step = last_change(app)

    back = journal.undo(app, step)
    assert service.poll(app, found.id).said == {}
    journal.undo(app, back.change.id)
    assert service.poll(app, found.id).answer(ana, found.dates[0].id) is Answer.YES
    assert answered.silent == service.poll(app, found.id).silent
    journal.undo(app, last_change(app))
    journal.undo(app, opened)
    assert service.list_polls(app) == []
