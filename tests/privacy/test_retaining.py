"""Retention: nobody goes a day early, everybody goes on their day, and a clock that jumped lets nobody go."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from attrs import evolve

from outreach_crm.app import App
from outreach_crm.clock import FixedClock
from outreach_crm.contacts import service as contacts
from outreach_crm.contacts.model import ContactDraft
from outreach_crm.dates import read_date
from outreach_crm.errors import InvalidInputError, NotFoundError, OutreachError, RefusedError
from outreach_crm.policy import DataClass
from outreach_crm.privacy import service
from outreach_crm.privacy.model import Due
from outreach_crm.timeline import service as timeline
from outreach_crm.timeline.model import LogDraft
from tests.builders import a_person, an_organisation, with_settings
from tests.privacy.conftest import Write

pytestmark = pytest.mark.connections
FIRST = date(2026, 3, 9)


def on(app: App, day: date, *rules: dict[str, Any], **more: Any) -> App:
    """Return the App on another day, with retention rules."""
    clock = FixedClock(datetime(day.year, day.month, day.day, 8, tzinfo=UTC))
    app.store.bound.clock = clock
    return evolve(with_settings(app, privacy={"retention": list(rules), **more}), clock=clock)


def told(found: list[Due]) -> list[tuple[str, str, str]]:
    return [(one.contact, one.data_class.value, one.due_on) for one in found]


def test_without_rules_nobody_is_due(app: App, ana: int) -> None:
    assert service.due(on(app, date(2099, 1, 1))) == []
    assert ana


def test_months_count_from_the_last_contact_or_word(app: App, write: Write) -> None:
    ada, bea = (a_person(app, name).id for name in ("Ada", "Bea"))
    a_person(app, "Cleo")
    an_organisation(app)
    later = on(app, date(2026, 6, 1))
    timeline.log(later, LogDraft(contact_ids=(ada,), summary="called"))
    write(bea, "granted", "mailings", given_on=FIRST)
    later = on(app, date(2028, 3, 8), {"months": 24})
    assert told(service.due(later)) == []
    later = on(app, date(2028, 6, 1), {"months": 24})
    assert told(service.due(later)) == [
        ("Bea", "personal", "2028-03-09"),
        ("Cleo", "personal", "2028-03-09"),
        ("Ada", "personal", "2028-06-01"),
    ]


def test_the_longest_rule_that_holds_for_her_decides(app: App, write: Write) -> None:
    ada, _ = (a_person(app, name).id for name in ("Ada", "Bea"))
    write(ada, "granted", "meetings", basis="members-and-contacts")
    rules = ({"months": 12}, {"months": 36, "purpose": "meetings"})
    assert [one.contact for one in service.due(on(app, date(2028, 1, 1), *rules))] == ["Bea"]
    assert [one.contact for one in service.due(on(app, date(2029, 3, 9), *rules))] == ["Bea", "Ada"]


def test_who_belongs_to_us_or_is_held_for_a_law_is_kept(app: App) -> None:
    a_person(app, "Member", membership="member")
    a_person(app, "Former", membership="member", membership_from="2020", membership_to="2026-04")
    hold = a_person(app, "Held").id
    service.hold(app, hold, "case", until=date(2030, 1, 1))
    late = on(app, date(2029, 6, 1), {"months": 24})
    assert [one.contact for one in service.due(late)] == ["Former"]
    assert [one.contact for one in service.due(on(app, date(2030, 1, 2), {"months": 24}))] == ["Former", "Held"]


def test_special_data_go_before_the_person(app: App) -> None:
    ana = contacts.add(app, ContactDraft(name="Ana Ruiz", sectors=("legal",))).id
    a_person(app, "Bea")  # of no sector
    rules = ({"months": 12, "data_class": "special"}, {"months": 24})
    trashed = contacts.add(app, ContactDraft(name="Cleo", sectors=("legal",))).id
    contacts.trash(app, trashed, because="twice")
    late = on(app, date(2027, 3, 9), *rules)
    assert told(service.due(late)) == [("Ana Ruiz", "special", "2027-03-09")]
    report = service.dispose(late, clock_is_right=True)
    assert ([one.data_class for one in report.done], report.left, report.problems) == ([DataClass.SPECIAL], 0, ())
    assert contacts.show(late, ana).sectors == ()
    assert service.due(late) == []


def test_five_years_day_by_day_nobody_goes_early_and_nobody_late(app: App) -> None:
    added = {f"Person {number}": FIRST + timedelta(days=61 * number) for number in range(16)}
    gone: dict[str, date] = {}
    for days in range(5 * 366):
        today = FIRST + timedelta(days=days)
        now = on(app, today, {"months": 24})
        for name in (one for one, day in added.items() if day == today):
            a_person(now, name)
        if days % 7 == 0 or service.due(now):
            for one in service.due(now):
                gone[one.contact] = today
            service.dispose(now, clock_is_right=True)
    assert gone == {name: read_date("24m", day) for name, day in added.items()}


def test_one_run_disposes_of_so_many_at_most(app: App) -> None:
    for letter in "abcde":
        a_person(app, f"Person {letter}")
    late = on(app, date(2030, 1, 1), {"months": 24}, retention_most=2)
    lefts = [service.dispose(late, clock_is_right=True).left for _ in range(3)]
    assert (lefts, contacts.list_contacts(late)) == ([3, 1, 0], [])


@pytest.mark.parametrize("day", [date(2026, 4, 25), date(2031, 1, 1), date(2026, 3, 1)])
def test_a_clock_that_jumped_lets_nobody_go(app: App, ana: int, day: date) -> None:
    late = on(app, day, {"months": 1})
    with pytest.raises(RefusedError, match="look whether the clock"):
        service.dispose(late)
    assert contacts.get(app, ana).name == "Ana Ruiz"


def test_a_clock_that_goes_on_is_no_jump(app: App, ana: int) -> None:
    assert len(service.dispose(on(app, date(2026, 4, 20), {"months": 1})).done) == 1
    with pytest.raises(NotFoundError):
        contacts.get(app, ana)


def test_a_hold_needs_a_reason_and_a_day_to_come_and_can_be_released_once(app: App, ana: int) -> None:
    for reason, until in ((" ", None), ("case", date(2026, 3, 8))):
        with pytest.raises(InvalidInputError):
            service.hold(app, ana, reason, until=until)
    service.hold(app, ana, "case")
    assert [(one.contact, one.reason, one.until_on) for one in service.list_holds(app)] == [("Ana Ruiz", "case", None)]
    service.release(app, ana)
    assert service.list_holds(app) == []
    with pytest.raises(NotFoundError, match="under no legal hold"):
        service.release(app, ana)


@pytest.mark.parametrize("rule", [{"months": 0}, {"months": 2, "data_class": "x"}, {"months": 2, "purpose": "nothing"}])
def test_a_rule_that_cannot_be_meant_is_told(app: App, rule: dict[str, Any]) -> None:
    with pytest.raises(OutreachError):
        service.due(on(app, FIRST, rule))
