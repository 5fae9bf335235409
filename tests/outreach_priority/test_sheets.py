"""One sheet: its order, what is left in it, late and withdrawn ones, further advisers, reminders."""

from datetime import UTC, date, datetime, timedelta

import pytest
from attrs import evolve

from outreach_crm.app import App
from outreach_crm.changes import service as journal
from outreach_crm.clock import FixedClock
from outreach_crm.errors import ConflictError, InvalidInputError, NotFoundError, RefusedError
from outreach_crm.model import Reminder
from outreach_crm.sectors import service as sectors
from outreach_priority import service
from outreach_priority.model import Rules, SheetState
from outreach_priority.service import reminding
from tests.builders import a_person
from tests.outreach_priority.builders import an_assessment, closed, handed_in, sheet_of

MIDDLING = {"legal": (2, 2, 2, 2, 2, 0, 0, 0), "medical": (2, 2, 2, 2, 2, 0, 0, 0)}


def later(app: App, days: int) -> App:
    """Return the App some days on."""
    clock = FixedClock(datetime(2026, 3, 9, 8, 0, tzinfo=UTC) + timedelta(days=days))
    app.store.bound.clock = clock
    return evolve(app, clock=clock)


def due(app: App) -> list[Reminder]:
    """Return what waits for the officer of assessments."""
    return reminding.reminders(app, app.clock.today())


def test_each_adviser_is_asked_in_an_order_of_their_own_that_stays(app: App) -> None:
    assessment = an_assessment(app, 3, sectors=sectors.all_sectors(app).keys)
    sheets = service.sheets_of(app, assessment)

    orders = [[page.subject.key for page in service.pages(assessment, one)] for one in sheets]
    items = [[item.key for item in page.items] for one in sheets for page in service.pages(assessment, one)]

    assert len({tuple(one) for one in orders}) == 3
    assert len({tuple(one) for one in items}) > 3
    assert all(sorted(one) == sorted(orders[0]) for one in orders)
    assert orders[0] == [page.subject.key for page in service.pages(assessment, sheets[0])]


def test_prompts_are_those_of_the_sector_and_hold_no_rating(app: App) -> None:
    assessment = an_assessment(app, 1)
    legal, medical, _ = assessment.subjects
    home = assessment.questionnaire.items[0]

    assert service.prompts(app, legal, home) == sectors.get(app, "legal").prompts.influence_home
    assert service.prompts(app, legal, home) != service.prompts(app, medical, home)


def test_a_late_sheet_is_taken_and_marked_unless_the_rules_forbid_it(app: App) -> None:
    lenient, strict = an_assessment(app, 1), an_assessment(app, 1, rules=Rules(late=False))
    app = later(app, 15)

    assert handed_in(app, lenient, 1, MIDDLING).late
    with pytest.raises(RefusedError, match="The deadline was 2026-03-23"):
        handed_in(app, strict, 1, MIDDLING)


def test_a_sheet_handed_in_on_the_day_of_the_deadline_is_on_time(app: App) -> None:
    assessment = an_assessment(app, 1)

    assert not handed_in(later(app, 14), assessment, 1, MIDDLING).late


def test_a_sheet_that_was_withdrawn_counts_for_nothing(app: App) -> None:
    assessment = an_assessment(app, 2)
    handed_in(app, assessment, 1, MIDDLING)
    handed_in(app, assessment, 2, MIDDLING)

    service.withdraw_sheet(app, sheet_of(app, assessment, 1).id, because="left the group")

    with pytest.raises(RefusedError, match="was withdrawn"):
        handed_in(app, assessment, 1, MIDDLING)
    with pytest.raises(ConflictError, match="withdrawn before"):
        service.withdraw_sheet(app, sheet_of(app, assessment, 1).id)
    assert [one.seat for one in service.counted(app, service.close(app, assessment.id))] == [2]


def test_who_withdraws_in_the_second_round_takes_the_first_back_too(app: App) -> None:
    first = closed(app, [MIDDLING, MIDDLING])
    old = sheet_of(app, first, 1)
    service.again(app, first.id)

    with pytest.raises(RefusedError, match="withdraw the sheet of round 2"):
        service.withdraw_sheet(app, old.id)
    service.withdraw_sheet(app, sheet_of(app, first, 1).id)

    done = service.close(app, first.id, early=True)
    assert [one.seat for one in service.counted(app, done)] == [2]


