"""A report that is due stands on the list of the day; who is written to about it is written to once."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from outreach_cases import service
from outreach_cases.model.holdings import Holding
from outreach_crm.app import App
from outreach_crm.contacts import service as contacts
from outreach_crm.errors import ConflictError, RefusedError
from outreach_crm.model import Reminder
from outreach_crm.privacy import service as privacy
from outreach_crm.privacy.model import ConsentDraft
from outreach_crm.privacy.model import State as Said
from tests.builders import a_person
from tests.outreach_cases.holdings import a_free_case, a_local_group, hold


def _due(app: App, days: int) -> Holding:
    """A holding whose report was due so many days ago, or is due later."""
    group, ana = a_local_group(app)
    report_on = (app.clock.today() - timedelta(days=days)).isoformat()
    return service.holding_of(app, hold(app, group, a_free_case(app), ana, report_on=report_on))


def _reminders(app: App, today: date | None = None) -> list[Reminder]:
    found = app.plugins.reminders(app, today or app.clock.today())
    return [one for one in found if one.group == "Case reports"]


def test_a_report_that_is_due_stands_on_the_list_of_the_day_and_in_calendars(app: App) -> None:
    held = _due(app, -30)
    today, due = app.clock.today(), app.clock.today() + timedelta(days=30)

    assert _reminders(app, today - timedelta(days=1)) == []
    (one,) = _reminders(app)
    assert (one.due_on, one.command) == (today, f"outreach cases prompt {held.group_id} {held.case_id}")
    assert one.sentence == f"Lyon group: the report on Sanaa Rezaiy is due by {due}"
    events = [one for one in app.plugins.calendar_events(app, due, due) if one.ref.kind == "case_holdings"]
    assert [(one.title, one.contact_ids) for one in events] == [
        ("Report of Lyon group on Sanaa Rezaiy", (held.group_id,))
    ]
    service.hand_in(app, held.id, text="A year")
    assert _reminders(app) == []


def test_the_holder_is_written_to_once_for_each_day(app: App, tmp_path: Path) -> None:
    held = _due(app, 0)

    left = service.prompt(app, held.id, channel="folder", place=str(tmp_path))

    assert left.to == ("Ana Ruiz",)
    (letter,) = tmp_path.rglob("*.txt")
    assert "is due by 9 March 2026." in letter.read_text("utf-8")
    assert _reminders(app) == []
    with pytest.raises(ConflictError, match="Nobody is to be written to"):
        service.prompt(app, held.id, channel="folder", place=str(tmp_path))
    assert len(_reminders(app, app.clock.today() + timedelta(days=30))) == 1


def test_sixty_days_late_the_coordinator_is_asked_and_the_group_keeps_the_case(app: App, tmp_path: Path) -> None:
    held = _due(app, 60)
    with pytest.raises(ConflictError, match="outreach cases coordinator"):
        service.prompt(app, held.id, channel="folder", place=str(tmp_path))
    lead = a_person(app, "Cé Do")
    service.coordinate(app, lead.id, "Iran")

    left = service.prompt(app, held.id, channel="folder", place=str(tmp_path))

    assert left.to == ("Cé Do",)
    (letter,) = tmp_path.rglob("*.txt")
    asked = letter.read_text("utf-8")
    assert "Ana Ruiz holds the casefile" in asked
    assert "2026-" not in asked
    assert service.holding_of(app, held.id).open


def test_who_objects_is_not_written_to_and_stays_on_the_list(app: App, tmp_path: Path) -> None:
    held = _due(app, 0)
    assert held.holder is not None
    assert held.holder.contact_id is not None
    contacts.trash(app, held.holder.contact_id)
    with pytest.raises(ConflictError, match="hand-over"):
        service.prompt(app, held.id, channel="folder", place=str(tmp_path))
    contacts.restore(app, held.holder.contact_id)
    privacy.record(app, held.holder.contact_id, ConsentDraft(state=Said.OBJECTED, source="letter"))
    with pytest.raises(RefusedError):
        service.prompt(app, held.id, channel="folder", place=str(tmp_path))
    assert len(_reminders(app)) == 1
    assert [*tmp_path.rglob("*.txt")] == []
