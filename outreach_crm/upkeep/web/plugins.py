"""What is installed and what it offers; what a check of the installation found."""

from collections.abc import Sequence

from flask import Response

from outreach_crm.app import App
from outreach_crm.jobs import service as jobs
from outreach_crm.model import Ref
from outreach_crm.policy import Action
from outreach_crm.text import row, say
from outreach_crm.upkeep import service
from outreach_crm.web.lists import Column, Listing
from outreach_crm.web.office import Answer, Office, lead_to, page

pages = Office("plugins", "outreach_crm.upkeep")

_STATES = {"on": say("on"), "off": say("off"), "failed": say("failed")}
# What plugins offer by hooks, as people know it.
_OFFERED = {
    "acted": say("letters of groups that it counts"),
    "agenda_items": say("matters for meetings"),
    "aims": say("what groups are to work for"),
    "blueprints": say("pages"),
    "calendar_events": say("days of the calendar"),
    "channels": say("ways out"),
    "clearance_rules": say("reasons to leave somebody out"),
    "commands": say("commands"),
    "contact_panels": say("panels of contacts"),
    "copies": say("copies it keeps"),
    "exporters": say("formats of files that leave"),
    "dispatched": say("what follows from what was sent"),
    "filters": say("conditions of lists"),
    "hints": say("what to know before one asks, or of a record"),
    "hits": say("what a search finds"),
    "importers": say("formats of files that come in"),
    "incoming": say("answers that are read"),
    "keep_out": say("who is not brought in again"),
    "keywords": say("keywords"),
    "merging": say("what two contacts become"),
    "migrations": say("tables"),
    "news": say("news for newsletters"),
    "object_again": say("objections after a restore"),
    "objections": say("objections"),
    "preferences": say("choices on everybody's own page"),
    "prepare": say("a beginning"),
    "relation_kinds": say("kinds of relationships"),
    "reminders": say("reminders"),
    "scenes": say("scenes of the demo"),
    "sectors": say("sectors"),
    "settings": say("settings"),
    "stopped": say("what rests at once"),
    "subjects": say("which message an answer is to"),
    "sweep": say("what goes when its days are over"),
    "timeline_entries": say("lines of the history"),
    "resources": say("records for other programs"),
    "works": say("long work"),
}


def _offered(hooks: Sequence[str]) -> str:
    return row(_OFFERED.get(one, one) for one in hooks)


_COLUMNS = (
    Column(title=say("Plugin"), value=lambda one: one.name, as_is=True),
    Column(title=say("Where it comes from"), value=lambda one: one.origin, lesser=True, as_is=True),
    Column(title=say("State"), value=lambda one: _STATES.get(one.state, one.state)),
    Column(title=say("What it offers"), value=lambda one: _offered(one.hooks), lesser=True),
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
