"""A group that meets writes on its cases, and is told which reports it owes."""

from datetime import date

import pytest

from outreach_cases import service
from outreach_cases.model.levels import Decided, Level, Reason
from outreach_crm.app import App
from outreach_crm.model import AgendaItem, Ref
from tests.outreach_cases.holdings import a_free_case, a_local_group, accepted

ON = date(2026, 3, 12)


def offered(app: App, group_id: int, on: date = ON) -> list[AgendaItem]:
    return [one for one in app.plugins.agenda_items(app, group_id, on) if one.heading == "Cases of the group"]


def test_a_group_writes_on_the_case_it_holds_with_what_is_new_and_the_casefile(app: App) -> None:
    group, person = a_local_group(app)
    case = a_free_case(app)
    accepted(app, group, case, person)
    version = service.keep(app, case.id, "casefile.txt", b"What is known", note="The first")
    service.update(app, case.id, "She may have visits again")

    (found,) = offered(app, group)

    assert str(found.title) == f"Appeal letters on {case.name}"
    assert (found.owner, found.appeals, found.detail) == ("Ana Ruiz", True, "She may have visits again")
    assert (found.ref, found.paper) == (Ref("cases", case.id), Ref("case_versions", version.id))


def test_another_group_is_offered_nothing_of_it(app: App) -> None:
    group, person = a_local_group(app)
    other, _ = a_local_group(app, "York group", "Tom Bell")
    accepted(app, group, a_free_case(app), person)

    assert offered(app, other) == []


@pytest.mark.parametrize("level", [Level.DORMANT, Level.CLOSED])
def test_nobody_is_asked_to_write_on_a_case_that_rests(app: App, level: Level) -> None:
    group, person = a_local_group(app)
    case = a_free_case(app)
    accepted(app, group, case, person)
    reason = Reason.RELEASED if level is Level.CLOSED else None
    service.level(app, case.id, Decided(state=level.value, reason=reason, note="No news for a year"))

    assert [one for one in offered(app, group) if one.appeals] == []


def test_a_report_is_offered_from_a_month_before_it_is_due(app: App) -> None:
    group, person = a_local_group(app)
    held = accepted(app, group, a_free_case(app), person)
    due = date.fromisoformat(held.report_on)

    def reports(on: date) -> list[AgendaItem]:
        return [one for one in offered(app, group, on) if one.ref == Ref("case_holdings", held.id)]

    assert reports(date.fromordinal(due.toordinal() - 31)) == []
    (found,) = reports(date.fromordinal(due.toordinal() - 30))
    assert (str(found.title), found.due_on, found.owner) == (f"Report on {held.case}", due, "Ana Ruiz")
