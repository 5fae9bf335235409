"""How long it takes to hand out the calendar of a group with many meetings, from the database on."""

from collections.abc import Iterator
from datetime import date, timedelta

from outreach_crm.app import App
from outreach_crm.groups import service as groups
from outreach_crm.groups.model import GroupDraft
from outreach_crm.tasks import service as tasks
from outreach_meetings import service
from outreach_meetings.model.drafts import MeetingEdit
from outreach_meetings.model.feeds import Span, Whose
from outreach_meetings.model.series import MINUTE, Meeting
from outreach_meetings.service import syncing
from tests.benchmarks.frame import Figure, benchmark, cpu, section

_EVENTS, _SERIES, _TASKS, _TRIES = 2_000, 20, 400, 3
_GOAL = 0.6
_FIRST = date(2026, 1, 1)
_SPAN = Span(_FIRST, _FIRST + timedelta(days=_EVENTS))


@benchmark("feeds")
def feeds() -> Iterator[Figure]:
    """The calendar of a group with 2,000 entries from the database: meetings, some of them series, and tasks."""
    with section("feeds") as app:
        whose = _fill(app)
        content = service.as_file(app, whose, _SPAN)
        found = content.count(b"BEGIN:VEVENT") + content.count(b"BEGIN:VTODO")
        assert found == _EVENTS, found
        assert service.as_file(app, whose, _SPAN) == content
        took = min(cpu(lambda: service.as_file(app, whose, _SPAN)) for _ in range(_TRIES))
        yield Figure(title="feed", value=took, unit="s", goal=f"{_GOAL:g}", met=took <= _GOAL)
        split = min(cpu(lambda: syncing.files_of(app, whose, _SPAN)) for _ in range(_TRIES))
        yield Figure(title="files for a folder", value=split, unit="s")


def _fill(app: App) -> Whose:
    """Plan meetings, of which twenty are series with one that is moved, and tasks about the group."""
    with app.change("fill"):
        group = groups.add(app, GroupDraft(name="Doctors", structure="specialist")).contact_id
        for number in range(_EVENTS - _TASKS - 2 * _SERIES):
            _plan(app, group, number, "")
        for number in range(_SERIES):
            series_id = _plan(app, group, number, "FREQ=WEEKLY;UNTIL=20281231")
            of = service.series(app, series_id)
            service.alter(app, Meeting(series=of, original=of.starts), MeetingEdit(fields={"place": "Town hall"}))
        for number in range(_TASKS):
            tasks.add(app, f"Task {number}", due_on=_FIRST + timedelta(days=number), contact_id=group)
    return Whose(group_id=group)


def _plan(app: App, group: int, number: int, rule: str) -> int:
    starts = f"{_FIRST + timedelta(days=number):%Y-%m-%d}T19:30"
    assert len(starts) == len(_FIRST.strftime(MINUTE))
    values = {"uid": f"{number:08x}{len(rule):08x}", "group_id": group, "title": f"Meeting {number}", "starts": starts}
    return app.store.insert(
        "meeting_series",
        {**values, "minutes": 120, "zone": "Europe/Lisbon", "rule": rule, "place": "Office", "note": "Bring pens."},
    )
