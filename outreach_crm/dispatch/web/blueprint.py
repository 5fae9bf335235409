"""The blueprint that all rooms of these pages register with, and the words their pages have in common."""

from flask import url_for

from outreach_crm.app import App
from outreach_crm.dispatch import service
from outreach_crm.forms import Choice
from outreach_crm.web.office import Office


def _look(app: App, dispatch_id: int | None = None, **_: object) -> None:
    """Show no mailing about a record that a circle of others keeps to itself, on no page of it."""
    if dispatch_id is not None:
        service.look(app, dispatch_id)


pages = Office("dispatch", "outreach_crm.dispatch", before=_look)

LIMIT = 50
"""How many rows a page of a list has."""


def home(dispatch_id: int) -> str:
    """Return the path of the page of a mailing."""
    return url_for("dispatch.show", dispatch_id=dispatch_id)


def ways(app: App) -> tuple[Choice, ...]:
    """Return the ways there are, as choices."""
    return tuple(Choice(one.key, one.title) for one in app.plugins.channels())


def way_titles(app: App) -> dict[str, str]:
    """Return what the ways are called, by key."""
    return {one.key: one.title for one in app.plugins.channels()}
