"""Calendars at their secret addresses, for whatever program subscribes to them, without an account."""

from hashlib import sha256

from flask import Blueprint, Response, request

from outreach_crm.model import Actor, Via
from outreach_crm.web import wording
from outreach_crm.web.connections import acting
from outreach_crm.web.safety import asked_again
from outreach_meetings import service

pages = Blueprint("meeting_calendar", "outreach_meetings")

_NAME = "calendar by its address"


@pages.get("/<token>.ics")
@asked_again
def calendar(token: str) -> Response:
    """Hand out a calendar; a program that has it already is told so and gets nothing (RFC 9110, 13.1.2).

    Raises:
        NotFoundError: nobody was given that address, or it was revoked.
    """
    app = acting(Actor(name=_NAME, via=Via.WEB))
    wording.speak(app, app.section.language, app.section.country)
    content = service.as_file(app, service.opened(app, token).whose)
    answer = Response(content, mimetype="text/calendar")
    answer.set_etag(sha256(content).hexdigest())
    answer.make_conditional(request.environ)
    return answer
