"""What is installed and what it offers; what a check of the installation found."""

from flask import Response

from outreach_crm.app import App
from outreach_crm.jobs import service as jobs
from outreach_crm.model import Ref
from outreach_crm.policy import Action
from outreach_crm.text import say
from outreach_crm.upkeep import service
from outreach_crm.web.lists import Column, Listing
from outreach_crm.web.office import Answer, Office, lead_to, page

pages = Office("plugins", "outreach_crm.upkeep")

_COLUMNS = (
    Column(title=say("Plugin"), value=lambda one: one.name),
    Column(title=say("From"), value=lambda one: one.origin, lesser=True),
    Column(title=say("State"), value=lambda one: one.state),
    Column(title=say("What it offers"), value=lambda one: ", ".join(one.hooks), lesser=True),
    Column(title=say("What went wrong"), value=lambda one: one.sentence),
)


@pages.lists("")
def listed(app: App) -> Listing:
    """List the plugins, those that failed first."""
    found = service.list_plugins(app)
    return Listing(
        title=say("Plugins"),
        columns=_COLUMNS,
        rows=sorted(found, key=lambda one: one.state != "failed"),
        empty=say("There are no plugins."),
        template="upkeep/plugins.html",
        context={"failed": [one for one in found if one.state == "failed"]},
    )


@pages.look("/doctor", Action.ADMINISTER)
def doctor(app: App) -> Answer:
    """Show what the last check found."""
    last = service.last_examination(app)
    findings = sorted(last.findings, key=lambda one: one.ok) if last else []
    return page("upkeep/doctor.html", at=last.at if last else "", findings=findings)


@pages.act("/doctor/examine", Action.ADMINISTER)
def examine(app: App) -> Response:
    """Check the installation."""
    return go_on(app, "doctor")


@pages.act("/doctor/mend", Action.ADMINISTER)
def mend(app: App) -> Response:
    """Mend what can be mended without asking."""
    return go_on(app, "mend")


def go_on(app: App, work: str) -> Response:
    """Begin long work and go to its page."""
    return lead_to(Ref("jobs", jobs.start(app, work).id))
