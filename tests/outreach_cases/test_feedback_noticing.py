"""Feedback waits on the day's list, stands in the history of who gave it, and goes to their group's meeting."""

from datetime import date, timedelta

import pytest

from outreach_cases.service import feedback
from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.errors import NotFoundError
from outreach_crm.model import AgendaItem, Reminder, Side
from outreach_crm.tasks import service as tasks
from outreach_crm.timeline import service as timeline
from tests.builders import a_person, acting
from tests.outreach_cases.builders import a_feedback, answered, appealed, concluded, days_ago
from tests.outreach_meetings.builders import a_doctors_group


def waiting(app: App) -> list[Reminder]:
    """What stands on the day's list about feedback."""
    return [one for one in tasks.due(app) if one.group == "Feedback"]


def on_agenda(app: App, group_id: int, on: date) -> list[AgendaItem]:
    """What a group's meeting is offered about feedback."""
    return [one for one in app.plugins.agenda_items(app, group_id, on) if one.heading == "Feedback"]


def test_an_answer_is_reminded_of_a_week_before_and_an_alarm_once_it_is_overdue(app: App) -> None:
    for days in (22, 23, 30, 31):
        a_feedback(app, received_on=days_ago(app, days), about=f"{days} days")

    told = {str(one.sentence): one for one in waiting(app)}

    asked = "a member gave feedback, to be answered with reasons: closure of {} days"
    assert {one: found.alarm for one, found in told.items()} == {
        asked.format(23): False,
        asked.format(30): False,
        asked.format(31): True,
    }
    first = told[asked.format(23)]
    assert (first.due_on, first.ends_on) == (app.clock.today(), app.clock.today() + timedelta(7))
    assert first.command.startswith("outreach cases feedback answer ")


def test_an_appeal_waits_for_its_outcome_and_what_is_done_for_nobody(app: App) -> None:
    first = answered(app, a_feedback(app, received_on=days_ago(app, 90)), on=days_ago(app, 80))
    assert waiting(app) == []

    second = appealed(app, first, on=days_ago(app, 40))
    (one,) = waiting(app)
    assert (str(one.sentence), one.alarm) == (
        "a member appeals, and waits for the outcome: closure of Reza Amini",
        True,
    )
    assert one.command == f"outreach cases feedback outcome {first.id}"

    concluded(app, second)
    assert waiting(app) == []


@pytest.mark.connections
def test_whoever_looks_after_it_is_reminded_and_nobody_else(app: App) -> None:
    accounts.add_account(app, "Tom")
    a_feedback(app, received_on=days_ago(app, 30), owner="tom")

    assert waiting(app) == []
    with acting(app, "Tom") as tom:
        assert len(waiting(tom)) == 1


def test_the_history_of_who_gave_it_has_each_step(app: App) -> None:
    ana = a_person(app, "Ana Ruiz")
    concluded(app, a_feedback(app, contact=str(ana.id), received_on="2026-03-01"))

    found = [(str(one.title), one.on, one.side) for one in timeline.history(app, ana.id) if one.kind == "feedback"]

    today = app.clock.today()
    assert sorted(found) == [
        ("Feedback answered by us: closure of Reza Amini", today, Side.OURS),
        ("Feedback appealed: closure of Reza Amini", today, Side.THEIRS),
        ("Feedback concluded: the decision is upheld: closure of Reza Amini", today, Side.OURS),
        ("Feedback: closure of Reza Amini", date(2026, 3, 1), Side.THEIRS),
    ]


def test_a_group_finds_its_feedback_on_its_agenda_until_it_need_not_talk_of_it(app: App) -> None:
    group, today = a_doctors_group(app), app.clock.today()
    found = a_feedback(app, contact=str(group.contact_id), received_on=days_ago(app, 3))
    a_feedback(app)

    (one,) = on_agenda(app, group.contact_id, today)
    assert str(one.title) == "Our feedback waits for the section: closure of Reza Amini"
    assert one.due_on == date.fromisoformat(found.due_on)
    assert on_agenda(app, group.contact_id, today - timedelta(days=4)) == []

    answered(app, found)
    (one,) = on_agenda(app, group.contact_id, today + timedelta(days=30))
    assert str(one.title) == "Our feedback was answered; do we appeal? closure of Reza Amini"
    assert one.detail == "She was released on 3 March"
    assert on_agenda(app, group.contact_id, today + timedelta(days=31)) == []


def test_a_group_with_much_feedback_is_told_how_much_more_there_is(app: App) -> None:
    group = a_doctors_group(app)
    for number in range(15):
        a_feedback(app, contact=str(group.contact_id), about=f"Case {number}")

    found = on_agenda(app, group.contact_id, app.clock.today())

    assert (len(found), found[-1].rest, str(found[-1].title)) == (13, 3, "3 more")


@pytest.mark.connections
def test_feedback_of_somebody_hidden_is_hidden_and_counts(app: App) -> None:
    ana = a_person(app, "Ana Ruiz")
    found = a_feedback(app, contact=str(ana.id), received_on=days_ago(app, 40))
    accounts.add_circle(app, "Board")
    contacts.edit(app, ana.id, contacts.Edit(circle="Board"))

    with acting(app, "Bea") as bea:
        assert feedback.listed(bea, feedback.wanted(bea)) == []
        assert [one for one in waiting(bea) if "Ruiz" in str(one.sentence)] == []
        assert feedback.figures(bea).overdue_open == 1
        with pytest.raises(NotFoundError):
            feedback.get(bea, found.id)
