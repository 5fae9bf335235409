"""The blueprint that all rooms of these pages register with, and what is next with a request."""

from flask import url_for

from outreach_crm.text import say
from outreach_crm.web.office import Office
from outreach_mutuality.model.requests import State

NEXT = {
    State.RECEIVED: ("assess", say("Assess it")),
    State.UNCLEAR: ("assess", say("Say what the rules say")),
    State.CONSULTED: ("decide", say("Decide")),
    State.ASSESSED: ("decide", say("Decide")),
    State.DECIDED: ("answer", say("Answer")),
}
"""What is next with a request: the view, and what leads there."""

pages = Office("outreach_mutuality", "outreach_mutuality")


def home(request_id: int) -> str:
    """Return where a request is shown."""
    return url_for("outreach_mutuality.shown", request_id=request_id)
