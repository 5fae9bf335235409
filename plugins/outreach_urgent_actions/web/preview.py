"""Preview: for whom an issue is and why, for whom it is not and why not; and how somebody would read it."""

from functools import partial

from flask import request

from outreach_crm.app import App
from outreach_crm.errors import OutreachError
from outreach_crm.model import Ref
from outreach_crm.privacy import service as privacy
from outreach_crm.sectors import service as sectors
from outreach_crm.text import read_number, row, say
from outreach_crm.web.lists import Column, Listing, further, number_asked
from outreach_crm.web.office import Answer, page
from outreach_crm.web.wording import country_name, language_name
from outreach_urgent_actions.model import Closer, Decision, wanted
from outreach_urgent_actions.model.sending import Order
from outreach_urgent_actions.service import distributing, finding, naming, previewing
from outreach_urgent_actions.web.pages import HERE, pages, way

_PAGE = 50
_COUNTED = {
    "channel": say("By way"),
    "language": say("By language"),
    "sector": say("By sector"),
    "country": say("By country"),
}
_COLUMNS = (
    Column(title=say("Name"), value=lambda one: one.contact, ref=lambda one: Ref("contacts", one.contact_id)),
    Column(title=say("Why"), value=lambda one: row(one.because, "; ")),
    Column(title=say("Why not"), value=lambda one: one.why_not),
    Column(title=say("By which way"), value=lambda one: way(one.channel), lesser=True),
    Column(title=say("In"), value=lambda one: language_name(one.language), lesser=True),
)


@pages.look("/issues/<int:issue_id>/preview")
def preview(app: App, issue_id: int) -> Answer:
    """Show who would get an issue now and why, and who would not and why not; nothing is written."""
    issue = finding.get_issue(app, issue_id)
    decision, rule = request.args.get("decision", ""), request.args.get("rule", "")
    name, after = request.args.get("q", "").strip(), number_asked("after")
    problem, found = "", None
    try:
        found = previewing.closer(
            app, issue_id, decision=_decision(decision), rule=rule, after=after, limit=_PAGE, name=name
        )
    except OutreachError as error:
        problem = error.on_page
    if found and (found.listed or found.asked):
        count = len(found.listed) + len(found.asked)
        privacy.log_access(
            app, say("look at who gets an Urgent Action"), purpose=wanted(issue.kind).purpose, count=count
        )
    return page(
        f"{HERE}/preview.html",
        issue=issue,
        title=say("Who gets {issue}", issue=naming.title(app, issue)),
        cases=finding.cases_of(app, issue_id),
        problem=problem,
        found=found,
        to=distributing.to_whom(app, issue),
        counted=_COUNTED,
        named=partial(_named, app),
        asked=name,
        called=Listing(title=say("Asked by name"), columns=_COLUMNS, rows=found.asked if found else (), empty=""),
        names=_names(found),
        under_way=distributing.under_way(app, issue_id),
        sent=distributing.mailings(app, issue_id),
    )


def _named(app: App, by: str, key: str) -> str:
    """Return what a way, a sector or whatever else is counted is called."""
    if by == "channel":
        return way(key)
    if by == "sector":
        return next((one.name for one in sectors.all_sectors(app) if one.key == key), key)
    return language_name(key) if by == "language" else country_name(key)


def _decision(text: str) -> str:
    return text if text in {*Decision} else ""


def _names(found: Closer | None) -> Listing:
    """Return those who were asked to be listed."""
    rows, last = (found.listed, found.more) if found else ((), 0)
    more = f"{further(after=last)}#names" if last else ""
    return Listing(title=say("Their names"), columns=_COLUMNS, rows=rows, more=more, empty="")


@pages.look("/issues/<int:issue_id>/message")
def message(app: App, issue_id: int) -> Answer:
    """Show an issue as somebody would read it."""
    issue = finding.get_issue(app, issue_id)
    problem, read = "", None
    try:
        read = distributing.rehearse(app, issue_id, Order(), read_number(request.args.get("to", "")))
    except OutreachError as error:
        problem = error.on_page
    return page(
        f"{HERE}/message.html",
        issue=issue,
        title=say("{issue} as somebody reads it", issue=naming.title(app, issue)),
        read=read,
        problem=problem,
    )
