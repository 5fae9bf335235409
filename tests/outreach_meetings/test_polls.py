"""A group is asked which date suits it, everybody answers, one date is taken and the meeting is planned."""

from datetime import date, datetime
from typing import Any

import pytest

from outreach_crm.app import App
from outreach_crm.changes import service as journal
from outreach_crm.errors import ConflictError, InvalidInputError, NotFoundError
from outreach_meetings import service
from outreach_meetings.model.attendance import Standing
from outreach_meetings.model.polls import Answer, PollState, Way
from outreach_meetings.service import poll_noticing
from tests.builders import a_person
from tests.outreach_meetings.builders import DOCTORS, a_doctors_group
from tests.outreach_meetings.polls import (
    DATES,
    FRIDAY,
    MONDAY,
    PEOPLE,
    THURSDAY,
    a_poll,
    about,
    last_change,
    order,
    said,
    who,
)


def test_a_poll_asks_the_members_and_those_who_are_needed(app: App) -> None:
    a_person(app, "Eva Stone")
    found = a_poll(app, keys=("Eva Stone", "Ana Ruiz"), place="Library", quorum=2)

    assert [(one.name, one.standing, one.needed) for one in found.people] == [
        ("Tom Bell", Standing.MEMBER, False),
        ("Bo Li", Standing.MEMBER, False),
        ("Ana Ruiz", Standing.MEMBER, True),
        ("Eva Stone", Standing.GUEST, True),
    ]
    assert [one.starts for one in found.dates] == [
        datetime(2026, 4, 2, 19, 30),
        datetime(2026, 4, 3, 19, 30),
        datetime(2026, 4, 6, 18),
    ]
    assert (found.title, found.closes_on, found.owner) == ("Meeting of Doctors' group", date(2026, 3, 16), "Maria")
    assert service.poll_of(app, DOCTORS) == found


