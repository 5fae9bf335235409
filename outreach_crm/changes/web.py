"""Pages of the journal: who changed what, when and why; taking changes back; proving that it was not altered."""

from flask import Response, request, url_for

from outreach_crm.accounts import service as accounts
from outreach_crm.app import App
from outreach_crm.changes import service
from outreach_crm.changes.model import ChangeEntry, State, UndoPlan, Wanted
from outreach_crm.dates import read_optional
from outreach_crm.jobs import service as jobs
from outreach_crm.model import Ref
from outreach_crm.text import read_number, say
from outreach_crm.web import links
from outreach_crm.web.lists import Column, Listing
from outreach_crm.web.office import Answer, Office, done, lead_to, page

pages = Office("changes", __name__)

_PAGE = 50
# A larger change is undone beside the pages.
_AT_ONCE = 2_000
# Of a larger change the first rows are shown, and how many there are.
_ROWS = 200


@pages.lists("")
def listed(app: App) -> Listing:
    """List the changes, newest first: all, somebody's, those about a contact, those of a day."""
    wanted, day = _wanted(app)
    before = read_number(request.args.get("before", ""))
    found = service.latest(app, _PAGE + 1, before=before, wanted=wanted)
    contact = service.contact_name(app, wanted.contact_id) if wanted.contact_id else ""
    narrowed = bool(wanted.by or wanted.since or wanted.contact_id)
    return Listing(
        title=say("History"),
        columns=_columns(app),
        rows=found,
        most=_PAGE,
        on=lambda last: {"before": last.id},
        empty=say("Nothing fits. Leave out a condition.") if narrowed else say("Nothing was changed yet."),
        template="changes/listed.html",
        context={
            "wanted": wanted,
            "day": day,
            "contact": contact,
            "people": [one.name for one in accounts.list_accounts(app)],
            "cut_off": [] if narrowed or before else service.interrupted(app),
            "can_undo": can_undo,
        },
        persons="history",
        contact_id=wanted.contact_id if contact else None,
    )


def _wanted(app: App) -> tuple[Wanted, str]:
    """Return which changes the request asks for, and the day as it was given."""
    args = request.args
    on = read_optional(args.get("on", "").strip(), app.clock.today())
    since, until = service.on_day(app, on) if on else ("", "")
    wanted = Wanted(by=args.get("by", ""), contact_id=read_number(args.get("contact", "")), since=since, until=until)
    return wanted, on.isoformat() if on else ""


def _columns(app: App) -> tuple[Column, ...]:
    return (
        Column(title=say("When"), value=lambda one: one.at),
        Column(title=say("Who"), value=lambda one: one.by),
        Column(title=say("What"), value=lambda one: one.what, ref=lambda one: Ref("changes", one.id)),
        Column(title=say("About"), value=lambda one: one.whom, lesser=True),
        Column(title=say("Why"), value=lambda one: one.why, lesser=True),
        Column(title=say("State"), value=state, lesser=True),
    )


def state(entry: ChangeEntry) -> str:
    """Return what became of a change, where it did not just happen."""
    words = {
        State.UNDONE: say("undone"),
        State.RUNNING: say("going on"),
        State.INTERRUPTED: say("cut off before its end"),
    }
    return words.get(entry.state, say("final") if entry.final else "")


def can_undo(entry: ChangeEntry) -> bool:
    """Return whether a button to undo a change makes sense."""
    return not entry.final and entry.state in {State.DONE, State.INTERRUPTED}


@pages.look("/<int:change_id>")
def shown(app: App, change_id: int) -> Answer:
    """Show what a change altered, before and after."""
    detail = service.detail(app, change_id, limit=_ROWS)
    return page(
        "changes/shown.html",
        detail=detail,
        entry=detail.entry,
        rows=service.told(app, detail),
        left=sum(detail.counts.values()) - len(detail.rows),
        can_undo=can_undo(detail.entry),
        state=state(detail.entry),
    )


@pages.form("/<int:change_id>/undo")
def undo(app: App, change_id: int) -> Answer:
    """Take a change back: at once where all of it goes, else after what stays was read."""
    back = links.there(url_for("changes.listed"))
    plan = service.plan(app, change_id)
    whole = bool(plan.rows or plan.resumes) and not plan.stayed
    if request.method == "POST" and (whole or "knowingly" in request.form):
        return _undone(app, plan, back)
    return page("changes/undo.html", plan=plan, back=back)


def _undone(app: App, plan: UndoPlan, back: str) -> Response:
    if plan.rows > _AT_ONCE:
        job = jobs.start(app, "undo", {"change_id": plan.change.id, "path": back})
        return lead_to(Ref("jobs", job.id))
    report = service.undo(app, plan.change.id)
    return done(service.sentence(app, report), back, change_id=report.change.id)


@pages.act("/verify")
def verify(app: App) -> Answer:
    """Prove that no past entry was altered."""
    if service.is_long(app):
        return lead_to(Ref("jobs", jobs.start(app, "verify-history").id))
    verdict = service.verify(app)
    if verdict.problems:
        return page("changes/altered.html", verdict=verdict)
    return done(service.proven(verdict), url_for("changes.listed"))
