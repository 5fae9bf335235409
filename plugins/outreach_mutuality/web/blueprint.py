"""The blueprint that all rooms of these pages register with."""

from flask import url_for

from outreach_crm.web.office import Office

pages = Office("outreach_mutuality", "outreach_mutuality")


def home(request_id: int) -> str:
    """Return where a request is shown."""
    return url_for("outreach_mutuality.shown", request_id=request_id)