@pytest.mark.parametrize(
    ("draft", "sentence"),
    [
        ({"dates": (THURSDAY,)}, "at least two dates"),
        ({"dates": (THURSDAY, "2026-04-02 at 7.30pm")}, "named twice"),
        ({"dates": ("2026-03-08 19:30", THURSDAY)}, "has passed"),
        ({"dates": (THURSDAY, "soon")}, "does not say on which day"),
        ({"dates": ("2026-03-29 02:30", THURSDAY), "zone": "Europe/Berlin"}, "go forward"),
        ({"closes": "2026-04-20"}, "not between"),
        ({"closes": "2026-03-01"}, "not between"),
        ({"quorum": -1}, "A quorum is a number"),
    ],
)
def test_a_poll_that_nobody_could_answer_is_refused_with_the_reason(
    app: App, draft: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(InvalidInputError, match=sentence):
        a_poll(app, **draft)
    assert service.list_polls(app) == []


def test_a_group_without_members_is_asked_nothing(app: App) -> None:
    with pytest.raises(InvalidInputError, match="no members"):
        a_poll(app, a_doctors_group(app))


def test_a_group_is_asked_about_one_meeting_at_a_time(app: App) -> None:
    group = a_doctors_group(app, *PEOPLE)
    first = a_poll(app, group)
    with pytest.raises(ConflictError, match="asked about dates already"):
        a_poll(app, group)
    service.close_poll(app, first.id, first.dates[0].starts.date().isoformat())
    assert a_poll(app, group).is_open


def test_a_later_answer_replaces_the_earlier_and_the_journal_keeps_both(app: App) -> None:
    found = said(app, a_poll(app), Ana="ymn")
    ana, (first, *_) = who(found, "Ana Ruiz").contact_id, found.dates

    now = service.answer_poll(app, found.id, ana, {first.id: Answer.NO}, way=Way.FILE)

    assert [now.answer(ana, one.id) for one in now.dates] == [Answer.NO, Answer.MAYBE, Answer.NO]
    assert (now.said[ana, first.id].way, now.said[ana, first.id].said_by) == (Way.FILE, "Maria")
    assert len(now.silent) == 2
    journal.undo(app, last_change(app))
    assert service.poll(app, found.id).answer(ana, first.id) is Answer.YES


def test_the_same_answer_said_again_leaves_no_trace(app: App) -> None:
    found = said(app, a_poll(app), Ana="ymn")
    before = last_change(app)
    assert said(app, found, Ana="ymn") == found
    assert last_change(app) == before


def test_an_answer_can_be_taken_back(app: App) -> None:
    found = said(app, a_poll(app), Ana="ymn")
    ana = who(found, "Ana Ruiz").contact_id

    now = service.answer_poll(app, found.id, ana, {one.id: None for one in found.dates})

    assert who(now, "Ana Ruiz") in now.silent


def test_who_is_not_asked_does_not_answer_and_no_date_of_another_poll_is_answered(app: App) -> None:
    found = a_poll(app)
    stranger = a_person(app, "Eva Stone")
    with pytest.raises(NotFoundError, match="is not asked"):
        service.answer_poll(app, found.id, stranger.id, {})
    with pytest.raises(NotFoundError, match="has no date"):
        service.answer_poll(app, found.id, found.people[0].contact_id, {10**9: Answer.YES})


def test_answers_are_said_in_order_or_by_their_day(app: App) -> None:
    found = a_poll(app)
    days = [one.id for one in found.dates]
    assert service.read_said(app, found, ["yes,no,maybe"]) == dict(
        zip(days, (Answer.YES, Answer.NO, Answer.MAYBE), strict=True)
    )
    assert service.read_said(app, found, ["2026-04-03=if need be", "2026-04-06=n"]) == {
        days[1]: Answer.MAYBE,
        days[2]: Answer.NO,
    }
    for words, sentence in (
        (["yes,no"], "The poll has 3 dates, and 2 answers were given"),
        (["yes,no,perhaps"], "'perhaps' is no answer"),
        (["2026-04-04=yes"], "none of the dates"),
    ):
        with pytest.raises(InvalidInputError, match=sentence):
            service.read_said(app, found, words)


def test_a_date_is_taken_and_the_meeting_is_planned_with_what_the_poll_has(app: App) -> None:
    a_person(app, "Eva Stone")
    found = a_poll(app, place="Library", quorum=2, minutes=75, zone="Europe/Lisbon", guests=("Eva Stone",))
    found = said(app, found, Ana="nyy", Bo="nym")

    made = service.close_poll(app, found.id)

    assert (made.starts, made.place, made.minutes, made.zone) == (
        datetime(2026, 4, 3, 19, 30),
        "Library",
        75,
        "Europe/Lisbon",
    )
    assert (made.series.quorum, [one.name for one in made.guests]) == (2, ["Eva Stone"])
    now = service.poll(app, found.id)
    assert (now.state, now.chosen, now.series_id) == (PollState.CLOSED, "2026-04-03T19:30", made.series.id)
    with pytest.raises(ConflictError, match="is closed"):
        service.close_poll(app, found.id)
    with pytest.raises(ConflictError, match="is closed"):
        said(app, now, Tom="yyy")


def test_another_date_than_the_best_can_be_taken_and_closing_can_be_taken_back(app: App) -> None:
    found = said(app, a_poll(app), Ana="yny")

    made = service.close_poll(app, found.id, "2026-04-03", because="the room is free")

    assert made.starts == datetime(2026, 4, 3, 19, 30)
    journal.undo(app, made.series.change_id)
    assert service.poll(app, found.id).is_open
    assert service.between(app, date(2026, 4, 1), date(2026, 4, 30)) == []
    with pytest.raises(InvalidInputError, match="none of the dates"):
        service.close_poll(app, found.id, "2026-04-04")


def test_the_best_date_has_its_quorum_and_those_who_are_needed_before_it_has_most_yes(app: App) -> None:
    found = said(app, a_poll(app, quorum=2, keys=("Ana Ruiz",)), Ana="mny", Bo="mnn", Tom="nyn")

    assert order(app, found) == [THURSDAY, MONDAY, FRIDAY]
    assert "a quorum of 2 can come" in about(app, found, THURSDAY).why
    assert "1 short of a quorum of 2" in about(app, found, MONDAY).why
    assert "Ana Ruiz, who is needed, cannot come" in about(app, found, FRIDAY).why


def test_whoever_gave_way_in_the_last_polls_is_spared(app: App) -> None:
    group = a_doctors_group(app, *PEOPLE)
    for week in (1, 2):
        dates = (f"2026-03-{10 + week} 19:30", f"2026-03-{20 + week} 19:30")
        found = said(app, a_poll(app, group, dates), Ana="yy", Bo="yy", Tom="mm")
        service.close_poll(app, found.id, dates[0])

    found = said(app, a_poll(app, group, (THURSDAY, FRIDAY)), Ana="ym", Bo="yy", Tom="my")

    assert order(app, found) == [FRIDAY, THURSDAY]
    assert "would be the third time running that Tom Bell gives way" in about(app, found, THURSDAY).why
    assert about(app, found, THURSDAY).why.endswith(
        "asks more of those who gave way before than Friday 2026-04-03, 19:30"
    )


def test_a_poll_past_its_day_asks_its_owner_to_choose_and_one_with_all_answers_does_too(app: App) -> None:
    found = a_poll(app, closes="2026-03-12")
    assert poll_noticing.reminders(app, date(2026, 3, 12)) == []

    (reminder,) = poll_noticing.reminders(app, date(2026, 3, 13))

    assert reminder.owner_id == found.owner_id
    assert reminder.command == f'outreach meetings close "{DOCTORS}" best'
    said(app, found, Ana="yyy", Bo="yyy", Tom="nnn")
    (reminder,) = poll_noticing.reminders(app, date(2026, 3, 9))
    assert "everybody has answered" in reminder.sentence
    service.close_poll(app, found.id)
    assert poll_noticing.reminders(app, date(2026, 3, 13)) == []


def test_the_dates_of_a_poll_are_kept_in_order(app: App) -> None:
    found = a_poll(app, dates=(MONDAY, THURSDAY, FRIDAY))
    assert [f"{one.starts:%Y-%m-%d %H:%M}" for one in found.dates] == [*DATES]


def test_without_an_answer_no_date_is_the_best_one(app: App) -> None:
    found = a_poll(app)

    with pytest.raises(InvalidInputError, match="Nobody has answered yet"):
        service.close_poll(app, found.id)

    assert service.poll(app, found.id).is_open
