"""Trying a sign-up: what it would have brought in the last years, before anybody signs up."""

from urllib.parse import urlencode

from flask import request, url_for

from outreach_crm.app import App
from outreach_crm.errors import OutreachError
from outreach_crm.forms import Field, Kind
from outreach_crm.model import Ref
from outreach_crm.policy import Action
from outreach_crm.text import read_number, say
from outreach_crm.web import asking
from outreach_crm.web.lists import Column, Listing
from outreach_crm.web.office import Answer, lead_to, page
from outreach_urgent_actions.model import Rate
from outreach_urgent_actions.model.asked import Asked
from outreach_urgent_actions.service import asking as wishes
from outreach_urgent_actions.service import trying
from outreach_urgent_actions.web.pages import HERE, day, pages
from outreach_urgent_actions.web.wishing import asked_of, interest_fields, of_address

_SHOWN = 50
_COLUMNS = (
    Column(title=say("Case"), value=lambda one: one.cases, ref=lambda one: Ref("ua_issues", one.issue_id)),
    Column(title=say("Issued"), value=lambda one: one.issued_on),
    Column(title=say("Subject"), value=lambda one: one.subject),
)


@pages.form("/try", Action.LOOK)
def try_out(app: App) -> Answer:
    """Tell what a sign-up would have brought; its address can be passed on."""
    now = of_address()
    form = asking.read(*interest_fields(app, now), _years())
    if form.ready:
        with asking.told(form) as outcome:
            asked = asked_of(form)
            wishes.interest_of(app, asked)
            return lead_to(f"{url_for('urgent_actions.try_out')}?{_address(asked, form.text('years'))}")
        form = outcome.form
    trial, problem = None, ""
    if request.args and not form.wrong:
        limit = Rate(now.at_most, now.months) if now.at_most else None
        try:
            trial = trying.try_out(app, wishes.interest_of(app, now), years=_asked_years(), at_most=limit)
        except OutreachError as error:
            problem = error.on_page
    rows = [*reversed(trial.issues)][:_SHOWN] if trial else []
    listing = Listing(title=say("What would have come"), columns=_COLUMNS, rows=rows, empty=_NONE)
    return page(
        f"{HERE}/try.html",
        form,
        trial=trial,
        problem=problem,
        listing=listing,
        limited=bool(now.at_most),
        further=len(trial.issues) - len(rows) if trial else 0,
        since=day(trial.since) if trial else None,
        until=day(trial.until) if trial else None,
        address=_address(now, str(_asked_years())),
    )


_NONE = say("None of them would have come.")


def _years() -> Field:
    return Field(
        key="years", label=say("Over the last years"), kind=Kind.NUMBER, value=_asked_years(), least=1, most=99
    )


def _asked_years() -> int:
    return min(max(read_number(request.args.get("years", "")) or 1, 1), 99)


def _address(asked: Asked, years: str) -> str:
    said = {"like": asked.like, "keyword": asked.keywords, "without": asked.unwanted}
    figures = {"at_most": str(asked.at_most or ""), "months": str(asked.months), "years": years}
    return urlencode({key: value for key, value in {**said, **figures}.items() if value}, doseq=True)
