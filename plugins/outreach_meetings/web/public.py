"""Calendars at their secret addresses, for whatever program subscribes to them, without an account."""

from hashlib import sha256

from flask import Response, request

from outreach_crm.app import App
from outreach_crm.web.by_link import ByLink, Holder, Opened
from outreach_crm.web.safety import asked_again
from outreach_meetings import service

pages = ByLink("meeting_calendar", "outreach_meetings", actor="calendar by its address")


@pages.opens
def offered(app: App, token: str) -> Opened:
    """Return whose calendar stands at an address."""
    return Opened(service.opened(app, token).whose)


@pages.look(".ics")
@asked_again
def calendar(holder: Holder) -> Response:
    """Hand out a calendar; a program that has it already is told so and gets nothing (RFC 9110, 13.1.2)."""
    content = service.as_file(holder.app, holder.what)
    answer = Response(content, mimetype="text/calendar")
    answer.set_etag(sha256(content).hexdigest())
    answer.make_conditional(request.environ)
    return answer