def test_a_sector_withdrawn_in_between_is_asked_no_more_and_its_ratings_stay_in_the_books(app: App) -> None:
    assessment = an_assessment(app, 1, sectors=("legal", "medical"))
    handed_in(app, assessment, 1, MIDDLING)

    with pytest.raises(InvalidInputError, match="Say why"):
        service.withdraw_subject(app, assessment.id, "legal", because=" ")
    left = service.withdraw_subject(app, assessment.id, "Legal", because="the bar asked us to wait")

    assert [one.key for one in left.judged] == ["medical"]
    assert left.subjects[0].withdrawn_because == "the bar asked us to wait"
    assert sheet_of(app, left, 1).rated == 8
    with pytest.raises(InvalidInputError, match="was withdrawn on 2026-03-09; leave it out"):
        handed_in(app, left, 1, MIDDLING)
    with pytest.raises(RefusedError, match="the last that is judged"):
        service.withdraw_subject(app, assessment.id, "medical", because="none left")
    with pytest.raises(NotFoundError):
        service.withdraw_subject(app, assessment.id, "plumbers", because="unknown")


def test_a_further_person_gets_the_next_seat_and_nobody_two(app: App) -> None:
    assessment = an_assessment(app, 2)
    a_person(app, "Zoe Zimmer")

    assert service.ask(app, assessment.id, "Zoe", role="treasurer").seat == 3
    with pytest.raises(ConflictError, match="Zoe Zimmer is adviser 3"):
        service.ask(app, assessment.id, "Zoe")
    service.close(app, assessment.id, early=True)
    with pytest.raises(RefusedError, match="No round"):
        service.ask(app, assessment.id, "Zoe")


def test_who_had_withdrawn_is_asked_again_in_their_own_seat(app: App) -> None:
    assessment = an_assessment(app, 2)
    handed_in(app, assessment, 1, MIDDLING)
    service.withdraw_sheet(app, sheet_of(app, assessment, 1).id)

    sheet = service.ask(app, assessment.id, "Ana Ruiz")

    assert (sheet.seat, sheet.state, sheet.rated, sheet.handed_in_at) == (1, SheetState.ASKED, 0, None)
    assert handed_in(app, assessment, 1, MIDDLING).state is SheetState.HANDED_IN


def test_opening_and_handing_in_can_be_undone(app: App) -> None:
    assessment = an_assessment(app, 1)
    sheet = handed_in(app, assessment, 1, MIDDLING)

    journal.undo(app, sheet.change_id)
    assert sheet_of(app, assessment, 1).state is SheetState.ASKED
    assert sheet_of(app, assessment, 1).rated == 0
    other = an_assessment(app, 1)
    journal.undo(app, other.change_id)
    assert [one.id for one in service.listed(app)] == [assessment.id]


def test_before_the_deadline_the_officer_hears_whose_sheets_are_out(app: App) -> None:
    assessment = an_assessment(app, 3)
    handed_in(app, assessment, 2, MIDDLING)
    assert due(app) == []

    (told,) = due(later(app, 11))

    assert str(told.sentence) == "Priorities: 2 sheets are out, until 2026-03-23 (Ana Ruiz, Chi Okoye)"
    assert (told.ends_on, told.command) == (date(2026, 3, 23), f"outreach priority advisers {assessment.id}")


def test_after_the_deadline_and_once_all_are_in_the_round_waits_to_be_closed(app: App) -> None:
    assessment = an_assessment(app, 1)
    (told,) = due(later(app, 15))
    assert told.command == f"outreach priority close {assessment.id}"
    assert told.due_on == date(2026, 3, 24)
    app = later(app, 0)
    handed_in(app, assessment, 1, MIDDLING)
    (told,) = due(app)
    assert str(told.sentence) == "Priorities: all sheets are in"
    service.close(app, assessment.id)
    assert due(app) == []


def test_the_day_of_an_officer_has_what_waits(app: App) -> None:
    assessment = an_assessment(app, 1)
    handed_in(app, assessment, 1, MIDDLING)

    told = app.plugins.reminders(app, app.clock.today())

    assert [one.group for one in told] == ["Priorities"]
