"""The blueprint that all rooms of these pages register with."""

from flask import url_for

from outreach_crm.web.office import Office

pages = Office("outreach_cases", "outreach_cases")


def home(case_id: int) -> str:
    """Return where a case is shown."""
    return url_for("outreach_cases.shown", case_id=case_id)


def feedback_home(feedback_id: int) -> str:
    """Return where feedback is shown."""
    return url_for("outreach_cases.feedback_shown", feedback_id=feedback_id)
