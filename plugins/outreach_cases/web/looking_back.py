"""The page of a case as it was on a day."""

from flask import request

from outreach_cases import service
from outreach_cases.web.blueprint import pages
from outreach_crm.app import App
from outreach_crm.dates import read_past
from outreach_crm.errors import InvalidInputError, NotFoundError
from outreach_crm.web.office import Answer, page


@pages.look("/<int:case_id>/history")
def then(app: App, case_id: int) -> Answer:
    """Show a case as it was on a day; where it was none yet, as it is, and why."""
    now, wrong, said = service.then(app, case_id), "", request.args.get("on", "").strip()
    try:
        now = service.then(app, case_id, read_past(said, app.clock.today())) if said else now
    except (InvalidInputError, NotFoundError) as error:
        wrong = error.on_page
    return page("outreach_cases/then.html", found=now, wrong=wrong)
