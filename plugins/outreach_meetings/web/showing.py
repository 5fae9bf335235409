"""The page of one meeting: when and where it is, and who is invited."""

from outreach_crm.app import App
from outreach_crm.web.office import Answer, page
from outreach_meetings import ical, service
from outreach_meetings.web.blueprint import pages, tabs


@pages.look("/<int:series_id>/<key>")
def shown(app: App, series_id: int, key: str) -> Answer:
    """Show a meeting."""
    found = service.meeting(app, series_id, key)
    return page(
        "outreach_meetings/shown.html",
        meeting=found,
        tabs=tabs(found, "outreach_meetings.shown"),
        how_often=ical.told(found.series.rule) if found.series.rule else "",
        there=service.attendance(app, found),
    )
