"""An entry of the history, and putting it right; the page that writes one is that of asks, whose steps it takes."""

from datetime import date

from flask import Response, url_for

from outreach_crm.app import App
from outreach_crm.campaigns import service as campaigns
from outreach_crm.forms import Field, Kind
from outreach_crm.model import Ref, Side
from outreach_crm.text import say
from outreach_crm.timeline import service
from outreach_crm.timeline.model import EntryKind, LogEdit
from outreach_crm.web import asking, links
from outreach_crm.web.office import Answer, Office, done, page

pages = Office("timeline", __name__)


@pages.look("/<int:entry_id>")
def shown(app: App, entry_id: int) -> Answer:
    """Show an entry."""
    entry = service.get(app, entry_id)
    linked = campaigns.of_ref(app, Ref("timeline_entries", entry_id))
    with_contacts = tuple(zip(entry.contact_ids, entry.with_contacts, strict=True))
    return page("timeline/shown.html", entry=entry, with_contacts=with_contacts, linked=linked)


@pages.form("/<int:entry_id>/edit")
def edit(app: App, entry_id: int) -> Answer:
    """Put an entry right."""
    entry = service.get(app, entry_id)
    follow_up = (
        Field(key="follow_up_on", label=say("Follow up on"), kind=Kind.DATE, value=entry.follow_up_on),
        Field(key="follow_up", label=say("What is to be done then"), kind=Kind.TEXT, value=entry.follow_up),
    )
    form = asking.read(*service.questions(app, entry), *follow_up, version=entry.change_id)
    back = links.there(url_for("timeline.shown", entry_id=entry_id))
    if form.ready:
        with asking.told(form, "summary") as outcome:
            changed = service.edit(app, entry_id, _edit(app, form))
            return done(say("Changed: {what}.", what=changed.summary), back, change_id=changed.change_id)
        form = outcome.form
    return page("web/form.html", form, title=say("Put this entry right"), back=back)


def _edit(app: App, form: asking.Form) -> LogEdit:
    on: date | None = form.answer("day")
    return LogEdit(
        summary=form.text("summary"),
        kind=EntryKind(form.text("kind")),
        side=Side(form.text("side")),
        on=on or app.clock.today(),
        outcome=form.text("outcome"),
        follow_up=form.text("follow_up"),
        follow_up_on=form.answer("follow_up_on"),
        version=form.seen,
    )


@pages.act("/<int:entry_id>/strike")
def strike(app: App, entry_id: int) -> Response:
    """Take an entry out of the history."""
    entry = service.get(app, entry_id)
    change_id = service.strike(app, entry_id)
    back = f"/contacts/{entry.contact_ids[0]}"
    return done(say("Struck out: {what}.", what=entry.summary), back, change_id=change_id)
