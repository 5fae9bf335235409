"""The blueprint that all rooms of these pages register with, and what stands on every page of an assessment."""

from typing import Any

from flask import url_for

from outreach_crm.app import App
from outreach_crm.text import say
from outreach_crm.web import asking
from outreach_crm.web.office import Office, page
from outreach_priority.model import Assessment

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
    return page(f"outreach_priority/{template}", form, assessment=assessment, tabs=tabs, **context)
