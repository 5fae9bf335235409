"""The meeting pack: a page that prints well, and the same as PDF."""

from flask import Response, request

from outreach_crm.app import App
from outreach_crm.policy import Action
from outreach_crm.web.office import Answer, page
from outreach_crm.web.wording import language, read
from outreach_meetings import service
from outreach_meetings.model.packs import file_names
from outreach_meetings.web.blueprint import pages, tabs


@pages.look("/<int:series_id>/<key>/pack")
def pack(app: App, series_id: int, key: str) -> Answer:
    """Show all that those who come should have read, as it is printed."""
    found, circle = service.meeting(app, series_id, key), _for_circle()
    return page(
        "outreach_meetings/pack.html",
        meeting=found,
        circle=circle,
        tabs=tabs(found, "outreach_meetings.pack"),
        pack=service.pack(app, found, circle=circle, read=read),
        papers=service.papers_of(app, found, circle=circle),
    )


@pages.look("/<int:series_id>/<key>/pack.pdf", Action.EXPORT)
def pack_pdf(app: App, series_id: int, key: str) -> Response:
    """Give the pack as PDF."""
    found = service.meeting(app, series_id, key)
    (name,) = file_names([f"{found.title} {found.starts.date()}.pdf"])
    made = service.pdf(app, found, circle=_for_circle(), read=read, language=language())
    answer = Response(made, mimetype="application/pdf")
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer


def _for_circle() -> bool:
    """Whether somebody asked for what only their circle sees, too."""
    return request.args.get("circle") == "1"
