"""The blueprint that all rooms of these pages register with, and what stands on every page of an assessment."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from flask import Response, request, url_for

from outreach_crm.app import App
from outreach_crm.errors import RefusedError
from outreach_crm.forms import Field, Kind
from outreach_crm.text import say
from outreach_crm.web import asking
from outreach_crm.web.office import Office, done, page
from outreach_priority.model import Assessment
from outreach_priority.service.opening import DAYS

pages = Office("outreach_priority", "outreach_priority")

_VIEWS = {
    "show": say("Round"),
    "feedback": say("Feedback"),
    "weights": say("Weights"),
    "result": say("Result"),
    "packages": say("Effort"),
}


def of_assessment(
    template: str, app: App, assessment: Assessment, here: str, form: asking.Form | None = None, **context: Any
) -> tuple[str, int]:
    """Return a page of an assessment, with the views of it side by side.

    Args:
        template: its name, below ``outreach_priority/``; it extends ``outreach_priority/assessment.html``.
        app: the App.
        assessment: which one.
        here: the view the page is, or belongs to.
        form: what is asked on it.
        context: what else it shows.
    """
    tabs = [
        (label, url_for(f"outreach_priority.{view}", assessment_id=assessment.id), view == here)
        for view, label in _VIEWS.items()
    ]
    shown = {"assessment": assessment, "tabs": tabs, "path_to": path_to, **context}
    return page(f"outreach_priority/{template}", form, **shown)


def path_to(view: str, assessment: Assessment, **more: Any) -> str:
    """Return the path of a page of an assessment."""
    return url_for(f"outreach_priority.{view}", assessment_id=assessment.id, **more)


def unless(check: Callable[[Assessment], None], assessment: Assessment) -> Response | None:
    """Lead whoever opens a page whose time has not come, or is over, to the round, which says so; None where it is now.

    Args:
        check: refuses it.
        assessment: of which assessment.
    """
    try:
        check(assessment)
    except RefusedError as error:
        if request.method == "POST":
            raise
        return done(error.on_page, path_to("show", assessment))
    return None


def because(label: str = "", *, needed: bool = False) -> Field:
    """Return the question why."""
    return Field(key="because", label=label or say("Why, for the history"), kind=Kind.TEXT, needed=needed)


def until(app: App) -> Field:
    """Return the question until when sheets are asked for."""
    today = app.clock.today()
    return Field(
        key="due_on",
        label=say("Sheets are asked for until"),
        kind=Kind.DATE,
        value=today + timedelta(days=DAYS),
        least=today,
    )
