"""The page on which many groups are given cases at once: looked at first, then taken just as it was looked at."""

from flask import request, url_for

from outreach_cases import service
from outreach_cases.formulas.explaining import rules
from outreach_cases.web.blueprint import pages
from outreach_crm.app import App
from outreach_crm.text import count
from outreach_crm.web import asking
from outreach_crm.web.office import Answer, done, page


@pages.form("/batch")
def batch(app: App) -> Answer:
    """Show which cases all groups with room would be given, and give them."""
    form = asking.read()
    if form.ready:
        with asking.told(form) as outcome:
            seed = request.form.get("seed", "")
            number = int(seed) if seed.isdecimal() else service.batch(app).seed
            made = service.take(app, number, request.form.get("seen", ""))
            given = count(len(made), "{n} case is given.", "{n} cases are given.")
            return done(given, url_for("outreach_cases.board"), change_id=made[0].change_id)
        form = outcome.form
    proposal = service.batch(app)
    back = url_for("outreach_cases.board")
    return page("outreach_cases/batch.html", form, proposal=proposal, rules=rules(), back=back)
