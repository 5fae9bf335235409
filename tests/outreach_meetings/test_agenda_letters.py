"""An evening of letter-writing has enough to write on for those who come; what is restricted leaves with nothing."""

from datetime import date

import pytest

from outreach_crm.app import App
from outreach_crm.errors import InvalidInputError
from outreach_meetings import service
from outreach_meetings.model.attendance import Presence
from outreach_meetings.model.series import Meeting
from tests.outreach_meetings.agendas import each_time, offering, put, titles
from tests.outreach_meetings.builders import a_doctors_group, a_meeting

NINE = tuple(f"{name} Doe" for name in ("Ana", "Ben", "Cleo", "Dan", "Eve", "Finn", "Gus", "Hana", "Ida"))


def for_nine(app: App) -> Meeting:
    return a_meeting(app, a_doctors_group(app, *NINE))


def test_it_is_told_whether_there_is_enough_for_those_who_come(app: App) -> None:
    office, _ = offering(app, 1, 2, 3, 4, appeals=True)

    found = service.evening(office, for_nine(office), 3)

    assert str(found.told) == "For 9 people who write 3 letters each there are 4 actions: enough."


def test_where_some_are_lacking_it_is_told_how_many_and_what_to_do(app: App) -> None:
    office, _ = offering(app, 1, appeals=True)

    found = service.evening(office, for_nine(office))

    assert found.lacking == 2
    assert str(found.told) == (
        "For 9 people who write 3 letters each there is one action: 2 are lacking. Put more on the agenda by hand,"
        " or let each write one letter."
    )


def test_whoever_cannot_come_writes_no_letters(app: App) -> None:
    office, _ = offering(app)
    made = for_nine(office)
    first = service.attendance(office, made).people[0]

    service.attend(office, made, {first.contact_id: Presence.APOLOGIES})

    assert service.evening(office, made).people == 8


def test_the_most_urgent_are_put_on_and_only_as_many_as_are_needed(app: App) -> None:
    office, feature = offering(app, 1, appeals=True)
    feature.offer(2, appeals=True, due_on=date(2026, 4, 20))
    feature.offer(3, appeals=True, due_on=date(2026, 4, 10))
    feature.offer(4, appeals=True, due_on=date(2026, 4, 5), office=True)
    feature.offer(5)
    made = for_nine(office)
    put(office, made, "Our own case", appeals="yes")

    found = service.hold_evening(office, made, 3)

    assert [one.title for one in found.chosen] == ["Our own case", "Case 3", "Case 2"]
    assert sorted(titles(office, made)) == ["Case 2", "Case 3", "Our own case"]
    assert service.hold_evening(office, made, 3) == found


def test_what_the_chair_dropped_is_not_written_on(app: App) -> None:
    office, _ = offering(app, 1, 2, appeals=True)
    made = for_nine(office)
    service.drop(office, service.build(office, made).items[0].id)

    service.hold_evening(office, made, 2)

    assert titles(office, made) == ["Case 2"]


def test_nobody_writes_less_than_one_letter(app: App) -> None:
    with pytest.raises(InvalidInputError, match="one letter at least"):
        service.evening(app, a_meeting(app), 0)


def test_what_is_restricted_is_in_nothing_that_leaves_and_leaves_no_gap(app: App) -> None:
    office, _ = offering(app, 1, due_on=date(2026, 4, 20))
    made = for_nine(office)
    put(office, made, "A complaint", restricted="yes")
    put(office, made, "The holidays", owner="Ana Doe", minutes="1")
    each_time(office, made, "Any other business", closing="yes")

    service.build(office, made)

    assert service.told(office, made).splitlines() == [
        "1. Cases: Case 1 (5 minutes, by 20 April 2026)",
        "2. The holidays - Ana Doe (one minute)",
        "3. Any other business (5 minutes)",
    ]
    assert "A complaint" in titles(office, made)
