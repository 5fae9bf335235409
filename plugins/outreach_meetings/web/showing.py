"""The page of one meeting: when and where it is, who is invited, and what is next; records that lead to it."""

from outreach_crm.app import App
from outreach_crm.text import say
from outreach_crm.web.office import Answer, lead_to, page
from outreach_meetings import ical, service
from outreach_meetings.model.attendance import Attendance
from outreach_meetings.model.series import Meeting
from outreach_meetings.service import closing
from outreach_meetings.web.blueprint import home, pages, tabs


@pages.look("/<int:series_id>/<key>")
def shown(app: App, series_id: int, key: str) -> Answer:
    """Show a meeting."""
    found = service.meeting(app, series_id, key)
    there = service.attendance(app, found)
    return page(
        "outreach_meetings/shown.html",
        meeting=found,
        tabs=tabs(found, "outreach_meetings.shown"),
        how_often=ical.told(found.series.rule) if found.series.rule else "",
        there=there,
        stand=_stand(app, found, there),
        closed=closing.is_finished(app, found),
        remarks=service.remarks(app, found, there),
        wanting=_is_past(app, found) and not there.is_said and not found.called_off,
        beside=[(one, home(one)) if one else None for one in service.beside(app, found)],
    )


@pages.look("/<int:series_id>")
def series(app: App, series_id: int) -> Answer:
    """Lead to the meeting of a series that is next, or to the last one it had."""
    return lead_to(home(service.near(app, service.series(app, series_id))))


@pages.look("/of/<int:sitting_id>")
def sitting(app: App, sitting_id: int) -> Answer:
    """Lead to the meeting that something hangs on."""
    return lead_to(home(service.of_sitting(app, sitting_id)))


def _is_past(app: App, found: Meeting) -> bool:
    return found.begins <= app.clock.now()


def _stand(app: App, found: Meeting, there: Attendance) -> str:
    """Return in a sentence what is next for a meeting."""
    if found.called_off:
        return say("It was called off, and does not take place.")
    if not _is_past(app, found):
        days = (found.starts.date() - app.clock.today()).days
        return say("It is today.") if days <= 0 else say("It is tomorrow.") if days == 1 else _in_days(days)
    return say("It was held.") if there.is_said else say("Next: write down who was there.")


def _in_days(days: int) -> str:
    return say("It is in {n} days.", n=days)
